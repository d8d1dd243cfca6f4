"""Plans of Hypothesis's making, as the database could hold them, and those of the demo."""

import re
from pathlib import Path

from hypothesis import strategies as st

from strategy.exchange import document as shapes
from strategy.exchange.document import (
    AttachmentEntry,
    BodyEntry,
    DecisionEntry,
    FileEntry,
    GoalNode,
    LevelEntry,
    MilestoneEntry,
    OrganisationEntry,
    PlanDocument,
)
from strategy.exchange.formats import plan_json

DEMO = Path(shapes.__file__).parents[1] / "demo"
NO_PLANS = ("towns.json", "aalst-2026-2031.next.json")
DEMO_PLANS = sorted(path.stem for path in DEMO.glob("*.json") if path.name not in NO_PLANS)


def demo(name: str) -> PlanDocument:
    return plan_json.load((DEMO / f"{name}.json").read_bytes())


signs = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn", "Zl", "Zp"))
INVISIBLE = re.compile("[\u00ad\ufeff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
words = st.text(alphabet=signs, min_size=1, max_size=20).filter(
    lambda text: INVISIBLE.sub("", text).strip() and "_x" not in text
)
traps = st.sampled_from(
    [
        "=1+1",
        "+32 3 000",
        "-5",
        "@SUM(A1)",
        "'=x",
        "''",
        "…",
        "1.5",
        "007",
        "TRUE",
        "2020-01-01",
        "a;b",
        'zo "dit"',
        " x ",
    ]
)
titles = words | traps
texts = st.just("") | st.lists(titles, min_size=1, max_size=3).map("\n\n".join) | titles.map(lambda t: f"{t}\n{t}")
sdgs = st.lists(st.integers(1, 17), max_size=3, unique=True).map(sorted)
keys = st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=8, max_size=8)
below = {"theme": "objective", "objective": "ambition", "ambition": "action", "vision": "vision"}


def translated(**fields) -> st.SearchStrategy:
    """Translations as an export makes them: no language and no text is empty."""
    entry = st.fixed_dictionaries({}, optional=fields).filter(bool)
    return st.dictionaries(st.sampled_from(["en", "fr", "da"]), entry, max_size=2)


@st.composite
def goals(draw, kind: str, depth: int = 3) -> GoalNode:
    children = [] if kind not in below or not depth else draw(st.lists(goals(below[kind], depth - 1), max_size=2))
    return GoalNode(
        kind=kind,
        title=draw(titles),
        text=draw(texts),
        short_title=draw(st.just("") | words),
        lead_in=draw(st.just("") | words),
        form=draw(st.sampled_from(["prose", "verse", "quotation"])),
        icon=draw(st.sampled_from(["", "target"])),
        is_priority=draw(st.booleans()),
        external_id=draw(st.sampled_from(["", "77", "=7"])),
        sdgs=draw(sdgs),
        translations=draw(translated(title=titles, text=titles, lead_in=words, short_title=words)),
        children=children,
    )


files = st.builds(
    FileEntry, name=words, media_type=st.just("text/plain"), content=st.sampled_from(["", "aGFsbG8=" * 9000])
)
dates = st.sampled_from(["", "2019-12-17"])
levels = st.builds(
    LevelEntry, kind=st.just("theme"), singular=words, lead_in=words, translations=translated(singular=words)
)
decisions = st.builds(
    DecisionEntry,
    body=words,
    kind=st.sampled_from(["adopts", "takes_note"]),
    date=dates,
    precision=st.sampled_from(["day", "month", "unknown"]),
    votes_for=st.none() | st.integers(0, 50),
    is_unanimous=st.none() | st.booleans(),
    organisations=st.lists(words, max_size=2),
    note=texts,
    document=st.none() | files,
)
milestones = st.builds(MilestoneEntry, title=titles, date=dates, text=texts, picture=st.none() | files)
attachments = st.builds(AttachmentEntry, title=titles, language=st.just("nl"), url=words, file=st.none() | files)
bodies = st.builds(BodyEntry, name=words, by_line=words, translations=translated(by_line=words))


@st.composite
def plans(draw) -> PlanDocument:
    tops = draw(st.lists(goals("theme") | goals("mission") | goals("vision") | goals("value"), min_size=1, max_size=4))
    document = PlanDocument(
        municipality="lindehoven",
        language=draw(st.sampled_from(["nl", "de"])),
        slug="plan",
        title=draw(titles),
        question=draw(st.just("") | words),
        introduction=draw(texts),
        translations=draw(translated(title=titles, introduction=titles)),
        period=draw(st.sampled_from([None, [2020, 2025], [2018, None]])),
        levels=draw(st.lists(levels, max_size=1)),
        organisations=draw(
            st.lists(st.builds(OrganisationEntry, name=words, translations=translated(name=words)), max_size=2)
        ),
        bodies=draw(st.lists(bodies, max_size=2)),
        goals=tops,
        decisions=draw(st.lists(decisions, max_size=2)),
        milestones=draw(st.lists(milestones, max_size=2)),
        attachments=draw(st.lists(attachments, max_size=1)),
    )
    _identify(draw, document.goals)
    return document


def _identify(draw, tops: list[GoalNode]) -> None:
    """Keys and codes: once in a plan each."""
    stack, nodes = list(tops), []
    while stack:
        node = stack.pop()
        nodes.append(node)
        stack.extend(node.children)
    size = len(nodes)
    for node, key, code in zip(
        nodes,
        draw(st.lists(keys, min_size=size, max_size=size, unique=True)),
        draw(st.lists(st.integers(1, 999), min_size=size, max_size=size, unique=True)),
        strict=True,
    ):
        node.key = key
        node.code = f"BD-{code}" if code % 2 else ""
