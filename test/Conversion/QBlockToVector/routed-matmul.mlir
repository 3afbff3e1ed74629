// RUN: quant-opt %s --convert-qblock-to-vector | FileCheck %s
// RUN: quant-opt %s --convert-qblock-to-vector=threads | FileCheck %s --check-prefix=THREADS

// Both kinds of matmul share the kernels of their format.
// CHECK-LABEL: func.func @routed
// CHECK: call @qblock_packed_q8_0_routed(%{{[a-z_0-9]+}}, %{{[a-z_0-9]+}}, %{{[a-z_0-9]+}}, %{{[a-z_0-9]+}}, %{{[a-z_0-9]+}}, %{{[a-z_0-9]+}}) {label = "routed q8_0 32x32"}
// CHECK: call @qblock_packed_q8_0(
// CHECK-NOT: qblock.packed_matmul
// CHECK-COUNT-1: func.func private @qblock_packed_q8_0(

// A matrix has no row, one, or several, which are brought together.
// CHECK: func.func private @qblock_packed_q8_0_routed_part(
// CHECK: scf.index_switch
// CHECK: case 0 {
// CHECK-NEXT: scf.yield
// CHECK: case 1 {
// CHECK-NOT: vector.store
// CHECK: func.call @qblock_packed_q8_0(
// CHECK: default {
// CHECK: vector.store
// CHECK: func.call @qblock_packed_q8_0(
// CHECK: vector.store
// CHECK: func.func private @qblock_packed_q8_0_routed(
// CHECK: call @qblock_packed_q8_0_routed_part(

// THREADS: func.func private @qblock_packed_q8_0_routed(
// THREADS: func.call @omp_get_max_threads()
// THREADS: scf.parallel
// THREADS-NEXT: func.call @qblock_packed_q8_0_routed_part(
// THREADS: else
// THREADS: func.call @qblock_packed_q8_0_routed_part(
func.func @routed(%x: memref<4x32xf32>, %w: memref<16x544xi8>, %order: memref<8xindex>, %starts: memref<9xindex>, %y: memref<8x32xf32>, %v: memref<1x544xi8>, %z: memref<4x16xf32>) {
  qblock.packed_matmul [!qblock.q8_0<#qblock.packed>] ins(%x, %w : memref<4x32xf32>, memref<16x544xi8>) routed(%order, %starts : memref<8xindex>, memref<9xindex>) outs(%y : memref<8x32xf32>)
  qblock.packed_matmul [!qblock.q8_0<#qblock.packed>] ins(%x, %v : memref<4x32xf32>, memref<1x544xi8>) outs(%z : memref<4x16xf32>)
  return
}
