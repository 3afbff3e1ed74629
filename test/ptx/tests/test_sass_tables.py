"""scripts/sass_tables.py on counts that are made up.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

import importlib.util
import pathlib
import subprocess
import sys
import tempfile
import unittest

SCRIPT = pathlib.Path(__file__).parents[3] / "scripts" / "sass_tables.py"
sys.path.insert(0, str(SCRIPT.parent))
spec = importlib.util.spec_from_file_location("sass_tables", SCRIPT)
sass_tables = importlib.util.module_from_spec(spec)
spec.loader.exec_module(sass_tables)


def row(role, columns, instructions, weights, layout="packed"):
    return {
        "facts": {
            "role": role,
            "weight": {"format": "q4_0", "layout": layout},
            "rowsOfXPerBlock": columns,
            "dynamicSharedBytes": 2048,
        },
        "instructions": instructions,
        "weights": weights,
        "per256": {"instructions": instructions * 256 / weights, "load": 18},
        "registers": 40 + columns,
        "sharedBytes": 1024,
        "spillBytes": 0,
    }


class SassTables(unittest.TestCase):
    def test_gemv_is_for_each_row_of_x(self):
        rows = [row("gemv", 2, 100, 64), row("gemv", 1, 60, 64), row("gemv", 1, 9, 64, "ggml")]
        self.assertEqual(
            sass_tables.gemv_lines(rows, {"q4_0": 480}),
            [["q4_0", "240", "480", "50%", "18", "200", "41, 42", "0"]],
        )

    def test_gemm_is_for_a_product(self):
        # A warp's 32 rows of 256 weights, times 64 rows of x: 128 products.
        rows = [row("gemm", 128, 1280, 32 * 256)]
        self.assertEqual(
            sass_tables.gemm_lines(rows, {}),
            [["q4_0", "10.0", "-", "-", "128", "168", "3", "0"]],
        )

    def test_writes_between_the_marks(self):
        with tempfile.TemporaryDirectory() as folder:
            page = pathlib.Path(folder, "page.md")
            page.write_text(f"before\n{sass_tables.BEGIN}\nold\n{sass_tables.END}\nafter\n")
            sass_tables.write_page(page, "new")
            self.assertEqual(
                page.read_text(),
                f"before\n{sass_tables.BEGIN}\n\nnew\n\n{sass_tables.END}\nafter\n",
            )

    def test_is_skipped_without_tools(self):
        command = [sys.executable, str(SCRIPT), "--bin", ".", "--ptxas", "", "--nvdisasm", ""]
        result = subprocess.run(command, capture_output=True, text=True)
        self.assertEqual(result.stdout, "skipped: there is no ptxas and nvdisasm here\n")
        self.assertEqual(result.returncode, 0)


if __name__ == "__main__":
    unittest.main()
