// RUN: quant-opt %s --allow-unregistered-dialect --pass-pipeline='builtin.module(func.func(qblock-reuse-buffers))' | FileCheck %s

// CHECK-LABEL: @reuses_equal_buffers
// CHECK: %[[A:.*]] = memref.alloc(%{{.*}}) : memref<?xf32>
// CHECK-NEXT: "test.use"(%[[A]])
// CHECK-NEXT: "test.use"(%[[A]])
// CHECK-NEXT: memref.dealloc %[[A]]
// CHECK-NEXT: return
func.func @reuses_equal_buffers(%n: index) {
  %a = memref.alloc(%n) : memref<?xf32>
  "test.use"(%a) : (memref<?xf32>) -> ()
  memref.dealloc %a : memref<?xf32>
  %b = memref.alloc(%n) : memref<?xf32>
  "test.use"(%b) : (memref<?xf32>) -> ()
  memref.dealloc %b : memref<?xf32>
  return
}

// CHECK-LABEL: @keeps_buffers_of_other_sizes
// CHECK-COUNT-2: memref.alloc(
// CHECK: return
func.func @keeps_buffers_of_other_sizes(%n: index, %m: index) {
  %a = memref.alloc(%n) : memref<?xf32>
  memref.dealloc %a : memref<?xf32>
  %b = memref.alloc(%m) : memref<?xf32>
  memref.dealloc %b : memref<?xf32>
  return
}

// CHECK-LABEL: @keeps_buffers_that_live_together
// CHECK-COUNT-2: memref.alloc()
// CHECK: return
func.func @keeps_buffers_that_live_together() {
  %a = memref.alloc() : memref<8xf32>
  %b = memref.alloc() : memref<8xf32>
  "test.use"(%a, %b) : (memref<8xf32>, memref<8xf32>) -> ()
  memref.dealloc %a : memref<8xf32>
  memref.dealloc %b : memref<8xf32>
  return
}

// A result is the caller's; the buffer before it is freed.
// CHECK-LABEL: @keeps_results
// CHECK: memref.dealloc
// CHECK: %[[B:.*]] = memref.alloc()
// CHECK: return %[[B]]
func.func @keeps_results() -> memref<8xf32> {
  %a = memref.alloc() : memref<8xf32>
  memref.dealloc %a : memref<8xf32>
  %b = memref.alloc() : memref<8xf32>
  return %b : memref<8xf32>
}

// What was allocated outside of a loop is not freed in it.
// CHECK-LABEL: @reuses_within_a_block
// CHECK: scf.for
// CHECK: %[[A:.*]] = memref.alloc()
// CHECK-NEXT: "test.use"(%[[A]])
// CHECK-NEXT: "test.use"(%[[A]])
// CHECK-NEXT: memref.dealloc %[[A]]
func.func @reuses_within_a_block(%n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %a = memref.alloc() : memref<8xf32>
    "test.use"(%a) : (memref<8xf32>) -> ()
    memref.dealloc %a : memref<8xf32>
    %b = memref.alloc() : memref<8xf32>
    "test.use"(%b) : (memref<8xf32>) -> ()
    memref.dealloc %b : memref<8xf32>
  }
  return
}
