// RUN: quant-run %s --input %S/Inputs/x.npy | FileCheck %s
// RUN: quant-run %s --input %S/Inputs/x.npy --output %t.0.npy --output %t.1.npy --output %t.2.npy --output %t.3.npy
// RUN: quant-run %s --entry doubled --input %t.2.npy | FileCheck %s --check-prefix=DOUBLED

// An argument as a result, one buffer as two results, and a boolean one.
// CHECK: result #0: tensor<2x3xf32> min 1 max 6 mean 3.5
// CHECK-NEXT: result #1: tensor<2x3xf32> min 2 max 12 mean 7
// CHECK-NEXT: result #2: tensor<2x3xf32> min 2 max 12 mean 7
// CHECK-NEXT: result #3: tensor<2x3xi1> min 0 max 1 mean 0.5
func.func @main(%x: tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<?x3xf32>, tensor<2x3xf32>, tensor<2x3xi1>) {
  %c = arith.constant dense<3.5> : tensor<2x3xf32>
  %y = arith.addf %x, %x : tensor<2x3xf32>
  %z = tensor.cast %y : tensor<2x3xf32> to tensor<?x3xf32>
  %b = arith.cmpf olt, %x, %c : tensor<2x3xf32>
  return %x, %z, %y, %b : tensor<2x3xf32>, tensor<?x3xf32>, tensor<2x3xf32>, tensor<2x3xi1>
}

// DOUBLED: result #0: tensor<2x3xf32> min 4 max 24 mean 14
func.func @doubled(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  %y = arith.addf %x, %x : tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}
