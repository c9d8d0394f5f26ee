"""The page of an import that runs: it shows how far it is, and survives a broken connection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections, connection

from customers.models import Customer
from tests.customers.importing import entries, import_url, look, renamed, said, token_of

if TYPE_CHECKING:
    from django.test import Client


def running(client: Client, data: bytes) -> Any:
    token = token_of(look(client, "customer", data))
    return client.post(import_url("customer"), {"confirmed": token})


def leave(response: Any) -> None:
    """What the server does when nobody is there any more, as the test client wraps it: so that
    the test's own connection to the database stays open."""
    response._iterator.close()
    if not response.closed:
        # Nothing was sent yet: the client has not begun either.
        request_finished.disconnect(close_old_connections)
        response.close()
        request_finished.connect(close_old_connections)


def test_it_shows_how_far_it_is(
    as_alice: Client, three: list[Customer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("customers.admin.importing.streaming.SECONDS_BETWEEN", 0)
    pieces = [piece.decode() for piece in running(as_alice, renamed(three))]
    assert [said(f'id="content"{piece}') for piece in pieces[1:4]] == [
        'id="content" 0 of 3 rows',
        'id="content" 1 of 3 rows',
        'id="content" 2 of 3 rows',
    ]
    assert '<progress max="3" value="2"' in pieces[3]
    assert "The file is imported." in pieces[4]


def test_it_does_not_show_every_row(as_alice: Client, three: list[Customer]) -> None:
    assert len(list(running(as_alice, renamed(three)))) == 4


def test_its_pieces_are_not_held_back_to_be_zipped(as_alice: Client, three: list[Customer]) -> None:
    token = token_of(look(as_alice, "customer", renamed(three)))
    response = as_alice.post(
        import_url("customer"), {"confirmed": token}, headers={"Accept-Encoding": "gzip"}
    )
    assert response["Content-Encoding"] == "identity"
    assert next(iter(response)).lstrip().startswith(b"<!DOCTYPE html>")
    list(response)


def test_a_reader_who_goes_away_takes_all_back(
    as_alice: Client, three: list[Customer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("customers.admin.importing.streaming.SECONDS_BETWEEN", 0)
    response = running(as_alice, renamed(three))
    pieces = iter(response)
    for _head_and_two_rows in range(3):
        next(pieces)
    leave(response)
    assert sorted(Customer.objects.values_list("name", flat=True)) == ["Alpha", "Beta", "Gamma"]
    assert [(entry.action, entry.status) for entry in entries()] == [("import_file", "failed")]


@pytest.mark.parametrize("has_head", [True, False])
def test_a_reader_who_goes_away_before_the_first_row_is_recorded(
    as_alice: Client, three: list[Customer], *, has_head: bool
) -> None:
    response = running(as_alice, renamed(three))
    if has_head:
        next(iter(response))
    leave(response)
    assert not Customer.objects.filter(name__endswith=" AG").exists()
    assert [(entry.action, entry.status) for entry in entries()] == [("import_file", "failed")]


def test_a_reader_who_goes_away_at_the_end_leaves_it_done(
    as_alice: Client, three: list[Customer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("customers.admin.importing.streaming.SECONDS_BETWEEN", 0)
    response = running(as_alice, renamed(three))
    pieces = iter(response)
    for _head_rows_and_outcome in range(5):
        next(pieces)
    leave(response)
    assert Customer.objects.filter(name__endswith=" AG").count() == 3
    assert entries()[-1].status == "succeeded"


def test_an_error_of_ours_takes_all_back_and_is_recorded(
    as_alice: Client, three: list[Customer]
) -> None:
    def fail_at_the_second(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith('UPDATE "customers_customer"'):
            seen.append(sql)
            if len(seen) == 2:
                raise RuntimeError("the disk is full")
        return execute(sql, *rest)

    seen: list[str] = []
    response = running(as_alice, renamed(three))
    with connection.execute_wrapper(fail_at_the_second), pytest.raises(RuntimeError):
        list(response)
    assert not Customer.objects.filter(name__endswith=" AG").exists()
    assert [(entry.action, entry.status) for entry in entries()] == [("import_file", "failed")]


def test_a_row_that_changes_while_it_runs_is_not_overwritten(
    as_alice: Client, three: list[Customer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("customers.admin.importing.streaming.SECONDS_BETWEEN", 0)
    pieces = iter(running(as_alice, renamed(three)))
    for _head_and_a_row in range(2):
        next(pieces)
    Customer.objects.filter(pk=three[2].pk).update(version=2)
    rest = b"".join(pieces).decode()
    assert "Line 4, Company name: Someone else has changed this in the meantime." in rest
    assert not Customer.objects.filter(name__endswith=" AG").exists()
