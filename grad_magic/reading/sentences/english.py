"""Problems as English books word them: find the tangent plane to z=x^2+y^2 at (1,1,2)."""

from __future__ import annotations

from grad_magic.reading.sentences.language import NAME, ROW, Language, Need

_VERB = r"(?:find|compute|calculate|determine|evaluate|classify|give|what\s+(?:is|are))"
_FIND = rf"(?:please\s+)?{_VERB}(?:\s+and\s+{_VERB})?\s+"
_EXTREMA = r"(?:maxima|maximum(?:\s+values?|\s+points?)?|minima|minimum(?:\s+values?|\s+points?)?)"
_QUESTIONS = {
    Need.CRITICAL_POINTS: (
        rf"(?:critical|stationary|saddle)\s+points?|extrema|extreme\s+values"
        rf"|{_EXTREMA}(?!\s+(?:rate|directional))"
    ),
    Need.SECOND_ORDER: (
        r"second(?:[- ]order)?\s+(?:partial\s+)?derivatives?|second\s+partials?"
        r"|hessian(?:\s+matrix)?"
    ),
    Need.SURFACE: r"tangent\s+(?:plane|line)|normal\s+(?:line|vector)",
    Need.NOTHING: (
        r"(?:(?:maximum|minimum|greatest|largest)\s+)?(?:directional\s+derivative|rate\s+of\s+change)"
        r"|(?:first(?:[- ]order)?\s+)?partial\s+derivatives?|gradient(?:\s+vector)?"
        r"|jacobian(?:\s+matrix)?"
    ),
    Need.DIFFERENTIAL: r"(?:total\s+)?differential",
}
_BETWEEN = r"\b(?:the|an|a|all|any|of|for|both|and|equations?|its|local|relative)\b|,"
_QUESTION = rf"(?P<question>(?:\s|{_BETWEEN}|{'|'.join(_QUESTIONS.values())})+)"
# Of f, of f(x,y), to the surface: what has been defined or is going to be.
_THIS = (
    r"(?:\b(?:of|to|for)\s+(?:[A-Za-z](?:\([^()]*\))?|(?:the|this)\s+(?:function|surface|curve)))?"
)
_BEHIND = r"(?P<behind>\s+(?:at|in|from|towards?|along)\b.*?)"
_DEFINED = r"[A-Za-z]\s*(?:\([^()=]*\))?\s*=(?!=).*"
_POINT = rf"(?:the\s+)?(?:point\s+)?{NAME}"
_VECTOR = r"(?:the\s+)?(?:unit\s+)?(?:vector\s+)?"
_IN_DIRECTION = r"in\s+(?:the\s+)?direction\s+(?:of\s+)?"
_ALONG = rf"(?:{_IN_DIRECTION}|along\s+)"
_NOUN = (
    r"(?:(?:the\s+)?(?:(?:first|second)\s+)?"
    r"(?:partial\s+derivatives?|(?:total\s+)?differential)\s+)?"
)
_TERM = r"[^\s,()+-]+?"
_WHERE = r"[A-Za-zθφ]\s*=\s*[^=,\s]+"

