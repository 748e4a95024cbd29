"""Writes the client's operations and shapes from the API's description: `make client` runs this."""

from pathlib import Path
from shutil import rmtree

from support.client_source import writing

CLIENT = Path(__file__).resolve().parents[3] / "groundswell_client"

if __name__ == "__main__":
    written = writing.sources(writing.description())
    for folder in writing.FOLDERS:
        rmtree(CLIENT / folder, ignore_errors=True)
    for name, source in written.items():
        (CLIENT / name).parent.mkdir(exist_ok=True)
        (CLIENT / name).write_text(source, encoding="utf-8")
