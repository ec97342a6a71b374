from __future__ import annotations

import pytest

from grad_magic.errors import RequestSyntaxError
from grad_magic.reading.clauses import MAX_REQUEST_LENGTH, split_clauses
from grad_magic.reading.keywords import read_keywords


def read(source: str) -> list[tuple[str, str | None, str]]:
    """Key, arguments and value of each clause, cut from the source by their places."""
    return [
        (
            source[clause.key_place.start : clause.key_place.end],
            source[clause.arguments.start : clause.arguments.end] if clause.arguments else None,
            source[clause.value_place.start : clause.value_place.end],
        )
        for clause in split_clauses(source)
    ]


@pytest.mark.parametrize(
    ("source", "clauses"),
    [
        (
            "f=x*exp(2*y) at=(1,0) dir=(1,-1)",
            [("f", None, "x*exp(2*y)"), ("at", None, "(1,0)"), ("dir", None, "(1,-1)")],
        ),
        ("dir = (1, -1)   at=( 1 , 0 )", [("dir", None, "(1, -1)"), ("at", None, "( 1 , 0 )")]),
        ("f(x, y) = x + y at=(1,2)", [("f", "x, y", "x + y"), ("at", None, "(1,2)")]),
        ("\nf=x*y # the product\n# P:\nat=(1,2)\n", [("f", None, "x*y"), ("at", None, "(1,2)")]),
        ("f=x at=(x=1, y=2)", [("f", None, "x"), ("at", None, "(x=1, y=2)")]),
        ("θ_1=2", [("θ_1", None, "2")]),
        ("f=a==b", [("f", None, "a==b")]),
        ("$f(x,y)=x^2$ at=(1,2)", [("f", "x,y", "x^2"), ("at", None, "(1,2)")]),
        (
            r"at=(1,2) $L(\theta) = \theta = 1$ $a=2$",
            [("at", None, "(1,2)"), ("L", r"\theta", r"\theta = 1"), ("a", None, "2")],
        ),
        ("f=$x=y$ at=$(1)$", [("f", None, "$x=y$"), ("at", None, "$(1)$")]),
        # Separated by commas or semicolons, and with a full stop.
        ("f=x*y, at=(1,2); a=2.", [("f", None, "x*y"), ("at", None, "(1,2)"), ("a", None, "2.")]),
        ("f=x*y,at=(1,2).", [("f", None, "x*y"), ("at", None, "(1,2)")]),
        ("$f(x)=x$, at=1", [("f", "x", "x"), ("at", None, "1")]),
        # The function without its key.
        ("x*y at=(1,2)", [("", None, "x*y"), ("at", None, "(1,2)")]),
        ("x^2\n+y^2", [("", None, "x^2\n+y^2")]),
        (r"$\frac{x}{y}$ $a=2$", [("", None, r"$\frac{x}{y}$"), ("a", None, "2")]),
        # A header in dollars, and names on the way.
        ("f=$T(x,y)=x^2$ at=(1,2)", [("T", "x,y", "x^2"), ("at", None, "(1,2)")]),
        ("f=$z=T(x,y)=x^2.$", [("T", "x,y", "x^2")]),
        ("z=f(x,y)=x*y at=P=(1,2)", [("f", "x,y", "x*y"), ("at", None, "(1,2)")]),
        ("$z=f(x,y)=x*y$ dir=v=3i-4j", [("f", "x,y", "x*y"), ("dir", None, "3i-4j")]),
        ("f=xy at=x=1,y=2", [("f", None, "xy"), ("at", None, "x=1,y=2")]),
        # As sentences say it.
        ("f=x y at P(1,2)", [("f", None, "x y"), ("at ", None, "(1,2)")]),
        (
            "f: x y; P: (1,2); v: (3,4)",
            [("f", None, "x y"), ("P", None, "(1,2)"), ("v", None, "(3,4)")],
        ),
        (
            "x y at the point P_0 = (1,2), and in the direction of the vector v=3i-4j",
            [
                ("", None, "x y"),
                ("at the point ", None, "(1,2)"),
                ("and in the direction of the vector ", None, "3i-4j"),
            ],
        ),
        (
            "f(x,y)=a x y at x=1, y=2, a=3",
            [("f", "x,y", "a x y"), ("at ", None, "x=1, y=2"), ("a", None, "3")],
        ),
        (
            "f=x y from P(1,2) to Q(3,4)",
            [("f", None, "x y"), ("from ", None, "(1,2)"), ("to ", None, "(3,4)")],
        ),
        (
            r"$f(x,y)=xy,\ P=(1,2),\ \vec{v}=(3,4)$",
            [("f", "x,y", "xy"), ("P", None, "(1,2)"), ("v", None, "(3,4)")],
        ),
        # The letters a and t; and a word that stands before nothing that could be a point.
        ("f=x at=(1,2,3)", [("f", None, "x"), ("at", None, "(1,2,3)")]),
        ("f=v at t=2 at=1", [("f", None, "v at"), ("t", None, "2"), ("at", None, "1")]),
        ("f=at^2", [("f", None, "at^2")]),
        # Of an equation no side is a clause.
        ("x+y=z^2 at=(1,3,2)", [("", None, "x+y=z^2"), ("at", None, "(1,3,2)")]),
        ("2x=y^2", [("", None, "2x=y^2")]),
        ("x y = 6 at=(2,3)", [("", None, "x y = 6"), ("at", None, "(2,3)")]),
        ("xyz=6", [("", None, "xyz=6")]),
        ("sqrt(x)+sqrt(y)=3", [("", None, "sqrt(x)+sqrt(y)=3")]),
        ("sin(x)=y", [("", None, "sin(x)=y")]),
        (
            "x^2+y^2-2x y z=4 at=(2,0,0)",
            [("", None, "x^2+y^2-2x y z=4"), ("at", None, "(2,0,0)")],
        ),
        (
            "x^2+z^2-2x y z=4 at=[(x=2,y=0,z=0), (x=-2,y=0,z=0)]",
            [
                ("", None, "x^2+z^2-2x y z=4"),
                ("at", None, "[(x=2,y=0,z=0), (x=-2,y=0,z=0)]"),
            ],
        ),
        ("f=x^3+y^3-6x y=0 at P(3,3)", [("f", None, "x^3+y^3-6x y=0"), ("at ", None, "(3,3)")]),
        # A point without a coordinate for it tells a parameter.
        (
            "x^2+y^2 z+x z=4 at=(2,0)",
            [("", None, "x^2+y^2 z+x"), ("z", None, "4"), ("at", None, "(2,0)")],
        ),
        (
            "x y+x y=6 critical=all",
            [("", None, "x y+x"), ("y", None, "6"), ("critical", None, "all")],
        ),
        ("x y, y=6", [("", None, "x y"), ("y", None, "6")]),
        ("f=g x=5", [("f", None, "g"), ("x", None, "5")]),
        # Of a condition the equation is no clause.
        ("f=x si x=0, 1 sinon", [("f", None, "x si x=0, 1 sinon")]),
        ("f=x 当(x,y)=(0,0)", [("f", None, "x 当(x,y)=(0,0)")]),
    ],
)
def test_a_request_is_split_into_its_clauses(
    source: str, clauses: list[tuple[str, str | None, str]]
) -> None:
    assert read(source) == clauses


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (
            "x*y f=x at=(1,2)",
            (
                "this belongs to no clause\n"
                "    x*y f=x at=(1,2)\n"
                "    ^^^\n"
                "A request is a row of key=value clauses: f=x*exp(2*y) at=(1,0) dir=(1,-1)"
            ),
        ),
        (
            "x^3+y^3-6x y=0",
            (
                "y=0 can be read in two ways\n    x^3+y^3-6x y=0\n               ^^\n"
                "Write == in the equation, or a comma before y where it is given a value."
            ),
        ),
        ("", "the request is empty\nWrite f=x*exp(2*y) at=(1,0) dir=(1,-1)"),
        (" # nothing\n", "the request is empty\nWrite f=x*exp(2*y) at=(1,0) dir=(1,-1)"),
        (
            "$f(x)=x$ y at=1",
            (
                "this belongs to no clause\n    $f(x)=x$ y at=1\n             ^\n"
                "A request is a row of key=value clauses: f=x*exp(2*y) at=(1,0) dir=(1,-1)"
            ),
        ),
        ("$f(x)=x", "this $ is never closed\n    $f(x)=x\n    ^"),
        ("f=$x$ $ at=1", "this $ is never closed\n    f=$x$ $ at=1\n          ^"),
        ("$f(x)=$", "f has no value\n    $f(x)=$\n     ^^^^^"),
        (
            "f=x,, at=1",
            (
                ", does not fit here\n    f=x,, at=1\n        ^\n"
                "Clauses are separated by a space or one comma: f=x*y, at=(1,2)"
            ),
        ),
        (
            "f=x at= dir=(1,1)",
            "at has no value\n    f=x at= dir=(1,1)\n        ^^^\nWrite at=(1,0).",
        ),
        ("f=(x+1", "this ( is never closed\n    f=(x+1\n      ^\nWrite f=(x+1)."),
        ("f=x+1)", "this ) closes no bracket\n    f=x+1)\n         ^\nWrite f=x+1."),
        ("f=(x] at=1", "( is closed by ], not by )\n    f=(x] at=1\n        ^"),
    ],
)
def test_what_is_no_row_of_clauses_is_refused_with_its_place(source: str, message: str) -> None:
    with pytest.raises(RequestSyntaxError) as caught:
        split_clauses(source)
    assert str(caught.value) == message


