"""What a client that polls the feed misses and gets twice while many write, and how late it is."""

from __future__ import annotations

import sys
from collections import Counter
from statistics import median, quantiles

from activitylog.feed import read_feed
from activitylog.models import ActivityEntry
from tests.activitylog.following import LONGEST, Followed, follow

WRITERS = 10


def main(seconds: int) -> None:
    now = read_feed(ActivityEntry.objects.none(), after=None, limit=1).place
    print(
        f"  feed, {WRITERS} writers for {seconds} s, "
        f"every fifth transaction open for up to {LONGEST * 1000:.0f} ms, one poller"
    )
    report(follow(writers=WRITERS, seconds=seconds, after=now))


def report(followed: Followed) -> None:
    times = Counter(key for key, _at in followed.delivered)
    missed = len(followed.committed.keys() - times.keys())
    twice = sum(count > 1 for count in times.values())
    # A poll may see an entry before its writer is told that it is committed.
    delays = [max(at - followed.committed[key], 0) * 1000 for key, at in followed.delivered]
    print(f"    {len(followed.committed):,} entries  missed {missed}  twice {twice}")
    print(
        f"    from commit to delivery {median(delays):.1f} ms median, "
        f"{quantiles(delays, n=20)[-1]:.1f} ms p95"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
