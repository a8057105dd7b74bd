"""Files that people send: kept in memory while a request lasts, never in a folder of the machine."""

import io
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

#: The largest file that is taken (bytes). Of a larger one no byte is kept, and it is told by its size.
LARGEST = 5_000_000


class InMemory(FileUploadHandler):
    """Keeps a file in memory. One that is too large is read to its end and thrown away, so that a page can say so."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin one."""
        super().new_file(*args, **kwargs)
        self._kept = io.BytesIO()
        self._size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Take some of it."""
        self._size += len(raw_data)
        if self._size <= LARGEST:
            self._kept.write(raw_data)
        elif self._kept.tell():
            self._kept = io.BytesIO()
        return None

    def file_complete(self, file_size: int) -> InMemoryUploadedFile | None:
        """Hand it on, with the size it had."""
        self._kept.seek(0)
        return InMemoryUploadedFile(
            file=self._kept,
            field_name=self.field_name,
            name=self.file_name or "",
            content_type=self.content_type or "",
            size=self._size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
