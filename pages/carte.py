"""The map: the whole collection, to be walked through."""

from explorer.ui import viewer

viewer.show()
