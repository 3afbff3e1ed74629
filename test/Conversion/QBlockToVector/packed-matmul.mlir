// RUN: quant-opt %s --split-input-file --convert-qblock-to-vector --verify-diagnostics | FileCheck %s
// RUN: quant-opt %s --split-input-file --convert-qblock-to-vector=target=haswell | FileCheck %s --check-prefix=HASWELL
// RUN: quant-opt %s --split-input-file --convert-qblock-to-vector=target=alderlake | FileCheck %s --check-prefix=AVXVNNI
// RUN: quant-opt %s --split-input-file --convert-qblock-to-vector=target=cascadelake | FileCheck %s --check-prefix=VNNI
// RUN: quant-opt %s --split-input-file --convert-qblock-to-vector=threads | FileCheck %s --check-prefix=THREADS
// RUN: not quant-opt %s --split-input-file --convert-qblock-to-vector=target=z80 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// UNKNOWN: error: unknown CPU 'z80', expects 'host', 'generic' or a name that LLVM knows

// Two matmuls of different shapes share the kernels of their format.
// CHECK-LABEL: func.func @shares_kernels
// CHECK-SAME: %[[X:[^:]*]]: memref<?x32xf32>, %[[W:[^:]*]]: memref<1x544xi8>, %[[Y:[^:]*]]: memref<?x16xf32>
// CHECK-DAG: %[[XC:.*]] = memref.cast %[[X]] : memref<?x32xf32> to memref<?x?xf32, strided<[?, 1], offset: ?>>
// CHECK-DAG: %[[FLAT:.*]] = memref.collapse_shape %[[W]]
// CHECK-DAG: %[[WC:.*]] = memref.cast %[[FLAT]] : memref<544xi8> to memref<?xi8>
// CHECK-DAG: %[[YC:.*]] = memref.cast %[[Y]]
// CHECK: %[[ADDS:.*]] = arith.constant true
// CHECK: call @qblock_packed_q8_0(%[[XC]], %[[WC]], %[[YC]], %[[ADDS]])
// CHECK: call @qblock_packed_q8_0(
// CHECK-NOT: qblock.packed_matmul
// CHECK-COUNT-1: func.func private @qblock_packed_q8_0(
// HASWELL: llvm.x86.avx2.pmadd
// HASWELL-NOT: avx512
// AVXVNNI: llvm.x86.avx512.vpdpbusd.256
// VNNI: llvm.x86.avx512.vpdpbusd.512
// THREADS-LABEL: func.func @shares_kernels
// THREADS-COUNT-2: call @qblock_packed_q8_0_threads(
// THREADS: func.func private @qblock_packed_q8_0_part(
// THREADS-SAME: %[[X:[^:]*]]: memref<{{[^,]*}}, strided{{[^,]*}}, 1], offset: ?>>, %[[W:[^:]*]]: memref<?xi8>, %[[Y:[^:]*]]: {{.*}}, %[[ADDS:[^:]*]]: i1, %[[THREAD:[^:]*]]: index, %[[COUNT:[^:]*]]: index)
// THREADS: %[[PARTS:.*]] = scf.for
// THREADS: %[[ROWS:.*]] = arith.remui %[[THREAD]], %[[PARTS]]
// THREADS: %[[COLUMNS:.*]] = arith.divui %[[THREAD]], %[[PARTS]]
// THREADS: %[[XPART:.*]] = memref.subview %[[X]][%[[FIRST:.*]], %{{.*}}] [%[[NUM:.*]], %{{.*}}]
// THREADS: %[[WPART:.*]] = memref.view %[[W]]
// THREADS: %[[YPART:.*]] = memref.subview %[[Y]][%[[FIRST]], %{{.*}}] [%[[NUM]], %{{.*}}]
// THREADS: call @qblock_packed_q8_0(
// THREADS: func.func private @qblock_packed_q8_0_threads(
// THREADS: scf.if
// THREADS: %[[COUNT:.*]] = func.call @omp_get_max_threads()
// THREADS: scf.parallel
// THREADS-NEXT: func.call @qblock_packed_q8_0_part(
// THREADS: else
// THREADS-NEXT: func.call @qblock_packed_q8_0(
func.func @shares_kernels(%x: memref<?x32xf32>, %w: memref<1x544xi8>, %y: memref<?x16xf32>, %v: memref<2x544xi8>, %z: memref<?x20xf32>) {
  qblock.packed_matmul [!qblock.q8_0<#qblock.packed>] ins(%x, %w : memref<?x32xf32>, memref<1x544xi8>) outs(%y : memref<?x16xf32>)
  qblock.packed_matmul [!qblock.q8_0<#qblock.packed>] ins(%x, %v : memref<?x32xf32>, memref<2x544xi8>) outs(%z : memref<?x20xf32>)
  return
}

// -----

// A slice of a weight is seen from its first byte on.
// CHECK-LABEL: func.func @slices_weights
// CHECK: %[[BASE:.*]], %[[OFFSET:.*]], %{{.*}}:2, %{{.*}}:2 = memref.extract_strided_metadata
// CHECK: %[[ALL:.*]] = memref.reinterpret_cast %[[BASE]]
// CHECK: memref.view %[[ALL]][%[[OFFSET]]]
func.func @slices_weights(%x: memref<4x32xf32>, %w: memref<8x544xi8>, %y: memref<4x16xf32>, %tile: index) {
  %s = memref.subview %w[%tile, 0] [1, 544] [1, 1] : memref<8x544xi8> to memref<1x544xi8, strided<[544, 1], offset: ?>>
  qblock.packed_matmul [!qblock.q8_0<#qblock.packed>] ins(%x, %s : memref<4x32xf32>, memref<1x544xi8, strided<[544, 1], offset: ?>>) outs(%y : memref<4x16xf32>)
  return
}

// -----

// Rows whose elements lie apart are copied, and copied back.
// CHECK-LABEL: func.func @copies_columns
// CHECK: %[[X:.*]] = memref.alloc() : memref<4x32xf32>
// CHECK: memref.copy %{{.*}}, %[[X]]
// CHECK: %[[Y:.*]] = memref.alloc() : memref<4x16xf32>
// CHECK: memref.copy %{{.*}}, %[[Y]]
// CHECK: call @qblock_packed_q8_0
// CHECK: memref.copy %[[Y]], %{{.*}}
// CHECK: memref.dealloc
// CHECK: memref.dealloc
func.func @copies_columns(%x: memref<4x32xf32, strided<[1, 4]>>, %w: memref<1x544xi8>, %y: memref<4x16xf32, strided<[1, 4]>>) {
  qblock.packed_matmul [!qblock.q8_0<#qblock.packed>] ins(%x, %w : memref<4x32xf32, strided<[1, 4]>>, memref<1x544xi8>) outs(%y : memref<4x16xf32, strided<[1, 4]>>)
  return
}

// -----

// What is overwritten is not copied first.
// CHECK-LABEL: func.func @overwrites_columns
// CHECK: %[[Y:.*]] = memref.alloc() : memref<4x16xf32>
// CHECK-NOT: memref.copy
// CHECK: %[[ADDS:.*]] = arith.constant false
// CHECK: call @qblock_packed_q8_0({{.*}}, %[[ADDS]])
// CHECK: memref.copy %[[Y]], %{{.*}}
func.func @overwrites_columns(%x: memref<4x32xf32>, %w: memref<1x544xi8>, %y: memref<4x16xf32, strided<[1, 4]>>) {
  qblock.packed_matmul [!qblock.q8_0<#qblock.packed>] overwrite ins(%x, %w : memref<4x32xf32>, memref<1x544xi8>) outs(%y : memref<4x16xf32, strided<[1, 4]>>)
  return
}

// -----

// Weights that share x share its codes and scales where the blocks of their
// formats are of one size, and its sums where these are the same too: of three
// weights, the third one needs nothing of its own. Each thread takes a part of each
// weight.
// CHECK-LABEL: func.func @several
// CHECK: call @qblock_packed_q4_0_q8_0_q4_0({{.*}}) {label = "q4_0 16x32, q8_0 20x32, q4_0 16x32", weight_bytes = 1256 : i64}
// CHECK: func.func private @qblock_packed_q4_0_q8_0_q4_0(
// CHECK-NEXT: arith.constant
// CHECK-COUNT-6: memref.alloc({{.*}} : memref<?x{{i32|f32}}>
// CHECK-NOT: memref.alloc({{.*}} : memref<?x{{i32|f32}}>
// CHECK: call @qblock_tile_q4_0_
// CHECK: call @qblock_tile_q8_0_
// CHECK: call @qblock_tile_q4_0_
// CHECK: return
// THREADS-LABEL: func.func @several
// THREADS: func.func private @qblock_packed_q4_0_q8_0_q4_0_part(
// THREADS-COUNT-3: memref.subview
// THREADS: call @qblock_packed_q4_0_q8_0_q4_0(
func.func @several(%x: memref<?x32xf32>, %a: memref<1x288xi8>, %b: memref<2x544xi8>, %ya: memref<?x16xf32>, %yb: memref<?x20xf32>, %yc: memref<?x16xf32>) {
  qblock.packed_matmul [!qblock.q4_0<#qblock.packed>, !qblock.q8_0<#qblock.packed>, !qblock.q4_0<#qblock.packed>] overwrite ins(%x, %a, %b, %a : memref<?x32xf32>, memref<1x288xi8>, memref<2x544xi8>, memref<1x288xi8>) outs(%ya, %yb, %yc : memref<?x16xf32>, memref<?x20xf32>, memref<?x16xf32>)
  return
}

// -----

// With many rows, codes of tiles are unpacked once into a buffer, from which all calls of the
// tallest kernel read them. Where there are many registers, only formats that gain by it
// have such kernels.
// HASWELL-LABEL: func.func @expands_tiles
// HASWELL: func.func private @qblock_tile_q4_0_[[TALL:[0-9]+x1]](
// HASWELL: func.func private @qblock_tile_q4_0_[[TALL]]_expanded(
// HASWELL-NOT: arith.shrui
// HASWELL: func.func private @qblock_tile_q4_0_expand(
// HASWELL: arith.shrui
// HASWELL: llvm.store
// HASWELL: func.func private @qblock_packed_q4_0(
// HASWELL: %[[CODES:.*]] = memref.alloc({{.*}} : memref<?xi8>
// HASWELL: %[[MANY:.*]] = arith.cmpi uge, %{{.*}}, %c32
// HASWELL: scf.if %[[MANY]] {
// HASWELL: call @qblock_tile_q4_0_expand({{.*}}, %[[CODES]],
// HASWELL: scf.for
// HASWELL: call @qblock_tile_q4_0_[[TALL]]_expanded({{.*}}, %[[CODES]],
// HASWELL: } else {
// HASWELL: call @qblock_tile_q4_0_[[TALL]](
// HASWELL: memref.dealloc %[[CODES]]
// VNNI-LABEL: func.func @expands_tiles
// VNNI-NOT: q4_0_expand
// VNNI: call @qblock_tile_q2_K_expand(
// VNNI-NOT: q4_0_expand
func.func @expands_tiles(%x: memref<?x256xf32>, %v: memref<1x2304xi8>, %w: memref<1x1344xi8>, %y: memref<?x16xf32>, %z: memref<?x16xf32>) {
  qblock.packed_matmul [!qblock.q4_0<#qblock.packed>] overwrite ins(%x, %v : memref<?x256xf32>, memref<1x2304xi8>) outs(%y : memref<?x16xf32>)
  qblock.packed_matmul [!qblock.q2_K<#qblock.packed>] overwrite ins(%x, %w : memref<?x256xf32>, memref<1x1344xi8>) outs(%z : memref<?x16xf32>)
  return
}

// -----

// Names that the module has are left to it.
// CHECK-LABEL: func.func private @qblock_packed_q8_0(i32)
// CHECK: call @qblock_packed_q8_0_0(
// CHECK: func.func private @qblock_tile_q8_0_1x1_0(
// CHECK: call @qblock_tile_q8_0_1x1_0(
func.func private @qblock_packed_q8_0(i32)
func.func private @qblock_tile_q8_0_1x1(i32)
func.func @taken(%x: memref<?x32xf32>, %w: memref<1x544xi8>, %y: memref<?x16xf32>) {
  qblock.packed_matmul [!qblock.q8_0<#qblock.packed>] ins(%x, %w : memref<?x32xf32>, memref<1x544xi8>) outs(%y : memref<?x16xf32>)
  return
}