ENGLISH = Language(
    openings=(
        # Let f(x,y)=…. Find the … of f at …
        (
            r"\s*(?:let|suppose(?:\s+that)?|consider|given(?:\s+that)?|if|for)\s+(?P<given>.*?)"
            rf"\s*[,.;\n]\s*(?:then\s+)?{_FIND}{_QUESTION}{_THIS}(?:{_BEHIND}|\s*[.?]?\s*)"
        ),
        # Find the … of f at … if f(x,y)=…
        (
            rf"\s*{_FIND}{_QUESTION}{_THIS}{_BEHIND}"
            rf"\s*,?\s+(?:if|where|when|for|given(?:\s+that)?)\s+(?P<given>{_DEFINED})"
        ),
        # If z=…, find ∂z/∂x; find f_x(1,2) and f_y(1,2) if f(x,y)=…
        (
            r"\s*(?:let|suppose(?:\s+that)?|consider|given(?:\s+that)?|if|for)\s+(?P<given>.*?)"
            rf"\s*[,.;\n]\s*(?:then\s+)?{_FIND}{_NOUN}(?P<signs>.+)"
        ),
        (
            rf"\s*{_FIND}{_NOUN}(?P<signs>.+?)\s*,?\s+(?:if|where|when|for|given(?:\s+that)?|of)"
            rf"\s+(?P<given>{_DEFINED})"
        ),
        # Find the direction in which f(x,y)=… increases most rapidly at …
        (
            r"\s*(?:find\s+the\s+direction\s+in\s+which|in\s+(?:what|which)\s+direction\s+does)\s+"
            r"(?:the\s+function\s+)?(?P<given>.*?)\s+(?:in|de)creases?\s+"
            r"(?:most\s+rapidly|(?:the\s+)?fastest)(?P<behind>\s+at\b.*?)"
        ),
        (
            r"\s*in\s+(?:what|which)\s+direction\s+does\s+(?:the\s+function\s+)?(?P<given>.*?)\s+have\s+"
            r"(?:the|its)\s+(?:maximum|greatest)\s+rate\s+of\s+change(?P<behind>\s+at\b.*?)"
        ),
        rf"\s*{_FIND}{_QUESTION}\b(?:of|to|for)\s+(?P<given>.*)",
    ),
    refused=(
        rf"\s*(?:{_FIND}(?:\w+\s+)*?(?:{'|'.join(_QUESTIONS.values())})"
        rf"|(?:let|suppose|consider|given|if|for)\s.*?[,.;]\s*(?:then\s+)?{_FIND})"
    ),
    questions=_QUESTIONS,
    between=_BETWEEN,
    thing=(
        r"\s*(?:the\s+)?(?:graph\s+of\s+(?:the\s+)?)?(?:(?:vector|scalar|level|space|elliptic)\s+)?"
        r"(?:(?:function|surface|curve|sphere|ellipsoid|paraboloid|hyperboloid|cone|ellipse|circle"
        r"|parabola|hyperbola|field)\s+(?:given\s+by\s+|defined\s+by\s+)?)?"
    ),
    foreign=(
        r"(?<![A-Za-z\\])(?:the|on|in|of|by|to|at|with|subject|inside|where|such|that|over|under"
        r"|and|if|for|along|from|between|region|near)(?![A-Za-z])"
    ),
    parts=(
        rf"at\s*{_POINT}(?P<at>{ROW})",
        r"at\s+the\s+(?P<origin>origin)\b",
        (
            r"(?:at|when)\s+(?:the\s+point\s+)?(?:where\s+)?"
            rf"(?P<where>{_WHERE}(?:(?:,\s*|\s+and\s+|\s+){_WHERE})*)"
        ),
        (
            rf"(?:{_IN_DIRECTION}{_VECTOR})?from\s+{_POINT}(?P<start>{ROW})?\s*"
            rf"(?:to|towards?)\s+{_POINT}(?P<to>{ROW})"
        ),
        (
            r"(?:in\s+(?:the\s+)?direction\s+)?(?:towards?|(?<=direction\s)of)\s+the\s+"
            r"(?P<origin_ahead>origin)\b"
        ),
        rf"(?:in\s+(?:the\s+)?direction\s+)?towards?\s+{_POINT}(?P<toward>{ROW})",
        rf"{_IN_DIRECTION}(?:the\s+)?(?P<down>negative\s+)?(?P<gradient>gradient)",
        (
            rf"{_ALONG}(?:the\s+)?(?:positive\s+|(?P<backward>negative\s+))?"
            r"(?P<axis>[xyz])[- ]axis"
        ),
        (
            r"in\s+the\s+direction\s+(?:indicated|given)\s+by\s+the\s+angle\s+(?:[A-Za-zθ]\s*=\s*)?"
            r"(?P<indicated>\S+?)(?=\s*[.?]?\s*\Z)"
        ),
        (
            r"in\s+(?:the|a)\s+direction\s+(?:that\s+makes|which\s+makes|making|at)\s+an\s+angle\s+"
            r"(?:of\s+)?(?P<angle>\S+)\s+with\s+the\s+(?:positive\s+)?x[- ]axis"
        ),
        rf"{_ALONG}{_VECTOR}{NAME}(?P<row>{ROW}(?:/\S+)?)",
        (
            # A word is no sum of i, j and k.
            rf"{_ALONG}{_VECTOR}(?:[A-Za-z](?:_?\d)?\s*=\s*)?(?![A-Za-z]{{3}}(?<!sqr))(?P<vector>-?{_TERM}(?:\s*[-+]\s*{_TERM})*?)"
            r"(?=\s*[.?]?\s*\Z|\s*,|\s+at\b)"
        ),
    ),
    ending=(
        r"\s*(?:,?\s*and\s+(?:(?:classify|identify)\s+(?:them|each(?:\s+one)?)"
        r"|(?:find\s+)?the\s+direction\s+in\s+which\s+(?:it|this)\s+occurs))?\s*[.?]?\s*"
    ),
)
