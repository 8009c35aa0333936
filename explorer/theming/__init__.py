"""Themes as curators have them: what was edited, laid over what the bundle says.

``models`` says what an edit list is and what is refused; ``hierarchy`` lays one over a bundle;
``matching`` finds edited themes again in a newer bundle; ``acts`` changes an edit list; ``desk``
keeps it, for the routes and the pages. Described in ``docs/themes.md``.
"""
