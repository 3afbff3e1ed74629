// Attention as front ends write it: six heads share two of keys and values, a
// batch of one, rows that are known at run time.

#in = affine_map<(b, g, r, n, d) -> (b, g, n, d)>
#id5 = affine_map<(b, g, r, n, d) -> (b, g, r, n, d)>
#id4 = affine_map<(b, h, m, n) -> (b, h, m, n)>
#swap = affine_map<(b, h, m, n) -> (b, h, n, m)>
#mask = affine_map<(b, h, m, n) -> (m, n)>
#row = affine_map<(b, h, m, n) -> (b, h, m)>

func.func @main(%q: tensor<1x6x?x64xf32>, %k: tensor<1x2x?x64xf32>, %v: tensor<1x2x?x64xf32>, %mask: tensor<?x?xf32>) -> tensor<1x6x?x64xf32> {
  %zero = arith.constant 0.0 : f32
  %lowest = arith.constant 0xFF800000 : f32
  %scale = arith.constant 0.125 : f32
  %c2 = arith.constant 2 : index
  %m = tensor.dim %q, %c2 : tensor<1x6x?x64xf32>
  %n = tensor.dim %k, %c2 : tensor<1x2x?x64xf32>

  %shared = tensor.empty(%n) : tensor<1x2x3x?x64xf32>
  %k5 = linalg.generic {indexing_maps = [#in, #id5], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%k : tensor<1x2x?x64xf32>) outs(%shared : tensor<1x2x3x?x64xf32>) {
  ^bb0(%a: f32, %out: f32):
    linalg.yield %a : f32
  } -> tensor<1x2x3x?x64xf32>
  %k4 = tensor.collapse_shape %k5 [[0], [1, 2], [3], [4]] : tensor<1x2x3x?x64xf32> into tensor<1x6x?x64xf32>
  %v5 = linalg.generic {indexing_maps = [#in, #id5], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%v : tensor<1x2x?x64xf32>) outs(%shared : tensor<1x2x3x?x64xf32>) {
  ^bb0(%a: f32, %out: f32):
    linalg.yield %a : f32
  } -> tensor<1x2x3x?x64xf32>
  %v4 = tensor.collapse_shape %v5 [[0], [1, 2], [3], [4]] : tensor<1x2x3x?x64xf32> into tensor<1x6x?x64xf32>
  %e0 = tensor.empty(%n) : tensor<1x6x64x?xf32>
  %kt = linalg.generic {indexing_maps = [#swap, #id4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%k4 : tensor<1x6x?x64xf32>) outs(%e0 : tensor<1x6x64x?xf32>) {
  ^bb0(%a: f32, %out: f32):
    linalg.yield %a : f32
  } -> tensor<1x6x64x?xf32>

  %q3 = tensor.collapse_shape %q [[0, 1], [2], [3]] : tensor<1x6x?x64xf32> into tensor<6x?x64xf32>
  %k3 = tensor.collapse_shape %kt [[0, 1], [2], [3]] : tensor<1x6x64x?xf32> into tensor<6x64x?xf32>
  %v3 = tensor.collapse_shape %v4 [[0, 1], [2], [3]] : tensor<1x6x?x64xf32> into tensor<6x?x64xf32>
  %e1 = tensor.empty(%m, %n) : tensor<6x?x?xf32>
  %f1 = linalg.fill ins(%zero : f32) outs(%e1 : tensor<6x?x?xf32>) -> tensor<6x?x?xf32>
  %s3 = linalg.batch_matmul ins(%q3, %k3 : tensor<6x?x64xf32>, tensor<6x64x?xf32>) outs(%f1 : tensor<6x?x?xf32>) -> tensor<6x?x?xf32>
  %one = arith.constant 1 : i64
  %six = arith.constant 6 : i64
  %mi = arith.index_cast %m : index to i64
  %ni = arith.index_cast %n : index to i64
  %shape = tensor.from_elements %one, %six, %mi, %ni : tensor<4xi64>
  %s = tensor.reshape %s3(%shape) : (tensor<6x?x?xf32>, tensor<4xi64>) -> tensor<1x6x?x?xf32>
  %e2 = tensor.empty(%m, %n) : tensor<1x6x?x?xf32>
  %masked = linalg.generic {indexing_maps = [#id4, #mask, #id4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%s, %mask : tensor<1x6x?x?xf32>, tensor<?x?xf32>) outs(%e2 : tensor<1x6x?x?xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %p = arith.mulf %a, %scale : f32
    %t = arith.addf %p, %b : f32
    linalg.yield %t : f32
  } -> tensor<1x6x?x?xf32>
  %e3 = tensor.empty(%m) : tensor<1x6x?xf32>
  %f3 = linalg.fill ins(%lowest : f32) outs(%e3 : tensor<1x6x?xf32>) -> tensor<1x6x?xf32>
  %max = linalg.generic {indexing_maps = [#id4, #row], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%masked : tensor<1x6x?x?xf32>) outs(%f3 : tensor<1x6x?xf32>) {
  ^bb0(%a: f32, %out: f32):
    %t = arith.maximumf %a, %out : f32
    linalg.yield %t : f32
  } -> tensor<1x6x?xf32>
  %exp = linalg.generic {indexing_maps = [#id4, #row, #id4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%masked, %max : tensor<1x6x?x?xf32>, tensor<1x6x?xf32>) outs(%e2 : tensor<1x6x?x?xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %d = arith.subf %a, %b : f32
    %t = math.exp %d : f32
    linalg.yield %t : f32
  } -> tensor<1x6x?x?xf32>
  %f4 = linalg.fill ins(%zero : f32) outs(%e3 : tensor<1x6x?xf32>) -> tensor<1x6x?xf32>
  %sum = linalg.generic {indexing_maps = [#id4, #row], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%exp : tensor<1x6x?x?xf32>) outs(%f4 : tensor<1x6x?xf32>) {
  ^bb0(%a: f32, %out: f32):
    %t = arith.addf %a, %out : f32
    linalg.yield %t : f32
  } -> tensor<1x6x?xf32>
  %w = linalg.generic {indexing_maps = [#id4, #row, #id4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%exp, %sum : tensor<1x6x?x?xf32>, tensor<1x6x?xf32>) outs(%e2 : tensor<1x6x?x?xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %t = arith.divf %a, %b : f32
    linalg.yield %t : f32
  } -> tensor<1x6x?x?xf32>
  %w3 = tensor.collapse_shape %w [[0, 1], [2], [3]] : tensor<1x6x?x?xf32> into tensor<6x?x?xf32>
  %e5 = tensor.empty(%m) : tensor<6x?x64xf32>
  %f5 = linalg.fill ins(%zero : f32) outs(%e5 : tensor<6x?x64xf32>) -> tensor<6x?x64xf32>
  %y3 = linalg.batch_matmul ins(%w3, %v3 : tensor<6x?x?xf32>, tensor<6x?x64xf32>) outs(%f5 : tensor<6x?x64xf32>) -> tensor<6x?x64xf32>
  %y = tensor.expand_shape %y3 [[0, 1], [2], [3]] output_shape [1, 6, %m, 64] : tensor<6x?x64xf32> into tensor<1x6x?x64xf32>
  return %y : tensor<1x6x?x64xf32>
}
