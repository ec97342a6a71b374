"""No request runs code, and no name from a request reaches the output unchecked."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import pytest
import sympy
from sympy import Symbol

import grad_magic
from grad_magic.errors import GradMagicError
from grad_magic.reading.request import read_request
from grad_magic.result import answer, solve

CODE: tuple[str, ...] = (
    "__import__('os').system('x')",
    '__import__("os").system("x")',
    "{__import__}",
    "{__builtins__}",
    "__builtins__",
    "__name__*x",
    "().__class__",
    "().__class__.__bases__[0].__subclasses__()",
    "''.__class__",
    "(1).__class__",
    "x.__class__",
    "x.name",
    "x.is_real",
    "x.subs(x, 1)",
    "sin.__globals__",
    'eval("1")',
    "eval(1)",
    "exec(x)",
    "compile(x)",
    'open("x", 1)',
    "open(x)",
    "print(x)",
    "input()",
    "breakpoint()",
    "exit()",
    "quit()",
    "globals()",
    "getattr(x, y)",
    "type(x)",
    "vars()",
    "lambda: x",
    "x + lambda x: x",
    "lambda x: __import__(x)",
    "lambda x, y=1: x",
    "(lambda: x)()",
    "[x for x in y]",
    "(x for x in y)",
    "{x for x in y}",
    "{x: y}",
    "{x!r}",
    "{x()}",
    "{x.y}",
    "{x[0]}",
    "f'{x}'",
    'f"{__import__(1)}"',
    "b'x'",
    "r'x'",
    "'''x'''",
    "x if y else z",
    "x and y",
    "not x",
    "x is y",
    "x in y",
    "x := 1",
    "(x := 1)",
    "await x",
    "yield x",
    "return x",
    "import os",
    "from os import system",
    "del x",
    "x; import os",
    "x\nimport os",
    "x[0]",
    "x[0:1]",
    "x[__import__]",
    "x @ y",
    "x // y",
    "x % y",
    "x << y",
    "x & y",
    "~x",
    "`x`",
    "!ls",
    "%run x",
    "?x",
    "$HOME",
    "${x}",
    "$(ls)",
    "os.system(x)",
    "sympify(x)",
    "parse_expr(x)",
    "lambdify(x, y)",
    "S(x)",
    "N(x)",
    "Symbol(x)",
    "Function(x)",
    "Integer(x)",
    "0x1F*x",
    "...",
    "None",
    "\\x41",
    "\\u0041",
    "x\\",
)
MARKUP: tuple[str, ...] = (
    r"\write18{ls}",
    r"\input{x}",
    r"$\write18{ls}$",
    r"$\immediate\write18{ls}$",
    r"$\input{/etc/passwd}$",
    r"$\include{x}$",
    r"$\openin5=x$",
    r"$\def\x{y}x$",
    r"$\newcommand{\x}{y}x$",
    r"$\let\x=y$",
    r"$\csname x\endcsname$",
    r"$\catcode`x=1$",
    r"$\href{javascript:x}{y}$",
    r"$\url{x}$",
    r"$\html{x}$",
    r"$\class{x}{y}$",
    r"$\cssId{x}{y}$",
    r"$\style{color:red}{y}$",
    r"$\require{x}y$",
    r"$\unicode{60}$",
    r"$\includegraphics{x}$",
    r"$\text{<script>}$",
    r"$\mathrm{<b>}$",
    r"$\mathrm{x}_{<script>}$",
    r"$\operatorname{eval}(x)$",
    r"$\operatorname{\write}(x)$",
    r"$\mathit{\write}$",
    r"$\begin{verbatim}x\end{verbatim}$",
    r"$\begin{filecontents}x\end{filecontents}$",
    r"$x_{\write}$",
    r"$x_{}$",
    r"$x_{y z<}$",
    r"$x_{\text{a}}$",
    r"$\theta_{<script>}$",
    r"$x%y$",
    r"$x#y$",
    r"x$\write18{ls}$",
    "<script>alert(1)</script>",
    "<b>x</b>",
    "x<y",
    "<!-- x -->",
    "&lt;x",
    "&#60;",
    "x_{\\write}",
    "x_{<}",
    "x_{a b}",
    "x_{}",
    "x__",
    "__x__",
    "_x",
    "x_",
    "x__y",
    "θ__1",
    "x\u202ey",
    "x\u200by",
    "x\x00y",
    "x\x1b[31my",
    "[x](javascript:y)",
    "**x**",
    "|x",
)
CLAUSES: tuple[str, ...] = (
    "f=x at=__import__('os')",
    "f=x at={__import__}",
    "f=x at=x.__class__",
    "f=x at=(lambda: 1)()",
    "f=x at=eval('1')",
    "f=x at=[1 for x in y]",
    "f=x*y at=(1,1) dir=__import__('os')",
    "f=x*y at=(1,1) dir={__import__}",
    "f=x*y at=(1,1) dir=(lambda: 1)()",
    "f=x*y at=(1,1) angle=eval('1')",
    "f=x*y at=(1,1) to=open('x')",
    "f=x*y at=(__class__=1, y=1)",
    "f=a*x a=__import__('os')",
    "f=a*x a=eval('1')",
    "f=x digits=__import__('os')",
    "f=x digits=1+1",
    "f=x order=__import__('os')",
    "f=x order=1+1",
    "f=x*y at=(1,1) rate=__import__('os')",
    "f=x*y at=(1,1) rate=eval('1')",
    "f=x*y at=(1,1) rate={__import__}",
    "f=x*y at=(1,1) rate=().__class__",
    "f=x critical=__import__('os')",
    "f=x critical=all()",
    "f=x critical=<b>",
    "f=(x, __import__('os'))",
    "f=(x, {__import__})",
    "f=(x, y.__class__)",
    "f=(x, *y)",
    "f=(x for x in y, y)",
    r"f=$\begin{pmatrix} \write18{ls} \\ y \end{pmatrix}$",
    r"f=$\begin{pmatrix}<script>\\y\end{pmatrix}$",
    r"f=$\begin{vmatrix}x\\y\end{vmatrix}$",
    "f=x*y at=(a.__class__,1)",
    "f=x*y at=(__a__,1)",
    "f=x*y at=(a__b,1)",
    "f=x*y at=(<b>,1)",
    r"f=x*y at=(\write,1)",
    "f=x*y at=(a,1) dir=(1,1)/__import__('os')",
    "f=x*y at=(a,1) dir=eval('2')*(1,1)",
    "f=x*y at=(a,1) angle=a.__class__",
    "f=x as=__import__('os')",
    "f=x as=x.y",
    "f=x as=x[0]",
    "f=x as=a,b",
    "f=x as=__builtins__",
    "f=x as=import os",
    "f=x as=<b>",
    r"f=x as=\write",
    "__import__('os')=x",
    "__class__=x",
    "x.__class__=x",
    "f(x.__class__)=x",
    "f(__import__)=x",
    "f(x=1)=x",
    "f(*x)=x",
    "f(lambda)(x)=x",
    "f(x:y)=x",
    r"f($\write$)=x",
    "f(<b>)=x",
    "f(x_{<})=x",
    "<script>=x",
    "f__=x",
    "import os; f=x",
    "f=x; import os",
    "f=x$",
    "f=x $y at=1",
    "$f=x at=1",
    "f=x\n$=(1,1)",
    r"$f=\write18{ls}$",
    r"$f(\write)=x$",
    "$f=x$ import os",
)
HOSTILE: tuple[str, ...] = (
    *(f"f={text}" for text in CODE),
    *(f"f={text}" for text in MARKUP),
    *CLAUSES,
)
# What is read as harmless mathematics, though it may look like more.
HARMLESS: Mapping[str, str] = {
    "f=x # __import__('os').system('x')": "x",
    "f='x y'": "x*y",
    # A header that says no more than f(x)=.
    "f=lambda x: x": "x",
    'f="x y"': "x*y",
    "f(lambda)=lambda^2": "lambda**2",
    "f=S N Q O I": "I*N*O*Q*S",
    "f='x'": "x",
    "f=1j*x": "j*x",
    "f=$$x$$": "x",
    "f=x\u2028y": "x*y",
}
# One request of every kind, so that all is imported before the audit begins.
SOUND: tuple[str, ...] = (
    "f=x*exp(2*y) at=(1,0) dir=(1,-1)",
    r"f=$\begin{cases}\frac{xy}{x^2+y^2} & x>0 \\ |x| & \text{otherwise}\end{cases}$ at=(2,1)",
    "f=x^(1/3)+floor(y)+max(x,y)+gamma(x)+besselj(1,y) at=(8,1/2) to=(1,1) digits=20",
    "f(x,y)=x^2+y^2==5 at=[(1,2),(2,1)] angle=30°",
    "f=x*y at=(0,0) as=r",
    "f=x*y at=(1,1) order=3 rate=1 critical=all",
    r"f=$\begin{pmatrix} x^2 \\ y \end{pmatrix}$ at=(1,2) dir=(1,1)/sqrt(2)",
    "f(x,y)=a*x*y at=(b,1) angles=(t, pi/2-t)",
    "f=|x|+sigmoid(y)+atan2(x,y)+erf(x) at=(0,0)",
    "f=log(x) at=-1",
    "f=sinn x",
    "f=x atn=1",
)

# Every event of a request's own making is written down; raising alone might be caught.
AUDITED = """
import importlib, json, pkgutil, sys
import grad_magic
from grad_magic.errors import GradMagicError
from grad_magic.reading.request import read_request
from grad_magic.result import answer

