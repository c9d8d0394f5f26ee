"""How many entries there are of what, without looking at them.

Counts are not written by who records an entry: many who write at once would wait for each other
at the same few rows. They are brought up to a moment later, in the order of the feed. Up to there
they hold every entry once, and none beyond.
"""
