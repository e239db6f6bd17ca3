"""Centres that were there before volunteers are given the interests, skills and ways that a new one begins with."""

from django.db import migrations


def lay_out(apps, schema_editor):
    here = schema_editor.connection.alias
    from brobygger.matching.defaults import INTERESTS, SKILLS, WAYS

    Centre, Topic, Way = apps.get_model("centres", "Centre"), apps.get_model("matching", "Topic"), apps.get_model("matching", "Way")
    for centre in Centre.objects.using(here).all():
        for sort, names in (("interest", INTERESTS), ("skill", SKILLS)):
            if not Topic.objects.using(here).filter(centre=centre, sort=sort).exists():
                Topic.objects.using(here).bulk_create(Topic(centre=centre, sort=sort, name=name, position=place, bit=place) for place, name in enumerate(names))
        if not Way.objects.using(here).filter(centre=centre).exists():
            Way.objects.using(here).bulk_create(Way(centre=centre, name=name, position=place) for place, name in enumerate(WAYS))


class Migration(migrations.Migration):
    dependencies = [("matching", "0007_feeds")]
    operations = [migrations.RunPython(lay_out, migrations.RunPython.noop)]
