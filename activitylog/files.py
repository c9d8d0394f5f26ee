"""Files to import: opened alike whether zipped, piped or uploaded."""

from __future__ import annotations

import gzip
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from django.utils.translation import gettext

GZIP = b"\x1f\x8b"
CHUNK = 1024 * 1024


class UnusableFile(Exception):
    """The file cannot be read at all, and why."""


@contextmanager
def readable(file: BinaryIO, *, most: int | None = None) -> Iterator[BinaryIO]:
    """The file's content as a seekable file. `most` limits its size in bytes, once unzipped.

    Raise UnusableFile for a damaged or too large one.
    """
    start = file.read(len(GZIP))
    with tempfile.TemporaryFile() as copy:
        copy.write(start)
        _copy(file, copy, most)
        if start != GZIP:
            copy.seek(0)
            yield copy
            return
        copy.seek(0)
        with tempfile.TemporaryFile() as unzipped:
            _unzip(copy, unzipped, most)
            unzipped.seek(0)
            yield unzipped


def _unzip(source: BinaryIO, target: BinaryIO, most: int | None) -> None:
    try:
        with gzip.open(source) as content:
            _copy(content, target, most)
    except (EOFError, OSError, zlib.error) as error:
        reason = gettext("the zipped file is damaged: %(problem)s") % {"problem": error}
        raise UnusableFile(reason) from error


def _copy(source: BinaryIO | gzip.GzipFile, target: BinaryIO, most: int | None) -> None:
    if most is None:
        shutil.copyfileobj(source, target, CHUNK)
        return
    left = most
    while chunk := source.read(CHUNK):
        left -= len(chunk)
        if left < 0:
            reason = gettext("the file holds more than %(count)s MB") % {"count": most // CHUNK}
            raise UnusableFile(reason)
        target.write(chunk)
