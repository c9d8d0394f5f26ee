from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from activitylog.actions import action_label
from portal.plugins import ActionType, action_types

if TYPE_CHECKING:
    from activitylog.models import ActivityEntry
    from portal.models import User
    from tests.conftest import MakeEntry

LIST = "/admin/activitylog/activityentry/"


@pytest.fixture
def tested(make_entry: MakeEntry) -> ActivityEntry:
    """An entry as Acme's source would make it."""
    return make_entry(
        action="acme_test_restore",
        resource_type="acme_backup",
        details=details_of(Files="1204", Seconds="37"),
    )


def details_of(**facts: str) -> str:
    return json.dumps([{"key": key, "value": value} for key, value in facts.items()])


def opened(client: Client, entry: ActivityEntry) -> str:
    address = reverse("admin:activitylog_activityentry_details", args=[entry.pk])
    return client.get(address).content.decode()


def exported(client: Client) -> list[dict[str, str]]:
    answer = client.get(LIST + "export/")
    text = b"".join(answer).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";" if ";" in text[:20] else ","))


def test_its_label_stands_in_the_list(as_bob: Client, tested: ActivityEntry) -> None:
    content = as_bob.get(LIST).content.decode()
    assert 'title="Tested a restore"' in content
    assert "Backup by Acme" in content


def test_the_list_can_be_narrowed_to_it(
    as_bob: Client, tested: ActivityEntry, make_entry: MakeEntry
) -> None:
    other = make_entry(action="create_order")
    content = as_bob.get(LIST, {"action": "acme_test_restore"}).content.decode()
    assert str(tested.pk) in content
    assert str(other.pk) not in content


def test_its_phrase_stands_in_the_details(as_bob: Client, tested: ActivityEntry) -> None:
    assert "tested whether a backup can be restored" in opened(as_bob, tested)


def test_its_label_stands_in_the_csv(as_bob: Client, tested: ActivityEntry) -> None:
    (row,) = exported(as_bob)
    assert row["Action"] == "Tested a restore"
    assert (row["Operation type"], row["Resource type"]) == ("acme_test_restore", "acme_backup")


def test_a_german_reader_reads_the_plugins_german(
    as_bob: Client, bob: User, tested: ActivityEntry
) -> None:
    bob.language = "de"
    bob.save()
    assert 'title="Wiederherstellung geprüft"' in as_bob.get(LIST).content.decode()
    assert "1204 Dateien kamen in 37 Sekunden zurück." in opened(as_bob, tested)
    assert "Wiederherstellung geprüft" in exported(as_bob)[0].values()


def test_its_section_shows_under_the_row(as_bob: Client, tested: ActivityEntry) -> None:
    content = opened(as_bob, tested)
    assert "1204 files came back in 37 seconds." in content
    assert content.index("Tested restore") < content.index("Details as recorded")


def test_its_section_shows_for_its_action_only(as_bob: Client, make_entry: MakeEntry) -> None:
    other = make_entry(action="create_order", details=details_of(Files="1204", Seconds="37"))
    content = opened(as_bob, other)
    assert "acme-restore" not in content
    assert "1204" in content


def test_its_section_knows_a_failure(as_bob: Client, make_entry: MakeEntry) -> None:
    failed = make_entry(
        action="acme_test_restore", status="failed", details=details_of(Files="12", Seconds="4")
    )
    assert "12 files did not come back." in opened(as_bob, failed)


def test_what_was_recorded_is_escaped_in_its_section(as_bob: Client, make_entry: MakeEntry) -> None:
    evil = '<script>alert("x")</script>'
    entry = make_entry(action="acme_test_restore", details=details_of(Files=evil, Seconds=evil))
    content = opened(as_bob, entry)
    assert "<script" not in content
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; files came back" in content


@pytest.mark.parametrize("details", [None, "[]", "{}", "7", '"text"', "no JSON", '[{"key": 1}]'])
def test_its_section_is_left_out_where_it_has_nothing_to_say(
    as_bob: Client, make_entry: MakeEntry, details: str | None
) -> None:
    entry = make_entry(action="acme_test_restore", details=details)
    content = opened(as_bob, entry)
    assert "acme-restore" not in content
    assert "tested whether a backup can be restored" in content


def test_an_action_whose_plugin_is_gone_shows_its_code_in_title_case(
    as_bob: Client, make_entry: MakeEntry
) -> None:
    gone = make_entry(action="acme_delete_backup", resource_type="acme_vault")
    content = as_bob.get(LIST).content.decode()
    assert 'title="Acme Delete Backup"' in content
    assert "Acme Vault" in content
    assert "– Acme Delete Backup" in opened(as_bob, gone)
    assert exported(as_bob)[0]["Action"] == "Acme Delete Backup"


def test_a_plugins_own_tests_register_for_a_moment() -> None:
    renewed = ActionType(code="acme_delete_backup", label="Deleted a backup")
    with action_types.temporarily(renewed):
        assert action_label("acme_delete_backup") == "Deleted a backup"
    assert action_label("acme_delete_backup") == "Acme Delete Backup"


def test_labels_are_translated_when_they_are_shown() -> None:
    with translation.override("de"):
        assert action_label("acme_test_restore") == "Wiederherstellung geprüft"
    assert action_label("acme_test_restore") == "Tested a restore"
