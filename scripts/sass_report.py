"""Counts what the main loop of a GPU kernel costs, in machine instructions.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

usage: sass_report.py [--chip sm_90] [--weights N | --weights-per-dot N] FILE...

A FILE is PTX, which ptxas assembles for the chip, or a listing by `nvdisasm -c`. The
main loop is the one with the most dot products (dp4a or mma) and none of them in a loop
within, or the whole kernel if it has no loop. Costs are for each 256 weights, of a thread
(dp4a) or of a warp (mma): --weights says how many weights an iteration handles,
--weights-per-dot how many a dot product does. Without them they are taken from FILE.json, where "kernels" is a
list of objects with "name" and "weightsPerIteration" or "weightsPerDot".

ptxas and nvdisasm come with CUDA; the Python package triton has both too. Without them
this prints one line that says "skipped".
"""

from __future__ import annotations

import argparse
import collections
import dataclasses
import importlib.util
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

# Classes of machine instructions, by the start of the opcode; the first that fits counts.
CLASSES = (
    ("dot", r"IDP|[IHQDB]MMA|[IHQ]GMMA|UTC\w*MMA"),
    ("load", r"LDG|LDGSTS|UBLKCP|UTMALDG|LD\b"),
    ("shared", r"LDS|LDSM|STS|STSM|ATOMS"),
    ("local", r"LDL|STL"),
    ("store", r"STG|ST\b|RED|ATOM"),
    ("constant", r"LDC|LDCU|ULDC"),
    ("convert", r"I2F|I2FP|F2F|F2FP|F2I|F2IP|I2I|I2IP|FRND"),
    (
        "float",
        r"F(FMA|ADD|MUL|MNMX|SEL|SETP|SET|CHK|SWZADD)|H(FMA2|ADD2|MUL2|SETP2|SET2|MNMX2)|"
        r"MUFU|D(FMA|ADD|MUL)",
    ),
    ("logic", r"U?(LOP|LOP3|SHF|PRMT|SGXT|BMSK|BREV|SHL|SHR|POPC|FLO)"),
    ("integer", r"U?(IMAD|IADD3?|IABS|IMNMX|ISCADD|LEA|VIADD|VIMNMX3?|VIADDMNMX|IMUL|VABSDIFF4?)"),
    ("control", r"."),
)
CLASS_NAMES = tuple(name for name, _ in CLASSES)
PATTERNS = tuple(
    (name, re.compile(rf"(?:{pattern})(?![A-Z0-9])" if name != "control" else pattern))
    for name, pattern in CLASSES
)
WIDTHS = {"U8": 1, "S8": 1, "U16": 2, "S16": 2, "64": 8, "128": 16, "256": 32}


@dataclasses.dataclass(frozen=True)
class Instruction:
    """A machine instruction at `address` bytes of its kernel; `target` is that of a branch."""

    address: int
    opcode: str
    target: str | None


@dataclasses.dataclass
class Kernel:
    """A kernel of a listing; resources are None where only a listing was given."""

    name: str
    instructions: list[Instruction]
    labels: dict[str, int]
    registers: int | None = None
    shared_bytes: int | None = None
    spill_bytes: int | None = None


@dataclasses.dataclass
class Loop:
    """Addresses of the first and the last instruction, and what is between."""

    first: int
    last: int
    instructions: list[Instruction]

    @property
    def dots(self) -> int:
        return sum(class_of(each.opcode) == "dot" for each in self.instructions)

    def classes(self) -> collections.Counter:
        return collections.Counter(class_of(each.opcode) for each in self.instructions)

    @property
    def load_bytes(self) -> int:
        """Bytes that a thread loads from global memory."""
        return sum(
            bytes_of(each.opcode) for each in self.instructions if class_of(each.opcode) == "load"
        )


def class_of(opcode: str) -> str:
    return next(name for name, pattern in PATTERNS if pattern.match(opcode))


def bytes_of(opcode: str) -> int:
    return next((WIDTHS[part] for part in opcode.split(".") if part in WIDTHS), 4)


