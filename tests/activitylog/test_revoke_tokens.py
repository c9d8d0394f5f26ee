"""A revoked token is good for nothing from the next request on, and stays so."""

from __future__ import annotations

import io
import json
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from activitylog.models import ActivityEntry
from portal.models import ApiToken, User
from portal.tokens.access import access_token
from tests.signing_in import signed_in
from tests.tokens import bearer, token_for

LIST = "/admin/portal/apitoken/"
ANYWHERE = "/api/v1/schema/"


def page_of(token: ApiToken) -> str:
    return f"{LIST}{token.pk}/change/"


def revoke_page(token: ApiToken) -> str:
    return f"{LIST}{token.pk}/revoke/"


def make(owner: User, **values: Any) -> tuple[ApiToken, Client]:
    secret = token_for(owner, "activity:read", **values)
    return ApiToken.objects.get(hint=secret[:8]), bearer(secret)


def changed(entry: ActivityEntry) -> set[str]:
    old, new = json.loads(entry.old_value or ""), json.loads(entry.new_value or "")
    assert old.keys() == new.keys()
    return {key for key in new if new[key] != old[key]}


def test_it_ends_with_the_next_request(as_gloria: Client, bob: User) -> None:
    token, program = make(bob)
    assert program.get(ANYWHERE).status_code == 200
    answer = as_gloria.post(revoke_page(token), follow=True)
    assert answer.redirect_chain == [(page_of(token), 302)]
    assert "A program is revoked." in answer.content.decode()
    assert program.get(ANYWHERE).status_code == 401


def test_a_clients_access_tokens_end_with_it(as_gloria: Client, bob: User) -> None:
    client, _program = make(bob, kind="client")
    program = bearer(access_token(client.pk, timezone.now()))
    assert program.get(ANYWHERE).status_code == 200
    as_gloria.post(revoke_page(client))
    assert program.get(ANYWHERE).status_code == 401


def test_looking_at_the_page_revokes_nothing(as_gloria: Client, bob: User) -> None:
    token, program = make(bob)
    text = as_gloria.get(revoke_page(token)).content.decode()
    assert "From the next request on it is good for nothing." in text
    assert "It was last used at" in text
    assert program.get(ANYWHERE).status_code == 200


def test_the_page_says_what_ends_with_a_client(as_gloria: Client, bob: User) -> None:
    client, _program = make(bob, kind="client", last_used_at=None)
    text = as_gloria.get(revoke_page(client)).content.decode()
    assert "its secret and its access tokens are good for nothing" in text
    assert "It was never used." in text


def test_it_is_one_entry_of_who_did_it(as_gloria: Client, gloria: User, bob: User) -> None:
    token, _program = make(bob)
    as_gloria.post(revoke_page(token))
    entry = ActivityEntry.objects.get()
    assert (entry.action, entry.status) == ("remove_application_credential", "succeeded")
    assert (entry.partner_user, entry.resource_id) == (gloria.email, str(token.pk))
    assert changed(entry) == {"RevokedAt"}
    assert token.digest not in f"{entry.old_value}{entry.new_value}{entry.details}"


def test_revoking_a_client_unregisters_an_application(as_gloria: Client, bob: User) -> None:
    client, _program = make(bob, kind="client")
    as_gloria.post(revoke_page(client))
    assert ActivityEntry.objects.get().action == "unregister_application"


def test_a_second_time_changes_nothing(as_gloria: Client, bob: User) -> None:
    token, _program = make(bob)
    as_gloria.post(revoke_page(token))
    when = ApiToken.objects.get().revoked_at
    assert as_gloria.post(revoke_page(token)).status_code == 302
    assert ApiToken.objects.get().revoked_at == when
    assert ActivityEntry.objects.count() == 1
    text = as_gloria.get(revoke_page(token)).content.decode()
    assert "It was revoked at" in text
    assert "</button>" not in text.partition("<main")[2]
    assert revoke_page(token) not in as_gloria.get(page_of(token)).content.decode()


def test_superusers_tokens_are_within_the_reach_of_superusers_alone(
    as_gloria: Client, as_alice: Client, alice: User
) -> None:
    token, program = make(alice)
    for address in (page_of(token), revoke_page(token)):
        assert as_gloria.get(address).status_code == 403
        assert as_gloria.post(address).status_code == 403
        assert address not in as_gloria.get(LIST).content.decode()
    assert program.get(ANYWHERE).status_code == 200
    assert not ActivityEntry.objects.exists()
    assert as_alice.post(revoke_page(token)).status_code == 302
    assert program.get(ANYWHERE).status_code == 401


def test_global_admins_tokens_are_out_of_reach_of_all_who_are_none(bob: User, gloria: User) -> None:
    names = ("view_apitoken", "manage_apitoken")
    bob.user_permissions.add(*Permission.objects.filter(codename__in=names))
    token, program = make(gloria)
    assert signed_in(bob).post(revoke_page(token)).status_code == 403
    assert program.get(ANYWHERE).status_code == 200


def test_who_only_looks_revokes_nothing(bob: User, charlie: User) -> None:
    bob.user_permissions.add(Permission.objects.get(codename="view_apitoken"))
    token, program = make(charlie)
    as_bob = signed_in(bob)
    assert revoke_page(token) not in as_bob.get(page_of(token)).content.decode()
    assert as_bob.post(revoke_page(token)).status_code == 403
    assert program.get(ANYWHERE).status_code == 200


def test_nothing_is_deleted_and_nothing_edited(as_alice: Client, bob: User) -> None:
    token, _program = make(bob)
    before = ApiToken.objects.values().get()
    form = {"name": "Other", "scopes": ["customers:write"], "post": "yes"}
    for address in (page_of(token), f"{LIST}{token.pk}/delete/"):
        assert as_alice.post(address, form).status_code == 403
    assert ApiToken.objects.values().get() == before


def test_there_is_no_page_of_what_there_is_not(as_alice: Client) -> None:
    for page in ("change", "revoke"):
        assert as_alice.get(f"{LIST}{uuid4()}/{page}/").status_code == 404
    assert as_alice.post(f"{LIST}{uuid4()}/revoke/").status_code == 404


def test_the_command_revokes_by_id(bob: User) -> None:
    token, program = make(bob)
    for _time in range(2):
        out = io.StringIO()
        call_command("revoke_token", str(token.pk), stdout=out)
        assert out.getvalue().startswith("“A program” of bob is revoked since ")
    assert program.get(ANYWHERE).status_code == 401
    entry = ActivityEntry.objects.get(action="remove_application_credential")
    assert (entry.application, entry.partner_user) == ("revoke_token", "")


@pytest.mark.parametrize(
    ("given", "complaint"),
    [(str(uuid4()), "There is no token of the ID"), ("pp_12345", "is no ID. list_tokens shows")],
)
def test_the_command_says_what_it_cannot_find(db: None, given: str, complaint: str) -> None:
    with pytest.raises(CommandError, match=complaint):
        call_command("revoke_token", given)
