from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0017_network_members_carried_over'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='network',
            name='members',
        ),
        migrations.RemoveField(
            model_name='network',
            name='persons',
        ),
        migrations.AddField(
            model_name='network',
            name='members',
            field=models.ManyToManyField(related_name='networks', through='organisations.NetworkMember', through_fields=('network', 'organisation'), to='organisations.organisation', verbose_name='members'),
        ),
        migrations.AddField(
            model_name='network',
            name='persons',
            field=models.ManyToManyField(related_name='networks', through='organisations.NetworkMember', through_fields=('network', 'person'), to='people.person', verbose_name='persons'),
        ),
    ]
