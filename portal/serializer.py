"""A format to move data between databases: every time to the microsecond, every text to the letter.

Django's own formats lose something: JSON cuts times to milliseconds, XML turns the ends of lines
into others and takes no control characters.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.serializers import jsonl
from django.core.serializers.json import DjangoJSONEncoder

Deserializer = jsonl.Deserializer


class ExactEncoder(DjangoJSONEncoder):
    """Writes moments as they are."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


class Serializer(jsonl.Serializer):
    """One object per line, in ASCII: no file's encoding and no reader of lines can change it."""

    def start_serialization(self) -> None:
        super().start_serialization()
        self.json_kwargs |= {"cls": ExactEncoder, "ensure_ascii": True}
