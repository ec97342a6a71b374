"""A Problem into its Solution: SymPy only."""
