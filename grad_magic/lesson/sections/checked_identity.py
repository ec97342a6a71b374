"""What is said of an equation between derivatives: u_xx + u_yy with them put in, and whether so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from grad_magic.calculus.answers.identities import values_in_identity
from grad_magic.calculus.exact.simplify import shorten
from grad_magic.formula.put_in_numbers import put_in
from grad_magic.formula.sympy_forms import in_reading_order, to_sympy
from grad_magic.formula.tree import Formula
from grad_magic.lesson.pieces import EQUALS, measure_text, name_of, words, write_text
from grad_magic.lesson.sections.implicit import signed_quotient
from grad_magic.lesson.steps import (
    Line,
    MatrixProduct,
    Multiple,
    Partial,
    Piece,
    Relation,
    RepeatedPartial,
    Signed,
    Total,
    Value,
    Words,
)
from grad_magic.solution import Check, Solution

if TYPE_CHECKING:
    from sympy import Expr, Symbol

_LONGEST_PUT_IN = 60
_NOT_EQUAL = Relation("≠")


def explain_identity(solution: Solution, check: Check) -> Words:
    """That f satisfies it, or what its sides are."""
    problem, answer = solution.problem, solution.problem.answer
    assert answer is not None
    assert answer.identity is not None
    left, right = answer.identity
    name: Piece = Value(problem.variables[-1]) if problem.is_equation else name_of(solution)
    values = values_in_identity(problem, answer)
    if check.right is None or values is None:
        return words("identity_open", f=name)
    if check.right:
        return words("identity_holds", f=name, row=_holding(left, right, values, solution))
    row: Line = (_written(left, values, solution), *_put_in(left, values))
    row += (_NOT_EQUAL, _written(right, values, solution), *_put_in(right, values))
    return words("identity_fails", f=name, row=row)


def identity_lines(solution: Solution) -> Iterator[Line]:
    """That it holds, behind the derivatives from which it follows."""
    problem, answer = solution.problem, solution.problem.answer
    assert answer is not None
    assert answer.identity is not None
    values = values_in_identity(problem, answer)
    if values is not None:
        yield (words("identity_follows"),)
        yield _holding(*answer.identity, values, solution)


def _holding(
    left: Formula, right: Formula, values: Mapping[Symbol, Expr], solution: Solution
) -> Line:
    """The left side as it becomes the right one; of 0 = 0 one is enough."""
    row: Line = (_written(left, values, solution), *_put_in(left, values))
    is_told = write_text(_result(left, values)) == write_text(right)
    return row if is_told else (*row, EQUALS, _written(right, values, solution))


def _result(side: Formula, values: Mapping[Symbol, Expr]) -> Formula:
    return in_reading_order(shorten(to_sympy(side).xreplace(dict(values))))


def _put_in(side: Formula, values: Mapping[Symbol, Expr]) -> Line:
    """= with the derivatives = the result; nothing of what has none of them."""
    if side.names.isdisjoint(values):
        return ()
    whole = put_in(side, {str(name): in_reading_order(value) for name, value in values.items()})
    result = _result(side, values)
    line: Line = ()
    if measure_text(whole) <= _LONGEST_PUT_IN and write_text(whole) != write_text(result):
        line += (EQUALS, Value(whole))
    value = to_sympy(result)
    is_rational = value.is_rational_function(*value.free_symbols)
    return (*line, EQUALS, signed_quotient(value) if is_rational else Value(result))


def _written(side: Formula, values: Mapping[Symbol, Expr], solution: Solution) -> Piece:
    """The side with ∂²u/∂x² as the page has it, where it is a sum of multiples of derivatives."""
    terms = side.operands if side.operation == "add" else (side,)
    pieces = [_term(term, values, solution) for term in terms]
    known = [piece for piece in pieces if piece is not None]
    if len(known) < len(pieces) or side.names.isdisjoint(values):
        return Value(side)
    return Total(tuple(known)) if len(known) > 1 else known[0]


def _term(term: Formula, values: Mapping[Symbol, Expr], solution: Solution) -> Piece | None:
    """One of the terms; None where a derivative does not stand as a factor."""
    if term.operation == "negate":
        inner = _term(term.operands[0], values, solution)
        return None if inner is None else Signed("-", inner)
    if not any("_" in str(name) for name in term.names & values.keys()):
        return Value(term)
    *factors, last = term.operands if term.operation == "multiply" else (term,)
    is_plain = all(factor.names.isdisjoint(values) for factor in factors)
    is_factor = last.operation == "name" and "_" in str(last.value) and is_plain
    return _times(factors, _derivative(last, solution)) if is_factor else None


def _times(factors: Sequence[Formula], derivative: Piece) -> Piece:
    if not factors:
        return derivative
    whole = factors[0] if len(factors) == 1 else Formula("multiply", tuple(factors))
    if whole.operation == "number":
        return Multiple(to_sympy(whole), derivative)
    return MatrixProduct((Value(whole), derivative))


def _derivative(name: Formula, solution: Solution) -> Piece:
    """∂z/∂x beside others of first order, and z_xx, with z_x, beside those of second."""
    answer = solution.problem.answer
    assert answer is not None
    assert answer.identity is not None
    names = {str(one) for side in answer.identity for one in side.names}
    by_name = {str(variable): variable for variable in solution.variables}
    letter, _, index = str(name.value).partition("_")
    by = tuple(by_name[one] for one in index)
    if all(len(one.partition("_")[2]) <= 1 for one in names):
        return Partial(letter, by[0], at_point=False)
    return RepeatedPartial(letter, by, at_point=False, at_place=True)
