"""A sentence into the request that it is, clause by clause.

Find the tangent plane to the sphere x^2+y^2+z^2=14 at (1,2,3) is x^2+y^2+z^2=14 at=(1,2,3). What
it asks for only adds a clause where the answer does not have it anyway. A sentence is taken
whole or refused: a word that is passed over could be a condition.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from grad_magic import presets
from grad_magic.errors import RequestSyntaxError
from grad_magic.problem import Presentation
from grad_magic.reading.notation.tokens import unreadable
from grad_magic.reading.notation.twins import has_chinese, signs_of_ascii
from grad_magic.reading.options import OPTIONS
from grad_magic.reading.sentences.chinese import CHINESE
from grad_magic.reading.sentences.compositions import NAME, without_inner_functions
from grad_magic.reading.sentences.data import Data, with_header, without_data
from grad_magic.reading.sentences.derivatives import Asked, asked_by_signs
from grad_magic.reading.sentences.descent import descended
from grad_magic.reading.sentences.dollars import without_dollars
from grad_magic.reading.sentences.elsewhere import advice_for
from grad_magic.reading.sentences.english import ENGLISH
from grad_magic.reading.sentences.estimates import estimated
from grad_magic.reading.sentences.identities import satisfied
from grad_magic.reading.sentences.language import ROW, Language, Need, Split
from grad_magic.reading.sentences.operators import with_operator_in_words
from grad_magic.reading.sentences.pictures import drawn
from grad_magic.reading.sentences.said import Said
from grad_magic.reading.sentences.series import (
    behind_lead,
    halves,
    is_answered,
    lead_of,
    problem_of,
    with_point,
)
from grad_magic.reading.sentences.stories import without_story
from grad_magic.reading.sentences.sums import with_sum_written_out
from grad_magic.reading.sentences.units import unit_of_rate
from grad_magic.reading.vocabulary import CALLABLE_BY_NAME
from grad_magic.wording.messages import Message

_ANGLE_BRACKETS = str.maketrans("⟨⟩", "()")
# How an answer is shown may be said behind a sentence by clauses, and a student's answer.
_PRESENTATION_FIELDS = {"store_as", *(part.name for part in fields(Presentation))}
_SHOWN_KEYS = [option.key for option in OPTIONS if option.field in _PRESENTATION_FIELDS]
_ASKED_KEYS = [
    option.key for option in OPTIONS if option.field not in _PRESENTATION_FIELDS | {"answer"}
]
_ROW_OR_WORD = r"-?\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\]|-?[\w.°π√/*·^+-]+"
_SHOWN_SO = re.compile(
    rf"(?:[\s,;.]+(?:(?:{'|'.join(_SHOWN_KEYS)})\s*=(?!=)\s*"
    r"(?:\([^()]*\)|\w+(?:,\s*\w+(?!\s*=))*)"
    rf"|(?:{'|'.join(_ASKED_KEYS)})\s*=(?!=)\s*(?:{_ROW_OR_WORD})"
    r'|answer\s*=\s*"[^"\n]*"))+\s*\Z'
)
_ASKED_SO = re.compile(rf"(?:\A|[\s,;.])((?:{'|'.join(_ASKED_KEYS)})\s*=\s*(?:{_ROW_OR_WORD}))")
# <3,4>, whose entries are numbers, is no relation.
_ROW_OF_ANGLES = re.compile(r"(?<=[=\s])<\s*([-\d./√π ]+(?:,[-\d./√π ]+)+)>")
# f_x=?
_ASKED_VALUE = re.compile(r"\s*=\s*\?")
_GAP = re.compile(r"\s+")
_CHINESE_GAP = re.compile(r"(?<=[一-鿿])[^\S\n]+|[^\S\n]+(?=[一-鿿])")
_GRAPH = re.compile(
    r"(?:(?P<name>[xyz])|[A-Za-z]\s*\(\s*(?P<of>x\s*(?:,\s*y\s*)?)\))\s*=(?!=)"
    r"\s*(?P<formula>[^=]*)"
)
# The normal line of a graph stands in no answer; that of a surface does.
_NORMAL = re.compile("normal|法线|法向", re.IGNORECASE)
# Of a curve by its parameter there is the normal plane; the slope of a normal is that of no curve.
_NORMAL_OF_CURVE = re.compile(r"normal(?!\s+plane)|法线|法向", re.IGNORECASE)
_SLOPE_OF_NORMAL = re.compile(
    r"slopes?(?:\s+and\s+(?:the|an)\s+equation)?\s+of\s+(?:(?:the|a)\s+)?normal|法线的?斜率",
    re.IGNORECASE,
)
_OF_LEVEL_SETS = (
    (presets.Asked.LEVEL_TANGENT, re.compile("tangent|切[线平]", re.IGNORECASE)),
    (presets.Asked.NORMAL_LINE, re.compile(r"normal\s+line|法线", re.IGNORECASE)),
    (
        presets.Asked.NORMAL_VECTOR,
        re.compile(r"vector\s+(?:normal|perp|orth)|normal\s+vector|法向量", re.IGNORECASE),
    ),
)
_OF_EXTREMA = re.compile("extrem|maxim|minim|极[值大小]", re.IGNORECASE)
_COORDINATE = re.compile(r"\s*([xyzuvw])\s*=(?!=)\s*([^=]+)")
# At (w, b)=(0, ln 3), without which (x, y)=(0, 0) is the condition of a case.
_ROW_BY_NAMES = re.compile(
    r"(?P<at>\bat\s+(?:the\s+)?(?:point\s+)?|[在于](?:点)?\s*|点\s*)"
    r"\((?P<names>[^\W\d_](?:_?\w|_\{\w\})?(?:\s*,\s*[^\W\d_](?:_?\w|_\{\w\})?)+)\)\s*="
    r"\s*\((?P<values>(?:[^()=]|\([^()=]*\))*)\)",
    re.IGNORECASE,
)
# Outside brackets.
_COMMA = re.compile(r",(?![^()]*\))")
# What the patterns of points and directions find, by the key of its clause.
_KEYS = {
    **dict.fromkeys(("at", "at_row", "at_number", "start"), "at"),
    **dict.fromkeys(("to", "toward", "origin_ahead", "point_ahead", "named_ahead"), "to"),
    **dict.fromkeys(
        ("row", "vector", "unit_row", "unit_along", "compass", "combined", "scaled"), "dir"
    ),
    **dict.fromkeys(("angle", "indicated", "turned", "unit_turned", "turned_by"), "angle"),
}
_CLAUSES = (
    Need.CRITICAL_POINTS,
    Need.THIRD_ORDER,
    Need.SECOND_ORDER,
    Need.DIFFERENTIAL,
    Need.LINEARIZATION,
    Need.IMPLICIT,
)
_LARGEST = (presets.Asked.MAX_RATE, presets.Asked.ASCENT)
_SMALLEST = (presets.Asked.MIN_RATE, presets.Asked.DESCENT)
# Of what goes with a problem, that to which a worked solution keeps.
_QUESTIONS = {
    Need.DERIVATIVE: (presets.Asked.GRADIENT,),
    Need.RATE: (presets.Asked.RATE,),
    Need.LARGEST_RATE: _LARGEST,
    Need.SMALLEST_RATE: _SMALLEST,
    Need.EXTREME_RATES: (*_LARGEST, *_SMALLEST),
    Need.FIRST_ORDER: (presets.Asked.GRADIENT,),
    Need.JACOBIAN: (presets.Asked.JACOBIAN,),
    Need.DETERMINANT: (presets.Asked.DETERMINANT,),
    Need.SURFACE: (presets.Asked.GRAPH_TANGENT,),
    Need.LEVEL_TANGENT: (presets.Asked.LEVEL_TANGENT,),
    Need.NORMAL_PLANE: (presets.Asked.NORMAL_PLANE,),
    Need.UNIT_TANGENT: (presets.Asked.UNIT_TANGENT,),
    Need.TANGENT_VECTOR: (presets.Asked.TANGENT_VECTOR,),
    Need.SPEED: (presets.Asked.SPEED,),
    Need.DIFFERENTIABILITY: (presets.Asked.DIFFERENTIABLE,),
    Need.KIND: (presets.Asked.KIND,),
}
_OF_COMPONENTS = {Need.TANGENT_VECTOR, Need.SPEED, Need.DETERMINANT, Need.NORMAL_PLANE}
# What is told of a point alone.
_AT_POINTS = {Need.DIFFERENTIABILITY, Need.LINEARIZATION, Need.KIND}
_EQUATION = re.compile("(?P<left>[^=<>≤≥]+)={1,2}(?P<right>[^=<>≤≥]+)")
_LETTERS = re.compile("[A-Za-z]+")
# What is no variable of an equation.
_KNOWN = {"e", "pi", *CALLABLE_BY_NAME}
# Of xe^y the e, which is in the word.
_EXPONENTIAL = re.compile(r"e(?=\s*\^)")
# What books take for numbers in an equation of x, y and z.
_PARAMETERS = frozenset("abckmpqr")
_NAME_ALONE = re.compile("[fghFGH]")
# Its formula may be cases in a brace, {…, (x,y)≠(0,0); 0, (x,y)=(0,0)}.
_NAMED = re.compile(
    r"\s*([A-Za-zφψθ])\s*(?:\([^()=]*\)\s*)?=(?!=)"
    r"(?:[^=]+|\s*\$[^$]+\$\s*|\s*\{[^{}]*\}\s*)"
)
# r(t)=(t, t²) or t i + t² j.
_CURVE = re.compile(
    r"\s*[A-Za-z]\s*(?:\([^()=]*\)\s*)?=(?!=)\s*"
    r"(?:\$?(?:\\left\s*)?(?:[(⟨<]|\\langle).*,.*(?:[)⟩>]|\\rangle)\$?"
    r"|.*(?<![A-Za-z])[ijk](?![A-Za-z]).*)\s*\Z",
    re.DOTALL,
)
_DIRECTIONS = {"dir", "to", "angle", "angles"}
_OF_ALL_POINTS = _DIRECTIONS - {"to"}
# By which letters a derivative is taken.
_VARIABLE = re.compile(r"(?<![A-Za-z])[A-Za-zθφ](?![A-Za-z])")
_POINT_NAME = re.compile(r"(?<![A-Za-z])([A-Z](?:_?\d)?)\s*=?\s*\(")
_VECTOR = re.compile("vector|向量|矢量", re.IGNORECASE)
# u = cos θ i + sin θ j, of which the clause has the angle.
_TURNED_UNIT = re.compile(r"cos\s*\S{1,8}\s*i\s*\+\s*\(?sin\s*\S{1,8}\s*j(?![A-Za-z])")
_PARAMETRIC = re.compile(
    r"parametric\s+equations?\s+(?:of|for)\s+(?:the\s+)?(?:tangent|normal)\s+lines?|[切法]线的?参数方程",
    re.IGNORECASE,
)
_NABLA = re.compile(r"∇|\\nabla(?![A-Za-z])")
_LATEX_WORD = re.compile(r"\\[A-Za-z]+")
_PLAIN_WORD = re.compile(r"(?<![A-Za-z\\])[A-Za-z]{2}")
_LABELLED = re.compile(r"(?:\A|[\s.,;:])\((?:a|1|i)\)\s*[^\W\d_]")
_LABELS_WITHIN = re.compile(r"(\([ab12]\))(?=\s*[^\W\d_])")
_EQUAL_COORDINATES = re.compile(
    rf"(?P<at>\b(?:at|when)\s+(?:the\s+point\s+)?|[在当]点?\s*)"
    rf"(?P<equal>(?:{NAME}\s*=\s*){{2,}}-?[\w./]+)(?![\w(+*^/-])"
)
# dz/dt|_{t=0}
_PLACE_BELOW = re.compile(
    r"\s*\|\s*_\s*\{?\s*(?P<place>[A-Za-zθφ]\s*=\s*[^=|{}]+?)\s*\}?\s*(?=[.]?\s*\Z)"
)
_COORDINATES_BEHIND = re.compile(
    r"(?P<place>(?:\s+(?:at|when|where|for)\s+(?:the\s+point\s+)?|\s*[在当])\(?[A-Za-zθφ](?:_?\d)?\s*=.*?)"
    r"(?:的值)?\s*\.?\s*\Z"
)
_ORIGIN = re.compile(r"\(0(?:,0)+\)")
_ROW_OF_MANY = re.compile(ROW)
# The arguments of f(x, y), or f(x).
_ARGUMENTS = r"\((?:[^()]|\([^()]*\))*\)"
_ROW_ALONE = re.compile(r"\([^=]*\)")
_COORDINATE_GAP = re.compile(r"\s*,?\s+(?:and\s+)?(?=[^\W\d]\s*=)")
_ANGLE_NAME = re.compile(r"[αβγ]\s*=\s*")
_ANGLE_GAP = re.compile(r"\s*(?:[,、和与及]|and)\s*")


@dataclass(frozen=True)
class _Asked:
    """What a sentence asks.

    Attributes:
        given: the function as the sentence has it.
        function: the function as a request has it.
        clauses: where, along what, and of which order.
        needs: what is asked for.
        questions: the same where a worked solution keeps to that.
        general: those of them that are asked of all points, beside others at one.
        labels: of a problem with (a) and (b) each of these, and what is asked there.
    """

    given: str
    function: str
    clauses: tuple[str, ...]
    needs: frozenset[Need]
    questions: tuple[presets.Asked, ...]
    general: tuple[presets.Asked, ...] = ()
    labels: tuple[tuple[str, tuple[presets.Asked, ...]], ...] = ()

    @property
    def request(self) -> str:
        """The function and its clauses."""
        return " ".join([self.function, *self.clauses])


def request_of(text: str) -> str:
    """The request that a sentence is, without its question."""
    return read_sentence(text).request


def read_sentence(text: str) -> Said:
    """The request that a sentence is, with its question; a text that is none stays as it is.

    Raises:
        RequestSyntaxError: it is a sentence of which a part is not understood.

    >>> read_sentence("find the critical points of x^3-3xy+y^3").request
    'x^3-3xy+y^3 critical=all'
    >>> read_sentence("求z=x²+y²在原点的梯度").questions
    (<Asked.GRADIENT: 'gradient'>,)
    """
    # Between words patterns take any space: a long row of it they would take apart in all ways.
    signs = _GAP.sub(lambda gap: "\n" if "\n" in gap[0] else " ", signs_of_ascii(text).strip())
    signs = without_dollars(signs).translate(_ANGLE_BRACKETS)
    signs = _ASKED_VALUE.sub("", _ROW_OF_ANGLES.sub(r"(\1)", signs))
    signs, clauses = _without_clauses(signs)
    behind = tuple(re.sub(r"\s*=\s*", "=", clause) for clause in _ASKED_SO.findall(clauses))
    language = CHINESE if has_chinese(signs) else ENGLISH
    # 在 t=1 处 is 在t=1处.
    signs = _CHINESE_GAP.sub("", signs)
    request = estimated(signs) or descended(signs) or satisfied(signs)
    if request is not None:
        return Said(f"{request} {clauses}".strip())
    signs, shown = drawn(with_operator_in_words(signs))
    clauses = f"{clauses} {shown}".strip()
    measured = signs
    signs, numbers = with_sum_written_out(signs)
    signs, others, places = _without_others(language, _with_passages(language, signs))
    signs, composition = without_inner_functions(language, signs)
    if composition.inner:
        signs = with_header(signs)
    signs, data = without_data(language, signs)
    signs = without_story(language, signs)
    readers = (_read_statement, _read_series)
    # Of a problem with (a) and (b) the labels are kept.
    readers = readers[::-1] if _LABELLED.search(signs) else readers
    asked = readers[0](language, signs, behind) or readers[1](language, signs, behind)
    if asked is not None:
        if not (_is_of_itself(asked.given, signs) and _is_at(asked, places)):
            raise not_understood(text)
        request = f"{asked.request} {_not_said(clauses, asked)}".strip()
        named = _NAMED.fullmatch(asked.given)
        unit = "" if named is None else unit_of_rate(measured, named[1])
        questions = asked.questions
        labels = asked.labels or _labels_within(measured, questions)
        for other, label in others.items():
            if _BESIDE[other] not in questions:
                raise not_understood(text)
            questions = (other, *questions)
            labels = ((label, (other,)), *labels) if label and labels else labels
        told = Said(
            request,
            questions,
            asked.general,
            labels=labels,
            unit=unit,
            has_unit_vectors=_TURNED_UNIT.search(signs) is not None,
            has_parametric_lines=_PARAMETRIC.search(measured) is not None,
            has_nabla=_NABLA.search(measured) is not None,
        )
        if data.pairs and not _has_letters(asked, data):
            raise not_understood(text)
        told = _for_data(told, asked, data, clauses) if data.pairs else told
        told = composition.put_into(told)
        return replace(told, request=f"{told.request} {numbers}") if numbers else told
    if re.match(language.refused, _rewritten(language, signs), re.IGNORECASE):
        raise not_understood(text)
    return Said(text)


def _labels_within(
    signs: str, questions: tuple[presets.Asked, ...]
) -> tuple[tuple[str, tuple[presets.Asked, ...]], ...]:
    """(a) and (b) of "(a) the tangent plane and (b) the normal line"; none where one is unclear."""
    _, *labelled = _LABELS_WITHIN.split(signs)
    patterns = dict(_OF_LEVEL_SETS)
    found = [
        (label, tuple(asked for asked in questions if patterns[asked].search(part)))
        for label, part in zip(labelled[::2], labelled[1::2], strict=True)
        if patterns.keys() >= set(questions)
    ]
    is_clear = tuple(asked for _, alone in found for asked in alone) == questions
    return tuple(found) if is_clear and all(len(alone) == 1 for _, alone in found) else ()


def _has_letters(asked: _Asked, data: Data) -> bool:
    """Whether these letters are parameters of the function."""
    header, _, formula = asked.function.partition("=")
    names = [name for name, _ in data.pairs]
    return "(" in header and all(name in formula and name not in header[1:] for name in names)


def _for_data(told: Said, asked: _Asked, data: Data, clauses: str) -> Said:
    """What is asked for numbers in the place of letters of the function, first without them."""
    request = " ".join([told.request, *data.clauses])
    # In letters the gradient is asked for ahead of the numbers, or where it is all that is asked.
    is_alone = asked.questions == (presets.Asked.GRADIENT,) and any(map(_is_point, asked.clauses))
    if not is_alone and presets.Asked.GRADIENT not in asked.general:
        return replace(told, request=request)
    return replace(
        told,
        request=request,
        ahead=f"{asked.function} {clauses}".strip(),
        data=data.pairs,
        labels=(),
        general=(),
    )


def _with_passages(language: Language, signs: str) -> str:
    """A problem in whose passages are such as questions have."""
    signs = re.sub(language.series.idle, "", signs, flags=re.IGNORECASE)
    signs = _EQUAL_COORDINATES.sub(_coordinates_one_by_one, _ROW_BY_NAMES.sub(_named_row, signs))
    for pattern, passage in language.passages:
        signs = re.sub(pattern, passage, signs, flags=re.DOTALL | re.IGNORECASE)
    return signs


# Beside which question each of the others stands.
_BESIDE = {
    presets.Asked.CONTINUOUS: presets.Asked.DIFFERENTIABLE,
    presets.Asked.NORM: presets.Asked.GRADIENT,
}


def _without_others(
    language: Language, signs: str
) -> tuple[str, dict[presets.Asked, str], list[str]]:
    """A problem without what is asked beside another question, and that with its label or "".

    Returns:
        The points that are said there too.
    """
    others, places = dict[presets.Asked, str](), list[str]()
    for pattern, rest, question in language.beside:
        asked = re.search(pattern, signs, re.DOTALL | re.IGNORECASE)
        if asked is not None:
            said = asked.groupdict()
            others[question] = said.get("label") or others.get(question, "")
            places += [said["at"]] if said.get("at") else []
            signs = signs[: asked.start()] + asked.expand(rest) + signs[asked.end() :]
    return signs, others, places


def _is_at(asked: _Asked, places: Iterable[str]) -> bool:
    """Whether all is asked at the point of what is asked beside it."""
    at = {_signs_of(clause[3:]) for clause in asked.clauses if _is_point(clause)}
    rows = (_ROW_OF_MANY.search(place) for place in places)
    return all(at == {"origin" if row is None else _signs_of(row[0])} for row in rows)


def _is_of_itself(definition: str, signs: str) -> bool:
    """Whether f is asked about at points, and not f(2x, y), which is another function.

    >>> _is_of_itself("f(x)=x^2", "Let f(x)=x^2. Find the derivative of f(2x) at 1")
    False
    """
    named = _NAMED.fullmatch(definition)
    if named is None:
        return True
    header, _, formula = definition.partition("=")
    _, _, row = "".join(header.split()).partition("(")
    variables = row[:-1].split(",") if row else sorted(_letters_of(formula))
    # f(…), f_x(…), f'(…), and ∂f/∂x(…).
    called = rf"(?:(?<![A-Za-z\\_']){named[1]}(?:_\{{?[A-Za-z]+\}}?|'+)?|∂\s*[a-z])"
    for inside in re.findall(rf"{called}\s*({_ARGUMENTS})", signs):
        entries = "".join(inside[1:-1].split()).split(",")
        letters = {name for entry in entries for name in re.findall(r"[^\W\d_]\w*", entry)}
        are_variables = entries == variables if row else entries == sorted(letters)
        if letters & set(variables) and not are_variables:
            return False
    return True


def _named_row(found: re.Match[str]) -> str:
    """Of at (w, b)=(0, 1) the row (w=0, b=1); of rows of other lengths what is written."""
    names, values = found["names"].split(","), _COMMA.split(found["values"])
    if len(names) != len(values):
        return found[0]
    pairs = zip(names, values, strict=True)
    return f"{found['at']}({', '.join(f'{name.strip()}={value.strip()}' for name, value in pairs)})"


def _coordinates_one_by_one(found: re.Match[str]) -> str:
    """Of at x=y=0 the row x=0, y=0."""
    *names, value = (part.strip() for part in found["equal"].split("="))
    return f"{found['at']}{', '.join(f'{name}={value}' for name in names)}"


def _rewritten(language: Language, signs: str) -> str:
    """A sentence in the words that openings have."""
    for pattern, sentence in language.rewritings:
        rewritten = re.fullmatch(pattern, signs, re.DOTALL | re.IGNORECASE)
        signs = signs if rewritten is None else rewritten.expand(sentence)
    return signs


def _read_statement(language: Language, signs: str, behind: Sequence[str]) -> _Asked | None:
    """What a sentence asks that an opening knows."""
    signs = _rewritten(language, signs)
    for opening in language.openings:
        opened = re.fullmatch(opening, signs, re.DOTALL | re.IGNORECASE)
        asked = None if opened is None else _read(language, opened, behind)
        if asked is not None:
            return asked
    return None


def _read_series(language: Language, signs: str, behind: Sequence[str]) -> _Asked | None:
    """What several questions about one function ask together; None where one is not known."""
    problem = problem_of(language, signs)
    if problem is None:
        return None
    opening = _read_statement(language, problem.premise, behind) if problem.premise else None
    read = opening if opening is not None and opening.needs else None
    asked_by_each: list[tuple[presets.Asked, ...]] = []
    for question in problem.questions:
        one: _Asked | None = None
        if read is None:
            lead = f"{problem.premise}. " if problem.premise else ""
            read = one = _read_question(language, lead, question, behind)
        elif not is_answered(language, question, read.needs):
            at = next((clause[3:] for clause in read.clauses if _is_point(clause)), "")
            further = with_point(language, question, at)
            clauses = (*read.clauses, *behind)
            lead = lead_of(language, read.given)
            one = _read_question(language, lead, further, clauses)
            read = _joined(read, one)
        if read is None:
            return None
        asked_by_each.append(() if one is None else one.questions)
    if read is None or not read.needs:
        return None
    # A question without a label goes on with that of the one before it.
    has_labels = bool(problem.labels) and bool(problem.labels[0]) and bool(read.questions)
    by_label = dict[str, tuple[presets.Asked, ...]]()
    for label, asked in zip(problem.labels if has_labels else (), asked_by_each, strict=False):
        key = label or next(reversed(by_label))
        by_label[key] = (*by_label.get(key, ()), *asked)
    labels = tuple(by_label.items())
    return replace(read, labels=labels)


def _read_question(
    language: Language, lead: str, question: str, behind: Sequence[str]
) -> _Asked | None:
    """What a question asks, or two things of which it asks one after another.

    Args:
        language: of the question.
        lead: what names the function ahead of it; empty where the question does itself.
        question: as it is worded.
        behind: the clauses that have been said.
    """
    asked = _read_statement(language, behind_lead(language, lead, question), behind)
    if asked is not None:
        return asked
    for first, second in halves(language, question):
        one = _read_statement(language, behind_lead(language, lead, first), behind)
        if one is None:
            continue
        if is_answered(language, second, one.needs):
            return one
        # What follows is read once: each way to go on would be tried for each joint.
        clauses = (*behind, *one.clauses)
        lead = lead or lead_of(language, one.given)
        return _joined(one, _read_question(language, lead, second, clauses))
    return None


def _joined(one: _Asked, other: _Asked | None) -> _Asked | None:
    """Both questions as one; None where their functions, points or directions differ."""
    function = None if other is None else _function_of(one, other)
    if other is None or function is None:
        return None
    clauses = dict(clause.partition("=")[::2] for clause in one.clauses)
    for key, value in (clause.partition("=")[::2] for clause in other.clauses):
        said = clauses.setdefault(key, value)
        if key == "order":
            clauses[key] = max(said, value)
        elif _signs_of(said) != _signs_of(value):
            return None
    if len(clauses.keys() & _DIRECTIONS) > 1:
        return None
    parts = [part for part in (one, other) if part.needs]
    is_said = all(part.questions for part in parts)
    questions = tuple(dict.fromkeys(asked for part in parts for asked in part.questions))
    return _Asked(
        one.given,
        function,
        tuple(f"{key}={value}" for key, value in clauses.items()),
        one.needs | other.needs,
        questions if is_said else (),
        _in_general(one, other) + _in_general(other, one) if is_said else (),
    )


def _in_general(asked: _Asked, beside: _Asked) -> tuple[presets.Asked, ...]:
    """What is asked at no point of its own, as D_u f(x, y) is ahead of D_u f(1, 2).

    "The partial derivatives at (0, 0) and the directional derivative along l" names the point once.
    """
    if any(map(_is_point, asked.clauses)):
        return asked.general
    # Along the gradient, and to a point, the direction is another at each point.
    clauses = (clause.partition("=") for clause in asked.clauses)
    is_along = presets.Asked.RATE in beside.questions and any(
        key in _OF_ALL_POINTS and "grad" not in value for key, _, value in clauses
    )
    of_all = {presets.Asked.GRADIENT, presets.Asked.DETERMINANT}
    kept = {*of_all, *((presets.Asked.RATE,) if is_along else ())}
    return tuple(question for question in asked.questions if question in kept)


def _function_of(one: _Asked, other: _Asked) -> str | None:
    """The function of both; of f(x,y)=… and its graph z=… it is f."""
    if _signs_of(one.function) == _signs_of(other.function):
        return one.function
    functions = (one.function, other.function)
    is_same = _signs_of(one.given) == _signs_of(other.given) and one.given in functions
    is_graph = all("==" not in function and function[:2] != "f=" for function in functions)
    return one.given if is_same and is_graph else None


def _signs_of(value: str) -> str:
    """A function, point or direction without how it is spaced; x=4 and 4 are one point."""
    plain = _ORIGIN.sub("origin", "".join(value.split()))
    alone = re.fullmatch(r"\((?:[A-Za-z]=)?([^,;]+)\)", plain)
    return alone[1] if alone else plain


def _not_said(clauses: str, asked: _Asked) -> str:
    """The clauses behind a sentence without those that it has said: 在点(1,2)处的梯度 at=(1,2)."""
    said = asked.request.split(" ")
    return _ASKED_SO.sub(lambda clause: "" if clause[1] in said else clause[0], clauses)


def not_understood(text: str) -> RequestSyntaxError:
    """The error of a sentence of which a part is not known, with what can be asked instead."""
    return unreadable(
        text,
        len(text) - len(text.lstrip()),
        len(text.rstrip()),
        Message("this_sentence_is_not_understood"),
        advice_for(text) or Message("write_the_function_and_its_clauses"),
    )


def _questions_of(needs: Collection[Need]) -> tuple[presets.Asked, ...]:
    """What is answered alone; nothing where a part of what is asked has no such answer."""
    if needs == {Need.INCREMENT, Need.DIFFERENTIAL}:
        return (presets.Asked.INCREMENT,)
    if not _QUESTIONS.keys() >= set(needs):
        return ()
    return tuple(
        asked for need, questions in _QUESTIONS.items() if need in needs for asked in questions
    )


def _fastest(groups: Mapping[str, str | None]) -> set[Need]:
    """What is needed to tell in which direction f increases, or decreases, most rapidly."""
    if not groups.get("fastest"):
        return set()
    if groups.get("changes"):
        return {Need.EXTREME_RATES}
    falls = groups.get("falls") or groups.get("drops")
    return {Need.SMALLEST_RATE if falls else Need.LARGEST_RATE}


def _of_level_set(sentence: str) -> tuple[presets.Asked, ...]:
    """Which of the tangent and the normals to the level set of an equation are asked for."""
    return tuple(asked for asked, nouns in _OF_LEVEL_SETS if nouns.search(sentence))


def _of_extrema(needs: Collection[Need], sentence: str) -> tuple[presets.Asked, ...]:
    """Extrema, where these are asked for and not the critical points alone."""
    is_asked = set(needs) == {Need.CRITICAL_POINTS} and _OF_EXTREMA.search(sentence)
    return (presets.Asked.EXTREMA,) if is_asked else ()


def _of_curve(question: presets.Asked) -> presets.Asked:
    """The tangent to a curve for that to a graph."""
    is_tangent = question is presets.Asked.GRAPH_TANGENT
    return presets.Asked.CURVE_TANGENT if is_tangent else question


def _without_clauses(signs: str) -> tuple[str, str]:
    """A sentence, and the clauses behind it that say how its answer is shown."""
    match = _SHOWN_SO.search(signs)
    return (signs, "") if match is None else (signs[: match.start()], match[0].strip(" \t\n,;."))


def _read(language: Language, opened: re.Match[str], behind: Sequence[str]) -> _Asked | None:
    """The request of a sentence that opens so; None where a part of it is not known.

    Args:
        language: of the sentence.
        opened: its opening.
        behind: what clauses behind the sentence ask, beside which it may leave out its point.
    """
    groups = opened.groupdict()
    if groups.get("signs"):
        return _read_signs(language, groups["given"], groups["signs"])
    split, needs = _split(language, groups), language.needs_of(groups.get("question") or "")
    if split is None or needs is None or not _agrees(split, opened):
        return None
    definition, clauses = split.definition, _clauses_of(split.parts)
    needs |= split.needs | _fastest(groups)
    if clauses is None or not _is_answered(needs, (*clauses, *behind)):
        return None
    needs = _along_directions(needs, (*clauses, *behind))
    if Need.UNIT_NORMAL in needs:
        # Along the gradient the answer has its unit vector.
        clauses.append("dir=grad")
        needs = needs - {Need.UNIT_NORMAL} | {Need.SURFACE}
    is_known = _is_derivative_known(needs, definition, split.parts)
    if not (is_known and _are_lines_known(needs, definition, opened.string)):
        return None
    if groups.get("rate"):
        clauses.append(f"rate={groups['rate']}")
    if Need.IMPLICIT in needs:
        needs, sloping = needs - {Need.IMPLICIT, Need.SURFACE}, _with_slope(definition, clauses)
        if sloping is None:
            return None
        definition, slope = sloping
        needs |= slope
    return _asked(needs, definition, clauses, opened.string)


def _asked(
    needs: frozenset[Need], definition: str, clauses: Sequence[str], sentence: str
) -> _Asked:
    """The request of what is needed, and what a worked solution of it keeps to."""
    given = definition
    questions = _questions_of(needs) or _of_extrema(needs, sentence)
    if _CURVE.match(_as_curve(definition)):
        questions = tuple(map(_of_curve, questions))
    elif Need.SURFACE in needs:
        asks_for_normal = _NORMAL.search(sentence) is not None
        graph = None if asks_for_normal else _graph_above(definition, clauses)
        questions = _of_level_set(sentence) if graph is None else questions
        definition = graph or _as_surface(definition)
    clauses = (*clauses, *_clauses_needed(needs))
    return _Asked(given, _as_curve(definition), clauses, needs, questions)


def _split(language: Language, groups: Mapping[str, str | None]) -> Split | None:
    """The definition of a sentence with what stands behind it, or behind what is asked for."""
    given, behind = groups["given"] or "", groups.get("behind")
    if groups.get("after"):
        behind = (behind or "") + (groups["after"] or "")
    if behind is None:
        return language.split(given)
    split, definition = language.split(behind), language.formula_of(given)
    if split is None or split.definition or definition is None:
        return None
    return replace(split, definition=definition)


def _agrees(split: Split, opened: re.Match[str]) -> bool:
    """Whether a sentence is about one function, and its variables are letters of it."""
    definition, groups = split.definition, opened.groupdict()
    if not definition or _NAME_ALONE.fullmatch(definition):
        return False
    if not _variables_by_which(split.parts) <= set(definition):
        return False
    named = _NAMED.fullmatch(definition)
    names = {"f", "F", *_letters_of(definition)} if named is None else {named[1]}
    if groups.get("this") and not (
        groups["this"] in names and _is_with_variables(definition, opened)
    ):
        return False
    return _gradients_of(split.parts) <= {"f" if named is None else named[1]}


def _is_with_variables(definition: str, opened: re.Match[str]) -> bool:
    """Whether f(x, y), if so it is called, has the variables of its definition and no values."""
    said = re.match(rf"\s*({_ARGUMENTS})", opened.string[opened.end("this") :])
    header = re.match(rf"\s*[^\s(=]+\s*({_ARGUMENTS})\s*=", definition)
    if said is None:
        return True
    row = "".join(said[1].split())
    if header is None:
        return re.fullmatch(r"\([a-z](?:,[a-z])*\)", row) is not None
    return row == "".join(header[1].split())


def _is_answered(needs: Collection[Need], clauses: Iterable[str]) -> bool:
    """Whether one request has all that is asked for."""
    if {Need.DIFFERENTIAL, Need.LINEARIZATION} <= set(needs):
        return False
    clauses = tuple(clauses)
    if Need.INCREMENT in needs:
        # It is told beside the differential of the same step, and of nothing else.
        has_step = any(clause.startswith("to=") for clause in clauses)
        return has_step and set(needs) == {Need.INCREMENT, Need.DIFFERENTIAL}
    return not _AT_POINTS & set(needs) or any(map(_is_point, clauses))


def _read_signs(language: Language, given: str, signs: str) -> _Asked | None:
    """The request of z=…, for ∂z/∂x at a point."""
    split = language.split(given)
    if split is None:
        return None
    signs, behind = _with_place_behind(language, _without_header(split.definition, signs))
    split = replace(split, parts=(*split.parts, *behind))
    # f_x=…, f_y; a point by its letters, (w=1, b=0), stays.
    asked = asked_by_signs(re.sub(r"=(?![^()]*\))", ",", signs))
    if asked is None:
        return None
    definition, needs, named = split.definition, asked.needs, _NAMED.fullmatch(split.definition)
    if _is_implicit(asked, definition):
        higher = needs & {Need.SECOND_ORDER, Need.THIRD_ORDER}
        definition = _with_parameters(_with_two_signs(definition))
        needs = higher | {Need.IMPLICIT}
    elif _is_by_all_variables(asked, definition):
        needs = frozenset({Need.FIRST_ORDER})
    elif Need.IMPLICIT in needs or named is None or asked.names != {named[1]}:
        return None
    clauses = _clauses_of(split.parts)
    is_about_derivatives = clauses is not None and all(map(_is_point, clauses))
    if clauses is None or not is_about_derivatives or (clauses and asked.points):
        return None
    by = asked.variables | _variables_by_which(split.parts)
    if not all(name in re.sub(r"[{}]", "", definition) for name in by):
        return None
    # Of L(w,b)=… ∇L(w,b) is at no point.
    points = [point for point in asked.points if not _is_header(definition, point)]
    if points:
        listed = ", ".join(points)
        clauses = [f"at=[{listed}]" if len(points) > 1 else f"at={listed}"]
    clauses += _clauses_needed(needs)
    return _Asked(split.definition, definition, tuple(clauses), needs, _questions_of(needs))


def _with_place_behind(language: Language, signs: str) -> tuple[str, tuple[re.Match[str], ...]]:
    """Signs, and the point that is told behind them by its coordinates: dz/dt when t=0."""
    signs = _PLACE_BELOW.sub(r"在\g<place>处" if language is CHINESE else r" at \g<place>", signs)
    place = _COORDINATES_BEHIND.search(signs)
    # "For" tells a point as "at" does.
    said = "" if place is None else re.sub(r"^\s+for\b", " at", place["place"])
    split = language.split(f"0{said}") if said else None
    if place is None or split is None or split.definition != "0" or split.needs:
        return signs, ()
    return signs[: place.start()], split.parts


def _without_header(definition: str, signs: str) -> str:
    """Of ∇L(w,b) at (1,0) what says where: ∇L at (1,0)."""
    header = re.match(rf"\s*[A-Za-zφψ]\s*(?P<row>{ROW})\s*=", definition)
    if header is None:
        return signs
    row = r"\s*".join(map(re.escape, header["row"].replace(" ", "")))
    return re.sub(rf"\s*{row}(?=\s+at\b|\s*在)", "", signs)


def _is_header(definition: str, row: str) -> bool:
    """Whether a row is that of a function's variables."""
    return "".join(definition.partition("=")[0].split())[1:] == row


