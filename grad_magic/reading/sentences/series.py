"""A problem of several questions, into its function and the questions one by one.

Let f(x,y)=x²y, P(1,2) and v=3i-4j. Find ∇f(P) and the rate at P along v. Is f differentiable
there? Each is read as a sentence by itself, with the function ahead of it and the points and
vectors in place of their names; what is not read leaves the problem unread.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from grad_magic.reading.sentences.language import ROW, SCALED, Language, Need, Series
from grad_magic.reading.vocabulary import CALLABLE_BY_NAME

# More is no problem of a book, and each is read by all patterns.
_MOST_QUESTIONS = 8
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_TERM = r"(?:\([^()]*\)|[^\s,()+=-])*?[ijk](?![A-Za-z])"
_DECLARED = re.compile(
    rf"(?<![A-Za-z\\_'])(?:(?P<point>[A-Z](?:_?\d)?)\s*=?\s*(?P<row>{ROW})(?!\s*=)"
    rf"|(?P<vector>[A-Za-z])\s*=\s*(?:(?P<entries>{ROW})(?![/^*])"
    rf"|cosθ\s*i\s*\+\s*sinθ\s*j[\s,]*(?:(?:with|where|and|for|其中|且)\s*)?"
    r"(?P<turned>θ\s*=\s*[^\s,;.]+)"
    rf"|(?P<scaled>{SCALED})|(?P<combined>-?{_TERM}(?:\s*[-+]\s*{_TERM})+)))"
)
_NAMED = re.compile(r"(?<![A-Za-z])([A-Za-zφψ])\s*(?:\([^()=]*\)\s*)?=")
_TWO_NAMES = re.compile(
    r"(?<![A-Za-z])(?P<name>[zuw])\s*=\s*f\s*(?P<of>\([a-z](?:,\s*[a-z])*\))\s*=(?!=)"
)
_LABEL = re.compile(r"(?<![\w'])\((?:[a-e1-9]|i{1,3}v?)\)")
_LETTERS = re.compile(r"[A-Za-z]+")
_VECTOR_AHEAD = re.compile(r"(?:\bvectors?|向量|矢量)\s*\Z", re.IGNORECASE)
# The definition behind an exercise of a list.
_DEFINITION_BEHIND = re.compile(
    r"(?P<asked>.*?[^.:\s])\s*[.:]\s+(?P<given>[A-Za-zφψ]\s*(?:\([^()=]*\)\s*)?=(?!=)[^=]*)",
    re.DOTALL,
)


@dataclass(frozen=True)
class Problem:
    """A problem of several questions.

    Attributes:
        premise: what is said ahead of all questions; empty where the first tells the function.
        questions: in their order.
        labels: those of the questions, as (a); "" of one that has none.
    """

    premise: str
    questions: tuple[str, ...]
    labels: tuple[str, ...] = ()


def problem_of(language: Language, text: str) -> Problem | None:
    """The problem without the names of its points and vectors; None where one is not used.

    >>> from grad_magic.reading.sentences.english import ENGLISH
    >>> problem_of(ENGLISH, "Let f=xy, P(1,2). Find the gradient of f at P. Is f smooth?").questions
    ('Find the gradient of f at P(1,2)', 'Is f smooth?')
    """
    plain = _without_names(language, _of_one_name(text))
    if plain is None:
        return None
    behind = _DEFINITION_BEHIND.fullmatch(plain)
    if behind is not None:
        plain = f"{lead_of(language, behind['given'])}{behind['asked']}"
    parts = _cut(language, _verbs_of_parts(language, plain))
    premise, _ = parts[0]
    is_question = re.match(language.series.verbs, premise, re.IGNORECASE) is not None
    questions = parts if is_question else parts[1:]
    if not questions or len(questions) > _MOST_QUESTIONS:
        return None
    labels = tuple(label for _, label in questions)
    return Problem(
        "" if is_question else premise,
        tuple(question for question, _ in questions),
        labels if any(labels) else (),
    )


def _of_one_name(text: str) -> str:
    """The text in which z=f(x,y) is f where f is asked about, and dz is df."""
    both = _TWO_NAMES.search(text)
    if both is None or not re.search(r"(?<![A-Za-z])f\s*[_'(]", text[both.end() :]):
        return text
    behind = re.sub(rf"(?<=[d∂])(\s*){both['name']}(?![A-Za-z])", r"\1f", text[both.end() :])
    return f"{text[: both.start()]}f{both['of']}={behind}"


def _verbs_of_parts(language: Language, text: str) -> str:
    """The text with the verb of all parts in each: find (a) …, (b) …."""
    said = re.search(rf"({language.series.verbs})\s*:?\s*(?=\((?:a|1|i)\))", text, re.IGNORECASE)
    if said is None:
        return text
    parts = re.sub(rf"({_LABEL.pattern})\s*", rf"\1 {said[1]}", text[said.end() :])
    return f"{text[: said.start()]}{parts}"


def _cut(language: Language, text: str) -> list[tuple[str, str]]:
    """What stands before the first question, and each question, with its label or ""."""
    parts, start, label = list[tuple[str, str]](), 0, ""
    for begins in re.finditer(language.series.begins, masked(text), re.IGNORECASE):
        if begins.start() > start:
            parts.append((text[start : begins.start()].strip(" ,;.?\n"), label))
        said = _LABEL.search(begins[0])
        start, label = begins.end(), "" if said is None else said[0]
    return [*parts, (text[start:].strip(" ,;\n"), label)]


def masked(text: str) -> str:
    """The text with other signs in place of what stands in brackets and dollars.

    >>> masked("f(x,y)=1, and")
    'f(___)=1, and'
    """
    signs: list[str] = []
    waiting: list[str] = []
    in_dollars = False
    for sign in text:
        if sign == "$":
            in_dollars = not in_dollars
        elif waiting and sign == waiting[-1]:
            waiting.pop()
        is_inside = bool(waiting) or (in_dollars and sign != "$")
        if sign in _CLOSING and not in_dollars:
            waiting.append(_CLOSING[sign])
        signs.append("_" if is_inside else sign)
    for label in _LABEL.finditer(text):
        signs[label.start() : label.end()] = label[0]
    return "".join(signs)


def halves(language: Language, question: str) -> Iterator[tuple[str, str]]:
    """A question for two things as two questions, in each way that it may be.

    >>> from grad_magic.reading.sentences.chinese import CHINESE
    >>> list(halves(CHINESE, "求f_x(0,0)以及f的梯度"))
    [('求f_x(0,0)', '求f的梯度')]
    """
    verb = re.match(language.series.verbs, question, re.IGNORECASE)
    if verb is None:
        return
    joints = tuple(re.finditer(language.series.joints, masked(question), re.IGNORECASE))
    for joint in joints if len(joints) <= _MOST_QUESTIONS else ():
        if joint.start() > verb.end():
            yield question[: joint.start()], f"{verb[0]}{question[joint.end() :]}"


def lead_of(language: Language, given: str) -> str:
    """What names a function ahead of a question."""
    return language.series.premise.format(given=given)


def behind_lead(language: Language, lead: str, question: str) -> str:
    """A question with its function ahead of it; curves are called by the function's name."""
    named = _NAMED.search(lead)
    graph, called = language.series.graph
    if named is not None:
        pattern, name = graph.format(name=named[1]), called.format(name=named[1])
        question = re.sub(pattern, name, question, flags=re.IGNORECASE)
    return f"{lead}{question}"


