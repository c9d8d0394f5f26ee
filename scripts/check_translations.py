"""Check that the German texts are complete, in step with the code, and compiled.

Prints one sentence per fault and exits with 1 if there is any. Nothing is changed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
CATALOG = Path("locale/de/LC_MESSAGES/django.po")
UNTRANSLATED_FOLDERS = ("tests/", "locale/")
# `gettext` and `gettext_lazy` may be called `_`, nothing else: makemessages goes by the names.
ALIAS = re.compile(r"import .*gettext\w* as (?!_\b)(\w+)|import .*(?:n|p)gettext\w* as (_)\b")

Key = tuple[str | None, str, str]


def key(entry: polib.POEntry | polib.MOEntry) -> Key:
    """What makes a text the same text: its context, itself, its plural."""
    return (entry.msgctxt, entry.msgid, entry.msgid_plural or "")


def quoted(text: str) -> str:
    """A text as a message shows it: on one line and not too long."""
    line = " ".join(text.split())
    return f"“{line if len(line) <= 70 else line[:69] + '…'}”"


def left_over(catalog: polib.POFile) -> Iterator[str]:
    """What makemessages and its template leave behind for the translator to remove."""
    if "PACKAGE" in catalog.header + "".join(catalog.metadata.values()):
        yield f"{CATALOG}: the header still has the template's words."
    for entry in catalog:
        if entry.previous_msgid or entry.previous_msgid_plural or entry.previous_msgctxt:
            where = f"{CATALOG}:{entry.linenum}"
            yield f"{where}: {quoted(entry.msgid)} still names the text that it was guessed from."


def incomplete(catalog: polib.POFile) -> Iterator[str]:
    for entry in catalog:
        if entry.obsolete:
            continue
        where = f"{CATALOG}:{entry.linenum}"
        if entry.fuzzy:
            yield f"{where}: the translation of {quoted(entry.msgid)} is fuzzy."
        elif not entry.translated():
            yield f"{where}: {quoted(entry.msgid)} has no translation."


def out_of_step(catalog: polib.POFile) -> Iterator[str]:
    in_catalog = {key(entry): entry for entry in catalog if not entry.obsolete}
    in_code = {key(entry): entry for entry in texts_of_the_code()}
    for missing in in_code.keys() - in_catalog.keys():
        yield f"{CATALOG}: {quoted(in_code[missing].msgid)} is in the code but not here."
    for unused in in_catalog.keys() - in_code.keys():
        entry = in_catalog[unused]
        yield f"{CATALOG}:{entry.linenum}: {quoted(entry.msgid)} is no longer in the code."


def unseen() -> Iterator[str]:
    """Under another name than its own or `_`, gettext's calls are not collected."""
    for name in source_files():
        if not name.endswith(".py"):
            continue
        for number, line in enumerate((ROOT / name).read_text("utf-8").splitlines(), start=1):
            if found := ALIAS.search(line):
                yield f"{name}:{number}: texts in {found[1] or found[2]}() would not be collected."


def source_files() -> list[str]:
    """The files of the work tree whose texts are translated, as they would be committed."""
    listing = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=ROOT)
    return [
        name
        for name in listing.split("\0")
        if (ROOT / name).is_file() and not name.startswith(UNTRANSLATED_FOLDERS)
    ]


def texts_of_the_code() -> polib.POFile:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in source_files():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, copy / name)
        (copy / "locale").mkdir()
        run(sys.executable, "-m", "django", "makemessages", "--locale=de", cwd=copy)
        collected = copy / CATALOG
        return polib.pofile(str(collected)) if collected.exists() else polib.POFile()


def stale(catalog_file: Path) -> Iterator[str]:
    """Compile anew and compare what was compiled, for the bytes differ between gettext versions."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "django.mo"
        done = subprocess.run(
            ["msgfmt", "--check-format", "-o", fresh, CATALOG],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            lines = done.stderr.strip().splitlines()
            yield from (f"{line}." for line in lines if not line.startswith("msgfmt:"))
            return
        compiled = catalog_file.with_suffix(".mo")
        if not compiled.is_file():
            yield f"{CATALOG.with_suffix('.mo')} is missing."
        elif compiled_texts(compiled) != compiled_texts(fresh):
            yield f"{CATALOG.with_suffix('.mo')} is older than {CATALOG.name}."


def compiled_texts(file: Path) -> dict[Key, tuple[str, dict[int, str]]]:
    return {key(entry): (entry.msgstr, entry.msgstr_plural) for entry in polib.mofile(str(file))}


def run(*command: str, cwd: Path) -> str:
    # Without settings: only what the code says decides which texts there are.
    environment = {
        name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"
    }
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"“{' '.join(command)}” failed: {(done.stderr or done.stdout).strip()}")
    return done.stdout


def main() -> int:
    if not all(shutil.which(program) for program in ("msgfmt", "xgettext")):
        print("Checking translations needs gettext: apt-get install gettext", file=sys.stderr)
        return 1
    catalog_file = ROOT / CATALOG
    if not catalog_file.is_file():
        print(f"{CATALOG} is missing: run `make messages`.", file=sys.stderr)
        return 1
    catalog = polib.pofile(str(catalog_file))
    faults = [
        *unseen(),
        *left_over(catalog),
        *incomplete(catalog),
        *sorted(out_of_step(catalog)),
        *stale(catalog_file),
    ]
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        print(
            f"Faults in the translations: {len(faults)}. Run `make messages`, translate what is new"
            f" in {CATALOG}, and run `make messages` again.",
            file=sys.stderr,
        )
        return 1
    print(f"{len(catalog)} texts are translated to German, in step with the code.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