def parse_listing(text: str) -> dict[str, Kernel]:
    """The kernels of a listing by `nvdisasm -c`."""
    kernels: dict[str, Kernel] = {}
    kernel, pending = None, []
    for line in text.splitlines():
        if section := re.match(r"\s*\.section\s+\.text\.([^,\s]+)", line):
            kernel = kernels.setdefault(section.group(1), Kernel(section.group(1), [], {}))
        elif label := re.match(r"(\.L_x_\d+):", line):
            pending.append(label.group(1))
        elif kernel and (
            found := re.match(r"\s*/\*([0-9a-f]{4,})\*/\s+(?:@!?U?P\w+\s+)?([A-Z]\S*)(.*)", line)
        ):
            address, opcode = int(found.group(1), 16), found.group(2).rstrip(";")
            target = (
                re.search(r"`\((\.L_x_\d+)\)", found.group(3)) if opcode.startswith("BRA") else None
            )
            kernel.instructions.append(Instruction(address, opcode, target and target.group(1)))
            kernel.labels.update(dict.fromkeys(pending, address))
            pending = []
    return kernels


def parse_resources(log: str, kernels: dict[str, Kernel]) -> None:
    """Adds registers, shared memory and spills from what `ptxas -v` says."""
    kernel = None
    for line in log.splitlines():
        if found := re.search(r"(?:entry function|Function properties for) '?([\w$]+)'?", line):
            kernel = kernels.get(found.group(1))
        elif kernel and (
            found := re.search(r"(\d+) bytes spill stores, (\d+) bytes spill loads", line)
        ):
            kernel.spill_bytes = int(found.group(1)) + int(found.group(2))
        elif kernel and (found := re.search(r"Used (\d+) registers", line)):
            kernel.registers = int(found.group(1))
            shared = re.search(r"(\d+) bytes smem", line)
            kernel.shared_bytes = int(shared.group(1)) if shared else 0


def loops_of(kernel: Kernel) -> list[Loop]:
    """The loops: branches back, with what is between."""
    spans = set()
    for each in kernel.instructions:
        start = kernel.labels.get(each.target) if each.target else None
        # A branch to itself fills the end of each kernel.
        if start is not None and start < each.address:
            spans.add((start, each.address))
    return [
        Loop(first, last, [i for i in kernel.instructions if first <= i.address <= last])
        for first, last in sorted(spans)
    ]


def main_loop(kernel: Kernel) -> Loop | None:
    """The loop with the most dot products and none of them in a loop within; the shortest
    of several. Loops within, such as one that fills shared memory, count once."""
    loops = loops_of(kernel)
    candidates = [
        loop
        for loop in loops
        if not any(
            inner.dots
            for inner in loops
            if inner is not loop and loop.first <= inner.first and inner.last <= loop.last
        )
    ]
    return max(candidates, key=lambda loop: (loop.dots, -len(loop.instructions)), default=None)


def weights_of(kernel: Kernel, loop: Loop, facts: dict) -> float | None:
    """Weights that an iteration handles, from a kernel's facts; None if they do not say."""
    if "weightsPerIteration" in facts:
        return facts["weightsPerIteration"]
    if "weightsPerDot" in facts and loop.dots:
        return facts["weightsPerDot"] * loop.dots
    return None


def report(kernel: Kernel, facts: dict) -> dict:
    """A row: counts of the main loop, and for each 256 weights where that is known."""
    loop = main_loop(kernel)
    whole = loop is None
    if whole:
        loop = Loop(0, 0, kernel.instructions)
    row = {
        "kernel": kernel.name,
        "loop": not whole,
        "instructions": len(loop.instructions),
        "dots": loop.dots,
        "loadBytes": loop.load_bytes,
        "classes": dict(loop.classes()),
        "registers": kernel.registers,
        "sharedBytes": kernel.shared_bytes,
        "spillBytes": kernel.spill_bytes,
    }
    weights = weights_of(kernel, loop, facts)
    if weights:
        row["weights"] = weights
        row["per256"] = {
            name: count * 256 / weights
            for name, count in (
                ("instructions", len(loop.instructions)),
                ("loadBytes", loop.load_bytes),
                *loop.classes().items(),
            )
        }
    return row


def table(rows: list[dict]) -> str:
    """The rows for people: instructions for each 256 weights, or of an iteration."""
    head = ["kernel", "per", "total", *CLASS_NAMES, "bytes", "regs", "shared", "spills"]
    lines = [head]
    for row in rows:
        counts = row.get("per256") or {
            **row["classes"],
            "instructions": row["instructions"],
            "loadBytes": row["loadBytes"],
        }
        per = "256w" if "per256" in row else "iter" if row["loop"] else "all"
        show = lambda value: "-" if value is None else f"{value:.0f}"  # noqa: E731
        lines.append(
            [
                row["kernel"],
                per,
                show(counts["instructions"]),
                *[show(counts.get(name, 0)) for name in CLASS_NAMES],
                show(counts["loadBytes"]),
                *[show(row[key]) for key in ("registers", "sharedBytes", "spillBytes")],
            ]
        )
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if not column else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths))
        )
        for line in lines
    )


