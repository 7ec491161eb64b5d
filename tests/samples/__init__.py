"""Small invented files in every format that is imported."""

from pathlib import Path

SAMPLES = Path(__file__).parent


def sample(name: str) -> bytes:
    """Return the content of a sample file."""
    return (SAMPLES / name).read_bytes()
