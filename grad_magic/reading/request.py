"""A request into the Problems that it asks, one for each point."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from sympy import Eq

from grad_magic.errors import MeaninglessRequestError, RequestSyntaxError
from grad_magic.formula.sympy_forms import to_sympy
from grad_magic.formula.tree import Formula, Place
from grad_magic.problem import DEFAULT_PRESENTATION, Presentation, Problem
from grad_magic.reading.clauses import ClauseText, split_clauses
from grad_magic.reading.context import NO_NAMES, NOTHING_GIVEN, Context
from grad_magic.reading.directions import Direction, direction_at
from grad_magic.reading.exact_values import formula_of, formulas_of, no_function
from grad_magic.reading.grammar.expressions import (
    read_equation,
    read_expression,
    read_name,
    read_names,
)
from grad_magic.reading.grammar.parser import MAX_COMPONENTS
from grad_magic.reading.notation.tokens import unreadable
from grad_magic.reading.options import DIRECTION_KEYS, OPTION_BY_KEY, OPTION_KEYS, OPTIONS
from grad_magic.reading.parameters import (
    check_keys,
    check_parameters,
    key_error,
    parameter_places,
    read_parameters,
)
from grad_magic.reading.python_functions.procedures import is_procedure, read_procedure
from grad_magic.reading.readers import read_option
from grad_magic.reading.values import name_leaves, put_in

if TYPE_CHECKING:
    from sympy import Symbol

# What is asked at each point, beside what is asked of f itself.
_AT_POINTS = ("point", "direction", "rate")
_PROBLEM_FIELDS = frozenset(part.name for part in fields(Problem))
_PRESENTATION_FIELDS = frozenset(part.name for part in fields(Presentation))


@dataclass(frozen=True)
class Request:
    """What a text asks for.

    Attributes:
        problems: one for each point, or the one without a point.
        store_as: the name of the clause `as`, or "".
        symbols: for a function given as a SymPy expression, its own symbol for each real one.
    """

    problems: tuple[Problem, ...]
    store_as: str = ""
    symbols: Mapping[Symbol, Symbol] = field(default_factory=dict)


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
    function, options, others = _sort_clauses(source, split_clauses(source))
    places = {key: clause.value_place for key, clause in options.items()}
    context = Context(source, formulas_of(source, namespace), namespace, given)
    context, problem = _read_function(context, function, others, places)
    problem = replace(problem, places=dict(problem.places) | places)
    asked = _read_options(context, places)
    problem = replace(
        problem,
        presentation=_present(context, places, asked, presentation),
        **{name: value for name, value in asked.items() if name in _PROBLEM_FIELDS},
    )
    problems = _at_points(context, problem, options)
    for here in problems:
        _refuse_twins_of_parameters(here)
    return Request(problems, asked["store_as"])


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
            raise context.error(places[option.key], error.message, error.advice) from None
    return presentation


def natural_order(symbols: Iterable[Symbol]) -> tuple[Symbol, ...]:
    """Symbols as one would list them: x, y, z; x_1, x_2, …, x_10."""
    return tuple(sorted(symbols, key=lambda symbol: _natural_key(str(symbol))))


def _natural_key(name: str) -> list[tuple[int, int, str]]:
    parts = re.findall(r"\d+|\D+", name)
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts]


def _at_points(
    context: Context, problem: Problem, options: Mapping[str, ClauseText]
) -> tuple[Problem, ...]:
    """The problem at each of its points, with its direction."""
    given = [options[key] for key in DIRECTION_KEYS if key in options]
    if len(given) > 1:
        message = f"{given[0].key} and {given[1].key} both give a direction"
        raise key_error(context.source, given[1], message, "Give one of them.")
    if given:
        places = dict(problem.places) | {"dir": given[0].value_place}
        problem = replace(problem, places=places)
    rate = _read_if_given(context, options, "rate")
    points = _read_if_given(context, options, "at")
    if points is None:
        if given:
            raise problem.error("dir", "a direction needs a point", "Add the point: at=(…)")
        return (replace(problem, rate=rate),)
    at_points = tuple(replace(problem, point=point, rate=rate) for point in points)
    if not given:
        return at_points
    direction: Direction = _read_if_given(context, options, given[0].key)
    return tuple(
        replace(
            here,
            direction=direction_at(context, given[0].value_place, direction, point),
            along_gradient=direction.along_gradient,
        )
        for here, point in zip(at_points, points, strict=True)
    )


def _read_if_given(context: Context, options: Mapping[str, ClauseText], key: str) -> Any:
    """The value of an option, or its default."""
    option = OPTION_BY_KEY[key]
    if key not in options:
        return option.default
    return read_option(context, option, options[key].value_place)


def _sort_clauses(
    source: str, clauses: Sequence[ClauseText]
) -> tuple[ClauseText, dict[str, ClauseText], list[ClauseText]]:
    """The clause that gives the function, the options by key, and the parameters."""
    # Backwards, so that the first of two equal keys stays and the second is the repetition.
    options = {clause.key: clause for clause in reversed(clauses) if clause.key in OPTION_KEYS}
    others = [clause for clause in clauses if clause.key not in OPTION_KEYS]
    for clause in clauses:
        if clause is not options.get(clause.key, clause):
            raise key_error(source, clause, f"the clause {clause.key} is given twice")
        if clause.key in OPTION_KEYS and clause.arguments is not None:
            raise key_error(source, clause, f"{clause.key} is a clause, not a function's name")
    if not others:
        raise RequestSyntaxError(
            "the request names no function",
            advice="Begin with the function: f=x*exp(2*y)",
            source=source,
            start=0,
            end=len(source.rstrip()),
        )
    function = _choose_function(others)
    return function, options, [clause for clause in others if clause is not function]


def _choose_function(clauses: Sequence[ClauseText]) -> ClauseText:
    """The clause written with its variables, else the one named f, else the first."""
    with_variables = [clause for clause in clauses if clause.arguments is not None]
    named_f = [clause for clause in clauses if clause.key == "f"]
    return (with_variables or named_f or clauses)[0]


def _read_function(
    context: Context,
    function: ClauseText,
    others: Sequence[ClauseText],
    places: Mapping[str, Place],
) -> tuple[Context, Problem]:
    """The problem without a point: f with its parameters put in, and its variables.

    With it comes the context in which points and directions are read.
    """
    place, bare = function.value_place, context.text(function.value_place)
    held = context.given.get(place, context.namespace.get(bare))
    if is_procedure(held):
        return read_procedure(context, function, held, others, places)
    source = context.source
    named = () if function.arguments is None else read_names(source, function.arguments)
    parameters = parameter_places(source, function, others, named)
    if not context.inserted and place not in context.given and bare not in context.namespace:
        # Of what Python holds, the text does not show the names.
        check_keys(source, function, others, places)
    declared = tuple(dict.fromkeys((*map(str, named), *parameters)))
    formula, is_equation = _read_formula(context, function, declared, only=bool(named))
    check_parameters(source, function, others, formula, places)
    names = frozenset(str(leaf.value) for leaf in name_leaves(formula))
    context = replace(context, values=read_parameters(context, parameters), names=names)
    formula = put_in(formula, context.values)
    _refuse_twins(context, formula)
    # Other names than the named ones are parameters.
    variables = named or natural_order({leaf.value for leaf in name_leaves(formula)})
    problem = Problem(
        name=read_name(source, function.key_place),
        formula=formula,
        f=to_sympy(formula, source),
        variables=variables,
        is_equation=is_equation,
        source=source,
        places={"f": function.value_place},
    )
    return replace(context, variables=variables), problem


def _read_formula(
    context: Context, function: ClauseText, declared: Collection[str], *, only: bool
) -> tuple[Formula, bool]:
    if function.value_place in context.given:
        return _given_formula(context, function.value_place, declared, only=only)
    bare = context.text(function.value_place)
    held = formula_of(context.namespace.get(bare)) if bare.isidentifier() else None
    if held is not None and held.operands:
        place = function.value_place
        return replace(held, start=place.start, end=place.end), False
    return read_equation(
        context.source, function.value_place, declared, context.inserted, only_declared=only
    )


def _given_formula(
    context: Context, place: Place, declared: Collection[str], *, only: bool
) -> tuple[Formula, bool]:
    """The formula of SymPy's expression or equation, or of a row of expressions and texts."""

    def read(part: Any) -> Formula:
        if isinstance(part, Place):
            return read_expression(
                context.source, part, declared, context.inserted, only_declared=only
            )
        formula = formula_of(part)
        if formula is None:
            raise no_function(part)
        return replace(formula, start=place.start, end=place.end)

    function = context.given[place]
    if isinstance(function, Eq):
        left, right = map(read, function.args)
        return Formula("add", (left, Formula("negate", (right,)))), True
    if not isinstance(function, tuple):
        return read(function), False
    components = tuple(map(read, function))
    if len(components) > MAX_COMPONENTS:
        message = f"a function may have at most {MAX_COMPONENTS} components"
        raise unreadable(context.source, place.start, place.end, message)
    return (components[0] if len(components) == 1 else Formula("vector", components)), False


def _refuse_twins(context: Context, formula: Formula) -> None:
    """x1 and x_1 are typeset alike, so only one of them may occur."""
    seen: dict[str, str] = {}
    for leaf in name_leaves(formula):
        name = str(leaf.value)
        if seen.setdefault(_typeset(name), name) != name:
            place = Place(leaf.start, leaf.end)
            raise context.error(place, *_alike(seen[_typeset(name)], name))


def _refuse_twins_of_parameters(problem: Problem) -> None:
    """The names in the point and the direction may not look like f's either."""
    seen: dict[str, str] = {}
    for symbol in (*problem.variables, *problem.parameters):
        seen.setdefault(_typeset(str(symbol)), str(symbol))
    for clause, values in (("at", problem.point), ("dir", problem.direction)):
        for symbol in sorted({s for value in values or () for s in value.free_symbols}, key=str):
            other = seen[_typeset(str(symbol))]
            if other != str(symbol):
                raise problem.error(clause, *_alike(other, str(symbol)))


def _typeset(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=\d+$)", "_", name)


def _alike(first: str, second: str) -> tuple[str, str]:
    return f"{first} and {second} are two names that look alike", "Write one of them for both."
