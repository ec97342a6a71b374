"""What views of the plane share: its window, f on a grid, level lines, and room for words."""
