"""Requests about arrays: the same clauses, tokens and places, another grammar and other values.

- `signals`: whether a request is about arrays.
- `request`: the way as a whole, into an ArrayProblem.
- `shape_clauses`: W:(m,n), a shape alone.
- `parser`: the function into a Formula; `cursor`: where it stands in its tokens;
  `cases`: functions by cases; `vocabulary`: the names that may be called; `book_signs`: the signs
  of a transpose.
- `layers`: parts of the function that clauses define.
- `entries`: nested lists and what the notebook holds into arrays of numbers.
- `written_lists`: lists in the function itself, which are given letters.
- `answers`: a student's answer, formulas over the same names or entries.

A function of arrays is a row in `vocabulary`, an operation in
`grad_magic.formula.array_operations`, and a rule in `grad_magic.calculus.arrays.shapes`.
"""
