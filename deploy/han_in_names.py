"""Print the code points of the Chinese characters to take from a font: those that people are called by.

han_in_names.py UNIHAN_IRG_SOURCES FONT WITHOUT...: characters that FONT has, and none of the fonts WITHOUT. From a font
of Noto's, which hold what the standards of a country hold, all are taken; from others, those that the sources below
have. The Kangxi dictionary, Vietnamese texts and the sutras would add forty thousand that next to nobody is called.
"""

import bz2
import re
import sys

from fontTools.ttLib import TTFont  # type: ignore[import-untyped] # it publishes no types

# What the Unihan database names as the source of a character, by the country in its "kIRG_" fields.
SOURCES = {
    # The Ministry of Public Security's identity cards, surnames, sciences, standards, dictionaries of today.
    "G": "GIDC|GXM|GKJ|GF[CZ]|GGH|GX[CH]|GXHZ|GDM|G[ZR][HM]|GJZ|GDZ|GBK|G3|G4K|GC[HY]|GHC",
    # The planes of CNS 11643 with the household registers' characters (10 to 15), and its rarer standard ones.
    "T": "T[A-FU]|T3|T4|T12|T13",
    "J": ".+",
    "H": ".+",
    "M": ".+",
    "K": "K[01456]|KPU",
}


def main() -> None:
    """Print the code points as pyftsubset takes them, without "U+", because an argument has at most 128 kB."""
    known: set[int] = set()
    with bz2.open(sys.argv[1], "rt") as lines:
        for line in lines:
            code, _, rest = line.rstrip("\n").partition("\t")
            field, _, value = rest.partition("\t")
            country = field.removeprefix("kIRG_").removesuffix("Source")
            wanted = ".+" if "Noto" in sys.argv[2] else SOURCES.get(country, "")
            if code.startswith("U+") and re.fullmatch(wanted, value.partition("-")[0]):
                known.add(int(code[2:], 16))
    known &= set(TTFont(sys.argv[2], lazy=True).getBestCmap())
    for font in sys.argv[3:]:
        known -= set(TTFont(font, lazy=True).getBestCmap())
    print(",".join(f"{code:X}" for code in sorted(known)))


if __name__ == "__main__":
    main()
