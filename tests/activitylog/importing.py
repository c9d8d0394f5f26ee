"""The import command as its users run it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import redirect_stderr
from pathlib import Path

from django.core.management import CommandError, call_command


def run_import(source: str, file: Path | str, *options: str) -> tuple[int, str, str]:
    """The exit code, the summary, and the complaints."""
    out, err = io.StringIO(), io.StringIO()
    code = 0
    try:
        with redirect_stderr(err):
            call_command("import_activity", source, str(file), *options, stdout=out)
    except SystemExit as end:
        code = int(end.code or 0)
    except CommandError as error:
        return error.returncode, out.getvalue(), f"{err.getvalue()}{error}"
    return code, out.getvalue().strip(), err.getvalue()


def write_csv(path: Path, lines: Sequence[str], encoding: str = "utf-8") -> Path:
    file = path / "log.csv"
    file.write_bytes("".join(f"{line}\r\n" for line in lines).encode(encoding))
    return file
