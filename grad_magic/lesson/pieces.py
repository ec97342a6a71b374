"""The short rows of pieces that recur all over the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product, starmap

from sympy import (
    Abs,
    Add,
    And,
    Eq,
    Expr,
    Float,
    Integer,
    Matrix,
    Ne,
    Piecewise,
    Rational,
    StrictGreaterThan,
    StrictLessThan,
    Symbol,
    sign,
    true,
)
from sympy.logic.boolalg import Boolean

from grad_magic.calculus.exact import lengths
from grad_magic.calculus.exact.simplify import shorten
from grad_magic.formula.sympy_forms import UnreadableExpressionError, in_reading_order, to_sympy
from grad_magic.formula.tree import Formula
from grad_magic.lesson.decimals import (
    has_short_decimal,
    is_decimal_only,
    is_exact_decimal,
    is_long_beside_decimals,
    to_decimal,
    write_number,
)
from grad_magic.lesson.formulas import notate_formula
from grad_magic.lesson.notation import Mathematics
from grad_magic.lesson.sigmoids import has_sigmoid
from grad_magic.lesson.steps import (
    Combination,
    Components,
    Decimal,
    Dot,
    Gradient,
    Jacobian,
    Letter,
    Line,
    MatrixProduct,
    Name,
    Partial,
    Piece,
    Point,
    Rate,
    Relation,
    RepeatedPartial,
    Separator,
    Series,
    Tuple,
    Value,
    Vector,
    Words,
)
from grad_magic.lesson.styles import style_named
from grad_magic.lesson.typesetting.latex import count_towers
from grad_magic.lesson.typesetting.latex import render_atom as render_latex_atom
from grad_magic.lesson.typesetting.plain import measure, render_atom
from grad_magic.lesson.typesetting.unicode_printer import plain_text
from grad_magic.lesson.unit_vectors import over_length
from grad_magic.presets import DEFAULT_DIGITS
from grad_magic.problem import Problem
from grad_magic.solution import HigherPartial, Solution, TypedForm
from grad_magic.wording.english import ENGLISH

# Characters that f and its derivatives may take together, and each of them at least.
_ROOM = 2000
_SHORTEST_ROOM = 240
_FEW_OPERATIONS = 60
# Of forms of a derivative that differ by so many signs the one in typed order is shown.
_NEAR = 2
_TOWER = 8
_MOST_MEASURED = 200
# In typed form 1 - tanh² stays, and so do cases that are alike, |u|/u and products of them.
_SHORTENED_BY_SYMPY = ("piecewise", "max", "min", "abs", "sign")
_MOST_SIGNS = 3
_LONGEST_CASE = 32
_MOST_TRUSTED = 40
ACTIVATIONS = ("sigmoid", "tanh")
"""Functions whose derivatives are told by their own values."""
_OF_SIGMOID = ("t", "s", "z", "r", "q")
_UNKNOWN_TO_EXPRESSIONS = ("sigmoid", "softplus", "logsumexp", "softmax_entry", "beta", "factorial")

EQUALS = Relation("=")
APPROXIMATELY = Relation("≈")
POINT = Letter("P")
TARGET = Letter("Q")
UNIT = Letter("u")
ANY_UNIT = Letter("any")
ZERO = Value(Integer(0))
# Beside decimals unit vectors keep whole entries up to this.
_LARGEST_ENTRY_BESIDE_DECIMALS = 99
# 1/3 needs no decimal behind it, in a worked solution nor does -14/3.
_LARGEST_DIGIT = 9
_LARGEST_IN_FRACTION = 99
# Nor does √65, nor 2 + 3√3/2; 1234/√56789 does.
_LARGEST_WITHOUT_DECIMAL, _MOST_COLUMNS_WITHOUT_DECIMAL = 999, 16
_USUAL_ORDER = frozenset("xyz")

ELLIPSIS = Formula("ellipsis")
# Of a row that is not shown whole the first entries are, and the last. One of more variables
# than these is no heading.
_FIRST_ENTRIES = 3
MOST_IN_HEADING = 20


def words(sentence: str, **gaps: Piece | Line) -> Words:
    """A sentence of the wording tables with its gaps filled."""
    lines = {name: piece if isinstance(piece, tuple) else (piece,) for name, piece in gaps.items()}
    return Words(sentence, lines)


def in_other_words(equation: Line) -> Line:
    """Behind an equation: or, and its other form, which stands below where a row has no room."""
    return (Separator(), words("or_in_other_form"), Separator(), *equation)


def words_about(solution: Solution, sentence: str, **gaps: Piece | Line) -> Words:
    """The same where functions of one variable may have a sentence of their own."""
    return replace(words(sentence, **gaps), of_one_variable=has_one_variable(solution))


def apart(sentence: Words) -> Words:
    """The same as the beginning of a paragraph, as it tells of another point or region."""
    return replace(sentence, begins_paragraph=True)


def series(lines: Iterable[Line]) -> Line:
    """a, b and c, as the language joins them; a single line stays itself."""
    items = tuple(lines)
    return items[0] if len(items) == 1 else (Series(items),)


def clauses(lines: Iterable[Line]) -> Line:
    """The same of clauses, such as equations."""
    items = tuple(lines)
    return items[0] if len(items) == 1 else (Series(items, of_clauses=True),)


def in_a_row(lines: Iterable[Line]) -> Line:
    """The lines with gaps between them; of none nothing."""
    return tuple(piece for line in lines for piece in (Separator(), *line))[1:]


def ends(entries: Sequence[Expr], most: int) -> tuple[Expr | Formula, ...]:
    """The entries, of a row of more than so many the first ones and the last."""
    if len(entries) <= most:
        return tuple(entries)
    return (*entries[:_FIRST_ENTRIES], ELLIPSIS, entries[-1])


def name_of(solution: Solution) -> Name:
    """The function's name."""
    return Name(solution.problem.name)


