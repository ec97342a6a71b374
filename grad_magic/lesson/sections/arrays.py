"""The answer about a function of arrays: formulas with shapes, numbers, layers, a step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sympy import Integer, Symbol

from grad_magic.array_solution import ArrayNumbers, ArraySolution, Kink, NamedFormula
from grad_magic.deferred_numpy import np
from grad_magic.formula.tree import Formula
from grad_magic.lesson.array_numbers import (
    IN,
    is_shown_whole,
    write_array,
    write_root,
    write_scalar,
)
from grad_magic.lesson.pieces import (
    EQUALS,
    clauses,
    in_a_row,
    words,
)
from grad_magic.lesson.sections.array_chain_rule import is_short_function, shows_data
from grad_magic.lesson.sections.array_conditions import (
    write_array_conditions,
    write_array_facts,
    write_cofactors,
)
from grad_magic.lesson.sections.array_gradients import (
    is_by_symmetry,
    write_array_gradients,
    write_gradient_values,
)
from grad_magic.lesson.sections.array_layers import (
    write_backward,
    write_forward,
    write_layer_values,
    write_layers,
)
from grad_magic.lesson.sections.array_paths import write_array_path
from grad_magic.lesson.sections.array_rates import (
    write_array_direction,
    write_array_hessian,
    write_array_sides,
    write_second_values,
)
from grad_magic.lesson.sections.natural_gradient import METRIC, STEP
from grad_magic.lesson.sections.worked_losses import entry_lines
from grad_magic.lesson.steps import (
    ArrayFormula,
    Entries,
    FunctionValue,
    Gradient,
    Inverse,
    Letter,
    Line,
    MatrixProduct,
    Name,
    Norm,
    Omission,
    Piece,
    RealArrays,
    RootOf,
    Separator,
    Step,
    Transpose,
    Tuple,
    Value,
)


def write_array_steps(solution: ArraySolution) -> tuple[Step, ...]:
    """The answer as brief as it was asked for."""
    parts: list[tuple[str, Iterator[Line]]] = []
    if solution.checked_answer is not None:
        from grad_magic.lesson.sections.checked_array_answer import explain_array_check

        said = explain_array_check(solution, solution.checked_answer)
        parts.append(("check", iter([(said,)])))
    if solution.may_be_shown:
        parts += _parts(solution)
    steps = (Step(topic, tuple(lines)) for topic, lines in parts)
    return tuple(step for step in steps if step.lines)


def _parts(solution: ArraySolution) -> Iterator[tuple[str, Iterator[Line]]]:
    """The parts of the answer, each with its topic."""
    steps = solution.problem.presentation.steps
    if steps == "short":
        yield "gradient", _short_lines(solution)
    elif steps == "full":
        yield "function", _given_lines(solution)
        yield "function", _sign_lines(solution)
        if not _single_layer(solution):
            yield "partials", write_forward(solution)
        by_entries = tuple(entry_lines(solution.problem, solution.formulas.layers))
        yield "values", iter(by_entries)
        yield (
            "values",
            write_backward(
                solution,
                is_by_entries=bool(by_entries) and not solution.problem.formula.holds({"softmax"}),
            ),
        )
        yield "gradient", write_array_gradients(solution)
        yield "gradient", write_array_hessian(solution)
    else:
        yield "function", _function_lines(solution)
        yield "function", write_layers(solution)
        yield "gradient", write_array_gradients(solution)
        yield "gradient", write_array_hessian(solution)
    if steps != "short":
        if steps != "full" or solution.numbers is None:
            yield "reason", iter([(words("array_convention"),)])
        yield "reason", write_array_conditions(solution)
        if not is_by_symmetry(solution):
            yield "reason", write_array_facts(solution)
        yield "reason", write_cofactors(solution)
    if solution.numbers is None:
        return
    if steps != "short":
        yield "values", _number_lines(solution, solution.numbers)
    yield "direction", write_array_direction(solution, solution.numbers)
    yield "direction", write_second_values(solution, solution.numbers)
    yield "natural_gradient", _natural_lines(solution, solution.numbers)
    yield "path", write_array_path(solution, solution.numbers)
    yield "doubt", _warning_lines(solution, solution.numbers)


def _short_lines(solution: ArraySolution) -> Iterator[Line]:
    """∇L at the point, or in general where there is none."""
    if solution.numbers is None:
        yield from _list_lines(solution)
        yield from write_array_gradients(solution)
    elif solution.numbers.kink is None:
        yield from write_gradient_values(solution, solution.numbers.gradients)


def _function_lines(solution: ArraySolution) -> Iterator[Line]:
    """f as it was understood."""
    names = tuple(Symbol(name, real=True) for name in solution.problem.variables)
    function = FunctionValue(solution.problem.name, names)
    assumed: Line = ()
    for letter in solution.problem.assumed:
        assumed = (*assumed, Separator(), Name(letter), IN, RealArrays(()))
    written, is_worked = solution.formulas.function, solution.problem.presentation.is_worked
    if is_worked:
        # As its layers are written: b𝟏 there and here.
        written = _with_ones(written, solution.formulas.layers)
    yield (function, EQUALS, ArrayFormula(written), *assumed)
    if not is_worked:
        yield from _list_lines(solution)
        yield from _size_lines(solution)


def _given_lines(solution: ArraySolution) -> Iterator[Line]:
    """Let L(w) = ‖Aw - b‖² and z = Aw - b; then what the letters stand for.

    That stands where it is put in, if it is then.
    """
    function, *rest = _function_lines(solution)
    data = () if shows_data(solution) else tuple(_data_lines(solution))
    if rest or not is_short_function(solution.formulas.function):
        yield (words("let_rows"),)
        yield function
        yield from rest
        yield from data
        return
    told = clauses((function, *((layer,) if (layer := _single_layer(solution)) else ())))
    yield (words("array_let_with" if data else "let_function_alone", function=told),)
    yield from data


def _single_layer(solution: ArraySolution) -> Line:
    """z = Aw - b, where it is told with the function."""
    layers = solution.formulas.layers
    if len(layers) != 1 or not is_short_function(solution.formulas.function):
        return ()
    (layer,) = layers
    return (Name(layer.name), EQUALS, ArrayFormula(layer.formula))


def _list_lines(solution: ArraySolution) -> Iterator[Line]:
    """The lists of the function itself, by the letters that stand for them."""
    problem = solution.problem
    for name in problem.lists:
        array = problem.constants[name]
        yield (Name(name), *write_array(problem, array.square, is_given=True))


def _size_lines(solution: ArraySolution) -> Iterator[Line]:
    for letter, size in solution.formulas.sizes.items():
        yield (Name(letter), EQUALS, Value(Integer(size)))


def _data_lines(solution: ArraySolution) -> Iterator[Line]:
    """The numbers, vectors and matrices of the request, those that are shown whole."""
    given: list[Line] = [
        (Name(name), *write_array(solution.problem, array.square, is_given=True))
        for name, array in solution.problem.constants.items()
        if is_shown_whole(array.square)
    ]
    given += _size_lines(solution)
    if given:
        yield in_a_row(given)


def _sign_lines(solution: ArraySolution) -> Iterator[Line]:
    """What ⊙ means, and what an average is of."""
    written = solution.formulas.function
    if written.holds({"hadamard"}):
        row = "array_product_sign" + "_and_mean" * written.holds({"mean"})
        yield (words(row, product=Letter("⊙")),)


def _number_lines(solution: ArraySolution, numbers: ArrayNumbers) -> Iterator[Line]:
    """The point, L there, and the gradients."""
    is_worked = solution.problem.presentation.is_worked
    yield _point_line(solution)
    if not is_worked or numbers.kink is not None:
        yield (Name(solution.problem.name), *write_scalar(solution.problem, numbers.value))
    if numbers.kink is None:
        if is_worked:
            yield from write_layer_values(solution, numbers)
        if not numbers.is_by_formula:
            yield (words("array_by_itself", f=Name(solution.problem.name)),)
        yield from write_gradient_values(solution, numbers.gradients)
        # A worked solution has it where it is used: a direction has a length of its own.
        if not is_worked:
            gradient = Gradient(solution.problem.name, at_point=False)
            yield (Norm(gradient), *write_root(solution.problem, numbers.squared_norm))


def _point_line(solution: ArraySolution) -> Line:
    """The values of the variables, as an opening: at w = (0, 0)."""
    assert solution.problem.point is not None
    place = _within_sentence if solution.problem.presentation.is_worked else tuple
    point = clauses(
        (Name(name), *place(write_array(solution.problem, array.square, is_given=True)))
        for name, array in solution.problem.point.items()
    )
    is_worked = solution.problem.presentation.is_worked
    return (words("array_at_point_we_have" if is_worked else "array_point", point=point),)


def _within_sentence(value: Line) -> Line:
    """A column lies within a sentence: (0, 0)ᵀ."""
    return tuple(map(_turned, value))


def _turned(piece: Piece) -> Piece:
    if not isinstance(piece, Entries) or any(len(row) > 1 for row in piece.rows):
        return piece
    entries = tuple(entry for (entry,) in piece.rows)
    is_whole = not any(isinstance(entry, Omission) for entry in entries)
    return Transpose(Tuple(entries)) if is_whole else piece


def _natural_lines(solution: ArraySolution, numbers: ArrayNumbers) -> Iterator[Line]:
    """F and the length that it gives, F⁻¹∇L and its length, and why it matters."""
    metric, natural = solution.problem.metric, numbers.natural
    if metric is None or natural is None:
        return
    length = Norm(STEP, METRIC)
    square = MatrixProduct((Transpose(STEP), METRIC, STEP))
    given = write_array(solution.problem, metric.square, is_given=True)
    yield (METRIC, *given, Separator(), length, EQUALS, RootOf(square))
    vector = MatrixProduct((Inverse(METRIC), Gradient(solution.problem.name, at_point=False)))
    parts = [values.reshape(-1, 1) for values in natural.gradients.values()]
    yield (vector, *write_array(solution.problem, np.vstack(parts)))
    if not natural.squared_rate:
        return
    rate = Norm(vector, METRIC)
    yield (rate, *write_root(solution.problem, natural.squared_rate))
    unit: Line = (length, EQUALS, Value(Integer(1)))
    gaps: dict[str, Piece | Line] = {
        "f": Name(solution.problem.name),
        "vector": vector,
        "rate": rate,
    }
    yield (words("natural_gradient", step=STEP, unit=unit, **gaps),)


def _warning_lines(solution: ArraySolution, numbers: ArrayNumbers) -> Iterator[Line]:
    """What a reader must know before using the numbers."""
    if numbers.kink is not None:
        yield from _kink_lines(solution, numbers.kink)
        yield from write_array_sides(solution, numbers)
    if numbers.is_doubtful:
        yield (words("array_doubt", f=Name(solution.problem.name)),)
    if numbers.is_unchecked:
        yield (words("array_unchecked", f=Name(solution.problem.name)),)


def _kink_lines(solution: ArraySolution, kink: Kink) -> Iterator[Line]:
    """That there is no gradient, why, and what frameworks return."""
    part = ArrayFormula(kink.part)
    gaps: dict[str, Piece | Line] = {"f": Name(solution.problem.name), "part": part}
    if kink.index is not None:
        where = tuple(Value(Integer(i + 1)) for i in kink.index)
        gaps["entry"] = where[0] if len(where) == 1 else Tuple(where)
    key = f"array_kink_{kink.operation}" + ("_entry" if kink.index is not None else "")
    yield (words(key, **gaps),)
    if kink.convention:
        yield (words(f"array_custom_{kink.operation}"),)
        yield from write_gradient_values(solution, kink.convention)


def _with_ones(function: Formula, layers: Sequence[NamedFormula]) -> Formula:
    """The function with Xw + b𝟏 for Xw + b, as a layer of it is written."""
    typed = {_without_ones(layer.formula): layer.formula for layer in layers}
    return _replaced(function.without_places, typed)


def _without_ones(formula: Formula) -> Formula:
    operands = tuple(map(_without_ones, formula.operands))
    if formula.operation == "multiply":
        operands = tuple(part for part in operands if part.operation != "ones")
        if len(operands) == 1:
            return operands[0]
    return replace(formula.without_places, operands=operands)


def _replaced(formula: Formula, others: Mapping[Formula, Formula]) -> Formula:
    if formula in others:
        return others[formula]
    operands = tuple(_replaced(part, others) for part in formula.operands)
    return replace(formula, operands=operands)
