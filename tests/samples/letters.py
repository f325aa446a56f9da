"""Of letters to families, and of the words of an organisation."""

from homeward.letters import actions
from homeward.letters.actions import NewLetter
from homeward.letters.rules import KINDS, LetterKind
from homeward.people.models import Child
from tests.samples.arguments import pk


def of_letters(cast, child: Child) -> dict[str, dict]:
    mother = child.relationships.first().adult
    letter = actions.write_letter(
        NewLetter(LetterKind.INVITATION, [child], mother, places={"meeting": "a family meeting"}),
        by=cast.robin,
    )
    words = KINDS[LetterKind.INVITATION]
    version = actions.write_template(
        cast.founded.charity,
        LetterKind.INVITATION,
        title=words.title,
        text=words.text,
        by=cast.kit,
    )
    of_charity = {"pk": cast.founded.charity.pk, "kind": "invitation"}
    return {
        "letters:letters": pk(child),
        "letters:begin": pk(child, kind="invitation"),
        **{f"letters:{name}": pk(letter) for name in ("letter", "change", "issue", "throw_away")},
        "letters:template": of_charity,
        "letters:write_template": of_charity,
        "letters:template_version": pk(version),
    }
