"""Tokens into a Formula: the one parser, and the errors of texts with two readings."""
