"""A Python function into the Formula that it computes, by calling it with stand-ins for numbers."""
