"""A real IMAP server with one mailbox, in a folder of its own, for one user: whoever runs the tests."""

import getpass
import grp
import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from support import databases

PASSWORD = "s%40cret"
FOLDER = "Replies"
CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = {ssl}
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = no
first_valid_uid = 0
first_valid_gid = 0
default_internal_user = {user}
default_login_user = {login}
default_internal_group = {group}
mail_location = maildir:{folder}/mail
passdb {{
  driver = static
  args = password=s@cret
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}
}}
auth_failure_delay = 0
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  chroot =
  process_min_avail = 0
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service stats {{
  chroot =
}}
"""


class ImapServer:
    """A running server; `url` is where a reader finds its mailbox, `tls_url` the same with a certificate of its own."""

    def __init__(self, folder: Path, port: int, tls_port: int) -> None:
        self.folder, self.port = folder, port
        self.url = f"imap://replies:{PASSWORD}@127.0.0.1:{port}/{FOLDER}"
        self.tls_url = f"imaps://replies:{PASSWORD}@127.0.0.1:{tls_port}/{FOLDER}"

    @contextmanager
    def signed_in(self) -> Iterator[imaplib.IMAP4]:
        """Yield a connection of somebody who looks into the mailbox with a mail program."""
        server = imaplib.IMAP4("127.0.0.1", self.port, timeout=20)
        try:
            server.login("replies", "s@cret")
            yield server
        finally:
            with suppress(OSError, imaplib.IMAP4.error):
                server.logout()
            with suppress(OSError):
                server.shutdown()

    def deliver(self, *mails: bytes, seen: bool = False) -> None:
        with self.signed_in() as server:
            for mail in mails:
                server.append(FOLDER, r"(\Seen)" if seen else "", "", mail)  # type: ignore[arg-type]

    def seen(self) -> int:
        """Return how many mails are marked as seen."""
        with self.signed_in() as server:
            server.select(FOLDER, readonly=True)
            return len(server.search(None, "SEEN")[1][0].split())

    def make_anew(self) -> None:
        """Empty the mailbox by making it anew, so that its UIDs are others than before."""
        with self.signed_in() as server:
            server.delete(FOLDER)
            server.create(FOLDER)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@contextmanager
def running() -> Iterator[ImapServer]:
    """Yield a server with an empty mailbox; skip, or fail where services are required, when there is none."""
    binary = shutil.which("dovecot") or "/usr/sbin/dovecot"
    if not Path(binary).exists():
        databases.missing("Dovecot", "the program is not installed (Debian: dovecot-imapd)")
    with TemporaryDirectory(prefix="dovecot-") as name:
        folder = Path(name)
        server = ImapServer(folder, _free_port(), tls_port := _free_port())
        _certify(folder)
        told = {"folder": folder, "port": server.port, "tls_port": tls_port, "ssl": "yes", **_users(folder)}
        (folder / "dovecot.conf").write_text(CONFIGURATION.format(**told))
        process = subprocess.Popen([binary, "-F", "-c", str(folder / "dovecot.conf")], stderr=subprocess.PIPE)
        try:
            _wait_for(server, process, folder / "log")
            yield server
        finally:
            process.terminate()
            process.wait(20)
            if process.stderr:
                process.stderr.close()


def _users(folder: Path) -> dict[str, str]:
    """Return who runs its parts: we ourselves, or the package's users where we are root, who may not."""
    user, login = (getpass.getuser(), getpass.getuser()) if os.getuid() else ("dovecot", "dovenull")
    group = grp.getgrgid(pwd.getpwnam(user).pw_gid).gr_name
    if not os.getuid():
        folder.chmod(0o755)
        (folder / "mail").mkdir()
        shutil.chown(folder / "mail", user, group)
    return {"user": user, "login": login, "group": group}


def _certify(folder: Path) -> None:
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    subprocess.run([*made, "-keyout", folder / "key.pem", "-out", folder / "cert.pem"], check=True, capture_output=True)


def _wait_for(server: ImapServer, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError, imaplib.IMAP4.error), server.signed_in():
            return
        time.sleep(0.1)
    errors = process.stderr.read().decode() if process.poll() is not None and process.stderr else ""
    databases.missing("Dovecot", errors or (log.read_text()[-500:] if log.exists() else "it does not answer"))
