// RUN: quant-opt %s --quantize-scheme=q8_0 | quant-opt --verify-roundtrip | FileCheck %s

#ids = affine_map<(d0, d1, d2) -> (d0, d1)>
#all = affine_map<(d0, d1, d2) -> (d0, d1, d2)>

// The lookup, its bound checks included, becomes one op; its result keeps its type.
// CHECK-LABEL: func.func @lookup
// CHECK-SAME: %[[IDS:.*]]: tensor<1x?xi64>
// CHECK-SAME: %[[T:.*]]: tensor<512x256x!qblock.q8_0>
// CHECK-NOT: cf.assert
// CHECK: %[[R:.*]] = qblock.gather_rows {qblock.role = "token_embd"} ins(%[[T]], %[[IDS]] : tensor<512x256x!qblock.q8_0>, tensor<1x?xi64>) outs(%{{.*}} : tensor<1x?x256xf32>) -> tensor<1x?x256xf32>
// CHECK: arith.truncf
// CHECK-NOT: tensor.extract
// CHECK: return %{{.*}} : tensor<1x?x256xbf16>
func.func @lookup(%ids: tensor<1x?xi64>, %table: tensor<512x256xbf16> {qblock.role = "token_embd"}) -> tensor<1x?x256xbf16> {
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : index
  %c512 = arith.constant 512 : index
  %d = tensor.dim %ids, %c1 : tensor<1x?xi64>
  %e = tensor.empty(%d) : tensor<1x?x256xbf16>
  %0 = linalg.generic {indexing_maps = [#ids, #all], iterator_types = ["parallel", "parallel", "parallel"]} ins(%ids : tensor<1x?xi64>) outs(%e : tensor<1x?x256xbf16>) {
  ^bb0(%in: i64, %out: bf16):
    %i = arith.index_cast %in : i64 to index
    %k = linalg.index 2 : index
    %small = arith.cmpi slt, %i, %c512 : index
    cf.assert %small, "index must be smaller than dim size"
    %positive = arith.cmpi sge, %in, %c0 : i64
    cf.assert %positive, "index must be larger or equal to 0"
    %x = tensor.extract %table[%i, %k] : tensor<512x256xbf16>
    linalg.yield %x : bf16
  } -> tensor<1x?x256xbf16>
  return %0 : tensor<1x?x256xbf16>
}

// What the body does to the row numbers becomes an op of its own.
// CHECK-LABEL: func.func @computes_row_numbers
// CHECK-SAME: %[[IDS:.*]]: tensor<4x2xi32>, %[[OFFSETS:.*]]: tensor<2xi32>, %[[TABLE:.*]]: tensor<64x32x!qblock.q8_0>
// CHECK: %[[NUMBERS:.*]] = linalg.generic {{.*}} iterator_types = ["parallel", "parallel"]} ins(%[[IDS]], %[[OFFSETS]] : tensor<4x2xi32>, tensor<2xi32>)
// CHECK: %[[SUM:.*]] = arith.addi
// CHECK: %[[LEAST:.*]] = arith.minsi %[[SUM]]
// CHECK: linalg.yield %[[LEAST]] : i32
// CHECK: %[[ROWS:.*]] = qblock.gather_rows {{.*}}ins(%[[TABLE]], %[[NUMBERS]] : tensor<64x32x!qblock.q8_0>, tensor<4x2xi32>)
// CHECK: return %[[ROWS]]
func.func @computes_row_numbers(%ids: tensor<4x2xi32>, %offsets: tensor<2xi32>, %table: tensor<64x32xf32> {qblock.role = "token_embd"}, %init: tensor<4x2x32xf32>) -> tensor<4x2x32xf32> {
  %c63 = arith.constant 63 : i32
  %rows = linalg.generic {indexing_maps = [#ids, affine_map<(d0, d1, d2) -> (d1)>, #all], iterator_types = ["parallel", "parallel", "parallel"]} ins(%ids, %offsets : tensor<4x2xi32>, tensor<2xi32>) outs(%init : tensor<4x2x32xf32>) {
  ^bb0(%id: i32, %offset: i32, %out: f32):
    %sum = arith.addi %id, %offset : i32
    %least = arith.minsi %sum, %c63 : i32
    %row = arith.index_cast %least : i32 to index
    %column = linalg.index 2 : index
    %element = tensor.extract %table[%row, %column] : tensor<64x32xf32>
    linalg.yield %element : f32
  } -> tensor<4x2x32xf32>
  return %rows : tensor<4x2x32xf32>
}

// A lookup of one row, whose number is read in the body.
// CHECK-LABEL: func.func @scalar_number
// CHECK: %[[ROW:.*]] = linalg.generic {indexing_maps = [#{{.*}}], iterator_types = []} outs(%{{.*}} : tensor<i64>)
// CHECK: tensor.extract %{{.*}}[] : tensor<i64>
// CHECK: qblock.gather_rows {{.*}} ins(%{{.*}}, %[[ROW]] : tensor<512x256x!qblock.q8_0>, tensor<i64>) outs(%{{.*}} : tensor<256xf32>) -> tensor<256xf32>
// CHECK: return
func.func @scalar_number(%id: tensor<i64>, %table: tensor<512x256xf32> {qblock.role = "token_embd"}) -> tensor<256xf32> {
  %e = tensor.empty() : tensor<256xf32>
  %0 = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} outs(%e : tensor<256xf32>) {
  ^bb0(%out: f32):
    %number = tensor.extract %id[] : tensor<i64>
    %i = arith.index_cast %number : i64 to index
    %k = linalg.index 0 : index
    %x = tensor.extract %table[%i, %k] : tensor<512x256xf32>
    linalg.yield %x : f32
  } -> tensor<256xf32>
  return %0 : tensor<256xf32>
}
