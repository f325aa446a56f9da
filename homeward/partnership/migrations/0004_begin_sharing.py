"""Partnerships that were founded before there were sharing agreements begin one, from their first day."""

from django.db import migrations

from homeward.partnership.rules import FIRST_GRANTS


def begin(apps, schema_editor):
    Partnership = apps.get_model("partnership", "Partnership")
    Management = apps.get_model("partnership", "Management")
    SharingAgreement = apps.get_model("partnership", "SharingAgreement")
    Grant = apps.get_model("partnership", "Grant")
    for partnership in Partnership.objects.all():
        days = Management.objects.filter(partnership=partnership).values_list("period", flat=True)
        started = min((period.lower for period in days), default=None)
        if started is None:
            continue
        agreement = SharingAgreement.objects.create(
            partnership=partnership,
            version=1,
            title="Information sharing agreement",
            legal_basis="Children Act 1989, section 27; Data Protection Act 2018, Schedule 1, paragraph 18",
            agreed_for_council="the founding of the partnership",
            agreed_for_charity="the founding of the partnership",
            period=(started, None),
        )
        Grant.objects.bulk_create(
            Grant(
                partnership=partnership,
                agreement=agreement,
                purpose=purpose,
                employer_kind=kind,
                role=role,
                data_group=group,
            )
            for purpose, kind, role, group in FIRST_GRANTS
        )


class Migration(migrations.Migration):
    dependencies = [("partnership", "0003_sharing_agreement")]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
