"""What is asked, and how the answer is to be shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from grad_magic.errors import MeaninglessRequestError
from grad_magic.formula.put_in_numbers import put_in
from grad_magic.formula.tree import Formula, Place
from grad_magic.presets import (
    BOOKS_OF_RAYS,
    DEFAULT_DIGITS,
    DEFAULT_LANGUAGE_CODE,
    DEFAULT_ORDER,
    DEFAULT_PLOT,
    DEFAULT_STEPS,
    DEFAULT_STYLE,
    DEFAULT_THEME,
    DEFAULT_WINDOW,
    MAX_DIGITS,
    MAX_ITERATIONS,
    MAX_ORDER,
    NUMBER,
    OF_PARTIALS,
    SENTENCE,
    Asked,
)
from grad_magic.wording.languages import LANGUAGES
from grad_magic.wording.messages import Listing, Message, Told

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray
    from sympy import Expr, Symbol


# From these on the numbers at P come by one sweep over the program of f, and not from SymPy's
# derivatives: measured, Rosenbrock's function takes SymPy 2 s with 55 variables and least squares
# with 17, and both grow with variables times operations.
_MANY_VARIABLES = 50
_MANY_OPERATIONS = 1_000
_MUCH_WORK = 20_000
# In messages longer rows are shown by their ends.
_MOST_LISTED = 20
# A longer number has a letter.
_LONGEST_IN_PLACE = 10


@dataclass(frozen=True)
class Presentation:
    """How an answer is shown; what is true does not depend on it.

    Attributes:
        digits: significant digits of decimals.
        language: that of the words, by its code.
        steps: how much is written, one of `STEPS`: "short" is ∇f(P) and D_u f(P) alone, "full"
            the worked solution.
        style: whose order and notation, one of `STYLES`; empty for that of the language.
        plot: the pictures by their names, from left to right; or "all", or "none". Empty for
            the usual one of so many variables.
        window: what of the plane is drawn, from where to where in each variable; empty where a
            picture is to choose it.
        theme: the paper on which it is drawn, one of `THEMES`.
        interactive: what moves, one of `INTERACTIVE`: "True" is sliders beside the kernel, "page"
            one that needs none. Empty for nothing.
        differential: what is written beside the gradient, one of `DIFFERENTIALS`: the total
            differential, the linearization at the point, or of an equation the derivatives
            of its last variable. Empty for nothing.
        questions: what the worked solution answers; empty for all that goes with the problem.
        general: those of the questions that are asked of all points, beside others at P.
        labels: (a) and (b) of the problem, each with what is asked there.
        data: the numbers that letters of the function told above stand for from here on.
        unit: that of the rates of change, as °C/m; empty where none is told.
        statement: what has told above what is given, one of those in `presets`; "" for clauses,
            which tell it nowhere.
        has_unit_vectors: whether the direction was given by i and j, and vectors are so written in
            styles that have both notations.
        has_parametric_lines: whether lines are asked for by parametric equations.
        has_nabla: whether a sentence writes ∇f, which the answer then does not call grad f.

    Raises:
        MeaninglessRequestError: a number is out of its range.
    """

    digits: int = DEFAULT_DIGITS
    language: str = DEFAULT_LANGUAGE_CODE
    steps: str = DEFAULT_STEPS
    style: str = DEFAULT_STYLE
    plot: tuple[str, ...] = DEFAULT_PLOT
    window: tuple[Expr, ...] = DEFAULT_WINDOW
    theme: str = DEFAULT_THEME
    interactive: str = ""
    differential: str = ""
    questions: tuple[Asked, ...] = ()
    general: tuple[Asked, ...] = ()
    labels: tuple[tuple[str, tuple[Asked, ...]], ...] = ()
    data: tuple[tuple[str, Fraction], ...] = ()
    unit: str = ""
    statement: str = ""
    has_unit_vectors: bool = False
    has_parametric_lines: bool = False
    has_nabla: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.digits <= MAX_DIGITS:
            raise MeaninglessRequestError(_out_of_range("digits", MAX_DIGITS))

    @property
    def book(self) -> str:
        """The style that was asked for, or else that of the language."""
        return self.style or LANGUAGES[self.language].style

    @property
    def is_worked(self) -> bool:
        """Whether a worked solution is asked for."""
        return self.steps == "full"

    @property
    def follows_statement(self) -> bool:
        """Whether a worked solution stands below a statement that has told what is given."""
        return self.is_worked and bool(self.statement)

    @property
    def has_unnamed_point(self) -> bool:
        """Whether P is no letter of that statement, and would have to be introduced.

        Nor has it one in the worked solutions of books that write f_x(2, 1) for f_x at P.
        """
        if self.is_worked and not self.statement and self.style in _STYLES_OF_PLACES:
            return True
        return self.follows_statement and self.statement in (SENTENCE, NUMBER, OF_PARTIALS)

    @property
    def takes_rays(self) -> bool:
        """Whether the directional derivative is by its book's definition a limit along a ray."""
        return self.book in BOOKS_OF_RAYS


