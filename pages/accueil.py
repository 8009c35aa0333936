"""The home of a kiosk: four ways in."""

from explorer.ui import home

home.show()
