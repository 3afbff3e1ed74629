// RUN: quant-opt %s --convert-qblock-to-linalg --canonicalize | FileCheck %s

// CHECK-LABEL: func.func @extract_slice(
// CHECK: tensor.extract_slice {{.*}}[2, 144] [4, 288] [1, 1] : tensor<8x576xi8> to tensor<4x288xi8>
func.func @extract_slice(%w: tensor<8x1024x!qblock.q4_K>) -> tensor<4x512x!qblock.q4_K> {
  %0 = tensor.extract_slice %w[2, 256] [4, 512] [1, 1] : tensor<8x1024x!qblock.q4_K> to tensor<4x512x!qblock.q4_K>
  return %0 : tensor<4x512x!qblock.q4_K>
}

// An offset of a loop whose step is whole blocks.
// CHECK-LABEL: func.func @extract_slice_in_loop(
// CHECK: scf.for %[[K:[^ ]+]] =
// CHECK: %[[BLOCK:.*]] = arith.divui %[[K]], %c256
// CHECK: %[[BYTE:.*]] = arith.muli %[[BLOCK]], %c144
// CHECK: tensor.extract_slice {{.*}}[0, %[[BYTE]]] [1, 144] [1, 1] : tensor<8x576xi8> to tensor<144xi8>
func.func @extract_slice_in_loop(%w: tensor<8x1024x!qblock.q4_K>, %init: tensor<256x!qblock.q4_K>) -> tensor<256x!qblock.q4_K> {
  %c0 = arith.constant 0 : index
  %c256 = arith.constant 256 : index
  %c1024 = arith.constant 1024 : index
  %r = scf.for %k = %c0 to %c1024 step %c256 iter_args(%last = %init) -> (tensor<256x!qblock.q4_K>) {
    %0 = tensor.extract_slice %w[0, %k] [1, 256] [1, 1] : tensor<8x1024x!qblock.q4_K> to tensor<256x!qblock.q4_K>
    scf.yield %0 : tensor<256x!qblock.q4_K>
  }
  return %r : tensor<256x!qblock.q4_K>
}

// CHECK-LABEL: func.func @insert_slice(
// CHECK: tensor.empty(%{{.*}}) : tensor<?x36xi8>
// CHECK: tensor.insert_slice {{.*}}[0, 18] [4, 18] [1, 1] : tensor<4x18xi8> into tensor<?x36xi8>
func.func @insert_slice(%n: index, %w: tensor<4x32x!qblock.q4_0>) -> tensor<?x64x!qblock.q4_0> {
  %0 = tensor.empty(%n) : tensor<?x64x!qblock.q4_0>
  %1 = tensor.insert_slice %w into %0[0, 32] [4, 32] [1, 1] : tensor<4x32x!qblock.q4_0> into tensor<?x64x!qblock.q4_0>
  return %1 : tensor<?x64x!qblock.q4_0>
}

// CHECK-LABEL: func.func @parallel_insert_slice(
// CHECK: scf.forall (%[[I:.*]]) in (4) shared_outs(%[[OUT:.*]] = %{{.*}}) -> (tensor<4x72xi8>)
// CHECK: tensor.parallel_insert_slice {{.*}} into %[[OUT]][%[[I]], 36] [1, 36] [1, 1] : tensor<1x36xi8> into tensor<4x72xi8>
func.func @parallel_insert_slice(%w: tensor<1x64x!qblock.q4_0>, %init: tensor<4x128x!qblock.q4_0>) -> tensor<4x128x!qblock.q4_0> {
  %0 = scf.forall (%i) in (4) shared_outs(%out = %init) -> (tensor<4x128x!qblock.q4_0>) {
    scf.forall.in_parallel {
      tensor.parallel_insert_slice %w into %out[%i, 64] [1, 64] [1, 1] : tensor<1x64x!qblock.q4_0> into tensor<4x128x!qblock.q4_0>
    }
  }
  return %0 : tensor<4x128x!qblock.q4_0>
}

// Offsets that are multiples by how they are computed.
// CHECK-LABEL: func.func @offsets_by_arithmetic(
// CHECK-COUNT-2: tensor.extract_slice {{.*}}[0, %{{.*}}] [8, 144] [1, 1] : tensor<8x576xi8> to tensor<8x144xi8>
func.func @offsets_by_arithmetic(%w: tensor<8x1024x!qblock.q4_K>, %i: index)
    -> (tensor<8x256x!qblock.q4_K>, tensor<8x256x!qblock.q4_K>) {
  %c512 = arith.constant 512 : index
  %k0 = arith.muli %i, %c512 : index
  %k1 = affine.apply affine_map<(d0, d1) -> (d0 + d1 * 256)>(%k0, %i)
  %0 = tensor.extract_slice %w[0, %k0] [8, 256] [1, 1] : tensor<8x1024x!qblock.q4_K> to tensor<8x256x!qblock.q4_K>
  %1 = tensor.extract_slice %w[0, %k1] [8, 256] [1, 1] : tensor<8x1024x!qblock.q4_K> to tensor<8x256x!qblock.q4_K>
  return %0, %1 : tensor<8x256x!qblock.q4_K>, tensor<8x256x!qblock.q4_K>
}
