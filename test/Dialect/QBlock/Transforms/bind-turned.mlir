// RUN: quant-opt %s --quantize-scheme=q8_0 --weights=%S/Inputs/turned.safetensors --weight-map=%S/Inputs/turned.map.json | FileCheck %s

// The file holds [4,3] with w[i,j] = 10 i + j. The argument is its transpose
// [3,4], of which the model shows the last dimension as two.
// CHECK: func.func @main() -> tensor<3x2x2xf32>
// CHECK: dense_resource<w> : tensor<3x2x2xf32>
// CHECK: w: "0x1000000000000000000020410000A0410000F0410000803F{{.*}}
func.func @main(%w: tensor<3x2x2xf32>) -> tensor<3x2x2xf32> {
  return %w : tensor<3x2x2xf32>
}
