from typing import Any

from django.db import migrations
from django.utils import timezone

from brobygger.advice.guessing import about
from brobygger.advice.models.tokens import new_token


def give_tokens(apps: Any, schema: Any) -> None:
    """Each sending gets an address of its own, also those of before."""
    for row in apps.get_model("advice", "ItemSent")._base_manager.using(schema.connection.alias).all():
        row.token = new_token()
        row.save(update_fields=["token"])


def stand_on_lines(apps: Any, schema: Any) -> None:
    """Consultations that were only typed on the line are about something too, as those typed from now on are."""
    consultations = apps.get_model("advice", "Consultation")._base_manager.using(schema.connection.alias)
    registrations = apps.get_model("journal", "Registration")._base_manager.using(schema.connection.alias).filter(base="consultation", tool="", consultation=None)
    for row in registrations.select_related("theme").prefetch_related("participations"):
        whom = list(row.participations.all())
        client = "association" if any(each.organisation_id for each in whom) else "group" if any(each.label for each in whom) else "citizen"
        consultations.create(registration=row, centre_id=row.centre_id, about=about(f"{row.title} {row.theme.name if row.theme else ''}").value, client=client)


def say_when_they_left(apps: Any, schema: Any) -> None:
    """Nobody wrote down when; from today on, then."""
    apps.get_model("advice", "Adviser")._base_manager.using(schema.connection.alias).filter(retired=True, retired_on=None).update(retired_on=timezone.localdate())


class Migration(migrations.Migration):
    dependencies = [("advice", "0002_tokens_and_leaving")]
    operations = [migrations.RunPython(each, migrations.RunPython.noop) for each in (give_tokens, stand_on_lines, say_when_they_left)]
