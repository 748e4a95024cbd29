"""One request outside: judged where it leads, no redirect followed, left in time."""

import socket
import threading

import pytest

from community.notifications.webhooks import transport

FROM_OUTSIDE = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 80))
FROM_INSIDE = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.7", 80))


def post(url, *, at_home=True):
    return transport.post(url, b"{}", {"Content-Type": "application/json"}, at_home=at_home)


def test_answer_comes_with_its_code_and_first_bytes(receiver):
    receiver.words = b"taken\0\n" + b"x" * 5000

    answer = post(receiver.url)

    assert answer.well
    assert answer.code == 200
    assert answer.words.startswith("taken  xxx")
    assert len(answer.words) <= transport.MOST_BYTES
    assert receiver.arrived[0][1] == b"{}"
    assert receiver.arrived[0][0]["host"] == f"127.0.0.1:{receiver.port}"


@pytest.mark.parametrize("code", [301, 302, 307, 308])
def test_redirect_is_an_answer_and_is_not_followed(receiver, code):
    receiver.codes = [code]

    answer = post(receiver.url)

    assert (answer.code, answer.well, len(receiver.arrived)) == (code, False, 1)


def test_loopback_is_not_even_connected_to_in_production(receiver):
    answer = post(receiver.url, at_home=False)

    assert answer.code is None
    assert "our own network" in answer.words
    assert receiver.arrived == []


def test_name_with_one_address_inside_is_refused_whatever_the_others_are(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: [FROM_OUTSIDE, FROM_INSIDE])

    answer = post("http://rebinding.example/", at_home=False)

    assert (answer.code, "our own network" in answer.words) == (None, True)


def test_connection_is_judged_again_by_where_it_led(receiver, monkeypatch):
    inside = socket.create_connection(("127.0.0.1", receiver.port))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: [FROM_OUTSIDE])
    monkeypatch.setattr(socket, "create_connection", lambda *_args, **_more: inside)

    answer = post("http://rebinding.example/", at_home=False)

    assert "our own network" in answer.words
    assert receiver.arrived == []


def test_name_is_asked_for_once_and_what_was_judged_is_connected_to(receiver, monkeypatch):
    asked, real = [], socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *args, **more: asked.append(host) or real(host, *args, **more)
    )

    post(f"http://localhost:{receiver.port}/")

    assert asked.count("localhost") == 1


def test_proxy_of_the_environment_is_not_used(receiver, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")

    assert post(receiver.url).well


def test_nobody_there_is_an_answer_without_a_code():
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]

    answer = post(f"http://127.0.0.1:{port}/")

    assert answer.code is None
    assert "ConnectionRefusedError" in answer.words


def test_server_that_answers_a_letter_at_a_time_is_left(monkeypatch):
    monkeypatch.setattr(transport, "WHOLE_SECONDS", 0.3)
    ended = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_drip, args=(server, ended))
        thread.start()

        answer = post(f"http://127.0.0.1:{server.getsockname()[1]}/")

        ended.set()
        thread.join()
    assert answer.code is None


def _drip(server, ended):
    connection, _address = server.accept()
    with connection:
        connection.settimeout(5)
        connection.recv(1000)
        try:
            connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            while not ended.wait(0.05):
                connection.sendall(b"a")
        except OSError:
            return


def test_tls_must_hold(receiver):
    answer = post(receiver.url.replace("http://", "https://"))

    assert answer.code is None
    assert "SSL" in answer.words
