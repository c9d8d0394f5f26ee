"""What staff do at the portal itself: they come and go, and their accounts are changed."""

from __future__ import annotations
