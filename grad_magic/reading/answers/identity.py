"""Equations between derivatives of f that it is said to satisfy: u_xx + u_yy = 0."""

from __future__ import annotations

import re
from dataclasses import replace

from grad_magic.formula.put_in_numbers import put_in
from grad_magic.formula.tree import Formula, Place
from grad_magic.presets import MAX_ORDER, Asked
from grad_magic.problem import Answer, AnswerForm
from grad_magic.reading.context import Context
from grad_magic.reading.grammar.expressions import read_expression
from grad_magic.reading.notation.derivative_indices import with_indices
from grad_magic.wording.messages import Listing, Message

_POINT = re.compile(r"(?<![\w\\])at\s*[=(]")


def read_identity(context: Context, place: Place) -> Answer | None:
    """Such an equation; None of f_x = 4 and other answers, which name what they answer."""
    function = _function(context, place)
    variables = [str(name) for name in context.variables]
    # At one point it would say less.
    if not function or context.components or _POINT.search(context.clauses):
        return None
    text = with_indices(context.text(place))
    sides = re.split("={1,2}", text)
    derivative = _derivative(function, variables)
    # f_x(1,2) = 4 is said of that point.
    is_at_place = re.search(rf"{derivative.pattern}\s*[(|]", text) is not None
    if len(sides) != 2 or is_at_place or not derivative.search(text):
        return None
    # LaTeX is read between dollars alone, which have gone.
    left, right = (f"${side}$" if "\\" in side else side for side in sides)
    is_value = derivative.fullmatch(left.strip()) and not derivative.search(right)
    if is_value and (context.is_equation or function == "f"):
        return None
    own = replace(context, source=f"{left}={right}")
    places = (Place(0, len(left)), Place(len(left) + 1, len(own.source)))
    derivatives = {found[0] for found in derivative.finditer(text)}
    known = {*variables, function, *context.values, *derivatives}
    formulas = tuple(_side(own, part, known) for part in places)
    return Answer(AnswerForm.EQUATION, asked=Asked.IDENTITY, identity=(formulas[0], formulas[1]))


def _function(context: Context, place: Place) -> str:
    """The letter of f: of an equation its last variable."""
    if context.is_equation:
        return str(context.variables[-1])
    clauses = context.request or context.source[: place.start]
    header = re.search(r"(?<![\w=])([A-Za-z])\s*(?:\([^()=]*\)\s*)?=(?!=)", clauses)
    return "f" if header is None else header[1]


def _derivative(function: str, variables: list[str]) -> re.Pattern[str]:
    letters = "".join(name for name in variables if len(name) == 1) or "x"
    return re.compile(rf"(?<![A-Za-z]){function}_[{letters}]{{1,{MAX_ORDER}}}(?!\w)")


def _side(context: Context, place: Place, known: set[str]) -> Formula:
    names = tuple(sorted(known))
    formula = read_expression(context.source, place, names, context.inserted, only_declared=False)
    foreign = sorted(formula.spelled_names - known - context.names)
    if foreign:
        message = Message("is_not_one_of", name=foreign[0], known=Listing(names, "comma"))
        raise context.error(place, message)
    return put_in(formula, context.values)
