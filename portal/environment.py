"""Readers of the environment. A wrong value stops the start with a sentence."""

from __future__ import annotations

import ipaddress
import warnings
from collections.abc import Mapping
from importlib.util import find_spec
from ipaddress import IPv4Network, IPv6Network, ip_network
from urllib.parse import urlsplit
from uuid import UUID
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

    def port(self, name: str, default: int) -> int:
        value = self.text(name, str(default))
        if not (value.isascii() and value.isdecimal() and 0 < int(value) < 65536):
            raise ImproperlyConfigured(f"{name} must be a number from 1 to 65535, not “{value}”.")
        return int(value)

    def count(self, name: str, default: int) -> int:
        value = self.text(name, str(default))
        if not (value.isascii() and value.isdecimal() and 0 < int(value) < 10**9):
            raise ImproperlyConfigured(f"{name} must be a number from 1 on, not “{value}”.")
        return int(value)

    def uuid(self, name: str, default: UUID) -> UUID:
        value = self.text(name, str(default))
        try:
            return UUID(value)
        except ValueError as error:
            raise ImproperlyConfigured(
                f"{name} must be an ID such as {default}, not “{value}”."
            ) from error

    def names(self, name: str) -> list[str]:
        return [part.strip() for part in self.text(name).split(",") if part.strip()]

    def networks(self, name: str, default: str) -> list[IPv4Network | IPv6Network]:
        """Addresses and networks; "*" for every one."""
        parts = self.names(name) or [default]
        every = ["0.0.0.0/0", "::/0"]
        try:
            return [ip_network(part) for part in (every if "*" in parts else parts)]
        except ValueError as error:
            raise ImproperlyConfigured(
                f"{name} must name IP addresses or networks, not “{', '.join(parts)}”."
            ) from error

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
        value = self.text(name, default).rstrip("/").lower()
        try:
            parts = urlsplit(value)
            plain = (
                parts.scheme in ("http", "https") and value == f"{parts.scheme}://{parts.netloc}"
            )
            whole = plain and parts.hostname and "@" not in parts.netloc and parts.port != 0
        except ValueError:
            whole = False
        if not whole:
            raise ImproperlyConfigured(
                f"{name} must be an address such as https://portal.example, not “{value}”."
            )
        return value

    def endpoint(self, name: str, default: str = "") -> str:
        """An address that secrets are sent to, without its last slash: so by TLS, or to this
        machine. Empty where there is none."""
        value = self.text(name, default).rstrip("/")
        try:
            parts = urlsplit(value)
            safe = parts.scheme == "https" or (parts.scheme == "http" and is_this_machine(value))
            plain = parts.hostname and not {"@", "?", "#", " "} & set(value) and parts.port != 0
        except ValueError:
            safe = False
        if value and not (safe and plain):
            raise ImproperlyConfigured(
                f"{name} must be an address that begins with https:// (or http:// on this "
                f"machine) and has no query, not “{value}”."
            )
        return value

    def database(self, name: str, default: str) -> environ.Env.DB_SCHEMES:
        value = self.text(name, default)
        try:
            with warnings.catch_warnings():
                # It only warns of an engine that it does not know.
                warnings.simplefilter("error")
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


def is_installed(app: str) -> bool:
    """Whether an app of this name can be found; also one named by its AppConfig."""
    package, _dot, name = app.rpartition(".")
    try:
        if find_spec(app):
            return True
    except (ImportError, ValueError):
        # One of its parents is missing, or no package.
        pass
    return name[:1].isupper() and is_installed(package)


def host_of(base_url: str) -> str:
    """The host as a browser names it: IPv6 in brackets."""
    host = urlsplit(base_url).hostname or ""
    return f"[{host}]" if ":" in host else host


def is_this_machine(base_url: str) -> bool:
    """Whether only this machine's own users can reach the address."""
    host = urlsplit(base_url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
