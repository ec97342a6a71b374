"""A request about arrays into its ArrayProblem."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from grad_magic.array_problem import (
    MOST_DRAWN_ENTRIES,
    Array,
    ArrayProblem,
    Shape,
)
from grad_magic.deferred_numpy import np
from grad_magic.errors import GradMagicError, MeaninglessRequestError, RequestSyntaxError
from grad_magic.formula.tree import Formula, Place
from grad_magic.presets import MAX_ITERATIONS
from grad_magic.problem import Presentation
from grad_magic.reading.arrays.entries import is_row, is_value, read_array
from grad_magic.reading.arrays.layers import LayerReader
from grad_magic.reading.arrays.shape_clauses import ShapeClause, find_shapes
from grad_magic.reading.arrays.vocabulary import ARRAY_CALLABLES
from grad_magic.reading.arrays.written_lists import with_lists_named
from grad_magic.reading.clauses import ClauseText, split_clauses
from grad_magic.reading.context import Context, Coordinate
from grad_magic.reading.exact_values import Insertions
from grad_magic.reading.function_words import with_function_named
from grad_magic.reading.grammar.expressions import read_name, read_names
from grad_magic.reading.loose_words import leftover_behind_row
from grad_magic.reading.notation.tokenizer import tokenize
from grad_magic.reading.notation.tokens import unreadable
from grad_magic.reading.options import OPTION_BY_KEY, OPTION_KEYS
from grad_magic.reading.parameters import key_error, name_of
from grad_magic.reading.readers import read_option
from grad_magic.reading.values import inside_bracket, split_at_commas
from grad_magic.wording.messages import Listing, Message

# What may be asked of arrays, beside the point.
_ASKED = frozenset(
    {"at", "dir", "answer", "order", "metric", "path", "step_size", "iterations"}
    | {"digits", "steps", "style", "lang", "plot", "window", "theme", "as"}
)
# A book's style changes nothing here: arrays stand in matrix notation.
_PRESENTATION = ("digits", "steps", "style", "lang", "plot", "window", "theme")
_COORDINATE = re.compile(r"\s*(?P<name>[^\W\d]\w*)\s*=(?!=)")
_QUOTED_ANSWER = re.compile(
    r"(?P<key>(?<!\w)answer\s*=\s*)(?P<sign>[\"'])(?P<inside>[^\"\n]+)(?P=sign)"
    r"(?=\s*(?:\Z|\n|,|\w+\s*=))"
)
# What stands between the key and the entries in at w=[0,1].
_NAME_BEFORE = re.compile(r"(?P<name>[^\W\d]\w*)\s*=\s*\Z")
_WORD = re.compile(r"(?<![\w.])[^\W\d]\w*")
_GRADIENT = {"grad": 1, "+grad": 1, "-grad": -1, "−grad": -1}
_OPENING, _CLOSING = "([", ")]"
_HIGHEST_ORDER = 2
# What weighs a penalty, and what keeps a root from 0; others may be vectors.
_LETTERS_OF_NUMBERS = frozenset({"lambda", "epsilon"})


@dataclass(frozen=True)
class ArrayRequest:
    """What a text about arrays asks for.

    Attributes:
        problem: what is asked.
        store_as: the name of the clause `as`, or "".
    """

    problem: ArrayProblem
    store_as: str


# What books call numbers of rows, in answers: of data nothing else tells them.
_SIZE_LETTERS = frozenset("nmNMkpd")


def read_array_request(
    source: str,
    namespace: Mapping[str, object],
    presentation: Presentation,
    given: Mapping[Place, Any],
) -> ArrayRequest:
    """The problem that a request about arrays poses.

    Args:
        source: its text in plain signs.
        namespace: what the notebook holds; only what the request names is looked at.
        presentation: how the answer is shown where the request does not say.
        given: values that did not come as text, by their places.

    Raises:
        RequestSyntaxError: it cannot be read.
        MeaninglessRequestError: it asks for nothing that exists.
    """
    text, shapes, symmetric = find_shapes(_without_quoted_answer(source))
    function, options, others = _sort_clauses(text, with_function_named(text, split_clauses(text)))
    context = Context(source, Insertions(source, namespace), namespace, given)
    header = (
        ()
        if function.arguments is None
        else tuple(str(symbol) for symbol in read_names(source, function.arguments))
    )
    if callable(namespace.get(context.text(function.value_place))):
        name = context.text(function.value_place)
        message = Message("arrays_are_not_put_into", name=name)
        advice = Message("write_its_formula_or_numbers", name=name)
        raise context.error(function.value_place, message, advice)
    coordinates = _coordinate_clauses(text, options.get("at"), others, header)
    others = [clause for clause in others if clause not in coordinates]
    definitions = _definitions(context, others, header, shapes)
    others = [clause for clause in others if clause not in definitions.values()]
    constants = {
        read_name(source, clause.key_place): read_array(
            context, clause.value_place, read_name(source, clause.key_place)
        )
        for clause in others
    }
    point = None
    if coordinates:
        point = {
            read_name(source, clause.key_place): read_array(context, clause.value_place, clause.key)
            for clause in coordinates
        }
    elif "at" in options:
        point = _by_names(context, options["at"], header, "at")
    symmetric |= {name: one.place for name, one in shapes.items() if "symmetric" in one.traits}
    for name, place in symmetric.items():
        _check_symmetric(context, name, place, (point or {}).get(name, constants.get(name)))
    known = _Known(context, shapes, constants, point or {})
    layers = LayerReader(source, definitions, lambda place: known.names(place, header))
    answer = options["answer"].value_place if "answer" in options else None
    lists = with_lists_named(context, layers.function(function.value_place), answer)
    formula = lists.formula
    constants.update(lists.arrays)
    constants, variables = known.sorted(formula, header)
    problem = ArrayProblem(
        name=name_of(source, function),
        formula=formula,
        variables=variables,
        shapes=known.shapes(formula, constants, variables),
        layers=tuple(definitions),
        assumed=known.assumed(formula, {*constants, *variables, *definitions}),
        lists=tuple(lists.arrays),
        traits=dict.fromkeys(symmetric, frozenset({"symmetric"})),
        constants=constants,
        point=point,
        source=source,
        places={
            **{key: clause.value_place for key, clause in options.items()},
            **{name: clause.place for name, clause in shapes.items()},
            **{clause.key: clause.value_place for clause in others},
            **lists.places,
            "f": function.value_place,
        },
    )
    _check(problem, known, options)
    problem = replace(problem, presentation=_present(context, problem, options, presentation))
    data = [
        problem.places[name]
        for name in (*constants, "at", "dir", "step_size")
        if name in problem.places
    ]
    if formula.has_decimal or any(map(context.is_decimal, data)):
        problem = replace(problem, has_decimals=True)
    problem = _with_directions(context, problem, options)
    problem = _with_order(context, problem, options)
    if "answer" in options:
        problem = _with_answer(context, problem, known, options["answer"].value_place)
    store_as = (
        read_option(context, OPTION_BY_KEY["as"], options["as"].value_place)
        if ("as" in options)
        else ""
    )
    return ArrayRequest(problem, store_as)


def _without_quoted_answer(source: str) -> str:
    """The request with digits for an answer in quotes, of which nothing is a clause."""
    return _QUOTED_ANSWER.sub(
        lambda found: f"{found['key']}{found['sign']}{'1' * len(found['inside'])}{found['sign']}",
        source,
    )


def _with_answer(
    context: Context, problem: ArrayProblem, known: _Known, place: Place
) -> ArrayProblem:
    """The problem with a student's answer, in which all names of the request may stand."""
    from grad_magic.reading.arrays.answers import read_array_answer

    declared = {name: shape for name, shape in known.declared.items() if shape}
    sizes: dict[str, int] = {}
    for name, shape in declared.items():
        found = problem.shapes.get(name, shape)
        sizes |= {
            letter: size
            for letter, size in zip(shape, found, strict=True)
            if isinstance(letter, str) and isinstance(size, int)
        }
    letters: dict[str, Shape] = {
        letter: () for shape in declared.values() for letter in shape if isinstance(letter, str)
    }
    problem = replace(problem, shapes={**letters, **declared, **problem.shapes})
    try:
        return replace(problem, answer=read_array_answer(context, place, problem, sizes))
    except GradMagicError as error:
        said = error.said
        is_unknown = isinstance(said, Message) and said.key == "has_no_value_and_no_shape"
        table = next(
            (name for name, array in problem.constants.items() if array.entries.ndim > 1), ""
        )
        if is_unknown and table and context.text(Place(error.start, error.end)) in _SIZE_LETTERS:
            # The n of 2/n Xᵀ(Xw - y).
            letter = context.text(Place(error.start, error.end))
            error.advised = Message("tell_the_letter_of_a_size", letter=letter, name=table)
        raise


