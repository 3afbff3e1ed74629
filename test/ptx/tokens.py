"""The words of PTX text (PTX ISA, chapter "Syntax").

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

from __future__ import annotations

import re
from typing import Iterator, NamedTuple

from .errors import PtxError

TOKEN = re.compile(
    r"""(?P<space>\s+|//[^\n]*|/\*.*?\*/)
      |(?P<string>"[^"\n]*")
      |(?P<number>0[fF][0-9a-fA-F]{8}|0[dD][0-9a-fA-F]{16}|0[xX][0-9a-fA-F]+U?|0[bB][01]+U?
                 |\d+\.\d+(?:[eE][+-]?\d+)?|\d+U?)
      |(?P<dotted>\.[A-Za-z0-9_]+(?:::[A-Za-z0-9_]+)*)
      |(?P<name>[%$A-Za-z_][\w$]*)
      |(?P<mark>[{}()\[\],;:@!|<>=+\-*/&~?])""",
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    kind: str
    text: str
    line: int


def tokenize(text: str) -> Iterator[Token]:
    line, at = 1, 0
    for match in TOKEN.finditer(text):
        if match.start() != at:
            break
        kind, word, at = match.lastgroup, match.group(), match.end()
        if kind == "space":
            line += word.count("\n")
        else:
            yield Token(kind, word, line)
    if at < len(text):
        raise PtxError(f"cannot read {text[at:at + 10]!r}", line)
