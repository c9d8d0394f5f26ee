"""What staff change of a customer: name, company, billing profile, qualification, relationship."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.urls import URLPattern, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from customers.admin.editing import EditPage, form_of
from customers.admin.head import page_url
from customers.admin.operations import ChangeForm, OperationPage, reason_against
from customers.models import Customer
from customers.services import customers as services
from customers.services.customers import COMPANY_FIELDS, PROFILE_FIELDS
from customers.states import Qualification, Relationship
from portal.admin.form_page import Link, OperationForm, Text, page_path

if TYPE_CHECKING:
    from customers.services import Actor

QUALIFICATIONS = [choice for choice in Qualification.choices if choice[0] != Qualification.NONE]


class CustomerPage(OperationPage[Customer]):
    """A service that changes one customer."""

    shows: ClassVar[Collection[str]] = ("customers.view_customer",)

    def find(self) -> Customer:
        return Customer.objects.get(pk=self.kwargs["customer_id"])

    @property
    def customer(self) -> Customer:
        assert self.row
        return self.row

    def arguments(self) -> Mapping[str, Any]:
        return {"customer_id": self.customer.pk}

    def trail(self) -> Sequence[Link]:
        return [(str(self.customer), page_url(self.customer, "change"))]

    def landing(self, result: Any = None) -> str:
        return page_url(self.customer, "change")


class AddCustomer(OperationPage[Customer]):
    operation = services.add_customer
    shows = ("customers.view_customer",)
    profile = (*PROFILE_FIELDS, "registration_number")
    form_class = form_of(
        Customer,
        ("name", "domain", "registration_number", *PROFILE_FIELDS),
        OperationForm,
        name=forms.CharField(label=_("Company name"), max_length=400),
        domain=forms.CharField(
            label=_("Domain"),
            max_length=253,
            help_text=_("The first domain of the customer's tenant, such as example.com."),
        ),
        customer_id=forms.UUIDField(
            label=_("Tenant ID"),
            required=False,
            help_text=_("If the tenant exists already. Otherwise an ID is made."),
        ),
    )
    title = _("Add customer")

    def perform(self, actor: Actor, values: Mapping[str, Any]) -> Customer:
        return services.add_customer(
            actor=actor,
            name=values["name"],
            domain=values["domain"],
            profile={name: values[name] for name in self.profile},
            customer_id=values["customer_id"],
        )

    def done(self, result: Customer) -> str:
        return gettext("%(customer)s is a customer now.") % {"customer": result}

    def landing(self, result: Customer | None = None) -> str:
        if result:
            return page_url(result, "change")
        return reverse("admin:customers_customer_changelist")


class ChangeName(CustomerPage):
    operation = services.change_company_name
    form_class = form_of(
        Customer, (), name=forms.CharField(label=_("Company name"), max_length=400)
    )
    title = _("Change company name")
    button = _("Save")

    def initial(self) -> dict[str, Any]:
        return {"name": self.customer.name}

    def explanation(self) -> Text:
        return _("Entries already in the activity log keep the name that they were recorded with.")

    def done(self, result: Customer) -> str:
        return gettext("The company is called %(name)s now.") % {"name": result.name}


class ChangeCompany(CustomerPage, EditPage[Customer]):
    operation = services.update_company_info
    fields = COMPANY_FIELDS
    form_class = form_of(Customer, fields)
    title = _("Change domain and registration number")
    button = _("Save")

    def done(self, result: Customer) -> str:
        return gettext("The company's information is changed.")


class ChangeBilling(CustomerPage, EditPage[Customer]):
    operation = services.update_billing_profile
    fields = PROFILE_FIELDS
    form_class = form_of(Customer, fields)
    title = _("Change billing profile")
    button = _("Save")

    def explanation(self) -> Text:
        return _("Invoices go to this contact and address. Subscriptions keep their currency.")

    def done(self, result: Customer) -> str:
        return gettext("The billing profile is changed.")


class SetQualification(CustomerPage):
    operation = services.set_qualification
    form_class = form_of(
        Customer,
        (),
        qualification=forms.ChoiceField(
            label=_("Qualification"), choices=QUALIFICATIONS, widget=forms.RadioSelect
        ),
    )
    title = _("Set qualification")

    def explanation(self) -> Text:
        return _(
            "The qualification says why the customer may buy at special terms. It is set once:"
            " afterwards nobody can change it or take it back."
        )

    def obstacle(self) -> Text:
        if self.customer.qualification == Qualification.NONE:
            return ""
        text = gettext("The qualification is “%(name)s”. It was set once and cannot be changed.")
        return text % {"name": self.customer.get_qualification_display()}

    def done(self, result: Customer) -> str:
        text = gettext("The qualification is “%(name)s” now.")
        return text % {"name": result.get_qualification_display()}


class RequestRelationship(CustomerPage):
    operation = services.request_relationship
    form_class = ChangeForm
    title = _("Request reseller relationship")

    def explanation(self) -> Text:
        return _("You become the customer's reseller, and can order for them again.")

    def obstacle(self) -> Text:
        if self.customer.relationship != Relationship.RESELLER:
            return ""
        return gettext("You are this customer's reseller already.")

    def done(self, result: Customer) -> str:
        return gettext("You are the reseller of %(customer)s now.") % {"customer": result}


class RemoveRelationship(CustomerPage):
    operation = services.remove_relationship
    form_class = ChangeForm
    title = _("Remove reseller relationship")
    danger = True

    def explanation(self) -> Sequence[Text]:
        return (
            _("You stop being the customer's reseller: nothing can be ordered for them any more."),
            _("The customer's data and log stay, and the relationship can be requested again."),
        )

    def obstacle(self) -> Text:
        if self.customer.relationship == Relationship.NONE:
            return gettext("You have no relationship with this customer.")
        return reason_against(services.ensure_nothing_in_use, self.customer)

    def done(self, result: Customer) -> str:
        text = gettext("You are no longer the reseller of %(customer)s.")
        return text % {"customer": result}


def company_urls() -> list[URLPattern]:
    return [
        page_path(f"<uuid:customer_id>/{route}/", page, f"customers_customer_{name}")
        for route, name, page in (
            ("company-name", "name", ChangeName),
            ("company", "company", ChangeCompany),
            ("billing-profile", "billing", ChangeBilling),
            ("qualification", "qualification", SetQualification),
            ("request-relationship", "request", RequestRelationship),
            ("remove-relationship", "remove", RemoveRelationship),
        )
    ]
