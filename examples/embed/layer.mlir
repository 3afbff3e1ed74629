// A linear layer with its weight: y = x . w^T. The weight is a constant here, as
// in an exported model; quant-opt puts its blocks into the object.
func.func @layer(%x: tensor<?x256xf32>) -> tensor<?x32xf32> {
  %w = arith.constant {qblock.role = "ffn_up"} dense<0.25> : tensor<32x256xf32>
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %m = tensor.dim %x, %c0 : tensor<?x256xf32>
  %e = tensor.empty(%m) : tensor<?x32xf32>
  %init = linalg.fill ins(%zero : f32) outs(%e : tensor<?x32xf32>) -> tensor<?x32xf32>
  %y = linalg.matmul
      indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>,
                       affine_map<(m, n, k) -> (m, n)>]
      ins(%x, %w : tensor<?x256xf32>, tensor<32x256xf32>)
      outs(%init : tensor<?x32xf32>) -> tensor<?x32xf32>
  return %y : tensor<?x32xf32>
}