def _with_slope(definition: str, clauses: Sequence[str]) -> tuple[str, frozenset[Need]] | None:
    """A curve in the plane, with what the answer needs for its slope at a point."""
    at = next((clause for clause in clauses if _is_point(clause)), "")
    equation, letters = _EQUATION.fullmatch(definition), _letters_of(definition)
    named = _NAMED.fullmatch(definition)
    function = "" if equation is None else equation["right"]
    is_graph = named is not None and _letters_of(function) == {"x"}
    if not at or len(clauses) > 1:
        return None
    if is_graph and "," not in at:
        return definition, frozenset()
    if equation is None or letters != {"x", "y"}:
        return None
    return _with_two_signs(definition), frozenset({Need.IMPLICIT})


def _along_directions(needs: frozenset[Need], clauses: Iterable[str]) -> frozenset[Need]:
    """What is needed beside a direction, in which derivative and slope are the directional one."""
    is_directed = any(clause.partition("=")[0] in _DIRECTIONS for clause in clauses)
    if not is_directed or not needs & {Need.DERIVATIVE, Need.IMPLICIT}:
        return needs
    return needs - {Need.DERIVATIVE, Need.IMPLICIT} | {Need.RATE}


def _are_lines_known(needs: frozenset[Need], definition: str, sentence: str) -> bool:
    """Whether the lines, planes and vectors that are asked for are those of the answer."""
    if _CURVE.match(_as_curve(definition)):
        return _NORMAL_OF_CURVE.search(sentence) is None
    return not needs & _OF_COMPONENTS and _SLOPE_OF_NORMAL.search(sentence) is None


