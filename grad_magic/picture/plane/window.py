"""Which part of the plane is shown: P, the arrows and the bend of the level curve."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from grad_magic.picture.floats import nice_scale
from grad_magic.picture.local_data import LocalData, length, to_float
from grad_magic.picture.shapes import Array, Size, Window

if TYPE_CHECKING:
    from grad_magic.picture.surface import Surface
    from grad_magic.solution import Solution

# Critical points fill this part of their window's size.
_ROOM = 2.0
# Half the window's height, in radii of curvature of the level curve, in lengths over which
# the gradient changes as much as it is long, and in lengths over which f leaves its
# second-order Taylor polynomial: chosen by looking at many pictures.
_CURVATURES = 1.2
_GRADIENT_CHANGES = 5.0
_TAYLOR_LENGTHS = 2.5
# At a critical point: in lengths over which f turns for the first time along a ray from P, which
# is about as far as the next critical point.
_TURNING_LENGTHS = 1.3
# Along rays on which the second-order term is at least this part of its largest: near the lines
# on which a saddle's vanishes, f turns at once and nothing is there.
_OF_STEEPEST = 0.6
# f has turned where it has come back by this part of its change.
_TURNED = 0.03
# At least so many of the level ellipse's longer half axes: in a narrow valley the level curve
# bends sharply beside P, and the valley is what must be seen.
_LEVEL_SIZES = 0.8
# But no more than so many of its shorter half axes, or the level curve becomes one line.
_LEVEL_WIDTHS = 4.0
# Half the height where nothing tells a scale.
_PLAIN_HALF_HEIGHT = 2.0
# An arrow drawn in its true length is between these parts of half the height; the window
# may grow or shrink by the given factor to make it so.
TRUE_LENGTHS = (0.22, 0.85)
_STRETCH = 1.7
# Half the height at least, as a part of P's coordinates.
_RESOLVED = 1e-9
# How far the window's centre moves from P to the side to which the level curve bends.
_SHIFT = 0.3
# The part of a window's side that an undefined region may take along a whole edge.
_UNDEFINED_MARGIN = 0.06
_COARSE = 49
# The long side of a plot is at most so many times as long as the short one.
LONGEST_SIDE = 4.0


def asked_window(solution: Solution, size: Size) -> tuple[Window, Size] | None:
    """The window that was asked for, and the plot of it in this size; None for a free choice.

    Of a long and narrow one more is shown on its short side.
    """
    limits = solution.problem.presentation.window
    if not limits:
        return None
    left, right, bottom, top = map(to_float, limits)
    least = max(right - left, top - bottom) / LONGEST_SIDE
    width, height = max(right - left, least), max(top - bottom, least)
    window = _window_of(((left + right) / 2, (bottom + top) / 2), width, height)
    inches = min(size[0] / width, size[1] / height)
    return window, (width * inches, height * inches)


def _window_of(centre: tuple[float, float], width: float, height: float) -> Window:
    x, y = centre
    return Window(x - width / 2, x + width / 2, y - height / 2, y + height / 2)


def half_height(surface: Surface, local: LocalData) -> float:
    """Half the window's height for two variables, before anything is drawn."""
    lengths = [_TAYLOR_LENGTHS * taylor_length(surface, local)]
    if local.gradient is not None and local.hessian is not None:
        bend = min(
            _GRADIENT_CHANGES * _gradient_change_length(local),
            _CURVATURES / max(abs(curvature(local)), 1e-300),
        )
        lengths.append(max(bend, _level_extent(local)))
    if local.gradient is None:
        lengths.append(_TURNING_LENGTHS * _turning_length(surface, local))
    natural = min(lengths)
    if not math.isfinite(natural) or natural > 1e12:
        return _fit_arrows(scale_free_half_height(local), local, math.inf)
    # Neighbouring points of the grid must differ after rounding.
    least = _RESOLVED * float(abs(local.point).max())
    return max(_fit_arrows(natural, local, _STRETCH), least)


def _gradient_change_length(local: LocalData) -> float:
    assert local.gradient is not None
    assert local.hessian is not None
    change = float(np.linalg.norm(local.hessian, 2))
    return length(local.gradient) / change if change else math.inf


