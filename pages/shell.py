"""The frame of every page."""

from explorer.ui import shell

shell.run()
