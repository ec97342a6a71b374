"""The numbers at the point: exact where that tells something, and checked by values of f alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

from sympy import Expr, Rational, fraction, together

from grad_magic.array_problem import MOST_DRAWN_ENTRIES, Array, ArrayProblem
from grad_magic.array_solution import ArrayNatural, ArrayNumbers, DescentStep, Kink
from grad_magic.calculus.arrays.analysis import Analysis
from grad_magic.calculus.arrays.arithmetic import (
    Arithmetic,
    ExactArithmetic,
    FloatArithmetic,
    NotExactError,
    SingularError,
)
from grad_magic.calculus.arrays.conditions import find_needs
from grad_magic.calculus.arrays.cones import leaves_gradient
from grad_magic.calculus.arrays.domain import FormulaEvaluator
from grad_magic.calculus.arrays.functions import FUNCTIONS
from grad_magic.calculus.arrays.nodes import Node, along_axis, entrywise, in_order, rational_of
from grad_magic.calculus.arrays.paths import EndError, Ground, Sides, follow_path
from grad_magic.calculus.arrays.rays import Broken, Ended, Smooth, look_around, slopes_along
from grad_magic.calculus.arrays.values import Evaluation
from grad_magic.calculus.arrays.writing import Writer
from grad_magic.calculus.exact.lengths import count_operations
from grad_magic.deferred_numpy import np
from grad_magic.errors import GradMagicError, NoAnswerError
from grad_magic.findings import PathEnd
from grad_magic.formula.tree import Formula, Place
from grad_magic.wording.messages import Message, Told

if TYPE_CHECKING:
    from grad_magic.calculus.arrays.arithmetic import Values

MOST_EXACT_ENTRIES = 3000
"""In all arrays together; of more the numbers are computed in floating point."""
# Steps of a central difference; the first is best for a smooth f of ordinary size.
_STEPS = (6e-6, 1e-4, 4e-7, 2e-3)
_TOLERANCE, _TINY = 1e-5, 1e-12
# One-sided slopes at a kink differ by as much for a tenth of the step. They agree where they
# differ by this part of themselves, and what rounding may do to them is so many times the noise of
# one, less than this part of a difference that is clear.
_BENDING_STEPS = (1e-3, 1e-4, 1e-5, 1e-6, 1e-7)
_KEPT, _AGREEING, _NOISY, _CLEAR = 0.7, 1e-3, 50, 0.3
_ARGUMENT_STEP = 1e-5
# As along scalar paths.
_USUAL_SIZE, _USUAL_COUNT = Fraction(1, 10), 50
_DIRECTIONS = 3
_HALF = Fraction(1, 2)
# Longer numbers are shown as decimals in any case.
_MOST_EXPANDED = 40
# Of still longer ones nothing is kept but their decimals.
_LONGEST = 200
_DIGITS, _SOME_DIGITS, _MOST_DIGITS, _NEARLY_ZERO = 20, 60, 200, 1e-15
_SEED = 20240229
# A part by which no digit of a number is left.
_NO_DIGIT = 0.1
# Along rays entries are expansions, along paths long fractions: each operation takes long.
_MOST_ALONG_RAYS = 200
# An adjoint that is 0 tells nothing of these: that of 1[u > 0] is what two cases differ by, which
# may be 0 where their derivatives differ, and sign(u)² jumps too.
_JUMPS = frozenset({"step", "sign"})
# Where frameworks do not agree on a derivative.
_NO_CONVENTION = frozenset({"root", "boundary", "clip", "sign", "where"})
_NOT_SMOOTH = frozenset(
    {"relu", "abs", "sign", "largest", "smallest", "maximum", "minimum", "clip", "where"}
    | {"norm", "frobenius_norm", "absolute_norm", "largest_norm"}
)


def find_numbers(analysis: Analysis, sizes: Mapping[str, int]) -> ArrayNumbers:
    """All numbers at the point of a problem in which every name has a value.

    Args:
        analysis: of the function.
        sizes: the letters for numbers of rows and columns.

    Raises:
        NoAnswerError: f has no value there.
    """
    point = _Point(analysis, sizes)
    with np.errstate(all="ignore"):
        if point.is_exact:
            try:
                return point.numbers(ExactArithmetic())
            except (NotExactError, TypeError):
                # Of some exact numbers SymPy does not know which is larger.
                pass
        return point.numbers(FloatArithmetic())


def gradients_in_floats(
    analysis: Analysis, sizes: Mapping[str, int], arrays: Mapping[str, Values]
) -> dict[str, Values]:
    """The gradients where all names have these values.

    Args:
        analysis: of the function.
        sizes: the letters for numbers of rows and columns.
        arrays: floats in two dimensions, by all names.

    Raises:
        NoAnswerError: they are not finite there.
    """
    with np.errstate(all="ignore"):
        evaluation = Evaluation(FloatArithmetic(), arrays, sizes)
        gradients, _ = _Point(analysis, sizes).gradients(evaluation)
    return gradients


@dataclass(frozen=True)
class _FirstOrder:
    """What the first derivatives are.

    Attributes:
        gradients: by names; at a kink what the formulas give.
        layers: the values of layers and of δ.
        around: what f does near the point.
        kink: why there is no gradient; None where there is one.
    """

    gradients: dict[str, Values]
    layers: dict[str, Values]
    around: Smooth | Broken | Ended | None
    kink: Kink | None


@dataclass(frozen=True)
class _Point:
    """A function at its point.

    Attributes:
        analysis: the function.
        sizes: the letters for numbers of rows and columns.
    """

    analysis: Analysis
    sizes: Mapping[str, int]

    @property
    def problem(self) -> ArrayProblem:
        """What was asked."""
        return self.analysis.problem

    @property
    def given(self) -> dict[str, Array]:
        """The values of all names."""
        return {**self.problem.constants, **(self.problem.point or {})}

    @property
    def is_exact(self) -> bool:
        """Whether exact numbers are given, and not too many."""
        arrays = self.given.values()
        count = sum(array.entries.size for array in arrays)
        return all(array.is_exact for array in arrays) and count <= MOST_EXACT_ENTRIES

    def arrays(self, *, exact: bool) -> dict[str, Values]:
        """The entries of all names, in two dimensions."""
        return {name: array.square if exact else array.floats for name, array in self.given.items()}

    def numbers(self, arithmetic: Arithmetic) -> ArrayNumbers:
        """The numbers in one arithmetic."""
        is_exact = isinstance(arithmetic, ExactArithmetic)
        arrays = self.arrays(exact=is_exact)
        value = short(self.loss(arithmetic, arrays))
        evaluation = Evaluation(arithmetic, arrays, self.sizes)
        is_constant = self.analysis.is_constant
        if is_constant:
            node = self.analysis.typed.node
            number = rational_of(node)
            value = short(evaluation.value(node)[0, 0]) if number is None else number
        elif not is_exact:
            value = self._value_without_noise(value)
        found = self._first_order(evaluation, is_exact=is_exact)
        gradients, around, kink = found.gradients, found.around, found.kink
        verdict = None if kink is not None else self._verdict(gradients)
        square = _inner(gradients, gradients)
        direction = self._direction(gradients, exact=is_exact)
        natural = None if kink is not None else self._natural(arithmetic, gradients)
        length = slope = None
        if direction is not None:
            length, slope = _inner(direction, direction), _inner(gradients, direction)
        return ArrayNumbers(
            value=value,
            gradients={} if kink is not None else gradients,
            layers=found.layers,
            is_exact=is_exact,
            squared_norm=None if kink is not None else short(square),
            direction=direction,
            squared_length=short(length),
            slope=None if kink is not None else short(slope),
            sides=None if kink is None else self._slopes_beside(direction),
            natural=natural,
            step=self._step(arithmetic, arrays, gradients, natural),
            kink=kink,
            is_doubtful=verdict is False and not isinstance(around, Smooth),
            is_unchecked=kink is None and verdict is None,
            is_by_formula=is_constant or self._is_by_formula(evaluation),
            are_regular=not any(
                arithmetic.is_singular(evaluation.value(node.operands[0]))
                for node in self.analysis.nodes
                if node.operation == "det"
            ),
        )

    def _first_order(self, evaluation: Evaluation, *, is_exact: bool) -> _FirstOrder:
        """The gradients, or a kink and what the formulas give there."""
        gradients, layers = self.gradients(evaluation)
        if is_exact:
            _check_lengths(gradients.values())
        around = None if self.analysis.is_constant else self._around(evaluation)
        if isinstance(around, Smooth):
            found, found_layers = self._on_side(around, evaluation, is_exact=is_exact)
            if not around.agrees(found):
                around = Broken() if self._leaves(None, evaluation) else None
            elif self._leaves(found, evaluation):
                around = Broken()
            else:
                gradients, layers = found, found_layers
        elif not is_exact:
            gradients, layers = self._without_noise(gradients, layers)
        kink = None
        if not self.analysis.is_constant:
            kink = self._kink(evaluation, gradients, around)
        halved = None if kink is None else self._halved(evaluation)
        if halved is not None:
            gradients, layers = self.gradients(halved)
        if is_exact:
            gradients = {name: shortened(values) for name, values in gradients.items()}
            layers = {name: shortened(values) for name, values in layers.items()}
        if kink is not None and kink.operation not in _NO_CONVENTION:
            convention = {} if self._is_mixed(evaluation) else gradients
            kink = replace(kink, convention=convention)
        return _FirstOrder(gradients, layers, around, kink)

    def loss(self, arithmetic: Arithmetic, arrays: Mapping[str, Values]) -> Any:
        """The value of f, of the formula as it was typed."""
        evaluator = FormulaEvaluator(self.problem, arithmetic, arrays, self.sizes)
        value = evaluator.value(self.analysis.typed.formula)[0, 0]
        if isinstance(value, float) and not np.isfinite(value):
            message = Message("is_too_large_for_floats", name=self.problem.name)
            raise self._no_answer(message)
        return value

    def _no_answer(self, message: Told) -> NoAnswerError:
        place = self.problem.places.get("at", Place(0, 0))
        return NoAnswerError(message, source=self.problem.source, start=place.start, end=place.end)

    def gradients(self, evaluation: Evaluation) -> tuple[dict[str, Values], dict[str, Values]]:
        """The gradients, and the values of what has a name on the way."""
        layers: dict[str, Values] = {}
        try:
            for definition in self.analysis.definitions:
                values = evaluation.value(definition.node)
                evaluation.define(definition.name, values)
                layers[definition.name.letter] = values
            for layer in self.analysis.swept.layers:
                values = evaluation.value(layer.adjoint)
                evaluation.define(layer.delta, values)
                layers[layer.delta.letter] = values
            gradients = {
                name: evaluation.value(self.analysis.swept.gradients[node])
                for name, node in self.analysis.variables.items()
            }
            layers |= {
                name: evaluation.value(node) for node, name in self.analysis.layers.names.items()
            }
        except SingularError:
            message = Message("the_gradient_inverts_a_singular_matrix")
            raise self._no_answer(message) from None
        except ZeroDivisionError:
            raise self._no_answer(Message("the_gradient_divides_by_zero")) from None
        for name, values in gradients.items():
            if values.dtype != object and not np.isfinite(values).all():
                raise self._no_answer(Message("the_gradient_by_is_not_finite_here", name=name))
        arrays = self.problem.point or {}
        for name in self.problem.variables:
            gradients.setdefault(name, 0 * arrays[name].square)
        return {name: gradients[name] for name in self.problem.variables}, layers

    def _is_by_formula(self, evaluation: Evaluation) -> bool:
        """Whether the conditions of the formulas hold at the point, and nothing is divided by 0."""
        swept = self.analysis.swept
        adjoints = (*swept.gradients.values(), *(layer.adjoint for layer in swept.layers))
        for node in in_order(*adjoints):
            below = [base for base, exponent in node.factors if exponent < 0]
            if any((evaluation.value(base) == 0).any() for base in below):
                return False
        for node, kind in find_needs(self.analysis).items():
            if kind == "single":
                inner = evaluation.value(node.operands[0])
                ties = np.asarray(inner == evaluation.value(node), dtype=bool)
                fails = bool((ties.sum(axis=node.axis) > 1).any())
            else:
                fails = bool((evaluation.value(node) == 0).any())
            if fails:
                return False
        return True

    def _value_without_noise(self, value: Any) -> Any:
        """With 0 for what is nothing but rounding."""
        given = self.arrays(exact=False)
        if sum(values.size for values in given.values()) > MOST_EXACT_ENTRIES:
            return value
        longer = {name: values.astype(np.longdouble) for name, values in given.items()}
        try:
            other = self.loss(FloatArithmetic(), longer)
        except (TypeError, NoAnswerError):
            # No inverse and no determinant is computed in more digits.
            return value
        return 0.0 if abs(other - value) > _NO_DIGIT * abs(value) else value

    def _without_noise(
        self, gradients: dict[str, Values], layers: dict[str, Values]
    ) -> tuple[dict[str, Values], dict[str, Values]]:
        """With 0 for what is nothing but rounding: more digits make something else of it."""
        given = self.arrays(exact=False)
        if sum(values.size for values in given.values()) > MOST_EXACT_ENTRIES:
            return gradients, layers
        longer = {name: values.astype(np.longdouble) for name, values in given.items()}
        try:
            evaluation = Evaluation(FloatArithmetic(), longer, self.sizes)
            longer_gradients, longer_layers = self.gradients(evaluation)
        except (TypeError, NoAnswerError):
            # No inverse and no determinant is computed in more digits.
            return gradients, layers
        return _kept_digits(gradients, longer_gradients), _kept_digits(layers, longer_layers)

    def _direction(
        self, gradients: Mapping[str, Values], *, exact: bool
    ) -> dict[str, Values] | None:
        """The change that is asked about, 0 where nothing is said."""
        if self.problem.along_gradient:
            return {name: self.problem.along_gradient * v for name, v in gradients.items()}
        if self.problem.direction is None:
            return None
        asked = self.problem.direction
        direction = {}
        for name, values in gradients.items():
            if name not in asked:
                direction[name] = 0 * values
            else:
                is_usable = exact and asked[name].is_exact
                direction[name] = asked[name].square if is_usable else asked[name].floats
        return direction

    def _natural(
        self, arithmetic: Arithmetic, gradients: Mapping[str, Values]
    ) -> ArrayNatural | None:
        """F⁻¹∇L over the entries of all variables, one behind the other."""
        metric = self.problem.metric
        if metric is None:
            return None
        is_exact = isinstance(arithmetic, ExactArithmetic) and metric.is_exact
        if not is_exact:
            arithmetic = FloatArithmetic()
            gradients = {name: np.asarray(v, dtype=float) for name, v in gradients.items()}
        entries = metric.square if is_exact else metric.floats
        self._check_definite(arithmetic, entries)
        slope = np.array(_joined(self.problem.variables, gradients)).reshape(-1, 1)
        vector = arithmetic.multiply(arithmetic.inverse(entries), slope)
        parts, start = {}, 0
        for name, values in gradients.items():
            parts[name] = vector[start : start + values.size].reshape(values.shape)
            start += values.size
        if is_exact:
            parts = {name: shortened(values) for name, values in parts.items()}
        return ArrayNatural(parts, short((slope * vector).sum()), is_exact=is_exact)

    def _check_definite(self, arithmetic: Arithmetic, metric: Values) -> None:
        """By Sylvester's criterion: all leading principal minors are positive."""
        sizes = range(1, len(metric) + 1)
        if all(arithmetic.determinant(metric[:size, :size])[0, 0] > 0 for size in sizes):
            return
        place = self.problem.places.get("metric", Place(0, 0))
        message = Message("this_metric_is_not_positive_definite")
        advice = Message("leading_principal_minors_must_be_positive")
        raise self.problem.error(place, message, advice)

    def _step(
        self,
        arithmetic: Arithmetic,
        arrays: Mapping[str, Values],
        gradients: Mapping[str, Values],
        natural: ArrayNatural | None,
    ) -> DescentStep | None:
        """One step of descent in the arithmetic of the rest, or several in floats."""
        problem = self.problem
        if not problem.is_path_asked:
            return None
        size: Any = _USUAL_SIZE
        if problem.step_size is not None:
            size = problem.step_size.square[0, 0]
        usual = _USUAL_COUNT if problem.path else 1
        count = usual if problem.iterations is None else problem.iterations
        is_told = isinstance(arithmetic, ExactArithmetic) and not self._has_kinks
        if is_told and not any((values != 0).any() for values in gradients.values()):
            # Floating-point numbers would miss that ∇L is 0 at √2.
            height = short(self.loss(arithmetic, arrays))
            return DescentStep(dict(arrays), height, (float(height),), size, PathEnd.AT_REST)
        is_exact = isinstance(arithmetic, ExactArithmetic) and not isinstance(size, float)
        if count > 1 or not is_exact or problem.path == "flow":
            return self._walk(size, count)
        slopes = gradients
        if problem.path == "natural" and natural is not None:
            slopes = natural.gradients
        point = {name: arrays[name] - size * values for name, values in slopes.items()}
        first = float(self.loss(arithmetic, arrays))
        try:
            value = short(self.loss(arithmetic, {**arrays, **point}))
        except NoAnswerError:
            return self._walk(size, count)
        points = None
        if problem.entry_count <= MOST_DRAWN_ENTRIES:
            ends = (_joined(problem.variables, way) for way in (arrays, point))
            points = np.array([list(map(float, end)) for end in ends])
        return DescentStep(point, value, (first, float(value)), size, points=points)

    def _walk(self, size: Any, count: int) -> DescentStep:
        """Steps beside kinks in fractions, else in floats, as far as f has values."""
        problem = self.problem
        exact = None
        entries = sum(array.entries.size for array in self.given.values())
        if self.is_exact and self._has_kinks and entries <= _MOST_ALONG_RAYS:
            exact = np.array(_joined(problem.variables, self.arrays(exact=True)), dtype=object)
        ground = Ground(
            problem.variables,
            self.arrays(exact=False),
            partial(self.loss, FloatArithmetic()),
            partial(self._gradients_on_path, FloatArithmetic()),
            self._sides if self._has_kinks else None,
            None if exact is None else self._exact_gradients_on_path,
            None if problem.path != "natural" or problem.metric is None else problem.metric.floats,
        )
        return follow_path(ground, problem.path, size, count, exact)

    @property
    def _has_kinks(self) -> bool:
        """Whether some node has a kink anywhere."""
        return any(map(_is_kinked, self.analysis.nodes))

    def _sides(self, arrays: Mapping[str, Values]) -> Sides:
        """On which sides of all kinks another point is."""
        evaluation = Evaluation(FloatArithmetic(), arrays, self.sizes)
        self._define_layers(evaluation)
        signs, lengths = [], [np.inf]
        for node in filter(_is_kinked, self.analysis.nodes):
            if node.operation == "entrywise":
                signs.append(np.sign(evaluation.value(node.operands[0])))
            elif node.operation == "largest":
                tied = along_axis("tied", node.operands[0], node.axis)
                signs.append(np.sign(evaluation.value(tied)))
            else:
                lengths += [
                    float(np.abs(evaluation.value(factor)).min()) ** float(exponent)
                    for factor, exponent in node.factors
                    if 0 < exponent < 1
                ]
        joined = np.concatenate([np.zeros(0), *(values.ravel() for values in signs)])
        return Sides(joined, min(lengths))

    def _define_layers(self, evaluation: Evaluation) -> None:
        """Gives the parts that have names their values."""
        for definition in self.analysis.definitions:
            evaluation.define(definition.name, evaluation.value(definition.node))

    def _exact_gradients_on_path(self, arrays: Mapping[str, Values]) -> dict[str, Values]:
        """The gradients at another point of exact numbers."""
        exact = {**self.arrays(exact=True), **{n: arrays[n] for n in self.problem.variables}}
        return self._gradients_on_path(ExactArithmetic(), exact)

    def _gradients_on_path(
        self, arithmetic: Arithmetic, arrays: Mapping[str, Values]
    ) -> dict[str, Values]:
        """The gradients at another point.

        Raises:
            NoAnswerError: they are not finite there.
            EndError: a kink reaches f there.
        """
        evaluation = Evaluation(arithmetic, arrays, self.sizes)
        gradients, _ = self.gradients(evaluation)
        adjoints = self.analysis.swept.adjoints
        is_reached = any(
            operation in _JUMPS
            or bool((entries & np.asarray(evaluation.value(adjoints[node]) != 0)).any())
            for node, entries, operation in self._breaks(evaluation)
            if entries.any()
        )
        if is_reached and self._moved_to(arrays)._is_broken(gradients):  # noqa: SLF001
            raise EndError(PathEnd.NO_GRADIENT)
        return gradients

    def _moved_to(self, arrays: Mapping[str, Values]) -> _Point:
        """The function at another point."""
        shapes = {name: array.shape for name, array in (self.problem.point or {}).items()}
        point = {name: Array(arrays[name].reshape(shape)) for name, shape in shapes.items()}
        problem = replace(self.problem, point=point)
        return _Point(replace(self.analysis, problem=problem), self.sizes)

    def _around(self, evaluation: Evaluation) -> Smooth | Broken | Ended | None:
        """What f does near the point, where it may have a kink; None where that is not settled."""
        roots = self._roots_of_zero()
        if not roots and not any(entries.any() for _, entries, _ in self._breaks(evaluation)):
            return None
        exact = self._exact_for_rays()
        if exact is None:
            return None

        def moved(arrays: Mapping[str, Values]) -> Mapping[str, Values]:
            return {**exact, **arrays}

        around = look_around(
            {name: exact[name] for name in self.problem.variables},
            lambda arithmetic, arrays: self.loss(arithmetic, moved(arrays)),
            lambda arithmetic, arrays: self._steps(
                Evaluation(arithmetic, moved(arrays), self.sizes)
            ),
        )
        is_settled = not isinstance(around, Smooth) or not any(map(_is_rough, roots))
        return around if is_settled else None

    def _exact_for_rays(self) -> Mapping[str, Values] | None:
        """The entries of all names, exact; None where they are too many to follow f along rays."""
        given = {name: array.square for name, array in self.given.items()}
        if sum(values.size for values in given.values()) > _MOST_ALONG_RAYS:
            return None
        return {name: _exactly(values) for name, values in given.items()}

    def _slopes_beside(
        self, direction: Mapping[str, Values] | None
    ) -> tuple[Rational, Rational] | None:
        """At a kink the slopes of f along the direction, before the point and beyond it."""
        exact = self._exact_for_rays()
        if direction is None or self.problem.along_gradient or exact is None:
            return None
        return slopes_along(
            {name: exact[name] for name in self.problem.variables},
            {name: _exactly(values) for name, values in direction.items()},
            lambda arithmetic, arrays: self.loss(arithmetic, {**exact, **arrays}),
        )

    def _on_side(
        self, around: Smooth, evaluation: Evaluation, *, is_exact: bool
    ) -> tuple[dict[str, Values], dict[str, Values]]:
        """The gradients and layers with what the derivatives at kinks are on one side."""
        on_side = Evaluation(evaluation.arithmetic, evaluation.arrays, self.sizes)
        for node, values in around.sides.items():
            on_side.define(node, values if is_exact else np.asarray(values, dtype=float))
        return self.gradients(on_side)

    def _leaves(self, gradients: Mapping[str, Values] | None, evaluation: Evaluation) -> bool:
        """Whether f leaves these gradients within some cone of directions.

        Where none are given it is seen whether f rises by another rate than it falls.
        """
        given = self.arrays(exact=False)
        names = self.problem.variables
        count = sum(given[name].size for name in names)

        def moved(by: Values) -> dict[str, Values]:
            arrays, start = dict(given), 0
            for name in names:
                size = given[name].size
                part = by[start : start + size].reshape(given[name].shape)
                arrays[name] = given[name] + part
                start += size
            return arrays

        def loss(by: Values) -> float:
            try:
                return float(self.loss(FloatArithmetic(), moved(by)))
            except GradMagicError:
                return float("nan")

        scale = max(1.0, *(float(np.abs(given[name]).max()) for name in names))
        arguments = self._arguments_of_kinks(evaluation, moved, count)
        if gradients is None:
            even = lambda by: loss(by) + loss(-by)  # noqa: E731
            return leaves_gradient(even, np.zeros(count), arguments, size=scale)
        joined = np.array(_joined(names, gradients), dtype=float)
        return leaves_gradient(loss, joined, arguments, size=scale)

    def _arguments_of_kinks(
        self, evaluation: Evaluation, moved: Callable[[Values], Mapping[str, Values]], count: int
    ) -> Values:
        """The gradients of the arguments that are 0 at kinks, (k, n), by central differences."""
        kinks = [
            (node.operands[0], entries)
            for node, entries, operation in self._breaks(evaluation)
            if operation in ("relu", "abs", "sign", "step") and entries.any()
        ]

        def values(by: Values) -> Values:
            there = Evaluation(FloatArithmetic(), moved(by), self.sizes)
            self.gradients(there)
            return np.concatenate([there.value(node)[entries] for node, entries in kinks])

        if not kinks:
            return np.zeros((0, count))
        try:
            ways = _ARGUMENT_STEP * np.eye(count)
            columns = [(values(way) - values(-way)) / (2 * _ARGUMENT_STEP) for way in ways]
        except GradMagicError:
            return np.zeros((0, count))
        return np.stack(columns, axis=1)

    def _steps(self, evaluation: Evaluation) -> dict[Node, Values]:
        """The values of what is constant between kinks."""
        self.gradients(evaluation)
        swept = self.analysis.swept
        adjoints = (*swept.gradients.values(), *(layer.adjoint for layer in swept.layers))
        return {node: evaluation.value(node) for node in in_order(*adjoints) if _is_step(node)}

    def _roots_of_zero(self) -> list[Formula]:
        """The roots in f, as typed, of which an entry is 0."""
        formula = self.analysis.typed.formula
        evaluator = FormulaEvaluator(
            self.problem, FloatArithmetic(), self.arrays(exact=False), self.sizes
        )
        try:
            return [
                part
                for part in _parts(formula)
                if _is_root(part) and bool((evaluator.value(part.operands[0]) == 0).any())
            ]
        except NoAnswerError:
            return []

    def _kink(
        self,
        evaluation: Evaluation,
        gradients: Mapping[str, Values],
        around: Smooth | Broken | Ended | None,
    ) -> Kink | None:
        """The first entry at a kink on which f depends, if f breaks there."""
        if isinstance(around, Smooth):
            return None
        unreached = None
        for node, entries, operation in self._breaks(evaluation):
            if isinstance(around, Ended) and operation != "root":
                continue
            adjoint = evaluation.value(self.analysis.swept.adjoints[node])
            is_reached = np.asarray(adjoint != 0, dtype=bool) | (operation in _JUMPS)
            reached = np.argwhere(entries & is_reached)
            if len(reached) and (
                around is not None or self._is_broken(gradients) or self._leaves(None, evaluation)
            ):
                return self._kink_at(node, reached[0], operation)
            if unreached is None and entries.any():
                unreached = node, np.argwhere(entries)[0], operation
        if isinstance(around, Ended):
            parts = _parts(self.analysis.typed.formula)
            ended = (part for part in parts if (part.start, part.end) == (around.start, around.end))
            return Kink(next(ended), None, "boundary")
        if around is not None and unreached is not None:
            return self._kink_at(*unreached)
        return self._boundary(evaluation, gradients)

    def _kink_at(self, node: Node, place: Values, operation: str) -> Kink:
        """The kink of a node at an entry."""
        row, column = (int(i) for i in place)
        inner = node if operation == "norm" else node.operands[0]
        index = (row,) if inner.shape[1] == 1 else (row, column)
        written = self.analysis.typed.origins.get(node)
        if written is None:
            written = Writer(self.analysis.layers.names, {}).definition(node)
        else:
            operation = written.operation
        is_number = inner.is_scalar or operation in ("norm", "largest", "smallest")
        return Kink(written, None if is_number else index, operation)

    def _is_mixed(self, evaluation: Evaluation) -> bool:
        """Whether a kink at the point was typed in ways of which each has its own convention."""
        mixed = self.analysis.typed.mixed
        return any(node in mixed and entries.any() for node, entries, _ in self._breaks(evaluation))

    def _halved(self, evaluation: Evaluation) -> Evaluation | None:
        """With half of the derivative on either side of max(x, y) where both are equal."""
        halves = {}
        for node, formula in self.analysis.typed.origins.items():
            step = entrywise("step", node.operands[0])
            if formula.operation in ("maximum", "minimum"):
                half = evaluation.arithmetic.constant(_HALF)
                is_tie = np.asarray(evaluation.value(node.operands[0]) == 0, dtype=bool)
                halves[step] = np.where(is_tie, half, evaluation.value(step))
        if not halves:
            return None
        halved = Evaluation(evaluation.arithmetic, evaluation.arrays, self.sizes)
        for step, values in halves.items():
            halved.define(step, values)
        return halved

    def _boundary(self, evaluation: Evaluation, gradients: Mapping[str, Values]) -> Kink | None:
        """The first power of 0 that has no values for negative numbers, if f ends there."""
        for node in self.analysis.nodes:
            if node.operation != "product":
                continue
            for factor, exponent in node.factors:
                if exponent.denominator % 2 or exponent < 0 or factor.operation == "total":
                    continue
                entries = np.asarray(evaluation.value(factor) == 0, dtype=bool)
                if entries.any() and self._is_at_an_end(gradients):
                    written = Writer(self.analysis.layers.names, {}).definition(node)
                    return Kink(written, None, "boundary")
        return None

    def _breaks(self, evaluation: Evaluation) -> Iterator[tuple[Node, Any, str]]:
        """The nodes with a kink, where they have one, and its kind."""
        for node in self.analysis.nodes:
            if node not in self.analysis.swept.adjoints:
                continue
            if node.operation == "entrywise" and FUNCTIONS[str(node.detail)].kink:
                inner = evaluation.value(node.operands[0])
                yield node, np.asarray(inner == 0, dtype=bool), str(node.detail)
            elif node.operation == "largest":
                shares = evaluation.value(along_axis("tied", node.operands[0], node.axis))
                counts = np.asarray(shares != 0, dtype=bool).sum(axis=node.axis, keepdims=True)
                yield node, np.asarray(counts > 1).reshape(evaluation.value(node).shape), "largest"
            elif node.operation == "product":
                for factor, exponent in node.factors:
                    if 0 < exponent < 1:
                        entries = np.asarray(evaluation.value(factor) == 0, dtype=bool)
                        kind = "norm" if factor.operation == "total" else "root"
                        yield node, np.broadcast_to(entries, evaluation.value(node).shape), kind

    def _verdict(self, gradients: Mapping[str, Values]) -> bool | None:
        """Whether ⟨∇L, D⟩ is what values of f give, for a random D; None without such values."""
        generator = np.random.default_rng(_SEED)
        verdicts = []
        for is_relative in (False, True):
            along = _Differences(self, gradients, generator, is_relative=is_relative)
            for distance in along.distances:
                agrees = along.agrees(distance)
                if agrees:
                    return True
                verdicts.append(agrees)
        return None if all(verdict is None for verdict in verdicts) else False

    def _is_broken(self, gradients: Mapping[str, Values]) -> bool:
        """Whether f rises by another rate than it falls along some line through the point.

        Both slopes of |x|³ or |x|√|x| at 0 tend to 0 with the step; those of |x| do not.
        """
        lines = self._lines(gradients)
        return any(line.is_broken() for line in lines)

    def _is_at_an_end(self, gradients: Mapping[str, Values]) -> bool:
        """Whether f has no values on one side along some line through the point."""
        return any(line.has_an_end(_BENDING_STEPS[-1]) for line in self._lines(gradients))

    def _lines(self, gradients: Mapping[str, Values]) -> list[_Differences]:
        generator = np.random.default_rng(_SEED)
        return [_Differences(self, gradients, generator) for _ in range(_DIRECTIONS)]


