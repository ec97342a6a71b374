"""Functions of textbooks' sections with f and its derivatives as those sections print them.

Stewart, Calculus (8th edition); Thomas' Calculus (14th edition); OpenStax, Calculus, volume 3;
同济大学, 高等数学 (7th edition), volume 2. Expected is the form of a book's page on one line, with
the product's sign between letters and the brackets of a function's argument.
"""

from __future__ import annotations

import pytest

import grad_magic
from grad_magic.result import Result

BOOKS: list[tuple[str, str, str, list[str]]] = [
    # Stewart 14.3
    ("x^3+x^2 y^3-2y^2", "x,y", "x³ + x²·y³ - 2y²", ["3x² + 2x·y³", "3x²·y² - 4y"]),
    ("4-x^2-2y^2", "x,y", "4 - x² - 2y²", ["-2x", "-4y"]),
    (
        "sin(x/(1+y))",
        "x,y",
        "sin(x/(1 + y))",
        ["cos(x/(1 + y))/(1 + y)", "-x·cos(x/(1 + y))/(1 + y)²"],
    ),
    ("e^(xy) ln z", "x,y,z", "e^(x·y)·ln(z)", ["y·e^(x·y)·ln(z)", "x·e^(x·y)·ln(z)", "e^(x·y)/z"]),
    ("x^4+5xy^3", "x,y", "x⁴ + 5x·y³", ["4x³ + 5y³", "15x·y²"]),
    ("x^2 y-3y^4", "x,y", "x²·y - 3y⁴", ["2x·y", "x² - 12y³"]),
    ("sqrt(3x+4t)", "x,t", "√(3x + 4t)", ["3/(2√(3x + 4t))", "2/√(3x + 4t)"]),
    ("ln(x+t^2)", "x,t", "ln(x + t²)", ["1/(x + t²)", "2t/(x + t²)"]),
    ("x/(x+y)^2", "x,y", "x/(x + y)²", ["(y - x)/(x + y)³", "-2x/(x + y)³"]),
    ("(u^2 v-v^3)^5", "u,v", "(u²·v - v³)⁵", ["10u·v(u²·v - v³)⁴", "5(u²·v - v³)⁴(u² - 3v²)"]),
    # Stewart 14.1 and 14.3: production, the index of wind chill
    (
        "1.01L^0.75 K^0.25",
        "L,K",
        "1.01L^(0.75)·K^(0.25)",
        ["0.7575L^(-0.25)·K^(0.25)", "0.2525L^(0.75)·K^(-0.75)"],
    ),
    (
        # Roots of decimals are divided by, as any others.
        "sqrt(0.5x+y)",
        "x,y",
        "√(0.5x + y)",
        ["0.25/√(0.5x + y)", "0.5/√(0.5x + y)"],
    ),
    (
        "13.12+0.6215T-11.37v^0.16+0.3965T v^0.16",
        "T,v",
        "13.12 + 0.6215T - 11.37v^(0.16) + 0.3965T·v^(0.16)",
        ["0.6215 + 0.3965v^(0.16)", "v^(-0.84)(0.06344T - 1.8192)"],
    ),
    # Stewart 14.6
    ("x^3-3xy+4y^2", "x,y", "x³ - 3x·y + 4y²", ["3x² - 3y", "8y - 3x"]),
    ("sin x+e^(xy)", "x,y", "sin(x) + e^(x·y)", ["cos(x) + y·e^(x·y)", "x·e^(x·y)"]),
    ("x^2 y^3-4y", "x,y", "x²·y³ - 4y", ["2x·y³", "3x²·y² - 4"]),
    ("x*sin(yz)", "x,y,z", "x·sin(y·z)", ["sin(y·z)", "x·z·cos(y·z)", "x·y·cos(y·z)"]),
    ("xe^y", "x,y", "x·e^y", ["e^y", "x·e^y"]),
    (
        "80/(1+x^2+2y^2+3z^2)",
        "x,y,z",
        "80/(1 + x² + 2y² + 3z²)",
        [
            "-160x/(1 + x² + 2y² + 3z²)²",
            "-320y/(1 + x² + 2y² + 3z²)²",
            "-480z/(1 + x² + 2y² + 3z²)²",
        ],
    ),
    # Stewart 14.7
    ("x^2+y^2-2x-6y+14", "x,y", "x² + y² - 2x - 6y + 14", ["2x - 2", "2y - 6"]),
    ("y^2-x^2", "x,y", "y² - x²", ["-2x", "2y"]),
    ("x^4+y^4-4xy+1", "x,y", "x⁴ + y⁴ - 4x·y + 1", ["4x³ - 4y", "4y³ - 4x"]),
    (
        "10x^2 y-5x^2-4y^2-x^4-2y^4",
        "x,y",
        "10x²·y - 5x² - 4y² - x⁴ - 2y⁴",
        ["20x·y - 10x - 4x³", "10x² - 8y - 8y³"],
    ),
    ("(x^2+y^2)e^(y^2-x^2)", "x,y", "(x² + y²)e^(y² - x²)",
     ["2x(1 - x² - y²)e^(y² - x²)", "2y(1 + x² + y²)e^(y² - x²)"]),
    # Thomas 14.3
    ("x^2+3xy+y-1", "x,y", "x² + 3x·y + y - 1", ["2x + 3y", "3x + 1"]),
    ("y*sin(xy)", "x,y", "y·sin(x·y)", ["y²·cos(x·y)", "sin(x·y) + x·y·cos(x·y)"]),
    ("(xy-1)^2", "x,y", "(x·y - 1)²", ["2y(x·y - 1)", "2x(x·y - 1)"]),
    ("(2x-3y)^3", "x,y", "(2x - 3y)³", ["6(2x - 3y)²", "-9(2x - 3y)²"]),
    ("sqrt(x^2+y^2)", "x,y", "√(x² + y²)", ["x/√(x² + y²)", "y/√(x² + y²)"]),
    ("1/(x+y)", "x,y", "1/(x + y)", ["-1/(x + y)²", "-1/(x + y)²"]),
    ("(x+y)/(xy-1)", "x,y", "(x + y)/(x·y - 1)",
     ["-(1 + y²)/(x·y - 1)²", "-(1 + x²)/(x·y - 1)²"]),
    ("arctan(y/x)", "x,y", "arctan(y/x)", ["-y/(x² + y²)", "x/(x² + y²)"]),
    ("arctan(x/y)", "x,y", "arctan(x/y)", ["y/(x² + y²)", "-x/(x² + y²)"]),
    ("(y-wx-b)^2/2", "w,b", "(y - w·x - b)²/2", ["-x(y - w·x - b)", "w·x + b - y"]),
    # Thomas 14.5 and 14.7
    ("xe^y+cos(xy)", "x,y", "x·e^y + cos(x·y)", ["e^y - y·sin(x·y)", "x·e^y - x·sin(x·y)"]),
    ("x^3-xy^2-z", "x,y,z", "x³ - x·y² - z", ["3x² - y²", "-2x·y", "-1"]),
    ("xy-x^2-y^2-2x-2y+4", "x,y", "x·y - x² - y² - 2x - 2y + 4", ["y - 2x - 2", "x - 2y - 2"]),
    # OpenStax 4.3, 4.6 and 4.7
    (
        "sin(x^2 y-2x+4)",
        "x,y",
        "sin(x²·y - 2x + 4)",
        ["(2x·y - 2)cos(x²·y - 2x + 4)", "x²·cos(x²·y - 2x + 4)"],
    ),
    ("x^2-xy+3y^2", "x,y", "x² - x·y + 3y²", ["2x - y", "6y - x"]),
    ("sin(3x)*cos(3y)", "x,y", "sin(3x)·cos(3y)", ["3cos(3x)·cos(3y)", "-3sin(3x)·sin(3y)"]),
    ("5x^2-2xy+y^2-4yz+z^2+3xz", "x,y,z", "5x² - 2x·y + y² - 4y·z + z² + 3x·z",
     ["10x - 2y + 3z", "2y - 2x - 4z", "2z - 4y + 3x"]),
    # 同济 9.2
    ("x^2+3xy+y^2", "x,y", "x² + 3x·y + y²", ["2x + 3y", "3x + 2y"]),
    ("x^2 sin(2y)", "x,y", "x²·sin(2y)", ["2x·sin(2y)", "2x²·cos(2y)"]),
    # A book takes x > 0 for granted.
    ("x^y", "x,y", "x^y", ["y·x^(y - 1)   for x > 0", "x^y·ln(x)"]),
    ("sqrt(x^2+y^2+z^2)", "x,y,z", "√(x² + y² + z²)",
     ["x/√(x² + y² + z²)", "y/√(x² + y² + z²)", "z/√(x² + y² + z²)"]),
    ("x^3 y-y^3 x", "x,y", "x³·y - y³·x", ["3x²·y - y³", "x³ - 3x·y²"]),
    ("sin(xy)+cos^2(xy)", "x,y", "sin(x·y) + cos²(x·y)",
     ["y·cos(x·y) - y·sin(2x·y)", "x·cos(x·y) - x·sin(2x·y)"]),
    # 同济 9.7 and 9.8
    ("xe^(2y)", "x,y", "x·e^(2y)", ["e^(2y)", "2x·e^(2y)"]),
    ("xy+yz+zx", "x,y,z", "x·y + y·z + z·x", ["y + z", "x + z", "x + y"]),
    ("1/(x^2+y^2)", "x,y", "1/(x² + y²)", ["-2x/(x² + y²)²", "-2y/(x² + y²)²"]),
    ("x^3-y^3+3x^2+3y^2-9x", "x,y", "x³ - y³ + 3x² + 3y² - 9x", ["3x² + 6x - 9", "6y - 3y²"]),
]  # fmt: skip


