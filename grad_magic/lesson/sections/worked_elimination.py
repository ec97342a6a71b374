"""How a system ∇f = 0 in two variables is solved by hand: one equation put into the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from sympy import Eq, Integer, Mul, Ne, cancel, fraction, true

from grad_magic.calculus.exact.simplify import shorten
from grad_magic.formula.sympy_forms import in_reading_order
from grad_magic.formula.tree import Formula
from grad_magic.lesson.conditions import in_book_form
from grad_magic.lesson.pieces import (
    EQUALS,
    ZERO,
    apart,
    clauses,
    measure_text,
    name_of,
    series,
    words,
)
from grad_magic.lesson.sections import extremum_criterion
from grad_magic.lesson.sections.worked_scope import is_smooth_everywhere
from grad_magic.lesson.steps import Line, Piece, Point, Relation, Signed, Value, Words
from grad_magic.solution import Solution
from grad_magic.solution.systems import Case, Combination, Elimination, Window

if TYPE_CHECKING:
    from sympy import Expr, Symbol

_MOST_COLUMNS_OF_FACTORS = 40
# x = 0 or x = 2, but x = -1, 0 or 1.
_FEW_ROOTS = 2


def in_factors(derivative: Expr) -> Line:
    """= and a polynomial in its factors, where it has some."""
    if not derivative.is_polynomial():
        return ()
    factored = derivative.factor()
    is_product = factored.is_Mul and sum(map(bool, (f.free_symbols for f in factored.args))) > 1
    is_short = measure_text(factored) <= _MOST_COLUMNS_OF_FACTORS
    return (
        (EQUALS, Value(extremum_criterion.without_minus(factored)))
        if is_product and is_short
        else ()
    )


def is_linear(derivative: Expr) -> bool:
    """Whether it is of one variable and linear, so that it is solved by head."""
    names = derivative.free_symbols
    return len(names) == 1 and not derivative.diff(*names).free_symbols


def elimination_lines(
    found: Elimination,
    partials: Sequence[Expr],
    shown: Sequence[Expr | Formula],
    solution: Solution,
    *,
    are_critical: bool = True,
) -> Iterator[Line]:
    """How the equations, left sides of which have been `shown`, are solved.

    What that gives is not known to be critical (`are_critical`) where f is another beyond a line.
    """
    for factor in dict.fromkeys(factor for factor in found.positive if factor is not None):
        yield (words("never_zero", factor=Value(in_reading_order(factor))),)
    # Of b² + 1, which is never 0, nothing is to be assumed.
    nonzero = [condition for part in found.nonzero if (condition := Ne(part, 0)) != true]
    if nonzero:
        conditions = clauses((Value(in_book_form(condition)),) for condition in nonzero)
        yield (words("let_nonzero", conditions=conditions),)
    if found.windows:
        yield _period_line(found.windows)
    if not found.cases:
        yield (words(f"{_ordinal(found)}_equation_never"),)
        return
    reduced = _Reduced(
        shown[1 - found.first],
        partials[1 - found.first] / (found.positive[1 - found.first] or 1),
        ("second", "first")[found.first],
    )
    is_direct = found.combination is None
    if is_direct and _is_one_substitution(found, partials, shown, solution):
        yield from _substitution(found, reduced, solution)
        return
    if is_direct and _are_solved_at_once(found, partials):
        (case,) = found.cases
        (remaining,) = (name for name in solution.variables if name != case.variable)
        roots = {case.variable: case.value, remaining: case.roots[0]}
        listed = clauses(equals(name, roots[name]) for name in solution.variables)
        points = told_points(case.points, are_critical=are_critical)
        yield (words("system_solved_at_once", solved=listed, points=points),)
        return
    yield from _first_lines(found, partials, shown, solution)
    groups = groupby(found.cases, key=lambda case: (case.equation, case.roots, case.nonzero))
    told = [list(cases) for _, cases in groups]
    for cases in told:
        if cases[0].equation == 0:
            gaps = {"case": _told_cases(cases), "points": _told_curves(cases, solution)}
            sentence = words("other_equation_holds", ordinal=reduced.named, **gaps)
        else:
            sentence = _case(cases, reduced, solution, are_critical=are_critical)
        yield (apart(sentence) if len(told) > 1 else sentence,)
    yield from _excepted_lines(found.nonzero, partials, solution)


def _ordinal(found: Elimination) -> str:
    return ("first", "second")[found.first]


def _first_lines(
    found: Elimination,
    partials: Sequence[Expr],
    shown: Sequence[Expr | Formula],
    solution: Solution,
) -> Iterator[Line]:
    """What the equation that is solved first gives, or both together."""
    solved = _one_of_values(found.cases)
    factored = _written_in_factors(shown[found.first], partials[found.first])
    row = f"{_ordinal(found)}_equation"
    if found.combination is not None:
        yield from _combination_lines(found.combination, solved, solution.variables)
    elif factored:
        yield (words(f"{row}_in_factors", factored=factored, solved=solved),)
    else:
        yield (words(row, solved=solved),)


def _combination_lines(
    found: Combination, solved: Line, variables: Sequence[Symbol]
) -> Iterator[Line]:
    """The sum or difference of the equations, in its factors, and what that gives."""
    first, second = found.multipliers
    row = "equations_added" if second > 0 else "equations_subtracted"
    if (first, abs(second)) == (1, 1):
        yield (words(row),)
    else:
        times = {"first": Value(Integer(first)), "second": Value(Integer(abs(second)))}
        yield (words(f"multiples_of_{row}", **times),)
    yield _equation_sides(found.left, found.left.factor(), is_factored=False)
    origin: Line = (*(piece for name in variables for piece in (Value(name), EQUALS)), ZERO)
    reasons = [
        words("zero_at_origin", factor=Value(in_reading_order(factor)), origin=origin)
        for factor in found.vanishing
    ]
    reasons += [
        words("positive_everywhere", factor=Value(in_reading_order(factor)))
        for factor in found.positive
    ]
    if reasons:
        because = clauses((reason,) for reason in reasons)
        yield (words("combination_closes_since", solved=solved, because=because),)
    else:
        yield (words("combination_closes", solved=solved),)


@dataclass(frozen=True)
class _Reduced:
    """The equation into which is put what the other one gives.

    Attributes:
        shown: its left side, as it has been told.
        left: the same without a factor that is never 0.
        ordinal: "first" or "second".
    """

    shown: Expr | Formula
    left: Expr
    ordinal: str

    @property
    def named(self) -> Words:
        """The ordinal as a word."""
        return words(f"ordinal_{self.ordinal}")

    def sides(self, cases: Sequence[Case]) -> tuple[Line, Expr | None]:
        """What is left of it, x³/2 - 2x = x(x - 2)(x + 2)/2 = 0, and what is not 0 there.

        It stands as it comes, so that no factor goes unseen, but for one that is a number: of
        several cases, or a root. A power of the other variable is named as not 0.
        """
        case = cases[0]
        left = self.left.subs(case.variable, case.value)
        if left.is_Add and fraction(left.together())[1].free_symbols and len(cases) == 1:
            # 2x/(1 + x²) - 1 is brought to one denominator.
            together = left.factor()
            if not case.nonzero and fraction(together)[0].has(*case.equation.free_symbols):
                return (
                    Value(in_reading_order(left)),
                    EQUALS,
                    Value(in_reading_order(together)),
                    EQUALS,
                    ZERO,
                ), None
        ratio = Integer(1) if case.nonzero else cancel(left / case.equation)
        number, power = ratio.as_coeff_Mul()
        base, exponent = power.as_base_exp()
        if len(cases) > 1 or not number.is_Rational or not (power == 1 or base.is_Symbol):
            content, _ = case.factored.as_independent(*self.left.free_symbols, as_Add=False)
            ratio = Integer(1) if content.is_Rational or not content.is_number else 1 / content
            power = Integer(1)
        equation, factored = (case.equation * ratio).expand(), case.factored * ratio
        is_product = isinstance(self.shown, Formula) and self.shown.operation == "multiply"
        sides = _equation_sides(equation, factored, is_factored=is_product)
        is_divided = power != 1 and bool(exponent.is_positive)
        return sides, base if is_divided else None


def _equation_sides(equation: Expr, factored: Expr, *, is_factored: bool) -> Line:
    """A = B = 0, and of a product the factors alone."""
    product = extremum_criterion.without_minus(factored)
    if factored == equation or is_linear(equation):
        return (Value(in_reading_order(equation)), EQUALS, ZERO)
    if is_factored:
        return (Value(product), EQUALS, ZERO)
    return (Value(in_reading_order(equation)), EQUALS, Value(product), EQUALS, ZERO)


def _is_one_substitution(
    found: Elimination,
    partials: Sequence[Expr],
    shown: Sequence[Expr | Formula],
    solution: Solution,
) -> bool:
    """Whether one value put into the other equation gives all critical points."""
    if len(found.cases) != 1 or found.nonzero:
        return False
    (case,) = found.cases
    points = {one.point for one in solution.critical_points or ()}
    is_all = bool(solution.has_all_critical) and set(case.points) == points
    is_put_in = partials[1 - found.first].has(case.variable)
    is_plain = not (case.excluded or case.nonzero) and case.equation != 0
    is_as_told = not _written_in_factors(shown[found.first], partials[found.first])
    return is_all and is_put_in and is_plain and is_as_told and bool(case.roots)


def _are_solved_at_once(found: Elimination, partials: Sequence[Expr]) -> bool:
    """Whether each equation is linear in a variable of its own: 4 - 2x = 0 and -4 - 2y = 0."""
    if len(found.cases) != 1 or found.nonzero or found.windows or not all(map(is_linear, partials)):
        return False
    (case,) = found.cases
    is_plain = not (case.excluded or case.nonzero) and len(case.roots) == len(case.points) == 1
    return is_plain and partials[0].free_symbols.isdisjoint(partials[1].free_symbols)


def _substitution(found: Elimination, into: _Reduced, solution: Solution) -> Iterator[Line]:
    """The second equation gives y = x, the first then x(x - 2) = 0, so x = 0 or x = 2.

    What is to be solved stands by itself, unless that is seen at once.
    """
    (case,) = found.cases
    (remaining,) = (name for name in solution.variables if name != case.variable)
    reduced, nonzero = into.sides(found.cases)
    points = series((Point(point),) for point in case.points)
    close = words("system_closes" if len(case.points) > 1 else "system_closes_once", points=points)
    solved, roots = equals(case.variable, case.value), _one_of_roots(remaining, case.roots)
    if nonzero is not None:
        roots = (words("roots_nonzero", roots=roots, nonzero=_is_not_zero(nonzero)),)
    put_into = into.ordinal
    is_seen = is_linear(case.equation) or case.factored == case.equation
    if is_seen and not _has_fractions(case.value):
        gaps: dict[str, Line] = {"solved": solved, "reduced": reduced, "roots": roots}
        yield (words(f"substituted_{put_into}", close=close, **gaps),)
        return
    if _has_fractions(case.value):
        yield (words(f"substitution_into_{put_into}"),)
        yield solved
        yield (words(f"substitution_{put_into}_becomes"),)
    else:
        yield (words(f"substituted_{put_into}_becomes", solved=solved),)
    yield reduced
    yield (words("substitution_closes", roots=roots, close=close),)


def _is_not_zero(expression: Expr) -> Line:
    return (Value(in_reading_order(expression)), Relation("≠"), ZERO)


def _has_fractions(value: Expr) -> bool:
    """Whether it is written with a stroke, which has no room in a sentence."""
    return bool(fraction(value.together())[1] != 1)


def _one_of_values(cases: Sequence[Case]) -> Line:
    """What the first equation gives: y = 0 or y = 1 - 2x; x = ±1."""
    lines: list[Line] = []
    for name, group in groupby(cases, key=lambda case: case.variable):
        values = [case.value for case in group]
        is_pair = _opposite_roots(values) is not None
        lines += [_one_of_roots(name, values)] if is_pair else [equals(name, v) for v in values]
    return one_of(lines)


def _opposite_roots(roots: Sequence[Expr]) -> Expr | None:
    """The root a where these are a and -a, and perhaps 0."""
    others = [root for root in roots if root != 0]
    if len(others) != _FEW_ROOTS or others[0] + others[1] != 0 or not others[1].is_number:
        return None
    return next((root for root in others if root.is_positive), None)


def _one_of_roots(name: Symbol, roots: Sequence[Expr]) -> Line:
    """x = 0 or x = 2; x = -1, 0 or 2; x = 0 or x = ±1."""
    positive = _opposite_roots(roots)
    if positive is not None:
        both: Line = (Value(name), EQUALS, Signed("±", Value(in_reading_order(positive))))
        return one_of([*(equals(name, root) for root in roots if root == 0), both])
    if len(roots) <= _FEW_ROOTS:
        return one_of([equals(name, root) for root in roots])
    first, *middle, last = ((Value(in_reading_order(root)),) for root in roots)
    line: Line = first
    for other in middle:
        line = (words("or_before", first=line, second=other),)
    return (Value(name), EQUALS, words("or_values", first=line, second=last))


def _excepted_lines(
    nonzero: Sequence[Expr], partials: Sequence[Expr], solution: Solution
) -> Iterator[Line]:
    """The system for each value of a parameter that has been excepted: k = 2 of k - 2 ≠ 0."""
    for factor in nonzero:
        if len(factor.free_symbols) != 1:
            continue
        (name,) = factor.free_symbols
        slope = factor.coeff(name)
        if not slope.is_Rational or (factor - slope * name).has(name):
            continue
        value = -(factor - slope * name) / slope
        reached = [
            found.point
            for found in solution.critical_points or ()
            if found.where == Eq(name, value)
        ]
        if reached:
            # Both may say the same.
            reduced = dict.fromkeys(shorten(part.xreplace({name: value})) for part in partials)
            equations = clauses(
                (Value(in_reading_order(left)), EQUALS, ZERO) for left in reduced if left != 0
            )
            gaps = {"value": equals(name, value), "equations": equations}
            gaps["points"] = told_points(reached, running=solution.variables)
            yield (words("system_for_value", **gaps),)


def _written_in_factors(shown: Expr | Formula, derivative: Expr) -> Line:
    """3(x - 1)(x + 3) = 0, where the equation has been told as a sum."""
    if not isinstance(shown, Formula) or shown.operation != "add":
        return ()
    if is_linear(derivative):
        return ()
    (_, *factored) = in_factors(derivative) or (EQUALS,)
    return (*factored, EQUALS, ZERO) if factored else ()


def _period_line(windows: Mapping[Symbol, Window]) -> Line:
    """That all repeats, and which period is looked at."""
    periods = dict.fromkeys(window.high - window.low for window in windows.values())
    bounds = [
        (Value(window.low), Relation("<"), Value(name), Relation("≤"), Value(window.high))
        for name, window in windows.items()
    ]
    named = series((Value(period),) for period in periods)
    return (words("within_one_period", period=named, bounds=clauses(bounds)),)


def _case(
    cases: Sequence[Case], into: _Reduced, solution: Solution, *, are_critical: bool
) -> Words:
    """What follows in these cases."""
    case = cases[0]
    (remaining,) = (name for name in solution.variables if name != case.variable)
    # Nothing is put in where the other equation is of the other variable alone; it stays as told.
    is_apart = not into.left.has(case.variable)
    sides, nonzero = into.sides(cases[:1] if is_apart else cases)
    gaps: dict[str, Piece | Line] = {
        "case": _told_cases(cases),
        "reduced": sides,
        "ordinal": into.named,
    }
    points = told_points(
        [point for part in cases for point in part.points], are_critical=are_critical
    )
    if not (case.roots or case.excluded):
        return words("other_equation_never", **gaps)
    if case.equation == remaining and case.roots:
        return words("other_equation_at_once", points=points, **gaps)
    gaps["roots"] = _one_of_roots(remaining, (*case.roots, *case.excluded))
    if nonzero is not None:
        gaps["roots"] = (
            words("roots_nonzero", roots=gaps["roots"], nonzero=_is_not_zero(nonzero)),
        )
    if case.excluded:
        gaps["excluded"] = one_of([equals(remaining, root) for root in case.excluded])
    if case.excluded:
        gaps["f"] = (name_of(solution),)
    if not case.roots:
        del gaps["excluded"]
        return words("other_equation_outside", **gaps)
    if is_apart and not case.excluded:
        return words(f"{into.ordinal}_equation_apart", points=points, **gaps)
    row = "other_equation_inside" if case.excluded else "other_equation"
    return words(row, points=points, **gaps)


def told_points(
    points: Sequence[Sequence[Expr]],
    *,
    are_critical: bool = True,
    running: Sequence[Symbol] = (),
) -> Line:
    """The critical points (1, 0) and (1, 2); the points alone where they are not known to be.

    A point in which a variable runs (`running`) is many: (y, y).
    """
    named = series((Point(tuple(point)),) for point in points)
    is_one = len(points) == 1 and not any(entry.has(*running) for entry in points[0])
    number = "one" if is_one else "several"
    row = f"as_{'critical' if are_critical else 'plain'}_points_{number}"
    return (words(row, points=named),)


def _told_curves(cases: Sequence[Case], solution: Solution) -> Line:
    """(x, -x) and (x, x) with x ≠ 0, where f has no values at x = 0; or those of its domain."""
    curves = [(case, point) for case in cases for point in case.points]
    points = series((Point(point),) for _, point in curves)
    divisors = [
        fraction(part.together())[1].subs(case.variable, case.value).factor()
        for case, _ in curves
        for part in solution.partials
    ]
    names = {
        base
        for divisor in divisors
        for base in (factor.as_base_exp()[0] for factor in Mul.make_args(divisor))
    }
    nonzero = [_is_not_zero(name) for name in solution.variables if name in names]
    if not solution.f.is_rational_function(*solution.variables):
        if is_smooth_everywhere(solution):
            return points
        return (words("points_of_domain", points=points, f=name_of(solution)),)
    if not nonzero:
        return points
    return (words("case_with", case=points, nonzero=clauses(nonzero)),)


def _told_cases(cases: Sequence[Case]) -> Line:
    """y = 6 - 3x/2 with x ≠ 0."""
    told = _one_of_values(cases)
    factors = [
        (Value(in_reading_order(factor)), Relation("≠"), ZERO) for factor in cases[0].nonzero
    ]
    return (words("case_with", case=told, nonzero=clauses(factors)),) if factors else told


def equals(name: Symbol, value: Expr) -> Line:
    """The equation x = 1."""
    return (Value(name), EQUALS, Value(in_reading_order(value)))


def one_of(lines: Sequence[Line]) -> Line:
    """A, or b, or c."""
    line = lines[0]
    for other in lines[1:]:
        line = (words("or_values", first=line, second=other),)
    return line
