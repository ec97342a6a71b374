"""The answer part by part: each module reads a Solution and writes the lines of one topic."""
