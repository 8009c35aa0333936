"""Boards and tours: what people make of a collection, kept where a new bundle does not touch it.

``models`` says what a tour and a board are and what is refused; ``store`` keeps them in a database,
and alone speaks SQL; ``migrations`` brings older databases up to date. ``python -m
explorer.exhibitions`` takes tours out and in as files.
"""
