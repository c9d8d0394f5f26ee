"""A program gets the numbers of the pages, and the rows behind each of them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import Permission
from django.http import QueryDict
from django.test import Client

from analytics.api.writing import LISTS, number
from analytics.tabs import TABS, Tab
from portal.figures import ROWS, Unit
from tests.analytics.activity import entries, keep
from tests.tokens import program_of

if TYPE_CHECKING:
    from portal.models import User
    from tests.analytics.story import Story

URL = "/api/v1/analytics"
OF_ALL = "date_from=&date_to="
SUMS = {
    "quantity": lambda row: row["quantity"],
    "assigned_quantity": lambda row: row["assigned_quantity"],
    "free_quantity": lambda row: row["quantity"] - row["assigned_quantity"],
    "active_subscriptions": lambda row: row["active_subscriptions"],
    "active_quantity": lambda row: row["active_quantity"],
    "active_assigned_quantity": lambda row: row["active_assigned_quantity"],
}
"""What of rows is added up, where it is not in a currency."""


def get(client: Client, url: str) -> Any:
    response = client.get(url)
    assert response.status_code == 200, response.content
    return response.json()


def rows_at(client: Client, url: str) -> list[dict[str, Any]]:
    """The rows of a list, page after page."""
    found: list[dict[str, Any]] = []
    next_url: str | None = url.replace("?", "?limit=1000&") if "?" in url else f"{url}?limit=1000"
    while next_url:
        parts = urlsplit(next_url)
        page = get(client, f"{parts.path}?{parts.query}")
        found += page["results"]
        next_url = page["next"]
    return found


def added_up(rows: list[dict[str, Any]], total: str) -> Decimal:
    if total == ROWS:
        return Decimal(len(rows))
    name, _, currency = total.partition(":")
    if not currency:
        return Decimal(sum(SUMS[name](row) for row in rows))
    ours = [row for row in rows if row["currency"] == currency]
    return sum((_amount(row, name) for row in ours), start=Decimal(0))


def _amount(row: dict[str, Any], name: str) -> Decimal:
    if name in row:
        return Decimal(row[name])
    seats = row["quantity"] - (row["assigned_quantity"] if name == "unassigned_price" else 0)
    return Decimal(0) if row["is_trial"] else Decimal(row["unit_price"]) * seats


def numbers_behind(report: dict[str, Any]) -> dict[tuple[str, str], set[Decimal]]:
    """What a report says of the rows at each address."""
    found: dict[tuple[str, str], set[Decimal]] = {}
    stated = [(figure["value"], figure) for figure in report["figures"]]
    for card in report["cards"]:
        numbers = {field["name"] for field in card["fields"] if field["unit"]}
        for row in card["rows"]:
            behind = row["behind"].items()
            stated += [(row["values"][name], at) for name, at in behind if name in numbers]
    for value, at in stated:
        if at["total"] and value is not None:
            found.setdefault((at["rows_url"], at["total"]), set()).add(abs(Decimal(str(value))))
    return found


@pytest.mark.parametrize("tab", TABS.values(), ids=TABS)
def test_the_numbers_are_those_of_the_page(tab: Tab, story: Story, alice: User):
    told = get(program_of(alice, "analytics:read"), f"{URL}/{tab.code}/?{OF_ALL}")
    report = tab.report(tab.filterset_class(QueryDict(OF_ALL)))
    assert [(f["code"], f["value"], f["previous"]) for f in told["figures"]] == [
        (f.code, number(f.value, f.unit), number(f.previous, f.unit)) for f in report.figures
    ]
    assert [(card["code"], len(card["rows"])) for card in told["cards"]] == [
        (card.code, len(card.rows)) for card in report.cards
    ]
    assert told["figures"]
    assert told["cards"]


def test_what_is_unusual_is_told_with_the_rows_around_it(alice: User):
    keep(
        entries("2026-01-07 10:00", application="Robot", partner_user=""),
        entries("2026-03-18 02:00", 90, application="Robot", partner_user=""),
    )
    client = program_of(alice, "analytics:read", "activity:read")
    (alert,) = get(client, f"{URL}/activity/?date_from=2026-03-01&date_to=2026-03-31")["alerts"]
    assert alert["text"].startswith("Unusual: 90 entries on Wednesday, 18 Mar 2026")
    assert len(rows_at(client, alert["rows_url"])) == 90


@pytest.mark.parametrize("tab", TABS.values(), ids=TABS)
def test_each_number_equals_the_rows_that_the_api_lists_behind_it(
    tab: Tab, story: Story, alice: User
):
    client = program_of(alice, "analytics:read", "customers:read", "activity:read")
    found = numbers_behind(get(client, f"{URL}/{tab.code}/?{OF_ALL}"))
    assert len(found) > 5
    for (url, total), values in found.items():
        assert values == {abs(added_up(rows_at(client, url), total))}, url


def test_every_list_that_pages_lead_to_has_one_of_the_api(story: Story, alice: User):
    client = program_of(alice, "analytics:read")
    for tab in TABS.values():
        for url, _total in numbers_behind(get(client, f"{URL}/{tab.code}/?{OF_ALL}")):
            assert "/api/v1/" in url
    assert len(LISTS) == 3


def test_amounts_are_text_with_their_cents(story: Story, alice: User):
    report = get(program_of(alice, "analytics:read"), f"{URL}/revenue/")
    amounts = [figure for figure in report["figures"] if figure["unit"] == Unit.MONEY.value]
    assert amounts
    assert all(figure["currency"] == report["currency"] == "EUR" for figure in amounts)
    assert all(Decimal(figure["value"]).as_tuple().exponent == -2 for figure in amounts)


def test_a_report_says_of_which_period_it_is(story: Story, alice: User):
    client = program_of(alice, "analytics:read")
    report = get(client, f"{URL}/subscriptions/?date_from=2026-01-01&date_to=2026-03-31")
    assert (report["date_from"], report["date_to"]) == ("2026-01-01", "2026-03-31")
    report = get(client, f"{URL}/subscriptions/")
    assert (report["date_from"], report["date_to"]) == (None, None)


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("subscriptions/?date_from=soon", "date_from"),
        ("subscriptions/?date_from=2026-03-01&date_to=2026-02-01", "date_from"),
        ("licenses/?customer=acme", "customer"),
        ("revenue/?currency=euro", "currency"),
        ("activity/?family=Azure", "family"),
        ("subscriptions/?colour=red", "colour"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(address: str, field: str, alice: User, db: None):
    response = program_of(alice, "analytics:read").get(f"{URL}/{address}")
    assert response.status_code == 400
    assert [error["field"] for error in response.json()["errors"]] == [field]


def test_a_token_without_the_scope_is_told_which_it_lacks(alice: User):
    response = program_of(alice, "customers:read").get(f"{URL}/subscriptions/")
    assert response.status_code == 403
    assert "analytics:read" in response.json()["detail"]


def test_figures_of_the_log_are_for_those_who_may_see_the_log(charlie: User):
    charlie.user_permissions.set(Permission.objects.filter(codename="view_analytics"))
    client = program_of(charlie, "analytics:read")
    assert client.get(f"{URL}/subscriptions/").status_code == 200
    assert client.get(f"{URL}/activity/").status_code == 403