def _is_derivative_known(
    needs: Collection[Need], definition: str, parts: Iterable[re.Match[str]]
) -> bool:
    return Need.DERIVATIVE not in needs or _is_in_one_variable(definition, parts)


def _is_in_one_variable(definition: str, parts: Iterable[re.Match[str]]) -> bool:
    """Whether the derivative of it is by its only variable, or by the one that is named."""
    function = definition.rpartition("=")[2]
    letters = _letters_of(re.sub(r"(?<![A-Za-z])[ijk](?![A-Za-z])", "", function))
    by = _variables_by_which(parts)
    return len(by) == 1 if by else len(letters) == 1


def _letters_of(formula: str) -> set[str]:
    """The letters of it that are in no name of a function, nor in a command of LaTeX."""
    formula = _LATEX_WORD.sub(" ", formula).replace("σ(", "(")
    formula = _EXPONENTIAL.sub(" ", formula)
    letters = _LETTERS.sub(lambda word: "" if word[0] in _KNOWN else word[0], formula)
    return {letter for letter in letters if letter.isalpha()}


def _with_two_signs(equation: str) -> str:
    """x==y of the equation x=y; in dollars one sign is as clear."""
    return equation if "$" in equation else re.sub("={1,2}", "==", equation)


def _is_implicit(asked: Asked, definition: str) -> bool:
    """Whether dy/dx is asked for by an equation in x and y, or ∂z/∂x by one in x, y and z."""
    equation = _EQUATION.fullmatch(definition)
    letters = _letters_of(definition)
    if equation is None or len(asked.names) != 1:
        return False
    (name,) = asked.names
    first, others = (Need.IMPLICIT, {"x"}) if name == "y" else (Need.FIRST_ORDER, {"x", "y"})
    # Also y′, which is by x.
    known = {first, Need.FIRST_ORDER, Need.SECOND_ORDER, Need.THIRD_ORDER}
    # Also z(x, y).
    is_solved = equation["left"].partition("(")[0].strip() == name and name not in equation["right"]
    is_asked = name in ("y", "z") and asked.needs <= known and asked.variables <= others
    unknown = letters - {*others, name}
    return is_asked and letters >= {*others, name} and unknown <= _PARAMETERS and not is_solved


