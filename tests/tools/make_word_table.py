"""Makes the table of common Swedish words that the easy-Swedish review looks in: run by hand, hardly ever again.

    python3 -m venv /tmp/words && /tmp/words/bin/pip install wordfreq==3.1.1
    /tmp/words/bin/python tests/tools/make_word_table.py

Reads wordfreq's large Swedish list (340 815 words, its last snapshot is of 2021) and writes
`resources/words-sv.txt.gz`: UTF-8, first lines with `#` that say where it comes from, then one word a line in the
order of the alphabet. A word with `+` behind it is one that Swedish inflects, so that its forms and its
compounds can be told from it; foreign words and names hardly ever have two Swedish endings in running text. The
program never depends on wordfreq, whose list takes 52 MiB in memory.
"""

import gzip
import re
from collections.abc import Mapping
from pathlib import Path

TARGET = Path(__file__).resolve().parents[2] / "resources" / "words-sv.txt.gz"

LEAST_ZIPF = 3.5
"""Common enough to be left alone: about three times in a million words."""

LEAST_ZIPF_OF_FORM = 1.5
LEAST_FORMS = 2
SHORTEST_INFLECTED = 3

NOTICE = """\
# Common Swedish words: Zipf frequency 3.5 and above; + marks those that Swedish inflects.
# Derived from wordfreq 3.1.1 by Robyn Speer and contributors, https://github.com/rspeer/wordfreq
# Licence of this list and of its source: Creative Commons Attribution-ShareAlike 4.0 International,
# https://creativecommons.org/licenses/by-sa/4.0/
# Changed: only words of Swedish letters at or above that frequency; frequencies left out; + added.
"""

_SWEDISH_WORD = re.compile(r"[a-zåäöéüàáèëæøó]+(?:[-:'][a-zåäöé]+)*")
_ENDINGS = (
    "en", "n", "et", "t", "ar", "er", "r", "arna", "erna", "na", "orna", "ade", "de", "te", "are", "ast", "a",
)  # fmt: skip


def is_inflected(word: str, zipf: Mapping[str, float]) -> bool:
    """True when at least two forms with Swedish endings occur beside the word itself."""
    forms = {word + ending for ending in _ENDINGS}
    if word.endswith("a"):
        forms |= {word[:-1] + ending for ending in ("or", "orna", "ade", "er", "at")}
    if word.endswith("e"):
        forms |= {word[:-1] + ending for ending in ("ar", "arna", "en", "na")}
    if word.endswith(("el", "er", "en")):
        forms |= {word[:-2] + word[-1] + ending for ending in ("ar", "er", "arna", "erna", "en", "a")}
    if word.endswith(("m", "n")):
        forms |= {word + word[-1] + ending for ending in ("et", "en", "ar", "er", "a")}
    found = sum(zipf.get(form, 0) >= LEAST_ZIPF_OF_FORM for form in forms - {word})
    return len(word) >= SHORTEST_INFLECTED and found >= LEAST_FORMS


def table(zipf: Mapping[str, float]) -> str:
    """The file's text. zipf: frequency of every word on a logarithmic scale, about 0-8."""
    common = sorted(w for w, value in zipf.items() if value >= LEAST_ZIPF and _SWEDISH_WORD.fullmatch(w))
    return NOTICE + "".join(f"{word}+\n" if is_inflected(word, zipf) else f"{word}\n" for word in common)


def main() -> None:
    import wordfreq  # type: ignore[import-not-found]

    words = wordfreq.get_frequency_dict("sv", wordlist="large")
    text = table({word: wordfreq.zipf_frequency(word, "sv", wordlist="large") for word in words})
    # Without a time in its header the file is the same each time it is made.
    TARGET.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{TARGET}: {text.count(chr(10))} lines, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
