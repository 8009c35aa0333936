"""Concepts: what people teach a collection by examples, marked yes and no."""
