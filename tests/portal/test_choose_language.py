from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

if TYPE_CHECKING:
    from portal.models import User

CHOOSE = "/language/"
LOGIN = "/admin/login/"
PREFERENCES = "/admin/preferences/"


def language_of(client: Client, address: str = LOGIN, **headers: str) -> str:
    page = client.get(address, headers=headers).content.decode()
    return page.partition('<html lang="')[2].partition('"')[0]


@pytest.mark.parametrize(
    ("wanted", "language"),
    [("de", "de"), ("de-AT,en;q=0.5", "de"), ("fr,en;q=0.5", "en"), ("fr", "en"), ("", "en")],
)
def test_the_browser_says_which_at_first(wanted: str, language: str) -> None:
    assert language_of(Client(), **{"accept-language": wanted}) == language


def test_the_menu_offers_both_in_their_own_names() -> None:
    page = Client().get(LOGIN).content.decode()
    assert (
        '<button name="language" value="en" lang="en" aria-current="true">English</button>' in page
    )
    assert '<button name="language" value="de" lang="de">Deutsch</button>' in page


def test_a_choice_outlives_the_page_in_a_cookie(db: None) -> None:
    client = Client()
    answer = client.post(CHOOSE, {"language": "de", "next": LOGIN})
    assert answer["Location"] == LOGIN
    assert language_of(client) == "de"
    cookie = client.cookies["django_language"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_a_choice_is_kept_with_the_account(bob: User, as_bob: Client) -> None:
    as_bob.post(CHOOSE, {"language": "de", "next": "/admin/"})
    bob.refresh_from_db()
    assert bob.language == "de"
    elsewhere = Client()
    elsewhere.force_login(bob)
    assert language_of(elsewhere, "/admin/", **{"accept-language": "en"}) == "de"


def test_the_account_has_the_last_word(bob: User) -> None:
    bob.language = "en"
    bob.save()
    client = Client()
    client.post(CHOOSE, {"language": "de"})
    client.force_login(bob)
    assert language_of(client, "/admin/", **{"accept-language": "de"}) == "en"


def test_the_next_reader_of_a_thread_is_not_left_with_it(bob: User, as_bob: Client) -> None:
    as_bob.post(CHOOSE, {"language": "de"})
    assert language_of(as_bob, "/admin/") == "de"
    assert language_of(Client()) == "en"


@pytest.mark.parametrize("language", ["", "fr", "xx", "../de", "fr-FR" * 50])
def test_an_unknown_language_changes_nothing(language: str, bob: User, as_bob: Client) -> None:
    as_bob.post(CHOOSE, {"language": language, "next": "/admin/"})
    bob.refresh_from_db()
    assert bob.language == ""
    assert language_of(as_bob, "/admin/") == "en"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/"])
def test_it_leads_to_no_other_site(elsewhere: str, db: None) -> None:
    answer = Client().post(CHOOSE, {"language": "de", "next": elsewhere})
    assert answer["Location"] == "/"


def test_a_link_alone_changes_nothing(as_bob: Client) -> None:
    assert as_bob.get(CHOOSE, {"language": "de"}).status_code == 405


def test_the_settings_page_changes_it_and_answers_in_it(bob: User, as_bob: Client) -> None:
    answer = as_bob.post(PREFERENCES, {"language": "de", "time_zone": ""}, follow=True)
    assert 'lang="de"' in answer.content.decode()[:100]
    bob.refresh_from_db()
    assert bob.language == "de"


def test_the_settings_page_leaves_it_to_the_browser_again(bob: User, as_bob: Client) -> None:
    bob.language = "de"
    bob.save()
    as_bob.post(PREFERENCES, {"language": "", "time_zone": ""})
    assert language_of(as_bob, "/admin/", **{"accept-language": "en"}) == "en"
