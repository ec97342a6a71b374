"""The notebook and the terminal: the only room that imports IPython.

- `magic`: `%grad` and `%%grad`, loading and unloading, and the settings of `%config GradMagic`.
- `cell`: lets a cell with the one line `%%grad …` run, also in a script made of a notebook.
- `display`: what a result publishes, and its forms for others that ask.
- `help`: the help, written from the tables of clauses.
- `completion`: Tab. `warmup`: loads what the first answer needs between two cells.
"""
