"""Typed signs and LaTeX into one stream of tokens with places, and runs of letters into names."""
