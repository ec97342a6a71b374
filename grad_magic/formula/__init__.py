"""Mathematics as typed: the tree, its programs, its SymPy forms; below all that use it."""
