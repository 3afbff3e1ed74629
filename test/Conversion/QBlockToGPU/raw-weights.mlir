// RUN: quant-opt %s --split-input-file --convert-qblock-to-gpu=target-chip=sm_80 | FileCheck %s

// Two rows of x take the blocks as they are.
// CHECK-LABEL: func.func @reads_blocks
// CHECK-SAME: %[[W:[^:]*]]: memref<40x144xi8>
// CHECK: gpu.launch_func @qblock_kernels::@qblock_quantize_q8_K
// CHECK: %[[BYTES:.*]] = memref.extract_aligned_pointer_as_index %[[W]]
// CHECK-NOT: qblock_pack
// CHECK: gpu.launch_func @qblock_kernels::@qblock_gemv_raw_q4_K_m2
// CHECK-NOT: launch_func
// CHECK: return
func.func @reads_blocks(%x: memref<2x256xf32>, %w: memref<40x144xi8>, %y: memref<2x40xf32>) {
  qblock.packed_matmul [!qblock.q4_K] overwrite ins(%x, %w : memref<2x256xf32>, memref<40x144xi8>) outs(%y : memref<2x40xf32>)
  return
}

// -----

// Many rows are multiplied with packed tiles: three of 1280 bytes, 20 for each row's
// block, times 2 blocks.
// CHECK-LABEL: func.func @packs_first
// CHECK: scf.if
// CHECK: gpu.launch_func @qblock_kernels::@qblock_gemv_raw_q4_1_m1
// CHECK: scf.if
// CHECK: gpu.launch_func @qblock_kernels::@qblock_gemv_raw_q4_1_m8
// CHECK: else
// CHECK: %[[PACKED:.*]] = memref.alloc() : memref<1920xi8>
// CHECK: gpu.launch_func @qblock_kernels::@qblock_pack_q4_1
// CHECK: gpu.launch_func @qblock_kernels::@qblock_gemm_q4_1
// CHECK: memref.dealloc %[[PACKED]]
// CHECK: gpu.module @qblock_kernels
// CHECK-NOT: gpu.func @qblock_gemv_q4_1
// CHECK: gpu.func @qblock_pack_q4_1
func.func @packs_first(%x: memref<?x64xf32>, %w: memref<40x40xi8>, %y: memref<?x40xf32>) {
  qblock.packed_matmul [!qblock.q4_1] ins(%x, %w : memref<?x64xf32>, memref<40x40xi8>) outs(%y : memref<?x40xf32>)
  return
}

// -----

// Splits of K share the packed tiles.
// CHECK-LABEL: func.func @packs_before_splits
// CHECK: %[[PACKED:.*]] = memref.alloc() : memref<151552xi8>
// CHECK: gpu.launch_func @qblock_kernels::@qblock_pack_q4_K
// CHECK: %[[PARTIALS:.*]] = memref.alloc(%{{.*}}) : memref<?xf32>
// CHECK: gpu.launch_func @qblock_kernels::@qblock_gemm_q4_K_m32
// CHECK: gpu.launch_func @qblock_kernels::@qblock_add_splits
// CHECK: memref.dealloc %[[PARTIALS]]
// CHECK: memref.dealloc %[[PACKED]]
// CHECK-NOT: launch_func
// CHECK: return
func.func @packs_before_splits(%x: memref<40x4096xf32>, %w: memref<64x2304xi8>, %y: memref<40x64xf32>) {
  qblock.packed_matmul [!qblock.q4_K] ins(%x, %w : memref<40x4096xf32>, memref<64x2304xi8>) outs(%y : memref<40x64xf32>)
  return
}

// -----

// Rows of a weight that do not begin at a multiple of 16 bytes are copied.
// CHECK-LABEL: func.func @copies_unaligned_rows
// CHECK: %[[DENSE:.*]] = memref.alloc() : memref<16x34xi8>
// CHECK: memref.copy %{{.*}}, %[[DENSE]]
// CHECK: memref.extract_aligned_pointer_as_index %[[DENSE]]
// CHECK: gpu.launch_func @qblock_kernels::@qblock_gemv_raw_q8_0_m1
func.func @copies_unaligned_rows(%x: memref<1x32xf32>, %all: memref<40x34xi8>, %y: memref<1x16xf32>) {
  %w = memref.subview %all[3, 0] [16, 34] [1, 1] : memref<40x34xi8> to memref<16x34xi8, strided<[34, 1], offset: 102>>
  qblock.packed_matmul [!qblock.q8_0] overwrite ins(%x, %w : memref<1x32xf32>, memref<16x34xi8, strided<[34, 1], offset: 102>>) outs(%y : memref<1x16xf32>)
  return
}

// -----

// A call that packs is a launch. K is that of 80 bytes, 128.
// CHECK-LABEL: func.func @packs
// CHECK-SAME: %[[BLOCKS:[^:]*]]: memref<?x?xi8>, %[[TILES:[^:]*]]: memref<?x?xi8>
// CHECK-NOT: call
// CHECK: gpu.launch_func @qblock_kernels::@qblock_pack_q4_1
// CHECK-NOT: qblock_pack_rows
func.func private @qblock_pack_rows(i64, i64, memref<?x?xi8>, memref<?x?xi8>)
func.func @packs(%blocks: memref<?x?xi8>, %tiles: memref<?x?xi8>) {
  %id = arith.constant 3 : i64
  %n = arith.constant 40 : i64
  call @qblock_pack_rows(%id, %n, %blocks, %tiles) : (i64, i64, memref<?x?xi8>, memref<?x?xi8>) -> ()
  return
}
