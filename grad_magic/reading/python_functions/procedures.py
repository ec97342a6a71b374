"""A Python function as f: its parameters into variables, its code into a formula if it is one."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import partial
from inspect import Parameter
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

from sympy import Expr, Function, Integer, Matrix, Symbol

from grad_magic.deferred_numpy import np
from grad_magic.formula.sympy_forms import UnreadableExpressionError, real_symbols, to_sympy
from grad_magic.formula.tree import Formula, Place
from grad_magic.problem import Problem, is_large_function
from grad_magic.reading.clauses import ClauseText
from grad_magic.reading.context import Context, Points
from grad_magic.reading.grammar.expressions import read_names
from grad_magic.reading.notation.typed import plain_word
from grad_magic.reading.parameters import (
    check_parameters,
    name_of,
    parameter_places,
    read_parameters,
)
from grad_magic.reading.python_functions.tracers import Tracer
from grad_magic.reading.values import inside_bracket, read_entries, read_points
from grad_magic.wording.messages import Message, Told

_FUNCTIONS = (FunctionType, MethodType, BuiltinFunctionType, partial)
_POSITIONAL = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)


@dataclass(frozen=True)
class Procedure:
    """A Python function of n numbers, with its other parameters fixed.

    Attributes:
        function: as it was written.
        positional: for each positional parameter the index of the variable that it takes, or
            its fixed value.
        keywords: the fixed values of the others.
        is_of_vector: whether it takes the n numbers as one array.
    """

    function: Callable[..., Any]
    positional: tuple[Variable | Any, ...]
    keywords: Mapping[str, Any]
    is_of_vector: bool = False

    def __call__(self, *values: Any) -> Any:
        """What the function gives back for n numbers."""
        return self.call(self.function, values)

    def call(self, function: Callable[..., Any], values: Sequence[Any]) -> Any:
        """What a function with the same parameters gives back."""
        given: Sequence[Any] = [np.array(values)] if self.is_of_vector else values
        arguments = [
            given[argument.index] if isinstance(argument, Variable) else _plain(argument, values)
            for argument in self.positional
        ]
        keywords = {name: _plain(argument, values) for name, argument in self.keywords.items()}
        # Of *args all stand in one row.
        return function(*(arguments or given), **keywords)


@dataclass(frozen=True)
class Variable:
    """Where a positional parameter takes its value from."""

    index: int


def _plain(argument: Any, values: Sequence[Any]) -> Any:
    """An exact number as one that the function can compute with."""
    if not isinstance(argument, Expr):
        return argument
    tracer = next((value for value in values if isinstance(value, Tracer)), None)
    return float(argument) if tracer is None else tracer.recorder.lift(argument)


def is_procedure(value: object) -> bool:
    """Whether this is a function of Python's; SymPy's are none."""
    is_function = isinstance(value, (*_FUNCTIONS, np.ufunc))
    return is_function and not str(getattr(value, "__module__", "")).startswith("sympy.")


def read_procedure(
    context: Context,
    function: ClauseText,
    called: Callable[..., Any],
    others: Sequence[ClauseText],
    places: Mapping[str, Place],
) -> tuple[Context, Problem]:
    """The problem without a point, and the context in which points and directions are read.

    Args:
        context: of the request.
        function: the clause of the function.
        called: the function.
        others: the clauses that are no options.
        places: where the values of the options stand.

    Raises:
        RequestSyntaxError: a clause is unknown.
        MeaninglessRequestError: the function's variables are not known.
    """
    source, at = context.source, places.get("at")
    named = () if function.arguments is None else read_names(source, function.arguments)
    fixing = parameter_places(source, function, others, named)
    signature = _Signature(context, function.value_place, called)
    check_parameters(source, function, others, signature.names, places)
    fixed = read_parameters(context, fixing)
    procedure, symbols = _choose_variables(signature, named, fixed, _count_coordinates(context, at))
    variables = named or symbols
    context = replace(context, variables=variables, values=fixed)
    from grad_magic.reading.python_functions.tracing import trace_function

    formula = trace_function(called, symbols, procedure.call, _points(context, at, len(symbols)))
    if formula is None and set(symbols) != set(variables):
        (missing, *_) = [symbol for symbol in symbols if symbol not in variables]
        message = Message("is_neither_a_variable_nor_has_it_a_value", missing=missing)
        raise context.error(
            function.value_place, message, Message("give_its_value", missing=missing)
        )
    problem = Problem(
        name=name_of(source, function),
        source=source,
        variables=variables,
        places={"f": function.value_place},
        **_parts(name_of(source, function), formula, variables, procedure),
    )
    return context, problem


def _parts(
    name: str, formula: Formula | None, variables: tuple[Symbol, ...], procedure: Procedure
) -> dict[str, Any]:
    """What f is: a formula, a row of them, or nothing but a function of numbers."""
    if formula is None:
        leaves = tuple(Formula("name", value=variable) for variable in variables)
        return {
            "formula": Formula("procedure", leaves),
            "f": Function(name, real=True)(*variables),
            "procedure": procedure,
        }
    if formula.operation == "vector":
        return {"formula": formula, "f": Matrix([to_sympy(part) for part in formula.operands])}
    is_large = is_large_function(formula, len(variables))
    f = Function(name, real=True)(*variables) if is_large else to_sympy(formula)
    return {"formula": formula, "f": f, "is_large": is_large}


class _Signature:
    """The parameters of a function, for a request at a place."""

    def __init__(self, context: Context, place: Place, function: Callable[..., Any]) -> None:
        self.context = context
        self.place = place
        self.function = function
        try:
            parameters = inspect.signature(function).parameters.values()
        except (TypeError, ValueError):
            # NumPy's and some of Python's own functions do not tell.
            raise self.error(Message("this_function_does_not_name_its_parameters")) from None
        self.positional = [one for one in parameters if one.kind in _POSITIONAL]
        self.keywords = [one for one in parameters if one.kind is Parameter.KEYWORD_ONLY]
        self.takes_any_number = any(one.kind is Parameter.VAR_POSITIONAL for one in parameters)

    @property
    def names(self) -> frozenset[str]:
        """The names to which a clause may give a value."""
        return frozenset(plain_word(one.name) for one in (*self.positional, *self.keywords))

    def error(self, message: Told) -> Exception:
        """The error about the function."""
        advice = Message("write_one_with_named_parameters")
        return self.context.error(self.place, message, advice)


def _choose_variables(
    signature: _Signature,
    named: tuple[Symbol, ...],
    fixed: Mapping[str, Expr],
    coordinates: int,
) -> tuple[Procedure, tuple[Symbol, ...]]:
    """The parameters without a value are the variables, in their order."""
    free = [
        one
        for one in signature.positional
        if one.default is Parameter.empty and plain_word(one.name) not in fixed
    ]
    for one in signature.keywords:
        if one.default is Parameter.empty and plain_word(one.name) not in fixed:
            raise signature.error(Message("has_no_value", key=one.name))
    indices = {one.name: Variable(index) for index, one in enumerate(free)}
    given = [one for one in signature.positional if one in free or plain_word(one.name) in fixed]
    # What stands behind the last of them keeps its default by itself.
    last = signature.positional.index(given[-1]) + 1 if given else 0
    procedure = Procedure(
        signature.function,
        tuple(indices.get(one.name) or _value(one, fixed) for one in signature.positional[:last]),
        {
            one.name: _value(one, fixed)
            for one in signature.keywords
            if plain_word(one.name) in fixed
        },
    )
    count = len(named) or coordinates
    if signature.takes_any_number and not signature.positional:
        if not count:
            raise signature.error(Message("how_many_variables_there_are_is_not_known"))
        return procedure, named or _numbered(count)
    if len(free) == 1 and count > 1:
        return replace(procedure, is_of_vector=True), named or _numbered(count)
    return procedure, _symbols(signature, free, named)


def _value(parameter: Parameter, fixed: Mapping[str, Expr]) -> Any:
    """The fixed value of a parameter; a whole number as Python's own, to count with."""
    number = fixed.get(plain_word(parameter.name))
    if number is None:
        return parameter.default
    return int(number) if isinstance(number, Integer) else number


