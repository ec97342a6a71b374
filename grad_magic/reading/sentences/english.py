"""Problems as English books word them: find the tangent plane to z=x^2+y^2 at (1,1,2)."""

from __future__ import annotations

from grad_magic.presets import Asked
from grad_magic.reading.sentences.english_rewritings import (
    FIND,
    MOST,
    OF_DIRECTIONS,
    OF_RATES,
    OF_SIGNS,
    POINT,
)
from grad_magic.reading.sentences.language import (
    DATUM,
    LENGTH,
    LETTERS,
    NAME,
    NUMBERS,
    OF_MODEL,
    ROW,
    SCALED,
    START,
    Language,
    Need,
    Series,
    Story,
)

_EXTREMA = r"(?:maxima|maximum(?:\s+values?|\s+points?)?|minima|minimum(?:\s+values?|\s+points?)?)"
_RATE_OF_CHANGE = (
    r"(?:directional\s+derivatives?|(?<!relative )rates?\s+of\s+(?:change|increase|decrease))"
)
_LARGEST, _SMALLEST = "(?:maximum|maximal|greatest|largest)", "(?:minimum|minimal|smallest|least)"
_DIRECTIONS_OF = r"directions?\s+of\s+(?:the\s+)?"
# A limit that fails is among the reasons why f is not differentiable.
_DISCONTINUOUS = r"(?:not\s+continuous|discontinuous|no\s+limit)"
_QUESTIONS = {
    Need.KIND: r"kind\s+of\s+critical\s+point",
    Need.EXTREME_RATES: (
        rf"directions?\s+of\s+(?:no|zero)\s+change"
        rf"|{_LARGEST}\s+and\s+(?:the\s+)?{_SMALLEST}\s+(?:(?:values?\s+)?of\s+(?:the\s+)?)?"
        rf"{_RATE_OF_CHANGE}"
    ),
    Need.SMALLEST_RATE: (
        rf"{_SMALLEST}\s+(?:(?:values?\s+)?of\s+(?:the\s+)?)?{_RATE_OF_CHANGE}|{_LARGEST}\s+rate\s+of"
        rf"\s+decrease"
        rf"|{_DIRECTIONS_OF}{MOST}\s+(?:descent|decrease)"
        rf"|{MOST}\s+(?:descent|decrease)\s+directions?"
    ),
    Need.LARGEST_RATE: (
        rf"{_LARGEST}\s+(?:(?:values?\s+)?of\s+(?:the\s+)?)?{_RATE_OF_CHANGE}"
        rf"|{_DIRECTIONS_OF}{MOST}\s+(?:ascent|increase)"
        rf"|{MOST}\s+(?:ascent|increase)\s+directions?"
    ),
    Need.CRITICAL_POINTS: (
        rf"(?:critical|stationary|saddle)\s+point(?:\(s\)|s?)|extrema|extreme\s+values"
        rf"|{_EXTREMA}(?!\s+(?:of\s+(?:the\s+)?)?(?:rate|directional|(?:in|de)crease))"
    ),
    Need.THIRD_ORDER: r"third(?:[- ]order)?\s+(?:partial\s+)?derivatives?|third\s+partials?",
    Need.SECOND_ORDER: (
        r"(?:second|mixed)(?:[- ]order)?\s+(?:partial\s+)?derivatives?|second\s+partials?"
        r"|hessian(?:\s+matrix)?"
    ),
    Need.NORMAL_PLANE: r"normal\s+plane",
    Need.UNIT_TANGENT: r"unit\s+tangent(?:\s+vector)?",
    Need.TANGENT_VECTOR: r"velocity(?:\s+vector)?|tangent\s+vector",
    Need.SPEED: r"speed",
    Need.UNIT_NORMAL: (
        r"unit\s+normal(?:\s+vectors?|(?!\s+(?:line|plane)))"
        r"|unit\s+vector\s+(?:normal|perpendicular|orthogonal)"
    ),
    Need.LEVEL_TANGENT: r"tangent\s+(?:(?:line|plane)\s+)?to\s+the\s+level\s+(?:curve|surface)",
    Need.SURFACE: (
        r"tangent(?:\s+(?:plane|line)|(?!\s+vector))|(?:plane|line)\s+tangent|normal\s+(?:line"
        r"|vector)"
        r"|(?<!unit )normal(?=\s+to\s)|vector\s+(?:normal|perpendicular|orthogonal)"
    ),
    Need.IMPLICIT: r"slopes?",
    Need.RATE: _RATE_OF_CHANGE,
    Need.FIRST_ORDER: (
        r"(?:first(?:[- ]order)?\s+)?partial\s+derivatives?|grad(?:ient)?(?:"
        r"\s+vector)?(?:\s+field)?(?![A-Za-z])"
    ),
    Need.DERIVATIVE: r"(?:first\s+)?derivative",
    Need.DETERMINANT: (
        r"jacobian\s+determinant"
        r"|determinant(?:\s+of\s+(?:(?:this|the|its)\s+)?(?:jacobian(?:\s+matrix)?|matrix))?"
    ),
    Need.JACOBIAN: r"jacobian(?:\s+matrix)?",
    Need.NOTHING: r"level\s+(?:curves?|sets?|surfaces?)",
    Need.DIFFERENTIABILITY: rf"differentiable|{_DISCONTINUOUS}",
    Need.INCREMENT: r"increment",
    Need.DIFFERENTIAL: r"(?:total\s+)?differential(?:\s+d[A-Za-z](?![A-Za-z]))?",
    Need.LINEARIZATION: (
        r"(?:local\s+)?linear(?:i[sz]ation|\s+approximation)(?:\s+L(?:\s*\([^()]*\))?)?"
    ),
}
_BETWEEN = (
    r"\b(?:the|an|a|all|any|of|for|both|two|three|four|and|(?:(?:parametric|vector)\s+)?equations?|its|local"
    r"|relative)\b|,|\([a-d]\)"
)
_QUESTION = rf"(?P<question>(?:\s|{_BETWEEN}|{'|'.join(_QUESTIONS.values())})+)"
# Ahead of what is asked without a verb: of "the" alone nothing is asked.
_ASKED = rf"(?=(?:\s|{_BETWEEN})*(?:{'|'.join(_QUESTIONS.values())}))"
_QUANTITY = (
    r"(?:temperature|elevation|altitude|height|depth|density|concentration|pressure|voltage"
    r"|(?:electric(?:al)?\s+)?potential(?:\s+\(voltage\))?)"
)
# Of f, of f(x,y), to the surface: what has been defined or is going to be.
_THIS = (
    r"(?:\b(?:of|to|for)\s+(?:(?P<this>[A-Za-zφψθ])(?:\([^()]*\))?|(?:the|this)\s+(?:given\s+)?"
    r"(?:functions?|surface|curve)"
    rf"|(?:the\s+)?{_QUANTITY}))?"
)
_BEHIND = r"(?P<behind>\s+(?:at|in|from|towards?|along|opposite|with|if\s+you)\b.*?)"
_DEFINED = r"[A-Za-zφψθ]\s*(?:\([^()=]*\))?\s*=(?!=).*"
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
    r"(?:(?:the\s+)?values?\s+of\s+)?(?:(?:the\s+)?(?:indicated\s+)?(?:(?:first|second|third|mixed)\s+)?"
    r"(?:partial\s+derivatives?|(?:total\s+)?differential|gradient(?:\s+vector)?)\s+)?"
)
_CHANGES = (
    r"(?:(?:in|(?P<falls>de))creases?|rises?|(?P<drops>falls?|drops?)|(?P<changes>changes?))\s+"
    r"(?:most\s+(?:rapidly|quickly|steeply)|(?:the\s+)?fastest)"
    r"|have\s+(?:the|its)\s+(?:maximum|greatest)\s+rate\s+of\s+change"
)
_IN_WHICH = r"(?:find\s+the\s+direction\s+in\s+which|in\s+(?:what|which)\s+direction\s+does)\s+"
_IN_ALL_WHICH = (
    r"(?:find\s+(?:the|all)\s+directions?\s+in\s+which|in\s+(?:what|which)\s+directions?)\s+"
)
_STAYS = r"(?:does\s+not|doesn't)\s+change|(?:stays|remains|is)\s+constant"
_LET = r"\s*(?:let|suppose(?:\s+that)?|consider|given(?:\s+that)?|if|for)\s+(?P<given>.*?)"
_MIXED = (
    r"(?P<mixed>[A-Za-z])_\{?(?P<first>[xyzt])(?P<second>[xyzt])\}?\s*=\s*"
    r"(?P=mixed)_\{?(?P=second)(?P=first)\}?"
)
_TERM = r"(?:\([\d/√π]+\))?[^\s,()+=-]+?(?:\s[ijk](?![A-Za-z]))?"
_COMPASS = (
    r"[\d.]+\s?(?:°|degrees?)\s(?:north|south|east|west)\s+of\s+(?:north|south|east|west)"
    r"|[NS]\s?\d+\s?°\s?[EW]|(?:north|south)(?:[- ]?(?:east|west))?|east|west"
)
_WALK = r"(?:walk|go|head|move|hike|travel)"
_CLIMB = r"(?:ascend(?:ing)?|descend(?:ing)?|climb(?:ing)?|go(?:ing)?\s+(?:up|down)(?:hill)?)"
_LETTER = r"[A-Za-zθφ](?:_?\d+)?(?![A-Za-z_])"
# Behind a value that brackets do not close.
_ENDS = r"(?=\s*[.?]?\s*\Z|\s*,|\s+at\b)"
_NEXT = r"(?:\s*,\s*(?:and\s+)?|\s+and\s+)(?:at\s+)?"
# Of points alone: u=(3/5,4/5) behind a point is a direction.
_NAMED = rf"(?-i:[A-T](?:_?\d)?\s*=?\s*)?{ROW}"
_WHERE = r"[A-Za-zθφ](?:_?\d)?\s*=\s*[^=,?\s]+"

