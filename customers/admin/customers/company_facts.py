"""What is known of a company, and the ways to change it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from customers.admin.head import page_url
from customers.states import Qualification, Relationship
from portal.admin.bar import Tool
from portal.admin.facts import Fact, fact, lines

if TYPE_CHECKING:
    from customers.models import Customer


def company_facts(customer: Customer) -> list[Fact]:
    return [
        fact(customer, "id", copy=True),
        fact(customer, "domain"),
        fact(customer, "registration_number"),
        fact(customer, "qualification"),
        fact(customer, "relationship"),
        fact(customer, "origin"),
    ]


def billing_facts(customer: Customer) -> list[Fact]:
    town = f"{customer.postal_code} {customer.city}".strip()
    place = ", ".join(filter(None, (town, customer.region, customer.country)))
    address = lines((customer.address_line, customer.address_line_2, place))
    contact = lines((customer.contact_name, customer.email, customer.phone_number))
    return [
        Fact(_("Address"), address),
        Fact(_("Contact"), contact),
        fact(customer, "culture"),
        fact(customer, "currency"),
    ]


def edit_tools(request: HttpRequest, customer: Customer) -> list[Tool]:
    """A menu of the changes that this reader may make to this customer."""
    items = [
        {"label": label, "url": page_url(customer, code), "danger": "1" if code == "remove" else ""}
        for code, label in _changes(request, customer)
    ]
    return [Tool(gettext("Edit"), menu=items)] if items else []


def _changes(request: HttpRequest, customer: Customer) -> Iterator[tuple[str, str]]:
    may = request.user.has_perm
    if may("customers.change_customer"):
        yield "name", gettext("Company name…")
        yield "company", gettext("Domain and registration number…")
        yield "billing", gettext("Billing profile…")
        if customer.qualification == Qualification.NONE:
            yield "qualification", gettext("Qualification…")
    if customer.relationship != Relationship.RESELLER and may("customers.request_relationship"):
        yield "request", gettext("Request reseller relationship…")
    if customer.relationship != Relationship.NONE and may("customers.remove_relationship"):
        yield "remove", gettext("Remove reseller relationship…")
