"""The clause of the function into f, its variables and its parameters."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sympy import Eq, Expr, Function, Symbol

from grad_magic.formula.put_in_numbers import put_in
from grad_magic.formula.sympy_forms import to_sympy
from grad_magic.formula.tree import Formula, Place
from grad_magic.problem import USUAL_VARIABLES, Composition, Problem, is_large_function
from grad_magic.reading.clauses import ClauseText, split_clauses
from grad_magic.reading.context import Context
from grad_magic.reading.exact_values import (
    components_of,
    formula_of,
    no_function,
)
from grad_magic.reading.grammar.expressions import (
    read_equation,
    read_expression,
    read_names,
)
from grad_magic.reading.grammar.parser import MAX_COMPONENTS
from grad_magic.reading.inner_functions import compose, inner_functions, names_with_inner
from grad_magic.reading.notation.tokens import unreadable
from grad_magic.reading.notation.twins import plain_text
from grad_magic.reading.notation.words import words_in
from grad_magic.reading.parameters import (
    check_keys,
    check_parameters,
    name_of,
    parameter_places,
    read_parameters,
)
from grad_magic.reading.python_functions.procedures import is_procedure, read_procedure
from grad_magic.reading.unit_vectors import by_unit_vectors
from grad_magic.reading.values import inside_bracket, name_leaves, read_entries
from grad_magic.wording.messages import Message

_OF_SURFACE = "F"
# What a function is called whose clause is f=…, where f is one of its variables.
_NAMES = ("f", "F", "g", "h", "G", "H", "φ")
# Of a text that has been copied without its heights. There is no e₂.
_LETTER_AND_DIGIT = re.compile(r"(?P<letter>[A-Za-z])(?P<digit>[2-9])")
_COPIED_LETTERS = ("x", "y", "z", "e")
_SPACE = 3
# What may stand beside a point of a graph in space: the rest asks about a function of the plane.
_BESIDE_POINT_OF_GRAPH = frozenset(
    {"at", "answer", "steps", "style", "lang", "digits", "plot", "theme", "as"}
)


def read_function(
    context: Context,
    function: ClauseText,
    others: Sequence[ClauseText],
    places: Mapping[str, Place],
) -> tuple[Context, Problem]:
    """The problem without a point: f with its parameters put in, and its variables.

    With it comes the context in which points and directions are read.

    Args:
        context: of the request.
        function: the clause of the function.
        others: the clauses that are no options.
        places: where the values of the options stand.

    Raises:
        RequestSyntaxError, MeaninglessRequestError: f cannot be read, a clause gives a value
            to no name of it, or two names look alike.
    """
    place, bare = function.value_place, bare_name(context.text(function.value_place))
    held = context.given.get(place, context.namespace.get(bare))
    if is_procedure(held):
        return read_procedure(context, function, held, others, places)
    source = context.source
    named = () if function.arguments is None else read_names(source, function.arguments)
    name, text = name_of(source, function), None
    if isinstance(held, str) and bare not in map(str, named):
        text = _text_of(context, function, held)
        name, named = text.name or name, text.variables or named
    parameters = parameter_places(source, function, others, named)
    if not context.inserted and place not in context.given and bare not in context.namespace:
        # Of what Python holds, the text does not show the names.
        check_keys(source, function, others, places)
    declared = tuple(dict.fromkeys((*map(str, named), *parameters)))
    if text is None:
        formula, is_equation = _read_formula(context, function, declared, only=bool(named))
        _refuse_copied(context, formula, named, {*declared, *_words_of_point(context, places)})
    else:
        formula, is_equation = read_equation(
            text.source, text.place, declared, only_declared=bool(named)
        )
        formula = formula.placed(place)
    if not is_equation:
        formula = by_unit_vectors(formula, declared)
    at = places.get("at") if text is None else None
    header = _as_header(context, formula, at) if is_equation and at is not None else None
    if header is not None:
        name, formula, is_equation = header, formula.operands[1].operands[0], False
    if not is_equation and _is_point_of_graph(context, function, formula, places, parameters):
        formula, is_equation, name = _difference(name, formula, place), True, _OF_SURFACE
    name, formula, is_equation = _with_own_name(
        context, function, (name, formula, is_equation), declared
    )
    inner = inner_functions(context, parameters, declared, only_declared=bool(named))
    composite, used = compose(context, formula, inner)
    names = composite.spelled_names
    check_parameters(source, function, others, names_with_inner(formula, inner), places)
    numbers = {name: where for name, where in parameters.items() if name not in inner}
    context = replace(context, values=read_parameters(context, numbers), names=names)
    decimals = {name for name, where in numbers.items() if context.is_decimal(where)}
    outer, formula = formula, put_in(composite, context.values, decimals)
    _refuse_twins(context, formula)
    # Other names than the named ones are parameters.
    variables = named or _beside_point(context, natural_order(formula.names), places.get("at"))
    if not variables and parameters:
        given = ", ".join(f"{name}={context.text(at)}" for name, at in parameters.items())
        message = Message("has_no_variable_left", name=name)
        raise context.error(place, message, Message("write_at_if_that_is_the_point", given=given))
    formula = _with_terms(_with_height_last(formula)) if is_equation else formula
    is_large = is_large_function(formula, len(variables))
    problem = Problem(
        name=name,
        formula=formula,
        f=Function(name, real=True)(*variables) if is_large else to_sympy(formula, source),
        variables=variables,
        is_equation=is_equation,
        is_large=is_large,
        source=source,
        places={"f": function.value_place},
        composition=_composition(outer, inner, used, context.values, decimals),
    )
    components = len(formula.operands) if problem.is_vector_valued else 0
    known = replace(context, variables=variables, components=components, is_equation=is_equation)
    return known, problem


def _with_own_name(
    context: Context,
    function: ClauseText,
    read: tuple[str, Formula, bool],
    declared: Collection[str],
) -> tuple[str, Formula, bool]:
    """What f is called, f, and whether it is an equation, as y=1+x*e^y is.

    That is no definition of y as a function of x and y. The clause f=f*x has another function.

    Raises:
        MeaninglessRequestError: it is a function of itself, as y(x)=x*y is.
    """
    name, formula, is_equation = read
    if is_equation:
        return _name_of_equation(function, formula, name), formula, True
    if name in declared or name not in formula.spelled_names:
        return read
    is_function = function.arguments is not None or formula.operation == "vector"
    if is_function:
        message = Message("function_in_its_own_formula", name=name)
        raise context.error(function.value_place, message, Message("give_it_another_letter"))
    if name == _NAMES[0]:
        return next(one for one in _NAMES if one not in formula.spelled_names), formula, False
    return _OF_SURFACE, _difference(name, formula, function.value_place), True


def _difference(name: str, formula: Formula, place: Place) -> Formula:
    """y - (1 + x·e^y) of the equation y = 1 + x·e^y."""
    height = Formula("name", value=Symbol(name, real=True))
    return Formula("add", (height, Formula("negate", (formula,)))).placed(place)


def _words_of_point(context: Context, places: Mapping[str, Place]) -> Collection[str]:
    return words_in(context.source, places["at"]) if "at" in places else ()


def _refuse_copied(
    context: Context, formula: Formula, named: Sequence[Symbol], declared: Collection[str]
) -> None:
    """Refuses what has two readings where it was copied from a book.

    Args:
        context: of the request.
        formula: as it was read.
        named: the variables that a header lists.
        declared: these, and the names that clauses and the point give a value.
    """
    _refuse_lost_exponents(context, formula, named, declared)
    _refuse_transposes(context, formula, declared)


def _refuse_lost_exponents(
    context: Context, formula: Formula, named: Sequence[Symbol], declared: Collection[str]
) -> None:
    """Makes sure that x2 + y2 is no x² + y² whose exponents were lost when it was copied.

    Raises:
        RequestSyntaxError: it may be.
    """
    names = {*map(str, formula.names), *declared}
    letters = {*_COPIED_LETTERS, *map(str, named)}
    copied = {
        name: found
        for name in names - {*declared}
        if (found := _LETTER_AND_DIGIT.fullmatch(name)) is not None
        and found["letter"] in letters
        # Of x1 and x2 the second is the second.
        and not names & {f"{found['letter']}{index}" for index in ("0", "1", "_0", "_1")}
    }
    for leaf in name_leaves(formula) if copied else ():
        written = context.source[leaf.start : leaf.end]
        if written in copied:
            message = Message("two_readings_here", token=written)
            advice = Message("write_power_or_index", **copied[written].groupdict())
            raise context.error(_place_of(leaf), message, advice)


def _refuse_transposes(context: Context, formula: Formula, declared: Collection[str]) -> None:
    """Makes sure that x^T A x is no product with a power, where nothing is said of shapes.

    Raises:
        RequestSyntaxError: it may be.
    """
    if "T" in declared or "T" not in map(str, formula.names):
        return
    waiting = [formula]
    while waiting:
        part = waiting.pop()
        waiting += part.operands
        factors = part.operands if part.operation == "multiply" else ()
        for factor, behind in itertools.pairwise(factors):
            is_power = factor.operation == "power" and str(factor.operands[1].value) == "T"
            if is_power and behind.operation != "reciprocal":
                message = Message("two_readings_here", token=context.text(_place_of(factor)))
                raise context.error(_place_of(factor), message, Message("a_transpose_needs_shapes"))


def _place_of(formula: Formula) -> Place:
    return Place(formula.start, formula.end)


def _composition(
    outer: Formula,
    inner: Mapping[str, Formula],
    used: Sequence[str],
    values: Mapping[str, Expr],
    decimals: Collection[str],
) -> Composition | None:
    """Of what f is composed, with numbers for the parameters."""
    if not used:
        return None
    return Composition(
        put_in(outer, values, decimals),
        tuple((Symbol(name, real=True), put_in(inner[name], values, decimals)) for name in used),
    )


def _beside_point(
    context: Context, variables: tuple[Symbol, ...], at: Place | None
) -> tuple[Symbol, ...]:
    """The variables without the letters of the point, if as many are left as it has coordinates.

    So x²/a² + y²/b² has the variables x and y at (a/√2, b/√2), and at (a, 0) too, as they are
    the usual ones beside b.
    """
    if at is None:
        return variables
    letters = words_in(context.source, at)
    others = tuple(symbol for symbol in variables if str(symbol) not in letters)
    count = _coordinates(context.text(at))
    if not count or len(others) == len(variables):
        return variables
    usual = tuple(symbol for symbol in others if str(symbol) in USUAL_VARIABLES)
    return next((row for row in (others, usual) if len(row) == count), variables)


def _coordinates(point: str) -> int:
    """How many coordinates are in one pair of brackets; 0 for what is written otherwise."""
    inside = point.strip()
    if not inside.startswith("(") or not inside.endswith(")") or "=" in inside:
        return 0
    depth, commas = 0, 0
    for place, sign in enumerate(inside):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if depth == 0 and place < len(inside) - 1:
            return 0
        commas += depth == 1 and sign in ",;"
    return commas + 1


def _is_named(function: ClauseText) -> bool:
    return function.key_place.end > function.key_place.start


def _name_of_equation(function: ClauseText, formula: Formula, name: str) -> str:
    """F(x, y, z) = 0, as books call a surface that is given by its equation alone."""
    is_free = _OF_SURFACE not in formula.spelled_names
    return _OF_SURFACE if is_free and not _is_named(function) else name


def _with_height_last(difference: Formula) -> Formula:
    """f(x, y) - z for the surface z = f(x, y), whose normal is (f_x, f_y, -1), as books have it."""
    is_in_space = len(difference.names) >= _SPACE
    if not is_in_space or difference.operation != "add" or len(difference.operands) != 2:
        return difference
    left, right = difference.operands
    is_height = left.operation == "name" and right.operation == "negate"
    if not is_height or left.value in right.names:
        return difference
    (height,) = right.operands
    terms = height.operands if height.operation == "add" else (height,)
    lowered = Formula("negate", (left,)).placed(Place(left.start, left.end))
    return replace(difference, operands=(*terms, lowered))


def _with_terms(difference: Formula) -> Formula:
    """y - 1 - x·e^y for y - (1 + x·e^y)."""
    if difference.operation != "add" or len(difference.operands) != 2:
        return difference
    left, right = difference.operands
    if right.operation != "negate" or right.operands[0].operation != "add":
        return difference
    terms = left.operands if left.operation == "add" else (left,)
    taken = (
        term.operands[0]
        if term.operation == "negate"
        else Formula("negate", (term,)).placed(Place(term.start, term.end))
        for term in right.operands[0].operands
    )
    return replace(difference, operands=(*terms, *taken))


def _as_header(context: Context, difference: Formula, at: Place) -> str | None:
    """The name of z in f=$z=x^2+y^2$, where a point says that z is f and no variable.

    As an equation it has one variable more; where the point fits that, it is one.
    """
    if difference.operation == "vector":
        return None
    left, right = difference.operands[0], difference.operands[1].operands[0]
    is_typed = context.text(Place(left.end, right.start)).strip() != "="
    if is_typed or left.operation != "name" or left.value in right.names:
        return None
    count = len(read_entries(context, context.given.get(at, at)))
    return str(left.value) if count == len(right.names) else None


def _is_point_of_graph(
    context: Context,
    function: ClauseText,
    formula: Formula,
    places: Mapping[str, Place],
    parameters: Collection[str],
) -> bool:
    """Whether z=x^2+y^2 at=(1,2,5) is about the surface, as the point has its height too.

    A direction in the plane, and other things that a function alone has, keep it a function.
    """
    names = formula.spelled_names - set(parameters)
    key = context.text(function.key_place)
    if key != "z" or function.arguments is not None:
        return False
    at = places.get("at")
    if at is None or not set(places) <= _BESIDE_POINT_OF_GRAPH or "".join(sorted(names)) != "xy":
        return False
    entries = read_entries(context, context.given.get(at, at))
    are_numbers = all(
        isinstance(entry, Place) and inside_bracket(context.source, entry) is None
        for entry in entries
    )
    return are_numbers and len(entries) == len(names) + 1


def bare_name(text: str) -> str:
    """The name that a value is, also in braces; the value itself where it is none."""
    return text[1:-1].strip() if text.startswith("{") and text.endswith("}") else text


@dataclass(frozen=True, eq=False)
class _FunctionText:
    """A text of the notebook that is a function, perhaps with its header."""

    source: str
    place: Place
    name: str
    variables: tuple[Symbol, ...]


def _text_of(context: Context, function: ClauseText, held: str) -> _FunctionText:
    """What a text of the notebook says of the function.

    Raises:
        RequestSyntaxError: it cannot be read.
        MeaninglessRequestError: it is more than a function.
    """
    text = plain_text(held)
    clauses = split_clauses(text)
    if len(clauses) > 1:
        bare = context.text(function.value_place)
        raise context.error(
            function.value_place, Message("the_text_is_more_than_a_function", bare=bare)
        )
    (clause,) = clauses
    is_named = clause.key_place.end > clause.key_place.start
    named = () if clause.arguments is None else read_names(text, clause.arguments)
    return _FunctionText(text, clause.value_place, name_of(text, clause) if is_named else "", named)


def _read_formula(
    context: Context, function: ClauseText, declared: Collection[str], *, only: bool
) -> tuple[Formula, bool]:
    if function.value_place in context.given:
        return _given_formula(context, function.value_place, declared, only=only)
    place = function.value_place
    bare = bare_name(context.text(place))
    is_held = bare.isidentifier() and bare not in declared
    value = context.namespace.get(bare) if is_held else None
    components = components_of(value)
    if components:
        return _given_formula(
            replace(context, given={place: components}), place, declared, only=only
        )
    held = None if isinstance(value, str) else formula_of(value)
    if held is not None and held.operands:
        return held.placed(place), False
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
        if isinstance(part, str):
            text = plain_text(part)
            written = read_expression(text, Place(0, len(text)), declared, only_declared=only)
            return written.placed(place)
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
        message = Message("a_function_may_have_at_most_components", max_components=MAX_COMPONENTS)
        raise unreadable(context.source, place.start, place.end, message)
    return (components[0] if len(components) == 1 else Formula("vector", components)), False


def _refuse_twins(context: Context, formula: Formula) -> None:
    """x1 and x_1 are typeset alike, so only one of them may occur."""
    if len(set(map(_typeset, formula.spelled_names))) == len(formula.names):
        return
    seen: dict[str, str] = {}
    for leaf in name_leaves(formula):
        name = str(leaf.value)
        if seen.setdefault(_typeset(name), name) != name:
            place = Place(leaf.start, leaf.end)
            raise context.error(place, *_alike(seen[_typeset(name)], name))


def refuse_twins_of_parameters(problem: Problem) -> None:
    """Makes sure that no name in the point or the direction looks like another.

    Raises:
        MeaninglessRequestError: two names are typeset alike.
    """
    seen: dict[str, str] = {}
    for symbol in (*problem.variables, *problem.parameters):
        seen.setdefault(_typeset(str(symbol)), str(symbol))
    for clause, values in (("at", problem.point), ("dir", problem.direction)):
        for symbol in sorted({s for value in values or () for s in value.free_symbols}, key=str):
            other = seen[_typeset(str(symbol))]
            if other != str(symbol):
                raise problem.error(clause, *_alike(other, str(symbol)))


def natural_order(symbols: Iterable[Symbol]) -> tuple[Symbol, ...]:
    """Symbols as one would list them: x, y, z; x_1, x_2, …, x_10."""
    return tuple(sorted(symbols, key=lambda symbol: _natural_key(str(symbol))))


def _natural_key(name: str) -> list[tuple[int, int, str]]:
    parts = re.findall(r"\d+|\D+", name)
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts]


def _typeset(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=\d+$)", "_", name)


def _alike(first: str, second: str) -> tuple[Message, Message]:
    return Message("and_are_two_names_that_look_alike", first=first, second=second), Message(
        "write_one_of_them_for_both"
    )
