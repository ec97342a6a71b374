"""Functions of entries: those with a name, powers and roots, the larger of two, cases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from sympy import E, Integer, Rational

from grad_magic.calculus.arrays import nodes
from grad_magic.calculus.arrays.fitting import Fitting
from grad_magic.calculus.arrays.nodes import HALF, MINUS_ONCE, ONCE
from grad_magic.calculus.arrays.products import is_number
from grad_magic.calculus.arrays.typed import Typed, with_operand
from grad_magic.formula.tree import Formula
from grad_magic.wording.messages import Message

OF_MATRICES = frozenset(
    {"trace", "det", "logdet", "inverse", "matrix_product", "book_product", "juxtapose"}
)
"""Within these a matrix is expected, so that A² may be A@A."""


def entrywise(fitting: Fitting, formula: Formula, part: Typed, within: str = "") -> Typed:
    """A function of each entry; e to a matrix is refused, which may be its exponential."""
    if formula.operation == "exp" and _may_be_of_matrix(part, within):
        inner = fitting.text(part)
        fitting.refuse(
            formula,
            Message("two_readings_of_exp", inner=inner),
            Message("write_exp_of_each_entry", inner=inner),
        )
    node = nodes.entrywise(formula.operation, fitting.affine(part).node)
    if formula.operation == "relu":
        fitting.rectified.add(node)
    return Typed(with_operand(formula, part), node, part.rank)


def _may_be_of_matrix(part: Typed, within: str) -> bool:
    """Whether A² or e^A may be meant as of a matrix: of its name, or where one is expected."""
    is_name = part.formula.operation in ("name", "layer", "transpose", "inverse")
    return part.is_square and (is_name or within in OF_MATRICES)


def bars(fitting: Fitting, formula: Formula, part: Typed) -> Typed:
    """|x| of a number; the bars of a vector or a matrix are refused."""
    if part.rank == 0:
        return entrywise(fitting, replace(formula, operation="abs"), part)
    inner = fitting.text(part)
    what = "det" if part.rank == 2 else "norm"
    meaning = Message("determinant" if part.rank == 2 else "length")
    return fitting.refuse(
        formula,
        Message("two_readings_of_bars", inner=inner, meaning=meaning),
        Message("write_function_or_abs", what=what, inner=inner),
    )


def square_root(fitting: Fitting, formula: Formula, part: Typed) -> Typed:
    """√x of each entry."""
    fitting.roots.append(part.node)
    return Typed(with_operand(formula, part), nodes.power(part.node, HALF), part.rank)


def cube_root(fitting: Fitting, formula: Formula, part: Typed) -> Typed:
    """x^(1/3) of each entry."""
    third = Formula("number", value=Rational(1, 3), start=formula.start, end=formula.end)
    operation = "entrywise_power" if part.is_square else "power"
    understood = replace(formula, operation=operation, operands=(part.formula, third))
    return Typed(understood, nodes.power(fitting.affine(part).node, Fraction(1, 3)), part.rank)


def power(fitting: Fitting, formula: Formula, base: Typed, exponent: Typed, within: str) -> Typed:
    """A power of each entry, of which the exponent is a number."""
    if base.formula.value == E:
        understood = replace(formula, operation="exp", operands=formula.operands[1:])
        return entrywise(fitting, understood, exponent, within)
    value = nodes.rational_of(exponent.node)
    if value is None:
        advice = Message(
            "write_exp_of_log", exponent=fitting.text(exponent), base=fitting.text(base)
        )
        fitting.refuse(formula, Message("an_exponent_over_arrays_must_be_a_number"), advice)
    if _may_be_of_matrix(base, within):
        _refuse_matrix_power(fitting, formula, base, value)
    node = nodes.power(fitting.affine(base, is_squared=value == 2).node, value)
    if value.denominator % 2 == 0:
        fitting.roots.append(base.node)
    operation = "entrywise_power" if base.is_square else "power"
    operands = (base.formula, exponent.formula)
    return Typed(replace(formula, operation=operation, operands=operands), node, base.rank)


def _refuse_matrix_power(
    fitting: Fitting, formula: Formula, base: Typed, exponent: Fraction
) -> None:
    text = fitting.text(base)
    factor = f"({text})" if base.formula.operation in ("add", "negate") else text
    entries, matrix = f"{factor}*{factor}", f"{factor}@{factor}"
    if exponent == -1:
        entries, matrix = f"(1*{factor})**(-1)", f"inv({text})"
    fitting.refuse(
        formula,
        Message("two_readings_of_square", formula=fitting.problem.text(formula), text=text),
        Message("write_entry_by_entry_for_the_matrix", entries=entries, matrix=matrix)
        if exponent in (2, -1)
        else Message("write_entry_by_entry_and_so_on", entries=entries, matrix=matrix),
    )


def larger(fitting: Fitting, formula: Formula, left: Typed, right: Typed) -> Typed:
    """The larger of two, y + relu(x - y), or the smaller, y - relu(y - x)."""
    sign = ONCE if formula.operation == "maximum" else MINUS_ONCE
    rank = max(left.rank, right.rank)
    one, other = fitting.aligned(formula, left, right)
    understood = replace(formula, operands=(one.formula, other.formula))
    if nodes.rational_of(left.node) is not None:
        one, other = other, one
    shape = one.node.shape
    difference = nodes.add([(sign, one.node), (-sign, other.node)], shape)
    excess = nodes.entrywise("relu", difference)
    if excess.operands:
        fitting.origins[excess] = understood
    node = nodes.add([(ONCE, other.node), (sign, excess)], shape)
    return Typed(understood, node, rank)


def huber(fitting: Fitting, formula: Formula, part: Typed, bound: Typed | None = None) -> Typed:
    """x²/2 up to 1, then |x| - 1/2; with a bound c it is c² times that of x/c."""
    inner = fitting.affine(part).node
    if bound is None:
        return Typed(with_operand(formula, part), nodes.entrywise("huber", inner), part.rank)
    if bound.rank:
        fitting.do_not_fit(formula, part, bound)
    scaled = nodes.multiply([(inner, ONCE), (bound.node, MINUS_ONCE)], inner.shape)
    huber = nodes.entrywise("huber", scaled)
    node = nodes.multiply([(bound.node, Fraction(2)), (huber, ONCE)], inner.shape)
    understood = replace(formula, operands=(part.formula, bound.formula))
    return Typed(understood, node, part.rank)


def clip(fitting: Fitting, formula: Formula, part: Typed, least: Typed, most: Typed) -> Typed:
    """x between a and b, a + relu(x - a) - relu(x - b) where a < b."""
    low, high = nodes.rational_of(least.node), nodes.rational_of(most.node)
    understood = replace(formula, operands=(part.formula, least.formula, most.formula))
    if low is None or high is None or low > high:
        raised = larger(fitting, replace(formula, operation="maximum"), part, least)
        return larger(fitting, replace(formula, operation="minimum"), raised, most)
    ones = nodes.ones(part.node.shape)
    above, behind = (
        nodes.entrywise("relu", nodes.add([(ONCE, part.node), (-bound, ones)], part.node.shape))
        for bound in (low, high)
    )
    fitting.origins |= {above: understood, behind: understood}
    fitting.clipped |= {above, behind}
    node = nodes.add([(low, ones), (ONCE, above), (MINUS_ONCE, behind)], part.node.shape)
    return Typed(understood, node, part.rank)


def of_two_cases(fitting: Fitting, formula: Formula, read: Callable[[Formula], Typed]) -> Typed:
    """Of each entry one of two, y + 1[u > 0]·(x - y)."""
    condition, *cases = formula.operands
    for case in cases:
        _refuse_partial(fitting, case)
    sides = [read(side) for side in condition.operands]
    rank = max(part.rank for part in sides)
    left, right = fitting.aligned(formula, *sides)
    # Both sides are equal in the case of ≤ or ≥, where 1[u > 0] is 0: it chooses the other one.
    is_closed = condition.operation in ("greater_equal", "less_equal")
    is_of_left = condition.operation in ("greater", "less_equal")
    signs = (ONCE, MINUS_ONCE) if is_of_left else (MINUS_ONCE, ONCE)
    terms = list(zip(signs, (left.node, right.node), strict=True))
    difference = replace(left, node=nodes.add(terms, left.node.shape), rank=rank)
    above, below = fitting.aligned(formula, *map(read, cases))
    rank = max(above.rank, below.rank, rank)
    difference, above = fitting.aligned(formula, difference, above)
    below, above = fitting.aligned(formula, below, above)
    difference, above = fitting.aligned(formula, difference, above)
    shape = above.node.shape
    relation = replace(condition, operands=(left.formula, right.formula))
    understood = replace(formula, operands=(relation, above.formula, below.formula))
    step = nodes.entrywise("step", difference.node)
    fitting.origins[step] = understood
    reached, left_over = (below, above) if is_closed else (above, below)
    excess = nodes.add([(ONCE, reached.node), (MINUS_ONCE, left_over.node)], shape)
    chosen = nodes.multiply([(step, ONCE), (excess, ONCE)], shape)
    node = nodes.add([(ONCE, left_over.node), (ONCE, chosen)], shape)
    return Typed(understood, node, rank)


def _refuse_partial(fitting: Fitting, case: Formula) -> None:
    """Refuses a case that may have no value where the other one applies."""
    operation, operands = case.operation, case.operands
    is_partial = operation in ("log", "sqrt", "inverse", "logdet", "book_inverse")
    if operation in ("reciprocal", "inverse_or_reciprocal"):
        is_partial = not is_number(fitting, operands[0])
    elif operation == "power" and operands[0].value != E:
        exponent = operands[1].value
        is_partial = not (isinstance(exponent, Integer) and exponent >= 0)
    if is_partial:
        text = fitting.problem.text(case)
        fitting.refuse(case, Message("a_case_needs_values_everywhere", text=text))
    for operand in operands:
        _refuse_partial(fitting, operand)


def log_of_sum(fitting: Fitting, formula: Formula, left: Typed, right: Typed) -> Typed:
    """ln(eˣ + eʸ) = x + softplus(y - x)."""
    rank = max(left.rank, right.rank)
    one, other = fitting.aligned(formula, left, right)
    shape = one.node.shape
    difference = nodes.add([(ONCE, other.node), (MINUS_ONCE, one.node)], shape)
    excess = nodes.entrywise("softplus", fitting.affine(replace(one, node=difference)).node)
    node = nodes.add([(ONCE, one.node), (ONCE, excess)], shape)
    understood = replace(formula, operands=(one.formula, other.formula))
    return Typed(understood, node, rank)
