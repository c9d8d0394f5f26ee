"""Collections as the original answers them: one page, with the links by which clients go on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import msgspec

from partnercenter.wire.links import WireHeader, WireLink
from partnercenter.wire.pages import TOKEN

if TYPE_CHECKING:
    from partnercenter.wire.pages import Page

encode = msgspec.json.encode


def collection(page: Page[bytes], path: str, query: Mapping[str, str]) -> bytes:
    """`path` is relative and without a version, since clients put one before it; `query` is what
    was understood, so that the same page can be asked for again."""
    uri = f"{path}?{urlencode(query, quote_via=quote, safe='')}" if query else path
    links = {"self": WireLink(uri)}
    more = b""
    if page.token:
        following = f"{uri}{'&' if query else '?'}seekOperation=Next"
        links["next"] = WireLink(following, headers=[WireHeader(TOKEN, page.token)])
        more = b',"continuationToken":' + encode(page.token)
    return b'{"totalCount":%d,"items":[%b],"links":%b%b,"attributes":%b}' % (
        len(page.items),
        b",".join(page.items),
        encode(links),
        more,
        encode({"objectType": "Collection"}),
    )
