"""Customers and what belongs to them, as Partner Center's API answers them.

What the log keeps of the same rows is in `customers.services.values`: an entry must tell all that a
change can touch, and never looks different later; here stands what the original documents, and what
is empty is left out.
"""

from __future__ import annotations
