"""Words for a kind of people ("borgere") were counted as organisations of that name."""

from django.db import migrations

from brobygger.organisations.kinds_of_people import names_nobody


def forwards(apps, schema_editor):
    for name in ("HeadCount", "Aboard"):
        rows = apps.get_model("events", name).objects.using(schema_editor.connection.alias).filter(organisation=None).exclude(who="")
        nobody = [pk for pk, label in rows.values_list("pk", "label") if names_nobody(label)]
        for first in range(0, len(nobody), 500):
            rows.filter(pk__in=nobody[first : first + 500]).update(who="")


class Migration(migrations.Migration):
    dependencies = [("events", "0002_after_events")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
