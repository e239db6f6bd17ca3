"""The languages become a list of the centre's own; one that is there begins with those it had, each with the bit it has in rows."""

from django.db import migrations, models


def lay_out(apps, schema_editor):
    here = schema_editor.connection.alias
    from brobygger.matching.defaults import SPOKEN

    Centre, Topic = apps.get_model("centres", "Centre"), apps.get_model("matching", "Topic")
    for centre in Centre.objects.using(here).all():
        if not Topic.objects.using(here).filter(centre=centre, sort="language").exists():
            Topic.objects.using(here).bulk_create(Topic(centre=centre, sort="language", name=name, position=bit, bit=bit) for bit, name in enumerate(SPOKEN))


class Migration(migrations.Migration):
    dependencies = [("matching", "0008_first_lists")]
    operations = [
        migrations.AlterModelOptions(
            name="topic",
            options={
                "base_manager_name": "objects", "default_manager_name": "objects", "ordering": ["sort", "position", "name"],
                "verbose_name": "interest, skill or language", "verbose_name_plural": "interests, skills and languages",
            },
        ),
        migrations.AlterField(
            model_name="topic",
            name="sort",
            field=models.CharField(choices=[("interest", "interest"), ("skill", "skill"), ("language", "language")], max_length=10, verbose_name="sort"),
        ),
        migrations.RunPython(lay_out, migrations.RunPython.noop),
    ]
