"""How fast batches of a thousand records go from JSON to rows: ours, against Django REST framework
that saves each, and against the database's own bulk load of rows that are ready."""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from statistics import median
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction
from rest_framework import serializers
from rest_framework.parsers import JSONParser

from activitylog.json_source import read_json
from activitylog.keys import random_key
from activitylog.models import ActivityEntry
from activitylog.services import Result, ingest
from customers.models import Customer
from customers.states import Origin

RECORDS = 1000
# Django REST framework takes so long that fewer batches say enough.
SLOW_EVERY = 4
FIELDS = [field.attname for field in ActivityEntry._meta.concrete_fields]
TABLE = f"{ActivityEntry._meta.db_table} ({', '.join(FIELDS)})"
Sent = dict[str, Any]


def batches() -> Iterator[list[Sent]]:
    """Records as they come from shops and scripts: lately, by some users, for known customers."""
    keys = [UUID(int=0xBE << 112 | number) for number in range(500)]
    Customer.objects.bulk_create(
        (Customer(id=key, name=f"Kunde {key.int & 0xFFF}", origin=Origin.IMPORTED) for key in keys),
        ignore_conflicts=True,
    )
    begin, numbers = datetime.now(UTC), count()
    while True:
        yield [record(begin, next(numbers), keys) for _record in range(RECORDS)]


def record(begin: datetime, number: int, keys: list[UUID]) -> Sent:
    key = keys[number * 7919 % len(keys)]
    # Each customer has four subscriptions.
    resource = str(UUID(int=key.int << 2 & 2**128 - 1 | number % 4))
    value = {"Id": resource, "OfferName": "Büro 365 Premium", "Quantity": 8, "Status": "active"}
    details = {"SubscriptionName": "Büro 365 Premium", "OldQuantity": "5", "Quantity": "8"}
    return {
        "occurred_at": (begin + timedelta(microseconds=1_234_567 * number)).isoformat(),
        "action": "update_subscription_quantity",
        "customer": str(key),
        "customer_name": f"Kunde {key.int & 0xFFF}",
        "partner_user": f"user{number % 40}@partner.example",
        "application": "Shop",
        "resource_type": "subscription",
        "resource_id": resource,
        "status": "succeeded",
        "old_value": value | {"Quantity": 5},
        "new_value": value,
        "details": [{"key": name, "value": text} for name, text in details.items()],
        "external_id": str(uuid4()),
        "correlation_id": str(uuid4()),
    }


class JsonText(serializers.JSONField):
    def to_internal_value(self, data: Any) -> Any:
        return json.dumps(super().to_internal_value(data))


class EntrySerializer(serializers.ModelSerializer[ActivityEntry]):
    old_value = JsonText()
    new_value = JsonText()
    details = JsonText()

    class Meta:
        model = ActivityEntry
        exclude = ("id", "recorded_at", "source", "extra")

    def create(self, validated_data: Sent) -> ActivityEntry:
        return super().create(
            validated_data
            | {
                "id": random_key(validated_data["occurred_at"]),
                "recorded_at": datetime.now(UTC),
                "source": "bench",
            }
        )


def save_each(body: bytes) -> None:
    serializer = EntrySerializer(data=JSONParser().parse(io.BytesIO(body)), many=True)
    serializer.is_valid(raise_exception=True)
    serializer.save()


def take(body: bytes) -> None:
    outcomes = list(ingest(read_json(body), source="bench"))
    assert [outcome.result for outcome in outcomes] == [Result.ADDED] * RECORDS


def row(sent: Sent) -> list[Any]:
    happened = datetime.fromisoformat(sent["occurred_at"])
    given = sent | {
        "id": random_key(happened),
        "occurred_at": happened,
        "recorded_at": datetime.now(UTC),
        "customer_id": UUID(sent["customer"]),
        "source": "bench",
        "extra": None,
        **{name: json.dumps(sent[name]) for name in ("old_value", "new_value", "details")},
    }
    return [given[name] for name in FIELDS]


def copied(sent: list[Sent]) -> Callable[[], None]:
    """PostgreSQL: the text that `\\copy` sends, ready."""
    text = "".join("\t".join(map(cell, row(each))) + "\n" for each in sent).encode()

    def load() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            # Typed for Django's own methods only; psycopg's lie beneath.
            reach: Any = cursor
            with reach.copy(f"COPY {TABLE} FROM STDIN") as copy:
                copy.write(text)

    return load


def cell(value: Any) -> str:
    text = str(value).replace("\\", r"\\").replace("\t", r"\t").replace("\n", r"\n")
    return r"\N" if value is None else text


def inserted(sent: list[Sent]) -> Callable[[], None]:
    """SQLite: tuples, ready, in one executemany()."""
    fields = ActivityEntry._meta.concrete_fields
    rows = [
        tuple(
            field.get_db_prep_save(value, connection)
            for field, value in zip(fields, row(each), strict=True)
        )
        for each in sent
    ]
    statement = f"INSERT INTO {TABLE} VALUES ({', '.join(['%s'] * len(fields))})"

    def load() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(statement, rows)

    return load


def main(rounds: int) -> None:
    bulk, name = (
        (copied, "\\copy") if connection.vendor == "postgresql" else (inserted, "executemany")
    )
    print(f"  ingest of batches of {RECORDS:,}, median of {rounds}")
    times: dict[str, list[float]] = {"portal": [], name: [], "ModelSerializer": []}
    source = batches()
    take(json.dumps(next(source)).encode())
    for number in range(rounds):
        body, load = json.dumps(next(source)).encode(), bulk(next(source))
        times["portal"].append(seconds(partial(take, body)))
        times[name].append(seconds(load))
        if number % SLOW_EVERY == 0:
            body = json.dumps(next(source)).encode()
            times["ModelSerializer"].append(seconds(partial(save_each, body)))
    for way, found in times.items():
        ratio = f"  portal x{median(found) / median(times['portal']):.2f}" * (way != "portal")
        print(f"    {way:<16} {RECORDS / median(found):10,.0f} entries/s{ratio}")


def seconds(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main(int(sys.argv[1]))
