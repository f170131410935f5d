"""Alert rules and dashboard speak of figures that /metrics really gives, and of advice that stands in the documents."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import promql_parser
import pytest
import urllib3
import yaml
from click.testing import CliRunner
from prometheus_client.parser import text_string_to_metric_families

from commands.backup import backup
from tests.support import databases
from tests.support.emulator import Line
from tests.support.product import Product
from tests.support.source import ROOT

Sample = tuple[str, dict[str, str]]

GROUPS = yaml.safe_load((ROOT / "deploy" / "alerts.yaml").read_text("utf-8"))["groups"]
RULES: list[dict[str, Any]] = [rule for group in GROUPS for rule in group["rules"]]
DASHBOARD = json.loads((ROOT / "deploy" / "grafana.json").read_text("utf-8"))
PANELS: list[dict[str, Any]] = DASHBOARD["panels"]
EXPRESSIONS = [
    *((rule["alert"], rule["expr"]) for rule in RULES),
    *((panel["title"], target["expr"]) for panel in PANELS for target in panel["targets"]),
]


@pytest.fixture(scope="module")
def samples(line: Line, tmp_path_factory: pytest.TempPathFactory) -> list[Sample]:
    """What /metrics gives after somebody wrote, LINE failed once, the scheduler passed and a backup was made."""
    folder = tmp_path_factory.mktemp("watched")
    line.reset()
    line.clock("2026-11-03T09:00:00+07:00")
    product = Product(line, databases.fresh("sqlite"), folder / "media")
    user_id = line.person()
    line.fault("error500", path="/v2/bot/message/reply")
    assert line.say(user_id, "เมนู")
    product.tick()
    made = CliRunner().invoke(backup, [str(folder / "b.zip")], obj=product.wiring)
    assert made.exit_code == 0, made.output
    said = urllib3.request("GET", f"{product.url}/metrics").data.decode()
    product.close()
    line.clear_faults()
    return [(one.name, one.labels) for family in text_string_to_metric_families(said) for one in family.samples]


@pytest.mark.parametrize(("where", "expression"), EXPRESSIONS, ids=lambda value: value[:40])
def test_every_figure_is_one_that_there_is(samples: list[Sample], where: str, expression: str) -> None:
    """By name and by label; a condition on a label holds for at least one."""
    found = list(selectors(expression))
    assert found, f"{where} asks for nothing"
    for selector in found:
        assert [labels for name, labels in samples if name == selector.name and fits(labels, selector)], str(selector)


@pytest.mark.parametrize(("where", "expression"), EXPRESSIONS, ids=lambda value: value[:40])
def test_figures_are_grouped_by_labels_that_they_have(samples: list[Sample], where: str, expression: str) -> None:
    labels = {label for name, found in samples for label in found if name in expression}
    assert set(re.findall(r"by \((\w+)\)", expression)) <= labels


def selectors(expression: str) -> Iterator[promql_parser.VectorSelector]:
    """Raises ValueError for what is no PromQL."""
    found: list[promql_parser.VectorSelector] = []

    def note(node: object) -> None:
        if isinstance(node, promql_parser.VectorSelector):
            found.append(node)

    promql_parser.walk(promql_parser.parse(expression), note)
    yield from found


def fits(labels: dict[str, str], selector: promql_parser.VectorSelector) -> bool:
    ops = promql_parser.MatchOp

    def holds(one: promql_parser.Matcher) -> bool:
        if one.op in (ops.Equal, ops.NotEqual):
            return (labels[one.name] == one.value) is (one.op == ops.Equal)
        return bool(re.fullmatch(one.value, labels[one.name])) is (one.op == ops.Re)

    return all(one.name in labels and holds(one) for one in selector.matchers.matchers)


def test_alternatives_of_a_condition_are_all_there(samples: list[Sample]) -> None:
    values = {value for _, labels in samples for value in labels.values()}
    named = {word for _, text in EXPRESSIONS for words in re.findall(r'=~"([^"]+)"', text) for word in words.split("|")}
    assert named and named <= values


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_every_alert_says_what_is_wrong_and_where_to_read_on(rule: dict[str, Any]) -> None:
    assert re.fullmatch(r"Nong[A-Z]\w+", rule["alert"])
    assert rule["labels"]["severity"] in ("critical", "warning")
    assert re.fullmatch(r"\d+[smhd]", rule.get("for", "0s"))
    notes = rule["annotations"]
    assert notes["summary"].endswith(".") and notes["description"].endswith(".")
    path, _, anchor = notes["runbook_url"].partition("#")
    advice = (ROOT / path).read_text("utf-8").partition(f"\n### {rule['alert']}\n")[2].partition("\n#")[0]
    assert anchor == rule["alert"].lower() and len(advice.split()) > 15, "a heading and what to do"


def test_the_documents_speak_of_no_other_alert() -> None:
    heads = re.findall(r"^### (Nong\w+)$", (ROOT / "docs" / "operations.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(heads) == sorted(rule["alert"] for rule in RULES)


def test_the_dashboard_can_be_drawn() -> None:
    (chosen,) = DASHBOARD["templating"]["list"]
    source = {"type": "prometheus", "uid": f"${{{chosen['name']}}}"}
    assert chosen["type"] == "datasource" and chosen["query"] == "prometheus"
    assert len({panel["id"] for panel in PANELS}) == len({panel["title"] for panel in PANELS}) == len(PANELS)
    taken: set[tuple[int, int]] = set()
    for panel in PANELS:
        assert panel["type"] in ("stat", "timeseries") and panel["datasource"] == source
        assert all(target["datasource"] == source for target in panel["targets"])
        place = panel["gridPos"]
        cells = {(place["x"] + x, place["y"] + y) for x in range(place["w"]) for y in range(place["h"])}
        assert not cells & taken and max(x for x, _ in cells) < 24, panel["title"]
        taken |= cells


def test_a_legend_names_labels_that_its_figure_has(samples: list[Sample]) -> None:
    for panel in PANELS:
        for target in panel["targets"]:
            (figure, *_) = selectors(target["expr"])
            labels = {label for name, found in samples for label in found if name == figure.name}
            assert set(re.findall(r"\{\{(\w+)\}\}", target["legendFormat"])) <= labels, panel["title"]


def test_every_figure_is_on_the_dashboard(samples: list[Sample]) -> None:
    shown = {one.name for panel in PANELS for target in panel["targets"] for one in selectors(target["expr"])}
    assert {name for name, _ in samples} - shown == set()
