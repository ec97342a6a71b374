"""The parts of f that get names: hidden layers, and in worked solutions all that is in between."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from grad_magic.calculus.arrays.nodes import Node, in_order, name

_ACTIVATIONS = frozenset({"tanh", "sigmoid", "relu", "softplus", "sin", "cos", "atan", "sinh"})
# What gets a name where it is often repeated, and its letter; else it is z.
_LETTERS = {"entrywise": "h", "softmax": "A"}
_SHORTEST, _OFTEN = 3, 3
# A hidden layer that is alone, also where h is the letter of its size.
_SINGLE = ("h", "a")


@dataclass(frozen=True)
class Layers:
    """Names of parts that stay what they are.

    Attributes:
        names: of the parts themselves, as h₁ = tanh(W₁x).
        deltas: of the adjoints of some parts.
    """

    names: Mapping[Node, str] = field(default_factory=dict)
    deltas: Mapping[Node, str] = field(default_factory=dict)


def name_hidden_layers(loss: Node, taken: Iterable[str]) -> Layers:
    """Names for the hidden layers of a function.

    Without them the formulas of deep networks grow with the square of their depth. A single
    hidden layer is h; of several also the adjoints have names, δ₁, δ₂, …

    Args:
        loss: the function.
        taken: names that stand for something else.
    """
    nodes = in_order(loss)
    used = frozenset(taken)
    hidden = [node for node in _multiplied(nodes) if _is_activation(node)]
    if len(hidden) == 1:
        free = (letter for letter in _SINGLE if letter not in used)
        letter = next(free, None) or _free("h", 1, used)
        return Layers(dict.fromkeys(hidden, letter))
    names = {node: _free("h", i, used) for i, node in enumerate(hidden, 1)}
    deltas = {node.operands[0]: _free("delta", i, used) for i, node in enumerate(hidden, 1)}
    return Layers(names, deltas)


def name_shared_parts(
    loss: Node,
    gradients: Collection[Node],
    variables: Collection[Node],
    taken: Iterable[str],
    hidden: Mapping[Node, str],
) -> Layers:
    """Names for what the gradients would repeat: gates, softmax, and parts such as x - x̄𝟏.

    Args:
        loss: the function.
        gradients: without these names.
        variables: by which f is differentiated.
        taken: names that stand for something else.
        hidden: the names of hidden layers, which they keep.
    """
    used = frozenset({*taken, *hidden.values()})
    changing = set(variables)
    places: dict[Node, int] = {}
    for place, node in enumerate(in_order(loss)):
        if changing.intersection(node.operands):
            changing.add(node)
            places[node] = place
    counts = dict.fromkeys(gradients, 1)
    repeated = []
    for node in reversed(in_order(*gradients)):
        count = counts.get(node, 0)
        is_part = node in places and node is not loss and _may_be_named(node)
        if is_part and count >= _OFTEN and node not in hidden:
            repeated.append(node)
            # What is in it is written once.
            count = 1
        count = min(count, 1) if node in hidden else count
        for operand in node.operands:
            counts[operand] = counts.get(operand, 0) + count
    names: dict[Node, str] = {}
    deltas: dict[Node, str] = {}
    for node in sorted(repeated, key=places.__getitem__):
        letter = _LETTERS.get(node.operation, "z")
        if letter == "z" and written_lengths([node], {**names, **hidden})[node] < _SHORTEST:
            continue
        index = len(names) + 1
        names[node] = _free(letter, index, used)
        through = node if letter == "z" else node.operands[0]
        if through not in deltas and through not in variables:
            deltas[through] = _free("delta", index, used)
    stems = {name.partition("_")[0] for name in (*names.values(), *deltas.values())}
    if len(names) == 1 and not stems & used:
        names = {node: name.partition("_")[0] for node, name in names.items()}
        deltas = {node: name.partition("_")[0] for node, name in deltas.items()}
    return Layers({**hidden, **names}, deltas)


def _may_be_named(node: Node) -> bool:
    """Whether books name such a part; of a power they name what it is a power of."""
    if node.operation == "product":
        return len(node.operands) > 1
    return node.operation in ("entrywise", "softmax", "sum", "chain")


def written_lengths(roots: Iterable[Node], names: Collection[Node]) -> dict[Node, int]:
    """How many operations are written of each node, where some are written by their names."""
    lengths: dict[Node, int] = {}
    for node in in_order(*roots):
        inner = sum(1 if part in names else lengths[part] for part in node.operands)
        lengths[node] = inner + bool(node.operands)
    return lengths


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


@dataclass(frozen=True)
class Definition:
    """A layer of a worked solution, for which its name stands in all that follows.

    Attributes:
        name: the node of the name.
        node: what it stands for.
        delta: the name of its adjoint; "" where that has none.
    """

    name: Node
    node: Node
    delta: str = ""


class LayerTable:
    """The layers of a worked solution, in the order in which they are computed."""

    def __init__(
        self, variables: Collection[str], taken: Iterable[str], *, is_single: bool
    ) -> None:
        """Begins with none.

        Args:
            variables: by which f is differentiated.
            taken: names that stand for something else.
            is_single: whether there is one layer alone, so that it needs no number.
        """
        self._changing = set(variables)
        self._taken = frozenset(taken)
        self._is_single = is_single
        self._functions: set[Node] = set()
        self.definitions: list[Definition] = []

    @property
    def count(self) -> int:
        """How many layers have an adjoint with a name."""
        return sum(bool(definition.delta) for definition in self.definitions)

    def given(self, letter: str, node: Node) -> Node:
        """The name that the request gives to a part, where that is a layer with an adjoint.

        It is the part itself where it depends on no variable, and of functions of a layer, which
        keep what is known of them, as that ln eᵘ is u.
        """
        is_changing = any(
            part.operation == "name" and part.letter in self._changing for part in in_order(node)
        )
        if not is_changing or node.operation == "name":
            return node
        if node.operation in ("entrywise", "softmax"):
            self._functions.add(node)
            return node
        return self._known(node) or self._define_as(letter, node, self._delta_of(letter))

    def _delta_of(self, letter: str) -> str:
        """The name of the adjoint of a layer that the request names: δ₁ of z₁, δ_u of u."""
        if self._is_single and "delta" not in self._taken:
            return "delta"
        index = re.sub(r"^[^\W\d_]+_?", "", letter)
        used = {definition.delta for definition in self.definitions}
        is_free = index.isdigit() and f"delta_{index}" not in used
        return f"delta_{index if is_free else letter}"

    def affine(self, node: Node, *, is_squared: bool = False) -> Node:
        """The name of what a function is applied to, if it is a layer's affine part: z₁.

        Of one layer alone that is squared, Xw - y, it is the residual r; of a matrix, R.
        """
        if node.is_scalar or not self._is_affine(node):
            return node
        known = self._known(node)
        if known is not None:
            return known
        index = self.count + 1
        used = {definition.delta for definition in self.definitions}
        while not self._is_single and f"delta_{index}" in used:
            index += 1
        residual = "r" if 1 in node.shape else "R"
        is_residual = is_squared and self._is_single and residual not in self._taken
        letter = residual if is_residual and self._compares(node) else "z"
        return self._define(letter, index, node, self._letter("delta", index))

    def hidden(self, node: Node) -> Node:
        """The name of what a matrix is multiplied with, if it is a function of a layer: h₁, A₁."""
        is_activation = node.operation == "entrywise" and node.detail in _ACTIVATIONS
        if not is_activation and node.operation != "softmax":
            return node
        inner = node.operands[0]
        place = next((d for d in self.definitions if d.name is inner and d.delta), None)
        if place is None or node in self._functions:
            return node
        layers = [definition for definition in self.definitions if definition.delta]
        known = self._known(node)
        return known or self._define(_LETTERS[node.operation], layers.index(place) + 1, node)

    def _known(self, node: Node) -> Node | None:
        return next((d.name for d in self.definitions if d.node is node), None)

    def _define(self, letter: str, index: int, node: Node, delta: str = "") -> Node:
        return self._define_as(self._letter(letter, index), node, delta)

    def _define_as(self, letter: str, node: Node, delta: str) -> Node:
        new = name(letter, node.shape)
        self.definitions.append(Definition(new, node, delta))
        self._changing.add(new.letter)
        return new

    def _letter(self, letter: str, index: int) -> str:
        if self._is_single and letter not in self._taken:
            return letter
        return _free(letter, index, self._taken)

    def _compares(self, node: Node) -> bool:
        """Whether a term of it is given and has nothing of the variables, as the y of Xw - y."""
        return any(
            not any(part.operation == "name" and part.letter in self._changing for part in parts)
            for parts in (in_order(term) for _, term in node.terms)
        )

    def _is_affine(self, node: Node) -> bool:
        """Whether a product of matrices is in it that changes with the variables."""
        changing: set[Node] = set()
        for part in in_order(node):
            is_name = part.operation == "name" and part.letter in self._changing
            if is_name or changing.intersection(part.operands):
                changing.add(part)
        return any(_multiplies(part) for part in changing)


class GivenLayers(LayerTable):
    """The layers that the request names, of which adjoints have no names."""

    def affine(self, node: Node, *, is_squared: bool = False) -> Node:
        """The part itself."""
        del is_squared
        return node

    def hidden(self, node: Node) -> Node:
        """The part itself."""
        return node

    def _delta_of(self, letter: str) -> str:
        del letter
        return ""


def _multiplies(node: Node) -> bool:
    """Whether it is a product of matrices other than of ones, which only repeat or sum."""
    return sum(factor.operation != "ones" for factor in node.operands) > 1 and (
        node.operation == "chain"
    )


def _free(letter: str, index: int, taken: frozenset[str]) -> str:
    """A letter with an index; with another where a name of the request would look alike."""
    for candidate in (letter, "q", "g", "s", "r"):
        indexed = f"{candidate}_{index}"
        if not {indexed, f"{candidate}{index}"} & taken:
            return indexed
    return f"{letter}_{index}_0"
