"""What is true of a function of arrays: formulas, numbers, and what must be said of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sympy import Rational, sqrt

from grad_magic.array_problem import ArrayProblem, Shape
from grad_magic.deferred_numpy import np
from grad_magic.findings import CheckNote, PathEnd, Slip
from grad_magic.formula.tree import Formula
from grad_magic.presets import Asked
from grad_magic.solution import NOTHING, Deferred, Solution

if TYPE_CHECKING:
    Values = np.ndarray[Any, Any]

"""Entries in two dimensions: floats, or as objects fractions and SymPy's numbers."""

# A slope in eighty digits is the root of a fraction where it is so near to one that is short.
_MOST_BELOW, _ROUNDING = 10**6, Fraction(1, 10**40)


@dataclass(frozen=True)
class NamedFormula:
    """A formula by a name: a gradient, a layer, or δ of a layer.

    Attributes:
        name: of the variable or the layer.
        formula: what it is.
        shape: its shape, as the request has it.
        through: of δ the name of the layer, where that has one.
    """

    name: str
    formula: Formula
    shape: Shape
    through: str = ""


@dataclass(frozen=True)
class Fact:
    """What is known of an array, by which a formula is shorter than in general.

    Attributes:
        name: of the array.
        kind: "symmetric", "rows sum to 1" or "entries sum to 1".
        is_assumed: whether it is no fact, but the condition of a second formula.
        gradients: those that are others under this condition, where it is assumed.
        deltas: the same of adjoints that have names.
    """

    name: str
    kind: str
    is_assumed: bool = False
    gradients: tuple[NamedFormula, ...] = ()
    deltas: tuple[NamedFormula, ...] = ()


@dataclass(frozen=True)
class Cofactors:
    """Matrices of which a determinant is taken; gradients of it have two forms.

    Attributes:
        matrices: of these determinants, where f does not need them to have inverses.
        are_regular: whether all have inverses at the point; so they have where none is given.
        gradients: in the form that is not shown: with cofactors of regular matrices, with
            inverses of singular ones.
    """

    matrices: tuple[Formula, ...]
    are_regular: bool
    gradients: tuple[NamedFormula, ...]


@dataclass(frozen=True)
class Condition:
    """What must hold of a part of f, or f is where it has a kink or ends.

    Attributes:
        kind: "nonzero" or "positive", of each entry, "single", of a largest entry, or
            "single_smallest".
        part: of which it must hold.
        is_number: whether that is a number itself.
    """

    kind: str
    part: Formula
    is_number: bool


@dataclass(frozen=True)
class ArrayFormulas:
    """What holds at every point.

    Attributes:
        function: f as it was understood.
        gradients: by each variable.
        layers: the parts of f that have names, in the order in which they are computed.
        deltas: the adjoints that have names, from the last layer to the first.
        sizes: the letters that stand for numbers of rows and columns, with these.
        facts: what makes formulas short.
        cofactors: what is to be said of gradients of determinants; None without any.
        conditions: where the gradients hold, if not wherever f has values.
        closed: of a worked solution the gradients without names of layers, where these are short.
    """

    function: Formula
    gradients: tuple[NamedFormula, ...]
    layers: tuple[NamedFormula, ...] = ()
    deltas: tuple[NamedFormula, ...] = ()
    sizes: Mapping[str, int] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()
    cofactors: Cofactors | None = None
    conditions: tuple[Condition, ...] = ()
    closed: tuple[NamedFormula, ...] = ()


@dataclass(frozen=True)
class Kink:
    """An entry at which f has no derivative, and which L depends on.

    Attributes:
        part: what has the kink there.
        index: the row and the column of the entry, from 0; None of a number.
        operation: "relu", "abs", "sign", "largest", "smallest", "maximum", "minimum", "clip",
            "where", "norm", "root", or "boundary" where f ends there.
        convention: what frameworks return for the gradients, by the names of the variables; none
            where they do not agree.
    """

    part: Formula
    index: tuple[int, ...] | None
    operation: str
    convention: Mapping[str, Values] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, eq=False)
class DescentStep:
    """One step, or several, down the gradient.

    Attributes:
        point: where they lead.
        value: L there.
        values: L at every point on the way, in floating-point numbers.
        points: the entries of all variables at each of these, (count + 1, n), where they are
            few; else None.
        size: η, a fraction, one of SymPy's numbers, or a float.
        end: why there are no more; it is complete where all are there that were asked for.
    """

    point: Mapping[str, Values]
    value: Any
    values: tuple[float, ...]
    size: Any
    end: PathEnd = PathEnd.COMPLETE
    points: Values | None = None

    @property
    def count(self) -> int:
        """How many steps were made."""
        return len(self.values) - 1


@dataclass(frozen=True, eq=False)
class ArrayNatural:
    """The natural gradient F⁻¹∇L over the entries of all variables, one behind the other.

    Attributes:
        gradients: its parts by the names of the variables.
        squared_rate: ⟨∇L, F⁻¹∇L⟩.
        is_exact: whether they are exact numbers.
    """

    gradients: Mapping[str, Values]
    squared_rate: Any
    is_exact: bool


