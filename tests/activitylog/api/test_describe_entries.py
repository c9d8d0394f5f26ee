"""What the schema says of entries is what they have, and what a record may have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from activitylog.api.describing import RECORD, EntrySerializer
from activitylog.api.filters import ActivityApiFilter
from activitylog.entry_json import COLUMNS
from activitylog.json_source.record import Sent
from activitylog.models import ActivityEntry
from customers.api.orders.filters import CustomerOrderApiFilter
from portal.api.describing import filters_of

if TYPE_CHECKING:
    from portal.filters import StrictFilterSet

PROPERTIES = RECORD["properties"]


def test_an_entry_has_the_fields_that_are_answered() -> None:
    assert list(EntrySerializer().fields) == list(COLUMNS)


def test_a_record_has_the_fields_that_are_read() -> None:
    assert set(PROPERTIES) == set(Sent.__struct_fields__)


def test_texts_of_a_record_may_be_as_long_as_those_of_an_entry() -> None:
    longest = {
        field.name: field.max_length
        for field in ActivityEntry._meta.concrete_fields
        if field.name in PROPERTIES and field.max_length
    }
    described = {name: node.get("maxLength") for name, node in PROPERTIES.items()}
    assert {name: most for name, most in described.items() if most} == longest


@pytest.mark.parametrize("filterset_class", [ActivityApiFilter, CustomerOrderApiFilter])
def test_what_filters_mean_is_said_of_filters_that_there_are(
    filterset_class: type[StrictFilterSet],
) -> None:
    told = {parameter.name: parameter.description for parameter in filters_of(filterset_class)}
    said = filterset_class.descriptions
    assert list(told) == list(filterset_class.base_filters)
    assert set(said) <= set(told)
    assert all(str(told[name]).startswith(said[name]) for name in said)
