"""Writes, or checks the results of, two layers of experts with a router each.

usage: routed_experts.py DIR        writes DIR/model.mlir and its inputs
       routed_experts.py DIR check  compares the results in DIR

A token goes to the two experts of its largest logits: their gate, up and down
matrices are looked up by number, as front ends write it. All weights are whole
numbers that q8_0 holds exactly, times a power of two, so that the quantized module
in exact arithmetic differs from the float one only by the order of its sums.
"""

import sys

import numpy as np

directory = sys.argv[1]
TOKENS, D, F, EXPERTS, TOP, LAYERS = 90, 64, 96, 7, 2, 2

if len(sys.argv) == 3:
    expected = np.load(f"{directory}/float.npy")
    for name, limit in ("exact", 1e-5), ("rounded", 3e-2):
        result = np.load(f"{directory}/{name}.npy")
        error = np.sqrt(np.mean((result - expected) ** 2) / np.mean(expected**2))
        if not error < limit:
            sys.exit(f"{name}: relative error {error}")
    if not np.array_equal(np.load(f"{directory}/rounded.npy"), np.load(f"{directory}/threads.npy")):
        sys.exit("results depend on the number of threads")
    sys.exit()

rng = np.random.default_rng(3)


def tensor(*shape, element="f32"):
    return f"tensor<{'x'.join(map(str, shape))}x{element}>"


def constant(name, *shape, scale, role):
    values = rng.integers(-126, 127, shape).astype("<f4")
    values.reshape(-1, 32)[:, 5] = 127
    text = (values * np.float32(scale)).tobytes().hex().upper()
    return f'  %{name} = arith.constant {{qblock.role = "{role}"}} dense<"0x{text}"> : {tensor(*shape)}\n'


def matrices(name, rows, columns):
    """The matrices of %numbers, looked up in %NAME, as %NAMEs."""
    shape = tensor("?", TOP, rows, columns)
    return f"""  %{name}e = tensor.empty(%t) : {shape}
  %{name}s = linalg.generic {{indexing_maps = [#numbers, #all], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}}
      ins(%numbers : tensor<?x{TOP}xi64>) outs(%{name}e : {shape}) {{
  ^bb0(%id: i64, %o: f32):
    %e = arith.index_cast %id : i64 to index
    %n = linalg.index 2 : index
    %k = linalg.index 3 : index
    %v = tensor.extract %{name}[%e, %n, %k] : {tensor(EXPERTS, rows, columns)}
    linalg.yield %v : f32
  }} -> {shape}
"""


def product(result, x, dims, name, rows, columns):
    x_shape = tensor("?", *[TOP] * ("j" in dims), columns)
    shape = tensor("?", TOP, rows)
    return f"""  %{result}e = tensor.empty(%t) : {shape}
  %{result}z = linalg.fill ins(%zero : f32) outs(%{result}e : {shape}) -> {shape}
  %{result} = linalg.contract indexing_maps = [affine_map<(t, j, n, k) -> ({dims})>, #all, affine_map<(t, j, n, k) -> (t, j, n)>]
      ins(%{x}, %{name}s : {x_shape}, {tensor("?", TOP, rows, columns)}) outs(%{result}z : {shape}) -> {shape}
"""


def layer(number):
    x = tensor("?", D)
    logits = tensor("?", EXPERTS)
    return f"""func.func private @layer{number}(%x: {x}) -> {x} {{
  %zero = arith.constant 0.0 : f32
  %c0 = arith.constant 0 : index
  %t = tensor.dim %x, %c0 : {x}
""" + "".join([
        constant("router", EXPERTS, D, scale=2.0**-12, role="ffn_router"),
        constant("gate", EXPERTS, F, D, scale=2.0**-10, role="ffn_gate"),
        constant("up", EXPERTS, F, D, scale=2.0**-10, role="ffn_up"),
        constant("down", EXPERTS, D, F, scale=2.0**-10, role="ffn_down"),
    ]) + f"""  %le = tensor.empty(%t) : {logits}
  %lz = linalg.fill ins(%zero : f32) outs(%le : {logits}) -> {logits}
  %logits = linalg.contract indexing_maps = [affine_map<(t, e, k) -> (t, k)>, affine_map<(t, e, k) -> (e, k)>, affine_map<(t, e, k) -> (t, e)>]
      ins(%x, %router : {x}, {tensor(EXPERTS, D)}) outs(%lz : {logits}) -> {logits}
  %numbers, %shares = func.call @top(%logits) : ({logits}) -> (tensor<?x{TOP}xi64>, tensor<?x{TOP}xf32>)
""" + matrices("gate", F, D) + matrices("up", F, D) + matrices("down", D, F) \
      + product("g", "x", "t, k", "gate", F, D) + product("u", "x", "t, k", "up", F, D) + f"""  %he = tensor.empty(%t) : {tensor("?", TOP, F)}
  %h = linalg.generic {{indexing_maps = [#same, #same, #same], iterator_types = ["parallel", "parallel", "parallel"]}}
      ins(%g, %u : {tensor("?", TOP, F)}, {tensor("?", TOP, F)}) outs(%he : {tensor("?", TOP, F)}) {{
  ^bb0(%a: f32, %b: f32, %o: f32):
    %one = arith.constant 1.0 : f32
    %n = arith.negf %a : f32
    %e = math.exp %n : f32
    %d = arith.addf %e, %one : f32
    %s = arith.divf %a, %d : f32
    %p = arith.mulf %s, %b : f32
    linalg.yield %p : f32
  }} -> {tensor("?", TOP, F)}
""" + product("d", "h", "t, j, k", "down", D, F) + f"""  %y = linalg.generic {{indexing_maps = [affine_map<(t, n, j) -> (t, j, n)>, affine_map<(t, n, j) -> (t, j)>, affine_map<(t, n, j) -> (t, n)>], iterator_types = ["parallel", "parallel", "reduction"]}}
      ins(%d, %shares : {tensor("?", TOP, D)}, tensor<?x{TOP}xf32>) outs(%x : {x}) {{
  ^bb0(%a: f32, %b: f32, %o: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %o, %p : f32
    linalg.yield %s : f32
  }} -> {x}
  return %y : {x}
}}
"""


