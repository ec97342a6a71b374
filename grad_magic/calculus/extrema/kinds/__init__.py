"""Of what kind a critical point is.

`critical` asks the Hessian, then `degenerate` the Taylor polynomial (`taylor`, `jets`), split off
from what the Hessian decides (`splitting`) and followed along curves (`germs`, `plane_curves`);
`comparison` sees from the form of f that it is nowhere below or above f(P), `magnitudes` divides
by powers of |x - p|, `separate_sums` looks at each variable alone, and `oscillating` follows
sin(1/x). `discriminants` is the test of two
variables that the answer shows. `sites` is the point looked at, `verdicts` what is found.
"""