def _check_symmetric(context: Context, name: str, place: Place, value: Array | None) -> None:
    """Refuses a matrix that is called symmetric, and is not.

    Raises:
        MeaninglessRequestError: it is not.
    """
    if value is None:
        return
    entries = value.square
    if entries.shape[0] != entries.shape[1] or not np.array_equal(entries, entries.T):
        raise context.error(place, Message("what_is_called_symmetric_is_not", name=name))


def _definitions(
    context: Context,
    clauses: Sequence[ClauseText],
    header: Collection[str],
    shapes: Collection[str],
) -> dict[str, ClauseText]:
    """The clauses that define parts of f by other names, as z = W@x + b, by what they define."""
    others = {read_name(context.source, clause.key_place): clause for clause in clauses}
    known = {*header, *shapes, *others}
    return {
        name: clause
        for name, clause in others.items()
        if name not in header
        and clause.value_place not in context.given
        and context.text(clause.value_place) not in context.namespace
        and not is_row(context.text(clause.value_place))
        and any(
            word in known or is_value(context.namespace.get(word))
            for word in _WORD.findall(context.text(clause.value_place))
        )
    }


def _coordinate_clauses(
    text: str, at: ClauseText | None, others: Sequence[ClauseText], header: Sequence[str]
) -> list[ClauseText]:
    """The coordinates of a point without brackets, as in at w=[0,1], b=2.

    Behind the first a variable of the header is one, and without a header what follows a comma.
    """
    name = None if at is None else _NAME_BEFORE.search(text, at.key_place.end, at.value_place.start)
    if at is None or name is None:
        return []
    coordinates = [replace(at, key=name["name"], key_place=Place(*name.span("name")))]
    for clause in others:
        end = coordinates[-1].value_place.end
        if clause.key_place.start < end:
            continue
        between = text[end : clause.key_place.start].strip()
        if between not in ("", ",") or clause.key not in (header or (clause.key,)):
            break
        if not header and between != ",":
            break
        coordinates.append(clause)
    return coordinates


