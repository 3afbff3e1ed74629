// Rows of a weight of each format that has a packed layout, and products with it.
func.func @q4_0(%x: tensor<?x256xf32>, %w: tensor<16x256x!qblock.q4_0>, %y: tensor<?x16xf32>, %ids: tensor<?xi64>, %e: tensor<?x256xf32>) -> (tensor<?x16xf32>, tensor<?x256xf32>) {
  %p = qblock.matmul ins(%x, %w : tensor<?x256xf32>, tensor<16x256x!qblock.q4_0>) outs(%y : tensor<?x16xf32>) -> tensor<?x16xf32>
  %r = qblock.gather_rows ins(%w, %ids : tensor<16x256x!qblock.q4_0>, tensor<?xi64>) outs(%e : tensor<?x256xf32>) -> tensor<?x256xf32>
  return %p, %r : tensor<?x16xf32>, tensor<?x256xf32>
}
func.func @q4_1(%x: tensor<?x256xf32>, %w: tensor<16x256x!qblock.q4_1>, %y: tensor<?x16xf32>, %ids: tensor<?xi64>, %e: tensor<?x256xf32>) -> (tensor<?x16xf32>, tensor<?x256xf32>) {
  %p = qblock.matmul ins(%x, %w : tensor<?x256xf32>, tensor<16x256x!qblock.q4_1>) outs(%y : tensor<?x16xf32>) -> tensor<?x16xf32>
  %r = qblock.gather_rows ins(%w, %ids : tensor<16x256x!qblock.q4_1>, tensor<?xi64>) outs(%e : tensor<?x256xf32>) -> tensor<?x256xf32>
  return %p, %r : tensor<?x16xf32>, tensor<?x256xf32>
}
func.func @q5_0(%x: tensor<?x256xf32>, %w: tensor<16x256x!qblock.q5_0>, %y: tensor<?x16xf32>, %ids: tensor<?xi64>, %e: tensor<?x256xf32>) -> (tensor<?x16xf32>, tensor<?x256xf32>) {
  %p = qblock.matmul ins(%x, %w : tensor<?x256xf32>, tensor<16x256x!qblock.q5_0>) outs(%y : tensor<?x16xf32>) -> tensor<?x16xf32>
  %r = qblock.gather_rows ins(%w, %ids : tensor<16x256x!qblock.q5_0>, tensor<?xi64>) outs(%e : tensor<?x256xf32>) -> tensor<?x256xf32>
  return %p, %r : tensor<?x16xf32>, tensor<?x256xf32>
}
func.func @q5_1(%x: tensor<?x256xf32>, %w: tensor<16x256x!qblock.q5_1>, %y: tensor<?x16xf32>, %ids: tensor<?xi64>, %e: tensor<?x256xf32>) -> (tensor<?x16xf32>, tensor<?x256xf32>) {
  %p = qblock.matmul ins(%x, %w : tensor<?x256xf32>, tensor<16x256x!qblock.q5_1>) outs(%y : tensor<?x16xf32>) -> tensor<?x16xf32>
  %r = qblock.gather_rows ins(%w, %ids : tensor<16x256x!qblock.q5_1>, tensor<?xi64>) outs(%e : tensor<?x256xf32>) -> tensor<?x256xf32>
  return %p, %r : tensor<?x16xf32>, tensor<?x256xf32>
}
func.func @q8_0(%x: tensor<?x256xf32>, %w: tensor<16x256x!qblock.q8_0>, %y: tensor<?x16xf32>, %ids: tensor<?xi64>, %e: tensor<?x256xf32>) -> (tensor<?x16xf32>, tensor<?x256xf32>) {
  %p = qblock.matmul ins(%x, %w : tensor<?x256xf32>, tensor<16x256x!qblock.q8_0>) outs(%y : tensor<?x16xf32>) -> tensor<?x16xf32>
  %r = qblock.gather_rows ins(%w, %ids : tensor<16x256x!qblock.q8_0>, tensor<?xi64>) outs(%e : tensor<?x256xf32>) -> tensor<?x256xf32>
  return %p, %r : tensor<?x16xf32>, tensor<?x256xf32>
}
func.func @q2_K(%x: tensor<?x256xf32>, %w: tensor<16x256x!qblock.q2_K>, %y: tensor<?x16xf32>, %ids: tensor<?xi64>, %e: tensor<?x256xf32>) -> (tensor<?x16xf32>, tensor<?x256xf32>) {
  %p = qblock.matmul ins(%x, %w : tensor<?x256xf32>, tensor<16x256x!qblock.q2_K>) outs(%y : tensor<?x16xf32>) -> tensor<?x16xf32>
  %r = qblock.gather_rows ins(%w, %ids : tensor<16x256x!qblock.q2_K>, tensor<?xi64>) outs(%e : tensor<?x256xf32>) -> tensor<?x256xf32>
  return %p, %r : tensor<?x16xf32>, tensor<?x256xf32>
}
func.func @q3_K(%x: tensor<?x256xf32>, %w: tensor<16x256x!qblock.q3_K>, %y: tensor<?x16xf32>, %ids: tensor<?xi64>, %e: tensor<?x256xf32>) -> (tensor<?x16xf32>, tensor<?x256xf32>) {
  %p = qblock.matmul ins(%x, %w : tensor<?x256xf32>, tensor<16x256x!qblock.q3_K>) outs(%y : tensor<?x16xf32>) -> tensor<?x16xf32>
  %r = qblock.gather_rows ins(%w, %ids : tensor<16x256x!qblock.q3_K>, tensor<?xi64>) outs(%e : tensor<?x256xf32>) -> tensor<?x256xf32>
  return %p, %r : tensor<?x16xf32>, tensor<?x256xf32>
}
func.func @q4_K(%x: tensor<?x256xf32>, %w: tensor<16x256x!qblock.q4_K>, %y: tensor<?x16xf32>, %ids: tensor<?xi64>, %e: tensor<?x256xf32>) -> (tensor<?x16xf32>, tensor<?x256xf32>) {
  %p = qblock.matmul ins(%x, %w : tensor<?x256xf32>, tensor<16x256x!qblock.q4_K>) outs(%y : tensor<?x16xf32>) -> tensor<?x16xf32>
  %r = qblock.gather_rows ins(%w, %ids : tensor<16x256x!qblock.q4_K>, tensor<?xi64>) outs(%e : tensor<?x256xf32>) -> tensor<?x256xf32>
  return %p, %r : tensor<?x16xf32>, tensor<?x256xf32>
}
func.func @q5_K(%x: tensor<?x256xf32>, %w: tensor<16x256x!qblock.q5_K>, %y: tensor<?x16xf32>, %ids: tensor<?xi64>, %e: tensor<?x256xf32>) -> (tensor<?x16xf32>, tensor<?x256xf32>) {
  %p = qblock.matmul ins(%x, %w : tensor<?x256xf32>, tensor<16x256x!qblock.q5_K>) outs(%y : tensor<?x16xf32>) -> tensor<?x16xf32>
  %r = qblock.gather_rows ins(%w, %ids : tensor<16x256x!qblock.q5_K>, tensor<?xi64>) outs(%e : tensor<?x256xf32>) -> tensor<?x256xf32>
  return %p, %r : tensor<?x16xf32>, tensor<?x256xf32>
}
func.func @q6_K(%x: tensor<?x256xf32>, %w: tensor<16x256x!qblock.q6_K>, %y: tensor<?x16xf32>, %ids: tensor<?xi64>, %e: tensor<?x256xf32>) -> (tensor<?x16xf32>, tensor<?x256xf32>) {
  %p = qblock.matmul ins(%x, %w : tensor<?x256xf32>, tensor<16x256x!qblock.q6_K>) outs(%y : tensor<?x16xf32>) -> tensor<?x16xf32>
  %r = qblock.gather_rows ins(%w, %ids : tensor<16x256x!qblock.q6_K>, tensor<?xi64>) outs(%e : tensor<?x256xf32>) -> tensor<?x256xf32>
  return %p, %r : tensor<?x16xf32>, tensor<?x256xf32>
}
func.func @iq4_nl(%x: tensor<?x256xf32>, %w: tensor<16x256x!qblock.iq4_nl>, %y: tensor<?x16xf32>, %ids: tensor<?xi64>, %e: tensor<?x256xf32>) -> (tensor<?x16xf32>, tensor<?x256xf32>) {
  %p = qblock.matmul ins(%x, %w : tensor<?x256xf32>, tensor<16x256x!qblock.iq4_nl>) outs(%y : tensor<?x16xf32>) -> tensor<?x16xf32>
  %r = qblock.gather_rows ins(%w, %ids : tensor<16x256x!qblock.iq4_nl>, tensor<?xi64>) outs(%e : tensor<?x256xf32>) -> tensor<?x256xf32>
  return %p, %r : tensor<?x16xf32>, tensor<?x256xf32>
}
func.func @iq4_xs(%x: tensor<?x256xf32>, %w: tensor<16x256x!qblock.iq4_xs>, %y: tensor<?x16xf32>, %ids: tensor<?xi64>, %e: tensor<?x256xf32>) -> (tensor<?x16xf32>, tensor<?x256xf32>) {
  %p = qblock.matmul ins(%x, %w : tensor<?x256xf32>, tensor<16x256x!qblock.iq4_xs>) outs(%y : tensor<?x16xf32>) -> tensor<?x16xf32>
  %r = qblock.gather_rows ins(%w, %ids : tensor<16x256x!qblock.iq4_xs>, tensor<?xi64>) outs(%e : tensor<?x256xf32>) -> tensor<?x256xf32>
  return %p, %r : tensor<?x16xf32>, tensor<?x256xf32>
}
func.func @tq2_0(%x: tensor<?x256xf32>, %w: tensor<16x256x!qblock.tq2_0>, %y: tensor<?x16xf32>, %ids: tensor<?xi64>, %e: tensor<?x256xf32>) -> (tensor<?x16xf32>, tensor<?x256xf32>) {
  %p = qblock.matmul ins(%x, %w : tensor<?x256xf32>, tensor<16x256x!qblock.tq2_0>) outs(%y : tensor<?x16xf32>) -> tensor<?x16xf32>
  %r = qblock.gather_rows ins(%w, %ids : tensor<16x256x!qblock.tq2_0>, tensor<?xi64>) outs(%e : tensor<?x256xf32>) -> tensor<?x256xf32>
  return %p, %r : tensor<?x16xf32>, tensor<?x256xf32>
}
func.func @mxfp4(%x: tensor<?x256xf32>, %w: tensor<16x256x!qblock.mxfp4>, %y: tensor<?x16xf32>, %ids: tensor<?xi64>, %e: tensor<?x256xf32>) -> (tensor<?x16xf32>, tensor<?x256xf32>) {
  %p = qblock.matmul ins(%x, %w : tensor<?x256xf32>, tensor<16x256x!qblock.mxfp4>) outs(%y : tensor<?x16xf32>) -> tensor<?x16xf32>
  %r = qblock.gather_rows ins(%w, %ids : tensor<16x256x!qblock.mxfp4>, tensor<?xi64>) outs(%e : tensor<?x256xf32>) -> tensor<?x256xf32>
  return %p, %r : tensor<?x16xf32>, tensor<?x256xf32>
}
func.func @nvfp4(%x: tensor<?x256xf32>, %w: tensor<16x256x!qblock.nvfp4>, %y: tensor<?x16xf32>, %ids: tensor<?xi64>, %e: tensor<?x256xf32>) -> (tensor<?x16xf32>, tensor<?x256xf32>) {
  %p = qblock.matmul ins(%x, %w : tensor<?x256xf32>, tensor<16x256x!qblock.nvfp4>) outs(%y : tensor<?x16xf32>) -> tensor<?x16xf32>
  %r = qblock.gather_rows ins(%w, %ids : tensor<16x256x!qblock.nvfp4>, tensor<?xi64>) outs(%e : tensor<?x256xf32>) -> tensor<?x256xf32>
  return %p, %r : tensor<?x16xf32>, tensor<?x256xf32>
}
func.func @q1_0(%x: tensor<?x256xf32>, %w: tensor<16x256x!qblock.q1_0>, %y: tensor<?x16xf32>, %ids: tensor<?xi64>, %e: tensor<?x256xf32>) -> (tensor<?x16xf32>, tensor<?x256xf32>) {
  %p = qblock.matmul ins(%x, %w : tensor<?x256xf32>, tensor<16x256x!qblock.q1_0>) outs(%y : tensor<?x16xf32>) -> tensor<?x16xf32>
  %r = qblock.gather_rows ins(%w, %ids : tensor<16x256x!qblock.q1_0>, tensor<?xi64>) outs(%e : tensor<?x256xf32>) -> tensor<?x256xf32>
  return %p, %r : tensor<?x16xf32>, tensor<?x256xf32>
}
func.func @q2_0(%x: tensor<?x256xf32>, %w: tensor<16x256x!qblock.q2_0>, %y: tensor<?x16xf32>, %ids: tensor<?xi64>, %e: tensor<?x256xf32>) -> (tensor<?x16xf32>, tensor<?x256xf32>) {
  %p = qblock.matmul ins(%x, %w : tensor<?x256xf32>, tensor<16x256x!qblock.q2_0>) outs(%y : tensor<?x16xf32>) -> tensor<?x16xf32>
  %r = qblock.gather_rows ins(%w, %ids : tensor<16x256x!qblock.q2_0>, tensor<?xi64>) outs(%e : tensor<?x256xf32>) -> tensor<?x256xf32>
  return %p, %r : tensor<?x16xf32>, tensor<?x256xf32>
}
