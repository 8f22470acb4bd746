"""Files as people send them, and as somebody would send them to do harm; each made here, none taken from anywhere."""

import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image

CANARY = b"Kanarienvogel"
TOLD = CANARY.decode()


def exif(orientation: int = 1) -> Image.Exif:
    """What a telephone writes: its maker, the way it was held, and where."""
    told = Image.Exif()
    told[0x010F] = TOLD
    told[0x0112] = orientation
    told[0x8825] = {1: "N", 2: (48.0, 12.0, 30.0), 29: TOLD}
    return told


def picture(form: str, size: tuple[int, int] = (40, 20), mode: str = "RGB", **more: Any) -> bytes:
    """A picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, *size))
    out = io.BytesIO()
    image = image.convert("L") if mode == "I;16" else image
    image.convert(mode).save(out, form, **more)
    return out.getvalue()


def jpeg(orientation: int = 1, size: tuple[int, int] = (40, 20)) -> bytes:
    """A photograph with everything that can be written into one."""
    return picture("JPEG", size, exif=exif(orientation), comment=CANARY, xmp=b"<x>" + CANARY + b"</x>")


def png() -> bytes:
    """A drawing with texts."""
    from PIL.PngImagePlugin import PngInfo  # noqa: PLC0415 - beside its one use

    texts = PngInfo()
    texts.add_text("Author", TOLD)
    texts.add_itxt("XML:com.adobe.xmp", TOLD)
    return picture("PNG", pnginfo=texts, exif=exif())


def gif() -> bytes:
    """Two frames and a comment."""
    second = Image.new("RGB", (40, 20), "green")
    return picture("GIF", save_all=True, append_images=[second], comment=CANARY)


def claimed(width: int, height: int) -> bytes:
    """A PNG of a hundred bytes that claims to be as large as one likes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def written(document: Pdf, **more: Any) -> bytes:
    """The bytes of a document."""
    out = io.BytesIO()
    document.save(out, **more)
    return out.getvalue()


def pdf() -> bytes:
    """A page with a photograph and a note, and everything that a PDF can say or do beside it."""
    document = Pdf.new()
    page = document.add_blank_page().obj
    with document.open_metadata() as told:
        told["dc:creator"] = [TOLD]
    document.docinfo["/Author"] = TOLD
    document.attachments[f"{TOLD}.txt"] = CANARY
    runs = Dictionary(S=Name.JavaScript, JS=f"app.alert('{TOLD}')")
    leads = Dictionary(S=Name.URI, URI=f"https://{TOLD}.example/")
    document.Root.OpenAction = runs
    page.AA = Dictionary(O=runs)
    page.PieceInfo = Dictionary(X=Dictionary(Private=TOLD))
    page.Metadata = Stream(document, CANARY)
    photograph = Stream(document, jpeg())
    photograph.stream_dict = Dictionary(
        Type=Name.XObject, Subtype=Name.Image, Width=40, Height=20, BitsPerComponent=8, ColorSpace=Name.DeviceRGB
    )
    photograph.Filter = Name.DCTDecode
    photograph.Metadata = Stream(document, CANARY)
    page.Resources = Dictionary(XObject=Dictionary(Im0=photograph))
    page.Contents = Stream(document, b"q 100 0 0 100 0 0 cm /Im0 Do Q")
    corner = Array([0, 0, 9, 9])
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=corner, T=TOLD, A=leads, Contents="What the note says")
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=corner, A=leads)
    held = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=corner, Contents=TOLD)
    page.Annots = Array([document.make_indirect(one) for one in (note, link, held)])
    return written(document, compress_streams=False)


def pdf_with(packed: bytes, *filters: Name) -> bytes:
    """A page whose content is this, unpacked by these filters in turn."""
    document = Pdf.new()
    content = Stream(document, b"")
    content.write(packed, filter=Array(filters))
    document.add_blank_page().obj.Contents = content
    return written(document, compress_streams=False)


def bomb(times: int = 30) -> bytes:
    """So many times ten million zeros, in a small file."""
    return pdf_with(_zeros(times), Name.FlateDecode)


def _zeros(times: int) -> bytes:
    machine = zlib.compressobj(1)
    return b"".join(machine.compress(bytes(10_000_000)) for _ in range(times)) + machine.flush()


def twice_packed() -> bytes:
    """The same, packed once more."""
    packed = _zeros(20)
    return pdf_with(zlib.compress(packed, 9), Name.FlateDecode, Name.FlateDecode)


def locked() -> bytes:
    """A document that asks for a password."""
    document = Pdf.new()
    document.add_blank_page()
    return written(document, encryption=pikepdf.Encryption(owner="owner", user="user"))


def deep_mail() -> bytes:
    """A mail in a mail in a mail, two thousand times."""
    inner = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(2000))
    return b"From: a@b.example\nSubject: deep\n" + inner


METADATA: dict[str, Callable[[], bytes]] = {
    "photo.jpg": jpeg,
    "drawing.png": png,
    "moving.gif": gif,
    "photo.webp": lambda: picture("WEBP", exif=exif(), xmp=CANARY),
    "letter.pdf": pdf,
}
"""Every kind of which a copy is shown, by the name that it has, full of canaries."""
