# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pairs of tasks near in place and time: Koppelkans side by side with geopandas and DuckDB.

Prints a table in Markdown. Every measurement runs in a process of its own, which gives its peak of
memory; all methods must find the same pairs, or the script fails. Real works are measured when
--roadworks or KOPPELKANS_ROADWORKS names a folder with Parquet files of one.network works.
"""

import argparse
import hashlib
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from bench.generate import City, generate_city
from koppelkans.opportunity.pairs import find_pairs

DISTANCE_M = 50.0
SIZES = (1_000, 10_000, 100_000, 1_000_000)
BRITISH_GRID = "EPSG:27700"
PACKAGES = ("numpy", "shapely", "geopandas", "duckdb")
REPEATS_UP_TO = 100_000
Finder = Callable[[City], tuple[float, NDArray[np.int64]]]


def with_koppelkans(city: City) -> tuple[float, NDArray[np.int64]]:
    begun = time.perf_counter()
    pairs = find_pairs(city.geometries, city.owners, city.first, city.last, DISTANCE_M)
    return time.perf_counter() - begun, pairs


def with_geopandas(city: City) -> tuple[float, NDArray[np.int64]]:
    import geopandas  # noqa: PLC0415  # its memory counts only here

    frame = geopandas.GeoDataFrame(
        {
            "number": np.arange(len(city.owners)),
            "owner": city.owners,
            "first": city.first,
            "last": city.last,
        },
        geometry=city.geometries,
    )
    begun = time.perf_counter()
    near = geopandas.sjoin(frame, frame, predicate="dwithin", distance=DISTANCE_M)
    near = near[
        (near.number_left < near.number_right)
        & (near.owner_left != near.owner_right)
        & (near.first_left <= near.last_right)
        & (near.first_right <= near.last_left)
    ]
    pairs = near[["number_left", "number_right"]].to_numpy()
    return time.perf_counter() - begun, pairs


def with_shapely(city: City) -> tuple[float, NDArray[np.int64]]:
    begun = time.perf_counter()
    tree = shapely.STRtree(city.geometries)
    i, j = tree.query(city.geometries, predicate="dwithin", distance=DISTANCE_M)
    keep = (i < j) & (city.owners[i] != city.owners[j])
    keep &= (city.first[i] <= city.last[j]) & (city.first[j] <= city.last[i])
    return time.perf_counter() - begun, np.stack((i[keep], j[keep]), axis=1)


def with_duckdb(city: City) -> tuple[float, NDArray[np.int64]]:
    import duckdb  # noqa: PLC0415
    import pyarrow as pa  # noqa: PLC0415

    rows = pa.table(  # noqa: F841  # DuckDB finds it by its name
        {
            "number": np.arange(len(city.owners)),
            "owner": city.owners,
            "first_": city.first,
            "last_": city.last,
            "wkb": shapely.to_wkb(city.geometries),
        }
    )
    with duckdb.connect(config={"threads": 2}) as connection:
        connection.execute(f"LOAD '{spatial_extension()}'")
        connection.execute(
            "CREATE OR REPLACE TABLE t AS"
            " SELECT number, owner, first_, last_, ST_GeomFromWKB(wkb) AS shape FROM rows"
        )
        begun = time.perf_counter()
        # Its spatial join works with the boxes of a table and without another comparison; given the
        # distance or the windows as well, it tries pair by pair.
        connection.execute(
            "CREATE OR REPLACE TABLE wide AS SELECT number, ST_MakeEnvelope("  # noqa: S608
            f"ST_XMin(shape) - {DISTANCE_M}, ST_YMin(shape) - {DISTANCE_M},"
            f" ST_XMax(shape) + {DISTANCE_M}, ST_YMax(shape) + {DISTANCE_M}) AS box FROM t"
        )
        connection.execute(
            "CREATE OR REPLACE TABLE near AS SELECT wide.number AS i, t.number AS j"
            " FROM wide JOIN t ON ST_Intersects(wide.box, t.shape)"
        )
        found = connection.execute(
            "SELECT i, j FROM near JOIN t a ON a.number = i JOIN t b ON b.number = j"  # noqa: S608
            " WHERE i < j AND a.owner <> b.owner AND a.first_ <= b.last_ AND b.first_ <= a.last_"
            f" AND ST_DWithin(a.shape, b.shape, {DISTANCE_M})"
        ).fetchnumpy()
        seconds = time.perf_counter() - begun
    return seconds, np.stack((found["i"], found["j"]), axis=1).astype(np.int64)


METHODS: dict[str, Finder] = {
    "Koppelkans": with_koppelkans,
    "geopandas sjoin": with_geopandas,
    "shapely STRtree": with_shapely,
    "DuckDB spatial": with_duckdb,
}


def spatial_extension() -> Path | None:
    """Return the file of DuckDB's spatial extension; DuckDB checks its signature."""
    try:
        files = distribution("duckdb-extension-spatial").files or []
    except PackageNotFoundError:
        return None
    return next(
        (Path(str(f.locate())) for f in files if f.name == "spatial.duckdb_extension"), None
    )


