"""Secrets go to the service that they are for, by TLS, and are written down nowhere."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from typing import Any

import pytest

from activitylog.models import ActivityEntry
from partnercenter.pulling.account import account
from partnercenter.pulling.connecting import connections_to
from tests.partnercenter.pulling.conftest import SECRET, Service, serving
from tests.partnercenter.pulling.pulls import pulled, run_pull, state

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Of a service that nobody vouches for."""
    if which("openssl") is None:
        pytest.skip("there is no openssl here")
    file = str(tmp_path_factory.mktemp("certificate") / "service.pem")
    options = "-x509 -nodes -days 2 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -subj /CN=x"
    name = ["-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run(
        ["openssl", "req", *options.split(), *name, "-keyout", file, "-out", f"{file}.crt"],
        check=True,
        capture_output=True,
    )
    with Path(file).open("ab") as both:
        both.write(Path(f"{file}.crt").read_bytes())
    return file


@pytest.fixture
def secured(service: Service, certificate: str, settings: Any) -> Iterator[Service]:
    """Only what holds the token is asked by TLS; signing in is not."""
    with serving(certificate) as other:
        settings.PARTNER_CENTER_URL = other.url.replace("http:", "https:")
        yield service


def test_a_service_that_nobody_vouches_for_gets_no_token(secured: Service) -> None:
    code, _summary, complaint = run_pull()
    assert code == 1
    assert complaint.startswith("Partner Center cannot be reached: ")
    assert "certificate verify failed" in complaint


def test_a_service_that_is_vouched_for_is_asked(
    secured: Service, certificate: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", f"{certificate}.crt")
    code, _summary, complaint = run_pull()
    # It has given no token itself, so it refuses the one that it was brought.
    assert code == 1
    assert complaint.startswith("Partner Center answers 401 ")


def test_the_secret_is_written_down_nowhere(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    service.hold(12, size=4, faults=["", "drop", "expired", "429 seconds", "", "403"])
    said = "".join(map(str, run_pull()))
    service.set(always="401")
    said += "".join(map(str, run_pull()))
    service.set(always="", sign_in_faults=["refused"])
    said += "".join(map(str, run_pull()))
    written = f"{said}{caplog.text}{list(ActivityEntry.objects.values())}{state()}"
    for secret in (SECRET, *service.seen()["tokens"]):
        assert secret not in written


def test_an_account_shows_no_secret(service: Service) -> None:
    assert SECRET not in repr(account())


def test_it_signs_in_with_client_credentials(service: Service) -> None:
    run_pull()
    (form,) = service.seen()["sign_ins"]
    assert form == {
        "path": ["/contoso.example/oauth2/token"],
        "grant_type": ["client_credentials"],
        "client_id": ["the-application"],
        "client_secret": [SECRET],
        "resource": [service.url],
    }


def test_it_knows_the_newer_form_of_the_token_endpoint(service: Service, settings: Any) -> None:
    settings.PARTNER_CENTER_TENANT_ID = ""
    settings.PARTNER_CENTER_TOKEN_URL = f"{service.url}/contoso/oauth2/v2.0/token"
    run_pull()
    (form,) = service.seen()["sign_ins"]
    assert form["path"] == ["/contoso/oauth2/v2.0/token"]
    assert form["scope"] == [f"{service.url}/.default"]
    assert "resource" not in form


@pytest.mark.parametrize(
    "name",
    ["PARTNER_CENTER_CLIENT_ID", "PARTNER_CENTER_CLIENT_SECRET", "PARTNER_CENTER_TENANT_ID"],
)
def test_what_is_not_set_is_told_before_anything_is_asked(
    service: Service, settings: Any, name: str
) -> None:
    setattr(settings, name, "")
    code, _summary, complaint = run_pull()
    assert code == 1
    assert complaint.startswith(f"Not set: {name}. ")
    assert service.seen()["sign_ins"] == []
    assert not ActivityEntry.objects.exists()


def test_it_asks_through_the_proxy_of_the_environment(
    service: Service, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", service.url.replace("://", "://us%65r:pass@"))
    settings.PARTNER_CENTER_URL = "http://partner.example"
    service.hold(3)
    assert run_pull()[0] == 0
    assert pulled() == service.held
    asked = service.seen()["asked"][0]
    assert asked["target"].startswith("http://partner.example/v1/auditrecords?")
    assert asked["proxy-authorization"] == "Basic dXNlcjpwYXNz"


def test_it_asks_past_the_proxy_where_the_environment_says_so(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    assert run_pull()[0] == 0


def test_a_proxy_may_be_named_without_a_scheme(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "proxy.example:3128")
    connections: Any = connections_to("https://api.example")
    assert connections.proxy.url == "http://proxy.example:3128"
