// RUN: quant-opt %s --split-input-file --convert-qblock-to-gpu=target-chip=sm_80 | FileCheck %s
// RUN: quant-opt %s --split-input-file --convert-qblock-to-gpu="target-chip=sm_80 gemm=bf16" | FileCheck %s --check-prefix=HALF
// RUN: not quant-opt %s --split-input-file --convert-qblock-to-gpu="target-chip=sm_80 gemm=f8" 2>&1 | FileCheck %s --check-prefix=F8
// F8: error: unknown arithmetic 'f8' of products of many rows, expects 'int8', 'bf16' or 'fastest'
// RUN: not quant-opt %s --split-input-file --convert-qblock-to-gpu="target-chip=sm_75 gemm=bf16" 2>&1 | FileCheck %s --check-prefix=SM75
// SM75: error: chip 'sm_75' has no products in bf16 with asynchronous copies
// RUN: not quant-opt %s --split-input-file --convert-qblock-to-gpu=target-chip=sm_42 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// UNKNOWN: error: unknown chip 'sm_42', expects one of sm_75

// One row of x: rounded once for two weights, whose kernel is chosen here. Without
// an addend the kernel gets a null pointer.
// CHECK-LABEL: func.func @shares_rounding
// CHECK-DAG: %[[CODES:.*]] = memref.alloc() : memref<256xi8>
// CHECK-DAG: %[[SCALES:.*]] = memref.alloc() : memref<1xf32>
// CHECK-DAG: %[[SUMS:.*]] = memref.alloc() : memref<16xi32>
// CHECK-COUNT-1: gpu.launch_func @qblock_kernels::@qblock_quantize_q8_K blocks in (%{{.*}}) threads in
// CHECK: %[[NULL:.*]] = llvm.mlir.zero : !llvm.ptr<1>
// CHECK: gpu.launch_func @qblock_kernels::@qblock_gemv_q4_K_m1
// CHECK-SAME: %[[NULL]] : !llvm.ptr<1>
// CHECK: gpu.launch_func @qblock_kernels::@qblock_gemv_q6_K_m1
// CHECK-NOT: launch_func
// CHECK: memref.dealloc %[[CODES]]
// CHECK: return
// CHECK: gpu.module @qblock_kernels
// CHECK-DAG: gpu.func @qblock_quantize_q8_K
// CHECK-DAG: gpu.func @qblock_gemv_q6_K_m8
func.func @shares_rounding(%x: memref<1x256xf32>, %v: memref<4x2368xi8>, %w: memref<1x3360xi8>, %y: memref<1x64xf32>, %z: memref<1x16xf32>) {
  qblock.packed_matmul [!qblock.q4_K<#qblock.packed>, !qblock.q6_K<#qblock.packed>] overwrite ins(%x, %v, %w : memref<1x256xf32>, memref<4x2368xi8>, memref<1x3360xi8>) outs(%y, %z : memref<1x64xf32>, memref<1x16xf32>)
  return
}

// -----

// Rows that are counted at run time: the host chooses. The result is what the
// product is added to.
// CHECK-LABEL: func.func @chooses_at_run_time
// CHECK: gpu.launch_func @qblock_kernels::@qblock_quantize_q8_0
// CHECK: scf.if
// CHECK: gpu.launch_func @qblock_kernels::@qblock_gemv_q8_0_m1 {{.*}}, %[[Y:[^ ]*]] : !llvm.ptr<1>, %{{[^ ]*}} : !llvm.ptr<1>, %[[Y]] : !llvm.ptr<1>,
// CHECK: scf.if
// CHECK: gpu.launch_func @qblock_kernels::@qblock_gemv_q8_0_m2
// CHECK: scf.if
// CHECK: gpu.launch_func @qblock_kernels::@qblock_gemv_q8_0_m4
// CHECK: scf.if
// CHECK: gpu.launch_func @qblock_kernels::@qblock_gemv_q8_0_m8
// CHECK: scf.if
// CHECK: gpu.launch_func @qblock_kernels::@qblock_gemm_q8_0_m32 {{.*}} dynamic_shared_memory_size
// CHECK: else
// CHECK: gpu.launch_func @qblock_kernels::@qblock_gemm_q8_0_m128 {{.*}} dynamic_shared_memory_size
// CHECK-NOT: qblock_add_splits
// CHECK: gpu.module
func.func @chooses_at_run_time(%x: memref<?x32xf32>, %w: memref<1x544xi8>, %y: memref<?x16xf32>) {
  qblock.packed_matmul [!qblock.q8_0<#qblock.packed>] ins(%x, %w : memref<?x32xf32>, memref<1x544xi8>) outs(%y : memref<?x16xf32>)
  return
}

// -----

// A slice of tiles is seen from its first byte on; rows with gaps are copied.
// CHECK-LABEL: func.func @copies_strided_rows
// CHECK-SAME: %[[X:[^:]*]]: memref<4x32xf32, strided<[64, 1]>>
// CHECK-DAG: %[[SLICE:.*]] = memref.subview
// CHECK-DAG: %[[DENSE:.*]] = memref.alloc() : memref<4x32xf32>
// CHECK: memref.copy %[[X]], %[[DENSE]]
// CHECK: %[[START:.*]] = memref.extract_aligned_pointer_as_index %[[SLICE]]
// CHECK: %{{.*}}, %[[OFFSET:.*]], %{{.*}}:2, %{{.*}}:2 = memref.extract_strided_metadata %[[SLICE]]
// CHECK: arith.addi %[[START]], %[[OFFSET]]
// CHECK: gpu.launch_func @qblock_kernels::@qblock_gemv_q8_0_m4
// CHECK: memref.copy %{{.*}}, %{{.*}} : memref<4x16xf32> to memref<4x16xf32, strided<[32, 1]>>
func.func @copies_strided_rows(%x: memref<4x32xf32, strided<[64, 1]>>, %w: memref<8x544xi8>, %y: memref<4x16xf32, strided<[32, 1]>>, %tile: index) {
  %s = memref.subview %w[%tile, 0] [1, 544] [1, 1] : memref<8x544xi8> to memref<1x544xi8, strided<[544, 1], offset: ?>>
  qblock.packed_matmul [!qblock.q8_0<#qblock.packed>] ins(%x, %s : memref<4x32xf32, strided<[64, 1]>>, memref<1x544xi8, strided<[544, 1], offset: ?>>) outs(%y : memref<4x16xf32, strided<[32, 1]>>)
  return
}

// -----

// 64 rows of a weight are one block, and most of the chip would be idle: K is split
// into as many parts of 512, whose sums another kernel adds to y. In 16 bits, the
// narrow product is still that of int8.
// CHECK-LABEL: func.func @splits_k
// CHECK: %[[PARTIALS:.*]] = memref.alloc(%{{.*}}) : memref<?xf32>
// CHECK: gpu.launch_func @qblock_kernels::@qblock_gemm_q4_K_m32
// CHECK: gpu.launch_func @qblock_kernels::@qblock_add_splits
// CHECK: memref.dealloc %[[PARTIALS]]
// CHECK: return
// HALF-LABEL: func.func @splits_k
// HALF: gpu.launch_func @qblock_kernels::@qblock_gemm_q4_K_m32
func.func @splits_k(%x: memref<40x4096xf32>, %w: memref<4x37888xi8>, %y: memref<40x64xf32>) {
  qblock.packed_matmul [!qblock.q4_K<#qblock.packed>] ins(%x, %w : memref<40x4096xf32>, memref<4x37888xi8>) outs(%y : memref<40x64xf32>)
  return
}

// -----

// The number of parts follows from the rows of x.
// CHECK-LABEL: func.func @splits_k_at_run_time
// CHECK: scf.if
// CHECK: gpu.launch_func @qblock_kernels::@qblock_gemm_q4_K_m32
// CHECK: gpu.launch_func @qblock_kernels::@qblock_add_splits
// CHECK: else
// CHECK: gpu.launch_func @qblock_kernels::@qblock_gemm_q4_K_m32
// CHECK: gpu.launch_func @qblock_kernels::@qblock_gemm_q4_K_m128
// CHECK: gpu.launch_func @qblock_kernels::@qblock_add_splits
// CHECK: else
// CHECK: gpu.launch_func @qblock_kernels::@qblock_gemm_q4_K_m128
// CHECK: return
// HALF-LABEL: func.func @splits_k_at_run_time
// HALF-DAG: gpu.launch_func @qblock_kernels::@qblock_quantize_q8_K
// HALF-DAG: gpu.launch_func @qblock_kernels::@qblock_round_bf16
// HALF: gpu.launch_func @qblock_kernels::@qblock_gemm_q4_K_m32
// HALF: gpu.launch_func @qblock_kernels::@qblock_gemm_q4_K_bf16
// HALF: return
func.func @splits_k_at_run_time(%x: memref<?x4096xf32>, %w: memref<4x37888xi8>, %y: memref<?x64xf32>) {
  qblock.packed_matmul [!qblock.q4_K<#qblock.packed>] overwrite ins(%x, %w : memref<?x4096xf32>, memref<4x37888xi8>) outs(%y : memref<?x64xf32>)
  return
}
