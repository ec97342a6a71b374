"""Derivatives from the values of f alone."""
