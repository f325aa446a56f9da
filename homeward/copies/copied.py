"""What the areas below this one put into the copy: who the child is, who is around them, who worked with them."""

from homeward.copies.parts import Inside, Part
from homeward.people.models import Child, EqualityAnswer, Identifier, OtherName, Relationship
from homeward.sharing.models import Involvement


TO_OPEN = (
    "who may open your file, and why, is partly about other people: the information governance leads "
    "answer for it"
)
PARTS = [
    Part(
        Child,
        "About you",
        of="id",
        says={
            "given_name": "Given name",
            "family_name": "Family name",
            "preferred_name": "The name you go by",
            "born": "Born",
            "sex": "Sex, as it was recorded",
            "pronouns": "Pronouns",
            "language": "Language at home",
            "ethnicity": "Ethnicity, as a code of the national return",
            "disabled": "Disabled",
        },
        leaves={"folded_name": "your name again, for finding it"},
    ),
    Part(
        EqualityAnswer,
        "You were asked about your background",
        of="child",
        says={"about": "About", "in_words": "", "whose": "Who said so"},
        on="asked_on",
        by="recorded_by",
        at="recorded_at",
        leaves={"said": "stands in words", "own_words": "stands in words"},
    ),
    Part(
        OtherName,
        "A name you were also known by",
        of="child",
        says={"name": ""},
        by="added_by",
        at="added_at",
    ),
    Part(
        Identifier,
        "A number by which you were known",
        of="child",
        says={"system": "Where", "value": "Number"},
    ),
    Part(
        Relationship,
        "Somebody around you",
        of="child",
        says={
            "adult__name": "Name",
            "kind": "Who they are to you",
            "parental_responsibility": "Parental responsibility",
            "at_home": "Lived with you",
            "period": "In the record",
        },
    ),
    Part(
        Involvement,
        "Who worked with you",
        of="child",
        says={"team": "Team", "worker": "Worker", "because": "Because of", "period": "When"},
    ),
]
LEFT_OUT = {
    "people.Adult": Inside(
        "telephones and addresses: they are theirs, and the copy says so for all tables"
    ),
    "people.NameWord": Inside("words by which your name is found; the names are here"),
    "people.FamilyTie": "How the adults of your family belong to each other: it is about them",
    "sharing.Restriction": TO_OPEN,
    "sharing.NamedInRestriction": TO_OPEN,
    "sharing.BrokenGlass": TO_OPEN,
    "drafts.Draft": "What a worker typed and never sent: it was never part of your file",
    "trail.Entry": "The log of who read and changed your file: it can be asked for by itself",
    "trail.Content": "The log of who read and changed your file: it can be asked for by itself",
    "trail.ChildKey": Inside("the key with which your file is enciphered"),
}
