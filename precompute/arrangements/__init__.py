"""Layouts that say something: themes, years, colours, places, columns of the table."""
