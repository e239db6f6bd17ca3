"""Centres that were there before the exchange are given the categories that a new one begins with."""

from django.db import migrations


def lay_out(apps, schema_editor):
    here = schema_editor.connection.alias
    from brobygger.exchange.defaults import CATEGORIES

    Centre, Category = apps.get_model("centres", "Centre"), apps.get_model("exchange", "Category")
    for centre in Centre.objects.using(here).all():
        if not Category.objects.using(here).filter(centre=centre).exists():
            Category.objects.using(here).bulk_create(Category(centre=centre, name=name, sort=sort, also=also, position=place) for place, (name, sort, also) in enumerate(CATEGORIES))


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_posts")]
    operations = [migrations.RunPython(lay_out, migrations.RunPython.noop)]
