// RUN: quant-opt %s --split-input-file --qblock-launch-loops --verify-diagnostics | FileCheck %s

// Two equal ops share a kernel. The sum of a column stays in a register, begins with
// what the fill would have stored, and is stored once.
// CHECK-LABEL: func.func @sums_columns
// CHECK-NOT: linalg
// CHECK: %[[BLOCKS:.*]] = arith.ceildivui
// CHECK: gpu.launch_func @qblock_kernels::@qblock_loops_0 blocks in (%[[BLOCKS]], %{{.*}}, %{{.*}}) threads in
// CHECK: gpu.launch_func @qblock_kernels::@qblock_loops_0
// CHECK: gpu.module @qblock_kernels
// CHECK: gpu.func @qblock_loops_0(%[[Y:[^:]*]]: memref<?xf32>, %[[X:[^:]*]]: memref<64x?xf32>, %[[COLUMNS:[^:]*]]: index) kernel
// CHECK: %[[BLOCK:.*]] = gpu.block_id x
// CHECK: %[[THREAD:.*]] = gpu.thread_id x
// CHECK: %[[COLUMN:.*]] = arith.addi %{{.*}}, %[[THREAD]]
// CHECK: %[[INSIDE:.*]] = arith.cmpi ult, %[[COLUMN]], %[[COLUMNS]]
// CHECK: scf.if %[[INSIDE]]
// CHECK: %[[SUM:.*]] = scf.for {{.*}} iter_args(%[[ACC:.*]] = %cst
// CHECK: %[[E:.*]] = memref.load %[[X]][%{{.*}}, %[[COLUMN]]]
// CHECK: arith.addf %[[E]], %[[ACC]]
// CHECK: memref.store %[[SUM]], %[[Y]][%[[COLUMN]]]
// CHECK-NOT: gpu.func
func.func @sums_columns(%x: memref<64x?xf32>, %y: memref<?xf32>, %v: memref<64x?xf32>, %z: memref<?xf32>) {
  %zero = arith.constant 0.0 : f32
  linalg.fill ins(%zero : f32) outs(%y : memref<?xf32>)
  linalg.generic {indexing_maps = [affine_map<(m, k) -> (k, m)>, affine_map<(m, k) -> (m)>], iterator_types = ["parallel", "reduction"]} ins(%x : memref<64x?xf32>) outs(%y : memref<?xf32>) {
  ^bb0(%a: f32, %s: f32):
    %t = arith.addf %a, %s : f32
    linalg.yield %t : f32
  }
  linalg.fill ins(%zero : f32) outs(%z : memref<?xf32>)
  linalg.generic {indexing_maps = [affine_map<(m, k) -> (k, m)>, affine_map<(m, k) -> (m)>], iterator_types = ["parallel", "reduction"]} ins(%v : memref<64x?xf32>) outs(%z : memref<?xf32>) {
  ^bb0(%a: f32, %s: f32):
    %t = arith.addf %a, %s : f32
    linalg.yield %t : f32
  }
  return
}

// -----

// Rows lie along the reduction: the lanes of a warp take turns, then combine what they
// have, and the first one reads and writes the result.
// CHECK-LABEL: func.func @adds_up_rows
// CHECK: %[[PERBLOCK:.*]] = arith.constant 4 : index
// CHECK: arith.ceildivui %{{.*}}, %[[PERBLOCK]]
// CHECK: gpu.func @qblock_loops_0(
// CHECK: %[[LANE:.*]] = arith.remui
// CHECK: %[[PART:.*]] = scf.for %{{.*}} = %[[LANE]] to
// CHECK: gpu.shuffle xor %[[PART]]
// CHECK-COUNT-4: gpu.shuffle xor
// CHECK: arith.cmpi eq, %[[LANE]]
// CHECK: scf.if
// CHECK: memref.load %arg1[
// CHECK: memref.store %{{.*}}, %arg1[
func.func @adds_up_rows(%x: memref<?x64xf32>, %y: memref<?xf32>) {
  linalg.generic {indexing_maps = [affine_map<(m, k) -> (m, k)>, affine_map<(m, k) -> (m)>], iterator_types = ["parallel", "reduction"]} ins(%x : memref<?x64xf32>) outs(%y : memref<?xf32>) {
  ^bb0(%a: f32, %s: f32):
    %t = arith.addf %a, %s : f32
    linalg.yield %t : f32
  }
  return
}

// -----

// Whatever the order of the loops, neighbouring threads store neighbours.
// CHECK: gpu.func @qblock_loops_0(%{{.*}}: memref<8x4xf32>, %[[Y:[^:]*]]: memref<4x8xf32>)
// CHECK: %[[C8:.*]] = arith.constant 8 : index
// CHECK: %[[COLUMN:.*]] = arith.remui %[[NUMBER:.*]], %[[C8]]
// CHECK: %[[ROW:.*]] = arith.divui %[[NUMBER]], %[[C8]]
// CHECK: memref.store %{{.*}}, %[[Y]][%[[ROW]], %[[COLUMN]]]
func.func @transposes(%x: memref<8x4xf32>, %y: memref<4x8xf32>) {
  linalg.generic {indexing_maps = [affine_map<(n, m) -> (n, m)>, affine_map<(n, m) -> (m, n)>], iterator_types = ["parallel", "parallel"]} ins(%x : memref<8x4xf32>) outs(%y : memref<4x8xf32>) {
  ^bb0(%a: f32, %s: f32):
    linalg.yield %a : f32
  }
  return
}

// -----

// Loops that may run at once become one kernel; what can fail gets the place for
// errors, and the module the message.
// CHECK: module attributes {{.*}}qblock.kernel_messages = ["id out of range"]
// CHECK-LABEL: func.func @independent_loops
// CHECK-NOT: scf.for
// CHECK: %[[ERRORS:.*]] = llvm.call @qblock_device_errors() : () -> !llvm.ptr<1>
// CHECK: gpu.launch_func {{.*}} %[[ERRORS]] : !llvm.ptr<1>)
// CHECK: scf.for
// CHECK: memref.store
// CHECK: gpu.func @qblock_loops_0
// CHECK: cf.assert
// CHECK-NOT: scf.for
func.func @independent_loops(%y: memref<?x16xf32>, %ok: i1, %n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %one = arith.constant 1.0 : f32
  scf.for %i = %c0 to %n step %c1 {
    cf.assert %ok, "id out of range"
    scf.for %j = %c0 to %c16 step %c1 {
      memref.store %one, %y[%i, %j] : memref<?x16xf32>
    } {qblock.independent}
  } {qblock.independent}
  scf.for %i = %c0 to %n step %c1 {
    memref.store %one, %y[%i, %c0] : memref<?x16xf32>
  }
  return
}

// -----

// Two threads would store to one place.
func.func @result_without_loop(%x: memref<8x4xf32>, %y: memref<8xf32>) {
  // expected-error @below {{cannot run on a GPU: expects each result to have an element for each iteration of the parallel loops}}
  linalg.generic {indexing_maps = [affine_map<(m, n) -> (m, n)>, affine_map<(m, n) -> (m)>], iterator_types = ["parallel", "parallel"]} ins(%x : memref<8x4xf32>) outs(%y : memref<8xf32>) {
  ^bb0(%a: f32, %s: f32):
    linalg.yield %a : f32
  }
  return
}
