from __future__ import annotations

from typing import TYPE_CHECKING

from portal.plugins import action_types
from tests.problems import errors_of

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from portal.models import User

ACTION_TYPES = "/api/v1/action-types/"


def test_it_names_every_action_and_what_it_concerns(
    program: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        page = program.get(ACTION_TYPES).json()
    assert (page["next"], page["previous"]) == (None, None)
    codes = [action["code"] for action in page["results"]]
    assert codes == sorted(action.code for action in action_types)
    assert page["results"][codes.index("create_order")] == {
        "code": "create_order",
        "label": "Created an order",
        "phrase": "created an order",
        "resource_type": "order",
        "resource_label": "Order",
    }


def test_it_is_in_english_for_everyone(alice: User, as_alice: Client) -> None:
    alice.language = "de"
    alice.save()
    labels = {action["label"] for action in as_alice.get(ACTION_TYPES).json()["results"]}
    assert "Created an order" in labels


def test_it_takes_no_parameters(program: Client) -> None:
    answer = program.get(ACTION_TYPES, {"limit": "5"})
    assert (answer.status_code, errors_of(answer)[0][0]) == (400, "limit")
