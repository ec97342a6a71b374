"""A function of arrays in nodes, with its gradients."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from grad_magic.array_problem import ArrayProblem
from grad_magic.calculus.arrays.layers import (
    Definition,
    GivenLayers,
    Layers,
    LayerTable,
    name_hidden_layers,
    name_shared_parts,
    written_lengths,
)
from grad_magic.calculus.arrays.nodes import Node, in_order
from grad_magic.calculus.arrays.shapes import understand
from grad_magic.calculus.arrays.sweep import PULLBACKS, Layer, Rules, Swept, sweep, sweep_layers
from grad_magic.calculus.arrays.typed import Typed

# Operations in all gradients together; more are told layer by layer.
_LONGEST = 100
# Of longer formulas what they repeat gets names, if that makes them as much shorter.
_LONG, _SHORTER = 30, 0.8


@dataclass(frozen=True)
class Analysis:
    """What is known of a function before any number is put in.

    Attributes:
        problem: with letters of dimensions replaced by the numbers that they must be.
        typed: the function.
        variables: by their names; those that cancel are not among them.
        layers: the hidden layers that have names, where no solution is worked.
        definitions: the layers of a worked solution.
        swept: what the sweep found.
    """

    problem: ArrayProblem
    typed: Typed
    variables: Mapping[str, Node]
    layers: Layers
    definitions: tuple[Definition, ...]
    swept: Swept

    @property
    def nodes(self) -> list[Node]:
        """All nodes of the function, in the order in which they are computed."""
        return in_order(*(layer.node for layer in self.definitions), self.typed.node)

    @property
    def is_constant(self) -> bool:
        """Whether f depends on no variable: its form shows none, whatever was typed."""
        parts = {definition.name: definition.node for definition in self.definitions}
        waiting, changing = [self.typed.node], set(self.variables.values())
        while waiting:
            nodes = in_order(waiting.pop())
            if changing.intersection(nodes):
                return False
            waiting += [parts.pop(node) for node in nodes if node in parts]
        return True


def analyse(problem: ArrayProblem, rules: Rules = PULLBACKS) -> Analysis:
    """The function of a problem, and its gradients by these rules; within a table of nodes.

    Raises:
        MeaninglessRequestError: shapes do not fit, or the text has two readings.
    """
    found = _analyse_by_layers(problem, rules) if problem.presentation.is_worked else None
    if found is not None and _length(found) <= _LONG:
        return found
    plain = _analyse_hidden_layers(problem, rules)
    if found is None:
        sizes = sum(node.size for node in plain.swept.gradients.values())
        is_deep = plain.layers.names and sizes > _LONGEST
        found = _analyse_by_layers(problem, rules) if is_deep else plain
    length = _length(found)
    if length <= _LONG:
        return found
    if plain.problem.layers:
        # Its names are there in any case, and their δ make each formula shorter: δ_h, δ_s, δ_m.
        layered = _analyse_by_layers(problem, rules)
        return layered if _longest(layered) < _SHORTER * _longest(found) else found
    named = _with_shared_parts(plain, rules)
    return named if _length(named) < _SHORTER * length else found


def _analyse_hidden_layers(problem: ArrayProblem, rules: Rules) -> Analysis:
    """With names for hidden layers alone, or where the request has names, with these."""
    if problem.layers:
        table = partial(GivenLayers, problem.variables, problem.names_in_use, is_single=False)
        return _analyse_with(problem, table, rules)
    problem, typed, _ = understand(problem)
    variables = _variables(problem, in_order(typed.node))
    layers = name_hidden_layers(typed.node, problem.names_in_use)
    swept = sweep(typed.node, variables.values(), layers.deltas, rules)
    return Analysis(problem, typed, variables, layers, (), swept)


def _with_shared_parts(plain: Analysis, rules: Rules) -> Analysis:
    """The same with names for all that is repeated."""
    loss, variables = plain.typed.node, plain.variables.values()
    roots = (*plain.swept.gradients.values(), *(layer.adjoint for layer in plain.swept.layers))
    # A single hidden layer is h there too; of several their adjoints are named as well.
    hidden = {} if plain.layers.deltas else plain.layers.names
    shared = name_shared_parts(loss, roots, variables, plain.problem.names_in_use, hidden)
    swept = sweep(loss, variables, shared.deltas, rules)
    has_name = {
        layer.node
        for layer in swept.layers
        if layer.adjoint in shared.names or not layer.adjoint.operands or _is_share(layer)
    }
    if has_name:
        deltas = {node: name for node, name in shared.deltas.items() if node not in has_name}
        swept = sweep(loss, variables, deltas, rules)
    return replace(plain, layers=shared, swept=swept)


def _is_share(layer: Layer) -> bool:
    """Whether this is the softmax(z) of softmax(z) - y alone: -yᵀz goes by the terms of z."""
    arrays = [factor for factor, _ in layer.adjoint.factors if not factor.is_scalar]
    return [(factor.operation, factor.operands) for factor in arrays] == [
        ("softmax", (layer.node,))
    ]


def _length(analysis: Analysis) -> int:
    """How many operations are written in all."""
    names, swept = analysis.layers.names, analysis.swept
    roots = {*swept.gradients.values(), *(layer.adjoint for layer in swept.layers)}
    roots |= {definition.node for definition in analysis.definitions}
    lengths = written_lengths(roots, names)
    return sum(lengths[node] for node in {*roots, *names} if node in lengths)


def _longest(analysis: Analysis) -> int:
    """How many operations are written in the longest gradient or δ."""
    swept = analysis.swept
    roots = [*swept.gradients.values(), *(layer.adjoint for layer in swept.layers)]
    lengths = written_lengths(roots, analysis.layers.names)
    return max(lengths[root] for root in roots)


def _analyse_by_layers(problem: ArrayProblem, rules: Rules) -> Analysis:
    new_table = partial(LayerTable, problem.variables, problem.names_in_use)
    found = _analyse_with(problem, partial(new_table, is_single=False), rules)
    if sum(bool(layer.delta) for layer in found.definitions) == 1:
        return _analyse_with(problem, partial(new_table, is_single=True), rules)
    return found


def _analyse_with(
    problem: ArrayProblem, new_table: Callable[[], LayerTable], rules: Rules
) -> Analysis:
    understood, typed, definitions = understand(problem, new_table)
    nodes = in_order(*(layer.node for layer in definitions), typed.node)
    variables = _variables(problem, nodes)
    swept = sweep_layers(typed.node, definitions, variables.values(), rules)
    letters = {definition.name.letter for definition in definitions}
    names = {
        part.node: name
        for name, part in typed.layers.items()
        if name not in letters and part.node.operands
    }
    return Analysis(understood, typed, variables, Layers(names), definitions, swept)


def _variables(problem: ArrayProblem, nodes: list[Node]) -> dict[str, Node]:
    names = {node.letter: node for node in nodes if node.operation == "name"}
    return {name: names[name] for name in problem.variables if name in names}
