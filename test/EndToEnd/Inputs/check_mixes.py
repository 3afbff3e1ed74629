"""Compares the types in the report of quant-opt with those that llama-quantize chose.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

usage: check_mixes.py MODEL.mlir ANSWERS.tsv SCHEME...
"""

import csv
import subprocess
import sys
import tempfile


def read_tsv(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def expected_types(path, scheme):
    """Name -> type of the matrices; vectors are not in the report."""
    return {
        row["tensor"]: row[scheme]
        for row in read_tsv(path)
        if int(row["shape"].split("x")[1]) > 1
    }


def reported_types(model, scheme):
    with tempfile.NamedTemporaryFile(suffix=".tsv") as report:
        subprocess.run(
            ["quant-opt", f"--quantize-scheme={scheme.lower()}", "--quantize-dry-run",
             f"--quantize-report={report.name}", model, "-o", "/dev/null"],
            check=True)
        return {row["name"]: row["to"] for row in read_tsv(report.name)}


def main():
    model, answers, *schemes = sys.argv[1:]
    wrong = 0
    for scheme in schemes:
        expected, actual = expected_types(answers, scheme), reported_types(model, scheme)
        differing = [n for n in expected.keys() | actual.keys() if expected.get(n) != actual.get(n)]
        for name in sorted(differing):
            print(f"{scheme} {name}: expects {expected.get(name)}, but got {actual.get(name)}")
        print(f"{scheme}: {len(expected) - len(differing)} of {len(expected)} types equal")
        wrong += len(differing)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
