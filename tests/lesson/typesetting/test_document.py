from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from grad_magic.errors import MeaninglessRequestError
from grad_magic.lesson.typesetting.document import PACKAGES, Section, write_document
from grad_magic.presets import STYLES
from grad_magic.result import solve
from grad_magic.wording.english import ENGLISH

README = Path(__file__).parents[3] / "README.md"

WHOLE = r"""\documentclass[11pt]{article}
\usepackage[margin=25mm]{geometry}
\usepackage{amsmath, amssymb, graphicx}
\setlength{\parindent}{0pt}
\setlength{\parskip}{8pt}

\begin{document}

{\ttfamily\raggedright f=x*y plot=none\\steps=short\par}

$\displaystyle \begin{aligned} & \begin{aligned} \nabla f & = (y,\ x) \end{aligned} \end{aligned}$

\end{document}
"""


def test_a_whole_document(tmp_path: Path) -> None:
    solve("f=x*y  plot=none\n  steps=short").save(tmp_path / "answer.tex")
    assert (tmp_path / "answer.tex").read_text(encoding="utf-8") == WHOLE
    assert [file.name for file in tmp_path.iterdir()] == ["answer.tex"]


@pytest.mark.slow
def test_the_picture_stands_beside_the_document(tmp_path: Path) -> None:
    solve("f=x*y at=(1,2)").save(tmp_path / "my answer_1.tex")
    assert (tmp_path / "my-answer-1-picture.pdf").read_bytes().startswith(b"%PDF")
    document = (tmp_path / "my answer_1.tex").read_text(encoding="utf-8")
    name = "{my-answer-1-picture.pdf}"
    shown = rf"\IfFileExists{name}{{\includegraphics[width=0.7\textwidth]{name}}}{{}}"
    assert shown in document.split("\n")


@pytest.mark.slow
def test_several_points_make_one_document(tmp_path: Path) -> None:
    answers = solve("f=1/x+y at=[(1,2),(0,1),(2,3)]")
    answers.save(tmp_path / "points.tex")
    document = (tmp_path / "points.tex").read_text(encoding="utf-8")
    names = [f"points-picture-{index}.pdf" for index in (1, 3)]
    assert sorted(file.name for file in tmp_path.iterdir()) == [*names, "points.tex"]
    places = [document.index(sign) for sign in ("P = (1,", names[0], "No answer", names[1])]
    assert places == sorted(places)
    assert document.count("ttfamily") == 1


def test_several_points_make_no_other_file(tmp_path: Path) -> None:
    answers = solve("f=x+y at=[(1,2),(2,3)]")
    with pytest.raises(MeaninglessRequestError, match=r"points\.png would hold several answers"):
        answers.save(tmp_path / "points.png")
    assert not list(tmp_path.iterdir())


def test_a_request_in_letters_that_tex_has() -> None:
    document = write_document("f=√(x²+y_1) # 50% & {θ}", (), ENGLISH)
    typed = r"f=sqrt(x\textasciicircum{}2+y\_1) \# 50\% \& \{theta\}"
    assert rf"{{\ttfamily\raggedright {typed}\par}}" in document
    assert document.isascii()


def test_what_came_without_a_text_is_not_repeated() -> None:
    assert "ttfamily" not in write_document("", [Section(("$x$",))], ENGLISH)
    assert "ttfamily" not in write_document(" \n", [Section(("$x$",))], ENGLISH)


def test_a_long_request_is_cut_and_may_be_broken() -> None:
    document = write_document(f"f={'x+' * 2000}x", (), ENGLISH)
    (typed,) = re.findall(r"raggedright (.*)\\par", document)
    assert typed.startswith(r"f=\allowbreak x+\allowbreak x+")
    assert typed.endswith(" ...")
    assert len(typed.replace(r"\allowbreak ", "")) < 1100


def test_rows_of_the_answer_are_lines_of_the_file() -> None:
    document = write_document("", [Section((r"$a & b \\[4pt] c \\[8pt] d$",))], ENGLISH)
    assert "$a & b \\\\[4pt]\nc \\\\[8pt]\nd$\n" in document


def test_the_readme_names_the_packages() -> None:
    assert rf"\usepackage{{{', '.join(PACKAGES)}}}" in README.read_text(encoding="utf-8")


