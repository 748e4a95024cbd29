"""`client.files`. Written by `make client`."""

from collections.abc import Sequence

from ..resource import Resource, Upload
from ..shapes.forum import Files


class FilesResource(Resource):
    """Operations below `/files`."""

    def upload(self, *, files: Sequence[Upload], idempotency_key: str | None = None) -> Files:
        """Upload files for a post to be written within a day; name them in its `files`.

        `POST /files` (forum_upload). Needs a token that may write.
        """
        return self._ask(Files, "POST", "/files", files=files, key=idempotency_key)

    def fetch(self, file_id: int) -> bytes:
        """Fetch the content of a file.

        `GET /files/{file_id}` (forum_fetch). Works without a token, and shows what everybody may see.
        """
        return self._fetch("GET", f"/files/{file_id}")

    def hide(self, file_id: int, *, reason: str) -> None:
        """Take a file off its post, with a reason.

        `PUT /files/{file_id}/removal` (forum_hide_file). Needs a token that may write with the role of its member,
        who is mvp or agent or admin.
        """
        self._do("PUT", f"/files/{file_id}/removal", body={"reason": reason})

    def restore(self, file_id: int) -> None:
        """Show a removed file again.

        `DELETE /files/{file_id}/removal` (forum_restore_file). Needs a token that may write with the role of its
        member, who is mvp or agent or admin.
        """
        self._do("DELETE", f"/files/{file_id}/removal")
