from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from activitylog.models import RecordedName
from tests.activitylog.log import found, record, take

if TYPE_CHECKING:
    from customers.models import Customer

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("Müller & Söhne", "MÜLLER"),
        ("MÜLLER & SÖHNE", "müller"),
        ("Straßenbau Süd", "STRASSENBAU"),
        ("STRASSENBAU SÜD", "straße"),
        ("İstanbul Lojistik", "İSTANBUL"),
        ("φξς", "ΦΞΣ"),
        ("100% Bio_Markt", "100% bio_"),
        ("Back\\slash", "k\\s"),
        ('O\'Neill "Ltd"', "o'neill \"l"),
        ("株式会社", "会"),
    ],
)
@pytest.mark.parametrize("field", ["customer_name", "partner_user"])
def test_it_finds_a_part_in_any_case(field: str, name: str, part: str) -> None:
    take(record(**{field: name}), record(**{field: "Other", "external_id": "r-2"}))
    assert found(**{field: part}) == ["r-1"]
    assert found(q=part) == ["r-1"]


@pytest.mark.parametrize("part", ["İ", "\u0131", "ŉ", "ﬃ", "%", "_", "\\", "\u0345", "\u200b", "🏳"])
def test_it_finds_nothing_for_letters_that_nobody_has(part: str) -> None:
    take(record(customer_name="Abcdefg", partner_user="abcdefg"))
    assert found(customer_name=part) == found(partner_user=part) == found(q=part) == []


def test_it_finds_the_name_that_was_recorded_then(acme: Customer) -> None:
    take(record(customer_id=acme.pk, customer_name="Former name"))
    assert found(customer_name="former") == ["r-1"]
    assert found(customer_name="Müller") == []


def test_it_finds_a_name_without_a_customer() -> None:
    take(record(customer_name="Nobody yet"))
    assert found(customer_name="nobody") == ["r-1"]


def test_it_does_not_take_one_customer_for_another_of_the_same_name() -> None:
    names = [(UUID(int=1), "Foo"), (UUID(int=2), "Bar"), (None, "Foo bar"), (UUID(int=1), "Bar")]
    take(
        *(
            record(customer_id=key, customer_name=name, external_id=f"{key and key.int} {name}")
            for key, name in names
        )
    )
    assert set(found(customer_name="foo")) == {"1 Foo", "None Foo bar"}
    assert found(customer_name="foo", customer=str(UUID(int=1))) == ["1 Foo"]


def test_it_finds_an_application_that_acted_as_partner_user() -> None:
    take(
        record(application="Renewal robot"),
        record(application="Renewal robot", partner_user="petra", external_id="r-2"),
    )
    assert found(partner_user="ROBOT") == found(q="robot") == ["r-1"]


ANNA, JOANNA = "anna@partner.example", "joanna@partner.example"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (ANNA, {ANNA, JOANNA, "Anna@Partner.example"}),
        (f'"{ANNA}"', {ANNA, "Anna@Partner.example"}),
        (f'"{JOANNA.upper()}"', {JOANNA}),
        ('"anna"', set()),
        (f'"{ANNA}', set()),
        ('"Robot "R2""', {'Robot "R2"'}),
        ('""', set()),
    ],
)
def test_it_finds_a_whole_partner_user_in_double_quotes(given: str, expected: set[str]) -> None:
    people = [ANNA, JOANNA, "Anna@Partner.example"]
    take(
        *(record(partner_user=name, external_id=name) for name in people),
        record(application='Robot "R2"', external_id='Robot "R2"'),
    )
    assert set(found(partner_user=given)) == expected


def test_it_finds_the_same_when_a_part_is_in_very_many_names() -> None:
    take(
        *(
            record(
                external_id=f"{number:03}",
                customer_id=UUID(int=number) if number % 2 else None,
                customer_name=f"Kunde {number:03}",
                partner_user=f"Nutzer {number:03}" if number % 3 else "",
                application=f"Nutzt {number:03}",
            )
            for number in range(620)
        ),
        record(external_id="other", customer_name="Other", partner_user="Other"),
    )
    assert len(found(customer_name="KUNDE")) == len(found(partner_user="nutz")) == 620
    assert len(found(q="k")) == 620
    assert len(found(partner_user="NUTZER")) == 413
    assert found(customer_name="kunde", partner_user="nutzt 003") == ["003"]


def test_it_keeps_each_name_once() -> None:
    names = product(("Müller", "MÜLLER"), ("petra", "peter"))
    contents = [record(customer_name=c, partner_user=p, external_id=c + p) for c, p in names]
    take(*contents[:2])
    take(*contents)
    assert sorted(RecordedName.objects.values_list("kind", "text")) == [
        ("customer", "MÜLLER"),
        ("customer", "Müller"),
        ("partner_user", "peter"),
        ("partner_user", "petra"),
    ]


def test_it_keeps_no_name_of_what_was_refused() -> None:
    take(record(customer_name="Refused", action=""))
    assert not RecordedName.objects.exists()


@pytest.mark.parametrize("name", ["customer_name", "partner_user", "q", "resource_id"])
def test_it_does_not_narrow_by_blanks(name: str) -> None:
    take(record())
    assert found(**{name: "  "}) == ["r-1"]