# Rows of every kind: fractions, matrices, cases, limits, long answers, arrays.
REQUESTS = (
    "f=x*exp(2*y) at=(1,0) dir=(1,-1)",
    "f=x*exp(2*y) at=(1,0) dir=(1,-1) steps=full",
    "f=√(x²+y²) at=(0,0) dir=(1,1) steps=full",
    "f=x*y*z at=(1,1,1) angles=(60°,45°,60°) order=2",
    "f=(x^2+y-11)^2+(x+y^2-7)^2 critical=all",
    "f=x^2+3y^2 at=(1,1) path=momentum iterations=3",
    "f=x^2+3y^2 at=(1,1) metric=[[2,1],[1,3]] rate=1 steps=full",
    "f(x,y)=piecewise((x^2 y/(x^2+y^2), (x,y)!=(0,0)), (0, otherwise)) at=(0,0) dir=(3,4)",
    "L(V,W)=norm(V@tanh(W@x+b)-y)^2/2 V:(k,m) W:(m,n) x:(n) b:(m) y:(k) steps=full",
    "f=floor(x)*y+x^2/x at=(1/2,1)",
    "r(t)=(cos t, sin t, t) at=pi/2",
    "f=x^2+y^2 at=(1,2) answer=(1,2)",
    "f=1/x+y at=[(1,2),(0,1),(2,3)]",
    "f(λ,θ)=√(λ-θ²)+λ₁ λ_1=2 at=[(1,0),(0,1)]",
    "L=theta_1^2-theta_2^2 at=(1,1/1000) path=descent step_size=1/10 iterations=5",
)
_FEW = re.compile(r"Overfull \\hbox \((\d+\.\d+)pt too wide\)")


def _set(engine: str, document: Path) -> None:
    """Sets it, and fails where TeX does or where a row is wider than the page."""
    command = (engine, "-interaction=nonstopmode", "-halt-on-error", document.name)
    run = subprocess.run(  # noqa: S603  (an engine of TeX by its name)
        command, cwd=document.parent, capture_output=True, check=False, timeout=300
    )
    log = document.with_suffix(".log").read_text(encoding="utf-8", errors="replace")
    assert run.returncode == 0, log[-2000:]
    assert not [width for width in _FEW.findall(log) if float(width) > 1]
    assert "Missing character" not in log


def _need(engine: str, style_file: str = "amsmath.sty") -> None:
    if shutil.which(engine) is None or shutil.which("kpsewhich") is None:
        pytest.skip(f"there is no {engine} here")
    found = subprocess.run(("kpsewhich", style_file), capture_output=True, check=False)  # noqa: S603, S607  (TeX's own search)
    if found.returncode:
        pytest.skip(f"TeX has no {style_file} here")


# Each request in the plain style and in about half of the others: TeX itself takes the time.
@pytest.mark.slow
@pytest.mark.parametrize(
    ("engine", "style", "first", "step"),
    [
        ("pdflatex", "plain", 0, 1),
        *(("pdflatex", style, k % 2, 2) for k, style in enumerate(STYLES) if style != "plain"),
        ("xelatex", "plain", 0, 2),
        ("lualatex", "plain", 1, 3),
    ],
)
def test_tex_sets_it(engine: str, style: str, first: int, step: int, tmp_path: Path) -> None:
    _need(engine)
    for index, request in enumerate(REQUESTS[first::step]):
        document = tmp_path / f"answer{index}.tex"
        solve(f"{request} style={style}").save(document)
        _set(engine, document)


@pytest.mark.slow
def test_the_document_is_set_without_its_picture(tmp_path: Path) -> None:
    _need("pdflatex")
    document = tmp_path / "answer.tex"
    solve("f=x*y at=(1,2)").save(document)
    (tmp_path / "answer-picture.pdf").unlink()
    _set("pdflatex", document)


@pytest.mark.slow
def test_another_class_of_documents_sets_chinese(tmp_path: Path) -> None:
    _need("xelatex", "ctex.sty")
    _need("xelatex", "FandolSong-Regular.otf")
    chinese = replace(ENGLISH, document_class=r"\documentclass[11pt,UTF8,fontset=fandol]{ctexart}")
    row = r"$\displaystyle \text{因为偏导数连续，所以函数 }f\text{ 可微。}$"
    document = tmp_path / "answer.tex"
    document.write_text(write_document("f=x*y", [Section((row,))], chinese), encoding="utf-8")
    _set("xelatex", document)
