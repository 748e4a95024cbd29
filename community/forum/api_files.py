"""Files, for programs: uploaded before their post is written, fetched by whoever sees it, removed and restored."""

from typing import Any

from apiflask import Schema
from apiflask.fields import File, List, Nested, String
from flask import Response

from community.kernel.api_shapes import ReasonIn
from community.kernel.auth import current_viewer, require
from community.kernel.errors import Refused
from community.kernel.web.limits import typing_limit
from community.kernel.web.uploads import takes_files, uploads

from . import files as reads
from .api import FileOut, bp, file_out
from .api_found import file_or_404
from .services import files as services
from .serving import given


class FilesIn(Schema):
    """Up to five files of a form (multipart/form-data)."""

    files = List(File(), required=True)


class FilesOut(Schema):
    """The files that were taken, and a sentence for each that was not."""

    files = List(Nested(FileOut))
    refused = List(String())


@bp.post("/files")
@require("forum.post")
@bp.input(FilesIn, location="files", arg_name="_sent")
@bp.output(FilesOut, status_code=201)
@typing_limit
@takes_files
def upload(_sent: dict[str, Any]) -> dict[str, Any]:
    """Upload files for a post to be written within a day; name them in its `files`."""
    if not uploads().taken:
        reasons = " ".join(uploads().refused)
        raise Refused(reasons or "There was no file.")
    kept = services.keep(by=current_viewer(), uploads=uploads().taken)
    return {"files": [file_out(reads.file_row(one)) for one in kept], "refused": uploads().refused}


@bp.get("/files/<int:file_id>")
@require("forum.read")
@bp.doc(responses={200: {"description": "The content.", "content": {"*/*": {}}}})
def fetch(file_id: int) -> Response:
    """Fetch the content of a file."""
    found = file_or_404(file_id)
    return given(found, found.digest, found.media_type)


@bp.put("/files/<int:file_id>/removal")
@require("forum.moderate")
@bp.input(ReasonIn, arg_name="words")
@bp.output({}, status_code=204)
def hide_file(file_id: int, words: dict[str, Any]) -> str:
    """Take a file off its post, with a reason."""
    services.hide_file(file=file_or_404(file_id), by=current_viewer(), reason=words["reason"])
    return ""


@bp.delete("/files/<int:file_id>/removal")
@require("forum.moderate")
@bp.output({}, status_code=204)
def restore_file(file_id: int) -> str:
    """Show a removed file again."""
    services.restore_file(file=file_or_404(file_id), by=current_viewer())
    return ""
