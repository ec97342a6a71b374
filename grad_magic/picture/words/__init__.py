"""The words in and about a picture: names as mathematics, sentences from a language's table.

- `titles`: the function above it; `names`: what stands beside points, arrows, axes and curves.
- `notes`: the lines under a plot; `descriptions`: the text that stands for a picture.
- `sentences`: what notes and descriptions are put together from.
"""
