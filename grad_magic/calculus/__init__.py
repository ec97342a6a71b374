"""A Problem into its Solution: exact with SymPy, checked with mpmath."""
