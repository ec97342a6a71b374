"""Stand-ins for numbers: what is computed with them is written down as a Formula."""

from __future__ import annotations

import math
import numbers
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, NoReturn

import sympy
from sympy import Expr, Integer, Rational, Symbol, pi

from grad_magic.deferred_numpy import np
from grad_magic.formula.sympy_forms import UnreadableExpressionError, from_sympy, is_real_number
from grad_magic.formula.tree import Formula
from grad_magic.reading.exact_values import exact_number
from grad_magic.reading.python_functions.known_functions import KNOWN_FUNCTIONS

# A function that does more is a program and no formula that anyone would read.
_MOST_OPERATIONS, _MOST_NODES = 2_000, 1_000
# Of so many variables differences of values would take as many calls: here a long formula, as a
# sum over all of them, is better than none.
_MANY_VARIABLES = 50
_MOST_OF_MANY = 30_000
# As deep as brackets may be nested in a request.
_DEEPEST = 50
# A float of fewer digits is a decimal that someone typed.
_FEWEST_COMPUTED_DIGITS = 15
_LARGEST_PART = 1_000
_LARGEST_RADICAND_PART = 100


class NotTraceableError(TypeError):
    """The function asks of its arguments what only numbers can tell, as which one is larger."""


@dataclass
class Recorder:
    """What is common to all tracers of one call.

    Attributes:
        variables: how many variables the function has.
        operations: how many were carried out so far.
        failed: whether something could not be traced, even if the function went on.
    """

    variables: int = 1
    operations: int = 0
    failed: bool = False

    def refuse(self, what: str) -> NoReturn:
        """Gives up.

        Raises:
            NotTraceableError: always.
        """
        self.failed = True
        raise NotTraceableError(f"{what} cannot be traced")

    def variable(self, symbol: Symbol) -> Tracer:
        """The stand-in for a variable."""
        return Tracer(Formula("name", value=symbol), self)

    def lift(self, value: object) -> Tracer | None:
        """The stand-in for a number; None for what is no real number."""
        if isinstance(value, Tracer):
            return value
        if isinstance(value, np.ndarray) and value.ndim == 0:
            return self.lift(value.item())
        number = _number(value)
        if number is None:
            return None
        try:
            return Tracer(from_sympy(number), self)
        except UnreadableExpressionError:
            return None

    def apply(self, name: str, *values: object) -> Tracer:
        """What the mathematical function of this name gives.

        Raises:
            NotTraceableError: there is no such function, or a value is no real number.
        """
        function = KNOWN_FUNCTIONS.get(name)
        lifted = [self.lift(value) for value in values]
        tracers = [tracer for tracer in lifted if tracer is not None]
        if function is None or len(tracers) != len(lifted):
            self.refuse(name)
        formula = function(*(tracer.formula for tracer in tracers))
        return self.record(formula, tracers)

    def record(self, formula: Formula, tracers: list[Tracer]) -> Tracer:
        """The stand-in for the result of an operation.

        Raises:
            NotTraceableError: there are too many operations.
        """
        self.operations += 1
        size = sum(tracer.size for tracer in tracers) + 1
        depth = max(
            # A sum goes on in the row of its first term, and so does a product.
            tracer.depth + (index > 0 or tracer.formula.operation != formula.operation)
            for index, tracer in enumerate(tracers)
        )
        is_of_many = self.variables >= _MANY_VARIABLES
        most = _MOST_OF_MANY if is_of_many else _MOST_OPERATIONS
        largest = _MOST_OF_MANY if is_of_many else _MOST_NODES
        if self.operations > most or size > largest or depth > _DEEPEST:
            self.refuse("so long a computation")
        return Tracer(formula, self, size, depth)


def _number(value: object) -> Expr | None:
    """The exact real number that a value in a function stands for."""
    if isinstance(value, float):
        return _constant(float(value)) if math.isfinite(value) else None
    if isinstance(value, (numbers.Real, Decimal)):
        return exact_number(value)
    if isinstance(value, Expr) and not value.free_symbols:
        return exact_number(value) if is_real_number(value) else None
    return None


