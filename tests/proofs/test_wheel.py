"""The wheel has everything in it: templates, migrations and translations travel inside the package."""

import subprocess
import sys
from pathlib import Path

import pytest
from proofs.installation import Installation, fetch

CHECKOUT = Path(__file__).resolve().parents[2]


def _python(*arguments: str) -> None:
    done = subprocess.run([sys.executable, *arguments], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """A folder in which the wheel of this checkout is installed, without what it depends on."""
    _python("-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path))
    (wheel,) = tmp_path.glob("*.whl")
    folder = tmp_path / "unpacked"
    _python("-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(folder), str(wheel))
    return folder


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_the_wheel_makes_a_database_and_serves_its_pages(unpacked: Path, installation: Installation) -> None:
    installation.environ["PYTHONPATH"] = str(unpacked)
    installation.environ["GROUNDSWELL_LOCALE"] = "de"
    installation.environ["GROUNDSWELL_DATABASE_URL"] = f"sqlite:///{unpacked / 'fresh.db'}"

    migrated = installation.command("migrate")
    with installation.serving("web"):
        status, page = fetch(installation.port, "/")

    assert migrated.returncode == 0, migrated.stderr
    assert (unpacked / "fresh.db").is_file()
    assert any((unpacked / "community" / "__pycache__").glob("cli.*.pyc")), "the wheel's own code was not what ran"
    assert status == 200
    assert "<title>" in page
    assert "Zum Inhalt springen" in page
    assert (unpacked / "groundswell_client" / "py.typed").is_file()
