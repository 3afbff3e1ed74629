// Inputs may fit their arguments and yet not each other.
// RUN: quant-run %s --input %S/Inputs/x.npy --input %S/Inputs/x.npy | FileCheck %s
// RUN: not quant-run %s --input %S/Inputs/x.npy --input %S/Inputs/empty.npy 2>&1 | FileCheck %s --check-prefix=SIZES

// CHECK: result #0: tensor<2x3xf32>
// SIZES: quant-run: error: expects equal sizes of two operands of 'linalg.generic'
func.func @main(%x: tensor<?x3xf32>, %y: tensor<?x3xf32>) -> tensor<?x3xf32> {
  %c0 = arith.constant 0 : index
  %rows = tensor.dim %x, %c0 : tensor<?x3xf32>
  %empty = tensor.empty(%rows) : tensor<?x3xf32>
  %sum = linalg.add ins(%x, %y : tensor<?x3xf32>, tensor<?x3xf32>) outs(%empty : tensor<?x3xf32>) -> tensor<?x3xf32>
  return %sum : tensor<?x3xf32>
}