_STYLES_OF_PLACES = frozenset({"stewart", "openstax"})

DEFAULT_PRESENTATION = Presentation()


# The letters of coordinates; beside them other names are rather constants.
USUAL_VARIABLES = frozenset("xyzt")
_AXES = ("x", "y", "z")
# A number with a decimal comma, in a row whose commas are all alike.
_PAIR_OF_DIGITS = re.compile(r"(\d+)\s*,\s*(\d+)(?=\s*(?:,|[)\]]|\Z))")


@dataclass(frozen=True)
class Angle:
    """An angle by which a direction is given, in the unit of the request.

    Attributes:
        value: how many degrees or radians, exactly.
        in_degrees: which of them.
    """

    value: Expr
    in_degrees: bool


class AnswerForm(Enum):
    """The shape of a student's answer."""

    NUMBER = "a number"
    VECTOR = "a vector"
    EQUATION = "an equation"
    POINTS = "points"
    NOTHING = "does not exist"


@dataclass(frozen=True)
class TypedDecimal:
    """A decimal that was typed in an answer.

    Attributes:
        value: what it says.
        tolerance: how far what it was rounded from may lie away.
        stands_alone: whether it is a number of its own, and no part of one such as 5/1.4.
        may_be_noise: whether it may be what floating-point numbers leave of 0, as 6.1e-17.
    """

    value: Expr
    tolerance: Expr
    stands_alone: bool = True
    may_be_noise: bool = False


