"""Text to token ids and back, with the vocabulary that a GGUF file carries.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

Byte-level byte-pair encoding as GPT-2 defined it, with digits one by one (the
tokenizer that llama.cpp calls "smollm").
"""

import re

from gguf import GGUFReader

# Contractions, words, digits, punctuation, white space; a word takes the space
# before it. [^\W\d_] is a letter.
PIECES = re.compile(
    r"\d|'(?:s|t|re|ve|m|ll|d)| ?[^\W\d_]+| ?(?:[^\s\w]|_)+|\s+(?!\S)|\s+"
)


def byte_alphabet():
    """The printable character that stands for each byte in the vocabulary."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    alphabet = {byte: chr(byte) for byte in printable}
    alphabet.update({byte: chr(256 + i) for i, byte in enumerate(others)})
    return alphabet


class Tokenizer:
    def __init__(self, gguf_path):
        fields = GGUFReader(gguf_path).fields
        self.tokens = fields["tokenizer.ggml.tokens"].contents()
        self.ids = {token: index for index, token in enumerate(self.tokens)}
        merges = fields["tokenizer.ggml.merges"].contents()
        self.ranks = {tuple(merge.split(" ")): rank for rank, merge in enumerate(merges)}
        self.alphabet = byte_alphabet()
        self.bytes = {char: byte for byte, char in self.alphabet.items()}

    def merge(self, parts):
        """Joins neighbours, the pair that was learned first before the others."""
        while True:
            pairs = [(self.ranks.get(pair), i) for i, pair in enumerate(zip(parts, parts[1:]))]
            known = [pair for pair in pairs if pair[0] is not None]
            if not known:
                return parts
            _, at = min(known)
            parts[at : at + 2] = [parts[at] + parts[at + 1]]

    def encode(self, text):
        ids = []
        # A digit ends the piece before it, so the space stays with that piece.
        for run in re.split(r"(\d)", text):
            for piece in PIECES.findall(run):
                parts = self.merge([self.alphabet[byte] for byte in piece.encode()])
                ids += [self.ids[part] for part in parts]
        return ids

    def decode(self, ids):
        text = "".join(self.tokens[index] for index in ids)
        return bytes(self.bytes.get(char, ord("?")) for char in text).decode(errors="replace")