def _constant(number: float) -> Expr:
    """The number whose float this is: 1/3, π/2, √2 where it is one, else its decimal.

    In 0.3333333333333333 all digits of a float are used, so it was computed. That another
    number than a fraction of small parts comes within its last digit of one happens less than
    once in a thousand million.
    """
    decimal = Rational(repr(number))
    if len(str(abs(decimal.p * decimal.q)).strip("0")) < _FEWEST_COMPUTED_DIGITS:
        return decimal
    for unit in (Integer(1), pi, sympy.E):
        fraction = Fraction(number / float(unit)).limit_denominator(_LARGEST_PART)
        value = fraction.numerator * float(unit) / fraction.denominator
        if _is_same(value, number) and abs(fraction.numerator) <= _LARGEST_PART:
            return Rational(fraction.numerator, fraction.denominator) * unit
    square = Fraction(number * number).limit_denominator(_LARGEST_RADICAND_PART)
    is_root = _is_same(math.sqrt(square), abs(number))
    if is_root and square.numerator <= _LARGEST_RADICAND_PART:
        root = sympy.sqrt(Rational(square.numerator, square.denominator))
        return -root if number < 0 else root
    return decimal


def _is_same(value: float, number: float) -> bool:
    """Whether two floats are next to each other at most."""
    return math.isclose(value, number, rel_tol=2.0**-52, abs_tol=0.0)


class Tracer:
    """A number that remembers how it was computed.

    It has no truth value, no order and no float, so that a function that branches fails on it
    instead of following one branch.
    """

    # So that NumPy's own numbers leave the operation to `__array_ufunc__`.
    __array_priority__ = 1000
    __hash__ = None  # type: ignore[assignment]  # a function that looks values up is no formula

    def __init__(self, formula: Formula, recorder: Recorder, size: int = 1, depth: int = 0) -> None:
        self.formula = formula
        self.recorder = recorder
        self.size = size
        self.depth = depth

    def __array_ufunc__(
        self, ufunc: np.ufunc, method: str, *inputs: object, **options: object
    ) -> Any:
        if method != "__call__" or options:
            self.recorder.refuse(f"{ufunc.__name__}.{method}")
        if any(isinstance(value, np.ndarray) and value.ndim for value in inputs):
            return ufunc(*(_boxed(value) for value in inputs))
        return self.recorder.apply(ufunc.__name__, *inputs)

    def __bool__(self) -> bool:  # noqa: PLE0304  (it never returns)
        self.recorder.refuse("a branch")

    def __eq__(self, other: object) -> bool:
        self.recorder.refuse("a comparison")

    def __ne__(self, other: object) -> bool:
        self.recorder.refuse("a comparison")

    def __lt__(self, other: object) -> bool:
        self.recorder.refuse("a comparison")

    __le__ = __gt__ = __ge__ = __lt__

    def __pos__(self) -> Tracer:
        return self

    def __neg__(self) -> Tracer:
        return self.recorder.apply("negative", self)

    def __abs__(self) -> Tracer:
        return self.recorder.apply("absolute", self)

    def conjugate(self) -> Tracer:
        """Itself, as it is real; NumPy's norms ask for it."""
        return self


def _boxed(value: object) -> Any:
    """An array of objects, on each of which NumPy carries out the operation by itself."""
    box = np.empty((), dtype=object)
    box[()] = value
    return value.astype(object) if isinstance(value, np.ndarray) else box


def _operator(name: str, *, reflected: bool = False) -> Callable[[Tracer, object], Any]:
    def operate(self: Tracer, other: object) -> Any:
        # An array is left to NumPy, which comes back with each of its elements.
        is_array = isinstance(other, np.ndarray) and other.ndim
        if is_array or self.recorder.lift(other) is None:
            return NotImplemented
        return self.recorder.apply(name, *((other, self) if reflected else (self, other)))

    return operate


def _method(name: str) -> Callable[..., Tracer]:
    def operate(self: Tracer, *others: object, out: None = None) -> Tracer:
        # np.clip hands on its `out`.
        del out
        return self.recorder.apply(name, self, *others)

    return operate


_OPERATORS = {
    "add": "add",
    "sub": "subtract",
    "mul": "multiply",
    "truediv": "divide",
    "pow": "power",
}
for _short, _name in _OPERATORS.items():
    setattr(Tracer, f"__{_short}__", _operator(_name))
    setattr(Tracer, f"__r{_short}__", _operator(_name, reflected=True))
# On an array of objects NumPy calls the elements' own methods for its functions.
for _name in KNOWN_FUNCTIONS:
    setattr(Tracer, _name, _method(_name))
