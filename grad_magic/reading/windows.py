"""The window of a picture: from where to where in each variable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grad_magic.reading.matrices import read_rows
from grad_magic.wording.messages import Listing, Message

if TYPE_CHECKING:
    from sympy import Expr

    from grad_magic.formula.tree import Place
    from grad_magic.reading.context import Context

# Beyond, and in a narrower one, neighbouring points of a picture are one floating-point number.
_LARGEST, _NARROWEST = 10**12, 1e-9
_MOST_VARIABLES = 3


def read_window(context: Context, place: Place, key: str) -> tuple[Expr, ...]:
    """Two numbers for each variable, the smaller one first: (-1,3,-2,2), or ((-1,3),(-2,2)).

    Raises:
        RequestSyntaxError: it cannot be read.
        MeaninglessRequestError: there are more or fewer numbers, f has too many variables, or a
            side runs backwards, is empty, or is more than floating-point numbers tell.
    """
    limits = tuple(entry for row in read_rows(context, place, key) for entry in row)
    names = [str(variable) for variable in context.variables]
    if len(names) > _MOST_VARIABLES:
        raise context.error(
            place,
            Message(
                "a_window_needs_one_to_three_variables",
                count=len(names),
                names=Listing(names, "comma"),
            ),
            Message("leave_out", key=key),
        )
    if len(limits) != 2 * len(names):
        given = Message("count_numbers", count=len(limits))
        row = ",".join(f"{name}_min,{name}_max" for name in names)
        raise context.error(
            place,
            Message(
                "has_numbers_but_two_are_needed_for_each",
                key=key,
                numbers=given,
                count=len(names),
                names=Listing(names, "comma"),
            )
            if len(names) > 1
            else Message("has_numbers_but_two_are_needed", key=key, numbers=given, name=names[0]),
            Message("write_key_and_row", key=key, row=row),
        )
    for index, name in enumerate(names):
        _check_side(context, place, key, name, limits[2 * index : 2 * index + 2])
    return limits


def _check_side(
    context: Context, place: Place, key: str, name: str, side: tuple[Expr, ...]
) -> None:
    low, high = side
    width = float(high - low) if max(abs(low), abs(high)) <= _LARGEST else 0.0
    if high == low:
        message = Message("the_window_is_empty", key=key, name=name, low=low, high=high)
        raise context.error(place, message, Message("give_two_different_numbers"))
    if low > high:
        message = Message("the_window_runs_backwards", key=key, name=name, low=low, high=high)
        raise context.error(
            place, message, Message("write_the_smaller_one_first", high=high, low=low)
        )
    if width <= _NARROWEST * float(min(max(abs(low), abs(high)), _LARGEST)):
        message = Message("the_window_cannot_be_drawn", key=key, name=name)
        advice = Message("give_numbers_that_can_be_drawn")
        raise context.error(place, message, advice)
