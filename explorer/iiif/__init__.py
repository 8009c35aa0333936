"""A collection as IIIF has it: Presentation 3, Image 3 level 0, Content State, Change Discovery.

Pure functions of a ``Collection``: each gives the document that an address answers. Only
``explorer.api.iiif`` knows HTTP.
"""