def _sort_clauses(
    text: str, clauses: Sequence[ClauseText]
) -> tuple[ClauseText, dict[str, ClauseText], list[ClauseText]]:
    """The clause of the function, the options by key, and the arrays."""
    options: dict[str, ClauseText] = {}
    others: dict[str, ClauseText] = {}
    for clause in clauses:
        kind = options if clause.key in OPTION_KEYS else others
        if clause.key in kind:
            raise key_error(text, clause, Message("the_clause_is_given_twice", key=clause.key))
        if clause.key in OPTION_KEYS and clause.key not in _ASKED:
            message = Message("is_not_asked_about_arrays", key=clause.key)
            advice = Message("with_arrays_go", names=Listing(sorted(_ASKED), "comma"))
            raise key_error(text, clause, message, advice)
        kind[clause.key] = clause
    functions = [clause for clause in others.values() if clause.arguments is not None]
    functions += [clause for clause in others.values() if clause.key == "f"]
    functions += [clause for clause in others.values() if not _is_value(text, clause)]
    if not functions:
        raise RequestSyntaxError(
            Message("the_request_names_no_function"),
            advice=Message("begin_with_the_function_sum"),
            source=text,
            start=0,
            end=len(text.rstrip()),
        )
    function = functions[0]
    return function, options, [clause for clause in others.values() if clause is not function]


def _is_value(text: str, clause: ClauseText) -> bool:
    """Whether a clause holds entries or a number, and no function."""
    value = text[clause.value_place.start : clause.value_place.end]
    if value[:1] in _OPENING and inside_bracket(text, clause.value_place) is not None:
        return True
    # The sign of a transpose is a letter to Python.
    return bool(re.fullmatch(r"[-+\d./\s]*|[^\Wᵀ]+", value))


