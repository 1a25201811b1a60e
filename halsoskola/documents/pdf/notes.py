"""The note below a word list that holds words which nobody has reviewed."""

from dataclasses import replace

from halsoskola.documents.boxes import Box, Text, side_by_side
from halsoskola.documents.style import TEXT_WIDTH
from halsoskola.documents.text import TextStyle, is_right_to_left
from halsoskola.documents.word_list import UnreviewedNote


def note_box(note: UnreviewedNote, style: TextStyle) -> Box:
    """In Swedish, and right behind it in the language itself, whichever way that is written."""
    swedish, language = Text(note.swedish, style), note.language
    if not language.unreviewed:
        return swedish
    at_left = replace(style, align="end", leading=None) if is_right_to_left("", language.code) else style
    return side_by_side(swedish, Text(language.unreviewed, at_left, language.code), TEXT_WIDTH)
