"""Answers as the documentation says, or wrong in the way that was ordered."""

from __future__ import annotations

import json
import re
import time
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any
from urllib.parse import quote, urlencode

from tests.partnercenter.pulling.service.holding import (
    BadRequest,
    Holding,
    Record,
    page_of,
    restarted,
)


@dataclass
class Answer:
    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    # So many bytes are sent of the body; then the connection breaks.
    sent: int | None = None
    hangs: bool = False


def answer_of(value: Any, status: int = 200, **headers: str) -> Answer:
    return Answer(json.dumps(value).encode(), status, headers)


def problem(status: int, code: str, description: str, **headers: str) -> Answer:
    # As documented: a number in examples, a string in the schema.
    envelope = {"code": code, "description": description, "source": "PartnerFD"}
    return answer_of(envelope, status, **headers)


def gateway(text: str) -> Answer:
    return answer_of({"statusCode": 429, "message": text}, 429)


def soon() -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=200), usegmt=True)


THROTTLED = "Rate limit is exceeded."
BROKEN = {
    "429 seconds": lambda: problem(429, "429", THROTTLED, **{"Retry-After": "7"}),
    "429 date": lambda: problem(429, "429", THROTTLED, **{"Retry-After": soon()}),
    "429 gateway": lambda: gateway(f"{THROTTLED} Try again in 57 seconds."),
    "429 odd": lambda: problem(429, "429", THROTTLED, **{"Retry-After": "later"}),
    "429 long": lambda: problem(429, "429", THROTTLED, **{"Retry-After": "3600"}),
    "500": lambda: problem(500, "800003", "Something broke."),
    "503": lambda: Answer(b"<h1>Service Unavailable</h1>", 503),
    "403": lambda: problem(403, "900150", "The role lacks the right."),
    "404": lambda: problem(404, "1000", "Not found."),
    "garbage": lambda: Answer(b"<html>Sign in to the network</html>"),
    "half": lambda: Answer(b'{"totalCount": 1, "items": [{"id": "a'),
    "no items": lambda: answer_of({"totalCount": 0}),
    "odd links": lambda: answer_of({"items": [], "links": {"next": 7}}),
    "odd token": lambda: answer_of({"items": [], "continuationToken": "a\r\nHost: b"}),
    "redirect": lambda: Answer(b"", 302, {"Location": "https://elsewhere.example/auditrecords"}),
    "drop": lambda: Answer(b"", sent=-1),
    "hang": lambda: Answer(b"", hangs=True),
}
FOREIGN = {
    "foreign": "https://elsewhere.example/v1/auditrecords?",
    "foreign slashes": "//elsewhere.example/v1/auditrecords?",
    "foreign sign-in": "https://127.0.0.1@elsewhere.example/v1/auditrecords?",
    "other path": "/v1/customers?",
}
LINKS = {
    "plain": "/auditrecords?",
    "v1": "/v1/auditrecords?",
    "slashes": "/v1//auditrecords?",
    "twice": "/v1/v1/auditrecords?",
    "double": "//auditrecords?",
    "bare": "auditrecords?",
} | FOREIGN


def collection(holding: Holding, query: str, token: str, host: str) -> Answer:
    fault = holding.next_fault()
    if fault in BROKEN:
        return BROKEN[fault]()
    if fault == "slow":
        time.sleep(0.02)
    try:
        records, following = found(holding, fault, query, token)
    except BadRequest as error:
        return problem(400, "2000", str(error))
    envelope = {
        "totalCount": len(records),
        "items": records,
        "links": {"self": {"uri": f"/auditrecords?{query}", "method": "GET", "headers": []}},
        "attributes": {"objectType": "Collection"},
    }
    if following:
        continue_by(envelope, holding.next_link(), query, following, host)
    body = json.dumps(envelope, ensure_ascii=fault == "escaped").encode()
    return Answer(body, sent=len(body) // 2 if fault == "cut" else None)


def found(holding: Holding, fault: str, query: str, token: str) -> tuple[list[Record], str]:
    """The records and the token of the next page, as it is or as was ordered."""
    if fault == "self":
        return [], "myself"
    records, following = page_of(holding, query, token)
    if fault == "end in a circle":
        return records, token or following
    if token and fault in ("repeat", "first again"):
        return page_of(holding, query, restarted(token))[
            0
        ], token if fault == "repeat" else f"~{token}"
    if token and fault == "empty":
        return [], f"~{token}"
    return records, following


def continue_by(envelope: dict[str, Any], form: str, query: str, token: str, host: str) -> None:
    """Say where the next page is, in one of the forms that were seen."""
    if form == "token":
        envelope["continuationToken"] = token
        return
    query = re.sub(r"&(seek|seekOperation|MS-ContinuationToken)=[^&]*", "", query)
    headers = [{"key": "MS-ContinuationToken", "value": token}]
    if form in ("in the query", "seek"):
        name = "seek" if form == "seek" else "MS-ContinuationToken"
        query, headers = f"{query}&{urlencode({name: token})}", []
    start = (
        f"http://{host}/v1/auditrecords?" if form == "absolute" else LINKS.get(form, LINKS["plain"])
    )
    uri = f"{start}{query}&seekOperation=Next"
    envelope["links"]["next"] = {"uri": uri, "method": "GET", "headers": headers}
    if form == "token beside":
        envelope["links"]["next"]["headers"] = []
        envelope["continuationToken"] = token


def sign_in(holding: Holding, form: dict[str, list[str]]) -> Answer:
    """As the token endpoint does: numbers as strings."""
    fault = holding.next_sign_in_fault()
    if fault in BROKEN:
        return BROKEN[fault]()
    if fault == "refused":
        secret = form["client_secret"][0]
        told = {"error": "invalid_client", "error_description": f"AADSTS7000215: not {secret}"}
        return answer_of(told, 401)
    if fault == "no token":
        return answer_of({"token_type": "Bearer"})
    holding.tokens.append(f"token-{len(holding.sign_ins)}")
    answer = {"token_type": "Bearer", "access_token": holding.tokens[-1]}
    return answer_of(
        answer | ({} if holding.lifetime is None else {"expires_in": holding.lifetime})
    )


def seen(holding: Holding) -> Answer:
    return answer_of(asdict(holding))


def refused_token(holding: Holding, token: str) -> Answer | None:
    """The answer to who brings no token that holds. "expired" takes back all that were given."""
    if holding.faults[:1] == ["expired"]:
        holding.faults.pop(0)
        holding.tokens.clear()
    if token.removeprefix("Bearer ") in holding.tokens and holding.always != "401":
        return None
    return problem(401, "800001", f"No token: {quote(token)}", **{"WWW-Authenticate": "Bearer"})
