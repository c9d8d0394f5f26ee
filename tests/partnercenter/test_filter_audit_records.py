"""The filter of audit records in the spellings of all clients, escaped and not."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote, quote_plus
from uuid import UUID

import pytest

from customers.models import Customer
from tests.partnercenter.serving import NOON, RECORDS, add, ask, page, refusal, self_query

DAY = "startDate=2026-06-01&endDate=2026-06-01"
FABRIKAM = UUID("7d3c1f0a-52b4-4a8e-9c61-0f2b8a6d4e15")


@pytest.fixture(autouse=True)
def _companies(db):
    Customer.objects.create(id=FABRIKAM, name="Fabrikam, Inc.")
    add(NOON, customer_name="Fabrikam, Inc.", customer_id=FABRIKAM)
    for number, name in enumerate(
        ["A & B GmbH", "A B GmbH", "Müller-Straße AG", "C++ Ltd", "C Ltd", "#1 Best", "50% off"]
    ):
        add(
            NOON.replace(minute=number + 1),
            customer_name=name,
            resource_type="customer_user",
            action="create_customer_user",
        )


def names(program: Any, query: str, path: str = RECORDS) -> list[str]:
    found = page(program, f"{DAY}&{query}", path)
    return sorted(item["customerName"] for item in found["items"])


def by(field: str, value: str, operator: object = "substring", **more: object) -> str:
    text = json.dumps({"Field": field, "Value": value, "Operator": operator} | more)
    return f"filter={quote(text)}"


@pytest.mark.parametrize("part", ["bri", "BRI", "fabrikam, inc.", " bri "])
def test_a_part_of_the_company_name_is_enough(part, program):
    assert names(program, by("CompanyName", part)) == ["Fabrikam, Inc."]


def test_upper_and_lower_case_are_the_same_in_every_language(program):
    assert names(program, by("CompanyName", "MÜLLER-STRASSE")) == ["Müller-Straße AG"]


@pytest.mark.parametrize(
    ("operator", "value", "found"),
    [
        ("substring", "ltd", ["C Ltd", "C++ Ltd"]),
        ("Substring", "ltd", ["C Ltd", "C++ Ltd"]),
        (6, "ltd", ["C Ltd", "C++ Ltd"]),
        ("6", "ltd", ["C Ltd", "C++ Ltd"]),
        ("equals", "c ltd", ["C Ltd"]),
        ("Equals", "c", []),
        (0, "C LTD", ["C Ltd"]),
        ("starts_with", "c", ["C Ltd", "C++ Ltd"]),
        ("StartsWith", "50%", ["50% off"]),
        (9, "a", ["A & B GmbH", "A B GmbH"]),
    ],
)
def test_a_company_is_compared_as_the_operator_says(operator, value, found, program):
    assert names(program, by("CompanyName", value, operator)) == found


@pytest.mark.parametrize("value", [str(FABRIKAM), str(FABRIKAM).upper()])
@pytest.mark.parametrize("field", ["CustomerId", "customerid", "CUSTOMERID"])
def test_a_customer_is_found_by_id(field, value, program):
    assert names(program, by(field, value, "equals")) == ["Fabrikam, Inc."]


@pytest.mark.parametrize(
    "value", ["CustomerUser", "customeruser", "customer_user", "CUSTOMER_USER"]
)
def test_a_kind_of_resource_has_two_spellings(value, program):
    assert len(names(program, by("ResourceType", value, "equals"))) == 7


def test_a_kind_of_resource_that_nobody_knows_is_found_nowhere(program):
    assert names(program, by("ResourceType", "Wand", "equals")) == []


def test_a_kind_of_resource_that_only_the_log_knows_is_found(program):
    add(NOON, resource_type="wand", customer_name="Magic", external_id="x")

    assert names(program, by("ResourceType", "wand", "equals")) == ["Magic"]


def test_java_says_more_than_is_asked_for(program):
    text = '{"field":"CompanyName","value":"bri","operator":"Substring","fieldType":"Simple"}'

    assert names(program, f"filter={quote(text)}") == ["Fabrikam, Inc."]


@pytest.mark.parametrize("path", [RECORDS, "/auditactivity/v1/auditrecords"])
def test_the_newer_spelling_has_three_parameters(path, program):
    query = "&".join(
        f"auditRequest.filter.{part}"
        for part in ("field=CompanyName", "value=c%20ltd", "operator=0")
    )

    assert names(program, query, path) == ["C Ltd"]


def unescaped(value: str, after: str = "") -> str:
    """As libraries send it that escape only what no address can hold."""
    text = f'{{"Field":"CompanyName","Value":"{value}","Operator":"substring"}}'
    return f"filter={quote(text, safe=':,&+#/?{}')}{after}"


@pytest.mark.parametrize("value", ["A & B", "C++", "C++ Ltd", "& B", "a &"])
@pytest.mark.parametrize("after", ["", "&size=10"])
def test_what_is_not_escaped_is_understood(value, after, program):
    expected = ["A & B GmbH"] if "&" in value else ["C++ Ltd"]

    assert names(program, unescaped(value, after)) == expected


def test_an_unescaped_hash_is_understood_where_the_server_tells_of_it(program):
    query = f"{DAY}&{unescaped('#1')}"

    answer = program.get(
        RECORDS, QUERY_STRING=query.partition("#")[0], RAW_URI=f"{RECORDS}?{query}"
    )

    assert [item["customerName"] for item in answer.json()["items"]] == ["#1 Best"]


@pytest.mark.parametrize("value", ["A & B", "C++"])
@pytest.mark.parametrize("escape", [quote, quote_plus])
def test_what_is_escaped_is_understood(value, escape, program):
    text = json.dumps({"Field": "CompanyName", "Value": value, "Operator": "substring"})

    expected = ["A & B GmbH"] if "&" in value else ["C++ Ltd"]
    assert names(program, f"filter={escape(text)}") == expected


def test_the_filter_is_said_again_escaped(program):
    found = page(program, f"{DAY}&{unescaped('A & B')}")

    assert self_query(found) == (
        f"{DAY}&size=500&filter=%7B%22Field%22%3A%22CompanyName%22%2C"
        "%22Value%22%3A%22A%20%26%20B%22%2C%22Operator%22%3A%22substring%22%7D"
    )


JSON = "filter must be JSON such as"
EXAMPLE = '{"Field":"CompanyName","Value":"bri"'


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("filter=", JSON),
        ("filter=x", JSON),
        ("filter=[]", JSON),
        ("filter=null", JSON),
        ('filter="x"', JSON),
        ("filter={", JSON),
        (f"filter={EXAMPLE}&size=5", JSON),
        ("filter=" + "[" * 3000, JSON),
        # What a builder's text looks like that was sent in place of JSON.
        ("filter=com.example.FieldFilter$Builder@1b2c3d", JSON),
        ("filter=SimpleFieldFilter.Builder(field=CompanyName, value=bri, operator=6)", JSON),
        (f"filter={EXAMPLE}}}", "filter needs an Operator"),
        (f'filter={EXAMPLE},"Operator":"like"}}', "filter needs an Operator"),
        (f'filter={EXAMPLE},"Operator":11}}', "filter needs an Operator"),
        (f'filter={EXAMPLE},"Operator":-1}}', "filter needs an Operator"),
        (f'filter={EXAMPLE},"Operator":true}}', "filter needs an Operator"),
        (f'filter={EXAMPLE},"Operator":null}}', "filter needs an Operator"),
        (f'filter={EXAMPLE},"Operator":0.0}}', "filter needs an Operator"),
        (f'filter={EXAMPLE},"Operator":7}}', "filter knows only substring, equals, starts_with"),
        (f'filter={EXAMPLE},"Operator":0,"Or":1}}', "filter has the unknown key “or”."),
        (f'filter={EXAMPLE},"value":"x","Operator":0}}', "filter has a key twice."),
        ('filter={"Field":"CompanyName","Value":"","Operator":0}', "filter needs a Value, as text"),
        ('filter={"Field":"CompanyName","Value":" ","Operator":0}', "filter needs a Value"),
        ('filter={"Field":"CompanyName","Value":5,"Operator":0}', "filter needs a Value"),
        ('filter={"Field":"CompanyName","Operator":0}', "filter needs a Value"),
        ('filter={"Value":"x","Operator":0}', "filter needs a Field"),
        ('filter={"Field":"Status","Value":"x","Operator":0}', "filter needs a Field that is"),
        ('filter={"Field":"CustomerId","Value":"x","Operator":0}', "filter needs a CustomerId"),
        ('filter={"Field":"CustomerId","Value":"x","Operator":6}', "filter knows only equals"),
        ('filter={"Field":"ResourceType","Value":"x","Operator":6}', "filter knows only equals"),
        (
            'filter={"Field":"CompanyName","Value":"\\u0000","Operator":6}',
            "filter has a Value with",
        ),
        (
            'filter={"Field":"CompanyName","Value":"\\ud800","Operator":6}',
            "filter has a Value with",
        ),
        ("filter=%FF", "filter: This is not UTF-8."),
        ("auditRequest.filter.field=CompanyName", "filter needs a Value"),
        ("filter={}&auditRequest.filter.field=x", "filter is given twice, in both spellings."),
        ("filter={}&filter={}", "“filter” stands twice in the address."),
    ],
)
def test_what_is_no_filter_is_refused(query, problem, program):
    assert refusal(program, query).startswith(problem)


def test_one_has_to_ask_for_what_there_is(program):
    assert ask(program, by("CompanyName", "x" * 3000)).json()["items"] == []
