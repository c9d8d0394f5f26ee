"""Form fields of filters. `kind` says which control shows the field in a filter bar."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from typing import Any

from django import forms
from django.db.models import Choices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.moments import is_within, read_day, read_moment

Text = str | Promise
NO_DATE = _("This is not a date. Write it as 2026-11-30.")
NO_ID = _("This is not an ID. An ID looks like 0c39d6d5-c70d-4c55-bc02-f620844f3fd1.")


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Group:
    """Options under one heading; the heading is empty where there is only one group."""

    label: str
    options: Sequence[Option]


def options_of(choices: type[Choices]) -> Callable[[], Iterator[Group]]:
    """What a CodesField offers, of the codes that a model knows."""

    def groups() -> Iterator[Group]:
        yield Group("", [Option(code, str(label)) for code, label in choices.choices])

    return groups


class IsoDateField(forms.Field):
    """A day, written as 2026-11-30 and nothing else, whatever the reader's language."""

    kind = "date"
    default_error_messages = {
        "invalid": NO_DATE,
        "range": _("Choose a date from 1970-01-01 to 9998-12-31."),
    }

    def to_python(self, value: Any) -> date | None:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            day = read_day(text)
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], "invalid") from None
        self.ensure_within(day)
        return day

    def ensure_within(self, when: date) -> None:
        if not is_within(when):
            raise forms.ValidationError(self.error_messages["range"], "range")


class DayOrMomentField(IsoDateField):
    """A day, or a moment with its offset, as RFC 3339 writes it: 2026-11-30T16:41:41.5Z.

    Moments are kept to the microsecond. What is finer is rounded into the range that the field
    begins (`begins`) or ends, so that it lets through neither more nor less.
    """

    default_error_messages = {
        "invalid": (
            "Write a day as 2026-11-30, or a moment as 2026-11-30T16:41:41Z, "
            "with + as %2B in an address."
        )
    }

    def __init__(self, *, begins: bool, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.begins = begins

    def to_python(self, value: Any) -> date | None:
        try:
            moment, is_finer = read_moment(str(value or "").strip())
        except ValueError:
            return super().to_python(value)
        self.ensure_within(moment)
        finer = timedelta(microseconds=1 if is_finer and self.begins else 0)
        return moment.astimezone(UTC) + finer


class PartField(forms.CharField):
    """Text to look for. `suggest` names the view that proposes some, `chooses` the field that
    takes the ID of the proposal, `needs` the permission without which nothing is proposed."""

    kind = "text"

    def __init__(
        self, *, suggest: str = "", chooses: str = "", needs: str = "", **kwargs: Any
    ) -> None:
        super().__init__(**{"max_length": 400} | kwargs)
        self.suggest = suggest
        self.needs = needs
        self.chooses = chooses


class UuidField(forms.UUIDField):
    kind = "id"
    default_error_messages = {"invalid": NO_ID}


class CodesField(forms.Field):
    """Codes, any number of them. `groups` yields those one can pick; others may be given too:
    what nobody knows simply matches nothing."""

    kind = "choices"
    widget = forms.SelectMultiple
    default_error_messages = {"null": _("This value cannot be read.")}

    def __init__(self, *, groups: Callable[[], Iterable[Group]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.groups = groups

    def to_python(self, value: Any) -> list[str]:
        codes = [code.strip() for code in value or () if code.strip()]
        if any("\0" in code for code in codes):
            raise forms.ValidationError(self.error_messages["null"], "null")
        return codes
