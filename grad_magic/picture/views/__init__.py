"""Each picture of a function: one module a view, and the table of them by name."""