class _Known:
    """The names of a request, and where their values or shapes come from."""

    def __init__(
        self,
        context: Context,
        shapes: Mapping[str, ShapeClause],
        constants: Mapping[str, Array],
        point: Mapping[str, Array],
    ) -> None:
        self._context = context
        self._shapes = shapes
        self._constants = constants
        self._point = point
        self._held: dict[str, Array] = {}

    def names(self, place: Place, header: Sequence[str]) -> frozenset[str]:
        """All names that may stand in the function."""
        dimensions = {d for clause in self._shapes.values() for d in clause.shape}
        given = {*self._shapes, *self._constants, *self._point, *header}
        tokens = tokenize(self._context.source, place, ARRAY_CALLABLES)
        words = {token.text for token in tokens if token.kind == "word"}
        held = {word for word in words if is_value(self._context.namespace.get(word))}
        inserted = {token.text for token in tokens if token.kind == "insert"} - given
        held |= {f"{{{name}}}" for name in inserted if is_value(self._context.namespace.get(name))}
        assumed = words & _LETTERS_OF_NUMBERS - given if not self._point else ()
        letters = (dimension for dimension in dimensions if isinstance(dimension, str))
        return frozenset({*given, *held, *assumed, *letters})

    def assumed(self, formula: Formula, constants: Collection[str]) -> tuple[str, ...]:
        """The letters in a function of which nothing is told, and which are numbers in books."""
        told = {*self._shapes, *constants}
        names = (str(leaf.value) for leaf in _leaves(formula))
        return tuple(name for name in names if name in _LETTERS_OF_NUMBERS - told)

    def sorted(
        self, formula: Formula, header: Sequence[str]
    ) -> tuple[dict[str, Array], tuple[str, ...]]:
        """The constants with what the notebook holds, and the variables."""
        context = self._context
        constants = dict(self._constants)
        free: list[str] = []
        for leaf in _leaves(formula):
            name = str(leaf.value)
            is_held = is_value(context.namespace.get(name))
            if name in {*constants, *self._point, *self._shapes, *header, *free}:
                pass
            elif is_held:
                place = Place(leaf.start, leaf.end)
                constants[name] = read_array(context, place, name)
            if name in self._shapes and self._shapes[name].shape and name not in constants:
                free.append(name)
        if header:
            return constants, tuple(header)
        return constants, tuple(self._point) or tuple(dict.fromkeys(free))

    def shapes(
        self, formula: Formula, constants: Mapping[str, Array], variables: Sequence[str]
    ) -> dict[str, Shape]:
        """The shape of every name in the function, and of variables that do not stand in it."""
        shapes: dict[str, Shape] = {}
        names = [str(leaf.value) for leaf in _leaves(formula)]
        others = [name for name in variables if self.has_shape(name)]
        for name in dict.fromkeys((*names, *others)):
            value = self._point.get(name, constants.get(name))
            declared = self._shapes.get(name)
            if value is None:
                shapes[name] = () if declared is None else declared.shape
                continue
            shapes[name] = value.shape
            if declared is not None and not _agree(declared.shape, value.shape):
                written = ", ".join(map(str, declared.shape))
                message = Message(
                    "is_said_to_be_of_another_shape",
                    name=name,
                    written=written,
                    shape=value.shape,
                )
                raise self._context.error(declared.place, message)
        return shapes

    @property
    def declared(self) -> dict[str, Shape]:
        """The shapes that clauses give."""
        return {name: clause.shape for name, clause in self._shapes.items()}

    def has_shape(self, name: str) -> bool:
        """Whether something tells the shape of a name."""
        return name in self._shapes or name in self._point


def _agree(declared: Shape, found: Shape) -> bool:
    """Whether a value has the shape that is declared; letters stand for any number."""
    return len(declared) == len(found) and all(
        isinstance(one, str) or one == other for one, other in zip(declared, found, strict=True)
    )


def _leaves(formula: Formula) -> list[Formula]:
    """The names in a formula, each once, as they stand in it."""
    met: dict[str, Formula] = {}
    waiting = [formula]
    while waiting:
        part = waiting.pop()
        if part.operation == "name":
            met.setdefault(str(part.value), part)
        waiting += reversed(part.operands)
    return list(met.values())


def _check(problem: ArrayProblem, known: _Known, options: Mapping[str, ClauseText]) -> None:
    """Refuses variables without a shape or a value, and names of no use."""
    whole = problem.places["f"]
    if not problem.variables:
        names = Listing(problem.shapes, "comma")
        message = Message("has_no_variable_all_of_have_values", name=problem.name, names=names)
        advice = Message("list_the_variables_or_give_their_point_at", name=problem.name)
        raise problem.error(whole, message, advice)
    if problem.point is not None:
        missing = [name for name in problem.variables if name not in problem.point]
        extra = [name for name in problem.point if name not in problem.variables]
        if missing or extra:
            message = (
                Message("at_gives_no_value_to", names=Listing(missing, "comma"))
                if missing
                else Message("is_no_variable_of", name=Listing(extra, "comma"), name_2=problem.name)
            )
            advice = Message(
                "write_at_names", names=", ".join(f"{name}=…" for name in problem.variables)
            )
            raise problem.error(options["at"].value_place, message, advice)
    for name in problem.variables:
        if name in problem.constants:
            message = Message(
                "a_variables_value_belongs_to_the_point", name=name, name_2=problem.name
            )
            raise problem.error(
                problem.places.get(name, whole), message, Message("write_at_name", name=name)
            )
        if name not in problem.shapes:
            message = Message("does_not_stand_in", name=name, name_2=problem.name)
            raise problem.error(problem.places.get("at", whole), message)
        if not known.has_shape(name):
            message = Message("has_no_shape", name=name)
            advice = Message("give_the_point_or_the_shape", name=name)
            raise problem.error(whole, message, advice)


