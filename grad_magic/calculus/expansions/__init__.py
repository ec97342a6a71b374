"""Functions near a point by their leading terms, with bounds for the rest.

- `expansion`: an Expansion, its monomials, and the errors where there is none.
- `coefficients`: what stands before a monomial, a number or a function of the direction.
- `algebra`: sums, products and powers of expansions, and Taylor's formula.
- `truth`: the truth of a condition, where it need not be the same for all small t.
- `operations`: each operation of a formula on expansions, as an arithmetic.
- `along_curves`: f along a curve into P.
"""
