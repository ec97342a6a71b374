"""A function at its point: its value there, of the formula as typed, and its gradients."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from grad_magic.array_problem import MOST_EXACT_ENTRIES, Array, ArrayProblem
from grad_magic.calculus.arrays.analysis import Analysis
from grad_magic.calculus.arrays.arithmetic import Arithmetic, SingularError
from grad_magic.calculus.arrays.domain import FormulaEvaluator
from grad_magic.calculus.arrays.values import Evaluation
from grad_magic.deferred_numpy import np
from grad_magic.errors import NoAnswerError
from grad_magic.formula.tree import Place
from grad_magic.wording.messages import Message, Told

if TYPE_CHECKING:
    from grad_magic.calculus.arrays.arithmetic import Values


@dataclass(frozen=True)
class Point:
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

    def define_layers(self, evaluation: Evaluation) -> None:
        """Gives the parts that have names their values."""
        for definition in self.analysis.definitions:
            evaluation.define(definition.name, evaluation.value(definition.node))

    def moved_to(self, arrays: Mapping[str, Values]) -> Point:
        """The function at another point."""
        shapes = {name: array.shape for name, array in (self.problem.point or {}).items()}
        point = {name: Array(arrays[name].reshape(shape)) for name, shape in shapes.items()}
        problem = replace(self.problem, point=point)
        return Point(replace(self.analysis, problem=problem), self.sizes)


def joined(variables: Iterable[str], arrays: Mapping[str, Values]) -> list[Any]:
    """The entries of the variables, one behind the other."""
    return [entry for name in variables for entry in arrays[name].ravel().tolist()]
