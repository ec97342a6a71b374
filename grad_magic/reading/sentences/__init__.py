"""Problems as books and exam papers word them, into the requests that they are.

sentence            the way as a whole, from a sentence to its request and questions
language            what a language says a problem with
english, chinese    the patterns of each language
english_rewritings  sentences in other words, into those that the patterns have
stories             what is told ahead of a function and changes nothing
compositions        functions told by their parts, into those of the letters that are left
data                numbers told for letters of a function
sums                sums over data, written out
series              several questions about one function, each as a sentence
derivatives         what the signs of derivatives ask for
dollars             mathematics in dollars, in signs that the patterns know
operators           grad(x^2 y), diff(x^2*y, x)
estimates           numbers to be estimated, into linearizations
identities          equations between derivatives that f is said to satisfy
descent             gradient descent from a point
pictures            what is to be drawn
units               of what rates of change are measured in
elsewhere           questions that no clause asks, with what can be asked instead
said                what comes of a sentence
"""

from __future__ import annotations

import re
from dataclasses import replace

from grad_magic.presets import (
    LETTERED,
    LETTERED_OF_PARTIALS,
    NUMBER,
    OF_PARTIALS,
    SENTENCE,
    Asked,
)
from grad_magic.problem import Presentation
from grad_magic.reading.sentences.said import Said

# No problem of a book is longer, and the patterns are tried at every letter.
_LONGEST = 600
# An exercise with its story; it is looked through once.
_LONGEST_PROSE = 3000
# How such a sentence opens. What reads it is loaded for sentences alone.
_OPENS = re.compile(
    r"\s*(?:[某求设設由试試计計已给若确写判討讨問问證证說说验驗考研函利用对對从從请請画畫作绘繪使]|(?:please|find|compute|calculate"
    r"|determine|evaluate|differentiate|estimate|approximate|classify|locate|give|what|in|let"
    r"|suppose|consider|given|if|for|is|does|use"
    r"|the|decide|check|investigate|show|prove|verify|explain)\s|an?\s+[a-z-]{3,}\s+[a-z])"
    r"|\s*\((?:a|i|1)\)\s"
    # What a person asks for, and signs that do.
    r"|\s*(?:could|can|would|will|help|i|how|at|obtain|get|work|write|state|derive|using|starting"
    r"|plot|draw|sketch|graph|visuali[sz]e|display|minimi[sz]e|maximi[sz]e|run|perform|apply|take|do"
    r"|momentum)\s"
    r"|\s*(?:∇|nabla|grad(?:ient)?|hess(?:ian)?\w*|jac(?:obian)?\w*|diff|derivative"
    r"|differentiate|D)\s*[(\[]"
    r"|\s*(?:solve\s+)?step[- ]by[- ]step\s*[:,]"
    r"|\s*(?:∇|∂|nabla\s|grad\s|D_[a-z]|[A-Za-z]_[xyzt]{1,3}\s*\(|d\s*/\s*d[a-z])"
    r"|[^=]*=.*[,;.]\s*(?:please\s+)?(?:find|compute|calculate|determine|evaluate|m(?:in|ax)imi[sz]e|is)\s"
    r"|[^=]*=[^=]*\s(?:find|compute|calculate|determine)\s"
    r"|[^=]*=[^=]*(?:∇|∂|[A-Za-z]_[xyzt]{1,2}\s*=\s*\?)|\s*\$\s*\\(?:nabla|[dt]?frac\s*\{"
    r"\s*\\partial)"
    r"|\s*(?:where|which|lineari[sz]e)\s"
    # What is asked for, alone: gradient of …, tangent plane to …; …在点(1,2)处的梯度.
    r"|\s*[A-Za-z-]{3,}(?:\s+[A-Za-z-]{3,}){,4}\s+(?:of|to|for)\s"
    r"|\s*(?:gradient|hessian|jacobian|(?:critical|stationary|saddle)\s+points?|tangent|normal"
    r"|(?:partial|directional|second)\s+derivatives?)\s"
    r"|(?!.*answer\s*=).*(?:导数|梯度|微分|极[大小]?值|驻点|临界点|鞍点|切平面|切线|法线|法平面|法向量|矩阵"
    r"|最快的?方向|方向.*最快|变化率|可微|夹角)",
    re.IGNORECASE | re.DOTALL,
)

# The function of a request that has been found for a number: f(x,y)=…, where no f(… is said.
_NAMED = re.compile(r"([A-Za-z])\([^)]*\)=")
_PARTIALS = re.compile(r"partial\s+(?:derivative|differentia)|partials|偏导|∂", re.IGNORECASE)
_GRADIENT = re.compile("grad|nabla|∇|梯度", re.IGNORECASE)
_POINT, _TARGET = (re.compile(rf"(?<![A-Za-z\\_]){letter}\s*=?\s*[(（]") for letter in "PQ")


def kind_of_statement(text: str, said: Said) -> str:
    """Whether a sentence names the function, and the points that it tells as an answer would.

    >>> sentence = "find the gradient of x^2 y at P(1,2)"
    >>> kind_of_statement(sentence, read_said(sentence))
    'sentence with letters'
    """
    named = _NAMED.match(said.request)
    if named and not re.search(rf"(?<![A-Za-z]){named[1]}\s*[(（=＝]", text):
        return NUMBER
    names_all = _POINT.search(text) and (" to=" not in said.request or _TARGET.search(text))
    if (
        said.questions == (Asked.GRADIENT,)
        and _PARTIALS.search(text)
        and not _GRADIENT.search(text)
    ):
        return LETTERED_OF_PARTIALS if names_all else OF_PARTIALS
    return LETTERED if names_all else SENTENCE


def with_questions(presentation: Presentation, text: str, said: Said) -> Presentation:
    """How the answer to a sentence is shown; the same of a text that is none."""
    if said.request == text:
        return presentation
    return replace(
        presentation,
        questions=said.questions,
        general=said.general,
        labels=said.labels,
        data=said.data,
        unit=said.unit,
        has_unit_vectors=said.has_unit_vectors,
        has_parametric_lines=said.has_parametric_lines,
        has_nabla=said.has_nabla,
        statement=kind_of_statement(text, said),
    )


def read_said(text: str) -> Said:
    """The request that a sentence is, with its question; a text that is none stays as it is.

    >>> read_said("find the critical points of x^3-3xy+y^3").request
    'x^3-3xy+y^3 critical=all'
    >>> read_said("x^3-3xy+y^3 critical=all").request
    'x^3-3xy+y^3 critical=all'
    """
    if len(text) > _LONGEST or _OPENS.match(text) is None:
        return Said(text)
    from grad_magic.reading.sentences.sentence import read_sentence

    return read_sentence(text)


def refuse_prose(text: str, key: str) -> None:
    """Makes sure that a sentence in words is not told which of its words is no name of a formula.

    Args:
        text: a request that could not be read.
        key: the message of the error.

    Raises:
        RequestSyntaxError: it is a sentence.
    """
    if len(text) > _LONGEST_PROSE:
        return
    from grad_magic.reading.sentences.elsewhere import is_prose
    from grad_magic.reading.sentences.sentence import not_understood

    if is_prose(text, key):
        raise not_understood(text) from None
