"""Functions near a point by their leading terms, with bounds for the rest."""
