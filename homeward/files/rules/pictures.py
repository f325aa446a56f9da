"""How large a picture may be that is sent, and how large the one is that is kept."""

PICTURE_BYTES = 10 * 1024 * 1024
PICTURE_SIDE = 2000  # pixels of the longer side that are kept: enough to read a plan on a fridge
# A picture of a few bytes can unfold to fill the memory. The largest phone camera in common use in 2026
# takes 200 million, in a file far over PICTURE_BYTES; at full size most take 50.
PICTURE_PIXELS = 64_000_000
