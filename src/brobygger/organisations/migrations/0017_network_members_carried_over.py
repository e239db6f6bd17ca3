from django.db import migrations


def carried_over(apps, editor):
    """Who is in a network now has been in it since nobody knows when."""
    using = editor.connection.alias
    network, member = apps.get_model("organisations", "Network"), apps.get_model("organisations", "NetworkMember")
    centres = dict(network.objects.using(using).values_list("pk", "centre"))
    for through, column in ((network.members.through, "organisation_id"), (network.persons.through, "person_id")):
        rows = through.objects.using(using).order_by("pk").values_list("network_id", column)
        member.objects.using(using).bulk_create([member(centre_id=centres[key], network_id=key, **{column: other}) for key, other in rows], batch_size=500)


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0016_network_members'),
    ]

    operations = [
        migrations.RunPython(carried_over, migrations.RunPython.noop),
    ]
