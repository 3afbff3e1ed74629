"""Writes transformers of many architectures as linalg, and the truth about them.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

usage: architectures.py DIR [PASS...]

Two layers each, tiny, written to DIR/NAME.mlir. After the passes, quant-opt has to find
each matrix, its role and its layer, and to quantize what it found. What tells them is
the dataflow alone: arguments have no names, and their order is shuffled.
"""

import pathlib
import random
import re
import subprocess
import sys

S, D, HEADS, KV_HEADS, HD, F, VOCAB, EXPERTS = 4, 64, 4, 2, 16, 96, 160, 4


def tensor(shape, element="f32"):
    return "tensor<" + "".join(f"{n}x" for n in shape) + element + ">"


def affine(num_loops, dims):
    loops = ", ".join(f"d{i}" for i in range(num_loops))
    return f"affine_map<({loops}) -> ({', '.join(str(d) for d in dims)})>"


class Value:
    def __init__(self, name, shape, element="f32"):
        self.name, self.shape, self.element = name, tuple(shape), element
        self.type = tensor(shape, element)


class Model:
    """A function's body under construction."""

    def __init__(self):
        self.lines, self.arguments, self.truth = [], [], []
        self.count = 0

    # Plumbing.

    def argument(self, shape, role=None, layer=None, element="f32"):
        value = Value(f"%a{len(self.arguments)}", shape, element)
        self.arguments.append(value)
        if role:
            self.truth.append((value, role, layer))
        return value

    def emit(self, text, shape, element="f32"):
        self.count += 1
        value = Value(f"%v{self.count}", shape, element)
        self.lines.append(f"  {value.name} = {text}")
        return value

    def empty(self, shape, element="f32"):
        return self.emit(f"tensor.empty() : {tensor(shape, element)}", shape, element)

    def filled(self, shape, scalar="%zero"):
        init = self.empty(shape)
        return self.emit(
            f"linalg.fill ins({scalar} : f32) outs({init.name} : {init.type}) -> {init.type}", shape
        )

    def generic(self, inputs, maps, loops, init, body, element="f32"):
        """`maps` has the dims of each input and of the result; `body` yields %r."""
        reduced = [d for d in range(loops) if f"d{d}" not in maps[-1]]
        iterators = ", ".join(
            '"reduction"' if d in reduced else '"parallel"' for d in range(loops)
        )
        arguments = ", ".join(
            f"%i{n}: {value.element}" for n, value in enumerate(inputs)
        )
        comma = ", " if inputs else ""
        ins = (
            f"ins({', '.join(v.name for v in inputs)} : {', '.join(v.type for v in inputs)}) "
            if inputs
            else ""
        )
        text = (
            f"linalg.generic {{indexing_maps = [{', '.join(affine(loops, m) for m in maps)}], "
            f"iterator_types = [{iterators}]}} {ins}outs({init.name} : {init.type}) {{\n"
            f"  ^bb0({arguments}{comma}%o: {init.element}):\n    "
            + "\n    ".join(body)
            + f"\n    linalg.yield %r : {init.element}\n  }} -> {init.type}"
        )
        return self.emit(text, init.shape, init.element)

    def elementwise(self, inputs, body, dims=None):
        """The first input has all dimensions; `dims` those of the others."""
        shape = inputs[0].shape
        every = [f"d{i}" for i in range(len(shape))]
        maps = [every] + (dims or [every] * (len(inputs) - 1)) + [every]
        return self.generic(inputs, maps, len(shape), self.empty(shape), body)

    def reduce(self, x, body, scalar="%zero"):
        """Over the last dimension."""
        every = [f"d{i}" for i in range(len(x.shape))]
        init = self.filled(x.shape[:-1], scalar)
        return self.generic([x], [every, every[:-1]], len(x.shape), init, body)

    def transpose(self, x, order):
        shape = [x.shape[d] for d in order]
        init = self.empty(shape)
        return self.emit(
            f"linalg.transpose ins({x.name} : {x.type}) outs({init.name} : {init.type}) "
            f"permutation = {order}",
            shape,
        )

    def expand(self, x, groups, shape):
        return self.emit(
            f"tensor.expand_shape {x.name} {groups} output_shape {list(shape)} : "
            f"{x.type} into {tensor(shape)}",
            shape,
        )

    def collapse(self, x, groups, shape):
        return self.emit(
            f"tensor.collapse_shape {x.name} {groups} : {x.type} into {tensor(shape)}", shape
        )

    def slice_last(self, x, start, size):
        shape = (*x.shape[:-1], size)
        offsets = [0] * (len(shape) - 1) + [start]
        return self.emit(
            f"tensor.extract_slice {x.name}{offsets} {list(shape)} {[1] * len(shape)} : "
            f"{x.type} to {tensor(shape)}",
            shape,
        )

    def concat_last(self, a, b):
        shape = (*a.shape[:-1], a.shape[-1] + b.shape[-1])
        return self.emit(
            f"tensor.concat dim({len(shape) - 1}) {a.name}, {b.name} : "
            f"({a.type}, {b.type}) -> {tensor(shape)}",
            shape,
        )

    # Arithmetic.

    def add(self, a, b):
        return self.elementwise([a, b], ["%r = arith.addf %i0, %i1 : f32"])

    def mul(self, a, b):
        return self.elementwise([a, b], ["%r = arith.mulf %i0, %i1 : f32"])

    def scale(self, x, scalar="%scale"):
        return self.elementwise([x], [f"%r = arith.mulf %i0, {scalar} : f32"])

    def silu(self, x):
        sigmoid = self.elementwise(
            [x],
            [
                "%n = arith.negf %i0 : f32",
                "%e = math.exp %n : f32",
                "%s = arith.addf %e, %one : f32",
                "%r = arith.divf %one, %s : f32",
            ],
        )
        return self.mul(x, sigmoid)

    def gelu_tanh(self, x):
        inner = self.elementwise(
            [x],
            [
                "%q = arith.mulf %i0, %i0 : f32",
                "%c = arith.mulf %q, %i0 : f32",
                "%a = arith.mulf %c, %scale : f32",
                "%r = arith.addf %i0, %a : f32",
            ],
        )
        tanh = self.elementwise([inner], ["%r = math.tanh %i0 : f32"])
        one = self.elementwise([tanh], ["%r = arith.addf %i0, %one : f32"])
        return self.mul(self.scale(x), one)

    def gelu_erf(self, x):
        return self.elementwise(
            [x],
            [
                "%d = arith.mulf %i0, %scale : f32",
                "%e = math.erf %d : f32",
                "%s = arith.addf %e, %one : f32",
                "%r = arith.mulf %s, %d : f32",
            ],
        )

    def relu(self, x):
        return self.elementwise(
            [x],
            ["%c = arith.cmpf ugt, %i0, %zero : f32", "%r = arith.select %c, %i0, %zero : f32"],
        )

    def relu_squared(self, x):
        y = self.relu(x)
        return self.mul(y, y)

    def softcap(self, x):
        return self.scale(self.elementwise([self.scale(x)], ["%r = math.tanh %i0 : f32"]))

    def softmax(self, x):
        rows = [f"d{i}" for i in range(len(x.shape) - 1)]
        top = self.reduce(x, ["%r = arith.maximumf %i0, %o : f32"], "%lowest")
        e = self.elementwise(
            [x, top], ["%s = arith.subf %i0, %i1 : f32", "%r = math.exp %s : f32"], [rows]
        )
        total = self.reduce(e, ["%r = arith.addf %i0, %o : f32"])
        return self.elementwise([e, total], ["%r = arith.divf %i0, %i1 : f32"], [rows])

    def rms_norm(self, x):
        rows = [f"d{i}" for i in range(len(x.shape) - 1)]
        last = [f"d{len(x.shape) - 1}"]
        gamma = self.argument([x.shape[-1]])
        squares = self.elementwise([x], ["%r = arith.mulf %i0, %i0 : f32"])
        total = self.reduce(squares, ["%r = arith.addf %i0, %o : f32"])
        root = self.elementwise(
            [total], ["%e = arith.addf %i0, %scale : f32", "%r = math.rsqrt %e : f32"]
        )
        normed = self.elementwise([x, root], ["%r = arith.mulf %i0, %i1 : f32"], [rows])
        return self.elementwise([normed, gamma], ["%r = arith.mulf %i0, %i1 : f32"], [last])

    def layer_norm(self, x, has_bias=True):
        rows = [f"d{i}" for i in range(len(x.shape) - 1)]
        last = [f"d{len(x.shape) - 1}"]
        mean = self.scale(self.reduce(x, ["%r = arith.addf %i0, %o : f32"]))
        centred = self.elementwise([x, mean], ["%r = arith.subf %i0, %i1 : f32"], [rows])
        squares = self.mul(centred, centred)
        total = self.reduce(squares, ["%r = arith.addf %i0, %o : f32"])
        root = self.elementwise(
            [total], ["%e = arith.addf %i0, %scale : f32", "%r = math.rsqrt %e : f32"]
        )
        y = self.elementwise([centred, root], ["%r = arith.mulf %i0, %i1 : f32"], [rows])
        gamma = self.argument([x.shape[-1]])
        y = self.elementwise([y, gamma], ["%r = arith.mulf %i0, %i1 : f32"], [last])
        return self.bias(y) if has_bias else y

    def bias(self, x):
        beta = self.argument([x.shape[-1]])
        last = [f"d{len(x.shape) - 1}"]
        return self.elementwise([x, beta], ["%r = arith.addf %i0, %i1 : f32"], [last])

    def matmul(self, a, b, accumulator=None):
        name = "linalg.matmul" if len(a.shape) == 2 else "linalg.batch_matmul"
        init = accumulator or self.filled((*a.shape[:-1], b.shape[-1]))
        return self.emit(
            f"{name} ins({a.name}, {b.name} : {a.type}, {b.type}) "
            f"outs({init.name} : {init.type}) -> {init.type}",
            init.shape,
        )

    def linear(self, x, num_rows, role, layer, has_bias=False, is_kn=False):
        """x . W^T, with W as [N,K] or [K,N]."""
        if is_kn:
            y = self.matmul(x, self.argument([x.shape[-1], num_rows], role, layer))
        else:
            w = self.argument([num_rows, x.shape[-1]], role, layer)
            y = self.matmul(x, self.transpose(w, [1, 0]))
        return self.bias(y) if has_bias else y

    # Parts of transformers.

    def lookup(self, ids, table):
        return self.generic(
            [ids],
            [["d0"], ["d0", "d1"]],
            2,
            self.empty([ids.shape[0], table.shape[1]]),
            [
                "%row = arith.index_cast %i0 : i64 to index",
                "%column = linalg.index 1 : index",
                f"%r = tensor.extract {table.name}[%row, %column] : {table.type}",
            ],
        )

    def positions(self, offset=0):
        numbers = self.empty([S], "i64")
        return self.generic(
            [],
            [["d0"]],
            1,
            numbers,
            [
                "%i = linalg.index 0 : index",
                f"%n = arith.constant {offset} : index",
                "%s = arith.addi %i, %n : index",
                "%r = arith.index_cast %s : index to i64",
            ],
        )

    def rope(self, x, size=None):
        """Of [S, heads, head size]; only the first `size` elements of each head."""
        size = size or x.shape[-1]
        part = x if size == x.shape[-1] else self.slice_last(x, 0, size)
        low = self.slice_last(part, 0, size // 2)
        high = self.slice_last(part, size // 2, size // 2)
        negative = self.elementwise([high], ["%r = arith.negf %i0 : f32"])
        turned = self.concat_last(negative, low)
        dims = [["d0", "d2"]]
        cos, sin = self.argument([S, size]), self.argument([S, size])
        a = self.elementwise([part, cos], ["%r = arith.mulf %i0, %i1 : f32"], dims)
        b = self.elementwise([turned, sin], ["%r = arith.mulf %i0, %i1 : f32"], dims)
        y = self.add(a, b)
        if part is x:
            return y
        return self.concat_last(y, self.slice_last(x, size, x.shape[-1] - size))

    def heads(self, x):
        return self.expand(x, [[0], [1, 2]], [S, x.shape[-1] // HD, HD])

    def attend(self, q, k, v, softcap=False, alibi=False):
        """Of [S, heads, head size] each; heads of k and v are repeated."""
        q, k, v = (self.transpose(x, [1, 0, 2]) for x in (q, k, v))
        if k.shape[0] != q.shape[0]:
            k, v = self.repeat(k, q.shape[0]), self.repeat(v, q.shape[0])
        scores = self.scale(self.matmul(q, self.transpose(k, [0, 2, 1])))
        if softcap:
            scores = self.softcap(scores)
        if alibi:
            slopes = self.argument([q.shape[0], 1, S])
            scores = self.elementwise(
                [scores, slopes], ["%r = arith.addf %i0, %i1 : f32"], [["d0", "0", "d2"]]
            )
        mask = self.argument([S, S])
        scores = self.elementwise(
            [scores, mask], ["%r = arith.addf %i0, %i1 : f32"], [["d1", "d2"]]
        )
        mixed = self.transpose(self.matmul(self.softmax(scores), v), [1, 0, 2])
        return self.collapse(mixed, [[0], [1, 2]], [S, q.shape[0] * HD])

    def repeat(self, x, count):
        shape = (x.shape[0], count // x.shape[0], *x.shape[1:])
        every = ["d0", "d1", "d2", "d3"]
        y = self.generic(
            [x],
            [["d0", "d2", "d3"], every],
            4,
            self.empty(shape),
            ["%r = arith.addf %i0, %zero : f32"],
        )
        return self.collapse(y, [[0, 1], [2], [3]], (count, *x.shape[1:]))

    def projections(self, x, layer, has_bias=False, kv_heads=KV_HEADS):
        q = self.linear(x, HEADS * HD, "attn_q", layer, has_bias)
        k = self.linear(x, kv_heads * HD, "attn_k", layer, has_bias)
        v = self.linear(x, kv_heads * HD, "attn_v", layer, has_bias)
        return q, k, v

    def gated(self, x, layer, activation, has_bias=False):
        gate = self.linear(x, F, "ffn_gate", layer, has_bias)
        up = self.linear(x, F, "ffn_up", layer, has_bias)
        return self.linear(self.mul(activation(gate), up), D, "ffn_down", layer, has_bias)

    def plain(self, x, layer, activation, has_bias=True, is_kn=False):
        up = self.linear(x, F, "ffn_up", layer, has_bias, is_kn)
        return self.linear(activation(up), D, "ffn_down", layer, has_bias, is_kn)

    def tokens(self, role="token_embd"):
        self.ids = self.argument([S], element="i64")
        self.table = self.argument([VOCAB, D], role)
        return self.lookup(self.ids, self.table)

    def tied_output(self, x):
        return self.matmul(x, self.transpose(self.table, [1, 0]))

    def write(self, directory, name, result):
        order = list(range(len(self.arguments)))
        random.Random(name).shuffle(order)
        new = {self.arguments[old].name: number for number, old in enumerate(order)}
        arguments = ", ".join(f"{self.arguments[o].name}: {self.arguments[o].type}" for o in order)
        constants = [
            "%zero = arith.constant 0.0 : f32",
            "%one = arith.constant 1.0 : f32",
            "%scale = arith.constant 0.25 : f32",
            "%lowest = arith.constant 0xFF800000 : f32",
        ]
        text = "\n".join(
            [f"func.func @main({arguments}) -> {result.type} {{"]
            + ["  " + line for line in constants]
            + self.lines
            + [f"  return {result.name} : {result.type}", "}", ""]
        )
        (directory / f"{name}.mlir").write_text(text)
        return {
            (f"arg{new[value.name]}", role, "-" if layer is None else str(layer))
            for value, role, layer in self.truth
            if role != "other"
        }


# Architectures.


def llama(m, has_bias=False, tied=False, head_norms=None, norm=None, kv_heads=KV_HEADS):
    norm = norm or m.rms_norm
    x = m.tokens()
    for layer in range(2):
        q, k, v = m.projections(norm(x), layer, has_bias, kv_heads)
        if head_norms == "whole":
            q, k = m.rms_norm(q), m.rms_norm(k)
        q, k, v = m.heads(q), m.heads(k), m.heads(v)
        if head_norms == "heads":
            q, k = m.rms_norm(q), m.rms_norm(k)
        mixed = m.attend(m.rope(q), m.rope(k), v)
        x = m.add(x, m.linear(mixed, D, "attn_output", layer))
        x = m.add(x, m.gated(norm(x), layer, m.silu))
    x = norm(x)
    return m.tied_output(x) if tied else m.linear(x, VOCAB, "output", None)


def gemma2(m, head_norms=False):
    x = m.scale(m.tokens())
    for layer in range(2):
        q, k, v = (m.heads(y) for y in m.projections(m.rms_norm(x), layer))
        if head_norms:
            q, k = m.rms_norm(q), m.rms_norm(k)
        mixed = m.attend(m.rope(q), m.rope(k), v, softcap=not head_norms)
        x = m.add(x, m.rms_norm(m.linear(mixed, D, "attn_output", layer)))
        x = m.add(x, m.rms_norm(m.gated(m.rms_norm(x), layer, m.gelu_tanh)))
    logits = m.tied_output(m.rms_norm(x))
    return logits if head_norms else m.softcap(logits)


def olmo2(m):
    """Norms after the layers only, and of q and k as a whole."""
    x = m.tokens()
    for layer in range(2):
        q, k, v = m.projections(x, layer)
        q, k = m.rms_norm(q), m.rms_norm(k)
        mixed = m.attend(m.rope(m.heads(q)), m.rope(m.heads(k)), m.heads(v))
        x = m.add(x, m.rms_norm(m.linear(mixed, D, "attn_output", layer)))
        x = m.add(x, m.rms_norm(m.gated(x, layer, m.silu)))
    return m.linear(m.rms_norm(x), VOCAB, "output", None)


def fused_parts(m, x, layer, has_bias=False, is_kn=False, kv_heads=KV_HEADS):
    """q, k and v as slices of one layer's result."""
    rows, kv_rows = HEADS * HD, kv_heads * HD
    y = m.linear(x, rows + 2 * kv_rows, "attn_qkv", layer, has_bias, is_kn)
    starts = ((0, rows), (rows, kv_rows), (rows + kv_rows, kv_rows))
    return (m.heads(m.slice_last(y, start, size)) for start, size in starts)


def phi3(m):
    x = m.tokens()
    for layer in range(2):
        q, k, v = fused_parts(m, m.rms_norm(x), layer)
        mixed = m.attend(m.rope(q), m.rope(k), v)
        x = m.add(x, m.linear(mixed, D, "attn_output", layer))
        both = m.linear(m.rms_norm(x), 2 * F, "ffn_gate_up", layer)
        gate, up = m.slice_last(both, 0, F), m.slice_last(both, F, F)
        x = m.add(x, m.linear(m.mul(up, m.silu(gate)), D, "ffn_down", layer))
    return m.linear(m.rms_norm(x), VOCAB, "output", None)


def phi2(m):
    """Attention and feed-forward side by side, a part of each head turned."""
    x = m.tokens()
    for layer in range(2):
        h = m.layer_norm(x)
        q, k, v = (m.heads(y) for y in m.projections(h, layer, True, HEADS))
        mixed = m.attend(m.rope(q, HD // 2), m.rope(k, HD // 2), v)
        a = m.linear(mixed, D, "attn_output", layer, True)
        x = m.add(m.add(a, m.plain(h, layer, m.gelu_tanh)), x)
    return m.linear(m.layer_norm(x), VOCAB, "output", None, True)


def falcon(m):
    """Side by side, one key/value head, fused, tied."""
    x = m.tokens()
    for layer in range(2):
        h = m.layer_norm(x)
        q, k, v = fused_parts(m, h, layer, kv_heads=1)
        a = m.linear(m.attend(m.rope(q), m.rope(k), v), D, "attn_output", layer)
        x = m.add(m.add(a, m.plain(h, layer, m.gelu_erf, False)), x)
    return m.tied_output(m.layer_norm(x))


def cohere(m):
    x = m.tokens()
    for layer in range(2):
        h = m.layer_norm(x, False)
        q, k, v = (m.heads(y) for y in m.projections(h, layer))
        a = m.linear(m.attend(m.rope(q), m.rope(k), v), D, "attn_output", layer)
        x = m.add(m.add(x, a), m.gated(h, layer, m.silu))
    return m.scale(m.tied_output(m.layer_norm(x, False)))


def gpt2(m):
    table = m.argument([99, D], "other")
    x = m.add(m.tokens(), m.lookup(m.positions(), table))
    for layer in range(2):
        q, k, v = fused_parts(m, m.layer_norm(x), layer, True, True, HEADS)
        mixed = m.attend(q, k, v)
        x = m.add(x, m.linear(mixed, D, "attn_output", layer, True, True))
        x = m.add(x, m.plain(m.layer_norm(x), layer, m.gelu_tanh, True, True))
    return m.tied_output(m.layer_norm(x))


def opt(m):
    table = m.argument([99, D], "other")
    x = m.add(m.tokens(), m.lookup(m.positions(2), table))
    for layer in range(2):
        q, k, v = (m.heads(y) for y in m.projections(m.layer_norm(x), layer, True, HEADS))
        x = m.add(x, m.linear(m.attend(q, k, v), D, "attn_output", layer, True))
        x = m.add(x, m.plain(m.layer_norm(x), layer, m.relu))
    return m.tied_output(m.layer_norm(x))


def neox(m):
    """q, k and v of each head lie together in the fused result."""
    x = m.tokens()
    for layer in range(2):
        y = m.linear(m.layer_norm(x), 3 * HEADS * HD, "attn_qkv", layer, True)
        y = m.expand(y, [[0], [1, 2]], [S, HEADS, 3 * HD])
        q, k, v = (m.slice_last(y, n * HD, HD) for n in range(3))
        a = m.attend(m.rope(q, HD // 2), m.rope(k, HD // 2), v)
        a = m.linear(a, D, "attn_output", layer, True)
        x = m.add(m.plain(m.layer_norm(x), layer, m.gelu_erf), m.add(a, x))
    return m.linear(m.layer_norm(x), VOCAB, "output", None)


def mpt(m):
    """Positions by a bias of the scores, no other biases."""
    x = m.tokens()
    for layer in range(2):
        q, k, v = fused_parts(m, m.layer_norm(x, False), layer, kv_heads=HEADS)
        mixed = m.attend(q, k, v, alibi=True)
        x = m.add(x, m.linear(mixed, D, "attn_output", layer))
        x = m.add(x, m.plain(m.layer_norm(x, False), layer, m.gelu_erf, False))
    return m.tied_output(m.layer_norm(x, False))


def nemotron(m):
    x = m.tokens()
    for layer in range(2):
        q, k, v = (m.heads(y) for y in m.projections(m.layer_norm(x), layer))
        mixed = m.attend(m.rope(q, HD // 2), m.rope(k, HD // 2), v)
        x = m.add(x, m.linear(mixed, D, "attn_output", layer))
        x = m.add(x, m.plain(m.layer_norm(x), layer, m.relu_squared, False))
    return m.linear(m.layer_norm(x), VOCAB, "output", None)


def bert(m):
    """Norms after each sum, a pooler at the end that is no part of a layer."""
    words = m.tokens()
    kinds, places = m.argument([2, D], "other"), m.argument([99, D], "other")
    x = m.add(words, m.lookup(m.argument([S], element="i64"), kinds))
    x = m.layer_norm(m.add(x, m.lookup(m.positions(), places)))
    for layer in range(2):
        q, k, v = (m.heads(y) for y in m.projections(x, layer, True, HEADS))
        a = m.linear(m.attend(q, k, v), D, "attn_output", layer, True)
        x = m.layer_norm(m.add(a, x))
        x = m.layer_norm(m.add(m.plain(x, layer, m.gelu_erf), x))
    pooled = m.linear(x, D, "other", None, True)
    return m.elementwise([pooled], ["%r = math.tanh %i0 : f32"])


def experts(m, x, layer):
    """All experts on all tokens, weighted by the router."""
    router = m.linear(x, EXPERTS, "ffn_router", layer)
    shares = m.transpose(m.softmax(router), [1, 0])
    every = ["d0", "d1", "d2"]
    copies = m.generic(
        [x], [["d1", "d2"], every], 3, m.empty([EXPERTS, S, D]), ["%r = arith.addf %i0, %zero : f32"]
    )

    def stack(y, num_rows, role):
        w = m.argument([EXPERTS, num_rows, y.shape[-1]], role, layer)
        return m.matmul(y, m.transpose(w, [0, 2, 1]))

    gate = stack(copies, F, "ffn_gate")
    up = stack(copies, F, "ffn_up")
    down = stack(m.mul(m.silu(gate), up), D, "ffn_down")
    weighted = m.elementwise(
        [down, shares], ["%r = arith.mulf %i0, %i1 : f32"], [["d0", "d1"]]
    )
    return m.generic(
        [weighted],
        [every, ["d1", "d2"]],
        3,
        m.filled([S, D]),
        ["%r = arith.addf %o, %i0 : f32"],
    )


def mixtral(m):
    x = m.tokens()
    for layer in range(2):
        q, k, v = (m.heads(y) for y in m.projections(m.rms_norm(x), layer))
        mixed = m.attend(m.rope(q), m.rope(k), v)
        x = m.add(x, m.linear(mixed, D, "attn_output", layer))
        x = m.add(x, experts(m, m.rms_norm(x), layer))
    return m.linear(m.rms_norm(x), VOCAB, "output", None)


ARCHITECTURES = {
    "llama": llama,
    "llama-tied": lambda m: llama(m, tied=True),
    "llama-wide": lambda m: llama(m, kv_heads=HEADS),
    "mistral-one-kv": lambda m: llama(m, kv_heads=1),
    "qwen2": lambda m: llama(m, has_bias=True),
    "qwen3": lambda m: llama(m, head_norms="heads"),
    "stablelm": lambda m: llama(m, norm=m.layer_norm),
    "gemma2": gemma2,
    "gemma3": lambda m: gemma2(m, True),
    "olmo2": olmo2,
    "phi3": phi3,
    "phi2": phi2,
    "falcon": falcon,
    "cohere": cohere,
    "gpt2": gpt2,
    "opt": opt,
    "neox": neox,
    "mpt": mpt,
    "nemotron": nemotron,
    "bert": bert,
    "mixtral": mixtral,
}


def run(*command):
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode:
        sys.exit(f"{' '.join(command)}: {result.stderr}")
    return result


def check(path, passes, truth):
    """What differs: matrices that were not found or found as something else."""
    prepared = f"{path}.prepared"
    run("quant-opt", str(path), *passes, "-o", prepared)
    printed = run("quant-opt", prepared, "--qblock-print-weights", "-o", "/dev/null").stderr
    found = set(re.findall(r"^(arg\d+): \S+ role=(\S+) layer=(\S+)", printed, re.MULTILINE))
    found = {weight for weight in found if weight[1] != "other"}
    quantized = run("quant-opt", prepared, "--quantize-scheme=q8_0").stdout
    if "qblock.matmul" not in quantized:
        sys.exit(f"{path}: nothing was quantized")
    return truth ^ found


def main():
    directory, passes = pathlib.Path(sys.argv[1]), sys.argv[2:]
    for name, build in ARCHITECTURES.items():
        model = Model()
        truth = model.write(directory, name, build(model))
        difference = check(directory / f"{name}.mlir", passes, truth)
        if difference:
            sys.exit(f"{name}: {sorted(difference)}")
    print(f"{len(ARCHITECTURES)} architectures")


if __name__ == "__main__":
    main()
