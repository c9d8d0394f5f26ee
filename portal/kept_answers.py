from __future__ import annotations

from uuid import uuid4

from django.db import models


class KeptAnswer(models.Model):
    """What a request with an Idempotency-Key was answered, so that it can be told again.

    Without a status the request is still under way, or its worker died.
    """

    # Whose key it is: a token's or a user's, as text, for rows come and go with requests.
    caller = models.CharField(max_length=50)
    key = models.CharField(max_length=255)
    request_digest = models.CharField(max_length=64)
    claimed_at = models.DateTimeField()
    # If the request makes a row, that has this ID: so it is found when the answer got lost.
    row_id = models.UUIDField(default=uuid4, editable=False)
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    body = models.TextField()

    class Meta:
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=["caller", "key"], name="kept_answer_once"),)
        indexes = (models.Index(fields=["claimed_at"], name="kept_answer_claimed"),)

    def __str__(self) -> str:
        return self.key
