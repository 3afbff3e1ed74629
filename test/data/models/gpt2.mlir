#map = affine_map<(d0) -> (d0)>
#map1 = affine_map<(d0, d1) -> (0, d1)>
#map2 = affine_map<(d0, d1) -> (d0, 0)>
#map3 = affine_map<(d0, d1) -> (d0, d1)>
#map4 = affine_map<(d0, d1) -> ()>
#map5 = affine_map<(d0, d1, d2) -> (d0, d1)>
#map6 = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
#map7 = affine_map<(d0, d1, d2) -> (d0, d1, 0)>
#map8 = affine_map<(d0, d1, d2) -> (d2)>
#map9 = affine_map<(d0, d1) -> (d1)>
#map10 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#map11 = affine_map<(d0, d1, d2, d3) -> (d0, 0, d2, d3)>
#map12 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>
#map13 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>
module {
  func.func @main(%arg0: tensor<1x16xi64>, %arg1: tensor<512x256xf32>, %arg2: tensor<64x256xf32>, %arg3: tensor<256xf32>, %arg4: tensor<256xf32>, %arg5: tensor<256x768xf32>, %arg6: tensor<768xf32>, %arg7: tensor<256x256xf32>, %arg8: tensor<256xf32>, %arg9: tensor<256xf32>, %arg10: tensor<256xf32>, %arg11: tensor<256x1024xf32>, %arg12: tensor<1024xf32>, %arg13: tensor<1024x256xf32>, %arg14: tensor<256xf32>, %arg15: tensor<256xf32>, %arg16: tensor<256xf32>) -> tensor<1x16x512xf32> {
    %c3_i64 = arith.constant 3 : i64
    %c0_i64 = arith.constant 0 : i64
    %c1_i64 = arith.constant 1 : i64
    %c512 = arith.constant 512 : index
    %c64 = arith.constant 64 : index
    %cst = arith.constant 0.000000e+00 : f64
    %cst_0 = arith.constant 0.000000e+00 : f32
    %cst_1 = arith.constant 0xFF800000 : f32
    %cst_2 = arith.constant dense<0.000000e+00> : tensor<f32>
    %cst_3 = arith.constant dense<-3.40282347E+38> : tensor<16x16xf32>
    %cst_4 = arith.constant 0.79788456080286541 : f64
    %cst_5 = arith.constant 4.471500e-02 : f64
    %cst_6 = arith.constant 1.000000e-05 : f64
    %cst_7 = arith.constant 2.560000e+02 : f64
    %cst_8 = arith.constant 2.560000e+02 : f32
    %cst_9 = arith.constant 1.250000e-01 : f32
    %cst_10 = arith.constant 5.000000e-01 : f32
    %cst_11 = arith.constant 1.000000e+00 : f32
    %0 = tensor.empty() : tensor<16xi64>
    %1 = linalg.generic {indexing_maps = [#map], iterator_types = ["parallel"]} outs(%0 : tensor<16xi64>) {
    ^bb0(%out: i64):
      %121 = linalg.index 0 : index
      %122 = arith.index_cast %121 : index to i64
      linalg.yield %122 : i64
    } -> tensor<16xi64>
    %expanded = tensor.expand_shape %1 [[0, 1]] output_shape [1, 16] : tensor<16xi64> into tensor<1x16xi64>
    %expanded_12 = tensor.expand_shape %1 [[0, 1]] output_shape [16, 1] : tensor<16xi64> into tensor<16x1xi64>
    %2 = tensor.empty() : tensor<16x16xi64>
    %3 = linalg.generic {indexing_maps = [#map1, #map2, #map3], iterator_types = ["parallel", "parallel"]} ins(%expanded, %expanded_12 : tensor<1x16xi64>, tensor<16x1xi64>) outs(%2 : tensor<16x16xi64>) {
    ^bb0(%in: i64, %in_39: i64, %out: i64):
      %121 = arith.subi %in, %in_39 : i64
      linalg.yield %121 : i64
    } -> tensor<16x16xi64>
    %4 = tensor.empty() : tensor<16x16xi1>
    %5 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel"]} ins(%3 : tensor<16x16xi64>) outs(%4 : tensor<16x16xi1>) {
    ^bb0(%in: i64, %out: i1):
      %121 = arith.cmpi sge, %in, %c1_i64 : i64
      linalg.yield %121 : i1
    } -> tensor<16x16xi1>
    %6 = tensor.empty() : tensor<16x16xf32>
    %7 = linalg.generic {indexing_maps = [#map3, #map3, #map4, #map3], iterator_types = ["parallel", "parallel"]} ins(%5, %cst_3, %cst_2 : tensor<16x16xi1>, tensor<16x16xf32>, tensor<f32>) outs(%6 : tensor<16x16xf32>) {
    ^bb0(%in: i1, %in_39: f32, %in_40: f32, %out: f32):
      %121 = arith.select %in, %in_39, %in_40 : f32
      linalg.yield %121 : f32
    } -> tensor<16x16xf32>
    %expanded_13 = tensor.expand_shape %7 [[0, 1, 2], [3]] output_shape [1, 1, 16, 16] : tensor<16x16xf32> into tensor<1x1x16x16xf32>
    %8 = tensor.empty() : tensor<1x16x256xf32>
    %9 = linalg.generic {indexing_maps = [#map5, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg0 : tensor<1x16xi64>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: i64, %out: f32):
      %121 = arith.index_cast %in : i64 to index
      %122 = linalg.index 2 : index
      %123 = arith.cmpi slt, %121, %c512 : index
      cf.assert %123, "index must be smaller than dim size"
      %124 = arith.cmpi sge, %in, %c0_i64 : i64
      cf.assert %124, "index must be larger or equal to 0"
      %extracted = tensor.extract %arg1[%121, %122] : tensor<512x256xf32>
      linalg.yield %extracted : f32
    } -> tensor<1x16x256xf32>
    %10 = linalg.generic {indexing_maps = [#map5, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded : tensor<1x16xi64>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: i64, %out: f32):
      %121 = arith.index_cast %in : i64 to index
      %122 = linalg.index 2 : index
      %123 = arith.cmpi slt, %121, %c64 : index
      cf.assert %123, "index must be smaller than dim size"
      %124 = arith.cmpi sge, %in, %c0_i64 : i64
      cf.assert %124, "index must be larger or equal to 0"
      %extracted = tensor.extract %arg2[%121, %122] : tensor<64x256xf32>
      linalg.yield %extracted : f32
    } -> tensor<1x16x256xf32>
    %11 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%9, %10 : tensor<1x16x256xf32>, tensor<1x16x256xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %in_39: f32, %out: f32):
      %121 = arith.addf %in, %in_39 : f32
      linalg.yield %121 : f32
    } -> tensor<1x16x256xf32>
    %12 = tensor.empty() : tensor<1x16x256xf64>
    %13 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%11 : tensor<1x16x256xf32>) outs(%12 : tensor<1x16x256xf64>) {
    ^bb0(%in: f32, %out: f64):
      %121 = arith.extf %in : f32 to f64
      linalg.yield %121 : f64
    } -> tensor<1x16x256xf64>
    %14 = tensor.empty() : tensor<1x16x1xf64>
    %15 = linalg.fill ins(%cst : f64) outs(%14 : tensor<1x16x1xf64>) -> tensor<1x16x1xf64>
    %16 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%13 : tensor<1x16x256xf64>) outs(%15 : tensor<1x16x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %121 = arith.addf %in, %out : f64
      linalg.yield %121 : f64
    } -> tensor<1x16x1xf64>
    %17 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%16 : tensor<1x16x1xf64>) outs(%14 : tensor<1x16x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %121 = arith.divf %in, %cst_7 : f64
      linalg.yield %121 : f64
    } -> tensor<1x16x1xf64>
    %18 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%13, %17 : tensor<1x16x256xf64>, tensor<1x16x1xf64>) outs(%12 : tensor<1x16x256xf64>) {
    ^bb0(%in: f64, %in_39: f64, %out: f64):
      %121 = arith.subf %in, %in_39 : f64
      linalg.yield %121 : f64
    } -> tensor<1x16x256xf64>
    %19 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%18, %18 : tensor<1x16x256xf64>, tensor<1x16x256xf64>) outs(%12 : tensor<1x16x256xf64>) {
    ^bb0(%in: f64, %in_39: f64, %out: f64):
      %121 = arith.mulf %in, %in_39 : f64
      linalg.yield %121 : f64
    } -> tensor<1x16x256xf64>
    %20 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%19 : tensor<1x16x256xf64>) outs(%15 : tensor<1x16x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %121 = arith.addf %in, %out : f64
      linalg.yield %121 : f64
    } -> tensor<1x16x1xf64>
    %21 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%20 : tensor<1x16x1xf64>) outs(%14 : tensor<1x16x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %121 = arith.divf %in, %cst_7 : f64
      linalg.yield %121 : f64
    } -> tensor<1x16x1xf64>
    %22 = tensor.empty() : tensor<1x16x1xf32>
    %23 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%21 : tensor<1x16x1xf64>) outs(%22 : tensor<1x16x1xf32>) {
    ^bb0(%in: f64, %out: f32):
      %121 = arith.truncf %in : f64 to f32
      linalg.yield %121 : f32
    } -> tensor<1x16x1xf32>
    %24 = linalg.fill ins(%cst_0 : f32) outs(%22 : tensor<1x16x1xf32>) -> tensor<1x16x1xf32>
    %25 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%11 : tensor<1x16x256xf32>) outs(%24 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = arith.addf %in, %out : f32
      linalg.yield %121 : f32
    } -> tensor<1x16x1xf32>
    %26 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%25 : tensor<1x16x1xf32>) outs(%22 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = arith.divf %in, %cst_8 : f32
      linalg.yield %121 : f32
    } -> tensor<1x16x1xf32>
    %27 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%23 : tensor<1x16x1xf32>) outs(%22 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = arith.truncf %cst_6 : f64 to f32
      %122 = arith.addf %in, %121 : f32
      linalg.yield %122 : f32
    } -> tensor<1x16x1xf32>
    %28 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%27 : tensor<1x16x1xf32>) outs(%22 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = math.rsqrt %in : f32
      linalg.yield %121 : f32
    } -> tensor<1x16x1xf32>
    %29 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%11, %26 : tensor<1x16x256xf32>, tensor<1x16x1xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %in_39: f32, %out: f32):
      %121 = arith.subf %in, %in_39 : f32
      linalg.yield %121 : f32
    } -> tensor<1x16x256xf32>
    %30 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%29, %28 : tensor<1x16x256xf32>, tensor<1x16x1xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %in_39: f32, %out: f32):
      %121 = arith.mulf %in, %in_39 : f32
      linalg.yield %121 : f32
    } -> tensor<1x16x256xf32>
    %31 = linalg.generic {indexing_maps = [#map6, #map8, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%30, %arg3 : tensor<1x16x256xf32>, tensor<256xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %in_39: f32, %out: f32):
      %121 = arith.mulf %in, %in_39 : f32
      linalg.yield %121 : f32
    } -> tensor<1x16x256xf32>
    %32 = linalg.generic {indexing_maps = [#map6, #map8, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%31, %arg4 : tensor<1x16x256xf32>, tensor<256xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %in_39: f32, %out: f32):
      %121 = arith.addf %in, %in_39 : f32
      linalg.yield %121 : f32
    } -> tensor<1x16x256xf32>
    %collapsed = tensor.collapse_shape %32 [[0, 1], [2]] : tensor<1x16x256xf32> into tensor<16x256xf32>
    %33 = tensor.empty() : tensor<16x768xf32>
    %34 = linalg.fill ins(%cst_0 : f32) outs(%33 : tensor<16x768xf32>) -> tensor<16x768xf32>
    %35 = linalg.matmul ins(%collapsed, %arg5 : tensor<16x256xf32>, tensor<256x768xf32>) outs(%34 : tensor<16x768xf32>) -> tensor<16x768xf32>
    %36 = linalg.generic {indexing_maps = [#map9, #map3], iterator_types = ["parallel", "parallel"]} ins(%arg6 : tensor<768xf32>) outs(%33 : tensor<16x768xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<16x768xf32>
    %37 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel"]} ins(%35, %36 : tensor<16x768xf32>, tensor<16x768xf32>) outs(%33 : tensor<16x768xf32>) {
    ^bb0(%in: f32, %in_39: f32, %out: f32):
      %121 = arith.addf %in, %in_39 : f32
      linalg.yield %121 : f32
    } -> tensor<16x768xf32>
    %expanded_14 = tensor.expand_shape %37 [[0, 1], [2]] output_shape [1, 16, 768] : tensor<16x768xf32> into tensor<1x16x768xf32>
    %extracted_slice = tensor.extract_slice %expanded_14[0, 0, 0] [1, 16, 256] [1, 1, 1] : tensor<1x16x768xf32> to tensor<1x16x256xf32>
    %extracted_slice_15 = tensor.extract_slice %expanded_14[0, 0, 256] [1, 16, 256] [1, 1, 1] : tensor<1x16x768xf32> to tensor<1x16x256xf32>
    %extracted_slice_16 = tensor.extract_slice %expanded_14[0, 0, 512] [1, 16, 256] [1, 1, 1] : tensor<1x16x768xf32> to tensor<1x16x256xf32>
    %expanded_17 = tensor.expand_shape %extracted_slice_15 [[0], [1], [2, 3]] output_shape [1, 16, 4, 64] : tensor<1x16x256xf32> into tensor<1x16x4x64xf32>
    %expanded_18 = tensor.expand_shape %extracted_slice_16 [[0], [1], [2, 3]] output_shape [1, 16, 4, 64] : tensor<1x16x256xf32> into tensor<1x16x4x64xf32>
    %38 = tensor.empty() : tensor<1x4x16x64xf32>
    %transposed = linalg.transpose ins(%expanded_18 : tensor<1x16x4x64xf32>) outs(%38 : tensor<1x4x16x64xf32>) permutation = [0, 2, 1, 3] 
    %expanded_19 = tensor.expand_shape %extracted_slice [[0], [1], [2, 3]] output_shape [1, 16, 4, 64] : tensor<1x16x256xf32> into tensor<1x16x4x64xf32>
    %transposed_20 = linalg.transpose ins(%expanded_19 : tensor<1x16x4x64xf32>) outs(%38 : tensor<1x4x16x64xf32>) permutation = [0, 2, 1, 3] 
    %39 = tensor.empty() : tensor<1x4x64x16xf32>
    %transposed_21 = linalg.transpose ins(%expanded_17 : tensor<1x16x4x64xf32>) outs(%39 : tensor<1x4x64x16xf32>) permutation = [0, 2, 3, 1] 
    %collapsed_22 = tensor.collapse_shape %transposed_20 [[0, 1], [2], [3]] : tensor<1x4x16x64xf32> into tensor<4x16x64xf32>
    %collapsed_23 = tensor.collapse_shape %transposed_21 [[0, 1], [2], [3]] : tensor<1x4x64x16xf32> into tensor<4x64x16xf32>
    %40 = tensor.empty() : tensor<4x16x16xf32>
    %41 = linalg.fill ins(%cst_0 : f32) outs(%40 : tensor<4x16x16xf32>) -> tensor<4x16x16xf32>
    %42 = linalg.batch_matmul ins(%collapsed_22, %collapsed_23 : tensor<4x16x64xf32>, tensor<4x64x16xf32>) outs(%41 : tensor<4x16x16xf32>) -> tensor<4x16x16xf32>
    %expanded_24 = tensor.expand_shape %42 [[0, 1], [2], [3]] output_shape [1, 4, 16, 16] : tensor<4x16x16xf32> into tensor<1x4x16x16xf32>
    %43 = tensor.empty() : tensor<1x4x16x16xf32>
    %44 = linalg.generic {indexing_maps = [#map10, #map10], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_24 : tensor<1x4x16x16xf32>) outs(%43 : tensor<1x4x16x16xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = arith.mulf %in, %cst_9 : f32
      linalg.yield %121 : f32
    } -> tensor<1x4x16x16xf32>
    %45 = linalg.generic {indexing_maps = [#map10, #map11, #map10], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%44, %expanded_13 : tensor<1x4x16x16xf32>, tensor<1x1x16x16xf32>) outs(%43 : tensor<1x4x16x16xf32>) {
    ^bb0(%in: f32, %in_39: f32, %out: f32):
      %121 = arith.addf %in, %in_39 : f32
      linalg.yield %121 : f32
    } -> tensor<1x4x16x16xf32>
    %46 = tensor.empty() : tensor<1x4x16xi64>
    %47 = linalg.fill ins(%c0_i64 : i64) outs(%46 : tensor<1x4x16xi64>) -> tensor<1x4x16xi64>
    %48 = tensor.empty() : tensor<1x4x16xf32>
    %49 = linalg.fill ins(%cst_1 : f32) outs(%48 : tensor<1x4x16xf32>) -> tensor<1x4x16xf32>
    %50:2 = linalg.generic {indexing_maps = [#map10, #map12, #map12], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%45 : tensor<1x4x16x16xf32>) outs(%49, %47 : tensor<1x4x16xf32>, tensor<1x4x16xi64>) {
    ^bb0(%in: f32, %out: f32, %out_39: i64):
      %121 = linalg.index 3 : index
      %122 = arith.index_cast %121 : index to i64
      %123 = arith.maximumf %in, %out : f32
      %124 = arith.cmpf ogt, %in, %out : f32
      %125 = arith.select %124, %122, %out_39 : i64
      linalg.yield %123, %125 : f32, i64
    } -> (tensor<1x4x16xf32>, tensor<1x4x16xi64>)
    %expanded_25 = tensor.expand_shape %50#0 [[0], [1], [2, 3]] output_shape [1, 4, 16, 1] : tensor<1x4x16xf32> into tensor<1x4x16x1xf32>
    %51 = linalg.generic {indexing_maps = [#map10, #map13, #map10], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%45, %expanded_25 : tensor<1x4x16x16xf32>, tensor<1x4x16x1xf32>) outs(%43 : tensor<1x4x16x16xf32>) {
    ^bb0(%in: f32, %in_39: f32, %out: f32):
      %121 = arith.subf %in, %in_39 : f32
      linalg.yield %121 : f32
    } -> tensor<1x4x16x16xf32>
    %52 = linalg.generic {indexing_maps = [#map10, #map10], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%51 : tensor<1x4x16x16xf32>) outs(%43 : tensor<1x4x16x16xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = math.exp %in : f32
      linalg.yield %121 : f32
    } -> tensor<1x4x16x16xf32>
    %53 = tensor.empty() : tensor<1x4x16x1xf32>
    %54 = linalg.fill ins(%cst_0 : f32) outs(%53 : tensor<1x4x16x1xf32>) -> tensor<1x4x16x1xf32>
    %55 = linalg.generic {indexing_maps = [#map10, #map13], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%52 : tensor<1x4x16x16xf32>) outs(%54 : tensor<1x4x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = arith.addf %in, %out : f32
      linalg.yield %121 : f32
    } -> tensor<1x4x16x1xf32>
    %56 = linalg.generic {indexing_maps = [#map10, #map13, #map10], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%52, %55 : tensor<1x4x16x16xf32>, tensor<1x4x16x1xf32>) outs(%43 : tensor<1x4x16x16xf32>) {
    ^bb0(%in: f32, %in_39: f32, %out: f32):
      %121 = arith.divf %in, %in_39 : f32
      linalg.yield %121 : f32
    } -> tensor<1x4x16x16xf32>
    %collapsed_26 = tensor.collapse_shape %56 [[0, 1], [2], [3]] : tensor<1x4x16x16xf32> into tensor<4x16x16xf32>
    %collapsed_27 = tensor.collapse_shape %transposed [[0, 1], [2], [3]] : tensor<1x4x16x64xf32> into tensor<4x16x64xf32>
    %57 = tensor.empty() : tensor<4x16x64xf32>
    %58 = linalg.fill ins(%cst_0 : f32) outs(%57 : tensor<4x16x64xf32>) -> tensor<4x16x64xf32>
    %59 = linalg.batch_matmul ins(%collapsed_26, %collapsed_27 : tensor<4x16x16xf32>, tensor<4x16x64xf32>) outs(%58 : tensor<4x16x64xf32>) -> tensor<4x16x64xf32>
    %expanded_28 = tensor.expand_shape %59 [[0, 1], [2], [3]] output_shape [1, 4, 16, 64] : tensor<4x16x64xf32> into tensor<1x4x16x64xf32>
    %60 = tensor.empty() : tensor<1x16x4x64xf32>
    %transposed_29 = linalg.transpose ins(%expanded_28 : tensor<1x4x16x64xf32>) outs(%60 : tensor<1x16x4x64xf32>) permutation = [0, 2, 1, 3] 
    %collapsed_30 = tensor.collapse_shape %transposed_29 [[0, 1], [2, 3]] : tensor<1x16x4x64xf32> into tensor<16x256xf32>
    %61 = tensor.empty() : tensor<16x256xf32>
    %62 = linalg.fill ins(%cst_0 : f32) outs(%61 : tensor<16x256xf32>) -> tensor<16x256xf32>
    %63 = linalg.matmul ins(%collapsed_30, %arg7 : tensor<16x256xf32>, tensor<256x256xf32>) outs(%62 : tensor<16x256xf32>) -> tensor<16x256xf32>
    %64 = linalg.generic {indexing_maps = [#map9, #map3], iterator_types = ["parallel", "parallel"]} ins(%arg8 : tensor<256xf32>) outs(%61 : tensor<16x256xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<16x256xf32>
    %65 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel"]} ins(%63, %64 : tensor<16x256xf32>, tensor<16x256xf32>) outs(%61 : tensor<16x256xf32>) {
    ^bb0(%in: f32, %in_39: f32, %out: f32):
      %121 = arith.addf %in, %in_39 : f32
      linalg.yield %121 : f32
    } -> tensor<16x256xf32>
    %expanded_31 = tensor.expand_shape %65 [[0, 1], [2]] output_shape [1, 16, 256] : tensor<16x256xf32> into tensor<1x16x256xf32>
    %66 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_31, %11 : tensor<1x16x256xf32>, tensor<1x16x256xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %in_39: f32, %out: f32):
      %121 = arith.addf %in, %in_39 : f32
      linalg.yield %121 : f32
    } -> tensor<1x16x256xf32>
    %67 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%66 : tensor<1x16x256xf32>) outs(%12 : tensor<1x16x256xf64>) {
    ^bb0(%in: f32, %out: f64):
      %121 = arith.extf %in : f32 to f64
      linalg.yield %121 : f64
    } -> tensor<1x16x256xf64>
    %68 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%67 : tensor<1x16x256xf64>) outs(%15 : tensor<1x16x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %121 = arith.addf %in, %out : f64
      linalg.yield %121 : f64
    } -> tensor<1x16x1xf64>
    %69 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%68 : tensor<1x16x1xf64>) outs(%14 : tensor<1x16x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %121 = arith.divf %in, %cst_7 : f64
      linalg.yield %121 : f64
    } -> tensor<1x16x1xf64>
    %70 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%67, %69 : tensor<1x16x256xf64>, tensor<1x16x1xf64>) outs(%12 : tensor<1x16x256xf64>) {
    ^bb0(%in: f64, %in_39: f64, %out: f64):
      %121 = arith.subf %in, %in_39 : f64
      linalg.yield %121 : f64
    } -> tensor<1x16x256xf64>
    %71 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%70, %70 : tensor<1x16x256xf64>, tensor<1x16x256xf64>) outs(%12 : tensor<1x16x256xf64>) {
    ^bb0(%in: f64, %in_39: f64, %out: f64):
      %121 = arith.mulf %in, %in_39 : f64
      linalg.yield %121 : f64
    } -> tensor<1x16x256xf64>
    %72 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%71 : tensor<1x16x256xf64>) outs(%15 : tensor<1x16x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %121 = arith.addf %in, %out : f64
      linalg.yield %121 : f64
    } -> tensor<1x16x1xf64>
    %73 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%72 : tensor<1x16x1xf64>) outs(%14 : tensor<1x16x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %121 = arith.divf %in, %cst_7 : f64
      linalg.yield %121 : f64
    } -> tensor<1x16x1xf64>
    %74 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%73 : tensor<1x16x1xf64>) outs(%22 : tensor<1x16x1xf32>) {
    ^bb0(%in: f64, %out: f32):
      %121 = arith.truncf %in : f64 to f32
      linalg.yield %121 : f32
    } -> tensor<1x16x1xf32>
    %75 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%66 : tensor<1x16x256xf32>) outs(%24 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = arith.addf %in, %out : f32
      linalg.yield %121 : f32
    } -> tensor<1x16x1xf32>
    %76 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%75 : tensor<1x16x1xf32>) outs(%22 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = arith.divf %in, %cst_8 : f32
      linalg.yield %121 : f32
    } -> tensor<1x16x1xf32>
    %77 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%74 : tensor<1x16x1xf32>) outs(%22 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = arith.truncf %cst_6 : f64 to f32
      %122 = arith.addf %in, %121 : f32
      linalg.yield %122 : f32
    } -> tensor<1x16x1xf32>
    %78 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%77 : tensor<1x16x1xf32>) outs(%22 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = math.rsqrt %in : f32
      linalg.yield %121 : f32
    } -> tensor<1x16x1xf32>
    %79 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%66, %76 : tensor<1x16x256xf32>, tensor<1x16x1xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %in_39: f32, %out: f32):
      %121 = arith.subf %in, %in_39 : f32
      linalg.yield %121 : f32
    } -> tensor<1x16x256xf32>
    %80 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%79, %78 : tensor<1x16x256xf32>, tensor<1x16x1xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %in_39: f32, %out: f32):
      %121 = arith.mulf %in, %in_39 : f32
      linalg.yield %121 : f32
    } -> tensor<1x16x256xf32>
    %81 = linalg.generic {indexing_maps = [#map6, #map8, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%80, %arg9 : tensor<1x16x256xf32>, tensor<256xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %in_39: f32, %out: f32):
      %121 = arith.mulf %in, %in_39 : f32
      linalg.yield %121 : f32
    } -> tensor<1x16x256xf32>
    %82 = linalg.generic {indexing_maps = [#map6, #map8, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%81, %arg10 : tensor<1x16x256xf32>, tensor<256xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %in_39: f32, %out: f32):
      %121 = arith.addf %in, %in_39 : f32
      linalg.yield %121 : f32
    } -> tensor<1x16x256xf32>
    %collapsed_32 = tensor.collapse_shape %82 [[0, 1], [2]] : tensor<1x16x256xf32> into tensor<16x256xf32>
    %83 = tensor.empty() : tensor<16x1024xf32>
    %84 = linalg.fill ins(%cst_0 : f32) outs(%83 : tensor<16x1024xf32>) -> tensor<16x1024xf32>
    %85 = linalg.matmul ins(%collapsed_32, %arg11 : tensor<16x256xf32>, tensor<256x1024xf32>) outs(%84 : tensor<16x1024xf32>) -> tensor<16x1024xf32>
    %86 = linalg.generic {indexing_maps = [#map9, #map3], iterator_types = ["parallel", "parallel"]} ins(%arg12 : tensor<1024xf32>) outs(%83 : tensor<16x1024xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<16x1024xf32>
    %87 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel"]} ins(%85, %86 : tensor<16x1024xf32>, tensor<16x1024xf32>) outs(%83 : tensor<16x1024xf32>) {
    ^bb0(%in: f32, %in_39: f32, %out: f32):
      %121 = arith.addf %in, %in_39 : f32
      linalg.yield %121 : f32
    } -> tensor<16x1024xf32>
    %expanded_33 = tensor.expand_shape %87 [[0, 1], [2]] output_shape [1, 16, 1024] : tensor<16x1024xf32> into tensor<1x16x1024xf32>
    %88 = tensor.empty() : tensor<1x16x1024xf32>
    %89 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_33 : tensor<1x16x1024xf32>) outs(%88 : tensor<1x16x1024xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = arith.mulf %in, %cst_10 : f32
      linalg.yield %121 : f32
    } -> tensor<1x16x1024xf32>
    %90 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_33 : tensor<1x16x1024xf32>) outs(%88 : tensor<1x16x1024xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = math.fpowi %in, %c3_i64 : f32, i64
      linalg.yield %121 : f32
    } -> tensor<1x16x1024xf32>
    %91 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%90 : tensor<1x16x1024xf32>) outs(%88 : tensor<1x16x1024xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = arith.truncf %cst_5 : f64 to f32
      %122 = arith.mulf %in, %121 : f32
      linalg.yield %122 : f32
    } -> tensor<1x16x1024xf32>
    %92 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_33, %91 : tensor<1x16x1024xf32>, tensor<1x16x1024xf32>) outs(%88 : tensor<1x16x1024xf32>) {
    ^bb0(%in: f32, %in_39: f32, %out: f32):
      %121 = arith.addf %in, %in_39 : f32
      linalg.yield %121 : f32
    } -> tensor<1x16x1024xf32>
    %93 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%92 : tensor<1x16x1024xf32>) outs(%88 : tensor<1x16x1024xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = arith.truncf %cst_4 : f64 to f32
      %122 = arith.mulf %in, %121 : f32
      linalg.yield %122 : f32
    } -> tensor<1x16x1024xf32>
    %94 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%93 : tensor<1x16x1024xf32>) outs(%88 : tensor<1x16x1024xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = math.tanh %in : f32
      linalg.yield %121 : f32
    } -> tensor<1x16x1024xf32>
    %95 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%94 : tensor<1x16x1024xf32>) outs(%88 : tensor<1x16x1024xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = arith.addf %in, %cst_11 : f32
      linalg.yield %121 : f32
    } -> tensor<1x16x1024xf32>
    %96 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%89, %95 : tensor<1x16x1024xf32>, tensor<1x16x1024xf32>) outs(%88 : tensor<1x16x1024xf32>) {
    ^bb0(%in: f32, %in_39: f32, %out: f32):
      %121 = arith.mulf %in, %in_39 : f32
      linalg.yield %121 : f32
    } -> tensor<1x16x1024xf32>
    %collapsed_34 = tensor.collapse_shape %96 [[0, 1], [2]] : tensor<1x16x1024xf32> into tensor<16x1024xf32>
    %97 = linalg.matmul ins(%collapsed_34, %arg13 : tensor<16x1024xf32>, tensor<1024x256xf32>) outs(%62 : tensor<16x256xf32>) -> tensor<16x256xf32>
    %98 = linalg.generic {indexing_maps = [#map9, #map3], iterator_types = ["parallel", "parallel"]} ins(%arg14 : tensor<256xf32>) outs(%61 : tensor<16x256xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<16x256xf32>
    %99 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel"]} ins(%97, %98 : tensor<16x256xf32>, tensor<16x256xf32>) outs(%61 : tensor<16x256xf32>) {
    ^bb0(%in: f32, %in_39: f32, %out: f32):
      %121 = arith.addf %in, %in_39 : f32
      linalg.yield %121 : f32
    } -> tensor<16x256xf32>
    %expanded_35 = tensor.expand_shape %99 [[0, 1], [2]] output_shape [1, 16, 256] : tensor<16x256xf32> into tensor<1x16x256xf32>
    %100 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%66, %expanded_35 : tensor<1x16x256xf32>, tensor<1x16x256xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %in_39: f32, %out: f32):
      %121 = arith.addf %in, %in_39 : f32
      linalg.yield %121 : f32
    } -> tensor<1x16x256xf32>
    %101 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%100 : tensor<1x16x256xf32>) outs(%12 : tensor<1x16x256xf64>) {
    ^bb0(%in: f32, %out: f64):
      %121 = arith.extf %in : f32 to f64
      linalg.yield %121 : f64
    } -> tensor<1x16x256xf64>
    %102 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%101 : tensor<1x16x256xf64>) outs(%15 : tensor<1x16x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %121 = arith.addf %in, %out : f64
      linalg.yield %121 : f64
    } -> tensor<1x16x1xf64>
    %103 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%102 : tensor<1x16x1xf64>) outs(%14 : tensor<1x16x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %121 = arith.divf %in, %cst_7 : f64
      linalg.yield %121 : f64
    } -> tensor<1x16x1xf64>
    %104 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%101, %103 : tensor<1x16x256xf64>, tensor<1x16x1xf64>) outs(%12 : tensor<1x16x256xf64>) {
    ^bb0(%in: f64, %in_39: f64, %out: f64):
      %121 = arith.subf %in, %in_39 : f64
      linalg.yield %121 : f64
    } -> tensor<1x16x256xf64>
    %105 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%104, %104 : tensor<1x16x256xf64>, tensor<1x16x256xf64>) outs(%12 : tensor<1x16x256xf64>) {
    ^bb0(%in: f64, %in_39: f64, %out: f64):
      %121 = arith.mulf %in, %in_39 : f64
      linalg.yield %121 : f64
    } -> tensor<1x16x256xf64>
    %106 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%105 : tensor<1x16x256xf64>) outs(%15 : tensor<1x16x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %121 = arith.addf %in, %out : f64
      linalg.yield %121 : f64
    } -> tensor<1x16x1xf64>
    %107 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%106 : tensor<1x16x1xf64>) outs(%14 : tensor<1x16x1xf64>) {
    ^bb0(%in: f64, %out: f64):
      %121 = arith.divf %in, %cst_7 : f64
      linalg.yield %121 : f64
    } -> tensor<1x16x1xf64>
    %108 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%107 : tensor<1x16x1xf64>) outs(%22 : tensor<1x16x1xf32>) {
    ^bb0(%in: f64, %out: f32):
      %121 = arith.truncf %in : f64 to f32
      linalg.yield %121 : f32
    } -> tensor<1x16x1xf32>
    %109 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%100 : tensor<1x16x256xf32>) outs(%24 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = arith.addf %in, %out : f32
      linalg.yield %121 : f32
    } -> tensor<1x16x1xf32>
    %110 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%109 : tensor<1x16x1xf32>) outs(%22 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = arith.divf %in, %cst_8 : f32
      linalg.yield %121 : f32
    } -> tensor<1x16x1xf32>
    %111 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%108 : tensor<1x16x1xf32>) outs(%22 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = arith.truncf %cst_6 : f64 to f32
      %122 = arith.addf %in, %121 : f32
      linalg.yield %122 : f32
    } -> tensor<1x16x1xf32>
    %112 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%111 : tensor<1x16x1xf32>) outs(%22 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %121 = math.rsqrt %in : f32
      linalg.yield %121 : f32
    } -> tensor<1x16x1xf32>
    %113 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%100, %110 : tensor<1x16x256xf32>, tensor<1x16x1xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %in_39: f32, %out: f32):
      %121 = arith.subf %in, %in_39 : f32
      linalg.yield %121 : f32
    } -> tensor<1x16x256xf32>
    %114 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%113, %112 : tensor<1x16x256xf32>, tensor<1x16x1xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %in_39: f32, %out: f32):
      %121 = arith.mulf %in, %in_39 : f32
      linalg.yield %121 : f32
    } -> tensor<1x16x256xf32>
    %115 = linalg.generic {indexing_maps = [#map6, #map8, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%114, %arg15 : tensor<1x16x256xf32>, tensor<256xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %in_39: f32, %out: f32):
      %121 = arith.mulf %in, %in_39 : f32
      linalg.yield %121 : f32
    } -> tensor<1x16x256xf32>
    %116 = linalg.generic {indexing_maps = [#map6, #map8, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%115, %arg16 : tensor<1x16x256xf32>, tensor<256xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %in_39: f32, %out: f32):
      %121 = arith.addf %in, %in_39 : f32
      linalg.yield %121 : f32
    } -> tensor<1x16x256xf32>
    %117 = tensor.empty() : tensor<256x512xf32>
    %transposed_36 = linalg.transpose ins(%arg1 : tensor<512x256xf32>) outs(%117 : tensor<256x512xf32>) permutation = [1, 0] 
    %collapsed_37 = tensor.collapse_shape %116 [[0, 1], [2]] : tensor<1x16x256xf32> into tensor<16x256xf32>
    %118 = tensor.empty() : tensor<16x512xf32>
    %119 = linalg.fill ins(%cst_0 : f32) outs(%118 : tensor<16x512xf32>) -> tensor<16x512xf32>
    %120 = linalg.matmul ins(%collapsed_37, %transposed_36 : tensor<16x256xf32>, tensor<256x512xf32>) outs(%119 : tensor<16x512xf32>) -> tensor<16x512xf32>
    %expanded_38 = tensor.expand_shape %120 [[0, 1], [2]] output_shape [1, 16, 512] : tensor<16x512xf32> into tensor<1x16x512xf32>
    return %expanded_38 : tensor<1x16x512xf32>
  }
}

