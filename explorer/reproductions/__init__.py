"""Reproductions: where else a picture of the collection appears, and what people say of it."""
