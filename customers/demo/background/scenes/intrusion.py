"""A suspicious night: a stolen account lets an application in, which does much within two hours."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from customers.demo.background.scenes import billing, partner, users
from customers.demo.background.values import with_kind
from customers.demo.chance import chance, new_id
from customers.demo.staff import INTRUDER
from portal.demo import DEMO_DOMAIN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from customers.demo.background.clients import Account, Client
    from customers.demo.background.pen import Pen
    from portal.plugins import Record

STOLEN = f"jonas.oezdemir@{DEMO_DOMAIN}"
_FINDER = f"anna.weiss@{DEMO_DOMAIN}"
_ELSEWHERE = "203.0.113.77"
_GUESSES = 6
_LISTS = ("customer", "customeruser", "subscription")
_MENDED = 6
_BESIDE = _GUESSES + 1 + len(_LISTS) + 2 + 1 + _MENDED
"""What is told besides what the application does."""
FEWEST, MOST = 64 + _BESIDE, 128 + _BESIDE

_BEFORE, _AFTER = timedelta(minutes=-32), timedelta(hours=5, minutes=48)
_FIRST, _LAST = timedelta(minutes=3), timedelta(minutes=117)


def suspicious_night(pen: Pen, count: int) -> Iterator[Record]:
    """So many records, from guessed passwords until somebody notices in the morning."""
    night, key = pen.world.night, new_id(pen.rng)
    pen.begin(night + _BEFORE)
    yield from _let_in(pen, key)
    given: list[tuple[Client, Account]] = []
    deeds = count - _BESIDE
    for place in range(deeds):
        pen.begin(night + _FIRST + (_LAST - _FIRST) * place / deeds)
        yield _deed(pen, given)
    pen.begin(night + _AFTER)
    yield partner.credential_dropped(pen, key, INTRUDER, _FINDER)
    for client, account in given[:_MENDED]:
        yield users.role_changed(pen, client, account, users.MIGHTIEST_ROLE, actor=_FINDER)


def _let_in(pen: Pen, key: str) -> Iterator[Record]:
    for _ in range(_GUESSES):
        yield partner.signing_in(pen, "sign_in_failed", STOLEN, _ELSEWHERE, "failed")
        pen.now += timedelta(seconds=pen.rng.randrange(20, 90))
    yield partner.signing_in(pen, "sign_in", STOLEN, _ELSEWHERE)
    for name in _LISTS:
        details = [("Format", "csv"), ("Filters", "")]
        yield pen.tell("export_file", "file", f"{name}.csv", actor=STOLEN, details=details)
    yield from partner.registered(pen, key, INTRUDER, STOLEN)


def _deed(pen: Pen, given: list[tuple[Client, Account]]) -> Record:
    client, account = _victim(pen)
    role = users.MIGHTIEST_ROLE
    if role not in account.roles and (len(given) < _MENDED or chance(pen.rng, 40)):
        given.append((client, account))
        return users.role_changed(pen, client, account, role, application=INTRUDER)
    if chance(pen.rng, 65):
        return users.password_reset(pen, client, account, application=INTRUDER)
    if chance(pen.rng, 50):
        return billing.limit_raised(pen, client, share=10, application=INTRUDER)
    return _access_refused(pen, client)


def _victim(pen: Pen) -> tuple[Client, Account]:
    """Somebody with an account: there always is."""
    while True:
        client = pen.any_client()
        if accounts := client.accounts_at(pen.now):
            return client, pen.rng.choice(accounts)


def _access_refused(pen: Pen, client: Client) -> Record:
    """Unlimited administration is asked for, and not given."""
    key = new_id(pen.rng)
    return pen.tell(
        "granular_admin_relationship_approved",
        "granular_admin_relationship",
        key,
        client=client,
        application=INTRUDER,
        status="failed",
        new=with_kind(
            "GranularAdminRelationship",
            {
                "Id": key,
                "DisplayName": INTRUDER,
                "Customer": {"TenantId": client.key, "DisplayName": client.tenant.name_at(pen.now)},
                "Status": "approvalPending",
                "Duration": "P730D",
                "AutoExtendDuration": "PT0S",
            },
        ),
        details=[
            ("RelationshipId", key),
            ("ErrorDescription", "The customer has not approved this relationship."),
        ],
    )
