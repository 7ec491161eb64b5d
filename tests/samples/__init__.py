"""Small files of every format that is read, invented."""

from pathlib import Path

SAMPLES = Path(__file__).parent


def sample(name: str) -> bytes:
    """The bytes of one of them."""
    return (SAMPLES / name).read_bytes()
