"""What happens to files that nobody asked for: they are read past and never touch the disk."""

from typing import NoReturn

from django.core.files.uploadhandler import FileUploadHandler, SkipFile


class NoFiles(FileUploadHandler):
    """Skip every file at its first chunk. A door that takes files puts its own handler before reading the form."""

    has_skipped = False
    """Whether there was one, so that a page can say that it has to be chosen again."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> NoReturn:  # noqa: ARG002 - Django's signature
        """Skip the rest of this file, and go on with the fields after it."""
        self.has_skipped = True
        raise SkipFile

    def file_complete(self, file_size: int) -> None:
        """Give the form nothing."""
