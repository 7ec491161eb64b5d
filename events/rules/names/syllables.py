"""Access to pypinyin, imported only when the first name is read."""


def pinyin(han: str, *, tones: bool = False, every: bool = False) -> list[list[str]]:
    """Return for each Han character a list with its likeliest syllable in this word, or with all if `every` is set.

    Other characters are left out. With `tones`, a digit after the syllable gives the tone; ü is v.
    """
    # Importing it takes half a second and 40 MB. A process that reads no names is spared that.
    from pypinyin import Style
    from pypinyin import pinyin as read

    style = Style.TONE3 if tones else Style.NORMAL
    syllables: list[list[str]] = read(han, style=style, heteronym=every, errors="ignore")
    return syllables
