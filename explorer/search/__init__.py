"""Searching a collection: vectors, words, the vocabulary, and their fusion."""
