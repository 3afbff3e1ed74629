"""Counts test cases: those of lit, GoogleTest and test/ptx one by one, the rest by program.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

ctest counts programs, and the lit suite is a single one of them. This reads what
the programs left in a folder and prints, as the last line, the sum. A program
that left nothing (it crashed, or is a plain command) counts as one case.
"""

import collections
import pathlib
import sys
import xml.etree.ElementTree as ElementTree

Counts = collections.Counter


def outcome(case):
    """What became of one <testcase>, in the dialects of the three writers."""
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    if case.find("skipped") is not None or case.get("status") in ("notrun", "disabled"):
        return "skipped"
    return "skipped" if case.get("result") == "skipped" else "passed"


def cases(path):
    return list(ElementTree.parse(path).getroot().iter("testcase"))


def details_of(program, folder):
    """The file in which a program of ctest lists its own cases, or None."""
    path = folder / "lit.xml" if program == "lit" else folder / "gtest" / f"{program}.xml"
    return path if path.exists() else None


def count(folder):
    total = Counts()
    for program in cases(folder / "ctest.xml"):
        path = details_of(program.get("name"), folder)
        own = Counts(outcome(case) for case in cases(path)) if path else Counts()
        # A crash after the last case must not pass for a success.
        if not own or (outcome(program) == "failed" and not own["failed"]):
            own[outcome(program)] += 1
        total += own
    return total


def explain_skipped(folder):
    """One line for each skipped case, with its reason."""
    for path in [folder / "lit.xml", *sorted((folder / "gtest").glob("*.xml"))]:
        for case in cases(path) if path.exists() else []:
            if outcome(case) == "skipped":
                reason = case.find("skipped")
                text = (reason.get("message") if reason is not None else None) or "no reason given"
                # GoogleTest puts the place in the source on a line before it.
                print(f"skipped {case.get('classname')}.{case.get('name')}: {text.splitlines()[-1]}")


def main():
    folder = pathlib.Path(sys.argv[1])
    if not (folder / "ctest.xml").exists():
        sys.exit("count_tests: error: ctest left no results")
    total = count(folder)
    explain_skipped(folder)
    line = f"{total['passed']} passed, {total['failed']} failed"
    if total["skipped"]:
        line += f", {total['skipped']} skipped"
    print(line)
    sys.exit(1 if total["failed"] or not total["passed"] else 0)


if __name__ == "__main__":
    main()
