"""Numbers put in for names, so that it is seen where a value comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sympy import E, Integer, Rational, exp, pi

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.calculus.typed_forms import have_same_values
from grad_magic.errors import MeaninglessRequestError
from grad_magic.formula.sympy_forms import UnreadableExpressionError, in_reading_order, to_sympy
from grad_magic.formula.tree import Formula, product_of, sum_of
from grad_magic.lesson.decimals import is_decimal_only
from grad_magic.lesson.pieces import is_by_signs, is_rounded, measure_text, write_text
from grad_magic.lesson.sigmoids import has_sigmoid
from grad_magic.solution import Solution

if TYPE_CHECKING:
    from sympy import Expr, Symbol

# A power of a fraction that is turned over by head.
_MOST_TURNED = 3
# What takes more columns is no longer read as a calculation.
_MOST_COLUMNS = 90
# Of what one multiplies by head.
_LARGEST_TERM = 999
# Of 2/3 for σ(ln 2).
_LARGEST_KNOWN = 99
_KNOWN_OF_LOGARITHMS = frozenset({"exp", "sigmoid", "tanh", "sinh", "cosh"})
_AROUND_SUMS = frozenset({"multiply", "reciprocal", "negate", "log"})
_OF_ANGLES = frozenset({"sin", "cos", "tan"})
_CALLS_OF_ONE = _KNOWN_OF_LOGARITHMS | {"log", "sin", "cos", "tan", "softplus"}


def put_in(
    formula: Formula | Expr, point: Mapping[Symbol, Expr | Formula], value: Expr
) -> Formula | None:
    """The formula with the coordinates of a point in the place of its names.

    Args:
        formula: a general formula.
        point: the exact coordinates, or how they are written.
        value: what the formula is known to be there.

    Returns:
        None where nothing would be seen: where the formula does not have this value there in
        the form that it is shown in, comes by cases, or holds none of the names, and where the
        numbers are too long.
    """
    try:
        written = formula if isinstance(formula, Formula) else in_reading_order(formula)
        numbers = {
            name: number if isinstance(number, Formula) else in_reading_order(number)
            for name, number in point.items()
        }
    except UnreadableExpressionError:
        return None
    if (
        _has_cases(written)
        or _has_unknown_number(written)
        or not written.names & point.keys()
        or written.operation == "name"
    ):
        return None
    exact = (number for number in point.values() if not isinstance(number, Formula))
    if any(map(is_decimal_only, exact)) or is_decimal_only(value):
        return None
    symbols = frozenset().union(value.free_symbols, *(n.names for n in numbers.values()))
    others = written.names - point.keys()
    plain = replace_names(written, numbers)
    if not have_same_values(plain, value, sorted(symbols | others, key=str)):
        return None
    entered_numbers = {name: _entered(number) for name, number in numbers.items()}
    whole = _without_towers(_without_sign_of_zero(replace_names(written, entered_numbers)))
    shown = _without_ones(whole)
    if shown != whole and write_text(_without_ones(plain)) == write_text(value):
        return None
    return shown if measure_text(shown) <= _MOST_COLUMNS else None


def with_letters_put_in(general: Formula | Expr, value: Expr, solution: Solution) -> Formula | Expr:
    """The value at a point of letters as the formula with these letters in the place of its names.

    p²/a² + q²/b² for x²/a² + y²/b², in whose order a reader looks for it; the value itself where
    the point has numbers, and where the formula does not show it, or holds these letters already
    (a³, and not a·a², for ax² at x = a).
    """
    problem = solution.problem
    point = problem.point or ()
    names = general.names if isinstance(general, Formula) else general.free_symbols
    if not names.isdisjoint(point):
        return value
    are_letters = all(number.is_Symbol for number in point) and len(set(point)) == len(point)
    if not point or not are_letters or not value.free_symbols or is_by_signs(value):
        return value
    place = dict(zip(problem.variables, point, strict=True))
    form = put_in(general, place, value)
    return value if form is None else form


def _has_cases(formula: Formula) -> bool:
    return formula.operation == "piecewise" or any(map(_has_cases, formula.operands))


def _has_unknown_number(formula: Formula) -> bool:
    """Whether it holds a number that no program knows, as Euler's γ in derivatives of Γ."""
    if formula.operation == "number":
        return formula.value not in (pi, E) and not isinstance(formula.value, Rational)
    return any(map(_has_unknown_number, formula.operands))


