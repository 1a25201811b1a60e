"""The picture signs: everyone in a course has one, so that a person who cannot read finds herself.

Only codes and labels; the drawings lie in `resources/pictures` under the same codes.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PictureSign:
    """One sign. `code` is stored and stable; `label` is what the leader reads and says."""

    code: str
    label: str


# In the order they are handed out. Things that everybody has seen and that look unlike each other; no food that is
# forbidden to some, no flags, no religious signs, no faces. The first twelve differ in outline even at a glance.
PICTURE_SIGNS: tuple[PictureSign, ...] = (
    PictureSign("sun", "sol"),
    PictureSign("boat", "båt"),
    PictureSign("apple", "äpple"),
    PictureSign("tree", "träd"),
    PictureSign("key", "nyckel"),
    PictureSign("fish", "fisk"),
    PictureSign("star", "stjärna"),
    PictureSign("house", "hus"),
    PictureSign("bicycle", "cykel"),
    PictureSign("umbrella", "paraply"),
    PictureSign("moon", "måne"),
    PictureSign("bird", "fågel"),
    PictureSign("cup", "kopp"),
    PictureSign("book", "bok"),
    PictureSign("flower", "blomma"),
    PictureSign("clock", "klocka"),
    PictureSign("chair", "stol"),
    PictureSign("hat", "hatt"),
    PictureSign("leaf", "löv"),
    PictureSign("lamp", "lampa"),
    PictureSign("scissors", "sax"),
    PictureSign("ball", "boll"),
    PictureSign("car", "bil"),
    PictureSign("train", "tåg"),
    PictureSign("mountain", "berg"),
    PictureSign("pear", "päron"),
    PictureSign("carrot", "morot"),
    PictureSign("cloud", "moln"),
    PictureSign("butterfly", "fjäril"),
    PictureSign("bell", "bjällra"),
    PictureSign("anchor", "ankare"),
    PictureSign("balloon", "ballong"),
    PictureSign("rocket", "raket"),
    PictureSign("mushroom", "svamp"),
    PictureSign("lemon", "citron"),
    PictureSign("guitar", "gitarr"),
)

_LABELS = {sign.code: sign.label for sign in PICTURE_SIGNS}


def sign_label(code: str) -> str:
    """The Swedish label of a sign. Raises: KeyError for a code that is not in the list."""
    return _LABELS[code]
