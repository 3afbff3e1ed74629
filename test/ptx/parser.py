"""Reads PTX text (PTX ISA, chapter "Syntax").

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

Registers and labels are resolved by the scopes of { }. What the parser cannot read is
an error with its line.
"""

from __future__ import annotations

import contextlib
import gc
import re
import struct
from typing import Iterator

from .errors import PtxError
from .ptxtypes import WIDTHS
from .syntax import (
    Address,
    Entry,
    Immediate,
    Instruction,
    Module,
    Negated,
    Operand,
    Pair,
    Parameter,
    Register,
    Sink,
    Special,
    Symbol,
    Variable,
    Vector,
)
from .tokens import Token, tokenize

FACTS = (".version", ".target", ".address_size")
# Directives that say nothing about the meaning of a kernel.
IGNORED = (".loc", ".file", ".pragma")
# Far beyond what any kernel has: what is more is a mistake, and would take much memory.
MAX_REGISTERS = 1 << 20
MAX_VARIABLE_BYTES = 1 << 30
MAX_PARAMETER_BYTES = 32764
LINKAGE = (".visible", ".extern", ".weak", ".common")
SPACES = (".shared", ".global", ".const", ".local")


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Without garbage collection, which makes nothing but many small objects twice as slow."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class _Scope:
    """The registers and labels declared in one pair of braces."""

    def __init__(self, parent: "_Scope | None"):
        self.parent = parent
        self.registers: dict[str, Register] = {}
        self.families: dict[str, tuple[int, str, int]] = {}
        self.labels: dict[str, str] = {}

    def find(self, name: str) -> Register | None:
        if name in self.registers:
            return self.registers[name]
        return self.parent.find(name) if self.parent else None

    def label(self, name: str) -> str:
        if name in self.labels:
            return self.labels[name]
        return self.parent.label(name) if self.parent else name


