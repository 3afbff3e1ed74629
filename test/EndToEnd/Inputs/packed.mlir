// Two weights that are arguments, the second one's last tile filled up.
func.func @layer(%x: tensor<1x256xf32>, %v: tensor<32x256x!qblock.q4_K>, %w: tensor<40x256x!qblock.q6_K>) -> (tensor<1x32xf32>, tensor<1x40xf32>) {
  %zero = arith.constant 0.0 : f32
  %ve = tensor.empty() : tensor<1x32xf32>
  %vz = linalg.fill ins(%zero : f32) outs(%ve : tensor<1x32xf32>) -> tensor<1x32xf32>
  %we = tensor.empty() : tensor<1x40xf32>
  %wz = linalg.fill ins(%zero : f32) outs(%we : tensor<1x40xf32>) -> tensor<1x40xf32>
  %y = qblock.matmul ins(%x, %v : tensor<1x256xf32>, tensor<32x256x!qblock.q4_K>) outs(%vz : tensor<1x32xf32>) -> tensor<1x32xf32>
  %z = qblock.matmul ins(%x, %w : tensor<1x256xf32>, tensor<40x256x!qblock.q6_K>) outs(%wz : tensor<1x40xf32>) -> tensor<1x40xf32>
  return %y, %z : tensor<1x32xf32>, tensor<1x40xf32>
}
