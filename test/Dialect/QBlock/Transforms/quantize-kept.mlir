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
