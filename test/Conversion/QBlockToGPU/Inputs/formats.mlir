// A matmul on a weight of each format that has a packed layout.
func.func @q4_0(%x: tensor<?x256xf32>, %w: tensor<16x256x!qblock.q4_0>, %y: tensor<?x16xf32>) -> tensor<?x16xf32> {
  %r = qblock.matmul ins(%x, %w : tensor<?x256xf32>, tensor<16x256x!qblock.q4_0>) outs(%y : tensor<?x16xf32>) -> tensor<?x16xf32>
  return %r : tensor<?x16xf32>
}
func.func @q4_1(%x: tensor<?x256xf32>, %w: tensor<16x256x!qblock.q4_1>, %y: tensor<?x16xf32>) -> tensor<?x16xf32> {
  %r = qblock.matmul ins(%x, %w : tensor<?x256xf32>, tensor<16x256x!qblock.q4_1>) outs(%y : tensor<?x16xf32>) -> tensor<?x16xf32>
  return %r : tensor<?x16xf32>
}
func.func @q5_0(%x: tensor<?x256xf32>, %w: tensor<16x256x!qblock.q5_0>, %y: tensor<?x16xf32>) -> tensor<?x16xf32> {
  %r = qblock.matmul ins(%x, %w : tensor<?x256xf32>, tensor<16x256x!qblock.q5_0>) outs(%y : tensor<?x16xf32>) -> tensor<?x16xf32>
  return %r : tensor<?x16xf32>
}
func.func @q5_1(%x: tensor<?x256xf32>, %w: tensor<16x256x!qblock.q5_1>, %y: tensor<?x16xf32>) -> tensor<?x16xf32> {
  %r = qblock.matmul ins(%x, %w : tensor<?x256xf32>, tensor<16x256x!qblock.q5_1>) outs(%y : tensor<?x16xf32>) -> tensor<?x16xf32>
  return %r : tensor<?x16xf32>
}
func.func @q8_0(%x: tensor<?x256xf32>, %w: tensor<16x256x!qblock.q8_0>, %y: tensor<?x16xf32>) -> tensor<?x16xf32> {
  %r = qblock.matmul ins(%x, %w : tensor<?x256xf32>, tensor<16x256x!qblock.q8_0>) outs(%y : tensor<?x16xf32>) -> tensor<?x16xf32>
  return %r : tensor<?x16xf32>
}
func.func @q2_K(%x: tensor<?x256xf32>, %w: tensor<16x256x!qblock.q2_K>, %y: tensor<?x16xf32>) -> tensor<?x16xf32> {
  %r = qblock.matmul ins(%x, %w : tensor<?x256xf32>, tensor<16x256x!qblock.q2_K>) outs(%y : tensor<?x16xf32>) -> tensor<?x16xf32>
  return %r : tensor<?x16xf32>
}
func.func @q3_K(%x: tensor<?x256xf32>, %w: tensor<16x256x!qblock.q3_K>, %y: tensor<?x16xf32>) -> tensor<?x16xf32> {
  %r = qblock.matmul ins(%x, %w : tensor<?x256xf32>, tensor<16x256x!qblock.q3_K>) outs(%y : tensor<?x16xf32>) -> tensor<?x16xf32>
  return %r : tensor<?x16xf32>
}
func.func @q4_K(%x: tensor<?x256xf32>, %w: tensor<16x256x!qblock.q4_K>, %y: tensor<?x16xf32>) -> tensor<?x16xf32> {
  %r = qblock.matmul ins(%x, %w : tensor<?x256xf32>, tensor<16x256x!qblock.q4_K>) outs(%y : tensor<?x16xf32>) -> tensor<?x16xf32>
  return %r : tensor<?x16xf32>
}
func.func @q5_K(%x: tensor<?x256xf32>, %w: tensor<16x256x!qblock.q5_K>, %y: tensor<?x16xf32>) -> tensor<?x16xf32> {
  %r = qblock.matmul ins(%x, %w : tensor<?x256xf32>, tensor<16x256x!qblock.q5_K>) outs(%y : tensor<?x16xf32>) -> tensor<?x16xf32>
  return %r : tensor<?x16xf32>
}
func.func @q6_K(%x: tensor<?x256xf32>, %w: tensor<16x256x!qblock.q6_K>, %y: tensor<?x16xf32>) -> tensor<?x16xf32> {
  %r = qblock.matmul ins(%x, %w : tensor<?x256xf32>, tensor<16x256x!qblock.q6_K>) outs(%y : tensor<?x16xf32>) -> tensor<?x16xf32>
  return %r : tensor<?x16xf32>
}
func.func @iq4_nl(%x: tensor<?x256xf32>, %w: tensor<16x256x!qblock.iq4_nl>, %y: tensor<?x16xf32>) -> tensor<?x16xf32> {
  %r = qblock.matmul ins(%x, %w : tensor<?x256xf32>, tensor<16x256x!qblock.iq4_nl>) outs(%y : tensor<?x16xf32>) -> tensor<?x16xf32>
  return %r : tensor<?x16xf32>
}
func.func @iq4_xs(%x: tensor<?x256xf32>, %w: tensor<16x256x!qblock.iq4_xs>, %y: tensor<?x16xf32>) -> tensor<?x16xf32> {
  %r = qblock.matmul ins(%x, %w : tensor<?x256xf32>, tensor<16x256x!qblock.iq4_xs>) outs(%y : tensor<?x16xf32>) -> tensor<?x16xf32>
  return %r : tensor<?x16xf32>
}
func.func @tq2_0(%x: tensor<?x256xf32>, %w: tensor<16x256x!qblock.tq2_0>, %y: tensor<?x16xf32>) -> tensor<?x16xf32> {
  %r = qblock.matmul ins(%x, %w : tensor<?x256xf32>, tensor<16x256x!qblock.tq2_0>) outs(%y : tensor<?x16xf32>) -> tensor<?x16xf32>
  return %r : tensor<?x16xf32>
}
func.func @mxfp4(%x: tensor<?x256xf32>, %w: tensor<16x256x!qblock.mxfp4>, %y: tensor<?x16xf32>) -> tensor<?x16xf32> {
  %r = qblock.matmul ins(%x, %w : tensor<?x256xf32>, tensor<16x256x!qblock.mxfp4>) outs(%y : tensor<?x16xf32>) -> tensor<?x16xf32>
  return %r : tensor<?x16xf32>
}
func.func @nvfp4(%x: tensor<?x256xf32>, %w: tensor<16x256x!qblock.nvfp4>, %y: tensor<?x16xf32>) -> tensor<?x16xf32> {
  %r = qblock.matmul ins(%x, %w : tensor<?x256xf32>, tensor<16x256x!qblock.nvfp4>) outs(%y : tensor<?x16xf32>) -> tensor<?x16xf32>
  return %r : tensor<?x16xf32>
}
func.func @q1_0(%x: tensor<?x256xf32>, %w: tensor<16x256x!qblock.q1_0>, %y: tensor<?x16xf32>) -> tensor<?x16xf32> {
  %r = qblock.matmul ins(%x, %w : tensor<?x256xf32>, tensor<16x256x!qblock.q1_0>) outs(%y : tensor<?x16xf32>) -> tensor<?x16xf32>
  return %r : tensor<?x16xf32>
}
func.func @q2_0(%x: tensor<?x256xf32>, %w: tensor<16x256x!qblock.q2_0>, %y: tensor<?x16xf32>) -> tensor<?x16xf32> {
  %r = qblock.matmul ins(%x, %w : tensor<?x256xf32>, tensor<16x256x!qblock.q2_0>) outs(%y : tensor<?x16xf32>) -> tensor<?x16xf32>
  return %r : tensor<?x16xf32>
}
