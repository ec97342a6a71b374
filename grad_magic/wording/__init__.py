"""The words of answers and pictures: a language is a file."""
