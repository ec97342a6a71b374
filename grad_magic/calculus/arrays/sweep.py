"""Reverse mode on expressions: the adjoint of every node, which is again an expression.

⟨∂L/∂X, dX⟩ = dL, with ⟨A, B⟩ the sum of all products of entries, so that an adjoint has the
shape of its node (Giles 2008, "Collected matrix derivative results for forward and reverse mode
algorithmic differentiation").
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from grad_magic.calculus.arrays.forms import shortest
from grad_magic.calculus.arrays.functions import FUNCTIONS
from grad_magic.calculus.arrays.layers import Definition
from grad_magic.calculus.arrays.nodes import (
    MINUS_ONCE,
    ONCE,
    Node,
    add,
    along_axis,
    chain,
    cofactors,
    identity,
    in_order,
    in_reverse_order,
    inverse,
    multiply,
    name,
    negated,
    number,
    ones,
    repeat,
    scaled,
    sum_along,
    times,
    total,
    transpose,
    zero,
)


@dataclass(frozen=True)
class Layer:
    """A part of L whose adjoint has a name.

    Attributes:
        node: the part.
        delta: the name that stands for its adjoint.
        adjoint: what it stands for.
    """

    node: Node
    delta: Node
    adjoint: Node


@dataclass(frozen=True)
class Swept:
    """What a sweep finds.

    Attributes:
        gradients: by variable.
        layers: from the last to the first.
        adjoints: of each node that depends on a variable.
    """

    gradients: Mapping[Node, Node]
    layers: tuple[Layer, ...]
    adjoints: Mapping[Node, Node]


Rules = Mapping[str, Callable[[Node, Node], list[Node]]]
"""What a node hands on of its adjoint to each of its operands, by its operation."""


def sweep(
    loss: Node,
    variables: Collection[Node],
    layers: Mapping[Node, str],
    rules: Rules,
    seed: Node | None = None,
) -> Swept:
    """The gradient of a scalar by each of its variables.

    Args:
        loss: the scalar.
        variables: names in it.
        layers: parts whose adjoints get these names.
        rules: `PULLBACKS` or `EVERYWHERE`.
        seed: the adjoint of `loss`, where that is no scalar; else 1.
    """
    nodes = in_reverse_order(loss)
    active = _depending_on(nodes[::-1], variables)
    adjoints: dict[Node, Node] = {loss: number(1) if seed is None else seed}
    named: list[Layer] = []
    for node in nodes:
        if node not in adjoints or node not in active:
            continue
        adjoint = shortest(adjoints[node])
        if node in layers and not adjoint.is_zero and node is not loss:
            delta = name(layers[node], node.shape)
            named.append(Layer(node, delta, adjoint))
            adjoint = delta
        adjoints[node] = adjoint
        if adjoint.is_zero or node in variables:
            continue
        for operand, part in zip(node.operands, rules[node.operation](node, adjoint), strict=True):
            if operand in active:
                before = adjoints.get(operand, zero(operand.shape))
                adjoints[operand] = add([(ONCE, before), (ONCE, part)], operand.shape)
    gradients = {
        variable: shortest(adjoints.get(variable, zero(variable.shape))) for variable in variables
    }
    return Swept(gradients, tuple(named), adjoints)


def sweep_layers(
    loss: Node, definitions: Sequence[Definition], variables: Collection[Node], rules: Rules
) -> Swept:
    """The gradient of a scalar that is given layer by layer, from the last layer to the first.

    Args:
        loss: the scalar, with names for layers in it.
        definitions: of the layers, in the order in which they are computed.
        variables: names in it and in them.
        rules: `PULLBACKS` or `EVERYWHERE`.
    """
    hidden = [definition.name for definition in definitions]
    names = {*variables, *hidden}
    swept = sweep(loss, names, {}, rules)
    direct, adjoints = swept.gradients, dict(swept.adjoints)
    through_layers = {node: zero(node.shape) for node in names}

    def gradient(node: Node) -> Node:
        parts = [through_layers[node], direct[node]]
        if _stands_before(node, hidden, loss):
            parts.reverse()
        return shortest(add(((ONCE, part) for part in parts), node.shape))

    layers: list[Layer] = []
    for definition in reversed(definitions):
        adjoint = gradient(definition.name)
        if adjoint.is_zero:
            continue
        if definition.delta:
            delta = name(definition.delta, definition.name.shape)
            layers.append(Layer(definition.name, delta, adjoint))
            adjoint = delta
        base, seed = _through_power(definition, adjoint)
        swept = sweep(base, names, {}, rules, seed)
        # The root itself, where it has a kink, is looked at too.
        adjoints |= {**swept.adjoints, definition.node: adjoint}
        for node, part in swept.gradients.items():
            through_layers[node] = add([(ONCE, through_layers[node]), (ONCE, part)], node.shape)
    return Swept({node: gradient(node) for node in variables}, tuple(layers), adjoints)


def _through_power(definition: Definition, adjoint: Node) -> tuple[Node, Node]:
    """What a layer is a power of, with the adjoint of that: of s = √u it is δ_s/(2s).

    A layer that is no power stays as it is, and so does u², of which √ would come in.
    """
    base, exponent = next(definition.node.factors)
    is_power = len(list(definition.node.factors)) == 1 and exponent != 1
    back = (exponent - 1) / exponent
    if not is_power or back.denominator != 1:
        return definition.node, adjoint
    by_base = [(number(exponent), ONCE), (definition.name, back)]
    return base, multiply([(adjoint, ONCE), *by_base], base.shape)


def _stands_before(node: Node, others: Collection[Node], loss: Node) -> bool:
    """Whether a name is met in the terms of L no later than any of others."""
    for _, term in loss.terms:
        parts = in_order(term)
        if node in parts:
            return True
        if any(part in others for part in parts):
            return False
    return True


def _depending_on(nodes: Collection[Node], variables: Collection[Node]) -> set[Node]:
    active = set(variables)
    for node in nodes:
        if any(operand in active for operand in node.operands):
            active.add(node)
    return active


def _of_sum(node: Node, adjoint: Node) -> list[Node]:
    return [scaled(coefficient, adjoint) for coefficient in node.coefficients]


def _of_product(node: Node, adjoint: Node) -> list[Node]:
    parts = []
    for index, (factor, exponent) in enumerate(node.factors):
        others = [pair for place, pair in enumerate(node.factors) if place != index]
        by_factor = [(number(exponent), ONCE), (factor, exponent - 1), *others]
        part = multiply([(adjoint, ONCE), *by_factor], node.shape)
        parts.append(total(part) if factor.is_scalar else part)
    return parts


def _of_chain(node: Node, adjoint: Node) -> list[Node]:
    parts = []
    for index in range(len(node.operands)):
        before, behind = node.operands[:index], node.operands[index + 1 :]
        factors = [adjoint]
        if before:
            factors.insert(0, transpose(chain(*before)))
        if behind:
            factors.append(transpose(chain(*behind)))
        parts.append(chain(*factors))
    return parts


def _of_softmax(node: Node, adjoint: Node) -> list[Node]:
    weighted = times(adjoint, node)
    sums = repeat(sum_along(weighted, node.axis), node.shape)
    return [times(node, add([(ONCE, adjoint), (MINUS_ONCE, sums)], node.shape))]


def _of_reduction(node: Node, adjoint: Node, weights: str) -> list[Node]:
    (inner,) = node.operands
    return [times(repeat(adjoint, inner.shape), along_axis(weights, inner, node.axis))]


def _of_inverse(node: Node, adjoint: Node) -> list[Node]:
    turned = transpose(node)
    return [negated(chain(turned, adjoint, turned))]


PULLBACKS: Rules = {
    "sum": _of_sum,
    "product": _of_product,
    "chain": _of_chain,
    "transpose": lambda _, adjoint: [transpose(adjoint)],
    "entrywise": lambda node, adjoint: [
        times(adjoint, FUNCTIONS[str(node.detail)].derivative(node))
    ],
    "total": lambda node, adjoint: [times(adjoint, ones(node.operands[0].shape))],
    "trace": lambda node, adjoint: [times(adjoint, identity(node.operands[0].shape[0]))],
    "inverse": _of_inverse,
    "det": lambda node, adjoint: [times(adjoint, node, transpose(inverse(node.operands[0])))],
    "logdet": lambda node, adjoint: [times(adjoint, transpose(inverse(node.operands[0])))],
    "softmax": _of_softmax,
    "logsumexp": lambda node, adjoint: _of_reduction(node, adjoint, "softmax"),
    "largest": lambda node, adjoint: _of_reduction(node, adjoint, "tied"),
    # Constant where it has a derivative.
    "tied": lambda node, _: [zero(node.operands[0].shape)],
}
"""As books have them."""

EVERYWHERE: Rules = {
    **PULLBACKS,
    "det": lambda node, adjoint: [times(adjoint, cofactors(node.operands[0]))],
}
"""Such that they hold wherever f has a gradient, also of the determinant of a singular matrix."""
