from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from activitylog.models import ActivityEntry
from tests.activitylog.log import LOG, export, from_elsewhere, get, record, take, text_of

if TYPE_CHECKING:
    from django.test import Client

    from portal.models import User

ENGLISH = (Path(settings.BASE_DIR) / "fixtures" / "activitylog" / "english.csv").read_bytes()


def send(client: Client, content: bytes | None, button: str = "import", **data: str) -> Any:
    given: dict[str, Any] = {"source": "csv", button: "1"} | data
    if content is not None:
        given["file"] = SimpleUploadedFile("log.csv", content)
    return client.post(f"{LOG}import/", given)


def counts(page: str) -> dict[str, str]:
    return dict(re.findall(r"<dt>([^<]+)</dt><dd>([\d,]+)</dd>", page))


def test_it_says_what_would_happen_and_writes_nothing(as_alice: Client) -> None:
    page = text_of(send(as_alice, ENGLISH, "check"))
    assert "What would happen" in page
    assert counts(page) == {
        "Read": "3",
        "Added": "3",
        "Known already": "0",
        "In conflict": "0",
        "Refused": "0",
    }
    assert not ActivityEntry.objects.exists()


def test_it_adds_what_is_new(as_alice: Client) -> None:
    page = text_of(send(as_alice, ENGLISH))
    assert "What happened" in page
    assert counts(page)["Added"] == "3"
    assert counts(text_of(send(as_alice, ENGLISH)))["Known already"] == "3"
    assert from_elsewhere().count() == 3


def test_it_reads_zipped_files(as_alice: Client) -> None:
    assert counts(text_of(send(as_alice, gzip.compress(ENGLISH))))["Added"] == "3"


def test_it_lists_what_it_did_not_take(as_alice: Client) -> None:
    take(record(status="succeeded"))
    edited = export(as_alice).replace("succeeded", "failed") + "<script>alert(1)</script>\r\n"
    page = text_of(send(as_alice, edited.encode()))
    entry = from_elsewhere().get()
    rows = re.findall(r'<th scope="row" class="n">(.*?)</tr>', page, re.DOTALL)
    assert len(rows) == 2
    assert rows[0].startswith("2</th>")
    assert "<code>Status</code>" in rows[0]
    assert f'href="{LOG}{entry.pk}/change/"' in rows[0]
    assert "has 1 cells, the first line has 12" in rows[1]
    assert "<script>alert" not in page


def test_it_says_why_in_the_readers_language(alice: User, as_alice: Client) -> None:
    take(record(status="succeeded"))
    edited = export(as_alice).replace("create_order", "never_heard_of") + "short\r\n"
    alice.language = "de"
    alice.save()
    page = text_of(send(as_alice, edited.encode()))
    assert "<code>Vorgangstyp</code>" in page
    assert "weicht vom Aufgezeichneten ab" in page
    assert "hat 1 Zellen, die erste Zeile hat 12" in page


def test_it_lists_no_more_than_a_page_bears(as_alice: Client) -> None:
    content = b"Date-Time (UTC),Operation type,Entry ID\n" + b"never,x,\n" * 1_250
    page = text_of(send(as_alice, content))
    assert page.count('<th scope="row" class="n">') == 200
    assert "1,050 more are not shown." in page
    assert counts(page)["Refused"] == "1,250"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "This field is required."),
        (b"", "The submitted file is empty."),
        (gzip.compress(ENGLISH)[:-9], "the zipped file is damaged"),
        (b"\x1f\x8b nothing zipped", "the zipped file is damaged"),
    ],
)
def test_it_says_beside_the_field_what_is_wrong_with_the_file(
    as_alice: Client, content: bytes | None, message: str
) -> None:
    response = send(as_alice, content)
    page = text_of(response)
    assert response.status_code == 200
    assert message in page
    assert counts(page) == {}
    assert not ActivityEntry.objects.exists()


@pytest.mark.parametrize("zipped", [False, True])
def test_it_refuses_a_file_that_is_too_large(
    as_alice: Client, monkeypatch: pytest.MonkeyPatch, zipped: bool
) -> None:
    monkeypatch.setattr("activitylog.admin.importing.MOST_BYTES", 1024 * 1024)
    content = ENGLISH + b"\r\n" * 600_000
    page = text_of(send(as_alice, gzip.compress(content) if zipped else content))
    assert "the file holds more than 1 MB" in page
    assert not ActivityEntry.objects.exists()


def test_it_does_not_know_other_sources(as_alice: Client) -> None:
    page = text_of(send(as_alice, ENGLISH, source="carrier pigeon"))
    assert "Select a valid choice." in page


@pytest.mark.parametrize("reader", ["as_bob", "as_charlie"])
def test_it_is_for_those_who_may_import(request: pytest.FixtureRequest, reader: str) -> None:
    client = request.getfixturevalue(reader)
    assert get(client, {}, "import/").status_code == 403
    assert send(client, ENGLISH).status_code == 403
    assert not ActivityEntry.objects.exists()


def test_it_is_offered_to_those_who_may_import(as_alice: Client, as_bob: Client) -> None:
    assert f'href="{LOG}import/"' in text_of(get(as_alice))
    assert f'href="{LOG}import/"' not in text_of(get(as_bob))


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_it_refuses_a_file_that_is_no_utf8(as_alice: Client, encoding: str) -> None:
    page = text_of(send(as_alice, "Date-Time (UTC);Ärger\r\n".encode(encoding)))
    assert counts(page)["Refused"] == "1"
