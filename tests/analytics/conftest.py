from __future__ import annotations

import pytest

from tests.analytics.story import Story, tell


@pytest.fixture
def story(db: None) -> Story:
    return tell()
