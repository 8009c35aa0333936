"""Boards and exhibitions: their place in the house, still empty."""