FORBIDDEN = (
    "builtins.input", "builtins.breakpoint",
    "code.", "compile", "cpython.run", "ctypes.", "exec", "ftplib.", "glob.",
    "http.", "import", "marshal.", "open", "os.", "pathlib.", "pickle.", "pty.", "shutil.",
    "smtplib.", "socket.", "sqlite3.", "subprocess.", "sys.set", "tempfile.", "urllib.",
    "webbrowser.", "winreg.",
)
seen = []
audited = False

def watch(event, arguments):
    if audited and event.startswith(FORBIDDEN):
        seen.append(f"{event}{arguments!r:.80}")
        raise PermissionError(event)

def go(text):
    try:
        answer(read_request(text, {"P": (1, 0), "c": 2}))
    except GradMagicError as error:
        str(error)

# Rooms that few requests need are loaded by the first of them.
for room in pkgutil.walk_packages(grad_magic.__path__, "grad_magic."):
    importlib.import_module(room.name)
sound, hostile = json.load(sys.stdin)
for text in sound:
    go(text)
sys.addaudithook(watch)
try:
    audited = True
    eval("1")
except PermissionError:
    seen.clear()
else:
    raise SystemExit("the hook does not work")
for text in (*sound, *hostile):
    try:
        go(text)
    except BaseException as error:
        seen.append(f"{type(error).__name__}: {error}")
    audited = False
    for event in seen:
        print(repr(text), event)
    seen.clear()
    audited = True
