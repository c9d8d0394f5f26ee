import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Customer",
            fields=[
                ("folded", models.CharField(editable=False, max_length=650)),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                        verbose_name="tenant ID",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=400, verbose_name="name")),
                ("domain", models.CharField(blank=True, max_length=253, verbose_name="domain")),
                ("country", models.CharField(blank=True, max_length=2, verbose_name="country")),
                ("city", models.CharField(blank=True, max_length=100, verbose_name="city")),
                (
                    "address_line",
                    models.CharField(blank=True, max_length=200, verbose_name="address"),
                ),
                (
                    "postal_code",
                    models.CharField(blank=True, max_length=20, verbose_name="postal code"),
                ),
                (
                    "relationship",
                    models.CharField(
                        choices=[
                            ("none", "None"),
                            ("reseller", "Reseller"),
                            ("advisor", "Advisor"),
                            ("syndication", "Syndication"),
                            ("microsoft_support", "Microsoft support"),
                        ],
                        default="reseller",
                        max_length=40,
                        verbose_name="relationship",
                    ),
                ),
                (
                    "qualification",
                    models.CharField(
                        choices=[
                            ("none", "None"),
                            ("education", "Education"),
                            ("nonprofit", "Nonprofit"),
                            ("government_community_cloud", "Government community cloud"),
                            ("state_owned_entity", "State-owned entity"),
                        ],
                        default="none",
                        max_length=40,
                        verbose_name="qualification",
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[("portal", "Portal"), ("imported", "Imported")],
                        default="portal",
                        max_length=20,
                        verbose_name="origin",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="customer since"
                    ),
                ),
            ],
            options={
                "verbose_name": "customer",
                "verbose_name_plural": "customers",
                "default_permissions": ("view",),
                "indexes": [models.Index(fields=["folded", "id"], name="customer_folded")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("origin__in", ["portal", "imported"])),
                        name="customer_origin_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Product",
            fields=[
                ("folded", models.CharField(editable=False, max_length=650)),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                        verbose_name="product ID",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("sku", models.CharField(max_length=100, unique=True, verbose_name="SKU")),
                ("family", models.CharField(blank=True, max_length=100, verbose_name="family")),
            ],
            options={
                "verbose_name": "product",
                "verbose_name_plural": "products",
                "default_permissions": ("view",),
                "indexes": [models.Index(fields=["folded", "id"], name="product_folded")],
            },
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                ("folded", models.CharField(editable=False, max_length=650)),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                        verbose_name="subscription ID",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("quantity", models.PositiveIntegerField(verbose_name="quantity")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("pending", "Pending"),
                            ("active", "Active"),
                            ("suspended", "Suspended"),
                            ("expired", "Expired"),
                            ("disabled", "Disabled"),
                            ("deleted", "Deleted"),
                        ],
                        default="pending",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                (
                    "term",
                    models.CharField(
                        choices=[("P1M", "1 month"), ("P1Y", "1 year"), ("P3Y", "3 years")],
                        max_length=10,
                        verbose_name="term",
                    ),
                ),
                (
                    "billing_cycle",
                    models.CharField(
                        choices=[
                            ("monthly", "Monthly"),
                            ("annual", "Annual"),
                            ("triennial", "Triennial"),
                            ("none", "None"),
                        ],
                        max_length=20,
                        verbose_name="billing",
                    ),
                ),
                (
                    "auto_renew",
                    models.BooleanField(default=True, verbose_name="renews automatically"),
                ),
                (
                    "commitment_end_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="end of the term"),
                ),
                ("is_trial", models.BooleanField(default=False, verbose_name="trial")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="created at"
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subscriptions",
                        to="customers.customer",
                        verbose_name="customer",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subscriptions",
                        to="customers.product",
                        verbose_name="product",
                    ),
                ),
            ],
            options={
                "verbose_name": "subscription",
                "verbose_name_plural": "subscriptions",
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(fields=["folded", "id"], name="subscription_folded"),
                    models.Index(fields=["customer", "folded", "id"], name="subscription_customer"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gte", 1)),
                        name="subscription_quantity_positive",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "pending",
                                    "active",
                                    "suspended",
                                    "expired",
                                    "disabled",
                                    "deleted",
                                ],
                            )
                        ),
                        name="subscription_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("term__in", ["P1M", "P1Y", "P3Y"])),
                        name="subscription_term_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("billing_cycle__in", ["monthly", "annual", "triennial", "none"])
                        ),
                        name="subscription_billing_known",
                    ),
                ],
            },
        ),
    ]
