"""A function of arrays in nodes, with its gradients."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from grad_magic.array_problem import ArrayProblem
from grad_magic.calculus.arrays.layers import Layers, name_layers
from grad_magic.calculus.arrays.nodes import Node, in_order
from grad_magic.calculus.arrays.shapes import Typed, understand
from grad_magic.calculus.arrays.sweep import Swept, sweep


@dataclass(frozen=True)
class Analysis:
    """What is known of a function before any number is put in.

    Attributes:
        problem: with letters of dimensions replaced by the numbers that they must be.
        typed: the function.
        variables: by their names; those that cancel are not among them.
        layers: the parts that have names.
        swept: what the sweep found.
    """

    problem: ArrayProblem
    typed: Typed
    variables: Mapping[str, Node]
    layers: Layers
    swept: Swept


def analyse(problem: ArrayProblem) -> Analysis:
    """The function of a problem, and its gradients; within a table of nodes.

    Raises:
        MeaninglessRequestError: shapes do not fit, or the text has two readings.
    """
    problem, typed = understand(problem)
    names = {node.letter: node for node in in_order(typed.node) if node.operation == "name"}
    variables = {name: names[name] for name in problem.variables if name in names}
    is_worked = problem.presentation.steps == "full"
    layers = name_layers(typed.node, variables.values(), problem.shapes, is_worked=is_worked)
    swept = sweep(typed.node, variables.values(), layers.deltas)
    return Analysis(problem, typed, variables, layers, swept)