def _with_parameters(equation: str) -> str:
    """F(x,y)=x²+y²=a² where letters stand for numbers."""
    letters = _letters_of(equation)
    if not letters & _PARAMETERS:
        return equation
    return f"F({','.join(sorted(letters - _PARAMETERS))})={equation}"


def _is_by_all_variables(asked: Asked, definition: str) -> bool:
    """Whether dz/dx and dz/dy are asked for, or dy/dx, of a function of these variables."""
    named = _NAMED.fullmatch(definition)
    if named is None or asked.names != {named[1]} or asked.needs != {Need.IMPLICIT}:
        return False
    header, _, formula = definition.partition("=")
    told = re.fullmatch(r"\s*[A-Za-zφψθ]\s*\((.*)\)\s*", header)
    letters = _letters_of(formula if told is None else told[1])
    return asked.variables == letters and named[1] not in letters


def _clauses_needed(needs: Collection[Need]) -> list[str]:
    """What a question needs as clauses; of two orders the higher has both."""
    needs = {Need.SECOND_ORDER if need is Need.KIND else need for need in needs}
    clauses = {
        need.value.partition("=")[0]: need.value for need in reversed(_CLAUSES) if need in needs
    }
    return list(reversed(clauses.values()))


def _is_point(clause: str) -> bool:
    return clause.startswith("at=")


