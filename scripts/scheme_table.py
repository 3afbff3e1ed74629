#!/usr/bin/env python3
"""Writes the table of all schemes into docs/Quantization.md.

Part of the qblock project, under the Apache License v2.0 with LLVM Exceptions.
See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

    scheme_table.py QUANT_WEIGHTS MODEL.gguf PAGE.md

The model is decoded to f32 first; each scheme then quantizes that. Bits per weight
are the average over all tensors, the error is relative: the root mean square of what
was changed, divided by that of the values.
"""

import csv
import datetime
import os
import platform
import subprocess
import sys
import tempfile

BEGIN, END = "<!-- begin: schemes -->", "<!-- end: schemes -->"


def cpu_name():
    with open("/proc/cpuinfo") as file:
        for line in file:
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.machine()


def read_tsv(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def count(shape):
    product = 1
    for dim in shape.split("x"):
        product *= int(dim)
    return product


def measure(tool, scheme, base, folder):
    """Bits per weight and relative error, or None where importance is needed."""
    report, out, table = (os.path.join(folder, n) for n in ("r.tsv", "o.gguf", "c.tsv"))
    quantize = [tool, f"--quantize-scheme={scheme}", base, "-o", out, f"--report={report}"]
    if subprocess.run(quantize, capture_output=True).returncode:
        return None
    rows = read_tsv(report)
    elems = sum(count(row["shape"]) for row in rows)
    bits = 8 * sum(int(row["bytes"]) for row in rows) / elems
    compare = [tool, "--compare", base, out, f"--report={table}"]
    subprocess.run(compare, check=True, capture_output=True)
    squares = values = 0.0
    shapes = {row["name"]: count(row["shape"]) for row in rows}
    for row in read_tsv(table):
        error, relative = float(row["rmse"]), float(row["relative"])
        if relative > 0:
            squares += error**2 * shapes[row["name"]]
            values += (error / relative) ** 2 * shapes[row["name"]]
    return bits, (squares / values) ** 0.5 if values else 0.0


def main():
    tool, model, page = sys.argv[1:]
    schemes = subprocess.run([tool, "--list-schemes"], check=True, capture_output=True, text=True)
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        base = os.path.join(folder, "base.gguf")
        decode = [tool, "--allow-requantize", "--quantize-scheme=F32", model, "-o", base]
        subprocess.run(decode, check=True, capture_output=True)
        for scheme in schemes.stdout.split():
            result = measure(tool, scheme, base, folder)
            if result:
                lines.append((result[0], f"| {scheme} | {result[0]:.2f} | {result[1]:.4f} |"))
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
    lines.sort()
    text = "\n".join(
        [BEGIN, "| scheme | bits per weight | relative error |", "| --- | --- | --- |"]
        + [line for _, line in lines]
        + ["", f"{os.path.basename(model)}, decoded to f32; {cpu_name()}, commit "
           f"{commit.stdout.strip()}, {datetime.date.today()}.", END]
    )
    with open(page) as file:
        old = file.read()
    before, rest = old.split(BEGIN)
    with open(page, "w") as file:
        file.write(before + text + rest.split(END)[1])


main()
