"""Answers from and for other tools: one module per format, the placeholders of all in one table."""
