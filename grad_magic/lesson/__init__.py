"""A Solution into Steps, and Steps into LaTeX or plain text."""
