"""Programs list customers by name, page by page, and narrow them as Partner Center lets them."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from customers.models import Customer
from tests.partnercenter.serving import by_link, page, refusal

CUSTOMERS = "/v1/customers"


def make(*names: str) -> list[Customer]:
    return [
        Customer.objects.create(name=name, domain=f"{'-'.join(name.lower().split())}.example")
        for name in names
    ]


def names(found: dict[str, Any]) -> list[str]:
    return [item["companyProfile"]["companyName"] for item in found["items"]]


def narrowed(client: Client, field: str, value: str, operator: object) -> list[str]:
    text = json.dumps({"Field": field, "Value": value, "Operator": operator})
    return names(page(client, f"filter={quote(text)}", CUSTOMERS))


def test_a_customer_of_a_list_is_told_in_short(reader: Client, acme: Customer) -> None:
    found = page(reader, path=CUSTOMERS)
    key = "0c39d6d5-c70d-4c55-bc02-f620844f3fd1"
    assert found == {
        "totalCount": 1,
        "items": [
            {
                "id": key,
                "companyProfile": {
                    "tenantId": key,
                    "domain": "mueller-soehne.example",
                    "companyName": "Müller & Söhne GmbH",
                    "links": {
                        "self": {
                            "uri": f"/customers/{key}/profiles/company",
                            "method": "GET",
                            "headers": [],
                        }
                    },
                    "attributes": {"objectType": "CustomerCompanyProfile", "etag": "1"},
                },
                "relationshipToPartner": "reseller",
                "links": {"self": {"uri": f"/customers/{key}", "method": "GET", "headers": []}},
                "attributes": {"objectType": "Customer", "etag": "1"},
            }
        ],
        "links": {"self": {"uri": "/customers?size=500", "method": "GET", "headers": []}},
        "attributes": {"objectType": "Collection"},
    }


def test_there_may_be_none(reader: Client) -> None:
    found = page(reader, path=CUSTOMERS)
    assert (found["totalCount"], found["items"]) == (0, [])


def test_they_stand_by_name_whatever_its_case(reader: Client) -> None:
    make("beta", "Alpha", "Gamma")
    assert names(page(reader, path=CUSTOMERS)) == ["Alpha", "beta", "Gamma"]


def test_customers_known_from_records_alone_have_empty_names(reader: Client) -> None:
    Customer.objects.create(origin="imported")
    (item,) = page(reader, path=CUSTOMERS)["items"]
    assert item["companyProfile"]["companyName"] == ""
    assert item["companyProfile"]["domain"] == ""


def test_customers_whose_relationship_has_ended_are_told_as_that(reader: Client) -> None:
    Customer.objects.create(name="Alpha", relationship="none")
    (item,) = page(reader, path=CUSTOMERS)["items"]
    assert item["relationshipToPartner"] == "none"


@pytest.mark.parametrize("before", ["/v1", "/v1/", "/v1/v1"])
def test_links_lead_through_all_of_them(before: str, reader: Client) -> None:
    made = make("Alpha", "Beta", "Gamma", "Delta", "Epsilon")
    found = page(reader, "size=2", CUSTOMERS)
    seen = names(found)
    while "next" in found["links"]:
        assert found["continuationToken"]
        found = by_link(reader, found, before)
        seen += names(found)
    assert "continuationToken" not in found
    assert seen == sorted(customer.name for customer in made)


def test_a_token_in_the_query_does_too_and_leads_back(reader: Client) -> None:
    make("Alpha", "Beta", "Gamma", "Delta")
    first = page(reader, "size=2", CUSTOMERS)
    token = first["continuationToken"]
    query = f"size=2&seekOperation=Next&MS-ContinuationToken={token}"
    second = page(reader, query, CUSTOMERS)
    assert names(second) == ["Delta", "Gamma"]
    last = page(reader, "size=1&seekOperation=Last", CUSTOMERS)
    assert names(last) == ["Gamma"]


def test_customers_of_one_name_are_not_lost_between_pages(reader: Client) -> None:
    made = [Customer.objects.create(name="Twin") for _number in range(5)]
    found = page(reader, "size=2", CUSTOMERS)
    seen = [item["id"] for item in found["items"]]
    while "next" in found["links"]:
        found = by_link(reader, found)
        seen += [item["id"] for item in found["items"]]
    assert sorted(seen) == sorted(str(customer.pk) for customer in made)


def test_a_customer_that_gets_another_name_takes_no_others_along(reader: Client) -> None:
    alpha, *_others = make("Alpha", "Beta", "Gamma")
    first = page(reader, "size=1", CUSTOMERS)
    alpha.name = "Zeta"
    alpha.save()
    assert names(by_link(reader, first)) == ["Beta"]


def test_links_keep_the_filter(reader: Client) -> None:
    make("Alpha One", "Alpha Three", "Alpha Two", "Beta")
    raw = '{"Field":"CompanyName","Value":"alpha","Operator":"starts_with"}'
    first = page(reader, f"size=2&filter={raw}", CUSTOMERS)
    assert names(first) == ["Alpha One", "Alpha Three"]
    assert names(by_link(reader, first)) == ["Alpha Two"]


@pytest.mark.parametrize(
    ("value", "operator", "found"),
    [
        ("alp", "starts_with", ["Alpha", "Alphabet"]),
        ("ALPHA", "StartsWith", ["Alpha", "Alphabet"]),
        ("lpha", "starts_with", []),
        ("alpha", "equals", ["Alpha"]),
        ("Alpha", 0, ["Alpha"]),
        ("lphab", "substring", ["Alphabet"]),
        ("BET", 6, ["Alphabet", "Beta"]),
        ("example", "substring", []),
        ("alpha a", "starts_with", []),
        ("a a", "substring", []),
        ("%", "substring", []),
        ("straße", "substring", ["Straße 7"]),
        ("STRASSE 7", "equals", ["Straße 7"]),
    ],
)
def test_it_narrows_by_name(value: str, operator: object, found: list[str], reader: Client) -> None:
    make("Alpha", "Alphabet", "Beta")
    Customer.objects.create(name="Straße 7")
    assert narrowed(reader, "CompanyName", value, operator) == found


@pytest.mark.parametrize(
    ("value", "operator", "found"),
    [
        ("alpha", "starts_with", ["Alpha", "Alphabet"]),
        ("ALPHA.example", "equals", ["Alpha"]),
        ("t.ex", "substring", ["Alphabet"]),
        ("example", "starts_with", []),
    ],
)
def test_it_narrows_by_domain(value: str, operator: str, found: list[str], reader: Client) -> None:
    make("Alpha", "Alphabet", "Beta")
    assert narrowed(reader, "Domain", value, operator) == found


def test_no_customer_has_a_reseller_between(reader: Client) -> None:
    make("Alpha")
    assert narrowed(reader, "IndirectReseller", "123456", "equals") == []


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("size=x", "size"),
        ("size=0", "size"),
        ("filter=x", "filter"),
        ('filter={"Field":"Country","Value":"DE","Operator":"equals"}', "CompanyName, Domain"),
        ('filter={"Field":"Domain","Value":"a","Operator":"not_equals"}', "starts_with, equals"),
        ("MS-ContinuationToken=x", "MS-ContinuationToken"),
        ("MS-ContinuationToken=W1sieCJdLFsieCJdXQ", "MS-ContinuationToken"),
        ("MS-ContinuationToken=W1sieCIsInkiXSxbIngiLCJ5Il1d", "MS-ContinuationToken"),
        ("seekOperation=Sideways", "seekOperation"),
        ("colour=blue", "colour"),
    ],
)
def test_what_cannot_be_read_is_told(query: str, reason: str, reader: Client) -> None:
    assert reason in refusal(reader, query, CUSTOMERS)


def test_there_are_two_queries_whatever_the_number_of_customers(
    reader: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 30):
        Customer.objects.bulk_create(
            [Customer(name=f"Customer {number}") for number in range(count)]
        )
        # The token, and the customers.
        with django_assert_num_queries(2):
            page(reader, path=CUSTOMERS)
