"""Writes linear layers in the forms that front ends and upstream passes give them.

usage: linear_forms.py DIR        writes DIR/forms.mlir
       linear_forms.py DIR MODEL  runs MODEL, a form of DIR/forms.mlir

DIR/forms.mlir has one function a form, with its weight as a constant that q8_0
holds exactly. DIR/FORM.expected.npy is what the function gives for the input
DIR/FORM.input.npy, and DIR/names lists the forms.
"""

import pathlib
import subprocess
import sys

import numpy as np

if len(sys.argv) == 3:
    directory, model = sys.argv[1:]
    for name in pathlib.Path(directory, "names").read_text().split():
        path = f"{directory}/{name}"
        subprocess.run(["quant-run", "--activations=exact", model, f"--entry={name}", "--input", f"{path}.input.npy",
                        "--output", f"{path}.npy"], check=True)
        result, expected = np.load(f"{path}.npy"), np.load(f"{path}.expected.npy")
        if not np.array_equal(result, expected):
            sys.exit(f"{name}: {result.shape} {expected.shape} or their elements differ")
    sys.exit()

rng = np.random.default_rng(7)
functions, names = [], []


def exact(*shape, k):
    """Integers of which each run of 32 along the dimensions `k` has a 127."""
    order = [d for d in range(len(shape)) if d not in k] + list(k)
    values = rng.integers(-126, 127, [shape[d] for d in order]).astype(np.float32)
    values.reshape(-1, 32)[:, 5] = 127
    return np.ascontiguousarray(values.transpose(np.argsort(order)))


def tensor(*shape):
    return f"tensor<{'x'.join(map(str, shape))}xf32>"


def constant(name, values):
    text = values.astype("<f4").tobytes().hex().upper()
    return f'  %{name} = arith.constant {{qblock.role = "matrix"}} dense<"0x{text}"> : {tensor(*values.shape)}\n'


def zeros(name, *shape):
    return (f"  %{name}e = tensor.empty() : {tensor(*shape)}\n"
            f"  %{name} = linalg.fill ins(%zero : f32) outs(%{name}e : {tensor(*shape)}) -> {tensor(*shape)}\n")


def generic(result, maps, iterators, inputs, init, body):
    """`inputs` and `init` are (name, shape); `body` computes %r from %a, %b, ... and %out."""
    arguments = "".join(f"%{'abcd'[i]}: f32, " for i in range(len(inputs))) + "%out: f32"
    names_ = ", ".join("%" + n for n, _ in inputs)
    types = ", ".join(tensor(*s) for _, s in inputs)
    dims = ", ".join(f"d{i}" for i in range(len(iterators)))
    maps = ", ".join(f"affine_map<({dims}) -> ({m})>" for m in maps)
    kinds = ", ".join('"reduction"' if i == "r" else '"parallel"' for i in iterators)
    return (f"  %{result} = linalg.generic {{indexing_maps = [{maps}], iterator_types = [{kinds}]}} "
            f"ins({names_} : {types}) outs(%{init[0]} : {tensor(*init[1])}) {{\n"
            f"  ^bb0({arguments}):\n{body}    linalg.yield %r : f32\n  }} -> {tensor(*init[1])}\n")


MULTIPLY_ADD = "    %p = arith.mulf %a, %b : f32\n    %r = arith.addf %out, %p : f32\n"
COPY = "    %r = arith.addf %a, %zero : f32\n"


def form(name, x, weight, text, expected, x_type=None):
    """A function of %x and the weight %w whose result is %y."""
    names.append(name)
    functions.append(
        f"func.func @{name}(%x: {x_type or tensor(*x.shape)}) -> {tensor(*expected.shape)} {{\n"
        f"  %zero = arith.constant 0.0 : f32\n{constant('w', weight)}{text}"
        f"  return %y : {tensor(*expected.shape)}\n}}\n")
    np.save(f"{out}/{name}.input.npy", x)
    np.save(f"{out}/{name}.expected.npy", expected.astype(np.float32))


def activations(*shape):
    return rng.integers(-8, 9, shape).astype(np.float32)


def matmul(y, a, b, c, op="matmul"):
    """Operands are (name, shape)."""
    return (f"  %{y} = linalg.{op} ins(%{a[0]}, %{b[0]} : {tensor(*a[1])}, {tensor(*b[1])}) "
            f"outs(%{c[0]} : {tensor(*c[1])}) -> {tensor(*c[1])}\n")


