"""What could take for ever or fill the memory: each bomb ends in time, under a limit of memory."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress

import pytest

from grad_magic.calculus.budget import time_limit
from grad_magic.errors import NoAnswerError
from grad_magic.reading.request import read_request
from grad_magic.result import answer

pytestmark = pytest.mark.slow

# One byte of address space more than this and Python raises MemoryError.
MEMORY_LIMIT = 1_536 * 2**20
# The time of the processor that all bombs of one group may take together, which does not depend
# on what else a machine does; a hanging one never ends. By the clock it is far longer.
GROUP_SECONDS = 60
LOADED_SECONDS = 600
# The seconds that an answer to a bomb may take.
BUDGET = 0.5
# What still fits on a screen.
LONGEST_ERROR = 2_000
# Python returns from its own functions, and SymPy's, in a fraction of it.
PROMPT_SECONDS = 60

# Much to do in many small steps, so that an interrupt arrives at once.
# Some seconds of work.
SLOW = "f=sin(x*y*z)*exp(x-y)*cos(y*z)+tanh(x+y+z)^3 order=5 at=(1,2,3)"


def nested(opening: str, depth: int, core: str = "x", closing: str = ")") -> str:
    return opening * depth + core + closing * depth


def numbered(part: str, count: int, between: str = "+") -> str:
    return between.join(part.format(i) for i in range(1, count + 1))


LONG_TEXTS: Mapping[str, str] = {
    "5 MB in one line": "f=" + "x+" * 2_500_000 + "x",
    "5 MB of brackets": "f=" + nested("(", 2_500_000),
    "5 MB of blanks": "f=x" + " " * 5_000_000,
    "5 MB of comment": "f=x #" + "#" * 5_000_000,
    "5 MB of open brackets": "f=" + "(" * 5_000_000,
    "5 MB of quotes": "f=" + "'\"$" * 1_600_000,
    "10,000 brackets": "f=" + nested("(", 10_000),
    "as many brackets as fit": "f=" + nested("(", 4_900),
    "as many square brackets as fit": "f=" + nested("[", 4_900, closing="]"),
    "as many bars as fit": "f=" + nested("|", 4_900, closing="|"),
    "bars side by side": "f=" + "|x|" * 3_000,
    "10,000 minus signs": "f=" + "-" * 10_000 + "x",
    "as many minus signs as fit": "f=" + "-" * 9_900 + "x",
    "plus and minus": "f=x" + "+-" * 4_900 + "x",
    "minus signs in an exponent": "f=x^" + "-" * 9_000 + "y",
    "powers of powers": "f=x" + "^x" * 4_900,
    "root signs": "f=" + "√" * 9_900 + "x",
    "raised digits": "f=x" + "²" * 9_900,
    "functions without brackets": "f=" + "sin " * 2_400 + "x",
    "functions run together": "f=" + "xyzsin" * 1_600,
    "functions run together in two ways": "f(h,x)=" + "sinh" * 28 + "x",
    "letters run together": "f=" + "x" * 9_900,
    "declared letters run together": "f(x,y)=" + "xy" * 4_900,
    "a long name": "f=x" + "_x" * 4_900,
    "insertions": "f=" + "{x}" * 3_300,
    "commas": "f=max(" + "," * 9_000 + ")",
    "arguments": "f=max(" + "x," * 4_900 + "x)",
}
LATEX: Mapping[str, str] = {
    r"nested \frac": "f=$" + nested(r"\frac{1}{", 900, closing="}") + "$",
    r"nested \frac in the numerator": "f=$" + nested(r"\frac{", 900, closing="}{2}") + "$",
    r"nested \frac without braces": "f=$" + r"\frac" * 1_900 + "1" * 400 + "$",
    r"nested \sqrt": "f=$" + nested(r"\sqrt{", 1_400, closing="}") + "$",
    r"nested \sqrt[…]": "f=$" + nested(r"\sqrt[3]{", 900, closing="}") + "$",
    r"\sqrt in the degree of \sqrt": "f=$" + nested(r"\sqrt[", 1_100, closing="]{2}") + "$",
    "nested braces": "f=$" + nested("{", 4_900, closing="}") + "$",
    "open braces": "f=$" + "{" * 9_900 + "$",
    "nested exponents": "f=$" + nested("x^{", 2_400, closing="}") + "$",
    r"nested \left": "f=$" + nested(r"\left(", 650, closing=r"\right)") + "$",
    "nested cases": "f=$" + nested(r"\begin{cases}", 300, closing=r"&x>0\end{cases}") + "$",
    "cases in conditions": "f=$" + r"\begin{cases}x & " * 550 + "$",
    "rows of cases": "f=$" + r"\begin{cases}" + r"x & x>0\\" * 1_000 + r"\end{cases}$",
    "texts in conditions": "f=$" + r"\begin{cases}x & " + r"\text{if }" * 900 + r"x>0\end{cases}$",
}
NUMBERS: Mapping[str, str] = {
    "a tower of numbers": "f=9**9**9**9",
    "a tower in brackets": "f=x*((9^9)^9)^9",
    "a tower of fractions": "f=(1/9)^(9^9)^9*x",
    "a tower of tens": "f=10^100^10*x",
    "a tower of superscripts": "f=x*9⁹⁹⁹⁹⁹",
    "a tower in LaTeX": "f=$9^{9^{9^9}}$",
    "a tower in the point": "f=x at=9^9^9",
    "a tower in the direction": "f=x*y at=(1,1) dir=(9^9^9,1)",
    "a tower in the angle": "f=x*y at=(1,1) angle=9^9^9",
    "a tower in a parameter": "f=a x a=9^9^9",
    "a factorial": "f=x*factorial(10**9)",
    "factorials of factorials": "f=x*factorial(factorial(factorial(5)))",
    "a gamma": "f=gamma(10^9)*x",
    "a gamma of a fraction": "f=gamma(10^9+1/2)*x",
    "a beta": "f=beta(10^9,10^9)*x",
    "a binomial": "f=binomial(10^9,10^8)*x",
    "a large Bessel order": "f=besselj(10^9,x)",
    "an allowed Bessel order": "f=besselj(100,x) at=1",
    "a root of large degree": "f=root(x,10^50) at=2",
    "as many digits as fit": "f=" + "9" * 9_900 + "*x",
    "as many decimals as fit": "f=." + "9" * 9_900 + "*x",
    "a power of ten": "f=1e999999999*x",
    "a small power of ten": "f=x at=1e-999999999",
    "digits in an index": "f=x_" + "9" * 9_000,
    "digits in the base of a logarithm": "f=log_" + "9" * 9_000 + "(x)",
    "digits asked for": "f=x at=1 digits=" + "9" * 9_000,
    "many digits asked for": "f=x at=1 digits=1000000",
    "an order of many digits": "f=x*y order=" + "9" * 9_000,
    "a long word instead of all": "f=x*y critical=" + "all" * 3_000,
    "a large order": "f=x*y order=999999999",
    "a rate to a power": "f=x*y at=(1,1) rate=9^9^9",
    "a rate of many digits": "f=x*y at=(1,1) rate=" + "9" * 9_000,
    "a rate that needs factors": f"f=x*y at=(1,1) rate=sqrt({(10**49 + 9) * (10**49 + 11)})",
    "a parameter to a power": "f=x*y at=(9^a,1) a=9^9",
    "a general power in a point": "f=x*y at=((a+b+c)^900,1)",
    "a general power of a direction": "f=x*y at=(1,1) dir=(a+b+c)^900*(i+j)",
    "a general power in angles": "f=x*y at=(1,1) angles=((a+b+c)^900,b)",
    "a vector divided by a power": "f=x*y at=(1,1) dir=(1,1)/9^9^9",
    "a root that needs factors": f"f=sqrt(x) at={(10**49 + 9) * (10**49 + 11)}",
    "a cube root that needs factors": f"f={10**99 + 7}^(1/3)*x",
    "a direction that needs factors": f"f=x*y at=(1,1) dir=({10**60 + 7},{10**61 + 1})",
    "a cosine of a small part of π": "f=cos(x) at=pi/65537",
}
EXPRESSIONS: Mapping[str, str] = {
    "a power": "f=(x+y)**(10**8)",
    "a power at a point": "f=(x+y)**(10**8) at=(1,1)",
    "an allowed power of a sum": "f=(x+y+1)^1000 at=(1,1)",
    "a power of a sum with roots": "f=(sqrt(2)*x+sqrt(3)*y+1)^1000 at=(1,1)",
    "powers of powers of sums": "f=" + nested("(", 7, "x", "^9+1)") + " at=9",
    "squares of squares": "f=" + nested("(", 12, "x", "^2+1)^2") + " at=1",
    "x to itself": "f=x^x^x^x^x at=9",
    "x to itself at two": "f=x^x^x^x^x at=2",
    "exponentials": "f=exp(exp(exp(exp(x)))) at=9",
    "more exponentials": "f=" + nested("exp(", 5) + " at=9",
    "a sine of exponentials": "f=sin(exp(exp(exp(x)))) at=9",
    "gammas of gammas": "f=gamma(gamma(gamma(x))) at=6",
    "a gamma at a point": "f=gamma(x) at=10^9",
    "a Bessel function far out": "f=besselj(1,x) at=10^50",
    "a power of a variable degree": "f=x^y at=(2,10^9)",
    "a small power of a variable degree": "f=x^y at=(1/2,10^9)",
    "an exponential far out": "f=exp(x) at=10^99",
    "a sine far out": "f=sin(x) at=10^99",
    "a floor far out": "f=floor(exp(x)) at=10^5",
    "a steep sigmoid": "f=sigmoid(1000x) at=-1000",
    "a softplus far out": "f=softplus(x) at=10^6",
    "nested sines": "f=" + nested("sin(", 50) + " at=1",
    "nested roots": "f=" + nested("sqrt(", 48) + " at=2",
    "nested logarithms": "f=" + nested("log(", 48) + " at=2",
    "nested exponentials": "f=" + nested("exp(", 48),
    "nested exponentials at a point": "f=" + nested("exp(", 48) + " at=1",
    "nested bars": "f=" + nested("|x-", 20, "1", "|") + " at=1",
    "nested quotients": "f=" + nested("1/(1+", 48) + " at=1",
}
SIZES: Mapping[str, str] = {
    "a long sum": "f=" + numbered("x**{}", 240) + " at=2",
    "a long sum of sines": "f=" + numbered("sin({}*x)", 150) + " at=2",
    "a long product": "f=" + numbered("(x+{})", 200, "*") + " at=1",
    "too long a sum": "f=" + numbered("x", 3_000),
    "a product of many variables": "f=" + "*".join(f"x_{i}" for i in range(300)),
    "derivatives of high order": SLOW,
    "a sum over many variables": "f=" + numbered("x_{}**2", 240),
    "a sum over many variables at a point": (
        f"f={numbered('x_{}**2', 30)} at=({numbered('1', 30, ',')})"
    ),
    "the largest of many": "f=max(" + numbered("x_{}", 12, ",") + ")",
    "many cases": "f=piecewise(" + numbered("(x+{0},x<{0})", 24, ",") + ") at=50",
    "many clauses": "f=x " + numbered("a_{}=1", 900, " "),
    "one clause many times": "f=x " + "a=1 " * 2_400,
    "many points": "f=x at=[" + "(1)," * 2_000 + "]",
    "many coordinates": "f=x at=(" + "1," * 4_500 + "1)",
    "a long word in the direction": "f=x*y at=(1,1) dir=" + "theta" * 1_900,
    "many words in the direction": "f=x*y at=(1,1) dir=" + "theta " * 1_600,
    "many terms in the direction": "f=x*y at=(1,1) dir=i" + "+i" * 4_900,
    "many components": "f=(" + "x," * 4_500 + "x)",
    "as many components as there may be": "f=(" + "x*y," * 20 + ") at=(1,2)",
    "many rows": r"f=$\begin{pmatrix}" + r"x\\" * 1_500 + r"x\end{pmatrix}$",
    "matrices in matrices": "f=$" + r"\begin{pmatrix}" * 300 + "x" + r"\end{pmatrix}" * 300 + "$",
    "many vectors side by side": "f=x*y at=(1,1) dir=" + "(1,1)" * 1_500,
    "many brackets before a vector": "f=x*y at=(1,1) dir=" + "(1)" * 3_000 + "(1,1)",
    "many blanks before a vector": "f=x*y at=(1,1) dir=2" + " " * 9_000 + "(1,1)",
    "many names in the point": "f=x at=(" + numbered("a_{}", 1_000) + ")",
    "the highest order of many variables": "f=" + numbered("x_{}", 8, "*") + " order=6",
    "brackets in the direction": "f=x*y at=(1,1) dir=(" + nested("(", 3_000, "1") + ",1)",
}
GROUPS: Mapping[str, Mapping[str, str]] = {
    "long texts": LONG_TEXTS,
    "LaTeX": LATEX,
    "numbers": NUMBERS,
    "expressions": EXPRESSIONS,
    "sizes": SIZES,
}

# Reads its bombs from standard input, and writes down each before and after it has gone off.
WATCHED = """
import json, sys
from grad_magic.errors import GradMagicError
from grad_magic.reading.request import read_request
from grad_magic.result import answer

