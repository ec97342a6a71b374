"""Critical points: where they are, and of what kind.

- Where: `critical_points` asks `systems` for the zeros of the gradient, which uses
  `algebraic_systems`, `inversion`, `angles` and `roots`; `repetition` tells how they repeat.
- Of what kind: `critical` asks the Hessian, then `degenerate` the Taylor polynomial (`taylor`,
  `jets`), split off from what the Hessian decides (`splitting`) and followed along curves
  (`germs`, `plane_curves`); `comparison` and `value_bounds` see from the form of f that it is
  nowhere below or above f(P). `sites` is the point looked at, `verdicts` what is found.
"""
