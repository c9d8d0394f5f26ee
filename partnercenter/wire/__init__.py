"""What all addresses of the compatible API share: how it is asked, how it answers and refuses."""

from __future__ import annotations
