"""What views of space share: the mesh of a surface, where it is seen from, and what hides what."""
