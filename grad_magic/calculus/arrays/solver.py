"""An ArrayProblem into its ArraySolution."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial

from grad_magic.array_problem import Array, ArrayProblem, Shape
from grad_magic.array_solution import (
    ArrayFormulas,
    ArraySolution,
    Cofactors,
    Fact,
    NamedFormula,
)
from grad_magic.calculus.arrays.analysis import Analysis, analyse
from grad_magic.calculus.arrays.conditions import find_needs
from grad_magic.calculus.arrays.layers import written_lengths
from grad_magic.calculus.arrays.nodes import (
    ENTRIES_SUM_TO_ONE,
    ROWS_SUM_TO_ONE,
    SYMMETRIC,
    Node,
    in_order,
    inverse,
    new_table,
)
from grad_magic.calculus.arrays.numbers import find_numbers
from grad_magic.calculus.arrays.plane import solution_in_plane
from grad_magic.calculus.arrays.second_order import find_second_order
from grad_magic.calculus.arrays.sweep import EVERYWHERE, PULLBACKS, Rules
from grad_magic.calculus.arrays.writing import Writer, write_condition
from grad_magic.deferred_numpy import np
from grad_magic.formula.tree import Formula
from grad_magic.solution import NOTHING, Deferred, Solution

_SIZE_LETTERS = ("n", "m", "k", "p", "q", "N", "M")
_ROUNDING = 1e-12
# Longer ones are read layer by layer.
_LONGEST_CLOSED = 20


def solve_arrays(problem: ArrayProblem) -> ArraySolution:
    """The gradients of a function of arrays, as formulas and, where all has values, as numbers.

    Raises:
        MeaninglessRequestError: shapes do not fit, or the text has two readings.
        NoAnswerError: the function has no value at the point.
    """
    problem, facts = _with_facts(problem)
    with new_table():
        analysis = analyse(problem, EVERYWHERE)
        formulas = _formulas(analysis)
        numbers = find_numbers(analysis, formulas.sizes) if problem.has_numbers else None
    are_regular = numbers is None or numbers.are_regular
    rules = PULLBACKS if are_regular else EVERYWHERE
    if problem.formula.holds({"det"}):
        formulas = _by_determinants(problem, are_regular=are_regular)
    if formulas.deltas:
        formulas = _with_closed_forms(problem, formulas, rules)
    formulas = replace(formulas, facts=_facts_used(problem, facts, formulas, rules))
    in_plane: Deferred[Solution | None] = NOTHING
    if numbers is not None:
        in_plane = Deferred(partial(solution_in_plane, analysis, formulas.sizes, numbers))
    second = None
    if problem.order > 1:
        with new_table():
            second = find_second_order(problem, formulas.sizes, numbers)
    solution = ArraySolution(analysis.problem, formulas, numbers, in_plane, second)
    if problem.answer is None:
        return solution
    from grad_magic.calculus.arrays.answers.checking import check_array_answer

    return replace(solution, checked_answer=check_array_answer(solution))


def _with_closed_forms(
    problem: ArrayProblem, formulas: ArrayFormulas, rules: Rules
) -> ArrayFormulas:
    """The formulas of a worked solution with the gradients that a brief answer has."""
    brief = replace(problem, presentation=replace(problem.presentation, steps="brief"))
    with new_table():
        analysis = analyse(brief, rules)
        gradients = analysis.swept.gradients.values()
        if analysis.layers.names or analysis.definitions or analysis.swept.layers:
            return formulas
        if any(length > _LONGEST_CLOSED for length in map(_length, gradients)):
            return formulas
        found = _formulas(analysis)
    return replace(formulas, closed=found.gradients, sizes={**formulas.sizes, **found.sizes})


def _length(node: Node) -> int:
    return written_lengths([node], ())[node]


def _by_determinants(problem: ArrayProblem, *, are_regular: bool) -> ArrayFormulas:
    """The formulas of gradients of determinants, in the form that suits the point."""
    with new_table():
        analysis = analyse(problem)
        by_inverses, matrices = _formulas(analysis), _matrices_of_determinants(analysis)
    with new_table():
        by_cofactors = _formulas(analyse(problem, EVERYWHERE))
    if not matrices or _by_name(by_inverses.gradients) == _by_name(by_cofactors.gradients):
        return by_inverses
    forms = (by_inverses, by_cofactors) if are_regular else (by_cofactors, by_inverses)
    return replace(forms[0], cofactors=Cofactors(matrices, are_regular, forms[1].gradients))


def _matrices_of_determinants(analysis: Analysis) -> tuple[Formula, ...]:
    """The matrices of which f takes determinants that may be 0."""
    nodes = analysis.nodes
    divisors = {factor for node in nodes for factor, exponent in node.factors if exponent < 0}
    writer = Writer(dict(analysis.layers.names), {})
    return tuple(
        writer.write(node.operands[0])
        for node in nodes
        if node.operation == "det"
        and node not in divisors
        and inverse(node.operands[0]) not in nodes
    )


def _formulas(analysis: Analysis) -> ArrayFormulas:
    """The formulas of the sweep, as they are written."""
    problem, swept = analysis.problem, analysis.swept
    letters = _size_letters(problem)
    names = dict(analysis.layers.names)
    names |= {layer.node: layer.name.letter for layer in analysis.definitions}
    # An array may have the name of f: L(x) = xᵀLx/(xᵀx).
    whole = None if problem.name in problem.shapes else (analysis.typed.node, problem.name)
    writer = Writer(names, letters, whole, analysis.nodes)
    gradients = []
    for name in problem.variables:
        node = analysis.variables.get(name)
        formula = writer.zero() if node is None else writer.write(swept.gradients[node])
        gradients.append(NamedFormula(name, formula, problem.shapes[name]))
    deltas = tuple(
        NamedFormula(
            layer.delta.letter,
            writer.write(layer.adjoint),
            _shape_of(layer.node),
            through=layer.node.letter if layer.node.operation == "name" else "",
        )
        for layer in swept.layers
    )
    shown = (*gradients, *deltas, NamedFormula(problem.name, analysis.typed.formula, ()))
    layers = _needed(_layers(analysis, writer), shown)
    conditions = tuple(
        write_condition(writer, node, kind) for node, kind in find_needs(analysis).items()
    )
    used = writer.letters_used
    return ArrayFormulas(
        analysis.typed.formula,
        tuple(gradients),
        layers,
        deltas,
        {letter: size for size, letter in letters.items() if letter in used},
        conditions=conditions,
    )


def _layers(analysis: Analysis, writer: Writer) -> list[NamedFormula]:
    """The parts that have names, in the order in which they are computed."""
    layers = {layer.name for layer in analysis.definitions}
    given = {
        name: NamedFormula(
            name,
            # z = σ(z₁), where that layer has a name.
            writer.definition(part.node) if _is_function_of(part.node, layers) else part.formula,
            part.shape,
        )
        for name, part in analysis.typed.layers.items()
    }
    parts = _in_their_order(analysis)
    named = [
        given[name]
        if name in given
        else NamedFormula(name, writer.definition(node), _shape_of(node))
        for name, node in parts.items()
    ]
    # Another name for a name stands in no gradient.
    return [*(layer for name, layer in given.items() if name not in parts), *named]


def _is_function_of(node: Node, layers: Collection[Node]) -> bool:
    """Whether this is σ or softmax of one of these layers."""
    return node.operation in ("entrywise", "softmax") and node.operands[0] in layers


def _needed(
    layers: Sequence[NamedFormula], users: Collection[NamedFormula]
) -> tuple[NamedFormula, ...]:
    """Those that are met in other formulas."""
    met = {name for user in users for name in _names_shown(user.formula)}
    # An adjoint is told to be that of its layer.
    met |= {user.through for user in users}
    needed: list[NamedFormula] = []
    for layer in reversed(layers):
        if layer.name in met:
            needed.insert(0, layer)
            met |= _names_shown(layer.formula)
    return tuple(needed)


def _names_shown(formula: Formula) -> set[str]:
    """The names in a formula as it is written, where a layer is one itself."""
    if formula.operation in ("name", "layer"):
        return {str(formula.value)}
    return {name for operand in formula.operands for name in _names_shown(operand)}


def _in_their_order(analysis: Analysis) -> dict[str, Node]:
    """The parts with names, by these."""
    names, typed = analysis.layers.names, analysis.typed
    roots = [(layer.node, layer.name.letter) for layer in analysis.definitions]
    roots += [(node, name) for node, name in names.items() if name in typed.layers]
    parts: dict[str, Node] = {}
    for root, letter in (*sorted(roots, key=lambda pair: pair[0].serial), (typed.node, "")):
        for node in in_order(root):
            if node in names:
                parts.setdefault(names[node], node)
        if letter:
            parts.setdefault(letter, root)
    return parts


def _shape_of(node: Node) -> Shape:
    rows, columns = node.shape
    return () if node.is_scalar else (rows,) if columns == 1 else (rows, columns)


def _size_letters(problem: ArrayProblem) -> dict[int, str]:
    """A letter for each number of rows or columns, so that formulas read as in books."""
    sizes = [d for shape in problem.shapes.values() for d in shape if isinstance(d, int) and d > 1]
    letters = (letter for letter in _SIZE_LETTERS if letter not in problem.shapes)
    return dict(zip(dict.fromkeys(sizes), letters, strict=False))


def _with_facts(problem: ArrayProblem) -> tuple[ArrayProblem, list[Fact]]:
    """The problem with what is seen in the data, as that A = Aᵀ."""
    facts: list[Fact] = []
    traits = dict(problem.traits)
    has_softmax = problem.formula.holds({"softmax", "logsumexp"})
    for name, array in problem.constants.items():
        kind = _kind_of(array, has_softmax=has_softmax)
        if kind and kind not in traits.get(name, ()):
            facts.append(Fact(name, kind))
            traits[name] = traits.get(name, frozenset()) | {kind}
    return replace(problem, traits=traits), facts


def _kind_of(array: Array, *, has_softmax: bool) -> str:
    """What is known of an array by its entries."""
    entries = array.entries
    if has_softmax and entries.ndim and _are_ones(entries.sum(axis=-1)):
        return ENTRIES_SUM_TO_ONE if entries.ndim == 1 else ROWS_SUM_TO_ONE
    is_square = entries.ndim == 2 and entries.shape[0] == entries.shape[1] > 1
    return SYMMETRIC if is_square and bool((entries == entries.T).all()) else ""


def _are_ones(sums: object) -> bool:
    values = np.asarray(sums, dtype=object).ravel()
    if all(isinstance(value, Fraction) for value in values):
        return all(value == 1 for value in values)
    return all(isinstance(value, float) and abs(value - 1) < _ROUNDING for value in values)


def _facts_used(
    problem: ArrayProblem, facts: Sequence[Fact], formulas: ArrayFormulas, rules: Rules
) -> tuple[Fact, ...]:
    """The facts without which a formula would be another, and conditions that shorten one."""
    used = []
    for fact in facts:
        traits = {
            name: known - {fact.kind} if name == fact.name else known
            for name, known in problem.traits.items()
        }
        if _told(_analysed(replace(problem, traits=traits), rules)) != _told(formulas):
            used.append(fact)
    return (*used, *_conditions(problem, formulas, rules))


def _conditions(problem: ArrayProblem, formulas: ArrayFormulas, rules: Rules) -> Iterable[Fact]:
    """What is mostly so of the targets of softmax, where no data tell."""
    if not problem.formula.holds({"softmax", "logsumexp"}):
        return
    for name, shape in problem.shapes.items():
        if name in problem.variables or name in problem.constants or not shape:
            continue
        kind = ROWS_SUM_TO_ONE if len(shape) == 2 else ENTRIES_SUM_TO_ONE
        known = dict(problem.traits)
        known[name] = known.get(name, frozenset()) | {kind}
        found = _analysed(replace(problem, traits=known), rules)
        if _told(found) != _told(formulas):
            gradients = _changed(found.gradients, formulas.gradients)
            deltas = _changed(found.deltas, formulas.deltas)
            yield Fact(name, kind, is_assumed=True, gradients=gradients, deltas=deltas)


def _analysed(problem: ArrayProblem, rules: Rules) -> ArrayFormulas:
    with new_table():
        return _formulas(analyse(problem, rules))


def _told(formulas: ArrayFormulas) -> dict[str, object]:
    """The gradients, and the adjoints that they are made of."""
    return _by_name((*formulas.gradients, *formulas.deltas))


def _changed(
    found: Iterable[NamedFormula], others: Iterable[NamedFormula]
) -> tuple[NamedFormula, ...]:
    """Those of which another one has the name."""
    before = _by_name(others)
    return tuple(part for part in found if before.get(part.name) != part.formula)


def _by_name(gradients: Iterable[NamedFormula]) -> dict[str, object]:
    return {gradient.name: gradient.formula for gradient in gradients}
