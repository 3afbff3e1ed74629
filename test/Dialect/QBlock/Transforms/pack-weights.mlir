// RUN: quant-opt %s --split-input-file --qblock-pack-weights=remarks --verify-diagnostics | FileCheck %s
// RUN: quant-opt %s --split-input-file --qblock-pack-weights=activations=exact | FileCheck %s --check-prefix=EXACT
// RUN: quant-opt %s --split-input-file --qblock-pack-weights=pack-arguments | FileCheck %s --check-prefix=ARGS
// RUN: quant-opt %s --split-input-file --qblock-pack-weights="pack-arguments export-packers" | FileCheck %s --check-prefix=PACKER
// RUN: quant-opt %s --split-input-file --qblock-pack-weights=keep-order | FileCheck %s --check-prefix=KEEP
// RUN: not quant-opt %s --split-input-file --qblock-pack-weights=activations=q7 2>&1 | FileCheck %s --check-prefix=BAD
// BAD: error: expects activations 'q8' or 'exact', but got 'q7'

!w = tensor<64x256x!qblock.q4_K>

// All that read the weight read tiles; the one that must not round decodes them.
// CHECK-LABEL: func.func @packs_once_for_all_readers
// CHECK-SAME: %[[W:[^:]*]]: tensor<64x256x!qblock.q4_K>
// CHECK: %[[P:.*]] = qblock.pack %[[W]] : tensor<64x256x!qblock.q4_K> to tensor<64x256x!qblock.q4_K<#qblock.packed>>
// CHECK: qblock.gather_rows ins(%[[P]],
// CHECK: qblock.matmul activations <q8> ins(%{{.*}}, %[[P]] :
// CHECK: qblock.matmul activations <exact> ins(%{{.*}}, %[[P]] :
// EXACT-LABEL: func.func @packs_once_for_all_readers
// EXACT-NOT: qblock.pack
// EXACT: qblock.matmul activations <exact>
// ARGS-LABEL: func.func @packs_once_for_all_readers
// ARGS-SAME: tensor<64x256x!qblock.q4_K<#qblock.packed>>
// ARGS-NOT: qblock.pack %
// ARGS: qblock.matmul activations <q8>
// PACKER: func.func @packs_once_for_all_readers_pack_weights(%[[W:.*]]: tensor<64x256x!qblock.q4_K>) -> tensor<64x256x!qblock.q4_K<#qblock.packed>> {
// PACKER: %[[P:.*]] = qblock.pack %[[W]]
// PACKER: return %[[P]]
// KEEP-LABEL: func.func @packs_once_for_all_readers
// KEEP-NOT: qblock.pack
// KEEP: qblock.matmul activations <q8>
func.func @packs_once_for_all_readers(%ids: tensor<4xi64>, %w: !w, %e: tensor<4x256xf32>, %y: tensor<4x64xf32>) -> (tensor<4x64xf32>, tensor<4x64xf32>) {
  %x = qblock.gather_rows ins(%w, %ids : !w, tensor<4xi64>) outs(%e : tensor<4x256xf32>) -> tensor<4x256xf32>
  // expected-remark @below {{reads tiles of 16 rows, 9472 bytes against 9216 in ggml's order, activations q8}}
  %0 = qblock.matmul ins(%x, %w : tensor<4x256xf32>, !w) outs(%y : tensor<4x64xf32>) -> tensor<4x64xf32>
  // expected-remark @below {{activations exact}}
  %1 = qblock.matmul activations <exact> ins(%x, %w : tensor<4x256xf32>, !w) outs(%y : tensor<4x64xf32>) -> tensor<4x64xf32>
  return %0, %1 : tensor<4x64xf32>, tensor<4x64xf32>
}

// -----

// CHECK-LABEL: func.func @keeps_what_only_exact_matmuls_read
// CHECK-NOT: qblock.pack
// CHECK: qblock.matmul activations <exact>
func.func @keeps_what_only_exact_matmuls_read(%x: tensor<4x256xf32>, %w: tensor<64x256x!qblock.q4_K>, %y: tensor<4x64xf32>) -> tensor<4x64xf32> {
  %0 = qblock.matmul activations <exact> ins(%x, %w : tensor<4x256xf32>, tensor<64x256x!qblock.q4_K>) outs(%y : tensor<4x64xf32>) -> tensor<4x64xf32>
  return %0 : tensor<4x64xf32>
}

// -----

// CHECK-LABEL: func.func @packs_stacks
// CHECK: %[[P:.*]] = qblock.pack
// CHECK: tensor.extract_slice %[[P]][%{{.*}}, 0] [32, 256] [1, 1] : {{.*}} to tensor<32x256x!qblock.q4_K<#qblock.packed>>
func.func @packs_stacks(%x: tensor<4x256xf32>, %w: tensor<128x256x!qblock.q4_K>, %y: tensor<4x32xf32>, %l: index) -> tensor<4x32xf32> {
  %row = affine.apply affine_map<()[s0] -> (s0 * 32)>()[%l]
  %s = tensor.extract_slice %w[%row, 0] [32, 256] [1, 1] : tensor<128x256x!qblock.q4_K> to tensor<32x256x!qblock.q4_K>
  // expected-remark @below {{reads tiles}}
  %0 = qblock.matmul ins(%x, %s : tensor<4x256xf32>, tensor<32x256x!qblock.q4_K>) outs(%y : tensor<4x32xf32>) -> tensor<4x32xf32>
  return %0 : tensor<4x32xf32>
}