def _variables_by_which(parts: Iterable[re.Match[str]]) -> set[str]:
    """The x and y of derivatives with respect to x and y."""
    said = (part.groupdict().get("by") or "" for part in parts)
    return {name[0] for names in said for name in _VARIABLE.findall(names)}


def _gradients_of(parts: Iterable[re.Match[str]]) -> set[str]:
    """The f of a direction along the gradient of f."""
    return {name for part in parts if (name := part.groupdict().get("gradient_of"))}


def _clauses_of(parts: Iterable[re.Match[str]]) -> list[str] | None:
    """The points and directions of a sentence as clauses; None where they contradict."""
    clauses: dict[str, str] = {}
    parts = tuple(parts)
    if not _start_is_the_point(parts) or not _is_toward_a_point(parts) or _is_along_a_point(parts):
        return None
    for part in parts:
        for key, value in _clauses_of_part(part):
            if "".join(clauses.setdefault(key, value).split()) != "".join(value.split()):
                return None
    if any(part.groupdict().get("away") for part in parts):
        # Away from the origin is the direction of the point itself.
        if not _ROW_ALONE.fullmatch(clauses.get("at", "")) or clauses.keys() & _DIRECTIONS:
            return None
        clauses["dir"] = clauses["at"]
    if len(clauses.keys() & _DIRECTIONS) > 1:
        return None
    return [f"{key}={value}" for key, value in clauses.items()]


