"""A student's answer about a function of arrays: formulas over its names, or numbers.

    answer = part { ("," | ";") part }
    part   = [ name "=" ] ( formula | numbers )

The name says by which variable it is the gradient, as in ∇_W L = …, dW=…, dL/dW=… and W=…, or
what else is answered, as of scalar functions: D=3, norm=5, H=….
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from sympy import Integer

from grad_magic.array_problem import Array, ArrayAnswer, ArrayAnswerPart, ArrayProblem
from grad_magic.deferred_numpy import np
from grad_magic.errors import GradMagicError
from grad_magic.formula.tree import Formula, Place
from grad_magic.presets import Asked
from grad_magic.reading.answers.names import answer_name, asked_by
from grad_magic.reading.answers.wording import NOTHING, plain_answer
from grad_magic.reading.arrays.book_signs import with_signs_of_transposes
from grad_magic.reading.arrays.entries import array_of, is_row, is_value, read_array
from grad_magic.reading.arrays.parser import read_array_function
from grad_magic.reading.arrays.written_lists import find_array, replaced_lists
from grad_magic.reading.context import Context
from grad_magic.reading.values import inside_bracket, strip_place, text_of_notebook
from grad_magic.wording.messages import Message

_QUESTIONS = (Asked.VALUE, Asked.GRADIENT, Asked.RATE, Asked.MAX_RATE, Asked.HESSIAN)
_SIGN = "ᵀ"
# Their number follows from what they stand beside.
_ONES = re.compile(r"[𝟏𝟙](?!\s*\[)|(?<![\w.])(?:np\.)?ones(?:_like)?\s*\(\s*\w+\s*,?\s*\)")
_EQUALS = r"\s*(?:=(?!=)|:|(?<![\w])(?:is|are)(?!\w)|[是为])\s*"
_NABLA = r"(?:∇|nabla|grad(?:ient)?|梯度)"
_HESSIAN = (
    rf"(?:∇\s*(?:²|\^\s*\{{?\s*2\s*\}}?)[^=:]{{0,30}}|H(?:essian)?|hessian|[黑海][塞森]矩阵)"
    rf"{_EQUALS}"
)
# ∂L/∂w_1 is no gradient, but an entry of it.
_SINGLE_DERIVATIVE = re.compile(
    r"\s*(?P<name>[∂d]\s*\w+\s*/\s*[∂d]\s*\{?\w+\}?(?:\[[^\]]*\])?)\s*=(?!=)"
)
_SEPARATOR = r"(?:\A|(?<=[,;\n])|(?<=\sand)(?=\s)|(?<=[和与，；]))\s*"
_TURNED = re.compile(r"\s*(?:\^\s*\{?\s*(?:T|⊤|\\top)\s*\}?|ᵀ|\.T)\s*\Z")
_MATRIX = re.compile(
    r"\\begin\s*\{(?P<kind>[pbvBV]?matrix)\}(?P<rows>.*)\\end\s*\{(?P=kind)\}"
    r"(?P<turned>\s*\^\s*\{?\s*(?:T|\\top|⊤)\s*\}?)?\s*\Z",
    re.DOTALL,
)
_ALONG_AXES = frozenset({"softmax", "logsumexp"})
_POSITIVE = re.compile(r">\s*0\s*[)\]]")
_INDICATOR = re.compile(r"(?<![\w.])[1𝟙I𝟏]\s*\[([^\[\]]*?[<>≤≥][^\[\]]*)\]")
# What opens a case: 1[ or 𝟙[, and ( behind no name of a function.
_BEFORE_CASES = re.compile(r"(?:(?<![\w.])[1𝟙I𝟏]\s*\[|(?<![\w\s])\(|(?<!\w)\s+\(|\A\()\Z")
_DECIMAL = re.compile(r"[+−-]?(?P<whole>\d*)\.?(?P<part>\d*)(?:[eE](?P<power>[+-]?\d{1,3}))?")
_WORD = re.compile(r"\{?\s*(?P<name>[^\W\d]\w*)\s*\}?")
_OPENING, _CLOSING = "([{", ")]}"
# The Xᵀ 2 of Xᵀ 2/n.
_FACTOR_BEFORE = re.compile(r"[^\W\d]\S*\s+\d+\Z")
_TRANSPOSED = r"(?:\^\s*\{?\s*(?:T|\\top|\\intercal|⊤)\s*\}?|[ᵀ⊤])"
# The vector of ones as 1: 1^T X and 11^T, and behind a transpose, as no number stands there.
_PLAIN_ONES = re.compile(
    rf"(?<![\w.])11?(?=\s*{_TRANSPOSED})"
    rf"|(?P<before>{_TRANSPOSED}\s*(?:[·⋅*]\s*)?)(?<!T)1(?!\s*[\w.(\[^/])"
)
# A number of as many digits is a floating-point number, of which the last ones are noise.
_DIGITS_OF_FLOATS, _NOISE = 14, 1e-9
_HALF = 0.5


def read_array_answer(
    context: Context, place: Place, problem: ArrayProblem, sizes: Mapping[str, int]
) -> ArrayAnswer:
    """The answer at a place.

    Args:
        context: the request.
        place: where it stands.
        problem: what is asked, with shapes for all names that may stand in the answer.
        sizes: the numbers that letters of dimensions stand for, as far as they are known.

    Raises:
        RequestSyntaxError: it cannot be read.
        MeaninglessRequestError: it answers what is not asked, or does not say by which variable.
    """
    return _Reader(context, problem, sizes).read(place)


class _Reader:
    """Reads the answer to one problem."""

    def __init__(self, context: Context, problem: ArrayProblem, sizes: Mapping[str, int]) -> None:
        layers = {str(part.value): part for part in _layers(problem.formula)}
        self._layers = layers
        self._names = frozenset({*problem.shapes, *layers, *sizes, problem.name})
        axes = {axis.value: axis for axis in _axes(problem.formula)}
        # As f has it, where that leaves no choice.
        self._axis = next(iter(axes.values())) if len(axes) == 1 else None
        self._context = replace(context, names=self._names)
        self._problem = problem
        self._sizes = sizes
        # A name for the vector of ones that stands for nothing else.
        self._ones = next(name for name in ("ones", "vones", "uones") if name not in self._names)

    def read(self, place: Place) -> ArrayAnswer:
        """The answer at a place of the request, or what Python gave or the notebook holds."""
        context = self._context
        if place in context.given:
            return self._of_python(context.given[place], place)
        place = strip_place(context.source, place)
        word = _WORD.fullmatch(context.text(place))
        if word is not None and word["name"] not in self._names:
            held = context.namespace.get(word["name"])
            if isinstance(held, str):
                return self._text(*text_of_notebook(context, held))
            if is_value(held):
                return self._checked([self._held(place, "", held)], None, place)
        return self._text(context, place)

    def _of_python(self, given: Any, place: Place) -> ArrayAnswer:
        """What Python gave: numbers, or numbers and formulas by the names of variables."""
        if given is None:
            return ArrayAnswer(())
        is_named = isinstance(given, tuple) and given and all(isinstance(g, dict) for g in given)
        if not is_named:
            return self._checked([self._held(place, "", given)], None, place)
        parts, asked = [], None
        for entry in given:
            ((key, value),) = entry.items()
            name, asked = self._named(f"{key}=", place)
            if isinstance(value, Place):
                parts.append(self._part(*self._plain(self._context, value), name))
            else:
                parts.append(self._held(place, name, value))
        return self._checked(parts, asked, place)

    def _named(self, text: str, place: Place) -> tuple[str, Asked | None]:
        """The variable of a name, or what else it says is answered."""
        head = self._head().match(text)
        if head is not None:
            return _variable_in(head), Asked.GRADIENT
        asked = self._asked(text)
        if asked is None:
            raise self._not_asked(place, text.rstrip("="))
        return "", asked[0]

    def _not_asked(self, place: Place, key: str) -> GradMagicError:
        """That nobody asks about arrays what a name says."""
        return self._context.error(place, Message("is_not_asked_about_arrays", key=key))

    def _held(self, place: Place, name: str, value: object) -> ArrayAnswerPart:
        """A value of Python's, NumPy's or SymPy's."""
        array = array_of(self._context, place, "answer", value)
        leaves = list(_leaves(value))
        texts = [self._context.text(leaf) if isinstance(leaf, Place) else "" for leaf in leaves]
        return ArrayAnswerPart(name, value=array, tolerance=_tolerance(array, texts))

    def _text(self, context: Context, place: Place) -> ArrayAnswer:
        """What stands there in words and signs."""
        context, place = self._plain(context, place)
        inside = inside_bracket(context.source, place)
        if inside is not None and self._head().match(context.text(inside)):
            place = inside
        heads = self._heads(context.text(place))
        self._refuse_variable(heads, place)
        if heads and not context.text(place)[: heads[0].start()].strip():
            ends = [head.start() for head in heads[1:]] + [place.end - place.start]
            places = [
                (head, Place(place.start + head.end(), place.start + end))
                for head, end in zip(heads, ends, strict=True)
            ]
            if len(places) == 1 and NOTHING.fullmatch(context.text(places[0][1]).strip()):
                return ArrayAnswer((), Asked.GRADIENT)
            parts = [
                self._part(context, _without_comma(context, behind), _variable_in(head))
                for head, behind in places
            ]
            return self._checked(parts, Asked.GRADIENT, place)
        asked = self._asked(context.text(place))
        if asked is not None:
            place = Place(place.start + asked[1], place.end)
        if NOTHING.fullmatch(context.text(place).strip()):
            return ArrayAnswer((), asked and asked[0])
        single = _SINGLE_DERIVATIVE.match(context.text(place)) if asked is None else None
        if single is not None:
            raise self._not_asked(place, single["name"])
        part = self._part(context, place, "")
        if asked is not None and asked[0] is Asked.VALUE and part.value is None:
            raise self._not_asked(place, f"{self._problem.name} =")
        return self._checked([part], asked and asked[0], place)

    def _plain(self, context: Context, place: Place) -> tuple[Context, Place]:
        """The request with the answer in plain words and signs, and where that stands."""
        context, place = plain_answer(context, place)
        if not context.text(place):
            raise context.error(place, Message("the_answer_has_no_value"))
        return _with_text(context, place, self._plainly(context.text(place)))

    def _plainly(self, text: str) -> str:
        """In signs that are read: vectors of ones, transposes, XᵀX of X^TX, s·I of sI."""
        text = _ONES.sub(f" {self._ones} ", text)
        if "T" not in self._names:
            text = _PLAIN_ONES.sub(self._as_ones, text)
        text = text if "\\" in text else _with_cases(text)
        letters = "|".join(sorted(map(re.escape, self._names), key=len, reverse=True))
        joined = re.compile(rf"(?<!\w)(?P<name>{letters})I(?!\w)")
        text = joined.sub(
            lambda word: word[0] if word[0] in self._names else f"{word['name']} I", text
        )
        if "\\" in text:
            return re.sub(r"\s" + _SIGN, "^T", text)
        return re.sub(
            r"\^T(?=(?P<behind>[^\W\d]\w*))",
            lambda sign: sign[0] if f"T{sign['behind']}" in self._names else f"{_SIGN} ",
            with_signs_of_transposes(text),
        )

    def _as_ones(self, sign: re.Match[str]) -> str:
        """The vectors of ones that 1 and 11 are here."""
        before = sign["before"] or ""
        count = len(sign[0]) - len(before)
        # Here no dot is a product entry by entry.
        return before.rstrip(" ·⋅*") + f" {self._ones} " * count

    def _asked(self, text: str) -> tuple[Asked, int] | None:
        """What a name before the answer says that it answers, and where that ends."""
        found = re.match(rf"\s*{_HESSIAN}", text)
        if found is not None:
            return Asked.HESSIAN, found.end()
        function = re.escape(self._problem.name)
        own = re.match(rf"\s*{function}\s*(?:\([^()=]*\))?{_EQUALS}", text)
        if own is not None and self._problem.name not in self._problem.shapes:
            return Asked.VALUE, own.end()
        found = re.match(rf"\s*{_NABLA}\s*(?:{function}(?:\s*\([^()=]*\))?)?{_EQUALS}", text)
        if found is not None:
            return Asked.GRADIENT, found.end()
        named = answer_name().match(text)
        asked = None if named is None else asked_by(named)
        return None if named is None or asked not in _QUESTIONS else (asked, named.end())

    def _heads(self, text: str) -> list[re.Match[str]]:
        """The names of variables, outside of brackets."""
        depths = [0]
        for character in text:
            depths.append(depths[-1] + (character in _OPENING) - (character in _CLOSING))
        found = re.compile(_SEPARATOR + self._head().pattern).finditer(text)
        return [head for head in found if depths[head.start()] == 0]

    def _refuse_variable(self, heads: Sequence[re.Match[str]], place: Place) -> None:
        """Makes sure that w = … is no value of the one variable, or of one after a step."""
        problem = self._problem
        if len(problem.variables) > 1 and not problem.is_path_asked:
            # Of W = …, b = … the gradients are meant.
            return
        names = "|".join(map(re.escape, problem.variables))
        bare = re.compile(rf"\s*(?P<name>{names})\s*(?:=|:|is\b|[是为])\s*")
        for head in heads:
            name = bare.fullmatch(head[0])
            if name is not None:
                raise self._not_asked(place, f"{name['name']} =")

    def _head(self) -> re.Pattern[str]:
        """∇_W L =, dL/dW =, dW =, W =."""
        longest_first = sorted(map(re.escape, self._problem.variables), key=len, reverse=True)
        variable = rf"\{{?\s*({'|'.join(longest_first)})\s*\}}?(?!\w)"
        function = rf"{re.escape(self._problem.name)}(?:\s*\([^()=]*\))?"
        ways = (
            rf"{_NABLA}\s*_?\s*{variable}\s*(?:{function})?",
            rf"(?:∂|d)\s*_?\s*{variable}",
            rf"(?:∂|d)\s*{function}\s*(?:/|_)\s*(?:∂|d)\s*{variable}",
            rf"{function}_{variable}",
            rf"{variable}(?:\.grad)?",
        )
        return re.compile(rf"\s*(?:{'|'.join(ways)}){_EQUALS}")

    def _part(self, context: Context, place: Place, name: str) -> ArrayAnswerPart:
        """A formula or numbers."""
        place = _last_side(context, strip_place(context.source, place))
        text = context.text(place)
        matrix = _MATRIX.search(text)
        if matrix is not None and not text[: matrix.start()].strip("$ "):
            own, inside = text_of_notebook(context, _rows_of_latex(matrix["rows"]))
            return self._numbers(own, inside, name, is_turned=bool(matrix["turned"]))
        turned = _TURNED.search(text)
        row = text if turned is None else text[: turned.start()]
        if is_row(row):
            inside = Place(place.start, place.start + len(row))
            return self._numbers(context, inside, name, is_turned=turned is not None)
        context, formula = self._formula(context, place)
        has_names = formula.holds({"name", "layer", "identity", "vector_of_ones"})
        if self._problem.point is not None and not has_names:
            return self._numbers(context, place, name)
        return ArrayAnswerPart(name, formula, source=context.source)

    def _numbers(
        self, context: Context, place: Place, name: str, *, is_turned: bool = False
    ) -> ArrayAnswerPart:
        """Entries in brackets, or one number."""
        array = read_array(context, place, "answer")
        texts = [part for part in re.split(r"[\[\](),\s]+", context.text(place)) if part]
        tolerance = _tolerance(array, texts)
        if is_turned and array.entries.ndim > 1:
            array, tolerance = Array(array.entries.T), tolerance.T
        if self._problem.point is None and array.entries.ndim:
            message = Message("this_answer_needs_a_point")
            raise context.error(place, message, Message("add_the_point_at"))
        return ArrayAnswerPart(name, value=array, tolerance=tolerance)

    def _formula(self, context: Context, place: Place) -> tuple[Context, Formula]:
        """A formula over the names of the request, and the text in which it has its places."""
        typed = context.text(place)
        # Of 2/n Xᵀ(Xw - y) no matrix is a divisor; of Xᵀ 2/n (Xw - y) a matrix stands before it.
        plain = self._open_divisor().sub(
            lambda found: (
                found[0] if _FACTOR_BEFORE.search(typed, 0, found.start()) else f"{found[0][:-1]}*"
            ),
            typed,
        )
        context, place = _with_text(context, place, plain)
        # What stands side by side is a product of matrices, unless @ tells them apart.
        names = {*self._names, self._ones}
        formula = read_array_function(context.source, place, names, is_of_books="@" not in typed)
        return context, self._spelled_out(context, formula)

    def _open_divisor(self) -> re.Pattern[str]:
        """The n of 2/n Xᵀ, with the blank behind it."""
        numbers = [name for name, shape in self._problem.shapes.items() if not shape]
        letters = "|".join(map(re.escape, sorted((*numbers, *self._sizes), key=len, reverse=True)))
        return re.compile(rf"/\s*(?:\d+{f'|{letters}' if letters else ''})\s(?=\s*[^\W\d(]|\s*\()")

    def _list_name(self, context: Context, written: Formula) -> str:
        """The letter of a list that the function has too."""
        place = Place(written.start, written.end)
        array = read_array(context, place, context.text(place))
        name = find_array(self._problem.constants, array)
        if name is None:
            message = Message("a_list_has_no_place_in_the_answer")
            raise context.error(place, message, Message("give_it_a_name_in_a_clause"))
        return name

    def _spelled_out(self, context: Context, formula: Formula) -> Formula:
        """With layers for their names, and numbers for letters of known dimensions."""
        if formula.operation == "list":
            return replaced_lists(formula, partial(self._list_name, context))
        if formula.operation == "bold_one":
            return replace(formula, operation="vector_of_ones")
        if formula.operation == "name":
            return self._named_part(formula)
        operands = tuple(self._spelled_out(context, part) for part in formula.operands)
        if len(operands) == 1 and formula.operation in _ALONG_AXES and self._axis is not None:
            operands = (*operands, self._axis)
        return replace(formula, operands=operands)

    def _named_part(self, formula: Formula) -> Formula:
        """What a name stands for."""
        letter = str(formula.value)
        if letter == self._ones:
            return replace(formula, operation="vector_of_ones", value=None)
        if letter in self._layers:
            return replace(self._layers[letter], start=formula.start, end=formula.end)
        if letter == self._problem.name and letter not in self._problem.shapes:
            return self._problem.formula
        if letter in self._sizes:
            return replace(formula, operation="number", value=Integer(self._sizes[letter]))
        return formula

    def _checked(
        self, parts: list[ArrayAnswerPart], asked: Asked | None, place: Place
    ) -> ArrayAnswer:
        """The answer, if it says by which variables its gradients are."""
        names = [part.name for part in parts if part.name]
        for name in names:
            if names.count(name) > 1:
                raise self._context.error(place, Message("is_given_twice", name=name))
        is_number = parts[0].value is not None and not parts[0].value.shape
        is_of_one = asked in (Asked.VALUE, Asked.RATE, Asked.MAX_RATE) or (
            asked is None and is_number
        )
        if not names and not is_of_one and len(self._problem.variables) > 1:
            message = Message("this_answer_names_no_variable")
            example = ", ".join(f"d{name}=…" for name in self._problem.variables)
            raise self._context.error(
                place, message, Message("answers_are_named_by_variables", names=example)
            )
        return ArrayAnswer(tuple(parts), asked)


