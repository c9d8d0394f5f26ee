from __future__ import annotations

import pytest
from django.apps import apps
from django.utils import translation

from partnercenter.action_types import ACTION_TYPES
from partnercenter.resource_types import RESOURCE_TYPES
from portal.plugins import action_types, ingestion_sources, resource_types

# What happens by itself, or is done by the vendor.
NOBODY = {
    "azure_fraud_event_detected",
    "dap_admin_relationship_terminated_by_microsoft",
    "granular_admin_access_assignment_activated",
    "granular_admin_relationship_activated",
    "granular_admin_relationship_cleaned_up",
    "granular_admin_relationship_expired",
    "ready_invoice",
}


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def test_all_operation_and_resource_types_have_a_name():
    assert len({action.code for action in ACTION_TYPES}) == 78
    assert len({resource.code for resource in RESOURCE_TYPES}) == 32
    assert all(str(action.label) for action in ACTION_TYPES)
    assert all(str(resource.label) for resource in RESOURCE_TYPES)


def test_no_two_of_them_look_alike():
    assert len({str(action.label) for action in ACTION_TYPES}) == 78
    assert len({str(resource.label) for resource in RESOURCE_TYPES}) == 32


def test_each_action_is_about_a_known_resource():
    known = {resource.code for resource in RESOURCE_TYPES}

    assert {action.resource_type for action in ACTION_TYPES} <= known


def test_a_phrase_continues_a_sentence():
    phrases = {action.code: str(action.phrase) for action in ACTION_TYPES}

    assert phrases["create_order"] == "created an order"
    assert phrases["update_customer_user_licenses"] == "updated a user's licenses"
    assert {code for code, phrase in phrases.items() if not phrase} == NOBODY
    assert all(phrase[:1].islower() for phrase in phrases.values() if phrase)


@pytest.mark.parametrize(
    ("code", "label", "resource_type"),
    [
        ("create_order", "Created an order", "order"),
        ("add_user_member", "Added a user to a role", "customer_directory_role"),
        ("ready_invoice", "Invoice ready", "invoice"),
        ("delete_customer", "Deleted a customer (sandbox only)", "customer"),
    ],
)
def test_an_action_has_the_label_of_the_documentation(code, label, resource_type):
    [action] = [action for action in ACTION_TYPES if action.code == code]

    assert (str(action.label), action.resource_type) == (label, resource_type)


def test_the_plugin_registers_them_and_its_source():
    assert {action.code for action in ACTION_TYPES} <= set(action_types.names())
    assert {resource.code for resource in RESOURCE_TYPES} <= set(resource_types.names())
    source = ingestion_sources.get("partnercenter")
    assert source
    assert str(source.label) == apps.get_app_config("partnercenter").verbose_name
    assert source.field_names["partner_user"] == "userPrincipalName"


def test_each_icon_is_in_the_sprite(settings):
    sprite = (settings.BASE_DIR / "portal/static/portal/icons.svg").read_text()

    assert [resource for resource in RESOURCE_TYPES if f'id="{resource.icon}"' not in sprite] == []
