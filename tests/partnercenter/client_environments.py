"""Environments with clients of Partner Center, which pin libraries that the portal has newer."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest


def python_with(home: Path, *requirements: str) -> Path:
    """The Python of an environment that has these and nothing else, kept for the next run.

    Two runs at once, on two databases, make it once.
    """
    with home.with_name(f"{home.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not home.exists():
            _make(home, *requirements)
    return home / "bin" / "python"


def _make(home: Path, *requirements: str) -> None:
    # Under another name until it is whole.
    unfinished = home.with_name(f"{home.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    venv.create(unfinished, symlinks=True)
    pip = [sys.executable, "-m", "pip", "--python", str(unfinished / "bin" / "python")]
    result = subprocess.run(
        [*pip, "install", "--quiet", "--disable-pip-version-check", *requirements],
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode and os.environ.get("REQUIRE_CLIENTS") != "1":
        pytest.skip(f"{home.name} cannot be installed: {result.stderr[-300:]}")
    assert result.returncode == 0, result.stderr
    unfinished.rename(home)