def _with_text(context: Context, place: Place, text: str) -> tuple[Context, Place]:
    """The request with another text there, and where that stands."""
    source = f"{context.source[: place.start]}{text}{context.source[place.end :]}"
    return replace(context, source=source), Place(place.start, place.start + len(text))


def _layers(formula: Formula) -> Iterator[Formula]:
    """The parts of f that have names."""
    if formula.operation == "layer":
        yield formula
    for operand in formula.operands:
        yield from _layers(operand)


def _axes(formula: Formula) -> Iterator[Formula]:
    """The axes along which f takes softmax."""
    if formula.operation in _ALONG_AXES:
        yield from formula.operands[1:]
    for operand in formula.operands:
        yield from _axes(operand)


def _with_cases(text: str) -> str:
    """With where(u>0, 1, 0) for 1[u>0] and (u>0), and of 1[…] for any other relation.

    >>> _with_cases("x*1[w>0] + (relu(w)>0)")
    'x*where(w>0, 1, 0) + where(relu(w)>0, 1, 0)'
    >>> _with_cases("y*1[y*z < 1] + 1[x ≤ 0]")
    'y*where(y*z < 1, 1, 0) + where(x ≤ 0, 1, 0)'
    """
    text = _INDICATOR.sub(r"where(\1, 1, 0)", text)
    found = _POSITIVE.search(text)
    while found is not None:
        depth, start = 0, found.end() - 1
        while start >= 0:
            depth += (text[start] in _CLOSING) - (text[start] in _OPENING)
            if not depth:
                break
            start -= 1
        opens = _BEFORE_CASES.search(text[: max(start, 0)] + text[max(start, 0)])
        if start < 0 or opens is None:
            found = _POSITIVE.search(text, found.end())
            continue
        inner = text[start + 1 : found.end() - 1].strip()
        before = text[: opens.start()] + " " * opens[0].startswith(" ")
        text = f"{before}where({inner}, 1, 0){text[found.end() :]}"
        found = _POSITIVE.search(text, found.end())
    return text


