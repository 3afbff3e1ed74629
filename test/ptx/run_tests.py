"""Runs the tests of this folder and leaves their cases where the test count looks.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

usage: run_tests.py [-v] [NAME...]

Like a GoogleTest program: with GTEST_OUTPUT=xml:FOLDER/ it writes FOLDER/PtxTests.xml
in GoogleTest's form. Exits with 1 if a case fails.
"""

import os
import pathlib
import sys
import time
import unittest
import xml.etree.ElementTree as ElementTree

PROGRAM = "PtxTests"


class Result(unittest.TextTestResult):
    """Remembers every case and what became of it."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.outcomes = {}
        self.started = {}

    def startTest(self, test):
        super().startTest(test)
        self.outcomes[test.id()] = ("passed", "")
        self.started[test.id()] = time.monotonic()

    def _note(self, test, outcome, message):
        # A subtest counts for the case that it belongs to.
        case = getattr(test, "test_case", test)
        self.outcomes[case.id()] = (outcome, message)

    def addFailure(self, test, error):
        super().addFailure(test, error)
        self._note(test, "failure", str(error[1]))

    def addError(self, test, error):
        super().addError(test, error)
        self._note(test, "failure", str(error[1]))

    def addSubTest(self, test, subtest, error):
        super().addSubTest(test, subtest, error)
        if error is not None:
            self._note(subtest, "failure", str(error[1]))

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._note(test, "skipped", reason)


def write_report(outcomes, folder):
    """The cases as GoogleTest would write them."""
    root = ElementTree.Element("testsuites", name=PROGRAM)
    suite = ElementTree.SubElement(root, "testsuite", name=PROGRAM)
    for identity, (outcome, message) in sorted(outcomes.items()):
        classname, _, name = identity.rpartition(".")
        case = ElementTree.SubElement(
            suite,
            "testcase",
            classname=classname,
            name=name,
            status="run",
            result="skipped" if outcome == "skipped" else "completed",
        )
        if outcome != "passed":
            ElementTree.SubElement(case, outcome, message=message)
    folder.mkdir(parents=True, exist_ok=True)
    ElementTree.ElementTree(root).write(
        folder / f"{PROGRAM}.xml", encoding="utf-8", xml_declaration=True
    )


def load(names):
    here = pathlib.Path(__file__).resolve().parent
    sys.path.insert(0, str(here.parent))
    loader = unittest.TestLoader()
    if names:
        return loader.loadTestsFromNames([f"ptx.tests.{name}" for name in names])
    return loader.discover(str(here / "tests"), top_level_dir=str(here.parent))


def main():
    arguments = [a for a in sys.argv[1:] if a != "-v"]
    try:
        import numpy  # noqa: F401
    except ImportError:
        outcomes = {f"{PROGRAM}.all": ("skipped", "there is no numpy")}
        result = None
    else:
        runner = unittest.TextTestRunner(resultclass=Result, verbosity=2 if "-v" in sys.argv else 1)
        result = runner.run(load(arguments))
        outcomes = result.outcomes
    kind, _, folder = os.environ.get("GTEST_OUTPUT", "").partition(":")
    if kind == "xml" and folder.endswith("/"):
        write_report(outcomes, pathlib.Path(folder))
    sys.exit(0 if result is None or result.wasSuccessful() else 1)


if __name__ == "__main__":
    main()
