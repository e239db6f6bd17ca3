from typing import Any

from django.db import migrations


def whoever_registered_it(apps: Any, schema: Any) -> None:
    """Until now whoever registered a consultation stood for whoever gave it."""
    for row in apps.get_model("advice", "Consultation")._base_manager.using(schema.connection.alias).exclude(registration__created_by=None).select_related("registration"):
        row.advised_by.add(row.registration.created_by_id)


class Migration(migrations.Migration):
    dependencies = [("advice", "0005_who_advised")]
    operations = [migrations.RunPython(whoever_registered_it, migrations.RunPython.noop)]