def with_point(language: Language, question: str, at: str) -> str:
    """A question with the point that it calls "there"."""
    point = "(0,0)" if at == "origin" else at
    if not re.fullmatch(ROW, point) or "=" in point:
        return question
    said = language.series.at.format(point=point)
    return re.sub(language.series.there, lambda _: said, question, flags=re.IGNORECASE)


def is_answered(language: Language, question: str, needs: Collection[Need]) -> bool:
    """Whether the answers to other questions have the answer to this one."""
    return any(
        re.fullmatch(pattern, question, re.IGNORECASE) and not others.isdisjoint(needs)
        for pattern, others in language.series.answered
    )


def _without_names(language: Language, text: str) -> str | None:
    """The text with points and vectors in place of their names, which stand by themselves."""
    series, values, used = language.series, dict[str, str](), set[str]()
    points = set[str]()
    alone: list[tuple[int, int, str]] = []
    turned: list[tuple[int, int, str]] = []
    told = set[str]()
    for said in _DECLARED.finditer(text):
        name = said["point"] or said["vector"]
        values_said = (said[kind] for kind in ("row", "entries", "turned", "scaled", "combined"))
        value = next(found for found in values_said if found)
        if not all(word in CALLABLE_BY_NAME or word in "ijke" for word in _words_of(value)):
            continue
        if values.setdefault(name, value) != value:
            return None
        if said["point"] and not _VECTOR_AHEAD.search(text[: said.start()]):
            points.add(name)
        declared = re.search(rf"(?:{series.declared})\Z", text[: said.start()], re.IGNORECASE)
        if declared is not None and re.match(r"\s*(?:[.,;]|and\b|且|\Z)", text[said.end() :]):
            alone.append((declared.start(), said.end(), ""))
            told.add(name)
        elif said["turned"]:
            turned.append((said.start(), said.end(), value))
    for start, end, value in sorted((*alone, *turned), reverse=True):
        text = text[:start] + value + text[end:]
    text = _from_to(series.between, values, used, text)
    text = _along(series, values, told, used, text)
    text = _with_values(series.references, values, points, used, text)
    return text if used >= told else None


