"""Converts the chosen OpenMoji drawings to what the program ships: run by hand when a picture is added.

    mkdir /tmp/openmoji && cd /tmp/openmoji && npm pack openmoji@17.0.0 && tar xzf openmoji-17.0.0.tgz
    python tests/tools/convert_pictures.py /tmp/openmoji/package

Reads the black line drawings (`black/svg/*.svg`, 72 × 72 units) named in `CHOSEN_PICTURES` and `CHOSEN_SIGNS`
and writes, below `resources/pictures/`,

- `pictures.json`: the drawings as PDF path operators, y upwards, so that the program draws them without knowing
  SVG (reading SVG at run time would cost 130 ms of imports);
- `signs/<code>.svg`: the picture signs as they are, for Qt's SVG renderer on screen.

Only the SVG that OpenMoji uses is understood: path, line, polyline, polygon, rect, circle, ellipse, g, transform.
Anything else stops the script, so that no picture silently loses a part. Standard library only.
"""

import json
import math
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

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

SIDE = 72  # OpenMoji's view box, both ways
INHERITED = (
    "fill",
    "stroke",
    "stroke-width",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "fill-rule",
)
IGNORED = {"id", "version", "viewBox", "class", "d", "points", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r"} | {
    "rx", "ry", "width", "height", "transform", "enable-background", "overflow",
}  # fmt: skip
BLACK = {"#000000", "#000", "black"}
CAPS = {"butt": 0, "round": 1, "square": 2}
JOINS = {"miter": 0, "round": 1, "bevel": 2}

Point = tuple[float, float]
# One drawing step: operator and its points in SVG's coordinates. "m" and "l" have one point, "c" three, "h" none.
Step = tuple[str, tuple[Point, ...]]


class NotUnderstoodError(Exception):
    """The drawing uses something this reader does not know; the picture must be looked at by a person."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Affine transform in SVG's order: x' = a·x + c·y + e, y' = b·x + d·y + f."""

    a: float = 1
    b: float = 0
    c: float = 0
    d: float = 1
    e: float = 0
    f: float = 0

    def times(self, inner: "Matrix") -> "Matrix":
        """This transform after `inner`."""
        return Matrix(
            self.a * inner.a + self.c * inner.b,
            self.b * inner.a + self.d * inner.b,
            self.a * inner.c + self.c * inner.d,
            self.b * inner.c + self.d * inner.d,
            self.a * inner.e + self.c * inner.f + self.e,
            self.b * inner.e + self.d * inner.f + self.f,
        )

    def apply(self, point: Point) -> Point:
        x, y = point
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    @property
    def scale(self) -> float:
        """How much lines grow; the drawings hold no skewed lines."""
        return math.sqrt(abs(self.a * self.d - self.b * self.c))


def read_transform(text: str) -> Matrix:
    """The product of the transforms in `text`, leftmost outermost."""
    result = Matrix()
    for name, arguments in re.findall(r"(\w+)\s*\(([^)]*)\)", text):
        values = [float(v) for v in re.split(r"[\s,]+", arguments.strip())]
        match name, values:
            case "translate", [x]:
                step = Matrix(e=x)
            case "translate", [x, y]:
                step = Matrix(e=x, f=y)
            case "scale", [s]:
                step = Matrix(a=s, d=s)
            case "scale", [x, y]:
                step = Matrix(a=x, d=y)
            case "matrix", [a, b, c, d, e, f]:
                step = Matrix(a, b, c, d, e, f)
            case "rotate", [angle, *centre]:
                cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
                turn = Matrix(cos, sin, -sin, cos)
                x, y = centre or (0.0, 0.0)
                step = Matrix(e=x, f=y).times(turn).times(Matrix(e=-x, f=-y))
            case _:
                raise NotUnderstoodError(f"transform {name}({arguments})")
        result = result.times(step)
    return result


