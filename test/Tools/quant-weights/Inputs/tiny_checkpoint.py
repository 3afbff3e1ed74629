"""Writes a small checkpoint of Hugging Face, and the GGUF file it stands for.

    tiny_checkpoint.py FAMILY FOLDER EXPECTED.gguf [OPTION...]

FAMILY is llama, mixtral, qwen2, qwen3, qwen3_moe, gemma2 or phi3. The GGUF file
is made tensor by tensor from the same numbers, not by converting the
checkpoint. Options damage the checkpoint:

    --shards        two files and a list of them
    --drop=NAME     leave a tensor out
    --add=NAME      add a vector
    --config=K:V    change config.json (V is JSON)
    --foreign       store one matrix as F8_E4M3

Needs nothing but Python; what it writes never changes.
"""

import json
import os
import struct
import sys

LAYERS, WIDTH, HIDDEN, VOCABULARY = 2, 64, 96, 40
HEADS, KV_HEADS, HEAD, EXPERTS = 4, 2, 16, 3

CLASSES = {
    "llama": "LlamaForCausalLM",
    "mixtral": "MixtralForCausalLM",
    "qwen2": "Qwen2ForCausalLM",
    "qwen3": "Qwen3ForCausalLM",
    "qwen3_moe": "Qwen3MoeForCausalLM",
    "gemma2": "Gemma2ForCausalLM",
    "phi3": "Phi3ForCausalLM",
}


def numbers(seed, count):
    """Multiples of 1/64 below 2: exact in every type of float used here."""
    state = seed * 2654435761 % 2**32
    values = []
    for _ in range(count):
        state = (state * 1664525 + 1013904223) % 2**32
        values.append(((state >> 24) - 128) / 64)
    return values


def bf16(values):
    return b"".join(struct.pack("<f", v)[2:] for v in values)


def f32(values):
    return struct.pack(f"<{len(values)}f", *values)