def _start_is_the_point(parts: Iterable[re.Match[str]]) -> bool:
    """Whether A of the direction from A to B(3,4) is no other point than that of the gradient."""
    names = {key: set[str]() for key in ("at", "start_name")}
    for part in parts:
        said = part.groupdict()
        if said.get("start_name") and not said["start"]:
            names["start_name"].add(said["start_name"])
        elif said.get("at") or said.get("at_row"):
            names["at"] |= set(_POINT_NAME.findall(part[0]))
    return not (names["at"] and names["start_name"]) or names["at"] == names["start_name"]


def _is_toward_a_point(parts: Sequence[re.Match[str]]) -> bool:
    """Whether Q(3,4), in whose direction f changes, is a point as P(1,2) is, and no vector."""
    said = [part.groupdict() for part in parts]
    if not any(groups.get("named_ahead") for groups in said):
        return True
    return any(
        groups.get("at") and _POINT_NAME.search(part[0])
        for groups, part in zip(said, parts, strict=True)
    )


def _is_along_a_point(parts: Sequence[re.Match[str]]) -> bool:
    """Whether f is asked about along Q(3,4), which as P(1,2) is a point, and no vector."""
    said = [(part.groupdict(), part[0]) for part in parts]
    is_named = any(
        (groups.get("at") or groups.get("at_row")) and _POINT_NAME.search(text)
        for groups, text in said
    )
    return is_named and any(
        groups.get("row") and _POINT_NAME.search(text) and not _VECTOR.search(text)
        for groups, text in said
    )


