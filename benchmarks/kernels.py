"""Times the kernels of all formats and shapes, beside those of ggml.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

bench-matmul measures a format and a shape at a time; this asks it for all of them and
keeps the answers in a JSON file, so that a run that was cut off can go on. The
machine's limits are measured before, in between and after. A full run writes the
section on kernels of docs/Performance.md; a quick one prints a table.
"""

import argparse
import datetime
import json
import os
import pathlib
import subprocess
import sys
import time

import machine
import report

# N x K of the weights: square, both directions of a feed-forward layer, a small model.
SHAPES = [(4096, 4096), (14336, 4096), (4096, 14336), (576, 1536)]
ROWS = [1, 4, 32, 512]
# Where two threads are compared with one.
THREADED_SHAPE, THREADED_ROWS = (4096, 4096), 512
# More than one format's measurements take: limits are asked for again after so long.
SECONDS_BETWEEN_LIMITS = 240


def say(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


class Bench:
    """Runs bench-matmul and keeps what it said in a file."""

    def __init__(self, options):
        self.options = options
        self.circumstances = {
            "processor": machine.processor(), "cores": os.cpu_count(), "commit": machine.commit(),
            "target_cpu": options.target_cpu, "compiler_of_ggml": options.ggml_compiler}
        self.results = {**self.circumstances, "date": str(datetime.date.today()),
                        "limits": [], "cases": []}
        if options.resume and options.results.exists():
            self.resume(json.loads(options.results.read_text()))
        self.last_limits = None

    def resume(self, stored):
        different = [key for key, value in self.circumstances.items() if stored.get(key) != value]
        if different:
            say(f"begins anew, because these changed since the stored run: {', '.join(different)}")
        else:
            self.results = stored

    def save(self):
        path = self.options.results
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(".new")
        temporary.write_text(report.format_results(self.results))
        temporary.replace(path)

    def ask(self, *arguments):
        """The lines that bench-matmul prints."""
        command = [self.options.bin / "bench-matmul", f"--target-cpu={self.options.target_cpu}",
                   *arguments]
        result = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, text=True)
        if result.returncode:
            sys.exit(f"bench: error: bench-matmul ended with {result.returncode} for {' '.join(map(str, arguments))}")
        return result.stdout.splitlines()

    def measure_limits(self):
        self.results["limits"] += [json.loads(line) for line in self.ask("--limits")]
        self.last_limits = time.monotonic()

    def is_measured(self, kind, shape, rows, threads):
        wanted = {(m, t) for m in rows for t in threads}
        found = {(case["m"], case["threads"]) for case in self.results["cases"]
                 if case["type"] == kind and (case["n"], case["k"]) == shape and case["peer"] == "qblock"}
        return wanted <= found

    def measure(self, kind, shape, rows, threads):
        if self.is_measured(kind, shape, rows, threads):
            return
        if self.last_limits is None or time.monotonic() - self.last_limits > SECONDS_BETWEEN_LIMITS:
            self.measure_limits()
        peer = ["--ggml", self.options.ggml] if self.options.ggml else []
        lines = self.ask("--format", kind, "--n", shape[0], "--k", shape[1], "--m", *rows,
                         "--threads", *threads, "--reps", 200,
                         "--seconds", self.options.seconds, *peer)
        self.results["cases"] += [json.loads(line) for line in lines]
        self.save()

    def run(self, shapes, rows, threads):
        kinds = self.ask("--list-formats")
        for shape in shapes:
            for kind in kinds:
                say(f"{kind} {shape[0]}x{shape[1]}")
                several = rows if shape == THREADED_SHAPE and threads > 1 else []
                several = [m for m in several if m == THREADED_ROWS]
                self.measure(kind, shape, [m for m in rows if m not in several], [1])
                if several:
                    self.measure(kind, shape, several, [1, threads])
        self.measure_limits()
        self.save()


def parse_options():
    parser = argparse.ArgumentParser(prog="./dev bench --kernels")
    parser.add_argument("--bin", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--ggml", help=argparse.SUPPRESS)
    parser.add_argument("--ggml-compiler", default="", help=argparse.SUPPRESS)
    parser.add_argument("--quick", action="store_true",
                        help="one shape, printed and not written to the docs; a minute")
    parser.add_argument("--resume", action="store_true",
                        help="keep what was measured by a run under the same commit that was cut off")
    parser.add_argument("--target-cpu", default="host", help="whose instructions are used (default: host)")
    parser.add_argument("--seconds", type=float, help=argparse.SUPPRESS)
    parser.add_argument("--threads", type=int, default=min(2, os.cpu_count()), help=argparse.SUPPRESS)
    parser.add_argument("--results", type=pathlib.Path, help=argparse.SUPPRESS)
    parser.add_argument("--page", type=pathlib.Path, default=machine.ROOT / "docs/Performance.md",
                        help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.seconds is None:
        options.seconds = 0.2 if options.quick else 1.0
    if options.results is None:
        name = "kernels.json" if options.target_cpu == "host" else f"kernels-{options.target_cpu}.json"
        folder = options.bin.parent / "bench" if options.quick else machine.ROOT / "benchmarks/results"
        options.results = folder / name
    return options


def main():
    options = parse_options()
    if not options.ggml:
        say("ggml is not available (see above): kernels are timed without it")
    bench = Bench(options)
    began = time.monotonic()
    if options.quick:
        bench.run(SHAPES[:1], [1, 512], 1)
        print(report.describe(bench.results))
    else:
        bench.run(SHAPES, ROWS, options.threads)
        report.write_page(options.page, options.results.parent)
    say(f"{time.monotonic() - began:.0f} s; results are in {os.path.relpath(options.results)}")


if __name__ == "__main__":
    main()
