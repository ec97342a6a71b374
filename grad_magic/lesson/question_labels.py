"""(a) and (b) ahead of the parts of a worked solution that answer the questions of a problem."""

from __future__ import annotations

from collections.abc import Sequence

from grad_magic.lesson.pieces import apart, words
from grad_magic.lesson.steps import Line, Phrase, Step, Words
from grad_magic.presets import Asked

# With which part of the page the answer to a question begins, whichever there is first.
_OPENING = {
    Asked.GRADIENT: ("partials", "gradient", "values"),
    Asked.RATE: ("unit", "direction"),
    **dict.fromkeys((Asked.MAX_RATE, Asked.MIN_RATE, Asked.ASCENT, Asked.DESCENT), ("rates",)),
    **dict.fromkeys(
        (Asked.LEVEL_TANGENT, Asked.NORMAL_LINE, Asked.NORMAL_VECTOR, Asked.GRAPH_TANGENT),
        ("tangent",),
    ),
    Asked.KIND: ("second_order", "critical"),
    Asked.DIFFERENTIABLE: ("reason",),
    Asked.CONTINUOUS: ("continuity",),
}
Labels = Sequence[tuple[str, tuple[Asked, ...]]]


def with_labels(steps: Sequence[Step], labels: Labels) -> tuple[Step, ...]:
    """The steps with the labels of the questions, where they are answered in the problem's order.

    Args:
        steps: of a worked solution.
        labels: each with what its question asks; nothing of one that another has answered.
    """
    for ordered in (tuple(steps), _with_later_unit(steps)):
        places = _places(ordered, labels)
        if places is not None and len(set(places)) > 1:
            return _told(ordered, places, [label for label, _ in labels])
    # Of one part the labels tell nothing.
    return tuple(steps)


def _with_later_unit(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps with the unit vector behind the gradient, on which it does not depend."""
    units = [step for step in steps if step.topic == "unit"]
    others = [step for step in steps if step.topic != "unit"]
    ends = [index for index, step in enumerate(others) if step.topic in _OPENING[Asked.GRADIENT]]
    behind = ends[-1] + 1 if ends else 0
    return (*others[:behind], *units, *others[behind:])


def _places(steps: Sequence[Step], labels: Labels) -> list[int] | None:
    """With which step the answer to each question begins; None where they are in another order."""
    places: list[int] = []
    for _, questions in labels:
        found = [_place_of(asked, steps) for asked in questions]
        place = (places[-1:] or [-1])[0] if not found else min(found)
        if place < (places[-1] if places else 0):
            return None
        places.append(place)
    return places


def _told(steps: Sequence[Step], places: Sequence[int], labels: Sequence[str]) -> tuple[Step, ...]:
    told: dict[int, str] = {}
    for place, label in zip(places, labels, strict=True):
        told[place] = f"{told[place]}, {label}" if place in told else label
    return tuple(
        Step(step.topic, _labelled(told[index], step.lines)) if index in told else step
        for index, step in enumerate(steps)
    )


def _place_of(asked: Asked, steps: Sequence[Step]) -> int:
    topics = [step.topic for step in steps]
    return next((topics.index(topic) for topic in _OPENING.get(asked, ()) if topic in topics), -1)


def _labelled(label: str, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    first, *others = lines
    if len(first) == 1 and isinstance(first[0], Words):
        sentence = words("question_and_answer", question=Phrase(label), answer=first[0])
        return ((apart(sentence),), *others)
    return ((apart(words("question_alone", question=Phrase(label))),), *lines)
