"""How far the columnar copy has taken words in, so that it follows those that are edited."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_tallied")]
    operations = [
        migrations.AddField(
            model_name="columnarcopy", name="worded_to", field=models.BigIntegerField(default=0)
        ),
    ]