def _symbols(
    signature: _Signature, free: Sequence[Parameter], named: tuple[Symbol, ...]
) -> tuple[Symbol, ...]:
    """The named variables, else the parameters' own names where they can be typeset."""
    names = [plain_word(one.name) for one in free]
    if len(named) == len(free):
        return named
    if named and not {str(symbol) for symbol in named} < set(names):
        known = ", ".join(names) or Message("none")
        raise signature.error(Message("the_variables_of_this_function_are", known=known))
    try:
        return tuple(real_symbols(Symbol(name)) for name in names)
    except UnreadableExpressionError:
        return _numbered(len(free))


def _numbered(count: int) -> tuple[Symbol, ...]:
    return tuple(Symbol(f"x_{index}", real=True) for index in range(1, count + 1))


def _count_coordinates(context: Context, place: Place | None) -> int:
    """How many coordinates the point has; 0 without a point."""
    if place is None:
        return 0
    value = context.given.get(place, place)
    if isinstance(value, Place):
        bare = context.text(place)
        if bare in context.namespace:
            held = context.namespace[bare]
            is_row = hasattr(held, "__len__") and not isinstance(held, (str, AbstractSet))
            return len(held) if is_row else 1  # type: ignore[arg-type]
    if isinstance(value, Points):
        (value, *_) = value.points
        return len(read_entries(context, value))
    parts = read_entries(context, value)
    first = parts[0] if parts else None
    is_point = isinstance(first, Place) and inside_bracket(context.source, first) is not None
    return len(read_entries(context, first)) if is_point else len(parts)


def _points(context: Context, place: Place | None, dimension: int) -> list[tuple[float, ...]]:
    """The points of the request that are numbers."""
    points = () if place is None else read_points(context, place)
    return [
        tuple(float(value) for value in point)
        for point in points
        if len(point) == dimension and not any(value.free_symbols for value in point)
    ]
