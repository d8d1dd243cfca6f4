"""What a page costs on the way out: the real server under load, our pages and the comparisons in turns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from strategy.models import Edition

from .comparing import FOLDER
from .load import Answer, Load, Visitor, load
from .rendering import address
from .serving import Server, serving

ROUNDS, SLICE = 4, 0.7
"""Turns, and seconds of each target in a turn."""
STARTS = 5
BROTLI = {"Accept-Encoding": "br"}


@dataclass
class Target:
    """``same``: the name of the comparison with the same bytes."""

    name: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    same: str = ""
    loads: list[Load] = field(default_factory=list)
    cpu: float = 0.0

    @property
    def milliseconds(self) -> float:
        """Processor time of server and database per request."""
        return self.cpu * 1000 / sum(one.count for one in self.loads)

    @property
    def per_second(self) -> float:
        return sum(one.count for one in self.loads) / sum(one.seconds for one in self.loads)

    @property
    def statuses(self) -> set[int]:
        return {status for one in self.loads for status in one.statuses}

    def measure(self, server: Server) -> None:
        before = server.cpu()
        self.loads.append(load(server.port, [self.path], SLICE, self.headers))
        self.cpu += server.cpu() - before


@dataclass
class Start:
    """``first_answer``: seconds, the median of some starts; ``memory``: MiB of a worker after some thousand pages."""

    first_answer: float
    memory: float


def measure(edition: Edition, large: Edition, folder: Path) -> dict[str, Target]:
    """Pages of ``edition`` and the whole tree of ``large``. ``folder`` is ours to write in."""
    tree, environment = f"{address(edition)}tree/", {FOLDER: str(folder)}
    with serving("tests.bench.wsgi", environment, "/nl/") as server:
        visitor = Visitor(server.port)
        goal = _goal_address(visitor, edition)
        answers = {"tree": visitor.get(tree), "tree.br": visitor.get(tree, BROTLI), "goal": visitor.get(goal)}
        held = {"If-None-Match": answers["tree"].headers["etag"]}
        static = _static(answers["tree"])
        visitor.close()
    for name, answer in answers.items():
        (folder / name).write_bytes(answer.body)
    usual, in_brotli = "same bytes, usual middleware", "same bytes in brotli, usual middleware"
    targets = [
        Target(usual, "/usual/bench/fixed/tree/"),
        Target("same bytes, bare view", "/bare/bench/fixed/tree/", same=usual),
        Target("same bytes, no Django", "/plain/bench/fixed/tree/", same=usual),
        Target("whole tree, warm", tree, same=usual),
        Target("whole tree, fresh every time", f"/fresh{tree}", same=usual),
        Target("304, fresh every time", f"/fresh{tree}", held, same=usual),
        Target("304 of the whole tree", tree, held, same=usual),
        Target(in_brotli, "/usual/bench/fixed/tree.br/"),
        Target("same bytes in brotli, bare view", "/bare/bench/fixed/tree.br/", same=in_brotli),
        Target("whole tree in brotli, warm", tree, BROTLI, same=in_brotli),
        Target("goal page's bytes, usual middleware", "/usual/bench/fixed/goal/"),
        Target("goal page, warm", goal, same="goal page's bytes, usual middleware"),
        Target("whole tree of 10,000 in brotli, warm", f"{address(large)}tree/", BROTLI),
        Target("static file, WhiteNoise", static, BROTLI),
    ]
    with serving("tests.bench.wsgi", environment, "/nl/") as server:
        for target in targets:
            load(server.port, [target.path], 0.3, target.headers)  # both workers keep what they can
        for turn in range(ROUNDS):
            for target in targets if turn % 2 else reversed(targets):
                target.measure(server)
    return {target.name: target for target in targets}


def _goal_address(visitor: Visitor, edition: Edition) -> str:
    goal = edition.goals.filter(level=2).first()
    return visitor.get(f"{address(edition)}goals/{goal.key}/").headers["location"]


def _static(page: Answer) -> str:
    text = page.body.decode()
    start = text.index("/static/koers/site.")
    return text[start : text.index('"', start)]


def starts(edition: Edition) -> tuple[Start, Start]:
    """Of the site and of an empty one, in turns. The site first answers with the list of its towns; its pages are then
    the whole tree of ``edition``."""
    sites = (("config.wsgi", "/nl/", f"{address(edition)}tree/"), ("tests.bench.usual", "/", "/"))
    times: dict[str, list[float]] = {name: [] for name, _first, _page in sites}
    memory = {}
    for _turn in range(STARTS):
        for name, first, page in sites:
            with serving(name, {}, first) as server:
                load(server.port, [page], 1.0)
                times[name].append(server.first_answer)
                memory[name] = server.memory()
    ours, usual = (Start(median(times[name]), memory[name]) for name in times)
    return ours, usual