out = sys.argv[1]
M, N, K = 3, 64, 96
x = activations(M, K)

w = exact(K, N, k=[0])
form("in_out", x, w, zeros("i", M, N) + matmul("y", ("x", (M, K)), ("w", (K, N)), ("i", (M, N))), x @ w)
form("added_to", x, w,
     "  %one = arith.constant 1.0 : f32\n" + f"  %ie = tensor.empty() : {tensor(M, N)}\n"
     f"  %i = linalg.fill ins(%one : f32) outs(%ie : {tensor(M, N)}) -> {tensor(M, N)}\n"
     + matmul("y", ("x", (M, K)), ("w", (K, N)), ("i", (M, N))), x @ w + 1)
form("vecmat", x[0], w, zeros("i", N) + matmul("y", ("x", (K,)), ("w", (K, N)), ("i", (N,)), "vecmat"), x[0] @ w)
form("batch", x[None], w,
     zeros("b", 1, K, N) + f"  %c = linalg.broadcast ins(%w : {tensor(K, N)}) outs(%b : {tensor(1, K, N)}) dimensions = [0]\n"
     + zeros("i", 1, M, N) + matmul("y", ("x", (1, M, K)), ("c", (1, K, N)), ("i", (1, M, N)), "batch_matmul"), (x @ w)[None])

w = exact(N, K, k=[1])
form("matvec", x[0], w, zeros("i", N) + matmul("y", ("w", (N, K)), ("x", (K,)), ("i", (N,)), "matvec"), w @ x[0])
form("left", np.ascontiguousarray(x.T), w,
     zeros("i", N, M) + matmul("y", ("w", (N, K)), ("x", (K, M)), ("i", (N, M))), w @ x.T)
form("left_added_to", np.ascontiguousarray(x.T), w,
     "  %one = arith.constant 1.0 : f32\n" + f"  %ie = tensor.empty() : {tensor(N, M)}\n"
     f"  %i = linalg.fill ins(%one : f32) outs(%ie : {tensor(N, M)}) -> {tensor(N, M)}\n"
     + matmul("y", ("w", (N, K)), ("x", (K, M)), ("i", (N, M))), w @ x.T + 1)
form("contract", x, w,
     zeros("i", M, N) + "  %y = linalg.contract indexing_maps = [affine_map<(d0, d1, d2) -> (d0, d2)>, "
     "affine_map<(d0, d1, d2) -> (d1, d2)>, affine_map<(d0, d1, d2) -> (d0, d1)>] "
     f"ins(%x, %w : {tensor(M, K)}, {tensor(N, K)}) outs(%i : {tensor(M, N)}) -> {tensor(M, N)}\n", x @ w.T)
form("rows_cut_out", x, w,
     f"  %s = tensor.extract_slice %w[16, 0] [32, {K}] [1, 1] : {tensor(N, K)} to {tensor(32, K)}\n" + zeros("i", M, 32)
     + generic("y", ["d0, d2", "d1, d2", "d0, d1"], "ppr", [("x", (M, K)), ("s", (32, K))], ("i", (M, 32)), MULTIPLY_ADD),
     x @ w[16:48].T)
form("dynamic", x, w,
     "  %c0 = arith.constant 0 : index\n  %m = tensor.dim %x, %c0 : tensor<?x96xf32>\n"
     "  %e = tensor.empty(%m) : tensor<64x?xf32>\n"
     "  %i = linalg.fill ins(%zero : f32) outs(%e : tensor<64x?xf32>) -> tensor<64x?xf32>\n"
     + generic("d", ["d1, d2", "d0, d2", "d0, d1"], "ppr", [("x", ("?", K)), ("w", (N, K))], ("i", (N, "?")), MULTIPLY_ADD)
     + "  %y = tensor.cast %d : tensor<64x?xf32> to tensor<64x3xf32>\n", w @ x.T, "tensor<?x96xf32>")

