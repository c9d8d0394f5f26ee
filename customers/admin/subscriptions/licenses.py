"""The licenses of one subscription: many users get one, or give theirs back, at once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from customers.admin.operations import reason_against
from customers.admin.searching import PAGE_SIZE, SearchingPage
from customers.admin.subscriptions.changing import SubscriptionPage
from customers.models import CustomerUser, LicenseAssignment
from customers.services.licenses import assign_licenses, revoke_licenses
from customers.services.subscriptions.rules import ensure_licensable
from customers.states import UserState
from portal.admin.addresses import query
from portal.admin.form_page import OperationForm, Text
from portal.filters import is_id
from portal.numbers import grouped

if TYPE_CHECKING:
    from customers.folding import FoldedQuerySet
    from customers.services import Actor
    from portal.keyset import Page

ASSIGN, REVOKE = "assign", "revoke"


class UsersField(forms.TypedMultipleChoiceField):
    """The IDs of users. Which of them may be meant is for the service to say."""

    def valid_value(self, value: Any) -> bool:
        try:
            UUID(str(value))
        except ValueError:
            return False
        return True


class UsersForm(OperationForm):
    users = UsersField(
        coerce=UUID,
        label=_("Users"),
        error_messages={"required": _("Choose at least one user.")},
    )

    def clean_users(self) -> list[UUID]:
        users: list[UUID] = self.cleaned_data["users"]
        if len(users) > PAGE_SIZE:
            text = gettext("Choose up to %(count)s users at a time.")
            raise forms.ValidationError(text % {"count": PAGE_SIZE})
        return users


class BulkLicensesPage(SearchingPage, SubscriptionPage):
    """The customer's users without a license to assign some, or those with one to take some back.

    Which of the two is in the address, as are the search and the page of the list.
    """

    operation = assign_licenses
    rule = ensure_licensable
    shows = ("customers.view_subscription", "customers.view_customeruser")
    form_class = UsersForm
    template_name = "admin/customers/subscription/licenses.html"
    title = _("Licenses")

    @property
    def revoking(self) -> bool:
        return self.request.GET.get("do") == REVOKE

    def perform(self, actor: Actor, values: Mapping[str, Any]) -> int:
        service = revoke_licenses if self.revoking else assign_licenses
        return service(actor=actor, subscription_id=self.subscription.pk, user_ids=values["users"])

    def changed(self, result: int, form: forms.Form) -> bool:
        return bool(result)

    def done(self, result: int) -> str:
        if self.revoking:
            text = ngettext(
                "%(count)s license was taken back.", "%(count)s licenses were taken back.", result
            )
        else:
            text = ngettext(
                "%(count)s license was assigned.", "%(count)s licenses were assigned.", result
            )
        return text % {"count": grouped(result)}

    def explanation(self) -> Text:
        subscription = self.subscription
        if self.revoking:
            text = ngettext(
                "%(count)s user has a license. What is taken back is free for someone else.",
                "%(count)s users have a license. What is taken back is free for someone else.",
                subscription.assigned_quantity,
            )
            return text % {"count": grouped(subscription.assigned_quantity)}
        text = ngettext(
            "%(count)s of %(total)s seats is free.",
            "%(count)s of %(total)s seats are free.",
            subscription.free_quantity,
        )
        numbers = {
            "count": grouped(subscription.free_quantity),
            "total": grouped(subscription.quantity),
        }
        return text % numbers

    def obstacle(self) -> Text:
        """None: licenses can be taken back whatever the state is."""
        return ""

    def hindrance(self) -> Text:
        """Why no license can be assigned now."""
        if self.revoking:
            return ""
        if reason := reason_against(ensure_licensable, self.subscription, timezone.now()):
            return reason
        if not self.subscription.free_quantity:
            return gettext("No seat is free. Order more, or take one back.")
        return ""

    def extra(self, form: forms.Form) -> dict[str, Any]:
        chosen = {str(key) for key in form["users"].value() or ()}
        return {
            "revoking": self.revoking,
            "hindrance": self.hindrance(),
            "q": self.searched,
            "users": [
                {
                    "row": user,
                    "checked": str(user.pk) in chosen,
                    "disabled": not (self.revoking or user.usage_location),
                }
                for user in self.people.rows
            ],
            "pages": self.links(self.people),
            "modes": [
                {
                    "label": label,
                    "url": query(self.request.GET, {"do": code}),
                    "current": self.revoking == (code == REVOKE),
                }
                for code, label in ((ASSIGN, _("Assign")), (REVOKE, _("Take back")))
            ],
        }

    @cached_property
    def people(self) -> Page[CustomerUser]:
        return self.page_of(self._users())

    def _users(self) -> QuerySet[CustomerUser]:
        rows: FoldedQuerySet[CustomerUser] = CustomerUser.objects.filter(
            customer=self.subscription.customer_id, state=UserState.ACTIVE
        )
        held = LicenseAssignment.objects.filter(
            customer_user=OuterRef("pk"), subscription=self.subscription
        )
        found = rows.filter(Exists(held) if self.revoking else ~Exists(held))
        return found.filter(rows.has(self.searched) | is_id(self.searched))
