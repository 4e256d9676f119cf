"""Random streams by name (law 3): one a purpose and entity class, so that every scenario meets the same people.

Arrays are drawn from Philox generators keyed by a stable hash of the names; what may repeat in a life (a retry, a
second booking) is drawn by `Keyed` from (purpose, person, n), never from a shared sequence.
"""

import hashlib
from math import log

import numpy as np

_WORD = (1 << 64) - 1


def _words(seed: int, names: tuple[str, ...]) -> list[int]:
    digest = hashlib.blake2b("\x1f".join(names).encode(), digest_size=16).digest()
    return [seed, *(int.from_bytes(digest[k : k + 4], "little") for k in range(0, 16, 4))]


def stream(seed: int, *names: str) -> np.random.Generator:
    """The generator of a purpose; the same for the same seed and names on every machine."""
    return np.random.Generator(np.random.Philox(np.random.SeedSequence(_words(seed, names))))


def key_of(seed: int, *names: str) -> int:
    """A 64-bit key of a purpose or a group of people."""
    words = np.random.SeedSequence(_words(seed, names)).generate_state(1, np.uint64)
    return int(words[0])


class Keyed:
    """Uniforms by counter: `draw(person, n)` depends on seed, purpose, person and n alone (SplitMix64 finaliser)."""

    __slots__ = ("key",)

    def __init__(self, seed: int, *purpose: str) -> None:
        self.key = key_of(seed, *purpose)

    def draw(self, person: int, n: int = 0) -> float:
        """A uniform in [0, 1)."""
        z = (self.key + person * 0x9E3779B97F4A7C15 + n * 0xD1B54A32D192ED03) & _WORD
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _WORD
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _WORD
        return ((z ^ (z >> 31)) >> 11) * 1.1102230246251565e-16

    def exponential(self, person: int, mean: float, n: int = 0) -> float:
        """An exponential of that mean."""
        return -mean * log(1.0 - self.draw(person, n))
