"""How far the columnar copy has taken stated numbers in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_indexes")]
    operations = [
        migrations.AddField(
            model_name="columnarcopy", name="tallied_to", field=models.BigIntegerField(default=0)
        ),
    ]
