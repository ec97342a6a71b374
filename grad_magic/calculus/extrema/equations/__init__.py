"""Equations and systems, solved over the real numbers.

In closed form: `systems`, with `algebraic_systems` for sines, cosines and roots, `inversion` and
`inverse_values` for one variable, `angles` and `roots`; as one does it by hand `elimination`, of
more than two variables `substitution`, and `factor_cases` of products. By decimals with a proof of
how many there are: `real_solutions` of polynomials, and `windows` by `intervals`. `value_bounds`
is a number below all values of an expression.
"""
