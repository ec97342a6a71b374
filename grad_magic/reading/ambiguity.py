"""The errors of texts that have two readings, with both written out."""

from __future__ import annotations

from dataclasses import dataclass

from sympy import Integer, pi

from grad_magic.errors import RequestSyntaxError
from grad_magic.formula.tree import Formula
from grad_magic.reading.cursor import Cursor
from grad_magic.reading.tokens import Token


@dataclass(frozen=True)
class OpenArgument:
    """A function applied without brackets: where it and its argument stand."""

    start: int
    argument_start: int
    argument_end: int


class Ambiguities(Cursor):
    """What is refused because books differ."""

    def _check_exponent_ends(self, base: Formula, start: Token | None, exponent: Formula) -> None:
        """Refuses what may still belong to the exponent, as the y of e^2y.

        x^2y is (x^2)*y to every reader, e^2y and 2^xy are not.
        """
        token = self.current
        if token is not None and token.text == "/" and exponent.value == Integer(1):
            raise self._root_or_quotient(base, exponent)
        if token is None or token.spaced or not self._starts_factor() or start is None:
            return
        if start.kind == "number" and (base.operation != "number" or base.value == pi):
            return
        exponent_text = self._text(base.end, exponent.end).strip("^* ")
        power = self._text(base.start, exponent.end)
        rest = self._text(token.start, self._factor_end())
        raise self.error(
            f"{power}{rest} can be read in two ways",
            Token("sign", "", base.start, self._factor_end()),
            f"Write {self._text(base.start, base.end)}^({exponent_text})*{rest} or "
            f"{self._text(base.start, base.end)}^({exponent_text}*{rest}).",
        )

    def _root_or_quotient(self, base: Formula, exponent: Formula) -> RequestSyntaxError:
        """The error of x^1/3, which is hardly meant to be x/3."""
        following = self._tokens[self._next + 1 : self._next + 2]
        end = following[0].end if following else exponent.end
        whole, below = self._text(base.start, end), self._text(exponent.end, end).strip("/ ")
        power, root = self._text(base.start, exponent.end), self._text(base.start, base.end)
        numerator = self._text(base.end, exponent.end).strip("^* ")
        return self.error(
            f"{whole} can be read in two ways",
            Token("sign", "", base.start, end),
            f"Write {root}^({numerator}/{below}) or ({power})/{below}.",
        )

    def _refuse_unless_bracket(self, sign: Token, inner: Formula, token: Token) -> None:
        """Refuses √2x and √x², but not √(x)y."""
        if self._tokens[self._next - 1].text in (")", "|"):
            return
        inside = self._text(inner.start, inner.end)
        if token.text == "^":
            rest = next((t.text for t in self._tokens[self._next :] if t.text not in "^("), "…")
            advice = f"Write {sign.text}({inside}^{rest}) or ({sign.text}({inside}))^{rest}."
            end = min(token.end + 1, self._place.end)
        else:
            end = self._factor_end()
            rest = self._text(token.start, end)
            advice = f"Write {sign.text}({inside})*{rest} or {sign.text}({inside}*{rest})."
        whole = self._text(sign.start, end)
        place = Token("sign", "", sign.start, end)
        raise self.error(f"{whole} can be read in two ways", place, advice)

    def _power_of_what(self, name: Token, operator: Token) -> RequestSyntaxError:
        r"""The error of \ln(x)^2, which some books mean as ln(x^2)."""
        whole = self._text(name.start, operator.end)
        return self.error(
            f"{whole} can be read in two ways",
            Token("sign", "", name.start, operator.end),
            rf"Write \{name.text}^…(…) or \{name.text}((…)^…).",
        )

    def _open_argument(self, application: OpenArgument, token: Token) -> RequestSyntaxError:
        """The error of sin x y, sin x/2 and sin x(y+1), where the argument may end twice."""
        name = self._text(application.start, application.argument_start).strip()
        argument = self._text(application.argument_start, application.argument_end)
        end = token.end
        if self.current is not None:
            end = self._factor_end()
        rest = self._text(token.start, end)
        if token.text not in ("*", "/"):
            rest = f"*{rest}"
        advice = f"Write {name}({argument}){rest} or {name}({argument}{rest})."
        return self.error(
            f"{self._text(application.start, end)} can be read in two ways",
            Token("sign", "", application.start, end),
            "Put brackets around the argument." if self._is_latex else advice,
        )

    def _ambiguous_quotient(
        self, first: Formula, head_end: int, start: Token, operator: Token
    ) -> RequestSyntaxError:
        end = self._tokens[self._next - 1].end
        top = self._text(first.start, operator.start).strip()
        bottom = self._text(start.start, end)
        head, rest = self._text(start.start, head_end), self._text(head_end, end).strip()
        return self.error(
            f"{top}/{bottom} can be read in two ways",
            Token("sign", "", first.start, end),
            f"Write {top}/({bottom}) or ({top}/{head})*{rest}.",
        )
