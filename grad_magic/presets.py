"""The words, the defaults and the bounds of a request, which help, Tab and settings know too.

Numbers and words alone: the extension is loaded with them.
"""

from __future__ import annotations

DEFAULT_DIGITS = 4
DEFAULT_ORDER = 1
DEFAULT_BUDGET = 10.0
STEPS = ("short", "brief", "full")
DEFAULT_STEPS = "brief"
VIEWS = ("contour", "section", "rates", "surface", "field", "curve", "progress")
"""The pictures of a function, by their names."""
# These two words stand alone.
ALL_VIEWS, NO_VIEWS = "all", "none"
PLOTS = (*VIEWS, ALL_VIEWS, NO_VIEWS)
# What is drawn where no picture is named depends on the number of variables.
DEFAULT_PLOT: tuple[str, ...] = ()
# The one that a view chooses itself.
DEFAULT_WINDOW: tuple[()] = ()
THEMES = ("light", "dark")
DEFAULT_THEME = "light"
MAX_DIGITS = 50
MAX_ORDER = 6
PATHS = ("descent", "momentum", "flow", "natural")
MAX_ITERATIONS = 1000
DEFAULT_SCALE = 4
"""Pixels of a file for each pixel of a page: a picture fills a slide of 1920."""
LEAST_SCALE, MOST_SCALE = 0.5, 20
