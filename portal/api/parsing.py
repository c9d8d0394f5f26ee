from __future__ import annotations

import json
from collections.abc import Mapping
from typing import IO, Any

from rest_framework.parsers import BaseParser

from portal.api.problems import Problem


class StrictJSONParser(BaseParser):
    """JSON in UTF-8, and only what any reader of JSON understands alike: no name twice in an
    object, no NaN."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        try:
            return json.loads(
                stream.read().decode("utf-8-sig"),
                object_pairs_hook=_object,
                parse_constant=_refuse_constant,
            )
        except RecursionError:
            raise Problem("malformed", "The JSON is nested too deep.") from None
        except ValueError as error:
            raise Problem("malformed", f"This is no JSON in UTF-8: {error}") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice in an object")
    return found


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no number")
