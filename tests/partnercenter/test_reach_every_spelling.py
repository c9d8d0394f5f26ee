"""Clients put "/v1" or "/v1/" before links, and so ask for addresses that nobody meant."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from partnercenter.wire.paths import PlainPathMiddleware, plain_path


@pytest.mark.parametrize(
    "path",
    [
        "/v1/auditrecords",
        "/v1/auditrecords/",
        "/v1//auditrecords",
        "//v1/auditrecords",
        "/v1/v1/auditrecords",
        "/v1.0/auditrecords",
        "/v1//v1/auditrecords",
        "///v1///v1//auditrecords//",
    ],
)
def test_every_spelling_is_the_same_address(path):
    assert plain_path(path) == "/v1/auditrecords"


@pytest.mark.parametrize(
    ("path", "plain"),
    [
        ("//auditactivity//v1//auditrecords/x/", "/auditactivity/v1/auditrecords/x"),
        ("/auditactivity/v1/v1/auditrecords", "/auditactivity/v1/auditrecords"),
        ("/v1/customers//x//subscriptions", "/v1/customers/x/subscriptions"),
        ("/v1", "/v1/"),
        ("//v1//", "/v1/"),
        ("//contoso.example//oauth2//token/", "/contoso.example/oauth2/token"),
        ("/common/oauth2//v2.0/token", "/common/oauth2/v2.0/token"),
        ("/v10//x/", "/v10//x/"),
        ("/v1.1//x/", "/v1.1//x/"),
        ("/admin//v1//auditrecords/", "/admin//v1//auditrecords/"),
        ("/api/v1//activity/", "/api/v1//activity/"),
        ("//admin/", "//admin/"),
    ],
)
def test_what_is_not_below_the_api_is_left_alone(path, plain):
    assert plain_path(path) == plain


@pytest.mark.parametrize(
    "path", ["/v1/nothing/", "/v1//v1/nothing", "/auditactivity/v1/x/", "/v1", "/v1/x%0Ay"]
)
@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete", "options"])
def test_an_address_that_is_none_is_told_so_and_never_redirected(path, method):
    response = getattr(Client(), method)(path)

    assert response.status_code == 404
    assert response.json() == {
        "code": 1000,
        "description": "There is nothing at this address.",
        "source": "PartnerFD",
    }
    assert response["Content-Type"] == "application/json; charset=utf-8"


def test_where_the_portal_lies_below_a_path_only_what_follows_changes():
    request = RequestFactory().get("/v1//x/", SCRIPT_NAME="/portal")

    PlainPathMiddleware(lambda _request: HttpResponse())(request)

    assert (request.path, request.path_info) == ("/portal/v1/x", "/v1/x")