def read_works(path: Path, stretch_days: int) -> City:
    """Return real works: points in the British grid, windows in days, stretched on both sides."""
    import pyarrow.parquet as pq  # noqa: PLC0415
    from pyproj import Transformer  # noqa: PLC0415

    works = pq.read_table(path, columns=["lng", "lat", "operator", "start_date", "end_date"])
    to_metres = Transformer.from_crs("EPSG:4326", BRITISH_GRID, always_xy=True)
    x, y = to_metres.transform(works["lng"].to_numpy(), works["lat"].to_numpy())
    first, last = (
        np.array([text[:10] for text in works[name].to_pylist()], "datetime64[D]").astype(np.int64)
        for name in ("start_date", "end_date")
    )
    owners = np.unique(works["operator"].to_pylist(), return_inverse=True)[1]
    return City(shapely.points(x, y), owners, first - stretch_days, last + stretch_days)


def load(data: dict[str, Any]) -> City:
    if "works" in data:
        return read_works(Path(data["works"]), data["stretch_days"])
    return generate_city(data["tasks"], lines=data["lines"])


def measure(method: str, data: dict[str, Any]) -> dict[str, Any]:
    """Return seconds (the best of five up to 100,000 tasks), number and digest of the pairs."""
    city = load(data)
    repeats = 5 if len(city.owners) <= REPEATS_UP_TO else 1
    runs = [METHODS[method](city) for _ in range(repeats)]
    pairs = runs[0][1]
    in_order = np.ascontiguousarray(pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))])
    return {
        "tasks": len(city.owners),
        "seconds": min(seconds for seconds, _ in runs),
        "pairs": len(pairs),
        "digest": hashlib.sha256(in_order.tobytes()).hexdigest(),
        "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def measure_apart(method: str, data: dict[str, Any]) -> dict[str, Any]:
    order = json.dumps({"method": method, "data": data})
    done = subprocess.run(  # noqa: S603  # this very script
        [sys.executable, "-m", "bench.opportunity", "--measure", order],
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def list_data(folder: Path | None, sizes: list[int]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(folder.glob("*.parquet")) if folder else ():
        yield f"real works, {path.stem}", {"works": str(path), "stretch_days": 0}
        yield f"{path.stem}, 90 days of stretch", {"works": str(path), "stretch_days": 90}
    for tasks in sizes:
        yield "generated, points", {"tasks": tasks, "lines": False}
    for tasks in sizes:
        yield "generated, lines", {"tasks": tasks, "lines": True}


def machine() -> str:
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        model = names[0].split(":")[1].strip() if names else model
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{model}, {os.cpu_count()} cores, {memory:.0f} GB, {platform.system()}"


def print_table(folder: Path | None, sizes: list[int]) -> bool:
    """Print the table; return whether all methods found the same pairs everywhere."""
    methods = [name for name in METHODS if name != "DuckDB spatial" or spatial_extension()]
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    print(
        f"{datetime.now(UTC):%Y-%m-%d}; {machine()}; Python {platform.python_version()}; {versions}"
    )
    if len(methods) < len(METHODS):
        print("\nNot measured: DuckDB spatial, its extension is not installed.")
    print(f"\n| data | tasks | pairs | {' | '.join(methods)} | against geopandas | same pairs |")
    print("|---|--:|--:|" + "--:|" * len(methods) + "--:|---|")
    alike = True
    for name, data in list_data(folder, sizes):
        found = {method: measure_apart(method, data) for method in methods}
        ours = found["Koppelkans"]
        same = all(answer["digest"] == ours["digest"] for answer in found.values())
        alike &= same
        cells = [f"{a['seconds']:.3f} s, {a['mb']:.0f} MB" for a in found.values()]
        faster = found["geopandas sjoin"]["seconds"] / ours["seconds"]
        print(
            f"| {name} | {ours['tasks']:,} | {ours['pairs']:,} | {' | '.join(cells)}"
            f" | {faster:.1f} times | {'yes' if same else 'NO'} |",
            flush=True,
        )
    return alike


def main() -> None:
    """Measure, or fulfil one order of the measuring process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--roadworks", type=Path, default=os.environ.get("KOPPELKANS_ROADWORKS"))
    parser.add_argument("--sizes", type=int, nargs="*", default=list(SIZES))
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        order = json.loads(options.measure)
        print(json.dumps(measure(order["method"], order["data"])))
        return
    folder = Path(options.roadworks) if options.roadworks else None
    if folder is None or not list(folder.glob("*.parquet")):
        print("!! REAL WORKS NOT MEASURED: give their folder with --roadworks", file=sys.stderr)
        folder = None
    if not print_table(folder, options.sizes):
        sys.exit("the methods found different pairs")


if __name__ == "__main__":
    main()