class _Differences:
    """Differences of f along a line through the point, in floating-point numbers."""

    def __init__(
        self,
        point: _Point,
        gradients: Mapping[str, Values],
        generator: np.random.Generator,
        *,
        is_relative: bool = False,
    ) -> None:
        """Chooses a line.

        Args:
            point: where it begins.
            gradients: what is looked at.
            generator: of random numbers.
            is_relative: whether each entry changes as it is large.
        """
        self._point = point
        self._arrays = point.arrays(exact=False)
        self._direction: dict[str, Values] = {}
        self._slope, size = 0.0, 0.0
        for name, gradient in gradients.items():
            entries = self._arrays[name]
            direction = np.asarray(generator.standard_normal(gradient.shape))
            if is_relative:
                direction = direction * np.where(entries == 0, 1.0, np.abs(entries))
            else:
                direction = direction / max(1.0, np.sqrt(direction.size))
                size = max(size, float(np.abs(entries).max()))
            self._direction[name] = direction
            self._slope += float((np.asarray(gradient, dtype=float) * direction).sum())
        self._middle = self._at(0)
        scales = dict.fromkeys((1.0, *((size,) if size > 0 else ())))
        self.distances = [step * scale for scale in scales for step in _STEPS]

    def _at(self, distance: float) -> float:
        moved = {
            name: self._arrays[name] + distance * direction
            for name, direction in self._direction.items()
        }
        try:
            with np.errstate(all="ignore"):
                return float(self._point.loss(FloatArithmetic(), {**self._arrays, **moved}))
        except GradMagicError:
            return float("nan")

    def agrees(self, distance: float) -> bool | None:
        """Whether a central difference is the slope, as far as rounding lets one see.

        None where f has no values.
        """
        difference = (self._at(distance) - self._at(-distance)) / (2 * distance)
        if not np.isfinite(difference) or not np.isfinite(self._slope):
            return None
        noise = 1e-14 * abs(self._middle) / distance
        largest = max(abs(difference), abs(self._slope))
        return bool(abs(difference - self._slope) <= _TOLERANCE * largest + 50 * noise + _TINY)

    def is_broken(self) -> bool:
        """Whether the slopes before and behind differ, and no less for shorter steps.

        So they do where f has no values on one side. Where rounding hides them for all steps, as
        beside a very large number, they are taken to differ.
        """
        gaps: list[float] = []
        for step in _BENDING_STEPS:
            before, behind, noise = self._slopes(step)
            if np.isnan(before) or np.isnan(behind):
                return True
            gap, unsure = abs(behind - before), _NOISY * noise
            if gap + unsure <= _AGREEING * (abs(before) + abs(behind)):
                return False
            is_clear = unsure < _CLEAR * gap
            if not is_clear:
                # The true gap is at most this.
                return not (gaps and gap + unsure < _KEPT * gaps[-1])
            gaps.append(gap)
        return not gaps[-1] < _KEPT * gaps[-2]

    def has_an_end(self, step: float) -> bool:
        """Whether f has no values at one of both distances, or at both."""
        before, behind, _ = self._slopes(step)
        return bool(np.isfinite(self._middle) and (np.isnan(before) or np.isnan(behind)))

    def _slopes(self, step: float) -> tuple[float, float, float]:
        """The slopes before and behind, and what rounding may change of them."""
        distance = step * max(1.0, *(float(np.abs(a).max()) for a in self._direction.values()))
        before = (self._middle - self._at(-distance)) / distance
        behind = (self._at(distance) - self._middle) / distance
        return before, behind, 1e-14 * abs(self._middle) / distance


