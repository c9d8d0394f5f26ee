"""Figures of the activity log and of imports, side by side in one run: `make bench`.

Each figure is set against a named baseline: the list of a large log against that of a small one,
the export against django-import-export's own export of the same columns, the import of a changed
file against that of the same file unchanged, ingestion against Django REST framework that saves
each record and against the database's bulk load. Of the feed is counted what a client misses and
gets twice. With --analytics the pages of analytics instead, at a large reseller, against counting
the rows by plain SQL. By default on SQLite; with BENCH_DATABASES a comma-separated list of
DATABASE_URLs whose databases are this run's own.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", type=int, default=10_000, help="entries of the small log")
    parser.add_argument("--large", type=int, default=1_000_000, help="entries of the large log")
    parser.add_argument("--export", type=int, default=100_000, help="entries to export")
    parser.add_argument(
        "--import", type=int, default=5_000, dest="imported", help="customers to import"
    )
    parser.add_argument("--ingest", type=int, default=20, help="thousands of entries to ingest")
    parser.add_argument("--feed", type=int, default=60, help="seconds to follow the feed")
    parser.add_argument(
        "--analytics",
        action="store_true",
        help="measure analytics instead, in a database that holds nothing else, with --large "
        "entries; one that is filled so already is kept",
    )
    parser.add_argument(
        "--subscriptions", type=int, default=50_000, help="subscriptions for --analytics"
    )
    sizes = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for at, url in enumerate(databases(Path(folder))):
            measure(url, sizes, Path(folder) / str(at))


def databases(folder: Path) -> list[str]:
    given = os.environ.get("BENCH_DATABASES", "")
    return [url for url in given.split(",") if url] or [f"sqlite:///{folder / 'bench.sqlite3'}"]


def measure(url: str, sizes: argparse.Namespace, kept: Path) -> None:
    """In processes of their own, so that memory is measured from the same start."""
    environment = os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "tests.benchmarks.settings",
    }

    def run(*arguments: str) -> None:
        subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, check=True)

    print(f"\n{url.split(':')[0]}", flush=True)
    run("manage.py", "migrate", "--verbosity", "0")
    if sizes.analytics:
        reseller = (str(sizes.subscriptions), str(sizes.large))
        run("-m", "tests.benchmarks.process.fill_reseller", *reseller)
        run("-m", "tests.benchmarks.process.analytics")
        run("-m", "tests.benchmarks.process.analytics_proof")
        return
    for size in (sizes.small, sizes.large):
        run("-m", "tests.benchmarks.process.fill", str(size))
        run("-m", "tests.benchmarks.process.lists", f"{kept}-lists.json")
        run("-m", "tests.benchmarks.process.ingest", str(sizes.ingest))
    run("-m", "tests.benchmarks.process.api_list")
    run("-m", "tests.benchmarks.process.counts")
    print(f"  export of {sizes.export:,} entries as CSV")
    for way in ("portal", "django-import-export"):
        run("-m", "tests.benchmarks.process.export", way, str(sizes.export), f"{kept}-export.json")
    run("-m", "tests.benchmarks.process.imports", str(sizes.imported))
    run("-m", "tests.benchmarks.process.feed", str(sizes.feed))


if __name__ == "__main__":
    main()
