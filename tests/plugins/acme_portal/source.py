"""Reads the log that an Acme Backup server writes: one tested restore a line.

    2026-11-20T14:03:22Z | job-17 | 5f0e2a53-… | Contoso Ltd | jonas@acme.example | ok | 1204 | 37

Time, job, tenant, company, operator, result, number of files, seconds. Lines that begin with # are
remarks.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from portal.plugins import Reading, Record, Refusal, Text

PARTS = ("time", "job", "tenant", "company", "operator", "result", "files", "seconds")
STATUSES = {"ok": "succeeded", "broken": "failed"}


class RestoreLog:
    name = "acme"
    label: Text = _("Acme Backup, log of restores")
    field_names = {
        "occurred_at": "time",
        "external_id": "job",
        "customer_id": "tenant",
        "customer_name": "company",
        "partner_user": "operator",
        "status": "result",
    }

    def read(self, file: BinaryIO) -> Iterator[Reading]:
        for number, line in enumerate(file, start=1):
            if line.strip() and not line.startswith(b"#"):
                yield Reading(number, line, content_of(line))


def content_of(line: bytes) -> Record | Refusal:
    """A line as a record, or why it is none. What one line lacks never stops the others."""
    try:
        cells = [cell.strip() for cell in line.decode().split("|")]
    except UnicodeDecodeError:
        return Refusal("", "is not UTF-8")
    if len(cells) != len(PARTS):
        return Refusal("", f"has {len(cells)} parts, not {len(PARTS)}")
    parts = dict(zip(PARTS, cells, strict=True))
    try:
        moment = datetime.fromisoformat(parts["time"])
    except ValueError:
        return Refusal("time", "is not written as 2026-11-20T14:03:22Z")
    if moment.tzinfo is None:
        return Refusal("time", "does not say its time zone")
    try:
        tenant = UUID(parts["tenant"])
    except ValueError:
        return Refusal("tenant", "is not a tenant ID")
    if parts["result"] not in STATUSES:
        return Refusal("result", f"is none of {', '.join(STATUSES)}")
    return Record(
        occurred_at=moment,
        action="acme_test_restore",
        resource_type="acme_backup",
        resource_id=parts["job"],
        status=STATUSES[parts["result"]],
        customer_id=tenant,
        customer_name=parts["company"],
        partner_user=parts["operator"],
        application="Acme Backup",
        external_id=parts["job"],
        details=json.dumps(
            [
                {"key": "Files", "value": parts["files"]},
                {"key": "Seconds", "value": parts["seconds"]},
            ]
        ),
    )