# Of an exercise of a list, what is asked of all, and behind it its own formula and point.
_GIVEN_POINT = (
    r"\s+at\s+(?:the\s+(?:given|specified|indicated)\s+point(?:\s+[A-Z](?![A-Za-z]))?"
    r"|(?:the\s+point\s+)?(?-i:[A-Z])(?=\s*:))"
)
_GIVEN_DIRECTION = (
    r"\s+in\s+the\s+direction\s+(?:of\s+the\s+(?:given\s+)?vector(?:\s+[A-Za-z])?"
    r"|(?:indicated|given)\s+by\s+the\s+(?:given\s+)?angle(?:\s+[θφ])?)"
)
_OF_A_LIST = rf"\s*[.:]\s*(?P<formula>[^.]*?=.*?)\s*[,;]\s*(?:at\s+)?(?P<point>{NAME}{ROW})\s*"
_XY = r"\([xyz](?:,\s*[xyz])+\)"
_OCCURS = r"\s+and\s+the\s+direction\s+in\s+which\s+it\s+occurs"
_RATE = (
    rf"(?P<find>(?:\s*(?:let|suppose(?:\s+that)?|consider|given|if|for)\s[^?]*?[,.;]\s*(?:then"
    rf"\s+)?)?"
    rf"\s*{FIND})(?:the\s+directional\s+derivative\s+)?"
    r"D_\{?[A-Za-z]\}?\s*(?P<name>[A-Za-zφψ])"
)

_EXTREME = frozenset({Need.LARGEST_RATE, Need.SMALLEST_RATE, Need.EXTREME_RATES})
_VALUE_IN_IT = (
    r"(?:value|rate(?:\s+of\s+(?:change|increase|decrease))?)(?:\s+in\s+(?:this|that)\s+direction)?"
    r"\s*[.?]?"
)
_GIVE = r"(?:(?:find|what\s+is|give|state)\s+)?(?:this|that|the|its)\s+"
# Behind a formula, of which no word is a part; m may be a letter of it.
_UNIT = (
    r"degrees(?:\s+(?:celsius|centigrade|fahrenheit))?|(?:micro|milli|kilo)?(?:grams?|volts?|pascals?)"
    r"|(?:kilo|centi|milli)?met(?:er|re)s?|feet|foot|miles?|dollars?|liters?"
)
_SERIES = Series(
    begins=(
        r"(?:(?:\A|(?<=[.?!;:,$]))\s*|\s+(?=(?:and|then|\([a-e]\))\s))"
        r"(?:(?:and|then|also|finally)\s*,?\s+)*"
        r"(?:\(?(?:[a-e]|i{1,3}v?)[.)]\s+)?(?:and\s+|then\s+|also\s+)*"
        rf"(?={FIND}|(?:determine|decide|show|verify|prove|check|explain|use|do|does|estimate)\s"
        r"|(?:in|at|along)\s+(?:what|which)\s|how\s+(?:fast|rapidly|quickly)\s"
        r"|is\s+(?:[A-Za-z]|it|this|the\s+function)(?:\([^()]*\))?\s|what\s)"
    ),
    joints=r"\s*,?\s+(?:and|but)\s+(?:that\s+)?(?:also\s+)?(?:\(?(?:[a-e]|i{1,3}v?)[.)]\s+)?|\s*,\s+",
    verbs=(rf"{FIND}|{_WHETHER}\s+|(?:is|do|does)\s+"),
    premise="let {given}. ",
    idle=(
        r"\s*,?\s+(?:where|with|and|if)\s+(?:[A-Za-z](?:\([^()]*\))?(?:\s*,\s*|\s*,?\s+and\s+)?)+"
        r"\s*(?:is|are)\s+(?:measured\s+)?in\s+(?:degrees\s+)?°?(?-i:[A-Z]?[a-z]{2,}|[cmk]?m|[CF])(?:\s+per\s+[a-z]{3,})?"
        r"(?:\s*,?\s+and\s+(?:(?:distances?\s+(?:is|are)\s+(?:measured\s+)?)"
        r"|(?:[A-Za-z](?:\s*,\s*|\s+and\s+)?)+\s*(?:(?:is|are)\s+(?:measured\s+)?)?)in\s+(?-i:[a-z]{3,}|[cmk]?m))?"
        r"(?=[\s,]*[.?;]|\s*\Z|\s*,?\s+and\s+you\s)"
        r"|\s*(?-i:°\s?[CF](?![A-Za-z])|℃)(?=\s*,?\s+where|\s*[.,;])"
        rf"|(?<=[$)\d])\s+(?:{_UNIT})(?:\s+per\s+(?:square\s+|cubic\s+)?(?:{_UNIT}))?(?=\s*,?\s+where|\s*[.,;])"
        r"|(?<=[$)\d])\s+(?:on|for|of)\s+(?:the|an?|one)\s+(?:training\s+)?(?:example|sample)"
        r"(?:\s+\([a-z],\s*[a-z]\))?(?=\s*[.,;])"
        r"|\s*,?\s+where\s+(?:σ|\\sigma)\s*\((?P<z>[a-z])\)\s*=\s*\$?(?:\\[dt]?frac\s*(?:\{1\}|1)\s*\{1|1/\(1)"
        r"\s*\+\s*(?:\\exp\s*\(|e\^\s*[({])\s*-\s*(?P=z)\s*[)}]\s*[)}]\$?(?=\s*[.;,])"
        # As bearings are read.
        r"|(?<=\.)\s*the\s+(?:positive\s+)?x-axis\s+points\s+(?:due\s+)?east\s*,?\s+(?:and|while)\s+the\s+"
        r"(?:positive\s+)?y-axis\s+points\s+(?:due\s+)?north\s*\."
    ),
    sample=(
        r"(?:\s*,?\s+|\A)(?:(?:for|on|with)\s+(?:the\s+|an?\s+|one\s+)?(?:training\s+)?"
        r"(?:example|sample|data\s+point|observation)\s+(?:with\s+)?"
        r"|let\s+the\s+(?:training\s+)?(?:example|sample)\s+be\s+)"
        rf"(?P<data>[a-z]\s*=\s*{LENGTH}(?:(?:\s*,\s*|\s*,?\s+and\s+)[a-z]\s*=\s*{LENGTH})*)(?=\s*[.;,]|\s*\Z)"
    ),
    given="for|with|where|given|when|if|let|taking|and",
    parts="and|where|with|if|while|then|let|for",
    there=r"\bat\s+(?:this|that|the\s+same|the\s+given)\s+point\b|\bthere(?=\s*[.?;,]?\s*\Z)",
    at="at {point}",
    references=(
        r"(?:\bat|\bpoint|\bfrom|\bto|\btowards?|\bdirection(?:\s+of)?|\bvector|\balong)\s+"
        r"(?:(?:the\s+)?(?:given\s+)?(?:unit\s+)?(?:point|vector)\s+)?"
    ),
    declared=(
        r"(?:\s*[,;.]|\s+and|\s+where|\s+with)\s*(?:(?:and|let|where|with)\s+)*"
        r"(?:the\s+)?(?:given\s+)?(?:(?:unit\s+)?vector\s+|point\s+)?"
    ),
    graph=(
        (
            r"(?:the\s+)?(?:curve|surface|graph(?:\s+of)?)\s+[yzw]\s*=\s*{name}\s*\([a-z, ]+\)"
            r"|(?:the\s+)?graph\s+of\s+{name}(?:\([a-z, ]+\))?(?![A-Za-z(])"
        ),
        "{name}",
    ),
    along=(
        (
            r"(?:the\s+)?(?:directional\s+derivative\s+)?D_\{?(?P<along>[A-Za-z])\}?\s*(?P<of>[A-Za-z])"
            r"(?:\s*\((?P<inside>[^()]*)\))?(?P<again>\s+of\s+(?:the\s+function\s+)?(?=[A-Za-z](?![A-Za-z])))?"
        ),
        "the directional derivative of {of} {at} in the direction of {value}",
        "the directional derivative of ",
    ),
    between=(
        (
            r"(?:in\s+the\s+direction\s+of|along|in\s+the\s+direction)\s+(?:the\s+)?(?:vector\s+)?"
            r"(?P<from>(?-i:[A-Z]))\s?(?P<to>(?-i:[A-Z]))(?![A-Za-z(])"
        ),
        "from {start} to {end}",
    ),
    answered=(
        (rf"{_GIVE}{_VALUE_IN_IT}", _EXTREME),
        (r"at\s+(?:what|which)\s+rate\s*[.?]?", _EXTREME),
        (
            (
                r"how\s+(?:fast|rapidly|quickly)\s+does\s+(?:it|[A-Za-z]|the\s+function)\s+"
                r"(?:increase|rise|change)\s+in\s+(?:this|that)\s+direction\s*[.?]?"
            ),
            _EXTREME - {Need.SMALLEST_RATE},
        ),
        (
            (
                r"how\s+(?:fast|rapidly|quickly)\s+does\s+(?:it|[A-Za-z]|the\s+function)\s+"
                r"(?:decrease|fall|change)\s+in\s+(?:this|that)\s+direction\s*[.?]?"
            ),
            _EXTREME - {Need.LARGEST_RATE},
        ),
        (rf"{_GIVE}{_LARGEST}\s+{_VALUE_IN_IT}", _EXTREME - {Need.SMALLEST_RATE}),
        (rf"{_GIVE}{_SMALLEST}\s+{_VALUE_IN_IT}", _EXTREME - {Need.LARGEST_RATE}),
        (
            (
                r"(?:find|compute|what\s+are|what\s+is)\s+the\s+(?:rates?\s+of\s+change|(?:directional\s+)?derivatives?)"
                r"\s+(?:of\s+(?:[A-Za-z]|the\s+functions?)\s+)?in\s+(?:these|those|this|that)\s+directions?\s*[.?]?"
            ),
            _EXTREME,
        ),
        (
            (
                r"(?:in\s+(?:what|which)\s+direction\s+does\s+(?:it|this)\s+occur"
                r"|(?:(?:find|what\s+is|give|state)\s+)?the\s+direction\s+in\s+which\s+(?:it|this)\s+occurs)\s*[.?]?"
            ),
            _EXTREME,
        ),
        (
            (
                r"(?:use\s+the\s+second\s+(?:partial\s+)?derivatives?\s+test\s+to\s+)?"
                r"(?:classify|identify)\s+(?:it|them|each(?:\s+(?:one|of\s+them))?"
                r"|(?:the|each)\s+critical\s+points?)\s*[.?]?"
            ),
            frozenset({Need.CRITICAL_POINTS, Need.KIND}),
        ),
    ),
)

