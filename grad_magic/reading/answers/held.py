"""Answers as Python, NumPy and SymPy hold them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sympy import Eq, Expr, Float, MatrixBase, Rational, Tuple

from grad_magic.deferred_numpy import np
from grad_magic.errors import GradMagicError
from grad_magic.formula.tree import Formula, Place
from grad_magic.problem import Answer, AnswerForm
from grad_magic.reading.answers.directions import is_about_directions
from grad_magic.reading.answers.names import is_kind
from grad_magic.reading.answers.numbers import AnswerReading, read_part, to_answer, to_expression
from grad_magic.reading.answers.points import is_about_points
from grad_magic.reading.context import Context
from grad_magic.reading.exact_values import formula_of, text_of_float
from grad_magic.reading.values import text_of_notebook
from grad_magic.wording.messages import Message

_MOST_NAMES = 50
# Rows, and entries in them.
_DEEPEST = 2
# Signs of derivatives, letters, and words of kinds.
_MAY_NAME = re.compile(r"[A-Za-z∂∇|][^=≈;\s]{0,20}")


def of_values(reading: AnswerReading, value: Any) -> Answer:
    """The answer that SymPy's, NumPy's or Python's values are."""
    if isinstance(value, Eq):
        left, right = (_part(reading, side) for side in value.args)
        return to_answer(reading, AnswerForm.EQUATION, ((left - right,),))
    entries = _entries_of(value)
    if entries is None:
        return to_answer(reading, AnswerForm.NUMBER, ((_part(reading, value),),))
    if not entries and (is_about_points(reading.context) or is_about_directions(reading.context)):
        # A list of no points.
        return Answer(AnswerForm.NOTHING)
    if not entries:
        raise reading.context.error(reading.place, Message("the_answer_has_no_value"))
    first, *others = entries
    is_single = not others and len(_entries_of(first) or (first,)) == 1
    if is_single and len(reading.context.variables) > 1:
        # No vector has one entry there.
        return of_values(reading, first)
    rows = tuple(_entries_of(entry) for entry in entries)
    if (
        all(row is not None and len(row) == 1 for row in rows)
        and len(reading.context.variables) > 1
    ):
        # A column of NumPy's or SymPy's.
        entries, rows = tuple(row[0] for row in rows if row is not None), (None,)
    if any(row is not None for row in rows):
        points = tuple(
            tuple(_part(reading, part) for part in (row or (entry,)))
            for row, entry in zip(rows, entries, strict=True)
        )
        return to_answer(reading, AnswerForm.POINTS, points, ("",) * len(points))
    return to_answer(
        reading, AnswerForm.VECTOR, (tuple(_part(reading, entry) for entry in entries),)
    )


def text_of_names(context: Context, value: Mapping[Any, Any]) -> str | None:
    """Of {"f_x": 1, "f_y": 2} what one would type; None where a name or a value is none.

    So for what is named by signs that are no word, as u, n, f_x and f, and for kinds.
    """
    names = list(map(str, value))
    if not 0 < len(names) <= _MOST_NAMES or not all(map(_MAY_NAME.fullmatch, names)):
        return None
    if context.declared & set(names):
        return None
    texts = [_text_of(context, entry) for entry in value.values()]
    if None in texts:
        return None
    parts = zip(names, map(str, texts), strict=True)
    return ", ".join(_sentence(name, text) for name, text in parts)


def _sentence(name: str, text: str) -> str:
    if not is_kind(name):
        return f"{name}={text}"
    # Several points of one kind.
    is_list = text.startswith("((") and text.endswith("))")
    return f"{name} {text[1:-1] if is_list else text}"


def _text_of(context: Context, value: Any, depth: int = 0) -> str | None:
    """A number, or rows of them, as one would type it."""
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, Place):
        return context.text(value)
    entries = _entries_of(value)
    if entries is not None:
        texts = [_text_of(context, entry, depth + 1) for entry in entries]
        is_read = depth < _DEEPEST and 0 < len(texts) <= _MOST_NAMES
        return f"({', '.join(map(str, texts))})" if is_read and None not in texts else None
    is_number = isinstance(value, (int, float, Decimal, np.number, Expr))
    return text_of_float(value) if is_number and not isinstance(value, bool) else None


def _entries_of(value: Any) -> tuple[Any, ...] | None:
    """The entries of a row; None of what is no row."""
    if isinstance(value, MatrixBase):
        is_row = 1 in value.shape
        return tuple(value) if is_row else tuple(map(tuple, value.tolist()))
    if isinstance(value, np.ndarray):
        return tuple(value) if value.ndim else None
    return tuple(value) if isinstance(value, (tuple, list, Tuple)) else None


def _part(reading: AnswerReading, value: Any) -> Expr:
    """A number or an expression of Python's."""
    context = reading.context
    if isinstance(value, Place):
        return read_part(reading, value)
    if isinstance(value, (float, np.floating, Float, Decimal)):
        text = text_of_float(value)
        exact = None if "n" in text.lower() else Rational(text)
        if exact is None:
            raise context.error(reading.place, Message("is_no_real_number", text=text))
        size = Formula("number", value=abs(exact), digits=text.lstrip("-"))
        return to_expression(reading, Formula("negate", (size,)) if exact < 0 else size)
    if isinstance(value, str):
        own, whole = text_of_notebook(context, value)
        return read_part(replace(reading, context=own, place=whole), whole)
    try:
        # True is no 1: it answers another question.
        formula = None if isinstance(value, (bool, np.bool_)) else formula_of(value)
    except GradMagicError:
        formula = None
    if formula is None:
        kind = type(value).__name__
        raise context.error(
            reading.place, Message("an_answer_is_numbers_an_equation_or_text", kind=kind)
        )
    return to_expression(reading, formula)
