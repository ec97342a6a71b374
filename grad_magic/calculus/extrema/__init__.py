"""Critical points: where they are, and of what kind.

- `critical_search` finds them by all means there are: in closed form (`critical_points`), on seams
  (`corners/`) and between jumps (`steps`), at single places (`rough_points`), as level sets of an
  inner expression (`compositions`, of `inner_expressions`), as zeros of polynomials
  (`solved_gradients`), and numerically, with proof (`window_search`, `approximate_points`); `rows`
  are what is told of them.
- `equations/` solves: in closed form, or with a proof of how many solutions there are.
- `kinds/` tells minimum, maximum and saddle: by the Hessian, by what follows it in the Taylor
  polynomial, and by the form of f. `spheres` is the sign of what leads in all directions.
- `curves/` tells curves of critical points by their equation, in parts of one kind each.
- `parameter_cases` tells apart what depends on parameters (`polynomial_cases` and
  `cubic_and_square` by a formula, `general_cases` by the Hessian where nothing vanishes,
  `slopes_of_pieces` by the slopes beside corners, `case_search` for single values of them,
  `parameter_units` by their signs, in units in which they are ±1, `added_parameters` what moves no
  point, `translations` what moves all of them together, `common_points` what is critical for all
  values, `parameter_groups` on which parts of the line of a parameter a point is of which kind, in
  `parameter_rows`, `point_cases` the same of a point P that is named),
  `repetition` how points repeat;
  points on the border of the domain are left aside, which is said if f has values there
  (`boundaries`). `smooth_regions` is ∇f = 0 for f with |g|, as one does it by hand.
"""
