"""A concept that is shared, to be looked at."""

from explorer.ui import shared_concept

shared_concept.show()
