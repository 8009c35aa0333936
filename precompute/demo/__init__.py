"""The demo archive: a fictional regional archive, drawn by code, that knows the truth about itself.

``draw_archive`` writes the whole of it; ``sample`` draws one document, for tests and for training.
"""

from precompute.demo.archive import NAMES, draw_archive, vocabulary
from precompute.demo.plan import Document, plan
from precompute.demo.sampling import Truth, choose, sample

__all__ = ["NAMES", "Document", "Truth", "choose", "draw_archive", "plan", "sample", "vocabulary"]
