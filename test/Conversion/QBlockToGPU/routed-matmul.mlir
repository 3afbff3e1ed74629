// RUN: quant-opt %s --split-input-file --convert-qblock-to-gpu=target-chip=sm_80 | FileCheck %s

// Two numbers for each of two rows, whose matrices the host does not know: a block
// along y for each, as there are more matrices. Rows are rounded in the order.
// CHECK-LABEL: func.func @few_rows
// CHECK-SAME: %{{[^ ]*}}: memref<2x256xf32>, %{{[^ ]*}}: memref<32x2368xi8>, %[[ORDER:[^ ]*]]: memref<4xindex>, %[[STARTS:[^ ]*]]: memref<33xindex>
// CHECK-NOT: memref.load
// CHECK-DAG: memref.extract_aligned_pointer_as_index %[[ORDER]]
// CHECK-DAG: memref.extract_aligned_pointer_as_index %[[STARTS]]
// CHECK: gpu.launch_func @qblock_kernels::@qblock_routed_quantize_q8_K blocks in (%c4{{(_[0-9]+)?}},
// CHECK: gpu.launch_func @qblock_kernels::@qblock_routed_gemv_q4_K_m1 blocks in (%{{[^ ]*}}, %c4{{(_[0-9]+)?}},
// CHECK-NOT: launch_func
// CHECK: gpu.module
// CHECK-NOT: gpu.func @qblock_gemv_q4_K_m1
func.func @few_rows(%x: memref<2x256xf32>, %w: memref<32x2368xi8>, %order: memref<4xindex>, %starts: memref<33xindex>, %y: memref<4x16xf32>) {
  qblock.packed_matmul [!qblock.q4_K<#qblock.packed>] ins(%x, %w : memref<2x256xf32>, memref<32x2368xi8>) routed(%order, %starts : memref<4xindex>, memref<33xindex>) outs(%y : memref<4x16xf32>)
  return
}

// -----

// 160 rows of 4 matrices: (160 + 4 * 95) / 96 groups are enough for any routing.
// CHECK-LABEL: func.func @many_rows
// CHECK: gpu.launch_func @qblock_kernels::@qblock_routed_quantize_q8_K
// CHECK: gpu.launch_func @qblock_kernels::@qblock_routed_gemm_q4_K_m96 blocks in (%{{[^ ]*}}, %c5{{(_[0-9]+)?}},
// CHECK-SAME: dynamic_shared_memory_size
// CHECK-NOT: launch_func
// CHECK: gpu.module
func.func @many_rows(%x: memref<160x256xf32>, %w: memref<4x2368xi8>, %order: memref<160xindex>, %starts: memref<5xindex>, %y: memref<160x16xf32>) {
  qblock.packed_matmul [!qblock.q4_K<#qblock.packed>] ins(%x, %w : memref<160x256xf32>, memref<4x2368xi8>) routed(%order, %starts : memref<160xindex>, memref<5xindex>) outs(%y : memref<160x16xf32>)
  return
}

// -----

// The host chooses by how many rows there are, and two weights share a rounding.
// CHECK-LABEL: func.func @chooses_at_run_time
// CHECK-COUNT-1: gpu.launch_func @qblock_kernels::@qblock_routed_quantize_q8_K
// CHECK: scf.if
// CHECK: gpu.launch_func @qblock_kernels::@qblock_routed_gemv_q4_K_m1
// CHECK: gpu.launch_func @qblock_kernels::@qblock_routed_gemm_q4_K_m32
// CHECK: gpu.launch_func @qblock_kernels::@qblock_routed_gemm_q4_K_m96
// CHECK-NOT: qblock_routed_quantize
// CHECK: gpu.launch_func @qblock_kernels::@qblock_routed_gemv_q6_K_m1
// CHECK: gpu.module
func.func @chooses_at_run_time(%x: memref<?x256xf32>, %v: memref<4x2368xi8>, %w: memref<4x3360xi8>, %order: memref<?xindex>, %starts: memref<5xindex>, %y: memref<?x16xf32>, %z: memref<?x16xf32>) {
  qblock.packed_matmul [!qblock.q4_K<#qblock.packed>, !qblock.q6_K<#qblock.packed>] overwrite ins(%x, %v, %w : memref<?x256xf32>, memref<4x2368xi8>, memref<4x3360xi8>) routed(%order, %starts : memref<?xindex>, memref<5xindex>) outs(%y, %z : memref<?x16xf32>, memref<?x16xf32>)
  return
}

// -----

// What sorts rows does so on the device; a loop, whose iterations become threads,
// says which numbers are no matrix.
// CHECK-LABEL: func.func private @sorts_rows
// CHECK-SAME: %[[IDS:[^ ]*]]: memref<?xi32>, %[[ORDER:[^ ]*]]: memref<?xindex>, %[[STARTS:[^ ]*]]: memref<?xindex>
// CHECK: %[[SIZE:.*]] = memref.dim %[[STARTS]]
// CHECK: scf.for
// CHECK: memref.load %[[IDS]]
// CHECK: cf.assert %{{.*}}, "id out of range: expects a matrix of the stack"
// CHECK: } {qblock.independent}
// CHECK: gpu.launch_func @qblock_kernels::@qblock_sort_rows_i32 blocks in (%[[SIZE]],
// CHECK-NOT: memref.store
// CHECK: return
func.func private @sorts_rows(%ids: memref<?xi32>, %order: memref<?xindex>, %starts: memref<?xindex>) attributes {qblock.sorts_rows} {
  %c0 = arith.constant 0 : index
  memref.store %c0, %starts[%c0] : memref<?xindex>
  return
}
