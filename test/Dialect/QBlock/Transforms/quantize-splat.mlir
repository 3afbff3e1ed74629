// RUN: split-file %s %t
// RUN: quant-opt %t/small.mlir --quantize-scheme=q8_0 | FileCheck %s
// Bytecode can be read from memory that is aligned as malloc aligns it.
// RUN: quant-opt %t/small.mlir --quantize-scheme=q8_0 | quant-opt --verify-roundtrip | FileCheck %s
// RUN: quant-opt %t/small.mlir --quantize-scheme=q8_0 --emit-bytecode | quant-opt | FileCheck %s
// RUN: not quant-opt %t/large.mlir --quantize-scheme=q8_0 2>&1 | FileCheck %s --check-prefix=LARGE
// RUN: quant-opt %t/overflow.mlir --quantize-scheme=q8_0 | FileCheck %s --check-prefix=OVERFLOW

//--- small.mlir
// d = 127/127 = 1 (0x3C00), q = 127; two rows of one block.
// CHECK: dense_resource<blk.0.ffn_up.weight> : tensor<2x32x!qblock.q8_0>
// CHECK: blk.0.ffn_up.weight: "0x10000000003C7F7F{{(7F)*}}003C7F7F{{(7F)*}}"
func.func @main(%x: tensor<4x32xf32>, %i: tensor<4x2xf32>) -> tensor<4x2xf32> {
  %w = arith.constant dense<127.0> : tensor<32x2xf32> loc("blk.0.ffn_up.weight")
  %y = linalg.matmul ins(%x, %w : tensor<4x32xf32>, tensor<32x2xf32>) outs(%i : tensor<4x2xf32>) -> tensor<4x2xf32>
  return %y : tensor<4x2xf32>
}

//--- large.mlir
// A type costs nothing to write down.
// LARGE: error: {{.*}}out of memory: cannot allocate 1062500000000000000 bytes
func.func @main(%x: tensor<4x1000000000xf32>, %i: tensor<4x1000000000xf32>) -> tensor<4x1000000000xf32> {
  %w = arith.constant dense<1.0> : tensor<1000000000x1000000000xf32> loc("blk.0.ffn_up.weight")
  %y = linalg.matmul ins(%x, %w : tensor<4x1000000000xf32>, tensor<1000000000x1000000000xf32>) outs(%i : tensor<4x1000000000xf32>) -> tensor<4x1000000000xf32>
  return %y : tensor<4x1000000000xf32>
}

//--- overflow.mlir
// OVERFLOW: linalg.matmul
func.func @main(%x: tensor<4x4611686018427387904xf32>, %w: tensor<4611686018427387904x32xf32> {qblock.role = "ffn_up"}, %i: tensor<4x32xf32>) -> tensor<4x32xf32> {
  %y = linalg.matmul ins(%x, %w : tensor<4x4611686018427387904xf32>, tensor<4611686018427387904x32xf32>) outs(%i : tensor<4x32xf32>) -> tensor<4x32xf32>
  return %y : tensor<4x32xf32>
}
