// RUN: quant-opt %s --split-input-file --qblock-launch-loops | FileCheck %s

// A position in an argument that nothing writes: the kernel reads it and finds the
// rows itself, after the check that comes before.
// CHECK-LABEL: func.func @at_a_position
// CHECK-SAME: %[[X:[^ ]*]]: memref<8x16xf32>, %[[AT:[^ ]*]]: memref<1xi64>, %[[Y:[^ ]*]]: memref<1x16xf32>
// CHECK-NOT: memref.load
// CHECK-NOT: memref.subview
// CHECK-NOT: cf.assert
// CHECK: gpu.launch_func @qblock_kernels::@qblock_loops_0 {{.*}} args({{.*}}%[[AT]] : memref<1xi64>
// CHECK: gpu.func @qblock_loops_0
// CHECK: %[[NUMBER:.*]] = memref.load
// CHECK: cf.assert {{.*}} "out of range"
// CHECK: memref.subview %{{.*}}[%{{.*}}, 0] [1, 16] [1, 1]
// CHECK: math.exp
func.func @at_a_position(%x: memref<8x16xf32>, %at: memref<1xi64>, %y: memref<1x16xf32>) {
  %c0 = arith.constant 0 : index
  %c8 = arith.constant 8 : index
  %number = memref.load %at[%c0] : memref<1xi64>
  %i = arith.index_cast %number : i64 to index
  %ok = arith.cmpi ult, %i, %c8 : index
  cf.assert %ok, "out of range"
  %row = memref.subview %x[%i, 0] [1, 16] [1, 1] : memref<8x16xf32> to memref<1x16xf32, strided<[16, 1], offset: ?>>
  linalg.exp ins(%row : memref<1x16xf32, strided<[16, 1], offset: ?>>) outs(%y : memref<1x16xf32>)
  return
}

// -----

// Nothing else needs the number: a thread checks it, another one stores the next.
// CHECK-LABEL: func.func @thread_for_one_op
// CHECK-NOT: memref.load
// CHECK-DAG: %[[C1:.*]] = arith.constant 1 : index
// CHECK: gpu.launch_func
// CHECK: gpu.launch_func
// CHECK: return
// CHECK: gpu.module
// CHECK-DAG: cf.assert
// CHECK-DAG: memref.store
func.func @thread_for_one_op(%at: memref<1xi64>, %next: memref<1xi64>, %ok: memref<1xi1>) {
  %c0 = arith.constant 0 : index
  %one = arith.constant 1 : i64
  %isWell = memref.load %ok[%c0] : memref<1xi1>
  cf.assert %isWell, "not well"
  %number = memref.load %at[%c0] : memref<1xi64>
  %sum = arith.addi %number, %one : i64
  memref.store %sum, %next[%c0] : memref<1xi64>
  return
}

// -----

// An element of a constant, at the position: as the scale of an embedding's row is.
// CHECK-LABEL: func.func @of_a_table
// CHECK-NOT: memref.load
// CHECK: gpu.launch_func
// CHECK: gpu.func
// CHECK: %[[I:.*]] = memref.load
// CHECK: memref.load %{{.*}}[%[[I]]] : memref<4xf32>
memref.global "private" constant @table : memref<4xf32> = dense<[1.0, 2.0, 3.0, 4.0]>
func.func @of_a_table(%at: memref<1xindex>, %y: memref<4xf32>) {
  %c0 = arith.constant 0 : index
  %table = memref.get_global @table : memref<4xf32>
  %i = memref.load %at[%c0] : memref<1xindex>
  %scale = memref.load %table[%i] : memref<4xf32>
  linalg.generic {indexing_maps = [affine_map<(i) -> ()>, affine_map<(i) -> (i)>], iterator_types = ["parallel"]} ins(%scale : f32) outs(%y : memref<4xf32>) {
  ^bb0(%a: f32, %o: f32):
    linalg.yield %a : f32
  }
  return
}

// -----

// The argument is written: the element may be another one when a kernel runs.
// CHECK-LABEL: func.func @written
// CHECK: %[[NUMBER:.*]] = memref.load
// CHECK: gpu.launch_func {{.*}} args({{.*}}%[[NUMBER]] : f32
func.func @written(%x: memref<4xf32>, %y: memref<4xf32>) {
  %c0 = arith.constant 0 : index
  %number = memref.load %x[%c0] : memref<4xf32>
  linalg.exp ins(%y : memref<4xf32>) outs(%x : memref<4xf32>)
  linalg.generic {indexing_maps = [affine_map<(i) -> ()>, affine_map<(i) -> (i)>], iterator_types = ["parallel"]} ins(%number : f32) outs(%y : memref<4xf32>) {
  ^bb0(%a: f32, %o: f32):
    linalg.yield %a : f32
  }
  return
}

// -----

// The host needs the number itself, for the size of a grid.
// CHECK-LABEL: func.func @size
// CHECK: memref.load
// CHECK: arith.ceildivui
// CHECK: gpu.launch_func
func.func @size(%at: memref<1xindex>, %y: memref<?xf32>) {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %number = memref.load %at[%c0] : memref<1xindex>
  %rows = memref.subview %y[0] [%number] [1] : memref<?xf32> to memref<?xf32, strided<[1]>>
  linalg.fill ins(%zero : f32) outs(%rows : memref<?xf32, strided<[1]>>)
  return
}
