"""What we say: the sentences shown to people, kept as text files apart from the code."""