def _variable_in(head: re.Match[str]) -> str:
    """The variable that a name names."""
    return next(name for name in head.groups() if name)


def _without_comma(context: Context, place: Place) -> Place:
    """The place of a part without what parts it from the next one."""
    text = re.sub(r"(?:[,;\n，；和与]|\sand)\s*\Z", "", context.text(place))
    return Place(place.start, place.start + len(text))


def _last_side(context: Context, place: Place) -> Place:
    """What stands behind the last sign of equality, outside of brackets."""
    depth, start = 0, place.start
    text = context.source
    for index in range(place.start, place.end):
        depth += (text[index] in _OPENING) - (text[index] in _CLOSING)
        around = text[max(index - 1, place.start) : index + 2]
        if text[index] == "=" and not depth and not re.search(r"[=<>!]=|==", around):
            start = index + 1
    return strip_place(text, Place(start, place.end))


def _rows_of_latex(rows: str) -> str:
    r"""The entries of a matrix of LaTeX in brackets; one column as a vector.

    >>> _rows_of_latex(r"1 & 2 \\\\ 3 & 4"), _rows_of_latex(r"2 \\\\ -4")
    ('[[1, 2], [3, 4]]', '[2, -4]')
    """
    table = [
        [entry.strip() for entry in row.split("&")]
        for row in re.split(r"\\\\", rows)
        if row.strip()
    ]
    lines = [", ".join(row) for row in table]
    is_column = all(len(row) == 1 for row in table)
    return f"[{', '.join(lines)}]" if is_column else f"[{', '.join(f'[{line}]' for line in lines)}]"


def _leaves(value: object) -> Iterator[object]:
    """The entries of nested rows, in their order."""
    if isinstance(value, (tuple, list)):
        for part in value:
            yield from _leaves(part)
    else:
        yield value


def _tolerance(array: Array, texts: list[str]) -> np.ndarray[Any, Any]:
    """By how much each entry may be off: half a unit of the last digit that was typed.

    Args:
        array: the entries.
        texts: how each was typed, if there are as many.
    """
    square = array.square
    if not array.is_exact:
        return np.asarray(_NOISE * np.maximum(1, np.abs(array.floats)))
    if len(texts) != square.size:
        return np.zeros(square.shape)
    pairs = zip(texts, array.floats.ravel(), strict=True)
    return np.array([_room(text, value) for text, value in pairs]).reshape(square.shape)


def _room(text: str, value: float) -> float:
    """That of one entry; 0 of one that is no decimal."""
    decimal = _DECIMAL.fullmatch(text.strip())
    if decimal is None or "." not in text:
        return 0.0
    if len(decimal["whole"] + decimal["part"]) >= _DIGITS_OF_FLOATS:
        return float(_NOISE * max(1, abs(value)))
    return float(_HALF * 10.0 ** (int(decimal["power"] or 0) - len(decimal["part"])))
