"""The themes, as covers to open."""

from explorer.ui import themes

themes.show()
