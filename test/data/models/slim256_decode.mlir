#map = affine_map<(d0, d1, d2) -> (d0, d1)>
#map1 = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
#map2 = affine_map<(d0, d1, d2) -> (d0, d1, 0)>
#map3 = affine_map<(d0, d1, d2) -> (d2)>
#map4 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#map5 = affine_map<(d0, d1, d2, d3) -> (d0, 0, d2, d3)>
#map6 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d3, d4)>
#map7 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>
#map8 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>
#map9 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>
module {
  func.func @main(%arg0: tensor<1x1xi64>, %arg1: tensor<1x1xi64>, %arg2: tensor<2x1x2x16x64xf32>, %arg3: tensor<2x1x2x16x64xf32>, %arg4: tensor<1024x256xf32>, %arg5: tensor<256x256xf32>, %arg6: tensor<128x256xf32>, %arg7: tensor<128x256xf32>, %arg8: tensor<256x256xf32>, %arg9: tensor<512x256xf32>, %arg10: tensor<512x256xf32>, %arg11: tensor<256x512xf32>, %arg12: tensor<256xf32>, %arg13: tensor<256xf32>, %arg14: tensor<256x256xf32>, %arg15: tensor<128x256xf32>, %arg16: tensor<128x256xf32>, %arg17: tensor<256x256xf32>, %arg18: tensor<512x256xf32>, %arg19: tensor<512x256xf32>, %arg20: tensor<256x512xf32>, %arg21: tensor<256xf32>, %arg22: tensor<256xf32>, %arg23: tensor<256xf32>) -> (tensor<1x1x1024xf32>, tensor<2x1x2x1x64xf32>, tensor<2x1x2x1x64xf32>) {
    %c2_i64 = arith.constant 2 : i64
    %c0_i64 = arith.constant 0 : i64
    %cst = arith.constant 0.000000e+00 : f32
    %c1024 = arith.constant 1024 : index
    %cst_0 = arith.constant 0xFF800000 : f32
    %cst_1 = arith.constant 1.000000e+00 : f32
    %cst_2 = arith.constant dense<0.000000e+00> : tensor<1x1x1x17xf32>
    %cst_3 = arith.constant 1.000000e-05 : f64
    %cst_4 = arith.constant dense_resource<torch_tensor_32_torch.float32> : tensor<32xf32>
    %cst_5 = arith.constant 2.560000e+02 : f32
    %cst_6 = arith.constant 1.250000e-01 : f32
    %extracted_slice = tensor.extract_slice %arg2[0, 0, 0, 0, 0] [1, 1, 2, 16, 64] [1, 1, 1, 1, 1] : tensor<2x1x2x16x64xf32> to tensor<1x1x2x16x64xf32>
    %collapsed = tensor.collapse_shape %extracted_slice [[0, 1], [2], [3], [4]] : tensor<1x1x2x16x64xf32> into tensor<1x2x16x64xf32>
    %extracted_slice_7 = tensor.extract_slice %arg3[0, 0, 0, 0, 0] [1, 1, 2, 16, 64] [1, 1, 1, 1, 1] : tensor<2x1x2x16x64xf32> to tensor<1x1x2x16x64xf32>
    %collapsed_8 = tensor.collapse_shape %extracted_slice_7 [[0, 1], [2], [3], [4]] : tensor<1x1x2x16x64xf32> into tensor<1x2x16x64xf32>
    %extracted_slice_9 = tensor.extract_slice %arg2[1, 0, 0, 0, 0] [1, 1, 2, 16, 64] [1, 1, 1, 1, 1] : tensor<2x1x2x16x64xf32> to tensor<1x1x2x16x64xf32>
    %collapsed_10 = tensor.collapse_shape %extracted_slice_9 [[0, 1], [2], [3], [4]] : tensor<1x1x2x16x64xf32> into tensor<1x2x16x64xf32>
    %extracted_slice_11 = tensor.extract_slice %arg3[1, 0, 0, 0, 0] [1, 1, 2, 16, 64] [1, 1, 1, 1, 1] : tensor<2x1x2x16x64xf32> to tensor<1x1x2x16x64xf32>
    %collapsed_12 = tensor.collapse_shape %extracted_slice_11 [[0, 1], [2], [3], [4]] : tensor<1x1x2x16x64xf32> into tensor<1x2x16x64xf32>
    %0 = tensor.empty() : tensor<1x1x256xf32>
    %1 = linalg.generic {indexing_maps = [#map, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg0 : tensor<1x1xi64>) outs(%0 : tensor<1x1x256xf32>) {
    ^bb0(%in: i64, %out: f32):
      %140 = arith.index_cast %in : i64 to index
      %141 = linalg.index 2 : index
      %142 = arith.cmpi slt, %140, %c1024 : index
      cf.assert %142, "index must be smaller than dim size"
      %143 = arith.cmpi sge, %in, %c0_i64 : i64
      cf.assert %143, "index must be larger or equal to 0"
      %extracted = tensor.extract %arg4[%140, %141] : tensor<1024x256xf32>
      linalg.yield %extracted : f32
    } -> tensor<1x1x256xf32>
    %expanded = tensor.expand_shape %arg1 [[0], [1, 2]] output_shape [1, 1, 1] : tensor<1x1xi64> into tensor<1x1x1xi64>
    %2 = tensor.empty() : tensor<1x1x1xf32>
    %3 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded : tensor<1x1x1xi64>) outs(%2 : tensor<1x1x1xf32>) {
    ^bb0(%in: i64, %out: f32):
      %140 = arith.sitofp %in : i64 to f32
      linalg.yield %140 : f32
    } -> tensor<1x1x1xf32>
    %4 = tensor.empty() : tensor<1x1x32xf32>
    %5 = linalg.generic {indexing_maps = [#map2, #map3, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%3, %cst_4 : tensor<1x1x1xf32>, tensor<32xf32>) outs(%4 : tensor<1x1x32xf32>) {
    ^bb0(%in: f32, %in_103: f32, %out: f32):
      %140 = arith.mulf %in, %in_103 : f32
      linalg.yield %140 : f32
    } -> tensor<1x1x32xf32>
    %concat = tensor.concat dim(2) %5, %5 : (tensor<1x1x32xf32>, tensor<1x1x32xf32>) -> tensor<1x1x64xf32>
    %6 = tensor.empty() : tensor<1x1x64xf32>
    %7 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%concat : tensor<1x1x64xf32>) outs(%6 : tensor<1x1x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      %140 = math.cos %in : f32
      linalg.yield %140 : f32
    } -> tensor<1x1x64xf32>
    %8 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%concat : tensor<1x1x64xf32>) outs(%6 : tensor<1x1x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      %140 = math.sin %in : f32
      linalg.yield %140 : f32
    } -> tensor<1x1x64xf32>
    %9 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1 : tensor<1x1x256xf32>) outs(%0 : tensor<1x1x256xf32>) {
    ^bb0(%in: f32, %out: f32):
      %140 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %140 : f32
    } -> tensor<1x1x256xf32>
    %10 = linalg.fill ins(%cst : f32) outs(%2 : tensor<1x1x1xf32>) -> tensor<1x1x1xf32>
    %11 = linalg.generic {indexing_maps = [#map1, #map2], iterator_types = ["parallel", "parallel", "reduction"]} ins(%9 : tensor<1x1x256xf32>) outs(%10 : tensor<1x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %140 = arith.addf %in, %out : f32
      linalg.yield %140 : f32
    } -> tensor<1x1x1xf32>
    %12 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%11 : tensor<1x1x1xf32>) outs(%2 : tensor<1x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %140 = arith.divf %in, %cst_5 : f32
      linalg.yield %140 : f32
    } -> tensor<1x1x1xf32>
    %13 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%12 : tensor<1x1x1xf32>) outs(%2 : tensor<1x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %140 = arith.truncf %cst_3 : f64 to f32
      %141 = arith.addf %in, %140 : f32
      linalg.yield %141 : f32
    } -> tensor<1x1x1xf32>
    %14 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%13 : tensor<1x1x1xf32>) outs(%2 : tensor<1x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %140 = math.rsqrt %in : f32
      linalg.yield %140 : f32
    } -> tensor<1x1x1xf32>
    %15 = linalg.generic {indexing_maps = [#map1, #map2, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1, %14 : tensor<1x1x256xf32>, tensor<1x1x1xf32>) outs(%0 : tensor<1x1x256xf32>) {
    ^bb0(%in: f32, %in_103: f32, %out: f32):
      %140 = arith.mulf %in, %in_103 : f32
      linalg.yield %140 : f32
    } -> tensor<1x1x256xf32>
    %16 = linalg.generic {indexing_maps = [#map3, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg12, %15 : tensor<256xf32>, tensor<1x1x256xf32>) outs(%0 : tensor<1x1x256xf32>) {
    ^bb0(%in: f32, %in_103: f32, %out: f32):
      %140 = arith.mulf %in, %in_103 : f32
      linalg.yield %140 : f32
    } -> tensor<1x1x256xf32>
    %17 = tensor.empty() : tensor<256x256xf32>
    %transposed = linalg.transpose ins(%arg5 : tensor<256x256xf32>) outs(%17 : tensor<256x256xf32>) permutation = [1, 0] 
    %collapsed_13 = tensor.collapse_shape %16 [[0], [1, 2]] : tensor<1x1x256xf32> into tensor<1x256xf32>
    %18 = tensor.empty() : tensor<1x256xf32>
    %19 = linalg.fill ins(%cst : f32) outs(%18 : tensor<1x256xf32>) -> tensor<1x256xf32>
    %20 = linalg.matmul ins(%collapsed_13, %transposed : tensor<1x256xf32>, tensor<256x256xf32>) outs(%19 : tensor<1x256xf32>) -> tensor<1x256xf32>
    %expanded_14 = tensor.expand_shape %20 [[0], [1, 2, 3]] output_shape [1, 1, 4, 64] : tensor<1x256xf32> into tensor<1x1x4x64xf32>
    %21 = tensor.empty() : tensor<1x4x1x64xf32>
    %transposed_15 = linalg.transpose ins(%expanded_14 : tensor<1x1x4x64xf32>) outs(%21 : tensor<1x4x1x64xf32>) permutation = [0, 2, 1, 3] 
    %22 = tensor.empty() : tensor<256x128xf32>
    %transposed_16 = linalg.transpose ins(%arg6 : tensor<128x256xf32>) outs(%22 : tensor<256x128xf32>) permutation = [1, 0] 
    %23 = tensor.empty() : tensor<1x128xf32>
    %24 = linalg.fill ins(%cst : f32) outs(%23 : tensor<1x128xf32>) -> tensor<1x128xf32>
    %25 = linalg.matmul ins(%collapsed_13, %transposed_16 : tensor<1x256xf32>, tensor<256x128xf32>) outs(%24 : tensor<1x128xf32>) -> tensor<1x128xf32>
    %expanded_17 = tensor.expand_shape %25 [[0], [1, 2, 3]] output_shape [1, 1, 2, 64] : tensor<1x128xf32> into tensor<1x1x2x64xf32>
    %26 = tensor.empty() : tensor<1x2x1x64xf32>
    %transposed_18 = linalg.transpose ins(%expanded_17 : tensor<1x1x2x64xf32>) outs(%26 : tensor<1x2x1x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_19 = linalg.transpose ins(%arg7 : tensor<128x256xf32>) outs(%22 : tensor<256x128xf32>) permutation = [1, 0] 
    %27 = linalg.matmul ins(%collapsed_13, %transposed_19 : tensor<1x256xf32>, tensor<256x128xf32>) outs(%24 : tensor<1x128xf32>) -> tensor<1x128xf32>
    %expanded_20 = tensor.expand_shape %27 [[0], [1, 2, 3]] output_shape [1, 1, 2, 64] : tensor<1x128xf32> into tensor<1x1x2x64xf32>
    %transposed_21 = linalg.transpose ins(%expanded_20 : tensor<1x1x2x64xf32>) outs(%26 : tensor<1x2x1x64xf32>) permutation = [0, 2, 1, 3] 
    %expanded_22 = tensor.expand_shape %7 [[0], [1, 2], [3]] output_shape [1, 1, 1, 64] : tensor<1x1x64xf32> into tensor<1x1x1x64xf32>
    %expanded_23 = tensor.expand_shape %8 [[0], [1, 2], [3]] output_shape [1, 1, 1, 64] : tensor<1x1x64xf32> into tensor<1x1x1x64xf32>
    %28 = linalg.generic {indexing_maps = [#map4, #map5, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_15, %expanded_22 : tensor<1x4x1x64xf32>, tensor<1x1x1x64xf32>) outs(%21 : tensor<1x4x1x64xf32>) {
    ^bb0(%in: f32, %in_103: f32, %out: f32):
      %140 = arith.mulf %in, %in_103 : f32
      linalg.yield %140 : f32
    } -> tensor<1x4x1x64xf32>
    %extracted_slice_24 = tensor.extract_slice %transposed_15[0, 0, 0, 0] [1, 4, 1, 32] [1, 1, 1, 1] : tensor<1x4x1x64xf32> to tensor<1x4x1x32xf32>
    %extracted_slice_25 = tensor.extract_slice %transposed_15[0, 0, 0, 32] [1, 4, 1, 32] [1, 1, 1, 1] : tensor<1x4x1x64xf32> to tensor<1x4x1x32xf32>
    %29 = tensor.empty() : tensor<1x4x1x32xf32>
    %30 = linalg.generic {indexing_maps = [#map4, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_25 : tensor<1x4x1x32xf32>) outs(%29 : tensor<1x4x1x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %140 = arith.negf %in : f32
      linalg.yield %140 : f32
    } -> tensor<1x4x1x32xf32>
    %concat_26 = tensor.concat dim(3) %30, %extracted_slice_24 : (tensor<1x4x1x32xf32>, tensor<1x4x1x32xf32>) -> tensor<1x4x1x64xf32>
    %31 = linalg.generic {indexing_maps = [#map4, #map5, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_26, %expanded_23 : tensor<1x4x1x64xf32>, tensor<1x1x1x64xf32>) outs(%21 : tensor<1x4x1x64xf32>) {
    ^bb0(%in: f32, %in_103: f32, %out: f32):
      %140 = arith.mulf %in, %in_103 : f32
      linalg.yield %140 : f32
    } -> tensor<1x4x1x64xf32>
    %32 = linalg.generic {indexing_maps = [#map4, #map4, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%28, %31 : tensor<1x4x1x64xf32>, tensor<1x4x1x64xf32>) outs(%21 : tensor<1x4x1x64xf32>) {
    ^bb0(%in: f32, %in_103: f32, %out: f32):
      %140 = arith.addf %in, %in_103 : f32
      linalg.yield %140 : f32
    } -> tensor<1x4x1x64xf32>
    %33 = linalg.generic {indexing_maps = [#map4, #map5, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_18, %expanded_22 : tensor<1x2x1x64xf32>, tensor<1x1x1x64xf32>) outs(%26 : tensor<1x2x1x64xf32>) {
    ^bb0(%in: f32, %in_103: f32, %out: f32):
      %140 = arith.mulf %in, %in_103 : f32
      linalg.yield %140 : f32
    } -> tensor<1x2x1x64xf32>
    %extracted_slice_27 = tensor.extract_slice %transposed_18[0, 0, 0, 0] [1, 2, 1, 32] [1, 1, 1, 1] : tensor<1x2x1x64xf32> to tensor<1x2x1x32xf32>
    %extracted_slice_28 = tensor.extract_slice %transposed_18[0, 0, 0, 32] [1, 2, 1, 32] [1, 1, 1, 1] : tensor<1x2x1x64xf32> to tensor<1x2x1x32xf32>
    %34 = tensor.empty() : tensor<1x2x1x32xf32>
    %35 = linalg.generic {indexing_maps = [#map4, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_28 : tensor<1x2x1x32xf32>) outs(%34 : tensor<1x2x1x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %140 = arith.negf %in : f32
      linalg.yield %140 : f32
    } -> tensor<1x2x1x32xf32>
    %concat_29 = tensor.concat dim(3) %35, %extracted_slice_27 : (tensor<1x2x1x32xf32>, tensor<1x2x1x32xf32>) -> tensor<1x2x1x64xf32>
    %36 = linalg.generic {indexing_maps = [#map4, #map5, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_29, %expanded_23 : tensor<1x2x1x64xf32>, tensor<1x1x1x64xf32>) outs(%26 : tensor<1x2x1x64xf32>) {
    ^bb0(%in: f32, %in_103: f32, %out: f32):
      %140 = arith.mulf %in, %in_103 : f32
      linalg.yield %140 : f32
    } -> tensor<1x2x1x64xf32>
    %37 = linalg.generic {indexing_maps = [#map4, #map4, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%33, %36 : tensor<1x2x1x64xf32>, tensor<1x2x1x64xf32>) outs(%26 : tensor<1x2x1x64xf32>) {
    ^bb0(%in: f32, %in_103: f32, %out: f32):
      %140 = arith.addf %in, %in_103 : f32
      linalg.yield %140 : f32
    } -> tensor<1x2x1x64xf32>
    %concat_30 = tensor.concat dim(2) %collapsed, %37 : (tensor<1x2x16x64xf32>, tensor<1x2x1x64xf32>) -> tensor<1x2x17x64xf32>
    %concat_31 = tensor.concat dim(2) %collapsed_8, %transposed_21 : (tensor<1x2x16x64xf32>, tensor<1x2x1x64xf32>) -> tensor<1x2x17x64xf32>
    %38 = tensor.empty() : tensor<1x2x2x17x64xf32>
    %39 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%concat_30 : tensor<1x2x17x64xf32>) outs(%38 : tensor<1x2x2x17x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x2x2x17x64xf32>
    %collapsed_32 = tensor.collapse_shape %39 [[0], [1, 2], [3], [4]] : tensor<1x2x2x17x64xf32> into tensor<1x4x17x64xf32>
    %40 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%concat_31 : tensor<1x2x17x64xf32>) outs(%38 : tensor<1x2x2x17x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x2x2x17x64xf32>
    %41 = tensor.empty() : tensor<1x4x64x17xf32>
    %transposed_33 = linalg.transpose ins(%collapsed_32 : tensor<1x4x17x64xf32>) outs(%41 : tensor<1x4x64x17xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_34 = tensor.collapse_shape %32 [[0, 1], [2], [3]] : tensor<1x4x1x64xf32> into tensor<4x1x64xf32>
    %collapsed_35 = tensor.collapse_shape %transposed_33 [[0, 1], [2], [3]] : tensor<1x4x64x17xf32> into tensor<4x64x17xf32>
    %42 = tensor.empty() : tensor<4x1x17xf32>
    %43 = linalg.fill ins(%cst : f32) outs(%42 : tensor<4x1x17xf32>) -> tensor<4x1x17xf32>
    %44 = linalg.batch_matmul ins(%collapsed_34, %collapsed_35 : tensor<4x1x64xf32>, tensor<4x64x17xf32>) outs(%43 : tensor<4x1x17xf32>) -> tensor<4x1x17xf32>
    %expanded_36 = tensor.expand_shape %44 [[0, 1], [2], [3]] output_shape [1, 4, 1, 17] : tensor<4x1x17xf32> into tensor<1x4x1x17xf32>
    %45 = tensor.empty() : tensor<1x4x1x17xf32>
    %46 = linalg.generic {indexing_maps = [#map4, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_36 : tensor<1x4x1x17xf32>) outs(%45 : tensor<1x4x1x17xf32>) {
    ^bb0(%in: f32, %out: f32):
      %140 = arith.mulf %in, %cst_6 : f32
      linalg.yield %140 : f32
    } -> tensor<1x4x1x17xf32>
    %47 = linalg.generic {indexing_maps = [#map4, #map5, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%46, %cst_2 : tensor<1x4x1x17xf32>, tensor<1x1x1x17xf32>) outs(%45 : tensor<1x4x1x17xf32>) {
    ^bb0(%in: f32, %in_103: f32, %out: f32):
      %140 = arith.addf %in, %in_103 : f32
      linalg.yield %140 : f32
    } -> tensor<1x4x1x17xf32>
    %48 = tensor.empty() : tensor<1x4x1xi64>
    %49 = linalg.fill ins(%c0_i64 : i64) outs(%48 : tensor<1x4x1xi64>) -> tensor<1x4x1xi64>
    %50 = tensor.empty() : tensor<1x4x1xf32>
    %51 = linalg.fill ins(%cst_0 : f32) outs(%50 : tensor<1x4x1xf32>) -> tensor<1x4x1xf32>
    %52:2 = linalg.generic {indexing_maps = [#map4, #map8, #map8], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%47 : tensor<1x4x1x17xf32>) outs(%51, %49 : tensor<1x4x1xf32>, tensor<1x4x1xi64>) {
    ^bb0(%in: f32, %out: f32, %out_103: i64):
      %140 = linalg.index 3 : index
      %141 = arith.index_cast %140 : index to i64
      %142 = arith.maximumf %in, %out : f32
      %143 = arith.cmpf ogt, %in, %out : f32
      %144 = arith.select %143, %141, %out_103 : i64
      linalg.yield %142, %144 : f32, i64
    } -> (tensor<1x4x1xf32>, tensor<1x4x1xi64>)
    %expanded_37 = tensor.expand_shape %52#0 [[0], [1], [2, 3]] output_shape [1, 4, 1, 1] : tensor<1x4x1xf32> into tensor<1x4x1x1xf32>
    %53 = linalg.generic {indexing_maps = [#map4, #map9, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%47, %expanded_37 : tensor<1x4x1x17xf32>, tensor<1x4x1x1xf32>) outs(%45 : tensor<1x4x1x17xf32>) {
    ^bb0(%in: f32, %in_103: f32, %out: f32):
      %140 = arith.subf %in, %in_103 : f32
      linalg.yield %140 : f32
    } -> tensor<1x4x1x17xf32>
    %54 = linalg.generic {indexing_maps = [#map4, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%53 : tensor<1x4x1x17xf32>) outs(%45 : tensor<1x4x1x17xf32>) {
    ^bb0(%in: f32, %out: f32):
      %140 = math.exp %in : f32
      linalg.yield %140 : f32
    } -> tensor<1x4x1x17xf32>
    %55 = tensor.empty() : tensor<1x4x1x1xf32>
    %56 = linalg.fill ins(%cst : f32) outs(%55 : tensor<1x4x1x1xf32>) -> tensor<1x4x1x1xf32>
    %57 = linalg.generic {indexing_maps = [#map4, #map9], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%54 : tensor<1x4x1x17xf32>) outs(%56 : tensor<1x4x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %140 = arith.addf %in, %out : f32
      linalg.yield %140 : f32
    } -> tensor<1x4x1x1xf32>
    %58 = linalg.generic {indexing_maps = [#map4, #map9, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%54, %57 : tensor<1x4x1x17xf32>, tensor<1x4x1x1xf32>) outs(%45 : tensor<1x4x1x17xf32>) {
    ^bb0(%in: f32, %in_103: f32, %out: f32):
      %140 = arith.divf %in, %in_103 : f32
      linalg.yield %140 : f32
    } -> tensor<1x4x1x17xf32>
    %collapsed_38 = tensor.collapse_shape %58 [[0, 1], [2], [3]] : tensor<1x4x1x17xf32> into tensor<4x1x17xf32>
    %collapsed_39 = tensor.collapse_shape %40 [[0, 1, 2], [3], [4]] : tensor<1x2x2x17x64xf32> into tensor<4x17x64xf32>
    %59 = tensor.empty() : tensor<4x1x64xf32>
    %60 = linalg.fill ins(%cst : f32) outs(%59 : tensor<4x1x64xf32>) -> tensor<4x1x64xf32>
    %61 = linalg.batch_matmul ins(%collapsed_38, %collapsed_39 : tensor<4x1x17xf32>, tensor<4x17x64xf32>) outs(%60 : tensor<4x1x64xf32>) -> tensor<4x1x64xf32>
    %expanded_40 = tensor.expand_shape %61 [[0, 1], [2], [3]] output_shape [1, 4, 1, 64] : tensor<4x1x64xf32> into tensor<1x4x1x64xf32>
    %62 = tensor.empty() : tensor<1x1x4x64xf32>
    %transposed_41 = linalg.transpose ins(%expanded_40 : tensor<1x4x1x64xf32>) outs(%62 : tensor<1x1x4x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_42 = linalg.transpose ins(%arg8 : tensor<256x256xf32>) outs(%17 : tensor<256x256xf32>) permutation = [1, 0] 
    %collapsed_43 = tensor.collapse_shape %transposed_41 [[0], [1, 2, 3]] : tensor<1x1x4x64xf32> into tensor<1x256xf32>
    %63 = linalg.matmul ins(%collapsed_43, %transposed_42 : tensor<1x256xf32>, tensor<256x256xf32>) outs(%19 : tensor<1x256xf32>) -> tensor<1x256xf32>
    %expanded_44 = tensor.expand_shape %63 [[0], [1, 2]] output_shape [1, 1, 256] : tensor<1x256xf32> into tensor<1x1x256xf32>
    %64 = linalg.generic {indexing_maps = [#map1, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1, %expanded_44 : tensor<1x1x256xf32>, tensor<1x1x256xf32>) outs(%0 : tensor<1x1x256xf32>) {
    ^bb0(%in: f32, %in_103: f32, %out: f32):
      %140 = arith.addf %in, %in_103 : f32
      linalg.yield %140 : f32
    } -> tensor<1x1x256xf32>
    %65 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%64 : tensor<1x1x256xf32>) outs(%0 : tensor<1x1x256xf32>) {
    ^bb0(%in: f32, %out: f32):
      %140 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %140 : f32
    } -> tensor<1x1x256xf32>
    %66 = linalg.generic {indexing_maps = [#map1, #map2], iterator_types = ["parallel", "parallel", "reduction"]} ins(%65 : tensor<1x1x256xf32>) outs(%10 : tensor<1x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %140 = arith.addf %in, %out : f32
      linalg.yield %140 : f32
    } -> tensor<1x1x1xf32>
    %67 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%66 : tensor<1x1x1xf32>) outs(%2 : tensor<1x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %140 = arith.divf %in, %cst_5 : f32
      linalg.yield %140 : f32
    } -> tensor<1x1x1xf32>
    %68 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%67 : tensor<1x1x1xf32>) outs(%2 : tensor<1x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %140 = arith.truncf %cst_3 : f64 to f32
      %141 = arith.addf %in, %140 : f32
      linalg.yield %141 : f32
    } -> tensor<1x1x1xf32>
    %69 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%68 : tensor<1x1x1xf32>) outs(%2 : tensor<1x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %140 = math.rsqrt %in : f32
      linalg.yield %140 : f32
    } -> tensor<1x1x1xf32>
    %70 = linalg.generic {indexing_maps = [#map1, #map2, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%64, %69 : tensor<1x1x256xf32>, tensor<1x1x1xf32>) outs(%0 : tensor<1x1x256xf32>) {
    ^bb0(%in: f32, %in_103: f32, %out: f32):
      %140 = arith.mulf %in, %in_103 : f32
      linalg.yield %140 : f32
    } -> tensor<1x1x256xf32>
    %71 = linalg.generic {indexing_maps = [#map3, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg13, %70 : tensor<256xf32>, tensor<1x1x256xf32>) outs(%0 : tensor<1x1x256xf32>) {
    ^bb0(%in: f32, %in_103: f32, %out: f32):
      %140 = arith.mulf %in, %in_103 : f32
      linalg.yield %140 : f32
    } -> tensor<1x1x256xf32>
    %72 = tensor.empty() : tensor<256x512xf32>
    %transposed_45 = linalg.transpose ins(%arg9 : tensor<512x256xf32>) outs(%72 : tensor<256x512xf32>) permutation = [1, 0] 
    %collapsed_46 = tensor.collapse_shape %71 [[0], [1, 2]] : tensor<1x1x256xf32> into tensor<1x256xf32>
    %73 = tensor.empty() : tensor<1x512xf32>
    %74 = linalg.fill ins(%cst : f32) outs(%73 : tensor<1x512xf32>) -> tensor<1x512xf32>
    %75 = linalg.matmul ins(%collapsed_46, %transposed_45 : tensor<1x256xf32>, tensor<256x512xf32>) outs(%74 : tensor<1x512xf32>) -> tensor<1x512xf32>
    %expanded_47 = tensor.expand_shape %75 [[0], [1, 2]] output_shape [1, 1, 512] : tensor<1x512xf32> into tensor<1x1x512xf32>
    %76 = tensor.empty() : tensor<1x1x512xf32>
    %77 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_47 : tensor<1x1x512xf32>) outs(%76 : tensor<1x1x512xf32>) {
    ^bb0(%in: f32, %out: f32):
      %140 = arith.negf %in : f32
      %141 = math.exp %140 : f32
      %142 = arith.addf %141, %cst_1 : f32
      %143 = arith.divf %cst_1, %142 : f32
      linalg.yield %143 : f32
    } -> tensor<1x1x512xf32>
    %78 = linalg.generic {indexing_maps = [#map1, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_47, %77 : tensor<1x1x512xf32>, tensor<1x1x512xf32>) outs(%76 : tensor<1x1x512xf32>) {
    ^bb0(%in: f32, %in_103: f32, %out: f32):
      %140 = arith.mulf %in, %in_103 : f32
      linalg.yield %140 : f32
    } -> tensor<1x1x512xf32>
    %transposed_48 = linalg.transpose ins(%arg10 : tensor<512x256xf32>) outs(%72 : tensor<256x512xf32>) permutation = [1, 0] 
    %79 = linalg.matmul ins(%collapsed_46, %transposed_48 : tensor<1x256xf32>, tensor<256x512xf32>) outs(%74 : tensor<1x512xf32>) -> tensor<1x512xf32>
    %expanded_49 = tensor.expand_shape %79 [[0], [1, 2]] output_shape [1, 1, 512] : tensor<1x512xf32> into tensor<1x1x512xf32>
    %80 = linalg.generic {indexing_maps = [#map1, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%78, %expanded_49 : tensor<1x1x512xf32>, tensor<1x1x512xf32>) outs(%76 : tensor<1x1x512xf32>) {
    ^bb0(%in: f32, %in_103: f32, %out: f32):
      %140 = arith.mulf %in, %in_103 : f32
      linalg.yield %140 : f32
    } -> tensor<1x1x512xf32>
    %81 = tensor.empty() : tensor<512x256xf32>
    %transposed_50 = linalg.transpose ins(%arg11 : tensor<256x512xf32>) outs(%81 : tensor<512x256xf32>) permutation = [1, 0] 
    %collapsed_51 = tensor.collapse_shape %80 [[0], [1, 2]] : tensor<1x1x512xf32> into tensor<1x512xf32>
    %82 = linalg.matmul ins(%collapsed_51, %transposed_50 : tensor<1x512xf32>, tensor<512x256xf32>) outs(%19 : tensor<1x256xf32>) -> tensor<1x256xf32>
    %expanded_52 = tensor.expand_shape %82 [[0], [1, 2]] output_shape [1, 1, 256] : tensor<1x256xf32> into tensor<1x1x256xf32>
    %83 = linalg.generic {indexing_maps = [#map1, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%64, %expanded_52 : tensor<1x1x256xf32>, tensor<1x1x256xf32>) outs(%0 : tensor<1x1x256xf32>) {
    ^bb0(%in: f32, %in_103: f32, %out: f32):
      %140 = arith.addf %in, %in_103 : f32
      linalg.yield %140 : f32
    } -> tensor<1x1x256xf32>
    %84 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%83 : tensor<1x1x256xf32>) outs(%0 : tensor<1x1x256xf32>) {
    ^bb0(%in: f32, %out: f32):
      %140 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %140 : f32
    } -> tensor<1x1x256xf32>
    %85 = linalg.generic {indexing_maps = [#map1, #map2], iterator_types = ["parallel", "parallel", "reduction"]} ins(%84 : tensor<1x1x256xf32>) outs(%10 : tensor<1x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %140 = arith.addf %in, %out : f32
      linalg.yield %140 : f32
    } -> tensor<1x1x1xf32>
    %86 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%85 : tensor<1x1x1xf32>) outs(%2 : tensor<1x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %140 = arith.divf %in, %cst_5 : f32
      linalg.yield %140 : f32
    } -> tensor<1x1x1xf32>
    %87 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%86 : tensor<1x1x1xf32>) outs(%2 : tensor<1x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %140 = arith.truncf %cst_3 : f64 to f32
      %141 = arith.addf %in, %140 : f32
      linalg.yield %141 : f32
    } -> tensor<1x1x1xf32>
    %88 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%87 : tensor<1x1x1xf32>) outs(%2 : tensor<1x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %140 = math.rsqrt %in : f32
      linalg.yield %140 : f32
    } -> tensor<1x1x1xf32>
    %89 = linalg.generic {indexing_maps = [#map1, #map2, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%83, %88 : tensor<1x1x256xf32>, tensor<1x1x1xf32>) outs(%0 : tensor<1x1x256xf32>) {
    ^bb0(%in: f32, %in_103: f32, %out: f32):
      %140 = arith.mulf %in, %in_103 : f32
      linalg.yield %140 : f32
    } -> tensor<1x1x256xf32>
    %90 = linalg.generic {indexing_maps = [#map3, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg21, %89 : tensor<256xf32>, tensor<1x1x256xf32>) outs(%0 : tensor<1x1x256xf32>) {
    ^bb0(%in: f32, %in_103: f32, %out: f32):
      %140 = arith.mulf %in, %in_103 : f32
      linalg.yield %140 : f32
    } -> tensor<1x1x256xf32>
    %transposed_53 = linalg.transpose ins(%arg14 : tensor<256x256xf32>) outs(%17 : tensor<256x256xf32>) permutation = [1, 0] 
    %collapsed_54 = tensor.collapse_shape %90 [[0], [1, 2]] : tensor<1x1x256xf32> into tensor<1x256xf32>
    %91 = linalg.matmul ins(%collapsed_54, %transposed_53 : tensor<1x256xf32>, tensor<256x256xf32>) outs(%19 : tensor<1x256xf32>) -> tensor<1x256xf32>
    %expanded_55 = tensor.expand_shape %91 [[0], [1, 2, 3]] output_shape [1, 1, 4, 64] : tensor<1x256xf32> into tensor<1x1x4x64xf32>
    %transposed_56 = linalg.transpose ins(%expanded_55 : tensor<1x1x4x64xf32>) outs(%21 : tensor<1x4x1x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_57 = linalg.transpose ins(%arg15 : tensor<128x256xf32>) outs(%22 : tensor<256x128xf32>) permutation = [1, 0] 
    %92 = linalg.matmul ins(%collapsed_54, %transposed_57 : tensor<1x256xf32>, tensor<256x128xf32>) outs(%24 : tensor<1x128xf32>) -> tensor<1x128xf32>
    %expanded_58 = tensor.expand_shape %92 [[0], [1, 2, 3]] output_shape [1, 1, 2, 64] : tensor<1x128xf32> into tensor<1x1x2x64xf32>
    %transposed_59 = linalg.transpose ins(%expanded_58 : tensor<1x1x2x64xf32>) outs(%26 : tensor<1x2x1x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_60 = linalg.transpose ins(%arg16 : tensor<128x256xf32>) outs(%22 : tensor<256x128xf32>) permutation = [1, 0] 
    %93 = linalg.matmul ins(%collapsed_54, %transposed_60 : tensor<1x256xf32>, tensor<256x128xf32>) outs(%24 : tensor<1x128xf32>) -> tensor<1x128xf32>
    %expanded_61 = tensor.expand_shape %93 [[0], [1, 2, 3]] output_shape [1, 1, 2, 64] : tensor<1x128xf32> into tensor<1x1x2x64xf32>
    %transposed_62 = linalg.transpose ins(%expanded_61 : tensor<1x1x2x64xf32>) outs(%26 : tensor<1x2x1x64xf32>) permutation = [0, 2, 1, 3] 
    %94 = linalg.generic {indexing_maps = [#map4, #map5, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_56, %expanded_22 : tensor<1x4x1x64xf32>, tensor<1x1x1x64xf32>) outs(%21 : tensor<1x4x1x64xf32>) {
    ^bb0(%in: f32, %in_103: f32, %out: f32):
      %140 = arith.mulf %in, %in_103 : f32
      linalg.yield %140 : f32
    } -> tensor<1x4x1x64xf32>
    %extracted_slice_63 = tensor.extract_slice %transposed_56[0, 0, 0, 0] [1, 4, 1, 32] [1, 1, 1, 1] : tensor<1x4x1x64xf32> to tensor<1x4x1x32xf32>
    %extracted_slice_64 = tensor.extract_slice %transposed_56[0, 0, 0, 32] [1, 4, 1, 32] [1, 1, 1, 1] : tensor<1x4x1x64xf32> to tensor<1x4x1x32xf32>
    %95 = linalg.generic {indexing_maps = [#map4, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_64 : tensor<1x4x1x32xf32>) outs(%29 : tensor<1x4x1x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %140 = arith.negf %in : f32
      linalg.yield %140 : f32
    } -> tensor<1x4x1x32xf32>
    %concat_65 = tensor.concat dim(3) %95, %extracted_slice_63 : (tensor<1x4x1x32xf32>, tensor<1x4x1x32xf32>) -> tensor<1x4x1x64xf32>
    %96 = linalg.generic {indexing_maps = [#map4, #map5, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_65, %expanded_23 : tensor<1x4x1x64xf32>, tensor<1x1x1x64xf32>) outs(%21 : tensor<1x4x1x64xf32>) {
    ^bb0(%in: f32, %in_103: f32, %out: f32):
      %140 = arith.mulf %in, %in_103 : f32
      linalg.yield %140 : f32
    } -> tensor<1x4x1x64xf32>
    %97 = linalg.generic {indexing_maps = [#map4, #map4, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%94, %96 : tensor<1x4x1x64xf32>, tensor<1x4x1x64xf32>) outs(%21 : tensor<1x4x1x64xf32>) {
    ^bb0(%in: f32, %in_103: f32, %out: f32):
      %140 = arith.addf %in, %in_103 : f32
      linalg.yield %140 : f32
    } -> tensor<1x4x1x64xf32>
    %98 = linalg.generic {indexing_maps = [#map4, #map5, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_59, %expanded_22 : tensor<1x2x1x64xf32>, tensor<1x1x1x64xf32>) outs(%26 : tensor<1x2x1x64xf32>) {
    ^bb0(%in: f32, %in_103: f32, %out: f32):
      %140 = arith.mulf %in, %in_103 : f32
      linalg.yield %140 : f32
    } -> tensor<1x2x1x64xf32>
    %extracted_slice_66 = tensor.extract_slice %transposed_59[0, 0, 0, 0] [1, 2, 1, 32] [1, 1, 1, 1] : tensor<1x2x1x64xf32> to tensor<1x2x1x32xf32>
    %extracted_slice_67 = tensor.extract_slice %transposed_59[0, 0, 0, 32] [1, 2, 1, 32] [1, 1, 1, 1] : tensor<1x2x1x64xf32> to tensor<1x2x1x32xf32>
    %99 = linalg.generic {indexing_maps = [#map4, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_67 : tensor<1x2x1x32xf32>) outs(%34 : tensor<1x2x1x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %140 = arith.negf %in : f32
      linalg.yield %140 : f32
    } -> tensor<1x2x1x32xf32>
    %concat_68 = tensor.concat dim(3) %99, %extracted_slice_66 : (tensor<1x2x1x32xf32>, tensor<1x2x1x32xf32>) -> tensor<1x2x1x64xf32>
    %100 = linalg.generic {indexing_maps = [#map4, #map5, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_68, %expanded_23 : tensor<1x2x1x64xf32>, tensor<1x1x1x64xf32>) outs(%26 : tensor<1x2x1x64xf32>) {
    ^bb0(%in: f32, %in_103: f32, %out: f32):
      %140 = arith.mulf %in, %in_103 : f32
      linalg.yield %140 : f32
    } -> tensor<1x2x1x64xf32>
    %101 = linalg.generic {indexing_maps = [#map4, #map4, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%98, %100 : tensor<1x2x1x64xf32>, tensor<1x2x1x64xf32>) outs(%26 : tensor<1x2x1x64xf32>) {
    ^bb0(%in: f32, %in_103: f32, %out: f32):
      %140 = arith.addf %in, %in_103 : f32
      linalg.yield %140 : f32
    } -> tensor<1x2x1x64xf32>
    %concat_69 = tensor.concat dim(2) %collapsed_10, %101 : (tensor<1x2x16x64xf32>, tensor<1x2x1x64xf32>) -> tensor<1x2x17x64xf32>
    %concat_70 = tensor.concat dim(2) %collapsed_12, %transposed_62 : (tensor<1x2x16x64xf32>, tensor<1x2x1x64xf32>) -> tensor<1x2x17x64xf32>
    %102 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%concat_69 : tensor<1x2x17x64xf32>) outs(%38 : tensor<1x2x2x17x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x2x2x17x64xf32>
    %collapsed_71 = tensor.collapse_shape %102 [[0], [1, 2], [3], [4]] : tensor<1x2x2x17x64xf32> into tensor<1x4x17x64xf32>
    %103 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%concat_70 : tensor<1x2x17x64xf32>) outs(%38 : tensor<1x2x2x17x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x2x2x17x64xf32>
    %transposed_72 = linalg.transpose ins(%collapsed_71 : tensor<1x4x17x64xf32>) outs(%41 : tensor<1x4x64x17xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_73 = tensor.collapse_shape %97 [[0, 1], [2], [3]] : tensor<1x4x1x64xf32> into tensor<4x1x64xf32>
    %collapsed_74 = tensor.collapse_shape %transposed_72 [[0, 1], [2], [3]] : tensor<1x4x64x17xf32> into tensor<4x64x17xf32>
    %104 = linalg.batch_matmul ins(%collapsed_73, %collapsed_74 : tensor<4x1x64xf32>, tensor<4x64x17xf32>) outs(%43 : tensor<4x1x17xf32>) -> tensor<4x1x17xf32>
    %expanded_75 = tensor.expand_shape %104 [[0, 1], [2], [3]] output_shape [1, 4, 1, 17] : tensor<4x1x17xf32> into tensor<1x4x1x17xf32>
    %105 = linalg.generic {indexing_maps = [#map4, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_75 : tensor<1x4x1x17xf32>) outs(%45 : tensor<1x4x1x17xf32>) {
    ^bb0(%in: f32, %out: f32):
      %140 = arith.mulf %in, %cst_6 : f32
      linalg.yield %140 : f32
    } -> tensor<1x4x1x17xf32>
    %106 = linalg.generic {indexing_maps = [#map4, #map5, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%105, %cst_2 : tensor<1x4x1x17xf32>, tensor<1x1x1x17xf32>) outs(%45 : tensor<1x4x1x17xf32>) {
    ^bb0(%in: f32, %in_103: f32, %out: f32):
      %140 = arith.addf %in, %in_103 : f32
      linalg.yield %140 : f32
    } -> tensor<1x4x1x17xf32>
    %107:2 = linalg.generic {indexing_maps = [#map4, #map8, #map8], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%106 : tensor<1x4x1x17xf32>) outs(%51, %49 : tensor<1x4x1xf32>, tensor<1x4x1xi64>) {
    ^bb0(%in: f32, %out: f32, %out_103: i64):
      %140 = linalg.index 3 : index
      %141 = arith.index_cast %140 : index to i64
      %142 = arith.maximumf %in, %out : f32
      %143 = arith.cmpf ogt, %in, %out : f32
      %144 = arith.select %143, %141, %out_103 : i64
      linalg.yield %142, %144 : f32, i64
    } -> (tensor<1x4x1xf32>, tensor<1x4x1xi64>)
    %expanded_76 = tensor.expand_shape %107#0 [[0], [1], [2, 3]] output_shape [1, 4, 1, 1] : tensor<1x4x1xf32> into tensor<1x4x1x1xf32>
    %108 = linalg.generic {indexing_maps = [#map4, #map9, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%106, %expanded_76 : tensor<1x4x1x17xf32>, tensor<1x4x1x1xf32>) outs(%45 : tensor<1x4x1x17xf32>) {
    ^bb0(%in: f32, %in_103: f32, %out: f32):
      %140 = arith.subf %in, %in_103 : f32
      linalg.yield %140 : f32
    } -> tensor<1x4x1x17xf32>
    %109 = linalg.generic {indexing_maps = [#map4, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%108 : tensor<1x4x1x17xf32>) outs(%45 : tensor<1x4x1x17xf32>) {
    ^bb0(%in: f32, %out: f32):
      %140 = math.exp %in : f32
      linalg.yield %140 : f32
    } -> tensor<1x4x1x17xf32>
    %110 = linalg.generic {indexing_maps = [#map4, #map9], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%109 : tensor<1x4x1x17xf32>) outs(%56 : tensor<1x4x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %140 = arith.addf %in, %out : f32
      linalg.yield %140 : f32
    } -> tensor<1x4x1x1xf32>
    %111 = linalg.generic {indexing_maps = [#map4, #map9, #map4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%109, %110 : tensor<1x4x1x17xf32>, tensor<1x4x1x1xf32>) outs(%45 : tensor<1x4x1x17xf32>) {
    ^bb0(%in: f32, %in_103: f32, %out: f32):
      %140 = arith.divf %in, %in_103 : f32
      linalg.yield %140 : f32
    } -> tensor<1x4x1x17xf32>
    %collapsed_77 = tensor.collapse_shape %111 [[0, 1], [2], [3]] : tensor<1x4x1x17xf32> into tensor<4x1x17xf32>
    %collapsed_78 = tensor.collapse_shape %103 [[0, 1, 2], [3], [4]] : tensor<1x2x2x17x64xf32> into tensor<4x17x64xf32>
    %112 = linalg.batch_matmul ins(%collapsed_77, %collapsed_78 : tensor<4x1x17xf32>, tensor<4x17x64xf32>) outs(%60 : tensor<4x1x64xf32>) -> tensor<4x1x64xf32>
    %expanded_79 = tensor.expand_shape %112 [[0, 1], [2], [3]] output_shape [1, 4, 1, 64] : tensor<4x1x64xf32> into tensor<1x4x1x64xf32>
    %transposed_80 = linalg.transpose ins(%expanded_79 : tensor<1x4x1x64xf32>) outs(%62 : tensor<1x1x4x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_81 = linalg.transpose ins(%arg17 : tensor<256x256xf32>) outs(%17 : tensor<256x256xf32>) permutation = [1, 0] 
    %collapsed_82 = tensor.collapse_shape %transposed_80 [[0], [1, 2, 3]] : tensor<1x1x4x64xf32> into tensor<1x256xf32>
    %113 = linalg.matmul ins(%collapsed_82, %transposed_81 : tensor<1x256xf32>, tensor<256x256xf32>) outs(%19 : tensor<1x256xf32>) -> tensor<1x256xf32>
    %expanded_83 = tensor.expand_shape %113 [[0], [1, 2]] output_shape [1, 1, 256] : tensor<1x256xf32> into tensor<1x1x256xf32>
    %114 = linalg.generic {indexing_maps = [#map1, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%83, %expanded_83 : tensor<1x1x256xf32>, tensor<1x1x256xf32>) outs(%0 : tensor<1x1x256xf32>) {
    ^bb0(%in: f32, %in_103: f32, %out: f32):
      %140 = arith.addf %in, %in_103 : f32
      linalg.yield %140 : f32
    } -> tensor<1x1x256xf32>
    %115 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%114 : tensor<1x1x256xf32>) outs(%0 : tensor<1x1x256xf32>) {
    ^bb0(%in: f32, %out: f32):
      %140 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %140 : f32
    } -> tensor<1x1x256xf32>
    %116 = linalg.generic {indexing_maps = [#map1, #map2], iterator_types = ["parallel", "parallel", "reduction"]} ins(%115 : tensor<1x1x256xf32>) outs(%10 : tensor<1x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %140 = arith.addf %in, %out : f32
      linalg.yield %140 : f32
    } -> tensor<1x1x1xf32>
    %117 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%116 : tensor<1x1x1xf32>) outs(%2 : tensor<1x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %140 = arith.divf %in, %cst_5 : f32
      linalg.yield %140 : f32
    } -> tensor<1x1x1xf32>
    %118 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%117 : tensor<1x1x1xf32>) outs(%2 : tensor<1x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %140 = arith.truncf %cst_3 : f64 to f32
      %141 = arith.addf %in, %140 : f32
      linalg.yield %141 : f32
    } -> tensor<1x1x1xf32>
    %119 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%118 : tensor<1x1x1xf32>) outs(%2 : tensor<1x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %140 = math.rsqrt %in : f32
      linalg.yield %140 : f32
    } -> tensor<1x1x1xf32>
    %120 = linalg.generic {indexing_maps = [#map1, #map2, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%114, %119 : tensor<1x1x256xf32>, tensor<1x1x1xf32>) outs(%0 : tensor<1x1x256xf32>) {
    ^bb0(%in: f32, %in_103: f32, %out: f32):
      %140 = arith.mulf %in, %in_103 : f32
      linalg.yield %140 : f32
    } -> tensor<1x1x256xf32>
    %121 = linalg.generic {indexing_maps = [#map3, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg22, %120 : tensor<256xf32>, tensor<1x1x256xf32>) outs(%0 : tensor<1x1x256xf32>) {
    ^bb0(%in: f32, %in_103: f32, %out: f32):
      %140 = arith.mulf %in, %in_103 : f32
      linalg.yield %140 : f32
    } -> tensor<1x1x256xf32>
    %transposed_84 = linalg.transpose ins(%arg18 : tensor<512x256xf32>) outs(%72 : tensor<256x512xf32>) permutation = [1, 0] 
    %collapsed_85 = tensor.collapse_shape %121 [[0], [1, 2]] : tensor<1x1x256xf32> into tensor<1x256xf32>
    %122 = linalg.matmul ins(%collapsed_85, %transposed_84 : tensor<1x256xf32>, tensor<256x512xf32>) outs(%74 : tensor<1x512xf32>) -> tensor<1x512xf32>
    %expanded_86 = tensor.expand_shape %122 [[0], [1, 2]] output_shape [1, 1, 512] : tensor<1x512xf32> into tensor<1x1x512xf32>
    %123 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_86 : tensor<1x1x512xf32>) outs(%76 : tensor<1x1x512xf32>) {
    ^bb0(%in: f32, %out: f32):
      %140 = arith.negf %in : f32
      %141 = math.exp %140 : f32
      %142 = arith.addf %141, %cst_1 : f32
      %143 = arith.divf %cst_1, %142 : f32
      linalg.yield %143 : f32
    } -> tensor<1x1x512xf32>
    %124 = linalg.generic {indexing_maps = [#map1, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_86, %123 : tensor<1x1x512xf32>, tensor<1x1x512xf32>) outs(%76 : tensor<1x1x512xf32>) {
    ^bb0(%in: f32, %in_103: f32, %out: f32):
      %140 = arith.mulf %in, %in_103 : f32
      linalg.yield %140 : f32
    } -> tensor<1x1x512xf32>
    %transposed_87 = linalg.transpose ins(%arg19 : tensor<512x256xf32>) outs(%72 : tensor<256x512xf32>) permutation = [1, 0] 
    %125 = linalg.matmul ins(%collapsed_85, %transposed_87 : tensor<1x256xf32>, tensor<256x512xf32>) outs(%74 : tensor<1x512xf32>) -> tensor<1x512xf32>
    %expanded_88 = tensor.expand_shape %125 [[0], [1, 2]] output_shape [1, 1, 512] : tensor<1x512xf32> into tensor<1x1x512xf32>
    %126 = linalg.generic {indexing_maps = [#map1, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%124, %expanded_88 : tensor<1x1x512xf32>, tensor<1x1x512xf32>) outs(%76 : tensor<1x1x512xf32>) {
    ^bb0(%in: f32, %in_103: f32, %out: f32):
      %140 = arith.mulf %in, %in_103 : f32
      linalg.yield %140 : f32
    } -> tensor<1x1x512xf32>
    %transposed_89 = linalg.transpose ins(%arg20 : tensor<256x512xf32>) outs(%81 : tensor<512x256xf32>) permutation = [1, 0] 
    %collapsed_90 = tensor.collapse_shape %126 [[0], [1, 2]] : tensor<1x1x512xf32> into tensor<1x512xf32>
    %127 = linalg.matmul ins(%collapsed_90, %transposed_89 : tensor<1x512xf32>, tensor<512x256xf32>) outs(%19 : tensor<1x256xf32>) -> tensor<1x256xf32>
    %expanded_91 = tensor.expand_shape %127 [[0], [1, 2]] output_shape [1, 1, 256] : tensor<1x256xf32> into tensor<1x1x256xf32>
    %128 = linalg.generic {indexing_maps = [#map1, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%114, %expanded_91 : tensor<1x1x256xf32>, tensor<1x1x256xf32>) outs(%0 : tensor<1x1x256xf32>) {
    ^bb0(%in: f32, %in_103: f32, %out: f32):
      %140 = arith.addf %in, %in_103 : f32
      linalg.yield %140 : f32
    } -> tensor<1x1x256xf32>
    %129 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%128 : tensor<1x1x256xf32>) outs(%0 : tensor<1x1x256xf32>) {
    ^bb0(%in: f32, %out: f32):
      %140 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %140 : f32
    } -> tensor<1x1x256xf32>
    %130 = linalg.generic {indexing_maps = [#map1, #map2], iterator_types = ["parallel", "parallel", "reduction"]} ins(%129 : tensor<1x1x256xf32>) outs(%10 : tensor<1x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %140 = arith.addf %in, %out : f32
      linalg.yield %140 : f32
    } -> tensor<1x1x1xf32>
    %131 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%130 : tensor<1x1x1xf32>) outs(%2 : tensor<1x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %140 = arith.divf %in, %cst_5 : f32
      linalg.yield %140 : f32
    } -> tensor<1x1x1xf32>
    %132 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%131 : tensor<1x1x1xf32>) outs(%2 : tensor<1x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %140 = arith.truncf %cst_3 : f64 to f32
      %141 = arith.addf %in, %140 : f32
      linalg.yield %141 : f32
    } -> tensor<1x1x1xf32>
    %133 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%132 : tensor<1x1x1xf32>) outs(%2 : tensor<1x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %140 = math.rsqrt %in : f32
      linalg.yield %140 : f32
    } -> tensor<1x1x1xf32>
    %134 = linalg.generic {indexing_maps = [#map1, #map2, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%128, %133 : tensor<1x1x256xf32>, tensor<1x1x1xf32>) outs(%0 : tensor<1x1x256xf32>) {
    ^bb0(%in: f32, %in_103: f32, %out: f32):
      %140 = arith.mulf %in, %in_103 : f32
      linalg.yield %140 : f32
    } -> tensor<1x1x256xf32>
    %135 = linalg.generic {indexing_maps = [#map3, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg23, %134 : tensor<256xf32>, tensor<1x1x256xf32>) outs(%0 : tensor<1x1x256xf32>) {
    ^bb0(%in: f32, %in_103: f32, %out: f32):
      %140 = arith.mulf %in, %in_103 : f32
      linalg.yield %140 : f32
    } -> tensor<1x1x256xf32>
    %136 = tensor.empty() : tensor<256x1024xf32>
    %transposed_92 = linalg.transpose ins(%arg4 : tensor<1024x256xf32>) outs(%136 : tensor<256x1024xf32>) permutation = [1, 0] 
    %collapsed_93 = tensor.collapse_shape %135 [[0], [1, 2]] : tensor<1x1x256xf32> into tensor<1x256xf32>
    %137 = tensor.empty() : tensor<1x1024xf32>
    %138 = linalg.fill ins(%cst : f32) outs(%137 : tensor<1x1024xf32>) -> tensor<1x1024xf32>
    %139 = linalg.matmul ins(%collapsed_93, %transposed_92 : tensor<1x256xf32>, tensor<256x1024xf32>) outs(%138 : tensor<1x1024xf32>) -> tensor<1x1024xf32>
    %expanded_94 = tensor.expand_shape %139 [[0], [1, 2]] output_shape [1, 1, 1024] : tensor<1x1024xf32> into tensor<1x1x1024xf32>
    %extracted_slice_95 = tensor.extract_slice %concat_30[0, 0, 16, 0] [1, 2, 1, 64] [1, 1, 1, 1] : tensor<1x2x17x64xf32> to tensor<1x2x1x64xf32>
    %extracted_slice_96 = tensor.extract_slice %concat_69[0, 0, 16, 0] [1, 2, 1, 64] [1, 1, 1, 1] : tensor<1x2x17x64xf32> to tensor<1x2x1x64xf32>
    %concat_97 = tensor.concat dim(0) %extracted_slice_95, %extracted_slice_96 : (tensor<1x2x1x64xf32>, tensor<1x2x1x64xf32>) -> tensor<2x2x1x64xf32>
    %expanded_98 = tensor.expand_shape %concat_97 [[0], [1, 2], [3], [4]] output_shape [2, 1, 2, 1, 64] : tensor<2x2x1x64xf32> into tensor<2x1x2x1x64xf32>
    %extracted_slice_99 = tensor.extract_slice %concat_31[0, 0, 16, 0] [1, 2, 1, 64] [1, 1, 1, 1] : tensor<1x2x17x64xf32> to tensor<1x2x1x64xf32>
    %extracted_slice_100 = tensor.extract_slice %concat_70[0, 0, 16, 0] [1, 2, 1, 64] [1, 1, 1, 1] : tensor<1x2x17x64xf32> to tensor<1x2x1x64xf32>
    %concat_101 = tensor.concat dim(0) %extracted_slice_99, %extracted_slice_100 : (tensor<1x2x1x64xf32>, tensor<1x2x1x64xf32>) -> tensor<2x2x1x64xf32>
    %expanded_102 = tensor.expand_shape %concat_101 [[0], [1, 2], [3], [4]] output_shape [2, 1, 2, 1, 64] : tensor<2x2x1x64xf32> into tensor<2x1x2x1x64xf32>
    return %expanded_94, %expanded_98, %expanded_102 : tensor<1x1x1024xf32>, tensor<2x1x2x1x64xf32>, tensor<2x1x2x1x64xf32>
  }
}

{-#
  dialect_resources: {
    builtin: {
      torch_tensor_32_torch.float32: "0x040000000000803F06A5323FCF53F93EFFFCAD3E23D4723E0974293ED67FEC3D5609A53DC255663D1DBC203DD254E03C978B9C3CF27B5A3C0577183C15CAD43BAE7D943B383E4F3BDB9E103B5CD7C93ADBD98C3A8C94443A022E093AD774BF39A99A853953773A392B1F02391B9BB538D4757D3852DF303896DAF6371D43AC376D6B7037"
    }
  }
#-}

