from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

if TYPE_CHECKING:
    from portal.models import User

LOGIN = "/admin/login/"
LOG = "/admin/activitylog/activityentry/"


def sign_in(client: Client, username: str, password: str, following: str = "") -> str:
    """Where it leads to; nowhere when it is refused."""
    values = {"username": username, "password": password, "next": following}
    answer = client.post(LOGIN, values)
    return answer["Location"] if answer.status_code == 302 else ""


def test_the_root_leads_to_the_portal() -> None:
    assert Client().get("/")["Location"] == "/admin/"


def test_whoever_is_signed_out_is_asked_to_sign_in_and_led_back(bob: User) -> None:
    client = Client()
    address = f"{LOG}?action=create_order&q=a%26b"
    login = client.get(address)["Location"]
    page = client.get(login)
    assert page.status_code == 200
    following = page.context["next"]
    assert following == address
    assert sign_in(client, "bob", "bob's password", following) == address
    assert client.get(address).status_code == 200


def test_without_an_address_to_go_back_to_it_leads_to_the_overview(bob: User) -> None:
    assert sign_in(Client(), "bob", "bob's password") == "/admin/"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "https:evil.example",
        "javascript:alert(1)",
    ],
)
def test_it_leads_to_no_other_site(elsewhere: str, bob: User) -> None:
    assert sign_in(Client(), "bob", "bob's password", elsewhere) == "/admin/"


@pytest.mark.parametrize(
    ("username", "password"),
    [("bob", "alice's password"), ("nobody", "bob's password"), ("bob", ""), ("", "")],
)
def test_a_wrong_name_or_password_is_refused(username: str, password: str, bob: User) -> None:
    client = Client()
    assert sign_in(client, username, password) == ""
    assert client.get("/admin/").status_code == 302


def test_a_refusal_does_not_tell_whether_the_name_exists(bob: User) -> None:
    known = Client().post(LOGIN, {"username": "bob", "password": "wrong"})
    unknown = Client().post(LOGIN, {"username": "rob", "password": "wrong"})
    for answer in (known, unknown):
        assert "Please enter the correct username and password" in answer.content.decode()


@pytest.mark.parametrize("flag", ["is_active", "is_staff"])
def test_deactivated_accounts_and_those_of_no_staff_are_refused(flag: str, bob: User) -> None:
    setattr(bob, flag, False)
    bob.save()
    assert sign_in(Client(), "bob", "bob's password") == ""


def test_deactivating_ends_what_is_open(bob: User, as_bob: Client) -> None:
    assert as_bob.get(LOG).status_code == 200
    bob.is_active = False
    bob.save()
    assert as_bob.get(LOG).status_code == 302


def test_a_new_password_ends_what_is_open_elsewhere(bob: User, as_bob: Client) -> None:
    bob.set_password("a new long password")
    bob.save()
    assert as_bob.get(LOG).status_code == 302


def test_signing_out_ends_it(as_bob: Client) -> None:
    page = as_bob.post("/admin/logout/").content.decode()
    assert LOGIN in page or "/admin/" in page
    assert as_bob.get(LOG).status_code == 302


def test_a_link_alone_signs_nobody_out(as_bob: Client) -> None:
    assert as_bob.get("/admin/logout/").status_code == 405
    assert as_bob.get(LOG).status_code == 200


def test_a_page_of_another_site_cannot_sign_anyone_in(bob: User) -> None:
    client = Client(enforce_csrf_checks=True)
    values = {"username": "bob", "password": "bob's password"}
    assert client.post(LOGIN, values).status_code == 403


def test_the_cookie_is_out_of_reach_of_scripts(bob: User) -> None:
    client = Client()
    sign_in(client, "bob", "bob's password")
    cookie = client.cookies["portal_session"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_one_changes_the_own_password_by_knowing_it(bob: User, as_bob: Client) -> None:
    new = "ein neues langes Wort"
    values = {"old_password": "wrong", "new_password1": new, "new_password2": new}
    assert as_bob.post("/admin/password_change/", values).status_code == 200
    values["old_password"] = "bob's password"
    assert as_bob.post("/admin/password_change/", values).status_code == 302
    bob.refresh_from_db()
    assert bob.check_password(new)
    assert as_bob.get("/admin/").status_code == 200
