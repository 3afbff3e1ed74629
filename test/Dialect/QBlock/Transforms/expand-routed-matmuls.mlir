// RUN: quant-opt %s --qblock-expand-routed-matmuls | FileCheck %s

// Each number has a step, which checks it and reads its matrix in place.
// CHECK-LABEL: func.func @two_of_eight
// CHECK-SAME: %[[X:[^:]*]]: tensor<4x256xf32>, %[[W:[^:]*]]: tensor<512x256x!qblock.q4_K>, %[[IDS:[^:]*]]: tensor<8xi64>, %[[Y:[^:]*]]: tensor<8x64xf32>
// CHECK: %[[J:.*]] = arith.divui
// CHECK: scf.for %[[P:.*]] = %{{.*}} to %{{.*}} step %{{.*}} iter_args(%[[OUT:.*]] = %[[Y]])
// CHECK: %[[ID:.*]] = tensor.extract %[[IDS]][%[[P]]]
// CHECK: %[[E:.*]] = arith.index_cast %[[ID]]
// CHECK: cf.assert {{.*}} "id out of range: expects a matrix of the stack"
// CHECK: %[[FIRST:.*]] = arith.muli %[[E]]
// CHECK: %[[T:.*]] = arith.divui %[[P]], %[[J]]
// CHECK-DAG: %[[INIT:.*]] = tensor.extract_slice %[[OUT]][%[[P]], 0] [1, 64] [1, 1]
// CHECK-DAG: %[[ROWS:.*]] = tensor.extract_slice %[[W]][%[[FIRST]], 0] [64, 256] [1, 1]
// CHECK-DAG: %[[ROW:.*]] = tensor.extract_slice %[[X]][%[[T]], 0] [1, 256] [1, 1]
// CHECK: %[[R:.*]] = qblock.matmul activations <q8> {qblock.role = "matrix"} ins(%[[ROW]], %[[ROWS]] : {{.*}}) outs(%[[INIT]] :
// CHECK: tensor.insert_slice %[[R]] into %[[OUT]][%[[P]], 0] [1, 64] [1, 1]
// CHECK-NOT: qblock.routed_matmul
func.func @two_of_eight(%x: tensor<4x256xf32>, %w: tensor<512x256x!qblock.q4_K>, %ids: tensor<8xi64>, %y: tensor<8x64xf32>) -> tensor<8x64xf32> {
  %0 = qblock.routed_matmul activations<q8> {qblock.role = "matrix"} ins(%x, %w, %ids : tensor<4x256xf32>, tensor<512x256x!qblock.q4_K>, tensor<8xi64>) outs(%y : tensor<8x64xf32>) -> tensor<8x64xf32>
  return %0 : tensor<8x64xf32>
}
