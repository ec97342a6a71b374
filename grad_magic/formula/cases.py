"""The cases of a maximum, a minimum or a definition by cases, and where each holds inside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from sympy import And, Integer

from grad_magic.formula.normal_form import (
    ZERO,
    Ratio,
    Term,
    UntreatedError,
    add,
    base_and_exponent,
    condition,
    factors_of,
    negate,
    split,
    terms_of,
    walk,
    with_parts,
)
from grad_magic.formula.one_variable import disjuncts, holds_nowhere, without_implied
from grad_magic.formula.operations import NEGATIONS, TURNED
from grad_magic.formula.sympy_forms import to_sympy
from grad_magic.formula.tree import Formula
from grad_magic.formula.typed_order import TypedOrder, read_formula, write_formula

if TYPE_CHECKING:
    from sympy.logic.boolalg import Boolean

_STRICT = {"less_equal": "less", "greater_equal": "greater"}
_POSITIVE = frozenset({"abs", "exp", "cosh", "sech", "sigmoid", "softplus"})


def branches_of(term: Term, order: TypedOrder) -> list[tuple[Term, Term]]:
    """The values with their conditions."""
    if term.kind == "piecewise":
        return list(zip(term.parts[::2], term.parts[1::2], strict=True))
    relation = "greater" if term.kind == "max" else "less"
    operands = list({part.key: part for part in _entries(term)}.values())
    cases = []
    for place, operand in enumerate(operands):
        others = [*operands[:place], *operands[place + 1 :]]
        relations = tuple(
            _compare(relation, *(write_formula(side, order) for side in _apart(operand, other)))
            for other in others
        )
        cases.append((operand, condition(_join("and", relations))))
    return cases


def _apart(left: Term, right: Term) -> tuple[Term, Term]:
    """0 and y for x and x + 2y, without what is added in both; y and 0 for y and -y."""
    shared = {term.key for term in terms_of(left) if term.kind == "name"}
    shared &= {term.key for term in terms_of(right)}
    first, second = (
        add(*(term for term in terms_of(side) if term.key not in shared)) for side in (left, right)
    )
    if first.key == negate(second).key or ZERO.key in (first.key, second.key):
        difference = second if first.key == ZERO.key else first
        number, sign_giving = split(difference)
        is_above = (number > 0) == (difference is first)
        above, below = _number_behind(sign_giving)
        return (above, below) if is_above else (below, above)
    return first, second


def _number_behind(difference: Term) -> tuple[Term, Term]:
    """x + 2y and 1 for x + 2y - 1, which is compared with 0; 1 and xy for 1 - xy."""
    terms = terms_of(difference)
    numbers = [term for term in terms if term.is_number]
    if len(terms) == 1 or not numbers:
        return difference, ZERO
    first, *others = (term for term in terms if not term.is_number)
    if split(first)[0] < 0:
        return numbers[0], add(*map(negate, (first, *others)))
    return add(first, *others), negate(numbers[0])


def _entries(extremum: Term) -> Iterator[Term]:
    """x, y and 0 of max(x, max(y, 0))."""
    for part in extremum.parts:
        if part.kind == extremum.kind:
            yield from _entries(part)
        else:
            yield part


def _compare(relation: str, left: Formula, right: Formula) -> Formula:
    if right.names and not left.names:
        # 0 where u < 0 rather than where 0 > u.
        relation, left, right = TURNED[relation], right, left
    return Formula(relation, (Formula("add", (left, Formula("negate", (right,)))),))


def _join(connective: str, parts: Sequence[Formula]) -> Formula:
    return parts[0] if len(parts) == 1 else Formula(connective, tuple(parts))


def inner_cases(conditions: Sequence[Term]) -> list[Term | None]:
    """Each condition where it holds on a whole neighbourhood, None where it does so nowhere.

    On the border of a case the derivative of its formula says nothing: for f = x where
    (x, y) = (0, 0) and 0 elsewhere, the partial derivative at (0, 0) is not 1.
    """
    inner: list[Term | None] = []
    earlier: list[Formula] = []
    for term in conditions:
        holds = term.value
        assert isinstance(holds, Formula)
        parts = [_negate(one) for one in earlier]
        if holds.operation != "true":
            parts = [part for part in parts if not _excludes(holds, _negate(part))]
            parts = [holds, *parts]
        strict = _interior(_join("and", parts)) if parts else holds
        inner.append(None if strict is None else _condition_in_short(strict))
        earlier.append(holds)
    return inner


def closed_cases(first: Term, inner: list[Term | None]) -> list[Term | None]:
    """x > 0 and x ≤ 0 for x > 0 and x < 0, of two cases whose formulas agree in between."""
    relation = first.value
    assert isinstance(relation, Formula)
    _, second = inner
    other = _negate(relation)
    is_rest = second is not None and isinstance(second.value, Formula)
    if not is_rest or relation.operation not in TURNED or second is None:
        return inner
    rest = _interior(other)
    return inner if rest is None or condition(rest).key != second.key else [first, condition(other)]


def _condition_in_short(holds: Formula) -> Term | None:
    """x > 1 for x > 0 and x > 1; None of what holds nowhere."""
    if holds.operation != "and":
        return condition(holds)
    parts = {to_sympy(part): part for part in holds.operands}
    if holds_nowhere(And(*parts)):
        return None
    kept = without_implied(tuple(parts))
    return condition(_join("and", [parts.get(part) or _part_of(holds, part) for part in kept]))


def _part_of(holds: Formula, wanted: Boolean) -> Formula:
    """What is left of an "or" in it."""
    choices = (part for part in holds.operands if part.operation == "or")
    found = {to_sympy(one): one for part in choices for one in part.operands}
    return _join("or", [found[one] for one in disjuncts(wanted)])


def restrict(term: Term, holds: Term) -> list[tuple[Term, Term]]:
    """The cases of a term where a condition holds; a term without cases is one."""
    if term.kind != "piecewise":
        if any(part.kind == "piecewise" for part in walk(term)):
            raise UntreatedError("cases within an operation")
        return [(term, holds)]
    pairs = zip(term.parts[::2], term.parts[1::2], strict=True)
    both = ((value, _both(holds, inner)) for value, inner in pairs)
    return [(value, condition(where)) for value, where in both if where is not None]


def settle(term: Term, branching: Term, value: Term) -> Term:
    """With this value of a maximum, and so of others with the same border: y for min(x, y), x > y.

    Args:
        term: what has them.
        branching: a maximum or minimum of two.
        value: the operand that it is.
    """
    term = replace(term, branching.key, value)
    others = [part for part in branching.parts if part.key != value.key]
    if branching.kind not in ("max", "min") or len(branching.parts) != 2 or len(others) != 1:
        return term
    (other,) = others
    above, below = (value, other) if branching.kind == "max" else (other, value)
    gap = add(above, negate(below)).key
    for part in tuple(walk(term)):
        if part.kind in ("max", "min") and len(part.parts) == 2:
            first, second = part.parts if part.kind == "max" else part.parts[::-1]
            for larger, smaller in ((first, second), (second, first)):
                if add(larger, negate(smaller)).key == gap:
                    chosen = larger if part.kind == "max" else smaller
                    term = replace(term, part.key, chosen)
    return term


def replace(term: Term, key: str, value: Term) -> Term:
    """The term with another one in the place of a part."""
    if term.key == key:
        return value
    return with_parts(term, [replace(part, key, value) for part in term.parts])


def is_unreal(term: Term, holds: Term) -> bool:
    """Whether a root or logarithm in the term is of what is negative where a condition holds."""
    assert isinstance(holds.value, Formula)
    signs = {
        part.key: sign * (1 if coefficient > 0 else -1)
        for sign, (coefficient, part) in _compared_with_zero(holds.value)
    }
    return any(needs_positive(part) and _sign_in(part.parts[0], signs) == -1 for part in walk(term))


def needs_positive(term: Term) -> bool:
    """Whether it is a logarithm or an even root, of which what is negative has none."""
    if term.kind != "power":
        return term.kind == "log"
    _, exponent = base_and_exponent(term)
    return exponent.is_number and exponent.number.denominator % 2 == 0


def _sign_in(term: Term, signs: Mapping[str, int]) -> int:  # noqa: PLR0911  (one case a kind)
    """1 or -1 of what has this sign but where it is 0, given some signs; 0 where it is not seen."""
    if term.key in signs:
        return signs[term.key]
    match term.kind:
        case "number":
            return (term.number > 0) - (term.number < 0)
        case "power":
            base, exponent = term.parts
            if not exponent.is_number:
                return 0
            is_even = exponent.number.numerator % 2 == 0 or exponent.number.denominator % 2 == 0
            return 1 if is_even else _sign_in(base, signs)
        case "product":
            coefficient, rest = split(term)
            parts = [_sign_in(part, signs) for part in factors_of(rest) if part is not term]
            return prod(parts) * (1 if coefficient > 0 else -1)
        case "sum" | "max" | "min":
            found = {_sign_in(part, signs) for part in term.parts}
            return found.pop() if len(found) == 1 else 0
        case _:
            return 1 if term.kind in _POSITIVE else 0


def _compared_with_zero(holds: Formula) -> Iterator[tuple[int, tuple[Ratio, Term]]]:
    """1 or -1 with what is positive or negative."""
    for relation in holds.operands if holds.operation == "and" else (holds,):
        if relation.operation in ("greater", "less"):
            sign = 1 if relation.operation == "greater" else -1
            yield sign, split(read_formula(relation.operands[0]))


def _both(one: Term, other: Term) -> Formula | None:
    """Where both hold; None where that is nowhere, as of x > y and x < y."""
    parts: list[Formula] = []
    for term in (one, other):
        assert isinstance(term.value, Formula)
        for part in _relations_of(term.value):
            if any(_exclude_each_other(part, known) for known in parts):
                return None
            if not any(are_same(part, known) for known in parts):
                parts.append(part)
    short = _condition_in_short(_join("and", parts))
    return None if short is None or not isinstance(short.value, Formula) else short.value


def _negate(formula: Formula) -> Formula:
    operation = NEGATIONS[formula.operation]
    if operation in ("and", "or"):
        return Formula(operation, tuple(map(_negate, formula.operands)))
    return _with_number_behind(Formula(operation, formula.operands))


def _with_number_behind(relation: Formula) -> Formula:
    """x < -1 for -1 > x."""
    difference = relation.operands[0]
    if difference.operation != "add" or relation.operation not in TURNED:
        return relation
    left, *others = difference.operands
    if left.names or len(others) != 1 or others[0].operation != "negate":
        return relation
    right = others[0].operands[0]
    turned = Formula("add", (right, Formula("negate", (left,))))
    return Formula(TURNED[relation.operation], (turned,))


def _excludes(one: Formula, other: Formula) -> bool:
    """Whether two conditions can't hold both, as x > y and z > 0 with y > x, inner points only."""
    pairs = product(_relations_of(one), _relations_of(other))
    return any(_exclude_each_other(*pair) for pair in pairs)


