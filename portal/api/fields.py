"""Fields of a body that take what JSON says, and nothing that could be meant by it.

The framework's own read "12" as a number, 1 as true and a number as text. What is refused here
names the field and the reason; rules beyond the form of one value are those of the services.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from rest_framework import serializers

from portal.filters.fields import NO_DATE, NO_ID
from portal.ids import is_id
from portal.moments import EARLIEST, LATEST, is_within, read_day, read_moment

LARGEST = 2**31 - 1
"""What a column for whole numbers holds on every database."""


class TextField(serializers.CharField):
    """Text, kept to the letter."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"trim_whitespace": False} | options)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return str(super().to_internal_value(data))


class EmailTextField(TextField, serializers.EmailField):
    pass


class WholeField(serializers.IntegerField):
    default_error_messages = {"invalid": "Give a whole number."}

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_value": LARGEST} | options)

    def to_internal_value(self, data: Any) -> int:
        # JSON has one kind of number: 12.0 is 12.
        if isinstance(data, float) and data.is_integer() and abs(data) <= LARGEST:
            return int(data)
        if type(data) is not int:
            self.fail("invalid")
        return int(data)


class TruthField(serializers.BooleanField):
    default_error_messages = {"invalid": "Give true or false."}

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid")
        return data


class CodeField(serializers.ChoiceField):
    """One of the codes that there are."""

    def to_internal_value(self, data: Any) -> str:
        if data == "" and self.allow_blank:
            return ""
        if not isinstance(data, str) or data not in self.choices:
            raise serializers.ValidationError(
                f"Give one of these: {', '.join(map(str, self.choices))}.", "invalid_choice"
            )
        return data


class IdField(serializers.UUIDField):
    default_error_messages = {"invalid": NO_ID}

    def to_internal_value(self, data: Any) -> UUID:
        if not isinstance(data, str) or not is_id(data):
            self.fail("invalid")
        return UUID(data)


class DayField(serializers.DateField):
    default_error_messages = {"invalid": NO_DATE}

    def to_internal_value(self, data: Any) -> date:
        try:
            day = read_day(_text(data))
        except ValueError:
            self.fail("invalid")
        _ensure_within(day)
        return day


class MomentField(serializers.DateTimeField):
    """A moment with its offset, as RFC 3339 has it; answered in UTC."""

    default_error_messages = {
        "invalid": "This is not a date and time with an offset, such as 2026-11-30T08:00:00Z.",
        "finer": "Give no more than six digits behind the second.",
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"default_timezone": UTC} | options)

    def to_internal_value(self, data: Any) -> datetime:
        try:
            moment, is_finer = read_moment(_text(data))
        except ValueError:
            self.fail("invalid")
        if is_finer:
            self.fail("finer")
        _ensure_within(moment)
        return moment.astimezone(UTC)


class MoneyField(serializers.DecimalField):
    """An amount as text, for no JSON number says 0.10 exactly."""

    default_error_messages = {"invalid": "Write an amount as text, such as “12.50”."}

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_digits": 12, "decimal_places": 2, "min_value": 0} | options)

    def to_internal_value(self, data: Any) -> Decimal:
        form = rf"\d{{1,{self.max_whole_digits}}}(\.\d{{1,{self.decimal_places}}})?"
        if not isinstance(data, str) or not re.fullmatch(form, data, re.ASCII):
            self.fail("invalid")
        return Decimal(data)


def _text(data: Any) -> str:
    """Raise ValueError for what is none."""
    if not isinstance(data, str):
        raise ValueError("it is not text")
    return data


def _ensure_within(when: date) -> None:
    if not is_within(when):
        raise serializers.ValidationError(f"Give a date from {EARLIEST} to {LATEST}.", "outside")
