"""What the documents say is what the portal does."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from activitylog.filters import ActivityEntryFilter
from activitylog.resources import ActivityEntryResource
from customers.filters import MovementFilter, SubscriptionFilter
from portal.plugins import action_types
from portal.roles import PERMISSIONS, ROLE_CODES, ROLES, permissions_of
from portal.tokens.scopes import SCOPES

if TYPE_CHECKING:
    from portal.filters import StrictFilterSet

ROOT = Path(settings.BASE_DIR)
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
LINK = re.compile(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)")


def table_under(page: str, heading: str) -> list[list[str]]:
    """The cells of the first table below a heading, without its head."""
    text = (ROOT / "docs" / page).read_text("utf-8").partition(f" {heading}\n")[2]
    lines = [line for line in text.partition("\n#")[0].splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def words(cell: str) -> list[str]:
    return re.findall(r"`(\w+)`", cell)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_link_leads_to_something(page: Path) -> None:
    for name, heading in LINK.findall(page.read_text("utf-8")):
        target = page.parent / name if name else page
        assert target.exists(), name
        if heading:
            headings = re.findall(r"^#+ (.+)$", target.read_text("utf-8"), re.MULTILINE)
            slugs = {re.sub(r"[^\w -]", "", text).lower().replace(" ", "-") for text in headings}
            assert heading in slugs, f"{name}#{heading}"


@pytest.mark.parametrize(
    ("page", "heading", "filterset"),
    [
        ("activity-log.md", "Filters in the address", ActivityEntryFilter),
        ("customers.md", "Filters of the subscriptions in the address", SubscriptionFilter),
        ("customers.md", "The list of movements", MovementFilter),
    ],
    ids=["log", "subscriptions", "movements"],
)
def test_every_filter_is_described(
    page: str, heading: str, filterset: type[StrictFilterSet]
) -> None:
    described = [name for row in table_under(page, heading) for name in words(row[0])]
    assert set(described) == set(filterset.base_filters)
    assert len(described) == len(set(described))


def test_every_column_of_the_csv_is_described_in_order() -> None:
    described = [row[0] for row in table_under("activity-log.md", "The CSV file")]
    columns = ActivityEntryResource().columns().values()
    assert described == [str(column.column_name) for column in columns]


def packages(requirements: Iterable[str]) -> set[str]:
    return {re.split(r"[\[ ]", name)[0] for name in requirements}


@pytest.mark.parametrize(
    ("heading", "section", "group"),
    [
        ("What the portal runs on", "project", "dependencies"),
        ("What it is developed with", "dependency-groups", "dev"),
    ],
    ids=["dependencies", "dev"],
)
def test_every_package_has_its_reason(heading: str, section: str, group: str) -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))[section][group]
    rows = table_under("decisions.md", heading)
    assert packages(name for row in rows for name in row[0].split(", ")) == packages(wanted)


def test_every_variable_that_is_read_is_described() -> None:
    described = {name for row in table_under("operating.md", "Settings") for name in words(row[0])}
    read = set()
    for file in ("portal/settings.py", "gunicorn.conf.py"):
        text = (ROOT / file).read_text("utf-8")
        read |= set(re.findall(r'(?:env\.\w+|environ\.get)\(\s*"([A-Z_]+)"', text))
    assert described == read


def test_the_table_of_roles_says_what_roles_may_do() -> None:
    shown = {
        "activitylog.view_activityentry": 2,
        "activitylog.import_activityentry": 3,
        "customers.view_customer": 4,
        "customers.view_subscription": 5,
        "portal.view_user": 6,
    }
    rows = table_under("operating.md", "Users and roles")
    assert [(row[0], words(row[1])[0]) for row in rows] == [
        (role.name, role.code) for role in ROLES
    ]
    for role, row in zip(ROLES, rows, strict=True):
        granted = permissions_of(role, settings.ACTIVITY_LOG_ROLES)
        assert {name for name, at in shown.items() if row[at] != "–"} == granted & shown.keys()


def test_every_scope_of_a_token_is_described_in_order() -> None:
    codes = [row[0].strip("`") for row in table_under("operating.md", "API tokens")]
    assert [code for code in codes if re.fullmatch(r"\w+:\w+", code)] == list(SCOPES)


def test_the_table_of_customers_says_what_roles_may_do() -> None:
    rows = table_under("customers.md", "Who may do what")
    described = {
        f"customers.{words(row[1])[0]}": tuple(
            code for code, cell in zip(ROLE_CODES, row[2:], strict=True) if cell == "yes"
        )
        for row in rows
    }
    held = {
        name: tuple(code for code in ROLE_CODES if code in roles)
        for name, roles in PERMISSIONS.items()
        if name.startswith("customers.")
    }
    assert described == held
    assert len(rows) == len(held)


def test_what_changes_of_customers_are_recorded_as_is_described() -> None:
    described = {
        name
        for row in table_under("customers.md", "What is recorded")
        for name in re.findall(r"`(\w+)`", row[1])
    }
    known = {action.code for action in action_types}
    recorded = set()
    for file in (ROOT / "customers" / "services").rglob("*.py"):
        recorded |= known.intersection(re.findall(r'"(\w+)"', file.read_text("utf-8")))
    assert described == recorded


@pytest.mark.parametrize("command", ["make run", "make test"])
def test_the_readme_names_both_commands_on_its_first_screen(command: str) -> None:
    first_screen = (ROOT / "README.md").read_text("utf-8").splitlines()[:20]
    assert any(line.startswith(f"$ {command} ") for line in first_screen)