def _is_kinked(node: Node) -> bool:
    """Whether it has a kink somewhere: relu, |x|, the largest entry, a root."""
    if node.operation == "entrywise":
        return FUNCTIONS[str(node.detail)].kink
    is_root = any(0 < exponent < 1 for _, exponent in node.factors)
    return node.operation == "largest" or (node.operation == "product" and is_root)


def _is_step(node: Node) -> bool:
    """Whether it jumps at kinks, and is constant between them."""
    return node.operation == "tied" or node.is_entrywise("step") or node.is_entrywise("sign")


def _parts(formula: Formula) -> Iterator[Formula]:
    """All parts of a formula, and itself."""
    yield formula
    for operand in formula.operands:
        yield from _parts(operand)


def _is_root(formula: Formula) -> bool:
    """Whether it is a root, or a power with a fraction for its exponent."""
    if formula.operation not in ("power", "entrywise_power"):
        return formula.operation == "sqrt"
    return any(
        isinstance(part.value, Rational) and part.value.q > 1 for part in formula.operands[1:]
    )


def _is_rough(root: Formula) -> bool:
    """Whether a root of 0 may change faster than any multiple of its distance from the point.

    The square root of what is smooth and nowhere negative does not (Glaeser 1963), but ∜x² does.
    """
    is_smooth = root.operation == "sqrt" and not any(
        part.operation in _NOT_SMOOTH or _is_root(part) for part in _parts(root.operands[0])
    )
    exponents = [part.value for part in root.operands[1:]]
    is_flat = any(exponent is not None and exponent > 1 for exponent in exponents)
    return not (is_smooth or is_flat)


