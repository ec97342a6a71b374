"""Sentences in other words than the openings have, into those that these have.

Signs that ask for derivatives, what is asked one after another, directions and their questions.
"""

from __future__ import annotations

from grad_magic.reading.sentences.language import LENGTH, NAME, ROW

_VERB = (
    r"(?:find|compute|calculate|determine|evaluate|classify|locate|give|obtain|get|work\s+out"
    r"|write\s+down|state|derive|take|what\s+(?:is|are))"
)
_METHOD = (
    r"(?:(?:use|using|by)\s+(?:implicit\s+differentiation|the\s+chain\s+rule|the\s+gradient|it|this|your\s+answer"
    r"|(?:equation|formula|theorem)s?\s+\(?\d+\)?(?:\s+and\s+\(?\d+\)?)?"
    r"|the\s+second\s+(?:partial\s+)?(?:derivatives?|partials?)\s+test)(?:\s+to|\s*,)\s+)?"
)
FIND = rf"(?:please\s+)?{_METHOD}{_VERB}(?:\s+and\s+{_VERB})?\s+"
MOST = r"(?:steepest|greatest|maximum|fastest|most\s+rapid)"
POINT = rf"(?:the\s+)?(?:(?:given\s+)?point\s+)?{NAME}"

# ∇φ at …, the derivative d/dx(…), and signs ahead of the function or behind it.
_SIGN = (
    r"(?:∇|∂|nabla\s|grad\s+(?!of\b)[A-Za-zφψ](?![A-Za-z])|D_|"
    r"[A-Za-z]_\{?[xyzt]{1,3}\}?(?:\s*\(|\s))"
)
_NABLA = r"(?:∇\s*|nabla\s+|grad\s+)(?P<name>(?-i:[A-Zφψ]|[a-z]))(?:\([xyz](?:,\s*[xyz])+\))?"
_NAMED_FORMULA = r"[A-Za-zφψ]\s*(?:\([^()=]*\))?\s*=(?!=).*"
OF_SIGNS = (
    (r"nabla\s+(?P<sentence>[A-Za-z]\b.*)", r"∇\g<sentence>"),
    (
        (r"(?:∂|d)\s*/\s*(?:∂|d)(?P<by>[A-Za-zθφ])\s*(?:of\s+|(?=[\s(\[]))(?P<given>.*)"),
        r"find the partial derivative of \g<given> with respect to \g<by>",
    ),
    (
        (
            rf"(?P<signs>{_SIGN}.*?)\s*(?:[,;]\s*|\s+(?:for|if|where|when|with|of)"
            rf"\s+)(?P<given>{_NAMED_FORMULA})"
        ),
        r"find \g<signs> if \g<given>",
    ),
    (
        (
            r"(?!.*\bfind\b)"
            rf"(?P<given>{_NAMED_FORMULA}?)\s*(?:[,;.]\s*|\s)(?P<signs>∇\s*[A-Za-z].*|∂.*"
            rf"|[A-Za-z]_[xyzt]{{1,2}}(?![A-Za-z]).*)"
        ),
        r"if \g<given>, find \g<signs>",
    ),
    (
        rf"(?P<given>{_NAMED_FORMULA}?)\s*[,;.]\s*(?P<find>{FIND}.*)",
        r"if \g<given>, \g<find>",
    ),
    (
        (
            rf"(?P<find>(?:.*?[,;.]\s*)?{FIND}){_NABLA}(?P<behind>(?:\s+(?:at|if|where|for"
            rf"|when)\s|"
            rf"\s*:).*|\s*[.?]?)"
        ),
        r"\g<find>the gradient of \g<name>\g<behind>",
    ),
)
_FASTEST = (
    r"(?:(?:the\s+)?(?:fastest|quickest)|most\s+(?:rapidly|quickly|steeply)"
    r"|as\s+(?:fast|quickly|rapidly)\s+as\s+possible)"
)
_UNIT = r"(?:an?|the)\s+unit\s+vector\s+(?:that\s+points\s+)?in\s+"
OF_DIRECTIONS = (
    # Where is the gradient of … zero?
    (
        (
            r"\s*(?:at\s+(?:what|which)\s+points?|where|for\s+(?:what|which)\s+points?)\s+(?:is"
            r"|does)\s+the\s+gradient\s+"
            r"of\s+(?P<given>.*?)\s+(?:equal(?:\s+to)?\s+|vanish)?(?:(?:the\s+)?zero(?:"
            r"\s+vector)?|0)?\s*[?.]?"
        ),
        r"find the critical points of \g<given>",
    ),
    # Find the points where f(x,y)=… has gradient zero.
    (
        (
            rf"\s*{FIND}(?:the|all)\s+(?:the\s+)?points?(?:\(s\))?\s+(?:where|at\s+which)\s+(?:the\s+function\s+)?"
            r"(?:the\s+gradient\s+of\s+)?(?P<given>.*?)\s+(?:has\s+(?:gradient\s+(?:equal\s+to\s+)?(?:zero|0)"
            r"|(?:a\s+)?zero\s+gradient)|(?<=\s)(?:is|equals)\s+(?:the\s+)?(?:zero(?:\s+vector)?|0)|vanishes)\s*\.?"
        ),
        r"find the critical points of \g<given>",
    ),
    # In which direction should one move from … to increase … most quickly?
    (
        (
            r"\s*in\s+(?:what|which)\s+direction\s+(?:should|must|would|do)\s+(?:one|you|we|i)"
            r"\s+(?:move|go|walk|travel|head)\s+"
            rf"(?:from|at)\s+(?P<at>{POINT}{ROW})\s+(?:to|for)\s+(?P<change>(?:in|de)crease)"
            rf"\s+(?P<given>.*?)\s+"
            r"(?P<most>most\s+(?:rapidly|quickly)|(?:the\s+)?fastest)\s*[?.]?"
        ),
        r"in which direction does \g<given> \g<change> \g<most> at \g<at>",
    ),
    # In which direction should it move from … to cool down fastest?
    *(
        (
            (
                r"(?P<before>.*[.;]\s+|\s*)in\s+(?:what|which)\s+direction\s+"
                r"(?:should|must|would|do(?:es)?)\s+(?:it|one|you|we|i|(?:the|an?)\s+[a-z]+)\s+"
                r"(?:move|go|walk|travel|head|crawl|fly|swim)\s+"
                rf"(?:(?:from|at)\s+(?P<at>{POINT}{ROW})\s+)?(?:in\s+order\s+)?to\s+(?:{change})\s+"
                rf"{_FASTEST}(?:\s+(?:from|at)\s+(?P<from>{POINT}{ROW}))?"
                r"\s*,?\s+(?:if|when|where|for|on)\s+(?P<given>[A-Za-z].*?)\s*[?.]?"
            ),
            rf"\g<before>find the direction of steepest {way} of \g<given> at \g<at>\g<from>",
        )
        for change, way in (
            (r"cool(?:\s+(?:down|off))?|descend|go\s+down(?:hill)?", "descent"),
            (r"warm(?:\s+up)?|ascend|climb|go\s+up(?:hill)?", "ascent"),
        )
    ),
    (
        (
            r"\s*(?:what|which)\s+direction\s+is\s+(?:the\s+)?steepest\s+(?P<at>(?:from|at)\s+"
            rf"{POINT}{ROW})\s*,?\s+(?:for|of|on|if)\s+(?P<given>.*?)\s*[?.]?"
        ),
        r"find the direction of steepest ascent of \g<given> \g<at>",
    ),
    (
        (
            rf"\s*(?:what|which)\s+direction\s+(?:gives|has|yields)\s+the\s+(?P<most>{MOST})"
            rf"\s+(?P<way>ascent|increase|descent|decrease)"
            r"\s+(?:of|in)\s+(?P<given>.*)"
        ),
        r"find the direction of \g<most> \g<way> of \g<given>",
    ),
    # Find a unit vector in the direction in which … decreases most rapidly.
    (
        (
            rf"(?P<find>(?:.*?[,.;]\s*)?{FIND}){_UNIT}(?P<rest>the\s+direction\s+(?:in\s+which|of"
            rf"\s+(?:the\s+)?{MOST})\s.*)"
        ),
        r"\g<find>\g<rest>",
    ),
    (r"find (?:a|an) (?P<rest>direction\s.*)", r"find the \g<rest>"),
    # Linearize … at …; near a point; use it to estimate f(1.1,0.9).
    (r"\s*lineari[sz]e\s+(?P<given>.*)", r"find the linearization of \g<given>"),
    (
        (
            rf"(?P<before>.*\b(?:linear|tangent)\S*\s.*?)\s+near"
            rf"\s+(?P<at>{POINT}{ROW})(?P<behind>.*)"
        ),
        r"\g<before> at \g<at>\g<behind>",
    ),
    (
        (
            r"\s*(?:use|using)\s+(?:the|a)\s+(?:local\s+)?(?:linear(?:i[sz]ation|"
            r"\s+approximation)|tangent\s+plane"
            rf"(?:\s+approximation)?)\s+(?:of|for|to)\s+(?P<given>.*?)\s+at"
            rf"\s+(?P<at>{POINT}{ROW})\s*,?\s*to\s+"
            rf"(?:approximate|estimate|find)\s+[A-Za-z]\s*(?P<near>{ROW})\s*[.]?"
        ),
        r"find the linearization of \g<given> at \g<at> towards \g<near>",
    ),
    (
        (
            r"\s*(?:use|using)\s+(?:the|a)\s+(?:linear(?:i[sz]ation|\s+approximation)|tangent"
            r"\s+plane(?:\s+approximation)?)\s+"
            rf"to\s+(?:approximate|estimate|find)\s+[A-Za-z]\s*(?P<near>{ROW})\s+(?:for|of|where"
            rf"|if)\s+(?P<given>.*?)\s+"
            rf"at\s+(?P<at>{POINT}{ROW})\s*[.]?"
        ),
        r"find the linearization of \g<given> at \g<at> towards \g<near>",
    ),
    # Determine the nature of the stationary points.
    (
        (
            r"\s*(?:determine|find|state)\s+the\s+(?:nature|types?|kinds?)\s+of\s+(?P<points>(?:the"
            r"|all|its)\s.*)"
        ),
        r"find and classify \g<points>",
    ),
    (
        r"(?P<sentence>.*?)\s*,?\s+and\s+(?:sketch|plot|draw|graph)\s+(?:it|them)\s*[.]?",
        r"\g<sentence>",
    ),
    # Let f(x,y)=… and P=(1,2). Find ∇f(P).
    (
        (
            r"(?P<given>\s*(?:let|given|suppose|consider)\s.*?)\s*(?:,|,?\s+and)\s+(?:(?:let|the"
            r"\s+point)\s+)?"
            rf"(?P<name>(?-i:[A-Z]))\s*=?\s*(?P<row>{ROW})\s*\."
            rf"\s*(?P<find>.*)\((?P=name)\)(?P<behind>.*)"
        ),
        r"\g<given>. \g<find>\g<row>\g<behind>",
    ),
)
_GRADIENT_AND_RATE = r"\g<find> and the directional derivative\g<of>\g<at>\g<along>"
_EVALUATED = r"\s*[,;.]\s*(?:and\s+)?(?:then\s+)?evaluate\s+(?:it|(?:the|this)\s+gradient)"
_AND_RATE = (
    r"\s*[,;.]?\s+(?:and\s+)?(?:then\s+)?(?:find\s+)?(?:the|its)\s+(?:rate\s+of\s+change"
    r"|directional\s+derivative)"
    r"(?:\s+of\s+[A-Za-z])?(?:\s+at\s+(?-i:[A-Z])(?![A-Za-z(]))?(?P<along>\s+(?:in|along"
    r"|towards?|from)\s.*)"
)
OF_RATES = (
    # Find the gradient of f, evaluate it at P, and find the rate of change at P in the direction …
    (
        (
            rf"(?P<find>.*?{FIND}the\s+gradient)(?P<of>(?:\s+of\s+.*?)?){_EVALUATED}(?P<at>\s+at"
            rf"\s.*?){_AND_RATE}"
        ),
        _GRADIENT_AND_RATE,
    ),
    (
        (
            rf"(?P<find>.*?{FIND}the\s+gradient)(?P<of>(?:\s+of\s+.*?)?){_EVALUATED}(?P<at>\s+at"
            rf"\s.*)"
        ),
        r"\g<find>\g<of>\g<at>",
    ),
    (
        rf"(?P<find>.*?{FIND}the\s+gradient)(?P<of>)(?P<at>\s+at\s+[^=]*?){_AND_RATE}",
        _GRADIENT_AND_RATE,
    ),
    # Find the tangent line to the level curve f(x,y)=6 at (3,2).
    (
        (
            r"(?P<before>.*\btangent\s+(?:line|plane)\s+to\s+the\s+level\s+(?:curve|surface))\s+(?:of\s+)?"
            r"(?P<name>[A-Za-z])\s*\([xyz, ]+\)\s*=\s*-?[\d./]+(?P<at>\s+at\s.*)"
        ),
        r"\g<before> of \g<name>\g<at>",
    ),
    # Find D_u f(x,y) if …. What is D_u f(1,2)?
    (
        (
            r"(?P<find>\s*find\s+D_u\s*[a-z])(?:\([xyz, ]+\))?(?P<given>\s+if\s.*?)\s*\.\s*"
            rf"(?:what\s+is|find)\s+D_u\s*[a-z]\s*(?P<at>{ROW})\s*[?.]?"
        ),
        r"\g<find>\g<at>\g<given>",
    ),
    # How fast does … change at … in the direction …?
    (
        (
            r"\s*(?:how\s+(?:fast|quickly|rapidly)|at\s+(?:what|which)\s+rate)\s+(?:does|is)"
            r"\s+(?P<given>.*?)\s+"
            r"(?:chang(?:e|ing)|increas(?:e|ing)|ris(?:e|ing))(?P<behind>\s.*)"
        ),
        r"find the rate of change of \g<given>\g<behind>",
    ),
    # In what directions is the rate of change of … at … zero?
    (
        (
            r"\s*in\s+(?:what|which)\s+directions?\s+is\s+the\s+(?:rate\s+of\s+change"
            r"|(?:directional\s+)?derivative)\s+"
            r"of\s+(?P<given>.*?)\s+(?:equal\s+to\s+)?(?:zero|0)\s*[?.]?"
        ),
        r"find the directions in which the rate of change of \g<given> is 0",
    ),
    (
        (
            r"\s*(?:in\s+(?:what|which)\s+directions?\s+is"
            r"|is\s+there\s+an?y?\s+direction\s+(?:[uv]\s+)?in\s+which)\s+the\s+(?:rate\s+of\s+change"
            r"|(?:directional\s+)?derivative)\s+"
            rf"of\s+(?P<given>.*?\))\s+(?:(?:is\s+)?equal\s+to\s+|equals\s+|is\s+)?(?P<rate>{LENGTH})\s*[?.]?"
            r"(?:\s*(?:give|justify|explain)\s+(?:the\s+)?(?:reasons?|your|why)(?:\s+(?:for\s+)?(?:your\s+)?answer)?\.?)?"
        ),
        r"find the directions in which the rate of change of \g<given> is \g<rate>",
    ),
    # In what direction from (1,1) does … decrease fastest?
    (
        (
            rf"(?P<before>.*?)in\s+(?P<which>what|which)\s+direction\s+(?:from|at)"
            rf"\s+(?P<at>{POINT}{ROW})\s*,?\s*"
            r"does\s+(?P<behind>.*?)\s*[?.]?"
        ),
        r"\g<before>in \g<which> direction does \g<behind> at \g<at>",
    ),
    # In the positive y-direction
    (
        (
            r"(?P<before>.*?)in\s+the\s+(?P<sign>(?:positive|negative)"
            r"\s+)?(?P<axis>[xyz])[- ]direction"
            r"(?P<behind>.*)"
        ),
        r"\g<before>along the \g<sign>\g<axis>-axis\g<behind>",
    ),
)
