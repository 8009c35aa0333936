"""Pictures that come back in a collection: which pairs may be one, and what proves it."""
