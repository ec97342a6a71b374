"""Notation into rows that fit a width, and rows into LaTeX or plain text."""
