"""What both databases can hold a row to with what they bring along.

How a text must look in full is known to `customers.validators`, which services ask; these are the
bounds that nothing gets past.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, Value
from django.db.models.functions import Length, Lower, Trim, Upper
from django.db.models.lookups import Exact, Range

if TYPE_CHECKING:
    from django.db.models import Choices


def known(name: str, choices: type[Choices]) -> Q:
    """One of the codes that there are."""
    return Q(**{f"{name}__in": choices.values})


def given(name: str) -> Q:
    """Not empty, and not spaces alone."""
    return ~Q(Exact(Trim(name), Value("")))


def other_than(name: str, code: str) -> Q:
    """Not this code, nor with spaces around it."""
    return ~Q(Exact(Trim(name), Value(code)))


def missing(*names: str) -> Q:
    return Q(**{f"{name}__isnull": True for name in names})


def present(*names: str) -> Q:
    return Q(**{f"{name}__isnull": False for name in names})


def country_code(name: str) -> Q:
    """Two capital letters, or nothing."""
    return Q(**{name: ""}) | _capitals(name, 2)


def currency_code(name: str) -> Q:
    """Three capital letters."""
    return _capitals(name, 3)


def culture_code(name: str) -> Q:
    """Language and country with a hyphen between, or nothing."""
    return Q(**{name: ""}) | Q(Range(Length(name), (5, 6)), **{f"{name}__contains": "-"})


def domain_name(name: str) -> Q:
    """Small letters with a dot and no space, or nothing."""
    dotted = Q(**{name: Lower(name), f"{name}__contains": "."})
    return Q(**{name: ""}) | (dotted & ~Q(**{f"{name}__contains": " "}))


def _capitals(name: str, length: int) -> Q:
    return Q(Exact(Length(name), Value(length)), **{name: Upper(name)})
