"""What pages and API have in common about runs that are asked for: how large, and by whom."""

SIZES = (5, 10, 20, 40)
"""Replications that the pages offer; the API takes any number up to the last."""
OF_THE_API = "api "
"""How the owner of what the API asked for begins."""
