from django.db import migrations, models


def take_over_who_is_gone_along_with(apps, schema_editor):
    """Of those who go together now: who she is, as a yes takes it over from here on."""
    rows = apps.get_model("matching", "Accompaniment").objects.using(schema_editor.connection.alias)
    for row in rows.filter(state__in=("agreed", "under_way"), referral__isnull=False, who="").select_related("referral"):
        of = row.referral
        reach = row.reach or ", ".join(part for part in (of.phone, of.mail) if part)
        rows.filter(pk=row.pk).update(who=of.who[:120], reach=reach[:120])


class Migration(migrations.Migration):
    dependencies = [("matching", "0010_hours_answered_for")]

    operations = [
        migrations.AddField(
            model_name="accompaniment",
            name="because",
            field=models.CharField(
                blank=True, choices=[("full", "there was no room"), ("declined", "it could not be taken on"), ("expired", "nobody answered"), ("withdrawn", "the referral was taken back")], default="", editable=False,
                max_length=10, verbose_name="ended because",
            ),
            preserve_default=False,
        ),
        migrations.RunPython(take_over_who_is_gone_along_with, migrations.RunPython.noop),
    ]
