"""How the trail is sealed: Merkle roots chained one to the next, provable without a database.

The scheme: each entry has a digest of its canonical text; a batch of digests has a Merkle root;
a seal is the digest of the previous seal, the root and the count. An edit, a deletion, an
insertion or a change of order in a sealed batch changes its root, and so every later seal.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def canonical(values: dict[str, Any]) -> str:
    """The one text of an entry: keys in order, no spaces, so that it reads the same anywhere."""
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def merkle_root(leaves: Sequence[str]) -> str:
    """The root of a binary hash tree. Leaves and nodes are marked apart (RFC 6962, section 2.1),
    so that a node can never be passed off as a leaf."""
    if not leaves:
        return digest("empty")
    level = [digest("leaf:" + leaf) for leaf in leaves]
    while len(level) > 1:
        pairs = [level[i : i + 2] for i in range(0, len(level), 2)]
        level = [digest("node:" + "".join(pair)) if len(pair) == 2 else pair[0] for pair in pairs]
    return level[0]


def seal_digest(previous: str, root: str, count: int) -> str:
    return digest(f"seal:{previous}:{root}:{count}")


@dataclass(frozen=True)
class SealedBatch:
    """One seal with the entries that it covers, as exported."""

    number: int
    previous: str
    root: str
    count: int
    seal: str
    entries: tuple[dict[str, Any], ...]


def faults(batches: Iterable[SealedBatch]) -> list[str]:
    """What is wrong with an exported trail, each fault located to its batch. Empty when it holds."""
    found = []
    previous = ""
    for expected_number, batch in enumerate(batches, start=1):
        if batch.number != expected_number:
            found.append(
                f"Batch {expected_number} is missing: the next one found is {batch.number}."
            )
            return found
        if batch.previous != previous:
            found.append(f"Batch {batch.number} does not follow the batch before it.")
        if len(batch.entries) != batch.count:
            found.append(
                f"Batch {batch.number} holds {len(batch.entries)} entries; it was sealed with {batch.count}."
            )
        if merkle_root([digest(canonical(e)) for e in batch.entries]) != batch.root:
            found.append(
                f"Batch {batch.number} has an entry that was changed, added, removed or moved."
            )
        if seal_digest(batch.previous, batch.root, batch.count) != batch.seal:
            found.append(f"The seal of batch {batch.number} does not match what it seals.")
        previous = batch.seal
    return found
