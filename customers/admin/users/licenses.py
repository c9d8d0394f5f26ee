from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.db.models import F, Q
from django.http import QueryDict
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from customers.admin.operations import ChangeForm, offer_choices
from customers.admin.searching import ORDER, PAGE_SIZE, SearchingPage
from customers.admin.users.base import UserPage
from customers.models import CustomerUser, Subscription
from customers.services.licenses import update_licenses
from customers.states import Status
from portal.filters import is_id
from portal.numbers import grouped

if TYPE_CHECKING:
    from customers.folding import FoldedQuerySet
    from customers.services import Actor
    from portal.admin.form_page import Text
    from portal.keyset import Page


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


FREE = Q(status=Status.ACTIVE, assigned_quantity__lt=F("quantity"))


class UserLicensesPage(SearchingPage, UserPage):
    """The licenses of one user, and what is free for more: one submit, one entry."""

    operation = update_licenses
    form_class = LicensesForm
    template_name = "admin/customers/customeruser/licenses.html"
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
        if not (self.searched or self.offered):
            return gettext("The customer has no active subscription with free seats.")
        return ""

    def held_keys(self) -> list[str]:
        return sorted(str(key) for key in self.held().values_list("subscription_id", flat=True))

    @cached_property
    def free(self) -> Page[Subscription]:
        """A page of what is active and has a free seat."""
        return self.page_of(self._found(FREE & ~self._is_held()))

    @cached_property
    def offered(self) -> list[Subscription]:
        """What the user has, the page of what is free, and what was chosen on another."""
        held = self._found(self._is_held()).order_by(*ORDER)
        shown = [*held[:PAGE_SIZE], *self.free.rows]
        keys = set(sent(self.request.POST)) - {row.pk for row in shown}
        others = self._rows(Q(pk__in=keys) & (FREE | self._is_held())) if keys else ()
        return [*shown, *others]

    def _is_held(self) -> Q:
        return Q(pk__in=self.held().values("subscription"))

    def _rows(self, which: Q) -> FoldedQuerySet[Subscription]:
        rows: FoldedQuerySet[Subscription] = Subscription.objects.filter(which)
        return rows.filter(customer=self.user.customer_id)

    def _found(self, which: Q) -> FoldedQuerySet[Subscription]:
        rows = self._rows(which)
        return rows.filter(rows.has(self.searched) | is_id(self.searched))

    def form_options(self) -> dict[str, Any]:
        return {"choices": [(str(row.pk), _label(row)) for row in self.offered]}

    def initial(self) -> dict[str, Any]:
        held = set(self.held_keys())
        shown = [str(row.pk) for row in self.offered if str(row.pk) in held]
        return {"subscriptions": shown, "seen": " ".join(shown)}

    def extra(self, form: forms.Form) -> dict[str, Any]:
        pages = self.links(self.free)
        return {
            "q": self.searched,
            "pages": pages,
            "is_searchable": self.searched or any(pages.values()) or len(self.offered) > PAGE_SIZE,
            "found": self.offered,
        }

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


def sent(data: QueryDict) -> list[UUID]:
    """The keys that a page has sent, ticked or seen: no more than one shows."""
    texts = [*data.getlist("subscriptions"), *data.get("seen", "").split()]
    keys = []
    for text in texts[: 4 * PAGE_SIZE]:
        with suppress(ValueError):
            keys.append(UUID(text))
    return keys


def _label(subscription: Subscription) -> str:
    """“Microsoft 365 E3 – 3 of 10 free”."""
    if subscription.status != Status.ACTIVE:
        return f"{subscription.name} – {subscription.get_status_display()}"
    free = gettext("%(free)s of %(count)s free") % {
        "free": grouped(subscription.free_quantity),
        "count": grouped(subscription.quantity),
    }
    return f"{subscription.name} – {free}"
