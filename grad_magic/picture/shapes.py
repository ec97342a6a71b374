"""What a panel is made of: plain numbers and roles, no colours, no Matplotlib."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence


Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

Kind = Literal["minimum", "maximum", "saddle", "undecided"]
"""Of a critical point."""

Role = Literal[
    "contour",
    "level",
    "gradient",
    "direction",
    "tangent",
    "derivative",
    "point",
    "graph",
    "section",
    "formula",
    "field",
    "natural",
    "metric",
    "path",
    "zero",
    "axis",
    "axis_name",
    "minimum",
    "maximum",
    "saddle",
    "undecided",
]
"""What an object is in the mathematics; every picture paints a role in the same colour."""

Size = tuple[float, float]
"""Width and height of a plot on paper in inches: where words have room depends on it."""

# Of a picture of one panel.
STANDARD_SIZE: Size = (4.8, 4.0)
# So wide that a row of them fits a notebook's column of a thousand pixels.
_SIZE_OF_TWO: Size = (4.2, 3.5)
_SIZE_OF_THREE: Size = (2.65, 2.65)


def panel_size(count: int) -> Size:
    """The size of each plot in a picture of so many panels.

    >>> [panel_size(count) for count in (1, 2, 3, 4)]
    [(4.8, 4.0), (4.2, 3.5), (2.65, 2.65), (4.2, 3.5)]
    """
    if count == 1:
        return STANDARD_SIZE
    return _SIZE_OF_THREE if columns(count) == 3 else _SIZE_OF_TWO


def columns(count: int) -> int:
    """How many of so many panels stand side by side: at most three, of four two.

    >>> [columns(count) for count in (1, 2, 3, 4, 5)]
    [1, 2, 3, 2, 3]
    """
    return 2 if count == 4 else min(count, 3)


class Absence(Enum):
    """Why there is no picture of some kind; each is the key of its sentence."""

    OUT_OF_REACH = "picture_out_of_reach"
    POINT = "picture_needs_point"
    DIRECTION = "picture_needs_direction"
    RATES = "picture_needs_rates"
    PATH = "picture_needs_path"
    ONE_VARIABLE = "picture_of_one_variable"
    TWO_VARIABLES = "picture_of_two_variables"
    TWO_OR_THREE_VARIABLES = "picture_of_two_or_three_variables"
    MORE_VARIABLES = "picture_of_more_variables"
    PARAMETERS = "picture_of_parameters"
    VECTOR = "picture_of_vector"
    SLOW = "picture_of_slow"


@dataclass(frozen=True)
class Window:
    """The rectangle of the plane that is shown."""

    left: float
    right: float
    bottom: float
    top: float

    @property
    def width(self) -> float:
        """Its extent in x."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Its extent in y."""
        return self.top - self.bottom

    @property
    def centre(self) -> Array:
        """Its middle, (2,)."""
        return np.array([self.left + self.right, self.bottom + self.top]) / 2

    def scale(self, size: Size) -> Array:
        """Units of x and y in one inch of a plot of this size, (2,)."""
        return np.array([self.width, self.height]) / size

    def contains(self, points: Array) -> Flags:
        """Which of the points (…, 2) lie inside."""
        x, y = points[..., 0], points[..., 1]
        inside_x = (self.left <= x) & (x <= self.right)
        inside: Flags = inside_x & (self.bottom <= y) & (y <= self.top)
        return inside


@dataclass(frozen=True, eq=False)
class Band:
    """The region above a level; the next band covers what is above the next level.

    Attributes:
        points: (N, 2) corners of polygons with holes.
        codes: (N,) what to do at each: 1 begin, 2 line to, 79 close; as contourpy has them.
        shade: 0 for the lowest band of the picture to 1 for the highest.
    """

    points: Array
    codes: NDArray[np.uint8]
    shade: float


@dataclass(frozen=True, eq=False)
class Curve:
    """A line, points (N, 2); rows of nan separate its pieces."""

    role: Role
    points: Array


@dataclass(frozen=True, eq=False)
class Facets:
    """Small pieces of a surface in space as the paper shows them, from back to front.

    Attributes:
        corners: (N, 4, 2); of a triangle the last two are the same.
        shades: (N,) of each, as bands have them.
        lights: (N,) how much light falls on each, 0 to 1.
    """

    corners: Array
    shades: Array
    lights: Array


@dataclass(frozen=True, eq=False)
class Patch:
    """A piece of a plane in space that one sees through, with corners (N, 2) on the paper."""

    role: Role
    corners: Array


def join(pieces: Sequence[Array]) -> Array:
    """The pieces of a line as one, with rows of nan between them."""
    if not pieces:
        return np.empty((0, 2))
    gap = np.full((1, pieces[0].shape[1]), np.nan)
    parts = [part for piece in pieces for part in (piece, gap)]
    return np.concatenate(parts[:-1])


@dataclass(frozen=True)
class Arrow:
    """A vector from tail to tip, drawn `scale` times as long as it is.

    One that is behind a surface in space is drawn as if that let some light through.
    """

    role: Role
    tail: tuple[float, float]
    tip: tuple[float, float]
    scale: float
    is_behind: bool = False


@dataclass(frozen=True)
class Dot:
    """A marked point."""

    role: Role
    position: tuple[float, float]


@dataclass(frozen=True)
class Label:
    """Words about one object, centred at `position`, turned by `angle` degrees."""

    role: Role
    text: str
    position: tuple[float, float]
    angle: float = 0.0


@dataclass(frozen=True)
class Axis:
    """A coordinate axis: its name, and ticks with their labels.

    A vertical one whose name is longer than the margin has it over the plot. Where one is
    logarithmic, all places of the panel on it are logarithms to the base 10.
    """

    name: str
    ticks: tuple[float, ...]
    tick_labels: tuple[str, ...]
    is_long: bool = False
    is_logarithmic: bool = False


@dataclass(frozen=True, eq=False)
class Panel:
    """One plane of a picture, or a view of space, before it is painted.

    Attributes:
        size: of its plot on paper.
        window: the part of the plane that is shown.
        horizontal, vertical: its axes.
        equal_aspect: whether one unit is equally long on both axes.
        note: what the reader must know about the drawing: scales, hatching; may be empty.
        description: a sentence that tells the panel to those who cannot see it.
        hatched: whether the function is undefined in a part of the window.
        framed: whether its axes are the sides of the plot; those of space are among the curves.
        is_over_ground: whether it is to be painted over another panel, which has the frame.
        layers: what stands in space, from back to front.
        bands, curves, arrows, dots, labels: what is drawn, each from back to front.
    """

    size: Size
    window: Window
    horizontal: Axis
    vertical: Axis
    equal_aspect: bool
    note: str
    description: str
    hatched: bool = False
    framed: bool = True
    is_over_ground: bool = False
    layers: tuple[Facets | Patch | Curve, ...] = ()
    bands: tuple[Band, ...] = ()
    curves: tuple[Curve, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    dots: tuple[Dot, ...] = ()
    labels: tuple[Label, ...] = ()

    @property
    def scale(self) -> Array:
        """Units of x and y in one inch of paper, (2,)."""
        return self.window.scale(self.size)

    def arrow(self, role: Role) -> Arrow | None:
        """The arrow that plays this role."""
        return next((arrow for arrow in self.arrows if arrow.role == role), None)

    def curve(self, role: Role) -> Curve | None:
        """The curve that plays this role."""
        return next((curve for curve in self.curves if curve.role == role), None)
