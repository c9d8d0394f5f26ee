from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import F
from django.test import Client

from activitylog.counting.definitions import COUNTS
from activitylog.counting.state import counted_before
from activitylog.management.commands import count_activity
from activitylog.models import (
    ActivityEntry,
    CountedActor,
    CountedActorDay,
    CountedCustomer,
    CountedPair,
    CountedQuarter,
)
from tests.activitylog.following import note, somebody_else_counts
from tests.activitylog.importing import run_import
from tests.activitylog.log import fill, record, take
from tests.activitylog.test_import_by_command import ENGLISH
from tests.activitylog.test_import_on_the_page import send

if TYPE_CHECKING:
    from customers.models import Customer

pytestmark = pytest.mark.django_db(transaction=True)


def run(*options: str) -> tuple[int, str]:
    out = io.StringIO()
    try:
        call_command("count_activity", *options, stdout=out)
    except SystemExit as end:
        return int(end.code or 0), out.getvalue()
    return 0, out.getvalue()


def are_up_to_date() -> bool:
    return not ActivityEntry.objects.filter(recorded_at__gte=counted_before()).exists()


def test_it_counts_what_is_not_counted_yet() -> None:
    fill(7)
    assert run() == (0, "7 entries counted.\n")
    note("one more")
    assert run() == (0, "1 entries counted.\n")
    assert run() == (0, "0 entries counted.\n")
    assert run("--check") == (0, "8 entries checked, 0 differences.\n")


def test_a_check_names_what_differs_and_mends_nothing(acme: Customer) -> None:
    take(record(partner_user="petra", customer_id=acme.pk, customer_name="A", status="failed"))
    run()
    CountedQuarter.objects.update(entries=F("entries") + 1)
    CountedActor.objects.update(failed=0)
    CountedActorDay.objects.update(busiest=9)
    CountedCustomer.objects.all().delete()
    CountedPair.objects.update(entries=4)
    said = (
        "counted quarter 2026-03-04 05:00: counted 2 entries, 1 failed, "
        "in the log 1 entries, 1 failed\n"
        "counted actor 2026-03-04 05:00, petra: counted 1 entries, 0 failed, "
        "in the log 1 entries, 1 failed\n"
        "counted actor day 2026-03-04 00:00, petra: counted 1 entries, 1 failed, 9 busiest, "
        "in the log 1 entries, 1 failed, 1 busiest\n"
        f"counted customer 2026-03-04 00:00, {key(acme)}: counted nothing, "
        "in the log 1 entries, 1 failed\n"
    )
    code, text = run("--check")
    assert code == 1
    assert text.startswith(said)
    assert "counted pair petra, create_order: counted 4 entries" in text
    assert text.endswith("1 entries checked, 5 differences.\n")
    assert run("--check") == (code, text)


def key(customer: Customer) -> str:
    return str(customer.pk) if connection.vendor == "postgresql" else customer.pk.hex


def test_a_check_finds_counts_of_what_is_not_in_the_log() -> None:
    note("something")
    run()
    CountedQuarter.objects.create(quarter=1, entries=1, failed=0)
    assert run("--check") == (
        1,
        (
            "counted quarter 1970-01-01 00:15: counted 1 entries, 0 failed, in the log nothing\n"
            "1 entries checked, 1 differences.\n"
        ),
    )


def test_a_check_leaves_out_what_is_not_counted_yet() -> None:
    note("counted")
    run()
    note("not yet")
    assert run("--check") == (0, "1 entries checked, 0 differences.\n")


def test_a_rebuild_mends_all_of_it() -> None:
    fill(5, partner_user="petra")
    run()
    CountedQuarter.objects.update(entries=0)
    CountedQuarter.objects.create(quarter=1, entries=1, failed=0)
    for count in COUNTS[1:]:
        count.model._default_manager.all().delete()
    assert run("--rebuild") == (0, "5 entries counted.\n")
    assert run("--check") == (0, "5 entries checked, 0 differences.\n")


@pytest.mark.parametrize("options", [(), ("--rebuild",), ("--check",)])
def test_it_says_that_somebody_else_is_counting(
    options: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(count_activity, "PATIENCE", 0.2)
    note("something")
    with somebody_else_counts(), pytest.raises(CommandError, match="Somebody else is counting"):
        run(*options)


def test_what_is_imported_by_command_is_counted() -> None:
    run_import("csv", ENGLISH, "--dry-run")
    assert not CountedQuarter.objects.exists()
    run_import("csv", ENGLISH)
    assert are_up_to_date()
    assert run("--check") == (0, "4 entries checked, 0 differences.\n")


def test_what_is_imported_on_the_page_is_counted(as_alice: Client) -> None:
    send(as_alice, ENGLISH.read_bytes())
    assert are_up_to_date()
    assert CountedQuarter.objects.exists()


def test_counts_come_along_to_another_database(tmp_path: Path) -> None:
    fill(5, partner_user="petra")
    run()
    file = tmp_path / "portal.exact"
    call_command("dumpdata", "activitylog", "--format", "exact", output=str(file))
    call_command("flush", interactive=False, verbosity=0)
    assert not CountedQuarter.objects.exists()
    call_command("loaddata", str(file), verbosity=0)
    assert run("--check") == (0, "5 entries checked, 0 differences.\n")
    note("there")
    assert run() == (0, "1 entries counted.\n")
    assert run("--check") == (0, "6 entries checked, 0 differences.\n")