def _arc(
    start: Point, rx: float, ry: float, turn: float, large: bool, sweep: bool, end: Point
) -> Iterator[Step]:
    """The elliptical arc as Bézier curves of at most 90° each. Source: SVG 1.1, appendix F.6.5."""
    if start == end:
        return
    if rx == 0 or ry == 0:
        yield "l", (end,)
        return
    rx, ry = abs(rx), abs(ry)
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    dx, dy = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    x1, y1 = cos * dx + sin * dy, -sin * dx + cos * dy
    too_small = (x1 / rx) ** 2 + (y1 / ry) ** 2
    if too_small > 1:
        rx, ry = rx * math.sqrt(too_small), ry * math.sqrt(too_small)
    numerator = (rx * ry) ** 2 - (rx * y1) ** 2 - (ry * x1) ** 2
    factor = math.sqrt(max(0.0, numerator / ((rx * y1) ** 2 + (ry * x1) ** 2)))
    if large == sweep:
        factor = -factor
    xc, yc = factor * rx * y1 / ry, -factor * ry * x1 / rx
    centre = (cos * xc - sin * yc + (start[0] + end[0]) / 2, sin * xc + cos * yc + (start[1] + end[1]) / 2)
    first = math.atan2((y1 - yc) / ry, (x1 - xc) / rx)
    last = math.atan2((-y1 - yc) / ry, (-x1 - xc) / rx)
    sweep_angle = last - first
    if sweep and sweep_angle < 0:
        sweep_angle += 2 * math.pi
    elif not sweep and sweep_angle > 0:
        sweep_angle -= 2 * math.pi
    pieces = max(1, math.ceil(abs(sweep_angle) / (math.pi / 2) - 1e-9))
    part = sweep_angle / pieces
    pull = 4 / 3 * math.tan(part / 4)

    def at(x: float, y: float) -> Point:
        return centre[0] + cos * rx * x - sin * ry * y, centre[1] + sin * rx * x + cos * ry * y

    for i in range(pieces):
        one, two = first + i * part, first + (i + 1) * part
        c1, s1, c2, s2 = math.cos(one), math.sin(one), math.cos(two), math.sin(two)
        target = end if i == pieces - 1 else at(c2, s2)
        yield "c", (at(c1 - pull * s1, s1 + pull * c1), at(c2 + pull * s2, s2 - pull * c2), target)


_PATH_TOKEN = re.compile(r"([MmZzLlHhVvCcSsQqTtAa])|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)")
_ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}


