"""How 1[u > 0] is written: with both sides of its relation, and 1[u ≤ 0] for what is left of 1."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from grad_magic.calculus.arrays.nodes import (
    MINUS_ONCE,
    ONCE,
    Node,
    Shape,
    add,
    make,
    multiply,
    ones,
    scaled,
    split_content,
    split_number,
    zero,
)
from grad_magic.formula.operations import NEGATIONS
from grad_magic.formula.tree import Formula

_OTHERWISE = "otherwise"
_TURNED = {"greater": "less", "greater_equal": "less_equal"}


@dataclass(frozen=True)
class Comparison:
    """What stands between the brackets of an indicator.

    Attributes:
        relation: "greater", "less", or their complements.
        left: what is compared.
        right: with what; a number where the left side has many entries stands for each of them.
    """

    relation: str
    left: Node
    right: Node


def is_indicator(node: Node) -> bool:
    """Whether it is written as 1[…]."""
    return node.is_entrywise("step") or node.is_entrywise(_OTHERWISE)


def with_complements(node: Node) -> Node:
    """A sum in which 1 - 1[u > 0] is 1[u ≤ 0], and a + (b - a) 1[u > 0] names both cases.

    It is for writing alone; 1 + 1[u > 0] stays, which names no case twice.
    """
    terms = _with_intervals(dict(zip(node.operands, node.coefficients, strict=True)), node.shape)
    for term in tuple(terms):
        step, rest = _step_of(term)
        plain = terms.get(rest) if step is not None else None
        coefficient = terms.get(term)
        if step is None or plain is None or coefficient is None or plain == coefficient:
            continue
        otherwise = make("entrywise", step.operands, _OTHERWISE, step.shape)
        terms = {
            other: c + plain if other is term else c
            for other, c in terms.items()
            if other is not rest
        }
        terms[multiply([(otherwise, ONCE), (rest, ONCE)], node.shape)] = plain
        terms = {other: c for other, c in terms.items() if c}
    if len(terms) == len(node.operands) and terms.keys() == set(node.operands):
        return node
    return add(((c, term) for term, c in terms.items()), node.shape)


def _with_intervals(terms: dict[Node, Fraction], shape: Shape) -> dict[Node, Fraction]:
    """The terms in which 1[u > a] - 1[u > b] for a < b is 1[u > a] ⊙ 1[u ≤ b]."""
    found = [(term, *_step_of(term)) for term in terms]
    steps = [(term, step, rest) for term, step, rest in found if step is not None]
    for (term, step, rest), (other, further, same) in itertools.permutations(steps, 2):
        if rest is not same or terms[term] != -terms[other]:
            continue
        inner = (step.operands[0], further.operands[0])
        apart = add([(ONCE, inner[0]), (MINUS_ONCE, inner[1])], shape)
        distance, level = split_number(apart)
        if level.operation not in ("one", "ones") or distance <= 0:
            continue
        otherwise = make("entrywise", further.operands, _OTHERWISE, further.shape)
        joined = multiply([(step, ONCE), (otherwise, ONCE), (rest, ONCE)], shape)
        terms[joined] = terms.pop(term)
        del terms[other]
        return _with_intervals(terms, shape)
    return terms


def join_relations(factors: Sequence[Formula]) -> tuple[Formula, ...]:
    """Written factors in which 1[u > a] ⊙ 1[u < b] is 1[a < u < b]."""
    joined = list(factors)
    for below, above in itertools.permutations(factors, 2):
        if below not in joined or above not in joined or not _are_around(below, above):
            continue
        (lower,), (upper,) = below.operands, above.operands
        inner, bound = lower.operands
        turned = Formula(_TURNED[lower.operation], (bound, inner))
        joined[joined.index(below)] = Formula("step", (Formula("between", (turned, upper)),))
        joined.remove(above)
    return tuple(joined)


def _are_around(below: Formula, above: Formula) -> bool:
    """Whether these are 1[u > a] and 1[u < b] of the same u."""
    if below.operation != "step" or above.operation != "step":
        return False
    (lower,), (upper,) = below.operands, above.operands
    is_between = lower.operation in _TURNED and upper.operation in _TURNED.values()
    return is_between and lower.operands[0] == upper.operands[0]


def _step_of(term: Node) -> tuple[Node | None, Node]:
    """The 1[u > 0] among the factors of a term, if it is one alone, and what else there is."""
    factors = list(term.factors)
    steps = [factor for factor, exponent in factors if factor.is_entrywise("step")]
    if len(steps) != 1 or (steps[0], ONCE) not in factors:
        return None, term
    rest = [(factor, exponent) for factor, exponent in factors if factor is not steps[0]]
    if not rest:
        return steps[0], ones(term.shape)
    return steps[0], multiply(rest, term.shape)


def comparison_of(indicator: Node) -> Comparison:
    """The relation of an indicator: y ⊙ z < 1 of 1 - y ⊙ z > 0, and x > y of x - y > 0."""
    found = _comparison_with_zero(indicator.operands[0])
    if indicator.is_entrywise(_OTHERWISE):
        return Comparison(NEGATIONS[found.relation], found.left, found.right)
    return found


def _comparison_with_zero(node: Node) -> Comparison:
    """What u > 0 says."""
    factors = list(node.factors)
    if not node.is_scalar and all(f.is_scalar or f.operation == "ones" for f, _ in factors):
        scalars = [(factor, e) for factor, e in factors if factor.is_scalar]
        return _comparison_with_zero(multiply(scalars)) if scalars else _compared(node)
    terms = list(node.terms)
    right = [(c, term) for c, term in terms if _is_level(term, len(terms))]
    left = [pair for pair in terms if pair not in right]
    if len(right) == 1 and left and _belongs_right(right[0][0], left):
        return _with_level(node, left, right[0])
    if len(terms) == 2 and terms[0][0] * terms[1][0] < 0:
        terms.sort(key=lambda pair: pair[0] < 0)
        (first, above), (second, below) = terms
        one, other = scaled(first, above), scaled(-second, below)
        is_simple = above.operation == "name" and below.operation != "name"
        return Comparison("less", other, one) if is_simple else Comparison("greater", one, other)
    return _compared(node)


def _compared(node: Node) -> Comparison:
    """The same as it is, u > 0."""
    common, rest = split_content(node)
    return Comparison("greater" if common > 0 else "less", rest, zero((1, 1)))


def _is_level(term: Node, count: int) -> bool:
    """Whether a term is the same number for all entries; a letter among few terms alone."""
    if term.operation in ("one", "ones"):
        return True
    return (
        count == 2
        and not term.is_scalar
        and all(factor.is_scalar or factor.operation == "ones" for factor, _ in term.factors)
    )


def _belongs_right(level: Fraction, left: list[tuple[Fraction, Node]]) -> bool:
    """Whether a level is read more easily behind the sign: z > 1, yz < 1, not z > -1 of many."""
    return len(left) == 1 or level < 0 or all(c < 0 for c, _ in left)


def _with_level(
    node: Node, left: list[tuple[Fraction, Node]], right: tuple[Fraction, Node]
) -> Comparison:
    level, term = right
    is_number = term.operation in ("one", "ones")
    sign = -1 if all(c < 0 for c, _ in left) else 1
    # Of 1 - 2x > 0 the number is that of x.
    size = abs(left[0][0]) if len(left) == 1 and is_number else ONCE
    one = add(((sign * c / size, part) for c, part in left), node.shape)
    letters = [(factor, e) for factor, e in term.factors if factor.operation != "ones"]
    other = scaled(-sign * level / size, multiply(letters))
    return Comparison("greater" if sign > 0 else "less", one, other)