_PART_AT = [
    rf"\s*(?:and\s+)?\({part}\)\s+at\s+{POINT}(?P<{part}>{ROW})\s*[?.,;]?\s*" for part in "abc"
]
_SIZE = r"(?:magnitude|norm|length)"
_NORM = (
    # Find the gradient of f at (1,2) and its magnitude.
    (
        (
            r"(?P<slope>\bgradient(?:\s+vector)?(?:\s+(?:of|at)\s(?:[^.;]|\.\d)*?)?)"
            rf"\s+and\s+(?:find\s+)?its\s+{_SIZE}\b"
        ),
        r"\g<slope>",
    ),
    (rf"\bthe\s+{_SIZE}\s+of\s+the\s+gradient\b", "the gradient"),
)
_AT_THE_POINT = rf"at\s+(?:{POINT}{ROW}|the\s+origin)"
_FUNCTION_SAID = r"[A-Za-z](?:\([^()]*\))?(?:\s*=(?:[^?;.{]|\.\d|\{[^{}]*\})*?)?"
# That of a sentence, and no name of a function.
_WORD = "(?<![a-z])(?!sin|cos|tan|exp|sqrt|arc|log|sec|csc|cot|abs|max|min)[a-z]{3}"
_BY_NAME = "sigmoid|softplus|tanh|relu|arctan|exp"
_CONTINUITY = (
    (r"(?<!s )\bcontinuous\s+and\s+differentiable\b", "differentiable"),
    (r"\bcontinuous\s*,?\s+(?:but|yet)\s+(?=(?:it\s+)?(?:is\s+)?not\s+differentiable)", ""),
    # Discuss the continuity and differentiability of f at (0,0).
    (
        (
            rf"(?:discuss|study|examine|investigate)\s+the\s+continuity\s+and\s+(?:the\s+)?"
            rf"differentiability\s+of\s+(?P<of>[A-Za-z])(?:\([^()]*\))?\s+(?P<at>{_AT_THE_POINT})"
        ),
        r"determine whether \g<of> is differentiable \g<at>",
    ),
    # … is continuous at (0,0) and whether it is differentiable there
    (
        (
            rf"\bcontinuous\s+(?P<at>{_AT_THE_POINT})\s*,?\s+(?:and|but)\s+(?:whether\s+|if\s+)?"
            r"(?:it\s+)?(?:is\s+)?(?P<no>not\s+)?differentiable\s+(?:there|(?P=at)|at\s+(?:that|this)\s+point)"
        ),
        r"\g<no>differentiable \g<at>",
    ),
    # Is f continuous at (0,0)? Is it differentiable there?
    (
        (
            r"(?:(?P<label>\((?:a|1|i)\))\s*)?"
            r"(?:is|(?:show|prove|verify)\s+that|determine\s+(?:whether|if))\s+(?:the\s+function\s+)?"
            rf"(?P<of>[A-Za-z])\s+(?:is\s+)?continuous\s+(?P<at>{_AT_THE_POINT})\s*[.?;]\s*"
            r"(?P<next>\((?:b|2|ii)\)\s*)?(?P<ask>is|(?:show|prove|verify)\s+that|determine\s+(?:whether|if))"
            r"\s+(?:it|(?P=of))\s+(?P<differs>(?:is\s+)?(?:not\s+)?differentiable)\s+(?:there|(?P=at))"
        ),
        r"\g<next>\g<ask> \g<of> \g<differs> \g<at>",
    ),
    # (a) Show that f is continuous at (0,0). (b) Find f_x(0,0). (c) Is f differentiable at (0,0)?
    (
        (
            r"(?P<label>\((?:a|1|i)\))\s*(?:is|(?:show|prove|verify)\s+that|determine\s+(?:whether|if))\s+"
            rf"(?:the\s+function\s+)?[A-Za-z]\s+(?:is\s+)?continuous\s+(?P<at>{_AT_THE_POINT})\s*[.?;]\s*"
            r"(?=\((?:b|2|ii)\).*differentiable)"
        ),
        "",
    ),
    # Is f continuous at (0,0)? Discuss the continuity of f at (0,0): with more than is asked.
    (
        (
            r"(?:is|(?:show|prove|verify)\s+that|(?:determine|check|decide|find\s+out)\s+(?:whether|if))"
            rf"\s+(?:the\s+function\s+)?(?P<of>{_FUNCTION_SAID})\s+(?:is\s+)?continuous"
            rf"\s+(?P<at>{_AT_THE_POINT})(?=\s*(?:[.?]|\Z|(?:if|where|when|for)\s))"
        ),
        r"determine whether \g<of> is differentiable \g<at>",
    ),
    (
        (
            r"(?:discuss|study|examine|investigate)\s+the\s+continuity\s+of\s+(?:the\s+function\s+)?"
            rf"(?P<of>{_FUNCTION_SAID})\s+(?P<at>{_AT_THE_POINT})"
        ),
        r"determine whether \g<of> is differentiable \g<at>",
    ),
)
_PASSAGES = (
    # By the eigenvalues in the answer.
    (
        (
            r"(?P<hessian>\bhessian(?:\s+matrix)?(?:\s(?:[^.;]|\.\d)*?)?)\s*,?\s+and\s+(?:decide|determine|check)\s+"
            r"(?:whether|if)\s+it\s+is\s+(?:positive|negative)\s+(?:semi-?)?definite\b"
        ),
        r"\g<hessian>",
    ),
    # Verify that the conclusion of Clairaut's theorem holds for u=…
    (
        (
            r"(?:verify|show|check|prove)\s+that\s+(?:the\s+conclusion\s+of\s+)?(?:clairaut|schwarz|young)(?:[’']s)?"
            r"(?:\s+theorem)?\s+(?:holds|is\s+true)\s+for\s+(?:the\s+function\s+)?(?P<given>[A-Za-z].*)"
        ),
        r"find the second partial derivatives of \g<given>",
    ),
    # Find the indicated partial derivatives: f(x,y)=…; f_xxx, f_xyx
    (
        (
            r"find\s+the\s+indicated\s+(?:partial\s+)?derivatives?\s*[.:]\s*(?P<given>[A-Za-z][^=]*=[^;]*?)\s*;"
            r"\s*(?P<signs>(?:[A-Za-z]_|∂).*)"
        ),
        r"find \g<signs> if \g<given>",
    ),
    (
        (
            r"(?:show|prove|explain\s+why)\s+(?:that\s+)?a\s+differentiable\s+function\s+[^.]*\.\s*"
            r"use\s+this\s+(?:result|fact)\s+to\s+"
        ),
        "",
    ),
    (rf"\bthe\s+(?P<name>{_BY_NAME})\s+function(?!\s*[A-Za-z]?\s*[(=])", r"\g<name>(x)"),
    # The answer with the Hessian has its eigenvalues.
    (
        r"(?P<hessian>\bhessian(?:\s+matrix)?(?:\s(?:[^.;]|\.\d)*?)?)\s+and\s+(?:find\s+)?its\s+eigenvalues\b",
        r"\g<hessian>",
    ),
    # f(x,y)=…. Is f differentiable at (0,0)? without Let.
    (
        (
            r"\A\s*(?=[A-Za-z]\([^()]*\)\s*=)"
            r"(?P<all>.*[.;]\s*is\s+[A-Za-z]\s+(?:continuous|differentiable)\b)"
        ),
        r"let \g<all>",
    ),
    # Is f differentiable (a) at P? (b) at Q?
    (
        rf"{''.join(_PART_AT)}\Z",
        r" at \g<a>, \g<b> and \g<c>",
    ),
    (
        rf"{''.join(_PART_AT[:2])}\Z",
        r" at \g<a> and \g<b>",
    ),
    # z=f(x,y)=… is a function z of x and y where nothing is said of f.
    (
        (
            r"(?<![A-Za-z])(?P<name>[zuw])\s*=\s*f\s*(?P<of>\([a-z](?:,\s*[a-z])*\))\s*=(?!=)"
            r"(?!.*(?<![A-Za-z\\])f(?![A-Za-z]))(?=.*∂)"
        ),
        r"\g<name>\g<of>=",
    ),
    # … although f_x(0,0) and f_y(0,0) both exist
    (
        (
            r"\s*,?\s+(?:although|even\s+though)\s+(?P<signs>(?:∂|[A-Za-z]_|both\s)[^.;?]*?)\s+(?:both\s+)?exist(?:\s+there)?"
            r"(?=\s*(?:\.|\Z))"
        ),
        r". Show that \g<signs> exist",
    ),
    (r"\A\s*(?:the\s+)?chain\s+rule\s*[:,.]\s*", ""),
    (r"\s+(?:by|using|with)\s+the\s+chain\s+rule(?=\s+(?:if|where|when|for)\s|\s*[,.:])", ""),
    # For the network h=…, L=….
    (
        (
            r"(?P<for>\b(?:for|consider|given))\s+(?:the|an?)\s+(?:[a-z]+\s+)?(?:network|neuron|model|layer)\s+"
            r"(?=(?:given\s+by\s+)?\$?[^\s=]{1,8}\s*=)(?:given\s+by\s+)?"
        ),
        r"\g<for> ",
    ),
    (
        (
            r"(?P<them>\bclassify\s+(?:them|each(?:\s+one)?))\s+(?:by\s+means\s+of|by|using|with|via)\s+the\s+"
            r"second[- ](?:partial[- ])?derivatives?\s+test\b"
        ),
        r"\g<them>",
    ),
    # G(u,v)=(u/v, uv), v≠0. Within cases it is their condition.
    (r"(?<=[$)])\s*,\s+\$?[a-z]\s*(?:≠|\\neq?(?![a-z]))\s*0\$?(?=\s*\.\s)", ""),
    # Suppose you are climbing a hill whose shape is given by z=….
    (
        (
            r"\A\s*suppose\s+(?:that\s+)?you\s+are\s+(?:climbing|hiking|walking|standing)\s+(?:on\s+)?an?\s+(?:hill|mountain)"
            r"\s+whose\s+(?:shape|height|elevation)\s+is\s+given\s+by\s+(?:the\s+(?:equation|function)\s+)?"
        ),
        "let ",
    ),
    (
        (
            r"\s*,?\s+and\s+you\s+are\s+(?:now\s+)?(?:standing|located)\s+(?=at\s)"
            r"|(?<=[.;])\s*(?:suppose\s+(?:that\s+)?)?you\s+are\s+(?:now\s+)?(?:standing|located)\s+(?=at\s)"
        ),
        " You are ",
    ),
    # If you walk northwest from (60,40) on the hill z=…, at what rate do you ascend or descend?
    (
        (
            rf"\A\s*if\s+you\s+{_WALK}\s+(?P<way>[^,.?=]*?)\s+from\s+(?P<at>{POINT}{ROW})\s+on\s+(?:the|a)\s+"
            rf"(?:hill|mountain|surface)\s+(?P<given>[^=]+=.*?)\s*,\s*at\s+(?:what|which)\s+rate\s+(?:do|will)\s+you\s+"
            rf"{_CLIMB}(?:\s+or\s+{_CLIMB})?\s*\?"
        ),
        r"Find the rate of change of \g<given> at \g<at> if you walk \g<way>.",
    ),
    # You are at (60,40,966). If you walk due south, will you start to ascend or descend?
    (
        (
            r"[.,]?\s*You are at\s+(?:the\s+|a\s+)?(?:point\s+)?(?:with\s+coordinates\s+)?"
            rf"(?P<at>{ROW})\s*[.;,]\s*"
            rf"(?=(?:if|when)\s+you\s+{_WALK}\s)(?P<walk>[^?]*?)\s*\?"
        ),
        r". \g<walk> at \g<at>?",
    ),
    (
        (
            rf"(?:if|when)\s+you\s+{_WALK}\s+(?P<way>[^,.?]*?)\s*,\s*(?:will\s+you\s+(?:start\s+to\s+|begin\s+to\s+|be\s+)?"
            rf"{_CLIMB}(?:\s+or\s+{_CLIMB})?|at\s+what\s+rate\s+(?:do|will)\s+you\s+{_CLIMB}(?:\s+or\s+{_CLIMB})?)"
            rf"(?P<at>\s+at\s+{ROW})?\s*\?(?:\s*(?:and\s+)?at\s+what\s+rate\s*\?)?"
        ),
        r"Find the rate of change\g<at> if you walk \g<way>.",
    ),
    # For the (a) tangent plane and (b) normal line at P on the surface …
    (
        (
            rf"(?P<asked>\b(?:tangent\s+plane|normal\s+line))(?P<at>\s+at\s+{POINT}{ROW})\s+on\s+(?=the\s+(?:given\s+)?(?:surface|curve)\s)"
        ),
        r"\g<asked>\g<at> to ",
    ),
    # What the picture shows anyway.
    (
        (
            r"(?<=[.;])\s*(?:then\s+)?(?:sketch|draw|plot|graph)\s+(?:(?:the|an?|and|of|graph|level|curves?|tangent|gradient|line|vectors?|draw|sketch"
            r"|contours?|surface|this|together|with)(?:\s+|\s*,\s*))*(?:line|vectors?|curves?|surface|graph)\s*\.?\s*\Z"
        ),
        "",
    ),
    # Let θ=3π/4. … in the direction of u=cos θ i+sin θ j
    (
        (
            r"\A\s*(?:let|if|for|suppose|given)\s+(?P<angle>θ\s*=\s*[^\s,;]+?)\s*[.;,]\s+"
            r"(?P<before>(?:(?!cosθ).)*)cosθ i\+sinθ j(?!\s*,?\s*(?:with|where|for)\s+θ)"
            r"(?!.*cosθ)"
        ),
        r"\g<before>cosθ i+sinθ j with \g<angle>",
    ),
    # Find its linearization there. Then use it to approximate f(3.1,-0.04).
    (
        (
            r"\A(?=.*?(?<![A-Za-z])(?P<name>[A-Za-z])(?:\s*\([^()=]*\))?\s*=(?!=))"
            r"(?P<sentence>.*?\blinear(?:(?!\sthere\b).)*?)(?P<there>\s+there)?\s*[,.;]?\s+(?:and\s+)?"
            r"(?:then\s+)?use\s+(?:it|(?:this|the|your)\s+(?:linear(?:i[sz]ation|\s+approximation)|approximation))\s+"
            r"to\s+(?:approximate|estimate)\s+(?:the\s+(?:number|value\s+of)\s+)?"
            rf"(?P=name)\s*(?P<near>{ROW})\s*[.?]?\s*\Z"
        ),
        r"\g<sentence> towards \g<near>\g<there>",
    ),
)

