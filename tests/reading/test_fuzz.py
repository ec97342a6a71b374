"""Whatever is typed: an answer or an error that shows its place, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from grad_magic.errors import GradMagicError
from grad_magic.reading.options import OPTION_KEYS
from grad_magic.reading.request import Request, read_request
from grad_magic.reading.vocabulary import CALLABLE_BY_NAME, GREEK_LETTERS
from grad_magic.result import Answers, Result, answer
from tests.reading.corpus_latex import LATEX, LATEX_WITH_VARIABLES
from tests.reading.corpus_python import PYTHON, PYTHON_WITH_VARIABLES
from tests.reading.corpus_refused import REFUSED, REFUSED_WITH_VARIABLES
from tests.reading.corpus_typed import TYPED, TYPED_WITH_VARIABLES

pytestmark = pytest.mark.slow

# The seconds that an answer to a fuzzed request may take: most take a tenth of it.
BUDGET = 0.5

FUNCTIONS: tuple[str, ...] = (
    *(f"f={text}" for text in (*TYPED, *PYTHON, *REFUSED)),
    *(f"f=({text}, x)" for text in TYPED),
    *(f"f=${text}$" for text in LATEX),
    *(f"f({', '.join(names.split())})=${text}$" for text, names in LATEX_WITH_VARIABLES),
    *(
        f"f({', '.join(names.split())})={text}"
        for text, names in (*TYPED_WITH_VARIABLES, *PYTHON_WITH_VARIABLES, *REFUSED_WITH_VARIABLES)
    ),
)
CLAUSES = (
    "at=(1,0)",
    "at=(x=1, y=0)",
    "at=[(1,0),(0,1)]",
    "at=(pi/2, 2)",
    "at=2",
    "at=P",
    "at={c}",
    "dir=(1,-1)",
    "dir=3i-4j",
    "dir=-y",
    "dir=-grad",
    "dir=v",
    "to=(2,-1)",
    "angle=135°",
    "angle=3*pi/4",
    "angles=(60°, 45°, 60°)",
    "at=(a,b)",
    "dir=(1,1)/sqrt(2)",
    "dir=ai+bj",
    "angle=t",
    "a=2",
    "order=3",
    "rate=1/2",
    "critical=all",
    "digits=6",
    "as=r",
    "# a comment",
)
NOTEBOOK: Mapping[str, object] = {"P": (1, 0), "v": [3, -4], "c": 2, "x": "no point", "f": None}

SIGNS = (
    *"()[]{}|^*/+-_=<>!&,.;:#$'\"\\@%~`?",
    *(" ", "\n", "\t", "**", "==", "<=", "!=", "√", "∛", "²", "⁻¹", "ₙ", "₁", "°", "∞", "·", "−"),
    *("½", "∇", "\u200b", "х", "５", "١", "ß", "İ", "\x00", "\r\n", "\u2028", "𝑥"),
)
COMMANDS = (
    *(r"\frac", r"\sqrt", r"\left", r"\right", r"\cdot", r"\begin", r"\end", r"\\", r"\text"),
    *(r"\operatorname", r"\mathrm", r"\theta", r"\pi", r"\sin", r"\ln", r"\{", r"\}", r"\lvert"),
    *("{cases}", "{array}", "{rl}", r"\begin{cases}", r"\end{cases}", "{otherwise}", r"\,"),
)
WORDS = (
    *(*"xyzaeEfijkpt", "xy", "x_1", "x_", "_", "__", "theta", "lambda", "pi", "oo", "nan", "inf"),
    *(*"0129", "0.5", ".", "1e5", "1e-99", "9" * 30, "0x1", "1_000", "True", "and", "or", "Eq"),
    *("import", "eval", "deg", "grad", "-grad", "x.y", "f(x,y)=", "at=(", "dir=(", "f="),
)
HEADS = ("", "f=", "f=$", "f(x,y)=", "f=x*y at=", "f=x*y at=(1,1) dir=", "f=$x$ at=", "f=x as=")
TOKENS = (
    *SIGNS,
    *COMMANDS,
    *WORDS,
    *(f"{key}=" for key in OPTION_KEYS),
    *CALLABLE_BY_NAME,
    *GREEK_LETTERS,
)


SOUND_REQUESTS = st.builds(
    lambda function, clauses: " ".join((function, *clauses)),
    st.sampled_from(FUNCTIONS),
    st.lists(st.sampled_from(CLAUSES), max_size=3),
)
TOKEN_ROWS = st.builds(
    lambda head, parts: head + "".join(parts),
    st.sampled_from(HEADS),
    st.lists(st.sampled_from(TOKENS), max_size=25),
)
FREE_TEXT = st.one_of(st.text(max_size=60), st.text(max_size=60).map("f={}".format))


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A sound request with up to four slips of the keyboard or of the clipboard."""
    text = draw(SOUND_REQUESTS)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        slip = draw(st.sampled_from(["delete", "double", "insert", "replace", "swap", "splice"]))
        before, part, after = text[:start], text[start:end], text[end:]
        if slip == "delete":
            part = ""
        elif slip == "double":
            part *= draw(st.integers(2, 4))
        elif slip == "insert":
            part = draw(st.sampled_from(TOKENS)) + part
        elif slip == "replace":
            part = draw(st.sampled_from(TOKENS))
        elif slip == "swap":
            before, part = part, before
        else:
            part = draw(SOUND_REQUESTS)[start:]
        text = before + part + after
    return text


REQUESTS = st.one_of(FREE_TEXT, TOKEN_ROWS, mutated())
fuzz = settings(
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def read_or_explain(text: str) -> Request | None:
    """What is read; None where an error says why nothing is, after a look at that error."""
    note(repr(text))
    try:
        return read_request(text, NOTEBOOK)
    except GradMagicError as error:
        assert_well_formed(error)
        return None


def assert_well_formed(error: GradMagicError) -> None:
    assert error.message
    assert error.message in str(error)
    assert "\n" not in error.message
    assert 0 <= error.start <= error.end <= len(error.source)


@given(FREE_TEXT)
@settings(fuzz, max_examples=200)
def test_any_text_is_read_or_refused_with_its_place(text: str) -> None:
    read_or_explain(text)


@given(TOKEN_ROWS)
@settings(fuzz, max_examples=400)
def test_any_row_of_the_grammars_own_signs_is_read_or_refused_with_its_place(text: str) -> None:
    read_or_explain(text)


@given(mutated())
@settings(fuzz, max_examples=400)
def test_a_request_with_slips_is_read_or_refused_with_its_place(text: str) -> None:
    read_or_explain(text)


@given(mutated())
@settings(fuzz, max_examples=30)
def test_a_request_with_slips_is_answered_or_refused(text: str) -> None:
    request = read_or_explain(text)
    if request is None:
        return
    try:
        result = answer(request, budget=BUDGET)
    except GradMagicError as error:
        assert_well_formed(error)
    else:
        assert isinstance(result, (Result, Answers))
