"""The text of a request into the Problems that it asks, one for each point."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from grad_magic.errors import RequestSyntaxError
from grad_magic.formula.sympy_forms import to_sympy
from grad_magic.formula.tree import Formula, Place
from grad_magic.problem import DEFAULT_DIGITS, Problem
from grad_magic.reading.clauses import ClauseText, split_clauses
from grad_magic.reading.directions import read_direction
from grad_magic.reading.exact_values import formula_of, formulas_of, numbers_of
from grad_magic.reading.grammar.expressions import read_equation, read_name, read_names
from grad_magic.reading.parameters import (
    check_keys,
    check_parameters,
    key_error,
    parameter_places,
    read_parameters,
)
from grad_magic.reading.python_functions.procedures import is_procedure, read_procedure
from grad_magic.reading.values import (
    NO_NAMES,
    Context,
    name_leaves,
    put_in,
    read_choice,
    read_count,
    read_number,
    read_points,
)
from grad_magic.reading.vocabulary import DIRECTION_KEYS, OPTION_KEYS, OPTIONS

if TYPE_CHECKING:
    from sympy import Symbol

# The options in whose values names may stand.
_VALUE_KEYS = ("at", *DIRECTION_KEYS, "rate")


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
    default_digits: int = DEFAULT_DIGITS,
) -> Request:
    """All that a request asks.

    Args:
        source: its text.
        namespace: what the notebook holds; only what the request names is looked at.
        default_digits: for a request without `digits`.

    Raises:
        RequestSyntaxError, MeaninglessRequestError: as `read_problem`.
    """
    clauses = split_clauses(source)
    function, options, others = _sort_clauses(source, clauses)
    context = Context(source, formulas_of(source, namespace), numbers_of, namespace)
    values = [options[key].value_place for key in _VALUE_KEYS if key in options]
    context, problem = _read_function(context, function, others, values)
    places = {key: clause.value_place for key, clause in options.items()}
    problem = replace(problem, digits=default_digits, places=dict(problem.places) | places)
    problem = replace(problem, **_read_options(context, places))
    store_as = read_name(source, places["as"]) if "as" in places else ""
    problems = tuple(_at_points(context, problem, options))
    for here in problems:
        _refuse_twins_of_parameters(here)
    return Request(problems, store_as)


def _read_options(context: Context, places: Mapping[str, Place]) -> dict[str, Any]:
    """What the options without points and directions ask."""
    asked: dict[str, Any] = {
        key: read_count(context, places[key]) for key in ("digits", "order") if key in places
    }
    if "critical" in places:
        (values,) = (option.values for option in OPTIONS if option.key == "critical")
        asked["all_critical"] = bool(read_choice(context, places["critical"], "critical", values))
    return asked


def natural_order(symbols: Iterable[Symbol]) -> tuple[Symbol, ...]:
    """Symbols as one would list them: x, y, z; x_1, x_2, …, x_10."""
    return tuple(sorted(symbols, key=lambda symbol: _natural_key(str(symbol))))


def _natural_key(name: str) -> list[tuple[int, int, str]]:
    parts = re.findall(r"\d+|\D+", name)
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts]


def _at_points(
    context: Context, problem: Problem, options: Mapping[str, ClauseText]
) -> Iterable[Problem]:
    """The problem at each of its points, with its direction."""
    keys = [key for key in DIRECTION_KEYS if key in options]
    if len(keys) > 1:
        message = f"{keys[0]} and {keys[1]} both give a direction"
        raise key_error(context.source, options[keys[1]], message, "Give one of them.")
    key = keys[0] if keys else None
    place = options[key].value_place if key else None
    if place is not None:
        problem = replace(problem, places=dict(problem.places) | {"dir": place})
    rate = None
    if "rate" in options:
        rate = read_number(context, options["rate"].value_place, "rate")
    if "at" not in options:
        if place is not None:
            raise problem.error("dir", "a direction needs a point", "Add the point: at=(…)")
        yield replace(problem, rate=rate)
        return
    for point in read_points(context, options["at"].value_place):
        here = replace(problem, point=point, rate=rate)
        if key is not None and place is not None:
            direction, along = read_direction(context, key, place, point)
            here = replace(here, direction=direction, along_gradient=along)
        yield here


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
    context: Context, function: ClauseText, others: Sequence[ClauseText], values: Sequence[Place]
) -> tuple[Context, Problem]:
    """The problem without a point: f with its parameters put in, and its variables.

    With it comes the context in which points and directions are read.
    """
    if is_procedure(context.namespace.get(context.text(function.value_place))):
        return read_procedure(context, function, others, values)
    source = context.source
    named = () if function.arguments is None else read_names(source, function.arguments)
    parameters = parameter_places(source, function, others, named)
    if not context.inserted and context.text(function.value_place) not in context.namespace:
        # Of what the notebook holds, the text does not show the names.
        check_keys(source, function, others, values)
    declared = {*map(str, named), *parameters}
    formula, is_equation = _read_formula(context, function, declared, only=bool(named))
    check_parameters(source, function, others, formula, values)
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
    bare = context.text(function.value_place)
    held = formula_of(context.namespace.get(bare)) if bare.isidentifier() else None
    if held is not None and held.operands:
        place = function.value_place
        return replace(held, start=place.start, end=place.end), False
    return read_equation(
        context.source, function.value_place, declared, context.inserted, only_declared=only
    )


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
