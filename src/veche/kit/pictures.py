"""Pictures from outside, drawn anew: place, camera and all else that was in the file beside them go."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from veche.kit.terms import N_, Reason, Refusal

if TYPE_CHECKING:
    from PIL import Image

LARGEST = 20 * 1024**2
MOST_PIXELS = 50_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
ACCEPT = "image/jpeg,image/png,image/webp,image/gif"
TOO_LARGE = N_("The picture is larger than {most} MB.")
NO_PICTURE = N_("This is no picture we can open: JPEG, PNG, WebP or GIF.")


def drawn_anew(
    picture: BinaryIO,
    side: int,
    *,
    square: bool = False,
    field: str = "photo",
    most_pixels: int = MOST_PIXELS,
) -> bytes:
    """Answer a picture as WebP that fits into so many pixels each way, cut to a square where asked for.

    Refuses what is no picture, or too large to be opened safely.
    """
    from PIL import Image

    drawn = _opened(picture, side, "RGB", field=field, square=square, most_pixels=most_pixels)
    # A picture of its own: what the old one carried beside its pixels is not in it.
    clean = Image.new("RGB", drawn.size)
    clean.paste(drawn)
    kept = io.BytesIO()
    clean.save(kept, "WEBP", quality=85)
    return kept.getvalue()


class Drawn(NamedTuple):
    """A picture drawn anew: its bytes, how its name ends, its size in pixels."""

    data: bytes
    ending: str
    width: int
    height: int


def drawn_for_mail(picture: BinaryIO, side: int, *, field: str = "photo") -> Drawn:
    """Answer a picture as mail programs open it: JPEG, or PNG where something shines through.

    It fits into so many pixels each way. Refuses what is no picture, or too large to be opened safely.
    """
    from PIL import Image

    drawn = _opened(picture, side, "RGBA", field=field)
    see_through = min(drawn.getchannel("A").tobytes(), default=255) < 255
    clean = Image.new("RGBA" if see_through else "RGB", drawn.size)
    clean.paste(drawn if see_through else drawn.convert("RGB"))
    kept = io.BytesIO()
    if see_through:
        clean.save(kept, "PNG", optimize=True)
    else:
        clean.save(kept, "JPEG", quality=82, optimize=True, progressive=True)
    return Drawn(kept.getvalue(), "png" if see_through else "jpg", *clean.size)


def _opened(
    picture: BinaryIO, side: int, mode: str, *, field: str, square: bool = False,
    most_pixels: int = MOST_PIXELS,
) -> Image.Image:  # fmt: skip
    """Answer a picture turned upright and made small; what it carries beside its pixels is still in it."""
    from PIL import Image, ImageOps

    data = picture.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Refusal(Reason(TOO_LARGE, field=field, values={"most": LARGEST // 1024**2}))
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            if opened.width * opened.height > most_pixels:
                raise Refusal(Reason(NO_PICTURE, field=field))
            opened.draft("RGB", (side * 2, side * 2))
            turned = ImageOps.exif_transpose(opened).convert(mode)
            if square:
                return ImageOps.fit(turned, (side, side))
            turned.thumbnail((side, side))
            return turned
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, MemoryError) as error:
        raise Refusal(Reason(NO_PICTURE, field=field)) from error
