"""Cimaise, the serving side: everything that runs while people explore a collection.

Nothing here imports torch, open_clip, umap or ``precompute``: an explorer must start on a
small machine where only ``requirements-serve.txt`` is installed.
"""

__version__ = "0.1.0"
