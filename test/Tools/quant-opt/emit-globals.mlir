// RUN: not quant-opt %s --emit=asm -o - 2>&1 | FileCheck %s
// CHECK: emit-globals.mlir:5:1: error: global '@unbound' has no value to compile: bind it with --weights

ml_program.global private @unused(#ml_program.extern : tensor<2xf32>) : tensor<2xf32>
ml_program.global private @unbound(#ml_program.extern : tensor<2xf32>) : tensor<2xf32>
func.func @main() -> tensor<2xf32> {
  %w = ml_program.global_load_const @unbound : tensor<2xf32>
  return %w : tensor<2xf32>
}
