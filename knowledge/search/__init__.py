"""Finding the statements nearest to a question: compiled index and raw score parts."""
