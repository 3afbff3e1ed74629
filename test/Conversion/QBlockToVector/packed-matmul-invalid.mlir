// RUN: quant-opt %s --convert-qblock-to-vector --verify-diagnostics

// There is no kernel that reads ggml's order on a CPU.
func.func @raw(%x: memref<1x32xf32>, %w: memref<16x34xi8>, %y: memref<1x16xf32>) {
  // expected-error @below {{cannot become a kernel of a CPU: expects packed weights, but got '!qblock.q8_0'}}
  qblock.packed_matmul [!qblock.q8_0] ins(%x, %w : memref<1x32xf32>, memref<16x34xi8>) outs(%y : memref<1x16xf32>)
  return
}
