"""The calculus of array variables: an ArrayProblem into its ArraySolution.

Everything has two dimensions inside: a scalar is 1×1, a vector a column. Sums over rows and
repetitions are products with 𝟏, a column of ones, so that every adjoint of a scalar is a matrix
expression again, and no index is ever needed.

    formula as typed ──shapes──▶ nodes ──sweep──▶ adjoints ──forms──▶ the shortest form of a few
            │                                        └──values──▶ numbers at the point
            └──domain──▶ f by itself, entry by entry, where it is defined, and a second opinion

- `nodes`: expressions, each made once, in a light normal form.
- `shapes`: a formula as typed into nodes; what does not fit is refused with its place (`typed`
  parts, `fitting` shapes, and rules: `products`, `entry_functions`, `reductions`).
- `sweep`: the adjoint of every node in one sweep backward; `layers`: parts with names; `analysis`:
  all that is known before numbers are put in.
- `forms`: sums multiplied out or put in brackets, whichever is shorter.
- `writing`: nodes into formulas for the lesson; `indicators`: how 1[u > 0] is written there;
  `conditions`: where these hold.
- `values`: nodes into numbers, exact or floating, in an `arithmetic`.
- `domain`: the formula as typed into numbers; where it has none, and where it has a kink.
- `numbers`: all numbers at the point: `point` (f and its gradients there), `kinks` (where it has
  none), `surroundings` (what f does near the point, along `rays` and within `cones`), `differences`
  (values of f alone beside them), `descent` and `paths` (where an optimiser goes), `short_entries`
  (what is shown of them).
- `second_order`: H, and H·v by a second sweep.
- `plane`: a loss of one or two numbers, to be drawn.
- `solver`: the way in.
- `answers`: a student's answer beside what is true.

A new function of entries is a row in `functions.FUNCTIONS`, a name in `reading.arrays.vocabulary`,
and where books write a sign, a row in `lesson.array_formulas`.
"""
