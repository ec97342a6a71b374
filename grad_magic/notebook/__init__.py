"""The notebook and the terminal: the only room that imports IPython.

- `magic`: `%grad` and `%%grad`, loading and unloading, and the settings of `%config GradMagic`.
- `cell`: lets a cell with the one line `%%grad …` run, also in a script made of a notebook.
- `display`: what a result publishes, and its forms for others that ask (`forms`).
- `sliders`: the widgets that ask a mover of `grad_magic.interactive`; loaded where they are shown.
- `help`: the help, written from the tables of clauses.
- `tab`: the Tab key; `completion`: what it offers, `array_completion` about arrays.
- `warmup`: makes the first calls of an answer between two cells.
"""