def interleave(rows, heads):
    """Rows of each head from (first half, second half) to pairs."""
    size = len(rows) // heads
    result = []
    for head in range(heads):
        part = rows[head * size : (head + 1) * size]
        for first, second in zip(part[: size // 2], part[size // 2 :]):
            result += [first, second]
    return result


class Writer:
    def __init__(self, family):
        self.family = family
        self.seed = 0
        self.checkpoint = []  # name, shape, values
        self.gguf = []  # name, shape, type, bytes

    def matrix(self, torch, gguf, rows, columns, heads=0, router=False):
        self.seed += 1
        values = numbers(self.seed, rows * columns)
        self.checkpoint.append((torch, [rows, columns], values))
        table = [values[i * columns : (i + 1) * columns] for i in range(rows)]
        if heads:
            table = interleave(table, heads)
        flat = [v for row in table for v in row]
        if gguf:
            kind, data = (0, f32(flat)) if router else (30, bf16(flat))
            self.gguf.append((gguf, [rows, columns], kind, data))
        return flat

    def vector(self, torch, gguf, size, offset=0.0, heads=0):
        self.seed += 1
        values = numbers(self.seed, size)
        self.checkpoint.append((torch, [size], values))
        if heads:
            values = interleave(values, heads)
        self.gguf.append((gguf, [size], 0, f32([v + offset for v in values])))

    def experts(self, torch, gguf, rows, columns):
        flat = []
        for expert in range(EXPERTS):
            flat += self.matrix(torch % expert, None, rows, columns)
        self.gguf.append((gguf, [EXPERTS, rows, columns], 30, bf16(flat)))


def write_layer(writer, layer):
    family = writer.family
    torch, gguf = f"model.layers.{layer}.", f"blk.{layer}."
    pairs = family in ("llama", "mixtral")
    norm = 1.0 if family == "gemma2" else 0.0

    def vector(a, b, size, **more):
        writer.vector(torch + a, gguf + b, size, **more)

    def matrix(a, b, rows, columns, **more):
        writer.matrix(torch + a + ".weight", gguf + b + ".weight", rows, columns, **more)

    vector("input_layernorm.weight", "attn_norm.weight", WIDTH, offset=norm)
    if family == "phi3":
        matrix("self_attn.qkv_proj", "attn_qkv", (HEADS + 2 * KV_HEADS) * HEAD, WIDTH)
    else:
        for name, heads in (("q", HEADS), ("k", KV_HEADS), ("v", KV_HEADS)):
            turned = heads if pairs and name != "v" else 0
            matrix(f"self_attn.{name}_proj", f"attn_{name}", heads * HEAD, WIDTH, heads=turned)
            if family in ("llama", "qwen2"):
                vector(
                    f"self_attn.{name}_proj.bias", f"attn_{name}.bias", heads * HEAD, heads=turned
                )
            if family in ("qwen3", "qwen3_moe") and name != "v":
                vector(f"self_attn.{name}_norm.weight", f"attn_{name}_norm.weight", HEAD)
    matrix("self_attn.o_proj", "attn_output", WIDTH, HEADS * HEAD)
    if family == "gemma2":
        vector("post_attention_layernorm.weight", "post_attention_norm.weight", WIDTH, offset=1.0)
        vector("pre_feedforward_layernorm.weight", "ffn_norm.weight", WIDTH, offset=1.0)
        vector("post_feedforward_layernorm.weight", "post_ffw_norm.weight", WIDTH, offset=1.0)
    else:
        vector("post_attention_layernorm.weight", "ffn_norm.weight", WIDTH)
    if family in ("mixtral", "qwen3_moe"):
        module, names = {
            "mixtral": ("block_sparse_moe", ("w1", "w3", "w2")),
            "qwen3_moe": ("mlp", ("gate_proj", "up_proj", "down_proj")),
        }[family]
        matrix(f"{module}.gate", "ffn_gate_inp", EXPERTS, WIDTH, router=True)
        for name, role, rows, columns in zip(
            names, ("gate", "up", "down"), (HIDDEN, HIDDEN, WIDTH), (WIDTH, WIDTH, HIDDEN)
        ):
            writer.experts(
                f"{torch}{module}.experts.%d.{name}.weight",
                f"{gguf}ffn_{role}_exps.weight",
                rows,
                columns,
            )
        return
    if family == "phi3":
        matrix("mlp.gate_up_proj", "ffn_up", 2 * HIDDEN, WIDTH)
    else:
        matrix("mlp.gate_proj", "ffn_gate", HIDDEN, WIDTH)
        matrix("mlp.up_proj", "ffn_up", HIDDEN, WIDTH)
    matrix("mlp.down_proj", "ffn_down", WIDTH, HIDDEN)


def write_model(family):
    writer = Writer(family)
    writer.matrix("model.embed_tokens.weight", "token_embd.weight", VOCABULARY, WIDTH)
    for layer in range(LAYERS):
        write_layer(writer, layer)
    offset = 1.0 if family == "gemma2" else 0.0
    writer.vector("model.norm.weight", "output_norm.weight", WIDTH, offset=offset)
    # Gemma's output is its embedding, whatever the file holds.
    name = None if family == "gemma2" else "output.weight"
    writer.matrix("lm_head.weight", name, VOCABULARY, WIDTH)
    if family == "llama":
        writer.checkpoint.append(
            ("model.layers.0.self_attn.rotary_emb.inv_freq", [4], [1.0, 0.5, 0.25, 0.125])
        )
    if family == "phi3":
        for name in ("long", "short"):
            factors = [1.0 + i / 4 for i in range(HEAD // 2)]
            writer.gguf.append((f"rope_factors_{name}.weight", [HEAD // 2], 0, f32(factors)))
    return writer


def configuration(family):
    config = {
        "architectures": [CLASSES[family]],
        "model_type": family,
        "hidden_size": WIDTH,
        "intermediate_size": HIDDEN,
        "num_hidden_layers": LAYERS,
        "num_attention_heads": HEADS,
        "num_key_value_heads": KV_HEADS,
        "max_position_embeddings": 4096,
        "rms_norm_eps": 1e-5,
        "rope_theta": 10000.0,
        "vocab_size": VOCABULARY,
    }
    if family == "mixtral":
        config.update({"num_local_experts": EXPERTS, "num_experts_per_tok": 2})
    if family == "qwen3":
        config["head_dim"] = HEAD
    if family == "qwen3_moe":
        config.update(
            {
                "head_dim": HEAD,
                "num_experts": EXPERTS,
                "num_experts_per_tok": 2,
                "moe_intermediate_size": HIDDEN,
                "intermediate_size": 256,
            }
        )
    if family == "gemma2":
        config.update(
            {
                "head_dim": HEAD,
                "attn_logit_softcapping": 50.0,
                "final_logit_softcapping": 30.0,
                "sliding_window": 512,
            }
        )
    if family == "phi3":
        factors = [1.0 + i / 4 for i in range(HEAD // 2)]
        config.update(
            {
                "original_max_position_embeddings": 1024,
                "rope_scaling": {
                    "type": "longrope",
                    "long_factor": factors,
                    "short_factor": factors,
                },
                "sliding_window": None,
            }
        )
    return config


def text(value):
    data = value.encode()
    return struct.pack("<Q", len(data)) + data


def write_gguf(path, family, tensors):
    name = family.replace("_", "") if family != "mixtral" else "llama"
    entries = [
        text("general.architecture") + struct.pack("<I", 8) + text(name),
        text("general.file_type") + struct.pack("<II", 4, 32),
        text("tokenizer.ggml.model") + struct.pack("<I", 8) + text("none"),
    ]
    head = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(entries)) + b"".join(entries)
    data = b""
    for name, shape, kind, content in tensors:
        head += text(name) + struct.pack("<I", len(shape))
        head += struct.pack(f"<{len(shape)}Q", *reversed(shape))
        head += struct.pack("<IQ", kind, len(data))
        data += content + b"\0" * (-len(content) % 32)
    head += b"\0" * (-len(head) % 32)
    with open(path, "wb") as file:
        file.write(head + data)


def write_safetensors(path, tensors, foreign):
    head, data = {}, b""
    for name, shape, values in tensors:
        kind, content = "BF16", bf16(values)
        # Norms in float32, as many checkpoints have them.
        if "norm" in name:
            kind, content = "F32", f32(values)
        if foreign and name.endswith("o_proj.weight"):
            kind, content = "F8_E4M3", bytes(len(values))
        head[name] = {"dtype": kind, "shape": shape, "data_offsets": [len(data), len(data) + len(content)]}
        data += content
    text = json.dumps(head).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def main():
    family, folder, expected = sys.argv[1:4]
    options = [word.lstrip("-").partition("=")[::2] for word in sys.argv[4:]]
    named = dict(options)
    os.makedirs(folder, exist_ok=True)
    writer = write_model(family)
    config = configuration(family)
    for key, value in options:
        if key == "config":
            name, _, content = value.partition(":")
            config[name] = json.loads(content)
    tensors = [t for t in writer.checkpoint if t[0] != named.get("drop")]
    if "add" in named:
        tensors.append((named["add"], [8], numbers(99, 8)))
    with open(os.path.join(folder, "config.json"), "w") as file:
        json.dump(config, file)
    if "shards" in named:
        half = len(tensors) // 2
        names = ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"]
        weight_map = {}
        for name, part in zip(names, (tensors[:half], tensors[half:])):
            write_safetensors(os.path.join(folder, name), part, False)
            weight_map.update({tensor[0]: name for tensor in part})
        with open(os.path.join(folder, "model.safetensors.index.json"), "w") as file:
            json.dump({"metadata": {}, "weight_map": weight_map}, file)
    else:
        write_safetensors(os.path.join(folder, "model.safetensors"), tensors, "foreign" in named)
    write_gguf(expected, family, writer.gguf)


main()
