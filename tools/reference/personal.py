"""Which tables hold personal data, and why.

A model that is neither tied to a child nor listed here stops the making of the reference: whether a table holds
personal data is for a person to say.
"""

from django.apps import apps
from django.conf import settings
from django.db import models


# Personal, though no foreign key leads from the table to a child or an adult of a family.
PERSONAL = {
    "drafts.Draft": "what a worker typed and has not sent",
    "referrals.ReferralDraft": "a referral that is being written",
    "returns.ImportReport": "refused rows quote the return",
    "trail.ChildKey": "the key to what a child's entries hold",
    "trail.Content": "what changed fields held, enciphered",
    "trail.Entry": "who did what to which children",
}
ABOUT_WORKERS = {
    "drafts.Sending": "which form a worker sent when",
    "drafts.UsualFilter": "how a worker usually narrows a list",
    "duty.DutyFile": "when a file of cards was made, and how many",
    "duty.Given": "which worker was given a passphrase",
    "duty.Passphrase": "who set a passphrase, and what is derived from it, enciphered",
    "partnership.Proposal": "which lead proposed, agreed to or withdrew what, and who decided it",
    "partnership.Acknowledgement": "which policies a worker has read",
    "partnership.Expertise": "what a worker knows that others may ask about",
    "partnership.Registration": "a worker's number in the register of social workers",
    "partnership.Relation": "to whom a worker answers",
    "partnership.Worker": "name, email address and telephone of a worker",
    "partnership.Membership": "where a worker works, and in what role",
    "referrals.Sitting": "who chairs",
    "referrals.SittingMember": "who sits on a panel, in which post",
}
NOT_PERSONAL = {
    "access.IdentityProvider": "where an organisation signs in",
    "referrals.Criterion": "one line of whom the service is for",
    "referrals.Eligibility": "a version of whom the service is for",
    "family.DutyLine": "since when an offer is a duty",
    "insight.FormTime": "how many times a form took so long in a month: neither a worker nor a child is in it",
    "limits.LocalLimit": "what was agreed about a time limit",
    "measures.SdqLicence": "a licence, and who holds it",
    "governance.Advice": "what a lead advises on an assessment",
    "governance.Assessment": "what is assessed, before it is done",
    "governance.AssessmentVersion": "what is done with data, and why",
    "governance.Risk": "what could go wrong for whom, in general",
    "governance.Signature": "who signed an assessment off",
    "governance.Subject": "what a version assesses",
    "governance.View": "what those who were consulted said, without names of families",
    "letters.LetterTemplate": "words of an organisation, with places to fill in",
    "partnership.Arrangement": "roles, not people",
    "partnership.CollaborationAgreement": "what two organisations owe each other",
    "partnership.CollaborationStep": "what two organisations did on the way to an agreement",
    "partnership.Grant": "roles, not people",
    "partnership.Management": "teams and organisations",
    "partnership.Organisation": "an organisation",
    "partnership.Partnership": "a partnership",
    "partnership.ReviewPoint": "how it goes between two organisations",
    "partnership.Policy": "what an organisation set",
    "partnership.PolicyEnding": "why an organisation no longer has a policy",
    "partnership.PolicyVersion": "what an organisation set, and for which roles",
    "partnership.ProposedGrant": "roles, not people",
    "partnership.Settlement": "which of two policies is followed",
    "partnership.SharingAgreement": "what two organisations agreed, and for how long",
    "partnership.Team": "a team",
    "partnership.Term": "a line of what two organisations agreed",
    "partnership.Topic": "a method, language, community or subject",
    "reunification.ClassWords": "what four classes are called",
    "referrals.PanelTerms": "numbers that were agreed",
    "referrals.ScreeningStandard": "numbers that were agreed",
    "trail.Check": "when the trail was gone through, and what did not fit",
    "trail.Outside": "where seals are noted outside",
    "trail.Seal": "digests of batches",
}


def our_models() -> list[type[models.Model]]:
    areas = [name.removeprefix("homeward.") for name in settings.AREAS]
    return [model for area in areas for model in apps.get_app_config(area).get_models()]


def personal_classes() -> dict[str, str]:
    """For each model whether it is personal, with the reason."""
    ours = our_models()
    tied = {"people.Child": "it is a child", "people.Adult": "it is an adult of a family"}
    grew = True
    while grew:
        rest = [model for model in ours if model._meta.label not in tied]
        found = {model._meta.label: link for model in rest if (link := _link(model, tied))}
        tied.update(found)
        grew = bool(found)
    classes = {label: f"Personal ({why})." for label, why in {**tied, **PERSONAL}.items()}
    classes |= {label: f"About workers ({why})." for label, why in ABOUT_WORKERS.items()}
    classes |= {label: f"Not personal ({why})." for label, why in NOT_PERSONAL.items()}
    unsaid = sorted(model._meta.label for model in ours if model._meta.label not in classes)
    if unsaid:
        raise SystemExit(
            f"Nobody has said whether these hold personal data: {', '.join(unsaid)}. "
            "Add each to PERSONAL, ABOUT_WORKERS or NOT_PERSONAL in tools/reference/personal.py; say why."
        )
    return classes


def _link(model: type[models.Model], tied: dict[str, str]) -> str:
    """The field by which a model leads to a child or an adult of a family; empty when none does."""
    for field in [*model._meta.concrete_fields, *model._meta.many_to_many]:
        if field.related_model and field.related_model._meta.label in tied:
            return f"through `{field.name}`"
    return ""
