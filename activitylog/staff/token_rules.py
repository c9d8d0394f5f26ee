"""What a token may be called, whose it may be, and whose word its entries are."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from activitylog.links import BROWSER_SOURCE, OWN_SOURCE
from portal.plugins import ingestion_sources, pull_sources
from portal.roles import PERMISSIONS
from portal.tokens.scopes import SCOPES
from portal.visible import has_half_character, is_visible, turns_writing

if TYPE_CHECKING:
    from portal.models import User
    from portal.plugins import Text

DAYS = 365
"""How long a token is good for, unless its maker says otherwise."""

_OF_CUSTOMERS = [name for name in PERMISSIONS if name.startswith("customers.")]
_AT_A_DESK = ("customers.view_", "customers.export_", "customers.import_")
_OF_USE_WITH = {
    "activity:read": ["activitylog.view_activityentry"],
    "activity:export": ["activitylog.export_activityentry"],
    "activity:write": ["activitylog.import_activityentry"],
    "customers:read": [name for name in _OF_CUSTOMERS if name.startswith("customers.view_")],
    "customers:write": [name for name in _OF_CUSTOMERS if not name.startswith(_AT_A_DESK)],
    "analytics:read": ["customers.view_analytics"],
}


def ensure_name(name: str) -> None:
    """The log names a token by it."""
    if has_half_character(name):
        raise ValidationError(_("This contains half of a character. Enter it anew."))
    if turns_writing(name):
        text = _("This contains a character that turns the direction of writing. Leave it out.")
        raise ValidationError(text)
    if not is_visible(name):
        raise ValidationError(_("Nothing of this can be seen. Enter it anew."))


def ensure_owner(owner: User) -> None:
    """Nobody signs in for somebody who may not come in themselves."""
    values = {"name": owner.get_username()}
    if not owner.is_active:
        raise ValidationError(_("The account of %(name)s is not active."), params=values)
    if not owner.is_staff:
        raise ValidationError(_("%(name)s is no member of staff."), params=values)


is_source = RegexValidator(
    r"\A[a-z0-9][a-z0-9._-]*\Z",
    _("Write the source in small letters, digits, “.”, “_” and “-”, such as backup-server."),
)


def source_of(name: str) -> str:
    """The source that a name makes; empty where it has no letter for one."""
    return slugify(name)[:100]


def ensure_source(source: str) -> None:
    """Entries of others must never pass for the portal's own, or for what it took in otherwise."""
    is_source(source)
    if source == OWN_SOURCE:
        raise ValidationError(_("“portal” is what the portal itself records. Choose another."))
    if source == BROWSER_SOURCE:
        raise ValidationError(_("“api” is what people add without a token. Choose another."))
    for names, text in (
        (
            ingestion_sources.names(),
            _("“%(source)s” is the source of what is imported from files. Choose another."),
        ),
        (
            pull_sources.names(),
            _("“%(source)s” is the source of what is fetched from a service. Choose another."),
        ),
    ):
        if source in map(_plain, names):
            raise ValidationError(text, params={"source": source})


def _plain(name: str) -> str:
    """How a token could write the name of a plugin's source: small, and without accents."""
    return unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()


def useless_scopes(owner: User, scopes: Iterable[str]) -> dict[str, Text]:
    """Those that are good for nothing as things are, each with the reason: a scope adds no
    permission to those of the owner."""
    return {
        scope: _("The owner has no permission for any of it.")
        for scope in SCOPES
        if scope in scopes and not any(owner.has_perm(name) for name in _OF_USE_WITH[scope])
    }