def test_a_request_of_many_pages_is_refused() -> None:
    source = "f=" + "x+" * MAX_REQUEST_LENGTH + "x"
    with pytest.raises(RequestSyntaxError) as caught:
        split_clauses(source)
    assert str(caught.value) == "the request has 2000003 characters; at most 1000000 are read"


def test_keywords_of_many_pages_are_refused_too() -> None:
    text = "x+" * MAX_REQUEST_LENGTH + "x"
    with pytest.raises(RequestSyntaxError, match="at most 1000000 are read"):
        read_keywords(text, {})
    with pytest.raises(RequestSyntaxError, match="at most 1000000 are read"):
        read_keywords("x", {"at": text})


@pytest.mark.parametrize(
    ("source", "clause"),
    [
        ("f=x*y at=(1,2 dir=(3,4)", "at=(1,2)"),
        ("f=x*y at=1,2) dir=(3,4)", "at=(1,2)"),
        ("f=sin(x*(y+1 at=(1,2)", "f=sin(x*(y+1))"),
        ("f=x*y) at=(1,2)", "f=x*y"),
        ("f(x,y=x*y at=(1,2)", "f(x,y)=x*y"),
        ("f=x*y at=(x=1, y=2 dir=(3,4)", "at=(x=1, y=2)"),
        ("L(w)=sum(X@w) X=[[1,2],[3,4] y=[1,2]", "X=[[1,2],[3,4]]"),
    ],
)
def test_a_bracket_that_is_missing_is_put_in(source: str, clause: str) -> None:
    with pytest.raises(RequestSyntaxError) as caught:
        split_clauses(source)
    assert caught.value.advice == f"Write {clause}."
