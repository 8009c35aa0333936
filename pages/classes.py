"""Classes in words: what falls into each, by the machine and by hand."""

from explorer.ui import classes

classes.show()
