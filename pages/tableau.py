"""The board: pictures put aside, in order, with notes."""

from explorer.ui import board

board.show()
