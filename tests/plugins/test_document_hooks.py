"""docs/plugins.md speaks of every hook, and its code is code that runs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from portal.plugins import HOOKS, Registry

PAGE = Path(settings.BASE_DIR, "docs", "plugins.md").read_text("utf-8")
ACME = Path(__file__).with_name("acme_portal")
CODE = re.compile(r"^```(?:python|html\+django)\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
BLOCKS = CODE.findall(PAGE)

every_hook = pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook.hook)


def section_of(hook: Registry[Any]) -> str:
    """What stands under the heading with the hook's exact name."""
    _before, found, after = PAGE.partition(f"\n### {hook.hook}\n")
    return re.split(r"^#{2,3} ", after, maxsplit=1, flags=re.MULTILINE)[0] if found else ""


@every_hook
def test_a_hook_has_a_heading_and_an_example(hook: Registry[Any]) -> None:
    assert CODE.search(section_of(hook)), f"docs/plugins.md shows no example of {hook.hook}"


@every_hook
def test_acme_uses_the_hook(hook: Registry[Any]) -> None:
    assert [name for name in hook.names() if name.startswith("acme")]
    plugin = (ACME / "portal_plugin.py").read_text("utf-8")
    assert f"{hook.hook}.register(" in plugin


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.splitlines()[0][:40])
def test_the_code_on_the_page_is_acmes_to_the_letter(block: str) -> None:
    files = [*ACME.rglob("*.py"), *ACME.rglob("*.html")]
    assert any(block in file.read_text("utf-8") for file in files)


def test_no_other_hook_is_spoken_of() -> None:
    hooks = PAGE.partition("\n## The hooks\n")[2].partition("\n## ")[0]
    assert re.findall(r"^### (\w+)$", hooks, re.MULTILINE) == [hook.hook for hook in HOOKS]


def test_the_page_shows_the_whole_plugin() -> None:
    assert (ACME / "portal_plugin.py").read_text("utf-8").rstrip("\n") in BLOCKS
