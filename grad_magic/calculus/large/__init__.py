"""Long formulas and many variables: numbers at P by one sweep over the program of f.

Where SymPy's derivatives would swell, f is run once as a straight-line program and once backward
(`grad_magic.formula.adjoints`), which gives all partial derivatives together.

- `road`: which problems come here, and their solution.
- `numbers`: fractions as long as they can be, then decimals of two precisions.
- `survey`: f at P, where each part of it is defined, and where it has a corner.
- `slopes`: ∇f(P), and at corners what the one-sided derivatives are.
- `general`: the general partial derivatives, the first ones, the last one, and the general term.
"""
