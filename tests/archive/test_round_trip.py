"""An example centre goes out by the command line, onto an empty installation and beside itself: the same rows, figures, lights and files."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from tests.config.test_backups import Installation, Maker, make_installation, prepared

__all__ = ["make_installation", "prepared"]

FILL = """
from django.utils import timezone
from brobygger.demo.fill import fill
from brobygger.demo.slagelse import SLAGELSE
from django.core.files.base import ContentFile
from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.organisations.models import Organisation
fill(today=timezone.localdate(), examples=[SLAGELSE])
with centre_in_force(Centre.objects.get()):
    for row in Organisation.objects.order_by("pk")[:20]:
        row.logo.save("logo.png", ContentFile(row.name.encode() * row.pk))
"""
# All that is compared: rows by model, every measure of each year, every light with its reason, every file's sum.
SEEN = """
import hashlib, json
from datetime import date
from django.core.files.storage import default_storage
from brobygger.archive.shape import shapes
from brobygger.board.models import FollowUp
from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.directory.models import Indexed
from brobygger.plan.counting import Demand, count
from brobygger.plan.evaluation import evaluate_all
from brobygger.plan.measures import measures
from brobygger.plan.models import Plan
from brobygger.plan.periods import Period
with centre_in_force(Centre.objects.get(key={key!r})):
    today = date({year}, 12, 1)
    asked = [Demand(name, Period.year(year)) for name in sorted(measures) for year in ({year} - 1, {year})]
    figures = count(asked)
    lights = []
    for state in evaluate_all(list(Plan.objects.order_by("pk")), today):
        for goal in state.goals():
            lights += [[goal.node.goal.title, each.colour, each.reason] for each in (goal.result, goal.schedule)]
            lights += [[each.count, each.total, each.light.colour, each.light.reason] for each in goal.targets]
    files = {{}}
    for shape in shapes():
        for field in shape.files:
            for name in shape.rows().exclude(**{{field.name: ""}}).order_by("pk").values_list(field.name, flat=True):
                with default_storage.open(name) as file:
                    files.setdefault(shape.label, []).append(hashlib.sha256(file.read()).hexdigest())
    print(json.dumps({{
        "rows": {{shape.label: shape.rows().count() for shape in shapes()}}, "indexed": Indexed.objects.count(),
        "figures": [[each.measure, str(each.period), figures[each]] for each in asked], "lights": lights, "files": files,
        "frozen": list(FollowUp.objects.order_by("pk").values_list("result", "schedule")),
    }}, default=str))
"""


def seen(installation: Installation, key: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(installation.python(SEEN.format(key=key, year=timezone.localdate().year)).splitlines()[-1])
    return found


@pytest.mark.long
@pytest.mark.own_database
def test_an_example_centre_is_the_same_wherever_it_is_taken(make_installation: Maker, prepared: Installation, tmp_path: Path) -> None:
    here, there, file = make_installation("here", like=prepared), make_installation("there", like=prepared), tmp_path / "slagelse.zip"
    here.python(FILL)
    was = seen(here, "slagelse")
    assert len(was["lights"]) > 50
    assert sum(1 for _measure, _period, figure in was["figures"] if figure) > 40
    assert sum(map(len, was["files"].values())) >= 21

    assert here.do("archive", "slagelse", str(file)).startswith(f"Written: {file}")
    assert file.stat().st_mode & 0o077 == 0
    assert there.do("unpack", str(file)).strip().endswith("is here now, at /slagelse/.")
    assert "already" in there.run("unpack", str(file)).stderr
    there.do("unpack", str(file), "--key", "igen")  # beside itself: every key is another

    for key in ("slagelse", "igen"):
        now = seen(there, key)
        assert now["rows"].pop("centres.Change") == was["rows"]["centres.Change"] + 1
        assert now["rows"] == {label: n for label, n in was["rows"].items() if label != "centres.Change"}
        for what in ("indexed", "figures", "lights", "files", "frozen"):
            assert now[what] == was[what], f"{key}: {what}"
