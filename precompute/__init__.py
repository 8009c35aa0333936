"""Cimaise, the offline side: from a folder of pictures to a bundle that can be served.

Torch lives here. It knows ``explorer.bundle`` and nothing else of the explorer.
"""
