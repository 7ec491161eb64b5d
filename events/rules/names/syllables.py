"""The dictionary of readings, opened when the first name is read."""


def pinyin(han: str, *, tones: bool = False, every: bool = False) -> list[list[str]]:
    """The syllables of each character: the likeliest in this word, or `every` one. What is no Han is left out."""
    # Half a second and 40 MB, which a process that reads no name need not pay.
    from pypinyin import Style
    from pypinyin import pinyin as read

    style = Style.TONE3 if tones else Style.NORMAL
    syllables: list[list[str]] = read(han, style=style, heteronym=every, errors="ignore")
    return syllables
