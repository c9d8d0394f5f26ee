"""Calls of services in one moment, and what must hold afterwards."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import pairwise
from threading import Barrier
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from activitylog.models import ActivityEntry
from customers.models import LicenseAssignment, Subscription
from customers.services import Actor, Refused, recording_refusals
from customers.services.values import subscription_value

SLOW = os.environ.get("SLOW") == "1"
Call = Callable[[], object]


def threads() -> int:
    """SQLite lets one write at a time: a few are enough to see that they queue."""
    return 20 if connection.vendor == "postgresql" else 4


def rounds(some: int = 4) -> range:
    return range(some * 10 if SLOW else some)


def later(operation: Callable[..., object], **arguments: Any) -> Call:
    """A call of a service, in a request of its own."""
    return partial(operation, actor=Actor(application="test"), **arguments)


def at_once(*calls: Call) -> list[object]:
    """What the calls return, begun in one moment; or with what they are refused."""
    barrier = Barrier(len(calls))

    def run(call: Call) -> object:
        try:
            barrier.wait()
            with recording_refusals():
                return call()
        except Refused as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def entries(**narrowed: Any) -> QuerySet[ActivityEntry]:
    return ActivityEntry.objects.filter(**narrowed).order_by("id")


def succeeded(**narrowed: Any) -> QuerySet[ActivityEntry]:
    return entries(status="succeeded", **narrowed)


def assert_chained(subscription: Subscription) -> None:
    """Each change begins where the last one ended, and the row is where they all end."""
    subscription = Subscription.objects.get(pk=subscription.pk)
    told = succeeded(resource_id=str(subscription.pk))
    for one, next_one in pairwise(told):
        assert json.loads(one.new_value or "") == json.loads(next_one.old_value or "")
    last = json.loads(told[len(told) - 1].new_value or "")
    assert last == json.loads(json.dumps(subscription_value(subscription)))


def assert_never_oversold(subscription: Subscription) -> None:
    subscription.refresh_from_db()
    seats = LicenseAssignment.objects.filter(subscription=subscription).count()
    assert seats == subscription.assigned_quantity <= subscription.quantity
