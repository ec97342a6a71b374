"""Where words can stand without covering anything."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from grad_magic.picture.palette import ARROW_HEAD, PALETTE
from grad_magic.picture.shapes import Array, Arrow, Flags, Label, Role, Size, Window

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from grad_magic.picture.shapes import Dot

_POINTS_PER_INCH = 72.0
# The mean width of a letter or digit, as a part of the text size.
_LETTER_WIDTH = 0.48
# Its height, without what is raised above the line and with it.
_HIGH, _RAISED = 0.9, 1.12
# Inches between a text and the nearest line; more than what is wished is no better.
_ROOM = 0.03
_TIP_WISH, _WISH, _LEVEL_WISH = 0.045, 0.12, 0.2
# A line that ended close to a minus would go on in it.
_SIGN_ROOM = 0.045
# Inches between the points that stand for a line.
_SPACING = 0.07
# Inches of a line that is on the paper as a whole.
_LONGEST = 1000.0
# A label follows its level line, so the line must be nearly straight below it.
_STRAIGHT = 0.97
_CANDIDATES = 24
# Unit vectors all around.
_AROUND = np.array(
    [(math.cos(turn), math.sin(turn)) for turn in np.linspace(0, 2 * math.pi, 25)[:-1]]
)
_INSIDE_CANDIDATES = 200
# Words cover lines rather than what they must be off by so much, and so many times as gladly.
_CLEAR, _FIRMNESS = 0.015, 8.0
# Inches between a tip and its label where there is no room beside it.
_OFF_TIP = (0.12, 0.2, 0.3)
# Inches between a dot and its label.
_NEAR, _FAR = (0.07, 0.11, 0.16), (0.24, 0.34, 0.46, 0.6, 0.75, 0.9)


@dataclass(eq=False)
class Paper:
    """The plot in inches from its lower left corner, and the points on it that are taken.

    Words may stand on lines if they have to, but not on arrows, marked points and other words.

    Attributes:
        window: the part of the plane that it shows.
        size: its width and height.
    """

    window: Window
    size: Size
    _taken: list[Array] = field(default_factory=list)
    _firm: list[Array] = field(default_factory=list)
    _words: list[tuple[Array, Array, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._scale = self.window.scale(self.size)
        self._corner = np.array([self.window.left, self.window.bottom])

    def inches(self, points: Array) -> Array:
        """Points of the window, (…, 2), in inches."""
        return np.asarray((points - self._corner) / self._scale)

    def plane(self, inches: Array) -> tuple[float, float]:
        """The point of the plane at this place of the paper."""
        x, y = self._corner + inches * self._scale
        return float(x), float(y)

    def take_line(self, points: Array) -> None:
        """Keep words off the straight or curved line through these points (N, 2)."""
        inches = self.inches(points)
        along = _lengths_along(inches)
        if len(points) > 2 and not along[-1] <= _LONGEST:
            # A path may lead far away, and come back.
            for step in np.stack([points[:-1], points[1:]], axis=1):
                self.take_line(step)
            return
        if not along[-1] <= _LONGEST:
            inches = _clipped(inches, np.array(self.size))
            if not len(inches):
                return
            along = _lengths_along(inches)
        places = np.arange(0, along[-1] + _SPACING, _SPACING)
        columns = [np.interp(places, along, column) for column in inches.T]
        self._taken.append(np.stack(columns, axis=1))

    def take_points(self, points: Array) -> None:
        """Keep words off these points (N, 2)."""
        self._take(self.inches(points), firmly=False)

    def take_dots(self, dots: Iterable[Dot]) -> None:
        """Keep words off these, rather than off lines; those of a path are a line themselves."""
        for dot in dots:
            self._take(self.inches(np.array([dot.position])), firmly=dot.role != "path")

    def take_arrow(self, arrow: Arrow) -> None:
        """Keep words off an arrow, rather than off lines."""
        tail, tip = self.inches(np.array([arrow.tail, arrow.tip]))
        length = float(np.hypot(*(tip - tail)))
        places = np.linspace(0, 1, 2 + math.ceil(length / _SPACING))
        self._take(tail + places[:, None] * (tip - tail), firmly=True)
        if length:
            long, wide, _ = np.array(ARROW_HEAD) * PALETTE[arrow.role].width / _POINTS_PER_INCH
            way = (tip - tail) / length
            across = np.array([-way[1], way[0]]) * wide / 2
            back = tip - way * min(long, length / 2)
            self._take(np.array([back + across, back - across]), firmly=True)

    def _take(self, inches: Array, *, firmly: bool) -> None:
        self._taken.append(inches)
        if firmly:
            self._firm.append(inches)

    def with_lines(self, lines: tuple[Array, ...]) -> Paper:
        """The same paper with words kept off these lines too."""
        paper = Paper(self.window, self.size, [*self._taken], [*self._firm], [*self._words])
        for points in lines:
            paper.take_line(points)
        return paper

    def take_label(self, label: Label) -> None:
        """Keep words, and lines that give way to them, off this one."""
        centre = self.inches(np.array(label.position))
        half = text_size(label.role, label.text) / 2
        angle = math.radians(label.angle)
        has_sign = label.text.lstrip("$").startswith(("-", "−"))
        room = np.array([_SIGN_ROOM if has_sign else 0.0, 0.0])
        self._words.append((centre, half + room, angle))
        columns = max(3, math.ceil(2 * half[0] / _SPACING))
        box = np.empty((3, columns, 2))
        box[:, :, 0] = np.linspace(-half[0], half[0], columns)
        box[:, :, 1] = np.array([-half[1], 0.0, half[1]])[:, None]
        self._take(centre + _turned(box.reshape(-1, 2), -angle).T, firmly=True)

    def _rooms(self, half: Array, spots: Array) -> Array:
        """The inches around a text at each spot (k, 3); negative where it would cover."""
        # Joined once, as every label asks for all that is taken.
        self._taken = [np.concatenate([np.empty((0, 2)), *self._taken])]
        return self._rooms_beside(self._taken[0], half, spots)

    def _covering(self, half: Array, spots: Array) -> Array:
        """By how many inches a text at each spot (k, 3) covers arrows, marked points and words."""
        self._firm = [np.concatenate([np.empty((0, 2)), *self._firm])]
        return np.maximum(_CLEAR - self._rooms_beside(self._firm[0], half, spots), 0)

    def _rooms_beside(self, taken: Array, half: Array, spots: Array) -> Array:
        centres, angles = spots[:, :2], spots[:, 2]
        x, y = (taken[:, axis] - centres[:, axis, None] for axis in (0, 1))
        if angles.any():
            cosine, sine = np.cos(angles)[:, None], np.sin(angles)[:, None]
            x, y = x * cosine + y * sine, y * cosine - x * sine
        nearest = np.maximum(abs(x) - half[0], abs(y) - half[1])
        room = nearest.min(axis=1, initial=math.inf)
        return np.asarray(np.minimum(room, self._room_to_frame(half, centres, angles)))

    def _room_to_frame(self, half: Array, centres: Array, angles: Array) -> Array:
        cosines, sines = abs(np.cos(angles)), abs(np.sin(angles))
        reach = np.stack(
            [half[0] * cosines + half[1] * sines, half[0] * sines + half[1] * cosines], axis=1
        )
        room = np.minimum(centres, self.size - centres) - reach
        return np.asarray(room.min(axis=1))

    def _put(
        self, role: Role, text: str, spots: Array, wish: float, least: float = -math.inf
    ) -> Label | None:
        """The label at the first spot with the room wished, else at the roomiest.

        The spots (k, 3) are centres and angles. None where even `least` is to be had nowhere.
        """
        if not len(spots):
            return None
        half = text_size(role, text) / 2
        rooms = np.minimum(self._rooms(half, spots), wish)
        best = int(rooms.argmax())
        if rooms[best] < least:
            return None
        if rooms[best] < 0:
            best = int((rooms - _FIRMNESS * self._covering(half, spots)).argmax())
        label = Label(role, text, self.plane(spots[best, :2]), math.degrees(spots[best, 2]))
        self.take_label(label)
        return label

    def put_beside_tip(self, arrow: Arrow, text: str) -> Label:
        """The label of an arrow: beyond its tip, else beside it."""
        role = arrow.role
        start, end = self.inches(np.array([arrow.tail, arrow.tip]))
        ahead = (end - start) / (np.hypot(*(end - start)) or 1.0)
        left = np.array([-ahead[1], ahead[0]])
        ways = np.array([ahead, _unit(ahead + left), _unit(ahead - left), left, -left])
        reach = _reach(text_size(role, text), ways)[:, None]
        backs = np.array([0.0, -0.2, -0.4])[:, None, None]
        beside = end + ways * (reach + 0.07) + backs * ahead
        # Farther off, in the arrow's colour, where it has no room there; ahead first.
        around = _AROUND[np.argsort(-(_AROUND @ ahead), kind="stable")]
        off = np.array(_OFF_TIP)[:, None, None]
        farther = end + around * (_reach(text_size(role, text), around)[:, None] + off)
        centres = np.concatenate([beside.reshape(-1, 2), farther.reshape(-1, 2)])
        label = self._put(role, text, _level(centres), _TIP_WISH)
        assert label is not None
        return label

    def put_around(self, role: Role, text: str, point: Array, *, far: bool = False) -> Label:
        """The label of a point: on the emptiest side; of a dot in its colour perhaps `far` off."""
        reach = _reach(text_size(role, text), _AROUND)[:, None]
        distances = np.array(_NEAR + _FAR if far else _NEAR)[:, None, None]
        centres = self.inches(point) + _AROUND * (reach + distances)
        label = self._put(role, text, _level(centres.reshape(-1, 2)), _WISH)
        assert label is not None
        return label

    def put_along(self, role: Role, text: str, ends: Array) -> Label | None:
        """The label of a straight line: parallel to it, on either side, near one of its ends."""
        first, last = self.inches(ends)
        length = float(np.hypot(*(last - first)))
        angle = float(_upright(np.arctan2(last[1] - first[1], last[0] - first[0])))
        width, height = text_size(role, text)
        way = (last - first) / (length or 1.0)
        across = np.array([-way[1], way[0]]) * (height / 2 + _ROOM + 0.02)
        reach = np.arange(width / 2 + 0.08, max(length / 2, width), 0.1)
        steps = np.stack([reach, length - reach], axis=1).ravel()
        along = first + steps[:, None] * way
        centres = np.concatenate([along + across, along - across])
        nearest_first = np.argsort(np.tile(np.repeat(reach, 2), 2), kind="stable")
        spots = np.insert(centres, 2, angle, axis=1)[nearest_first]
        return self._put(role, text, spots, _ROOM, -0.02)

    def put_on_line(
        self,
        role: Role,
        text: str,
        pieces: tuple[Array, ...],
        fits: Callable[[Array], Flags] | None = None,
    ) -> Label | None:
        """The label of a level line, on the line where that is nearly straight.

        Args:
            role: of the label.
            text: what it says.
            pieces: of the line, (N, 2) each.
            fits: at which points of the plane, (k, 2), it may stand; None for all.
        """
        width = float(text_size(role, text)[0]) + 2 * _ROOM
        spots = np.concatenate(
            [np.empty((0, 3)), *(self._stretches(piece, width) for piece in pieces)]
        )
        if fits is not None:
            spots = spots[fits(self._corner + spots[:, :2] * self._scale)]
        flattest_first = np.argsort(abs(spots[:, 2]).round(1), kind="stable")
        wish = _LEVEL_WISH if role == "level" else _WISH
        return self._put(role, text, spots[flattest_first], wish, _ROOM)

    def put_inside(self, role: Role, text: str, points: Array) -> Label | None:
        """The label of a region that consists of these points (N, 2), near its middle."""
        some = self.inches(points[:: max(1, len(points) // _INSIDE_CANDIDATES)])
        central_first = np.argsort(np.hypot(*(some - some.mean(axis=0)).T), kind="stable")
        return self._put(role, text, _level(some[central_first]), _WISH, 0.0)

    def _stretches(self, piece: Array, width: float) -> Array:
        """Centres and angles (k, 3) of the nearly straight stretches of this width."""
        inches = self.inches(piece)
        along = _lengths_along(inches)
        if along[-1] < 1.5 * width:
            return np.empty((0, 3))
        count = min(_CANDIDATES, max(3, int(along[-1] / _SPACING)))
        middles = np.linspace(width / 2, along[-1] - width / 2, count)
        places = middles + np.array([[-width / 2], [0.0], [width / 2]])
        columns = [np.interp(places, along, column) for column in inches.T]
        first, middle, last = np.stack(columns, axis=2)
        chords = last - first
        straight = np.hypot(*chords.T) >= _STRAIGHT * width
        centres = (2 * middle + first + last) / 4
        angles = _upright(np.arctan2(chords[:, 1], chords[:, 0]))
        return np.asarray(np.column_stack([centres, angles])[straight])

    def without_words(self, points: Array, room: float = _ROOM) -> Array:
        """The line (N, 2) with nan for its points behind words, and for so many inches beside."""
        if not self._words:
            return points
        x, y = self.inches(points).T
        centres, halves, angles = (np.array(column) for column in zip(*self._words, strict=True))
        right, up = x - centres[:, :1], y - centres[:, 1:]
        cosine, sine = np.cos(angles)[:, None], np.sin(angles)[:, None]
        across, along = right * cosine + up * sine, up * cosine - right * sine
        hidden = (abs(across) < halves[:, :1] + room) & (abs(along) < halves[:, 1:] + _ROOM / 2)
        return np.where(hidden.any(axis=0)[:, None], np.nan, points)


def _clipped(ends: Array, high: Array) -> Array:
    """The part of a straight line (2, 2) from 0 to `high`, (2,); nothing, (0, 2), if there is none.

    It is clipped as by Liang and Barsky, A new concept and method for line clipping, 1984.
    """
    start, way = ends[0], ends[1] - ends[0]
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = np.sort([-start / way, (high - start) / way], axis=0)
    first, last = max(0.0, float(shares[0].max())), min(1.0, float(shares[1].min()))
    if not first < last:
        return np.empty((0, 2))
    return np.asarray(start + np.array([[first], [last]]) * way)


def _turned(offsets: Array, angle: Array | float) -> Array:
    """Coordinates along and across the direction of text at this angle, (2, …)."""
    cosine, sine = np.cos(angle), np.sin(angle)
    x, y = offsets[..., 0], offsets[..., 1]
    return np.stack([x * cosine + y * sine, y * cosine - x * sine])


def _upright(angles: Array) -> Array:
    """The angles of lines, turned by π where text along them would be upside down."""
    return np.where(abs(angles) > math.pi / 2 + 1e-9, angles - np.copysign(math.pi, angles), angles)


def _unit(way: Array) -> Array:
    return np.asarray(way / np.hypot(*way))


def _lengths_along(points: Array) -> Array:
    """How long a line (N, 2) is up to each of its points, (N,)."""
    along = np.zeros(len(points))
    np.hypot(*np.diff(points, axis=0).T).cumsum(out=along[1:])
    return along


def _level(centres: Array) -> Array:
    """The spots (k, 3) at these centres for text that is not turned."""
    return np.column_stack([centres, np.zeros(len(centres))])


def text_size(role: Role, text: str) -> Array:
    """Width and height of a text in inches, (2,), roughly."""
    points = PALETTE[role].text_points
    width = len(visible_characters(text)) * _LETTER_WIDTH
    return np.array([width, _RAISED if "^" in text else _HIGH]) * points / _POINTS_PER_INCH


def _reach(size: Array, ways: Array) -> Array:
    """How far a text of this size reaches from its centre along unit vectors (k, 2), in inches."""
    reach: Array = (size / 2 / np.maximum(abs(ways), 1e-9)).min(axis=1)
    return reach


@lru_cache(maxsize=512)
def visible_characters(text: str) -> str:
    """About as many characters as the text shows."""
    plain = re.sub(r"\\(frac|left|right|,)", "", text)
    # Around signs between numbers there is room.
    plain = re.sub(r"\\(times|approx)(?![a-zA-Z])", "=", plain)
    # Short commands are mostly the names of functions, longer ones single letters.
    plain = re.sub(r"\\([a-z]{2,4})(?![a-zA-Z])", r"\1", plain)
    plain = re.sub(r"\\[a-zA-Z]+", "x", plain).replace("=", "==")
    return re.sub(r"[{}$^_\\ ]", "", plain)
