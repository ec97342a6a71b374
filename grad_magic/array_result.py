"""The answer to a request about arrays as one object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from sympy import Expr, Matrix, Rational, Symbol, sqrt

from grad_magic.array_problem import ArrayProblem
from grad_magic.array_solution import ArrayNumbers, ArraySolution
from grad_magic.calculus.arrays.solver import solve_arrays
from grad_magic.deferred_numpy import np
from grad_magic.kept import Kept
from grad_magic.lesson.array_formulas import notate_array_formula
from grad_magic.lesson.notation import Face, Sign
from grad_magic.lesson.sections.arrays import write_array_steps
from grad_magic.lesson.transcription import TEXTBOOK, Style
from grad_magic.lesson.typesetting.plain import render_atom, render_words
from grad_magic.solution import Check
from grad_magic.wording.messages import Message, Told
from grad_magic.written import WrittenAnswer

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from grad_magic.array_solution import Values
    from grad_magic.lesson.steps import Step
    from grad_magic.picture.scene import Scene

# What the unit direction and the given one are called, where names are taken.
_DIRECTIONS = {"u": "uln", "v": "vwd"}
# What the metric and the time of a flow are called.
_OTHERS = {"F": "FGM", "t": "tsr", "H": "HQB"}


def answer_arrays(problem: ArrayProblem) -> ArrayResult:
    """The answer, with what is displayed of it made already.

    Raises:
        MeaninglessRequestError: shapes do not fit, or the text has two readings.
        NoAnswerError: the function has no value at the point.
    """
    result = ArrayResult(Kept(solve_arrays(problem)))
    assert result.latex
    assert result.outputs
    return result


@dataclass(frozen=True, eq=False, repr=False)
class ArrayResult(WrittenAnswer):
    """An ArraySolution that can be shown, with the public names of other results.

    Attributes:
        kept: what is true.
        silent_in_cell: the number of the cell in which a trailing `;` keeps it from being
            displayed; None for none.
    """

    kept: Kept[ArraySolution]
    silent_in_cell: int | None = None

    @property
    def solution(self) -> ArraySolution:
        """What is true."""
        return self.kept.value

    @property
    def _packable(self) -> tuple[Kept[Any], ...]:
        return (self.kept,)

    @property
    def problem(self) -> ArrayProblem:
        """What was asked."""
        return self.solution.problem

    @property
    def style(self) -> Style:
        """How its mathematics is noted."""
        names = self.problem.shapes
        letters = {**TEXTBOOK.letters, "η": Sign("η"), "⊙": Sign("⊙")}
        for letter, others in (_DIRECTIONS | _OTHERS).items():
            free = next((other for other in others if other not in names), letter)
            letters[letter] = Sign(free, Face.BOLD) if letter in _DIRECTIONS else Sign(free)
        is_worked = self.problem.presentation.is_worked
        return replace(
            TEXTBOOK,
            letters=letters,
            in_decimals=self.problem.has_decimals,
            has_running_text=is_worked,
        )

    @property
    def variables(self) -> tuple[Symbol, ...]:
        """The variables, each a name for a whole array."""
        return tuple(Symbol(name, real=True) for name in self.problem.variables)

    @property
    def point(self) -> Mapping[str, Matrix | Values] | None:
        """The values of the variables by their names."""
        point = self.problem.point
        return None if point is None else self._handed_out({n: a.square for n, a in point.items()})

    @property
    def value(self) -> Expr | float | None:
        """L at the point."""
        return None if self._numbers is None else _number(self._numbers.value)

    @property
    def gradient_formulas(self) -> Mapping[str, str]:
        """The gradient by each variable, as text."""
        return {
            gradient.name: render_atom(
                notate_array_formula(gradient.formula, in_decimals=self.problem.has_decimals),
                self.language,
            )
            for gradient in self.solution.formulas.gradients
        }

    @property
    def gradients(self) -> Mapping[str, Matrix | Values] | None:
        """The gradient by each variable at the point, in the variable's shape.

        None where there is none, as at a kink.
        """
        numbers = self._numbers
        if numbers is None or numbers.kink is not None:
            return None
        return self._handed_out(numbers.gradients)

    @property
    def gradient_at(self) -> Matrix | Values | tuple[Matrix | Values, ...] | None:
        """The gradient at the point; of several variables one for each."""
        if self.gradients is None:
            return None
        gradients = tuple(self.gradients.values())
        return gradients[0] if len(gradients) == 1 else gradients

    @property
    def norm(self) -> Expr | float | None:
        """The length of all gradients together."""
        numbers = self._smooth
        return None if numbers is None else _root(numbers.squared_norm)

    max_rate = norm

    @property
    def min_rate(self) -> Expr | float | None:
        """The smallest rate of change over all directions."""
        return None if self.norm is None else -self.norm

    @property
    def directional_derivative(self) -> Expr | float | None:
        """The rate of change along the direction, over its joint length."""
        numbers = self._numbers
        if numbers is None or not numbers.squared_length:
            return None
        if numbers.kink is None:
            return _number(numbers.slope) / _root(numbers.squared_length)
        before, beyond = numbers.rates_beside or (None, None)
        return before if before == beyond else None

    @property
    def hessian_at(self) -> Matrix | Values | None:
        """With order=2 the matrix of second derivatives of the one vector that L has."""
        second = None if self.solution.second is None else self.solution.second.at_point
        if second is None or second.hessian is None:
            return None
        return _in_shape(second.hessian, 2)

    @property
    def second_directional_derivative(self) -> Expr | float | None:
        """With order=2 the second derivative of L along the direction, over its joint length."""
        second = None if self.solution.second is None else self.solution.second.at_point
        if second is None or not second.is_asked:
            return None
        return _number(second.curvature) / _number(second.squared_length)

    @property
    def unit_direction(self) -> Mapping[str, Matrix | Values] | None:
        """The direction by the variables' names, of joint length 1."""
        numbers = self._numbers
        if numbers is None or numbers.direction is None or not numbers.squared_length:
            return None
        length = _root(numbers.squared_length)
        directions = self._handed_out(numbers.direction)
        return {name: direction / length for name, direction in directions.items()}

    def _handed_out(self, arrays: Mapping[str, Values]) -> Mapping[str, Matrix | Values]:
        """Exact entries as SymPy's matrices, floats as arrays, each in its variable's shape."""
        return {
            name: _in_shape(values, len(self.problem.shapes[name]))
            for name, values in arrays.items()
        }

    @property
    def differentiable(self) -> bool | None:
        """Whether L has a gradient at the point; None without one, or where it is not settled."""
        numbers = self._numbers
        if numbers is None or numbers.is_doubtful:
            return None
        return numbers.kink is None

    @property
    def is_approximate(self) -> bool:
        """Whether the numbers are floating-point numbers."""
        return self._numbers is not None and not self._numbers.is_exact

    @property
    def natural_gradient(self) -> Mapping[str, Matrix | Values] | None:
        """With a metric F its parts of F⁻¹∇L by the variables' names."""
        natural = None if self._numbers is None else self._numbers.natural
        return None if natural is None else self._handed_out(natural.gradients)

    @property
    def path_values(self) -> tuple[float, ...] | None:
        """L at the start and behind every step of descent."""
        step = None if self._numbers is None else self._numbers.step
        return None if step is None else step.values

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the reader must know before using a number."""
        from grad_magic.lesson.steps import Words

        lines = (line for step in self.steps if step.topic == "doubt" for line in step.lines)
        sentences = (line[0] for line in lines)
        return tuple(
            render_words(words, self.language, self.style)
            for words in sentences
            if isinstance(words, Words)
        )

    @property
    def reason(self) -> str:
        """Why there is no gradient; empty where there is one."""
        return "" if self.differentiable in (True, None) else self.warnings[0]

    @property
    def _numbers(self) -> ArrayNumbers | None:
        return self.solution.numbers

    @property
    def _smooth(self) -> ArrayNumbers | None:
        """The numbers, if there is a gradient."""
        numbers = self._numbers
        return None if numbers is None or numbers.kink is not None else numbers

    @property
    def check(self) -> Check | None:
        """With `answer=` what is to be said of it, in words too."""
        check = self.solution.checked_answer
        if check is None:
            return None
        from grad_magic.lesson.sections.checked_array_answer import explain_array_check

        said = explain_array_check(self.solution, check)
        message = render_words(said, self.language, self.style)
        return Check(check.right, check.asked, check.slip, check.note, message)

    @property
    def _is_picture_wanted(self) -> bool:
        return super()._is_picture_wanted and self.solution.may_be_shown

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The answer as a neutral document."""
        return write_array_steps(self.solution)

    @cached_property
    def scene(self) -> Scene | None:
        """The loss over the steps of a path, in numbers; None where there are no steps."""
        if not self._has_picture:
            return None
        from grad_magic.picture.array_scene import compose_array_scene

        return compose_array_scene(self.solution, self.language)

    @cached_property
    def figure(self) -> Figure | None:
        """The picture as a Matplotlib figure of its own, which pyplot does not know."""
        if self.scene is None:
            return None
        from grad_magic.picture.figure import draw
        from grad_magic.picture.scene import compose_panel_between

        in_plane = self.solution.in_plane.value
        if in_plane is None:
            return draw(self.scene)
        return draw(self.scene, partial(compose_panel_between, in_plane, self.language))

    @property
    def missing_picture(self) -> str:
        """Why a picture that was asked for by its name is missing; else empty."""
        if not self._has_picture:
            return self._missing_package
        if self.scene is not None:
            return self.scene.missing
        from grad_magic.picture.array_scene import explain_missing_scene

        return explain_missing_scene(self.solution, self.language)

    @property
    def _way_to_a_picture(self) -> Told:
        return Message("of_arrays_an_answer_with_a_path_has_one")

    def to_dict(self) -> dict[str, Any]:
        """The result for JSON: exact numbers as {"exact": …, "decimal": …}, floats as they are."""
        names = ("value", "gradients", "norm", "directional_derivative", "point")
        second = ("hessian_at", "second_directional_derivative")
        return {
            "variables": list(self.problem.variables),
            "gradient_formulas": dict(self.gradient_formulas),
            **{name: _plain_data(getattr(self, name)) for name in (*names, *second)},
            "differentiable": self.differentiable,
            "is_approximate": self.is_approximate,
            "natural_gradient": _plain_data(self.natural_gradient),
            "path_values": None if self.path_values is None else list(self.path_values),
            "reason": self.reason,
            "warnings": list(self.warnings),
            **({} if self.check is None else {"check": self.check.to_dict()}),
            "text": self._unicode,
            "latex": self.latex,
        }


def _number(value: Any) -> Any:
    """A fraction as SymPy's number; what else there is as it is."""
    if isinstance(value, Fraction):
        return Rational(value.numerator, value.denominator)
    return float(value) if isinstance(value, np.floating) else value


def _root(square: Any) -> Any:
    number = _number(square)
    return float(number) ** 0.5 if isinstance(number, float) else sqrt(number)


def _in_shape(values: Values, rank: int) -> Any:
    """Entries in two dimensions as a number, a vector or a matrix."""
    if values.dtype != object:
        return values if rank == 2 else values.ravel() if rank else float(values[0, 0])
    if rank == 0:
        return _number(values[0, 0])
    return Matrix([[_number(entry) for entry in row] for row in values.tolist()])


def _plain_data(value: Any) -> Any:
    """Numbers, arrays and mappings of them for JSON."""
    if isinstance(value, Mapping):
        return {name: _plain_data(entry) for name, entry in value.items()}
    if isinstance(value, np.ndarray):
        return value.tolist()
    if hasattr(value, "tolist"):
        return [[_plain_data(entry) for entry in row] for row in value.tolist()]
    if isinstance(value, Expr):
        return {"exact": str(value), "decimal": float(value)}
    return value
