from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q

from customers.models import Subscription


def batches(order: Sequence[str], size: int, page_size: int) -> Iterator[list[UUID]]:
    """The keys of all subscriptions, `size` at a time, in an order that ends with "pk"."""
    rows, beyond = Subscription.objects.order_by(*order), Q()
    while page := list(rows.filter(beyond).values_list(*order)[:page_size]):
        for start in range(0, len(page), size):
            yield [values[-1] for values in page[start : start + size]]
        beyond = _beyond(order, page[-1])


def _beyond(order: Sequence[str], last: Sequence[Any]) -> Q:
    found, same = Q(), Q()
    for name, value in zip(order, last, strict=True):
        found |= same & Q(**{f"{name}__gt": value})
        same &= Q(**{name: value})
    return found
