from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Tenant",
            fields=[
                (
                    "id",
                    models.UUIDField(primary_key=True, serialize=False, verbose_name="tenant ID"),
                ),
                ("name", models.CharField(blank=True, max_length=400, verbose_name="name")),
            ],
            options={"verbose_name": "tenant", "verbose_name_plural": "tenants"},
        ),
    ]