def _level_extent(local: LocalData) -> float:
    """What is to be seen of the conic f = f(P) of the second-order Taylor polynomial, or 0.

    With H = Hessian, the conic is centred at P − H⁻¹∇f, and its half axes are
    √(|∇f·H⁻¹∇f| / |λ|) for the eigenvalues λ of H.
    """
    assert local.gradient is not None
    assert local.hessian is not None
    eigenvalues, axes = np.linalg.eigh(local.hessian)
    sizes = abs(eigenvalues)
    if sizes.min() <= 1e-9 * sizes.max():
        return 0.0
    along = axes.T @ local.gradient
    scale = math.sqrt(abs((along**2 / eigenvalues).sum()))
    longer, shorter = scale / math.sqrt(sizes.min()), scale / math.sqrt(sizes.max())
    return min(_LEVEL_SIZES * longer, _LEVEL_WIDTHS * shorter)


def curvature(local: LocalData) -> float:
    """The signed curvature of the level curve at P, positive if it bends toward ∇f.

    It is −(f_xx f_y² − 2 f_xy f_x f_y + f_yy f_x²)/‖∇f‖³, the curvature of an implicit curve
    (Goldman, Curvature formulas for implicit curves and surfaces, 2005).
    """
    if local.gradient is None or local.hessian is None:
        return 0.0
    size = length(local.gradient)
    tangent = np.array([-local.gradient[1], local.gradient[0]]) / size
    return -float(tangent @ local.hessian @ tangent) / size


def taylor_length(surface: Surface, local: LocalData) -> float:
    """The radius at which f first leaves its second-order Taylor polynomial by a half."""
    if local.hessian is None or local.value is None:
        return math.inf
    radii, change, model = _along_rays(surface, local, local.value, local.hessian)
    with np.errstate(all="ignore"):
        error = np.nanmax(np.where(np.isfinite(change), abs(change - model), 0), axis=1)
    size = np.max(abs(model), axis=1)
    leaves = (error > size / 2) & (error > 1e-9 * abs(local.value)) & (size > 0)
    return float(radii[leaves.argmax()]) if leaves.any() else math.inf


def _turning_length(surface: Surface, local: LocalData) -> float:
    """The radius at which f, along some ray from a critical point P, first turns back."""
    if local.hessian is None or local.value is None:
        return math.inf
    radii, change, model = _along_rays(surface, local, local.value, local.hessian)
    eigenvalues = np.linalg.eigvalsh(local.hessian)
    is_definite = eigenvalues[0] * eigenvalues[-1] > 0
    share = 0.0 if is_definite else _OF_STEEPEST
    followed = abs(model[0]) > share * abs(model[0]).max()
    with np.errstate(all="ignore"):
        gone = np.where(np.isfinite(change), change * np.sign(model), 0)[:, followed]
    most = np.maximum.accumulate(gone, axis=0)
    turned = (gone < (1 - _TURNED) * most) & (most > 1e-9 * abs(local.value)) & (gone != 0)
    return float(radii[turned.any(axis=1).argmax()]) if turned.any() else math.inf


def _along_rays(
    surface: Surface, local: LocalData, value: float, hessian: Array
) -> tuple[Array, Array, Array]:
    """Radii (N,), and at each along some rays f − f(P) and its second-order polynomial, (N, K)."""
    angles = np.linspace(0, 2 * math.pi, 24, endpoint=False)
    ways = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    radii = np.geomspace(1e-4, 1e4, 81) * max(1e-3, min(_size(local.point), 1e3))
    steps = radii[:, None, None] * ways
    change = surface.at(*np.moveaxis(local.point + steps, -1, 0)) - value
    gradient = np.zeros(2) if local.gradient is None else local.gradient
    model = steps @ gradient + np.einsum("...i,ij,...j", steps, hessian, steps) / 2
    return radii, change, model


def _size(point: Array) -> float:
    return length(point) or 1.0


def scale_free_half_height(local: LocalData) -> float:
    """For a function that looks alike at every scale: P's distance from the origin tells one.

    At a critical point with f(P) ≠ 0 of a quadratic function, the length over which f
    changes by as much as f(P) does.
    """
    if local.gradient is None and local.hessian is not None and local.value:
        change = float(np.linalg.norm(local.hessian, 2))
        if change:
            return max(math.sqrt(abs(local.value) / change), _PLAIN_HALF_HEIGHT / 2)
    distance = length(local.point)
    if distance == 0 or 0.3 <= distance <= 30:
        return _PLAIN_HALF_HEIGHT
    return 1.2 * distance


def _fit_arrows(half: float, local: LocalData, stretch: float) -> float:
    """The half height nearest to `half` at which the arrows can be drawn in true length."""
    lengths = [1.0] if local.ways else []
    if local.gradient is not None:
        lengths.append(length(local.gradient))
    if not lengths:
        return half
    least, most = max(lengths) / TRUE_LENGTHS[1], min(lengths) / TRUE_LENGTHS[0]
    fitted = min(max(half, least), most)
    near = half / stretch <= fitted <= half * stretch
    tame = _RESOLVED * float(abs(local.point).max()) <= fitted <= max(10 * half, 20)
    return fitted if least <= most and near and tame else half


