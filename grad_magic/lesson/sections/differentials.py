"""The total differential, where it was asked for: dz = 2x·y·dx + x²·dy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sympy import And, Expr, Symbol

from grad_magic.formula.sympy_forms import to_sympy
from grad_magic.formula.tree import Formula
from grad_magic.lesson.pieces import EQUALS, ZERO, shown_partial, valid_where, written_out
from grad_magic.lesson.sections.first_order import has_formula
from grad_magic.lesson.steps import (
    Differential,
    Line,
    MatrixProduct,
    Multiple,
    Piece,
    Separator,
    Total,
    Tuple,
    Value,
)
from grad_magic.solution import Solution


def differential_lines(solution: Solution) -> Iterator[Line]:
    """dz in general and, where f is differentiable there, at P; in short at P alone."""
    height = Symbol(solution.problem.name, real=True)
    is_short = solution.problem.presentation.steps == "short" and solution.point is not None
    line: Line = () if is_short else next(general_lines(solution), ())
    if solution.gradient_at is not None and solution.differentiable:
        line += (Separator(),) if line else ()
        at_point = Differential(height, at_point=True)
        line += (at_point, EQUALS, _total(list(solution.gradient_at), solution))
    if line:
        yield line


def general_lines(solution: Solution) -> Iterator[Line]:
    """dz in general."""
    if has_formula(solution):
        shown = [shown_partial(solution, index) for index in range(len(solution.variables))]
        total = _total([form for form, _ in shown], solution)
        conditions = valid_where(And(*(where for _, where in shown)))
        height = Symbol(solution.problem.name, real=True)
        yield (Differential(height), EQUALS, total, *conditions)


def _total(slopes: Sequence[Expr | Formula], solution: Solution) -> Piece:
    """The sum of each derivative times dx."""
    terms: list[Piece] = []
    for slope, variable in zip(slopes, solution.variables, strict=True):
        step = Differential(variable)
        number = slope if isinstance(slope, Expr) else _number(slope)
        if number == 0:
            continue
        if number is not None:
            terms.append(Multiple(number, step))
        else:
            terms.append(MatrixProduct((_factor(slope, solution), step)))
    return Total(tuple(terms)) if terms else ZERO


def _number(slope: Formula) -> Expr | None:
    return None if slope.names or slope.holds(("indexed",)) else to_sympy(slope)


def _factor(slope: Expr | Formula, solution: Solution) -> Piece:
    is_sum = slope.operation == "add" if isinstance(slope, Formula) else slope.is_Add
    written = written_out(slope, solution)
    return Tuple((written,)) if is_sum and isinstance(written, Value) else written
