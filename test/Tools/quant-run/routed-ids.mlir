// A number that is no matrix is an error, on a CPU and where kernels sort the rows.
//
// REQUIRES: numpy
// RUN: quant-run --activations=q8 %s --input %S/Inputs/ids.npy | FileCheck %s
// RUN: quant-run --device=emulate %s --input %S/Inputs/ids.npy | FileCheck %s
// RUN: not quant-run --activations=q8 %s --input %S/Inputs/ids_out_of_range.npy 2>&1 | FileCheck %s --check-prefix=RANGE
// RUN: not quant-run --device=emulate %s --input %S/Inputs/ids_out_of_range.npy 2>&1 | FileCheck %s --check-prefix=RANGE
//
// CHECK: result #0: tensor<2x16xf32> min 2032.38 max 2032.38
// RANGE: quant-run: error: id out of range: expects a matrix of the stack
func.func @main(%ids: tensor<2xi64>) -> tensor<2x16xf32> {
  // Of each block, the scale in binary16 (0x3c3c) and all codes.
  %bytes = arith.constant dense<60> : tensor<32x34xi8>
  %x = arith.constant dense<1.0> : tensor<1x32xf32>
  %zero = arith.constant dense<0.0> : tensor<2x16xf32>
  %w = qblock.from_storage %bytes : tensor<32x34xi8> to tensor<32x32x!qblock.q8_0>
  %y = qblock.routed_matmul ins(%x, %w, %ids : tensor<1x32xf32>, tensor<32x32x!qblock.q8_0>, tensor<2xi64>) outs(%zero : tensor<2x16xf32>) -> tensor<2x16xf32>
  return %y : tensor<2x16xf32>
}