def _by_names(
    context: Context, clause: ClauseText, variables: Sequence[str], key: str
) -> dict[str, Array]:
    """Arrays by name, as (W=[…], b=[…]), or in the order of L(W, b); of the one variable alone."""
    place = clause.value_place
    given = context.given.get(place)
    if isinstance(given, tuple) and given and all(isinstance(part, Coordinate) for part in given):
        return {
            context.text(part.name): read_array(
                replace(context, given={part.place: part.value}),
                part.place,
                context.text(part.name),
            )
            for part in given
        }
    text = context.text(place)
    leftover = leftover_behind_row(context.source, place) if given is None else None
    if leftover is not None:
        raise leftover
    if given is None and text[:1] == "(" and _COORDINATE.match(text, 1):
        return _coordinates(context, Place(place.start + 1, place.end - 1))
    if given is None and _COORDINATE.match(text):
        return _coordinates(context, place)
    if len(variables) == 1:
        return {variables[0]: read_array(context, place, variables[0])}
    inside = None if given is not None else inside_bracket(context.source, place)
    parts = () if inside is None else split_at_commas(context.source, inside)
    if variables and len(parts) == len(variables) and text[:1] == "(":
        return {
            name: read_array(context, part, name)
            for name, part in zip(variables, parts, strict=True)
        }
    names = ", ".join(f"{name}=…" for name in variables) or "W=…, b=…"
    message = Message("gives_arrays_by_their_names", key=key)
    raise context.error(place, message, Message("write_key_names", key=key, names=names))


def _coordinates(context: Context, place: Place) -> dict[str, Array]:
    arrays: dict[str, Array] = {}
    depth, start = 0, place.start
    for index in range(place.start, place.end + 1):
        character = context.source[index] if index < place.end else ","
        depth += (character in _OPENING) - (character in _CLOSING)
        if character != "," or depth:
            continue
        part = Place(start, index)
        start = index + 1
        if not context.text(part).strip():
            continue
        head = _COORDINATE.match(context.source, part.start, part.end)
        if head is None:
            raise unreadable(
                context.source,
                part.start,
                part.end,
                Message("a_name_and_its_entries_are_expected_here"),
            )
        name = read_name(context.source, Place(*head.span("name")))
        if name in arrays:
            raise unreadable(
                context.source, part.start, part.end, Message("is_given_twice", name=name)
            )
        arrays[name] = read_array(context, _trimmed(context, head.end(), index), name)
    return arrays


def _trimmed(context: Context, start: int, end: int) -> Place:
    text = context.source[start:end]
    begin = start + len(text) - len(text.lstrip())
    return Place(begin, begin + len(text.strip()))


def _present(
    context: Context,
    problem: ArrayProblem,
    options: Mapping[str, ClauseText],
    presentation: Presentation,
) -> Presentation:
    if 0 < problem.entry_count <= MOST_DRAWN_ENTRIES:
        context = replace(context, variables=problem.entry_symbols)
    elif "window" in options:
        message = Message("a_window_is_one_of_one_to_three_numbers")
        raise context.error(options["window"].value_place, message, Message("leave_out_window"))
    for key in _PRESENTATION:
        if key not in options:
            continue
        place = options[key].value_place
        value = read_option(context, OPTION_BY_KEY[key], place)
        try:
            presentation = replace(presentation, **{OPTION_BY_KEY[key].field: value})
        except MeaninglessRequestError as error:
            raise context.error(place, error.said, error.advised) from None
    return presentation