class Parser:
    """A recursive descent over the tokens; the class holds the position."""

    def __init__(self, text: str):
        self.lines = text.splitlines()
        self.tokens = list(tokenize(text))
        self.tokens.append(Token("end", "", len(self.lines)))
        self.at = 0

    # Tokens.

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def next(self) -> Token:
        if self.token.kind == "end":
            self.fail("the file ends too early")
        self.at += 1
        return self.tokens[self.at - 1]

    def accept(self, text: str) -> bool:
        if self.token.text == text and self.token.kind != "string":
            self.at += 1
            return True
        return False

    def expect(self, text: str) -> None:
        if not self.accept(text):
            self.fail(f"expects '{text}', but got '{self.token.text}'")

    def fail(self, message: str) -> None:
        raise PtxError(message, self.token.line)

    def items(self) -> list[str]:
        """Words with commas between."""
        words = [self.next().text]
        while self.accept(","):
            words.append(self.next().text)
        return words

    def skip_directive(self) -> None:
        """.loc, .file or .pragma"""
        word = self.next().text
        if word == ".pragma":
            self.items()
            self.accept(";")
        elif word == ".file":
            self.integer()
            self.items()
        else:
            self.skip_location()

    def skip_location(self) -> None:
        """The rest of .loc: file, line and column, and where the code was inlined."""
        self.skip_integers()
        while self.accept(","):
            if self.identifier() == "inlined_at":
                self.skip_integers()
            else:
                self.identifier()
                self.displacement()

    def skip_integers(self) -> None:
        while self.token.kind == "number":
            self.next()

    def integer(self) -> int:
        negative = self.accept("-")
        token = self.next()
        if token.kind != "number" or re.match(r"0[fFdD]|\d+\.", token.text):
            raise PtxError(f"expects an integer, but got '{token.text}'", token.line)
        value = int(token.text.rstrip("U"), 0)
        return -value if negative else value

    def alignment(self) -> int:
        value = self.integer()
        if value < 1 or value & value - 1 or value > 4096:
            self.fail(f"expects an alignment, but got {value}")
        return value

    def identifier(self) -> str:
        token = self.next()
        if token.kind != "name":
            raise PtxError(f"expects a name, but got '{token.text}'", token.line)
        return token.text

    # Modules.

    def module(self) -> Module:
        entries: dict[str, Entry] = {}
        variables: list[Variable] = []
        facts = {".target": "", ".version": ""}
        while self.token.kind != "end":
            while self.token.text in LINKAGE:
                self.next()
            word = self.token.text
            if word in FACTS:
                self.next()
                facts[word] = ", ".join(self.items())
            elif word in IGNORED:
                self.skip_directive()
            elif word == ".entry":
                self.next()
                entry = self.entry()
                entries[entry.name] = entry
            elif word in SPACES:
                variables.append(self.variable())
            elif word == ".section":
                self.skip_section()
            elif word in (".func", ".alias"):
                self.fail(f"cannot read '{word}': only entries are supported")
            elif not self.accept(";"):
                self.fail(f"expects a directive, but got '{word}'")
        return Module(entries, variables, facts[".target"], facts[".version"], self.lines)

    def skip_section(self) -> None:
        while self.next().text != "{":
            pass
        depth = 1
        while depth:
            depth += {"{": 1, "}": -1}.get(self.next().text, 0)

    def variable(self) -> Variable:
        space, alignment = self.next().text[1:], 0
        while self.token.kind == "dotted" and self.token.text[1:] not in WIDTHS:
            if self.next().text == ".align":
                alignment = self.alignment()
        type_name = self.next().text[1:]
        width = WIDTHS.get(type_name)
        if width is None:
            self.fail(f"cannot read a variable of type '{type_name}'")
        name, count, unsized = self.identifier(), 1, False
        while self.accept("["):
            if self.accept("]"):
                unsized = True
                continue
            count *= self.integer()
            self.expect("]")
            if not 0 <= count * width <= MAX_VARIABLE_BYTES:
                self.fail(f"cannot have {count} elements in '{name}'")
        initializer = None
        if self.accept("="):
            initializer = self.initializer(type_name, count)
        self.expect(";")
        return Variable(
            name,
            space,
            max(alignment, width),
            0 if unsized else width * count,
            initializer,
            unsized,
        )

    def initializer(self, type_name: str, count: int) -> bytes:
        values: list[Immediate] = []
        depth = 0
        while True:
            if self.accept("{"):
                depth += 1
            elif self.accept("}"):
                depth -= 1
            elif not self.accept(","):
                values.append(self.literal())
            if depth == 0:
                break
        width = WIDTHS[type_name]
        data = b"".join(self.literal_bytes(value, width) for value in values)
        return data.ljust(width * count, b"\0")

    @staticmethod
    def literal_bytes(value: Immediate, width: int) -> bytes:
        bits = value.value if value.bits is None else value.bits
        return (int(bits) & ((1 << 8 * width) - 1)).to_bytes(width, "little")

    def entry(self) -> Entry:
        name = self.identifier()
        entry = Entry(name, [], [], [], {}, {}, [])
        if self.accept("("):
            self.parameters(entry)
        while self.token.text not in ("{", ";"):
            self.performance_directive(entry)
        if self.accept("{"):
            self.body(entry)
        return entry

    def parameters(self, entry: Entry) -> None:
        offset = 0
        while not self.accept(")"):
            self.expect(".param")
            alignment, type_name, is_array, count = 0, None, False, 1
            while self.token.kind == "dotted":
                word = self.next().text
                if word == ".align":
                    alignment = self.alignment()
                elif word[1:] in WIDTHS:
                    type_name = word[1:]
            if type_name is None:
                self.fail("expects a parameter's type")
            name, width = self.identifier(), WIDTHS[type_name]
            if self.accept("["):
                count, is_array = self.integer(), True
                self.expect("]")
            if not 0 < count * width <= MAX_PARAMETER_BYTES:
                self.fail(f"cannot have {count} elements in '{name}'")
            # Without .align a parameter has the alignment of its type, also before
            # the name of a pointer's pointee (.ptr .align).
            aligned = max(alignment, width) if is_array else width
            offset = -(-offset // aligned) * aligned
            entry.parameters.append(Parameter(name, type_name, width * count, offset, is_array))
            offset += width * count
            self.accept(",")

    def performance_directive(self, entry: Entry) -> None:
        word = self.next().text
        numbers = []
        while self.token.kind == "number" or self.token.text == ",":
            if not self.accept(","):
                numbers.append(self.integer())
        product = 1
        for number in numbers:
            product *= number
        if word == ".maxntid":
            entry.max_threads = product
        elif word == ".reqntid":
            entry.max_threads = product
            entry.required_block = tuple(numbers)
        elif not word.startswith("."):
            self.fail(f"expects a directive of the entry, but got '{word}'")

    # Bodies.

    def body(self, entry: Entry) -> None:
        self.pending_labels: list[str] = []
        self.block(entry, _Scope(None))

    def block(self, entry: Entry, parent: _Scope) -> None:
        scope = _Scope(parent)
        self.collect_labels(entry, scope)
        while not self.accept("}"):
            if self.token.kind == "end":
                self.fail("expects '}' before the end of the file")
            self.statement(entry, scope)

    def collect_labels(self, entry: Entry, scope: _Scope) -> None:
        """Names the labels of this scope, so that branches forward find them."""
        depth = 0
        for at in range(self.at, len(self.tokens)):
            text = self.tokens[at].text
            depth += {"{": 1, "}": -1}.get(text, 0)
            if depth < 0:
                break
            if text == ":" and depth == 0 and self.tokens[at - 1].kind == "name":
                name = self.tokens[at - 1].text
                is_taken = name in entry.labels or name in self.pending_labels
                scope.labels[name] = f"{name}@{at}" if is_taken else name
                self.pending_labels.append(scope.labels[name])

    def statement(self, entry: Entry, scope: _Scope) -> None:
        while self.token.text in LINKAGE:
            self.next()
        word = self.token.text
        if self.accept(";"):
            return
        if self.accept("{"):
            self.block(entry, scope)
        elif word == ".reg":
            self.next()
            self.declare_registers(entry, scope)
        elif word in SPACES:
            entry.variables.append(self.variable())
        elif word in IGNORED:
            self.skip_directive()
        elif self.token.kind == "name" and self.tokens[self.at + 1].text == ":":
            self.label(entry, scope)
        else:
            entry.instructions.append(self.instruction(entry, scope))

    def label(self, entry: Entry, scope: _Scope) -> None:
        name = scope.label(self.identifier())
        self.expect(":")
        if self.accept(".branchtargets"):
            targets = []
            while not self.accept(";"):
                targets.append(scope.label(self.identifier()))
                self.accept(",")
            entry.branch_targets[name] = tuple(targets)
        else:
            entry.labels[name] = len(entry.instructions)

    def declare_registers(self, entry: Entry, scope: _Scope) -> None:
        type_name = self.next().text[1:]
        if type_name not in WIDTHS:
            self.fail(f"cannot read registers of type '{type_name}'")
        while not self.accept(";"):
            name = self.identifier()
            if self.accept("<"):
                count = self.integer()
                if len(entry.registers) + count > MAX_REGISTERS:
                    self.fail(f"expects at most {MAX_REGISTERS} registers")
                self.expect(">")
                scope_names = [f"{name}{index}" for index in range(count)]
            else:
                scope_names = [name]
            for each in scope_names:
                register = Register(len(entry.registers), type_name, each)
                entry.registers.append(register)
                scope.registers[each] = register
            self.accept(",")

    def instruction(self, entry: Entry, scope: _Scope) -> Instruction:
        guard, line = None, self.token.line
        if self.accept("@"):
            negated = self.accept("!")
            guard = (self.register(scope), negated)
        opcode = self.identifier()
        modifiers = []
        while self.token.kind == "dotted":
            modifiers.append(self.next().text[1:])
        operands = []
        while not self.accept(";"):
            operands.append(self.operand(entry, scope))
            if self.token.text != ";":
                self.expect(",")
        return Instruction(opcode, tuple(modifiers), tuple(operands), guard, line)

    def register(self, scope: _Scope) -> Register:
        name = self.identifier()
        register = scope.find(name)
        if register is None:
            self.fail(f"unknown register '{name}'")
        return register

    # Operands.

    def operand(self, entry: Entry, scope: _Scope) -> Operand:
        for opening, closing in (("{", "}"), ("(", ")")):
            if self.accept(opening):
                return self.vector(entry, scope, closing)
        if self.accept("["):
            return self.address(entry, scope)
        if self.accept("!"):
            return Negated(self.register(scope))
        if self.token.kind == "number" or self.token.text == "-":
            return self.literal()
        if self.token.kind != "name":
            self.fail(f"expects an operand, but got '{self.token.text}'")
        first = self.named(scope)
        if self.accept("|"):
            return Pair(first, self.named(scope))
        return first

    def vector(self, entry: Entry, scope: _Scope, closing: str) -> Vector:
        """The rest of {a, b}, or of the lists in parentheses that only calls have."""
        elements = []
        while not self.accept(closing):
            elements.append(self.operand(entry, scope))
            self.accept(",")
        return Vector(tuple(elements))

    def named(self, scope: _Scope) -> Operand:
        name = self.identifier()
        if name == "_":
            return Sink()
        register = scope.find(name)
        if register is not None:
            return register
        if name.startswith("%"):
            if self.token.kind == "dotted":
                name += self.next().text
            return Special(name[1:])
        if name == "WARP_SZ":
            return Immediate(32)
        return Symbol(scope.label(name), self.displacement())

    def displacement(self) -> int:
        offset = 0
        while self.token.text in ("+", "-"):
            sign = 1 if self.next().text == "+" else -1
            offset += sign * self.integer()
        return offset

    def address(self, entry: Entry, scope: _Scope) -> Address:
        if self.token.kind == "number":
            base: Operand = self.literal()
        else:
            base = self.named(scope)
        if isinstance(base, Symbol):
            offset, base = base.offset, Symbol(base.name)
        elif isinstance(base, (Register, Immediate)):
            offset = self.displacement()
        else:
            self.fail("expects a register, a variable or a number as base of an address")
        self.expect("]")
        return Address(base, offset)

    def literal(self) -> Immediate:
        negative = self.accept("-")
        token = self.next()
        text = token.text
        if token.kind != "number":
            raise PtxError(f"expects a number, but got '{text}'", token.line)
        if text[:2] in ("0f", "0F"):
            bits = int(text[2:], 16)
            return Immediate(struct.unpack("<f", struct.pack("<I", bits))[0], bits)
        if text[:2] in ("0d", "0D"):
            bits = int(text[2:], 16)
            return Immediate(struct.unpack("<d", struct.pack("<Q", bits))[0], bits)
        if "." in text:
            value = float(text)
            return Immediate(-value if negative else value)
        integer = int(text.rstrip("U"), 0)
        return Immediate(-integer if negative else integer)