audited = False
"""


@pytest.mark.slow
def test_nothing_is_executed_opened_or_imported_whatever_is_asked() -> None:
    requests = json.dumps([SOUND, [*HOSTILE, *HARMLESS]])
    process = subprocess.run(  # noqa: S603  (our own text)
        [sys.executable, "-c", AUDITED],
        input=requests,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        check=True,
        timeout=120,
    )
    assert process.stdout == ""


@pytest.mark.parametrize("request_text", HOSTILE)
def test_code_and_markup_are_refused(request_text: str) -> None:
    with pytest.raises(GradMagicError) as caught:
        answer(read_request(request_text))
    error = caught.value
    assert 0 <= error.start <= error.end <= len(error.source)


@pytest.mark.parametrize(("request_text", "meaning"), HARMLESS.items())
def test_what_only_looks_like_code_is_read_as_mathematics(request_text: str, meaning: str) -> None:
    (problem,) = read_request(request_text).problems
    assert str(problem.f) == meaning


def test_only_letters_digits_and_indices_make_a_name() -> None:
    for text in ("θ_1 x_{12} y_a", r"$\theta_{12} x_a y_{ab}$", "x₁ λ₂"):
        (problem,) = read_request(f"f={text}").problems
        for symbol in problem.variables:
            assert re.fullmatch(r"[A-Za-z]+\d*(_[A-Za-z0-9]+)*", symbol.name)


class Trap:
    """An object that notes whatever is done to it, and then fails."""

    def __init__(self) -> None:
        object.__setattr__(self, "touched", [])

    def _spring(self, *_: object) -> NoReturn:
        object.__getattribute__(self, "touched").append(True)
        raise ZeroDivisionError("the trap")

    __str__ = __repr__ = __format__ = __len__ = __iter__ = __bool__ = _spring
    __float__ = __int__ = __index__ = __complex__ = __call__ = __getitem__ = _spring
    __add__ = __mul__ = __neg__ = __abs__ = __array__ = __lt__ = _spring
    _repr_latex_ = _sympy_ = _sympystr = _spring


def traps(count: int) -> list[Trap]:
    return [Trap() for _ in range(count)]


def was_sprung(trap: Trap) -> bool:
    return bool(object.__getattribute__(trap, "touched"))


def test_what_the_notebook_holds_is_not_touched_unless_it_is_named() -> None:
    names = ("f", "x", "y", "at", "dir", "digits", "sin", "pi", "e", "P", "_", "In", "Out")
    held = dict(zip(names, traps(len(names)), strict=True))
    asked = read_request("f(x,y)=x*sin(y)+e+pi at=(1,0) dir=(1,-1) digits=4", held)
    answer(asked)
    assert not any(map(was_sprung, held.values()))


@pytest.mark.parametrize(
    "request_text", ["f={held}", "f=2{held}x", "f=held", "f=a*x a={held}", "f=x at={held}"]
)
def test_what_is_no_mathematics_is_refused_without_a_call_to_it(request_text: str) -> None:
    held = Trap()
    with pytest.raises(GradMagicError):
        answer(read_request(request_text, {"held": held}))
    assert not was_sprung(held)


HOSTILE_NAMES = (
    "__import__('os')",
    "x.__class__",
    "x__",
    "x}$<script>",
    r"\write18{ls}",
    r"x_{\write}",
    "x\n",
    "x y",
    "",
    "{x}",
    "$x$",
    "x\u202ey",
)


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_symbol_whose_name_could_not_be_typed_is_refused(name: str) -> None:
    held = Symbol(name) ** 2
    with pytest.raises(GradMagicError):
        read_request("f={held}", {"held": held})
    with pytest.raises(GradMagicError):
        solve(held)


HELD_EXPRESSIONS: Mapping[str, Callable[[Any], Any]] = {
    "an unknown function": sympy.Function("f"),
    "a function of a hostile name": sympy.Function("__import__"),
    "an integral": lambda x: sympy.Integral(x, x),
    "a derivative": lambda x: sympy.Derivative(sympy.Function("f")(x), x),
    "a substitution": lambda x: sympy.Subs(x**2, x, 1),
    "a sum": lambda x: sympy.Sum(x, (x, 1, sympy.oo)),
    "a complex number": lambda x: sympy.I * x,
    "an unknown": lambda x: x * sympy.nan,
    "a matrix's entry": lambda x: sympy.MatrixSymbol("A", 2, 2)[0, 0] + x,
    "an infinite order": lambda x: sympy.O(x) + x,
}


@pytest.mark.parametrize("kind", HELD_EXPRESSIONS)
def test_an_expression_beyond_the_grammar_is_refused(kind: str) -> None:
    held = HELD_EXPRESSIONS[kind](Symbol("x"))
    with pytest.raises(GradMagicError):
        answer(read_request("f={held}", {"held": held}))
    with pytest.raises(GradMagicError):
        solve(held)


HOSTILE_VALUES: Mapping[str, Any] = {
    "code": "__import__('os').system('x')",
    "an attribute": "(1).__class__",
    "an f-string": "f'{1}'",
    "markup": r"$\write18{ls}$",
    "bytes": b"1",
    "nothing": None,
    "a class": int,
    "a function": len,
    "a module": sys,
    "a set": {1, 2},
    "a complex number": 1j,
    "no number": float("nan"),
    "infinity": float("inf"),
    "a huge number": 10**5_000,
    "a symbol": Symbol("t"),
    "a nested tuple": ((1, 2), (3,)),
    "an empty tuple": (),
    "empty text": "",
    "a generator": (n for n in (1, 2)),
    "a dictionary of code": {"__import__('os')": 1},
    "a dictionary of clauses": {"x": "1) f=(1", "y": 2},
    "a plain object": object(),
}


@pytest.mark.parametrize("kind", HOSTILE_VALUES)
@pytest.mark.parametrize("key", ["at", "dir", "to", "angle", "rate", "order", "critical", "a"])
def test_a_keyword_that_is_no_number_is_refused(key: str, kind: str) -> None:
    if kind == "a symbol" and key in ("angle", "a"):
        pytest.skip("a symbol is any real number, and so an angle, and an inner function")
    clauses = {"at": (1, 2)} if key in ("dir", "to", "angle", "rate") else {}
    with pytest.raises(GradMagicError):
        solve("a*x*y" if key == "a" else "x*y", **clauses | {key: HOSTILE_VALUES[kind]})


@pytest.mark.parametrize("key", ["", " ", "at=(1,1) f", "x.y", "__class__", "a b", "f(x)", "$"])
def test_a_keyword_that_is_no_name_is_refused(key: str) -> None:
    with pytest.raises(GradMagicError):
        solve("x*y", **{key: (1, 1)})


# What runs text as code, or parses it with the help of something that does.
BANNED = frozenset(
    {
        *("eval", "exec", "compile", "__import__", "breakpoint", "input"),
        *("sympify", "_sympify", "parse_expr", "parse_latex", "parse_mathematica", "lambdify"),
        *("nsimplify", "srepr", "S", "ufuncify", "autowrap", "implemented_function", "numexpr"),
        *("import_module", "run_path", "run_module", "system", "popen", "Popen"),
    }
)
BANNED_MODULES = ("ast", "code", "codeop", "importlib", "pickle", "runpy", "sympy.parsing")
# It reads nothing but what it has packed itself in the same process.
ALLOWED = [("kept.py", "pickle")]
# These only name something, or read a decimal.
TAKES_TEXT = frozenset({"Symbol", "Dummy", "Rational"})
# SymPy's methods and functions of expressions: each parses a text that it is handed.
EXPRESSION_METHODS = frozenset(
    """
    apart as_coefficient as_independent as_poly atoms cancel coeff collect diff doit evalf expand
    factor has integrate is_polynomial limit match n nseries powsimp radsimp ratsimp
    replace_with series simplify subs together trigsimp xreplace
    """.split()  # noqa: SIM905  (a list of words)
)


class Examined(NamedTuple):
    """What the package's modules are seen to do, each with its place."""

    named: list[tuple[str, str]]
    imported: list[tuple[str, str]]
    texts_for_sympy: list[str]


