// Rows that are routed to matrices of two formats, with sums of x of either kind.
func.func @q4_K(%x: tensor<?x256xf32>, %w: tensor<64x256x!qblock.q4_K>, %ids: tensor<?xi64>, %y: tensor<?x16xf32>) -> tensor<?x16xf32> {
  %p = qblock.routed_matmul ins(%x, %w, %ids : tensor<?x256xf32>, tensor<64x256x!qblock.q4_K>, tensor<?xi64>) outs(%y : tensor<?x16xf32>) -> tensor<?x16xf32>
  return %p : tensor<?x16xf32>
}
func.func @q5_1(%x: tensor<?x256xf32>, %w: tensor<64x256x!qblock.q5_1>, %ids: tensor<?xi64>, %y: tensor<?x16xf32>) -> tensor<?x16xf32> {
  %p = qblock.routed_matmul ins(%x, %w, %ids : tensor<?x256xf32>, tensor<64x256x!qblock.q5_1>, tensor<?xi64>) outs(%y : tensor<?x16xf32>) -> tensor<?x16xf32>
  return %p : tensor<?x16xf32>
}