_STORY_WORDS = (
    # What a model and its loss are told with. Of weights no number is said: it were a point.
    "line|plane|data|points?|fitted|fit|model|classifier|neuron|perceptron|network|regression"
    r"|linear|logistic|sigmoid|squared|square(?!\s+(?:of|root))|mean|error|loss|cost|cross-entropy|function|weights?|bias"
    "|parameters?|slope|intercept|trained|training|examples?|samples?|observations?|single"
    "|it|probability|prediction|predicted|predicts|computes|outputs|produces|input|output|one|two|three|four|five|other|first|second|third|binary|least"
    "|squares|activation|layer|unit"
    # What stands where, and what is measured there.
    r"|chimney|smoke|concentration|pollutant|ground|level|(?:stands?|located|placed)\s+at\s+the\s+origin|space"
    "|electric(?:al)?|electrostatic|potential|voltage|temperature|heat|source|metal|plate|flat|thin"
    "|hill|mountain|lake|pond|pool|room|height|elevation|altitude|depth|water|air|sea|density|shape"
    r"|(?:above|below)\s+(?:the\s+)?(?:sea|ground)\s+level|each|any|every|factory|city|town|island"
    r"|ocean|sheet|charge|heated|so|its|volume|area|cylinder|cone|box|rectangle|rectangular|right"
    r"|circular|radius|width|length|base|profit|company|revenue|field|hot|cold"
    r"|(?:over\s+)?(?:a\s+)?(?:certain\s+)?region\s+of\s+space"
    # What joins them.
    "|an?|the|of|in|on|to|is|are|has|have|by|its|their|with|and|whose|as|at|for|from|given|using"
    "|suppose|that|there|then|which"
)
_STORY = Story(
    words=(
        rf"\bdata\s+points?\s+(?:{NUMBERS})(?:\s*,?\s*(?:and\s+)?(?:{NUMBERS}))*"
        rf"|\b(?:inputs?|labels?|targets?|outputs?|features?)(?:\s+values?)?(?![A-Za-z])"
        rf"(?:\s+(?:is\s+|are\s+)?{DATUM})?"
        rf"|\b(?:{_STORY_WORDS})\b|{OF_MODEL}|{LETTERS}"
    ),
    opened=r"let|suppose(?:\s+that)?|consider|given|if|for",
    leads=r"\w\s+\w+[^.]*\s(?:is|by)|\w\s+\w+\s+has\s+(?:the\s+)?(?:height|elevation|altitude|temperature|depth)|\w\s+[\w-]+\s+(?:loss|cost|error)(?:\s+function)?",
    place=rf"\bat\s[^.?]*?{ROW}|(?<!\w)[a-z]\s*=\s*[-\d]",
    origin="origin",
)