MORE: list[tuple[str, str, list[str]]] = [
    # Stewart 14.3, exercises 15 to 38
    ("x^4 y^3+8x^2 y", "x,y", ["4x³·y³ + 16x·y", "3x⁴·y² + 8x²"]),
    ("e^(-t) cos(pi x)", "x,t", ["-π·e^(-t)·sin(π·x)", "-e^(-t)·cos(π·x)"]),
    ("sqrt(x) ln t", "x,t", ["ln(t)/(2√x)", "√x/t"]),
    ("(2x+3y)^10", "x,y", ["20(2x + 3y)⁹", "30(2x + 3y)⁹"]),
    ("tan(xy)", "x,y", ["y·sec²(x·y)", "x·sec²(x·y)"]),
    ("x/y", "x,y", ["1/y", "-x/y²"]),
    ("(ax+by)/(cx+dy)", "x,y",
     ["y(a·d - b·c)/(c·x + d·y)²", "x(b·c - a·d)/(c·x + d·y)²"]),
    ("e^v/(u+v^2)", "u,v", ["-e^v/(u + v²)²", "(u + v² - 2v)e^v/(u + v²)²"]),
    ("sin r cos theta", "r,theta", ["cos(r)·cos(θ)", "-sin(r)·sin(θ)"]),
    ("tan^{-1}(xy^2)", "x,y", ["y²/(1 + x²·y⁴)", "2x·y/(1 + x²·y⁴)"]),
    ("ln(x+2y+3z)", "x,y,z", ["1/(x + 2y + 3z)", "2/(x + 2y + 3z)", "3/(x + 2y + 3z)"]),
    ("xy sin^{-1}(yz)", "x,y,z",
     ["y·arcsin(y·z)", "x(arcsin(y·z) + y·z/√(1 - y²·z²))", "x·y²/√(1 - y²·z²)"]),
    (
        "x^(y/z)",
        "x,y,z",
        ["y·x^(y/z - 1)/z   for x > 0", "x^(y/z)·ln(x)/z", "-y·x^(y/z)·ln(x)/z²"],
    ),
    # Stewart 14.4 and 14.6
    ("x sin(x+y)", "x,y", ["sin(x + y) + x·cos(x + y)", "x·cos(x + y)"]),
    ("sqrt(x+e^(4y))", "x,y", ["1/(2√(x + e^(4y)))", "2e^(4y)/√(x + e^(4y))"]),
    ("y+sin(x/y)", "x,y", ["cos(x/y)/y", "1 - x·cos(x/y)/y²"]),
    ("sqrt(xyz)", "x,y,z",
     ["y·z/(2√(x·y·z))", "x·z/(2√(x·y·z))", "x·y/(2√(x·y·z))"]),
    ("xe^y+ye^z+ze^x", "x,y,z", ["e^y + z·e^x", "x·e^y + e^z", "y·e^z + e^x"]),
    ("ln(3x+6y+9z)", "x,y,z", ["1/(x + 2y + 3z)", "2/(x + 2y + 3z)", "3/(x + 2y + 3z)"]),
    # Stewart 14.7
    ("x^2+y^2+x^2 y+4", "x,y", ["2x + 2x·y", "2y + x²"]),
    ("e^x cos y", "x,y", ["e^x·cos(y)", "-e^x·sin(y)"]),
    ("y^2-2y cos x", "x,y", ["2y·sin(x)", "2y - 2cos(x)"]),
    ("(x-y)(1-xy)", "x,y", ["1 - 2x·y + y²", "2x·y - x² - 1"]),
    ("sin x sin y", "x,y", ["cos(x)·sin(y)", "sin(x)·cos(y)"]),
    ("x^3+y^3-3x^2-3y^2-9x", "x,y", ["3x² - 6x - 9", "3y² - 6y"]),
    ("(6x-x^2)(4y-y^2)", "x,y", ["(6 - 2x)(4y - y²)", "(6x - x²)(4 - 2y)"]),
    # OpenStax 4.3, 4.4 and 4.6
    ("xy/(x-y)", "x,y", ["-y²/(x - y)²", "x²/(x - y)²"]),
    ("y e^(-x)", "x,y", ["-y·e^(-x)", "e^(-x)"]),
    ("x^3-xy^2+xyz", "x,y,z", ["3x² - y² + y·z", "x·z - 2x·y", "x·y"]),
    ("4x^2-3x y^2+y^3", "x,y", ["8x - 3y²", "3y² - 6x·y"]),
    ("x^2 e^(-y)", "x,y", ["2x·e^(-y)", "-x²·e^(-y)"]),
    ("z/(x^2+y^2)", "x,y,z", ["-2x·z/(x² + y²)²", "-2y·z/(x² + y²)²", "1/(x² + y²)"]),
    # 同济 9.2, 9.3 and 9.8, with their exercises
    ("sqrt(ln(xy))", "x,y", ["1/(2x·√(ln(x·y)))", "1/(2y·√(ln(x·y)))"]),
    ("(1+xy)^y", "x,y",
     ["y²(1 + x·y)^(y - 1)   for x·y + 1 > 0", "(1 + x·y)^y·(ln(1 + x·y) + x·y/(1 + x·y))"]),
    ("e^(-(1/x+1/y))", "x,y", ["e^(-(1/x + 1/y))/x²", "e^(-(1/x + 1/y))/y²"]),
    ("ln(1+x^2+y^2)", "x,y", ["2x/(1 + x² + y²)", "2y/(1 + x² + y²)"]),
    ("y/sqrt(x^2+y^2)", "x,y", ["-x·y/(x² + y²)^(3/2)", "x²/(x² + y²)^(3/2)"]),
    ("x arctan(y/x)", "x,y", ["arctan(y/x) - x·y/(x² + y²)", "x²/(x² + y²)"]),
    ("y cos x", "x,y", ["-y·sin(x)", "cos(x)"]),
    ("x/(x^2+y^2)", "x,y", ["(y² - x²)/(x² + y²)²", "-2x·y/(x² + y²)²"]),
    # 同济 9.2: a sum that f does not have begins with its number as those of f do
    ("arctan((x+y)/(1-xy))", "x,y", ["1/(1 + x²)", "1/(1 + y²)"]),
]  # fmt: skip

