from django.db import migrations, models

import brobygger.advice.models.tokens


class Migration(migrations.Migration):

    dependencies = [
        ('advice', '0003_fill_tokens_and_guesses'),
    ]

    operations = [
        migrations.AlterField(
            model_name='itemsent',
            name='token',
            field=models.CharField(default=brobygger.advice.models.tokens.new_token, editable=False, max_length=40, unique=True),
        ),
    ]
