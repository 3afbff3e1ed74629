// RUN: quant-run %s --weights %S/Inputs/weights.safetensors --weight-map %S/Inputs/map.json --input %S/Inputs/x.npy | FileCheck %s
// RUN: quant-run %s --entry by_name --weights %S/Inputs/weights.safetensors --input %S/Inputs/x.npy | FileCheck %s
// RUN: quant-run %s --entry by_symbol --weights %S/Inputs/weights.safetensors --input %S/Inputs/x.npy | FileCheck %s
// RUN: quant-run %s --entry transposed --weights %S/Inputs/weights.safetensors --weight-map %S/Inputs/map_transposed.json --input %S/Inputs/x.npy | FileCheck %s
// RUN: quant-run %s --activations=exact --entry turned --weights %S/Inputs/weights.safetensors --weight-map %S/Inputs/map_turned.json --input %S/Inputs/ones.npy | FileCheck %s --check-prefix=TURNED
// RUN: not quant-run %s --weights %S/Inputs/weights.safetensors --weight-map %S/Inputs/map_missing.json --input %S/Inputs/x.npy 2>&1 | FileCheck %s --check-prefix=MISSING
// RUN: not quant-run %s --entry by_symbol --input %S/Inputs/x.npy 2>&1 | FileCheck %s --check-prefix=UNBOUND

// x = [1 2 3; 4 5 6], w = [1 2 3; -1 0 1]: x . w^T = [14 2; 32 2]
// CHECK: result #0: tensor<2x2xf32> min 2 max 32 mean 12.5
// MISSING: error: 'arg1': no tensor 'nothing' in {{.*}}weights.safetensors
// UNBOUND: error: global '@w' has no value and is not bound to a weight

#x = affine_map<(m, n, k) -> (m, k)>
#nk = affine_map<(m, n, k) -> (n, k)>
#y = affine_map<(m, n, k) -> (m, n)>
func.func @main(%x: tensor<2x3xf32>, %w: tensor<2x3xf32>) -> tensor<2x2xf32> {
  %c = arith.constant dense<0.0> : tensor<2x2xf32>
  %y = linalg.matmul indexing_maps = [#x, #nk, #y] ins(%x, %w : tensor<2x3xf32>, tensor<2x3xf32>) outs(%c : tensor<2x2xf32>) -> tensor<2x2xf32>
  return %y : tensor<2x2xf32>
}

func.func @by_name(%x: tensor<2x3xf32>, %w: tensor<2x3xf16> loc("w")) -> tensor<2x2xf32> {
  %c = arith.constant dense<0.0> : tensor<2x2xf32>
  %f = arith.extf %w : tensor<2x3xf16> to tensor<2x3xf32>
  %y = linalg.matmul indexing_maps = [#x, #nk, #y] ins(%x, %f : tensor<2x3xf32>, tensor<2x3xf32>) outs(%c : tensor<2x2xf32>) -> tensor<2x2xf32>
  return %y : tensor<2x2xf32>
}

ml_program.global private @w(#ml_program.extern : tensor<2x3xf32>) : tensor<2x3xf32>
func.func @by_symbol(%x: tensor<2x3xf32>) -> tensor<2x2xf32> {
  %c = arith.constant dense<0.0> : tensor<2x2xf32>
  %w = ml_program.global_load_const @w : tensor<2x3xf32>
  %y = linalg.matmul indexing_maps = [#x, #nk, #y] ins(%x, %w : tensor<2x3xf32>, tensor<2x3xf32>) outs(%c : tensor<2x2xf32>) -> tensor<2x2xf32>
  return %y : tensor<2x2xf32>
}

// The module holds [in, out] where the store has [out, in].
func.func @transposed(%x: tensor<2x3xf32>, %w: tensor<3x2xf32>) -> tensor<2x2xf32> {
  %c = arith.constant dense<0.0> : tensor<2x2xf32>
  %y = linalg.matmul ins(%x, %w : tensor<2x3xf32>, tensor<3x2xf32>) outs(%c : tensor<2x2xf32>) -> tensor<2x2xf32>
  return %y : tensor<2x2xf32>
}

// Quantization has turned a [32, 2] argument, stored alike, into [2, 32].
// TURNED: result #0: tensor<1x2xf32> min -4064 max 4064 mean 0
func.func @turned(%x: tensor<1x32xf32>, %w: tensor<2x32x!qblock.q8_0> {qblock.transposed}) -> tensor<1x2xf32> {
  %c = arith.constant dense<0.0> : tensor<1x2xf32>
  %y = qblock.matmul ins(%x, %w : tensor<1x32xf32>, tensor<2x32x!qblock.q8_0>) outs(%c : tensor<1x2xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}
