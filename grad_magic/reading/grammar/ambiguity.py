"""Texts that have two readings: from what is known of one to an error with both written out."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from grad_magic.errors import RequestSyntaxError
from grad_magic.formula.tree import Formula, Place
from grad_magic.reading.notation.tokens import Token, unreadable
from grad_magic.wording.messages import Message, Told


@dataclass(frozen=True, eq=False)
class OpenArgument:
    """A function applied without brackets: where it and its argument stand.

    Attributes:
        start: where the function's name begins.
        argument_start, argument_end: where its argument stands.
        is_number: whether the argument holds no name, as the 2 of sin 2*x.
    """

    start: int
    argument_start: int
    argument_end: int
    is_number: bool = False


def exponent_or_factor(
    source: str, base: Formula, exponent: Formula, rest: Place
) -> RequestSyntaxError:
    """e^2y is e^(2)*y or e^(2*y)."""
    written = source[base.end : exponent.end].strip("^* ")
    root, behind = _text(source, base), source[rest.start : rest.end]
    power = source[base.start : exponent.end]
    return _two_readings(
        source,
        Place(base.start, rest.end),
        Message("write_exponent_or_factor", root=root, written=written, behind=behind),
        f"{power}{behind}",
    )


def root_or_quotient(source: str, base: Formula, exponent: Formula, end: int) -> RequestSyntaxError:
    """x^1/3 is x^(1/3) or (x^1)/3, and hardly meant to be x/3.

    Args:
        source: the request.
        base: what stands before the exponent.
        exponent: what stands before the slash.
        end: where the divisor ends.
    """
    below = source[exponent.end : end].strip("/ ")
    power, root = source[base.start : exponent.end], _text(source, base)
    numerator = source[base.end : exponent.end].strip("^* ")
    return _two_readings(
        source,
        Place(base.start, end),
        Message("write_root_or_quotient", root=root, numerator=numerator, below=below, power=power),
    )


def degrees_of_what(source: str, base: Formula, end: int) -> RequestSyntaxError:
    """90/2° is (90/2)° or 90/(2°), and so with x^2°.

    Args:
        source: the request.
        base: what stands before the slash or the exponent.
        end: where what stands behind it ends, perhaps with the sign of degrees.
    """
    degrees = source.index("°", end - 1)
    whole, rest = source[base.start : degrees], source[base.end : degrees]
    sign = rest[:1] if rest[:1] in ("/", "^") else ""
    advice = Message(
        "write_degrees_of_either",
        whole=whole,
        base=_text(source, base),
        sign=sign,
        rest=rest.removeprefix(sign),
    )
    return _two_readings(source, Place(base.start, degrees + 1), advice)


def root_or_factor(source: str, sign: Token, inner: Formula, rest: Place) -> RequestSyntaxError:
    """√2x is √(2)*x or √(2*x)."""
    inside, behind = _text(source, inner), source[rest.start : rest.end]
    advice = Message("write_root_or_factor", sign=sign.text, inside=inside, behind=behind)
    return _two_readings(source, Place(sign.start, rest.end), advice)


def root_of_power(
    source: str, sign: Token, inner: Formula, exponent: str, end: int
) -> RequestSyntaxError:
    """√x^2 is √(x^2) or (√x)^2.

    Args:
        source: the request.
        sign: the root.
        inner: what stands behind it.
        exponent: the first sign of the exponent, or … where it is missing.
        end: where the marked text ends.
    """
    inside = _text(source, inner)
    advice = Message("write_root_of_power", sign=sign.text, inside=inside, exponent=exponent)
    return _two_readings(source, Place(sign.start, end), advice)


def bracket_or_floor(source: str, place: Place, written: str) -> RequestSyntaxError:
    """[x] is x or, in Chinese and older books, the greatest whole number up to x."""
    return _two_readings(source, place, Message("write_bracket_or_floor", written=written))


def factorial_of_what(source: str, base: Formula, end: int) -> RequestSyntaxError:
    """x^2! is x^(2!) or (x^2)!, and √x! is √(x!) or (√x)!.

    Args:
        source: the request.
        base: what the text begins with.
        end: where the sign of the factorial ends.
    """
    whole = source[base.start : end - 1]
    # A raised ² is written 2 there.
    exponent = unicodedata.normalize("NFKC", source[base.end : end - 1].lstrip("^* "))
    root = whole[:1] if not exponent else f"{_text(source, base)}^"
    inner = exponent or whole[1:]
    advice = Message("write_factorial_of_either", root=root, inner=inner, whole=whole)
    return _two_readings(source, Place(base.start, end), advice)


def power_of_what(source: str, name: Token, end: int) -> RequestSyntaxError:
    r"""\ln(x)^2, which some books mean as ln(x^2)."""
    advice = rf"Write \{name.text}^…(…) or \{name.text}((…)^…)."
    return _two_readings(source, Place(name.start, end), advice)


def argument_or_factor(
    source: str, application: OpenArgument, following: Token, end: int, *, is_latex: bool
) -> RequestSyntaxError:
    """sin x y is sin(x)*y or sin(x*y), and so with sin x/2 and sin x(y+1).

    Args:
        source: the request.
        application: the function and its argument.
        following: the factor behind it, or the sign before that.
        end: where that factor ends.
        is_latex: whether the text is LaTeX, which is too long to be shown twice.
    """
    name = source[application.start : application.argument_start].strip()
    argument = source[application.argument_start : application.argument_end]
    behind = source[following.start : end]
    if following.text not in ("*", "/"):
        behind = f"*{behind}"
    return _two_readings(
        source,
        Place(application.start, end),
        Message("put_brackets_around_the_argument")
        if is_latex
        else Message("write_argument_or_factor", name=name, argument=argument, behind=behind),
    )


def divisor_or_factor(
    source: str, first: Formula, slash: Token, divisor: Place, head_end: int
) -> RequestSyntaxError:
    """1/2x is 1/(2x) or (1/2)*x.

    Args:
        source: the request.
        first: what the term begins with.
        slash: the sign of division.
        divisor: the juxtaposed factors behind it.
        head_end: where the first of them ends.
    """
    top = source[first.start : slash.start].strip()
    bottom = source[divisor.start : divisor.end]
    head, rest = source[divisor.start : head_end], source[head_end : divisor.end].strip()
    return _two_readings(
        source,
        Place(first.start, divisor.end),
        Message("write_divisor_or_factor", top=top, bottom=bottom, head=head, rest=rest),
        f"{top}/{bottom}",
    )


def _text(source: str, formula: Formula) -> str:
    return source[formula.start : formula.end]


def _two_readings(
    source: str, place: Place, advice: Told, shown: str | None = None
) -> RequestSyntaxError:
    text = source[place.start : place.end] if shown is None else shown
    message = Message("two_readings", text=text)
    return unreadable(source, place.start, place.end, message, advice)
