"""Pictures from outside, drawn anew: place, camera and all else that was in the file beside them go."""

import io
from typing import BinaryIO

from veche.kit.terms import N_, Reason, Refusal

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
    from PIL import Image, ImageOps

    data = picture.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Refusal(Reason(TOO_LARGE, field=field, values={"most": LARGEST // 1024**2}))
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            if opened.width * opened.height > most_pixels:
                raise Refusal(Reason(NO_PICTURE, field=field))
            opened.draft("RGB", (side * 2, side * 2))
            turned = ImageOps.exif_transpose(opened).convert("RGB")
            if square:
                drawn = ImageOps.fit(turned, (side, side))
            else:
                turned.thumbnail((side, side))
                drawn = turned
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, MemoryError) as error:
        raise Refusal(Reason(NO_PICTURE, field=field)) from error
    # A picture of its own: what the old one carried beside its pixels is not in it.
    clean = Image.new("RGB", drawn.size)
    clean.paste(drawn)
    kept = io.BytesIO()
    clean.save(kept, "WEBP", quality=85)
    return kept.getvalue()
