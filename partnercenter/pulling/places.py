"""Where the next page is: links come in more forms than are documented, and change."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import msgspec

from portal.plugins import PullError

PATH = "/v1/auditrecords"
TOKEN_HEADER = "MS-ContinuationToken"

_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_IN_QUERY = re.compile(r"(?:^|&)(?:ms-continuationtoken|seek)=", re.IGNORECASE)
_HEADER_TEXT = re.compile(r"[!-~](?:[ -~]*[!-~])?")


class Place(msgspec.Struct, frozen=True):
    """One page: its query, and the token that goes along as a header."""

    query: str
    token: str = ""


class _Header(msgspec.Struct):
    key: str
    value: str


class Link(msgspec.Struct):
    uri: str
    headers: list[_Header] | None = None


def linked_place(link: Link, token: str, service: str) -> Place:
    """Where a link leads; raise PullError where that is not the service that was asked.

    `token` is the one beside the link, for links that carry none themselves. Only the query and
    the token are taken from a link: whatever it says, the service is asked at its own address.
    """
    query = _query(link.uri, service)
    own = [h.value for h in link.headers or () if h.key.lower() == TOKEN_HEADER.lower()]
    if own:
        token = own[0]
    elif _IN_QUERY.search(query):
        token = ""
    return Place(query, sendable(token))


def sendable(token: str) -> str:
    if token and not _HEADER_TEXT.fullmatch(token):
        raise PullError("The token of the next page is none that can be sent.")
    return token


def _query(uri: str, service: str) -> str:
    """The query of a link to audit records, with and without /v1, with any number of slashes."""
    place, _hash, _fragment = uri.strip().partition("#")
    path, _mark, query = place.partition("?")
    base = urlsplit(service)
    if _ABSOLUTE.match(path):
        path = _path_at(path, base.hostname, base.port)
    names = [name for name in path.split("/") if name]
    prefix = [name for name in base.path.split("/") if name]
    if prefix and names[: len(prefix)] == prefix:
        names = names[len(prefix) :]
    while names and names[0].lower() == "v1":
        del names[0]
    if [name.lower() for name in names] != ["auditrecords"]:
        raise _elsewhere(uri)
    return query


def _path_at(address: str, host: str | None, port: int | None) -> str:
    try:
        parts = urlsplit(address)
        # Behind a proxy a service may believe that it is spoken to without TLS.
        same = parts.scheme in ("http", "https") and parts.hostname == host
        if same and parts.port in (None, 80, 443, port) and "@" not in parts.netloc:
            return parts.path
    except ValueError:
        pass
    raise _elsewhere(address)


def _elsewhere(uri: str) -> PullError:
    shown = "".join(letter for letter in uri[:200] if letter.isprintable())
    return PullError(f"The link to the next page leads elsewhere and is not followed: {shown}")
