"""An answer whose point moves and whose direction turns, worked out in the kernel.

One way: a `Place` (P and u) goes into a `Mover`, which has the calculus look there, and a `Sight`
comes out: what is true at that place, `numbers` as rows of a table, one sentence, and the panels of
the picture as an image. While a slider moves the numbers come by one sweep over the program of f;
where it rests, and wherever f may have a corner or a critical point, by the way of every answer.
Nothing here knows a widget: those are in `grad_magic.notebook.sliders`.
"""
