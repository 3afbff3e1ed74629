"""Runs a command and fails if it takes more memory or processor time than allowed.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

usage: limits.py --megabytes N --cpu-seconds N -- COMMAND...

Time is that of all cores together: a machine busy with something else does not
change it.
"""

import argparse
import resource
import subprocess
import sys


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--megabytes", type=float, required=True)
    parser.add_argument("--cpu-seconds", type=float, required=True)
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    code = subprocess.run(options.command).returncode
    if code:
        sys.exit(f"limits: error: {options.command[0]} exited with {code}")
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    megabytes = usage.ru_maxrss * 1024 / 1e6  # Linux counts in KiB
    seconds = usage.ru_utime + usage.ru_stime
    print(f"peak memory {megabytes:.0f} MB, processor time {seconds:.1f} s")
    if megabytes > options.megabytes:
        sys.exit(f"limits: error: expects at most {options.megabytes} MB, but got {megabytes:.0f}")
    if seconds > options.cpu_seconds:
        sys.exit(f"limits: error: expects at most {options.cpu_seconds} s, but got {seconds:.1f}")


if __name__ == "__main__":
    main()
