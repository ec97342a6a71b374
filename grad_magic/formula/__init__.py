"""Mathematics as typed: the tree, its programs, its SymPy forms; below all that use it.

- `tree`: a Formula, with its places in the request.
- `operations`: the list of what a Formula may hold beside numbers and names; `array_operations`: of
  one over arrays.
- `sympy_forms`: a Formula into SymPy and back.
- `real_roots`: roots of odd degree, which are real here and complex in SymPy.
- `program`: a Formula as a straight-line program, run over any arithmetic.
- `arithmetic`: what an arithmetic is, and those of NumPy arrays and mpmath numbers.
- `adjoints`: a program backward, which gives all partial derivatives at a point together.
- `collection`: long formulas without Python's collector of garbage.
- `derivatives`: a Formula into its derivative by rules, with a record of them; the form is the
  shortest of a few (`shortening`, `rewriting`, `division`, `trigonometry`; `cases` of maxima and
  definitions by cases, `positive_parts` on their border; `exponential_sums`) of a light normal form
  (`normal_form`), in the order in which f was typed (`typed_order`).
- `derivation_lines`: that record as a chain of equal formulas, one rule after the other.
- `one_variable`: where conditions on one variable hold; `pieces`: what maxima are between them.
- `decimal_digits`: numbers as decimals, exactly; `put_in_numbers`: numbers in the place of names.
- `python_values`: what a user's Python function gave back.

A new function is one row in each of these tables; `tests/formula/test_operations.py` names
those that miss one:

1. `formula.operations.OPERATIONS`: that there is such an operation.
2. `formula.sympy_forms.BUILDERS`: what SymPy makes of it, with bounds for large numbers.
3. `formula.arithmetic`: `GRID` and `HIGH_PRECISION`.
4. `calculus.domains`: `DOMAINS` and `SMOOTH`, where it is defined and where it is smooth; and
   `EXACT`, where SymPy's own value of an exact number can not be trusted.
5. `calculus.expansions.operations`: its expansion near a point. For what is smooth one word is
   enough; that it is smooth everywhere (`_ENTIRE`) or levels out far away (`_FLAT_LIMITS`) settles
   more, such as x²·sin(1/x).
6. `calculus.extrema.kinds.taylor`: its Taylor polynomial, or that it has none there.
7. `reading`'s `CALLABLES`: the names by which it is called. The functions of Python's math, of
   NumPy and of SymPy have a table beside.
8. `SAMPLES` of that test: arguments and a value by hand, by which all tables are compared.
9. `formula.derivatives`: its derivative; without one SymPy's is shown.
10. `formula.adjoints.DERIVATIVES`, its derivatives by its operands, and
   `calculus.large.numbers.MIXED`, where it has fractions for values.
11. `formula.operations.BOOK_NAMES` and the printers of `lesson.typesetting`: its name in
    books, where SymPy prints another.
12. `webpage.javascript`: how it is written in JavaScript, and in `webpage/arithmetic.js` the
    function itself where that has none.
"""