# The two largest logits of each token, one after the other, with equal shares.
top = f"""func.func private @top(%logits: {tensor("?", EXPERTS)}) -> (tensor<?x{TOP}xi64>, tensor<?x{TOP}xf32>) {{
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %none = arith.constant -1 : index
  %end = arith.constant {EXPERTS} : index
  %low = arith.constant 0xFF800000 : f32
  %share = arith.constant 0.5 : f32
  %t = tensor.dim %logits, %c0 : {tensor("?", EXPERTS)}
  %ne = tensor.empty(%t) : tensor<?x{TOP}xi64>
  %se = tensor.empty(%t) : tensor<?x{TOP}xf32>
  %shares = linalg.fill ins(%share : f32) outs(%se : tensor<?x{TOP}xf32>) -> tensor<?x{TOP}xf32>
  %numbers = scf.for %i = %c0 to %t step %c1 iter_args(%rows = %ne) -> tensor<?x{TOP}xi64> {{
    %best:2 = scf.for %e = %c0 to %end step %c1 iter_args(%b = %low, %n = %none) -> (f32, index) {{
      %v = tensor.extract %logits[%i, %e] : {tensor("?", EXPERTS)}
      %more = arith.cmpf ogt, %v, %b : f32
      %bn = arith.select %more, %v, %b : f32
      %nn = arith.select %more, %e, %n : index
      scf.yield %bn, %nn : f32, index
    }}
    %next:2 = scf.for %e = %c0 to %end step %c1 iter_args(%b = %low, %n = %none) -> (f32, index) {{
      %v = tensor.extract %logits[%i, %e] : {tensor("?", EXPERTS)}
      %bigger = arith.cmpf ogt, %v, %b : f32
      %other = arith.cmpi ne, %e, %best#1 : index
      %more = arith.andi %bigger, %other : i1
      %bn = arith.select %more, %v, %b : f32
      %nn = arith.select %more, %e, %n : index
      scf.yield %bn, %nn : f32, index
    }}
    %first = arith.index_cast %best#1 : index to i64
    %second = arith.index_cast %next#1 : index to i64
    %r = tensor.insert %first into %rows[%i, %c0] : tensor<?x{TOP}xi64>
    %s = tensor.insert %second into %r[%i, %c1] : tensor<?x{TOP}xi64>
    scf.yield %s : tensor<?x{TOP}xi64>
  }}
  return %numbers, %shares : tensor<?x{TOP}xi64>, tensor<?x{TOP}xf32>
}}
"""

x = tensor("?", D)
with open(f"{directory}/model.mlir", "w") as file:
    file.write("#numbers = affine_map<(t, j, n, k) -> (t, j)>\n#all = affine_map<(t, j, n, k) -> (t, j, n, k)>\n"
               "#same = affine_map<(t, j, n) -> (t, j, n)>\n"
               f"func.func @main(%x0: {x}) -> {x} {{\n"
               + "".join(f"  %x{i + 1} = func.call @layer{i}(%x{i}) : ({x}) -> {x}\n" for i in range(LAYERS))
               + f"  return %x{LAYERS} : {x}\n}}\n" + "".join(map(layer, range(LAYERS))) + top)
x = rng.standard_normal((TOKENS, D)).astype(np.float32)
np.save(f"{directory}/x.npy", x)
np.save(f"{directory}/one.npy", x[:1])
