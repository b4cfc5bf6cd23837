"""Painting: the pictures of the demo's letters, drawn: a sky, a town by a river, and people who run."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw as Draw

WIDTH, HEIGHT = 1200, 600
BANK = 440
Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Scene:
    """The light of an hour: the sky from above to the horizon, the town, and the sun or moon."""

    above: Colour
    below: Colour
    town: Colour
    light: Colour
    light_at: tuple[int, int]
    runners: int


SCENES = {
    "morning": Scene((86, 149, 186), (253, 222, 178), (74, 104, 118), (255, 241, 214), (900, 330), 5),
    "noon": Scene((64, 152, 214), (196, 231, 245), (96, 132, 140), (255, 248, 206), (260, 120), 3),
    "relay": Scene((94, 168, 160), (240, 240, 206), (66, 110, 106), (255, 250, 222), (960, 150), 8),
    "autumn": Scene((122, 88, 92), (242, 170, 98), (70, 58, 66), (255, 214, 150), (700, 360), 4),
    "night": Scene((14, 22, 44), (44, 62, 96), (20, 30, 50), (236, 236, 222), (980, 120), 6),
}


def paint(name: str) -> bytes:
    """Answer a scene as a JPEG of 1200 × 600; the same name is painted alike each time."""
    from PIL import Image, ImageDraw  # heavy, and wanted only while a demo is filled

    scene, chance = SCENES[name], Random(name)  # noqa: S311
    picture = Image.new("RGB", (WIDTH, HEIGHT))
    draw = ImageDraw.Draw(picture)
    for y in range(BANK):
        draw.line((0, y, WIDTH, y), fill=_between(scene.above, scene.below, y / BANK))
    left, top = scene.light_at
    draw.ellipse((left - 52, top - 52, left + 52, top + 52), fill=scene.light)
    _town(draw, scene, chance)
    _river(draw, scene, chance)
    for place in range(scene.runners):
        x = WIDTH * (place + 1) // (scene.runners + 1) + chance.randint(-30, 30)
        _runner(draw, x, BANK + 96 + chance.randint(-8, 8), chance)
    file = BytesIO()
    picture.save(file, "JPEG", quality=82, optimize=True)
    return file.getvalue()


def _between(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _town(draw: Draw, scene: Scene, chance: Random) -> None:
    """Two rows of houses, the farther paler; some windows are lit."""
    for depth, (low, high) in enumerate(((90, 210), (40, 130))):
        fill = _between(scene.town, scene.below, 0.45 * (1 - depth))
        x = -20
        while x < WIDTH:
            width, height = chance.randint(50, 110), chance.randint(low, high)
            draw.rectangle((x, BANK - height, x + width, BANK), fill=fill)
            for window in range(height // 26 if depth else 0):
                if chance.random() < 0.5:
                    at = (x + 12 + 22 * chance.randint(0, max(0, width // 22 - 1)), BANK - 24 * (window + 1))
                    draw.rectangle((*at, at[0] + 8, at[1] + 11), fill=scene.light)
            x += width + chance.randint(0, 26)


def _river(draw: Draw, scene: Scene, chance: Random) -> None:
    """The water has the sky in it, and a path runs along."""
    for y in range(BANK, HEIGHT):
        draw.line((0, y, WIDTH, y), fill=_between(scene.below, scene.above, (y - BANK) / (HEIGHT - BANK)))
    for _ in range(60):
        x, y = chance.randint(0, WIDTH), chance.randint(BANK + 8, BANK + 60)
        draw.line(
            (x, y, x + chance.randint(16, 60), y), fill=_between(scene.below, scene.light, 0.6), width=2
        )
    draw.polygon(
        ((0, HEIGHT), (0, BANK + 84), (WIDTH, BANK + 70), (WIDTH, HEIGHT)),
        fill=_between(scene.town, (255, 255, 255), 0.12),
    )


def _runner(draw: Draw, x: int, ground: int, chance: Random) -> None:
    """Somebody in the middle of a step, in a shirt of their own colour."""
    shirt = chance.choice(((13, 122, 111), (226, 98, 60), (240, 180, 41), (92, 107, 192), (200, 60, 92)))
    skin, trousers = chance.choice(((240, 205, 175), (198, 150, 112), (120, 84, 62))), (32, 38, 46)
    size = chance.uniform(0.9, 1.15)

    def at(dx: float, dy: float) -> tuple[float, float]:
        return x + dx * size, ground - dy * size

    for points, fill, width in (
        (((0, 44), (16, 26), (4, 4), (12, 2)), trousers, 9),
        (((0, 44), (-8, 24), (-26, 18), (-30, 24)), trousers, 9),
        (((2, 74), (-14, 60), (-22, 70)), skin, 7),
        (((4, 74), (18, 60), (28, 72)), skin, 7),
        (((0, 44), (4, 76)), shirt, 17),
    ):
        draw.line([at(*point) for point in points], fill=fill, width=round(width * size), joint="curve")
    draw.ellipse((*at(-4, 104), *at(16, 84)), fill=skin)
