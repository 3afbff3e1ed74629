"""Operations of the threads of a warp together.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

PTX ISA, sections "shfl.sync", "vote.sync", "match.sync", "activemask", "redux.sync",
"elect.sync" and "bar.warp.sync". The machine has made sure that the threads of the
member mask are there; here the rest is checked.
"""

from __future__ import annotations

from typing import Callable

import numpy as np

from .errors import MemberMask
from .lanes import Array, Lanes, destination, require_member, source
from .operations import Run, WARP_WIDE, allow, expect_operands, operation, unknown
from .ptxtypes import DTYPES
from .syntax import Instruction, Pair, Sink


def _both(operand) -> tuple:
    return (operand.first, operand.second) if isinstance(operand, Pair) else (operand, Sink())


@operation("shfl")
def shuffle(instruction: Instruction) -> Run:
    """Section "shfl.sync". A source lane out of the segment gives the own value and false;
    one that is in it but absent or not in the mask is a trap, the ISA leaves its value open."""
    allow(instruction, "sync", "up", "down", "bfly", "idx", "b32")
    if "sync" not in instruction.modifiers:
        unknown(instruction)
    expect_operands(instruction, 5)
    mode = instruction.modifiers[1]
    value_store, valid_store = (destination(instruction, o) for o in _both(instruction.operands[0]))
    reads = [source(instruction, o, "b32") for o in instruction.operands[1:]]

    def run(machine) -> None:
        lanes = machine.lanes
        values, offset, clamps, masks = (lanes.wide(read(lanes)) for read in reads)
        require_member(lanes, masks)
        lane = lanes.pick(lanes.lane_of)
        from_lane, valid = shuffle_source(
            mode, lane, offset.astype(np.int64), clamps.astype(np.int64)
        )
        # The present lanes of the mask, which has just been found to be complete.
        absent = (masks >> from_lane.astype(np.uint32) & np.uint32(1) == 0) | (
            lanes.present() >> from_lane.astype(np.uint32) & np.uint32(1) == 0
        )
        wrong = np.flatnonzero(valid & absent)
        if wrong.size:
            at = int(wrong[0])
            raise MemberMask(
                f"lane {int(lane[at])} reads lane {int(from_lane[at])}, which is not in "
                f"mask {int(masks[at]):#010x} or has exited",
                at,
            )
        table = lanes.by_warp(values, 0)
        rows = lanes.rows()[0] if lanes.ids is not None else lanes.warp_of
        value_store(lanes, table[rows, np.where(valid, from_lane, lane)])
        valid_store(lanes, valid)

    return run


def shuffle_source(mode: str, lane: Array, offset: Array, clamps: Array) -> tuple[Array, Array]:
    """The source lane and whether it is in range: the segment mask is bits 12..8 of c."""
    offset = offset & 31
    segment, clamp = clamps >> 8 & 31, clamps & 31
    first = lane & segment
    last = first | (clamp & ~segment)
    if mode == "up":
        source_lane = lane - offset
        valid = source_lane >= last
    elif mode == "idx":
        source_lane = first | (offset & ~segment)
        valid = source_lane <= last
    else:
        source_lane = lane + offset if mode == "down" else lane ^ offset
        valid = source_lane <= last
    return np.where(valid, source_lane, lane), valid


WARP_WIDE["shfl"] = lambda instruction: source(instruction, instruction.operands[4], "b32")


def _ballot(lanes: Lanes, truth: Array, masks: Array) -> Array:
    """For each active lane the bits of its warp's lanes of the same mask that are true."""
    table = lanes.by_warp(lanes.wide(truth).astype(bool), False)
    bits = np.left_shift(table.astype(np.uint64), np.arange(32, dtype=np.uint64)).sum(axis=1)
    rows = lanes.rows()[0]
    return bits.astype(np.uint32)[rows] & masks


@operation("vote")
def vote(instruction: Instruction) -> Run:
    """Section "vote.sync"."""
    allow(instruction, "sync", "all", "any", "uni", "ballot", "pred", "b32")
    expect_operands(instruction, 3)
    if "sync" not in instruction.modifiers:
        unknown(instruction)
    mode = instruction.modifiers[1]
    store = destination(instruction, instruction.operands[0])
    read = source(instruction, instruction.operands[1], "pred")
    read_mask = source(instruction, instruction.operands[2], "b32")

    def run(machine) -> None:
        lanes = machine.lanes
        masks = lanes.wide(read_mask(lanes))
        require_member(lanes, masks)
        bits = _ballot(lanes, read(lanes), masks)
        members = masks & lanes.present()
        results = {
            "ballot": bits,
            "any": bits != 0,
            "all": bits == members,
            "uni": (bits == 0) | (bits == members),
        }
        store(lanes, results[mode])

    return run


