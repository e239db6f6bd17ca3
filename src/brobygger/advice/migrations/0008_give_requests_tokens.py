from typing import Any

from django.db import migrations

from brobygger.advice.models.tokens import new_token


def give_tokens(apps: Any, schema: Any) -> None:
    """Each request gets an address of its own, also those of before."""
    for row in apps.get_model("advice", "Request")._base_manager.using(schema.connection.alias).all():
        row.token = new_token()
        row.save(update_fields=["token"])


class Migration(migrations.Migration):
    dependencies = [("advice", "0007_appointments")]
    operations = [migrations.RunPython(give_tokens, migrations.RunPython.noop)]
