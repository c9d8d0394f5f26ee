"""Whether a row's fields hold what its model allows, and any database keeps."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from customers.services.refusals import Broken
from portal.visible import has_half_character, is_visible, turns_writing

LARGEST = 2**31 - 1


def ensure_valid(row: models.Model, checked: Collection[str] | None = None) -> None:
    """Hold fields to the model's rules; all of them if none are named. Raise Broken."""
    fields = row._meta.fields
    names = {field.name for field in fields}
    wanted = names if checked is None else names & set(checked)
    for field in fields:
        if field.name not in wanted:
            continue
        if isinstance(field, models.CharField | models.TextField):
            _ensure_text(field, getattr(row, field.attname))
        elif isinstance(field, models.IntegerField):
            _ensure_size(field, getattr(row, field.attname))
    try:
        row.clean_fields(exclude=names - wanted)
    except ValidationError as error:
        raise Broken.by(error) from error


def _ensure_size(field: models.Field[Any, Any], value: object) -> None:
    """SQLite would keep more than PostgreSQL's columns hold."""
    if isinstance(value, int) and value > LARGEST:
        raise Broken(field.name, "max_value", MaxValueValidator.message, {"limit_value": LARGEST})


def _ensure_text(field: models.Field[Any, Any], value: object) -> None:
    """PostgreSQL keeps no NUL, no database half a character, and nobody reads what is not seen."""
    if not isinstance(value, str) or not value:
        return
    if "\0" in value:
        raise Broken(field.name, "nul", _("This contains the character NUL. Leave it out."))
    if has_half_character(value):
        reason = _("This contains half of a character. Enter it anew.")
        raise Broken(field.name, "half_character", reason)
    if isinstance(field, models.CharField) and turns_writing(value):
        reason = _("This contains a character that turns the direction of writing. Leave it out.")
        raise Broken(field.name, "turned", reason)
    if not (is_visible(value) or field.blank):
        raise Broken(field.name, "blank", field.error_messages["blank"])
    if value.strip() and not is_visible(value):
        raise Broken(field.name, "invisible", _("Nothing of this can be seen. Enter it anew."))
