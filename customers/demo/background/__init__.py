"""What happened beside: told by records of what the portal keeps no rows of.

Told lazily, so that a million records need no more memory than a thousand.
"""
