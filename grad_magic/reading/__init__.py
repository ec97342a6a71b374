"""Text into a Problem, without evaluating anything."""
