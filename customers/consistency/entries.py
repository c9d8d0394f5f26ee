"""The entries that tell of subscriptions, in the order in which things happened."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from activitylog.models import ActivityEntry
from customers.models import OrderLine

if TYPE_CHECKING:
    from django.db.models import QuerySet

OURS = ActivityEntry.objects.filter(source="portal", status="succeeded")
OF_LICENSES = Q(resource_type="license") | Q(action="delete_customer_user")


def entries_of_subscriptions(keys: Collection[UUID]) -> Iterator[ActivityEntry]:
    orders = OrderLine.objects.filter(subscription__in=keys).values_list("order", flat=True)
    resources = [str(key) for key in {*keys, *orders}]
    entries = OURS.filter(resource_type__in=("order", "subscription"), resource_id__in=resources)
    return _read(entries)


def entries_of_licenses(customers: Collection[UUID]) -> Iterator[ActivityEntry]:
    """They are told of users: all of these customers' are read."""
    return _read(OURS.filter(OF_LICENSES, customer__in=customers))


def _read(entries: QuerySet[ActivityEntry]) -> Iterator[ActivityEntry]:
    # A few at a time: the entry of a large order is megabytes.
    yield from entries.order_by("id").defer("details", "extra").iterator(chunk_size=20)
