from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from activitylog.periods import start_of
from activitylog.staff.token_rules import (
    DAYS,
    ensure_name,
    ensure_owner,
    ensure_source,
    source_of,
)
from portal.filters import IsoDateField
from portal.models import User
from portal.tokens.models import ApiToken
from portal.tokens.scopes import SCOPES


def usual_last_day() -> date:
    return timezone.localdate() + timedelta(days=DAYS)


def owner_name(owner: User) -> str:
    """How an owner is offered: by their name, and the user name that tells namesakes apart."""
    full = owner.get_full_name()
    return f"{full} ({owner.get_username()})" if full else owner.get_username()


class OwnerField(forms.ModelChoiceField[User]):
    def label_from_instance(self, obj: Any) -> str:
        return owner_name(obj)


class TokenForm(forms.Form):
    """What a token is made of: what the page asks, and what the commands are told.

    Days are those of whoever reads: the token is good until the last of them has ended.
    """

    required_css_class = "required"

    name = forms.CharField(
        label=_("Name"),
        max_length=100,
        validators=[ensure_name],
        help_text=_("The program and where it runs. The log names it so."),
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[
            (ApiToken.Kind.TOKEN, _("Token: the program sends its secret with each request")),
            (
                ApiToken.Kind.CLIENT,
                _("Client: the program exchanges ID and secret for access tokens of an hour"),
            ),
        ],
        widget=forms.RadioSelect,
        help_text=_("Programs that were written for Partner Center are clients."),
    )
    owner = OwnerField(
        User.objects.none(),
        label=_("Owner"),
        to_field_name="username",
        empty_label=_("Choose…"),
        error_messages={"invalid_choice": _("There is no user “%(value)s”.")},
        help_text=_("The program may never do more than its owner, whatever its scopes."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("Scopes"),
        choices=[
            (code, format_lazy("{label} ({code})", label=label, code=code))
            for code, label in SCOPES.items()
        ],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("There is no scope “%(value)s”.")},
        help_text=_("What the program may do at most. Choose as little as it needs."),
    )
    last_day = IsoDateField(
        label=_("Valid until"),
        required=False,
        initial=usual_last_day,
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        help_text=_("The last day. Empty: until it is revoked."),
    )
    source = forms.CharField(
        label=_("Source"),
        required=False,
        max_length=100,
        help_text=_(
            "Whose word the entries are that it adds. Empty: made from the name. A token that takes"
            " the place of another needs the same one, or it adds what is there already."
        ),
    )

    def __init__(self, *args: Any, owners: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["owner"]
        assert isinstance(field, OwnerField)
        field.queryset = owners

    def clean_owner(self) -> User:
        owner: User = self.cleaned_data["owner"]
        ensure_owner(owner)
        return owner

    def clean_scopes(self) -> list[str]:
        chosen = self.cleaned_data["scopes"]
        return [scope for scope in SCOPES if scope in chosen]

    def clean_last_day(self) -> date | None:
        day: date | None = self.cleaned_data["last_day"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError(gettext("This day is over."), "past")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "name" in cleaned and "source" in cleaned:
            try:
                cleaned["source"] = self._source(cleaned)
            except forms.ValidationError as error:
                self.add_error("source", error)
        return cleaned

    def _source(self, cleaned: dict[str, Any]) -> str:
        source: str = cleaned["source"] or source_of(cleaned["name"])
        if not source:
            text = gettext("No source can be made from this name. Enter one.")
            raise forms.ValidationError(text, "required")
        ensure_source(source)
        return source

    @property
    def expires_at(self) -> datetime | None:
        day: date | None = self.cleaned_data["last_day"]
        return start_of(day + timedelta(days=1)) if day else None

    def values(self) -> dict[str, Any]:
        """What `create_token` is told."""
        named = ("name", "owner", "scopes", "source")
        return {name: self.cleaned_data[name] for name in named} | {
            "kind": ApiToken.Kind(self.cleaned_data["kind"]),
            "expires_at": self.expires_at,
        }
