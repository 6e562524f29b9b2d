"""Question sets, scores, runs and reports: whether the assistant got better or worse."""
