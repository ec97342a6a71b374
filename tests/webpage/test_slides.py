"""Slides of nbconvert's in a browser, where MathJax and Reveal are stood in for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import grad_magic
from tests.webpage.browser import CHROMIUM, Browser, running_browser

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium here"),
]

# As MathJax 2.7 is asked: it breaks whatever is wider than the place that it has measured.
MATHJAX = """<script>
const hooks = {}, rows = { CHTMLlineBreaks() { return true; } };
const register = (event, hook) => { hooks[event] = hook; };
window.MathJax = {
  Hub: { Register: { StartupHook: register, MessageHook: register } },
  ElementJax: { mml: { mrow: { prototype: rows, Augment: (own) => Object.assign(rows, own) } } },
};
const breaks = (type, hasNewline) =>
  rows.CHTMLlineBreaks.call({ parent: { type }, hasNewline: () => hasNewline });
</script>"""


@pytest.fixture(scope="module")
def slides(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    notebook, _ = grad_magic.offline_formulas({"cells": []}, {})
    (own,) = notebook["cells"]
    slide = '<section><div style="height: {}px; margin: 0">1</div></section>'
    stack = f'<section class="stack">{slide.format(2000)}{slide.format(300)}</section>'
    file: Path = tmp_path_factory.mktemp("slides") / "slides.html"
    file.write_text(
        f'<!doctype html><meta charset="utf-8">{MATHJAX}<div class="reveal"><div class="slides">'
        f"{stack}</div></div>{own['source']}"
    )
    with running_browser() as running:
        running.open(file)
        yield running
        assert running.faults == []


def test_mathjax_breaks_no_row_of_an_answer(slides: Browser) -> None:
    slides.evaluate("hooks['CommonHTML Jax Ready']()")
    assert slides.evaluate("breaks('mtd', false)") is False
    # One that is written in two lines has two, and a formula of one row is broken as ever.
    assert slides.evaluate("breaks('mtd', true)") is True
    assert slides.evaluate("breaks('math', false)") is True


def test_reveal_places_a_slide_again_when_mathjax_has_set_it(slides: Browser) -> None:
    slides.evaluate("window.addEventListener('resize', () => { window.placed = true; })")
    slides.evaluate("hooks['End Rerender']()")
    assert slides.evaluate("window.placed") is True


def test_what_is_higher_than_a_slide_is_scrolled(slides: Browser) -> None:
    heights = slides.evaluate(
        "[...document.querySelectorAll('.stack > section')].map("
        "(slide) => [slide.clientHeight, slide.scrollHeight])"
    )
    assert heights == [[660, 2000], [300, 300]]
