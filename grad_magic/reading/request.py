"""A whole request, as text or as keywords, into the Problem that it asks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from types import MappingProxyType
from typing import TYPE_CHECKING

from grad_magic.errors import MeaninglessRequestError, RequestSyntaxError
from grad_magic.problem import Formula, Problem
from grad_magic.reading.clauses import ClauseText, split_clauses
from grad_magic.reading.expressions import (
    read_expression,
    read_name,
    read_names,
    read_vector,
)
from grad_magic.reading.symbolic import to_sympy
from grad_magic.reading.vocabulary import OPTION_KEYS

if TYPE_CHECKING:
    from sympy import Expr, Symbol


def read_problem(source: str) -> Problem:
    """The problem that a request asks.

    Raises:
        RequestSyntaxError: the text cannot be read; the error shows the place.
        MeaninglessRequestError: it can be read but asks for nothing that exists.

    >>> read_problem("f=x*exp(2*y) at=(1,0) dir=(1,-1)").f
    x*exp(2*y)
    """
    clauses = split_clauses(source)
    function, options = _sort_clauses(source, clauses)
    declared = () if function.arguments is None else read_names(source, function.arguments)
    formula = read_expression(source, function.value_place, declared)
    return Problem(
        name=read_name(source, function.key_place),
        formula=formula,
        f=to_sympy(formula, source),
        variables=_choose_variables(source, formula, declared),
        point=_read_numbers(source, options.get("at"), "coordinate"),
        direction=_read_numbers(source, options.get("dir"), "component"),
        source=source,
        places=MappingProxyType(
            {"f": function.value_place}
            | {key: clause.value_place for key, clause in options.items()}
        ),
    )


def natural_order(symbols: Iterable[Symbol]) -> tuple[Symbol, ...]:
    """Symbols as one would list them: x, y, z; x_1, x_2, …, x_10."""
    return tuple(sorted(symbols, key=lambda symbol: _natural_key(str(symbol))))


def _natural_key(name: str) -> list[tuple[int, int, str]]:
    parts = re.findall(r"\d+|\D+", name)
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts]


def _sort_clauses(
    source: str, clauses: Sequence[ClauseText]
) -> tuple[ClauseText, dict[str, ClauseText]]:
    """The clause that gives the function, and the options by key."""
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
    for clause in others:
        if clause is not function:
            raise _unknown_clause(source, clause, function)
    return function, options


def _choose_function(clauses: Sequence[ClauseText]) -> ClauseText:
    """The clause written with its variables, else the one named f, else the first."""
    with_variables = [clause for clause in clauses if clause.arguments is not None]
    named_f = [clause for clause in clauses if clause.key == "f"]
    return (with_variables or named_f or clauses)[0]


def _unknown_clause(source: str, clause: ClauseText, function: ClauseText) -> RequestSyntaxError:
    if clause.key == function.key:
        return _key_error(source, clause, f"the clause {clause.key} is given twice")
    close = get_close_matches(clause.key, OPTION_KEYS, n=1)
    known = ", ".join((function.key, *OPTION_KEYS))
    advice = f"Did you mean {close[0]}?" if close else f"The clauses are {known}."
    return _key_error(source, clause, f"unknown clause {clause.key}", advice)


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
    source: str, formula: Formula, declared: tuple[Symbol, ...]
) -> tuple[Symbol, ...]:
    """The declared variables, else every name in the formula in natural order."""
    if not declared:
        return natural_order({leaf.value for leaf in name_leaves(formula)})
    for leaf in name_leaves(formula):
        if leaf.value not in declared:
            names = ", ".join(map(str, declared))
            raise MeaninglessRequestError(
                f"{leaf.value} is not among the variables ({names})",
                advice=f"Name it too: f({names}, {leaf.value})=…",
                source=source,
                start=leaf.start,
                end=leaf.end,
            )
    return declared


def name_leaves(formula: Formula) -> Iterator[Formula]:
    """Every place where a variable stands, from left to right."""
    if formula.operation == "name":
        yield formula
    for operand in formula.operands:
        yield from name_leaves(operand)


def _read_numbers(source: str, clause: ClauseText | None, part: str) -> tuple[Expr, ...] | None:
    if clause is None:
        return None
    formulas = read_vector(source, clause.value_place)
    for leaf in (leaf for formula in formulas for leaf in name_leaves(formula)):
        raise MeaninglessRequestError(
            f"a {part} must be a number, but {leaf.value} is a name",
            advice=f"Write numbers, as in {clause.key}=(1, pi/2).",
            source=source,
            start=leaf.start,
            end=leaf.end,
        )
    return tuple(_real_number(source, formula, part) for formula in formulas)


def _real_number(source: str, formula: Formula, part: str) -> Expr:
    number = to_sympy(formula, source)
    if number.is_real is False:
        raise MeaninglessRequestError(
            f"a {part} must be a real number", source=source, start=formula.start, end=formula.end
        )
    return number
