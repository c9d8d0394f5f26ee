from __future__ import annotations

import pytest
from django.db import DatabaseError, connection
from django.test import Client, override_settings

from activitylog import triggers


def test_it_is_well_when_the_database_answers_and_guards_the_log(db: None) -> None:
    answer = Client().get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "problems": []}


def test_it_says_when_the_log_is_no_longer_guarded(db: None) -> None:
    with connection.cursor() as cursor:
        for statement in triggers.drop_statements(connection.vendor):
            cursor.execute(statement)
    answer = Client().get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["status"] == "failing"
    assert set(answer.json()["problems"]) == {"activitylog.E001"}


def test_it_says_when_the_database_does_not_answer(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise DatabaseError("the server closed the connection")

    with monkeypatch.context() as broken:
        broken.setattr(connection, "cursor", refuse)
        answer = Client().get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "failing", "problems": ["database"]}


def test_a_head_request_is_enough(db: None) -> None:
    assert Client().head("/healthz").status_code == 200


@override_settings(SECURE_SSL_REDIRECT=True, SECURE_REDIRECT_EXEMPT=[r"^healthz$"])
def test_probes_may_ask_from_inside_without_tls(db: None) -> None:
    assert Client().get("/healthz").status_code == 200
    assert Client().get("/admin/").status_code == 301


def test_it_tells_nothing_about_the_inside(db: None) -> None:
    assert set(Client().get("/healthz").json()) == {"status", "problems"}