# Tools and files.


def find_tool(name: str) -> str | None:
    """A tool of CUDA: by a variable such as NVDISASM, on the path, in CUDA's folder, in triton."""
    folders = [
        os.path.join(os.environ[root], "bin")
        for root in ("CUDA_HOME", "CUDA_PATH", "CUDA_ROOT")
        if os.environ.get(root)
    ]
    folders.append("/usr/local/cuda/bin")
    package = importlib.util.find_spec("triton")
    if package and package.origin:
        folders.append(str(pathlib.Path(package.origin).parent / "backends" / "nvidia" / "bin"))
    return (
        os.environ.get(name.upper())
        or shutil.which(name)
        or shutil.which(name, path=os.pathsep.join(folders))
    )


def assemble(path: pathlib.Path, chip: str, ptxas: str, nvdisasm: str) -> dict[str, Kernel]:
    """The kernels of a PTX file for a chip, with their resources."""
    with tempfile.TemporaryDirectory() as folder:
        cubin = os.path.join(folder, "kernels.cubin")
        assembled = subprocess.run(
            [ptxas, "-v", f"-arch={chip}", str(path), "-o", cubin], capture_output=True, text=True
        )
        if assembled.returncode:
            sys.exit(
                f"sass_report: error: ptxas refuses {path} for {chip}:\n{assembled.stderr.rstrip()}"
            )
        listing = subprocess.run([nvdisasm, "-c", cubin], capture_output=True, text=True)
        if listing.returncode:
            sys.exit(f"sass_report: error: nvdisasm: {listing.stderr.rstrip()}")
    kernels = parse_listing(listing.stdout)
    parse_resources(assembled.stdout + assembled.stderr, kernels)
    return kernels


def facts_beside(path: pathlib.Path) -> dict[str, dict]:
    """What FILE.json says of each kernel; nothing if there is no such file."""
    beside = path.with_name(path.name + ".json")
    if not beside.exists():
        return {}
    try:
        return {each["name"]: each for each in json.loads(beside.read_text())["kernels"]}
    except (ValueError, KeyError, TypeError) as error:
        sys.exit(f"sass_report: error: {beside} has no list of kernels: {error}")


def read_kernels(path: pathlib.Path, options) -> dict[str, Kernel] | None:
    """None if it is PTX and a tool is missing."""
    if path.suffix != ".ptx":
        return parse_listing(path.read_text())
    if not (options.ptxas and options.nvdisasm):
        return None
    return assemble(path, options.chip, options.ptxas, options.nvdisasm)


def main() -> None:
    parser = argparse.ArgumentParser(description="counts the main loop of GPU kernels")
    parser.add_argument("files", nargs="+", type=pathlib.Path)
    parser.add_argument("--chip", default="sm_90")
    parser.add_argument("--weights", type=float, help="weights that an iteration handles")
    parser.add_argument("--weights-per-dot", type=float, help="weights that a dp4a or mma handles")
    parser.add_argument("--kernel", default="", help="only kernels whose name has this")
    parser.add_argument("--json", action="store_true", help="write JSON instead of a table")
    parser.add_argument("--ptxas", default=find_tool("ptxas"))
    parser.add_argument("--nvdisasm", default=find_tool("nvdisasm"))
    options = parser.parse_args()
    given = {
        key: value
        for key, value in (
            ("weightsPerIteration", options.weights),
            ("weightsPerDot", options.weights_per_dot),
        )
        if value
    }
    rows = []
    for path in options.files:
        try:
            kernels = read_kernels(path, options)
        except OSError as error:
            sys.exit(f"sass_report: error: {error}")
        if kernels is None:
            missing = " and ".join(n for n in ("ptxas", "nvdisasm") if not getattr(options, n))
            print(f"skipped: there is no {missing} here")
            return
        facts = facts_beside(path)
        rows += [
            report(kernel, given or facts.get(name, {}))
            for name, kernel in kernels.items()
            if options.kernel in name
        ]
    if not rows:
        sys.exit("sass_report: error: no kernel found")
    print(json.dumps(rows, indent=1) if options.json else table(rows))


if __name__ == "__main__":
    main()
