"""Of what kind a critical point is.

`critical` asks the Hessian, then `degenerate` the Taylor polynomial (`taylor`, `jets`), split off
from what the Hessian decides (`splitting`) and followed along curves (`germs`, `plane_curves`);
`comparison` sees from the form of f that it is nowhere below or above f(P), `least_values` that a
sum of even powers is least at P alone, `magnitudes` divides by powers of |x - p|, `separate_sums`
looks at each variable alone, and `oscillating` follows sin(1/x). Where no term is a square,
`lowest_forms` asks for which values of a parameter those of lowest order have one sign.
`discriminants` is the test of two variables that the answer shows. `sites` is the point looked at,
`verdicts` what is found.
"""