def _exactly(values: Values) -> Values:
    """Entries in which floats are the fractions that they are."""
    results = np.empty(values.shape, dtype=object)
    for index, entry in np.ndenumerate(values):
        results[index] = Fraction(entry) if isinstance(entry, float) else entry
    return results


def short(entry: Any) -> Any:
    """An exact number in its shortest form, a fraction where it is one; a float as it is.

    A very long number becomes a float.

    Raises:
        NotExactError: it is hardly anything but 0, and that is not seen.
    """
    if not isinstance(entry, Expr):
        return entry
    length = count_operations(entry)
    decimal = entry.evalf(_DIGITS, maxn=_SOME_DIGITS)
    # Of tanh(40)² - 1 all digits are known, of what cancels none.
    if abs(decimal) < _NEARLY_ZERO and not decimal.is_comparable:
        if length > _LONGEST:
            raise NotExactError
        if _is_zero(entry):
            return Fraction(0)
        decimal = entry.evalf(_DIGITS, maxn=_MOST_DIGITS)
        if not decimal.is_comparable:
            raise NotExactError
    if length > _LONGEST:
        return float(decimal)
    short = entry
    if length <= _MOST_EXPANDED:
        expanded = entry.expand()
        short = min(entry, expanded, key=count_operations)
    return Fraction(int(short.p), int(short.q)) if isinstance(short, Rational) else short


