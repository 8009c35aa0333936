"""IIIF as a source: manifests and collections of Presentation 2 and 3, fetched politely."""

from precompute.sources.iiif.remote import Reckoned, Remote, Visit, is_address

__all__ = ["Reckoned", "Remote", "Visit", "is_address"]
