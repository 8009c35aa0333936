"""Concepts, taught by examples."""

from explorer.ui import concepts

concepts.show()
