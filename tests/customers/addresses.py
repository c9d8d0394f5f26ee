"""Where the pages of a row are."""

from __future__ import annotations

from django.db.models import Model
from django.urls import reverse


def url(row: Model, page: str = "change") -> str:
    return reverse(f"admin:customers_{row._meta.model_name}_{page}", args=[row.pk])
