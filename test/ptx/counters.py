"""What a launch did: instructions, sectors of global memory, shared-memory bank conflicts.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

from __future__ import annotations

import collections
import dataclasses

import numpy as np

from .lanes import WARP, Array, Lanes

SECTOR = 32  # bytes of DRAM and cache traffic
BANKS = 32  # of 4 bytes each


@dataclasses.dataclass
class Traffic:
    """Requests of whole warps to global memory.

    `bytes` are distinct bytes that the lanes of a request asked for, `sectors` the
    32-byte sectors that these lie in.
    """

    requests: int = 0
    sectors: int = 0
    bytes: int = 0

    @property
    def efficiency(self) -> float:
        """The part of the moved bytes that was asked for; 1.0 is best."""
        return self.bytes / (SECTOR * self.sectors) if self.sectors else 1.0

    @property
    def sectors_per_request(self) -> float:
        return self.sectors / self.requests if self.requests else 0.0


@dataclasses.dataclass
class BankUse:
    """Shared-memory requests of whole warps: `passes` of the banks against the least `ideal`."""

    requests: int = 0
    passes: int = 0
    ideal: int = 0

    @property
    def conflicts(self) -> int:
        return self.passes - self.ideal


@dataclasses.dataclass
class Counters:
    """Counts are of warp instructions: one for all lanes of a warp together."""

    instructions: collections.Counter = dataclasses.field(default_factory=collections.Counter)
    by_line: collections.Counter = dataclasses.field(default_factory=collections.Counter)
    loads: dict[str, Traffic] = dataclasses.field(default_factory=dict)
    stores: dict[str, Traffic] = dataclasses.field(default_factory=dict)
    loads_by_line: dict[int, Traffic] = dataclasses.field(default_factory=dict)
    stores_by_line: dict[int, Traffic] = dataclasses.field(default_factory=dict)
    banks_by_line: dict[int, BankUse] = dataclasses.field(default_factory=dict)

    @property
    def total(self) -> int:
        """All warp instructions, those with a false predicate included."""
        return sum(self.instructions.values())

    @property
    def bank_conflicts(self) -> int:
        return sum(use.conflicts for use in self.banks_by_line.values())

    def summary(self) -> str:
        """A table for people."""
        lines = [f"{self.total} warp instructions, {self.bank_conflicts} bank conflicts"]
        for name, count in self.instructions.most_common():
            lines.append(f"  {count:8d} {name}")
        for kind, table in (("loads of", self.loads), ("stores to", self.stores)):
            for name, traffic in table.items():
                lines.append(
                    f"  {kind} {name}: {traffic.requests} requests, {traffic.sectors} "
                    f"sectors, {100 * traffic.efficiency:.0f}% of their bytes used"
                )
        return "\n".join(lines)


def count_traffic(lanes: Lanes, offsets: Array, width: int) -> Traffic:
    """The traffic of one instruction; `offsets` are those of the active lanes, aligned."""
    table = lanes.by_warp(offsets, -1)
    if not (table[:, 1:] >= table[:, :-1]).all():
        table = np.sort(table, axis=1)
    present = table >= 0
    sectors = table // SECTOR
    first = present.copy()
    first[:, 1:] &= table[:, 1:] != table[:, :-1]
    new_sector = present
    new_sector[:, 1:] &= sectors[:, 1:] != sectors[:, :-1]
    return Traffic(
        table.shape[0], int(np.count_nonzero(new_sector)), int(np.count_nonzero(first)) * width
    )


def count_banks(addresses: Array, width: int) -> BankUse:
    """Passes of shared memory for [warps, 32] byte addresses, -1 where a lane is absent.

    A pass serves 32 words of 4 bytes in different banks, each to any number of lanes.
    Accesses of 8 and 16 bytes are served by half and quarter warps.
    """
    requests = addresses.shape[0]
    words_per_lane = max(width // 4, 1)
    lanes_per_phase = WARP // words_per_lane
    groups = addresses.reshape(-1, lanes_per_phase)
    words = (groups[:, :, None] // 4 + np.arange(words_per_lane)).reshape(-1, WARP)
    absent = np.repeat(groups < 0, words_per_lane, axis=1)
    passes, phases = bank_passes(words, absent)
    return BankUse(requests, passes, phases)


def bank_passes(words: Array, absent: Array) -> tuple[int, int]:
    """Passes for [phases, 32] word numbers, and the number of phases with any lane."""
    key = (words % BANKS << 40) + words
    key[absent] = -1
    key.sort(axis=1)
    distinct = key >= 0
    distinct[:, 1:] &= key[:, 1:] != key[:, :-1]
    row, column = np.nonzero(distinct)
    slot = row * BANKS + (key[row, column] >> 40)
    counts = np.bincount(slot, minlength=words.shape[0] * BANKS).reshape(-1, BANKS)
    worst = counts.max(axis=1)
    return int(worst.sum()), int(np.count_nonzero(worst))


def add_traffic(table: dict, key, traffic: Traffic) -> None:
    total = table.setdefault(key, Traffic())
    total.requests += traffic.requests
    total.sectors += traffic.sectors
    total.bytes += traffic.bytes


def add_banks(table: dict, key, use: BankUse) -> None:
    total = table.setdefault(key, BankUse())
    total.requests += use.requests
    total.passes += use.passes
    total.ideal += use.ideal
