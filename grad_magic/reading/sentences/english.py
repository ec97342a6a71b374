"""Problems as English books word them: find the tangent plane to z=x^2+y^2 at (1,1,2)."""

from __future__ import annotations

from grad_magic.reading.sentences.language import NAME, ROW, START, Language, Need

_VERB = r"(?:find|compute|calculate|determine|evaluate|classify|give|what\s+(?:is|are))"
_FIND = rf"(?:please\s+)?{_VERB}(?:\s+and\s+{_VERB})?\s+"
_EXTREMA = r"(?:maxima|maximum(?:\s+values?|\s+points?)?|minima|minimum(?:\s+values?|\s+points?)?)"
_MOST = r"(?:steepest|greatest|maximum|fastest|most\s+rapid)"
_QUESTIONS = {
    Need.CRITICAL_POINTS: (
        rf"(?:critical|stationary|saddle)\s+points?|extrema|extreme\s+values"
        rf"|{_EXTREMA}(?!\s+(?:rate|directional|(?:in|de)crease))"
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
        rf"|directions?\s+of\s+(?:the\s+)?{_MOST}\s+(?:ascent|descent|increase|decrease)"
    ),
    Need.DIFFERENTIABILITY: "differentiable",
    Need.DIFFERENTIAL: r"(?:total\s+)?differential",
    Need.LINEARIZATION: (
        r"(?:local\s+)?linear(?:i[sz]ation|\s+approximation)(?:\s+L(?:\s*\([^()]*\))?)?"
    ),
}
_BETWEEN = r"\b(?:the|an|a|all|any|of|for|both|and|equations?|its|local|relative)\b|,"
_QUESTION = rf"(?P<question>(?:\s|{_BETWEEN}|{'|'.join(_QUESTIONS.values())})+)"
# Of f, of f(x,y), to the surface: what has been defined or is going to be.
_THIS = (
    r"(?:\b(?:of|to|for)\s+(?:[A-Za-z](?:\([^()]*\))?|(?:the|this)\s+(?:function|surface|curve)))?"
)
_BEHIND = r"(?P<behind>\s+(?:at|in|from|towards?|along|opposite|with)\b.*?)"
_DEFINED = r"[A-Za-z]\s*(?:\([^()=]*\))?\s*=(?!=).*"
_POINT = rf"(?:the\s+)?(?:point\s+)?{NAME}"
_VECTOR = r"(?:the\s+)?(?:unit\s+)?(?:vector\s+)?"
_IN_DIRECTION = r"in\s+(?:the\s+)?direction\s+(?:of\s+)?"
_ALONG = rf"(?:{_IN_DIRECTION}|along\s+)"
_OPPOSITE = (
    r"(?:(?:in\s+the\s+direction\s+)?opposite\s+(?:to\s+|of\s+)?(?:that\s+of\s+)?"
    r"|in\s+the\s+opposite\s+direction\s+(?:of|to|from)\s+)"
)
_WHETHER = (
    r"(?:(?:determine|decide|check|find\s+out|investigate)\s+(?:whether|if)"
    r"|(?:show|prove|verify)\s+that|explain\s+why)"
)
_NOUN = (
    r"(?:(?:the\s+)?(?:(?:first|second)\s+)?"
    r"(?:partial\s+derivatives?|(?:total\s+)?differential)\s+)?"
)
_TERM = r"[^\s,()+=-]+?"
_LETTER = r"[A-Za-zθφ](?:_?\d+)?(?![A-Za-z_])"
# Behind a value that brackets do not close.
_ENDS = r"(?=\s*[.?]?\s*\Z|\s*,|\s+at\b)"
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
        # Is f(x,y)=… differentiable at …? Let f(x,y)=…. Show that f is differentiable at …
        (
            r"\s*(?:(?:let|suppose(?:\s+that)?|consider|given(?:\s+that)?|if|for)\s+(?P<given>.*?)"
            rf"\s*[,.;\n]\s*)(?:is|{_WHETHER})\s+(?:the\s+function\s+)?[A-Za-z](?:\([^()]*\))?"
            rf"\s+(?:is\s+)?(?:not\s+)?(?P<question>differentiable)(?P<behind>\s+at\b.*?)"
        ),
        (
            rf"\s*(?:is|{_WHETHER})\s+(?P<given>.*?)"
            r"\s+(?:is\s+)?(?:not\s+)?(?P<question>differentiable)(?P<behind>\s+at\b.*?)"
        ),
        rf"\s*{_FIND}{_QUESTION}\b(?:of|to|for)\s+(?P<given>.*)",
    ),
    refused=(
        rf"\s*(?:{_FIND}(?:\w+\s+)*?(?:{'|'.join(_QUESTIONS.values())})"
        rf"|(?:let|suppose|consider|given|if|for)\s.*?[,.;]\s*(?:then\s+)?{_FIND}"
        rf"|{_FIND}(?:∂|∇|grad\s|[A-Za-z]_[xyzt]+\b|d[A-Za-z]\b)"
        rf"|(?:.*[,.;]\s*)?(?:is|{_WHETHER})\s.*\bdifferentiable\b)"
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
            rf"(?:{_IN_DIRECTION}{_VECTOR})?from\s+(?:the\s+)?(?:point\s+)?{START}\s*"
            rf"(?:to|towards?)\s+{_POINT}(?P<to>{ROW})"
        ),
        (
            r"(?:in\s+(?:the\s+)?direction\s+)?(?:towards?|(?<=direction\s)of)\s+the\s+"
            r"(?P<origin_ahead>origin)\b"
        ),
        rf"(?:in\s+(?:the\s+)?direction\s+)?towards?\s+{_POINT}(?P<toward>{ROW})",
        (
            rf"(?:{_IN_DIRECTION}|(?P<reverse>{_OPPOSITE}))(?:the\s+)?(?P<down>negative\s+)?"
            r"(?P<gradient>gradient)(?:\s+vector)?"
        ),
        (
            rf"{_IN_DIRECTION}(?:the\s+)?(?P<steepest>{_MOST})\s+"
            r"(?:ascent|increase|(?P<falling>descent|decrease))"
        ),
        rf"with\s+respect\s+to\s+(?P<by>{_LETTER}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+){_LETTER})*)",
        (
            rf"(?:{_ALONG}|(?P<opposite>{_OPPOSITE}))(?:the\s+)?(?:positive\s+|(?P<backward>negative\s+))?"
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
        (
            rf"{_IN_DIRECTION}(?:(?:indicated|given)\s+by\s+)?(?:the\s+angle\s+)?"
            rf"(?:[θφα]|theta|phi|alpha)\s*=\s*(?P<turned>\S+?){_ENDS}"
        ),
        (
            rf"(?:{_ALONG}|(?P<against>{_OPPOSITE})){_VECTOR}(?:{NAME}(?P<row>{ROW}(?:/\S+)?)"
            # A word is no sum of i, j and k.
            r"|(?:[A-Za-z](?:_?\d)?\s*=\s*)?(?![A-Za-z]{3}(?<!sqr))"
            rf"(?P<vector>-?{_TERM}(?:\s*[-+]\s*{_TERM})*?){_ENDS})"
        ),
    ),
    ending=(
        r"\s*(?:,?\s*and\s+(?:(?:classify|identify)\s+(?:them|each(?:\s+one)?)"
        r"|(?:find\s+)?the\s+direction\s+in\s+which\s+(?:it|this)\s+occurs))?\s*[.?]?\s*"
    ),
)
