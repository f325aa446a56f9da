"""Invented names: nobody is called this, and a reader sees at once that nobody is.

A family name is a word for something made up and an ending of English places (Sampleton, Mockford). Given
names come from plants, birds and weather, and tell nothing of sex, faith or where a family comes from.
"""

from random import Random


STEMS = (
    "Sample", "Mock", "Example", "Fiction", "Dummy", "Specimen", "Tester", "Pretend", "Invent", "Imagin",
    "Placehold", "Template", "Pattern", "Phantom", "Figment", "Fable", "Lorem", "Ipsum", "Synth", "Simul",
    "Notreal", "Madeup", "Standin", "Proto", "Makebelieve", "Nonesuch", "Whatsit", "Whoever",
)  # fmt: skip
ENDINGS = (
    "ton", "ford", "by", "ham", "worth", "ley", "wick", "cote", "hurst", "stead", "thorpe", "well", "combe",
)  # fmt: skip
CHILDREN = (
    "Aspen", "Bay", "Blue", "Briar", "Brook", "Cedar", "Clover", "Coral", "Cove", "Dale", "Echo", "Ember",
    "Fern", "Finch", "Flint", "Forest", "Frost", "Hazel", "Heron", "Indigo", "Ivy", "Jay", "Juniper",
    "Kestrel", "Lark", "Laurel", "Linden", "Maple", "Marigold", "Meadow", "Merlin", "Moss", "Ocean", "Olive",
    "Pebble", "Pepper", "Petal", "Pine", "Plum", "Poppy", "Quill", "Rain", "Raven", "Reed", "River", "Rowan",
    "Rush", "Sage", "Skylark", "Sorrel", "Sparrow", "Star", "Storm", "Summer", "Swift", "Teal", "Thistle",
    "Tide", "Vale", "Violet", "Willow", "Winter", "Yarrow", "Zephyr",
)  # fmt: skip
ADULTS = (
    "Alix", "Bobbie", "Charley", "Dana", "Eden", "Frankie", "Georgie", "Harper", "Ira", "Jules", "Kim", "Lou",
    "Mel", "Nicky", "Ollie", "Pat", "Quinn", "Ray", "Shay", "Toni", "Val", "Win",
)  # fmt: skip


def family_names(rng: Random) -> list[str]:
    """Every family name once, in an order of the seed's own: neighbours in the county differ."""
    names = [stem + ending for stem in STEMS for ending in ENDINGS]
    rng.shuffle(names)
    return names


def children_names(rng: Random, count: int) -> list[str]:
    """Given names of siblings: no two alike."""
    return rng.sample(CHILDREN, count)


def adult_name(rng: Random, family_name: str) -> str:
    return f"{rng.choice(ADULTS)} {family_name}"