# Heads: N and K in two dimensions each, and a sum over them in the other order.
H, D = 3, 32
w = exact(K, 2, D, k=[0])
form("heads_out", x, w,
     zeros("i", M, 2, D) + generic("y", ["d0, d3", "d3, d1, d2", "d0, d1, d2"], "pppr", [("x", (M, K)), ("w", (K, 2, D))],
                                   ("i", (M, 2, D)), MULTIPLY_ADD), np.einsum("mk,khd->mhd", x, w))
form("heads_exchanged", x, w,
     zeros("i", D, M, 2) + generic("y", ["d0, d3", "d3, d1, d2", "d2, d0, d1"], "pppr", [("x", (M, K)), ("w", (K, 2, D))],
                                   ("i", (D, M, 2)), MULTIPLY_ADD), np.einsum("mk,khd->dmh", x, w))
w = exact(H, D, N, k=[0, 1])
xs = activations(D, M, H)
form("heads_in", xs, w,
     zeros("i", M, N) + generic("y", ["d3, d0, d2", "d2, d3, d1", "d0, d1"], "pprr", [("x", (D, M, H)), ("w", (H, D, N))],
                                ("i", (M, N)), MULTIPLY_ADD), np.einsum("dmh,hdn->mn", xs, w))
x2 = activations(M, K)
form("heads_permuted", x2, w,
     f"  %te = tensor.empty() : {tensor(D, H, N)}\n"
     f"  %t = linalg.transpose ins(%w : {tensor(H, D, N)}) outs(%te : {tensor(D, H, N)}) permutation = [1, 0, 2]\n"
     f"  %c = tensor.collapse_shape %t [[0, 1], [2]] : {tensor(D, H, N)} into {tensor(K, N)}\n"
     + zeros("i", M, N) + matmul("y", ("x", (M, K)), ("c", (K, N)), ("i", (M, N))),
     x2 @ w.transpose(1, 0, 2).reshape(K, N))

# The input is computed in the body.
w = exact(N, K, k=[1])
form("fused_input", x, w,
     zeros("i", M, N) + "  %two = arith.constant 2.0 : f32\n"
     + generic("y", ["d0, d2", "d2, d0", "d1, d2", "d0, d1"], "ppr",
               [("x", (M, K)), ("xt", (K, M)), ("w", (N, K))], ("i", (M, N)),
               "    %s = arith.mulf %a, %two : f32\n    %t = arith.addf %s, %b : f32\n"
               "    %p = arith.mulf %c, %t : f32\n    %r = arith.addf %p, %out : f32\n")
     .replace("  %y =", f"  %xe = tensor.empty() : {tensor(K, M)}\n"
              f"  %xt = linalg.transpose ins(%x : {tensor(M, K)}) outs(%xe : {tensor(K, M)}) permutation = [1, 0]\n  %y =", 1),
     (3 * x) @ w.T)

