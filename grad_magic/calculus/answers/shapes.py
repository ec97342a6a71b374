"""An answer as the row of numbers by which it is compared: equations as their coefficients."""

from __future__ import annotations

from collections.abc import Sequence

from sympy import Add, Expr, Matrix, Poly, Symbol, fraction, together

from grad_magic.calculus.answers.asking import foreign_names
from grad_magic.calculus.answers.marking import Marking, is_zero
from grad_magic.calculus.answers.truths import ZERO, Row, dot
from grad_magic.presets import Asked
from grad_magic.problem import AnswerForm

# The square of an equation is an odd form of it, and its tenth power is none that is met.
_LARGEST_DEGREE = 9


def row_of_answer(marking: Marking) -> Row | None:
    """The answer as what is asked is compared; None where its shape forbids that."""
    answer, asked = marking.answer, marking.asked
    is_tangent = marking.is_about_tangent
    if answer.form is AnswerForm.EQUATION:
        return _coefficients(marking) if is_tangent else _solved(marking)
    if answer.form is AnswerForm.POINTS and asked is Asked.HESSIAN:
        return tuple(entry for row in answer.rows for entry in row)
    if answer.form is AnswerForm.POINTS:
        return answer.rows[0] if len(answer.rows) == 1 and not is_tangent else None
    if not is_tangent:
        # The 0 of ∇f(P) = 0 is the zero vector.
        is_zero_vector = asked is Asked.GRADIENT and answer.rows[0] == (ZERO,)
        return (ZERO,) * len(marking.problem.variables) if is_zero_vector else answer.rows[0]
    if answer.form is AnswerForm.NUMBER and asked is Asked.GRAPH_TANGENT:
        # The right side of z = … alone.
        height = Symbol("height", real=True)
        return affine(height - answer.rows[0][0], (*marking.problem.variables, height))
    return _of_parameters(marking)


def _solved(marking: Marking) -> Row | None:
    """3 of an equation like f′(1) = 3 whose left side is one letter that stands for it."""
    foreign = foreign_names(marking.problem, marking.answer)
    if len(foreign) != 1:
        return None
    (name,) = foreign
    rest = name - marking.answer.rows[0][0]
    return None if rest.has(name) else (rest,)


def _space(marking: Marking) -> tuple[Symbol, ...] | None:
    """The letters of the space in which the tangent lies."""
    variables = marking.problem.variables
    foreign = tuple(foreign_names(marking.problem, marking.answer))
    if marking.asked is Asked.LEVEL_TANGENT and not foreign:
        return variables
    height = foreign or (Symbol("height", real=True),)
    return (*variables, *height) if len(height) == 1 else None


def _coefficients(marking: Marking) -> Row | None:
    space = _space(marking)
    return None if space is None else affine(marking.answer.rows[0][0], space)


def affine(difference: Expr, space: Sequence[Symbol]) -> Row | None:
    """a and c of an equation that says a·x = c; None where it says something else."""
    above = _without_power(fraction(together(difference))[0].expand(), space)
    normal = tuple(above.diff(letter).expand() for letter in space)
    if any(entry.free_symbols & set(space) for entry in normal):
        return None
    rest = (above - dot(normal, space)).expand()
    return (*normal, -rest)


def _without_power(above: Expr, space: Sequence[Symbol]) -> Expr:
    """What an expression is a power of, as they are 0 together: x + y of x² + 2xy + y²."""
    if not above.is_polynomial(*space) or not above.free_symbols & set(space):
        return above
    polynomial = Poly(above, *space)
    is_rational = polynomial.domain.is_ZZ or polynomial.domain.is_QQ
    if not is_rational or not 1 < polynomial.total_degree() <= _LARGEST_DEGREE:
        return above
    factors = polynomial.factor_list()[1]
    return factors[0][0].as_expr() if len(factors) == 1 else above


def _of_parameters(marking: Marking) -> Row | None:
    """a and c of the line or plane that a row with parameters runs through."""
    row = marking.answer.rows[0]
    space = len(marking.problem.variables) + (marking.asked is Asked.GRAPH_TANGENT)
    parameters = sorted(foreign_names(marking.problem, marking.answer), key=str)
    if len(row) != space or len(parameters) != space - 1:
        return None
    along = [tuple(entry.diff(name) for entry in row) for name in parameters]
    if any(entry.free_symbols & set(parameters) for vector in along for entry in vector):
        return None
    start = tuple(entry.xreplace(dict.fromkeys(parameters, ZERO)) for entry in row)
    minors = [
        Matrix([[vector[j] for j in range(space) if j != i] for vector in along]).det()
        for i in range(space)
    ]
    normal = tuple(minor * (-1) ** index for index, minor in enumerate(minors))
    return (*normal, dot(normal, start))


def line_of_answer(marking: Marking) -> tuple[Row, Row] | None:
    """A point of the line that a row with one parameter runs through, and its direction."""
    answer = marking.answer
    parameters = foreign_names(marking.problem, answer)
    size = len(marking.problem.variables) + (marking.asked is Asked.GRAPH_TANGENT)
    if answer.form is not AnswerForm.VECTOR or len(parameters) != 1 or len(answer.rows[0]) != size:
        return None
    (parameter,) = parameters
    row = answer.rows[0]
    along = tuple(entry.diff(parameter) for entry in row)
    if any(entry.has(parameter) for entry in along):
        return None
    return tuple(entry.xreplace({parameter: ZERO}) for entry in row), along


def may_be_flat(marking: Marking, true: Row) -> bool:
    """Whether an equation that is not one of a line or plane may still be the tangent's."""
    space = _space(marking)
    if space is None:
        return True
    *normal, constant = true
    if len(space) != len(normal):
        return False
    index = next((i for i, entry in enumerate(normal) if is_zero(entry) is False), None)
    if index is None:
        return True
    others = [(a, x) for i, (a, x) in enumerate(zip(normal, space, strict=True)) if i != index]
    solved = (constant - Add(*(a * x for a, x in others))) / normal[index]
    left = marking.answer.rows[0][0].xreplace({space[index]: solved})
    return marking.vanishes(left) is not False