def replace_names(formula: Formula, numbers: Mapping[Symbol, Formula]) -> Formula:
    """The formula with these in the place of its names, and no sign before 0."""
    if formula.operation == "name":
        return numbers.get(formula.value, formula)
    if not formula.operands:
        return formula
    operands = tuple(replace_names(part, numbers) for part in formula.operands)
    if formula.operation == "add":
        operands = (_without_sign_of_zero(operands[0]), *operands[1:])
    else:
        operands = tuple(map(_without_sign_of_zero, operands))
    return replace(formula, operands=operands)


def _without_sign_of_zero(formula: Formula) -> Formula:
    """0·3 of -0·3, which nobody writes but behind another term: 1 - 0·3."""
    if formula.operation == "negate" and _opens_with_zero(formula.operands[0]):
        return formula.operands[0]
    return formula


def _opens_with_zero(formula: Formula) -> bool:
    """Whether this is 0, or a product whose first factor is."""
    if formula.operation in ("multiply", "entered"):
        return _opens_with_zero(formula.operands[0])
    return formula.value == 0


def _without_ones(formula: Formula) -> Formula:
    """ln(2) for 2¹·ln(2)/1: what is put in leaves no divisor and no exponent of 1."""
    if formula.operation == "entered" or not formula.operands:
        return formula
    operands = tuple(map(_without_ones, formula.operands))
    if formula.operation == "power" and _is_one(operands[1]):
        return operands[0]
    if formula.operation == "reciprocal" and _is_one(operands[0]):
        return in_reading_order(Integer(1))
    if formula.operation == "exp" and _is_one(operands[0]):
        return in_reading_order(E)
    if formula.operation == "multiply":
        pairs = zip(formula.operands, operands, strict=True)
        kept = [now for was, now in pairs if not (was.operation == "reciprocal" and _is_one(now))]
        if len(kept) < len(operands):
            return product_of(kept or operands[:1])
    return replace(formula, operands=operands)


def _without_towers(formula: Formula) -> Formula:
    """8·9/16 for 8/(4/3)²: a fraction that is put in below a stroke is turned over."""
    if formula.operation == "entered" or not formula.operands:
        return formula
    if formula.operation == "reciprocal":
        (below,) = formula.operands
        base, power = below.operands if below.operation == "power" else (below, None)
        number = base.operands[0].value if base.operation == "entered" else None
        times = Integer(1) if power is None else power.value
        is_fraction = number is not None and number.is_Rational and not number.is_Integer
        if is_fraction and times is not None and times.is_Integer and 0 < times <= _MOST_TURNED:
            return _entered(in_reading_order(number**-times))
    operands = tuple(map(_without_towers, formula.operands))
    if formula.operation == "multiply" and operands != formula.operands:
        # 9/4 for 1·9/4, of 1/(2/3)².
        return product_of([part for part in operands if not _is_one(part)] or operands[:1])
    return replace(formula, operands=operands)


def _is_one(formula: Formula) -> bool:
    """Whether this is 1, or a power of it."""
    is_around = formula.operation in ("entered", "power")
    inner = formula.operands[0] if is_around else formula
    if is_around and inner.operation in ("entered", "power"):
        return _is_one(inner)
    return inner.operation == "number" and inner.value == 1


def _entered(number: Formula) -> Formula:
    """A number that stays in its place; a letter needs no help to be seen."""
    return number if number.operation == "name" else Formula("entered", (number,))


def entered(number: Expr | Formula) -> Formula:
    """A number, or a formula that is put in for one, as it stands in a calculation.

    Raises:
        UnreadableExpressionError: it cannot be written.
    """
    return _entered(number if isinstance(number, Formula) else in_reading_order(number))