@dataclass(frozen=True)
class Answer:
    """A student's answer.

    Attributes:
        form: its shape.
        rows: a number or the difference of an equation's sides as one row of one entry, a vector
            as one row, several points as a row each; none where nothing is said to exist, and
            ∞ or -∞ where that is said to be infinite, complex infinity if of either sign; of
            several derivatives nan stands for one that is said not to exist.
        asked: what it is said to answer; None where its shape tells.
        is_tangent: whether it is said to be a tangent.
        kinds: of points what is said of each: "minimum", "maximum", "saddle", "extremum",
            "neither" (no extremum) or ""; an extremum perhaps as "strict minimum", "not strict
            minimum", "weak minimum", which some take for the one and some for the other, or
            "no strict minimum"; of f at P "differentiable" or "not differentiable".
        values: of points the value that f is said to have at each; None where nothing is said.
        curves: the differences of the sides of equations whose points are all said to be
            critical, each with their kind.
        claims: kinds, each perhaps with a value of f, that no point stands beside.
        absent: the kinds of which there are said to be none.
        counts: how many there are said to be of a kind, or with "" of all critical points.
        may_be_values: whether the points are numbers that may be values of f: max 2, min -2; of
            claims whether they may be said of f elsewhere, as the maximum of f is.
        may_be_counts: whether 2 maxima may be how many there are, and no point.
        derivatives: of partial derivatives, in one row, by which variables f has been
            differentiated for each.
        stated_points: the points that it names beside what it answers, as f_x(1,2) = 4 does, each
            coordinate with how far it may be rounded; a variable stands for itself where its
            coordinate is left out, as in ∂z/∂x(1,2) of an equation.
        decimals: the decimals in it by the symbols that stand in their places.
        whole_numbers: those typed with so many digits that they may be rounded.
        workings: by how much formulas differ from the numbers that they are said to be, so that
            they have to be 0 at P: 2xy - 4 of f_x = 2xy = 4.
        number_behind: of an equation the number that a formula is said to be, 4 of 2xy = 4.
        is_approximate: whether Δz ≈ 0.3 is said, of the increment or of dz.
        own_number: of as many numbers as points that for this one; None where there is none.
        has_false_equation: whether it says that numbers are equal which differ, as 2·3 = 5.
        identity: the sides of an equation between derivatives that f is said to satisfy, in which
            u_xx stands for one of them and u for f itself.
    """

    form: AnswerForm
    rows: tuple[tuple[Expr, ...], ...] = ()
    asked: Asked | None = None
    is_tangent: bool = False
    kinds: tuple[str, ...] = ()
    values: tuple[Expr | None, ...] = ()
    curves: tuple[tuple[Expr, str], ...] = ()
    claims: tuple[tuple[str, Expr | None], ...] = ()
    absent: frozenset[str] = frozenset()
    counts: tuple[tuple[str, int], ...] = ()
    may_be_values: bool = False
    may_be_counts: bool = False
    derivatives: tuple[tuple[Symbol, ...], ...] = ()
    stated_points: tuple[tuple[tuple[Expr, Expr], ...], ...] = ()
    decimals: Mapping[Symbol, TypedDecimal] = field(default_factory=dict, compare=False)
    whole_numbers: frozenset[Expr] = frozenset()
    has_false_equation: bool = False
    workings: tuple[Expr, ...] = ()
    number_behind: Expr | None = None
    is_approximate: bool = False
    own_number: Expr | None = None
    identity: tuple[Formula, Formula] | None = None

    def at(self, index: int, count: int) -> Answer:
        """Of several answers that for one of as many points; itself where it is one answer.

        As many numbers as points may be one vector for all, or a number for each.
        """
        if self.asked is Asked.KIND and len(self.claims) == count > 1 and not self.rows:
            return replace(self, claims=(self.claims[index],))
        if self.form is AnswerForm.VECTOR and len(self.rows[0]) == count > 1:
            return replace(self, own_number=self.rows[0][index])
        if self.form is not AnswerForm.POINTS or len(self.rows) != count or count == 1:
            return self
        row = self.rows[index]
        form = AnswerForm.NUMBER if len(row) == 1 else AnswerForm.VECTOR
        return replace(self, form=form, rows=(row,), kinds=())

    def as_row(self, count: int) -> Answer:
        """The vector of as many numbers that stand one by one, as 4, 1; else itself."""
        are_numbers = all(len(row) == 1 for row in self.rows)
        is_list = self.form is AnswerForm.POINTS and are_numbers and not any(self.kinds)
        if not is_list or len(self.rows) != count or count == 1:
            return self
        row = tuple(entry for (entry,) in self.rows)
        return replace(self, form=AnswerForm.VECTOR, rows=(row,), kinds=())

    @property
    def names(self) -> frozenset[Symbol]:
        """The names that stand in it."""
        entries = [entry for row in self.rows for entry in row]
        entries += [value for value in self.values if value is not None]
        entries += [value for _, value in self.claims if value is not None]
        entries += [difference for difference, _ in self.curves]
        symbols = {symbol for entry in entries for symbol in entry.free_symbols}
        return frozenset(symbols) - frozenset(self.decimals)


@dataclass(frozen=True, eq=False)
class GridFunction:
    """A function of numbers that is computed at once for whole grids of them.

    Attributes:
        over: its values at points given by one array for each variable; nan where it has none.
    """

    over: Callable[..., NDArray[float64]]

    def __call__(self, *coordinates: float) -> float:
        """Its value at one point."""
        return float(self.over(*coordinates))


@dataclass(frozen=True)
class Composition:
    """L = (ŷ - y)² with ŷ = σ(z) and z = wx + b, of which f is the function of w and b.

    Attributes:
        outer: the outer function, in the names of the inner ones.
        inner: their names with what they stand for, each in those before it.
    """

    outer: Formula
    inner: tuple[tuple[Symbol, Formula], ...]

    @cached_property
    def composed(self) -> dict[str, Formula]:
        """The inner functions by their names, with those in them in the place of their names."""
        composed = dict[str, Formula]()
        for name, formula in self.inner:
            composed[str(name)] = put_in(formula, composed)
        return composed


