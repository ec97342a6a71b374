"""A Problem into its Solution: exact with SymPy, checked with mpmath.

`solver` is the way in: a table of stages, each of which adds one part to what is known.

- `stages`: the stages themselves; `inquiry`: what several of them need of the function.
- By the rules: `derivatives` (as functions), `domains` (where f and its parts are defined and
  smooth), `complete_cases` and `local_forms` (which of the cases apply), `second_order`,
  `eigenvalues`, `higher_order`; `typed_forms` (the same in the form of f as it was typed),
  `either_order` (which form stands for f_xy and f_yx) and `validity` (where a general formula
  holds, by the `demands` of its operations).
- Where the rules do not apply (`seams`), by the definition: `limits` (`sides`, `half_angles`),
  `expansions/` and `section_rates` (along a line on which the rules do apply);
  `differentiability`, `bounds` and `special_points` read the verdict off them, with `fillings`
  (removable holes), `continuity` (for which parameters), `hugging_curves` (curves that may
  contradict), `composed` (of functions of one variable) and `second_limits`.
- What follows from a gradient: `first_order`, `rate_directions`, `natural_gradient`, with the
  vectors of `directions` and the `conditions` on parameters (`signs`: what they say of one
  another).
- Where an optimiser goes from P: `paths`, over the `gradient_field`; the gradient `flow`, by steps
  that may be exact (`exponential_steps`).
- Where -F_x/F_y is no slope of F = 0: `flat_levels`.
- Critical points, where and of what kind: `extrema/`.
- Signs, zeros and short forms of exact numbers: `exact/`.
- The second, independent method, and functions known by values alone: `by_values/`.
- Many variables and long formulas: `large/`, where numbers come by one sweep over f.
- `vector`: component by component. `undefined`: why f has no value. `budget`: the time limit.

A new stage is a function in `stages` and a row in `solver.STAGES`; what it finds is a frozen part
of `grad_magic.solution`, `Deferred` where not every answer shows it, with its public names in
`PublicNames` there and in `grad_magic.result`. What a contradiction by values must take back stands
in `stages.withdraw`. Python functions known by values alone take `by_values.numerical` in place of
the stages. A new reason is a member of an Enum in `grad_magic.findings` and a row in
each language of `grad_magic.wording`.
"""