@lru_cache
def examined() -> Examined:
    """All modules, read once: their trees are too large to be kept."""
    (folder,) = map(Path, grad_magic.__path__)
    found = Examined([], [], [])
    for path in sorted(folder.rglob("*.py")):
        name = str(path.relative_to(folder))
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        found.named.extend(
            (f"{name}:{getattr(node, 'lineno', 0)}", word)
            for node in nodes
            for word in names_in(node)
            if word in BANNED
        )
        found.imported.extend((name, module) for node in nodes for module in modules_in(node))
        found.texts_for_sympy.extend(f"{name}:{place}" for place in texts_for_sympy(nodes))
    return found


def names_in(node: ast.AST) -> Iterator[str]:
    """The names that stand at this node: used, imported or reached as an attribute."""
    if isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, ast.Attribute) and not is_regular_expression(node):
        yield node.attr
    elif isinstance(node, ast.ImportFrom | ast.Import):
        for alias in node.names:
            yield alias.name


def is_regular_expression(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id == "re" and node.attr == "compile"


def modules_in(node: ast.AST) -> list[str]:
    """The modules that are imported at this node."""
    if isinstance(node, ast.ImportFrom):
        return [str(node.module)]
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []


def texts_for_sympy(nodes: Sequence[ast.AST]) -> Iterator[str]:
    """Where a module hands a text to a function or a method of SymPy."""
    imported = {
        alias.asname or alias.name
        for node in nodes
        if isinstance(node, ast.ImportFrom) and f"{node.module}.".startswith("sympy.")
        if not str(node.module).startswith("sympy.printing")  # it writes text, and reads none
        for alias in node.names
    } - TAKES_TEXT
    for node in nodes:
        if isinstance(node, ast.Call) and is_of_sympy(node.func, imported):
            arguments = (*node.args, *(keyword.value for keyword in node.keywords))
            if any(map(is_text, arguments)):
                yield f"{node.lineno}: {ast.unparse(node)}"


@pytest.mark.slow
def test_no_module_names_what_runs_text_as_code() -> None:
    assert examined().named == []


@pytest.mark.slow
def test_no_module_imports_what_runs_text_as_code() -> None:
    assert examined().imported
    banned = tuple(f"{module}." for module in BANNED_MODULES)
    assert [entry for entry in examined().imported if f"{entry[1]}.".startswith(banned)] == ALLOWED


@pytest.mark.slow
def test_no_text_is_handed_to_sympy() -> None:
    assert examined().texts_for_sympy == []


def is_of_sympy(function: ast.expr, imported: set[str]) -> bool:
    """Whether this is a name imported from SymPy, sympy.name, or a method of expressions."""
    if isinstance(function, ast.Name):
        return function.id in imported
    if not isinstance(function, ast.Attribute) or function.attr in TAKES_TEXT:
        return False
    owner = function.value.id if isinstance(function.value, ast.Name) else ""
    return owner == "sympy" or (owner != "re" and function.attr in EXPRESSION_METHODS)


def is_text(argument: ast.expr) -> bool:
    if isinstance(argument, ast.Constant):
        return isinstance(argument.value, str)
    makes_text = isinstance(argument, ast.Call) and isinstance(argument.func, ast.Name)
    return isinstance(argument, ast.JoinedStr) or (
        makes_text and ast.unparse(argument).startswith(("str(", "repr(", "format("))
    )
