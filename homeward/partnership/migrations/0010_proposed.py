"""What one side proposes and the other agrees to is the same in three tables.

Of proposals about the sharing agreement: the organisation itself in place of its kind, and that they are taken
back, with a reason, in place of withdrawn. Of settlements: under which decision the other side agreed. What
nobody was asked for is said to be not written down.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, OuterRef, Q, Subquery


UNKNOWN = "not written down"
# A table is not altered while what was changed in it waits to be checked.
CHECK_NOW, CHECK_LATER = "SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL DEFERRED"


def fill(apps, schema_editor):
    Organisation = apps.get_model("partnership", "Organisation")
    Proposal = apps.get_model("partnership", "Proposal")
    named = Organisation.objects.filter(
        partnership=OuterRef("partnership"), kind=OuterRef("proposed_for_kind")
    )
    Proposal.objects.update(proposed_for=Subquery(named.values("pk")[:1]))
    Proposal.objects.exclude(taken_back_at=None).update(taken_back_because=UNKNOWN)
    Settlement = apps.get_model("partnership", "Settlement")
    Settlement.objects.exclude(agreed_at=None).update(agreed_under=UNKNOWN)
    schema_editor.execute(CHECK_NOW)
    schema_editor.execute(CHECK_LATER)


def empty(apps, schema_editor):
    Proposal = apps.get_model("partnership", "Proposal")
    kinds = apps.get_model("partnership", "Organisation").objects.filter(pk=OuterRef("proposed_for"))
    Proposal.objects.update(proposed_for_kind=Subquery(kinds.values("kind")))
    schema_editor.execute(CHECK_NOW)
    schema_editor.execute(CHECK_LATER)


def constraints(model, prefix):
    return [
        migrations.AddConstraint(model, models.CheckConstraint(name=f"{prefix}_{name}", condition=condition))
        for name, condition in (
            ("agreed_by_someone", Q(agreed_at=None, agreed_by=None) | Q(agreed_at__isnull=False, agreed_by__isnull=False)),
            (
                "taken_back_by_someone",
                Q(taken_back_at=None, taken_back_by=None, taken_back_because="")
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False, agreed_at=None) & ~Q(taken_back_because=""),
            ),
        )
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("partnership", "0009_policies"),
    ]

    operations = [
        migrations.RemoveConstraint("proposal", "proposal_agreed_by_someone"),
        migrations.RemoveConstraint("proposal", "proposal_withdrawn_by_someone"),
        migrations.RemoveConstraint("proposal", "proposal_agreed_or_withdrawn"),
        migrations.RenameField("proposal", "withdrawn_by", "taken_back_by"),
        migrations.RenameField("proposal", "withdrawn_at", "taken_back_at"),
        migrations.AddField(
            "proposal", "taken_back_because", models.CharField(blank=True, default="", max_length=300), preserve_default=False
        ),
        migrations.RenameField("proposal", "proposed_for", "proposed_for_kind"),
        migrations.AlterField("proposal", "proposed_for_kind", models.CharField(default="", max_length=10)),
        migrations.AddField(
            "proposal",
            "proposed_for",
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.organisation"),
        ),
        migrations.AddField(
            "settlement", "agreed_under", models.CharField(blank=True, default="", max_length=200), preserve_default=False
        ),
        migrations.RunPython(fill, empty),
        migrations.AlterField(
            "proposal",
            "proposed_for",
            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.organisation"),
        ),
        migrations.RemoveField("proposal", "proposed_for_kind"),
        *constraints("proposal", "proposal"),
        migrations.AddConstraint(
            "proposal",
            models.CheckConstraint(
                name="proposal_agreed_became_a_version",
                condition=Q(agreed_at=None, became=None, agreed_under="")
                | Q(agreed_at__isnull=False, became__isnull=False) & ~Q(agreed_under=""),
            ),
        ),
        migrations.AddConstraint(
            "settlement",
            models.CheckConstraint(
                name="settlement_agreed_under_a_decision",
                condition=Q(agreed_at=None, agreed_under="") | Q(agreed_at__isnull=False) & ~Q(agreed_under=""),
            ),
        ),
        migrations.RemoveConstraint("collaborationagreement", "collaboration_agreed_by_someone"),
        migrations.RemoveConstraint("collaborationagreement", "collaboration_agreed_by_another"),
        migrations.RemoveConstraint("collaborationagreement", "collaboration_taken_back_by_someone"),
        *constraints("collaborationagreement", "collaborationagreement"),
        migrations.AddConstraint(
            "collaborationagreement",
            models.CheckConstraint(name="collaborationagreement_agreed_by_another", condition=~Q(agreed_by=F("proposed_by"))),
        ),
    ]
