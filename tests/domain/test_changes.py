"""What a write changed, as screens ask about it."""

from hypothesis import given
from hypothesis import strategies as st

from halsoskola.domain.changes import Changes, Kind

pairs = st.lists(st.tuples(st.sampled_from(Kind), st.sampled_from("abcdef")))


def test_no_changes_are_false_and_touch_nothing() -> None:
    nothing = Changes({Kind.MARK: frozenset()})
    assert not nothing
    assert nothing == Changes()
    assert not nothing.touches(*Kind)


def test_a_kind_that_changed_is_touched_and_its_ids_are_known() -> None:
    changes = Changes.of([(Kind.MARK, "1"), (Kind.MARK, "2"), (Kind.BOOKING, "1")])
    assert changes.touches(Kind.COURSE, Kind.MARK)
    assert not changes.touches(Kind.COURSE)
    assert changes.ids(Kind.MARK) == {"1", "2"}
    assert changes.ids(Kind.COURSE) == frozenset()


@given(pairs, pairs)
def test_two_changes_together_are_the_changes_of_both(
    one: list[tuple[Kind, str]], two: list[tuple[Kind, str]]
) -> None:
    assert Changes.of(one) | Changes.of(two) == Changes.of(one + two)
