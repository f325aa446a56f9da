"""What one lead proposes and the other agrees to: extensions become proposals, with all that they held.

For whom a lead proposed follows from the post of that day. Where it is minuted was not asked for: what the
extended version held of it was carried over, and is what the proposal holds now.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F
from django.utils.timezone import localdate

from homeward.partnership.rules import OrganisationKind, Role, the_other


UNKNOWN = "not written down"
# A table is not altered while what was changed in it waits to be checked.
CHECK_NOW, CHECK_LATER = "SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL DEFERRED"


def fill(apps, schema_editor):
    Proposal = apps.get_model("partnership", "Proposal")
    Membership = apps.get_model("partnership", "Membership")
    SharingAgreement = apps.get_model("partnership", "SharingAgreement")
    for proposal in Proposal.objects.select_related("follows"):
        posts = Membership.objects.filter(
            worker_id=proposal.proposed_by_id,
            partnership_id=proposal.partnership_id,
            role=Role.GOVERNANCE_LEAD,
            period__contains=localdate(proposal.proposed_at),
        )
        # A lead of both speaks for the council: `rules.proposes_for`.
        kinds = set(posts.values_list("employer__kind", flat=True))
        kind = OrganisationKind.CHARITY if kinds == {"charity"} else OrganisationKind.COUNCIL
        under = {
            OrganisationKind.COUNCIL: proposal.follows.agreed_for_council or UNKNOWN,
            OrganisationKind.CHARITY: proposal.follows.agreed_for_charity or UNKNOWN,
        }
        proposal.proposed_for, proposal.proposed_under = kind, under[kind]
        if proposal.agreed_at:
            proposal.agreed_under = under[the_other(kind)]
            proposal.became = SharingAgreement.objects.get(extends_id=proposal.follows_id)
        proposal.save()
    schema_editor.execute(CHECK_NOW)
    schema_editor.execute(CHECK_LATER)


def leave_what_was_no_extension(apps, schema_editor):
    """Backwards there is a table of extensions only. What was agreed stays: it is a version of its own."""
    Proposal = apps.get_model("partnership", "Proposal")
    apps.get_model("partnership", "ProposedGrant").objects.all().delete()
    Proposal.objects.exclude(from_day=None).delete()
    Proposal.objects.exclude(withdrawn_at=None).delete()
    Proposal.objects.exclude(became=None).exclude(became__extends=F("follows")).delete()
    schema_editor.execute(CHECK_NOW)
    schema_editor.execute(CHECK_LATER)


class Migration(migrations.Migration):
    dependencies = [
        ("partnership", "0005_register_decided_under"),
    ]

    operations = [
        migrations.RemoveConstraint("extension", "extension_agreed_by_someone"),
        migrations.RemoveConstraint("extension", "extension_agreed_by_another"),
        migrations.RenameModel("Extension", "Proposal"),
        migrations.RenameField("proposal", "agreement", "follows"),
        migrations.AlterField(
            model_name="proposal",
            name="follows",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='partnership.sharingagreement'),
        ),
        migrations.AddField(
            model_name='proposal',
            name='from_day',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='proposal',
            name='legal_basis',
            field=models.CharField(blank=True, max_length=300, default=''),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='proposal',
            name='proposed_for',
            field=models.CharField(choices=[('council', 'the council'), ('charity', 'the charity')], max_length=10, default=''),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='proposal',
            name='proposed_under',
            field=models.CharField(max_length=200, default=''),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='proposal',
            name='agreed_under',
            field=models.CharField(blank=True, max_length=200, default=''),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='proposal',
            name='became',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='agreed_as', to='partnership.sharingagreement'),
        ),
        migrations.AddField(
            model_name='proposal',
            name='withdrawn_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='proposal',
            name='withdrawn_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name='ProposedGrant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('support', 'support a child and the family (Children Act 1989, section 17 and Schedule 2)'), ('safeguard', 'keep a child safe (Children Act 1989, section 47; Children Act 2004, section 11)'), ('returns', 'file the statutory returns (Children Act 1989, section 83)'), ('oversight', 'oversee the service and its money (Children and Young Persons Act 2008, section 5)')], max_length=30)),
                ('data_group', models.CharField(choices=[('core', 'who the child is, the help, the visits and the plan'), ('safety', 'risks, the crisis plan, what happened and what is to do'), ('health', 'health'), ('education', 'school and education'), ('legal', 'legal status, reviews and court'), ('adoption', 'adoption'), ('staff', 'what is about members of staff'), ('finance', 'money')], max_length=10)),
                ('employer_kind', models.CharField(choices=[('council', 'the council'), ('charity', 'the charity')], max_length=10)),
                ('role', models.CharField(choices=[('key worker', 'key worker'), ('social worker', 'social worker'), ('team manager', 'team manager'), ('panel chair', 'panel chair'), ('head of service', 'head of service'), ("director of children's services", "director of children's services"), ('independent reviewing officer', 'independent reviewing officer'), ('data analyst', 'data analyst'), ('information governance lead', 'information governance lead')], max_length=40)),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.partnership')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='partnership.proposal')),
            ],
        ),
        migrations.RunPython(fill, leave_what_was_no_extension),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('agreed_at', None), ('agreed_by', None), ('agreed_under', ''), ('became', None)), models.Q(('agreed_at__isnull', False), ('agreed_by__isnull', False), ('became__isnull', False), models.Q(('agreed_under', ''), _negated=True)), _connector='OR'), name='proposal_agreed_by_someone'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(('agreed_by', models.F('proposed_by')), _negated=True), name='proposal_agreed_by_another'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_by', None)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='proposal_withdrawn_by_someone'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(('agreed_at', None), ('withdrawn_at', None), _connector='OR'), name='proposal_agreed_or_withdrawn'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(('from_day', None), ('to_day__gt', models.F('from_day')), _connector='OR'), name='proposal_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='proposedgrant',
            constraint=models.UniqueConstraint(fields=('proposal', 'purpose', 'data_group', 'employer_kind', 'role'), name='one_proposed_grant_of_a_kind'),
        ),
    ]