# Packed for mmt4d: neither [N,K] nor [K,N].
w4 = exact(N // 16, K // 8, 16, 8, k=[1, 3])
x4 = activations(1, K // 8, M, 8)
form("mmt4d", x4, w4,
     zeros("i", 1, N // 16, M, 16)
     + matmul("y", ("x", x4.shape), ("w", w4.shape), ("i", (1, N // 16, M, 16)), "mmt4d"),
     np.einsum("akmb,nkob->anmo", x4, w4))
w = exact(N, K, k=[1])
form("packed_here", x4, w,
     f"  %pe = tensor.empty() : {tensor(N // 16, K // 8, 16, 8)}\n"
     f"  %p = linalg.pack %w inner_dims_pos = [0, 1] inner_tiles = [16, 8] into %pe : {tensor(N, K)} -> {tensor(N // 16, K // 8, 16, 8)}\n"
     + zeros("i", 1, N // 16, M, 16)
     + matmul("y", ("x", x4.shape), ("p", w4.shape), ("i", (1, N // 16, M, 16)), "mmt4d"),
     np.einsum("akmb,nkob->anmo", x4, w.reshape(N // 16, 16, K // 8, 8).transpose(0, 2, 1, 3)))

# Stacks of matrices.
E = 4
xe = activations(E, M, K)
w = exact(E, K, N, k=[1])
form("experts_in_out", xe, w,
     zeros("i", E, M, N) + matmul("y", ("x", (E, M, K)), ("w", (E, K, N)), ("i", (E, M, N)), "batch_matmul"), xe @ w)
w = exact(E, N, K, k=[2])
form("experts_out_in", xe, w,
     zeros("i", E, M, N) + generic("y", ["d0, d1, d3", "d0, d2, d3", "d0, d1, d2"], "pppr",
                                   [("x", (E, M, K)), ("w", (E, N, K))], ("i", (E, M, N)), MULTIPLY_ADD),
     xe @ w.transpose(0, 2, 1))
form("one_input_for_experts", x, w,
     zeros("i", M, E, N) + generic("y", ["d0, d3", "d1, d2, d3", "d0, d1, d2"], "pppr",
                                   [("x", (M, K)), ("w", (E, N, K))], ("i", (M, E, N)), MULTIPLY_ADD),
     np.einsum("mk,enk->men", x, w))
# Each token has two experts, which numbers tell.
ids = np.array([[2, 0], [3, 3], [1, 2]])
numbers = ("  %ids = arith.constant dense<[[2, 0], [3, 3], [1, 2]]> : tensor<3x2xi64>\n"
           "  %ge = tensor.empty() : tensor<3x2x64x96xf32>\n"
           "  %g = linalg.generic {indexing_maps = [affine_map<(a, b, c, d) -> (a, b)>, affine_map<(a, b, c, d) -> (a, b, c, d)>], "
           'iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%ids : tensor<3x2xi64>) outs(%ge : tensor<3x2x64x96xf32>) {\n'
           "  ^bb0(%in: i64, %o: f32):\n    %e = arith.index_cast %in : i64 to index\n"
           "    %n = linalg.index 2 : index\n    %k = linalg.index 3 : index\n"
           "    %v = tensor.extract %w[%e, %n, %k] : tensor<4x64x96xf32>\n"
           "    linalg.yield %v : f32\n  } -> tensor<3x2x64x96xf32>\n")
form("experts_of_tokens", x, w,
     numbers + zeros("i", M, 2, N)
     + generic("y", ["d0, d3", "d0, d1, d2, d3", "d0, d1, d2"], "pppr", [("x", (M, K)), ("g", (M, 2, N, K))],
               ("i", (M, 2, N)), MULTIPLY_ADD), np.einsum("mk,mjnk->mjn", x, w[ids]))
xt = activations(6, K)
form("experts_of_tokens_flat", xt, w,
     numbers + "  %c = tensor.collapse_shape %g [[0, 1], [2], [3]] : tensor<3x2x64x96xf32> into tensor<6x64x96xf32>\n"
     + zeros("i", 6, N)
     + generic("y", ["d0, d2", "d0, d1, d2", "d0, d1"], "ppr", [("x", (6, K)), ("c", (6, N, K))], ("i", (6, N)), MULTIPLY_ADD),
     np.einsum("tk,tnk->tn", xt, w[ids.ravel()]))
# With the second dimension of the numbers joined to N, or summed over as K is.
form("experts_of_tokens_joined", x[:, None], w,
     numbers + "  %te = tensor.empty() : tensor<3x96x2x64xf32>\n"
     "  %t = linalg.transpose ins(%g : tensor<3x2x64x96xf32>) outs(%te : tensor<3x96x2x64xf32>) permutation = [0, 3, 1, 2]\n"
     "  %c = tensor.collapse_shape %t [[0], [1], [2, 3]] : tensor<3x96x2x64xf32> into tensor<3x96x128xf32>\n"
     + zeros("i", 3, 1, 128)
     + matmul("y", ("x", (3, 1, K)), ("c", (3, K, 128)), ("i", (3, 1, 128)), "batch_matmul"),
     np.einsum("mk,mjnk->mjn", x, w[ids]).reshape(3, 1, 128))
xj = activations(3, 2, K)
form("experts_of_tokens_summed", xj, w,
     numbers + zeros("i", 3, N)
     + generic("y", ["d0, d2, d3", "d0, d2, d1, d3", "d0, d1"], "pprr",
               [("x", (3, 2, K)), ("g", (3, 2, N, K))], ("i", (3, N)), MULTIPLY_ADD),
     np.einsum("mjk,mjnk->mn", xj, w[ids]))
# The sum looks the matrices up itself; negative numbers count from the end.
form("experts_in_the_sum", x, w,
     "  %ids = arith.constant dense<[[-2, 0], [3, -1], [1, 2]]> : tensor<3x2xi64>\n  %c4 = arith.constant 4 : i64\n"
     "  %c0 = arith.constant 0 : i64\n" + zeros("i", M, 2, N)
     + generic("y", ["d0, d3", "d0, d1", "d0, d1, d2"], "pppr", [("x", (M, K)), ("ids", (M, 2))], ("i", (M, 2, N)),
               "    %neg = arith.cmpi slt, %b, %c0 : i64\n    %end = arith.addi %b, %c4 : i64\n"
               "    %num = arith.select %neg, %end, %b : i64\n    %e = arith.index_cast %num : i64 to index\n"
               "    %n = linalg.index 2 : index\n    %k = linalg.index 3 : index\n"
               "    %v = tensor.extract %w[%e, %n, %k] : tensor<4x64x96xf32>\n"
               "    %p = arith.mulf %a, %v : f32\n    %r = arith.addf %out, %p : f32\n")
     .replace("tensor<3x2xf32>", "tensor<3x2xi64>").replace("%b: f32", "%b: i64"),
     np.einsum("mk,mjnk->mjn", x, w[ids]))
# One number: a constant that the sum knows, and what an argument-like tensor holds.
form("expert_in_the_sum", x, w,
     "  %c2 = arith.constant 2 : index\n" + zeros("i", M, N)
     + generic("y", ["d0, d2", "d0, d1"], "ppr", [("x", (M, K))], ("i", (M, N)),
               "    %n = linalg.index 1 : index\n    %k = linalg.index 2 : index\n"
               "    %v = tensor.extract %w[%c2, %n, %k] : tensor<4x64x96xf32>\n"
               "    %p = arith.mulf %a, %v : f32\n    %r = arith.addf %out, %p : f32\n"), x @ w[2].T)
form("expert_of_one_number", x, w,
     "  %ids = arith.constant dense<3> : tensor<1xi64>\n  %ge = tensor.empty() : tensor<1x64x96xf32>\n"
     "  %g = linalg.generic {indexing_maps = [affine_map<(a, b, c) -> (a)>, affine_map<(a, b, c) -> (a, b, c)>], "
     'iterator_types = ["parallel", "parallel", "parallel"]} ins(%ids : tensor<1xi64>) outs(%ge : tensor<1x64x96xf32>) {\n'
     "  ^bb0(%in: i64, %o: f32):\n    %e = arith.index_cast %in : i64 to index\n"
     "    %n = linalg.index 1 : index\n    %k = linalg.index 2 : index\n"
     "    %v = tensor.extract %w[%e, %n, %k] : tensor<4x64x96xf32>\n"
     "    linalg.yield %v : f32\n  } -> tensor<1x64x96xf32>\n"
     "  %c = tensor.collapse_shape %g [[0, 1], [2]] : tensor<1x64x96xf32> into tensor<64x96xf32>\n" + zeros("i", M, N)
     + generic("y", ["d0, d2", "d1, d2", "d0, d1"], "ppr", [("x", (M, K)), ("c", (N, K))], ("i", (M, N)), MULTIPLY_ADD),
     x @ w[3].T)
w = exact(E, K, K, k=[2])
small = activations(M, K) / 8
form("layers_in_loop", small, w,
     "  %c0 = arith.constant 0 : index\n  %c1 = arith.constant 1 : index\n  %c2 = arith.constant 2 : index\n"
     + zeros("i", M, K)
     + f"  %y = scf.for %l = %c0 to %c2 step %c1 iter_args(%h = %x) -> ({tensor(M, K)}) {{\n"
     f"  %s = tensor.extract_slice %w[%l, 0, 0] [1, {K}, {K}] [1, 1, 1] : {tensor(E, K, K)} to {tensor(K, K)}\n"
     + generic("z", ["d0, d2", "d1, d2", "d0, d1"], "ppr", [("h", (M, K)), ("s", (K, K))], ("i", (M, K)), MULTIPLY_ADD)
     + f"  scf.yield %z : {tensor(M, K)}\n  }}\n", small @ w[0].T @ w[1].T)

with open(f"{out}/forms.mlir", "w") as file:
    file.write("\n".join(functions))
with open(f"{out}/names", "w") as file:
    file.write("\n".join(names) + "\n")