def reckon_terms(worked: Formula) -> Formula:
    """75 - 90 + 15 for 3·5² - 6·15 + 15: each term of a sum by its whole number, and none by 0.

    So too in a product, a quotient or a logarithm; what is no sum of such terms stays as it is.
    """
    if worked.operation in _AROUND_SUMS:
        return replace(worked, operands=tuple(map(reckon_terms, worked.operands)))
    if worked.operation != "add":
        return worked
    try:
        numbers = [to_sympy(term) for term in _terms(_bare(worked))]
    except MeaninglessRequestError:
        return worked
    if not all(number.is_Integer and abs(number) <= _LARGEST_TERM for number in numbers):
        return worked
    sizes = [(number, in_reading_order(abs(number))) for number in numbers if number != 0]
    terms = [size if number > 0 else Formula("negate", (size,)) for number, size in sizes]
    return sum_of(terms or [in_reading_order(Integer(0))])


def reckon_angles(worked: Formula) -> Formula:
    """sin(π/3) for sin(2·π/6): what is put in as an angle is reckoned there."""
    if not worked.operands:
        return worked
    operands = tuple(map(reckon_angles, worked.operands))
    argument = _bare(operands[0])
    if worked.operation in _OF_ANGLES and not argument.names and argument.operation == "multiply":
        try:
            operands = (in_reading_order(to_sympy(argument)),)
        except (MeaninglessRequestError, UnreadableExpressionError):
            return worked
    return replace(worked, operands=operands)


def without_zeros_in_calls(worked: Formula) -> Formula:
    """e^(ln 3) for e^(2·0 + ln 3), and σ(0) for σ(2·0): what is put in as 0 leaves no term."""
    operands = tuple(map(without_zeros_in_calls, worked.operands))
    if worked.operation in _CALLS_OF_ONE or _is_exponential(worked):
        operands = tuple(map(_without_zero_terms, operands))
    return replace(worked, operands=operands)


def _is_exponential(formula: Formula) -> bool:
    """Whether it is e to some power, however it was typed."""
    return formula.operation == "exp" or (
        formula.operation == "power" and formula.operands[0].value == E
    )


def _without_zero_terms(argument: Formula) -> Formula:
    if _has_zero(argument):
        return in_reading_order(Integer(0))
    if argument.operation != "add":
        return argument
    kept = [term for term in argument.operands if not _has_zero(term)]
    return sum_of(kept) if kept else in_reading_order(Integer(0))


def _has_zero(term: Formula) -> bool:
    """Whether this is 0, or a product of which a factor is."""
    if term.operation in ("multiply", "entered", "negate"):
        return any(map(_has_zero, term.operands))
    return term.value == 0


def with_known_calls(worked: Formula) -> Formula | None:
    """2/3 - 1 for σ(ln 2) - 1, 3/(1 + 3) for e^(ln 3)/(1 + e^(ln 3)): what is to be known first.

    Returns:
        None where no such value is reckoned with further.
    """
    known = _known(worked)
    return known if known != worked and holds_sum(known) else None


def _known(formula: Formula) -> Formula:
    is_call = formula.operation in _KNOWN_OF_LOGARITHMS or _is_exponential(formula)
    if is_call and formula.holds({"log"}):
        try:
            number = shorten_number(to_sympy(_bare(formula)))
        except MeaninglessRequestError:
            return formula
        if number.is_Rational and max(abs(number.p), number.q) <= _LARGEST_KNOWN:
            return _entered(in_reading_order(number))
    if not formula.operands:
        return formula
    return replace(formula, operands=tuple(map(_known, formula.operands)))


def holds_sum(worked: Formula) -> bool:
    """Whether numbers are added in it, other than in an exponent."""
    if worked.operation in ("exp", "power"):
        return worked.operation == "power" and holds_sum(worked.operands[0])
    return worked.operation == "add" or any(map(holds_sum, worked.operands))


def _terms(total: Formula) -> Iterator[Formula]:
    """The terms of a sum, and of the sums that it begins with or adds."""
    for term in total.operands:
        if term.operation == "add":
            yield from _terms(term)
        else:
            yield term


def _bare(formula: Formula) -> Formula:
    """The same without the marks of what was put in."""
    if formula.operation == "entered":
        return _bare(formula.operands[0])
    return replace(formula, operands=tuple(map(_bare, formula.operands)))


