// RUN: quant-run %s --input %S/Inputs/ids.npy | FileCheck %s
// RUN: quant-run %s --input %S/Inputs/ids_i4.npy | FileCheck %s
// RUN: rm -f %t.npy
// RUN: not quant-run %s --input %S/Inputs/ids_out_of_range.npy --output %t.npy 2>&1 | FileCheck %s --check-prefix=RANGE
// RUN: not ls %t.npy

// CHECK: result #0: tensor<2xf32> min 5 max 6 mean 5.5
// RANGE: quant-run: error: index must be smaller than dim size
func.func @main(%ids: tensor<2xi64>) -> tensor<2xf32> {
  %table = arith.constant dense<[5.0, 6.0]> : tensor<2xf32>
  %c2 = arith.constant 2 : i64
  %empty = tensor.empty() : tensor<2xf32>
  %r = linalg.generic {indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> (i)>], iterator_types = ["parallel"]}
      ins(%ids : tensor<2xi64>) outs(%empty : tensor<2xf32>) {
  ^bb0(%id: i64, %out: f32):
    %ok = arith.cmpi ult, %id, %c2 : i64
    cf.assert %ok, "index must be smaller than dim size"
    %i = arith.index_cast %id : i64 to index
    %e = tensor.extract %table[%i] : tensor<2xf32>
    linalg.yield %e : f32
  } -> tensor<2xf32>
  return %r : tensor<2xf32>
}
