"""What a page costs: processor time, waiting time, requests a second, bytes."""

import gzip
import re
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle
from urllib.parse import quote_plus

from .client import Browser
from .crowd import PASSWORD, Crowd
from .place import Place
from .report import Figure
from .server import Server, serving

CROWD = 16  # readers at once
WARM_UP = 24  # requests before the first that counts
REPLIES = 4  # by each member, alone and again in the crowd: members are held to 30 posts a minute
REPLY = "Have you tried **that** again?\n\nIt helped me to restart, and then to wait for a minute or two. " * 3
_ASSET = re.compile(rb'(?:href|src)="(/static/[^"#]+\.(css|js|svg))')

Ask = Callable[[Browser, int], object]


@dataclass(frozen=True, kw_only=True)
class Page:
    """Something to ask for, time and again."""

    name: str
    ask: Ask
    mark: float | None = None


def measure(place: Place, crowd: Crowd, *, requests: int) -> Iterator[tuple[str, list[Figure]]]:
    """Yield the figures of each page, as a reader without and with an account."""
    with serving(("-m", "benchmarks.empty_server"), place.environment, ask="/") as server:
        empty = _cost(server, [Browser(server.port)], lambda browser, _: browser.get("/"), 10 * requests)
    yield "An empty Flask view, for comparison", empty.figures(None, None)
    with serving(("-m", "community.cli", "web"), place.environment, ask="/healthz") as server:
        strangers = [Browser(server.port) for _ in range(CROWD)]
        yield "Bytes", _sizes(strangers[0], crowd)
        for page in _pages(crowd):
            yield f"{page.name}, anonymous", _whole(server, strangers, page, requests, empty)
        members = [_member(server.port, email, crowd) for email in crowd.emails]
        for page in _pages(crowd):
            yield f"{page.name}, signed in", _whole(server, members, page, requests, empty)
        yield "Posting a reply", _replies(server, members, crowd, empty)


def _pages(crowd: Crowd) -> list[Page]:
    def one_of(paths: Sequence[str]) -> Ask:
        return lambda browser, number: browser.get(paths[number % len(paths)])

    searches = [f"/search/?q={quote_plus(question)}" for question in crowd.questions]
    return [
        Page(name="Topic page, 21 posts and 5 comments", ask=one_of(crowd.full_topics), mark=12),
        Page(name="Topics of a board", ask=one_of(crowd.boards), mark=10),
        Page(name="List of boards", ask=one_of(["/forum/"]), mark=10),
        Page(name="Search", ask=one_of(searches), mark=30),
        Page(name="Home", ask=one_of(["/"])),
    ]


@dataclass(frozen=True)
class Cost:
    """What requests cost one after the other, in milliseconds each."""

    cpu: float
    waits: Sequence[float]

    def figures(self, mark: float | None, empty: "Cost | None") -> list[Figure]:
        cuts = statistics.quantiles(self.waits, n=20)
        found = [
            Figure(name="  processor", value=self.cpu, unit="ms a request", mark=mark),
            Figure(name="  half of the answers within (p50)", value=cuts[9], unit="ms"),
            Figure(name="  19 of 20 answers within (p95)", value=cuts[18], unit="ms"),
        ]
        if empty:
            found.insert(1, Figure(name="  processor, in empty views", value=self.cpu / empty.cpu, unit="x"))
        return found


def _member(port: int, email: str, crowd: Crowd) -> Browser:
    browser = Browser(port)
    browser.sign_in(email, PASSWORD, then=crowd.full_topics[0])
    return browser


def _cost(server: Server, browsers: Sequence[Browser], ask: Ask, requests: int) -> Cost:
    """Ask one after the other, each time as the next reader."""
    for number, browser in zip(range(WARM_UP), cycle(browsers)):
        ask(browser, number)
    return _counted(server, browsers, ask, requests)


def _counted(server: Server, browsers: Sequence[Browser], ask: Ask, requests: int) -> Cost:
    waits = []
    before = server.cpu_seconds()
    for number, browser in zip(range(requests), cycle(browsers)):
        began = time.perf_counter()
        ask(browser, number)
        waits.append(1000 * (time.perf_counter() - began))
    return Cost(cpu=1000 * (server.cpu_seconds() - before) / requests, waits=waits)


def _at_once(browsers: Sequence[Browser], ask: Ask, requests: int) -> Figure:
    """Let all readers ask at the same time."""

    def visit(which: int) -> None:
        for number in range(requests // len(browsers)):
            ask(browsers[which], which + number * len(browsers))

    began = time.perf_counter()
    with ThreadPoolExecutor(len(browsers)) as pool:
        list(pool.map(visit, range(len(browsers))))
    rate = requests // len(browsers) * len(browsers) / (time.perf_counter() - began)
    return Figure(name=f"  at {len(browsers)} readers at once", value=rate, unit="requests/s")


def _whole(server: Server, browsers: Sequence[Browser], page: Page, requests: int, empty: Cost) -> list[Figure]:
    cost = _cost(server, browsers, page.ask, requests)
    return [*cost.figures(page.mark, empty), _at_once(browsers, page.ask, requests)]


def _replies(server: Server, members: Sequence[Browser], crowd: Crowd, empty: Cost) -> list[Figure]:
    places = [path.rpartition("/")[0] + "/reply" for path in crowd.full_topics]

    def ask(browser: Browser, number: int) -> None:
        browser.create(places[number % len(places)], f"{REPLY} ({number})")

    for member in members:
        ask(member, 0)
    cost = _counted(server, members, ask, REPLIES * len(members))
    return [*cost.figures(25, empty), _at_once(members, ask, REPLIES * len(members))]


def _sizes(reader: Browser, crowd: Crowd) -> list[Figure]:
    figures = []
    for page in _pages(crowd):
        html = page.ask(reader, 0)
        assert isinstance(html, bytes)
        figures += [
            Figure(name=f"{page.name}: HTML", value=len(gzip.decompress(html)) / 1000, unit="kB"),
            Figure(name="  as sent", value=len(html) / 1000, unit="kB"),
        ]
    assets = dict(_ASSET.findall(reader.get(crowd.full_topics[0], gzip=False)))
    for kind in (b"css", b"js", b"svg"):
        sent = sum(len(reader.get(path.decode())) for path, found in assets.items() if found == kind)
        figures.append(Figure(name=f"{kind.decode().upper()} of a topic page, as sent", value=sent / 1000, unit="kB"))
    return figures
