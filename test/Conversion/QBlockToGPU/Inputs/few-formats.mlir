// Formats that differ in their kind of scales, mins and codes, as in formats.mlir.
func.func @q4_1(%x: tensor<?x256xf32>, %w: tensor<16x256x!qblock.q4_1>, %y: tensor<?x16xf32>, %ids: tensor<?xi64>, %e: tensor<?x256xf32>) -> (tensor<?x16xf32>, tensor<?x256xf32>) {
  %p = qblock.matmul ins(%x, %w : tensor<?x256xf32>, tensor<16x256x!qblock.q4_1>) outs(%y : tensor<?x16xf32>) -> tensor<?x16xf32>
  %r = qblock.gather_rows ins(%w, %ids : tensor<16x256x!qblock.q4_1>, tensor<?xi64>) outs(%e : tensor<?x256xf32>) -> tensor<?x256xf32>
  return %p, %r : tensor<?x16xf32>, tensor<?x256xf32>
}
func.func @q4_K(%x: tensor<?x256xf32>, %w: tensor<16x256x!qblock.q4_K>, %y: tensor<?x16xf32>, %ids: tensor<?xi64>, %e: tensor<?x256xf32>) -> (tensor<?x16xf32>, tensor<?x256xf32>) {
  %p = qblock.matmul ins(%x, %w : tensor<?x256xf32>, tensor<16x256x!qblock.q4_K>) outs(%y : tensor<?x16xf32>) -> tensor<?x16xf32>
  %r = qblock.gather_rows ins(%w, %ids : tensor<16x256x!qblock.q4_K>, tensor<?xi64>) outs(%e : tensor<?x256xf32>) -> tensor<?x256xf32>
  return %p, %r : tensor<?x16xf32>, tensor<?x256xf32>
}
func.func @q6_K(%x: tensor<?x256xf32>, %w: tensor<16x256x!qblock.q6_K>, %y: tensor<?x16xf32>, %ids: tensor<?xi64>, %e: tensor<?x256xf32>) -> (tensor<?x16xf32>, tensor<?x256xf32>) {
  %p = qblock.matmul ins(%x, %w : tensor<?x256xf32>, tensor<16x256x!qblock.q6_K>) outs(%y : tensor<?x16xf32>) -> tensor<?x16xf32>
  %r = qblock.gather_rows ins(%w, %ids : tensor<16x256x!qblock.q6_K>, tensor<?xi64>) outs(%e : tensor<?x256xf32>) -> tensor<?x256xf32>
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
