"""Core's only rows: mail on its way out."""

from django.db import models

from brobygger.core.fields import EmailField, LineField, TextField
from brobygger.core.prepared import InsertedPrepared


class OutgoingMail(InsertedPrepared):
    """A mail written in somebody's transaction; the worker sends it once. ``once_key`` stops a second copy."""

    to = EmailField()
    sender = LineField(max_length=250)
    subject = LineField(max_length=300)
    text = TextField()
    html = TextField(blank=True)
    headers = models.JSONField(default=dict, blank=True)
    calendar = TextField(blank=True)  # an .ics attachment
    once_key = models.CharField(max_length=200, unique=True, null=True, blank=True)
    written_at = models.DateTimeField(auto_now_add=True)
    send_after = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-written_at", "-pk"]
        indexes = [models.Index(fields=["sent_at", "send_after"], name="outgoing_due")]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"
