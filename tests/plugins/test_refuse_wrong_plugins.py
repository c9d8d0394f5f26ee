from __future__ import annotations

from pathlib import Path

import pytest

from portal.plugins import ActionType, PluginError, Registry
from tests.command_line import manage, serve, write_plugin

NAMELESS_SOURCE = """
from portal.plugins import ingestion_sources


class Nightly:
    name = "nightly"
    label = "Nightly file"


ingestion_sources.register(Nightly())
"""
TAKEN_ACTION = """
from portal.plugins import ActionType, action_types

action_types.register(ActionType(code="create_order", label="Made an order"))
"""
RAISING = "raise RuntimeError('the licence has expired')"
MISSPELT = "from portal.plugins import acton_types"

WRONG = {
    "it_lacks_attributes": (
        NAMELESS_SOURCE,
        "ingestion_sources: ",
        "is no IngestionSource: it lacks field_names, read.",
    ),
    "its_name_is_taken": (TAKEN_ACTION, "action_types: “create_order” is registered twice."),
    "it_raises": (RAISING, "RuntimeError: the licence has expired"),
    "it_imports_what_is_not_there": (MISSPELT, "ImportError: cannot import name 'acton_types'"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_plugin_stops_the_check_and_the_server(case: str, tmp_path: Path) -> None:
    code, *reasons = WRONG[case]
    environment = {
        "PYTHONPATH": write_plugin(tmp_path, case, code),
        "PORTAL_PLUGINS": case,
    }

    checked = manage("check", **environment)
    assert checked.returncode == 1
    assert f"(portal.E001) The plugin “{case}” could not be loaded." in checked.stderr
    assert f"HINT: Correct {case}/portal_plugin.py, or take the app out of" in checked.stderr

    served = serve(**environment)
    assert served.returncode == 1
    assert served.stderr.startswith(f"The plugin “{case}” could not be loaded.")
    for result in (checked, served):
        assert all(reason in result.stderr for reason in reasons)
        assert "Traceback" not in result.stderr


@pytest.mark.parametrize("name", ["nobody_has_this", "tests.plugins.nobody_has_this"])
def test_a_plugin_that_is_not_installed_stops_the_check_and_the_server(name: str) -> None:
    checked = manage("check", PORTAL_PLUGINS=name)
    assert checked.returncode == 1
    assert f"(portal.E002) PORTAL_PLUGINS names “{name}”, which is not installed." in checked.stderr
    assert "HINT: Install its package" in checked.stderr

    served = serve(PORTAL_PLUGINS=name)
    assert served.returncode == 1
    assert served.stderr.startswith(f"PORTAL_PLUGINS names “{name}”, which is not installed.")
    assert "Traceback" not in served.stderr


@pytest.mark.parametrize(
    "name",
    ["tests.plugins.acme_portal", "tests.plugins.acme_portal.apps.AcmePortalConfig"],
)
def test_a_plugin_is_named_by_its_app_or_its_config(name: str) -> None:
    checked = manage("check", PORTAL_PLUGINS=name)
    assert (checked.returncode, checked.stderr) == (0, "")


def test_installed_plugins_ask_for_no_migrations_of_the_portal() -> None:
    made = manage(
        "makemigrations", "--check", "--dry-run", PORTAL_PLUGINS="tests.plugins.acme_portal"
    )
    assert made.returncode == 0, made.stdout + made.stderr
    assert "No changes detected" in made.stdout


def test_a_name_must_be_there_and_not_be_empty() -> None:
    registry: Registry[ActionType] = Registry(
        "action_types", contract=ActionType, key=lambda action: action.code
    )
    with pytest.raises(PluginError, match="has no name"):
        registry.register(ActionType(code="", label="Nameless"))


def test_what_is_registered_for_a_moment_leaves_nothing_behind() -> None:
    registry: Registry[ActionType] = Registry(
        "action_types", contract=ActionType, key=lambda action: action.code
    )
    kept = registry.register(ActionType(code="kept", label="Kept"))
    with registry.temporarily(ActionType(code="brief", label="Brief")):
        assert registry.names() == ["kept", "brief"]
    assert list(registry) == [kept]
    assert registry.get("brief") is None
