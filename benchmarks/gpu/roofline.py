"""What a GPU can reach: by its attributes, and by kernels that do nothing else.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

Attributes give the memory's clock and width, and the clock of the multiprocessors, whose
operations a clock stand in the description of the kernels (the chip's data sheet).
Kernels here read memory, copy it, and multiply in loops whose sums do not wait for each
other. Products are those of `mma.sync`, which on sm_90 and sm_100 is not the way to the
data sheet's rate.
"""

import statistics

import numpy as np

import driver

THREADS, BLOCKS_PER_PROCESSOR = 256, 8
WARP = 32
# Loads in flight of a thread, and bytes of each.
UNROLLED, VECTOR_BYTES = 4, 16
# Sums of a warp that do not wait for each other.
SUMS = 8
HEADER = ".version 8.0\n.target {target}\n.address_size 64\n"

# A product's name, PTX type of sums and of operands, sizes M, N, K, registers of A, B
# and D, and the first chip that has it. A scalar product of four bytes is one of a lane.
PRODUCTS = {
    "int8": (
        ("mma.sync.aligned.m16n8k32.row.col.s32.s8.s8.s32", "b32", (16, 8, 32), (4, 2, 4), 80),
        ("mma.sync.aligned.m8n8k16.row.col.s32.s8.s8.s32", "b32", (8, 8, 16), (1, 1, 2), 75),
    ),
    "half": (
        ("mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32", "f32", (16, 8, 16), (4, 2, 4), 80),
        ("mma.sync.aligned.m16n8k8.row.col.f32.f16.f16.f32", "f32", (16, 8, 8), (2, 1, 4), 75),
    ),
    "dp4a": (("dp4a.s32.s32", "b32", (WARP, 1, 4), (1, 1, 1), 75),),
}


def entry(name, parameters, registers, lines):
    declared = ",\n".join(f"  .param .{kind} {each}" for each, kind in parameters.items())
    loads = [
        f"ld.param.{kind} %{each}, [{each}];\n  "
        + (f"cvta.to.global.u64 %{each}, %{each};" if kind == "u64" else "")
        for each, kind in parameters.items()
    ]
    registers = [f".reg .{kind} %{each};" for each, kind in (*parameters.items(), *registers)]
    body = "\n".join(f"  {line}" for line in (*registers, *loads, *lines))
    return f".visible .entry {name}(\n{declared})\n.maxntid {THREADS}, 1, 1\n{{\n{body}\n}}\n"


# %index: the number of the thread in the grid; %threads: how many there are.
INDEX_REGISTERS = [("thread", "u32"), ("index", "u32"), ("blocks", "u32"), ("threads", "u32"), ("more", "pred")]
INDEX = [
    "mov.u32 %thread, %tid.x;",
    "mov.u32 %index, %ctaid.x;",
    f"mad.lo.u32 %index, %index, {THREADS}, %thread;",
    "mov.u32 %blocks, %nctaid.x;",
    f"mul.lo.u32 %threads, %blocks, {THREADS};",
]


def memory_kernel(name, is_copy):
    """Reads `rounds` times UNROLLED vectors a thread, side by side, and writes them, or
    their exclusive or if it is what it never is."""
    words = [[f"w{i}_{j}" for j in range(4)] for i in range(UNROLLED)]
    registers = [(word, "b32") for vector in words for word in vector]
    registers += [("sum", "b32"), ("offset", "u64"), ("step", "u64"), ("at", "u64")]
    vectors = ["{" + ", ".join(f"%{word}" for word in vector) + "}" for vector in words]
    lines = [
        *INDEX,
        "mov.b32 %sum, 0;",
        f"mul.wide.u32 %offset, %index, {VECTOR_BYTES};",
        f"mul.wide.u32 %step, %threads, {VECTOR_BYTES};",
        "add.u64 %from, %from, %offset;",
        *(["add.u64 %to, %to, %offset;"] if is_copy else []),
        "again:",
    ]
    for vector in vectors:
        lines += [f"ld.global.v4.b32 {vector}, [%from];", "add.u64 %from, %from, %step;"]
    for i, vector in enumerate(vectors):
        if is_copy:
            lines += [f"st.global.v4.b32 [%to], {vector};", "add.u64 %to, %to, %step;"]
        else:
            lines += [f"xor.b32 %sum, %sum, %{word};" for word in words[i]]
    lines += ["sub.u32 %rounds, %rounds, 1;", "setp.ne.u32 %more, %rounds, 0;", "@%more bra again;"]
    if not is_copy:
        # Zeros are read: compilers do not know.
        lines += ["setp.eq.b32 %more, %sum, 0x5eed;", "@%more st.global.b32 [%to], %sum;"]
    return entry(name, {"from": "u64", "to": "u64", "rounds": "u32"}, INDEX_REGISTERS + registers, lines + ["ret;"])


