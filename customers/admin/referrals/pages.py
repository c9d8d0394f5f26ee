"""The pages that enter a referral and change one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from customers.admin.editing import form_of
from customers.admin.operations import ChangeForm, OperationPage, offer_choices
from customers.models import Customer, Referral
from customers.services import referrals as services
from customers.states import NEXT_STATUSES, SUBSTATUSES, ReferralStatus
from portal.admin.form_page import Link, OperationForm, Text

if TYPE_CHECKING:
    from customers.services import Actor

FIELDS = (
    "name",
    "company_name",
    "deal_value",
    "currency",
    "closing_on",
    "qualification",
    "referral_type",
    "external_reference_id",
    "notes",
)
# With the field of the form that stands for status and substatus.
PLACED = (*FIELDS[:2], "stage", *FIELDS[2:])
CLOSING_ON = forms.DateField(
    label=_("Expected to close on"),
    required=False,
    widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
)


def stages(statuses: Collection[ReferralStatus]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Each status with its substatuses: “Closed/Won” says both at once."""
    for status in statuses:
        name = str(status.label)
        options = [
            (f"{status.value}/{each.value}", f"{name} · {each.label}")
            for each in SUBSTATUSES[status]
        ]
        yield (name, options)


class StageForm(forms.Form):
    """Where a referral stands. A substatus belongs to one status, so both are one choice."""

    stage = forms.ChoiceField(label=_("Status"))

    def __init__(self, *args: Any, statuses: Collection[ReferralStatus], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "stage", stages(statuses))


class NewForm(StageForm, OperationForm):
    pass


class EditForm(StageForm, ChangeForm):
    pass


def told(values: Mapping[str, Any]) -> dict[str, Any]:
    """What the form says, in the words of the service."""
    status, _slash, substatus = values["stage"].partition("/")
    said = {name: value for name, value in values.items() if name not in ("stage", "version")}
    return said | {"status": status, "substatus": substatus}


class ReferralPage(OperationPage[Referral]):
    shows = ("customers.view_referral",)


class AddReferral(ReferralPage):
    """A referral about the customer that the address names, or about a company."""

    operation = services.create_referral
    form_class = form_of(Referral, PLACED, NewForm, closing_on=CLOSING_ON)
    title = _("New referral")
    button = _("Create referral")

    def form_options(self) -> dict[str, Any]:
        return {"statuses": (ReferralStatus.NEW, ReferralStatus.ACTIVE)}

    @cached_property
    def customer(self) -> Customer | None:
        key = self.request.GET.get("customer", "")
        if not key:
            return None
        try:
            return Customer.objects.get(pk=UUID(key))
        except (ValueError, Customer.DoesNotExist) as error:
            raise Http404 from error

    def initial(self) -> dict[str, Any]:
        if not self.customer:
            return {}
        return {"company_name": self.customer.name, "currency": self.customer.currency}

    def subject(self) -> Sequence[Link]:
        if not self.customer:
            return ()
        url = reverse("admin:customers_customer_change", args=[self.customer.pk])
        may_open = self.request.user.has_perm("customers.view_customer")
        return [(str(self.customer), url if may_open else "")]

    def perform(self, actor: Actor, values: Mapping[str, Any]) -> Referral:
        key = self.customer.pk if self.customer else None
        return services.create_referral(actor=actor, customer_id=key, values=told(values))

    def done(self, result: Referral) -> str:
        return gettext("%(referral)s is entered.") % {"referral": result}

    def landing(self, result: Referral | None = None) -> str:
        if result:
            return reverse("admin:customers_referral_change", args=[result.pk])
        if self.customer:
            return reverse("admin:customers_customer_referrals", args=[self.customer.pk])
        return reverse("admin:customers_referral_changelist")


class ChangeReferral(ReferralPage):
    operation = services.update_referral
    form_class = form_of(Referral, (*PLACED, "status_reason"), EditForm, closing_on=CLOSING_ON)
    title = _("Edit referral")
    button = _("Save")

    def find(self) -> Referral:
        return Referral.objects.select_related("customer").get(pk=self.kwargs["referral_id"])

    @property
    def referral(self) -> Referral:
        assert self.row
        return self.row

    def form_options(self) -> dict[str, Any]:
        return {"statuses": NEXT_STATUSES[ReferralStatus(self.referral.status)]}

    def initial(self) -> dict[str, Any]:
        known = {name: getattr(self.referral, name) for name in (*FIELDS, "status_reason")}
        return known | {"stage": f"{self.referral.status}/{self.referral.substatus}"}

    def explanation(self) -> Text:
        if self.referral.status == ReferralStatus.CLOSED:
            return _("A closed referral stays closed; how it ended can be corrected.")
        return _("A referral goes from new to active to closed, and never back.")

    def perform(self, actor: Actor, values: Mapping[str, Any]) -> Referral:
        return services.update_referral(
            actor=actor,
            referral_id=self.referral.pk,
            changes=told(values),
            version=values["version"],
        )

    def trail(self) -> Sequence[Link]:
        return [(str(self.referral), self.landing())]

    def done(self, result: Referral) -> str:
        return gettext("%(referral)s is changed.") % {"referral": result}

    def landing(self, result: Any = None) -> str:
        return reverse("admin:customers_referral_change", args=[self.referral.pk])
