"""Writes a small llama model as GGUF, or importance data for it.

    tiny_model.py model FILE [--tied] [--nan] [--wide=N] [--shard=I/N]
    tiny_model.py importance|legacy FILE [--partial] [--wrong-length]

Needs nothing but Python; what it writes never changes.
"""

import struct
import sys

FLOAT32, FLOAT16 = 0, 1
UINT16, UINT32, INT32, FLOAT, STRING, ARRAY = 2, 4, 5, 6, 8, 9
LAYERS, WIDTH, HIDDEN, VOCABULARY, HEADS, KV_HEADS = 2, 256, 512, 320, 8, 2


def text(value):
    data = value.encode()
    return struct.pack("<Q", len(data)) + data


def entry(key, kind, value):
    if kind == STRING:
        data = text(value)
    elif kind == ARRAY:
        data = struct.pack("<IQ", STRING, len(value)) + b"".join(map(text, value))
    else:
        data = struct.pack({UINT16: "<H", UINT32: "<I", INT32: "<i", FLOAT: "<f"}[kind], value)
    return text(key) + struct.pack("<I", kind) + data


class Random:
    """A generator of its own, so that no version of Python changes the bytes."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) / 2**31

    def bell(self):
        return sum(self.next() for _ in range(4)) - 2.0


def write_gguf(path, entries, tensors):
    head = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(entries)) + b"".join(entries)
    data = b""
    for name, shape, kind, values in tensors:
        head += text(name) + struct.pack("<I", len(shape)) + struct.pack(f"<{len(shape)}Q", *shape)
        head += struct.pack("<IQ", kind, len(data))
        data += struct.pack(f"<{len(values)}{'f' if kind == FLOAT32 else 'e'}", *values)
        data += b"\0" * (-len(data) % 32)
    head += b"\0" * (-len(head) % 32)
    with open(path, "wb") as file:
        file.write(head + data)


def shapes(options):
    width = int(options.get("wide", WIDTH))
    kv_width = width * KV_HEADS // HEADS
    tensors = [("token_embd.weight", [width, VOCABULARY]), ("output_norm.weight", [width])]
    if "tied" not in options:
        tensors.append(("output.weight", [width, VOCABULARY]))
    for layer in range(LAYERS):
        for name, shape in [
            ("attn_norm", [width]),
            ("attn_q", [width, width]),
            ("attn_k", [width, kv_width]),
            ("attn_v", [width, kv_width]),
            ("attn_output", [width, width]),
            ("ffn_norm", [width]),
            ("ffn_gate", [width, HIDDEN]),
            ("ffn_up", [width, HIDDEN]),
            ("ffn_down", [HIDDEN, width]),
        ]:
            tensors.append((f"blk.{layer}.{name}.weight", shape))
    return tensors


def write_model(path, options):
    width = int(options.get("wide", WIDTH))
    entries = [
        entry("general.architecture", STRING, "llama"),
        entry("general.name", STRING, "tiny"),
        entry("llama.block_count", UINT32, LAYERS),
        entry("llama.context_length", UINT32, 128),
        entry("llama.embedding_length", UINT32, width),
        entry("llama.feed_forward_length", UINT32, HIDDEN),
        entry("llama.attention.head_count", UINT32, HEADS),
        entry("llama.attention.head_count_kv", UINT32, KV_HEADS),
        entry("llama.attention.layer_norm_rms_epsilon", FLOAT, 1e-5),
        entry("llama.vocab_size", UINT32, VOCABULARY),
        entry("general.file_type", UINT32, 1),
    ]
    random = Random(11)
    tensors = []
    for name, shape in shapes(options):
        count = 1
        for dim in shape:
            count *= dim
        kind = FLOAT16 if len(shape) > 1 else FLOAT32
        values = [0.05 * random.bell() for _ in range(count)]
        if "nan" in options and name == "blk.1.attn_q.weight":
            values[3 * width + 5] = float("nan")
        tensors.append((name, shape, kind, values))
    if "shard" in options:
        index, total = map(int, options["shard"].split("/"))
        if index > 1:
            entries = []
        entries += [
            entry("split.no", UINT16, index - 1),
            entry("split.count", UINT16, total),
            entry("split.tensors.count", INT32, len(tensors)),
        ]
        per_shard = -(-len(tensors) // total)
        tensors = tensors[(index - 1) * per_shard : index * per_shard]
    write_gguf(path, entries, tensors)


def importance_values(options):
    random = Random(5)
    for name, shape in shapes({}):
        if not name.startswith("blk.") or len(shape) == 1:
            continue
        values = [random.next() ** 4 * 100 for _ in range(shape[0])]
        values[3] = 0.0
        if "partial" in options and ".ffn_" in name:
            continue
        if "wrong-length" in options and name == "blk.0.attn_q.weight":
            values.pop()
        yield name, values


def write_importance(path, options):
    tensors = []
    for name, values in importance_values(options):
        tensors.append((name + ".in_sum2", [len(values), 1], FLOAT32, values))
        tensors.append((name + ".counts", [1, 1], FLOAT32, [7.0]))
    entries = [
        entry("general.type", STRING, "imatrix"),
        entry("imatrix.datasets", ARRAY, ["text.txt"]),
        entry("imatrix.chunk_count", UINT32, 3),
        entry("imatrix.chunk_size", UINT32, 512),
    ]
    write_gguf(path, entries, tensors)


def write_legacy(path, options):
    items = list(importance_values(options))
    data = struct.pack("<i", len(items))
    for name, values in items:
        data += struct.pack("<i", len(name)) + name.encode()
        data += struct.pack(f"<ii{len(values)}f", 7, len(values), *values)
    data += struct.pack("<ii", 3, 8) + b"text.txt"
    with open(path, "wb") as file:
        file.write(data)


def main():
    options = {}
    for word in sys.argv[3:]:
        key, _, value = word.lstrip("-").partition("=")
        options[key] = value
    {"model": write_model, "importance": write_importance, "legacy": write_legacy}[sys.argv[1]](
        sys.argv[2], options
    )


main()
