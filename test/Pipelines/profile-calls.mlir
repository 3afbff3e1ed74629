// RUN: quant-opt %s --qblock-profile-calls | FileCheck %s

// CHECK-DAG: llvm.mlir.global internal constant @[[COPY:.*]]("copy -> ?x4xf32\00")
// CHECK-DAG: llvm.mlir.global internal constant @[[Q4K:.*]]("q4_K 16x256\00")
// CHECK-DAG: llvm.func @qblock_profile_now() -> i64
// CHECK-DAG: llvm.func @qblock_profile_add(!llvm.ptr, i64, i64, i64)

// CHECK-LABEL: func.func @measures_kernels
// CHECK: %[[BEGIN:.*]] = llvm.call @qblock_profile_now()
// CHECK-NEXT: call @copy(
// CHECK: %[[LABEL:.*]] = llvm.mlir.addressof @[[COPY]]
// CHECK: llvm.call @qblock_profile_add(%[[LABEL]], %[[BEGIN]], %{{.*}}, %{{.*}})
// CHECK: %[[BEGIN:.*]] = llvm.call @qblock_profile_now()
// CHECK-NEXT: call @matmul(
// CHECK: %[[MK:.*]] = arith.muli
// CHECK: %[[MKN:.*]] = arith.muli %[[MK]]
// CHECK: %[[PRODUCTS:.*]] = arith.index_cast %[[MKN]]
// CHECK: %[[LABEL:.*]] = llvm.mlir.addressof @[[Q4K]]
// CHECK: %[[BYTES:.*]] = arith.constant 2304 : i64
// CHECK: llvm.call @qblock_profile_add(%[[LABEL]], %[[BEGIN]], %[[BYTES]], %[[PRODUCTS]])
// CHECK-NOT: qblock_profile
// CHECK: call @declared
func.func @measures_kernels(%x: memref<?x4xf32>, %y: memref<?x4xf32>, %w: memref<?xi8>) {
  call @copy(%x, %y) : (memref<?x4xf32>, memref<?x4xf32>) -> ()
  call @matmul(%x, %w, %y) {label = "q4_K 16x256", weight_bytes = 2304 : i64} : (memref<?x4xf32>, memref<?xi8>, memref<?x4xf32>) -> ()
  call @declared(%x) : (memref<?x4xf32>) -> ()
  return
}

func.func private @copy(%x: memref<?x4xf32>, %y: memref<?x4xf32>) {
  linalg.copy ins(%x : memref<?x4xf32>) outs(%y : memref<?x4xf32>)
  return
}
func.func private @matmul(%x: memref<?x4xf32>, %w: memref<?xi8>, %y: memref<?x4xf32>) {
  return
}
func.func private @declared(memref<?x4xf32>)
