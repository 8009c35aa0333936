"""Boards, tours and exhibitions: what people make of a collection, safe from every new bundle.

``models`` says what a tour and a board are and what is refused, ``exhibition`` what an exhibition
is; ``markdown`` reads the texts of one; ``store`` keeps all of it in a database, and alone speaks
SQL; ``migrations`` brings older databases up to date. ``python -m explorer.exhibitions`` takes
tours out and in as files, and keeps and restores all there is.
"""
