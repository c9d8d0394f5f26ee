"""Readers of the environment. A wrong value stops the start with a sentence."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import environ
from django.core.exceptions import ImproperlyConfigured

TRUE, FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off", "")


class Environment:
    """What the process was started with."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = values

    def text(self, name: str, default: str = "") -> str:
        return self.values.get(name, "").strip() or default

    def secret(self, name: str) -> str:
        value = self.text(name)
        if not value:
            raise ImproperlyConfigured(
                f"{name} is not set. `make setup` writes one into .env; "
                "elsewhere set it to 50 random characters."
            )
        return value

    def flag(self, name: str) -> bool:
        value = self.text(name).lower()
        if value not in TRUE + FALSE:
            raise ImproperlyConfigured(f"{name} must be 1 or 0, not “{value}”.")
        return value in TRUE

    def names(self, name: str) -> list[str]:
        return [part.strip() for part in self.text(name).split(",") if part.strip()]

    def codes(self, name: str, allowed: list[str]) -> list[str]:
        """Some of the allowed codes; all of them when nothing is set."""
        codes = self.names(name)
        unknown = sorted(set(codes) - set(allowed))
        if unknown:
            raise ImproperlyConfigured(
                f"{name} names “{unknown[0]}”, which is none of {', '.join(allowed)}."
            )
        return codes or allowed

    def time_zone(self, name: str, default: str) -> str:
        value = self.text(name, default)
        try:
            ZoneInfo(value)
        except (ValueError, OSError, KeyError) as error:
            raise ImproperlyConfigured(
                f"{name} must name a time zone such as Europe/Berlin, not “{value}”."
            ) from error
        return value

    def base_url(self, name: str, default: str) -> str:
        """Scheme and host, without a path: links, hosts and cookies follow from it."""
        value = self.text(name, default).rstrip("/")
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path:
            raise ImproperlyConfigured(
                f"{name} must be an address such as https://portal.example, not “{value}”."
            )
        return value

    def database(self, name: str, default: str) -> environ.Env.DB_SCHEMES:
        value = self.text(name, default)
        try:
            config = environ.Env.db_url_config(value)
        except Exception as error:
            raise ImproperlyConfigured(_DATABASE_HELP.format(name=name)) from error
        if config.get("ENGINE") not in _ENGINES:
            raise ImproperlyConfigured(_DATABASE_HELP.format(name=name))
        return config


_ENGINES = ("django.db.backends.sqlite3", "django.db.backends.postgresql")
_DATABASE_HELP = (
    "{name} must be an address such as sqlite:///db.sqlite3 "
    "or postgres://user:password@host:5432/name."
)


def is_this_machine(base_url: str) -> bool:
    """Whether only this machine's own users can reach the address."""
    host = urlsplit(base_url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
