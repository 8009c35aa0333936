"""Filtering: which images of a collection have what a visitor asks for, and where they hang."""