def coordinates(solution: Solution) -> Piece:
    """The coordinates of P, each with its name where their order may be taken for another.

    That is so of more variables than two that are not the usual x, y, z, and of two that stand
    in f the other way round: V = πr²h is a function of h and r.
    """
    point, variables = solution.point, solution.variables
    assert point is not None
    is_short = len(variables) < len(_USUAL_ORDER) and not _appear_otherwise(solution)
    if is_short or set(map(str, variables)) <= _USUAL_ORDER:
        return Point(point)
    pairs = zip(variables, point, strict=True)
    return Tuple(tuple(Value(Eq(name, value, evaluate=False)) for name, value in pairs))


def _appear_otherwise(solution: Solution) -> bool:
    """Whether the variables are first met in f in another order than their own."""
    met: dict[Expr, None] = {}
    waiting = [solution.problem.formula]
    while waiting:
        part = waiting.pop()
        if part.operation == "name":
            met[part.value] = None
        waiting += reversed(part.operands)
    variables = solution.variables
    return [name for name in met if name in variables] != [v for v in variables if v in met]


def number(expr: Expr, solution: Solution) -> Line:
    """= and the exact number, ≈ and its decimal, or both."""
    decimal = to_decimal(expr, solution.problem.digits) if solution.is_approximate else None
    if expr.free_symbols:
        return (EQUALS, written_out(by_signs(expr), solution))
    if decimal is not None:
        return (APPROXIMATELY, decimal)
    problem = solution.problem
    # A book leaves it at that.
    if _is_short_fraction(expr, solution) or _is_answer_as_it_stands(expr, solution):
        return (EQUALS, Value(expr))
    return write_number(expr, problem.digits, in_decimals=problem.has_decimals)


def _is_answer_as_it_stands(expr: Expr, solution: Solution) -> bool:
    """Whether a problem in exact numbers is answered by 32/√29 or 2 + 3√3/2 alone."""
    problem = solution.problem
    is_exact = not problem.has_decimals and problem.digits == DEFAULT_DIGITS
    if not (problem.presentation.is_worked and is_exact) or is_decimal_only(expr):
        return False
    if not problem.presentation.follows_statement and has_sigmoid(problem.formula):
        # Nobody knows σ(-1).
        return False
    is_small = all(
        max(abs(part.p), part.q) <= _LARGEST_WITHOUT_DECIMAL for part in expr.atoms(Rational)
    )
    return is_small and len(plain_text(expr)) <= _MOST_COLUMNS_WITHOUT_DECIMAL


