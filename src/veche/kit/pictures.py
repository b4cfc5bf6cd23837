"""Pictures from outside, drawn anew: nothing but what is seen is kept of the file."""

import io

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")


def drawn_anew(data: bytes, side: int, *, most_pixels: int) -> bytes:
    """Answer a picture as a square WebP of so many pixels a side: place, camera and all else in it go.

    Raises `ValueError` for what is no picture of the formats above, or has more pixels than may be opened.
    """
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            if opened.width * opened.height > most_pixels:
                raise ValueError("more pixels than may be opened")
            opened.draft("RGB", (side * 2, side * 2))
            turned = ImageOps.exif_transpose(opened).convert("RGB")
            square = ImageOps.fit(turned, (side, side))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, MemoryError) as error:
        raise ValueError("no picture that can be opened") from error
    # A picture of its own: what the old one carried beside its pixels is not in it.
    clean = Image.new("RGB", square.size)
    clean.paste(square)
    kept = io.BytesIO()
    clean.save(kept, "WEBP", quality=85)
    return kept.getvalue()
