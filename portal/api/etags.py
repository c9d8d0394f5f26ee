"""Versions of single things in headers: `ETag` says which one it is, `If-Match` which one is
meant to be changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from portal.api.problems import invalid

if TYPE_CHECKING:
    from rest_framework.request import Request

IF_MATCH = "If-Match"
ANY = "*"
NEVER = 0
"""No row has this version: they begin with 1."""
# Weak as well: what is compressed on its way leaves with a weak tag.
_TAG = re.compile(r'(?:W/)?"([\x21\x23-\x7e]*)"', re.ASCII)
_VERSION = re.compile(r"[1-9][0-9]{0,9}", re.ASCII)


def etag_of(version: int) -> str:
    return f'"{version}"'


def if_match(request: Request) -> int | None:
    """The version that a change is meant for; None for any. Raise Problem."""
    text = request.headers.get(IF_MATCH, ANY).strip()
    if text == ANY:
        return None
    tag = _TAG.fullmatch(text)
    if not tag:
        raise invalid(IF_MATCH, 'Give the ETag of what you have read, such as “"3"”, or “*”.')
    # A tag that none of ours looks like is well-formed, and stands for nothing that is here.
    return int(tag[1]) if _VERSION.fullmatch(tag[1]) else NEVER


def ensure_unconditional(request: Request) -> None:
    """Where there is no one thing whose version could be meant, say so. Raise Problem."""
    if IF_MATCH in request.headers:
        raise invalid(IF_MATCH, "This is not about one thing with a version. Leave it out.")
