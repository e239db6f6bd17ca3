from typing import Any

from django.db import migrations


def what_the_work_was(apps: Any, schema: Any) -> None:
    """Until now theme, place and whom it was for were those of the work it grew out of."""
    for row in apps.get_model("advice", "Initiative")._base_manager.using(schema.connection.alias).exclude(grown_from=None).select_related("grown_from"):
        row.theme_id, row.locality_id, row.target_group_id = row.grown_from.theme_id, row.grown_from.locality_id, row.grown_from.target_group_id
        row.save(update_fields=["theme", "locality", "target_group"])


class Migration(migrations.Migration):
    dependencies = [("advice", "0011_initiatives_followed")]
    operations = [migrations.RunPython(what_the_work_was, migrations.RunPython.noop)]
