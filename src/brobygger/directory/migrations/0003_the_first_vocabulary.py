"""Centres that were there before the directory are given its life situations. What is newer is laid out by ``vocabulary.lay_out``."""

from django.db import migrations


def lay_out(apps, schema_editor):
    here = schema_editor.connection.alias
    from brobygger.directory.vocabulary import shipped

    Centre, Meaning = apps.get_model("centres", "Centre"), apps.get_model("directory", "Meaning")
    for centre in Centre.objects.using(here).all():
        names = set(Meaning.objects.using(here).filter(centre=centre).values_list("name", flat=True))
        keys = set(Meaning.objects.using(here).filter(centre=centre).values_list("key", flat=True))
        Meaning.objects.using(here).bulk_create(
            Meaning(centre=centre, key=each.key, name=each.name, words=each.words, sensitive=each.sensitive)
            for each in shipped()
            if each.name not in names and each.key not in keys
        )


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_the_search")]
    operations = [migrations.RunPython(lay_out, migrations.RunPython.noop)]
