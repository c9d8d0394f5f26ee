"""What docs/api.md does with curl does what the page says, from the first line to the last."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from django.conf import settings as portal_settings
from django.core.management import call_command
from pytest_django.live_server_helper import LiveServer

from customers.models import Customer
from portal.models import User
from tests.customers.making import make_product, make_subscription

if TYPE_CHECKING:
    from tests.conftest import MakeEntry

PAGE = Path(portal_settings.BASE_DIR) / "docs" / "api.md"
ADDRESS = "http://127.0.0.1:8000"
MANAGE = ".venv/bin/python manage.py "
TOKEN = re.compile(r"pp_(?:…|[\w-]{20,})")
END = "\x1e"

pytestmark = pytest.mark.skipif(not shutil.which("curl"), reason="no curl")


@dataclass
class Step:
    """A command of the page, and what it prints there."""

    command: str
    shown: list[str] = field(default_factory=list)

    @property
    def fails(self) -> bool:
        """Whether the page shows an error: curl is told to end with one then."""
        return bool(re.search(r'"status": [45]\d\d|HTTP/1.1 [45]', "\n".join(self.shown)))

    def fits(self, printed: str) -> bool:
        """Whether that is what the page shows, where … stands for anything and spaces for none."""
        pattern = re.escape(_packed("\n".join(self.shown))).replace("…", ".*")
        return re.fullmatch(pattern, _packed(printed), re.DOTALL) is not None


def _packed(text: str) -> str:
    return re.sub(r"\s+", "", text).removeprefix("\ufeff")


def steps(page: str) -> Iterator[Step]:
    for block in re.findall(r"^```console\n(.*?)^```", page, re.DOTALL | re.MULTILINE):
        step: Step | None = None
        for line in block.splitlines():
            if line.startswith("$ "):
                if step:
                    yield step
                step = Step(line[2:])
            elif step and line.startswith("> "):
                step.command += f"\n{line[2:]}"
            elif step and step.command.endswith("\\"):
                step.command += f"\n{line}"
            elif step:
                step.shown.append(line)
        if step:
            yield step


@pytest.fixture
def portal(live_server: LiveServer, make_entry: MakeEntry, settings: Any) -> LiveServer:
    """The portal of the page: who signs in, and what there is of Contoso."""
    settings.BASE_URL = live_server.url
    User.objects.create_superuser("anna.weiss")
    contoso = Customer.objects.create(
        id=UUID("8f1c6a52-0f4e-4f0a-9d53-6a1f5a0c7b11"), name="Contoso", domain="contoso.example"
    )
    product = make_product(id=UUID("c3a1b7de-52a4-4b86-9f3e-1d2c4b5a6978"))
    make_subscription(
        contoso, id=UUID("5b0f2c1e-7d7c-4d2a-8a45-0c9d3e6f2a10"), product=product, quantity=10
    )
    make_entry(action="add_customer", customer_id=contoso.pk, customer_name="Contoso")
    make_entry(action="create_order", customer_id=contoso.pk, customer_name="Contoso")
    return live_server


def run(commands: list[str], folder: Path) -> list[tuple[int, str]]:
    """The status and the output of each, in one shell, which keeps what they set."""
    script = [
        # A loop that goes on for ever ends with its first rest: there is no next page then.
        "sleep() { next=; }",
        *(f"{command}\nprintf '{END}%s{END}' $?" for command in commands),
    ]
    ran = subprocess.run(
        ["bash", "-c", "\n".join(script)],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    found = ran.stdout.split(END)
    return [(int(status), output) for output, status in zip(found[::2], found[1::2], strict=False)]


def test_every_command_of_the_page_does_what_the_page_shows(
    portal: LiveServer, tmp_path: Path
) -> None:
    page = PAGE.read_text("utf-8").replace(ADDRESS, portal.url)
    secret = ""
    asked = []
    for step in steps(page):
        if step.command.startswith(MANAGE):
            made = StringIO()
            command = step.command.removeprefix(MANAGE).replace("\\\n", " ")
            call_command(*shlex.split(command), stdout=made, stderr=StringIO())
            assert step.fits(made.getvalue()), step.command
            secret = made.getvalue().split()[-1]
        else:
            asked.append(step)
    printed = run([step.command.replace("pp_…", secret) for step in asked], tmp_path)
    for step, (status, output) in zip(asked, printed, strict=True):
        assert step.fits(output), f"{step.command}\n\nprinted\n\n{output}"
        assert step.fails == (status != 0) or "sleep" in step.command, step.command