@dataclass(frozen=True, eq=False)
class ArrayNumbers:
    """What holds at the point.

    Attributes:
        value: L, a fraction, one of SymPy's numbers, or a float.
        gradients: by the names of the variables; none where there is a kink.
        layers: the values of layers and of δ, by their names.
        is_exact: whether they are exact numbers.
        squared_norm: of all gradients together; None where there is a kink.
        direction: the change that was asked about, by names; None for none.
        squared_length: of the direction.
        slope: ⟨∇L, D⟩, not yet divided by the length; None where there is a kink.
        sides: at a kink the slopes along the direction before the point and beyond it, in eighty
            digits, not yet divided by the length; None where they are not settled.
        natural: the natural gradient; None without a metric, or where there is a kink.
        step: where descent leads; None where it is not asked for.
        kink: why there is no gradient; None where there is one.
        is_doubtful: whether differences of values do not confirm the gradient.
        is_unchecked: whether no differences could be computed.
        is_by_formula: whether the formulas hold at the point; else the gradients are those of f
            itself.
        are_regular: whether the matrices of which f has determinants have inverses.
    """

    value: Any
    gradients: Mapping[str, Values]
    layers: Mapping[str, Values]
    is_exact: bool
    squared_norm: Any
    direction: Mapping[str, Values] | None = None
    squared_length: Any = None
    slope: Any = None
    sides: tuple[Rational, Rational] | None = None
    natural: ArrayNatural | None = None
    step: DescentStep | None = None
    kink: Kink | None = None
    is_doubtful: bool = False
    is_unchecked: bool = False
    is_by_formula: bool = True
    are_regular: bool = True

    @property
    def rates_beside(self) -> tuple[Any, Any] | None:
        """The same over the length of the direction: roots of fractions, or floats."""
        if self.sides is None or not self.squared_length:
            return None
        before, beyond = (_over_length(side, self.squared_length) for side in self.sides)
        return before, beyond


def _over_length(slope: Rational, squared_length: Any) -> Any:
    """A slope of eighty digits over a length; the root of a fraction where it is one."""
    if isinstance(squared_length, Fraction):
        square = Fraction(slope.p, slope.q) ** 2 / squared_length
        simple = square.limit_denominator(_MOST_BELOW)
        if abs(square - simple) < _ROUNDING:
            root = sqrt(Rational(simple.numerator, simple.denominator))
            return root if slope > 0 else -root
    return float(slope) / float(squared_length) ** 0.5


@dataclass(frozen=True, eq=False)
class SecondNumbers:
    """Second derivatives at the point.

    Attributes:
        hessian: of the one vector or number that L has, if it has few entries; else None.
        direction: v, of each variable: what was asked about, or all ones.
        curvature: ⟨v, Hv⟩, not yet divided by the square of the length.
        squared_length: of v.
        is_asked: whether v is the direction that was asked about.
    """

    hessian: Values | None
    direction: Mapping[str, Values]
    curvature: Any
    squared_length: Any
    is_asked: bool


@dataclass(frozen=True, eq=False)
class SecondOrder:
    """Second derivatives.

    Attributes:
        hessian: the matrix, of L with one vector or number; None of others, or where it is long.
        curvature: ⟨v, Hv⟩; None where it is long.
        at_point: None without a point, and where they may not exist.
        conditions: where they hold, if not wherever L has values.
        regular: the matrices of which L takes determinants, and they inverses.
    """

    hessian: Formula | None
    curvature: Formula | None
    at_point: SecondNumbers | None
    conditions: tuple[Condition, ...] = ()
    regular: tuple[Formula, ...] = ()


@dataclass(frozen=True)
class ArrayCheck:
    """What is to be said of a student's answer.

    Attributes:
        right: True, False, or None where that is not settled.
        asked: what it was taken to answer.
        names: the variables by which it gives the gradient, of a wrong one the first that is not
            right; none of answers to other questions.
        slip: of a wrong one what went wrong; None where that is not recognised.
        note: why it is neither right nor wrong; None elsewhere.
        shape: of one that has another shape its own; else None.
        array: of which something must be known for it to be right; "" elsewhere.
    """

    right: bool | None
    asked: Asked
    names: tuple[str, ...] = ()
    slip: Slip | None = None
    note: CheckNote | None = None
    shape: Shape | None = None
    array: str = ""


@dataclass(frozen=True, eq=False)
class ArraySolution:
    """All that is found.

    Attributes:
        problem: what was asked.
        formulas: what holds at every point.
        numbers: what holds at the point; None where it, or a constant, has no value.
        in_plane: the same as a function of one or two numbers, where the variables have no more
            entries, so that it can be drawn; else None.
        second: second derivatives; None where they are not asked for.
        checked_answer: with `answer=` whether it is right.
    """

    problem: ArrayProblem
    formulas: ArrayFormulas
    numbers: ArrayNumbers | None = None
    in_plane: Deferred[Solution | None] = NOTHING
    second: SecondOrder | None = None
    checked_answer: ArrayCheck | None = None

    @property
    def may_be_shown(self) -> bool:
        """Whether all that is true may be told: no answer is checked, or it is right and worked.

        As of scalar functions a further answer to the same question may else be due.
        """
        check = self.checked_answer
        return check is None or (check.right is True and self.problem.presentation.is_worked)
