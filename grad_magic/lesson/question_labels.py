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
    **dict.fromkeys((Asked.LEVEL_TANGENT, Asked.NORMAL_VECTOR, Asked.GRAPH_TANGENT), ("tangent",)),
    Asked.NORMAL_LINE: ("normal",),
    Asked.KIND: ("second_order", "critical"),
    Asked.DIFFERENTIABLE: ("rays", "use", "reason"),
    Asked.CONTINUOUS: ("continuity",),
}
Labels = Sequence[tuple[str, tuple[Asked, ...]]]


def with_labels(
    steps: Sequence[Step], labels: Labels, general: Sequence[Asked] = ()
) -> tuple[Step, ...]:
    """The steps with the labels of the questions, where they are answered in the problem's order.

    Args:
        steps: of a worked solution.
        labels: each with what its question asks; nothing of one that another has answered.
        general: what is asked of all points.
    """
    openings = _openings(labels, general)
    for ordered in (tuple(steps), _with_later_unit(steps)):
        places = _places(ordered, openings)
        if places is not None and len(set(places)) > 1:
            return _told(ordered, places, [label for label, _ in labels])
    # Of one part the labels tell nothing.
    return tuple(steps)


def _openings(labels: Labels, general: Sequence[Asked]) -> list[list[Sequence[str]]]:
    """With which parts of the page the answer to each question of each label may begin."""
    openings: list[list[Sequence[str]]] = [
        [_OPENING.get(asked, ()) for asked in questions] for _, questions in labels
    ]
    if Asked.GRADIENT not in general:
        return openings
    *everywhere, at_point = of_gradient = _OPENING[Asked.GRADIENT]
    first = next((one for one in openings if of_gradient in one), [])
    later = [one for one in openings if one is not first]
    # At P it belongs to the question that needs it, unless that is one by itself.
    before = () if any(of_gradient in one for one in later) else (at_point,)
    for one in later:
        one[:] = [(at_point,) if of == of_gradient else (*before, *of) for of in one]
    first[:] = [everywhere if of == of_gradient else of for of in first]
    return openings


def _with_later_unit(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps with the unit vector behind the gradient, on which it does not depend."""
    units = [step for step in steps if step.topic == "unit"]
    others = [step for step in steps if step.topic != "unit"]
    ends = [index for index, step in enumerate(others) if step.topic in _OPENING[Asked.GRADIENT]]
    behind = ends[-1] + 1 if ends else 0
    return (*others[:behind], *units, *others[behind:])


def _places(steps: Sequence[Step], openings: Sequence[Sequence[Sequence[str]]]) -> list[int] | None:
    """With which step the answer to each question begins; None where they are in another order."""
    places: list[int] = []
    for of_label in openings:
        found = [_place_of(opening, steps) for opening in of_label]
        place = min(found, default=(places[-1:] or [-1])[0])
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


def _place_of(opening: Sequence[str], steps: Sequence[Step]) -> int:
    return min((index for index, step in enumerate(steps) if step.topic in opening), default=-1)


def _labelled(label: str, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    first, *others = lines
    if len(first) == 1 and isinstance(first[0], Words):
        sentence = words("question_and_answer", question=Phrase(label), answer=first[0])
        return ((apart(sentence),), *others)
    return ((apart(words("question_alone", question=Phrase(label))),), *lines)
