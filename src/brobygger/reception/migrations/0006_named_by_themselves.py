from typing import Any

from django.db import migrations
from django.utils import timezone


def say_it_on_their_own_row(apps: Any, schema: Any) -> None:
    """Those whom the office had ticked have said yes; on which day was not kept, so it stands as today."""
    alias = schema.connection.alias
    ticked = apps.get_model("reception", "HostRota").shown.through._base_manager.using(alias).values("volunteer")
    apps.get_model("matching", "Volunteer")._base_manager.using(alias).filter(pk__in=ticked, person__isnull=False, named_since=None).update(named_since=timezone.localdate())


class Migration(migrations.Migration):
    dependencies = [("reception", "0005_hosts"), ("matching", "0012_named_since")]
    operations = [
        migrations.RunPython(say_it_on_their_own_row, migrations.RunPython.noop),
        migrations.RemoveField(model_name="hostrota", name="shown"),
    ]
