"""The parts of f that get names: hidden layers, and in worked solutions all that is in between."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from grad_magic.calculus.arrays.nodes import Node, in_order

_ACTIVATIONS = frozenset({"tanh", "sigmoid", "relu", "softplus", "sin", "cos", "atan", "sinh"})
_ALONG_AXES = frozenset({"softmax", "logsumexp", "largest"})


@dataclass(frozen=True)
class Layers:
    """Names of parts.

    Attributes:
        names: of the parts themselves, z₁ = W₁x and h₁ = tanh(z₁).
        deltas: of the adjoints of some of them.
    """

    names: Mapping[Node, str] = field(default_factory=dict)
    deltas: Mapping[Node, str] = field(default_factory=dict)


def name_layers(
    loss: Node, variables: Collection[Node], taken: Iterable[str], *, is_worked: bool
) -> Layers:
    """The layers of a function.

    Without names the formulas of deep networks grow with the square of their depth. A single
    hidden layer is h; of several also the adjoints have names, δ₁, δ₂, …. In a worked solution
    every array has one to which a function is applied.

    Args:
        loss: the function.
        variables: its variables.
        taken: names that stand for something else.
        is_worked: whether it is for a worked solution.
    """
    nodes = in_order(loss)
    active = set(variables)
    for node in nodes:
        if active.intersection(node.operands):
            active.add(node)
    hidden = [node for node in _multiplied(nodes) if _is_activation(node)]
    if is_worked:
        return _worked_layers(nodes, active, set(hidden), frozenset(taken))
    return _hidden_layers(hidden, frozenset(taken))


def _multiplied(nodes: Collection[Node]) -> list[Node]:
    """The nodes that take part in a matrix product, in order."""
    multiplied: set[Node] = set()
    for node in reversed(list(nodes)):
        if node.operation == "chain" or (node.operation == "transpose" and node in multiplied):
            multiplied.update(node.operands)
    return [node for node in nodes if node in multiplied]


def _is_activation(node: Node) -> bool:
    """Whether it is a function of a layer's affine part."""
    is_function = node.operation == "entrywise" and node.detail in _ACTIVATIONS
    if not is_function or node.is_scalar:
        return False
    return any(part.operation == "chain" for part in in_order(node.operands[0]))


def _hidden_layers(hidden: Collection[Node], taken: frozenset[str]) -> Layers:
    if len(hidden) == 1:
        letter = "h" if "h" not in taken else _free("h", 1, taken)
        return Layers(dict.fromkeys(hidden, letter))
    names = {node: _free("h", i, taken) for i, node in enumerate(hidden, 1)}
    deltas = {node.operands[0]: _free("delta", i, taken) for i, node in enumerate(hidden, 1)}
    return Layers(names, deltas)


def _worked_layers(
    nodes: Collection[Node], active: set[Node], hidden: set[Node], taken: frozenset[str]
) -> Layers:
    affine = [node for node in _arguments(nodes) if node in active and not node.is_scalar]
    affine = [node for node in affine if node.operation not in ("name", "entrywise")]
    names: dict[Node, str] = {}
    deltas: dict[Node, str] = {}
    single = len(affine) == 1
    for index, node in enumerate(affine, 1):
        names[node] = "z" if single and "z" not in taken else _free("z", index, taken)
        delta = "delta" if single and "delta" not in taken else _free("delta", index, taken)
        deltas[node] = delta
        for outer in nodes:
            if outer in hidden and outer.operands == (node,):
                letter = "h" if single and "h" not in taken else _free("h", index, taken)
                names[outer] = letter
    return Layers(names, deltas)


def _arguments(nodes: Collection[Node]) -> list[Node]:
    """What a function of entries, a power or something along an axis is applied to, in order."""
    arguments: set[Node] = set()
    for node in nodes:
        if node.operation == "entrywise" or node.operation in _ALONG_AXES:
            arguments.update(node.operands)
        elif node.operation == "product":
            arguments.update(factor for factor, exponent in node.factors if exponent != 1)
    return [node for node in nodes if node in arguments]


def _free(letter: str, index: int, taken: frozenset[str]) -> str:
    """A letter with an index; with another where a name of the request would look alike."""
    for candidate in (letter, "q", "g", "s", "r"):
        name = f"{candidate}_{index}"
        if not {name, f"{candidate}{index}"} & taken:
            return name
    return f"{letter}_{index}_0"
