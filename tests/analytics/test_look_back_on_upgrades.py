"""Subscriptions that were upgraded into what a report is narrowed to, and out of it: all reports
look back on those that are in it now. The reader is in Berlin, on 15 April 2028."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from customers.services import subscriptions
from tests.analytics.dealing import report, sold, then
from tests.analytics.reading import berlin, card, figure
from tests.analytics.reporting import licenses, revenue
from tests.customers.making import make_product

if TYPE_CHECKING:
    from customers.models import Customer, Product

pytestmark = pytest.mark.usefixtures("in_berlin")

JANUARY, MARCH = "2028-01-10 10:00", "2028-03-10 10:00"
PERIOD = ("2028-01-01", "2028-04-15")


@dataclass
class Ladder:
    """What is upgraded, step by step."""

    e3: Product
    e5: Product
    e7: Product


@pytest.fixture
def ladder(db: None) -> Ladder:
    return Ladder(
        *(make_product(name=name, list_price="1.00") for name in ("E3x", "E5x", "E7x")),
    )


def upgraded(customer: Customer, source: Product, target: Product, quantity: int = 10) -> None:
    held = sold(customer, berlin(JANUARY), quantity, product=source)
    then(subscriptions.upgrade, held, berlin(MARCH), product_id=target.pk)


def seats(**narrowed: Any) -> list[Any]:
    """At the ends of the last four months."""
    rows = card(licenses(*PERIOD, **narrowed), "assignment_rate_over_time").rows
    return [cells[1].value for cells in rows[-4:]]


def recurring(**narrowed: Any) -> list[Any]:
    rows = card(revenue(*PERIOD, **narrowed), "mrr_over_time").rows
    return [cells[1].value for cells in rows[-4:]]


def active(**narrowed: Any) -> list[Any]:
    return list(figure(report(*PERIOD, **narrowed), "active_subscriptions").history)[-4:]


def notes(**narrowed: Any) -> list[str]:
    return [
        str(card(licenses(*PERIOD, **narrowed), "assignment_rate_over_time").note),
        str(card(revenue(*PERIOD, **narrowed), "mrr_over_time").note),
    ]


def test_what_came_by_an_upgrade_was_there_before(acme: Customer, ladder: Ladder):
    upgraded(acme, ladder.e3, ladder.e5)
    assert seats(product="E5x") == recurring(product="E5x") == [10, 10, 10, 10]
    assert active(product="E5x") == [1, 1, 1, 1]
    assert seats(product="E3x") == recurring(product="E3x") == [0, 0, 0, 0]
    assert active(product="E3x") == [0, 0, 0, 0]
    assert all("no list" in note for note in notes(product="E5x") + notes(product="E3x"))


def test_as_much_out_as_in_changes_nothing_of_it(acme: Customer, ladder: Ladder):
    upgraded(acme, ladder.e3, ladder.e5)
    upgraded(acme, ladder.e5, ladder.e7)
    # Movements of E5x add up to ten seats, as there are: not because of the same subscription.
    assert seats(product="E5x") == recurring(product="E5x") == [10, 10, 10, 10]
    assert active(product="E5x") == [1, 1, 1, 1]
    assert all("no list" in note for note in notes(product="E5x"))


def test_what_was_upgraded_within_has_lists(acme: Customer, ladder: Ladder):
    upgraded(acme, ladder.e3, ladder.e5)
    family = (ladder.e3.family,)
    assert notes() == notes(families=family) == notes(product="e") == ["", ""]
    assert seats(families=family) == recurring(families=family) == [10, 10, 10, 10]
    assert active(families=family) == [1, 1, 1, 1]


def test_what_others_were_upgraded_from_does_not_matter(acme: Customer, ladder: Ladder):
    upgraded(acme, ladder.e3, ladder.e5)
    sold(acme, berlin("2028-02-10 10:00"), 4, product=ladder.e7)
    assert notes(product="E7x") == ["", ""]
    assert seats(product="E7x") == recurring(product="E7x") == [0, 4, 4, 4]