def _relations_of(holds: Formula) -> tuple[Formula, ...]:
    return holds.operands if holds.operation == "and" else (holds,)


def _exclude_each_other(one: Formula, other: Formula) -> bool:
    """Whether two relations about the same difference can't hold both, inner points only."""
    if len(one.operands) != 1 or len(other.operands) != 1:
        return False
    ordered = _larger_and_smaller(one), _larger_and_smaller(other)
    if None not in ordered and all(map(are_same, ordered[0] or (), (ordered[1] or ())[::-1])):
        return True
    return are_same(one.operands[0], other.operands[0]) and {
        _STRICT.get(one.operation, one.operation),
        _STRICT.get(other.operation, other.operation),
    } in ({"less", "greater"}, {"equal", "unequal"})


def _larger_and_smaller(relation: Formula) -> tuple[Formula, Formula] | None:
    """The sides of x > y, and of y < x the same."""
    operation, difference = relation.operation, relation.operands[0]
    is_difference = difference.operation == "add" and len(difference.operands) == 2
    if not is_difference or difference.operands[1].operation != "negate":
        return None
    left, right = difference.operands[0], difference.operands[1].operands[0]
    strict = _STRICT.get(operation, operation)
    return {"greater": (left, right), "less": (right, left)}.get(strict)


