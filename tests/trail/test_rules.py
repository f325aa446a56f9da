"""The seals: any tampering with an exported trail is found and located to its batch. No database."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.trail.rules import (
    Head,
    SealedBatch,
    canonical,
    digest,
    faults,
    merkle_root,
    seal_digest,
)


def sealed(*batches: list[dict]) -> list[SealedBatch]:
    made, previous = [], ""
    for number, entries in enumerate(batches, start=1):
        root = merkle_root([digest(canonical(e)) for e in entries])
        seal = seal_digest(previous, root, len(entries))
        made.append(SealedBatch(number, previous, root, len(entries), seal, tuple(entries)))
        previous = seal
    return made


def entry(number: int) -> dict:
    return {"id": number, "what": f"thing {number}"}


TRAIL = sealed([entry(1), entry(2), entry(3)], [entry(4)], [entry(5), entry(6)])


def change(trail, number, entries):
    return [replace(b, entries=tuple(entries)) if b.number == number else b for b in trail]


def test_untouched_trail_has_no_faults():
    assert faults(TRAIL) == []


@pytest.mark.parametrize(
    ("tampering", "tampered", "located"),
    [
        ("edit", change(TRAIL, 1, [entry(1), {"id": 2, "what": "else"}, entry(3)]), "Batch 1"),
        ("delete", change(TRAIL, 1, [entry(1), entry(3)]), "Batch 1"),
        ("insert", change(TRAIL, 2, [entry(4), entry(9)]), "Batch 2"),
        ("swap", change(TRAIL, 3, [entry(6), entry(5)]), "Batch 3"),
        ("duplicate last", change(TRAIL, 1, [entry(1), entry(2), entry(3), entry(3)]), "Batch 1"),
        ("batch taken out", [TRAIL[0], TRAIL[2]], "Batch 2 is missing"),
    ],
)
def test_tampering_is_found_and_located(tampering, tampered, located):
    found = faults(tampered)

    assert found
    assert located in found[0]


def test_edit_resealed_in_place_breaks_the_next_batch():
    resealed = sealed([entry(1), {"id": 2, "what": "else"}, entry(3)])[0]

    assert "Batch 2 does not follow" in faults([resealed, *TRAIL[1:]])[0]


HEADS = [Head(batch.number, batch.seal) for batch in TRAIL]


@pytest.mark.parametrize("noted", [HEADS, HEADS[-1:], HEADS[:1], []])
def test_untouched_trail_is_what_was_noted_outside(noted):
    assert faults(TRAIL, noted) == []


@pytest.mark.parametrize("left", [0, 1, 2])
def test_trail_cut_at_its_end_is_found_by_what_was_noted_outside(left):
    cut = TRAIL[:left]

    assert faults(cut) == []  # it is whole in itself
    assert faults(cut, HEADS) == [
        f"The trail ends before batch {left + 1}, and batch 3 was noted outside: it was cut off."
    ]


@pytest.mark.parametrize(
    ("noted", "located"), [(HEADS, "batch 2 or later"), (HEADS[2:], "batch 1 or later")]
)
def test_trail_made_anew_is_found_by_what_was_noted_outside(noted, located):
    anew = sealed([entry(1), entry(2), entry(3)], [{"id": 4, "what": "else"}], [entry(5), entry(6)])

    assert faults(anew) == []  # every seal was made again
    (found,) = faults(anew, noted)
    assert located in found


@pytest.mark.parametrize("rewritten", ["first", "last"])
def test_one_organisations_notes_rewritten_do_not_hide_the_others(rewritten):
    anew = sealed([entry(1), entry(2), entry(3)], [{"id": 4, "what": "else"}], [entry(5), entry(6)])
    theirs = [Head(batch.number, batch.seal) for batch in anew]

    noted = theirs + HEADS if rewritten == "first" else HEADS + theirs

    assert "is not the one that was noted outside" in faults(anew, noted)[0]


@given(
    sizes=st.lists(st.integers(1, 5), min_size=1, max_size=6),
    pick=st.integers(0, 10_000),
    tampering=st.sampled_from(["edit", "delete", "insert", "swap", "cut", "take out", "made anew"]),
)
def test_any_tampering_anywhere_is_found_in_its_batch(sizes, pick, tampering):
    ids = iter(range(1, 100))
    rows = [[entry(next(ids)) for _ in range(size)] for size in sizes]
    trail = sealed(*rows)
    heads = [Head(trail[-1].number, trail[-1].seal)]
    at = pick % len(trail)
    batch, of_batch = trail[at], list(trail[at].entries)
    row = pick % len(of_batch)
    if tampering == "swap" and len(of_batch) < 2:
        of_batch.append(entry(50))  # the only entry has nothing to change places with
    elif tampering == "swap":
        of_batch[0], of_batch[-1] = of_batch[-1], of_batch[0]
    elif tampering == "edit":
        of_batch[row] = {**of_batch[row], "what": "else"}
    elif tampering == "delete":
        del of_batch[row]
    elif tampering == "insert":
        of_batch.insert(row, entry(50))
    if tampering in ("edit", "delete", "insert", "swap"):
        found = faults(change(trail, batch.number, of_batch), heads)
        assert f"Batch {batch.number} " in found[0]
    elif tampering == "cut":
        assert f"ends before batch {at + 1}" in faults(trail[:at], heads)[0]
    elif tampering == "take out":
        assert f"atch {at + 1}" in faults(trail[:at] + trail[at + 1 :], heads)[0]
    else:
        rows[at] = [*rows[at], entry(50)]
        assert "made anew" in faults(sealed(*rows), heads)[0]


def test_a_node_cannot_pass_for_a_leaf():
    two = merkle_root(["a", "b"])

    assert merkle_root([digest("leaf:a") + digest("leaf:b")]) != two
