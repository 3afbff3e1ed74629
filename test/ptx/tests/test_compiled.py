"""Functions that clang compiles for this machine and for PTX give the same bits.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

The processor is the reference here: it shares nothing with the interpreter. Inputs are
extreme and random words, read as integers and as floats.
"""

import ctypes
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import numpy as np

from .. import Device, Module
from .support import samples

SOURCE = pathlib.Path(__file__).parent / "Inputs" / "functions.c"
CLANG = shutil.which("clang-22") or shutil.which("clang")
COUNT = 4096


def compile_source(*options):
    command = [CLANG, "-ffp-contract=off", *options, str(SOURCE)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}:\n{done.stderr}")


def inputs():
    """Words: integers, and floats of all and of ordinary sizes."""
    result = []
    for number in range(2):
        words = samples("u32", COUNT, 80 + number)
        words[number::5] = samples("f32", COUNT, 82 + number).view(np.uint32)[number::5]
        ordinary = np.random.default_rng(84 + number).standard_normal(COUNT).astype(np.float32)
        words[1::9] = ordinary.view(np.uint32)[1::9]
        result.append(words)
    return result


@unittest.skipUnless(CLANG, "there is no clang")
class Compiled(unittest.TestCase):
    def check(self, chip, level):
        left, right = inputs()
        with tempfile.TemporaryDirectory() as folder:
            library, kernels = f"{folder}/functions.so", f"{folder}/functions.ptx"
            compile_source("-O1", "-shared", "-fPIC", "-o", library)
            target = ["--target=nvptx64-nvidia-cuda", f"-march={chip}", "-nocudalib"]
            compile_source(*target, level, "-S", "-o", kernels)
            host = ctypes.CDLL(library)
            module = Module.parse(pathlib.Path(kernels).read_text())
        device = Device(1 << 22)
        addresses = [device.allocate(each) for each in (left, right)]
        out = device.allocate(left.nbytes)
        self.assertGreater(len(module.entries), 30)
        for name in module.entries:
            want = np.empty(COUNT, np.uint32)
            pointers = [ctypes.c_void_p(each.ctypes.data) for each in (left, right, want)]
            getattr(host, name)(*pointers, COUNT)
            device.launch(module[name], COUNT // 128, 128, [*addresses, out, COUNT])
            got = device.read(out, np.uint32, COUNT)
            with self.subTest(name):
                wrong = np.flatnonzero(got != want)
                about = [tuple(hex(a[i]) for a in (left, right, got, want)) for i in wrong[:3]]
                self.assertEqual(wrong.size, 0, f"{wrong.size} differ: {about}")

    def test_optimized(self):
        for chip in ("sm_75", "sm_90"):
            with self.subTest(chip):
                self.check(chip, "-O2")

    def test_unoptimized(self):
        self.check("sm_80", "-O0")


if __name__ == "__main__":
    unittest.main()
