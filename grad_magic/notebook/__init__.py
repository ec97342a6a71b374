"""The notebook and the terminal: the only room that imports IPython."""