@dataclass(frozen=True)
class Problem:
    """A function, and where and in which direction its change is asked for.

    Attributes:
        name: the function's name as written ("f", "z", "theta_1").
        formula: the function as typed; of a vector-valued one the operation "vector" with the
            components as operands.
        f: the same function for SymPy; an m×1 matrix of a vector-valued one.
        variables: the n variables in their order, real symbols.
        point: n exact real numbers, which may hold parameters, or None: the general
            derivatives alone.
        direction: n exact real numbers of any length but zero, which may hold parameters, or
            None.
        angles: where the direction is given by them, the angle with the first axis, or with
            each of the axes.
        target: where the direction is toward a point, its n coordinates; else None.
        along_gradient: 1 or -1 where the direction asked for is ±∇f(P), else 0.
        is_equation: whether f = 0 is the equation that was asked about, as left - right.
        order: up to which order all partial derivatives are asked for; 1 if not asked.
        rate: the rate of change whose directions are asked for, or None.
        metric: the n rows of the symmetric matrix F by which lengths are measured for the
            natural gradient, exact real numbers; None where it is not asked for.
        path: the optimiser whose path from the point is asked for, one of `PATHS`; "" where none
            is named.
        step_size: its step size η, a real number; None for the usual one.
        iterations: how many steps it makes; None for the usual number.
        all_critical: whether all critical points of f are asked for.
        answer: a student's answer, which is to be checked; None where there is none.
        questions: what the exercise asks that is answered; empty where no exercise is, and
            anything may be answered.
        procedure: for a Python function that could not be read as a formula the function
            itself, of n floats; then `f` is an undefined function of the variables.
        has_decimals: whether f, a parameter, the point or the direction was given in decimals, so
            that numbers are written as such.
        has_decimal_target: whether that holds of the point alone at which a worked linearization
            is used, so that all else stays in fractions.
        presentation: how the answer is to be shown.
        source: the text of the request; empty when it came as keywords.
        places: where the values of the clauses stand in `source`, by key; "dir" for the
            direction, whichever clause gave it.
        is_large: whether f has so many variables and operations that `f` is but its name with
            the variables, and the derivatives are not written out.
        flaw: what makes it meaningless at this one of several points, as a direction toward the
            point itself.
        composition: of what f is composed, where the request tells its inner functions apart;
            else None.

    Raises:
        MeaninglessRequestError: no variable, a wrong number of coordinates or components,
            a direction of length zero, a direction or a rate without a point, numbers out of
            their range, or for a vector-valued f what only a scalar one has.
    """

    name: str
    formula: Formula
    f: Expr
    variables: tuple[Symbol, ...]
    point: tuple[Expr, ...] | None = None
    direction: tuple[Expr, ...] | None = None
    angles: tuple[Angle, ...] = ()
    target: tuple[Expr, ...] | None = None
    along_gradient: int = 0
    is_equation: bool = False
    order: int = DEFAULT_ORDER
    rate: Expr | None = None
    metric: tuple[tuple[Expr, ...], ...] | None = None
    path: str = ""
    step_size: Expr | None = None
    iterations: int | None = None
    all_critical: bool = False
    answer: Answer | None = None
    questions: tuple[Asked, ...] = ()
    procedure: Callable[..., float] | None = field(default=None, compare=False)
    has_decimals: bool = False
    has_decimal_target: bool = False
    presentation: Presentation = DEFAULT_PRESENTATION
    source: str = ""
    places: Mapping[str, Place] = field(default_factory=dict, compare=False)
    is_large: bool = False
    flaw: MeaninglessRequestError | None = field(default=None, compare=False)
    composition: Composition | None = None

    def __post_init__(self) -> None:
        if self.is_vector_valued:
            self._check_vector()
        if not self.variables:
            raise self.error(
                "f",
                Message("has_no_variable", name=self.name),
                Message("name_its_variables", name=self.name),
            )
        self._check_equation()
        self._check_length("at", "coordinate", self.point)
        self._check_length("dir", "component", self.direction)
        if not 1 <= self.order <= MAX_ORDER:
            raise self.error("order", _out_of_range("order", MAX_ORDER))
        if self.rate is not None and self.point is None:
            raise self.error("rate", Message("a_rate_needs_a_point"), Message("add_the_point_at"))
        self._check_metric()
        self._check_path()
        if self.direction is None and not self.along_gradient:
            return
        if self.point is None:
            raise self.error(
                "dir", Message("a_direction_needs_a_point"), Message("add_the_point_at")
            )
        if self.direction and all(component.is_zero for component in self.direction):
            raise self.error(
                "dir",
                Message("the_direction_is_zero"),
                Message("give_a_component_that_is_not_zero"),
            )

    def _check_metric(self) -> None:
        if self.metric is None:
            return
        if self.point is None:
            raise self.error(
                "metric", Message("a_metric_needs_a_point"), Message("add_the_point_at")
            )
        if tuple(zip(*self.metric, strict=True)) != self.metric:
            raise self.error(
                "metric",
                Message("this_metric_is_not_symmetric"),
                Message("mirrored_entries_must_be_equal"),
            )

    def _check_path(self) -> None:
        if not self.optimiser:
            return
        if self.point is None:
            raise self.error(
                "path", Message("a_path_needs_a_point_to_start_from"), Message("add_it_at")
            )
        if self.procedure is not None:
            raise self.error("path", Message("a_path_needs_a_formula"))
        if self.is_equation:
            advice = Message("write_the_function_alone_without")
            raise self.error("path", Message("a_path_is_one_of_a_function"), advice)
        if self.parameters:
            names = Listing(self.parameters, "comma")
            advice = Message("give_a_value", parameters=self.parameters[0])
            raise self.error(
                "path", Message("a_path_needs_numbers_but_has_no_value", names=names), advice
            )
        if self.path == "natural" and self.metric is None:
            advice = Message("add_the_metric_metric")
            raise self.error("path", Message("the_natural_gradient_needs_a_metric"), advice)
        if self.iterations is not None and not 1 <= self.iterations <= MAX_ITERATIONS:
            raise self.error("iterations", _out_of_range("iterations", MAX_ITERATIONS))

    def _check_equation(self) -> None:
        if self.is_equation and self.all_critical:
            raise self.error(
                "critical",
                Message("critical_points_are_those_of_a_function"),
                Message("write_the_function_alone_without"),
            )

    @property
    def is_vector_valued(self) -> bool:
        """Whether f has components."""
        return self.formula.operation == "vector"

    @property
    def optimiser(self) -> str:
        """Whose path is asked for: descent where only its steps are; "" where none is."""
        is_asked = self.step_size is not None or self.iterations is not None
        return self.path or ("descent" if is_asked else "")

    @property
    def place(self) -> str:
        """P as messages write it: (1, 0), and of one variable x = 1."""
        assert self.point is not None
        if len(self.variables) == 1:
            return f"{self.variables[0]} = {self.point[0]}"
        return f"({', '.join(_ends(self.point))})"

    @property
    def has_short_point(self) -> bool:
        """Whether the point is a short number, which stands in the place of its letter: f(1)."""
        if self.point is None or len(self.variables) != 1:
            return False
        return len(str(self.point[0])) <= _LONGEST_IN_PLACE

    @property
    def point_letter(self) -> str:
        """What the point is called: P, or a letter that is no other name, as for a pressure P."""
        return self._letter("PAQ")

    @property
    def target_letter(self) -> str:
        """What the point is called that the direction is toward: Q beside P."""
        return self._letter([letter for letter in "QBR" if letter != self.point_letter])

    @property
    def direction_letter(self) -> str:
        """What the unit direction is called: u, and where that is another name l, as in ∂f/∂l."""
        return self._letter("uln")

    @property
    def given_letter(self) -> str:
        """What the direction is called as it was given: v, or a letter that is no other name."""
        return self._letter("vwd")

    @property
    def has_direction(self) -> bool:
        """Whether a direction is asked about, also that along the gradient or against it."""
        return self.direction is not None or self.along_gradient != 0

    @property
    def any_letter(self) -> str:
        """What any unit vector is called: u, unless that is the direction that was given."""
        unit = self.direction_letter
        if not self.has_direction:
            return unit
        taken = (unit, self.given_letter)
        return self._letter([letter for letter in "wqnm" if letter not in taken])

    @property
    def indexed_letter(self) -> str:
        """What a unit vector is called that has its direction as an index: e."""
        return self._letter("en")

    @property
    def index_letter(self) -> str:
        """The index of the unit direction: l, as in ∂f/∂l, or a letter that is no other name."""
        return self._letter("lms")

    @property
    def any_index_letter(self) -> str:
        """The index of any unit vector: l, unless that is the direction that was given."""
        given = self.index_letter
        if not self.has_direction:
            return given
        return self._letter([letter for letter in "lms" if letter != given])

    @property
    def moving_letter(self) -> str:
        """What a point that moves is called: P, and in one variable x, if it may have an index."""
        variable = str(self.variables[0])
        is_alone = len(self.variables) == 1 and "_" not in variable
        return variable if is_alone else self.point_letter

    @property
    def metric_letter(self) -> str:
        """What the metric is called: F, or a letter that is no other name."""
        return self._letter("FGM")

    @property
    def step_letter(self) -> str:
        """What the step size is called: η, or a letter that is no other name."""
        letter = self._letter(("eta", "h", "s"))
        return "η" if letter == "eta" else letter

    @property
    def distance_letter(self) -> str:
        """How far one goes from P along the direction: t, or a letter that is no other name."""
        return self._letter("tsh")

    @property
    def turn_letter(self) -> str:
        """The angle by which a direction is turned: θ, or a letter that is no other name."""
        greek = {"theta": "θ", "phi": "φ", "psi": "ψ"}
        return greek[self._letter(tuple(greek))]

    def _letter(self, letters: Sequence[str]) -> str:
        """The first letter that names nothing, also not with an index; or else the first."""
        return next((letter for letter in letters if letter not in self.letters), letters[0])

    @cached_property
    def names(self) -> frozenset[str]:
        """What the request has names for: the function, the variables, letters, inner functions."""
        inner = dict(self.composition.inner) if self.composition is not None else ()
        return frozenset({self.name, *map(str, (*self.variables, *self.parameters, *inner))})

    @cached_property
    def letters(self) -> frozenset[str]:
        """The names without their indices."""
        return frozenset(name.partition("_")[0] for name in self.names)

    @property
    def digits(self) -> int:
        """Significant digits of decimals."""
        return self.presentation.digits

    @cached_property
    def parameters(self) -> tuple[Symbol, ...]:
        """The names in f as typed, the point and the direction that are no variables.

        One that cancels, as in x + 0·a, is still one: f as typed has no value without it.
        """
        parts = (self.f, *(self.point or ()), *(self.direction or ()))
        names = {symbol for part in parts for symbol in part.free_symbols}
        names |= self.formula.names
        return tuple(sorted(names - set(self.variables), key=str))

    def error(self, clause: str, message: Told, advice: Told = "") -> MeaninglessRequestError:
        """The error about one clause of this request, with its place."""
        place = self.places.get(clause, Place(0, 0))
        source = self.source if clause in self.places else ""
        return MeaninglessRequestError(
            message, advice=advice, source=source, start=place.start, end=place.end
        )

    def _check_vector(self) -> None:
        """Refuses what only a function with one component has."""
        asked = {
            "f": (self.is_equation, Message("no_level_set")),
            "dir": (self.along_gradient != 0, Message("no_gradient")),
            "order": (self.order > 1, Message("a_jacobian_but_no_hessian")),
            "rate": (self.rate is not None, Message("no_single_rate_of_change")),
            "metric": (self.metric is not None, Message("no_gradient")),
            "path": (bool(self.optimiser), Message("no_gradient_to_follow")),
            "critical": (self.all_critical, Message("no_extrema")),
        }
        for clause, (is_asked, what) in asked.items():
            if is_asked:
                message = Message("is_vector_valued_so_it_has", name=self.name, what=what)
                raise self.error(clause, message, Message("ask_about_one_of_its_components"))

    def _check_length(self, clause: str, part: str, values: tuple[Expr, ...] | None) -> None:
        if values is None or len(values) == len(self.variables):
            return
        names = Listing(_ends(self.variables), "comma")
        usual = [variable for variable in self.variables if str(variable) in USUAL_VARIABLES]
        advice = Message(
            "write_one_for_each_variable",
            clause=clause,
            entries=", ".join(_ends(("…",) * len(self.variables))),
            part=_PARTS[part],
            names=names,
        )
        if clause == "at" and len(values) == len(usual):
            others = [str(variable) for variable in self.variables if variable not in usual]
            header = f"{self.name}({','.join(map(str, usual))})=…"
            advice = Message(
                "write_header_to_make_parameters_or",
                header=header,
                names=Listing(others, "and"),
                kind=Message("count_parameters", count=len(others)),
                otherwise=advice,
            )
        elif decimal := self._with_decimal_points(clause, values):
            advice = Message("write_decimal_points_or", text=decimal, otherwise=advice)
        elif clause == "at" and self._may_have(_axes(len(values))):
            header = f"{self.name}({','.join(_axes(len(values)))})=…"
            advice = Message("write_header_of_more_variables_or", header=header, otherwise=advice)
        raise self.error(
            clause,
            Message(
                "clause_has_but_function_has",
                clause=clause,
                given=_COUNTED[part](len(values)),
                name=self.name,
                variables=Message("count_variables", count=len(self.variables)),
                names=names,
            ),
            Message("write_this", advice=advice),
        )

    def _may_have(self, variables: tuple[str, ...]) -> bool:
        """Whether a header may list these, more than f has; of Python's functions none can."""
        own = {*map(str, self.variables)}
        place = self.places.get("f", Place(0, 0))
        text = self.source[place.start : place.end]
        return own < {*variables} and (not text.isidentifier() or text in own)

    def _with_decimal_points(self, clause: str, values: tuple[Expr, ...]) -> str:
        """The (1.5, 2.5) that (1,5,2,5) may be meant for; "" where it can be no such row."""
        place = self.places.get(clause, Place(0, 0))
        text = self.source[place.start : place.end]
        is_double = len(values) == 2 * len(self.variables)
        # The two coordinates of (1,2) are more likely than 1.2 is.
        if not is_double or (len(values) == len("xy") and not text[:1].isdecimal()):
            return ""
        numbers = _PAIR_OF_DIGITS.sub(r"\1.\2", text)
        return numbers if numbers.count(".") == len(self.variables) else ""


