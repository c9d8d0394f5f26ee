"""Collections as the original answers them: one page, with the links by which clients go on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

import msgspec

from partnercenter.wire.pages import TOKEN

if TYPE_CHECKING:
    from partnercenter.wire.pages import Page

encode = msgspec.json.encode


def collection(page: Page[bytes], path: str, query: Mapping[str, str]) -> bytes:
    """`path` is relative and without a version, since clients put one before it; `query` is what
    was understood, so that the same page can be asked for again."""
    uri = f"{path}?{urlencode(query, quote_via=quote, safe='')}" if query else path
    links = {"self": _link(uri)}
    more = b""
    if page.token:
        links["next"] = _link(f"{uri}{'&' if query else '?'}seekOperation=Next", page.token)
        more = b',"continuationToken":' + encode(page.token)
    return b'{"totalCount":%d,"items":[%b],"links":%b%b,"attributes":%b}' % (
        len(page.items),
        b",".join(page.items),
        encode(links),
        more,
        encode({"objectType": "Collection"}),
    )


def _link(uri: str, token: str = "") -> dict[str, Any]:
    headers = [{"key": TOKEN, "value": token}] if token else []
    return {"uri": uri, "method": "GET", "headers": headers}
