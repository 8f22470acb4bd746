"""Reading bytes strictly: what is missing or left over is refused."""

from evenhand.vault.errors import SealBrokenError

_LENGTH_BYTES = 4


class Reader:
    """A cursor over bytes."""

    __slots__ = ("_left",)

    def __init__(self, raw: bytes) -> None:
        self._left = raw

    def take(self, size: int) -> bytes:
        """Return the next bytes, exactly so many."""
        if len(self._left) < size:
            raise SealBrokenError("the bytes end too early")
        taken, self._left = self._left[:size], self._left[size:]
        return taken

    def number(self, size: int = _LENGTH_BYTES) -> int:
        """Return the next bytes as a number."""
        return int.from_bytes(self.take(size))

    def framed(self) -> bytes:
        """Return the next part behind its length."""
        return self.take(self.number())

    def framed_number(self) -> int:
        """Return the next part, four bytes, as a number."""
        part = Reader(self.framed())
        number = part.number()
        part.end()
        return number

    def text(self) -> str:
        """Return the next part as text."""
        try:
            return self.framed().decode()
        except UnicodeDecodeError:
            raise SealBrokenError("the text is not UTF-8") from None

    def more(self) -> bool:
        """Say whether bytes are left."""
        return bool(self._left)

    def end(self) -> None:
        """Refuse bytes that are left over."""
        if self._left:
            raise SealBrokenError("bytes are left over")
