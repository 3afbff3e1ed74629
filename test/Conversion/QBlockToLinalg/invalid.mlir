// RUN: quant-opt %s --convert-qblock-to-linalg --split-input-file --verify-diagnostics

func.func @resource_without_data() -> tensor<1x32x!qblock.q4_0> {
  // expected-error @+1 {{expects resource '__elided__' to hold 18 bytes, but it has no data}}
  %w = arith.constant dense_resource<__elided__> : tensor<1x32x!qblock.q4_0>
  return %w : tensor<1x32x!qblock.q4_0>
}

// -----

func.func @resource_of_wrong_size() -> tensor<1x32x!qblock.q4_0> {
  // expected-error @+1 {{expects resource 'w' to hold 18 bytes, but got 4}}
  %w = arith.constant dense_resource<w> : tensor<1x32x!qblock.q4_0>
  return %w : tensor<1x32x!qblock.q4_0>
}
{-# dialect_resources: { builtin: { w: "0x0100000001020304" } } #-}

// -----

// expected-error @+1 {{expects resource 'w' to hold 36 bytes, but got 4}}
ml_program.global private @global_of_wrong_size(dense_resource<w> : tensor<2x32x!qblock.q4_0>) : tensor<2x32x!qblock.q4_0>
{-# dialect_resources: { builtin: { w: "0x0100000001020304" } } #-}

// -----

func.func @slice_inside_a_block(%w: tensor<8x512x!qblock.q4_K>) {
  // expected-error @+1 {{expects offset and size in the last dimension of 'tensor<8x512x!qblock.q4_K>' to be multiples of 256 (elements per block)}}
  %0 = tensor.extract_slice %w[0, 128] [8, 256] [1, 1] : tensor<8x512x!qblock.q4_K> to tensor<8x256x!qblock.q4_K>
  return
}

// -----

func.func @slice_at_unknown_offset(%w: tensor<8x512x!qblock.q4_K>, %k: index) {
  // expected-error @+1 {{to be multiples of 256 (elements per block)}}
  %0 = tensor.extract_slice %w[0, %k] [8, 256] [1, 1] : tensor<8x512x!qblock.q4_K> to tensor<8x256x!qblock.q4_K>
  return
}

// -----

func.func @slice_with_stride(%w: tensor<8x512x!qblock.q4_K>) {
  // expected-error @+1 {{expects stride 1 in the last dimension}}
  %0 = tensor.extract_slice %w[0, 0] [8, 256] [1, 2] : tensor<8x512x!qblock.q4_K> to tensor<8x256x!qblock.q4_K>
  return
}

// -----

func.func @op_without_meaning_on_bytes(%w: tensor<4x32x!qblock.q4_0>) {
  // expected-error @+1 {{cannot be lowered on 'tensor<4x32x!qblock.q4_0>': the op has no meaning on the bytes of blocks}}
  %0 = tensor.collapse_shape %w [[0, 1]] : tensor<4x32x!qblock.q4_0> into tensor<128x!qblock.q4_0>
  return
}

// -----

// expected-error @+1 {{expects a static last dimension divisible by 32 (elements per block)}}
func.func private @unknown_row_length(tensor<4x?x!qblock.q4_0>)

// -----

// expected-error @+1 {{expects tensors, which are lowered before bufferization}}
func.func private @buffer(memref<4x32x!qblock.q4_0>)

// -----

func.func @op_on_buffers(%x: memref<4x64xf32>, %w: memref<8x64xf16>, %y: memref<4x8xf32>) {
  // expected-error @+1 {{cannot be lowered on 'memref<4x64xf32>': expects tensors}}
  qblock.matmul ins(%x, %w : memref<4x64xf32>, memref<8x64xf16>) outs(%y : memref<4x8xf32>)
  return
}
