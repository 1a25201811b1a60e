"""Converts the chosen OpenMoji drawings to what the program ships: run by hand when a picture is added.

    mkdir /tmp/openmoji && cd /tmp/openmoji && npm pack openmoji@17.0.0 && tar xzf openmoji-17.0.0.tgz
    python -m tests.tools.convert_pictures /tmp/openmoji/package

Reads the black line drawings (`black/svg/*.svg`, 72 × 72 units) named in `CHOSEN_PICTURES` and `CHOSEN_SIGNS`
and writes, below `resources/pictures/`,

- `pictures.json`: the drawings as PDF path operators, y upwards, so that the program draws them without knowing
  SVG (reading SVG at run time would cost 130 ms of imports);
- `signs/<code>.svg`: the picture signs as they are, for Qt's SVG renderer on screen.

SVG is read by the program's own reader for pictures that users add. Anything that it does not know, and anything
that is not black, stops the script, so that no picture silently loses a part.
"""

import json
import re
import sys
from pathlib import Path

from halsoskola.documents.svg import read_svg
from halsoskola.domain.drawings import SIDE, Shape
from halsoskola.domain.errors import RuleBroken
from halsoskola.i18n.messages import sentence

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "resources" / "pictures"

CHOSEN_PICTURES = """
sleeping-face 1F634 | bed 1F6CF | person-in-bed 1F6CC | alarm-clock 23F0 | clock 1F552 | calendar 1F4C5 | coffee 2615
tea 1F375 | phone 1F4F1 | call 1F4DE | hospital 1F3E5 | ambulance 1F691 | nurse 1F9D1-200D-2695-FE0F | pill 1F48A
stethoscope 1FA7A | tooth 1F9B7 | toothbrush 1FAA5 | apple 1F34E | salad 1F957 | bread 1F35E | fish 1F41F
droplet 1F4A7 | glass-of-water 1F95B | meat 1F969 | candy 1F36C | salt 1F9C2 | plate 1F37D | cigarette 1F6AC
no-smoking 1F6AD | wine 1F377 | beer 1F37A | syringe 1F489 | walking 1F6B6 | chair 1FA91 | muscle 1F4AA
heart-organ 1FAC0 | heart 2764 | brain 1F9E0 | bone 1F9B4 | foot 1F9B6 | hand 270B | ear 1F442 | eye 1F441
lungs 1FAC1 | breath-out 1F62E-200D-1F4A8 | wind 1F32C | happy 1F642 | neutral 1F610 | sad 1F641 | crying 1F622
angry 1F620 | afraid 1F628 | worried 1F61F | thinking 1F914 | relieved 1F60C | in-pain 1F616 | siren 1F6A8
speak 1F5E3 | talk 1F4AC | group 1F465 | handshake 1F91D | family 1F46A | baby 1F476 | child 1F9D2 | law 2696
house 1F3E0 | school 1F3EB | work 1F4BC | tree 1F333 | sun 2600 | moon 1F319 | pencil 270F | paper 1F4C4 | letter 2709
map 1F5FA | money 1FA99 | bus 1F68C | music 1F3B5 | book 1F4D6 | lock 1F512 | quiet 1F92B | raised-hand 1F64B
yes 2705 | no 274C | warning 26A0 | question 2753 | light-bulb 1F4A1 | target 1F3AF | ladder 1FA9C | compass 1F9ED
medal 1F3C5 | sofa 1F6CB | bath 1F6C1 | puzzle 1F9E9 | clipboard 1F4CB | id-card 1FAAA | door 1F6AA
thermometer 1F321 | mask 1F637 | fruit 1F34A | carrot 1F955 | rice 1F35A | olive-oil 1FAD2 | running 1F3C3
yoga-sitting 1F9D8 | sprout 1F331 | mountain 26F0 | dark 1F303 | snowflake 2744 | cooking 1F373 | ball 26BD | hug 1FAC2
umbrella-help 26F1 | world 1F30D | gift 1F381 | flag-step 1F6A9
"""

# The codes and labels of the signs stand in halsoskola/domain/picture_signs.py; this is only which drawing each has.
CHOSEN_SIGNS = """
sun 2600 | boat 26F5 | apple 1F34E | tree 1F333 | key 1F511 | fish 1F41F | star 2B50 | house 1F3E0 | bicycle 1F6B2
umbrella 2602 | moon 1F319 | bird 1F426 | cup 2615 | book 1F4D6 | flower 1F33B | clock 1F552 | chair 1FA91 | hat 1F3A9
leaf 1F342 | lamp 1F4A1 | scissors 2702 | ball 26BD | car 1F697 | train 1F682 | mountain 26F0 | pear 1F350
carrot 1F955
cloud 2601 | butterfly 1F98B | bell 1F514 | anchor 2693 | balloon 1F388 | rocket 1F680 | mushroom 1F344 | lemon 1F34B
guitar 1F3B8
"""


class NotUnderstoodError(Exception):
    """The drawing uses something this reader does not know; the picture must be looked at by a person."""


def read_drawing(svg: str) -> list[list[object]]:
    """Shapes in painting order, each [paint, line width, cap, join, operators]; paint is f, s or fs (both).

    Raises: NotUnderstoodError for anything that would be drawn differently from a browser, or is not black.
    """
    try:
        rows = [shape.as_list() for shape in read_svg(svg.encode())]
    except RuleBroken as trouble:
        raise NotUnderstoodError(sentence(trouble)) from trouble
    if f'viewBox="0 0 {SIDE} {SIDE}"' not in svg:
        raise NotUnderstoodError("another view box")
    if any(len(row) != len(Shape("f", 1, 0, 0, "").as_list()) for row in rows):
        raise NotUnderstoodError("something that is not black")
    return rows


def _chosen(table: str) -> dict[str, str]:
    """name -> OpenMoji code."""
    pairs = (entry.split() for entry in table.replace("\n", "|").split("|") if entry.strip())
    return {name: code for name, code in pairs}  # noqa: C416 - says which is which


def main(package: Path) -> None:
    """Reads from an unpacked `openmoji` package and writes below resources/pictures/."""
    drawings = package / "black" / "svg"
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    result: dict[str, object] = {"source": f"OpenMoji {version}, CC BY-SA 4.0, https://openmoji.org/"}
    for kind, table in (("pictures", CHOSEN_PICTURES), ("signs", CHOSEN_SIGNS)):
        converted = {}
        for name, code in sorted(_chosen(table).items()):
            svg = (drawings / f"{code}.svg").read_text(encoding="utf-8")
            try:
                converted[name] = read_drawing(svg)
            except NotUnderstoodError as trouble:
                sys.exit(f"{name} ({code}): {trouble}")
            if kind == "signs":
                (TARGET / "signs").mkdir(parents=True, exist_ok=True)
                small = re.sub(r">\s+<", "><", svg.strip()).replace("\r", "") + "\n"
                (TARGET / "signs" / f"{name}.svg").write_text(small, encoding="utf-8", newline="\n")
        result[kind] = converted
        print(f"{len(converted)} {kind}")
    text = json.dumps(result, ensure_ascii=False, separators=(",", ":")).replace(']],"', ']],\n"') + "\n"
    (TARGET / "pictures.json").write_text(text, encoding="utf-8", newline="\n")
    print(f"pictures.json: {len(text)} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
