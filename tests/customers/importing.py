"""Files as staff import them: exported, changed, looked at, confirmed."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from html import unescape
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from activitylog.models import ActivityEntry
from customers.importing.applying import Application
from customers.importing.examining import Examination
from customers.importing.uploads import Upload
from customers.services import Actor
from portal.exports import FORMATS

if TYPE_CHECKING:
    from customers.importing.steps import Steps
    from customers.models import Customer
    from customers.resources.reading import ReadingResource

ROBOT = Actor(application="Test")
HEAD = ("Tenant ID", "Company name", "Domain")


def import_url(model: str) -> str:
    return f"/admin/customers/{model}/import/"


def exported(client: Client, model: str, kind: str = "csv") -> bytes:
    return b"".join(client.get(f"/admin/customers/{model}/export/", {"format": kind}))


def csv_of(*rows: Iterable[object], separator: str = ",") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue().encode()


def xlsx_of(*rows: Iterable[object]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def changed_csv(data: bytes, changes: Mapping[int, Mapping[str, str]]) -> bytes:
    """The file with other cells: {row: {header: cell}}, rows counted from 0."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    for number, cells in changes.items():
        for header, cell in cells.items():
            rows[number + 1][rows[0].index(header)] = cell
    return csv_of(*rows)


def look(client: Client, model: str, data: bytes, name: str = "rows.csv") -> str:
    """The page that shows what the file would do."""
    response = client.post(import_url(model), {"file": SimpleUploadedFile(name, data)})
    assert response.status_code == 200
    return str(response.content.decode())


def token_of(page: str) -> str:
    found = re.search(r'name="confirmed" value="([^"]+)"', page)
    return found[1] if found else ""


def confirm(client: Client, model: str, token: str) -> str:
    response: Any = client.post(import_url(model), {"confirmed": token})
    body = b"".join(response) if response.streaming else response.content
    return str(body.decode())


def do_import(client: Client, model: str, data: bytes, name: str = "rows.csv") -> str:
    page = look(client, model, data, name)
    assert token_of(page), said(page)
    return confirm(client, model, token_of(page))


def said(page: str) -> str:
    """What stands in the page's section, note and lines, without elements."""
    content = page[page.index('id="content"') :].split("<!-- END Content -->")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", content)).split())


def problems(page: str) -> list[tuple[str, str, str]]:
    """Line, column and reason of what is wrong with a file."""
    rows = re.findall(
        r'<tr><th scope="row" class="n">(.*?)</th><td>(.*?)</td><td class="reason">(.*?)</td></tr>',
        page,
    )
    return [(line, unescape(column), unescape(reason)) for line, column, reason in rows]


def examine(resource: type[ReadingResource], steps: Steps, data: bytes) -> Examination:
    return Examination(io.BytesIO(data), resource, steps, ROBOT)


def apply(resource: type[ReadingResource], steps: Steps, data: bytes) -> None:
    """Import a file without a page."""
    found = examine(resource, steps, data)
    assert not found.problems, found.problems
    upload = Upload("", "test", "rows.csv", found.shown, "", "")
    assert list(Application(upload, data, resource, steps, ROBOT).run())


def file_of(resource: type[ReadingResource]) -> bytes:
    rows = resource._meta.model.objects.all()
    return b"".join(FORMATS["csv"].stream(resource(), rows, None, ","))


def renamed(customers: Iterable[Customer]) -> bytes:
    """A file that gives each of them another name."""
    return csv_of(HEAD, *((c.pk, f"{c.name} AG", c.domain) for c in customers))


def entries(*actions: str) -> list[ActivityEntry]:
    """What imports have left in the log, in the order in which it was recorded: several things may
    have happened in one millisecond of SQLite's clock."""
    found = ActivityEntry.objects.exclude(action__in=("export_file", "sign_in"))
    return list(
        (found.filter(action__in=actions) if actions else found).order_by("recorded_at", "id")
    )


def entry_details(entry: ActivityEntry) -> dict[str, str]:
    return {item["key"]: item["value"] for item in json.loads(entry.details or "[]")}
