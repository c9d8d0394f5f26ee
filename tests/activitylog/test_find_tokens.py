"""The list of tokens: what each is good for, and what has become of it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from portal.models import ApiToken, User
from portal.tokens.states import State, in_state
from tests.signing_in import signed_in
from tests.staff import make_staff
from tests.tokens import token_for

LIST = "/admin/portal/apitoken/"


@pytest.fixture
def tokens(bob: User, charlie: User) -> dict[str, ApiToken]:
    """One in each state, called like it, and one that several ends have met."""
    gone = make_staff("gone", is_active=False)
    outsider = User.objects.create_user("outsider")
    now = timezone.now()
    past, future = now - timedelta(seconds=1), now + timedelta(days=1)
    made: dict[str, tuple[User, dict[str, Any]]] = {
        "active": (bob, {"expires_at": future}),
        "active for good": (charlie, {"kind": "client"}),
        "expired": (bob, {"expires_at": past}),
        "revoked": (bob, {"revoked_at": past, "expires_at": future}),
        "revoked, expired and left": (gone, {"revoked_at": past, "expires_at": past}),
        "expired and left": (gone, {"expires_at": past}),
        "owner_inactive": (gone, {"expires_at": future}),
        "owner_inactive: no staff": (outsider, {}),
    }
    for name, (owner, values) in made.items():
        token_for(owner, "activity:read", name=name, **values)
    return {token.name: token for token in ApiToken.objects.select_related("owner")}


def listed(client: Client, **data: Any) -> set[str]:
    return {token.name for token in client.get(LIST, data).context["cl"].result_list}


def plain(client: Client, address: str) -> str:
    text = client.get(address).content.decode().partition("<main")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


@pytest.mark.parametrize("state", State.values)
def test_it_is_narrowed_by_state(
    as_gloria: Client, tokens: dict[str, ApiToken], state: str
) -> None:
    wanted = {name for name in tokens if re.match(rf"{state}\b", name)}
    assert wanted
    assert listed(as_gloria, state=state) == wanted


def test_a_row_and_a_query_agree_on_its_state(tokens: dict[str, ApiToken]) -> None:
    now = timezone.now()
    for state in State:
        found = set(ApiToken.objects.filter(in_state(state, now)).values_list("name", flat=True))
        assert found == {name for name, token in tokens.items() if token.state(now) == state}


def test_several_states_add_up_and_unknown_ones_match_nothing(
    as_gloria: Client, tokens: dict[str, ApiToken]
) -> None:
    both = listed(as_gloria, state="expired") | listed(as_gloria, state="revoked")
    assert listed(as_gloria, state=["expired", "revoked"]) == both
    assert listed(as_gloria, state="lost") == set()


def test_it_is_narrowed_by_kind(as_gloria: Client, tokens: dict[str, ApiToken]) -> None:
    assert listed(as_gloria, kind="client") == {"active for good"}


@pytest.mark.parametrize("text", ["FOR GOOD", "charlie", "Charlie@partner", "the-source"])
def test_it_is_searched_by_name_owner_and_source(
    as_gloria: Client, tokens: dict[str, ApiToken], text: str
) -> None:
    ApiToken.objects.filter(name="active for good").update(source="the-source")
    assert listed(as_gloria, q=text) == {"active for good"}


def test_it_is_searched_by_id_and_by_how_the_secret_begins(
    as_gloria: Client, tokens: dict[str, ApiToken]
) -> None:
    token = tokens["revoked"]
    assert listed(as_gloria, q=str(token.pk)) == listed(as_gloria, q=token.hint) == {"revoked"}


def test_a_filter_that_cannot_be_read_lists_nothing(
    as_gloria: Client, tokens: dict[str, ApiToken]
) -> None:
    assert listed(as_gloria, owner="bob") == set()


def test_a_row_says_what_it_is_good_for(as_gloria: Client, bob: User) -> None:
    secret = token_for(bob, "activity:read", "customers:write", name="Backup")
    text = plain(as_gloria, LIST)
    for part in ("Backup", f"Token · {secret[:8]}…", "Bob (bob)", "activity:read customers:write"):
        assert part in text
    assert "No end" in text
    assert "Active" in text


def test_the_page_of_one_says_all_but_the_secret(as_gloria: Client, bob: User) -> None:
    secret = token_for(bob, "activity:read", kind="client", name="Report", last_used_at=None)
    client = ApiToken.objects.get()
    text = plain(as_gloria, f"{LIST}{client.pk}/change/")
    for part in (
        "Read the activity log",
        "Last used at Never",
        "Expires at Never",
        "Source program",
    ):
        assert part in text
    assert f"Client ID {client.pk}" in text
    assert secret not in text
    assert client.digest not in text


def test_the_page_leads_to_what_the_log_says_of_it(as_gloria: Client, bob: User) -> None:
    token_for(bob, "activity:read")
    token = ApiToken.objects.get()
    as_gloria.post(f"{LIST}{token.pk}/revoke/")
    address = f"/admin/activitylog/activityentry/?resource_id={token.pk}&date_from=&date_to="
    page = as_gloria.get(f"{LIST}{token.pk}/change/").content.decode()
    assert address.replace("&", "&amp;") in page
    assert "Removed an application credential" in page
    assert as_gloria.get(f"{LIST}{token.pk}/history/")["Location"] == address
    assert as_gloria.get(address).context["cl"].result_count == 1


def test_the_list_reads_no_more_for_many(
    as_gloria: Client, django_assert_max_num_queries: Any
) -> None:
    thirty = of_many_owners()
    with django_assert_max_num_queries(9):
        assert len(listed(as_gloria, q=thirty)) == 30


def test_it_reads_no_more_for_who_may_only_look(
    charlie: User, django_assert_max_num_queries: Any
) -> None:
    charlie.user_permissions.add(Permission.objects.get(codename="view_apitoken"))
    as_charlie = signed_in(charlie)
    thirty = of_many_owners()
    with django_assert_max_num_queries(11):
        assert len(listed(as_charlie, q=thirty)) == 30


def of_many_owners() -> str:
    """What finds the tokens of thirty people."""
    for number in range(30):
        owner = make_staff(f"owner{number}", "Helpdesk agent")
        token_for(owner, "activity:read", name=f"Program {number}")
    return "Program"


def test_the_list_goes_on_page_by_page(as_gloria: Client, bob: User) -> None:
    for number in range(101):
        token_for(bob, "activity:read", name=f"Program {number}")
    first = as_gloria.get(LIST)
    second = as_gloria.get(LIST + first.context["bar"].pages["older"])
    names = [token.name for page in (first, second) for token in page.context["cl"].result_list]
    assert names == [f"Program {number}" for number in reversed(range(101))]


def test_the_menu_names_tokens_to_those_who_may_see_them(as_gloria: Client, as_bob: Client) -> None:
    assert "API tokens" in as_gloria.get("/admin/").content.decode()
    assert "API tokens" not in as_bob.get("/admin/").content.decode()
