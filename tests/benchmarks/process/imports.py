"""How long an import of customers is looked at, and how long it takes: preview, then apply."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from typing import TypeVar

from customers.importing.applying import Application
from customers.importing.examining import Examination
from customers.importing.lists import customer_steps
from customers.importing.uploads import Upload
from customers.models import Customer
from customers.resources import CustomerResource
from customers.services import Actor
from portal.exports import FORMATS

T = TypeVar("T")
ACTOR = Actor(application="Benchmark")


def main(count: int) -> None:
    rows = Customer.objects.filter(domain__endswith=".bench.example")
    Customer.objects.bulk_create(
        Customer(name=f"Company {n}", domain=f"n{n}.bench.example", country="DE")
        for n in range(rows.count(), count)
    )
    rows.update(city="Köln")
    same = b"".join(FORMATS["csv"].stream(CustomerResource(), rows, None, ","))
    changed = same.replace("Köln".encode(), b"Bonn")
    print(f"  import of {count:,} customers")
    timed("preview, nothing changed", lambda: examine(same))
    found = timed("preview, every row changed", lambda: examine(changed))
    assert (found.n_changed, found.problems) == (count, [])
    upload = Upload("", "customers", "customers.csv", found.shown, "", "")
    application = Application(upload, changed, CustomerResource, customer_steps, ACTOR)
    timed("apply, every row changed", lambda: [*application.run()])
    assert rows.filter(city="Bonn").count() == count


def examine(file: bytes) -> Examination:
    return Examination(io.BytesIO(file), CustomerResource, customer_steps, ACTOR)


def timed(what: str, work: Callable[[], T]) -> T:
    start = time.perf_counter()
    done = work()
    print(f"    {what:<28} {time.perf_counter() - start:6.2f} s")
    return done


if __name__ == "__main__":
    main(int(sys.argv[1]))
