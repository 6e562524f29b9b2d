"""How the extractive reader was made: data to weights to report. Not part of the wheel."""
