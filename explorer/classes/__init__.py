"""Classes in words: a set of classes, each described by prompts, and what falls into each."""
