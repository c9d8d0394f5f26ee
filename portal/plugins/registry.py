"""Where plugins leave what they bring, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

T = TypeVar("T")


class PluginError(Exception):
    """What a plugin brings cannot be used. The text is shown by `manage.py check`."""


class Registry(Generic[T]):
    """The named things that plugins bring for one hook, in the order they came."""

    def __init__(self, hook: str, *, contract: type, key: Callable[[T], str]) -> None:
        self.hook = hook
        self.contract = contract
        self._key = key
        self._items: dict[str, T] = {}

    def register(self, item: T) -> T:
        """Add one; raise PluginError when it does not keep the contract or its name is taken."""
        if not isinstance(item, self.contract):
            raise PluginError(
                f"{self.hook}: {item!r} is no {self.contract.__name__}: "
                f"it lacks {', '.join(self._missing(item)) or 'its type'}."
            )
        name = self._key(item)
        if not isinstance(name, str) or not name:
            raise PluginError(f"{self.hook}: {item!r} has no name.")
        if name in self._items:
            raise PluginError(f"{self.hook}: “{name}” is registered twice.")
        self._items[name] = item
        return item

    def _missing(self, item: object) -> list[str]:
        wanted = set(getattr(self.contract, "__annotations__", ())) | {
            name for name in vars(self.contract) if not name.startswith("_")
        }
        return sorted(name for name in wanted if not hasattr(item, name))

    def get(self, name: str) -> T | None:
        return self._items.get(name)

    def names(self) -> list[str]:
        return list(self._items)

    def __iter__(self) -> Iterator[T]:
        return iter(list(self._items.values()))

    def __len__(self) -> int:
        return len(self._items)

    @contextmanager
    def temporarily(self, item: T) -> Iterator[T]:
        """Register for the length of a `with` block; for a plugin's own tests."""
        before = dict(self._items)
        try:
            yield self.register(item)
        finally:
            self._items = before
