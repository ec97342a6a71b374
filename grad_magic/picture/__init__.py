"""Solution -> Scene -> Figure: what is drawn, then how it is painted.

    Solution ─local_data─▶ numbers at P ─views─▶ Panels ─scene─▶ Scene ─screen─▶ pixels ─png─▶ PNG
                                                                  │              └sixel─▶ terminal
                                                                  └──figure─▶ Figure, files

`scene` is the way in: a title over a row of panels. `shapes` says what a panel is made of: curves,
arrows, dots, labels, each with the role that it plays in the mathematics. Those who paint know
Matplotlib, and no mathematics: `artists` has what is painted, `sheet` where it stands; `screen`
draws it straight, as fast as can be, its words by `lettering` and their numbers by `numerals`; and
`figure` puts it on a figure of the caller's own. So all geometry is tested without a pixel.

Where things go:
    A new picture: a module in `views/` with a `compose_panel`, a row in `views/catalogue`, and its
        name in `grad_magic.presets.VIEWS`; why some problem has none: an `Absence` in `shapes`.
    Geometry that several views of the plane need (the window, f on a grid, level lines, ticks,
        room for words): `plane/`.
    Geometry that several views of space need (meshes, the camera and what it sees, the box):
        `space/`. What stands in space keeps its coordinates in `SpacePanel.space`; the rest of
        the panel is its projection, ordered from back to front.
    A new thing that is marked: a `Role` in `shapes` and its look in `palette`; if it is a dot, its
        form in `artists` and the same sign for the legend in `words`.
    A new colour: `palette`, and nowhere else.
    Words: a row `picture_…` in each language of `wording/`, put together in `words/`.
    Numbers beside ticks and lines: `floats`.
    How f is evaluated, on a grid or call by call: `surface`.
"""
