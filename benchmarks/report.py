"""Tables and plots of the kernels' speed, from what kernels.py stored.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

    report.py PAGE.md RESULTS-FOLDER

writes the page's section on kernels anew. A weight that is read for few rows of
activations is limited by the memory, for many by the dot products: tables give the rate
that matters, its share of the limit, and how many times as fast as ggml it is.
"""

import collections
import json
import pathlib
import statistics
import sys

import plot

BEGIN, END = "<!-- begin: kernels -->", "<!-- end: kernels -->"

# Up to so many rows of x a kernel waits for the weight.
MAX_MEMORY_ROWS = 4
# What a case must reach, or it is named in the text: times ggml by rows of x, share of
# what one stream of reading gets for one row, one thread's time over that of two.
AIMED_RATIO = {1: 1.0, 4: 1.5, 32: 1.5, 512: 1.5}
# Without one instruction for a dot product, less is lost to scales: more is wanted of
# types whose codes need no table.
AIMED_RATIO_WITHOUT_DOTS = 2.2
TARGETS_WITHOUT_DOTS = ["avx2", "generic"]
TABLE_CODED = ["iq4_nl", "iq4_xs", "mxfp4", "nvfp4"]
AIMED_SHARE_OF_STREAM = 0.9
AIMED_SPEEDUP = 1.8

Key = collections.namedtuple("Key", "type m n k threads")


class Case:
    """One matmul: our line, and of ggml's the one of its fastest layout."""

    def __init__(self, key, lines):
        self.key = key
        self.ours = next(line for line in lines if line["peer"] == "qblock")
        others = [line for line in lines if line["peer"] != "qblock"]
        self.missing = next((line["missing"] for line in others if "missing" in line), None)
        measured = [line for line in others if "seconds" in line]
        self.theirs = min(measured, key=lambda line: line["seconds"], default=None)

    @property
    def ratio(self):
        """How many times as fast as ggml, in runs in turn; None if it has no such matmul."""
        return self.theirs["ratio"] if self.theirs else None

    @property
    def is_memory_bound(self):
        return self.key.m <= MAX_MEMORY_ROWS

    def rate(self, line):
        return line["gbytes_s" if self.is_memory_bound else "gops"]

    def limit(self, limits):
        """What the machine did at best; reading is timed in turn with each case."""
        return self.ours["max_read_gb_s_1"] if self.is_memory_bound else limits["int8_gops"]

    def shares(self, limits):
        """Of one stream of reading and of the fastest reading, or of the dot products."""
        if self.is_memory_bound:
            return [self.ours["read_share"], self.ours["max_read_share"]]
        return [self.rate(self.ours) / limits["int8_gops"]]


def format_results(results):
    """JSON with a line a case, so that versions can be compared."""
    fields = [f"{json.dumps(key)}: {json.dumps(value)}"
              for key, value in results.items() if key not in ("limits", "cases")]
    for key in ("limits", "cases"):
        lines = ",\n".join(json.dumps(line) for line in results[key])
        fields.append(f"{json.dumps(key)}: [\n{lines}\n]")
    return "{" + ",\n".join(fields) + "}\n"


def make_cases(results):
    lines = collections.defaultdict(list)
    for line in results["cases"]:
        lines[Key(*(line[field] for field in Key._fields))].append(line)
    # What ggml lacks is said once, with the first count of threads.
    return [Case(key, group) for key, group in lines.items()
            if any(line["peer"] == "qblock" for line in group)]


def find_limits(results):
    """The best of each: others on the machine only ever take from it. What one thread reads
    is known from the rounds of the cases that it limits."""
    limits = {name: max(line[name] for line in results["limits"]) for name in ("int8_gops", "max_read_gb_s_all")}
    for name in ("read_gb_s_1", "max_read_gb_s_1"):
        limits[name] = statistics.median(line[name] for line in results["cases"]
                                         if line["peer"] == "qblock" and line["m"] <= MAX_MEMORY_ROWS)
    return limits


def unique(values):
    return list(dict.fromkeys(values))


def shape_name(n, k):
    return f"{n}x{k}"


def make_cell(case, limits):
    if case is None:
        return ""
    rate = case.rate(case.ours)
    ratio = f"{case.ratio:.2f}x" if case.ratio is not None else "none"
    shares = ", ".join(f"{100 * share:.0f}%" for share in case.shares(limits))
    return f"{rate:.{1 if case.is_memory_bound else 0}f}, {shares}, {ratio}"


