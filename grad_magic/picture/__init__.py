"""Solution -> Scene -> Figure: what is drawn, then how it is painted."""
