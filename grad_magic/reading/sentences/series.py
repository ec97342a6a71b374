"""A problem of several questions, into its function and the questions one by one.

Let f(x,y)=x²y, P(1,2) and v=3i-4j. Find ∇f(P) and the rate at P along v. Is f differentiable
there? Each is read as a sentence by itself, with the function ahead of it and the points and
vectors in place of their names; what is not read leaves the problem unread.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from grad_magic.reading.sentences.language import ROW, Language, Need
from grad_magic.reading.vocabulary import CALLABLE_BY_NAME

# More is no problem of a book, and each is read by all patterns.
_MOST_QUESTIONS = 8
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_TERM = r"[^\s,()+=-]*?[ijk](?![A-Za-z])"
_DECLARED = re.compile(
    rf"(?<![A-Za-z\\_'])(?:(?P<point>[A-Z](?:_?\d)?)\s*=?\s*(?P<row>{ROW})(?!\s*=)"
    rf"|(?P<vector>[A-Za-z])\s*=\s*(?:(?P<entries>{ROW})(?![/^*])"
    rf"|cosθ\s*i\s*\+\s*sinθ\s*j[\s,]*(?:(?:with|where|and|for|其中|且)\s*)?"
    r"(?P<turned>θ\s*=\s*[^\s,;.]+)"
    rf"|(?P<combined>-?{_TERM}(?:\s*[-+]\s*{_TERM})+)))"
)
_NAMED = re.compile(r"(?<![A-Za-z])([A-Za-zφψ])\s*(?:\([^()=]*\)\s*)?=")
_LABEL = re.compile(r"\((?:[a-e1-9]|i{1,3}v?)\)")
_LETTERS = re.compile(r"[A-Za-z]+")
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
    """

    premise: str
    questions: tuple[str, ...]


def problem_of(language: Language, text: str) -> Problem | None:
    """The problem without the names of its points and vectors; None where one is not used.

    >>> from grad_magic.reading.sentences.english import ENGLISH
    >>> problem_of(ENGLISH, "Let f(x,y)=xy, P(1,2). Find the gradient of f at P. Is f differentiable?")
    Problem(premise='Let f(x,y)=xy', questions=('Find the gradient of f at (1,2)', 'Is f differentiable?'))
    """
    text = re.sub(language.series.idle, "", text, flags=re.IGNORECASE)
    plain = _without_names(language, text)
    if plain is None:
        return None
    premise, *questions = _cut(language, plain)
    if not questions:
        behind = _DEFINITION_BEHIND.fullmatch(premise)
        if behind is None:
            return None
        premise, questions = behind["given"], [behind["asked"]]
    if re.match(language.series.verbs, premise, re.IGNORECASE):
        premise, questions = "", [premise, *questions]
    return Problem(premise, tuple(questions)) if len(questions) <= _MOST_QUESTIONS else None


def _cut(language: Language, text: str) -> list[str]:
    """What stands before the first question, and each question."""
    parts, start = [], 0
    for begins in re.finditer(language.series.begins, masked(text), re.IGNORECASE):
        if begins.start() > start:
            parts.append(text[start : begins.start()].strip(" ,;.?\n"))
        start = begins.end()
    return [*parts, text[start:].strip(" ,;\n")]


def masked(text: str) -> str:
    """The text with other signs in place of what stands in brackets and dollars.

    >>> masked("f(x,y)=1, and")
    'f(___)=1, and'
    """
    signs, waiting, in_dollars = [], [], False
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
    for joint in re.finditer(language.series.joints, masked(question), re.IGNORECASE):
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
    alone: list[tuple[int, int, str]] = []
    for said in _DECLARED.finditer(text):
        name = said["point"] or said["vector"]
        value = said["row"] or said["entries"] or said["turned"] or said["combined"]
        if not all(word in CALLABLE_BY_NAME or word in "ijke" for word in _words_of(value)):
            continue
        if values.setdefault(name, value) != value:
            return None
        declared = re.search(rf"(?:{series.declared})\Z", text[: said.start()], re.IGNORECASE)
        if declared is not None and re.match(r"\s*(?:[.,;]|and\b|且|\Z)", text[said.end() :]):
            alone.append((declared.start(), said.end(), name))
    for start, end, _ in reversed(alone):
        text = text[:start] + text[end:]
    text = _with_values(series.references, values, used, _along(series.along, values, used, text))
    return text if used >= {name for _, _, name in alone} else None


def _words_of(value: str) -> list[str]:
    return [] if value.startswith("θ") else _LETTERS.findall(value)


def _along(pattern: str, values: Mapping[str, str], used: set[str], text: str) -> str:
    """D_u f(P) in words, where u is told elsewhere."""

    def in_words(found: re.Match[str]) -> str:
        if found["along"] not in values:
            return found[0]
        used.add(found["along"])
        inside = found["inside"] or ""
        is_general = not inside or not re.search(r"\d|[A-Z]", inside)
        point = "" if is_general else f"at {inside}" if len(inside) == 1 else f"at ({inside})"
        return f"the directional derivative of {found['of']} {point} in the direction of {values[found['along']]}"

    return re.sub(pattern, in_words, text)


def _with_values(
    references: str, values: Mapping[str, str], used: set[str], text: str
) -> str:
    def value_of(found: re.Match[str]) -> str:
        if found["name"] not in values:
            return found[0]
        used.add(found["name"])
        return f"{found['before']}{values[found['name']]}"

    before = rf"(?P<before>{references})(?P<name>(?-i:[A-Za-z](?:_?\d)?))(?![\w(]|\s*[=(])"
    text = re.sub(before, value_of, text, flags=re.IGNORECASE)
    # ∇f(P) and f_x(P).
    inside = r"(?P<before>(?:∇\s*[A-Za-z]|[A-Za-z]_\{?[a-z]+\}?|[A-Za-z]')\s*)\((?P<name>[A-Z](?:_?\d)?)\)"
    return re.sub(inside, value_of, text)