def make_table(cases, limits, m):
    """Rows are formats, columns are shapes."""
    cases = [case for case in cases if case.key.m == m and case.key.threads == 1]
    shapes = unique((case.key.n, case.key.k) for case in cases)
    found = {(case.key.type, case.key.n, case.key.k): case for case in cases}
    lines = ["| type | " + " | ".join(shape_name(*shape) for shape in shapes) + " |",
             "| --- |" + " --- |" * len(shapes)]
    for kind in unique(case.key.type for case in cases):
        cells = [make_cell(found.get((kind, *shape)), limits) for shape in shapes]
        lines.append(f"| {kind} | " + " | ".join(cells) + " |")
    ratios = [statistics.geometric_mean(known) if known else None for known in (
        [case.ratio for case in cases if (case.key.n, case.key.k) == shape and case.ratio is not None]
        for shape in shapes)]
    if any(ratios):
        cells = [f"{ratio:.2f}x" if ratio else "" for ratio in ratios]
        lines.append("| geometric mean | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def make_thread_table(cases):
    lines = []
    for case in cases:
        speedup = case.ours.get("speedup")
        if speedup is not None:
            ratio = f"{case.ratio:.2f}x" if case.ratio is not None else "none"
            lines.append(f"| {case.key.type} | {case.rate(case.ours):.0f} | {speedup:.2f}x | {ratio} |")
    if not lines:
        return ""
    return "\n".join(["| type | GOPS | over 1 thread | over ggml |", "| --- | --- | --- | --- |", *lines])


def aimed_ratio(key, target):
    if key.m == 512 and target in TARGETS_WITHOUT_DOTS and key.type not in TABLE_CODED:
        return AIMED_RATIO_WITHOUT_DOTS
    return AIMED_RATIO.get(key.m)


def list_slow(cases, limits, target):
    """A line for each aim that some cases miss."""
    missed = collections.defaultdict(list)
    for case in cases:
        key = case.key
        name = f"{key.type} {shape_name(key.n, key.k)}"
        if key.threads == 1:
            aim = aimed_ratio(key, target)
            if aim and case.ratio is not None and case.ratio < aim:
                missed[f"M = {key.m}, below {aim:g} times ggml"].append(f"{name} ({case.ratio:.2f})")
            share = case.shares(limits)[0]
            if key.m == 1 and share < AIMED_SHARE_OF_STREAM:
                missed[f"M = 1, below {100 * AIMED_SHARE_OF_STREAM:.0f}% of one stream of reading"].append(
                    f"{name} ({100 * share:.0f}%)")
        speedup = case.ours.get("speedup")
        if speedup is not None and speedup < AIMED_SPEEDUP:
            missed[f"{key.threads} threads, below {AIMED_SPEEDUP:g} times one"].append(f"{name} ({speedup:.2f})")
    if not missed:
        return "No case misses its aim."
    return "Cases that miss their aim:\n\n" + "\n".join(
        f"* {aim}: {', '.join(names)}." for aim, names in missed.items())


def list_missing(cases):
    reasons = collections.defaultdict(list)
    for case in cases:
        if case.missing:
            reasons[case.missing].append(case.key.type)
    return "".join(f"\n\n{reason}: {', '.join(unique(kinds))}." for reason, kinds in reasons.items())


def describe_machine(results, limits):
    versions = unique(line["version"] for line in results["cases"] if "version" in line)
    compiler = results.get("compiler_of_ggml")
    peer = f"ggml {versions[0]}" + (f" ({compiler})" if compiler else "") if versions else "no ggml"
    cpu = "" if results["target_cpu"] == "host" else f", code for {results['target_cpu']}"
    return (f"### Target `{results['limits'][0]['target']}`\n\n"
            f"{results['processor']}, {results['cores']} cores{cpu}, {peer}, commit {results['commit']}, {results['date']}. Limits, measured before, in between and after: "
            f"{limits['int8_gops']:.0f} GOPS of the target's int8 dot products on one core, "
            f"{limits['read_gb_s_1']:.1f} GB/s of one stream of reading, {limits['max_read_gb_s_1']:.1f} read by one thread "
            f"at most, {limits['max_read_gb_s_all']:.1f} by all.")


def describe(results, plots=None):
    """The text on one run. `plots(m)` gives the link of a figure."""
    cases, limits = make_cases(results), find_limits(results)
    parts = [describe_machine(results, limits)]
    for m in unique(case.key.m for case in cases):
        of_m = [case for case in cases if case.key.m == m]
        unit = "GB/s of weights" if of_m[0].is_memory_bound else "GOPS"
        limit = ("what one stream of reading gets in the same rounds, share of what a thread reads at most"
                 if of_m[0].is_memory_bound else "the int8 dot products")
        rows = "1 row" if m == 1 else f"{m} rows"
        parts.append(f"#### {rows} of activations\n\n{unit}, share of {limit}, times ggml.")
        if plots:
            parts.append(plots(m))
        parts.append(make_table(cases, limits, m))
    threads = make_thread_table(cases)
    if threads:
        parts.append("#### Two threads\n\nM = 512, 4096x4096.\n\n" + threads)
    parts.append("#### What is slow\n\n" + list_slow(cases, limits, results["limits"][0]["target"]) +
                 list_missing(cases))
    return "\n\n".join(parts)


def write_plots(results, folder, name):
    """An SVG a number of rows; returns what links to it."""
    cases, limits = make_cases(results), find_limits(results)
    folder.mkdir(parents=True, exist_ok=True)
    for m in unique(case.key.m for case in cases):
        of_m = [case for case in cases if case.key.m == m and case.key.threads == 1]
        unit = "GB/s of weights read" if of_m[0].is_memory_bound else "GOPS"
        panels = []
        for shape in unique((case.key.n, case.key.k) for case in of_m):
            rows = [plot.Row(case.key.type, case.rate(case.ours),
                             case.rate(case.theirs) if case.theirs else None, case.ratio)
                    for case in of_m if (case.key.n, case.key.k) == shape]
            panels.append(plot.Panel(shape_name(*shape), rows))
        limit_name = "memory" if of_m[0].is_memory_bound else "int8 dot products"
        title = f"{m} row{'s' if m != 1 else ''} of activations, 1 thread: {unit}"
        limit = statistics.median(case.limit(limits) for case in of_m)
        figure = plot.draw(title, panels, limit, limit_name)
        (folder / f"{name}-m{m}.svg").write_text(figure)
    return lambda m: f"![Speed for M = {m}]({folder.name}/{name}-m{m}.svg)"


def write_page(page, folder):
    """Puts all results of a folder into the page, and plots beside it."""
    parts = [BEGIN]
    for path in sorted(folder.glob("kernels*.json"), key=lambda path: path.stem):
        results = json.loads(path.read_text())
        parts.append(describe(results, write_plots(results, page.parent / "performance", path.stem)))
    parts.append(END)
    old = page.read_text()
    before, rest = old.split(BEGIN)
    page.write_text(before + "\n\n".join(parts) + rest.split(END)[1])


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    write_page(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
