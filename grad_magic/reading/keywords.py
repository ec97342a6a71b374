"""A request given as Python values into the Problem that it asks."""

from __future__ import annotations

import numbers
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from typing import Any

from sympy import Expr, Integer, Rational, Symbol

from grad_magic.errors import MeaninglessRequestError, RequestSyntaxError
from grad_magic.problem import Formula, Place, Problem
from grad_magic.reading.clauses import has_clauses
from grad_magic.reading.expressions import read_expression
from grad_magic.reading.request import name_leaves, natural_order, read_problem
from grad_magic.reading.symbolic import UnreadableExpressionError, from_sympy, to_sympy
from grad_magic.reading.vocabulary import OPTION_KEYS


def read_keywords(request: object, clauses: Mapping[str, object]) -> Problem:
    """The problem that a request or a function asks, with clauses as Python values.

    Args:
        request: a request, or the function alone, as text; or a SymPy expression.
        clauses: values by clause key. A float is taken as the decimal that Python prints.

    Raises:
        RequestSyntaxError: a text cannot be read, a keyword is no clause, or a clause is
            given in the text and again as a keyword.
        MeaninglessRequestError: what is asked does not exist, or is no real number.
    """
    for key in clauses:
        if key not in OPTION_KEYS:
            close = get_close_matches(key, OPTION_KEYS, n=1)
            advice = f"Did you mean {close[0]}?" if close else ""
            raise RequestSyntaxError(f"unknown clause {key}", advice=advice)
    problem = _read_function(request)
    for key in clauses:
        if key in problem.places:
            raise RequestSyntaxError(f"the clause {key} is given twice")
    return replace(
        problem,
        point=_real_numbers("at", clauses["at"]) if "at" in clauses else problem.point,
        direction=_real_numbers("dir", clauses["dir"]) if "dir" in clauses else problem.direction,
    )


def _read_function(request: object) -> Problem:
    if isinstance(request, str):
        if has_clauses(request):
            return read_problem(request)
        place = Place(0, len(request))
        formula = read_expression(request, place)
        return _problem_of(formula, request)
    if isinstance(request, Expr):
        real = {s: Symbol(s.name, real=True) for s in request.free_symbols}
        try:
            return _problem_of(from_sympy(request.xreplace(real)), "")
        except UnreadableExpressionError as error:
            raise MeaninglessRequestError(f"f may not contain {error}") from None
    raise MeaninglessRequestError(
        f"the function must be text or a SymPy expression, not {type(request).__name__}"
    )


def _problem_of(formula: Formula, source: str) -> Problem:
    variables = natural_order({leaf.value for leaf in name_leaves(formula)})
    places = {"f": Place(0, len(source))} if source else {}
    return Problem("f", formula, to_sympy(formula, source), variables, None, None, source, places)


def _real_numbers(key: str, values: object) -> tuple[Expr, ...]:
    # SymPy's matrices can be iterated over, but are no Iterable.
    is_sequence = hasattr(values, "__len__") and not isinstance(values, str)
    entries: Iterable[Any] = values if is_sequence else (values,)  # type: ignore[assignment]
    return tuple(_real_number(key, entry) for entry in entries)


def _real_number(key: str, value: object) -> Expr:
    number = _exact_number(value)
    if number is None or number.free_symbols or number.is_real is False:
        raise MeaninglessRequestError(
            f"{key} must hold real numbers, not {value!r}",
            advice=f'Write numbers, as in {key}=(1, "pi/2").',
        )
    return number


def _exact_number(value: object) -> Expr | None:
    """The number without rounding; a float as the decimal that Python prints for it."""
    if isinstance(value, str):
        return to_sympy(read_expression(value, Place(0, len(value))), value)
    if isinstance(value, Expr):
        return Rational(str(value)) if value.is_Float else value
    if isinstance(value, numbers.Integral):
        return Integer(int(value))
    if isinstance(value, (Fraction, Decimal)):
        return Rational(value)
    if isinstance(value, numbers.Real):
        return Rational(repr(float(value))) if abs(float(value)) < float("inf") else None
    return None