WARP_WIDE["vote"] = lambda instruction: source(instruction, instruction.operands[2], "b32")


@operation("match")
def match(instruction: Instruction) -> Run:
    """Section "match.sync"."""
    allow(instruction, "any", "all", "sync", "b32", "b64")
    store, all_store = (destination(instruction, o) for o in _both(instruction.operands[0]))
    read = source(instruction, instruction.operands[1], instruction.type)
    read_mask = source(instruction, instruction.operands[2], "b32")

    def run(machine) -> None:
        lanes = machine.lanes
        masks = lanes.wide(read_mask(lanes))
        require_member(lanes, masks)
        values, rows = lanes.wide(read(lanes)), lanes.rows()[0]
        table, members = lanes.by_warp(values, 0), masks & lanes.present()
        equal = table[rows] == values[:, None]
        bits = np.left_shift(equal.astype(np.uint64), np.arange(32, dtype=np.uint64)).sum(axis=1)
        bits = bits.astype(np.uint32) & members
        if "any" in instruction.modifiers:
            store(lanes, bits)
            return
        same = bits == members
        store(lanes, np.where(same, members, np.uint32(0)))
        all_store(lanes, same)

    return run


WARP_WIDE["match"] = lambda instruction: source(instruction, instruction.operands[2], "b32")


@operation("activemask")
def activemask(instruction: Instruction) -> Run:
    """Section "activemask": the lanes that the interpreter happens to run together."""
    store = destination(instruction, instruction.operands[0])
    return lambda machine: store(machine.lanes, machine.lanes.present())


REDUCTIONS: dict[str, tuple[Callable, int | None]] = {
    "add": (np.add, 0),
    "and": (np.bitwise_and, -1),
    "or": (np.bitwise_or, 0),
    "xor": (np.bitwise_xor, 0),
    "min": (np.minimum, None),
    "max": (np.maximum, None),
}


@operation("redux")
def redux(instruction: Instruction) -> Run:
    """Section "redux.sync", of integers."""
    allow(instruction, "sync", "u32", "s32", "b32", *REDUCTIONS)
    store = destination(instruction, instruction.operands[0])
    read = source(instruction, instruction.operands[1], instruction.type)
    read_mask = source(instruction, instruction.operands[2], "b32")
    name = instruction.modifiers[1]
    function, neutral = REDUCTIONS[name]
    dtype = DTYPES[instruction.type]
    if neutral is None:
        limits = np.iinfo(dtype)
        neutral = limits.max if name == "min" else limits.min

    def run(machine) -> None:
        lanes = machine.lanes
        masks = lanes.wide(read_mask(lanes))
        require_member(lanes, masks)
        table, (rows, _) = lanes.by_warp(lanes.wide(read(lanes)), 0), lanes.rows()
        members = (masks & lanes.present())[:, None] >> np.arange(32, dtype=np.uint32) & np.uint32(
            1
        )
        fill = np.array(neutral).astype(dtype)
        store(
            lanes, function.reduce(np.where(members != 0, table[rows], fill), axis=1, dtype=dtype)
        )

    return run


WARP_WIDE["redux"] = lambda instruction: source(instruction, instruction.operands[2], "b32")


@operation("elect")
def elect(instruction: Instruction) -> Run:
    """Section "elect.sync": the lowest lane of the mask is elected."""
    allow(instruction, "sync")
    lane_store, store = (destination(instruction, o) for o in _both(instruction.operands[0]))
    read_mask = source(instruction, instruction.operands[1], "b32")

    def run(machine) -> None:
        lanes = machine.lanes
        masks = lanes.wide(read_mask(lanes))
        require_member(lanes, masks)
        members = masks & lanes.present()
        lowest = np.bitwise_count((members & -members) - np.uint32(1)).astype(np.uint32)
        lane_store(lanes, lowest)
        store(lanes, lanes.pick(lanes.lane_of) == lowest)

    return run


WARP_WIDE["elect"] = lambda instruction: source(instruction, instruction.operands[1], "b32")


def warp_barrier(instruction: Instruction) -> Run:
    """Section "bar.warp.sync": orders the memory accesses of the mask's threads.

    A mask of a part of the warp is checked but orders nothing here, so that races may be
    reported that are none; no kernel of ours has one.
    """
    expect_operands(instruction, 1)
    read_mask = source(instruction, instruction.operands[0], "b32")

    def run(machine) -> None:
        lanes = machine.lanes
        masks = lanes.wide(read_mask(lanes))
        require_member(lanes, masks)
        whole = np.unique(lanes.active_ids[masks == 0xFFFFFFFF] // 32)
        machine.clocks.join_warps(whole // lanes.warps, whole % lanes.warps)

    return run
