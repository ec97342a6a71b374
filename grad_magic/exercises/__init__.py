"""Exercises whose answers come out nice: made from the answer, solved and checked by the package.

    topic, level, seed ──draws──▶ numbers ──families──▶ Draft ──reading──▶ Exercise ─▶ ProblemSet

- `exercise`: an Exercise by its topic, level and seed, with its solution; the table `FAMILIES`.
- `problem_set`: several of them, as cells of a notebook, with and without solutions.
- `draws`: what a seed chooses, the same everywhere. What is drawn, and in which order, is part of
  what users keep by its seed: a family that has been published stays as it is, and new ones
  change every exercise of their topic and level.
- `drafts`: what a family makes; `terms`: sums as one types them; `plainness`: of several drafts
  the one that a book would print.
- `smooth`: rates, gradients and tangents, made from the gradient that f is to have at P; `cores`
  has the terms of which such an f is made.
- `critical`: made from the critical points. `corners`: made from the rates at a point where f may
  not be differentiable.

A new family is a function from `Draws` to a `Draft`, or of a smooth f one to a `Core`, and its name
in the table at the end of its module. What an exercise says stands in `lesson.exercises`, how its
request is read in `reading.practice`.
"""
