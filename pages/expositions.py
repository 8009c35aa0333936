"""Exhibitions: for visitors those that are published, for curators their making."""

from explorer.ui import exhibitions

exhibitions.show()
