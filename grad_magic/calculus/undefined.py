"""The error where f has no value at P: which part fails, and the limit that f may have there."""

from __future__ import annotations

from collections.abc import Mapping

from sympy import Expr, Function, Integer, Symbol, cancel, oo

from grad_magic.calculus.domains import NONE_OF, Failure, UndefinedError, evaluate
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.calculus.expansions.coefficients import Coefficients
from grad_magic.calculus.expansions.expansion import OutsideError
from grad_magic.calculus.limits import curves, limit_of, nearby
from grad_magic.errors import NoAnswerError
from grad_magic.formula.program import Program, compile_formula
from grad_magic.formula.sympy_forms import UnreadableExpressionError, from_sympy, to_sympy
from grad_magic.formula.tree import Formula
from grad_magic.problem import Problem
from grad_magic.wording.messages import Message, Told

_LARGEST_CANCELLED = 60
_PARAMETER = Symbol("t", real=True)
_PAIR = 2
# Of a longer part of f a message quotes how it begins and ends.
_LONGEST_QUOTED = 400
_LONGEST_HEAD, _LONGEST_TAIL = 40, 20
_WRITTEN = {oo: "∞", -oo: "-∞"}


def no_answer(
    problem: Problem, program: Program, values: Mapping[Symbol, Expr], failure: Failure
) -> NoAnswerError:
    """The error for a part of f that has no value at P."""
    is_at_edge = failure.settled and _is_at_edge(failure)
    advice = _describe_limit(problem, program, values) if is_at_edge else ""
    return _error_at(problem, failure, _explain(problem, failure), advice)


def undefined_at(problem: Problem, failure: Failure) -> NoAnswerError:
    """The same without the limit that f may have there."""
    return _error_at(problem, failure, _explain(problem, failure), "")


def _is_at_edge(failure: Failure) -> bool:
    """Whether the condition that fails at P may hold near P: outside it there is no limit."""
    if failure.condition is None or failure.value is None:
        return True
    bound = failure.condition.bound
    return isinstance(bound, str) or sign_of(failure.value - bound) == 0


def _explain(problem: Problem, failure: Failure) -> Message:
    condition = failure.condition
    whole = Message("the_part", text=_text_of(problem, failure.formula))
    if condition is None:
        return Message("part_and_reason", whole=whole, reason=failure.reason)
    subject = condition.subject_text.format(
        *(_text_of(problem, operand) for operand in failure.operands)
    )
    if failure.formula.operation == "reciprocal":
        whole = Message("the_division")
    outcome = (
        Message("it_is", value=failure.value)
        if failure.settled
        else Message("that_could_not_be_decided")
    )
    # 0^(3/2) is 0, while x^y at (0, 0) and 0^(-1/2) have no value.
    is_root = failure.formula.operation == "power" and sign_of(failure.values[1]) == 1
    relation = "≥" if is_root and not failure.operands[1].names else condition.relation
    needs: Told = f"{subject} {relation} {condition.bound}"
    if condition.relation == NONE_OF:
        needs = Message("is_none_of", subject=subject, bound=condition.bound)
    return Message(
        "part_needs_and_at_the_point",
        whole=whole,
        needs=needs,
        place=problem.place,
        outcome=outcome,
    )


def _error_at(problem: Problem, failure: Failure, explanation: Told, advice: Told) -> NoAnswerError:
    name, place = problem.name, problem.place
    message = (
        Message("is_undefined_at", name=name, place=place, reason=explanation)
        if failure.settled
        else Message(
            "has_no_value_that_could_be_settled_at", name=name, place=place, reason=explanation
        )
    )
    return NoAnswerError(
        message,
        advice=advice,
        source=problem.source,
        start=failure.formula.start,
        end=failure.formula.end,
    )


def _written(entries: tuple[Expr, ...]) -> str:
    # As requests are typed.
    return f"({', '.join(map(str, entries))})".replace("**", "^")


def _text_of(problem: Problem, formula: Formula) -> str:
    """The part of f as it was typed, or as SymPy writes it where nothing was typed."""
    text = problem.source[formula.start : formula.end] or str(to_sympy(formula))
    if len(text) <= _LONGEST_QUOTED:
        return text
    return f"{text[:_LONGEST_HEAD]} … {text[-_LONGEST_TAIL:]}"


