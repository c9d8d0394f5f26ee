"""The server starts with settings that hold, or says in a sentence which one does not."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings

from portal.demo import DEMO_ACCOUNTS, DEMO_PASSWORD
from portal.environment import Environment, host_of, is_installed, is_this_machine
from portal.models import User
from portal.roles import ROLE_CODES
from portal.startup import refuse_unsafe_start
from tests.command_line import manage, run, serve

Reader = Callable[[Environment], Any]

OTHER_TENANT = UUID("0c39d6d5-c70d-4c55-bc02-f620844f3fd1")
TENANT = UUID("5c0ffee1-0d2b-4c6e-8a34-9b1f7d20c3aa")
READERS: dict[str, Reader] = {
    "SECRET_KEY": lambda env: env.secret("SECRET_KEY"),
    "DEBUG": lambda env: env.flag("DEBUG"),
    "PORT": lambda env: env.port("PORT", 8000),
    "BASE_URL": lambda env: env.base_url("BASE_URL", "http://127.0.0.1:8000"),
    "TIME_ZONE": lambda env: env.time_zone("TIME_ZONE", "UTC"),
    "ACTIVITY_LOG_ROLES": lambda env: env.codes("ACTIVITY_LOG_ROLES", list(ROLE_CODES)),
    "PORTAL_PLUGINS": lambda env: env.names("PORTAL_PLUGINS"),
    "DATABASE_URL": lambda env: env.database("DATABASE_URL", "sqlite:///db.sqlite3")["ENGINE"],
    "PARTNER_CENTER_URL": lambda env: env.endpoint("PARTNER_CENTER_URL", "https://api.example"),
    "PARTNER_CENTER_STRICT": lambda env: env.flag("PARTNER_CENTER_STRICT"),
    "PARTNER_TENANT_ID": lambda env: env.uuid("PARTNER_TENANT_ID", TENANT),
}
SQLITE, POSTGRESQL = "django.db.backends.sqlite3", "django.db.backends.postgresql"
ADMIN_AND_SALES = ["admin_agent", "sales_agent"]

DEFAULTS: dict[str, Any] = {
    "DEBUG": False,
    "PORT": 8000,
    "BASE_URL": "http://127.0.0.1:8000",
    "TIME_ZONE": "UTC",
    "ACTIVITY_LOG_ROLES": list(ROLE_CODES),
    "PORTAL_PLUGINS": [],
    "DATABASE_URL": SQLITE,
    "PARTNER_CENTER_URL": "https://api.example",
    "PARTNER_CENTER_STRICT": False,
    "PARTNER_TENANT_ID": TENANT,
}
RIGHT: list[tuple[str, str, Any]] = [
    ("SECRET_KEY", "s3cret", "s3cret"),
    ("DEBUG", "1", True),
    ("DEBUG", "True", True),
    ("DEBUG", "off", False),
    ("PORT", "65535", 65535),
    ("BASE_URL", "https://portal.example", "https://portal.example"),
    ("BASE_URL", "https://Portal.example:8443/", "https://portal.example:8443"),
    ("BASE_URL", "http://[::1]:8000", "http://[::1]:8000"),
    ("TIME_ZONE", "Europe/Berlin", "Europe/Berlin"),
    ("ACTIVITY_LOG_ROLES", "admin_agent,sales_agent", ADMIN_AND_SALES),
    ("ACTIVITY_LOG_ROLES", " admin_agent , sales_agent, ", ADMIN_AND_SALES),
    ("PORTAL_PLUGINS", "acme_portal, other", ["acme_portal", "other"]),
    ("DATABASE_URL", "sqlite:////var/lib/portal/db.sqlite3", SQLITE),
    ("DATABASE_URL", "postgres://portal:secret@db.example:5432/portal", POSTGRESQL),
    ("DATABASE_URL", "postgresql://portal@db.example/portal", POSTGRESQL),
    ("PARTNER_CENTER_URL", "https://portal.example/", "https://portal.example"),
    (
        "PARTNER_CENTER_URL",
        "https://login.example/Tenant/token",
        "https://login.example/Tenant/token",
    ),
    ("PARTNER_CENTER_URL", "http://127.0.0.1:8000", "http://127.0.0.1:8000"),
    ("PARTNER_CENTER_STRICT", "1", True),
    ("PARTNER_TENANT_ID", " 0C39D6D5-C70D-4C55-BC02-F620844F3FD1 ", OTHER_TENANT),
]
WRONG = [
    ("DEBUG", "maybe"),
    ("DEBUG", "2"),
    ("PORT", "http"),
    ("PORT", "0"),
    ("PORT", "65536"),
    ("PORT", "-1"),
    ("PORT", "٨٠٠٠"),
    ("BASE_URL", "portal.example"),
    ("BASE_URL", "ftp://portal.example"),
    ("BASE_URL", "https://"),
    ("BASE_URL", "https://portal.example/portal"),
    ("BASE_URL", "https://portal.example?x=1"),
    ("BASE_URL", "https://user@portal.example"),
    ("BASE_URL", "https://portal.example:port"),
    ("BASE_URL", "https://[portal"),
    ("TIME_ZONE", "Berlin"),
    ("TIME_ZONE", "../etc/passwd"),
    ("ACTIVITY_LOG_ROLES", "admin_agent,emperor"),
    ("DATABASE_URL", "db.sqlite3"),
    ("DATABASE_URL", "mysql://portal@db.example/portal"),
    ("DATABASE_URL", "postgres://portal@db.example:port/portal"),
    ("PARTNER_CENTER_URL", "http://portal.example"),
    ("PARTNER_CENTER_URL", "portal.example"),
    ("PARTNER_CENTER_URL", "ftp://127.0.0.1"),
    ("PARTNER_CENTER_URL", "https://user@portal.example"),
    ("PARTNER_CENTER_URL", "https://portal.example?x=1"),
    ("PARTNER_CENTER_URL", "https://portal.example:port"),
    ("PARTNER_CENTER_URL", "https://[portal"),
    ("PARTNER_CENTER_STRICT", "strict"),
    ("PARTNER_TENANT_ID", "contoso.example"),
]


@pytest.mark.parametrize("name", DEFAULTS)
@pytest.mark.parametrize("values", [{}, {"empty": ""}, {"empty": "  "}], ids=str)
def test_what_is_not_set_has_its_default(name: str, values: dict[str, str]) -> None:
    env = Environment(dict.fromkeys([name], values["empty"]) if values else {})
    assert READERS[name](env) == DEFAULTS[name]


@pytest.mark.parametrize(("name", "value", "read"), RIGHT)
def test_a_right_value_is_taken(name: str, value: str, read: Any) -> None:
    assert READERS[name](Environment({name: value})) == read


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_value_is_named_in_a_sentence(name: str, value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=rf"^{name} .*\.$"):
        READERS[name](Environment({name: value}))


def test_without_a_secret_key_nothing_starts() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^SECRET_KEY is not set\..*make setup"):
        READERS["SECRET_KEY"](Environment({}))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", ""),
        ("DEBUG", "maybe"),
        ("PORT", "http"),
        ("BASE_URL", "portal.example"),
        ("TIME_ZONE", "Berlin"),
        ("ACTIVITY_LOG_ROLES", "emperor"),
        ("DATABASE_URL", "db.sqlite3"),
        ("PARTNER_CENTER_URL", "http://portal.example"),
    ],
)
def test_commands_and_server_stop_with_the_sentence_alone(name: str, value: str) -> None:
    for result in (manage("check", **{name: value}), serve(**{name: value})):
        assert result.returncode == 1
        assert re.fullmatch(rf"{name} .*\.\n", result.stderr), result.stderr


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "http"), ("TRUSTED_PROXIES", "127.0.0.1, proxy.example")]
)
def test_gunicorn_stops_at_its_own_settings_with_the_sentence_alone(name: str, value: str) -> None:
    settings = {"PORT": "18741", name: value}
    result = run("-m", "gunicorn", "--config", "gunicorn.conf.py", "portal.wsgi", **settings)
    assert result.returncode == 1
    assert re.fullmatch(rf"{name} .*\.\n", result.stderr), result.stderr


@pytest.mark.parametrize("value", ["", "127.0.0.1", "10.0.0.0/8, ::1", "*"])
def test_gunicorn_takes_addresses_and_networks_of_proxies(value: str) -> None:
    command = ("-W", "ignore", "-m", "gunicorn", "--config", "gunicorn.conf.py", "--check-config")
    result = run(*command, "portal.wsgi", PORT="18741", TRUSTED_PROXIES=value)
    assert result.returncode == 0, result.stderr


def test_gunicorn_stops_with_the_sentence_alone() -> None:
    result = run(
        *("-W", "ignore", "-m", "gunicorn", "--config", "gunicorn.conf.py", "portal.wsgi"),
        PORT="18741",
        PORTAL_PLUGINS="nobody_has_this",
    )
    assert result.returncode == 1
    assert result.stderr.startswith("PORTAL_PLUGINS names “nobody_has_this”")
    assert result.stderr.count("\n") == 1


def test_the_deployment_check_has_nothing_to_say() -> None:
    result = manage(
        *("check", "--deploy", "--fail-level", "WARNING"),
        BASE_URL="https://portal.example",
        DEBUG="0",
    )
    assert result.returncode == 0, result.stderr
    assert "no issues (0 silenced)" in result.stdout


def test_hosts_cookies_and_origins_follow_from_the_base_url() -> None:
    code = (
        "from portal import settings as s; print(s.ALLOWED_HOSTS, s.CSRF_TRUSTED_ORIGINS, "
        "s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT)"
    )
    result = run("-c", code, BASE_URL="https://portal.example")
    hosts = "['portal.example', '127.0.0.1', 'localhost', '[::1]']"
    assert result.stdout == f"{hosts} ['https://portal.example'] True True True\n"


def test_the_port_is_part_of_the_default_base_url() -> None:
    code = "from portal import settings as s; print(s.BASE_URL, s.ALLOWED_HOSTS)"
    result = run("-c", code, PORT="8001")
    assert result.stdout == "http://127.0.0.1:8001 ['127.0.0.1', 'localhost', '[::1]']\n"


@pytest.mark.parametrize(
    ("base_url", "host"),
    [("https://portal.example:8443", "portal.example"), ("http://[::1]:8000", "[::1]")],
)
def test_the_host_is_named_as_a_browser_names_it(base_url: str, host: str) -> None:
    assert host_of(base_url) == host


@pytest.mark.parametrize(
    ("base_url", "here"),
    [
        ("http://127.0.0.1:8000", True),
        ("http://127.8.8.8", True),
        ("http://[::1]:8000", True),
        ("http://localhost:8000", True),
        ("http://portal.localhost", True),
        ("http://0.0.0.0:8000", False),
        ("http://192.168.1.7:8000", False),
        ("https://portal.example", False),
        ("https://localhost.example", False),
    ],
)
def test_it_knows_addresses_that_only_this_machine_reaches(base_url: str, here: bool) -> None:
    assert is_this_machine(base_url) is here


@pytest.mark.parametrize(
    ("app", "found"),
    [
        ("portal", True),
        ("tests.plugins.acme_portal", True),
        ("tests.plugins.acme_portal.apps.AcmePortalConfig", True),
        ("nobody_has_this", False),
        ("nobody_has_this.apps.Config", False),
        ("tests.nobody_has_this", False),
        ("portal.models.nobody", False),
        ("..", False),
    ],
)
def test_it_knows_whether_an_app_is_installed(app: str, found: bool) -> None:
    assert is_installed(app) is found


@pytest.fixture
def demo_account(db: None) -> User:
    account = DEMO_ACCOUNTS[0]
    return User.objects.create_user(account.username, account.email, DEMO_PASSWORD, is_staff=True)


def test_a_demo_password_in_reach_of_others_stops_the_server(demo_account: User) -> None:
    with (
        override_settings(BASE_URL="https://portal.example"),
        pytest.raises(ImproperlyConfigured) as caught,
    ):
        refuse_unsafe_start()
    assert str(caught.value) == (
        f"The demo account “{demo_account.username}” still has its printed password, and "
        "https://portal.example can be reached from other machines. Change it with "
        f"`manage.py changepassword {demo_account.username}`, or start with an empty database."
    )


def test_on_this_machine_a_demo_password_is_no_reason_to_stop(demo_account: User) -> None:
    with override_settings(BASE_URL="http://127.0.0.1:8000"):
        refuse_unsafe_start()


@override_settings(BASE_URL="https://portal.example")
def test_it_starts_when_the_demo_password_was_changed(demo_account: User) -> None:
    demo_account.set_password("ein eigenes langes Wort")
    demo_account.save()
    refuse_unsafe_start()


@override_settings(BASE_URL="https://portal.example")
def test_it_starts_when_the_demo_account_was_deactivated(demo_account: User) -> None:
    demo_account.is_active = False
    demo_account.save()
    refuse_unsafe_start()


def test_a_database_without_tables_stops_the_server_with_a_sentence() -> None:
    result = serve(BASE_URL="https://portal.example")
    assert result.returncode == 1
    assert result.stderr.startswith("The database cannot be read: ")
    assert result.stderr.endswith("was `manage.py migrate` run?\n")
    assert result.stderr.count("\n") == 1
