"""scripts/sass_report.py on a stored listing, and on the assembler's where there is one.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

import importlib.util
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

from .support import KERNELS

SCRIPT = pathlib.Path(__file__).parents[3] / "scripts" / "sass_report.py"
spec = importlib.util.spec_from_file_location("sass_report", SCRIPT)
sass_report = importlib.util.module_from_spec(spec)
sys.modules["sass_report"] = sass_report
spec.loader.exec_module(sass_report)

LISTING = KERNELS / "dot_rows.sm_80.sass"
LOG = """ptxas info    : 0 bytes gmem
ptxas info    : Compiling entry function 'dot_rows' for 'sm_80'
ptxas info    : Function properties for dot_rows
    8 bytes stack frame, 4 bytes spill stores, 12 bytes spill loads
ptxas info    : Used 44 registers, used 0 barriers, 1024 bytes smem, 384 bytes cmem[0]
"""
NESTED = """
\t.section\t.text.nested,"ax",@progbits
.text.nested:
        /*0000*/                   MOV R1, c[0x0][0x28] ;
.L_x_0:
        /*0010*/                   LDG.E.128 R4, [R2.64] ;
.L_x_1:
        /*0020*/                   STS.128 [R6], R4 ;
        /*0030*/               @P1 BRA `(.L_x_1) ;
        /*0040*/                   LDSM.16.M88.4 R8, [R7] ;
        /*0050*/                   IMMA.16832.S8.S8 R12, R8.ROW, R4.COL, R12 ;
        /*0060*/                   I2FP.F32.S32 R12, R12 ;
        /*0070*/              @!P0 BRA `(.L_x_0) ;
.L_x_2:
        /*0080*/                   LOP3.LUT R1, R1, 0xf, RZ, 0xc0, !PT ;
        /*0090*/              @UP0 BRA `(.L_x_2) ;
        /*00a0*/                   EXIT ;
.L_x_3:
        /*00b0*/                   BRA `(.L_x_3);
"""


def run(*arguments, **environment):
    return subprocess.run(
        [sys.executable, str(SCRIPT), *map(str, arguments)],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
    )


class SassReport(unittest.TestCase):
    def test_main_loop_of_a_listing(self):
        kernel = sass_report.parse_listing(LISTING.read_text())["dot_rows"]
        self.assertEqual(len(kernel.instructions), 0x6E0 // 16 + 1 + 9)
        loop = sass_report.main_loop(kernel)
        self.assertEqual((loop.first, loop.last), (0x190, 0x370))
        self.assertEqual(loop.classes(), {"load": 8, "integer": 5, "dot": 16, "control": 2})
        self.assertEqual(loop.load_bytes, 8 * 16)

    def test_costs_for_256_weights(self):
        kernel = sass_report.parse_listing(LISTING.read_text())["dot_rows"]
        by_dot = sass_report.report(kernel, {"weightsPerDot": 4})
        self.assertEqual(by_dot["per256"]["instructions"], 31 * 256 / 64)
        self.assertEqual(by_dot["per256"]["dot"], 64)
        self.assertEqual(
            sass_report.report(kernel, {"weightsPerIteration": 64})["per256"], by_dot["per256"]
        )
        self.assertNotIn("per256", sass_report.report(kernel, {}))

    def test_the_loop_around_a_copy_is_the_main_one(self):
        kernel = sass_report.parse_listing(NESTED)["nested"]
        self.assertEqual(len(sass_report.loops_of(kernel)), 3)
        loop = sass_report.main_loop(kernel)
        self.assertEqual((loop.first, loop.last), (0x10, 0x70))
        self.assertEqual(
            loop.classes(), {"load": 1, "shared": 2, "dot": 1, "convert": 1, "control": 2}
        )

    def test_classes(self):
        expected = {
            "IDP.4A.S8.S8": "dot",
            "HMMA.16816.F32": "dot",
            "HGMMA.64x8x16.F32": "dot",
            "LDG.E.128": "load",
            "LDGSTS.E.BYPASS.128": "load",
            "LDSM.16.M88.4": "shared",
            "LDS.U": "shared",
            "LDL.64": "local",
            "STG.E": "store",
            "RED.E.ADD": "store",
            "LDC.64": "constant",
            "ULDC.64": "constant",
            "I2F.S32": "convert",
            "I2FP.F32.S32": "convert",
            "F2FP.BF16": "convert",
            "FFMA": "float",
            "FADD.FTZ": "float",
            "HFMA2.MMA": "float",
            "MUFU.EX2": "float",
            "LOP3.LUT": "logic",
            "PRMT": "logic",
            "SHF.R.U32.HI": "logic",
            "USHF.L.U32": "logic",
            "IMAD.WIDE": "integer",
            "IADD3.X": "integer",
            "VIADD": "integer",
            "LEA.HI": "integer",
            "ISETP.GE.AND": "control",
            "BRA": "control",
            "SHFL.DOWN": "control",
            "MOV": "control",
            "LEPC": "control",
        }
        self.assertEqual({opcode: sass_report.class_of(opcode) for opcode in expected}, expected)
        self.assertEqual(
            [
                sass_report.bytes_of(x)
                for x in ("LDG.E", "LDG.E.U8.CONSTANT", "LDG.E.64", "LDG.E.128")
            ],
            [4, 1, 8, 16],
        )

    def test_resources(self):
        kernels = sass_report.parse_listing(LISTING.read_text())
        sass_report.parse_resources(LOG, kernels)
        kernel = kernels["dot_rows"]
        self.assertEqual(
            (kernel.registers, kernel.shared_bytes, kernel.spill_bytes), (44, 1024, 16)
        )

    def test_facts_beside_the_kernel(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "k.sass"
            path.write_text(LISTING.read_text())
            beside = pathlib.Path(folder) / "k.sass.json"
            beside.write_text(json.dumps({"kernels": [{"name": "dot_rows", "weightsPerDot": 4}]}))
            row = json.loads(run("--json", path).stdout)[0]
            self.assertEqual(row["per256"]["instructions"], 124)
            beside.write_text("{}")
            failed = run(path)
            self.assertEqual(failed.returncode, 1)
            self.assertIn("has no list of kernels", failed.stderr)

    def test_table_and_errors(self):
        shown = run("--weights", 64, LISTING)
        self.assertRegex(shown.stdout, r"dot_rows +256w +124 +64 +32 ")
        self.assertEqual(run("--kernel", "nosuch", LISTING).returncode, 1)
        self.assertEqual(run("nosuch.sass").returncode, 1)

    def test_without_tools_it_is_skipped(self):
        result = run("--ptxas", "", "--nvdisasm", "", KERNELS / "dot_rows.ptx")
        self.assertEqual(
            (result.returncode, result.stdout),
            (0, "skipped: there is no ptxas and nvdisasm here\n"),
        )

    def test_ptxas_accepts_all_kernels(self):
        if not (sass_report.find_tool("ptxas") and sass_report.find_tool("nvdisasm")):
            self.skipTest("there is no ptxas and nvdisasm here")
        for chip in ("sm_80", "sm_90"):
            result = run("--json", "--chip", chip, *sorted(KERNELS.glob("*.ptx")))
            self.assertEqual(result.returncode, 0, result.stderr)
            rows = json.loads(result.stdout)
            self.assertEqual({row["spillBytes"] for row in rows}, {0})
            self.assertEqual(len(rows), len(list(KERNELS.glob("*.ptx"))))


if __name__ == "__main__":
    unittest.main()
