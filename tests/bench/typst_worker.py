"""Measures Typst, in the Python where its package lies: ``typst_worker.py SOURCE TIMES OUT``."""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from time import perf_counter, process_time

import typst

source, times, out = sys.argv[1:]
compiler = typst.Compiler(source)
made = compiler.compile(format="pdf")
taken, work = [], []
for run in range(int(times)):
    # Another text each time: Typst remembers what it has set.
    Path(source).write_text(f"{Path(source).read_text(encoding='utf-8')}\n#par(\"{run}\")", encoding="utf-8")
    start, worked = perf_counter(), process_time()
    made = typst.compile(source, format="pdf")
    taken.append(perf_counter() - start)
    work.append(process_time() - worked)
Path(out).write_bytes(made)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"times": taken, "work": work, "peak_kb": peak, "size": len(made)}))
