"""Where pages break: nothing lost, nothing twice, nothing on top of another, no heading left alone."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halsoskola.documents import style
from halsoskola.documents.boxes import Box, Row, Space, Stack, Text, share_width
from halsoskola.documents.pages import Item, Placed, lay_out
from halsoskola.documents.style import body

STYLE = body(10, lead=2)
WIDTH, PAGE = 200.0, 300.0


class Block:
    """A box of a known height that may be cut anywhere, or nowhere."""

    def __init__(self, height: float, *, soft: bool = False, name: str = "") -> None:
        self.tall, self.soft, self.name = height, soft, name

    def height(self, _width: float) -> float:
        return self.tall

    def draw(self, *_args: Any) -> None: ...

    def split(self, _width: float, room: float) -> tuple[Box, Box] | None:
        if not self.soft or room < 10 or room >= self.tall:
            return None
        return Block(room, soft=True, name=self.name), Block(self.tall - room, soft=True, name=self.name)


items = st.builds(
    lambda height, before, with_next, soft: Item(Block(height, soft=soft), before, with_next),
    st.floats(5, 250),
    st.floats(0, 30),
    st.booleans(),
    st.booleans(),
)


def blocks(page: tuple[Placed, ...]) -> list[Block]:
    return [placed.box for placed in page if isinstance(placed.box, Block)]


@given(st.lists(items, max_size=30))
def test_everything_stands_on_some_page_once_and_in_order(column: list[Item]) -> None:
    pages = lay_out(column, WIDTH, PAGE)
    assert sum(box.tall for page in pages for box in blocks(page)) == pytest.approx(
        sum(item.box.height(WIDTH) for item in column)
    )
    hard = [box for page in pages for box in blocks(page) if not box.soft]
    assert hard == [item.box for item in column if isinstance(item.box, Block) and not item.box.soft]


@given(st.lists(items, max_size=30))
def test_boxes_never_overlap_and_never_leave_the_page(column: list[Item]) -> None:
    for page in lay_out(column, WIDTH, PAGE):
        end = 0.0
        for placed in page:
            assert placed.down >= end - 1e-6
            end = placed.down + placed.box.height(WIDTH)
        assert end <= PAGE + 1e-6


@given(st.lists(items, max_size=30))
def test_no_page_is_empty_but_the_only_one(column: list[Item]) -> None:
    pages = lay_out(column, WIDTH, PAGE)
    assert all(pages) or (len(pages) == 1 and not column)


@given(st.lists(st.tuples(st.floats(15, 40), st.floats(20, 250)), min_size=1, max_size=20))
def test_a_heading_never_stands_alone_at_the_foot_of_a_page(pairs: list[tuple[float, float]]) -> None:
    column = []
    for heading, text in pairs:
        column.append(Item(Block(heading, name="heading"), 10, with_next=True))
        column.append(Item(Block(text, soft=True, name="text"), 4))
    for page in lay_out(column, WIDTH, PAGE):
        assert blocks(page)[-1].name != "heading"


def test_a_group_that_a_page_can_hold_is_not_split() -> None:
    column = [Item(Block(200)), Item(Block(20), whole=3), Item(Block(50)), Item(Block(50))]
    assert [len(page) for page in lay_out(column, WIDTH, PAGE)] == [1, 3]


def test_a_group_larger_than_a_page_is_split_where_it_must() -> None:
    column = [Item(Block(200)), Item(Block(20), whole=9), *[Item(Block(50)) for _ in range(8)]]
    pages = lay_out(column, WIDTH, PAGE)
    assert len(pages[0]) > 1
    assert len(pages) == 3


def test_the_head_row_comes_again_on_the_next_page() -> None:
    head = Block(20, name="head")
    column = [Item(head), *[Item(Block(60, name="row"), head=head) for _ in range(8)]]
    pages = lay_out(column, WIDTH, PAGE)
    assert [blocks(page)[0].name for page in pages] == ["head"] * len(pages)
    assert sum(box.name == "row" for page in pages for box in blocks(page)) == 8


def test_space_above_is_dropped_at_the_top_of_a_page() -> None:
    pages = lay_out([Item(Block(290)), Item(Block(50), before=30)], WIDTH, PAGE)
    assert pages[1][0].down == 0


def test_a_text_is_split_between_lines_and_keeps_them_all() -> None:
    text = Text("\n".join(f"rad {number}" for number in range(100)), STYLE)
    pages = lay_out([Item(text)], WIDTH, PAGE)
    heights = [page[0].box.height(WIDTH) for page in pages]
    assert sum(heights) == pytest.approx(text.height(WIDTH))
    assert all(height <= PAGE for height in heights)


def test_a_row_taller_than_a_page_is_split() -> None:
    row = Row([Text("ord", STYLE), Text("lång förklaring " * 200, STYLE)], [60, 140])
    pages = lay_out([Item(row)], WIDTH, PAGE)
    assert len(pages) > 1
    assert all(placed.box.height(WIDTH) <= PAGE for page in pages for placed in page)


def test_a_stack_is_split_inside_the_box_that_does_not_fit() -> None:
    stack = Stack([Block(100), Block(400, soft=True), Block(50)], gap=5)
    parts = stack.split(WIDTH, 250)
    assert parts is not None
    assert parts[0].height(WIDTH) == 250
    assert parts[1].height(WIDTH) == pytest.approx(stack.height(WIDTH) - 250)


def test_a_row_needs_a_width_for_every_cell() -> None:
    with pytest.raises(ValueError, match="2 cells for 1 columns"):
        Row([Space(), Space()], [100])


def test_table_columns_fill_the_width_and_hold_their_longest_words() -> None:
    columns = [
        [Text("sjukpenninggrundande inkomst", STYLE)],
        [Text("en lång mening om pengar som man får när man är sjuk", STYLE)],
        [Text("kort", STYLE)],
    ]
    widths = share_width(columns, 400, 5)
    assert widths is not None
    assert sum(widths) == pytest.approx(400)
    for column, width in zip(columns, widths, strict=True):
        assert width - 10 >= column[0].longest_word()
    assert widths[2] - 10 >= columns[2][0].natural_width()


def test_table_that_is_too_narrow_for_its_words_says_so() -> None:
    column = [Text("sjukpenninggrundande", STYLE)]
    narrow = column[0].longest_word() * 2.6
    assert share_width([column] * 3, narrow, 5) is None


def _contrast(colour: str, ground: str = "#FFFFFF") -> float:
    """Source: WCAG 2.2, relative luminance and contrast ratio."""

    def luminance(text: str) -> float:
        parts = [int(text[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(colour), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("ground", ["#FFFFFF", style.SOFT, style.WATCH_SOFT])
@pytest.mark.parametrize("colour", [style.INK, style.QUIET, style.ACCENT])
def test_text_on_paper_has_contrast_seven_to_one(colour: str, ground: str) -> None:
    assert _contrast(colour, ground) >= 7


@pytest.mark.parametrize("size", style.SIZES)
def test_lines_for_participants_hold_about_55_characters(size: int) -> None:
    looks = style.handout_looks(size, 2)
    sample = "Kroppen vilar när du sover och hjärnan arbetar med det du "
    per_character = Text(sample * 3, looks.text).natural_width() / len(sample * 3)
    assert looks.line_width / per_character <= 58
    assert looks.text.size >= 14
