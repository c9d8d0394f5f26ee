from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.db.models import F, Q
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from customers.admin.operations import ChangeForm, Text, offer_choices
from customers.admin.users.base import UserPage
from customers.models import CustomerUser, Subscription
from customers.services.licenses import update_licenses
from customers.states import Status
from portal.numbers import grouped

if TYPE_CHECKING:
    from customers.services import Actor


class LicensesForm(ChangeForm):
    """A box for each subscription that the user has a seat of or could have one of.

    What was ticked when the page was made comes along: only what was ticked or cleared on it is
    changed, whatever happened in the meantime.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    subscriptions = forms.TypedMultipleChoiceField(
        label=_("Licenses"), required=False, coerce=UUID, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "subscriptions", choices)
        self.offered = {key for key, _label in choices}

    def clean_seen(self) -> set[UUID]:
        return {UUID(key) for key in self.offered.intersection(self.cleaned_data["seen"].split())}


class UserLicensesPage(UserPage):
    """All licenses of one user: one submit, one entry."""

    operation = update_licenses
    form_class = LicensesForm
    title = _("Licenses")
    button = _("Save")

    def explanation(self) -> Text:
        return _("Ticked subscriptions are the user's; what you clear is free for someone else.")

    def obstacle(self) -> Text:
        if text := self.deleted_text():
            return text
        if not self.user.usage_location and not self.held_keys():
            return gettext(
                "The user needs a usage location before a license can be assigned. Edit the user"
                " first."
            )
        if not self.offered():
            return gettext("The customer has no active subscription with free seats.")
        return ""

    def held_keys(self) -> list[str]:
        return sorted(str(key) for key in self.held().values_list("subscription_id", flat=True))

    def offered(self) -> list[Subscription]:
        """What the user has, and what is active and has a free seat."""
        free = Q(status=Status.ACTIVE, assigned_quantity__lt=F("quantity"))
        rows = Subscription.objects.filter(customer=self.user.customer_id).order_by("folded", "id")
        return list(rows.filter(free | Q(pk__in=self.held().values("subscription"))))

    def form_options(self) -> dict[str, Any]:
        return {"choices": [(str(row.pk), _label(row)) for row in self.offered()]}

    def initial(self) -> dict[str, Any]:
        held = self.held_keys()
        return {"subscriptions": held, "seen": " ".join(held)}

    def perform(self, actor: Actor, values: Mapping[str, Any]) -> CustomerUser:
        chosen, seen = set(values["subscriptions"]), values["seen"]
        return update_licenses(
            actor=actor, user_id=self.user.pk, add=chosen - seen, remove=seen - chosen
        )

    def done(self, result: CustomerUser) -> str:
        count = self.held().count()
        text = ngettext(
            "%(user)s has %(count)s license now.", "%(user)s has %(count)s licenses now.", count
        )
        return text % {"user": result, "count": count}


def _label(subscription: Subscription) -> str:
    """“Microsoft 365 E3 – 3 of 10 free”."""
    if subscription.status != Status.ACTIVE:
        return f"{subscription.name} – {subscription.get_status_display()}"
    free = gettext("%(free)s of %(count)s free") % {
        "free": grouped(subscription.free_quantity),
        "count": grouped(subscription.quantity),
    }
    return f"{subscription.name} – {free}"