// -----

// CHECK-LABEL: func.func @keeps_parts_of_tiles
// CHECK-NOT: qblock.pack
// CHECK: qblock.matmul activations <q8>
// expected-remark @below {{weight is not packed, so its matmuls decode it: a part of it is no whole number of tiles}}
func.func @keeps_parts_of_tiles(%x: tensor<4x256xf32>, %w: tensor<128x256x!qblock.q4_K>, %y: tensor<4x32xf32>, %row: index) -> tensor<4x32xf32> {
  %s = tensor.extract_slice %w[%row, 0] [32, 256] [1, 1] : tensor<128x256x!qblock.q4_K> to tensor<32x256x!qblock.q4_K>
  %0 = qblock.matmul ins(%x, %s : tensor<4x256xf32>, tensor<32x256x!qblock.q4_K>) outs(%y : tensor<4x32xf32>) -> tensor<4x32xf32>
  return %0 : tensor<4x32xf32>
}

// -----

// CHECK-LABEL: func.func @keeps_what_is_read_in_order
// CHECK-NOT: qblock.pack
// CHECK: qblock.to_storage
// expected-remark @below {{'qblock.to_storage' reads it in ggml's order}}
func.func @keeps_what_is_read_in_order(%x: tensor<4x256xf32>, %w: tensor<64x256x!qblock.q4_K>, %y: tensor<4x64xf32>) -> (tensor<4x64xf32>, tensor<64x144xi8>) {
  %0 = qblock.matmul ins(%x, %w : tensor<4x256xf32>, tensor<64x256x!qblock.q4_K>) outs(%y : tensor<4x64xf32>) -> tensor<4x64xf32>
  %1 = qblock.to_storage %w : tensor<64x256x!qblock.q4_K> to tensor<64x144xi8>
  return %0, %1 : tensor<4x64xf32>, tensor<64x144xi8>
}

// -----

// CHECK-LABEL: func.func private @keeps_arguments_of_private_functions
// CHECK-NOT: qblock.pack
// CHECK: qblock.matmul
// expected-remark @below {{it is an argument of a private function}}
func.func private @keeps_arguments_of_private_functions(%x: tensor<4x256xf32>, %w: tensor<64x256x!qblock.q4_K>, %y: tensor<4x64xf32>) -> tensor<4x64xf32> {
  %0 = qblock.matmul ins(%x, %w : tensor<4x256xf32>, tensor<64x256x!qblock.q4_K>) outs(%y : tensor<4x64xf32>) -> tensor<4x64xf32>
  return %0 : tensor<4x64xf32>
}

// -----

// CHECK-LABEL: func.func @keeps_what_a_loop_carries
// CHECK-NOT: qblock.pack
// CHECK: scf.for
func.func @keeps_what_a_loop_carries(%x: tensor<4x64xf32>, %w: tensor<64x64x!qblock.q4_0>, %n: index) -> tensor<4x64xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  // expected-remark @below {{it is carried by a loop or a branch}}
  %r:2 = scf.for %i = %c0 to %n step %c1 iter_args(%h = %x, %v = %w) -> (tensor<4x64xf32>, tensor<64x64x!qblock.q4_0>) {
    %0 = qblock.matmul ins(%h, %v : tensor<4x64xf32>, tensor<64x64x!qblock.q4_0>) outs(%h : tensor<4x64xf32>) -> tensor<4x64xf32>
    scf.yield %0, %v : tensor<4x64xf32>, tensor<64x64x!qblock.q4_0>
  }
  return %r#0 : tensor<4x64xf32>
}

// -----

// A stack of matrices of whole tiles is packed as one weight.
// CHECK-LABEL: func.func @packs_stacks
// CHECK-SAME: %[[W:[^:]*]]: tensor<64x256x!qblock.q4_K>
// CHECK: %[[P:.*]] = qblock.pack %[[W]]
// CHECK: qblock.routed_matmul activations <q8> ins(%{{.*}}, %[[P]], %{{.*}} :
func.func @packs_stacks(%x: tensor<4x256xf32>, %w: tensor<64x256x!qblock.q4_K>, %ids: tensor<4xi64>, %y: tensor<4x16xf32>) -> tensor<4x16xf32> {
  // expected-remark @below {{reads tiles of 16 rows, 9472 bytes against 9216 in ggml's order, activations q8}}
  %0 = qblock.routed_matmul ins(%x, %w, %ids : tensor<4x256xf32>, tensor<64x256x!qblock.q4_K>, tensor<4xi64>) outs(%y : tensor<4x16xf32>) -> tensor<4x16xf32>
  return %0 : tensor<4x16xf32>
}

// -----

// CHECK-LABEL: func.func @keeps_stacks_of_parts_of_tiles
// CHECK-NOT: qblock.pack
// CHECK: qblock.routed_matmul activations <q8>
// expected-remark @below {{a part of it is no whole number of tiles}}
func.func @keeps_stacks_of_parts_of_tiles(%x: tensor<4x256xf32>, %w: tensor<64x256x!qblock.q4_K>, %ids: tensor<4xi64>, %y: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = qblock.routed_matmul ins(%x, %w, %ids : tensor<4x256xf32>, tensor<64x256x!qblock.q4_K>, tensor<4xi64>) outs(%y : tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}
