"""A request into the Problems that it asks, one for each point."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from grad_magic.errors import GradMagicError, MeaninglessRequestError, RequestSyntaxError
from grad_magic.formula.collection import without_collection
from grad_magic.formula.tree import Place
from grad_magic.presets import IMPLICIT_DERIVATIVES, LINEARIZATION, Asked
from grad_magic.problem import DEFAULT_PRESENTATION, USUAL_VARIABLES, Answer, Presentation, Problem
from grad_magic.reading.arrays.signals import speaks_of_arrays
from grad_magic.reading.bare_latex import with_dollars
from grad_magic.reading.clauses import ClauseText, check_length, split_clauses
from grad_magic.reading.context import NO_NAMES, NOTHING_GIVEN, Context
from grad_magic.reading.directions import Direction, direction_at, is_by_unit_vectors
from grad_magic.reading.exact_values import Insertions
from grad_magic.reading.flags import spell_out_flags
from grad_magic.reading.function import read_function, refuse_twins_of_parameters
from grad_magic.reading.function_words import with_function_named
from grad_magic.reading.notation.filled import with_value_filled
from grad_magic.reading.notation.headers import with_components, with_header
from grad_magic.reading.notation.programs import without_constructors
from grad_magic.reading.notation.twins import plain_text, with_hatted_letters
from grad_magic.reading.notation.typed import plain_word
from grad_magic.reading.notation.words import names_in
from grad_magic.reading.options import (
    DIRECTION_KEYS,
    OPTION_BY_KEY,
    OPTION_KEYS,
    OPTIONS,
    Kind,
    option_named,
)
from grad_magic.reading.parameters import is_vector, key_error
from grad_magic.reading.readers import read_option
from grad_magic.reading.sentences import read_said, refuse_prose, with_questions
from grad_magic.wording.messages import Listing, Message

if TYPE_CHECKING:
    from sympy import Expr, Symbol

    from grad_magic.array_problem import ArrayProblem

# A longer text is built into so many parts that collecting garbage takes longer than reading.
_LONG = 10_000
# What is asked at each point, beside what is asked of f itself.
# What is asked about a point, so that it is read when the point is known.
_ABOUT_POINTS = ("rate", "metric", "path", "step_size", "iterations")
_AT_POINTS = ("point", "direction", *_ABOUT_POINTS)
_MOST_IN_SPACE = 3
# Angles and options are no data: 22.5° says nothing of how f is measured.
_DATA = ("at", "dir", "to", "rate", "metric")
# f(x)=x^T A x with A=[[2,1],[1,3]]: a clause may be led by this word.
_WITH = re.compile(
    r"(?<=[\s,;])with(?=\s+(?:[A-Za-z]\w*\s*(?::|=(?!=))|(?:direction|point|angle)\b))"
)
_DECIMAL_COMMA = re.compile(r"-?\d+,\d+")
_PROBLEM_FIELDS = frozenset(part.name for part in fields(Problem))
_PRESENTATION_FIELDS = frozenset(part.name for part in fields(Presentation))


@dataclass(frozen=True)
class Request:
    """What a text asks for.

    Attributes:
        problems: one for each point, or the one without a point.
        store_as: the name of the clause `as`, or "".
        symbols: for a function given as a SymPy expression, its own symbol for each real one.
        array_problem: what is asked about arrays; then there are no others.
    """

    problems: tuple[Problem, ...]
    store_as: str = ""
    symbols: Mapping[Symbol, Symbol] = field(default_factory=dict)
    array_problem: ArrayProblem | None = None

    def answering(self, questions: tuple[Asked, ...]) -> Request:
        """The same of an exercise that asks these questions."""
        problems = tuple(replace(problem, questions=questions) for problem in self.problems)
        return replace(self, problems=problems)


def read_problem(source: str, namespace: Mapping[str, object] = NO_NAMES) -> Problem:
    """The problem that a request with one point, or none, asks.

    Raises:
        RequestSyntaxError: the text cannot be read; the error shows the place.
        MeaninglessRequestError: it can be read but asks for nothing that exists.

    >>> read_problem("f=x e^(2y) at=(1,0) dir=(1,-1)").f
    x*exp(2*y)
    """
    (problem,) = read_request(source, namespace).problems
    return problem


def read_request(
    source: str,
    namespace: Mapping[str, object] = NO_NAMES,
    presentation: Presentation = DEFAULT_PRESENTATION,
    given: Mapping[Place, Any] = NOTHING_GIVEN,
) -> Request:
    """All that a request asks.

    Args:
        source: its text.
        namespace: what the notebook holds; only what the request names is looked at.
        presentation: how the answer is shown where the request does not say.
        given: values that did not come as text, by the place where the text shows them, as
            `grad_magic.reading.context.Context` has them.

    Raises:
        RequestSyntaxError, MeaninglessRequestError: as `read_problem`.
    """
    check_length(source)
    said_as = source
    if not given:
        source = with_value_filled(with_hatted_letters(source))
        said = read_said(source)
        presentation = with_questions(presentation, source, said)
        source = said.request
    plain = _in_plain_signs(source, is_typed=not given)
    if len(plain) != len(source):
        # An arrow has less room than the header that it stands for, and dollars need some.
        source = plain
    is_long = len(source) > _LONG
    try:
        with without_collection() if is_long else nullcontext():
            if speaks_of_arrays(plain, namespace, given):
                from grad_magic.reading.arrays.book_signs import (
                    with_signs_of_transposes,
                    without_order_of_frobenius,
                )
                from grad_magic.reading.arrays.request import read_array_request

                plain = with_signs_of_transposes(without_order_of_frobenius(plain))
                asked = read_array_request(plain, namespace, presentation, given)
                problem = replace(asked.problem, source=source)
                return Request((), asked.store_as, array_problem=problem)
            request = _read(plain, namespace, presentation, given, shown=source)
            if not given and said.ahead:
                general = read_request(said.ahead, namespace, presentation)
                request = with_general(request, general)
            return request
    except GradMagicError as error:
        if not given and isinstance(error.said, Message) and said.request == said_as:
            refuse_prose(said_as, error.said.key)
        if error.source == plain:
            # As it was typed: every sign stands at the place of its twin.
            error.source = source
        raise


def _in_plain_signs(source: str, *, is_typed: bool) -> str:
    """The request as the rooms behind read it; what is typed may be written as elsewhere."""
    plain = plain_text(source)
    plain = without_constructors(plain) if is_typed else plain
    if "with" in plain:
        plain = _WITH.sub("    ", plain)
    plain = with_header(spell_out_flags(plain))
    return with_dollars(with_components(plain)) if is_typed else plain


def with_general(asked: Request, general: Request) -> Request:
    """The same with the function in letters ahead, whose derivatives the answer then goes by."""
    ahead = (
        replace(problem, presentation=replace(problem.presentation, questions=(Asked.GRADIENT,)))
        for problem in general.problems
    )
    return replace(asked, problems=(*ahead, *asked.problems))


def _read(
    source: str,
    namespace: Mapping[str, object],
    presentation: Presentation,
    given: Mapping[Place, Any],
    shown: str,
) -> Request:
    """What a request in plain signs asks; its problems show it as it was typed."""
    function, options, others = _sort_clauses(source, split_clauses(source), given)
    places = {key: clause.value_place for key, clause in options.items()}
    context = Context(source, Insertions(source, namespace), namespace, given)
    context, problem = read_function(context, function, others, places)
    problem = replace(problem, places=dict(problem.places) | places)
    asked = _read_options(context, places)
    problem = replace(
        problem,
        presentation=_present(context, places, asked, presentation),
        **{name: value for name, value in asked.items() if name in _PROBLEM_FIELDS},
    )
    if problem.presentation.differential == IMPLICIT_DERIVATIVES and not _is_implicit(problem):
        message = Message("implicit_derivatives_need_an_equation")
        raise context.error(places["differential"], message, Message("write_the_equation"))
    decimal = {key for key in _DATA if key in places and context.is_decimal(places[key])}
    if problem.formula.has_decimal or decimal:
        is_worked = problem.presentation.is_worked
        is_used = is_worked and problem.presentation.differential == LINEARIZATION
        # The place of a target is that of the direction too.
        is_at_target = "to" in decimal and decimal <= {"to", "dir"}
        is_alone = is_used and is_at_target and not problem.formula.has_decimal
        problem = replace(problem, has_decimals=not is_alone, has_decimal_target=is_alone)
    problems = _at_points(context, problem, options)
    for here in problems:
        refuse_twins_of_parameters(here)
    if shown != source:
        problems = tuple(replace(here, source=shown) for here in problems)
    return Request(problems, asked["store_as"])


def _is_implicit(problem: Problem) -> bool:
    return problem.is_equation and 1 < len(problem.variables) <= _MOST_IN_SPACE


def _read_options(context: Context, places: Mapping[str, Place]) -> dict[str, Any]:
    """What is asked beside points and directions, by the fields that the options set."""
    return {
        option.field: read_option(context, option, places[option.key])
        if option.key in places
        else option.default
        for option in OPTIONS
        if option.field not in _AT_POINTS
    }


def _present(
    context: Context,
    places: Mapping[str, Place],
    asked: Mapping[str, Any],
    presentation: Presentation,
) -> Presentation:
    """The presentation with what the request says of it."""
    for option in OPTIONS:
        if option.field not in _PRESENTATION_FIELDS or option.key not in places:
            continue
        try:
            presentation = replace(presentation, **{option.field: asked[option.field]})
        except MeaninglessRequestError as error:
            raise context.error(places[option.key], error.said, error.advised) from None
    return presentation


def _at_points(
    context: Context, problem: Problem, options: Mapping[str, ClauseText]
) -> tuple[Problem, ...]:
    """The problem at each of its points, with its direction."""
    given = [options[key] for key in DIRECTION_KEYS if key in options]
    if len(given) > 1:
        message = Message("both_give_a_direction", key=given[0].key, key_2=given[1].key)
        raise key_error(context.source, given[1], message, Message("give_one_of_them"))
    if given:
        places = dict(problem.places) | {"dir": given[0].value_place}
        problem = replace(problem, places=places)
    points = _read_or_default(context, options, "at")
    if problem.answer is not None and not problem.all_critical and len(points or ()) <= 1:
        problem = replace(problem, answer=_as_row(context, problem))
    if points is None:
        if given:
            raise problem.error(
                "dir", Message("a_direction_needs_a_point"), Message("add_the_point_at")
            )
        return (_asked_about_point(context, options, problem),)
    points = _below_graph(problem, points) if given else points
    _refuse_points_of_graph(context, problem, options["at"], points)
    if problem.is_vector_valued and len(problem.variables) == 1:
        from grad_magic.reading.curves import as_parameter

        points = tuple(as_parameter(problem, point) for point in points)
    if problem.is_equation:
        from grad_magic.reading.curves import with_height

        points = tuple(with_height(problem, point) for point in points)
    at_points = tuple(replace(problem, point=point) for point in points)
    if problem.answer is not None and not problem.all_critical:
        at_points = tuple(
            replace(here, answer=problem.answer.at(index, len(points)))
            for index, here in enumerate(at_points)
        )
    at_points = tuple(_asked_about_point(context, options, here) for here in at_points)
    if not given:
        return at_points
    direction: Direction = _read_or_default(context, options, given[0].key)
    return tuple(
        _directed(context, given[0].value_place, direction, here, is_alone=len(points) == 1)
        for here in at_points
    )


def _as_row(context: Context, problem: Problem) -> Answer:
    """The answer, in which the numbers 4, 1 that stand one by one are a vector.

    Raises:
        MeaninglessRequestError: it may be a decimal with a comma.
    """
    assert problem.answer is not None
    row = problem.answer.as_row(len(problem.variables))
    place = problem.places["answer"]
    text = context.text(place)
    if row is not problem.answer and _DECIMAL_COMMA.fullmatch(text):
        decimal = text.replace(",", ".")
        raise context.error(
            place,
            Message("two_readings_of_a_comma", text=text),
            Message("write_the_decimal_or_the_row", text=text, decimal=decimal),
        )
    return row


def _asked_about_point(
    context: Context, options: Mapping[str, ClauseText], here: Problem
) -> Problem:
    """The problem with what is asked about its point."""
    return replace(here, **{key: _read_or_default(context, options, key) for key in _ABOUT_POINTS})


def _below_graph(
    problem: Problem, points: tuple[tuple[Expr, ...], ...]
) -> tuple[tuple[Expr, ...], ...]:
    """Of a point (60, 40, 966) on the graph of z = f(x, y), whose slope is asked for, (60, 40)."""
    is_graph = problem.name in USUAL_VARIABLES and not problem.is_equation
    if not is_graph or problem.is_large or problem.is_vector_valued:
        return points

    def foot_of(point: tuple[Expr, ...]) -> tuple[Expr, ...]:
        *foot, height = point
        if len(foot) != len(problem.variables):
            return point
        value = problem.f.subs(dict(zip(problem.variables, foot, strict=True)), simultaneous=True)
        return tuple(foot) if value == height else point

    return tuple(map(foot_of, points))


def _refuse_points_of_graph(
    context: Context, problem: Problem, at: ClauseText, points: Sequence[tuple[Expr, ...]]
) -> None:
    """Makes sure that z=x^2+y^2 at=(1,2,5) is not meant as a surface.

    Raises:
        MeaninglessRequestError: it may be.
    """
    count, name = len(problem.variables), problem.name
    is_coordinate = name in USUAL_VARIABLES and name not in map(str, problem.variables)
    if problem.is_equation or not is_coordinate:
        return
    if all(len(point) != count + 1 for point in points):
        return
    names = Listing(problem.variables, "comma")
    raise context.error(
        at.value_place,
        Message(
            "two_readings_of_a_point_beside_a_function",
            coordinates=count + 1,
            name=name,
            variables=Message("count_variables", count=count),
            names=names,
        ),
        Message(
            "write_a_point_of_the_function_or_the_level_set",
            names=", ".join("…" for _ in problem.variables),
            name=name,
        ),
    )


def _directed(
    context: Context, place: Place, direction: Direction, here: Problem, *, is_alone: bool
) -> Problem:
    """The problem with its direction; of several points one may have none."""
    assert here.point is not None
    try:
        components = direction_at(context, place, direction, here.point)
    except MeaninglessRequestError as error:
        if is_alone:
            raise
        return replace(here, flaw=error)
    presentation = here.presentation
    if direction.components is not None and is_by_unit_vectors(context, place):
        presentation = replace(presentation, has_unit_vectors=True)
    return replace(
        here,
        presentation=presentation,
        direction=components,
        angles=direction.angles,
        target=direction.target,
        along_gradient=direction.along_gradient,
    )


def _read_or_default(context: Context, options: Mapping[str, ClauseText], key: str) -> Any:
    """The value of an option, or its default."""
    option = OPTION_BY_KEY[key]
    if key not in options:
        return option.default
    return read_option(context, option, options[key].value_place)


def _sort_clauses(
    source: str, clauses: Sequence[ClauseText], given: Mapping[Place, Any]
) -> tuple[ClauseText, dict[str, ClauseText], list[ClauseText]]:
    """The clause that gives the function, the options by key, and the parameters."""
    clauses = with_function_named(source, clauses)
    clauses = _with_options_for_letters(source, clauses, given)
    # Backwards, so that the first of two equal keys stays and the second is the repetition.
    options = {clause.key: clause for clause in reversed(clauses) if clause.key in OPTION_KEYS}
    others = [clause for clause in clauses if clause.key not in OPTION_KEYS]
    for clause in clauses:
        first = options.get(clause.key, clause)
        if clause is not first:
            raise _repetition(source, first, clause)
        if clause.key in OPTION_KEYS and clause.arguments is not None:
            raise key_error(
                source, clause, Message("is_a_clause_not_a_functions_name", key=clause.key)
            )
    if not others:
        raise RequestSyntaxError(
            Message("the_request_names_no_function"),
            advice=Message("begin_with_the_function_exp"),
            source=source,
            start=0,
            end=len(source.rstrip()),
        )
    function = _choose_function(source, others)
    return function, options, [clause for clause in others if clause is not function]


def _with_options_for_letters(
    source: str, clauses: Sequence[ClauseText], given: Mapping[Place, Any]
) -> list[ClauseText]:
    """The clauses with P=(1,2) and v=3i-4j as points and directions, where f has no such letter."""
    others = [clause for clause in clauses if clause.key not in OPTION_KEYS]
    if len(others) < 2:
        return list(clauses)
    function = _choose_function(source, others)
    if function.value_place in given:
        return list(clauses)
    names = names_in(source, function.value_place)
    if function.arguments is not None:
        names |= names_in(source, function.arguments)
    has_point = any(clause.key == "at" for clause in clauses)
    read = []
    for clause in clauses:
        option = None if clause is function else option_named(clause.key)
        is_letter = clause.key not in (*OPTION_KEYS, *names) and clause.arguments is None
        if option is not None and is_letter and is_vector(source, clause):
            is_target = option.kind is Kind.TARGET
            key = "at" if is_target and not has_point else option.key
            has_point = has_point or key == "at"
            read.append(replace(clause, key=key))
        else:
            read.append(clause)
    return read


def _repetition(source: str, first: ClauseText, second: ClauseText) -> RequestSyntaxError:
    """The error of two clauses that give the same, under one key or under two."""
    # A point that stands without a key is called by itself.
    written = [
        source[clause.key_place.start : clause.key_place.end]
        or source[clause.value_place.start : clause.value_place.end]
        for clause in (first, second)
    ]
    is_of_words = second.key != "at" and second.key not in DIRECTION_KEYS
    if is_of_words or written[0].strip() == written[1].strip():
        return key_error(source, second, Message("the_clause_is_given_twice", key=second.key))
    one, other = (" ".join(text.split()) for text in written)
    what = Message("noun_point" if second.key == "at" else "noun_direction")
    return key_error(
        source,
        second,
        Message("and_both_give_the", one=one, other=other, what=what),
        Message("give_one_of_them"),
    )


def _choose_function(source: str, clauses: Sequence[ClauseText]) -> ClauseText:
    """The clause written with its variables, else the one named f, else the first.

    What can be a point or a vector, as P=(1,2), gives way to any other, and an inner function
    to that in which it stands.
    """
    with_variables = [clause for clause in clauses if clause.arguments is not None]
    named_f = [clause for clause in clauses if clause.key == "f"]
    formulas = [
        clause
        for clause in clauses
        if option_named(clause.key) is None or not is_vector(source, clause)
    ]
    candidates = with_variables or named_f or formulas or clauses
    # z=w x+b may be an inner function of L=(z-y)^2.
    used = {name for clause in clauses for name in names_in(source, clause.value_place)}
    return next(
        (clause for clause in candidates if plain_word(clause.key) not in used), candidates[0]
    )
