"""Whatever a file holds, reading and checking end with faults, not with an exception."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from halsoskola.plans.checker import check
from halsoskola.plans.reader import PlanLibrary
from tests.plans.builders import FILES, PO_HEADER, a_folder, a_po

MARKS = st.text("[]{}=\"'\\#*-_!()<>|`~&;:.,0123456789 \n\tåä\u00a0\u00ad“abmsgidtrfuzy,")
CONTENTS = {**FILES, "so": PO_HEADER + '#, fuzzy\nmsgid "dygn"\nmsgstr "x"\n'}


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    """A file's name and its contents with something cut out and something else put in."""
    name = draw(st.sampled_from(sorted(CONTENTS)))
    content = CONTENTS[name].encode()
    start = draw(st.integers(0, len(content)))
    end = draw(st.integers(start, min(len(content), start + 60)))
    new = draw(st.one_of(st.binary(max_size=20), MARKS.map(str.encode)))
    return name, content[:start] + new + content[end:]


@settings(max_examples=150, deadline=None)
@given(damaged())
def test_a_damaged_file_never_stops_the_program(file: tuple[str, bytes]) -> None:
    name, content = file
    with tempfile.TemporaryDirectory() as folder:
        root = a_folder(Path(folder) / "plans", {} if name == "so" else {name: content})
        translations = a_po(Path(folder) / "translations", "so", content if name == "so" else CONTENTS["so"])
        library = PlanLibrary.read(root)
        faults = check([root], [translations], {"clock"}, {"so": "somaliska"})
        assert set(library.faults) <= set(faults)
        assert ("somn" in library.plans) or any(fault.is_error for fault in library.faults)
        for fault in faults:
            assert fault.file
            assert fault.sentence.strip()
            assert "\n" not in fault.sentence
