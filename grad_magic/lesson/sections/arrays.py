"""The answer about a function of arrays: formulas with shapes, numbers, layers, a step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sympy import Expr, Float, Integer, Rational, Symbol, ilcm, sqrt

from grad_magic.array_solution import ArrayNumbers, ArraySolution, DescentStep, Kink, NamedFormula
from grad_magic.calculus.arrays.nodes import SYMMETRIC
from grad_magic.calculus.arrays.paths import MOMENTUM
from grad_magic.deferred_numpy import np
from grad_magic.findings import PathEnd
from grad_magic.formula.array_operations import ENTRYWISE
from grad_magic.formula.sympy_forms import in_reading_order
from grad_magic.formula.tree import Formula
from grad_magic.lesson.decimals import is_decimal_only, to_decimal, write_number
from grad_magic.lesson.pieces import (
    APPROXIMATELY,
    EQUALS,
    UNIT,
    ZERO,
    clauses,
    words,
)
from grad_magic.lesson.sections.natural_gradient import METRIC, STEP
from grad_magic.lesson.sections.worked_losses import entry_lines
from grad_magic.lesson.steps import (
    ArrayFormula,
    ArrayGradient,
    ArrayRate,
    At,
    Entries,
    FunctionValue,
    Gradient,
    Indexed,
    InnerProduct,
    Inverse,
    Letter,
    Line,
    MatrixProduct,
    Name,
    Norm,
    Omission,
    Partial,
    Piece,
    Primed,
    Quotient,
    RealArrays,
    Relation,
    RootOf,
    Separator,
    Signed,
    Step,
    Terms,
    Transpose,
    Tuple,
    Value,
)
from grad_magic.lesson.transcription import TEXTBOOK
from grad_magic.lesson.typesetting.plain import render_atom
from grad_magic.lesson.typesetting.unicode_printer import plain_text
from grad_magic.wording.english import ENGLISH

if TYPE_CHECKING:
    from grad_magic.array_solution import Values

# Larger matrices are shown by their corners.
_MOST_ROWS = 6
_CORNER = 2
# So many rows and columns are written out within a product.
_MOST_WORKED = 4
_PAIR = 2
_ONES_TRANSPOSED = Formula("transpose", (Formula("ones"),))
# Longer numbers are shown as decimals alone.
_MOST_COLUMNS = 14
_HADAMARD = "⊙"
# Rounding may change a sum of many terms by as much.
_ROUNDING, _MOST_DIGITS = 1e-14, 200
_IN = Relation("∈")
_MOMENTUM_SHARE, _VELOCITIES = Letter("β"), ("v", "u", "s", "vel")
_STEP_SIZE, _GIVEN, _TIME, _HESSIAN = Letter("η"), Letter("v"), Letter("t"), Letter("H")


def _calls_of_sigmoid(formula: Formula) -> Iterator[Formula]:
    """Each σ of a name in it."""
    if formula.operation == "sigmoid" and formula.operands[0].operation == "name":
        yield formula
    for part in formula.operands:
        yield from _calls_of_sigmoid(part)


def write_array_steps(solution: ArraySolution) -> tuple[Step, ...]:
    """The answer as brief as it was asked for."""
    parts: list[tuple[str, Iterator[Line]]] = []
    if solution.checked_answer is not None:
        from grad_magic.lesson.sections.checked_array_answer import explain_array_check

        said = explain_array_check(solution, solution.checked_answer)
        parts.append(("check", iter([(said,)])))
    if solution.may_be_shown:
        parts += _Lesson(solution).parts()
    steps = (Step(topic, tuple(lines)) for topic, lines in parts)
    return tuple(step for step in steps if step.lines)


class _Lesson:
    """Writes the lines about one solution."""

    def __init__(self, solution: ArraySolution) -> None:
        self._problem = solution.problem
        self._formulas = solution.formulas
        self._numbers = solution.numbers
        self._second = solution.second
        self._name = Name(solution.problem.name)

    def parts(self) -> Iterator[tuple[str, Iterator[Line]]]:
        """The parts of the answer, each with its topic."""
        steps = self._problem.presentation.steps
        if steps == "short":
            yield "gradient", self._short_lines()
        elif steps == "full":
            yield "function", self._function_lines()
            yield "function", self._data_lines()
            yield "function", self._sign_lines()
            yield "partials", self._forward_lines()
            by_entries = tuple(entry_lines(self._problem, self._formulas.layers))
            yield "values", iter(by_entries)
            yield (
                "values",
                self._backward_lines(
                    is_by_entries=bool(by_entries) and not self._problem.formula.holds({"softmax"})
                ),
            )
            yield "gradient", self._gradient_lines()
            yield "gradient", self._second_formulas()
        else:
            yield "function", self._function_lines()
            yield "function", self._layer_lines()
            yield "gradient", self._gradient_lines()
            yield "gradient", self._second_formulas()
        if steps != "short":
            if steps != "full" or self._numbers is None:
                yield "reason", iter([(words("array_convention"),)])
            yield "reason", self._condition_lines()
            yield "reason", self._fact_lines()
            yield "reason", self._cofactor_lines()
        if self._numbers is None:
            return
        if steps != "short":
            yield "values", self._number_lines(self._numbers)
        yield "direction", self._direction_lines(self._numbers)
        yield "direction", self._second_lines(self._numbers)
        yield "natural_gradient", self._natural_lines(self._numbers)
        yield "path", self._step_lines(self._numbers)
        yield "doubt", self._warning_lines(self._numbers)

    def _short_lines(self) -> Iterator[Line]:
        """∇L at the point, or in general where there is none."""
        if self._numbers is None:
            yield from self._gradient_lines()
        elif self._numbers.kink is None:
            yield from self._gradient_values(self._numbers.gradients)

    def _function_lines(self) -> Iterator[Line]:
        """f as it was understood."""
        names = tuple(Symbol(name, real=True) for name in self._problem.variables)
        function = FunctionValue(self._problem.name, names)
        assumed: Line = ()
        for letter in self._problem.assumed:
            assumed = (*assumed, Separator(), Name(letter), _IN, RealArrays(()))
        written = self._formulas.function
        if self._is_full():
            # As its layers are written: b𝟏 there and here.
            written = _with_ones(written, self._formulas.layers)
        yield (function, EQUALS, ArrayFormula(written), *assumed)
        if not self._is_full():
            yield from self._size_lines()

    def _size_lines(self) -> Iterator[Line]:
        for letter, size in self._formulas.sizes.items():
            yield (Name(letter), EQUALS, Value(Integer(size)))

    def _data_lines(self) -> Iterator[Line]:
        """The numbers, vectors and matrices of the request, those that are shown whole."""
        given: list[Line] = [
            (Name(name), *self._array(array.square, is_given=True))
            for name, array in self._problem.constants.items()
            if max(array.square.shape) <= _MOST_ROWS
        ]
        yield from _in_a_row([*given, *self._size_lines()])

    def _sign_lines(self) -> Iterator[Line]:
        """What ⊙ means, and what an average is of."""
        written = render_atom(TEXTBOOK.transcribe(ArrayFormula(self._formulas.function)), ENGLISH)
        if _HADAMARD in written:
            row = "array_product_sign" + "_and_mean" * ("mean(" in written)
            yield (words(row, product=Letter(_HADAMARD)),)

    def _layer_lines(self) -> Iterator[Line]:
        """What the names in the gradients stand for."""
        for layer in (*self._formulas.layers, *self._formulas.deltas):
            yield (Name(layer.name), EQUALS, ArrayFormula(layer.formula))

    def _forward_lines(self) -> Iterator[Line]:
        """Each layer with its formula, its shape and its value."""
        if len(self._formulas.layers) > 1:
            yield (words("array_forward"),)
        layers = self._formulas.layers
        if len(layers) == 1 and self._is_full() and self._numbers is not None:
            (layer,) = layers
            told: Line = (Name(layer.name), EQUALS, ArrayFormula(layer.formula))
            yield (words("array_layer_is", layer=told),)
            return
        for layer in layers:
            yield from self._table_row(layer)

    def _backward_lines(self, *, is_by_entries: bool) -> Iterator[Line]:
        """δ of each layer, from the last to the first."""
        if self._formulas.deltas:
            yield (self._backward_heading(is_by_entries=is_by_entries),)
        for layer in self._formulas.deltas:
            yield from self._table_row(layer)

    def _backward_heading(self, *, is_by_entries: bool) -> Piece:
        """What δ means, by the first layer as an example."""
        deltas = self._formulas.deltas
        key = "array_backward_by_entries" if is_by_entries else "array_backward"
        key = key if len(deltas) == 1 else "array_backward_layers"
        last, through_name = deltas[-1].name, deltas[-1].through
        if through_name:
            return words(key, delta=Name(last), f=self._name, layer=Name(through_name))
        index = last.partition("_")[2]
        layers = self._formulas.layers
        layer = next((part for part in layers if part.name.partition("_")[2] == index), layers[0])
        through: Piece = Name(layer.name)
        if layer.formula.operation in (*ENTRYWISE, "softmax"):
            through = ArrayFormula(layer.formula.operands[0])
        return words(key, delta=Name(last), f=self._name, layer=through)

    def _table_row(self, layer: NamedFormula) -> Iterator[Line]:
        """Name and formula, and the shape."""
        yield (Name(layer.name), EQUALS, ArrayFormula(layer.formula), *self._shape(layer))

    def _layer_values(self, numbers: ArrayNumbers) -> Iterator[Line]:
        """z = (0, 0, 0), δ = 1/6·(-1, 1, -1): what each name is at the point."""
        rows: list[Line] = []
        most = _PAIR
        for layer in (*self._formulas.layers, *self._formulas.deltas):
            values = numbers.layers.get(layer.name)
            if values is None:
                continue
            value = self._array(values)
            if value[0] == EQUALS and 1 < values.size <= _MOST_WORKED:
                value = self._told_scaled(values)
            applied = list(self._applied(layer, numbers))
            rows += applied
            most += len(applied)
            rows.append((Name(layer.name), *value))
        yield from _in_a_row(rows) if len(rows) <= most else rows

    def _applied(self, layer: NamedFormula, numbers: ArrayNumbers) -> Iterator[Line]:
        """σ(z) = 1/2·(1, 1, 1), from which δ is seen; nothing where its numbers are not short."""
        for call in _calls_of_sigmoid(layer.formula):
            values = numbers.layers.get(str(call.operands[0].value))
            if values is None or not 1 < values.size <= _MOST_WORKED:
                continue
            if all(_expression(entry) == 0 for entry in values.flat):
                halves = np.array([Fraction(1, 2)] * values.size, dtype=object)
                yield (ArrayFormula(call), *self._told_scaled(halves.reshape(values.shape)))

    def _has_gradient(self) -> bool:
        return self._numbers is not None and self._numbers.kink is None

    def _gradient_lines(self) -> Iterator[Line]:
        """∇_W L = …, with the shape of W."""
        if self._formulas.deltas and self._is_full():
            yield (self._chain_rule(),)
        closed = {gradient.name: gradient.formula for gradient in self._formulas.closed}
        for gradient in self._formulas.gradients:
            line: Line = (self._sign(gradient.name), EQUALS, ArrayFormula(gradient.formula))
            last = closed.get(gradient.name, gradient.formula)
            if last != gradient.formula:
                line = (*line, EQUALS, ArrayFormula(last))
            yield (*line, *self._shape(gradient))

    def _chain_rule(self) -> Piece:
        """By what the gradients come from δ: as z = Xw + b𝟏, by the chain rule."""
        layers, deltas = self._formulas.layers, self._formulas.deltas
        through = [layer for layer in layers if layer.name == deltas[0].through]
        if len(deltas) > 1 or len(through) != 1:
            return words("array_by_chain_rule")
        (layer,) = through
        equation: Line = (Name(layer.name), EQUALS, ArrayFormula(layer.formula))
        return words("array_by_chain_rule_as", equation=equation)

    def _sign(self, variable: str) -> Piece:
        """∇_W L; of a worked solution ∂L/∂b for a number b."""
        if self._is_full() and self._problem.shapes[variable] == ():
            symbol = Symbol(variable, real=True)
            return Partial(self._problem.name, symbol, at_point=False)
        return ArrayGradient(self._problem.name, variable)

    def _worked(self, gradient: NamedFormula) -> Line:
        """= the product with its numbers and its value, of Xᵀδ or 𝟏ᵀδ; else nothing."""
        numbers, factors = self._numbers, gradient.formula.operands
        is_plain = numbers is not None and numbers.is_by_formula and self._has_gradient()
        is_product = gradient.formula.operation == "matrix_product" and len(factors) == _PAIR
        if numbers is None or not (is_plain and is_product and self._is_full()):
            return ()
        left, right = factors
        values = self._values_of(right)
        is_sum = left == _ONES_TRANSPOSED
        first = None if is_sum else self._values_of(left)
        if values is None or (first is None and not is_sum):
            return ()
        result = numbers.gradients[gradient.name]
        if not all(map(self._is_short, result.ravel())):
            return ()
        product: Piece
        if first is None and np.count_nonzero(values) <= 1:
            return (EQUALS, Value(_expression(result[0, 0])))
        if first is None:
            product = _sum_of_entries([_expression(entry) for entry in values.ravel()])
        else:
            *scale, vector = self._scaled(values)
            product = MatrixProduct((*scale, self._entries(first, is_exact=True), vector))
        if result.size > 1:
            return (EQUALS, product, *self._told_scaled(result))
        return (EQUALS, product, EQUALS, Value(_expression(result[0, 0])))

    def _is_full(self) -> bool:
        return self._problem.presentation.steps == "full"

    def _values_of(self, factor: Formula) -> Values | None:
        """The numbers of a name or its transpose, if they are few and exact."""
        assert self._numbers is not None
        is_turned = factor.operation == "transpose"
        inner = factor.operands[0] if is_turned else factor
        if inner.operation != "name":
            return None
        name = str(inner.value)
        given = self._problem.constants.get(name)
        values = self._numbers.layers.get(name) if given is None else given.square
        if values is None or max(values.shape) > _MOST_WORKED or values.size == 1:
            return None
        if not all(map(self._is_short, values.flat)):
            return None
        return values.T if is_turned else values

    def _told_scaled(self, values: Values) -> Line:
        return (EQUALS, MatrixProduct(self._scaled(values)))

    def _scaled(self, values: Values) -> tuple[Piece, ...]:
        """1/6·(-1, 1, -1), so that no fractions stand in a column."""
        entries = [_expression(entry) for entry in values.flat]
        fractions = [entry for entry in entries if isinstance(entry, Rational)]
        common = ilcm(1, 1, *(entry.q for entry in fractions))
        if common == 1 or len(fractions) < len(entries) or self._problem.has_decimals:
            return (self._entries(values, is_exact=True),)
        whole = [Fraction(int(entry * common)) for entry in fractions]
        turned = np.array(whole, dtype=object).reshape(values.shape)
        scale = Value(Rational(1, common))
        return scale, self._entries(turned, is_exact=True)

    def _shape(self, part: NamedFormula) -> Line:
        """Its shape, which is seen where a worked solution has numbers."""
        if self._numbers is not None and self._is_full():
            return ()
        return (Separator(), Name(part.name), _IN, RealArrays(part.shape))

    def _condition_lines(self) -> Iterator[Line]:
        """Where the formulas hold, if not wherever f has values."""
        kinds: dict[tuple[str, bool], list[Line]] = {}
        second = () if self._second is None else self._second.conditions
        for condition in dict.fromkeys((*self._formulas.conditions, *second)):
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

    def _fact_lines(self) -> Iterator[Line]:
        """By what the formulas are short, or would be; books differ about symmetric variables."""
        for name in self._problem.variables:
            if SYMMETRIC in self._problem.traits.get(name, ()):
                yield (words("array_symmetric_variable", array=Name(name)),)
        for fact in self._formulas.facts:
            array = Name(fact.name)
            kind = fact.kind.replace(" ", "_")
            if not fact.is_assumed:
                yield (words(f"array_{kind}", array=array),)
                continue
            formulas = self._equations(fact.gradients, fact.deltas)
            yield (words(f"array_if_{kind}", array=array, formulas=formulas),)

    def _equations(
        self, gradients: Sequence[NamedFormula], deltas: Sequence[NamedFormula] = ()
    ) -> Line:
        """δ = …, ∇_W L = …, ∇_b L = … within a sentence."""
        parts: list[tuple[Piece, Formula]] = [(Name(d.name), d.formula) for d in deltas]
        parts += [(ArrayGradient(self._problem.name, g.name), g.formula) for g in gradients]
        return clauses((left, EQUALS, ArrayFormula(formula)) for left, formula in parts)

    def _cofactor_lines(self) -> Iterator[Line]:
        """Where the gradient of a determinant holds, and its other form."""
        cofactors = self._formulas.cofactors
        if cofactors is None:
            return
        key = "array_regular" if cofactors.are_regular else "array_singular"
        conditions = self._are_regular(cofactors.matrices)
        formulas = self._equations(cofactors.gradients)
        gaps: dict[str, Piece | Line] = {"conditions": conditions, "formulas": formulas}
        if cofactors.are_regular:
            gaps["f"] = self._name
        yield (words(key, **gaps),)
        second = self._second
        is_shown = second is not None and (second.hessian or second.curvature) is not None
        if second is not None and is_shown and self._second_needs_inverses():
            regular = self._are_regular(second.regular)
            yield (words("array_second_where", conditions=regular),)

    def _second_needs_inverses(self) -> bool:
        """Whether the second derivatives are written by inverses, and the gradients are not."""
        cofactors, second = self._formulas.cofactors, self._second
        if cofactors is None or cofactors.are_regular or second is None:
            return False
        return bool(second.regular)

    @staticmethod
    def _are_regular(matrices: Sequence[Formula]) -> Line:
        """det(X) ≠ 0, of each matrix."""
        return clauses(
            (ArrayFormula(Formula("det", (matrix,))), Relation("≠"), ZERO) for matrix in matrices
        )

    def _number_lines(self, numbers: ArrayNumbers) -> Iterator[Line]:
        """The point, L there, and the gradients."""
        yield self._point_line()
        if not self._is_full() or numbers.kink is not None:
            yield (self._name, *self._number(numbers.value))
        if numbers.kink is None:
            if self._is_full():
                yield from self._layer_values(numbers)
            if not numbers.is_by_formula:
                yield (words("array_by_itself", f=self._name),)
            yield from self._gradient_values(numbers.gradients)
            # A worked solution has it where it is used: a direction has a length of its own.
            if not self._is_full():
                gradient = Gradient(self._problem.name, at_point=False)
                yield (Norm(gradient), *self._root(numbers.squared_norm))

    def _point_line(self) -> Line:
        """The values of the variables, as an opening: at w = (0, 0)."""
        assert self._problem.point is not None
        point = clauses(
            (Name(name), *self._array(array.square, is_given=True))
            for name, array in self._problem.point.items()
        )
        return (words("array_point", point=point),)

    def _gradient_values(self, gradients: Mapping[str, Values]) -> Iterator[Line]:
        worked = {gradient.name: self._worked(gradient) for gradient in self._formulas.gradients}
        for name, values in gradients.items():
            yield (self._sign(name), *(worked.get(name) or self._array(values)))

    def _direction_lines(self, numbers: ArrayNumbers) -> Iterator[Line]:
        """D over its joint norm, and the rate along it."""
        if numbers.direction is None or numbers.kink is not None:
            return
        name = self._problem.name
        gradient = Gradient(name, at_point=False)
        if not numbers.squared_length:
            yield (words("array_no_direction", zero=(gradient, EQUALS, ZERO)),)
            return
        length = numbers.squared_length
        formula: Piece = Quotient(InnerProduct(gradient, _GIVEN), Norm(_GIVEN))
        unit: Piece = Quotient(_GIVEN, Norm(_GIVEN))
        turn = self._problem.along_gradient
        if turn and self._second is None:
            # The norm stands right above.
            unit, formula = Quotient(gradient, Norm(gradient)), Norm(gradient)
            if turn < 0:
                unit, formula = Signed("-", unit), Signed("-", formula)
            yield (UNIT, EQUALS, unit)
        else:
            if turn:
                way = "array_along_gradient" if turn > 0 else "array_against"
                yield (words(way, gradient=gradient),)
            yield (UNIT, EQUALS, unit, Separator(), Norm(_GIVEN), *self._root(length))
        slope = numbers.slope
        if isinstance(slope, Fraction) and isinstance(length, Fraction):
            value: Any = _rational(slope) / sqrt(_rational(length))
        elif numbers.is_exact:
            value = _expression(slope) / sqrt(_expression(length))
        else:
            value = float(slope) / float(length) ** 0.5
        yield (ArrayRate(name), EQUALS, formula, *self._number(value))
        if value != 0:
            yield (words("rising" if value > 0 else "falling", f=self._name, u=UNIT),)

    def _second_formulas(self) -> Iterator[Line]:
        """∇²_w L = …, and ⟨v, Hv⟩ where there is no such matrix."""
        second = self._second
        if second is None:
            return
        if second.hessian is not None:
            (variable,) = self._problem.variables
            yield (self._hessian(variable), EQUALS, ArrayFormula(second.hessian))
        elif second.curvature is not None:
            product = MatrixProduct((_HESSIAN, _GIVEN))
            yield (words("array_second_slope", product=product, v=_GIVEN),)
            yield (InnerProduct(_GIVEN, product), EQUALS, ArrayFormula(second.curvature))
        else:
            yield (words("array_second_long", f=self._name),)

    def _hessian(self, variable: str) -> Piece:
        return ArrayGradient(self._problem.name, variable, order=2)

    def _second_lines(self, numbers: ArrayNumbers) -> Iterator[Line]:
        """∇²_w L at the point, and D_u²L."""
        second = self._second
        if second is None or numbers.kink is not None:
            return
        found = second.at_point
        if found is None and self._second_needs_inverses():
            yield (words("array_second_singular"),)
            return
        if found is None:
            yield (words("array_second_missing", f=self._name),)
            return
        if found.hessian is not None:
            (variable,) = self._problem.variables
            yield (self._hessian(variable), *self._array(found.hessian))
        if not found.is_asked:
            return
        value = _ratio(found.curvature, found.squared_length)
        product: Piece = InnerProduct(UNIT, MatrixProduct((_HESSIAN, UNIT)))
        if second.hessian is not None:
            (variable,) = self._problem.variables
            product = MatrixProduct((Transpose(UNIT), self._hessian(variable), UNIT))
        rate = ArrayRate(self._problem.name, order=2)
        yield (rate, EQUALS, product, *self._number(value))
        if value != 0:
            yield (words("bends_up" if value > 0 else "bends_down", u=UNIT),)

    def _natural_lines(self, numbers: ArrayNumbers) -> Iterator[Line]:
        """F and the length that it gives, F⁻¹∇L and its length, and why it matters."""
        metric, natural = self._problem.metric, numbers.natural
        if metric is None or natural is None:
            return
        length = Norm(STEP, METRIC)
        square = MatrixProduct((Transpose(STEP), METRIC, STEP))
        given = self._array(metric.square, is_given=True)
        yield (METRIC, *given, Separator(), length, EQUALS, RootOf(square))
        vector = MatrixProduct((Inverse(METRIC), self._gradient()))
        parts = [values.reshape(-1, 1) for values in natural.gradients.values()]
        yield (vector, *self._array(np.vstack(parts)))
        if not natural.squared_rate:
            return
        rate = Norm(vector, METRIC)
        yield (rate, *self._root(natural.squared_rate))
        unit: Line = (length, EQUALS, Value(Integer(1)))
        gaps: dict[str, Piece | Line] = {"f": self._name, "vector": vector, "rate": rate}
        yield (words("natural_gradient", step=STEP, unit=unit, **gaps),)

    def _gradient(self) -> Gradient:
        return Gradient(self._problem.name, at_point=False)

    def _step_lines(self, numbers: ArrayNumbers) -> Iterator[Line]:
        """W − η∇L, or where more steps lead, and L before and after."""
        step = numbers.step
        if step is None or numbers.kink is not None:
            return
        is_flow = self._problem.path == "flow"
        if is_flow:
            yield from self._flow_rule()
        else:
            if self._problem.path == "momentum":
                yield self._momentum_rule()
            yield (_STEP_SIZE, *self._number(step.size, is_given=True))
        if step.count:
            for name in self._problem.variables:
                moved: Piece = Name(name)
                if is_flow:
                    moved = At(Name(name), self._time(step, step.count)[-1])
                elif step.count == 1:
                    moved = self._moved(name)
                yield (moved, *self._array(step.point[name]))
            yield (self._progress(numbers.value, step),)
        if step.end is not PathEnd.COMPLETE:
            yield (self._end_of_path(step),)

    def _momentum_rule(self) -> Line:
        """v_{k+1} = βv_k - η∇L, which is what is added to the variables."""
        velocity = Letter(
            next(letter for letter in _VELOCITIES if letter not in self._problem.shapes)
        )
        now, following = (Indexed(velocity, index) for index in ("k", "k + 1"))
        kept = MatrixProduct((_MOMENTUM_SHARE, now))
        step = Signed("-", MatrixProduct((_STEP_SIZE, self._gradient())))
        begin: Line = (Indexed(velocity, "0"), EQUALS, ZERO)
        share: Line = (_MOMENTUM_SHARE, *self._number(MOMENTUM, is_given=True))
        terms = Terms((kept, step))
        return (following, EQUALS, terms, Separator(), *begin, Separator(), *share)

    def _end_of_path(self, step: DescentStep) -> Piece:
        """Why there are no more points."""
        if step.end is PathEnd.AT_REST:
            return words("path_at_rest", zero=(self._gradient(), EQUALS, ZERO))
        if self._problem.path == "flow":
            last: Line = (_TIME, *self._time(step, step.count))
            if step.end is PathEnd.SEAM:
                following: Line = (_TIME, *self._time(step, step.count + 1))
                return words("path_meets_seam", next=following, last=last, f=self._name)
            return words("path_uncertain", last=last)
        if step.end is PathEnd.NO_GRADIENT:
            return words("array_path_without_gradient", f=self._name)
        return words("array_path_ends", f=self._name, count=Value(Integer(step.count + 1)))

    def _flow_rule(self) -> Iterator[Line]:
        """x′(t) = -∇L, for each variable."""
        for name in self._problem.variables:
            falling = Signed("-", ArrayGradient(self._problem.name, name))
            yield (At(Primed(Name(name)), _TIME), EQUALS, falling)

    def _moved(self, name: str) -> Piece:
        """W - η∇L; with a metric of several variables W alone, as these change together."""
        gradient: tuple[Piece, ...] = (ArrayGradient(self._problem.name, name),)
        if self._problem.path == "natural":
            if len(self._problem.variables) > 1:
                return Name(name)
            gradient = (Inverse(METRIC), *gradient)
        return Terms((Name(name), Signed("-", MatrixProduct((_STEP_SIZE, *gradient)))))

    def _time(self, step: DescentStep, count: int) -> tuple[Relation, Piece]:
        """= the time after so many points of the flow, in decimals."""
        size = step.size
        time = Float(float(size)) if isinstance(size, float) else _expression(size)
        decimal = to_decimal(count * time, self._problem.digits)
        assert decimal is not None
        return EQUALS, decimal

    def _progress(self, first: Any, step: DescentStep) -> Piece:
        """How far L has come."""
        when: Line = (words("after_step"),)
        if step.count > 1:
            when = (words("after_steps", count=Value(Integer(step.count))),)
        if self._problem.path == "flow":
            when = (words("at_time", time=(_TIME, *self._time(step, step.count))),)
        last = step.value
        key = _progress_key(first, last)
        gaps: dict[str, Piece | Line] = {"when": when, "f": self._name}
        if key in ("path_falls", "path_rises"):
            gaps |= {"first": self._told(first), "last": self._told(last)}
        return words(key, **gaps)

    def _told(self, value: Any) -> Piece:
        """The number within a sentence: exact, or said to be rounded."""
        sign, number, *_ = self._number(value)
        return number if sign == EQUALS else words("about", number=number)

    def _warning_lines(self, numbers: ArrayNumbers) -> Iterator[Line]:
        """What a reader must know before using the numbers."""
        if numbers.kink is not None:
            yield from self._kink_lines(numbers.kink)
            yield from self._side_lines(numbers)
        if numbers.is_doubtful:
            yield (words("array_doubt", f=self._name),)
        if numbers.is_unchecked:
            yield (words("array_unchecked", f=self._name),)

    def _kink_lines(self, kink: Kink) -> Iterator[Line]:
        """That there is no gradient, why, and what frameworks return."""
        part = ArrayFormula(kink.part)
        gaps: dict[str, Piece | Line] = {"f": self._name, "part": part}
        if kink.index is not None:
            where = tuple(Value(Integer(i + 1)) for i in kink.index)
            gaps["entry"] = where[0] if len(where) == 1 else Tuple(where)
        key = f"array_kink_{kink.operation}" + ("_entry" if kink.index is not None else "")
        yield (words(key, **gaps),)
        if kink.convention:
            yield (words(f"array_custom_{kink.operation}"),)
            yield from self._gradient_values(kink.convention)

    def _side_lines(self, numbers: ArrayNumbers) -> Iterator[Line]:
        """At a kink the rates along the direction, before the point and beyond it."""
        if numbers.rates_beside is None:
            return
        length = numbers.squared_length
        unit = Quotient(_GIVEN, Norm(_GIVEN))
        yield (UNIT, EQUALS, unit, Separator(), Norm(_GIVEN), *self._root(length))
        rate = ArrayRate(self._problem.name)
        before, beyond = map(self._number, numbers.rates_beside)
        if numbers.rates_beside[0] == numbers.rates_beside[1]:
            yield (words("array_rate_by_limit", rate=(rate, *beyond)),)
            return
        slopes: dict[str, Line] = {
            side: line[1:] if line[0] == EQUALS else (words("about", number=line[1:]),)
            for side, line in (("before", before), ("beyond", beyond))
        }
        yield (words("array_rate_of_sides", f=self._name, u=UNIT, rate=rate, **slopes),)

    def _number(self, value: Any, *, is_given: bool = False) -> Line:
        """= an exact number, perhaps ≈ its decimal; ≈ a float that is not given as it is."""
        if isinstance(value, (float, np.floating)):
            decimal = to_decimal(Float(float(value)), self._problem.digits)
            assert decimal is not None
            is_whole = is_given and self._is_shown_whole(value)
            return (EQUALS if is_whole else APPROXIMATELY, decimal)
        expression = _expression(value)
        is_decimal = self._problem.has_decimals
        return write_number(expression, self._problem.digits, in_decimals=is_decimal)

    def _root(self, square: Any) -> Line:
        """A length by its square."""
        if isinstance(square, (float, np.floating)):
            return self._number(float(square) ** 0.5)
        return self._number(sqrt(_expression(square)))

    def _array(self, values: Values, *, is_given: bool = False) -> Line:
        """= or ≈ and the entries, of a large matrix its corners and its shape.

        Args:
            values: the entries.
            is_given: whether they are those of the request, so that floats may be exact.
        """
        rows, columns = values.shape
        if values.size == 1 and not is_given:
            return self._number(values[0, 0])
        shown = [values[row, column] for row in _kept(rows) for column in _kept(columns)]
        if all(map(self._is_short, shown)):
            return (EQUALS, self._entries(values, is_exact=True), *self._size(values))
        sign = EQUALS if is_given and all(map(self._is_shown_whole, shown)) else APPROXIMATELY
        return (sign, self._entries(values, is_exact=False), *self._size(values))

    def _is_shown_whole(self, entry: Any) -> bool:
        """Whether the digits that are shown are all that a float has."""
        shown = to_decimal(Float(float(entry)), self._problem.digits)
        return shown is not None and float(f"{shown.mantissa}e{shown.exponent}") == float(entry)

    @staticmethod
    def _size(values: Values) -> Line:
        """The shape, where not all entries are shown."""
        rows, columns = values.shape
        if max(rows, columns) <= _MOST_ROWS:
            return ()
        return (_IN, RealArrays((rows,) if columns == 1 else (rows, columns)))

    def _entries(self, values: Values, *, is_exact: bool) -> Piece:
        if values.size == 1:
            return self._entry(values[0, 0], is_exact=is_exact)
        rows, columns = (_with_gap(count) for count in values.shape)
        table: list[tuple[Piece, ...]] = []
        for row in rows:
            line: list[Piece] = []
            for column in columns:
                if row is None or column is None:
                    line.append(Omission(_OMISSIONS[row is None, column is None]))
                else:
                    line.append(self._entry(values[row, column], is_exact=is_exact))
            table.append(tuple(line))
        return Entries(tuple(table))

    def _entry(self, entry: Any, *, is_exact: bool) -> Piece:
        if is_exact:
            return Value(_expression(entry))
        number = Float(float(entry)) if isinstance(entry, float) else _expression(entry)
        decimal = to_decimal(number, self._problem.digits)
        assert decimal is not None
        return decimal

    def _is_short(self, entry: Any) -> bool:
        if isinstance(entry, float):
            return False
        expression = _expression(entry)
        return not is_decimal_only(expression) and len(plain_text(expression)) <= _MOST_COLUMNS


_OMISSIONS: Mapping[tuple[bool, bool], str] = {
    (True, True): "⋱",
    (True, False): "⋮",
    (False, True): "⋯",
}


def _with_ones(function: Formula, layers: Sequence[NamedFormula]) -> Formula:
    """The function with Xw + b𝟏 for Xw + b, as a layer of it is written."""
    typed = {_without_ones(layer.formula): layer.formula for layer in layers}
    return _replaced(function.without_places, typed)


def _without_ones(formula: Formula) -> Formula:
    operands = tuple(map(_without_ones, formula.operands))
    if formula.operation == "multiply" and formula != _ONES_TRANSPOSED:
        operands = tuple(part for part in operands if part.operation != "ones")
        if len(operands) == 1:
            return operands[0]
    return replace(formula.without_places, operands=operands)


def _replaced(formula: Formula, others: Mapping[Formula, Formula]) -> Formula:
    if formula in others:
        return others[formula]
    operands = tuple(_replaced(part, others) for part in formula.operands)
    return replace(formula, operands=operands)


def _in_a_row(lines: Sequence[Line]) -> Iterator[Line]:
    row: Line = ()
    for line in lines:
        row = (*row, Separator(), *line) if row else line
    if row:
        yield row


def _sum_of_entries(entries: Sequence[Expr]) -> Value:
    """1/6·(-1 + 1 - 1), the entries in their order."""
    common = ilcm(1, 1, *(entry.q for entry in entries if isinstance(entry, Rational)))
    if not all(isinstance(entry, Rational) for entry in entries):
        common = Integer(1)
    terms = []
    for entry in entries:
        is_below = entry.could_extract_minus_sign()
        size = in_reading_order((-entry if is_below else entry) * common)
        terms.append(Formula("negate", (size,)) if is_below else size)
    total = Formula("add", tuple(terms))
    if common == 1:
        return Value(total)
    return Value(Formula("multiply", (in_reading_order(Rational(1, common)), total)))


def _kept(count: int) -> Sequence[int]:
    """The rows, or columns, that are shown."""
    return [index for index in _with_gap(count) if index is not None]


def _with_gap(count: int) -> list[int | None]:
    """The indices of rows that are shown, with None for those left out."""
    if count <= _MOST_ROWS:
        return list(range(count))
    return [*range(_CORNER), None, *range(count - _CORNER, count)]


def _rational(value: Fraction) -> Rational:
    return Rational(value.numerator, value.denominator)


def _ratio(top: Any, bottom: Any) -> Any:
    """A quotient of exact numbers, or of floats."""
    if any(isinstance(value, (float, np.floating)) for value in (top, bottom)):
        return float(top) / float(bottom)
    return _expression(top) / _expression(bottom)


def _expression(value: Any) -> Expr:
    """An exact entry as SymPy's number."""
    return _rational(value) if isinstance(value, Fraction) else value


def _progress_key(first: Any, last: Any) -> str:
    """Whether the second value is the smaller one, where one can tell."""
    if isinstance(first, (float, np.floating)) or isinstance(last, (float, np.floating)):
        before, after = float(first), float(last)
        if abs(after - before) <= _ROUNDING * max(abs(before), abs(after)):
            return "path_hardly_changes"
        return "path_falls" if after < before else "path_rises"
    change = _expression(last) - _expression(first)
    if change.is_zero or change.expand() == 0:
        return "path_keeps"
    sign = change.evalf(maxn=_MOST_DIGITS)
    if not sign.is_comparable:
        return "path_hardly_changes"
    return "path_falls" if sign < 0 else "path_rises"
