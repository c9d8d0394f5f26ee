"""Files between being looked at and being confirmed: kept for an hour, each for whom it is of.

A token that only this portal can make names the file; with it go the user, the list, the file's
hash and what its reader was shown, so that nothing else than that can be confirmed.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import stat
import tempfile
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from django.core import signing

KEPT_FOR = 60 * 60
_SALT = "customers.importing"


class Gone(Exception):
    """There is no such file any more: taken already, too old, or somebody else's."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was looked at."""

    user: str
    list_name: str
    file_name: str
    shown: str
    """A digest of the differences that its reader was shown."""
    digest: str
    key: str


def keep(content: bytes, *, user: str, list_name: str, file_name: str, shown: str) -> str:
    """Keep a file; return the token that gets it back."""
    folder = _folder()
    _sweep(folder)
    key = secrets.token_hex(16)
    with os.fdopen(
        os.open(folder / key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb"
    ) as file:
        file.write(content)
    upload = Upload(user, list_name, file_name, shown, _digest(content), key)
    return signing.dumps(asdict(upload), salt=_SALT, compress=True)


def take(token: str, *, user: str, list_name: str) -> tuple[Upload, bytes]:
    """Get a file back, once. Raise Gone."""
    try:
        upload = Upload(**signing.loads(token, salt=_SALT, max_age=KEPT_FOR))
        if (upload.user, upload.list_name) != (user, list_name):
            raise Gone
        path = _folder() / upload.key
        # Whoever renames it has it: of two who confirm at once, one.
        taken = path.rename(path.with_suffix(".taken"))
        content = taken.read_bytes()
        taken.unlink()
    except (signing.BadSignature, FileNotFoundError) as error:
        raise Gone from error
    if _digest(content) != upload.digest:
        raise Gone
    return upload, content


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _folder() -> Path:
    """A folder that only this account can open, in the system's place for such."""
    folder = Path(tempfile.gettempdir()) / f"portal-imports-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise PermissionError(f"{folder} belongs to somebody else.")
    return folder


def _sweep(folder: Path) -> None:
    for path in folder.iterdir():
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < time.time() - KEPT_FOR:
                path.unlink()
