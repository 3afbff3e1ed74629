// RUN: quant-opt %s --qblock-export-functions | FileCheck %s

// CHECK: func.func @called_from_c(%{{.*}}: tensor<4xf32> {bufferization.writable = false}, %{{.*}}: index) -> tensor<4xf32> attributes {llvm.emit_c_interface}
func.func @called_from_c(%x: tensor<4xf32>, %i: index) -> tensor<4xf32> { return %x : tensor<4xf32> }

// CHECK: func.func private @hidden(%{{.*}}: tensor<4xf32>) -> tensor<4xf32> {
func.func private @hidden(%x: tensor<4xf32>) -> tensor<4xf32> { return %x : tensor<4xf32> }

// CHECK: func.func private @declared(tensor<4xf32>) -> tensor<4xf32>
func.func private @declared(%x: tensor<4xf32>) -> tensor<4xf32>
