"""Pages in their frames, as a course page has them: twenty below one another, of many widths."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from grad_magic.result import Result, page, solve
from tests.webpage.browser import CHROMIUM, Browser, running_browser

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium here"),
]

REQUESTS = (
    "f=x*exp(2*y) at=(1,0) dir=(1,-1)",
    "f=|x|+y at=(1,1) dir=(1,0)",
    "f=x^3-3x at=2",
    "f=x*y*z at=(1,1,1) dir=(1,2,2)",
    "f=x^2+2*y^2 at=(sqrt(2),1) dir=(1,1) lang=zh",
)
# With fractions in most rows.
HIGH = (
    "f=sin(x)*cos(y) at=(pi/3,pi/4) dir=(1,1)",
    "f=(x^2+y^2)*exp(-x) at=(1/3,2/7) dir=(3,5) lang=zh",
    "f=x*y*z+ln(z) at=(1,2,3) dir=(1,2,2)",
)
STEPS = ("steps=short", "steps=full")
FRAMES = 20
COUNTERS = """
(() => {
  if (window.asked !== undefined) return;
  window.asked = 0;
  for (const name of ["requestAnimationFrame", "setTimeout", "setInterval"]) {
    const plain = window[name].bind(window);
    window[name] = (...parts) => { window.asked += 1; return plain(...parts); };
  }
})()
"""
# The gaps between frames while the page around them is scrolled from its top to its end, in ms.
SCROLL = """
new Promise(done => {
  const gaps = [], steps = 60, far = document.documentElement.scrollHeight - innerHeight;
  let last = performance.now();
  const step = index => now => {
    gaps.push(now - last);
    last = now;
    scrollTo(0, far * index / steps);
    if (index < steps) requestAnimationFrame(step(index + 1));
    else done(gaps);
  };
  scrollTo(0, 0);
  requestAnimationFrame(step(0));
})
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_browser() as running:
        running.follow_frames()
        yield running


@cache
def frame_of(request: str) -> str:
    """The page as it stands under its answer."""
    result = solve(f"{request} interactive=page")
    assert isinstance(result, Result)
    return result.frame


def write_course(path: Path, frames: list[str], width: int) -> None:
    """A page with frames in a column of a width."""
    body = "\n".join(f"<p>{index + 1}.</p>{frame}" for index, frame in enumerate(frames))
    path.write_text(
        f'<!doctype html><meta charset="utf-8"><body style="margin:0 auto;width:{width}px">{body}',
        encoding="utf-8",
    )


def load_frames(browser: Browser, count: int) -> None:
    """Waits for all, also those that are loaded only when they come into sight."""
    browser.evaluate(SCROLL)
    browser.wait_until(
        lambda: sum(browser.evaluate_in_frames("!!document.getElementById('lab')")) == count
    )


def test_twenty_on_one_page_do_nothing_while_it_is_scrolled(
    browser: Browser, tmp_path: Path
) -> None:
    frames = [frame_of(request) for request in REQUESTS]
    path = tmp_path / "course.html"
    write_course(path, frames * (FRAMES // len(frames)), 800)
    browser.open(path, width=1000, height=900)
    load_frames(browser, FRAMES)
    browser.evaluate_in_frames(COUNTERS)
    gaps = browser.evaluate(SCROLL)
    # A slow machine draws slowly; what the pages must not do is work.
    print(f"{1000 * len(gaps) / sum(gaps):.0f} frames a second, the longest {max(gaps):.0f} ms")  # noqa: T201
    assert browser.evaluate_in_frames("window.asked") == [0] * FRAMES
    # The same count sees a page that is moved.
    browser.evaluate_in_frames("move(state.point)")
    assert all(browser.evaluate_in_frames("window.asked"))
    assert browser.faults == []
    assert browser.requests == []


@pytest.mark.parametrize("width", [390, 564, 640, 828])
def test_a_frame_has_the_height_of_its_page(browser: Browser, tmp_path: Path, width: int) -> None:
    path = tmp_path / "course.html"
    frames = [frame_of(request) for request in (*REQUESTS, *HIGH)]
    # Shown by itself a page has the answer in it.
    frames += [page(f"{request} {steps}").frame for request, steps in product(REQUESTS[:3], STEPS)]
    write_course(path, frames, width)
    browser.open(path, width=1200, height=900)
    load_frames(browser, len(frames))
    sizes = browser.evaluate_in_frames(
        "JSON.stringify([document.body.scrollHeight, innerHeight, innerWidth])"
    )
    for content, height, inner_width in map(json.loads, sizes):
        assert inner_width == width
        assert content <= height
        assert height < 1.35 * content


@pytest.mark.parametrize(
    ("mark", "is_dark"),
    [
        ('data-jp-theme-light="false"', True),
        ('data-jp-theme-light="true"', False),
        ('data-vscode-theme-kind="vscode-dark"', True),
        ('data-vscode-theme-kind="vscode-high-contrast-light"', False),
        ('class="some dark"', True),
        ("", False),
    ],
)
def test_a_frame_is_dark_where_the_notebook_around_it_says_so(
    browser: Browser, tmp_path: Path, mark: str, is_dark: bool
) -> None:
    path = tmp_path / "course.html"
    frame = frame_of(REQUESTS[2])
    path.write_text(f'<!doctype html><meta charset="utf-8"><body {mark}>{frame}', encoding="utf-8")
    browser.open(path, scheme="")
    load_frames(browser, 1)
    asked = "matchMedia('(prefers-color-scheme: dark)').matches"
    browser.wait_until(lambda: browser.evaluate_in_frames(asked) == [is_dark])
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    (found,) = browser.evaluate_in_frames(paper)
    assert (found == "rgb(255, 255, 255)") is not is_dark
