// RUN: quant-opt %s --split-input-file --convert-qblock-to-gpu=target-chip=sm_80 | FileCheck %s

#matrix = affine_map<(m, n) -> (m, n)>
#row = affine_map<(m, n) -> (n)>

// A bias is read where it lies, and there is no other addend. x is rounded once.
// CHECK-LABEL: func.func @bias
// CHECK-SAME: %[[X:[^:]*]]: memref<2x32xf32>, %[[V:[^:]*]]: memref<1x544xi8>, %[[W:[^:]*]]: memref<1x544xi8>, %[[BIAS:[^:]*]]: memref<16xf32>
// CHECK-NOT: linalg
// CHECK-COUNT-1: gpu.launch_func @qblock_kernels::@qblock_quantize_q8_0
// CHECK: %[[NULL:.*]] = llvm.mlir.zero : !llvm.ptr<1>
// CHECK: %[[NUMBER:.*]] = memref.extract_aligned_pointer_as_index %[[BIAS]]
// CHECK: %[[WORD:.*]] = arith.index_cast %[[NUMBER]]
// CHECK: %[[ROW:.*]] = llvm.inttoptr %[[WORD]]
// CHECK: gpu.launch_func @qblock_kernels::@qblock_gemv_q8_0_m2
// CHECK-SAME: %[[NULL]] : !llvm.ptr<1>, %[[ROW]] : !llvm.ptr<1>, %{{[^ ]*}} : !llvm.ptr<1>, %{{[^ ]*}} : i32, %{{[^ ]*}} : i32, %{{[^ ]*}} : i32)
// CHECK: gpu.launch_func @qblock_kernels::@qblock_gemv_q8_0_m2
// CHECK-NOT: {{launch_func|linalg}}
// CHECK: return
func.func @bias(%x: memref<2x32xf32>, %v: memref<1x544xi8>, %w: memref<1x544xi8>, %a: memref<16xf32>, %b: memref<16xf32>) -> (memref<2x16xf32>, memref<2x16xf32>) {
  %y = memref.alloc() : memref<2x16xf32>
  linalg.generic {indexing_maps = [#row, #matrix], iterator_types = ["parallel", "parallel"]} ins(%a : memref<16xf32>) outs(%y : memref<2x16xf32>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  }
  %z = memref.alloc() : memref<2x16xf32>
  linalg.generic {indexing_maps = [#row, #matrix], iterator_types = ["parallel", "parallel"]} ins(%b : memref<16xf32>) outs(%z : memref<2x16xf32>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  }
  qblock.packed_matmul [!qblock.q8_0<#qblock.packed>, !qblock.q8_0<#qblock.packed>] ins(%x, %v, %w : memref<2x32xf32>, memref<1x544xi8>, memref<1x544xi8>) outs(%y, %z : memref<2x16xf32>, memref<2x16xf32>)
  return %y, %z : memref<2x16xf32>, memref<2x16xf32>
}

// -----

// Where K is split, the kernel that adds the sums adds the bias.
// CHECK-LABEL: func.func @bias_of_splits
// CHECK-SAME: %[[BIAS:[^:]*]]: memref<64xf32>
// CHECK: %[[NUMBER:.*]] = memref.extract_aligned_pointer_as_index %[[BIAS]]
// CHECK: %[[WORD:.*]] = arith.index_cast %[[NUMBER]]
// CHECK: %[[ROW:.*]] = llvm.inttoptr %[[WORD]]
// CHECK: %[[NULL:.*]] = llvm.mlir.zero : !llvm.ptr<1>
// CHECK: gpu.launch_func @qblock_kernels::@qblock_gemm_q8_0_m32
// CHECK-SAME: %[[NULL]] : !llvm.ptr<1>, %[[NULL]] : !llvm.ptr<1>
// CHECK: gpu.launch_func @qblock_kernels::@qblock_add_splits
// CHECK-SAME: %[[ROW]] : !llvm.ptr<1>, %{{[^ ]*}} : !llvm.ptr<1>, %{{[^ ]*}} : i32, %{{[^ ]*}} : i32, %{{[^ ]*}} : i32)
// CHECK: return
func.func @bias_of_splits(%x: memref<40x1024xf32>, %w: memref<4x17408xi8>, %b: memref<64xf32>) -> memref<40x64xf32> {
  %y = memref.alloc() : memref<40x64xf32>
  linalg.generic {indexing_maps = [affine_map<(m, n) -> (n)>, affine_map<(m, n) -> (m, n)>], iterator_types = ["parallel", "parallel"]} ins(%b : memref<64xf32>) outs(%y : memref<40x64xf32>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  }
  qblock.packed_matmul [!qblock.q8_0<#qblock.packed>] ins(%x, %w : memref<40x1024xf32>, memref<4x17408xi8>) outs(%y : memref<40x64xf32>)
  return %y : memref<40x64xf32>
}

// -----

// A residual that is read again later is not copied before.
// CHECK-LABEL: func.func @residual
// CHECK-SAME: %[[R:[^:]*]]: memref<1x16xf32>)
// CHECK-NOT: memref.copy
// CHECK: memref.extract_aligned_pointer_as_index %[[R]]
// CHECK: gpu.launch_func @qblock_kernels::@qblock_gemv_q8_0_m1
// CHECK: return
func.func @residual(%x: memref<1x32xf32>, %w: memref<1x544xi8>, %r: memref<1x16xf32>) -> memref<1x16xf32> {
  %y = memref.alloc() : memref<1x16xf32>
  memref.copy %r, %y : memref<1x16xf32> to memref<1x16xf32>
  qblock.packed_matmul [!qblock.q8_0<#qblock.packed>] ins(%x, %w : memref<1x32xf32>, memref<1x544xi8>) outs(%y : memref<1x16xf32>)
  return %y : memref<1x16xf32>
}

// -----

// A bias and a residual are both read where they lie; the residual, which is not needed
// afterwards, lives until then.
// CHECK-LABEL: func.func @bias_and_residual
// CHECK-SAME: %[[BIAS:[^:]*]]: memref<16xf32>) ->
// CHECK: %[[R:.*]] = memref.alloc() : memref<2x16xf32>
// CHECK-NOT: linalg.generic
// CHECK: %[[NUMBER:.*]] = memref.extract_aligned_pointer_as_index %[[R]] : memref<2x16xf32>
// CHECK: %[[WORD:.*]] = arith.index_cast %[[NUMBER]]
// CHECK: %[[INIT:.*]] = llvm.inttoptr %[[WORD]]
// CHECK: %[[NUMBER:.*]] = memref.extract_aligned_pointer_as_index %[[BIAS]]
// CHECK: %[[WORD:.*]] = arith.index_cast %[[NUMBER]]
// CHECK: %[[ROW:.*]] = llvm.inttoptr %[[WORD]]
// CHECK-NOT: memref.dealloc %[[R]] :
// CHECK: gpu.launch_func @qblock_kernels::@qblock_gemv_q8_0_m2
// CHECK-SAME: %[[INIT]] : !llvm.ptr<1>, %[[ROW]] : !llvm.ptr<1>
// CHECK: memref.dealloc %[[R]] : memref<2x16xf32>
// CHECK: return
#matrix = affine_map<(m, n) -> (m, n)>
#row = affine_map<(m, n) -> (n)>
func.func @bias_and_residual(%x: memref<2x32xf32>, %w: memref<1x544xi8>, %b: memref<16xf32>) -> memref<2x16xf32> {
  %zero = arith.constant 0.0 : f32
  %r = memref.alloc() : memref<2x16xf32>
  linalg.fill ins(%zero : f32) outs(%r : memref<2x16xf32>)
  %y = memref.alloc() : memref<2x16xf32>
  linalg.generic {indexing_maps = [#matrix, #row, #matrix], iterator_types = ["parallel", "parallel"]} ins(%r, %b : memref<2x16xf32>, memref<16xf32>) outs(%y : memref<2x16xf32>) {
  ^bb0(%in: f32, %bias: f32, %out: f32):
    %sum = arith.addf %in, %bias : f32
    linalg.yield %sum : f32
  }
  memref.dealloc %r : memref<2x16xf32>
  qblock.packed_matmul [!qblock.q8_0<#qblock.packed>] ins(%x, %w : memref<2x32xf32>, memref<1x544xi8>) outs(%y : memref<2x16xf32>)
  return %y : memref<2x16xf32>
}

// -----

// In the place of the residual, it is the result's own memory.
// CHECK-LABEL: func.func @bias_in_place
// CHECK-NOT: linalg.generic
// CHECK: gpu.launch_func @qblock_kernels::@qblock_gemv_q8_0_m2
// CHECK-SAME: %[[Y:[^ ]*]] : !llvm.ptr<1>, %{{[^ ]*}} : !llvm.ptr<1>, %[[Y]] : !llvm.ptr<1>, %{{[^ ]*}} : i32
// CHECK: return
#matrix = affine_map<(m, n) -> (m, n)>
#row = affine_map<(m, n) -> (n)>
func.func @bias_in_place(%x: memref<2x32xf32>, %w: memref<1x544xi8>, %b: memref<16xf32>) -> memref<2x16xf32> {
  %zero = arith.constant 0.0 : f32
  %y = memref.alloc() : memref<2x16xf32>
  linalg.fill ins(%zero : f32) outs(%y : memref<2x16xf32>)
  linalg.generic {indexing_maps = [#matrix, #row, #matrix], iterator_types = ["parallel", "parallel"]} ins(%y, %b : memref<2x16xf32>, memref<16xf32>) outs(%y : memref<2x16xf32>) {
  ^bb0(%in: f32, %bias: f32, %out: f32):
    %sum = arith.addf %in, %bias : f32
    linalg.yield %sum : f32
  }
  qblock.packed_matmul [!qblock.q8_0<#qblock.packed>] ins(%x, %w : memref<2x32xf32>, memref<1x544xi8>) outs(%y : memref<2x16xf32>)
  return %y : memref<2x16xf32>
}

// -----

// What changes before the product is copied.
// CHECK-LABEL: func.func @changes
// CHECK: memref.copy
// CHECK: linalg.fill
// CHECK: gpu.launch_func @qblock_kernels::@qblock_gemv_q8_0_m1
// CHECK: return
func.func @changes(%x: memref<1x32xf32>, %w: memref<1x544xi8>) -> (memref<1x16xf32>, memref<1x16xf32>) {
  %zero = arith.constant 0.0 : f32
  %r = memref.alloc() : memref<1x16xf32>
  %y = memref.alloc() : memref<1x16xf32>
  memref.copy %r, %y : memref<1x16xf32> to memref<1x16xf32>
  linalg.fill ins(%zero : f32) outs(%r : memref<1x16xf32>)
  qblock.packed_matmul [!qblock.q8_0<#qblock.packed>] ins(%x, %w : memref<1x32xf32>, memref<1x544xi8>) outs(%y : memref<1x16xf32>)
  return %y, %r : memref<1x16xf32>, memref<1x16xf32>
}

// -----

// So is what the product is not all that reads.
// CHECK-LABEL: func.func @is_read_before
// CHECK: memref.copy
// CHECK: linalg.copy
// CHECK: return
func.func @is_read_before(%x: memref<1x32xf32>, %w: memref<1x544xi8>, %r: memref<1x16xf32>, %s: memref<1x16xf32>) -> memref<1x16xf32> {
  %y = memref.alloc() : memref<1x16xf32>
  memref.copy %r, %y : memref<1x16xf32> to memref<1x16xf32>
  linalg.copy ins(%y : memref<1x16xf32>) outs(%s : memref<1x16xf32>)
  qblock.packed_matmul [!qblock.q8_0<#qblock.packed>] ins(%x, %w : memref<1x32xf32>, memref<1x544xi8>) outs(%y : memref<1x16xf32>)
  return %y : memref<1x16xf32>
}