def _is_short_fraction(expr: Expr, solution: Solution) -> bool:
    """Whether nobody needs decimals to see how large it is."""
    problem = solution.problem
    is_worked = problem.presentation.is_worked
    if not is_worked and (problem.has_decimals or problem.digits != DEFAULT_DIGITS):
        return False
    largest = _LARGEST_IN_FRACTION if is_worked else _LARGEST_DIGIT
    return isinstance(expr, Rational) and max(abs(expr.p), expr.q) <= largest


def by_signs(value: Expr) -> Expr:
    """1 for a > b and 0 for b > a, for (sign(a - b) + 1)/2; a·sign(b) stays as it is.

    Where a = b the value is another one, and told apart. Cases that are too long for a line give
    way to the formula, which may end its rows.
    """
    signs = {part for total in value.atoms(Add) for part in total.atoms(sign)}
    if not 1 <= len(signs) <= _MOST_SIGNS:
        return value
    parts = sorted(signs, key=str)
    turns_by_value: dict[Expr, list[tuple[int, ...]]] = {}
    for turns in product((1, -1), repeat=len(parts)):
        known = dict(zip(parts, map(Integer, turns), strict=True))
        known |= {Abs(part.args[0]): turn * part.args[0] for part, turn in known.items()}
        turns_by_value.setdefault(shorten(value.xreplace(known)), []).append(turns)
    if any(measure_text(here) > _LONGEST_CASE for here in turns_by_value):
        return value
    if len(parts) > 1:
        # There 0 is what is left.
        turns_by_value.pop(Integer(0), None)
    cases = [(here, _side(parts, turns)) for here, turns in turns_by_value.items()]
    if any(side is None for _, side in cases):
        return value
    otherwise = [(Integer(0), true)] if len(parts) > 1 else []
    return Piecewise(*cases, *otherwise, evaluate=False)


def _side(parts: Sequence[Expr], turns: Sequence[Sequence[int]]) -> Boolean | None:
    """What these signs have in common; None where that holds of others too."""
    same = [
        (part, of_part[0])
        for part, of_part in zip(parts, zip(*turns, strict=True), strict=True)
        if len(set(of_part)) == 1
    ]
    is_all = len(turns) == 2 ** (len(parts) - len(same))
    return And(*starmap(_on_side, same)) if is_all else None


def is_by_signs(value: Expr) -> bool:
    """Whether `by_signs` tells it by cases."""
    return by_signs(value) is not value


def _on_side(part: Expr, turn: int) -> Boolean:
    """a > b where sign(a - b) is 1, b > a where it is -1."""
    difference = part.args[0]
    terms = Add.make_args(difference)
    larger = Add(*(term for term in terms if not term.could_extract_minus_sign()))
    smaller = larger - difference
    return larger > smaller if turn > 0 else (smaller > larger if smaller != 0 else larger < 0)