def _clauses_of_part(part: re.Match[str]) -> Iterator[tuple[str, str]]:
    """What a point or a direction of a sentence is, by keys."""
    said = {name: text.strip() for name, text in part.groupdict().items() if text}
    for name, text in said.items():
        if name in _KEYS and "against" in said:
            yield _KEYS[name], f"-{text}" if name == "row" else f"-({text})"
        elif name in _KEYS:
            yield _KEYS[name], "origin" if name == "origin_ahead" else text
    yield from _points_of_part(said)
    if "angles" in said:
        angles = _ANGLE_NAME.sub("", said["angles"])
        yield "angles", f"({_ANGLE_GAP.sub(',', angles)})"
    if "gradient" in said:
        yield "dir", "-grad" if ("down" in said) != ("reverse" in said) else "grad"
    if "steepest" in said:
        yield "dir", "-grad" if "falling" in said else "grad"
    if "axis" in said:
        yield "dir", "-" * (("backward" in said) != ("opposite" in said)) + said["axis"]


def _points_of_part(said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Points that are no single row."""
    if "points" in said:
        yield "at", f"[{', '.join(_ROW_OF_MANY.findall(said['points']))}]"
    if "origin" in said:
        yield "at", "origin"
    if "where" in said:
        yield "at", f"({_COORDINATE_GAP.sub(',', said['where'].strip(' ,.'))})"


def _graph_above(definition: str, clauses: Iterable[str]) -> str | None:
    """Of z=f(x,y) or y=f(x) the function, where its point has x and y, or x, alone.

    The answer of the function has the tangent to its graph.
    """
    graph = _GRAPH.fullmatch(definition)
    at = next((clause for clause in clauses if clause.startswith("at=(")), "")
    name = "" if graph is None else _height_of(graph)
    if graph is None or len(at.split(",")) != {"z": 2, "y": 1}.get(name):
        return None
    return definition


def _height_of(graph: re.Match[str]) -> str:
    """By which letter the graph of f(x, y) or f(x) is above a point."""
    return graph["name"] or ("z" if "y" in graph["of"] else "y")


def _as_surface(definition: str) -> str:
    """The equation of the graph of z=f(x,y) or y=f(x), of which the point has all coordinates."""
    graph = _GRAPH.fullmatch(definition)
    if graph is None:
        return definition
    formula = graph["formula"].strip()
    if formula[:1] == formula[-1:] == "$":
        # Between dollars stands all of an equation.
        return f"f=${_height_of(graph)}={formula[1:-1]}$"
    return f"{_height_of(graph)}=={formula}"


def _as_curve(definition: str) -> str:
    """The vector function of x=t, y=t², z=t³."""
    components = [_COORDINATE.fullmatch(part) for part in re.split(r"[,;]", definition)]
    names = "".join(component[1] for component in components if component is not None)
    if len(components) != len(names) or names not in ("xy", "xyz", "uv", "uvw"):
        return definition
    # Of polar coordinates r is a variable; of two parameters it is no curve.
    letters = _letters_of(definition)
    name = "F" if "r" in letters or names[0] == "u" or len(letters & set("stuvw")) > 1 else "r"
    row = f"({', '.join(component[2].strip() for component in components if component)})"
    if "$" in row and not _PLAIN_WORD.search(row):
        # Between dollars stands all of a row.
        row = f"${row.replace('$', '')}$"
    return f"{name}={row}"
