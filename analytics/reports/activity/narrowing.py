"""Whose entries are counted: all customers', or one's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext

from analytics.scope import Scope
from customers.models import Customer

if TYPE_CHECKING:
    from customers.folding import FoldedQuerySet

NOBODY = UUID(int=0)
"""The ID of no customer: what cannot be counted is shown as nothing, never as more."""


def narrowed(scope: Scope) -> tuple[Scope, str]:
    """The scope with a customer, or with all of them; and what there is to say about it.

    A part of a name stands for the one customer who has it in theirs.
    """
    if not scope.params().keys() - {"customer"}:
        return scope, ""
    only = Scope(start=scope.start, end=scope.end, customer=NOBODY)
    if scope.params().keys() - {"customer", "customer_name"}:
        return only, gettext("Entries know nothing of products and countries.")
    part, customers = scope.customer_name, list(_named(scope))
    if not customers:
        return only, gettext("No customer has “%(part)s” in their name.") % {"part": part}
    if len(customers) > 1:
        text = gettext("Several customers have “%(part)s” in their names: choose one of the list.")
        return only, text % {"part": part}
    return replace(only, customer=customers[0]), ""


def _named(scope: Scope) -> list[UUID]:
    """The first two are enough to know that there are several."""
    customers: FoldedQuerySet[Customer] = Customer.objects.all()
    found = customers.filter(folded__contains=scope.customer_name.casefold())
    if scope.customer:
        found = found.filter(pk=scope.customer)
    return list(found.values_list("pk", flat=True)[:2])