def _path_commands(text: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with its numbers; repeated arguments come as repeated commands. Flags of arcs may be glued."""
    position, command = 0, ""
    while position < len(text):
        if text[position] in " \t\r\n,":
            position += 1
            continue
        if text[position].isalpha():
            command = text[position]
            position += 1
            if command in "Zz":
                yield command, []
            continue
        wanted = _ARGUMENTS[command.upper()]
        if not wanted:
            raise NotUnderstoodError(f"numbers after {command}")
        numbers: list[float] = []
        while len(numbers) < wanted:
            while text[position] in " \t\r\n,":
                position += 1
            if command in "Aa" and len(numbers) in (3, 4):  # a flag is one character
                numbers.append(float(text[position]))
                position += 1
                continue
            found = _PATH_TOKEN.match(text, position)
            if not found or not found[2]:
                raise NotUnderstoodError(f"path {text[position : position + 20]!r}")
            numbers.append(float(found[2]))
            position = found.end()
        yield command, numbers
        if command == "M":
            command = "L"
        elif command == "m":
            command = "l"


def read_path(text: str) -> Iterator[Step]:
    """The steps of an SVG path. Source: SVG 1.1, section 8.3."""
    here: Point = (0.0, 0.0)
    begin: Point = (0.0, 0.0)
    last_cubic: Point | None = None
    last_quadratic: Point | None = None
    for command, n in _path_commands(text):
        x0, y0 = here if command.islower() else (0.0, 0.0)
        cubic: Point | None = None
        quadratic: Point | None = None
        match command.upper():
            case "M":
                here = begin = (x0 + n[0], y0 + n[1])
                yield "m", (here,)
            case "L" | "H" | "V":
                if command in "Hh":
                    here = (x0 + n[0], here[1])
                elif command in "Vv":
                    here = (here[0], y0 + n[0])
                else:
                    here = (x0 + n[0], y0 + n[1])
                yield "l", (here,)
            case "C" | "S":
                if command in "Ss":
                    reflect = last_cubic or here
                    one = (2 * here[0] - reflect[0], 2 * here[1] - reflect[1])
                    n = [0.0, 0.0, *n]
                else:
                    one = (x0 + n[0], y0 + n[1])
                cubic = (x0 + n[2], y0 + n[3])
                here = (x0 + n[4], y0 + n[5])
                yield "c", (one, cubic, here)
            case "Q" | "T":
                if command in "Tt":
                    reflect = last_quadratic or here
                    quadratic = (2 * here[0] - reflect[0], 2 * here[1] - reflect[1])
                    n = [0.0, 0.0, *n]
                else:
                    quadratic = (x0 + n[0], y0 + n[1])
                end = (x0 + n[2], y0 + n[3])
                yield (
                    "c",
                    (
                        (
                            here[0] + 2 / 3 * (quadratic[0] - here[0]),
                            here[1] + 2 / 3 * (quadratic[1] - here[1]),
                        ),
                        (end[0] + 2 / 3 * (quadratic[0] - end[0]), end[1] + 2 / 3 * (quadratic[1] - end[1])),
                        end,
                    ),
                )
                here = end
            case "A":
                end = (x0 + n[5], y0 + n[6])
                yield from _arc(here, n[0], n[1], n[2], bool(n[3]), bool(n[4]), end)
                here = end
            case "Z":
                here = begin
                yield "h", ()
        last_cubic, last_quadratic = cubic, quadratic


def read_shape(tag: str, a: Mapping[str, str]) -> list[Step]:
    """The steps of one element, in its own coordinates."""

    def number(name: str) -> float:
        return float(a.get(name, "0"))

    match tag:
        case "path":
            return list(read_path(a["d"]))
        case "line":
            return [("m", ((number("x1"), number("y1")),)), ("l", ((number("x2"), number("y2")),))]
        case "polyline" | "polygon":
            values = [float(v) for v in re.findall(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?", a["points"])]
            points = list(zip(values[::2], values[1::2], strict=True))
            steps: list[Step] = [("m", (points[0],)), *(("l", (p,)) for p in points[1:])]
            return [*steps, ("h", ())] if tag == "polygon" else steps
        case "circle" | "ellipse":
            rx, ry = (number("r"), number("r")) if tag == "circle" else (number("rx"), number("ry"))
            left, right = (number("cx") - rx, number("cy")), (number("cx") + rx, number("cy"))
            return [
                ("m", (left,)),
                *_arc(left, rx, ry, 0, False, True, right),
                *_arc(right, rx, ry, 0, False, True, left),
                ("h", ()),
            ]
        case "rect":
            x, y, w, h = number("x"), number("y"), number("width"), number("height")
            rx = float(a.get("rx", a.get("ry", "0")))
            ry = float(a.get("ry", a.get("rx", "0")))
            rx, ry = min(rx, w / 2), min(ry, h / 2)
            text = f"M{x + rx} {y}H{x + w - rx}A{rx} {ry} 0 0 1 {x + w} {y + ry}V{y + h - ry}"
            text += (
                f"A{rx} {ry} 0 0 1 {x + w - rx} {y + h}H{x + rx}A{rx} {ry} 0 0 1 {x} {y + h - ry}V{y + ry}"
            )
            text += f"A{rx} {ry} 0 0 1 {x + rx} {y}Z"
            return list(read_path(text))
    raise NotUnderstoodError(f"element {tag}")


def _number(value: float) -> str:
    """Two decimals of a unit are 1/100 of half a point at the sizes we print."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def _operators(steps: list[Step], matrix: Matrix) -> str:
    words: list[str] = []
    for operator, points in steps:
        for point in points:
            x, y = matrix.apply(point)
            words += [_number(x), _number(SIDE - y)]
        words.append(operator)
    return " ".join(words)


def read_drawing(svg: str) -> list[list[object]]:
    """Shapes in painting order, each [paint, line width, cap, join, operators]; paint is f, s or fs (both).

    Raises: NotUnderstoodError for anything that would be drawn differently from a browser.
    """
    shapes: list[list[object]] = []

    def walk(element: ElementTree.Element, inherited: Mapping[str, str], matrix: Matrix) -> None:
        tag = element.tag.rpartition("}")[2]
        attributes = dict(element.attrib)
        for pair in filter(None, attributes.pop("style", "").split(";")):
            name, _, value = pair.partition(":")
            attributes[name.strip()] = value.strip()
        unknown = {k for k in attributes if not k.startswith("{")} - IGNORED - set(INHERITED)
        if unknown:
            raise NotUnderstoodError(f"attributes {sorted(unknown)} of {tag}")
        style = {**inherited, **{k: v for k, v in attributes.items() if k in INHERITED}}
        if "transform" in attributes:
            matrix = matrix.times(read_transform(attributes["transform"]))
        if tag in ("svg", "g"):
            for child in element:
                walk(child, style, matrix)
            return
        if tag in ("title", "desc"):
            return
        fill, stroke = style.get("fill", "black"), style.get("stroke", "none")
        if {fill, stroke} - BLACK - {"none"} or style.get("fill-rule", "nonzero") != "nonzero":
            raise NotUnderstoodError(f"fill {fill}, stroke {stroke}, {style.get('fill-rule')}")
        paint = ("f" if fill != "none" else "") + ("s" if stroke != "none" else "")
        if not paint:
            return
        width = float(style.get("stroke-width", "1")) * matrix.scale
        shapes.append(
            [
                paint,
                round(width, 2),
                CAPS[style.get("stroke-linecap", "butt")],
                JOINS[style.get("stroke-linejoin", "miter")],
                _operators(read_shape(tag, attributes), matrix),
            ]
        )

    root = ElementTree.fromstring(svg)
    if root.get("viewBox", "").split() != ["0", "0", str(SIDE), str(SIDE)]:
        raise NotUnderstoodError(f"view box {root.get('viewBox')}")
    walk(root, {}, Matrix())
    return shapes


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
