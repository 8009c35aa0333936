"""What this collection is and how it was made."""

from explorer.ui import about

about.show()