def _check_lengths(arrays: Iterable[Values]) -> None:
    """Refuses exact numbers of which nothing but decimals would be shown."""
    for values in arrays:
        for entry in values.flat:
            if isinstance(entry, Expr) and count_operations(entry) > _LONGEST:
                raise NotExactError


def _is_zero(entry: Expr) -> bool:
    """Whether quotients cancel when they are brought together."""
    top, _ = fraction(together(entry))
    return bool(top.expand() == 0)


def _kept_digits(arrays: Mapping[str, Values], longer: Mapping[str, Values]) -> dict[str, Values]:
    """Entries with 0 for those of which no digit is kept in longer ones."""
    return {
        name: np.where(np.abs(longer[name] - values) > _NO_DIGIT * np.abs(values), 0.0, values)
        for name, values in arrays.items()
    }


def shortened(values: Values) -> Values:
    """The same of each entry."""
    results = np.empty(values.shape, dtype=object)
    for index, entry in np.ndenumerate(values):
        results[index] = short(entry)
    return results


def _inner(one: Mapping[str, Values], other: Mapping[str, Values]) -> Any:
    """The sum of all products of entries."""
    return sum((one[name] * other[name]).sum() for name in one)


def _joined(variables: Iterable[str], arrays: Mapping[str, Values]) -> list[Any]:
    """The entries of the variables, one behind the other."""
    return [entry for name in variables for entry in arrays[name].ravel().tolist()]