def _with_directions(
    context: Context, problem: ArrayProblem, options: Mapping[str, ClauseText]
) -> ArrayProblem:
    """The problem with its direction and its step."""
    for key in ("dir", "metric", "path", "step_size", "iterations"):
        if key in options and problem.point is None:
            message = Message("needs_a_point", key=key)
            advice = Message("add_it_by_name", variables=problem.variables[0])
            raise problem.error(options[key].value_place, message, advice)
    if "dir" in options:
        problem = _with_direction(context, problem, options["dir"])
    if "metric" in options:
        problem = _with_metric(context, problem, options["metric"].value_place)
    return _with_path(context, problem, options)


def _with_order(
    context: Context, problem: ArrayProblem, options: Mapping[str, ClauseText]
) -> ArrayProblem:
    """The problem with the order of the derivatives."""
    if "order" not in options:
        return problem
    place = options["order"].value_place
    order = read_option(context, OPTION_BY_KEY["order"], place)
    if order not in (1, _HIGHEST_ORDER):
        message = Message("of_arrays_there_are_derivatives_of_order")
        raise problem.error(place, message, Message("write_order_for_second_derivatives"))
    return replace(problem, order=order)


def _with_path(
    context: Context, problem: ArrayProblem, options: Mapping[str, ClauseText]
) -> ArrayProblem:
    """The problem with its optimiser and its steps."""
    if "path" in options:
        place = options["path"].value_place
        problem = replace(problem, path=read_option(context, OPTION_BY_KEY["path"], place))
        if problem.path == "natural" and problem.metric is None:
            message = Message("the_natural_gradient_needs_a_metric")
            raise problem.error(place, message, Message("add_the_metric_metric"))
    if "step_size" in options:
        place = options["step_size"].value_place
        problem = replace(problem, step_size=read_array(context, place, "step_size"))
        size = problem.step_size
        if size is not None and (size.shape or not size.floats[0, 0] > 0):
            raise problem.error(place, Message("a_step_size_is_one_positive_number"))
    if "iterations" in options:
        option = OPTION_BY_KEY["iterations"]
        count = read_option(context, option, options["iterations"].value_place)
        problem = replace(problem, iterations=count)
        if not 1 <= count <= MAX_ITERATIONS:
            message = Message("iterations_must_be_between_and", max_iterations=MAX_ITERATIONS)
            raise problem.error(options["iterations"].value_place, message)
    return problem


def _with_metric(context: Context, problem: ArrayProblem, place: Place) -> ArrayProblem:
    """The problem with F, which has a row and a column for each entry of the variables."""
    metric = read_array(context, place, "metric")
    matrices = [name for name in problem.variables if 1 not in (*problem.shapes[name], 1, 1)[:2]]
    if matrices:
        message = Message("a_metric_is_one_of_vectors_and_numbers", matrices=matrices[0])
        raise problem.error(place, message, Message("give_the_variables_as_vectors"))
    size, entries = problem.entry_count, metric.square
    if entries.shape != (size, size):
        message = Message(
            "a_metric_needs_a_row_for_each_entry",
            size=size,
            names=Listing(problem.variables, "comma"),
            shape=metric.shape,
        )
        raise problem.error(place, message)
    if not (entries == entries.T).all():
        message = Message("this_metric_is_not_symmetric")
        advice = Message("mirrored_entries_must_be_equal")
        raise problem.error(place, message, advice)
    return replace(problem, metric=metric)


def _with_direction(context: Context, problem: ArrayProblem, clause: ClauseText) -> ArrayProblem:
    text = context.text(clause.value_place).replace(" ", "")
    if text in _GRADIENT:
        return replace(problem, along_gradient=_GRADIENT[text])
    direction = _by_names(context, clause, problem.variables, "dir")
    _check_direction(problem, direction, clause.value_place)
    return replace(problem, direction=direction)


def _check_direction(problem: ArrayProblem, direction: Mapping[str, Array], place: Place) -> None:
    assert problem.point is not None
    for name, change in direction.items():
        if name not in problem.variables:
            names: Collection[str] = problem.variables
            message = Message("is_no_variable_of", name=name, name_2=problem.name)
            raise problem.error(
                place, message, Message("the_variables_are", names=Listing(names, "comma"))
            )
        if change.shape != problem.point[name].shape:
            message = Message(
                "the_direction_has_another_shape",
                name=name,
                shape=change.shape,
                shape_2=problem.point[name].shape,
            )
            raise problem.error(place, message)
    if not any(change.floats.any() for change in direction.values()):
        message = Message("the_direction_is_zero")
        raise problem.error(place, message, Message("give_an_entry_that_is_not_zero"))
