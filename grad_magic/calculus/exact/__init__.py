"""Exact numbers: their signs decided, their forms short."""