def _describe_limit(problem: Problem, program: Program, values: Mapping[Symbol, Expr]) -> Told:
    """What f tends to at a point where it is not defined, as far as that is proved."""
    if problem.parameters:
        return ""
    limit = _continuous_extension(problem.f, values)
    for search in (_limit_everywhere, _limit_on_a_line):
        limit = search(program, values) if limit is None else limit
    if limit is None:
        limit = _limit_through_one_part(problem.f, values)
    if limit is None:
        return _describe_two_limits(program, values)
    if limit.is_infinite:
        return Message("it_tends_to_there", written=_WRITTEN[limit])
    return Message(
        "its_limit_fills_the_gap",
        limit=limit,
        name=problem.name,
        place=problem.place,
    )


def _continuous_extension(f: Expr, values: Mapping[Symbol, Expr]) -> Expr | None:
    """The value of the quotient in lowest terms, which is the limit if it is defined."""
    if not f.is_rational_function(*values) or f.count_ops() > _LARGEST_CANCELLED:
        return None
    try:
        return shorten_number(evaluate(compile_formula(from_sympy(cancel(f))), values))
    except (UndefinedError, UnreadableExpressionError):
        return None


def _limit_everywhere(program: Program, values: Mapping[Symbol, Expr]) -> Expr | None:
    """The limit by an expansion that holds uniformly in all directions."""
    near = nearby(program, values)
    expansion = near.everywhere
    if expansion is None or not expansion.is_defined:
        return None
    limit = limit_of(expansion, Coefficients(near.direction).sign)
    return limit.value if limit.value is not None and not limit.value.free_symbols else None


def _limit_on_a_line(program: Program, values: Mapping[Symbol, Expr]) -> Expr | None:
    """The limit from both sides, for one variable."""
    if len(values) > 1:
        return None
    near = nearby(program, values)
    try:
        sides = [limit_of(near.along((Integer(step),))) for step in (1, -1)]
    except OutsideError:
        return None
    before, after = (side.value for side in sides)
    if before is None or after is None:
        return None
    return before if _are_equal(before, after) else None


def _limit_through_one_part(f: Expr, values: Mapping[Symbol, Expr]) -> Expr | None:
    """The limit of a function of one inner part, as sin(xy)/(xy) is one of xy."""
    inner = Symbol("w", real=True)
    for function in f.atoms(Function):
        part = function.args[0]
        outer = f.subs(part, inner)
        if outer.free_symbols != {inner} or not part.is_polynomial(*values):
            continue
        try:
            program = compile_formula(from_sympy(outer))
        except UnreadableExpressionError:
            return None
        return _limit_on_a_line(program, {inner: part.xreplace(dict(values))})
    return None


def _describe_two_limits(program: Program, values: Mapping[Symbol, Expr]) -> Told:
    """Two curves on which f tends to different numbers, if such are found."""
    if len(values) == 1:
        return _describe_two_sides(program, values)
    found: dict[Expr, str] = {}
    for position, expansion in curves(nearby(program, values), _PARAMETER):
        limit = limit_of(expansion).value
        if limit is None or any(_are_equal(limit, other) is not False for other in found):
            continue
        found[limit] = _written(position)
        if len(found) == _PAIR:
            (first, here), (second, there) = found.items()
            return Message(
                "it_has_two_limits_on_curves",
                here=here,
                first=_WRITTEN.get(first, first),
                there=there,
                second=_WRITTEN.get(second, second),
            )
    return ""


def _describe_two_sides(program: Program, values: Mapping[Symbol, Expr]) -> Told:
    """The limits from the left and from the right, where they differ."""
    near = nearby(program, values)
    try:
        left, right = (limit_of(near.along((Integer(step),))).value for step in (-1, 1))
    except OutsideError:
        return ""
    if left is None or right is None or _are_equal(left, right) is not False:
        return ""
    return Message(
        "it_has_two_one_sided_limits",
        left=_WRITTEN.get(left, left),
        right=_WRITTEN.get(right, right),
    )


def _are_equal(first: Expr, second: Expr) -> bool | None:
    """Whether two limits are equal; None where that is not settled."""
    if first.is_infinite or second.is_infinite:
        return bool(first == second)
    sign = sign_of(first - second)
    return None if sign is None else sign == 0
