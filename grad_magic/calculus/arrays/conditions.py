"""Where the formulas of gradients hold, if not wherever f has values."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from grad_magic.calculus.arrays.analysis import Analysis
from grad_magic.calculus.arrays.nodes import (
    HALF,
    Node,
    along_axis,
    in_order,
    power,
    rational_of,
    transpose,
)

_CONSTANT_BUT_AT_ZERO = frozenset({"step", "sign"})
# Functions that are 0 where u is.
_FLAT = frozenset({"abs", "relu"})
_NEVER_NEGATIVE = frozenset({"exp", "sigmoid", "softplus", "relu", "abs", "cosh", "step"})


def find_needs(analysis: Analysis) -> dict[Node, str]:
    """What must hold of parts of f, in the order in which these are computed.

    It is "nonzero" or "positive", of each entry, and "single" of the largest one.
    """
    swept = analysis.swept
    roots = [*swept.gradients.values(), *(layer.adjoint for layer in swept.layers)]
    needs = find_jumps(roots)
    needs |= dict.fromkeys(_lost_roots(analysis, in_order(*roots)), "positive")
    needs |= dict.fromkeys(_flattened_lengths(analysis, in_order(*roots)), "nonzero")
    return dict(sorted(needs.items(), key=lambda need: need[0].serial))


def find_jumps(roots: Collection[Node]) -> dict[Node, str]:
    """What must hold so that these do not jump, as `find_needs` tells."""
    nodes = in_order(*roots)
    needs = dict.fromkeys(_argument_of_steps(nodes, roots), "nonzero")
    needs |= {
        along_axis("largest", node.operands[0], node.axis): "single"
        for node in nodes
        if node.operation == "tied"
    }
    return needs


def _argument_of_steps(nodes: Collection[Node], roots: Collection[Node]) -> Iterator[Node]:
    """The u of 1[u > 0] and sign(u), where these jump at u = 0; u·sign(u) does not."""
    jumping = [node for node in roots if _is_step(node)]
    for node in nodes:
        steps = [operand for operand in node.operands if _is_step(operand)]
        if node.operation == "product":
            factors = {factor for factor, exponent in node.factors if exponent > 0}
            steps = [step for step in steps if not _vanishes_with(step.operands[0], factors)]
        jumping += steps
    for step in dict.fromkeys(jumping):
        yield step.operands[0]


def _is_step(node: Node) -> bool:
    return node.operation == "entrywise" and node.detail in _CONSTANT_BUT_AT_ZERO


def _vanishes_with(inner: Node, factors: Collection[Node]) -> bool:
    """Whether a product is 0 where this is."""
    return any(
        factor is inner
        or (
            (factor.is_entrywise("abs") or factor.is_entrywise("relu")) and inner in factor.operands
        )
        for factor in _bases(factors)
    )


def _bases(factors: Collection[Node]) -> Iterator[Node]:
    """Factors, and of √x too the x."""
    for factor in factors:
        yield factor
        if factor.operation == "product":
            yield from (base for base, exponent in factor.factors if exponent > 0)


def _lost_roots(analysis: Analysis, nodes: Collection[Node]) -> Iterator[Node]:
    """What a root is taken of in f, and none in the gradients, as in (√x)⁴."""
    seen = {
        base
        for node in nodes
        for base, exponent in node.factors
        if exponent < 0 or exponent.denominator > 1
    }
    changing = {*analysis.variables.values(), *(layer.name for layer in analysis.definitions)}
    for base in dict.fromkeys(analysis.typed.roots):
        is_lost = not {base, transpose(base)} & seen and not _is_never_negative(base)
        if is_lost and changing.intersection(in_order(base)):
            yield base


def _flattened_lengths(analysis: Analysis, nodes: Collection[Node]) -> Iterator[Node]:
    """The |x| by which the gradients divide, though f may have one where x = 0.

    It is a factor in f beside others that change, as in |x|·sum(x); |x| alone has none there.
    """
    below = {base for node in nodes for base, exponent in node.factors if exponent < 0}
    changing = {*analysis.variables.values(), *(layer.name for layer in analysis.definitions)}
    for node in analysis.nodes:
        factors = dict(node.factors) if node.operation == "product" else {}
        for base in factors:
            others = in_order(*(factor for factor in factors if factor is not base))
            is_length = factors[base] == HALF and base.is_scalar and base in below
            if is_length and _is_never_negative(base) and changing.intersection(others):
                yield power(base, HALF)


def _is_never_negative(node: Node) -> bool:  # noqa: PLR0911  (one rule an operation)
    """Whether its form shows that no entry is negative."""
    value = rational_of(node)
    if value is not None:
        return value >= 0
    if node.operation == "entrywise":
        return node.detail in _NEVER_NEGATIVE
    if node.operation == "sum":
        return all(c > 0 and _is_never_negative(term) for c, term in node.terms)
    if node.operation == "product":
        return all(
            exponent.numerator % 2 == 0 or exponent == HALF or _is_never_negative(base)
            for base, exponent in node.factors
        )
    if node.is_scalar and node.operation == "chain":
        return len(node.operands) == 2 and node.operands[0] is transpose(node.operands[1])
    if node.operation == "total":
        return _is_never_negative(node.operands[0])
    return node.operation in ("one", "ones", "size", "identity", "softmax", "tied")
