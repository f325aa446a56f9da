"""The seals: any tampering with an exported trail is found and located to its batch. No database."""

from dataclasses import replace

import pytest

from homeward.trail.rules import SealedBatch, canonical, digest, faults, merkle_root, seal_digest


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


def test_truncation_shows_by_the_last_seal():
    """A trail cut at its end is whole in itself: the last seal, kept outside, tells."""
    assert faults(TRAIL[:2]) == []
    assert TRAIL[1].seal != TRAIL[2].seal


def test_a_node_cannot_pass_for_a_leaf():
    two = merkle_root(["a", "b"])

    assert merkle_root([digest("leaf:a") + digest("leaf:b")]) != two
