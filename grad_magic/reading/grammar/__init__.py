"""Tokens into a Formula: the one parser, its cursor, and the errors of texts with two readings."""
