from __future__ import annotations

from django.utils.formats import number_format


def grouped(number: int) -> str:
    """Write a count as people read it: 1,240 or 1.240."""
    return number_format(number, force_grouping=True)