# A request and rows of its answer: rates, tangent planes and normals.
ROWS: list[tuple[str, list[str]]] = [
    # Stewart 14.6: e^x sin y, √(xyz), sin(2x + 3y), xyz = 6
    (
        "f=e^x sin y at=(0,pi/3) dir=(-6,8)",
        ["D_u f(P) = ∇f(P)·u = √3/2·(-3/5) + 1/2·4/5 = (4 - 3√3)/10 ≈ -0.1196"],
    ),
    (
        "f=sqrt(xyz) at=(3,2,6) dir=(-1,-2,2)",
        ["D_u f(P) = ∇f(P)·u = 1·(-1/3) + 3/2·(-2/3) + 1/2·2/3 = -1   f falls along u"],
    ),
    (
        "f=sin(2x+3y) at=(-6,4) dir=(sqrt(3),-1)",
        ["D_u f(P) = ∇f(P)·u = (2√3 + 3·(-1))/2 = √3 - 3/2 ≈ 0.2321   f rises along u"],
    ),
    ("xyz=6 at=(1,2,3)", ["that is, 6x + 3y + 2z = 18"]),
    # Stewart 14.4: 2x² + y², x sin(x + y), ln(x - 2y)
    ("z=2x^2+y^2 at=(1,1)", ["Tangent plane to the graph at P: z = 4x + 2y - 3"]),
    (
        # 同济 9.7: x²/a² + y²/b² = 1 is the level curve 0.
        "z=1-(x^2/a^2+y^2/b^2) at=(a/sqrt 2,b/sqrt 2)",
        ["Tangent plane to the graph at P: z = 2 - √2·x/a - √2·y/b"],
    ),
    ("z(x,y)=a x^2+b y^2 at=(1,1)", ["Tangent plane to the graph at P: z = 2a·x + 2b·y - a - b"]),
    ("z=x sin(x+y) at=(-1,1)", ["Tangent plane to the graph at P: z = -x - y"]),
    ("z=ln(x-2y) at=(3,1)", ["Tangent plane to the graph at P: z = x - 2y - 1"]),
    # OpenStax 4.4
    (
        "z=2x^2-3xy+8y^2+2x-4y+4 at=(2,-1)",
        ["Tangent plane to the graph at P: z = 13x - 26y - 18"],
    ),
    # 同济 9.6: e^z - z + xy = 3
    (
        "e^z-z+xy=3 at=(2,1,0)",
        [
            "Tangent plane at P: (x - 2) + 2(y - 1) = 0   that is, x + 2y = 4",
            "Normal line at P: (x, y, z) = (2, 1, 0) + t·(1, 2, 0)",
        ],
    ),
    # 同济 9.7: x² + y² at (1, 2) toward (2, 2 + √3)
    (
        "f=x^2+y^2 at=(1,2) to=(2,2+sqrt(3)) style=tongji",
        [
            "l = PQ = (1, √3)   e_l = (cos α, cos β) = l/|l| = (1/2, √3/2)",
            "grad f(x, y) = (2x, 2y)   grad f(1, 2) = (2, 4)",
        ],
    ),
]


def general_lines(request: str) -> list[str]:
    """The right sides of the rows of f and of its partial derivatives."""
    result = grad_magic.solve(request)
    assert isinstance(result, Result)
    rows = [row.strip().partition(" = ") for row in result.text.splitlines()]
    return [right for left, _, right in rows if right and "∇" not in left]


@pytest.mark.slow
@pytest.mark.parametrize(("f", "variables", "shown", "partials"), BOOKS)
def test_f_and_its_derivatives_stand_as_on_a_books_page(
    f: str, variables: str, shown: str, partials: list[str]
) -> None:
    assert general_lines(f"f({variables})={f}") == [shown, *partials]


@pytest.mark.parametrize(("f", "variables", "partials"), MORE)
def test_derivatives_of_exercises_stand_as_the_answers_of_books(
    f: str, variables: str, partials: list[str]
) -> None:
    assert general_lines(f"f({variables})={f}")[1:] == partials


@pytest.mark.parametrize(("request_text", "expected"), ROWS)
def test_rates_and_tangents_stand_as_in_books(request_text: str, expected: list[str]) -> None:
    result = grad_magic.solve(request_text)
    assert isinstance(result, Result)
    assert set(expected) <= {row.strip() for row in result.text.splitlines()}
