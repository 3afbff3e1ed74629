"""Copies into shared memory without registers, and matrices out of it.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

PTX ISA, chapter "Data Movement and Conversion Instructions", section "cp.async", and
chapter "Warp Level Matrix Instructions", sections "ldmatrix" and "stmatrix".
"""

from __future__ import annotations

import numpy as np

from .errors import PtxError
from .lanes import Array, Lanes, destination, source
from .operations import Run, WARP_WIDE, expect_operands, operation, unknown
from .syntax import Immediate, Instruction, Register
from .transfer import Access, address_source, elements, in_subset


@operation("cp")
def copy_async(instruction: Instruction) -> Run:
    """Section "cp.async": not the bulk forms. Bytes beyond the source size become zeros."""
    modifiers = instruction.modifiers
    if modifiers[0] != "async" or "bulk" in modifiers or "mbarrier" in modifiers:
        unknown(instruction)
    if modifiers[1] == "commit_group":
        return lambda machine: machine.copies.commit(machine)
    if modifiers[1] == "wait_all":
        return lambda machine: machine.copies.wait(machine, None)
    if modifiers[1] == "wait_group":
        allowed = instruction.operands[0]
        if not isinstance(allowed, Immediate):
            unknown(instruction)
        return lambda machine: machine.copies.wait(machine, int(allowed.value))
    return _copy(instruction)


def _copy(instruction: Instruction) -> Run:
    modifiers, operands = instruction.modifiers, instruction.operands
    if modifiers[1] not in ("ca", "cg") or "global" not in modifiers:
        unknown(instruction)
    expect_operands(instruction, 3, 4)
    targets = address_source(instruction, operands[0])
    origins = address_source(instruction, operands[1])
    width = int(operands[2].value) if isinstance(operands[2], Immediate) else 0
    if width not in (4, 8, 16) or (modifiers[1] == "cg" and width != 16):
        raise PtxError(f"'{instruction.name}' cannot copy {width} bytes", instruction.line)
    size = None
    if len(operands) == 4:
        is_predicate = isinstance(operands[3], Register) and operands[3].type == "pred"
        size = source(instruction, operands[3], "pred" if is_predicate else "u32")
        if is_predicate:
            ignored = size
            size = lambda lanes: np.where(ignored(lanes), np.uint32(0), np.uint32(width))
    read = Access("global", "b8", width)

    def run(machine) -> None:
        lanes = machine.lanes
        values = np.zeros((lanes.active, width), np.uint8)
        wanted = (
            np.full(lanes.active, width) if size is None else lanes.wide(size(lanes)).astype(int)
        )
        addresses = origins(machine)
        # A lane that takes nothing does not look at its source.
        some = np.flatnonzero(wanted > 0)
        if some.size:
            select = None if some.size == lanes.active else some
            values[some] = in_subset(
                machine,
                select,
                lambda: machine.space("global").load(addresses[some], read, np.dtype(np.uint8)),
            )
        values[np.arange(width) >= wanted[:, None]] = 0
        machine.copies.issue(machine, targets(machine), values)

    return run


class CopyQueue:
    """The cp.async operations that threads have issued and not yet waited for.

    The bytes arrive at once, but the shadow of shared memory marks them as pending until
    the thread waits for their group: touching them earlier is a trap.
    """

    def __init__(self, lanes: Lanes):
        # The number of groups that each lane has committed.
        self.committed = np.zeros(lanes.count, np.int64)
        # Lanes, first granules, granules each, and the group of each lane.
        self.open: list[tuple[Array, Array, int, Array]] = []

    def issue(self, machine, addresses: Array, values: Array) -> None:
        shared = machine.space("shared")
        offsets = shared.store_pending(addresses, values)
        width = values.shape[1]
        ids = machine.lanes.active_ids
        if shared.shadow is not None:
            granule = shared.shadow.granule
            self.open.append((ids, offsets // granule, width // granule, self.committed[ids]))

    def commit(self, machine) -> None:
        self.committed[machine.lanes.active_ids] += 1

    def wait(self, machine, allowed: int | None) -> None:
        """wait_group: all but the latest `allowed` groups; None is wait_all, open ones too."""
        lanes, shadow = machine.lanes, machine.space("shared").shadow
        if not self.open:
            return
        limit = np.full(lanes.count, -1, np.int64)
        ids = lanes.active_ids
        limit[ids] = self.committed[ids] + 1 if allowed is None else self.committed[ids] - allowed
        stamps = np.zeros(lanes.count, np.int64)
        stamps[ids] = shadow.stamp(lanes, machine.clocks, 0)
        remaining = []
        for owners, granules, count, groups in self.open:
            done = groups < limit[owners]
            if done.any():
                all_granules = granules[done][:, None] + np.arange(count)
                shadow.settle(
                    all_granules, np.broadcast_to(stamps[owners[done]][:, None], all_granules.shape)
                )
            if not done.all():
                left = ~done
                remaining.append((owners[left], granules[left], count, groups[left]))
        self.open = remaining


# Matrices of 8 x 8 elements of 16 bits.


@operation("ldmatrix")
def load_matrix(instruction: Instruction) -> Run:
    """Section "ldmatrix": lane 8 i + r gives the address of row r of matrix i; lane l gets
    elements 2 (l mod 4) and the next of row l / 4, or of the transposed matrix."""
    count, transposed = _matrix_shape(instruction)
    targets = [destination(instruction, each) for each in elements(instruction.operands[0])]
    addresses = address_source(instruction, instruction.operands[1])
    if len(targets) != count:
        unknown(instruction)

    def run(machine) -> None:
        rows = addresses(machine).reshape(-1, 32)[:, : 8 * count]
        data = machine.space("shared").load_rows(rows)
        matrices = data.view(np.uint16).reshape(-1, count, 8, 8)
        if transposed:
            matrices = matrices.swapaxes(2, 3)
        for number, target in enumerate(targets):
            matrix = np.ascontiguousarray(matrices[:, number]).view(np.uint32)
            target(machine.lanes, matrix.reshape(-1))

    return run


def _matrix_shape(instruction: Instruction) -> tuple[int, bool]:
    known = ("sync", "aligned", "m8n8", "x1", "x2", "x4", "trans", "shared", "shared::cta", "b16")
    if any(m not in known for m in instruction.modifiers) or "m8n8" not in instruction.modifiers:
        unknown(instruction)
    count = next(int(m[1:]) for m in instruction.modifiers if m in ("x1", "x2", "x4"))
    return count, "trans" in instruction.modifiers


@operation("stmatrix")
def store_matrix(instruction: Instruction) -> Run:
    """Section "stmatrix": the reverse of ldmatrix."""
    count, transposed = _matrix_shape(instruction)
    addresses = address_source(instruction, instruction.operands[0])
    reads = [source(instruction, each, "b32") for each in elements(instruction.operands[1])]

    def run(machine) -> None:
        lanes = machine.lanes
        rows = addresses(machine).reshape(-1, 32)[:, : 8 * count]
        data = np.stack([lanes.whole_warps(read(lanes)) for read in reads], axis=1)
        matrices = np.ascontiguousarray(data).view(np.uint16).reshape(-1, count, 8, 8)
        if transposed:
            matrices = matrices.swapaxes(2, 3)
        machine.space("shared").store_rows(
            rows, np.ascontiguousarray(matrices).view(np.uint8).reshape(-1, 8 * count, 16)
        )

    return run


for _opcode in ("ldmatrix", "stmatrix"):
    WARP_WIDE[_opcode] = lambda instruction: None
