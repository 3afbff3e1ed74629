// RUN: quant-opt %s --convert-qblock-to-linalg --canonicalize | FileCheck %s

// The id is checked, as an unsigned number, before its row is read.
// CHECK-LABEL: func.func @checks_ids(
// CHECK-SAME: %[[TABLE:.*]]: tensor<?x34xi8>, %[[IDS:.*]]: tensor<1x4xi64>, %[[INIT:.*]]: tensor<1x4x32xf32>)
// CHECK-DAG: %[[ROWS:.*]] = tensor.dim %[[TABLE]], %c0
// CHECK-DAG: %[[FLAT:.*]] = tensor.collapse_shape %[[IDS]] {{.*}} into tensor<4xi64>
// CHECK: scf.for %[[I:[^ ]+]] =
// CHECK: %[[ID:.*]] = tensor.extract %[[FLAT]][%[[I]]]
// CHECK: %[[INDEX:.*]] = arith.index_cast %[[ID]] : i64 to index
// CHECK: %[[OK:.*]] = arith.cmpi ult, %[[INDEX]], %[[ROWS]]
// CHECK: cf.assert %[[OK]], "id out of range
// CHECK: tensor.extract %[[TABLE]][%[[INDEX]],
// CHECK: tensor.insert {{.*}}[%[[I]],
func.func @checks_ids(%t: tensor<?x32x!qblock.q8_0>, %ids: tensor<1x4xi64>,
                      %init: tensor<1x4x32xf32>) -> tensor<1x4x32xf32> {
  %0 = qblock.gather_rows ins(%t, %ids : tensor<?x32x!qblock.q8_0>, tensor<1x4xi64>)
                          outs(%init : tensor<1x4x32xf32>) -> tensor<1x4x32xf32>
  return %0 : tensor<1x4x32xf32>
}

// CHECK-LABEL: func.func @single_id(
// CHECK: %[[FLAT:.*]] = tensor.expand_shape %{{.*}} [] output_shape [1] : tensor<index> into tensor<1xindex>
// CHECK-NOT: arith.index_cast
// CHECK: arith.extf {{.*}} : f16 to f32
func.func @single_id(%t: tensor<8x5xf16>, %id: tensor<index>, %init: tensor<5xf32>) -> tensor<5xf32> {
  %0 = qblock.gather_rows ins(%t, %id : tensor<8x5xf16>, tensor<index>)
                          outs(%init : tensor<5xf32>) -> tensor<5xf32>
  return %0 : tensor<5xf32>
}