def are_same(one: Formula, other: Formula) -> bool:
    """Whether two formulas are the same, wherever they stand in the request."""
    return (
        one.operation == other.operation
        and one.value == other.value
        and len(one.operands) == len(other.operands)
        and all(map(are_same, one.operands, other.operands))
    )


def _interior(formula: Formula) -> Formula | None:
    """A condition for inner points: of a region its inside, of a curve or a point nothing."""
    if formula.operation == "equal":
        return None
    if formula.operation in ("less", "less_equal") and _is_never_negative(formula.operands[0]):
        return None
    if formula.operation in ("and", "or"):
        parts = [_interior(part) for part in formula.operands]
        kept = [part for part in parts if part is not None]
        if not kept or (formula.operation == "and" and len(kept) < len(parts)):
            return None
        return _join(formula.operation, kept)
    return Formula(_STRICT.get(formula.operation, formula.operation), formula.operands)


def _is_never_negative(formula: Formula) -> bool:
    """Whether this is so at first sight, as of x² + y²."""
    operands = formula.operands
    match formula.operation:
        case "number":
            return bool(formula.value.is_nonnegative) if formula.value is not None else False
        case "add" | "multiply":
            return all(map(_is_never_negative, operands))
        case "negate":
            return bool(operands[0].value == 0)
        case "power":
            exponent = operands[1].value
            return isinstance(exponent, Integer) and exponent % 2 == 0
        case "reciprocal":
            return _is_never_negative(operands[0])
        case _:
            return formula.operation in ("abs", "sqrt", "exp", "cosh", "sigmoid")
