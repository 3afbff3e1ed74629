"""Writes what kernels for GPUs cost in machine instructions, beside llama.cpp's.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

usage: sass_tables.py --bin build/bin [--page docs/Performance.md] [CHIP...]

Compiles the kernels of all formats for each chip, by default those that llama.cpp's
figures are there for, and counts them as sass_report.py does. Prints tables, or puts them
into a page. Without ptxas and nvdisasm this prints one line that says "skipped".
"""

from __future__ import annotations

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

import sass_report

ROOT = pathlib.Path(__file__).resolve().parents[1]
FORMATS = ROOT / "test/Conversion/QBlockToGPU/Inputs/formats.mlir"
OTHERS = ROOT / "benchmarks/results/llama-cuda-sass.json"
BEGIN, END = "<!-- begin: gpu instructions -->", "<!-- end: gpu instructions -->"
# Weights of a product of 16 x 8 x 32, and rows of x.
PRODUCT_WEIGHTS, PRODUCT_ROWS_OF_X = 16 * 32, 8
# Of a block, so many warps stand side by side along the rows of x.
WARPS_ALONG_X = 2


def count(options, chip: str, folder: pathlib.Path) -> list[dict]:
    """Rows of sass_report for all kernels, with what quant-opt says of each as `facts`."""
    path = folder / f"{chip}.ptx"
    command = [options.bin / "quant-opt", "--emit=ptx", f"--target-chip={chip}", FORMATS, "-o", path]
    result = subprocess.run(list(map(str, command)), capture_output=True, text=True)
    if result.returncode:
        sys.exit(f"sass_tables: error: quant-opt failed: {result.stderr.strip()}")
    facts = sass_report.facts_beside(path)
    kernels = sass_report.assemble(path, chip, options.ptxas, options.nvdisasm)
    # In the order of the table of formats.
    return [
        {**sass_report.report(kernels[name], each), "facts": each} for name, each in facts.items()
    ]


def of_role(rows: list[dict], role: str) -> dict[str, list[dict]]:
    """Kernels on packed weights by their format, in the order of rows of x."""
    found: dict[str, list[dict]] = {}
    for row in rows:
        facts = row["facts"]
        if facts["role"] == role and facts["weight"]["layout"] == "packed":
            found.setdefault(facts["weight"]["format"], []).append(row)
    for kernels in found.values():
        kernels.sort(key=lambda row: row["facts"]["rowsOfXPerBlock"])
    return found


def share(ours: float, theirs: float | None) -> list[str]:
    return [f"{theirs:g}", f"{100 * ours / theirs:.0f}%"] if theirs else ["-", "-"]


def describe(rows: list[dict], key: str) -> str:
    return ", ".join(f"{row[key]:.0f}" for row in rows)


def gemv_lines(rows: list[dict], others: dict) -> list[list[str]]:
    lines = []
    for name, kernels in of_role(rows, "gemv").items():
        per_row = [
            row["per256"]["instructions"] / row["facts"]["rowsOfXPerBlock"] for row in kernels
        ]
        lines.append(
            [name, f"{per_row[0]:.0f}", *share(per_row[0], others.get(name))]
            + [f"{kernels[0]['per256'].get('load', 0):.0f}"]
            + [f"{each:.0f}" for each in per_row[1:]]
            + [describe(kernels, "registers"), f"{max(row['spillBytes'] for row in kernels)}"]
        )
    return lines


def gemm_lines(rows: list[dict], others: dict) -> list[list[str]]:
    lines = []
    for name, kernels in of_role(rows, "gemm").items():
        # The one with the most rows of x is the one for prefills.
        row = kernels[-1]
        columns = row["facts"]["rowsOfXPerBlock"] / WARPS_ALONG_X
        products = row["weights"] / PRODUCT_WEIGHTS * columns / PRODUCT_ROWS_OF_X
        ours = row["instructions"] / products
        shared = row["sharedBytes"] + row["facts"]["dynamicSharedBytes"]
        lines.append(
            [name, f"{ours:.1f}", *share(ours, others.get(name)), f"{row['facts']['rowsOfXPerBlock']}"]
            + [f"{row['registers']}", f"{shared / 1024:.0f}", f"{row['spillBytes']}"]
        )
    return lines


def table(head: list[str], lines: list[list[str]]) -> str:
    return "\n".join("| " + " | ".join(line) + " |" for line in [head, ["---"] * len(head), *lines])


def section(chip: str, rows: list[dict], others: dict) -> str:
    gemv = table(
        ["type", "M = 1", "llama.cpp", "of that", "loads", "M = 2", "M = 4", "M = 8", "registers", "spills"],
        gemv_lines(rows, others["gemv"].get(chip, {})),
    )
    gemm = table(
        ["type", "GEMM", "llama.cpp", "of that", "rows of x", "registers", "KiB shared", "spills"],
        gemm_lines(rows, others["gemm"].get(chip, {})),
    )
    return (
        f"### {chip}\n\nGEMV, for 256 weights and each row of x:\n\n{gemv}\n\n"
        f"GEMM, for a product of 16 x 8 x 32:\n\n{gemm}"
    )


def version(tool: str) -> str:
    text = subprocess.run([tool, "--version"], capture_output=True, text=True).stdout
    return text.split("release ")[1].split(",")[0] if "release " in text else "unknown"


def write_page(page: pathlib.Path, text: str) -> None:
    before, rest = page.read_text().split(BEGIN)
    page.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{rest.split(END)[1]}")


def main() -> None:
    others = json.loads(OTHERS.read_text())
    parser = argparse.ArgumentParser(description="counts kernels of all formats for GPUs")
    parser.add_argument("chips", nargs="*", default=list(others["gemv"]))
    parser.add_argument("--bin", type=pathlib.Path, required=True)
    parser.add_argument("--page", type=pathlib.Path, help="write into this page")
    parser.add_argument("--ptxas", default=sass_report.find_tool("ptxas"))
    parser.add_argument("--nvdisasm", default=sass_report.find_tool("nvdisasm"))
    options = parser.parse_args()
    missing = " and ".join(name for name in ("ptxas", "nvdisasm") if not getattr(options, name))
    if missing:
        print(f"skipped: there is no {missing} here")
        return
    with tempfile.TemporaryDirectory() as folder:
        parts = [
            section(chip, count(options, chip, pathlib.Path(folder)), others)
            for chip in options.chips
        ]
    text = f"ptxas {version(options.ptxas)}. {others['about']}\n\n" + "\n\n".join(parts)
    if options.page:
        write_page(options.page, text)
    else:
        print(text)


if __name__ == "__main__":
    main()
