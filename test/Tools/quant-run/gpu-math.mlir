// Functions that kernels compute without a library, against numpy in binary64:
// each column of the result is another one.
//
// REQUIRES: numpy
// RUN: rm -rf %t && mkdir %t
// RUN: %python %S/Inputs/gpu_math.py write %t/x.npy %t/p.npy
// RUN: quant-run --device=emulate %s --input %t/x.npy --input %t/p.npy --output %t/y.npy
// RUN: %python %S/Inputs/gpu_math.py check %t/x.npy %t/p.npy %t/y.npy

// No function of a library is left to the driver.
// RUN: not quant-run --device=emulate %s --entry unknown --input %t/x.npy 2>&1 | FileCheck %s
// CHECK: gpu-math.mlir:{{[0-9]+}}:{{[0-9]+}}: error: function '__nv_fmodf' is called but not defined

#id = affine_map<(d0) -> (d0)>
func.func @main(%x: tensor<?xf32>, %p: tensor<?xf32>) -> (tensor<?x16xf32>) {
  %c0 = arith.constant 0 : index
  %n = tensor.dim %x, %c0 : tensor<?xf32>
  %e = tensor.empty(%n) : tensor<?x16xf32>
  %y = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0)>, affine_map<(d0, d1) -> (d0)>, affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]}
    ins(%x, %p : tensor<?xf32>, tensor<?xf32>) outs(%e : tensor<?x16xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %c = linalg.index 1 : index
    %v0 = math.sin %a : f32
    %v1 = math.cos %a : f32
    %v2 = math.exp %a : f32
    %v3 = math.log %b : f32
    %v4 = math.sqrt %b : f32
    %v5 = math.rsqrt %b : f32
    %v6 = math.powf %b, %a : f32
    %v7 = math.floor %a : f32
    %v8 = math.ceil %a : f32
    %v9 = math.roundeven %a : f32
    %v10 = math.erf %a : f32
    %v11 = math.tanh %a : f32
    %v12 = math.absf %a : f32
    %v13 = math.exp2 %a : f32
    %v14 = math.atan %a : f32
    %v15 = arith.maximumf %a, %b : f32
    %r = scf.index_switch %c -> f32
      case 0 { scf.yield %v0 : f32 }
      case 1 { scf.yield %v1 : f32 }
      case 2 { scf.yield %v2 : f32 }
      case 3 { scf.yield %v3 : f32 }
      case 4 { scf.yield %v4 : f32 }
      case 5 { scf.yield %v5 : f32 }
      case 6 { scf.yield %v6 : f32 }
      case 7 { scf.yield %v7 : f32 }
      case 8 { scf.yield %v8 : f32 }
      case 9 { scf.yield %v9 : f32 }
      case 10 { scf.yield %v10 : f32 }
      case 11 { scf.yield %v11 : f32 }
      case 12 { scf.yield %v12 : f32 }
      case 13 { scf.yield %v13 : f32 }
      case 14 { scf.yield %v14 : f32 }
      default { scf.yield %v15 : f32 }
    linalg.yield %r : f32
  } -> tensor<?x16xf32>
  return %y : tensor<?x16xf32>
}

func.func @unknown(%x: tensor<?xf32>) -> tensor<?xf32> {
  %y = arith.remf %x, %x : tensor<?xf32>
  return %y : tensor<?xf32>
}
