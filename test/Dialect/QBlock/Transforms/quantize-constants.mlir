// RUN: quant-opt %s --quantize-scheme=q8_0 | quant-opt --verify-roundtrip | FileCheck %s

// CHECK-LABEL: func.func @main
func.func @main(%x: tensor<1x32xf32>, %i: tensor<1x2xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>) {
  // Constants in the IR are transposed where they hold [in,out].
  // CHECK-DAG: %[[DENSE:.*]] = arith.constant dense_resource<[[D:blk.0.attn_q.weight]]> : tensor<2x32x!qblock.q8_0>
  // CHECK-DAG: %[[RESOURCE:.*]] = arith.constant dense_resource<[[R:blk.0.attn_k.weight]]> : tensor<2x32x!qblock.q8_0>
  %dense = arith.constant {qblock.role = "attn_q", qblock.layer = 0 : i64} dense<1.0> : tensor<32x2xf32>
  %resource = arith.constant {qblock.role = "attn_k", qblock.layer = 0 : i64} dense_resource<w> : tensor<32x2xf16>
  %0 = linalg.matmul ins(%x, %dense : tensor<1x32xf32>, tensor<32x2xf32>) outs(%i : tensor<1x2xf32>) -> tensor<1x2xf32>
  %1 = linalg.matmul ins(%x, %resource : tensor<1x32xf32>, tensor<32x2xf16>) outs(%i : tensor<1x2xf32>) -> tensor<1x2xf32>
  // CHECK: %[[GLOBAL:.*]] = ml_program.global_load_const @blk.0.attn_v.weight : tensor<2x32x!qblock.q8_0>
  %g = ml_program.global_load_const @blk.0.attn_v.weight : tensor<32x2xf32>
  %2 = linalg.matmul ins(%x, %g : tensor<1x32xf32>, tensor<32x2xf32>) outs(%i : tensor<1x2xf32>) -> tensor<1x2xf32>
  return %0, %1, %2 : tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>
}

// CHECK: ml_program.global private @blk.0.attn_v.weight(#{{.*}}) : tensor<2x32x!qblock.q8_0> {qblock.layer = 0 : i64, qblock.role = "attn_v", qblock.transposed}
ml_program.global private @blk.0.attn_v.weight(#ml_program.extern : tensor<32x2xf32>) : tensor<32x2xf32>

// 1.0 is 127 times 1/127, rounded to half precision (0x2008).
// CHECK-DAG: [[D]]: "0x{{[0-9A-F]*0820(7F)+0820(7F)+"}}
// Columns 0 and 1 of the resource are 127, 0, 0, ... and 0, -127, 0, ...
// CHECK-DAG: [[R]]: "0x{{[0-9A-F]*}}003C7F00{{(00)*}}003C0081{{(00)*}}"

{-#
  dialect_resources: {
    builtin: {
      w: "0x02000000F05700000000F0D7000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
    }
  }
#-}
