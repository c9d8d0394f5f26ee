from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection, transaction

from activitylog import triggers


class Command(BaseCommand):
    help = "Put back the database triggers that keep entries from being changed or removed."
    # It mends what the checks complain of.
    requires_system_checks = ()

    @transaction.atomic
    def handle(self, *_args: Any, **_options: Any) -> None:
        missing = triggers.missing(connection.alias)
        with connection.cursor() as cursor:
            for statement in triggers.create_statements(connection.vendor):
                cursor.execute(statement)
        if missing:
            self.stdout.write(f"Put back: {', '.join(missing)}.")
        else:
            self.stdout.write("Nothing was missing.")
