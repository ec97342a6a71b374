"""The text of a request into the Problems that it asks, one for each point."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from grad_magic.errors import MeaninglessRequestError, RequestSyntaxError
from grad_magic.problem import DEFAULT_DIGITS, Formula, Place, Problem
from grad_magic.reading.clauses import ClauseText, split_clauses
from grad_magic.reading.expressions import read_equation, read_name, read_names
from grad_magic.reading.notation import plain_word
from grad_magic.reading.notebook_values import formula_of, formulas_of, numbers_of
from grad_magic.reading.symbolic import from_sympy, to_sympy
from grad_magic.reading.values import (
    NO_NAMES,
    Context,
    name_leaves,
    read_count,
    read_direction,
    read_number,
    read_points,
)
from grad_magic.reading.vocabulary import DIRECTION_KEYS, OPTION_KEYS

if TYPE_CHECKING:
    from sympy import Expr, Symbol


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
    problem = _read_function(context, function, others, has_point="at" in options)
    places = {key: clause.value_place for key, clause in options.items()}
    if "digits" in places:
        default_digits = read_count(context, places["digits"])
    problem = replace(
        problem,
        digits=default_digits,
        places=dict(problem.places) | places,
    )
    store_as = read_name(source, places["as"]) if "as" in places else ""
    return Request(tuple(_at_points(context, problem, options)), store_as)


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
        raise _key_error(context.source, options[keys[1]], message, "Give one of them.")
    key = keys[0] if keys else None
    place = options[key].value_place if key else None
    if place is not None:
        problem = replace(problem, places=dict(problem.places) | {"dir": place})
    if "at" not in options:
        if place is not None:
            raise problem.error("dir", "a direction needs a point", "Add the point: at=(…)")
        yield problem
        return
    for point in read_points(context, options["at"].value_place, problem.variables):
        here = replace(problem, point=point)
        if key is not None and place is not None:
            direction, along = read_direction(context, key, place, problem.variables, point)
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
            raise _key_error(source, clause, f"the clause {clause.key} is given twice")
        if clause.key in OPTION_KEYS and clause.arguments is not None:
            raise _key_error(source, clause, f"{clause.key} is a clause, not a function's name")
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
    context: Context, function: ClauseText, others: Sequence[ClauseText], *, has_point: bool
) -> Problem:
    """The problem without a point: f with its parameters put in, and its variables."""
    source = context.source
    named = () if function.arguments is None else read_names(source, function.arguments)
    parameters = _parameter_names(source, function, others)
    _check_keys(source, function, others)
    declared = {*map(str, named), *parameters}
    formula, is_equation = _read_formula(context, function, declared, only=bool(named))
    _check_parameters(source, function, others, formula, named)
    formula = put_in(formula, _parameter_values(context, parameters))
    _refuse_twins(context, formula)
    return Problem(
        name=read_name(source, function.key_place),
        formula=formula,
        f=to_sympy(formula, source),
        variables=_choose_variables(source, formula, named, has_point=has_point),
        is_equation=is_equation,
        source=source,
        places={"f": function.value_place},
    )


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


def _parameter_names(
    source: str, function: ClauseText, others: Sequence[ClauseText]
) -> dict[str, Place]:
    names: dict[str, Place] = {}
    for clause in others:
        name = read_name(source, clause.key_place)
        if clause.key == function.key or name in names:
            raise _key_error(source, clause, f"the clause {clause.key} is given twice")
        if clause.arguments is not None:
            raise _key_error(source, clause, "only one function can be given")
        names[name] = clause.value_place
    return names


def _check_keys(source: str, function: ClauseText, others: Sequence[ClauseText]) -> None:
    """Refuses a key that stands nowhere in f before f itself is read with it as a name."""
    text = plain_word(source[function.value_place.start : function.value_place.end])
    for clause in others:
        if read_name(source, clause.key_place) not in text:
            raise _unknown_clause(source, clause, function)


def _check_parameters(
    source: str,
    function: ClauseText,
    others: Sequence[ClauseText],
    formula: Formula,
    named: Sequence[Symbol],
) -> None:
    """Refuses a clause whose key is neither an option nor a name that occurs in f."""
    occurring = {str(leaf.value) for leaf in name_leaves(formula)}
    for clause in others:
        name = read_name(source, clause.key_place)
        if name in map(str, named):
            message = f"{name} is a variable of {function.key}, so it has no value of its own"
            raise _key_error(source, clause, message, "Give the point with at=(…).")
        if name in occurring:
            continue
        raise _unknown_clause(source, clause, function)


def _unknown_clause(source: str, clause: ClauseText, function: ClauseText) -> RequestSyntaxError:
    close = get_close_matches(clause.key, OPTION_KEYS, n=1)
    known = ", ".join((function.key, *OPTION_KEYS))
    advice = f"Did you mean {close[0]}?" if close else f"The clauses are {known}."
    return _key_error(source, clause, f"unknown clause {clause.key}", advice)


def _parameter_values(context: Context, places: Mapping[str, Place]) -> dict[str, Expr]:
    return {
        name: read_number(context, place, "parameter's value") for name, place in places.items()
    }


def put_in(formula: Formula, values: Mapping[str, Expr]) -> Formula:
    """The formula with numbers for the names of parameters."""
    if formula.operation == "name" and str(formula.value) in values:
        value = from_sympy(values[str(formula.value)])
        return replace(value, start=formula.start, end=formula.end)
    operands = tuple(put_in(operand, values) for operand in formula.operands)
    return replace(formula, operands=operands)


def _refuse_twins(context: Context, formula: Formula) -> None:
    """x1 and x_1 are typeset alike, so only one of them may occur."""
    seen: dict[str, str] = {}
    for leaf in name_leaves(formula):
        name = str(leaf.value)
        plain = re.sub(r"(?<=[a-z])(?=\d+$)", "_", name)
        if seen.setdefault(plain, name) != name:
            message = f"{seen[plain]} and {name} are two names that look alike"
            raise context.error(Place(leaf.start, leaf.end), message, "Write one of them for both.")


def _key_error(
    source: str, clause: ClauseText, message: str, advice: str = ""
) -> RequestSyntaxError:
    return RequestSyntaxError(
        message,
        advice=advice,
        source=source,
        start=clause.key_place.start,
        end=clause.key_place.end,
    )


def _choose_variables(
    source: str, formula: Formula, named: tuple[Symbol, ...], *, has_point: bool
) -> tuple[Symbol, ...]:
    """The named variables, else every name in the formula in natural order.

    Other names than the named ones are parameters. They may go without a value as long as no
    point is asked about: what is true there can depend on them.
    """
    if not named:
        return natural_order({leaf.value for leaf in name_leaves(formula)})
    for leaf in name_leaves(formula):
        if leaf.value not in named and has_point:
            names = ", ".join(map(str, named))
            raise MeaninglessRequestError(
                f"{leaf.value} is neither a variable ({names}) nor has it a value",
                advice=f"Give its value, {leaf.value}=…, or name it too: "
                f"f({names}, {leaf.value})=…",
                source=source,
                start=leaf.start,
                end=leaf.end,
            )
    return named