def can_be_seen(numbers: Iterable[Expr], solution: Solution) -> bool:
    """Whether numbers can be written exactly in a calculation.

    Those that are shown by their decimals or told by cases cannot, nor quotients of exponentials
    where f has σ.
    """
    has_sigma = has_sigmoid(solution.problem.formula)
    return not any(
        is_rounded(number, solution) or is_by_signs(number) or (has_sigma and number.has(exp, E))
        for number in numbers
    )


def root_of_squares(entries: Iterable[Expr], *, in_decimals: bool = False) -> Formula:
    """√(1² + (-1)²).

    Raises:
        UnreadableExpressionError: an entry cannot be written.
    """
    two = in_reading_order(Integer(2))
    entries = tuple(entries)
    has_fraction = any(entry.is_Rational and not entry.is_Integer for entry in entries)
    squares = tuple(
        # √(1/16 + 1), where brackets around fractions would make the root high.
        in_reading_order(entry**2)
        if entry.is_Rational and has_fraction and not in_decimals
        else Formula("power", (entered(entry), two))
        for entry in entries
    )
    return Formula("sqrt", (Formula("add", squares) if len(squares) > 1 else squares[0],))


def displacements(variables: Sequence[Symbol], point: Sequence[Expr]) -> tuple[Formula, ...]:
    """x - 1, y + 2, … from the coordinates of a point; y - 0 too.

    Raises:
        UnreadableExpressionError: a coordinate cannot be written.
    """
    away = []
    for name, place in zip(variables, point, strict=True):
        # x - (π/2 - 1), where SymPy would have the minus sign of a sum before it.
        is_below = sign_of(place) == -1 if place.is_Add else place.could_extract_minus_sign()
        size = entered(-place if is_below else place)
        step = size if is_below else Formula("negate", (size,))
        away.append(Formula("add", (Formula("name", value=name), step)))
    return tuple(away)


def difference(end: Expr, start: Expr) -> Formula:
    """2 - (-1), from the coordinate of one point to that of another.

    Raises:
        UnreadableExpressionError: a coordinate cannot be written.
    """
    return Formula("add", (entered(end), Formula("negate", (entered(start),))))


def linear_form(
    coefficients: Sequence[Expr],
    variables: Sequence[Symbol],
    point: Sequence[Expr],
    *,
    in_decimals: bool = False,
) -> tuple[Formula, ...]:
    """The terms 2(x - 1), y + 2, -3z, … as books print them: signs stand before terms.

    Args:
        coefficients: one for each variable, none of them zero.
        variables: the names.
        point: their values at the point, from which the terms count.
        in_decimals: whether fractions will be written as decimals.

    Raises:
        UnreadableExpressionError: a number cannot be written.
    """
    places = zip(coefficients, variables, point, displacements(variables, point), strict=True)
    return tuple(
        # From 0 the term counts as it is: 3z.
        in_reading_order(coefficient * variable)
        if start == 0
        else _multiple(coefficient, away, in_decimals)
        for coefficient, variable, start, away in places
    )


def linear_form_at(
    coefficients: Sequence[Expr], steps: Sequence[Expr], *, in_decimals: bool = False
) -> tuple[Formula, ...]:
    """The same terms with numbers for x - 1 and the others: 2·0.1, -3·0.05.

    Raises:
        UnreadableExpressionError: a number cannot be written.
    """
    return tuple(
        # - 0.05/3, where a step is negative.
        _multiple(-coefficient, entered(-step), in_decimals)
        if step.is_negative
        else _multiple(coefficient, entered(step), in_decimals)
        for coefficient, step in zip(coefficients, steps, strict=True)
    )


def _multiple(coefficient: Expr, away: Formula, in_decimals: bool) -> Formula:  # noqa: FBT001
    if coefficient.could_extract_minus_sign():
        return Formula("negate", (_multiple(-coefficient, away, in_decimals),))
    if coefficient == 1:
        return Formula("entered", (away,))
    if isinstance(coefficient, Rational) and not (coefficient.is_Integer or in_decimals):
        # As typed, it stands before the bracket; without digits it would be 2(x - 1) above 3.
        number = Formula("number", value=coefficient, digits=str(coefficient))
        return Formula("multiply", (number, away))
    return Formula("multiply", (in_reading_order(coefficient), away))
