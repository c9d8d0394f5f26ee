from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from customers.models import Customer
from customers.services import customers
from customers.services.values import customer_value
from tests.customers.operations_table.making import (
    TURNED,
    UNSEEN,
    end_relationship,
    pending,
    running,
    suspended,
)
from tests.customers.operations_table.rows import Call, Details, Race, Refusal, Row

TENANT = UUID("cccccccc-0000-4000-8000-000000000001")
HALF = "\ud800"
NEW = {
    "name": "Contoso AG",
    "domain": "contoso.example",
    "profile": {"email": "einkauf@contoso.example", "registration_number": "HRB 12345"},
}


def new(**values: Any) -> Callable[[Customer], dict[str, Any]]:
    return lambda _customer: NEW | values


def bad_new(code: str, field: str, **values: Any) -> Refusal:
    return Refusal(arguments=new(**values), code=code, field=field)


def add_call(_customer: Customer) -> Call:
    return Call(
        arguments=NEW,
        details=lambda _row: [
            ("PrimaryDomainName", "contoso.example"),
            ("Relationship", "Reseller"),
        ],
        changes={"RelationshipToPartner": "reseller", "Qualification": "none"},
    )


def call(
    differences: Mapping[str, Any], told: Callable[[Any], Details], **more: Any
) -> Callable[[Customer], Call]:
    return lambda customer: Call(
        arguments={"customer_id": customer.pk} | more,
        row=customer,
        details=told,
        changes=differences,
    )


def given(
    make: Callable[[Customer], object] = lambda customer: customer, **more: Any
) -> Callable[[Customer], dict[str, Any]]:
    def made(customer: Customer) -> dict[str, Any]:
        make(customer)
        return {"customer_id": customer.pk} | more

    return made


def bad(code: str, field: str, **more: Any) -> Refusal:
    return Refusal(arguments=given(**more), code=code, field=field)


def qualified(customer: Customer) -> None:
    Customer.objects.filter(pk=customer.pk).update(qualification="education")


def others_domain(_customer: Customer) -> None:
    Customer.objects.create(name="Contoso AG", domain="contoso.example")


def changed(*fields: str) -> Callable[[Customer], Details]:
    return lambda customer: [
        ("BillingProfileId", str(customer.pk)),
        ("ChangedFields", ",".join(fields)),
    ]


def relation_told(relationship: str) -> Callable[[Customer], Details]:
    return lambda _customer: [
        ("PrimaryDomainName", "mueller-soehne.example"),
        ("Relationship", relationship),
    ]


def request_call(customer: Customer) -> Call:
    end_relationship(customer)
    changes = {"RelationshipToPartner": ("none", "reseller")}
    return call(changes, relation_told("Reseller"))(customer)


def row(operation: Any, action: str, **values: Any) -> Row:
    usual: dict[str, Any] = {
        "resource_type": "customer",
        "value": customer_value,
        "race": "version",
    }
    return Row(operation=operation, action=action, **usual | values)


