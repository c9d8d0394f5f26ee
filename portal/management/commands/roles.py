from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.groups import Difference, differences, sync_groups
from portal.roles import ROLES, permissions_of


class Command(BaseCommand):
    help = (
        "Print what each role may do, and where the groups of the database differ from it. "
        "Exit code 0: they are the same; 1: they differ and were left as they are."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--sync", action="store_true", help="make the groups what the table says"
        )

    def handle(self, *, sync: bool, **_options: Any) -> None:
        for line in table():
            self.stdout.write(line)
        found = sync_groups() if sync else list(differences())
        self.stdout.write("")
        for line in described(found):
            self.stdout.write(line)
        if not found:
            self.stdout.write("The groups of the database are the same.")
        elif sync:
            self.stdout.write("The groups were made the same.")
        else:
            self.stdout.write("To make the groups the same: manage.py roles --sync")
            sys.exit(1)


def table() -> Iterable[str]:
    """A line for each permission, a column for each role."""
    granted = {role: permissions_of(role, settings.ACTIVITY_LOG_ROLES) for role in ROLES}
    permissions = sorted(frozenset[str]().union(*granted.values()))
    width = max(map(len, permissions))
    yield "  ".join([" " * width, *(role.name for role in ROLES)]).rstrip()
    for permission in permissions:
        marks = (
            ("x" if permission in granted[role] else ".").ljust(len(role.name)) for role in ROLES
        )
        yield "  ".join([permission.ljust(width), *marks]).rstrip()


def described(found: Iterable[Difference]) -> Iterable[str]:
    for difference in found:
        name = difference.role.name
        yield from (f"{name}: {permission} is missing" for permission in sorted(difference.missing))
        yield from (f"{name}: {permission} is surplus" for permission in sorted(difference.surplus))
        if not difference.missing and not difference.surplus:
            yield f"{name}: the group is missing"
