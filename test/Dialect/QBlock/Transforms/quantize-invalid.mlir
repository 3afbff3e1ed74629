// RUN: not quant-opt %s --quantize-scheme=q4km 2>&1 | FileCheck %s --check-prefix=SCHEME
// SCHEME: error: unknown scheme 'q4km'{{.*}}Q4_K_M

// RUN: not quant-opt %s --weights=x.gguf 2>&1 | FileCheck %s --check-prefix=ALONE
// ALONE: error: --weights needs --quantize-scheme

// RUN: not quant-opt %s --quantize-scheme=q8_0 --pass-pipeline='builtin.module(cse)' 2>&1 | FileCheck %s --check-prefix=BOTH
// BOTH: error: --quantize-scheme, --recipe and targets cannot be combined with --pass-pipeline

// RUN: not quant-opt %s --quantize-scheme=q8_0 --weights=%t.missing.gguf 2>&1 | FileCheck %s --check-prefix=FILE
// FILE: error: {{.*}}missing.gguf

// RUN: not quant-opt %s --quantize-scheme=q8_0 --quantize-report=%t.txt 2>&1 | FileCheck %s --check-prefix=REPORT
// REPORT: error: {{.*}}expects a report that ends in .tsv or .json

// RUN: not quant-opt %s --quantize-scheme=q8_0 --kv-heads=-3 2>&1 | FileCheck %s --check-prefix=COUNT
// COUNT: error: kv-heads: expects a count, or 0 to infer it, but got -3

// Nothing is written when something is wrong.
// RUN: rm -f %t.out.mlir
// RUN: not quant-opt %s --quantize-scheme=q8_0 -o %t.out.mlir 2>&1 | FileCheck %s --check-prefix=ELIDED
// RUN: not test -e %t.out.mlir
// ELIDED: quantize-invalid.mlir:[[#@LINE+3]]:{{.*}} error: resource 'w' has no data (it was elided); bind it to a stored tensor with --weights and --weight-map

func.func @main(%x: tensor<1x32xf32>, %i: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w = arith.constant {qblock.role = "attn_q", qblock.layer = 0 : i64} dense_resource<w> : tensor<32x2xf32>
  %0 = linalg.matmul ins(%x, %w : tensor<1x32xf32>, tensor<32x2xf32>) outs(%i : tensor<1x2xf32>) -> tensor<1x2xf32>
  return %0 : tensor<1x2xf32>
}
