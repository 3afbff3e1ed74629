// A step that writes its row into a cache at a position, and sums the rows up to there.
func.func @step(%x: tensor<1x32xf32>, %at: tensor<1xi64>, %cache: tensor<8x32xf32>) -> (tensor<1x16xf32>, tensor<8x32xf32>) {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  // Of each block, the scale in binary16 (0x3c3c) and all codes.
  %bytes = arith.constant dense<60> : tensor<16x34xi8>
  %w = qblock.from_storage %bytes : tensor<16x34xi8> to tensor<16x32x!qblock.q8_0>
  %number = tensor.extract %at[%c0] : tensor<1xi64>
  %position = arith.index_cast %number : i64 to index
  %c8 = arith.constant 8 : index
  %ok = arith.cmpi ult, %position, %c8 : index
  cf.assert %ok, "the cache is full"
  %next = tensor.insert_slice %x into %cache[%position, 0] [1, 32] [1, 1] : tensor<1x32xf32> into tensor<8x32xf32>
  %e = tensor.empty() : tensor<1x32xf32>
  %init = linalg.fill ins(%zero : f32) outs(%e : tensor<1x32xf32>) -> tensor<1x32xf32>
  %sum = linalg.generic {indexing_maps = [affine_map<(i, k, j) -> (j, k)>, affine_map<(i, k, j) -> (i, k)>], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%next : tensor<8x32xf32>) outs(%init : tensor<1x32xf32>) {
  ^bb0(%value: f32, %acc: f32):
    %row = linalg.index 2 : index
    %isThere = arith.cmpi ule, %row, %position : index
    %term = arith.select %isThere, %value, %zero : f32
    %s = arith.addf %acc, %term : f32
    linalg.yield %s : f32
  } -> tensor<1x32xf32>
  %y0 = tensor.empty() : tensor<1x16xf32>
  %y1 = linalg.fill ins(%zero : f32) outs(%y0 : tensor<1x16xf32>) -> tensor<1x16xf32>
  %y = qblock.matmul ins(%sum, %w : tensor<1x32xf32>, tensor<16x32x!qblock.q8_0>) outs(%y1 : tensor<1x16xf32>) -> tensor<1x16xf32>
  return %y, %next : tensor<1x16xf32>, tensor<8x32xf32>
}
