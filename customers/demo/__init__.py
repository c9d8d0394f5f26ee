"""A made-up partner, its customers and eighteen months of what happened to them.

Everything follows from a seed: the same seed gives the same world and the same story. The story
is told lazily, entry by entry, so that a million entries need no more memory than a thousand.
"""
