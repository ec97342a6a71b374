"""Where the formulas of gradients hold, if not wherever f has values."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from grad_magic.calculus.arrays.analysis import Analysis
from grad_magic.calculus.arrays.nodes import (
    HALF,
    Node,
    along_axis,
    in_order,
    rational_of,
    transpose,
)

_CONSTANT_BUT_AT_ZERO = frozenset({"step", "sign"})
_POSITIVE = frozenset({"exp", "sigmoid", "softplus", "cosh"})
_NEVER_NEGATIVE = _POSITIVE | {"relu", "abs", "step"}


def find_needs(analysis: Analysis) -> dict[Node, str]:
    """What must hold of parts of f, in the order in which these are computed.

    It is "nonzero" or "positive", of each entry, and "single" of the largest one.
    """
    swept = analysis.swept
    roots = [*swept.gradients.values(), *(layer.adjoint for layer in swept.layers)]
    needs = find_jumps(roots)
    needs |= dict.fromkeys(_argument_of_steps(analysis.nodes, [analysis.typed.node]), "nonzero")
    needs |= dict.fromkeys(_lost_roots(analysis, in_order(*roots)), "positive")
    for base in _divisors(analysis, in_order(*roots)):
        is_end = base in analysis.typed.roots and not _is_never_negative(base)
        needs[base] = "positive" if is_end else "nonzero"
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


def _divisors(analysis: Analysis, nodes: Collection[Node]) -> Iterator[Node]:
    """The bases of roots in f by which the gradients divide, though f has values where they are 0.

    So they divide by ‖x‖ of f = ‖x‖, which may even have a gradient there, as ‖x‖·sum(x) has.
    """
    below = {base for node in nodes for base, exponent in node.factors if exponent < 0}
    own = analysis.nodes
    excluded = {base for node in own for base, exponent in node.factors if exponent < 0}
    excluded |= {
        base for node in own if node.is_entrywise("log") for base, _ in node.operands[0].factors
    }
    for layer in analysis.definitions:
        # By s = √u is divided as by a root of u.
        (base, exponent), *others = layer.node.factors
        if exponent != 1 and not others:
            below = {base if node is layer.name else node for node in below}
            excluded = {base if node is layer.name else node for node in excluded}
    changing = {*analysis.variables.values(), *(layer.name for layer in analysis.definitions)}
    positive = _positive_constants(analysis)
    bases = dict.fromkeys(base for node in own for base, exponent in node.factors if exponent > 0)
    for base in bases:
        is_needed = base in below and base not in excluded and not _is_positive(base, positive)
        if is_needed and changing.intersection(in_order(base)):
            yield base


def _positive_constants(analysis: Analysis) -> set[Node]:
    """The names of the numbers and arrays with positive entries."""
    constants = analysis.problem.constants
    return {
        node
        for node in analysis.nodes
        if node.operation == "name"
        and node.letter in constants
        and bool((constants[node.letter].entries > 0).all())
    }


def _is_positive(node: Node, positive: Collection[Node]) -> bool:
    """Whether its form shows that all entries are positive, as those with these names are."""
    value = rational_of(node)
    if value is not None:
        return value > 0
    match node.operation:
        case "entrywise":
            return node.detail in _POSITIVE
        case "sum":
            terms = [term for c, term in node.terms if c > 0]
            return (
                len(terms) == len(node.operands)
                and all(term in positive or _is_never_negative(term) for term in terms)
                and any(_is_positive(term, positive) for term in terms)
            )
        case "product":
            return all(_is_positive(base, positive) for base, _ in node.factors)
        case "total":
            return _is_positive(node.operands[0], positive)
    return node in positive or node.operation in ("one", "ones", "size", "softmax")


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
