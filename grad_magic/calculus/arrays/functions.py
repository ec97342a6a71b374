"""Functions of each entry: their derivatives, their values and where they break, a row each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import sympy
from sympy import Expr

from grad_magic.calculus.arrays.nodes import (
    ONCE,
    Node,
    add,
    entrywise,
    negated,
    ones,
    power,
    times,
)
from grad_magic.deferred_numpy import np, numpy_function

if TYPE_CHECKING:
    Floats = np.ndarray[Any, Any]


@dataclass(frozen=True)
class EntryFunction:
    """A function of one number, applied to each entry.

    Attributes:
        derivative: of the node that it is.
        floats: its values at floating-point numbers.
        exact: its value at an exact number.
        kink: whether it has no derivative at 0, as it bends or jumps; the derivative shown there
            is a convention.
    """

    derivative: Callable[[Node], Node]
    floats: Callable[[Floats], Floats]
    exact: Callable[[Expr], Expr]
    kink: bool = False


def _inner(node: Node) -> Node:
    return node.operands[0]


def _one_minus(node: Node, sign: int = -1) -> Node:
    return add([(ONCE, ones(node.shape)), (Fraction(sign), node)], node.shape)


def _sigmoid(values: Floats) -> Floats:
    return np.asarray(np.exp(-np.logaddexp(0, -values)))


def _exact_sigmoid(value: Expr) -> Expr:
    return 1 / (1 + sympy.exp(-value))


FUNCTIONS: Mapping[str, EntryFunction] = {
    "exp": EntryFunction(lambda node: node, numpy_function("exp"), sympy.exp),
    "log": EntryFunction(
        lambda node: power(_inner(node), Fraction(-1)), numpy_function("log"), sympy.log
    ),
    "sin": EntryFunction(
        lambda node: entrywise("cos", _inner(node)), numpy_function("sin"), sympy.sin
    ),
    "cos": EntryFunction(
        lambda node: negated(entrywise("sin", _inner(node))), numpy_function("cos"), sympy.cos
    ),
    "tan": EntryFunction(
        lambda node: _one_minus(power(node, Fraction(2)), 1), numpy_function("tan"), sympy.tan
    ),
    "atan": EntryFunction(
        lambda node: power(_one_minus(power(_inner(node), Fraction(2)), 1), Fraction(-1)),
        numpy_function("arctan"),
        sympy.atan,
    ),
    "sinh": EntryFunction(
        lambda node: entrywise("cosh", _inner(node)), numpy_function("sinh"), sympy.sinh
    ),
    "cosh": EntryFunction(
        lambda node: entrywise("sinh", _inner(node)), numpy_function("cosh"), sympy.cosh
    ),
    "tanh": EntryFunction(
        lambda node: _one_minus(power(node, Fraction(2))), numpy_function("tanh"), sympy.tanh
    ),
    "sigmoid": EntryFunction(lambda node: times(node, _one_minus(node)), _sigmoid, _exact_sigmoid),
    "softplus": EntryFunction(
        lambda node: entrywise("sigmoid", _inner(node)),
        lambda values: np.asarray(np.logaddexp(0, values)),
        lambda value: sympy.log(1 + sympy.exp(value)),
    ),
    "relu": EntryFunction(
        lambda node: entrywise("step", _inner(node)),
        lambda values: np.maximum(values, 0),
        lambda value: sympy.Max(value, 0),
        kink=True,
    ),
    "abs": EntryFunction(
        lambda node: entrywise("sign", _inner(node)), numpy_function("abs"), sympy.Abs, kink=True
    ),
    "huber": EntryFunction(
        lambda node: entrywise("clip", _inner(node)),
        lambda values: np.where(np.abs(values) <= 1, values**2 / 2, np.abs(values) - 0.5),
        lambda value: value**2 / 2 if abs(value) <= 1 else abs(value) - sympy.Rational(1, 2),
    ),
    # The derivative of Huber's function, x between -1 and 1.
    "clip": EntryFunction(
        lambda node: entrywise("step", _one_minus(entrywise("abs", _inner(node)))),
        lambda values: np.clip(values, -1, 1),
        lambda value: sympy.Min(sympy.Max(value, -1), 1),
    ),
    # Derivatives of relu and |x|, constant where they have a derivative.
    "step": EntryFunction(
        lambda node: add([], node.shape),
        lambda values: np.asarray((values > 0) * 1.0),
        lambda value: sympy.Integer(1 if value > 0 else 0),
        kink=True,
    ),
    "sign": EntryFunction(
        lambda node: add([], node.shape), numpy_function("sign"), sympy.sign, kink=True
    ),
}
"""By the names of formulas. Powers, √ among them, are factors of products and have no row."""