BAD_TEXTS = {
    "too long": ("max_length", "x" * 401),
    "NUL": ("nul", "a\0b"),
    "half a character": ("half_character", f"a{HALF}b"),
    "nothing to be seen": ("invisible", UNSEEN),
    "turned": ("turned", TURNED),
}
CUSTOMERS = (
    row(
        customers.add_customer,
        "add_customer",
        call=add_call,
        nothing="each call adds one",
        race=Race(
            before='INSERT INTO "customers_customer"',
            competitor=lambda customer, _arguments: others_domain(customer),
        ),
        wrong_state={
            "domain taken": bad_new("domain_taken", "domain", domain="mueller-soehne.example"),
            "tenant known": Refusal(
                arguments=lambda customer: NEW | {"customer_id": customer.pk},
                code="tenant_known",
                field="customer_id",
            ),
        },
        broken_limit={
            "no name": bad_new("name_missing", "name", name=" "),
            "no domain": bad_new("domain_missing", "domain", domain=""),
            "no such domain": bad_new("invalid", "domain", domain="Contoso GmbH"),
            "NUL in the domain": bad_new("nul", "domain", domain="contoso\0.example"),
            "half a domain": bad_new("half_character", "domain", domain=HALF),
            "no e-mail": bad_new("invalid", "email", profile={"email": "einkauf"}),
            "no country": bad_new("invalid", "country", profile={"country": "de"}),
        }
        | {name: bad_new(code, "name", name=text) for name, (code, text) in BAD_TEXTS.items()},
    ),
    row(
        customers.change_company_name,
        "update_customer_partner_contract_company_name",
        call=call(
            {"CompanyProfile.CompanyName": ("Müller & Söhne GmbH", "Müller AG")},
            lambda _customer: [
                ("OldCompanyName", "Müller & Söhne GmbH"),
                ("NewCompanyName", "Müller AG"),
            ],
            name="Müller AG",
        ),
        nothing=given(name="Müller & Söhne GmbH"),
        wrong_state="a name may change in each state",
        broken_limit={"no name": bad("name_missing", "name", name="")}
        | {name: bad(code, "name", name=text) for name, (code, text) in BAD_TEXTS.items()},
    ),
    row(
        customers.update_company_info,
        "update_company_info",
        call=call(
            {
                "CompanyProfile.Domain": ("mueller-soehne.example", "mueller.example"),
                "CompanyProfile.OrganizationRegistrationNumber": (None, "HRB 1"),
            },
            changed("Domain", "RegistrationNumber"),
            changes={"domain": "mueller.example", "registration_number": "HRB 1"},
        ),
        nothing=given(changes={"domain": "mueller-soehne.example"}),
        wrong_state={
            "domain taken": Refusal(
                arguments=given(others_domain, changes={"domain": "contoso.example"}),
                code="domain_taken",
                field="domain",
            )
        },
        broken_limit={
            "no such domain": bad("invalid", "domain", changes={"domain": "-"}),
            "long number": bad(
                "max_length", "registration_number", changes={"registration_number": "1" * 101}
            ),
        },
    ),
    row(
        customers.update_billing_profile,
        "update_customer_billing_profile",
        call=call(
            {
                "BillingProfile.Email": ("", "rechnung@mueller.example"),
                "BillingProfile.DefaultAddress.City": ("", "Köln"),
            },
            changed("Email", "City"),
            changes={"email": "rechnung@mueller.example", "city": "Köln", "region": ""},
        ),
        nothing=given(changes={"currency": "EUR"}),
        wrong_state="a profile may change in each state",
        broken_limit={
            "no e-mail": bad("invalid", "email", changes={"email": "rechnung"}),
            "no culture": bad("invalid", "culture", changes={"culture": "deutsch"}),
            "no currency": bad("blank", "currency", changes={"currency": ""}),
            "NUL": bad("nul", "city", changes={"city": "K\0ln"}),
            "half a character": bad("half_character", "city", changes={"city": HALF}),
            "too long": bad("max_length", "city", changes={"city": "x" * 101}),
        },
    ),
    row(
        customers.set_qualification,
        "update_customer_qualification",
        call=call(
            {"Qualification": ("none", "nonprofit")},
            lambda _customer: [("OldQualification", "none"), ("NewQualification", "nonprofit")],
            qualification="nonprofit",
        ),
        nothing=given(qualified, qualification="education"),
        wrong_state={
            "set before": Refusal(
                arguments=given(qualified, qualification="nonprofit"),
                code="qualification_set",
                field="qualification",
            )
        },
        broken_limit={"no such one": bad("invalid_choice", "qualification", qualification="x")},
    ),
    row(
        customers.request_relationship,
        "update_partner_customer_relationship",
        resource_type="partner_customer_relationship",
        call=request_call,
        nothing=given(),
        wrong_state="it can be asked for in each state",
        broken_limit="there is none",
    ),
    row(
        customers.remove_relationship,
        "remove_partner_customer_relationship",
        resource_type="partner_customer_relationship",
        call=lambda customer: call(
            {"RelationshipToPartner": ("reseller", "none")}, relation_told("None")
        )(suspended(customer).customer),
        nothing=given(end_relationship),
        wrong_state={
            "a running subscription": Refusal(
                arguments=given(running), code="subscriptions_active"
            ),
            "one that begins": Refusal(arguments=given(pending), code="subscriptions_active"),
        },
        broken_limit="there is none",
    ),
)
