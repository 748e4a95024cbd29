"""Language models that read with somebody's token, through their own door."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from support import people
from werkzeug.test import TestResponse

from community.accounts import keys
from community.accounts.models import Member
from community.accounts.tokens import LIFETIMES
from community.kernel.api.mcp import versions
from community.kernel.db import db

DOOR = "/api/mcp"


def open_door(app: Flask, patch: pytest.MonkeyPatch) -> None:
    """Switch the setting on for a test."""
    patch.setitem(app.extensions, "settings", replace(app.extensions["settings"], mcp=True))


class Model:
    """A client that speaks one revision of the protocol; without a member it shows no token."""

    def __init__(
        self,
        app: Flask,
        member: Member | None = None,
        *,
        with_role: bool = True,
        version: str = versions.TODAY,
    ) -> None:
        self.client, self.version = app.test_client(), version
        self.headers = {"Accept": "application/json, text/event-stream", "MCP-Protocol-Version": version}
        if member is not None:
            allowed = {"may_write": False, "with_role": with_role}
            secret = keys.issue(by=people.viewer(member), name="A model", lifetime=LIFETIMES[0], **allowed)
            db.session.commit()
            self.headers["Authorization"] = f"Bearer {secret}"

    def send(self, method: str, /, *, headers: dict[str, str | None] | None = None, **params: Any) -> TestResponse:
        """Send a request as the revision wants it; a header that is None is left out."""
        given: dict[str, str | None] = {}
        if self.version == versions.TODAY:
            meta = {versions.VERSION: self.version, versions.CAPABILITIES: {}}
            params = {"_meta": meta} | params
            given = {"Mcp-Method": method} | ({"Mcp-Name": params["name"]} if "name" in params else {})
        body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
        sent = {name: value for name, value in (self.headers | given | (headers or {})).items() if value is not None}
        return FlaskClient.open(self.client, DOOR, method="POST", headers=sent, json=body, buffered=True)

    def post(self, body: Any, **headers: str) -> TestResponse:
        """Send a body as it is."""
        kind = {"Content-Type": "application/json"}
        sent = self.headers | kind | {name.replace("_", "-"): value for name, value in headers.items()}
        return FlaskClient.open(self.client, DOOR, method="POST", headers=sent, data=body, buffered=True)

    def tools(self) -> dict[str, Any]:
        """Return the tools that are offered, by their names."""
        return {tool["name"]: tool for tool in self.send("tools/list").json["result"]["tools"]}

    def call(self, tool: str, /, **arguments: Any) -> dict[str, Any]:
        """Return the result of a tool."""
        told = self.send("tools/call", name=tool, arguments=arguments)
        assert told.status_code == 200, told.text
        result: dict[str, Any] = told.json["result"]
        return result
