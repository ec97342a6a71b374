"""Critical points: where they are, and of what kind.

- Where: `critical_search` tries all means there are: in closed form; on seams (`corners`, which
  asks `seams` where they are and `seam_sides` for the pieces beside them; those that cancel are
  none, `cancelling_seams`) and between jumps (`steps`, `regions`), at single places
  (`rough_points`); as level sets
  (`compositions`, of `inner_expressions`); numerically, with proof, as solutions of
  polynomials (`real_solutions`) or in a window (`windows` by `intervals`, `repeated_factors`;
  `approximate_points`). Of functions with seams each row is checked by values around points of
  it (`confirmed_rows`). Curves of them
  are told in parts of one kind (`curve_parts`, `rays`), or as wholes by their equation
  (`joined_branches`), those of functions with parameters by cases (`parameter_cases`). Points on
  the border of the domain are left aside, which is said if f has values there (`boundaries`).
- In closed form: `critical_points` asks `systems` for the zeros of the gradient, which uses
  `algebraic_systems`, `inversion`, `angles` and `roots`; `repetition` tells how they repeat, and
  `elimination`, with `inverse_values` and `smooth_regions`, how one finds them by hand.
- Of what kind: `critical` asks the Hessian, then `degenerate` the Taylor polynomial (`taylor`,
  `jets`), split off from what the Hessian decides (`splitting`) and followed along curves
  (`germs`, `plane_curves`); `comparison` and `value_bounds` see from the form of f that it is
  nowhere below or above f(P). `spheres` tells the sign of what leads in all directions.
  `discriminants` is the test of two variables that the answer shows. `sites` is the point looked
  at, `verdicts` what is found.
"""
