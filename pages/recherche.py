"""Search, in words."""

from explorer.ui import search

search.show()
