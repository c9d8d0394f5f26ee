from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.api.schema.documents import DOCUMENTS, Document, text_of


class Command(BaseCommand):
    help = "Write the OpenAPI documents of both APIs into docs/openapi/."

    def handle(self, **_options: Any) -> None:
        for document in DOCUMENTS:
            file = file_of(document)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text_of(document), "utf-8")
            self.stdout.write(str(file.relative_to(settings.BASE_DIR)))


def file_of(document: Document) -> Path:
    """Where the document is kept."""
    return Path(settings.BASE_DIR) / "docs" / "openapi" / f"{document.name}.json"
