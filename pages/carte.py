"""The map."""

from explorer.ui import about

about.show()
