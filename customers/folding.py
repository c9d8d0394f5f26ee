"""Text that is searched by parts: kept case-folded beside the fields it is made of.

SQLite folds the case of ASCII only, PostgreSQL by its locale; what Python has folded is found
alike on both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, ClassVar, TypeVar

from django.db import models

# An index row of PostgreSQL holds 2,704 bytes: room for 650 characters of four bytes.
LENGTH = 650


def fold(*parts: str) -> str:
    return " ".join(part.casefold() for part in parts if part)[:LENGTH]


class FoldedModel(models.Model):
    """A model whose `folded` is kept, by `save` and in bulk, in step with what it is made of."""

    folded_from: ClassVar[tuple[str, ...]]

    folded = models.CharField(max_length=LENGTH, editable=False)

    class Meta:
        abstract = True

    def save(self, *, update_fields: Iterable[str] | None = None, **options: Any) -> None:
        self.refold()
        if update_fields is not None:
            update_fields = with_folded(update_fields, self.folded_from)
        super().save(update_fields=update_fields, **options)

    def refold(self) -> None:
        self.folded = fold(*(getattr(self, name) for name in self.folded_from))


M = TypeVar("M", bound=FoldedModel)


class FoldedQuerySet(models.QuerySet[M]):
    @staticmethod
    def has(part: str, *, of: str = "") -> models.Q:
        """Has this part in its text, or in that of the row it points at; case means nothing."""
        name = f"{of}__folded__contains" if of else "folded__contains"
        return models.Q(**{name: part.casefold()})

    def bulk_create(self, objs: Iterable[M], *args: Any, **options: Any) -> list[M]:
        made = list(objs)
        for item in made:
            item.refold()
        return super().bulk_create(made, *args, **options)

    def bulk_update(
        self, objs: Iterable[M], fields: Iterable[str], batch_size: int | None = None
    ) -> int:
        changed = list(objs)
        for item in changed:
            item.refold()
        names = with_folded(fields, self.model.folded_from)
        return super().bulk_update(changed, names, batch_size)


def with_folded(fields: Iterable[str], folded_from: Collection[str]) -> list[str]:
    """The fields to write, and `folded` with them if it is made of one."""
    names = list(dict.fromkeys(fields))
    if "folded" not in names and not set(folded_from).isdisjoint(names):
        names.append("folded")
    return names
