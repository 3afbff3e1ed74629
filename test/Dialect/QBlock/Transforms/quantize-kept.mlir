// RUN: quant-opt %s --quantize-scheme=q8_0 --quantize-report=%t.tsv --verify-diagnostics | FileCheck %s
// RUN: FileCheck %s --check-prefix=TSV --input-file=%t.tsv

// A weight whose elements something else needs stays float, for all its uses.
// CHECK-LABEL: func.func @main
// CHECK-SAME: tensor<32x2xf32>
// CHECK: linalg.matmul
// TSV: name{{.}}role{{.}}layer{{.}}shape{{.}}from{{.}}to{{.}}bpw{{.}}bytes{{.}}how{{.}}why
// TSV-NEXT: blk.0.attn_q.weight{{.}}attn_q{{.}}0{{.}}2x32{{.}}f32{{.}}f32{{.}}32{{.}}256{{.}}attribute{{.}}kept: 'math.absf' reads it as floats
func.func @main(%x: tensor<1x32xf32>,
                // expected-remark @below {{weight 'blk.0.attn_q.weight' is kept: 'math.absf' reads it as floats}}
                %w: tensor<32x2xf32> {qblock.role = "attn_q", qblock.layer = 0 : i64},
                %i: tensor<1x2xf32>) -> (tensor<1x2xf32>, tensor<32x2xf32>) {
  %0 = linalg.matmul ins(%x, %w : tensor<1x32xf32>, tensor<32x2xf32>) outs(%i : tensor<1x2xf32>) -> tensor<1x2xf32>
  %1 = math.absf %w : tensor<32x2xf32>
  return %0, %1 : tensor<1x2xf32>, tensor<32x2xf32>
}

// Rows that no block divides take f16, as llama.cpp has it.
// CHECK-LABEL: func.func @odd_rows
// CHECK-SAME: tensor<8x100xf16>
// TSV-NEXT: blk.0.attn_k.weight{{.*}}8x100{{.}}f32{{.}}f16
func.func @odd_rows(%x: tensor<1x100xf32>,
                    // expected-remark @below {{weight 'blk.0.attn_k.weight' is not quantized: Q8_0: attn_k takes q8_0 (default); rows of 100 are no multiple of 32, so f16 instead}}
                    %w: tensor<8x100xf32> {qblock.role = "attn_k", qblock.layer = 0 : i64},
                    %i: tensor<1x8xf32>) -> tensor<1x8xf32> {
  %0 = linalg.contract indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w : tensor<1x100xf32>, tensor<8x100xf32>) outs(%i : tensor<1x8xf32>) -> tensor<1x8xf32>
  return %0 : tensor<1x8xf32>
}

// A weight that is written to, in part and as the start of a sum.
// CHECK-LABEL: func.func @written
// CHECK-SAME: tensor<32x32xf32>
// CHECK-SAME: tensor<32x32xf32>
// CHECK: linalg.matmul
// CHECK: tensor.insert_slice
// TSV-NEXT: blk.0.attn_v.weight{{.*}}kept: 'tensor.insert_slice' reads it as floats
// TSV-NEXT: blk.0.attn_output.weight{{.*}}kept: 'linalg.add' reads it as floats
func.func @written(%x: tensor<1x32xf32>,
                   // expected-remark @below {{weight 'blk.0.attn_v.weight' is kept: 'tensor.insert_slice' reads it as floats}}
                   %v: tensor<32x32xf32> {qblock.role = "attn_v", qblock.layer = 0 : i64},
                   // expected-remark @below {{weight 'blk.0.attn_output.weight' is kept: 'linalg.add' reads it as floats}}
                   %o: tensor<32x32xf32> {qblock.role = "attn_output", qblock.layer = 0 : i64},
                   %i: tensor<1x32xf32>, %step: tensor<32x32xf32>) -> (tensor<1x32xf32>, tensor<32x32xf32>, tensor<32x32xf32>) {
  %0 = linalg.matmul ins(%x, %v : tensor<1x32xf32>, tensor<32x32xf32>) outs(%i : tensor<1x32xf32>) -> tensor<1x32xf32>
  %1 = linalg.matmul ins(%0, %o : tensor<1x32xf32>, tensor<32x32xf32>) outs(%i : tensor<1x32xf32>) -> tensor<1x32xf32>
  %new_v = tensor.insert_slice %x into %v[0, 0] [1, 32] [1, 1] : tensor<1x32xf32> into tensor<32x32xf32>
  %new_o = linalg.add ins(%step, %step : tensor<32x32xf32>, tensor<32x32xf32>) outs(%o : tensor<32x32xf32>) -> tensor<32x32xf32>
  return %1, %new_v, %new_o : tensor<1x32xf32>, tensor<32x32xf32>, tensor<32x32xf32>
}

// A name says that this is a weight, but no layer reads it as it stands.
// CHECK-LABEL: func.func @tells_named_weights_that_are_scaled
// CHECK-SAME: tensor<64x32xf32>
// CHECK: linalg.matmul
func.func @tells_named_weights_that_are_scaled(%x: tensor<4x32xf32>,
    // expected-remark @below {{weight 'arg1' is kept: 'arith.mulf' reads it as floats}}
    %w: tensor<64x32xf32> {qblock.role = "ffn_up"}, %i: tensor<4x64xf32>) -> tensor<4x64xf32> {
  %c = arith.constant dense<2.0> : tensor<64x32xf32>
  %s = arith.mulf %w, %c : tensor<64x32xf32>
  %y = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>]
    ins(%x, %s : tensor<4x32xf32>, tensor<64x32xf32>) outs(%i : tensor<4x64xf32>) -> tensor<4x64xf32>
  return %y : tensor<4x64xf32>
}
