"""Writes a module of two products of one x, and x, or compares results.

usage: shared_rows.py DIR ROWS                    writes DIR/model.mlir and DIR/x.npy
       shared_rows.py DIR EXPECTED ACTUAL LIMIT   compares, up to a relative error

Rows are so long that kernels cut them in K.
"""

import sys

import numpy as np

directory = sys.argv[1]
K, N = 4096, (40, 24)

if len(sys.argv) == 5:
    expected, actual = (np.load(f"{directory}/{name}") for name in sys.argv[2:4])
    error = np.sqrt(np.mean((actual - expected) ** 2) / np.mean(expected**2))
    sys.exit(None if error < float(sys.argv[4]) else f"relative error {error}")

rng = np.random.default_rng(5)
np.save(f"{directory}/x.npy", rng.standard_normal((int(sys.argv[2]), K), np.float32))


def product(name, rows):
    weight = rng.standard_normal((rows, K), np.float32).tobytes().hex().upper()
    return f"""  %{name} = arith.constant {{qblock.role = "{name}"}} dense<"0x{weight}"> : tensor<{rows}x{K}xf32>
  %{name}t_place = tensor.empty() : tensor<{K}x{rows}xf32>
  %{name}t = linalg.transpose ins(%{name} : tensor<{rows}x{K}xf32>) outs(%{name}t_place : tensor<{K}x{rows}xf32>) permutation = [1, 0]
  %{name}_place = tensor.empty(%m) : tensor<?x{rows}xf32>
  %{name}_zero = linalg.fill ins(%zero : f32) outs(%{name}_place : tensor<?x{rows}xf32>) -> tensor<?x{rows}xf32>
  %{name}_y = linalg.matmul ins(%x, %{name}t : tensor<?x{K}xf32>, tensor<{K}x{rows}xf32>) outs(%{name}_zero : tensor<?x{rows}xf32>) -> tensor<?x{rows}xf32>
"""


names = "attn_q", "attn_k"
types = ", ".join(f"tensor<?x{rows}xf32>" for rows in N)
with open(f"{directory}/model.mlir", "w") as file:
    file.write(f"""func.func @main(%x: tensor<?x{K}xf32>) -> ({types}) {{
  %c0 = arith.constant 0 : index
  %m = tensor.dim %x, %c0 : tensor<?x{K}xf32>
  %zero = arith.constant 0.0 : f32
""")
    file.writelines(map(product, names, N))
    file.write(f"  return {', '.join(f'%{name}_y' for name in names)} : {types}\n}}\n")
