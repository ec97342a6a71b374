"""Where the formula fails: derivatives from their definition, with both sides told apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sympy import Abs, Add, Expr, Integer, Max, Min, Ne, expand, sign

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.sides import are_different, where_sides_agree
from grad_magic.findings import DifferentiabilityReason
from grad_magic.formula.real_roots import fold_roots
from grad_magic.formula.sympy_forms import in_reading_order
from grad_magic.formula.tree import Formula
from grad_magic.lesson.conditions import in_book_form
from grad_magic.lesson.increments import T
from grad_magic.lesson.pieces import (
    ANY_UNIT,
    EQUALS,
    POINT,
    UNIT,
    ZERO,
    components_of_any,
    gradient,
    has_one_variable,
    measure_text,
    name_of,
    number,
    told_number,
    words,
)
from grad_magic.lesson.steps import (
    Approach,
    DifferenceQuotient,
    Dot,
    Letter,
    LimitOf,
    Line,
    Partial,
    Piece,
    Rate,
    Relation,
    Value,
    Vector,
    Words,
)
from grad_magic.solution import Limit, Solution

if TYPE_CHECKING:
    from grad_magic.lesson.sections.difference_quotients import Direction, WrittenOut

_BOTH, _BELOW, _ABOVE = Approach(), Approach("-"), Approach("+")


def partial_value(solution: Solution, index: int) -> Expr | None:
    """∂f/∂xᵢ(P) by the rules or as a limit; None where it does not exist or is not known."""
    if solution.partials_at is not None and solution.partials_at[index] is not None:
        return solution.partials_at[index]
    if solution.one_sided_partials is None:
        return None
    sides = solution.one_sided_partials[index]
    return sides[0].value if outcome_of(*sides) == "exists" else None


def partial_limit(solution: Solution, index: int) -> Line:
    """= and the limit that ∂f/∂xᵢ(P) is; nothing where the rules give it."""
    if solution.one_sided_partials is None:
        return ()
    below, above = solution.one_sided_partials[index]
    approach = _BOTH
    if "undefined" in (below.kind, above.kind):
        approach = _ABOVE if below.kind == "undefined" else _BELOW
    return _limits(approach, _quotient(solution, index), _axis(solution, index), solution)


def _limits(
    approach: Approach,
    quotient: DifferenceQuotient,
    direction: Direction,
    solution: Solution,
) -> Line:
    """= and the limit of the quotient, and that of what it is."""
    line: Line = (EQUALS, LimitOf(approach, quotient))
    written = _write_out(quotient, direction, solution)
    if written is None:
        return line
    if approach == _BOTH and written.below != written.above:
        below, above = LimitOf(_BELOW, written.below), LimitOf(_ABOVE, written.above)
        return (*line, EQUALS, below, EQUALS, above)
    one_sided = {_BELOW: written.below, _ABOVE: written.along_ray}
    line += (EQUALS, LimitOf(approach, one_sided.get(approach, written.above)))
    form = written.cancelled if solution.problem.presentation.is_worked else None
    # A root of t² is -t on the other side.
    if form is not None and (approach == _ABOVE or form.is_rational_function(T)):
        return (*line, EQUALS, LimitOf(approach, Value(in_reading_order(form))))
    return line


def _write_out(
    quotient: DifferenceQuotient, direction: Direction, solution: Solution
) -> WrittenOut | None:
    """What a difference quotient is for small t; nothing in a short answer."""
    if solution.problem.presentation.steps == "short":
        return None
    from grad_magic.lesson.sections.difference_quotients import write_out

    return write_out(quotient, direction, solution)


def _axis(solution: Solution, index: int) -> Direction:
    return tuple(Integer(int(place == index)) for place in range(len(solution.variables)))


def _with_value(quotient: DifferenceQuotient, written: WrittenOut | None) -> Line:
    """The quotient, = and what it is."""
    if written is None:
        return (quotient,)
    if written.below == written.above:
        return (quotient, EQUALS, written.above)
    small = Letter("t")
    gaps: dict[str, Piece | Line] = {
        "below": written.below,
        "negative": (small, Relation("<"), ZERO),
        "above": written.above,
        "positive": (small, Relation(">"), ZERO),
    }
    return (quotient, EQUALS, words("quotient_by_sides", **gaps))


def missing_partials(solution: Solution) -> Iterator[Line]:
    """Why ∂f/∂xᵢ(P) does not exist, for each that does not; the same reason is told once."""
    told: list[tuple[WrittenOut, tuple[Limit, Limit]]] = []
    for index, sides in enumerate(solution.one_sided_partials or ()):
        if partial_value(solution, index) is None:
            name, variable = solution.problem.name, solution.variables[index]
            ordinary = has_one_variable(solution)
            partial = Partial(name, variable, at_point=True, ordinary=ordinary)
            direction = _axis(solution, index)
            quotient = _quotient(solution, index)
            written = _write_out(quotient, direction, solution)
            line = _with_value(quotient, written)
            if (written, sides) in told and outcome_of(*sides) == "missing":
                yield (words("derivative_missing_likewise", derivative=partial, quotient=line),)
                continue
            if outcome_of(*sides) == "open" and is_told_by_parameters(solution):
                continue
            yield from _sides_apart(partial, quotient, written, sides, solution) or [
                (failure(partial, line, sides, solution),)
            ]
            # What differs by the sign of t is half a sentence, which no other follows.
            if written is not None and written.below == written.above:
                told.append((written, sides))


def _sides_apart(
    derivative: Piece,
    quotient: DifferenceQuotient,
    written: WrittenOut | None,
    sides: tuple[Limit, Limit],
    solution: Solution,
) -> list[Line]:
    """In a worked solution two limits that differ, each in its row; nothing of other reasons."""
    below, above = sides
    is_plain = outcome_of(*sides) == "missing" and where_sides_agree(below, above) is None
    if not (is_plain and solution.problem.presentation.is_worked) or below == above:
        return []
    if below.value is None or above.value is None:
        return []
    forms = (None, None) if written is None else (written.below, written.above)
    rows: list[Line] = [(words("one_sided_limits_are", derivative=derivative),)]
    values = (below.value, above.value)
    for approach, form, limit in zip((_BELOW, _ABOVE), forms, values, strict=True):
        put_in: Line = () if form is None else (EQUALS, LimitOf(approach, form))
        rows.append((LimitOf(approach, quotient), *put_in, EQUALS, told_number(limit, solution)))
    return [*rows, (words("one_sided_limits_differ", derivative=derivative),)]


def is_told_by_parameters(solution: Solution) -> bool:
    """Whether a sentence says for which parameters the derivative exists."""
    verdict = solution.verdict
    return verdict is not None and verdict.reason.kind in (
        DifferentiabilityReason.DIFFERENTIABLE_IF,
        DifferentiabilityReason.SMOOTH_IF,
        DifferentiabilityReason.CONTINUOUS_IF,
    )


def rate_lines(solution: Solution, *, tells_formula: bool = True) -> Iterator[Line]:
    """D_u f(P) as a limit, or why it does not exist; and what the formula would have given."""
    rate = Rate(solution.problem.name)
    if solution.one_sided_derivatives is None:
        return
    sides, direction = solution.one_sided_derivatives, tuple(solution.unit_direction or ())
    quotient = DifferenceQuotient(
        solution.problem.name, None if has_one_variable(solution) else UNIT
    )
    if outcome_of(*sides) == "exists":
        assert sides[0].value is not None
        approach = _ABOVE if solution.problem.presentation.takes_rays else _BOTH
        limits = _limits(approach, quotient, direction, solution)
        yield (rate, *limits, *number(sides[0].value, solution))
    elif solution.problem.presentation.takes_rays and _has_two_schools(sides):
        assert sides[1].value is not None
        limits = _limits(_ABOVE, quotient, direction, solution)
        yield (rate, *limits, *number(sides[1].value, solution))
    else:
        written = _write_out(quotient, direction, solution)
        line = _with_value(quotient, written)
        yield from _sides_apart(rate, quotient, written, sides, solution) or [
            (failure(rate, line, sides, solution),)
        ]
        yield from _schools(rate, sides, solution)
    if tells_formula:
        yield from _formula_would_give(sides, solution)


def school_lines(solution: Solution) -> Iterator[Line]:
    """What those say who define by both sides a rate that a style defines along the ray."""
    sides = solution.one_sided_derivatives
    if sides is None or not (solution.problem.presentation.takes_rays and _has_two_schools(sides)):
        return
    quotient = DifferenceQuotient(
        solution.problem.name, None if has_one_variable(solution) else UNIT
    )
    below = _behaviour(sides[0], _BELOW, solution)
    gaps: dict[str, Piece | Line] = {"rate": Rate(solution.problem.name), "line": _BOTH}
    yield (words("school_of_lines", quotient=quotient, below=below, **gaps),)


def ray_line(solution: Solution) -> Line:
    """The rate along every ray from P."""
    unit, rate = ray_rate(solution)
    if has_rays_inside(solution):
        return (words("along_rays_inside", u=unit, rate=rate, f=name_of(solution)),)
    return (words("along_every_ray", u=unit, rate=rate),)


def has_rays_inside(solution: Solution) -> bool:
    """Whether f is defined along some rays from P only."""
    verdict = solution.verdict
    return verdict is not None and verdict.reason.kind is DifferentiabilityReason.BOUNDARY


def limit_along_ray(solution: Solution, unit: Letter) -> Piece:
    """The limit of the difference quotient along a unit vector for t → 0+."""
    return LimitOf(_ABOVE, DifferenceQuotient(solution.problem.name, unit))


def ray_rate(solution: Solution) -> tuple[Line, Line]:
    """Any unit vector, and the rate along the ray in its direction."""
    assert solution.rate_along_rays is not None
    quotient = DifferenceQuotient(solution.problem.name, ANY_UNIT)
    components = components_of_any(solution)
    written = _write_out(quotient, components, solution)
    limits: Line = (limit_along_ray(solution, ANY_UNIT),)
    if solution.problem.presentation.is_worked and written is not None:
        limits += (EQUALS, LimitOf(_ABOVE, written.along_ray))
    unit: Line = (ANY_UNIT, EQUALS, Vector(components))
    known = dict(zip(solution.ray_symbols, components, strict=True))
    along = _as_largest(fold_roots(solution.rate_along_rays.xreplace(known)), solution)
    if isinstance(along, Expr) and along.has(sign) and written is not None and written.rate:
        # ∛w₁ rather than ∛|w₁|·sign(w₁).
        along = written.rate
    return unit, (*limits, EQUALS, Value(along))


def _as_largest(rate: Expr, solution: Solution) -> Expr | Formula:
    """max(w₁, w₂) for w₁/2 + w₂/2 + |w₁ - w₂|/2, where f is such a one and this is shorter."""
    if not solution.f.has(Max, Min):
        return rate
    sizes = [term for term in Add.make_args(rate) if term.has(Abs)]
    times, size = sizes[0].as_coeff_Mul() if len(sizes) == 1 else (Integer(0), rate)
    if not isinstance(size, Abs):
        return rate
    ends = [expand(rate - sizes[0] + side * times * size.args[0]) for side in (1, -1)]
    # In the order of the components, where SymPy has 2u₂ before u₁.
    ends.sort(key=lambda end: sorted(map(str, end.free_symbols)))
    outermost = "max" if times > 0 else "min"
    largest = Formula(outermost, tuple(map(in_reading_order, ends)))
    return largest if measure_text(largest) < measure_text(rate) else rate


def _quotient(solution: Solution, index: int) -> DifferenceQuotient:
    along = None if has_one_variable(solution) else Letter("e", index + 1)
    return DifferenceQuotient(solution.problem.name, along)


def outcome_of(below: Limit, above: Limit) -> str:
    """What both sides together say about the limit: "exists", "missing", "one_sided" and others."""
    kinds = {below.kind, above.kind}
    if kinds & {"none", "infinite"}:
        return "missing"
    if kinds == {"undefined"}:
        return "undefined"
    if "open" in kinds:
        return "open"
    if "undefined" in kinds:
        return "one_sided"
    assert below.value is not None
    assert above.value is not None
    differ = are_different(below.value, above.value)
    return {False: "exists", None: "open"}.get(differ, "missing")


def failure(
    derivative: Piece, quotient: Piece | Line, sides: tuple[Limit, Limit], solution: Solution
) -> Words:
    """That a derivative does not exist, or is not known, with both sides of its limit."""
    below, above = sides
    said: Line = (_behaviour(below, _BOTH, solution),)
    if below != above and below.value is not None and above.value is not None:
        said = (
            words(
                "different_limits",
                below=told_number(below.value, solution),
                from_below=_BELOW,
                above=told_number(above.value, solution),
                from_above=_ABOVE,
            ),
        )
    elif below != above:
        said = (
            words(
                "limits_of_two_sides",
                below=_behaviour(below, _BELOW, solution),
                above=_behaviour(above, _ABOVE, solution),
            ),
        )
    where = where_sides_agree(below, above)
    if where is not None and Ne(where.lhs, where.rhs) in solution.conditions:
        return words(
            "derivative_missing", derivative=derivative, quotient=quotient, sides=said, point=POINT
        )
    if where is not None:
        return words(
            "derivative_conditional",
            derivative=derivative,
            quotient=quotient,
            sides=said,
            condition=Value(in_book_form(where)),
        )
    sentence = f"derivative_{outcome_of(*sides)}"
    return words(sentence, derivative=derivative, quotient=quotient, sides=said, point=POINT)


def _behaviour(limit: Limit, approach: Approach, solution: Solution) -> Words:
    value = () if limit.value is None else (told_number(limit.value, solution),)
    return words(f"limit_{limit.kind}", value=value, t=approach)


def _schools(rate: Piece, sides: tuple[Limit, Limit], solution: Solution) -> Iterator[Line]:
    """Some books take the limit along the ray, others along the line."""
    above = sides[1].value
    if above is None or not _has_two_schools(sides):
        return
    value = told_number(above, solution)
    yield (words("two_schools", rate=rate, ray=_ABOVE, line=_BOTH, value=value),)


def _has_two_schools(sides: tuple[Limit, Limit]) -> bool:
    return sides[1].kind == "finite" and outcome_of(*sides) == "missing"


def _formula_would_give(sides: tuple[Limit, Limit], solution: Solution) -> Iterator[Line]:
    """By how much ∇f(P)·u is wrong; nothing where it is right by chance, or may be."""
    product = Dot(gradient(solution), UNIT)
    yield from product_would_give(product, solution.formula_value, sides, solution)


def fails_as_given(solution: Solution) -> bool:
    """Whether the rate in the given direction exists and is not ∇f(P)·u."""
    sides = solution.one_sided_derivatives
    if sides is None:
        return False
    is_ray = solution.problem.presentation.takes_rays and _has_two_schools(sides)
    if outcome_of(*sides) != "exists" and not is_ray:
        return False
    return any(True for _ in _formula_would_give(sides, solution))


def product_would_give(
    product: Piece, claimed: Expr | None, sides: tuple[Limit, Limit], solution: Solution
) -> Iterator[Line]:
    """By how much a product with u is wrong; nothing where it is right by chance, or may be."""
    outcome = outcome_of(*sides)
    if claimed is None or outcome == "open":
        return
    limits = (side.value for side in sides if side.kind == "finite")
    errors = [claimed - limit for limit in limits if limit is not None]
    if any(sign_of(error) in (0, None) for error in errors):
        return
    value = told_number(claimed, solution)
    if outcome != "exists":
        yield (words("formula_wrong", product=product, value=value),)
        return
    difference = told_number((sign_of(errors[0]) or 1) * errors[0], solution)
    yield (words("formula_wrong_by", product=product, value=value, difference=difference),)
