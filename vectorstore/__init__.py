"""Where we look: embeddings, the index, and what it returns for a question."""
