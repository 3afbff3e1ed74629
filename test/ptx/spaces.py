"""What a launch sees of memory: each access checked, counted and recorded.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

from __future__ import annotations

from typing import Callable

import numpy as np

from .counters import add_banks, add_traffic, bank_passes, BankUse, count_banks, count_traffic
from .lanes import Array
from .memory import GLOBAL_BASE, BlockMemory, DeviceMemory, LocalMemory, check_alignment, rows_of
from .races import Shadow, global_shadow, shared_shadow
from .transfer import Access, apply_in_order


class GlobalSpace:
    """Device memory; `written` are the starts of the allocations that the kernel may write,
    None for all."""

    def __init__(
        self,
        machine,
        memory: DeviceMemory,
        written: set[int] | None,
        granule: int,
        shadows: dict[int, Shadow],
    ):
        self.machine, self.memory, self.written = machine, memory, written
        self.granule, self.shadows = granule, shadows

    def _shadow(self, allocation) -> Shadow:
        if allocation.start not in self.shadows:
            self.shadows[allocation.start] = global_shadow(
                self.machine.lanes, allocation.bytes, self.granule, allocation.name
            )
        return self.shadows[allocation.start]

    def _visit(
        self,
        addresses: Array,
        width: int,
        record: Callable,
        reading: bool,
        by_name: dict,
        by_line: dict,
    ) -> Array:
        """Checks an access and tells `record` for each allocation that is watched."""
        machine = self.machine
        check_alignment(addresses, width)
        offsets = addresses - GLOBAL_BASE
        owners = self.memory.owners(offsets, width)
        for allocation, select in owners:
            part = offsets if select is None else offsets[select]
            before = machine.lanes.ids
            if select is not None:
                machine.lanes.ids = machine.lanes.active_ids[select]
            if machine.checks.traffic:
                traffic = count_traffic(machine.lanes, part, width)
                add_traffic(by_name, allocation.name, traffic)
                add_traffic(by_line, machine.line, traffic)
            watched = self.written is None or allocation.start in self.written
            if machine.checks.global_races and (watched or not reading):
                record(self._shadow(allocation), part - allocation.start, select)
            machine.lanes.ids = before
        return offsets

    def _tell(
        self, shadow: Shadow, offsets: Array, access: Access, reads: bool, writes: bool
    ) -> None:
        """What a strong operation releases and acquires."""
        fences = self.machine.fences
        if access.releases:
            fences.fence()
        fences.strong(id(shadow), offsets, reads, writes)
        if access.acquires:
            fences.fence()

    def load(self, addresses: Array, access: Access, dtype: np.dtype) -> Array:
        machine, counters = self.machine, self.machine.counters

        def record(shadow: Shadow, offsets: Array, select) -> None:
            shadow.on_read(
                machine.lanes,
                machine.clocks,
                offsets,
                access.width,
                atomic=access.strong,
                constant=access.constant,
            )
            if access.strong:
                self._tell(shadow, offsets, access, reads=True, writes=False)

        offsets = self._visit(
            addresses, access.width, record, True, counters.loads, counters.loads_by_line
        )
        return rows_of(self.memory.bytes, access.width, dtype)[offsets // access.width]

    def store(self, addresses: Array, access: Access, values: Array) -> None:
        machine, counters = self.machine, self.machine.counters

        def record(shadow: Shadow, offsets: Array, select) -> None:
            shadow.on_write(
                machine.lanes,
                machine.clocks,
                offsets,
                access.width,
                values if select is None else values[select],
                atomic=access.strong,
            )
            if access.strong:
                self._tell(shadow, offsets, access, reads=False, writes=True)

        offsets = self._visit(
            addresses, access.width, record, False, counters.stores, counters.stores_by_line
        )
        rows_of(self.memory.bytes, access.width, values.dtype)[offsets // access.width] = values

    def atomic(
        self, addresses: Array, access: Access, values: list[Array], function: Callable
    ) -> Array:
        machine, counters = self.machine, self.machine.counters

        def record(shadow: Shadow, offsets: Array, select) -> None:
            shadow.on_write(machine.lanes, machine.clocks, offsets, access.width, atomic=True)
            self._tell(shadow, offsets, access, reads=access.reads, writes=True)

        offsets = self._visit(
            addresses, access.width, record, False, counters.stores, counters.stores_by_line
        )
        return apply_in_order(
            self.memory.bytes.view(values[0].dtype), offsets // access.width, values, function
        )


class ConstSpace:
    """Constant memory: lies in the device's memory, and nothing can write it."""

    def __init__(self, memory: DeviceMemory):
        self.memory = memory

    def load(self, addresses: Array, access: Access, dtype: np.dtype) -> Array:
        check_alignment(addresses, access.width)
        offsets = addresses - GLOBAL_BASE
        self.memory.owners(offsets, access.width)
        return rows_of(self.memory.bytes, access.width, dtype)[offsets // access.width]


class SharedSpace:
    """The shared memory of all blocks."""

    def __init__(self, machine, num_bytes: int, granule: int):
        self.machine = machine
        self.memory = BlockMemory(machine.lanes, num_bytes)
        self.shadow = (
            shared_shadow(machine.lanes, self.memory.bytes.size, granule)
            if machine.checks.shared_races
            else None
        )

    def _visit(self, addresses: Array, width: int) -> Array:
        machine = self.machine
        offsets = self.memory.offsets(machine.lanes, addresses, width)
        if machine.checks.traffic:
            use = count_banks(machine.lanes.by_warp(addresses, -1), width)
            add_banks(machine.counters.banks_by_line, machine.line, use)
        return offsets

    def load(self, addresses: Array, access: Access, dtype: np.dtype) -> Array:
        machine = self.machine
        offsets = self._visit(addresses, access.width)
        if self.shadow is not None:
            self.shadow.on_read(
                machine.lanes, machine.clocks, offsets, access.width, atomic=access.strong
            )
        return rows_of(self.memory.bytes, access.width, dtype)[offsets // access.width]

    def store(self, addresses: Array, access: Access, values: Array) -> None:
        machine = self.machine
        offsets = self._visit(addresses, access.width)
        if self.shadow is not None:
            self.shadow.on_write(
                machine.lanes, machine.clocks, offsets, access.width, values, atomic=access.strong
            )
        rows_of(self.memory.bytes, access.width, values.dtype)[offsets // access.width] = values

    def store_pending(self, addresses: Array, values: Array) -> Array:
        """The shared side of cp.async; returns the offsets."""
        machine, width = self.machine, values.shape[1]
        offsets = self._visit(addresses, width)
        if self.shadow is not None:
            self.shadow.on_write(
                machine.lanes, machine.clocks, offsets, width, values, pending=True
            )
        rows_of(self.memory.bytes, width, values.dtype)[offsets // width] = values
        return offsets

    def atomic(
        self, addresses: Array, access: Access, values: list[Array], function: Callable
    ) -> Array:
        machine = self.machine
        offsets = self._visit(addresses, access.width)
        if self.shadow is not None:
            # Also reads: memory that nothing wrote is no start of a sum.
            self.shadow.on_read(machine.lanes, machine.clocks, offsets, access.width, atomic=True)
            self.shadow.on_write(machine.lanes, machine.clocks, offsets, access.width, atomic=True)
        return apply_in_order(
            self.memory.bytes.view(values[0].dtype), offsets // access.width, values, function
        )

    # Rows of 16 bytes whose addresses come from other lanes than those that get the data.

    def _row_offsets(self, rows: Array) -> Array:
        """Offsets [warps, rows] of addresses, as of the lanes that gave them."""
        machine, lanes = self.machine, self.machine.lanes
        before = lanes.ids
        lanes.ids = lanes.active_ids.reshape(-1, 32)[:, : rows.shape[1]].reshape(-1)
        offsets = self.memory.offsets(lanes, rows.reshape(-1), 16)
        if machine.checks.traffic:
            words = (rows.reshape(-1, 8, 1) // 4 + np.arange(4)).reshape(-1, 32)
            passes, phases = bank_passes(words, np.zeros(words.shape, bool))
            add_banks(
                machine.counters.banks_by_line, machine.line, BankUse(rows.shape[0], passes, phases)
            )
        self._row_ids, self._before = lanes.ids, before
        return offsets

    def load_rows(self, rows: Array) -> Array:
        """[warps, rows, 16] bytes."""
        machine = self.machine
        offsets = self._row_offsets(rows)
        if self.shadow is not None:
            self.shadow.on_read(machine.lanes, machine.clocks, offsets, 16, whole_warp=True)
        machine.lanes.ids = self._before
        return rows_of(self.memory.bytes, 16, np.dtype(np.uint8))[offsets // 16].reshape(
            *rows.shape, 16
        )

    def store_rows(self, rows: Array, values: Array) -> None:
        machine = self.machine
        offsets = self._row_offsets(rows)
        flat = values.reshape(-1, 16)
        if self.shadow is not None:
            self.shadow.on_write(machine.lanes, machine.clocks, offsets, 16, flat)
        machine.lanes.ids = self._before
        rows_of(self.memory.bytes, 16, np.dtype(np.uint8))[offsets // 16] = flat


class LocalSpace:
    """The local memory of all threads."""

    def __init__(self, machine, num_bytes: int):
        self.machine = machine
        self.memory = LocalMemory(machine.lanes, num_bytes)

    def load(self, addresses: Array, access: Access, dtype: np.dtype) -> Array:
        offsets = self.memory.offsets(self.machine.lanes, addresses, access.width)
        self.memory.check_written(offsets, access.width)
        return rows_of(self.memory.bytes, access.width, dtype)[offsets // access.width]

    def store(self, addresses: Array, access: Access, values: Array) -> None:
        offsets = self.memory.offsets(self.machine.lanes, addresses, access.width)
        self.memory.written.reshape(-1, access.width)[offsets // access.width] = True
        rows_of(self.memory.bytes, access.width, values.dtype)[offsets // access.width] = values
