"""The review, for cataloguers."""

from explorer.ui import review

review.show()