answer(read_request("f=x*y at=(1,1) dir=(1,2)"))
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}))
    resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))
except (ImportError, ValueError):  # Windows and macOS know no such limit
    pass
for name, text in json.load(sys.stdin).items():
    print(name, end=": ", flush=True)
    try:
        answer(read_request(text), budget={budget})
    except GradMagicError as error:
        print("refused" if len(str(error)) < {longest} else "refused at length", flush=True)
    except BaseException as error:
        print(type(error).__name__, str(error)[:80], flush=True)
    else:
        print("answered", flush=True)
"""


@pytest.mark.parametrize("group", GROUPS)
def test_no_bomb_breaks_out_hangs_or_fills_the_memory(group: str) -> None:
    bombs = GROUPS[group]
    script = WATCHED.format(
        memory=MEMORY_LIMIT, seconds=GROUP_SECONDS, budget=BUDGET, longest=LONGEST_ERROR
    )
    process = subprocess.Popen(  # noqa: S603  (our own text)
        [sys.executable, "-c", script],
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},  # each would reserve memory of its own
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    with process:
        try:
            output, _ = process.communicate(json.dumps(bombs), timeout=LOADED_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            output, _ = process.communicate()
            pytest.fail(f"this one hangs: {output.splitlines()[-1]}")
    assert process.returncode == 0, f"this one hangs: {output.splitlines()[-1]}"
    outcomes = dict(line.split(": ", 1) for line in output.splitlines())
    assert list(outcomes) == list(bombs)
    assert {
        name: outcome
        for name, outcome in outcomes.items()
        if outcome not in ("answered", "refused")
    } == {}


def test_a_slow_answer_is_given_up_and_leaves_no_interrupt_behind() -> None:
    request = read_request(SLOW)
    with pytest.raises(NoAnswerError, match=r"no answer was found within 0\.2 seconds"):
        answer(request, budget=0.2)
    # An interrupt that were still on its way would arrive here.
    for _ in range(50):
        time.sleep(0.01)


# Where an interrupt arrives in a destructor it is lost, and Python writes a warning.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_limits_that_end_near_the_end_of_the_work_leave_no_interrupt_behind() -> None:
    request = read_request("f=x*y")
    answer(request)
    for milliseconds in range(1, 40):
        with suppress(NoAnswerError):
            answer(request, budget=milliseconds / 1_000)
    time.sleep(0.05)


def test_a_limit_holds_though_its_interrupt_was_lost() -> None:
    def spin() -> None:
        end = time.monotonic() + PROMPT_SECONDS
        while time.monotonic() < end:
            pass

    def lose_an_interrupt() -> None:
        with suppress(KeyboardInterrupt):
            spin()

    def work() -> None:
        with time_limit(0.1):
            lose_an_interrupt()  # as a destructor does, or SymPy in an `except`
            spin()

    with pytest.raises(NoAnswerError):
        work()


# Ctrl-C's handler is set anew, for a shell without job control starts its children without it.
INTERRUPTED = f"""
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from grad_magic.reading.request import read_request
from grad_magic.result import answer

request = read_request({SLOW!r})
print("reading is done", flush=True)
try:
    answer(request, budget=600)
except KeyboardInterrupt:
    print("interrupted", flush=True)
answer(read_request("f=x*y at=(1,1)"))
print("answered again", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process")
def test_ctrl_c_stops_a_slow_answer_and_keeps_its_meaning() -> None:
    with subprocess.Popen(  # noqa: S603  (our own text)
        [sys.executable, "-c", INTERRUPTED], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "reading is done\n"
        time.sleep(1)  # into the middle of the work
        process.send_signal(signal.SIGINT)
        try:
            output, _ = process.communicate(timeout=PROMPT_SECONDS)
        finally:
            process.kill()
    assert output == "interrupted\nanswered again\n"