def _axes(count: int) -> tuple[str, ...]:
    """The usual letters of so many coordinates; none where there are more."""
    return _AXES[:count] if count <= len(_AXES) else ()


def is_large_function(formula: Formula, variables: int) -> bool:
    """Whether a function of so many variables is one of those whose derivatives are not written."""
    if formula.operation == "vector":
        return False
    most = min(_MANY_OPERATIONS, _MUCH_WORK // max(variables, 1))
    return variables >= _MANY_VARIABLES or has_more_operations(formula, most)


def has_more_operations(formula: Formula, most: int) -> bool:
    """Whether the formula has more operations than this."""
    count, waiting = 0, [formula]
    while waiting:
        operands = waiting.pop().operands
        count += bool(operands)
        if count > most:
            return True
        waiting += operands
    return False


def _ends(entries: Sequence[object]) -> list[str]:
    """The entries as text, of many the first two and the last."""
    if len(entries) <= _MOST_LISTED:
        return [str(entry) for entry in entries]
    return [*map(str, entries[:2]), "…", str(entries[-1])]


_PARTS = {"coordinate": Message("noun_coordinate"), "component": Message("noun_component")}
_COUNTED: Mapping[str, Callable[[int], Message]] = {
    "coordinate": lambda count: Message("count_coordinates", count=count),
    "component": lambda count: Message("count_components", count=count),
}


def _out_of_range(clause: str, largest: int) -> Message:
    return Message("must_be_a_whole_number_from_to", clause=clause, largest=largest)
