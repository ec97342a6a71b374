"""Curves of critical points.

`factor_curves` tells them by their own equation, `joined_branches` as wholes, `curve_parts` in
parts of one kind each, `rays` as half-lines from an axis. `repeated_factors` finds them as zeros
that a gradient's entries share, and `regions` writes the conditions on them as intervals.
"""