def place_window(
    surface: Surface, local: LocalData, half: float, tips: Array, aspect: float
) -> Window:
    """The window of this half height that shows P and the arrows' tips (k, 2) best.

    Args:
        surface: f.
        local: P, and what is known there.
        half: half the window's height.
        tips: of the arrows.
        aspect: the plot's width in heights.
    """
    ends = np.vstack([local.point, tips])
    centre = local.point + _SHIFT * half * _bend(local)
    centre = _keep_inside(centre, half, aspect, ends)
    centre = centre + _toward_domain(surface, _window(centre, half, aspect))
    return _window(_keep_inside(centre, half, aspect, ends), half, aspect)


def _bend(local: LocalData) -> Array:
    """The unit vector from P to the centre of curvature of the level curve, or 0."""
    if local.gradient is None:
        return np.zeros(2)
    toward = local.gradient / length(local.gradient)
    return np.asarray(np.sign(curvature(local)) * toward)


def _keep_inside(centre: Array, half: float, aspect: float, points: Array) -> Array:
    """The centre moved so that the points and their labels are inside."""
    room = half * np.array([aspect - 0.28, 1 - 0.2])
    low, high = points.max(axis=0) - room, points.min(axis=0) + room
    middle = (points.max(axis=0) + points.min(axis=0)) / 2
    return np.where(low <= high, np.clip(centre, low, high), middle)


def _toward_domain(surface: Surface, window: Window) -> Array:
    """The move that takes regions along an edge where f is undefined out of sight."""
    x = np.linspace(window.left, window.right, _COARSE)[None, :]
    y = np.linspace(window.bottom, window.top, _COARSE)[:, None]
    defined = np.isfinite(surface.at(x, y))
    move = np.zeros(2)
    if not defined.any():
        return move
    for axis, size in enumerate((window.width, window.height)):
        used = np.flatnonzero(defined.any(axis=axis)) / (_COARSE - 1)
        before = max(used[0] - _UNDEFINED_MARGIN, 0)
        after = max(1 - used[-1] - _UNDEFINED_MARGIN, 0)
        move[axis] = 0.0 if before and after else (before - after) * size
    return move


def _window(centre: Array, half: float, aspect: float) -> Window:
    x, y = (float(part) for part in centre)
    return Window(x - aspect * half, x + aspect * half, y - half, y + half)


def window_around(points: Array, aspect: float) -> Window:
    """A window that shows all these points, (N, 2), with room around them."""
    low, high = points.min(axis=0), points.max(axis=0)
    spread = max((high[0] - low[0]) / aspect, high[1] - low[1]) / 2
    half = _ROOM * spread or max(1.0, 0.5 * float(abs(points).max()))
    return _window((low + high) / 2, half, aspect)


def window_without_point(surface: Surface, aspect: float) -> Window:
    """A window around the origin, or around what can be seen of the domain."""
    for half in (3.0, 1.0, 10.0, 0.3, 30.0, 100.0, 1000.0):
        move = _toward_domain(surface, _window(np.zeros(2), half, aspect))
        window = _window(move, half, aspect)
        x = np.linspace(window.left, window.right, _COARSE)[None, :]
        y = np.linspace(window.bottom, window.top, _COARSE)[:, None]
        values = surface.at(x, y)
        if np.isfinite(values).mean() > 0.1 and not _is_rough(values):
            return window
    return _window(np.zeros(2), 3.0, aspect)


def _is_rough(values: Array) -> bool:
    """Whether f swings up and down between neighbouring points of the grid."""
    with np.errstate(all="ignore"):
        for axis in (0, 1):
            rise = np.diff(values, axis=axis)
            turns = np.diff(np.sign(rise), axis=axis) != 0
            if np.mean(turns[np.isfinite(turns)]) > 0.35 and np.nanmax(abs(rise)) > 0:
                return True
    return False


def scale_of(length: float, half: float, longest: float) -> float:
    """The factor for an arrow: 1 where its true length is seen well, else a round one.

    Args:
        length: the true one.
        half: half the height of the window.
        longest: as a part of that.
    """
    if TRUE_LENGTHS[0] * half <= length <= TRUE_LENGTHS[1] * half:
        return 1.0
    return nice_scale(length, longest * half)
