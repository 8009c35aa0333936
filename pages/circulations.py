"""Circulations: pictures that come back."""

from explorer.ui import circulations

circulations.show()
