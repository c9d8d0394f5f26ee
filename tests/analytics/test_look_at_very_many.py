from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from analytics.admin.tab_links import page_url
from analytics.tabs import TABS, Tab
from tests.analytics.many import make_many


@pytest.mark.parametrize("tab", TABS.values(), ids=TABS)
def test_a_tab_asks_the_database_little_and_weighs_little(
    tab: Tab,
    now: datetime,
    as_alice: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
):
    make_many()
    with django_assert_max_num_queries(25):
        answer = as_alice.get(page_url(tab))
    assert len(answer.content) < 150_000
