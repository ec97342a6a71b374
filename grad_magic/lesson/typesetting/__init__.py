"""Notation into rows that fit a width, and rows into LaTeX or plain text.

`layout` ends rows, opening what is too long by `breaking`; for print it measures by
`print_width`, for a terminal by columns. `latex` and `plain` render atoms, and leave expressions
to `latex_printer` and `unicode_printer`; `arguments` leaves brackets out in print, as in sin x, and
`brackets` has them grow where they stand over several rows.
`pages` cuts long answers into several outputs.
"""
