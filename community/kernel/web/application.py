"""The application class: a page or an API answer leaves only after its unit of work is committed."""

from collections.abc import Callable
from typing import Any, TypeVar

from apiflask import APIFlask
from flask import Flask, Request, Response, flash, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask.typing import ResponseReturnValue

from .. import db as kernel_db
from .. import notices
from ..auth import READING, is_api
from .uploads import FormWithFiles

View = TypeVar("View", bound=Callable[..., Any])


def writes(view: View) -> View:
    """Mark one of the few views that must write although they answer a GET, such as a confirmation link."""
    view.writes = True  # type: ignore[attr-defined]
    return view


def reads(view: View) -> View:
    """Mark one of the few views that only read although they answer a POST, such as a preview."""
    view.reads = True  # type: ignore[attr-defined]
    return view


def from_outside(view: View) -> View:
    """Mark one of the few views that take a POST of other machines, guarded by their signed address or their token."""
    view.from_outside = True  # type: ignore[attr-defined]
    return view


class Sessions(SecureCookieSessionInterface):
    """Sessions in a signed cookie; static files have none, or browsers would keep one copy for each cookie."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Return the visitor's session; None where the answer is the same for everybody."""
        return None if request.path.startswith("/static/") else super().open_session(app, request)


class Groundswell(APIFlask):
    """Returning commits, raising rolls back: here, and nowhere else in a request."""

    session_interface = Sessions()
    request_class = FormWithFiles

    def full_dispatch_request(self) -> Response:
        """Choose the kind of transaction before anything can begin one."""
        with kernel_db.mode("read" if self._only_reads() else "write"):
            return super().full_dispatch_request()

    def dispatch_request(self) -> Response:
        """Commit after the view's response exists and before it leaves, where a failure still meets the handlers."""
        response: Response = self.make_response(super().dispatch_request())
        if not is_api():
            for sentence in notices.taken():
                flash(sentence, "info")
        kernel_db.commit()
        return response

    def handle_user_exception(self, e: Exception) -> ResponseReturnValue:
        """Forget the unit of work before anybody answers for the error."""
        kernel_db.rollback()
        return super().handle_user_exception(e)

    def _only_reads(self) -> bool:
        view = self.view_functions.get(request.endpoint or "")
        if request.method in READING:
            return not getattr(view, "writes", False)
        return getattr(view, "reads", False)
