"""A file between being looked at and being confirmed."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from customers.importing import uploads
from customers.models import Customer
from tests.customers.importing import confirm, do_import, entries, look, renamed, said, token_of

if TYPE_CHECKING:
    from portal.models import User

GONE = "This file was confirmed already, or an hour has passed."


def test_a_file_is_confirmed_once(as_alice: Client, three: list[Customer]) -> None:
    token = token_of(look(as_alice, "customer", renamed(three)))
    confirm(as_alice, "customer", token)
    assert GONE in said(confirm(as_alice, "customer", token))
    assert len(entries("import_file")) == 1


def test_two_files_at_once_do_not_meet(as_alice: Client, three: list[Customer]) -> None:
    tokens = [token_of(look(as_alice, "customer", renamed([customer]))) for customer in three]
    for token in reversed(tokens[1:]):
        confirm(as_alice, "customer", token)
    names = Customer.objects.order_by("domain").values_list("name", flat=True)
    assert list(names) == ["Alpha", "Beta AG", "Gamma AG"]


def test_nobody_confirms_somebody_else_s_file(
    as_alice: Client, bob: User, three: list[Customer]
) -> None:
    bob.is_superuser = True
    bob.save()
    other = Client()
    other.force_login(bob)
    token = token_of(look(as_alice, "customer", renamed(three)))
    assert GONE in said(confirm(other, "customer", token))
    assert GONE in said(confirm(as_alice, "product", token))
    assert not entries()


@pytest.mark.parametrize("token", ["x", "", " ", "eyJ1c2VyIjoiMSJ9:1xVEBs:aaaa"])
def test_nobody_makes_up_a_token(as_alice: Client, token: str) -> None:
    page = confirm(as_alice, "customer", token)
    assert (GONE in said(page)) == bool(token)
    assert not entries()


def test_a_file_that_was_touched_is_not_taken(
    as_alice: Client, three: list[Customer], tmp_path: Path
) -> None:
    token = token_of(look(as_alice, "customer", renamed(three)))
    (kept,) = tmp_path.glob("portal-imports-*/*")
    kept.write_bytes(kept.read_bytes().replace(b"AG", b"BG"))
    assert GONE in said(confirm(as_alice, "customer", token))


def test_a_file_is_kept_for_an_hour_where_nobody_else_can_read_it(
    as_alice: Client, three: list[Customer], tmp_path: Path
) -> None:
    look(as_alice, "customer", renamed(three))
    (old,) = tmp_path.glob("portal-imports-*/*")
    assert old.stat().st_mode & 0o777 == 0o600
    assert old.parent.stat().st_mode & 0o777 == 0o700
    hours_ago = time.time() - 2 * uploads.KEPT_FOR
    os.utime(old, (hours_ago, hours_ago))
    look(as_alice, "customer", renamed(three))
    assert not old.exists()


def test_a_folder_of_somebody_else_is_not_used(
    as_alice: Client, three: list[Customer], tmp_path: Path
) -> None:
    (tmp_path / f"portal-imports-{os.getuid()}").mkdir(mode=0o755)
    with pytest.raises(PermissionError):
        look(as_alice, "customer", renamed(three))


def test_nothing_is_left_of_a_confirmed_file(
    as_alice: Client, three: list[Customer], tmp_path: Path
) -> None:
    do_import(as_alice, "customer", renamed(three))
    assert not list(tmp_path.glob("portal-imports-*/*"))
