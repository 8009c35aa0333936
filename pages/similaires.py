"""An image and its neighbours."""

from explorer.ui import similar

similar.show()
