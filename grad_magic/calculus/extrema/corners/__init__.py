"""Critical points of functions with corners.

Of what is linear between lines `linear_pieces` tells all at once. Of others `corner_points` puts
them together: those off the seams (`smooth_pieces`), and on each seam
(`seam_points`) those of the restriction, those of seams along which f does not change
(`level_seams`) or may be several pieces (`seam_stretches`), and each alone (`single_points`).
`seam_gradients` says where f has no gradient. `cornered` is the function and its seams as they
look at them, `seams` where these are, `seam_sides` which pieces lie beside them; those that cancel
are none (`cancelling_seams`). Each row is checked by values around points of it
(`confirmed_rows`).
"""