def _from_to(between: tuple[str, str], values: Mapping[str, str], used: set[str], text: str) -> str:
    """The direction PQ as that from P to Q."""

    def in_words(found: re.Match[str]) -> str:
        names = found["from"], found["to"]
        if not set(names) <= values.keys():
            return found[0]
        used.update(names)
        start, end = (f"{name}{values[name]}" for name in names)
        return between[1].format(start=start, end=end)

    return re.sub(between[0], in_words, text, flags=re.IGNORECASE)


def _words_of(value: str) -> list[str]:
    return [] if value.startswith("θ") else _LETTERS.findall(value)


def _along(
    series: Series, values: Mapping[str, str], told: Collection[str], used: set[str], text: str
) -> str:
    """D_u f(P) in words, where u is told by itself, or in the question."""

    def in_words(found: re.Match[str]) -> str:
        inside = found["inside"] or ""
        is_general = not inside or not re.search(r"\d|[A-Z]", inside)
        if found.groupdict().get("again"):
            # Behind it stands the direction, by whatever name.
            is_known = is_general and found["along"] not in told
            return series.along[2] if is_known else found[0]
        if found["along"] not in values:
            return found[0]
        used.add(found["along"])
        at = "" if is_general else _at(series, inside)
        return series.along[1].format(of=found["of"], at=at, value=values[found["along"]])

    return re.sub(series.along[0], in_words, text)


def _at(series: Series, inside: str) -> str:
    """The point in the brackets of a function's sign; of P the name alone."""
    return series.at.format(point=inside if len(inside) == 1 else f"({inside})")


def _with_values(
    references: str,
    values: Mapping[str, str],
    points: Collection[str],
    used: set[str],
    text: str,
) -> str:
    """The text with values for names; of a point its name ahead, as in whose direction it lies."""

    def value_of(found: re.Match[str]) -> str:
        name = found["name"]
        if name not in values:
            return found[0]
        used.add(name)
        is_point = name in points and not _VECTOR_AHEAD.search(found["before"])
        return f"{found['before']}{name if is_point else ''}{values[name]}"

    def inner_value_of(found: re.Match[str]) -> str:
        if found["name"] not in values:
            return found[0]
        used.add(found["name"])
        return f"{found['before']}{values[found['name']]}"

    before = rf"(?P<before>{references})(?P<name>(?-i:[A-Za-z](?:_?\d)?))(?![A-Za-z0-9_(']|\s*[=(])"
    text = re.sub(before, value_of, text, flags=re.IGNORECASE)
    # ∇f(P) and f_x(P).
    inside = (
        r"(?P<before>(?:∇\s*[A-Za-z]|[A-Za-z]_\{?[a-z]+\}?|[A-Za-z]')\s*)"
        r"\((?P<name>[A-Za-z](?:_?\d)?)\)"
    )
    return re.sub(inside, inner_value_of, text)
