"""What one benchmark runs in a process of its own."""

from __future__ import annotations

import django

django.setup()
