"""The derivatives by the rules, as functions of the variables, and what of many is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sympy import Matrix, true

from grad_magic.solution.deferred import NOTHING, Deferred, Known

if TYPE_CHECKING:
    from sympy import Expr, Symbol
    from sympy.logic.boolalg import Boolean

    from grad_magic.formula.tree import Formula

EVERYWHERE: Known[Boolean] = Known(true)
NO_CONDITIONS: Known[tuple[Boolean, ...]] = Known(())
NO_FORMS: Known[tuple[TypedForm | None, ...]] = Known(())


@dataclass(frozen=True, eq=False)
class TypedForm:
    """A derivative in the form and the order of f as it was typed.

    Attributes:
        formula: what is shown.
        valid_where: what the variables must satisfy for it to be that derivative.
    """

    formula: Formula
    valid_where: Boolean


@dataclass(frozen=True, eq=False)
class General:
    """The derivatives by the rules, as functions of the variables.

    Attributes:
        partials: the n partial derivatives; of a vector-valued f m×1 each.
        hessian: n×n matrix of second partial derivatives; None for a vector-valued f, or where
            one of them is not real.
        total_differential: Σ ∂f/∂xᵢ dxᵢ; None where a point is given.
        typed: each of `partials` in the form and the order of f as it was typed, to be shown;
            None in place of one that has no such form. Empty where nobody has looked.
        f_valid_where: what the variables must satisfy for the expression f to be the function
            as it was typed: e^{ln x} is x for x > 0. SymPy's true where nothing is lost.
        partials_valid_where: the same for each of the partials, n conditions; none where all
            hold wherever f is defined.
        typed_hessian: the second derivatives as `typed` has the first, n² row by row; empty
            where nobody has looked.
        f: the function as an expression, where that is not made at once.
    """

    partials: Deferred[tuple[Expr, ...]]
    hessian: Deferred[Matrix | None] = NOTHING
    total_differential: Expr | None = None
    typed: Deferred[tuple[TypedForm | None, ...]] = NO_FORMS
    f_valid_where: Deferred[Boolean] = EVERYWHERE
    partials_valid_where: Deferred[tuple[Boolean, ...]] = NO_CONDITIONS
    typed_hessian: Deferred[tuple[TypedForm | None, ...]] = NO_FORMS
    f: Deferred[Expr] | None = None


@dataclass(frozen=True, eq=False)
class ShownPartial:
    """One of many partial derivatives that is shown.

    Attributes:
        place: the place of its variable.
        general: it as a function, with dots for what is long; None where that has no short form.
    """

    place: int
    general: TypedForm | None


@dataclass(frozen=True, eq=False)
class GeneralTerm:
    """The partial derivative by x_i, the same for all i from `first` to `last`.

    Attributes:
        variable: x_i.
        formula: the derivative, with "indexed" names such as x_{i+1}.
        index: i.
        first, last: the smallest and the largest i.
        places: those of these variables among all.
    """

    variable: Symbol
    formula: Formula
    index: Symbol
    first: int
    last: int
    places: range


@dataclass(frozen=True, eq=False)
class Abridgement:
    """What is shown of a function of many variables or a long formula.

    Attributes:
        formula: f with dots.
        partials: the partial derivatives that are shown.
        general_term: those of a visible sum; None where they are not all alike.
    """

    formula: Formula
    partials: tuple[ShownPartial, ...]
    general_term: GeneralTerm | None = None
