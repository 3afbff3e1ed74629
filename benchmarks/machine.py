"""What a measurement was made on.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

import pathlib
import platform
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[1]


def processor():
    with open("/proc/cpuinfo") as file:
        for line in file:
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.machine()


def commit():
    """With `-dirty` if files differ from it; what benchmarks write does not count."""
    describe = ["git", "-C", ROOT, "describe", "--always"]
    name = subprocess.run(describe, capture_output=True, text=True).stdout.strip() or "unknown"
    status = ["git", "-C", ROOT, "status", "--porcelain", "--untracked-files=no", "--",
              ".", ":!benchmarks/results", ":!docs"]
    changed = subprocess.run(status, capture_output=True, text=True).stdout.strip()
    return f"{name}-dirty" if changed else name
