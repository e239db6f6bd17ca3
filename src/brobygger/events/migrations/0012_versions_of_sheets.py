from typing import Any

from django.db import migrations

PARTS = ("challenge", "idea", "represented", "process", "results", "onward")


def one_for_each_network(apps: Any, schema: Any) -> None:
    """What were rows of their own become the versions of one sheet: the newest goes on being written in."""
    alias = schema.connection.alias
    sheets, versions = apps.get_model("events", "Sheet")._base_manager.using(alias), apps.get_model("events", "SheetVersion")._base_manager.using(alias)
    newest: dict[int, Any] = {}
    for row in sheets.select_related("network").order_by("-written_on", "-pk"):
        kept = newest.setdefault(row.network_id, row)
        versions.create(centre_id=row.centre_id, sheet_id=kept.pk, written_on=row.written_on, written_by_id=row.written_by_id, **{name: getattr(row, name) for name in PARTS})
        if kept is row:
            sheets.filter(pk=row.pk).update(title=row.network.name[:160])
        else:
            sheets.filter(pk=row.pk).delete()


class Migration(migrations.Migration):
    dependencies = [("events", "0011_initiative_sheets")]
    operations = [migrations.RunPython(one_for_each_network, migrations.RunPython.noop)]