ENGLISH = Language(
    rewritings=(
        # Could you please find …, I want …, (a) Find …
        (
            (
                r"\s*(?:(?:can|could|would|will)\s+you\s+(?:please\s+)?|(?:please\s+)?help\s+me"
                r"\s+(?:to\s+)?"
                r"|i\s+(?:want|need|would\s+like)\s+(?:to\s+(?:know\s+)?)?|(?:please\s+)?(?:show"
                r"|tell|give)\s+me\s+"
                r"|how\s+(?:do|can)\s+(?:i|we|you)\s+|(?:solve\s+)?step[- ]by[- ]step\s*[:,]"
                r"\s*)(?P<sentence>.*)"
            ),
            r"\g<sentence>",
        ),
        (
            (
                r"(?P<before>.*[.;,:])\s*\(a\)\s*(?P<first>.*?[.;,])\s*(?:and\s+)?\([bc]\)"
                r"\s*(?P<second>.*)"
            ),
            r"\g<before> \g<first> \g<second>",
        ),
        # The Jacobian of a transformation, of three letters for three, is a determinant.
        (
            (
                r"(?P<before>.*?\bjacobian)(?:\s*,?\s*∂\((?P<x>[a-z])\s*,\s*(?P<y>[a-z])\)\s*/\s*"
                r"∂\((?:u,\s*v|r,\s*θ|s,\s*t)\)\s*,?)?(?P<behind>\s+(?:of|for)\s+the\s+(?:[a-z-]+\s+)?"
                r"(?:transformation|change\s+of\s+variables)(?(x)[^=]*?(?P=x)\s*=[^=]*(?<![A-Za-z])(?P=y)\s*=).*)"
            ),
            r"\g<before> matrix and its determinant\g<behind>",
        ),
        # Minimize …; is (0,0) a saddle point of …?
        (
            (
                r"(?P<before>.*[.;]\s+|\s*)(?P<which>min|max)imi[sz]e\s+"
                r"(?!.*\s(?:starting|using|given)\s|.*\bs\.\s*t\.)"
                r"(?P<given>(?:[^=]*\)\s*=|[^=]*[A-Za-z]\s*=)?[^=<>≤≥]*)"
            ),
            r"\g<before>find the \g<which>imum of \g<given>",
        ),
        (
            (
                rf"(?P<before>.*[.;]\s+|\s*)(?:is|{_WHETHER})\s+(?P<at>{POINT}{ROW}|the\s+origin)\s+"
                r"(?:is\s+)?an?\s+(?:(?:local|relative|strict)\s+)?"
                r"(?:max|min|extrem|saddle)[a-z]*(?:\s+point)?\s+(?:of|for)\s+(?P<given>.*?)\s*[.?]?"
            ),
            r"\g<before>find the kind of critical point of \g<given> at \g<at>",
        ),
        # The rates in the x-direction and the y-direction are the partial derivatives.
        (
            (
                r"(?P<before>.*?\bfind\s+)the\s+(?:rates?\s+of\s+change|slopes?)\s+(?P<of>of\s+.*?)\s+"
                r"(?:with\s+respect\s+to\s+distance\s+)?(?P<at>at\s+.*?)\s+in\s+(?:\(a\)\s+)?the\s+"
                r"x-(?:direction)?\s*and\s+(?:in\s+)?(?:\(b\)\s+)?(?:in\s+)?(?:the\s+)?y-directions?\s*\.?"
            ),
            r"\g<before>the partial derivatives \g<of> \g<at>",
        ),
        # At P, find ….
        (
            (
                r"(?P<before>.*[.;]\s+|\s*)at\s+(?P<at>(?:the\s+)?point\s+[A-Z]?\s*"
                rf"{ROW}),?\s+(?P<find>{FIND}[^.;?]*?)\s*\.?"
            ),
            r"\g<before>\g<find> at \g<at>",
        ),
        *OF_SIGNS,
        *OF_RATES,
        *OF_DIRECTIONS,
        (
            r"\s*(?:please\s+)?(?:differentiate|derive)\s+(?!the\s)(?P<given>.*)",
            r"find the derivative of \g<given>",
        ),
        # Find the differential of … at (1,2) with Δx=0.1 and Δy=-0.2
        (
            (
                rf"(?P<sentence>\s*{FIND}(?:the\s+)?(?:total\s+)?differential\s.*?\bat\s+"
                rf"{POINT})\((?P<x>[^(),;]+)[,;](?P<y>[^(),;]+)\)\s*,?\s*(?:(?:if|when|where"
                rf"|with|for)\s+)?"
                rf"(?:Δ|d)x\s*=\s*(?P<dx>{LENGTH}){_NEXT}(?:Δ|d)y\s*=\s*(?P<dy>{LENGTH})\s*[.]?"
            ),
            r"\g<sentence>(\g<x>,\g<y>) towards (\g<x>+(\g<dx>),\g<y>+(\g<dy>))",
        ),
        # Use differentials to estimate the change in … from (1,2) to (1.1,1.8)
        (
            (
                r"(?P<before>.*[.;]\s+|\s*)(?:use\s+(?:(?:the|a)\s+(?:total\s+)?differential|differentials)\s+to\s+)?"
                r"(?:estimate|approximate)\s+the\s+change\s+(?:in|of)\s+(?P<given>.*?)"
                r"(?:\s+(?:as|when|if)\s+\([xyz](?:,\s*[xyz])+\)\s+(?:moves|changes|goes))?"
                rf"\s+from\s+{POINT}(?P<start>{ROW})\s+to\s+{POINT}(?P<end>{ROW})\s*[.]?"
            ),
            r"\g<before>find the differential of \g<given> at \g<start> towards \g<end>",
        ),
        # If z=… and (x,y) changes from (1,2) to (1.05,2.1), compare Δz and dz.
        (
            (
                r"\s*(?:if|let|suppose(?:\s+that)?)\s+(?P<given>.*?)\s+and\s+(?:if\s+)?\(x,\s*y(?:,\s*z)?\)"
                rf"\s+changes\s+from\s+{POINT}(?P<start>{ROW})\s+to\s+{POINT}(?P<end>{ROW})\s*,?\s*"
                r"(?:then\s+)?(?:compare|find|compute|calculate)\s+(?:the\s+values?\s+of\s+)?"
                r"Δ\s*(?P<name>[a-zA-Z])\s+and\s+d\s*(?P=name)\s*\.?"
            ),
            (
                r"let \g<given>. find the increment and differential of \g<name> at \g<start>"
                r" towards \g<end>"
            ),
        ),
        # Do f_x(0,0) and f_y(0,0) exist? Does f have a derivative at … in the direction of …?
        (
            (
                r"(?P<before>.*[.;]\s+|\s*)(?:do|does|(?:show|prove|verify)\s+that)\s+(?:both\s+)?"
                r"(?P<signs>(?:the\s+)?(?:∂|[A-Za-z]_|[A-Za-z]'|partial|directional)[^.;?]*?)\s+"
                r"(?:both\s+)?exist\s*[.?]?"
            ),
            r"\g<before>find \g<signs>",
        ),
        (
            (
                r"(?P<before>.*[.;]\s+|\s*)does\s+(?:the\s+function\s+)?(?P<name>[A-Za-z])\s+have\s+an?"
                r"\s+(?:directional\s+)?derivative(?P<behind>\s.*?)\s*[.?]?"
            ),
            r"\g<before>find the directional derivative of \g<name>\g<behind>",
        ),
        # Show that f has partial derivatives at (0,0) but is not differentiable there.
        (
            (
                r"(?P<before>.*[.;]\s+|\s*)(?:show|verify|prove)\s+that\s+(?:the\s+function\s+)?"
                r"(?P<given>.*?)\s+(?:has|possesses)\s+(?:both\s+)?(?:first(?:-order)?\s+)?"
                rf"partial\s+derivatives\s+(?P<at>at\s+(?:{POINT}{ROW}|the\s+origin))\s*,?\s*"
                r"(?:but|yet|and(?:\s+yet)?)\s+(?:it\s+|f\s+)?is\s+not\s+differentiable\s+"
                r"(?:there|(?P=at)|at\s+(?:this|that)\s+point)\s*\.?"
            ),
            r"\g<before>find the partial derivatives and differentiable of \g<given> \g<at>",
        ),
        # Explain why the function is differentiable at the given point; find its linearization.
        (
            (
                r"\s*explain\s+why\s+the\s+function\s+is\s+differentiable\s+at\s+the\s+given\s+"
                r"point\.\s*(?:then\s+)?(?P<find>find\s+the\s+linear[a-z]+(?:\s+L\s*\([^()]*\))?)\s+of\s+"
                rf"the\s+function\s+at\s+(?:that|this|the\s+given)\s+point\.\s*(?P<given>{_DEFINED}?)\s*,"
                rf"\s*(?:at\s+)?(?P<at>{NAME}{ROW})\s*\.?"
            ),
            r"\g<find> of \g<given> at \g<at>",
        ),
        # Show that (5,15) is a critical point of …; determine whether it is a local minimum.
        (
            (
                r"(?P<before>.*[.;]\s+|\s*)(?:show|verify|prove|check)\s+that\s+"
                rf"(?P<at>{POINT}{ROW})\s+is\s+an?\s+(?:critical|stationary)\s+point\s+of\s+(?P<given>.*)"
            ),
            r"\g<before>find the gradient of \g<given> at \g<at>",
        ),
        (
            (
                r"(?P<before>.*[.;]\s+|\s*)(?:use\s+the\s+second\s+(?:partial\s+)?derivatives?\s+test\s+to\s+)?"
                r"(?:classify\s+(?:it|this\s+(?:critical\s+)?point)"
                r"|(?:determine|find|decide|state)\s+(?:its\s+nature|(?:whether|if)\s+"
                r"(?:it\s+is|this\s+(?:critical\s+)?point\s+is|[A-Za-z]\s+has)\s+"
                r"(?:an?\s+)?(?:(?:local|relative)\s+)?(?:max|min|extrem|saddle)[a-z]*(?:\s+point)?"
                r"(?:(?:\s*,\s*(?:or\s+)?|\s+or\s+)(?:an?\s+)?(?:(?:local|relative)\s+)?"
                r"(?:max|min|saddle|neither)[a-z]*(?:\s+point)?)*))(?P<at>\s+at\s.*?)?\s*[.?]?"
            ),
            r"\g<before>find the kind of critical point\g<at>",
        ),
        # … and evaluate it at …
        (
            (
                r"(?P<before>.*[.;]\s+|\s*)(?:evaluate|find|compute|calculate)\s+(?:it|them|each(?:\s+of\s+them)?|its\s+value"
                r"|(?:this|the)\s+matrix)"
                r"(?P<at>\s+(?:at|when|for)\s.*)"
            ),
            r"\g<before>find all\g<at>",
        ),
        # Find the direction for which the directional derivative of … is a maximum.
        (
            (
                r"(?P<before>.*[.;,]\s+|\s*)find\s+the\s+direction\s+(?:for|in)\s+which\s+the\s+(?:directional\s+"
                r"derivative|rate\s+of\s+change)\s+(?P<given>of\s+.*?)\s+is\s+(?:an?\s+|the\s+)?"
                r"(?P<most>maximum|minimum|largest|greatest|smallest|least)\s*\.?"
            ),
            r"\g<before>find the \g<most> rate of change \g<given>",
        ),
        # Find the directions in which … increases and decreases most rapidly at ….
        (
            (
                r"(?P<before>.*[.;,]\s+|\s*)find\s+the\s+directions\s+in\s+which\s+(?:the\s+function\s+)?"
                r"(?P<given>(?:the\s+functions?|.*?))\s+increases?\s+and\s+decreases?\s+(?:most\s+(?:rapidly|quickly)"
                r"|(?:the\s+)?fastest)(?P<at>(?:\s+at\s.*)?)"
            ),
            r"\g<before>find the maximum and minimum rate of change of \g<given>\g<at>",
        ),
        # Find dy/dx by implicit differentiation: x²+4y²=4
        (
            r"(?P<before>.*?)\s+(?:by|using|with)\s+implicit\s+differentiation(?P<behind>\s*[:.,;].*|\s+(?:if|for|when|where|given)\s.*)",
            r"\g<before>\g<behind>",
        ),
        (
            rf"(?P<asked>\s*{FIND}(?:[dy∂z][^=:.]*?))\s*[:.]\s*(?P<given>[^=,;.]*(?<!=)=[^=,;]*?)\s*[.]?",
            r"\g<asked> if \g<given>",
        ),
        # x³+y³=6xy find y'' without a comma, and without if.
        (
            (
                rf"\s*(?:(?:if|given|for|let)\s+)?(?P<given>(?:[A-Za-z]\([a-z](?:,\s*[a-z])*\)\s*|(?!{_WORD})[^,;.=](?:(?!{_WORD})[^,;])*)"
                rf"=(?:(?!{_WORD})[^,;])*?)"
                r"\s*,?\s+(?P<asked>find\s.*)"
            ),
            r"if \g<given>, \g<asked>",
        ),
        (
            r"(?P<before>.*?\bfind\s+(?:d|y|∂).*?)\s+and\s+then\s+(?:find\s+)?(?P<behind>(?:d|y|∂).*)",
            r"\g<before> and \g<behind>",
        ),
        # Find ∂z/∂x if z is defined implicitly as a function of x and y by the equation …
        (
            (
                r"(?P<asked>.*?)\s+if\s+(?:the\s+equation\s+(?P<one>[^=]*=[^=]*?)\s+defines\s+)?[yz]\s+(?:is\s+"
                r"(?:given|defined)\s+)?implicitly\s+(?:as\s+a\s+function\s+of\s+x(?:\s+and\s+y)?\s*)?"
                r"(?:by\s+(?:the\s+equation\s+)?(?P<other>[^=]*=[^=]*?))?\s*\.?"
            ),
            r"\g<asked> if \g<one>\g<other>",
        ),
        # The tangent plane at … to the surface …
        (
            (
                rf"(?P<asked>\s*{FIND}{_QUESTION})\s+at\s+(?P<at>{POINT}{ROW})\s+(?P<of>(?:of|to|for)\s"
                r"+(?![A-Za-z][\s.?]*\Z).*?)\s*\.?"
            ),
            r"\g<asked> \g<of> at \g<at>",
        ),
        # Gradient of … at …
        (rf"(?P<phrase>{_ASKED}{_QUESTION}\b(?:of|to|for)\s.*)", r"find \g<phrase>"),
        (rf"(?P<phrase>{_ASKED}{_QUESTION})\s+(?P<given>\S.*)", r"find \g<phrase> of \g<given>"),
        (
            (
                rf"\s*(?:{_WHETHER}|is)\s+(?:(?:the|this|each)\s+(?:given\s+)?function|[A-Za-z])"
                r"(?:\s+[A-Za-z])?\s+(?:is\s+)?(?:not\s+)?differentiable"
                rf"{_GIVEN_POINT}{_OF_A_LIST}[.?]?"
            ),
            r"is \g<formula> differentiable at \g<point>",
        ),
        (
            rf"(?P<asked>\s*{FIND}{_QUESTION}){_THIS}{_GIVEN_POINT}(?:{_OCCURS})?{_OF_A_LIST}\.?",
            r"\g<asked> of \g<formula> at \g<point>",
        ),
        (
            (
                rf"(?P<asked>\s*{FIND}{_QUESTION}){_THIS}{_GIVEN_POINT}{_GIVEN_DIRECTION}{_OF_A_LIST}"
                r"[,;]\s*(?P<direction>.*)"
            ),
            r"\g<asked> of \g<formula> at \g<point> in the direction of \g<direction>",
        ),
        # Show that lim_{(x,y)→(0,0)} … does not exist.
        (
            (
                r"(?P<show>\s*(?:show|prove|verify|explain\s+why)\s+(?:that\s+)?)(?:the\s+limit"
                r"\s+)?lim_?\s*"
                rf"[{{(]?\s*{_XY}\s*(?:→|->|\\to)\s*(?P<point>{ROW})\s*[}})]?\s*(?P<formula>.*?)"
                rf"\s+"
                r"does\s+not\s+exist\.?"
            ),
            r"\g<show>\g<formula> has no limit at \g<point>",
        ),
        # The loss of one example with input x is L(w,b)=….
        (
            (
                r"\s*(?:(?:let|suppose(?:\s+that)?|if)\s+)?(?:for\s+(?:an?|one)\s+(?:training\s+)?"
                r"(?:example|sample|data\s+point)(?:\s+with\s+(?:input|feature)\s+[a-z]"
                r"(?:\s+and\s+(?:label|target|output)\s+[a-z])?)?\s*,?\s+)?the\s+"
                r"(?!.*?\b(?:subject|constraint|where|region|boundary|interior|between|near"
                r"|not|minus|negative|without|except|constant|half|twice|inverse|outside)\b.*?=)"
                r"(?:[a-z-]+\s+){,3}?(?:loss|cost|error|profit|temperature|elevation|potential|position)"
                r"(?:\s+(?:function|vector))?(?:\s+(?:of|in|on|at|for)\s+(?:[a-z-]+\s+){,7}?[a-z]+)?\s+is\s+"
                r"(?:given\s+by\s+)?(?P<sentence>[A-Za-z]\s*\([^()]*\)\s*=.*)"
            ),
            r"let \g<sentence>",
        ),
        # The temperature at a point (x,y) is T(x,y)=….
        (
            (
                rf"\s*(?:(?:let|suppose(?:\s+that)?|if)\s+)?the\s+{_QUANTITY}(?:\s+[A-Z])?"
                r"(?:\s+at\s+(?:a|any|each|the)\s+point(?:\s+\([xyz,\s]+\))?)?"
                r"(?:\s+(?:of|in|on|over)\s+(?!.*?\b(?:boundary|edge|rim|region|interior)\b.*?=)(?:an?\s+|the\s+)?(?:[a-z]+\s+){,3}?[a-z]+)?\s+is\s+"
                r"(?:given\s+by\s+)?(?P<sentence>.*)"
            ),
            r"let \g<sentence>",
        ),
        (
            (
                r"(?P<sentence>.*?)\s*,?\s+and\s+interpret\s+(?:this\s+number|these\s+numbers"
                r"|the\s+results?|"
                r"your\s+answers?)(?:\s+as\s+(?:an?\s+)?(?:slopes?|rates?(?:\s+of\s+change)?))?"
                r"\s*\.?"
            ),
            r"\g<sentence>",
        ),
        # Find the gradient of f(x,y)=… and the directional derivative at …
        (
            (
                rf"(?P<find>\s*{FIND}the\s+gradient)\s+(?P<of>of\s+.*?)\s+and\s+(?:the|its)\s+"
                r"directional\s+derivative(?P<behind>\s+(?:at|in|from|towards?|along)\b.*)"
            ),
            r"\g<find> and the directional derivative \g<of>\g<behind>",
        ),
        # D_u f, D_u f(x,y) and D_u f(1,2)
        (
            rf"{_RATE}(?:\([xyz](?:,\s*[xyz])+\))?(?P<behind>\s.*)",
            r"\g<find>the directional derivative of \g<name>\g<behind>",
        ),
        (
            rf"{_RATE}(?P<point>{ROW})(?P<behind>\s.*)",
            r"\g<find>the directional derivative of \g<name> at \g<point>\g<behind>",
        ),
    ),
    openings=(
        # Let f(x,y)=…. Find the … of f at …
        (
            rf"{_LET}\s*[,.;\n]\s*(?:then\s+)?{FIND}{_QUESTION}{_THIS}"
            rf"(?:{_BEHIND}|\s*[.?]?\s*)"
        ),
        # Find the … of f at … if f(x,y)=…
        (
            rf"\s*{FIND}{_QUESTION}{_THIS}{_BEHIND}?"
            rf"\s*,?\s+(?:if|where|when|for|given(?:\s+that)?)\s+(?P<given>{_DEFINED}?)"
            r"(?P<after>\s*,?\s+(?:and|where)\s+(?:[A-Za-z]\s+is\s+the\s|[uv]\s*=).*)?"
        ),
        # Find the … of f at …: f(x,y)=…
        rf"\s*{FIND}{_QUESTION}{_THIS}{_BEHIND}?\s*:\s*(?P<given>{_DEFINED})",
        # If z=…, find ∂z/∂x; find f_x(1,2) and f_y(1,2) if f(x,y)=…
        rf"{_LET}\s*[,.;\n]\s*(?:then\s+)?{FIND}{_NOUN}(?P<signs>.+)",
        (
            rf"\s*{FIND}{_NOUN}(?P<signs>.+?)\s*,?\s+(?:if|where|when|for|given(?:\s+that)?|of)"
            r"\s+(?:the\s+function\s+)?(?P<given>[^=]+=.*)"
        ),
        # Find the direction in which f(x,y)=… increases most rapidly at …
        (
            rf"\s*{_IN_WHICH}(?:the\s+function\s+)?(?P<given>.*?)\s+(?P<fastest>{_CHANGES})"
            r"(?P<behind>\s+at\b.*?)"
        ),
        (
            rf"{_LET}\s*[,.;\n]\s*{_IN_WHICH}"
            rf"(?:(?P<this>[A-Za-z])(?:\([^()]*\))?|the\s+function|the\s+{_QUANTITY})"
            rf"\s+(?P<fastest>{_CHANGES})"
            r"(?P<behind>\s+at\b.*?)"
        ),
        # In what directions is there no change in f(x,y)=… at …, or does it not change?
        (
            rf"\s*{_IN_ALL_WHICH}(?:is\s+)?there\s+(?:is\s+)?no\s+change\s+(?:in|of)\s+(?:the\s+)?"
            r"(?:values?\s+of\s+)?(?:the\s+function\s+)?(?P<given>.*?)(?P<behind>\s+at\b.*?)"
        ),
        (
            rf"\s*{_IN_ALL_WHICH}(?:does\s+)?(?:the\s+function\s+)?(?P<given>.*?)\s+"
            rf"(?:{_STAYS}|not\s+change)(?P<behind>\s+at\b.*?)"
        ),
        (
            rf"{_LET}\s*[,.;\n]\s*{_IN_ALL_WHICH}(?:does\s+)?(?:(?P<this>[A-Za-z])(?:\([^()]*\))?"
            rf"|the\s+function|the\s+{_QUANTITY})\s+(?:{_STAYS}|not\s+change)(?P<behind>"
            rf"\s+at\b.*?)"
        ),
        # Find the directions in which the directional derivative of f(x,y)=… at … is 2
        (
            r"\s*find\s+(?:the|all)\s+directions?\s+in\s+which\s+the\s+"
            r"(?:directional\s+derivative|rate\s+of\s+change)\s+of\s+(?P<given>.*?)"
            r"\s+(?:has\s+the\s+value|equals|is(?:\s+equal\s+to)?)\s+(?P<rate>[^\s,A-Za-z]+?)"
            r"\s*\.?"
        ),
        # In what directions at (2,0) does f(x,y)=… have rate of change -1?
        (
            rf"\s*in\s+(?:what|which)\s+directions?(?P<behind>\s+at\s+{POINT}{ROW}\s*,?)\s+does\s+"
            r"(?:the\s+function\s+)?(?P<given>.*?)\s+have\s+(?:an?\s+|the\s+)?"
            r"(?:directional\s+derivative|rate\s+of\s+change)\s+(?:of\s+|equal\s+to\s+)?"
            r"(?P<rate>[^\s,A-Za-z]+?)\s*[.?]?"
        ),
        (
            r"\s*in\s+(?:what|which)\s+directions?\s+does\s+(?:the\s+function\s+)?(?P<given>.*?)"
            r"\s+have\s+(?:an?\s+|the\s+)?(?:directional\s+derivative|rate\s+of\s+change)\s+"
            rf"(?:of\s+|equal\s+to\s+)?(?P<rate>[^\s,A-Za-z]+?)(?P<behind>\s+at\s+{POINT}{ROW})\s*[.?]?"
        ),
        # Does f(x,y)=… have a local minimum at …?
        (
            r"\s*does\s+(?:the\s+function\s+)?(?P<given>.*?)\s+have\s+an?\s+(?:(?:local"
            r"|relative)\s+)?"
            r"(?:maximum|minimum|extremum|saddle\s+point)(?P<behind>\s+at\b.*?)"
        ),
        # Verify that f_xy=f_yx for f(x,y)=…
        (
            rf"\s*(?:show|verify|check|prove)\s+that\s+(?P<signs>{_MIXED})"
            rf"\s+(?:if|where|when|for)\s+(?:the\s+function\s+)?(?P<given>{_DEFINED})"
        ),
        # Show that the mixed partial derivatives of f(x,y)=… are equal
        (
            r"\s*(?:show|verify|check|prove)\s+that\s+the\s+(?P<question>mixed\s+"
            r"(?:second[- ]order\s+)?partial\s+derivatives)\s+of\s+(?P<given>.*?)\s+"
            r"(?:are\s+(?:equal|the\s+same)|agree)\.?"
        ),
        # Is f(x,y)=… differentiable at …? Let f(x,y)=…. Show that f is differentiable at …
        (
            rf"{_LET}\s*[,.;\n]\s*(?:is|{_WHETHER})\s+(?:the\s+function\s+)?(?P<this>[A-Za-z])"
            rf"(?:\([^()]*\))?"
            rf"\s+(?:is\s+)?(?:not\s+)?(?P<question>differentiable)(?P<behind>\s+at\b.*?)"
        ),
        (
            rf"\s*(?:is|{_WHETHER})\s+(?P<given>.*?)"
            r"\s+(?:is\s+)?(?:not\s+)?(?P<question>differentiable)(?P<behind>\s+at\b.*?)"
        ),
        (
            rf"\s*(?:is|{_WHETHER})\s+(?P<this>[A-Za-z])(?:\([^()]*\))?\s+(?:is\s+)?(?:not\s+)?"
            r"(?P<question>differentiable)(?P<behind>\s+at\b.*?)"
            rf"\s*,?\s+(?:if|where|for|when)\s+(?P<given>{_DEFINED}?)\s*[.?]?"
        ),
        # Show that f(x,y)=… is not continuous, or has no limit, at …
        (
            rf"{_LET}\s*[,.;\n]\s*{_WHETHER}\s+(?:the\s+function\s+)?(?P<this>[A-Za-z])"
            rf"(?:\([^()]*\))?"
            rf"\s+(?:is|has)\s+(?P<question>{_DISCONTINUOUS})(?P<behind>\s+at\b.*?)"
        ),
        (
            rf"\s*{_WHETHER}\s+(?P<given>.*?)\s+(?:is|has)\s+(?P<question>{_DISCONTINUOUS})"
            r"(?P<behind>\s+at\b.*?)"
        ),
        rf"\s*{FIND}{_QUESTION}\b(?:of|to|for)\s+(?P<given>.*)",
    ),
    refused=(
        rf"\s*(?:(?:estimate|approximate)\s+the\s|{FIND}(?:(?:\w+\s+)*?"
        rf"(?:{'|'.join(_QUESTIONS.values())})|(?:the|an?|all)\s)"
        rf"|{_IN_WHICH}|(?:show|verify|prove)\s+that\s|use\s+the\s|does\s.*\shave\s"
        rf"|(?:let|suppose|consider|given|if|for)\s.*?[,.;]\s*(?:(?:then\s+)?{FIND}|{_IN_WHICH})"
        rf"|{FIND}(?:∂|∇|grad\s|[A-Za-z]['′]|[A-Za-z]_[xyzt]+\b|d[A-Za-z]\b|D_)"
        rf"|(?:.*[,.;]\s*)?(?:is|{_WHETHER})\s.*\bdifferentiable\b"
        # No formula has these words.
        r"|[A-Za-z-]{3,}(?:\s+[A-Za-z-]{3,}){,4}\s+of\s)"
    ),
    passages=_PASSAGES,
    beside=(
        *((pattern, rest, Asked.CONTINUOUS) for pattern, rest in _CONTINUITY),
        *((pattern, rest, Asked.NORM) for pattern, rest in _NORM),
    ),
    story=_STORY,
    questions=_QUESTIONS,
    between=_BETWEEN,
    of=r"of\s+(?:(?:the|its|all|any|both)\s+)*",
    thing=(
        r"\s*(?:(?:the|an?)\s+)?(?:given\s+)?(?:graph\s+of\s+(?:the\s+)?)?(?:(?:vector|scalar|level"
        r"|space|elliptic)\s+)?"
        r"(?:(?:(?:(?:logistic|squared?|softmax|cross-entropy|hinge|mean|error|binary)\s+)*(?:(?:loss|cost|objective)\s+)?function"
        r"|(?:(?:logistic|squared?|softmax|cross-entropy|hinge|mean|error|binary)\s+)*(?:loss|cost)|objective|surface|curve|sphere"
        r"|ellipsoid|paraboloid|hyperboloid|cone|ellipse|circle|helix"
        r"|(?:particle|object|point)\s+(?:moving\s+)?(?:with|whose)\s+(?:the\s+)?position\s+(?:vector|function)"
        r"(?:\s+is)?|parabola|hyperbola|field|transformation|mapping|map|change\s+of\s+variables)[.:]?\s+"
        r"(?:(?:given|defined)\s+by\s+(?:the\s+)?(?:(?:function|equation)\s+)?)?)?"
    ),
    foreign=(
        r"(?<![A-Za-z\\])(?:the|on|in|of|(?<![+*-])by|to|at|with|subject|inside|where|such|that|over|under"
        r"|and|if|for|along|from|between|region|near|when|is|are|find|compute|show|then|what|which"
        r"|does|determine|evaluate)(?![A-Za-z])|Δ"
    ),
    parts=(
        rf"at\s+(?:the\s+)?(?:points?\s+)?(?P<points>{_NAMED}(?:{_NEXT}{_NAMED})+)",
        rf"(?:at|through)\s*=?\s*{POINT}(?P<at>{ROW})",
        rf"at\s+(?P<at_number>-?(?:\d+(?:[./]\d+)?|(?:π|pi|e)(?:/\d+)?)){_ENDS}",
        r"at\s+the\s+(?P<origin>origin)\b",
        (
            r"(?:at|when)\s+(?:the\s+point\s+)?(?:where\s+)?"
            rf"(?P<where>{_WHERE}(?:(?:,\s*|\s+and\s+|\s+){_WHERE})*)"
        ),
        (
            rf"(?:{_IN_DIRECTION}{_VECTOR})?from\s+(?:the\s+)?(?:point\s+)?{START}\s*"
            rf"(?:to|towards?)\s+{POINT}(?P<to>{ROW})"
        ),
        (
            r"(?:in\s+(?:the\s+)?direction\s+)?(?:towards?|(?<=direction\s)of)\s+the\s+"
            r"(?P<origin_ahead>origin)\b"
        ),
        rf"(?:in\s+(?:the\s+)?direction\s+)?towards?\s+{POINT}(?P<toward>{ROW})",
        rf"{_IN_DIRECTION}(?:the\s+)?point\s+{NAME}(?P<point_ahead>{ROW})",
        rf"{_IN_DIRECTION}(?P<point_name>[A-Z])\s*(?P<named_ahead>{ROW})",
        (
            r"(?:in\s+(?:the|a)\s+direction\s+)?(?:pointing\s+)?(?:directly\s+)?away\s+from\s+"
            r"the\s+(?P<away>origin)\b"
        ),
        (
            rf"(?:{_IN_DIRECTION}|(?P<reverse>{_OPPOSITE}))(?:the\s+)?(?P<down>negative\s+)?"
            r"(?P<gradient>gradient)(?:\s+vector)?(?:\s+of"
            r"\s+(?P<gradient_of>[A-Za-z])(?![A-Za-z(]))?"
        ),
        (
            rf"{_IN_DIRECTION}(?:the\s+)?(?P<steepest>{MOST})\s+"
            r"(?:ascent|increase|(?P<falling>descent|decrease))"
        ),
        (
            r"(?:(?:going|heading|moving|walking|travell?ing)\s+|(?:if|when|as)\s+(?:you|we|one)"
            r"\s+(?:walk|move|go|head)s?\s+"
            r"|in\s+(?:the\s+|a\s+)?(?:direction\s+(?:of\s+)?)?|towards?\s+(?:the\s+)?)?(?:due"
            r"\s+)?"
            rf"(?P<compass>{_COMPASS})(?:wards?)?(?:\s+direction)?(?![A-Za-z])"
        ),
        rf"with\s+respect\s+to\s+(?P<by>{_LETTER}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+){_LETTER})*)",
        (
            rf"(?:{_ALONG}|(?P<opposite>{_OPPOSITE}))(?:the\s+)?(?:positive\s+"
            rf"|(?P<backward>negative\s+))?"
            r"(?P<axis>[xyz])[- ]axis"
        ),
        (
            r"in\s+the\s+direction\s+(?:indicated|given)\s+by\s+the\s+angle\s+(?:[A-Za-zθ]\s*="
            r"\s*)?"
            r"(?P<indicated>\S+?)(?=\s*[.?]?\s*\Z)"
        ),
        (
            r"(?:in\s+(?:the|a)\s+direction\s+)?(?:(?:that|which)\s+makes|making|at)\s+an"
            r"\s+angle\s+"
            r"(?:of\s+)?(?P<angle>\S+)\s+with\s+the\s+(?:positive\s+)?x[- ]axis"
        ),
        (
            rf"{_IN_DIRECTION}(?:(?:indicated|given)\s+by\s+)?(?:the\s+angle\s+)?"
            rf"(?:[θφα]|theta|phi|alpha)\s*=\s*(?P<turned>\S+?){_ENDS}"
        ),
        (
            r"(?:(?:where|and|if)\s+)?[uv]\s+is\s+the\s+unit\s+vector\s+"
            r"(?:(?:given|indicated|determined)\s+by|in\s+the\s+direction\s+of)\s+(?:the\s+)?"
            rf"(?:angle\s+)?(?:[θφα]|theta)\s*=\s*(?P<unit_turned>\S+?){_ENDS}"
        ),
        (
            r"(?:(?:where|and|if)\s+)?u\s+is\s+the\s+unit\s+vector\s+"
            rf"in\s+the\s+direction\s+of\s+{_VECTOR}{NAME}(?P<unit_along>{ROW})"
        ),
        rf"(?:(?:where|and|if)\s+)?[uv]\s*=\s*(?P<unit_row>{ROW})",
        (
            rf"(?:(?:where|and|if)\s+)?[uv]\s*=\s*(?P<combined>-?{_TERM}(?:\s*[-+]"
            rf"\s*{_TERM})*?(?<=[ijk])){_ENDS}"
        ),
        (
            r"(?:in\s+(?:the\s+)?direction\s+(?:of\s+)?|at\s+(?:an\s+angle\s+(?:of\s+)?)?|with"
            r"\s+(?:an\s+|the\s+)?angle\s+"
            rf"(?:of\s+|(?:θ|theta)\s*=\s*)?|(?:and\s+)?(?:θ|theta)\s*="
            rf"\s*)(?P<turned_by>-?[\d.]+\s*(?:°|deg(?:rees?)?)){_ENDS}"
        ),
        (
            rf"(?:{_ALONG}|(?P<against>{_OPPOSITE})){_VECTOR}(?:{NAME}(?P<row>{ROW}(?:/\S+)?)"
            rf"|(?:[A-Za-z]\s*=\s*)?(?P<scaled>{SCALED})"
            # A word is no sum of i, j and k.
            r"|(?:[A-Za-z](?:_?\d)?\s*=\s*)?(?![A-Za-z]{3}(?<!sqr))"
            rf"(?P<vector>-?{_TERM}(?:\s*[-+]\s*{_TERM})*?){_ENDS})"
        ),
    ),
    ending=(
        r"\s*(?:,?\s*and\s+(?:(?:classify|identify)\s+(?:them|each(?:\s+one)?)"
        r"|(?:determine|find|give|state)\s+(?:their|its|the)\s+(?:nature|types?)(?:\s+of\s+each)?"
        r"|(?:find\s+)?the\s+direction\s+in\s+which\s+(?:it|this)\s+occurs))?\s*[.?]?\s*"
    ),
    series=_SERIES,
)
