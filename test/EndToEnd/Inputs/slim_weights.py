"""Cuts the weights of slim256 out of SmolLM2-135M.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

usage: slim_weights.py MODEL.gguf slim256.map.json OUT.safetensors

slim256 has two layers that are 256 and 512 wide: the upper left corner of each
of the real matrices, after the permutation of q and k is undone. So rows are
whole super-blocks and every K-quant appears.
"""

import json
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[3] / "scripts"))
import tensors

HEADS = {"q_proj": 9, "k_proj": 3}
GGUF_NAMES = {
    "q_proj": "attn_q",
    "k_proj": "attn_k",
    "v_proj": "attn_v",
    "o_proj": "attn_output",
    "gate_proj": "ffn_gate",
    "up_proj": "ffn_up",
    "down_proj": "ffn_down",
    "input_layernorm": "attn_norm",
    "post_attention_layernorm": "ffn_norm",
    "embed_tokens": "token_embd",
    "norm": "output_norm",
}


def cut(stored, name, shape):
    """The corner of the tensor that PyTorch calls `name`."""
    part = name.split(".")[-2]
    layer = re.search(r"layers\.(\d+)\.", name)
    prefix = f"blk.{layer[1]}." if layer else ""
    whole = stored[f"{prefix}{GGUF_NAMES[part]}.weight"]
    if part in HEADS:
        whole = tensors.undo_head_permutation(whole, HEADS[part])
    return whole[tuple(slice(count) for count in shape)]


def main():
    gguf, weight_map, output = sys.argv[1:]
    stored = tensors.read_gguf(gguf)
    entries = json.loads(pathlib.Path(weight_map).read_text())
    weights = {e["torch"]: cut(stored, e["torch"], e["shape"]) for e in entries if "shape" in e}
    tensors.write_safetensors(output, weights)


if __name__ == "__main__":
    main()
