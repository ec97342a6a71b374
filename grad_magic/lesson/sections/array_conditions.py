"""Where the formulas of a function of arrays hold, and what makes them short."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grad_magic.array_solution import ArraySolution, NamedFormula
from grad_magic.calculus.arrays.nodes import SYMMETRIC
from grad_magic.formula.tree import Formula
from grad_magic.lesson.pieces import (
    EQUALS,
    ZERO,
    clauses,
    words,
)
from grad_magic.lesson.steps import (
    ArrayFormula,
    ArrayGradient,
    Line,
    Name,
    Piece,
    Relation,
)


def write_array_conditions(solution: ArraySolution) -> Iterator[Line]:
    """Where the formulas hold, if not wherever f has values."""
    kinds: dict[tuple[str, bool], list[Line]] = {}
    second = () if solution.second is None else solution.second.conditions
    for condition in dict.fromkeys((*solution.formulas.conditions, *second)):
        part: Line = (ArrayFormula(condition.part),)
        if condition.is_number:
            sign = "≠" if condition.kind == "nonzero" else ">"
            part = (*part, Relation(sign), ZERO)
        kinds.setdefault((condition.kind, condition.is_number), []).append(part)
    # In one sentence: each alone does not suffice.
    conditions: list[Line] = []
    for (kind, is_number), parts in kinds.items():
        said = (words(f"array_where_{kind}", parts=clauses(parts)),)
        conditions += parts if is_number else [said]
    if conditions:
        yield (words("array_where", conditions=clauses(conditions)),)


def write_array_facts(solution: ArraySolution) -> Iterator[Line]:
    """By what the formulas are short, or would be; books differ about symmetric variables."""
    for name in solution.problem.variables:
        if SYMMETRIC in solution.problem.traits.get(name, ()):
            yield (words("array_symmetric_variable", array=Name(name)),)
    for fact in solution.formulas.facts:
        array = Name(fact.name)
        kind = fact.kind.replace(" ", "_")
        if not fact.is_assumed:
            yield (words(f"array_{kind}", array=array),)
            continue
        formulas = _equations(solution, fact.gradients, fact.deltas)
        yield (words(f"array_if_{kind}", array=array, formulas=formulas),)


def _equations(
    solution: ArraySolution, gradients: Sequence[NamedFormula], deltas: Sequence[NamedFormula] = ()
) -> Line:
    """δ = …, ∇_W L = …, ∇_b L = … within a sentence."""
    parts: list[tuple[Piece, Formula]] = [(Name(d.name), d.formula) for d in deltas]
    parts += [(ArrayGradient(solution.problem.name, g.name), g.formula) for g in gradients]
    return clauses((left, EQUALS, ArrayFormula(formula)) for left, formula in parts)


def write_cofactors(solution: ArraySolution) -> Iterator[Line]:
    """Where the gradient of a determinant holds, and its other form."""
    cofactors = solution.formulas.cofactors
    if cofactors is None:
        return
    key = "array_regular" if cofactors.are_regular else "array_singular"
    conditions = _are_regular(cofactors.matrices)
    formulas = _equations(solution, cofactors.gradients)
    gaps: dict[str, Piece | Line] = {"conditions": conditions, "formulas": formulas}
    if cofactors.are_regular:
        gaps["f"] = Name(solution.problem.name)
    yield (words(key, **gaps),)
    second = solution.second
    is_shown = second is not None and (second.hessian or second.curvature) is not None
    if second is not None and is_shown and needs_inverses(solution):
        regular = _are_regular(second.regular)
        yield (words("array_second_where", conditions=regular),)


def needs_inverses(solution: ArraySolution) -> bool:
    """Whether the second derivatives are written by inverses, and the gradients are not."""
    cofactors, second = solution.formulas.cofactors, solution.second
    if cofactors is None or cofactors.are_regular or second is None:
        return False
    return bool(second.regular)


def _are_regular(matrices: Sequence[Formula]) -> Line:
    """det(X) ≠ 0, of each matrix."""
    return clauses(
        (ArrayFormula(Formula("det", (matrix,))), Relation("≠"), ZERO) for matrix in matrices
    )
