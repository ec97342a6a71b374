"""Where the formula fails: the limits written out, and f on the curve that contradicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sympy import (
    Abs,
    Add,
    Expr,
    Integer,
    Rational,
    Symbol,
    atan,
    cos,
    exp,
    log,
    sin,
    tan,
    together,
)
from sympy import Tuple as SympyTuple

from grad_magic.findings import DifferentiabilityReason
from grad_magic.formula.sympy_forms import in_reading_order
from grad_magic.formula.tree import Formula
from grad_magic.lesson.curves import read_path, side_of
from grad_magic.lesson.increments import T, increment, remainder, value_along
from grad_magic.lesson.pieces import EQUALS, has_one_variable, words, write_text
from grad_magic.lesson.remainders import AT_MOST_ONE, plain_bound, squeeze
from grad_magic.lesson.sections.difference_quotients import for_positive
from grad_magic.lesson.sections.worked_quotients import worked_on_curve
from grad_magic.lesson.sentences import tends_to
from grad_magic.lesson.steps import (
    Approach,
    Dot,
    FunctionValue,
    Gradient,
    Increment,
    Letter,
    LimitOf,
    Line,
    Relation,
    Separator,
    Value,
)
from grad_magic.lesson.substitution import replace_names
from grad_magic.solution import Solution

_BY_REMAINDER = (
    DifferentiabilityReason.REMAINDER_BOUND,
    DifferentiabilityReason.REMAINDER_VANISHES,
)
_KNOWN_LIMITS = {
    sin: (sin(T) / T, Integer(1)),
    tan: (tan(T) / T, Integer(1)),
    atan: (atan(T) / T, Integer(1)),
    cos: ((1 - cos(T)) / T**2, Rational(1, 2)),
    exp: ((exp(T) - 1) / T, Integer(1)),
    log: (log(1 + T) / T, Integer(1)),
}


def why_it_tends(solution: Solution, index: int, slope: Expr) -> Line:
    """since |t sin(1/t)| ≤ |t|, where the limit that ∂f/∂xᵢ(P) is holds what oscillates."""
    axis = tuple(Integer(int(place == index)) for place in range(len(solution.variables)))
    change = increment(solution, axis)
    if change is None:
        return ()
    rest = (change / T).expand() - slope
    waves = rest.atoms(*AT_MOST_ONE)
    bounds = [plain_bound(term, [T], T**2) for term in Add.make_args(rest)]
    is_swinging = any(wave.args[0].as_numer_denom()[1].has(T) for wave in waves)
    known = [bound for bound in bounds if bound is not None and bound[1].is_positive]
    if not is_swinging or len(known) < len(bounds):
        return ()
    most = Add(*(size * Abs(T) ** power for size, power in known))
    says: Line = (Value(Abs(rest)), Relation("≤"), Value(in_reading_order(most)))
    return (Separator(), words("since_bounded", bound=says))


def remainder_lines(solution: Solution) -> Iterator[Line]:
    """What the linear approximation misses, of which the reason says that it is small."""
    reason = None if solution.verdict is None else solution.verdict.reason.kind
    if reason not in _BY_REMAINDER or has_one_variable(solution):
        return
    missed = remainder(solution)
    if missed is not None:
        name = solution.problem.name
        linear = Dot(Gradient(name, at_point=True), Letter("h"))
        error: Line = (Increment(name, linear), EQUALS, Value(in_reading_order(missed)))
        yield (words("linear_error", error=error),)
        yield from squeeze_lines(missed, {})


def squeeze_lines(missed: Expr, names: Mapping[Symbol, Formula]) -> Iterator[Line]:
    """Why what is missed is small: a term of its denominator is no larger than that.

    Args:
        missed: f(P + h) - f(P) - ∇f(P)·h in h₁, h₂, ….
        names: what stands for h₁, h₂, …, if not they.
    """
    steps = sorted(missed.free_symbols, key=str)
    way = squeeze(missed, steps)
    if way is None:
        return

    def shown(form: Expr) -> Formula:
        return replace_names(in_reading_order(form), names)

    below: Line = (Value(shown(way.term)), Relation("≤"), Value(shown(way.whole)))
    yield (words("term_is_least", terms=below),)
    quotient = Formula("abs", (shown(missed),))
    yield (Value(quotient), Relation("≤"), Value(shown(way.most)))


def curve_lines(solution: Solution) -> Iterator[Line]:
    """f on the curve of which the reason speaks."""
    reason = None if solution.verdict is None else solution.verdict.reason
    curve = None if reason is None else reason.parts.get("curve")
    if not isinstance(curve, (tuple, SympyTuple)) or solution.point is None:
        return
    path = read_path(curve, solution.variables)
    value = None if path is None else value_along(solution, path.places, path.parameter)
    if reason is None or path is None or value is None:
        return
    name, start, speed = path.moving
    shown = tuple(map(path.in_own_variable, path.places))
    places = [place.subs(path.parameter, T / speed) for place in path.places]
    is_on_both = tends_to(path, reason.parts.get("limit"), solution)
    value = value if is_on_both else for_positive(value)
    own = path.in_own_variable(value.xreplace({T: path.parameter}))
    own = min((own, together(own)), key=lambda form: len(write_text(form)))
    side: Line = (Value(name), Relation("≠"), Value(start)) if is_on_both else side_of(path)
    yield (
        FunctionValue(solution.problem.name, shown),
        *worked_on_curve(solution, places, name - start, own, name),
        EQUALS,
        Value(in_reading_order(own)),
        Separator(),
        words("for_values", where=side),
    )
    if isinstance(reason.parts.get("limit"), Expr):
        yield from _known_limit_lines(value.xreplace({path.parameter: T}))


def _known_limit_lines(value: Expr) -> Iterator[Line]:
    """Of sin(t²)/t² that sin(t)/t tends to 1, where no more is needed."""
    found = [called for called in _KNOWN_LIMITS if value.has(called)]
    if len(found) != 1 or not value.as_numer_denom()[1].has(T):
        return
    (called,) = found
    start = 1 if called is log else 0
    if all(one.args[0].subs(T, 0) == start for one in value.atoms(called)):
        quotient, limit = _KNOWN_LIMITS[called]
        says: Line = (LimitOf(Approach(), Value(quotient)), EQUALS, Value(limit))
        yield (words("known_limit", limit=says),)