def written_out(expr: Expr | Formula, solution: Solution) -> Piece:
    """The expression; where it would fill a page, how long it is."""
    room = max(_SHORTEST_ROOM, _ROOM // (len(solution.variables) + 1))
    operations = count_operations(expr)
    if operations <= _FEW_OPERATIONS:
        return Value(expr)
    if operations <= room and measure_text(expr) <= room:
        return Value(expr)
    return words("too_long", count=Value(Integer(operations)))


def count_operations(expr: Expr | Formula) -> int:
    """How many operations it holds."""
    if not isinstance(expr, Formula):
        return lengths.count_operations(expr)
    return bool(expr.operands) + sum(map(count_operations, expr.operands))


def measure_text(expr: Expr | Formula) -> int:
    """How many characters it takes on one line."""
    if isinstance(expr, Formula):
        return measure(notate_formula(expr), ENGLISH)
    return len(plain_text(expr))


def write_text(expr: Expr | Formula) -> str:
    """The same as text on one line."""
    if isinstance(expr, Formula):
        return render_atom(notate_formula(expr), ENGLISH)
    return plain_text(expr)


Shown = tuple[Expr | Formula, Boolean]
"""A general formula as it is shown, and where it holds."""


def shown_partial(solution: Solution, index: int) -> Shown:
    """A partial derivative in the form of f as it was typed, unless another is clearly shorter."""
    forms = solution.derivatives.typed.value
    return _shorter(
        solution,
        forms[index] if forms else None,
        lambda: (solution.partials[index], solution.partials_valid_where[index]),
    )


def shown_entry(solution: Solution, row: int, column: int) -> Shown:
    """The same of an entry of the Jacobian of a vector-valued f."""
    jacobian, forms = solution.jacobian, solution.derivatives.typed.value
    assert jacobian is not None
    place = row * len(solution.variables) + column
    return _shorter(
        solution,
        forms[place] if forms else None,
        lambda: (jacobian[row, column], solution.partials_valid_where[column]),
    )


def shown_higher(solution: Solution, partial: HigherPartial) -> Shown:
    """The same of a derivative of higher order."""
    assert solution.higher_order is not None
    forms = solution.higher_order.typed.value
    place = solution.higher_order.partials.index(partial)
    expression = (partial.general, partial.valid_where)
    return _shorter(solution, forms[place] if forms else None, lambda: expression)


def shown_second(solution: Solution, row: int, column: int) -> Shown:
    """The same of a second derivative."""
    hessian, forms = solution.hessian, solution.derivatives.typed_hessian.value
    assert hessian is not None
    place = row * len(solution.variables) + column
    where = solution.partials_valid_where[row]
    typed = forms[place] if forms else None
    return _shorter(solution, typed, lambda: (hessian[row, column], where))


def _shorter(
    solution: Solution, typed: TypedForm | None, give_expression: Callable[[], Shown]
) -> Shown:
    """The shorter of both forms; a single case as a formula that holds there."""
    shorter = _shorter_form(solution, typed, give_expression)
    form, where = _of_single_case(shorter, give_expression)
    if isinstance(form, Formula) and count_operations(form) <= _MOST_MEASURED:
        form = _as_sums_were_typed(form, solution.problem.formula)
    if isinstance(form, Formula):
        form = _in_order_of_variables(form, solution.variables)
    is_worked = solution.problem.presentation.is_worked
    return (form if is_worked else in_letters(form, solution)), where


def _in_order_of_variables(form: Formula, variables: Sequence[Symbol]) -> Formula:
    """x + y for y + x, which a typed yz + zx leads to."""
    is_plain = form.operation == "add" and all(
        part.operation == "name" and part.value in variables for part in form.operands
    )
    if not is_plain:
        return form
    ordered = sorted(form.operands, key=lambda part: variables.index(part.value))
    return replace(form, operands=tuple(ordered))


def in_letters(form: Expr | Formula, solution: Solution) -> Expr | Formula:
    """The form with s₁ for an entry of softmax, and ŷ for σ(wx + b) that the request names so."""
    if not isinstance(form, Formula):
        return form
    form = with_activations_named(form, solution.problem)
    if not form.holds(("softmax_entry",)):
        return form
    from grad_magic.lesson import softmaxes

    return softmaxes.with_letters(form, solution.problem)


def with_activations_named(form: Formula, problem: Problem) -> Formula:
    """The form with the names that the request gives to values of σ and tanh in it."""
    return _named(form, activations(problem))


def activations(problem: Problem) -> dict[Symbol, Formula]:
    """The inner functions σ(…) and tanh(…) with their names, each value under its first.

    Their derivatives are told by their own values: σ(1 - σ), 1 - tanh².
    """
    if problem.composition is None:
        return {}
    found = dict[Expr, tuple[Symbol, Formula]]()
    for name, formula in problem.composition.inner:
        if formula.operation in ACTIVATIONS:
            told = problem.composition.composed[str(name)]
            found.setdefault(to_sympy(told), (name, told))
    return dict(found.values())


def _named(form: Formula, activations: Mapping[Symbol, Formula]) -> Formula:
    if not activations:
        return form
    # As values: the derivative has 2w where w·2 was put in.
    names = {to_sympy(told): Formula("name", value=name) for name, told in activations.items()}

    def named(part: Formula) -> Formula:
        if part.operation in ACTIVATIONS and (value := to_sympy(part)) in names:
            return names[value]
        operands = tuple(map(named, part.operands))
        return Formula(part.operation, operands, part.value, digits=part.digits)

    return named(form)


def letters_of(solution: Solution) -> Iterator[Line]:
    """What those letters stand for."""
    before = dict[Symbol, Formula]()
    for name, told in activations(solution.problem).items():
        # A deeper layer is told by those before it.
        yield (Value(name), EQUALS, Value(_named(told, before)))
        before[name] = told
    if solution.problem.formula.holds(("logsumexp", "softmax_entry")):
        from grad_magic.lesson import softmaxes

        yield from softmaxes.definition_lines(solution.problem)
    if solution.problem.is_vector_valued:
        return
    forms = (shown_partial(solution, index)[0] for index in range(len(solution.variables)))
    if any(isinstance(form, Formula) and has_sigmoid(form) for form in forms):
        yield from sigmoid_line(solution)


def sigmoid_line(solution: Solution) -> Iterator[Line]:
    """σ(t) = 1/(1 + e^(-t)), with a letter that is free."""
    problem = solution.problem
    free = next((letter for letter in _OF_SIGMOID if letter not in problem.names), None)
    if free is None:
        return
    letter = Formula("name", value=Symbol(free, real=True))
    power = Formula("exp", (Formula("negate", (letter,)),))
    below = Formula("add", (in_reading_order(Integer(1)), power))
    line = (Value(Formula("sigmoid", (letter,))), EQUALS)
    yield (*line, Value(Formula("reciprocal", (below,))))


def _of_single_case(shown: Shown, give_expression: Callable[[], Shown]) -> Shown:
    form, where = shown
    if not (isinstance(form, Piecewise) or getattr(form, "operation", "") == "piecewise"):
        return shown
    expression, _ = give_expression()
    if not isinstance(expression, Piecewise):
        return shown
    holds = where_alike(expression)
    if holds is None:
        return shown
    if isinstance(form, Formula):
        is_alike = len({write_text(value) for value in form.operands[::2]}) == 1
        return (form.operands[0], And(where, holds)) if is_alike else shown
    return _in_reading_order((expression.args[0].expr, And(where, holds)))


def where_alike(cases: Piecewise) -> Boolean | None:
    """Where a single case holds, or two with the same value: x ≠ 0 for x > 0 and x < 0."""
    (value, holds), *others = cases.args
    if not others:
        return holds
    strict = (StrictGreaterThan, StrictLessThan)
    is_pair = len(others) == 1 and others[0].expr == value
    if not (is_pair and isinstance(holds, strict) and isinstance(others[0].cond, strict)):
        return None
    other = others[0].cond
    is_opposite = (holds.gts - holds.lts + other.gts - other.lts).expand() == 0
    return Ne(holds.lhs, holds.rhs) if is_opposite else None


def _shorter_form(
    solution: Solution, typed: TypedForm | None, give_expression: Callable[[], Shown]
) -> Shown:
    if typed is not None and not _may_be_shortened(typed.formula):
        return typed.formula, typed.valid_where
    expression = give_expression()
    if typed is None:
        return expression
    # What fills pages is not read, and takes long to be written for its signs to be counted.
    is_large = count_operations(expression[0]) > _MOST_MEASURED
    measure_form = count_operations if is_large else _count_signs
    length = measure_form(expression[0])
    is_long = measure_form(typed.formula) > length + max(_NEAR, length // 10)
    if is_long and not _is_kept(solution.problem.formula):
        return expression if is_large else _in_reading_order(expression)
    return typed.formula, typed.valid_where


def _in_reading_order(shown: Shown) -> Shown:
    """An expression as what is typed is written; cases stay, of which one may be looked at."""
    expression, where = shown
    if isinstance(expression, Formula) or expression.has(Piecewise):
        return shown
    try:
        return in_reading_order(expression), where
    except UnreadableExpressionError:
        return shown


def _as_sums_were_typed(form: Formula, typed: Formula) -> Formula:
    """1 + x² for a new x² + 1 where f has 1 - xy; a negative number stays behind."""
    sums = set(_sums(typed))
    is_new = not any(part.operands[-1].operation == "number" for part in sums)
    has_number_ahead = any(part.operands[0].operation == "number" for part in sums)
    return _numbers_ahead(form) if is_new and has_number_ahead else form


def _sums(formula: Formula) -> Iterator[Formula]:
    if formula.operation == "add":
        yield formula
    for operand in formula.operands:
        yield from _sums(operand)


def _numbers_ahead(form: Formula) -> Formula:
    if not form.operands:
        return form
    operands = tuple(map(_numbers_ahead, form.operands))
    if form.operation == "add" and len(operands) == 2 and operands[1].operation == "number":
        operands = operands[::-1]
    return replace(form, operands=operands)


def _may_be_shortened(formula: Formula) -> bool:
    """Whether SymPy's rules find forms that those of the typed form do not.

    It takes some milliseconds to find out.
    """
    is_large = count_operations(formula) > _MOST_TRUSTED
    return is_large or formula.holds(_SHORTENED_BY_SYMPY)


def _is_kept(formula: Formula) -> bool:
    """Whether f holds what expressions write in other words: decimals, or σ as exponentials."""
    return formula.has_decimal or formula.holds(_UNKNOWN_TO_EXPRESSIONS)


def _count_signs(expr: Expr | Formula) -> int:
    """The signs that the eye reads in print: no spaces, points of products, signs of powers.

    A fraction in a fraction is as hard to read as a few signs more.
    """
    atom = notate_formula(expr) if isinstance(expr, Formula) else Mathematics(expr)
    text = render_atom(atom, ENGLISH)
    # A fraction in a fraction takes two strokes.
    has_towers = text.count("/") > 1
    towers = count_towers(render_latex_atom(atom, ENGLISH)) if has_towers else 0
    unseen = text.count(" ") + text.count("·") + len("^()") * text.count("^(")
    return len(text) - unseen + _TOWER * towers


def valid_where(condition: Boolean) -> Line:
    """For which values of the variables the formula before it holds; nothing for all."""
    return () if condition == true else (Separator(), words("for_values", where=Value(condition)))


def plain_number(expr: Expr, solution: Solution) -> Piece:
    """The number alone, exact where that is known and fits a line."""
    decimal = to_decimal(expr, solution.problem.digits) if is_rounded(expr, solution) else None
    return Value(expr) if decimal is None else decimal


def told_number(expr: Expr, solution: Solution) -> Piece:
    """The number within a sentence: exact, or said to be rounded."""
    if has_short_decimal(expr):
        return Value(expr)
    shown = plain_number(expr, solution)
    # Of a Python function all numbers are approximate.
    is_known = isinstance(shown, Value) or expr.has(Float)
    return shown if is_known else words("about", number=shown)


def is_rounded(expr: Expr, solution: Solution) -> bool:
    """Whether it is shown by its decimal alone."""
    has_decimals = solution.problem.has_decimals
    return is_decimal_only(expr) or (has_decimals and is_long_beside_decimals(expr))


def is_unit_rounded(unit: Matrix, solution: Solution) -> bool:
    """Whether a unit vector is shown by its decimals; whole entries of two digits stay."""
    if any(map(is_decimal_only, unit)):
        return True
    whole = over_length(tuple(unit))
    if not solution.problem.has_decimals or any(entry.free_symbols for entry in unit):
        return False
    if whole is None:
        return any(map(is_long_beside_decimals, unit))
    return any(abs(entry) > _LARGEST_ENTRY_BESIDE_DECIMALS for entry in whole[0])


def vector(matrix: Matrix) -> Vector:
    """The vector by its exact entries."""
    return Vector(tuple(matrix))


def number_vector(matrix: Matrix, solution: Solution) -> Line:
    """= and the vector; ≈ and its decimals where it has no exact entries that fit a line."""
    entries = decimals(matrix, solution) if solution.is_approximate else None
    return exact_vector(matrix, solution) if entries is None else (APPROXIMATELY, entries)


def exact_vector(matrix: Matrix, solution: Solution) -> Line:
    """= and the vector, also where the answer is approximate; ≈ where it does not fit a line."""
    is_long = any(is_rounded(entry, solution) for entry in matrix)
    entries = _decimals_of(matrix, solution) if is_long else None
    if entries is None:
        return (EQUALS, vector(matrix))
    is_whole = all(map(is_exact_decimal, entries, matrix))
    return (EQUALS if is_whole else APPROXIMATELY, Components(entries))


def decimals(matrix: Sequence[Expr], solution: Solution) -> Components | None:
    """The vector by its decimals; None where an entry has none, as one that holds symbols."""
    entries = _decimals_of(matrix, solution)
    return None if entries is None else Components(entries)


def _decimals_of(matrix: Sequence[Expr], solution: Solution) -> tuple[Decimal, ...] | None:
    digits = solution.problem.digits
    entries = tuple(to_decimal(entry, digits) for entry in matrix)
    return None if None in entries else tuple(filter(None, entries))


def value_at(solution: Solution) -> Expr | None:
    """f(P); 0 where the conditions say that P solves the equation that was asked about."""
    value = solution.value
    if value is None or not solution.problem.is_equation:
        return value
    return Integer(0) if any(_says_zero(part, value) for part in solution.conditions) else value


def _says_zero(condition: Boolean, value: Expr) -> bool:
    return isinstance(condition, Eq) and value in (
        condition.lhs - condition.rhs,
        condition.rhs - condition.lhs,
    )


def combination(
    terms: Iterable[tuple[Expr, Symbol | None]], solution: Solution
) -> Combination | None:
    """Σ number·symbol in decimals, without what is 0; None where a number has no decimal."""
    digits = solution.problem.digits
    multiples = [(to_decimal(factor, digits), symbol) for factor, symbol in terms]
    known = tuple((decimal, symbol) for decimal, symbol in multiples if decimal is not None)
    if len(known) < len(multiples):
        return None
    nothing = Decimal("0")
    return Combination(tuple(term for term in known if term[0] != nothing) or ((nothing, None),))


def has_one_variable(solution: Solution) -> bool:
    """Whether f has a derivative, and no partial ones."""
    return len(solution.variables) == 1


def gradient(solution: Solution, *, at_point: bool = True) -> Piece:
    """∇f(P) or ∇f; for one variable f′(P) or f′."""
    name = solution.problem.name
    if has_one_variable(solution):
        return Partial(name, solution.variables[0], at_point=at_point, ordinary=True)
    return Gradient(name, at_point=at_point)


def partial_alone(solution: Solution, variable: Symbol) -> Piece:
    """The name of a derivative within a sentence: f_x, or ∂f/∂x."""
    name, ordinary = solution.problem.name, has_one_variable(solution)
    if style_named(solution.problem.presentation).indexes_partials and not ordinary:
        return RepeatedPartial(name, (variable,), at_point=False, at_place=True)
    return Partial(name, variable, at_point=False, ordinary=ordinary)


def components_of_any(solution: Solution) -> tuple[Symbol, ...]:
    """The components u₁, u₂, … of any unit vector."""
    problem, count = solution.problem, len(solution.variables)
    letter = style_named(problem.presentation).name_components(problem)
    return tuple(Symbol(f"{letter}_{index}", real=True) for index in range(1, count + 1))


def formula(solution: Solution, along: Letter = UNIT) -> Line:
    """D_u f(P) = ∇f(P)·u, for one variable f′(P)·u, else for a vector-valued f J_f(P)·u."""
    name = solution.problem.name
    product: Piece = Dot(gradient(solution), along)
    if solution.problem.is_vector_valued and not has_one_variable(solution):
        product = MatrixProduct((Jacobian(name), along))
    return (Rate(name, along=along.letter), EQUALS, product)