def product_kernel(name, opcode, kind, counts):
    """SUMS products in each of `rounds` rounds; what comes out is written."""
    def group(prefix, count):
        names = [f"%{prefix}_{i}" for i in range(count)]
        return names, names[0] if opcode.startswith("dp4a") else "{" + ", ".join(names) + "}"

    a, a_text = group("a", counts[0])
    b, b_text = group("b", counts[1])
    sums = [group(f"d{i}", counts[2]) for i in range(SUMS)]
    numbers = [number for names, _ in sums for number in names]
    registers = [(each[1:], "b32") for each in a + b] + [(each[1:], kind) for each in numbers]
    lines = [*INDEX]
    # Small numbers, as bytes and as binary16 of about 1.
    lines += [f"xor.b32 {each}, %thread, {0x3c003c00 + i};" for i, each in enumerate(a + b)]
    # Different ones: equal sums would be computed once.
    lines += [f"mov.{kind} {each}, {f'0f3f80{i:04x}' if kind == 'f32' else i};" for i, each in enumerate(numbers)]
    lines += ["again:"]
    lines += [f"{opcode} {text}, {a_text}, {b_text}, {text};" for _, text in sums]
    lines += ["sub.u32 %rounds, %rounds, 1;", "setp.ne.u32 %more, %rounds, 0;", "@%more bra again;"]
    lines += [f"add.{'f32' if kind == 'f32' else 'u32'} {numbers[0]}, {numbers[0]}, {each};" for each in numbers[1:]]
    lines += ["mul.wide.u32 %at, %index, 4;", "add.u64 %to, %to, %at;", f"st.global.{kind} [%to], {numbers[0]};", "ret;"]
    return entry(name, {"to": "u64", "rounds": "u32"}, INDEX_REGISTERS + [("at", "u64")] + registers, lines)


def products_of(capability):
    """The largest product of each kind that a chip has."""
    return {kind: next(row for row in rows if row[-1] <= capability) for kind, rows in PRODUCTS.items()}


def kernels(capability):
    """All of the above as PTX that the chip runs."""
    products = products_of(capability)
    newest = max(row[-1] for row in products.values())
    return HEADER.format(target=f"sm_{newest}") + "\n".join(
        [memory_kernel("read", False), memory_kernel("copy", True)]
        + [product_kernel(kind, row[0], row[1], row[3]) for kind, row in products.items()]
    )


class Limits:
    """Rates of a GPU: bytes and operations a second."""

    def __init__(self, gpu, num_bytes, rounds, repetitions):
        self.gpu, self.repetitions = gpu, repetitions
        self.module = gpu.load(kernels(gpu.compute_capability))
        processors = gpu.attribute(driver.PROCESSORS)
        self.blocks = BLOCKS_PER_PROCESSOR * processors
        self.read, self.copy = self._measure_memory(num_bytes)
        self.products = {
            kind: self._measure_product(kind, row[2], rounds)
            for kind, row in products_of(gpu.compute_capability).items()
        }

    def _time(self, name, arguments):
        def work():
            self.gpu.launch(self.module, name, [self.blocks], THREADS, arguments)

        return statistics.median(self.gpu.time(work, self.repetitions))

    def _measure_memory(self, num_bytes):
        bytes_per_round = self.blocks * THREADS * UNROLLED * VECTOR_BYTES
        rounds = max(1, num_bytes // bytes_per_round)
        num_bytes = rounds * bytes_per_round
        source, target = (self.gpu.allocate(num_bytes) for _ in range(2))
        self.gpu.call("cuMemsetD8Async", source, 0, num_bytes, self.gpu.stream)
        arguments = [("ptr", source), ("ptr", target), ("i32", rounds)]
        seconds = [self._time(name, arguments) for name in ("read", "copy")]
        for address in (source, target):
            self.gpu.free(address)
        return num_bytes / seconds[0], 2 * num_bytes / seconds[1]

    def _measure_product(self, name, sizes, rounds):
        target = self.gpu.allocate(4 * self.blocks * THREADS)
        seconds = self._time(name, [("ptr", target), ("i32", rounds)])
        self.gpu.free(target)
        warps = self.blocks * THREADS // WARP
        return 2.0 * np.prod(sizes) * SUMS * rounds * warps / seconds

    def attributes(self, ops_per_clock):
        """The same by the attributes of the device, and what the chip does in a clock."""
        value = self.gpu.attribute
        # Two transfers a clock.
        memory = 2e3 * value(driver.MEMORY_CLOCK_KHZ) * value(driver.BUS_BITS) / 8
        clock = 1e3 * value(driver.CLOCK_KHZ) * value(driver.PROCESSORS)
        return {"memory": memory, **{kind: ops * clock for kind, ops in ops_per_clock.items()}}
