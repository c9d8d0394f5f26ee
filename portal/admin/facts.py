"""What is known of a row, as a page shows it: a label, and a value in one line or several."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Field
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext

if TYPE_CHECKING:
    from django.db.models import Model
    from django.utils.functional import Promise


NOTHING = format_html('<span class="none">{}</span>', "–")


@dataclass(frozen=True, slots=True)
class Fact:
    label: str | Promise
    value: str | SafeString
    copy: bool = False
    """Whether it is an ID, which one copies."""

    @property
    def shown(self) -> str | SafeString:
        return self.value or NOTHING


def fact(row: Model, name: str, *, copy: bool = False) -> Fact:
    """A field of a row under its own name; codes and truths in words."""
    value = getattr(row, name)
    if own_field(row, name).choices:
        value = getattr(row, f"get_{name}_display")()
    elif isinstance(value, bool):
        value = gettext("Yes") if value else gettext("No")
    return Fact(label_of(row, name), "" if value is None else str(value), copy=copy)


def label_of(row: Model, name: str) -> str:
    return capfirst(str(own_field(row, name).verbose_name))


def own_field(row: Model, name: str) -> Field[Any, Any]:
    field = row._meta.get_field(name)
    assert isinstance(field, Field)
    return field


def lines(parts: Iterable[str]) -> SafeString:
    """Those that are not empty, one below the other."""
    return format_html_join("", "<span>{}</span>", ((part,) for part in parts if part))
