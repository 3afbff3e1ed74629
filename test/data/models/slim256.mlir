#map = affine_map<(d0) -> (d0)>
#map1 = affine_map<(d0, d1) -> (0, d1)>
#map2 = affine_map<(d0, d1) -> (d0, 0)>
#map3 = affine_map<(d0, d1) -> (d0, d1)>
#map4 = affine_map<(d0, d1) -> ()>
#map5 = affine_map<(d0, d1, d2) -> (d0, d1)>
#map6 = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
#map7 = affine_map<(d0, d1, d2) -> (d0, d1, 0)>
#map8 = affine_map<(d0, d1, d2) -> (d2)>
#map9 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#map10 = affine_map<(d0, d1, d2, d3) -> (d0, 0, d2, d3)>
#map11 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d3, d4)>
#map12 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>
#map13 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>
#map14 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>
module {
  func.func @main(%arg0: tensor<1x16xi64>, %arg1: tensor<1024x256xf32>, %arg2: tensor<256x256xf32>, %arg3: tensor<128x256xf32>, %arg4: tensor<128x256xf32>, %arg5: tensor<256x256xf32>, %arg6: tensor<512x256xf32>, %arg7: tensor<512x256xf32>, %arg8: tensor<256x512xf32>, %arg9: tensor<256xf32>, %arg10: tensor<256xf32>, %arg11: tensor<256x256xf32>, %arg12: tensor<128x256xf32>, %arg13: tensor<128x256xf32>, %arg14: tensor<256x256xf32>, %arg15: tensor<512x256xf32>, %arg16: tensor<512x256xf32>, %arg17: tensor<256x512xf32>, %arg18: tensor<256xf32>, %arg19: tensor<256xf32>, %arg20: tensor<256xf32>) -> tensor<1x16x1024xf32> {
    %c2_i64 = arith.constant 2 : i64
    %c0_i64 = arith.constant 0 : i64
    %c1_i64 = arith.constant 1 : i64
    %c1024 = arith.constant 1024 : index
    %cst = arith.constant 0.000000e+00 : f32
    %cst_0 = arith.constant 0xFF800000 : f32
    %cst_1 = arith.constant 1.000000e+00 : f32
    %cst_2 = arith.constant dense<0.000000e+00> : tensor<f32>
    %cst_3 = arith.constant dense<-3.40282347E+38> : tensor<16x16xf32>
    %cst_4 = arith.constant 1.000000e-05 : f64
    %cst_5 = arith.constant dense_resource<torch_tensor_32_torch.float32> : tensor<32xf32>
    %cst_6 = arith.constant 2.560000e+02 : f32
    %cst_7 = arith.constant 1.250000e-01 : f32
    %0 = tensor.empty() : tensor<16xi64>
    %1 = linalg.generic {indexing_maps = [#map], iterator_types = ["parallel"]} outs(%0 : tensor<16xi64>) {
    ^bb0(%out: i64):
      %148 = linalg.index 0 : index
      %149 = arith.index_cast %148 : index to i64
      linalg.yield %149 : i64
    } -> tensor<16xi64>
    %expanded = tensor.expand_shape %1 [[0, 1]] output_shape [1, 16] : tensor<16xi64> into tensor<1x16xi64>
    %expanded_8 = tensor.expand_shape %1 [[0, 1]] output_shape [16, 1] : tensor<16xi64> into tensor<16x1xi64>
    %2 = tensor.empty() : tensor<16x16xi64>
    %3 = linalg.generic {indexing_maps = [#map1, #map2, #map3], iterator_types = ["parallel", "parallel"]} ins(%expanded, %expanded_8 : tensor<1x16xi64>, tensor<16x1xi64>) outs(%2 : tensor<16x16xi64>) {
    ^bb0(%in: i64, %in_87: i64, %out: i64):
      %148 = arith.subi %in, %in_87 : i64
      linalg.yield %148 : i64
    } -> tensor<16x16xi64>
    %4 = tensor.empty() : tensor<16x16xi1>
    %5 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel"]} ins(%3 : tensor<16x16xi64>) outs(%4 : tensor<16x16xi1>) {
    ^bb0(%in: i64, %out: i1):
      %148 = arith.cmpi sge, %in, %c1_i64 : i64
      linalg.yield %148 : i1
    } -> tensor<16x16xi1>
    %6 = tensor.empty() : tensor<16x16xf32>
    %7 = linalg.generic {indexing_maps = [#map3, #map3, #map4, #map3], iterator_types = ["parallel", "parallel"]} ins(%5, %cst_3, %cst_2 : tensor<16x16xi1>, tensor<16x16xf32>, tensor<f32>) outs(%6 : tensor<16x16xf32>) {
    ^bb0(%in: i1, %in_87: f32, %in_88: f32, %out: f32):
      %148 = arith.select %in, %in_87, %in_88 : f32
      linalg.yield %148 : f32
    } -> tensor<16x16xf32>
    %expanded_9 = tensor.expand_shape %7 [[0, 1, 2], [3]] output_shape [1, 1, 16, 16] : tensor<16x16xf32> into tensor<1x1x16x16xf32>
    %8 = tensor.empty() : tensor<1x16x256xf32>
    %9 = linalg.generic {indexing_maps = [#map5, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg0 : tensor<1x16xi64>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: i64, %out: f32):
      %148 = arith.index_cast %in : i64 to index
      %149 = linalg.index 2 : index
      %150 = arith.cmpi slt, %148, %c1024 : index
      cf.assert %150, "index must be smaller than dim size"
      %151 = arith.cmpi sge, %in, %c0_i64 : i64
      cf.assert %151, "index must be larger or equal to 0"
      %extracted = tensor.extract %arg1[%148, %149] : tensor<1024x256xf32>
      linalg.yield %extracted : f32
    } -> tensor<1x16x256xf32>
    %expanded_10 = tensor.expand_shape %1 [[0, 1, 2]] output_shape [1, 16, 1] : tensor<16xi64> into tensor<1x16x1xi64>
    %10 = tensor.empty() : tensor<1x16x1xf32>
    %11 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_10 : tensor<1x16x1xi64>) outs(%10 : tensor<1x16x1xf32>) {
    ^bb0(%in: i64, %out: f32):
      %148 = arith.sitofp %in : i64 to f32
      linalg.yield %148 : f32
    } -> tensor<1x16x1xf32>
    %12 = tensor.empty() : tensor<1x16x32xf32>
    %13 = linalg.generic {indexing_maps = [#map7, #map8, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%11, %cst_5 : tensor<1x16x1xf32>, tensor<32xf32>) outs(%12 : tensor<1x16x32xf32>) {
    ^bb0(%in: f32, %in_87: f32, %out: f32):
      %148 = arith.mulf %in, %in_87 : f32
      linalg.yield %148 : f32
    } -> tensor<1x16x32xf32>
    %concat = tensor.concat dim(2) %13, %13 : (tensor<1x16x32xf32>, tensor<1x16x32xf32>) -> tensor<1x16x64xf32>
    %14 = tensor.empty() : tensor<1x16x64xf32>
    %15 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%concat : tensor<1x16x64xf32>) outs(%14 : tensor<1x16x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      %148 = math.cos %in : f32
      linalg.yield %148 : f32
    } -> tensor<1x16x64xf32>
    %16 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%concat : tensor<1x16x64xf32>) outs(%14 : tensor<1x16x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      %148 = math.sin %in : f32
      linalg.yield %148 : f32
    } -> tensor<1x16x64xf32>
    %17 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%9 : tensor<1x16x256xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %out: f32):
      %148 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %148 : f32
    } -> tensor<1x16x256xf32>
    %18 = linalg.fill ins(%cst : f32) outs(%10 : tensor<1x16x1xf32>) -> tensor<1x16x1xf32>
    %19 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%17 : tensor<1x16x256xf32>) outs(%18 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %148 = arith.addf %in, %out : f32
      linalg.yield %148 : f32
    } -> tensor<1x16x1xf32>
    %20 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%19 : tensor<1x16x1xf32>) outs(%10 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %148 = arith.divf %in, %cst_6 : f32
      linalg.yield %148 : f32
    } -> tensor<1x16x1xf32>
    %21 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%20 : tensor<1x16x1xf32>) outs(%10 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %148 = arith.truncf %cst_4 : f64 to f32
      %149 = arith.addf %in, %148 : f32
      linalg.yield %149 : f32
    } -> tensor<1x16x1xf32>
    %22 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%21 : tensor<1x16x1xf32>) outs(%10 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %148 = math.rsqrt %in : f32
      linalg.yield %148 : f32
    } -> tensor<1x16x1xf32>
    %23 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%9, %22 : tensor<1x16x256xf32>, tensor<1x16x1xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %in_87: f32, %out: f32):
      %148 = arith.mulf %in, %in_87 : f32
      linalg.yield %148 : f32
    } -> tensor<1x16x256xf32>
    %24 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg9, %23 : tensor<256xf32>, tensor<1x16x256xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %in_87: f32, %out: f32):
      %148 = arith.mulf %in, %in_87 : f32
      linalg.yield %148 : f32
    } -> tensor<1x16x256xf32>
    %25 = tensor.empty() : tensor<256x256xf32>
    %transposed = linalg.transpose ins(%arg2 : tensor<256x256xf32>) outs(%25 : tensor<256x256xf32>) permutation = [1, 0] 
    %collapsed = tensor.collapse_shape %24 [[0, 1], [2]] : tensor<1x16x256xf32> into tensor<16x256xf32>
    %26 = tensor.empty() : tensor<16x256xf32>
    %27 = linalg.fill ins(%cst : f32) outs(%26 : tensor<16x256xf32>) -> tensor<16x256xf32>
    %28 = linalg.matmul ins(%collapsed, %transposed : tensor<16x256xf32>, tensor<256x256xf32>) outs(%27 : tensor<16x256xf32>) -> tensor<16x256xf32>
    %expanded_11 = tensor.expand_shape %28 [[0, 1], [2, 3]] output_shape [1, 16, 4, 64] : tensor<16x256xf32> into tensor<1x16x4x64xf32>
    %29 = tensor.empty() : tensor<1x4x16x64xf32>
    %transposed_12 = linalg.transpose ins(%expanded_11 : tensor<1x16x4x64xf32>) outs(%29 : tensor<1x4x16x64xf32>) permutation = [0, 2, 1, 3] 
    %30 = tensor.empty() : tensor<256x128xf32>
    %transposed_13 = linalg.transpose ins(%arg3 : tensor<128x256xf32>) outs(%30 : tensor<256x128xf32>) permutation = [1, 0] 
    %31 = tensor.empty() : tensor<16x128xf32>
    %32 = linalg.fill ins(%cst : f32) outs(%31 : tensor<16x128xf32>) -> tensor<16x128xf32>
    %33 = linalg.matmul ins(%collapsed, %transposed_13 : tensor<16x256xf32>, tensor<256x128xf32>) outs(%32 : tensor<16x128xf32>) -> tensor<16x128xf32>
    %expanded_14 = tensor.expand_shape %33 [[0, 1], [2, 3]] output_shape [1, 16, 2, 64] : tensor<16x128xf32> into tensor<1x16x2x64xf32>
    %34 = tensor.empty() : tensor<1x2x16x64xf32>
    %transposed_15 = linalg.transpose ins(%expanded_14 : tensor<1x16x2x64xf32>) outs(%34 : tensor<1x2x16x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_16 = linalg.transpose ins(%arg4 : tensor<128x256xf32>) outs(%30 : tensor<256x128xf32>) permutation = [1, 0] 
    %35 = linalg.matmul ins(%collapsed, %transposed_16 : tensor<16x256xf32>, tensor<256x128xf32>) outs(%32 : tensor<16x128xf32>) -> tensor<16x128xf32>
    %expanded_17 = tensor.expand_shape %35 [[0, 1], [2, 3]] output_shape [1, 16, 2, 64] : tensor<16x128xf32> into tensor<1x16x2x64xf32>
    %transposed_18 = linalg.transpose ins(%expanded_17 : tensor<1x16x2x64xf32>) outs(%34 : tensor<1x2x16x64xf32>) permutation = [0, 2, 1, 3] 
    %expanded_19 = tensor.expand_shape %15 [[0], [1, 2], [3]] output_shape [1, 1, 16, 64] : tensor<1x16x64xf32> into tensor<1x1x16x64xf32>
    %expanded_20 = tensor.expand_shape %16 [[0], [1, 2], [3]] output_shape [1, 1, 16, 64] : tensor<1x16x64xf32> into tensor<1x1x16x64xf32>
    %36 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_12, %expanded_19 : tensor<1x4x16x64xf32>, tensor<1x1x16x64xf32>) outs(%29 : tensor<1x4x16x64xf32>) {
    ^bb0(%in: f32, %in_87: f32, %out: f32):
      %148 = arith.mulf %in, %in_87 : f32
      linalg.yield %148 : f32
    } -> tensor<1x4x16x64xf32>
    %extracted_slice = tensor.extract_slice %transposed_12[0, 0, 0, 0] [1, 4, 16, 32] [1, 1, 1, 1] : tensor<1x4x16x64xf32> to tensor<1x4x16x32xf32>
    %extracted_slice_21 = tensor.extract_slice %transposed_12[0, 0, 0, 32] [1, 4, 16, 32] [1, 1, 1, 1] : tensor<1x4x16x64xf32> to tensor<1x4x16x32xf32>
    %37 = tensor.empty() : tensor<1x4x16x32xf32>
    %38 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_21 : tensor<1x4x16x32xf32>) outs(%37 : tensor<1x4x16x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %148 = arith.negf %in : f32
      linalg.yield %148 : f32
    } -> tensor<1x4x16x32xf32>
    %concat_22 = tensor.concat dim(3) %38, %extracted_slice : (tensor<1x4x16x32xf32>, tensor<1x4x16x32xf32>) -> tensor<1x4x16x64xf32>
    %39 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_22, %expanded_20 : tensor<1x4x16x64xf32>, tensor<1x1x16x64xf32>) outs(%29 : tensor<1x4x16x64xf32>) {
    ^bb0(%in: f32, %in_87: f32, %out: f32):
      %148 = arith.mulf %in, %in_87 : f32
      linalg.yield %148 : f32
    } -> tensor<1x4x16x64xf32>
    %40 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%36, %39 : tensor<1x4x16x64xf32>, tensor<1x4x16x64xf32>) outs(%29 : tensor<1x4x16x64xf32>) {
    ^bb0(%in: f32, %in_87: f32, %out: f32):
      %148 = arith.addf %in, %in_87 : f32
      linalg.yield %148 : f32
    } -> tensor<1x4x16x64xf32>
    %41 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_15, %expanded_19 : tensor<1x2x16x64xf32>, tensor<1x1x16x64xf32>) outs(%34 : tensor<1x2x16x64xf32>) {
    ^bb0(%in: f32, %in_87: f32, %out: f32):
      %148 = arith.mulf %in, %in_87 : f32
      linalg.yield %148 : f32
    } -> tensor<1x2x16x64xf32>
    %extracted_slice_23 = tensor.extract_slice %transposed_15[0, 0, 0, 0] [1, 2, 16, 32] [1, 1, 1, 1] : tensor<1x2x16x64xf32> to tensor<1x2x16x32xf32>
    %extracted_slice_24 = tensor.extract_slice %transposed_15[0, 0, 0, 32] [1, 2, 16, 32] [1, 1, 1, 1] : tensor<1x2x16x64xf32> to tensor<1x2x16x32xf32>
    %42 = tensor.empty() : tensor<1x2x16x32xf32>
    %43 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_24 : tensor<1x2x16x32xf32>) outs(%42 : tensor<1x2x16x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %148 = arith.negf %in : f32
      linalg.yield %148 : f32
    } -> tensor<1x2x16x32xf32>
    %concat_25 = tensor.concat dim(3) %43, %extracted_slice_23 : (tensor<1x2x16x32xf32>, tensor<1x2x16x32xf32>) -> tensor<1x2x16x64xf32>
    %44 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_25, %expanded_20 : tensor<1x2x16x64xf32>, tensor<1x1x16x64xf32>) outs(%34 : tensor<1x2x16x64xf32>) {
    ^bb0(%in: f32, %in_87: f32, %out: f32):
      %148 = arith.mulf %in, %in_87 : f32
      linalg.yield %148 : f32
    } -> tensor<1x2x16x64xf32>
    %45 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%41, %44 : tensor<1x2x16x64xf32>, tensor<1x2x16x64xf32>) outs(%34 : tensor<1x2x16x64xf32>) {
    ^bb0(%in: f32, %in_87: f32, %out: f32):
      %148 = arith.addf %in, %in_87 : f32
      linalg.yield %148 : f32
    } -> tensor<1x2x16x64xf32>
    %46 = tensor.empty() : tensor<1x2x2x16x64xf32>
    %47 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%45 : tensor<1x2x16x64xf32>) outs(%46 : tensor<1x2x2x16x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x2x2x16x64xf32>
    %collapsed_26 = tensor.collapse_shape %47 [[0], [1, 2], [3], [4]] : tensor<1x2x2x16x64xf32> into tensor<1x4x16x64xf32>
    %48 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_18 : tensor<1x2x16x64xf32>) outs(%46 : tensor<1x2x2x16x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x2x2x16x64xf32>
    %49 = tensor.empty() : tensor<1x4x64x16xf32>
    %transposed_27 = linalg.transpose ins(%collapsed_26 : tensor<1x4x16x64xf32>) outs(%49 : tensor<1x4x64x16xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_28 = tensor.collapse_shape %40 [[0, 1], [2], [3]] : tensor<1x4x16x64xf32> into tensor<4x16x64xf32>
    %collapsed_29 = tensor.collapse_shape %transposed_27 [[0, 1], [2], [3]] : tensor<1x4x64x16xf32> into tensor<4x64x16xf32>
    %50 = tensor.empty() : tensor<4x16x16xf32>
    %51 = linalg.fill ins(%cst : f32) outs(%50 : tensor<4x16x16xf32>) -> tensor<4x16x16xf32>
    %52 = linalg.batch_matmul ins(%collapsed_28, %collapsed_29 : tensor<4x16x64xf32>, tensor<4x64x16xf32>) outs(%51 : tensor<4x16x16xf32>) -> tensor<4x16x16xf32>
    %expanded_30 = tensor.expand_shape %52 [[0, 1], [2], [3]] output_shape [1, 4, 16, 16] : tensor<4x16x16xf32> into tensor<1x4x16x16xf32>
    %53 = tensor.empty() : tensor<1x4x16x16xf32>
    %54 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_30 : tensor<1x4x16x16xf32>) outs(%53 : tensor<1x4x16x16xf32>) {
    ^bb0(%in: f32, %out: f32):
      %148 = arith.mulf %in, %cst_7 : f32
      linalg.yield %148 : f32
    } -> tensor<1x4x16x16xf32>
    %55 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%54, %expanded_9 : tensor<1x4x16x16xf32>, tensor<1x1x16x16xf32>) outs(%53 : tensor<1x4x16x16xf32>) {
    ^bb0(%in: f32, %in_87: f32, %out: f32):
      %148 = arith.addf %in, %in_87 : f32
      linalg.yield %148 : f32
    } -> tensor<1x4x16x16xf32>
    %56 = tensor.empty() : tensor<1x4x16xi64>
    %57 = linalg.fill ins(%c0_i64 : i64) outs(%56 : tensor<1x4x16xi64>) -> tensor<1x4x16xi64>
    %58 = tensor.empty() : tensor<1x4x16xf32>
    %59 = linalg.fill ins(%cst_0 : f32) outs(%58 : tensor<1x4x16xf32>) -> tensor<1x4x16xf32>
    %60:2 = linalg.generic {indexing_maps = [#map9, #map13, #map13], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%55 : tensor<1x4x16x16xf32>) outs(%59, %57 : tensor<1x4x16xf32>, tensor<1x4x16xi64>) {
    ^bb0(%in: f32, %out: f32, %out_87: i64):
      %148 = linalg.index 3 : index
      %149 = arith.index_cast %148 : index to i64
      %150 = arith.maximumf %in, %out : f32
      %151 = arith.cmpf ogt, %in, %out : f32
      %152 = arith.select %151, %149, %out_87 : i64
      linalg.yield %150, %152 : f32, i64
    } -> (tensor<1x4x16xf32>, tensor<1x4x16xi64>)
    %expanded_31 = tensor.expand_shape %60#0 [[0], [1], [2, 3]] output_shape [1, 4, 16, 1] : tensor<1x4x16xf32> into tensor<1x4x16x1xf32>
    %61 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%55, %expanded_31 : tensor<1x4x16x16xf32>, tensor<1x4x16x1xf32>) outs(%53 : tensor<1x4x16x16xf32>) {
    ^bb0(%in: f32, %in_87: f32, %out: f32):
      %148 = arith.subf %in, %in_87 : f32
      linalg.yield %148 : f32
    } -> tensor<1x4x16x16xf32>
    %62 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%61 : tensor<1x4x16x16xf32>) outs(%53 : tensor<1x4x16x16xf32>) {
    ^bb0(%in: f32, %out: f32):
      %148 = math.exp %in : f32
      linalg.yield %148 : f32
    } -> tensor<1x4x16x16xf32>
    %63 = tensor.empty() : tensor<1x4x16x1xf32>
    %64 = linalg.fill ins(%cst : f32) outs(%63 : tensor<1x4x16x1xf32>) -> tensor<1x4x16x1xf32>
    %65 = linalg.generic {indexing_maps = [#map9, #map14], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%62 : tensor<1x4x16x16xf32>) outs(%64 : tensor<1x4x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %148 = arith.addf %in, %out : f32
      linalg.yield %148 : f32
    } -> tensor<1x4x16x1xf32>
    %66 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%62, %65 : tensor<1x4x16x16xf32>, tensor<1x4x16x1xf32>) outs(%53 : tensor<1x4x16x16xf32>) {
    ^bb0(%in: f32, %in_87: f32, %out: f32):
      %148 = arith.divf %in, %in_87 : f32
      linalg.yield %148 : f32
    } -> tensor<1x4x16x16xf32>
    %collapsed_32 = tensor.collapse_shape %66 [[0, 1], [2], [3]] : tensor<1x4x16x16xf32> into tensor<4x16x16xf32>
    %collapsed_33 = tensor.collapse_shape %48 [[0, 1, 2], [3], [4]] : tensor<1x2x2x16x64xf32> into tensor<4x16x64xf32>
    %67 = tensor.empty() : tensor<4x16x64xf32>
    %68 = linalg.fill ins(%cst : f32) outs(%67 : tensor<4x16x64xf32>) -> tensor<4x16x64xf32>
    %69 = linalg.batch_matmul ins(%collapsed_32, %collapsed_33 : tensor<4x16x16xf32>, tensor<4x16x64xf32>) outs(%68 : tensor<4x16x64xf32>) -> tensor<4x16x64xf32>
    %expanded_34 = tensor.expand_shape %69 [[0, 1], [2], [3]] output_shape [1, 4, 16, 64] : tensor<4x16x64xf32> into tensor<1x4x16x64xf32>
    %70 = tensor.empty() : tensor<1x16x4x64xf32>
    %transposed_35 = linalg.transpose ins(%expanded_34 : tensor<1x4x16x64xf32>) outs(%70 : tensor<1x16x4x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_36 = linalg.transpose ins(%arg5 : tensor<256x256xf32>) outs(%25 : tensor<256x256xf32>) permutation = [1, 0] 
    %collapsed_37 = tensor.collapse_shape %transposed_35 [[0, 1], [2, 3]] : tensor<1x16x4x64xf32> into tensor<16x256xf32>
    %71 = linalg.matmul ins(%collapsed_37, %transposed_36 : tensor<16x256xf32>, tensor<256x256xf32>) outs(%27 : tensor<16x256xf32>) -> tensor<16x256xf32>
    %expanded_38 = tensor.expand_shape %71 [[0, 1], [2]] output_shape [1, 16, 256] : tensor<16x256xf32> into tensor<1x16x256xf32>
    %72 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%9, %expanded_38 : tensor<1x16x256xf32>, tensor<1x16x256xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %in_87: f32, %out: f32):
      %148 = arith.addf %in, %in_87 : f32
      linalg.yield %148 : f32
    } -> tensor<1x16x256xf32>
    %73 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%72 : tensor<1x16x256xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %out: f32):
      %148 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %148 : f32
    } -> tensor<1x16x256xf32>
    %74 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%73 : tensor<1x16x256xf32>) outs(%18 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %148 = arith.addf %in, %out : f32
      linalg.yield %148 : f32
    } -> tensor<1x16x1xf32>
    %75 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%74 : tensor<1x16x1xf32>) outs(%10 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %148 = arith.divf %in, %cst_6 : f32
      linalg.yield %148 : f32
    } -> tensor<1x16x1xf32>
    %76 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%75 : tensor<1x16x1xf32>) outs(%10 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %148 = arith.truncf %cst_4 : f64 to f32
      %149 = arith.addf %in, %148 : f32
      linalg.yield %149 : f32
    } -> tensor<1x16x1xf32>
    %77 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%76 : tensor<1x16x1xf32>) outs(%10 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %148 = math.rsqrt %in : f32
      linalg.yield %148 : f32
    } -> tensor<1x16x1xf32>
    %78 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%72, %77 : tensor<1x16x256xf32>, tensor<1x16x1xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %in_87: f32, %out: f32):
      %148 = arith.mulf %in, %in_87 : f32
      linalg.yield %148 : f32
    } -> tensor<1x16x256xf32>
    %79 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg10, %78 : tensor<256xf32>, tensor<1x16x256xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %in_87: f32, %out: f32):
      %148 = arith.mulf %in, %in_87 : f32
      linalg.yield %148 : f32
    } -> tensor<1x16x256xf32>
    %80 = tensor.empty() : tensor<256x512xf32>
    %transposed_39 = linalg.transpose ins(%arg6 : tensor<512x256xf32>) outs(%80 : tensor<256x512xf32>) permutation = [1, 0] 
    %collapsed_40 = tensor.collapse_shape %79 [[0, 1], [2]] : tensor<1x16x256xf32> into tensor<16x256xf32>
    %81 = tensor.empty() : tensor<16x512xf32>
    %82 = linalg.fill ins(%cst : f32) outs(%81 : tensor<16x512xf32>) -> tensor<16x512xf32>
    %83 = linalg.matmul ins(%collapsed_40, %transposed_39 : tensor<16x256xf32>, tensor<256x512xf32>) outs(%82 : tensor<16x512xf32>) -> tensor<16x512xf32>
    %expanded_41 = tensor.expand_shape %83 [[0, 1], [2]] output_shape [1, 16, 512] : tensor<16x512xf32> into tensor<1x16x512xf32>
    %84 = tensor.empty() : tensor<1x16x512xf32>
    %85 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_41 : tensor<1x16x512xf32>) outs(%84 : tensor<1x16x512xf32>) {
    ^bb0(%in: f32, %out: f32):
      %148 = arith.negf %in : f32
      %149 = math.exp %148 : f32
      %150 = arith.addf %149, %cst_1 : f32
      %151 = arith.divf %cst_1, %150 : f32
      linalg.yield %151 : f32
    } -> tensor<1x16x512xf32>
    %86 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_41, %85 : tensor<1x16x512xf32>, tensor<1x16x512xf32>) outs(%84 : tensor<1x16x512xf32>) {
    ^bb0(%in: f32, %in_87: f32, %out: f32):
      %148 = arith.mulf %in, %in_87 : f32
      linalg.yield %148 : f32
    } -> tensor<1x16x512xf32>
    %transposed_42 = linalg.transpose ins(%arg7 : tensor<512x256xf32>) outs(%80 : tensor<256x512xf32>) permutation = [1, 0] 
    %87 = linalg.matmul ins(%collapsed_40, %transposed_42 : tensor<16x256xf32>, tensor<256x512xf32>) outs(%82 : tensor<16x512xf32>) -> tensor<16x512xf32>
    %expanded_43 = tensor.expand_shape %87 [[0, 1], [2]] output_shape [1, 16, 512] : tensor<16x512xf32> into tensor<1x16x512xf32>
    %88 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%86, %expanded_43 : tensor<1x16x512xf32>, tensor<1x16x512xf32>) outs(%84 : tensor<1x16x512xf32>) {
    ^bb0(%in: f32, %in_87: f32, %out: f32):
      %148 = arith.mulf %in, %in_87 : f32
      linalg.yield %148 : f32
    } -> tensor<1x16x512xf32>
    %89 = tensor.empty() : tensor<512x256xf32>
    %transposed_44 = linalg.transpose ins(%arg8 : tensor<256x512xf32>) outs(%89 : tensor<512x256xf32>) permutation = [1, 0] 
    %collapsed_45 = tensor.collapse_shape %88 [[0, 1], [2]] : tensor<1x16x512xf32> into tensor<16x512xf32>
    %90 = linalg.matmul ins(%collapsed_45, %transposed_44 : tensor<16x512xf32>, tensor<512x256xf32>) outs(%27 : tensor<16x256xf32>) -> tensor<16x256xf32>
    %expanded_46 = tensor.expand_shape %90 [[0, 1], [2]] output_shape [1, 16, 256] : tensor<16x256xf32> into tensor<1x16x256xf32>
    %91 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%72, %expanded_46 : tensor<1x16x256xf32>, tensor<1x16x256xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %in_87: f32, %out: f32):
      %148 = arith.addf %in, %in_87 : f32
      linalg.yield %148 : f32
    } -> tensor<1x16x256xf32>
    %92 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%91 : tensor<1x16x256xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %out: f32):
      %148 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %148 : f32
    } -> tensor<1x16x256xf32>
    %93 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%92 : tensor<1x16x256xf32>) outs(%18 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %148 = arith.addf %in, %out : f32
      linalg.yield %148 : f32
    } -> tensor<1x16x1xf32>
    %94 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%93 : tensor<1x16x1xf32>) outs(%10 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %148 = arith.divf %in, %cst_6 : f32
      linalg.yield %148 : f32
    } -> tensor<1x16x1xf32>
    %95 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%94 : tensor<1x16x1xf32>) outs(%10 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %148 = arith.truncf %cst_4 : f64 to f32
      %149 = arith.addf %in, %148 : f32
      linalg.yield %149 : f32
    } -> tensor<1x16x1xf32>
    %96 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%95 : tensor<1x16x1xf32>) outs(%10 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %148 = math.rsqrt %in : f32
      linalg.yield %148 : f32
    } -> tensor<1x16x1xf32>
    %97 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%91, %96 : tensor<1x16x256xf32>, tensor<1x16x1xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %in_87: f32, %out: f32):
      %148 = arith.mulf %in, %in_87 : f32
      linalg.yield %148 : f32
    } -> tensor<1x16x256xf32>
    %98 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg18, %97 : tensor<256xf32>, tensor<1x16x256xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %in_87: f32, %out: f32):
      %148 = arith.mulf %in, %in_87 : f32
      linalg.yield %148 : f32
    } -> tensor<1x16x256xf32>
    %transposed_47 = linalg.transpose ins(%arg11 : tensor<256x256xf32>) outs(%25 : tensor<256x256xf32>) permutation = [1, 0] 
    %collapsed_48 = tensor.collapse_shape %98 [[0, 1], [2]] : tensor<1x16x256xf32> into tensor<16x256xf32>
    %99 = linalg.matmul ins(%collapsed_48, %transposed_47 : tensor<16x256xf32>, tensor<256x256xf32>) outs(%27 : tensor<16x256xf32>) -> tensor<16x256xf32>
    %expanded_49 = tensor.expand_shape %99 [[0, 1], [2, 3]] output_shape [1, 16, 4, 64] : tensor<16x256xf32> into tensor<1x16x4x64xf32>
    %transposed_50 = linalg.transpose ins(%expanded_49 : tensor<1x16x4x64xf32>) outs(%29 : tensor<1x4x16x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_51 = linalg.transpose ins(%arg12 : tensor<128x256xf32>) outs(%30 : tensor<256x128xf32>) permutation = [1, 0] 
    %100 = linalg.matmul ins(%collapsed_48, %transposed_51 : tensor<16x256xf32>, tensor<256x128xf32>) outs(%32 : tensor<16x128xf32>) -> tensor<16x128xf32>
    %expanded_52 = tensor.expand_shape %100 [[0, 1], [2, 3]] output_shape [1, 16, 2, 64] : tensor<16x128xf32> into tensor<1x16x2x64xf32>
    %transposed_53 = linalg.transpose ins(%expanded_52 : tensor<1x16x2x64xf32>) outs(%34 : tensor<1x2x16x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_54 = linalg.transpose ins(%arg13 : tensor<128x256xf32>) outs(%30 : tensor<256x128xf32>) permutation = [1, 0] 
    %101 = linalg.matmul ins(%collapsed_48, %transposed_54 : tensor<16x256xf32>, tensor<256x128xf32>) outs(%32 : tensor<16x128xf32>) -> tensor<16x128xf32>
    %expanded_55 = tensor.expand_shape %101 [[0, 1], [2, 3]] output_shape [1, 16, 2, 64] : tensor<16x128xf32> into tensor<1x16x2x64xf32>
    %transposed_56 = linalg.transpose ins(%expanded_55 : tensor<1x16x2x64xf32>) outs(%34 : tensor<1x2x16x64xf32>) permutation = [0, 2, 1, 3] 
    %102 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_50, %expanded_19 : tensor<1x4x16x64xf32>, tensor<1x1x16x64xf32>) outs(%29 : tensor<1x4x16x64xf32>) {
    ^bb0(%in: f32, %in_87: f32, %out: f32):
      %148 = arith.mulf %in, %in_87 : f32
      linalg.yield %148 : f32
    } -> tensor<1x4x16x64xf32>
    %extracted_slice_57 = tensor.extract_slice %transposed_50[0, 0, 0, 0] [1, 4, 16, 32] [1, 1, 1, 1] : tensor<1x4x16x64xf32> to tensor<1x4x16x32xf32>
    %extracted_slice_58 = tensor.extract_slice %transposed_50[0, 0, 0, 32] [1, 4, 16, 32] [1, 1, 1, 1] : tensor<1x4x16x64xf32> to tensor<1x4x16x32xf32>
    %103 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_58 : tensor<1x4x16x32xf32>) outs(%37 : tensor<1x4x16x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %148 = arith.negf %in : f32
      linalg.yield %148 : f32
    } -> tensor<1x4x16x32xf32>
    %concat_59 = tensor.concat dim(3) %103, %extracted_slice_57 : (tensor<1x4x16x32xf32>, tensor<1x4x16x32xf32>) -> tensor<1x4x16x64xf32>
    %104 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_59, %expanded_20 : tensor<1x4x16x64xf32>, tensor<1x1x16x64xf32>) outs(%29 : tensor<1x4x16x64xf32>) {
    ^bb0(%in: f32, %in_87: f32, %out: f32):
      %148 = arith.mulf %in, %in_87 : f32
      linalg.yield %148 : f32
    } -> tensor<1x4x16x64xf32>
    %105 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%102, %104 : tensor<1x4x16x64xf32>, tensor<1x4x16x64xf32>) outs(%29 : tensor<1x4x16x64xf32>) {
    ^bb0(%in: f32, %in_87: f32, %out: f32):
      %148 = arith.addf %in, %in_87 : f32
      linalg.yield %148 : f32
    } -> tensor<1x4x16x64xf32>
    %106 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_53, %expanded_19 : tensor<1x2x16x64xf32>, tensor<1x1x16x64xf32>) outs(%34 : tensor<1x2x16x64xf32>) {
    ^bb0(%in: f32, %in_87: f32, %out: f32):
      %148 = arith.mulf %in, %in_87 : f32
      linalg.yield %148 : f32
    } -> tensor<1x2x16x64xf32>
    %extracted_slice_60 = tensor.extract_slice %transposed_53[0, 0, 0, 0] [1, 2, 16, 32] [1, 1, 1, 1] : tensor<1x2x16x64xf32> to tensor<1x2x16x32xf32>
    %extracted_slice_61 = tensor.extract_slice %transposed_53[0, 0, 0, 32] [1, 2, 16, 32] [1, 1, 1, 1] : tensor<1x2x16x64xf32> to tensor<1x2x16x32xf32>
    %107 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_61 : tensor<1x2x16x32xf32>) outs(%42 : tensor<1x2x16x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %148 = arith.negf %in : f32
      linalg.yield %148 : f32
    } -> tensor<1x2x16x32xf32>
    %concat_62 = tensor.concat dim(3) %107, %extracted_slice_60 : (tensor<1x2x16x32xf32>, tensor<1x2x16x32xf32>) -> tensor<1x2x16x64xf32>
    %108 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_62, %expanded_20 : tensor<1x2x16x64xf32>, tensor<1x1x16x64xf32>) outs(%34 : tensor<1x2x16x64xf32>) {
    ^bb0(%in: f32, %in_87: f32, %out: f32):
      %148 = arith.mulf %in, %in_87 : f32
      linalg.yield %148 : f32
    } -> tensor<1x2x16x64xf32>
    %109 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%106, %108 : tensor<1x2x16x64xf32>, tensor<1x2x16x64xf32>) outs(%34 : tensor<1x2x16x64xf32>) {
    ^bb0(%in: f32, %in_87: f32, %out: f32):
      %148 = arith.addf %in, %in_87 : f32
      linalg.yield %148 : f32
    } -> tensor<1x2x16x64xf32>
    %110 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%109 : tensor<1x2x16x64xf32>) outs(%46 : tensor<1x2x2x16x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x2x2x16x64xf32>
    %collapsed_63 = tensor.collapse_shape %110 [[0], [1, 2], [3], [4]] : tensor<1x2x2x16x64xf32> into tensor<1x4x16x64xf32>
    %111 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_56 : tensor<1x2x16x64xf32>) outs(%46 : tensor<1x2x2x16x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x2x2x16x64xf32>
    %transposed_64 = linalg.transpose ins(%collapsed_63 : tensor<1x4x16x64xf32>) outs(%49 : tensor<1x4x64x16xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_65 = tensor.collapse_shape %105 [[0, 1], [2], [3]] : tensor<1x4x16x64xf32> into tensor<4x16x64xf32>
    %collapsed_66 = tensor.collapse_shape %transposed_64 [[0, 1], [2], [3]] : tensor<1x4x64x16xf32> into tensor<4x64x16xf32>
    %112 = linalg.batch_matmul ins(%collapsed_65, %collapsed_66 : tensor<4x16x64xf32>, tensor<4x64x16xf32>) outs(%51 : tensor<4x16x16xf32>) -> tensor<4x16x16xf32>
    %expanded_67 = tensor.expand_shape %112 [[0, 1], [2], [3]] output_shape [1, 4, 16, 16] : tensor<4x16x16xf32> into tensor<1x4x16x16xf32>
    %113 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_67 : tensor<1x4x16x16xf32>) outs(%53 : tensor<1x4x16x16xf32>) {
    ^bb0(%in: f32, %out: f32):
      %148 = arith.mulf %in, %cst_7 : f32
      linalg.yield %148 : f32
    } -> tensor<1x4x16x16xf32>
    %114 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%113, %expanded_9 : tensor<1x4x16x16xf32>, tensor<1x1x16x16xf32>) outs(%53 : tensor<1x4x16x16xf32>) {
    ^bb0(%in: f32, %in_87: f32, %out: f32):
      %148 = arith.addf %in, %in_87 : f32
      linalg.yield %148 : f32
    } -> tensor<1x4x16x16xf32>
    %115:2 = linalg.generic {indexing_maps = [#map9, #map13, #map13], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%114 : tensor<1x4x16x16xf32>) outs(%59, %57 : tensor<1x4x16xf32>, tensor<1x4x16xi64>) {
    ^bb0(%in: f32, %out: f32, %out_87: i64):
      %148 = linalg.index 3 : index
      %149 = arith.index_cast %148 : index to i64
      %150 = arith.maximumf %in, %out : f32
      %151 = arith.cmpf ogt, %in, %out : f32
      %152 = arith.select %151, %149, %out_87 : i64
      linalg.yield %150, %152 : f32, i64
    } -> (tensor<1x4x16xf32>, tensor<1x4x16xi64>)
    %expanded_68 = tensor.expand_shape %115#0 [[0], [1], [2, 3]] output_shape [1, 4, 16, 1] : tensor<1x4x16xf32> into tensor<1x4x16x1xf32>
    %116 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%114, %expanded_68 : tensor<1x4x16x16xf32>, tensor<1x4x16x1xf32>) outs(%53 : tensor<1x4x16x16xf32>) {
    ^bb0(%in: f32, %in_87: f32, %out: f32):
      %148 = arith.subf %in, %in_87 : f32
      linalg.yield %148 : f32
    } -> tensor<1x4x16x16xf32>
    %117 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%116 : tensor<1x4x16x16xf32>) outs(%53 : tensor<1x4x16x16xf32>) {
    ^bb0(%in: f32, %out: f32):
      %148 = math.exp %in : f32
      linalg.yield %148 : f32
    } -> tensor<1x4x16x16xf32>
    %118 = linalg.generic {indexing_maps = [#map9, #map14], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%117 : tensor<1x4x16x16xf32>) outs(%64 : tensor<1x4x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %148 = arith.addf %in, %out : f32
      linalg.yield %148 : f32
    } -> tensor<1x4x16x1xf32>
    %119 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%117, %118 : tensor<1x4x16x16xf32>, tensor<1x4x16x1xf32>) outs(%53 : tensor<1x4x16x16xf32>) {
    ^bb0(%in: f32, %in_87: f32, %out: f32):
      %148 = arith.divf %in, %in_87 : f32
      linalg.yield %148 : f32
    } -> tensor<1x4x16x16xf32>
    %collapsed_69 = tensor.collapse_shape %119 [[0, 1], [2], [3]] : tensor<1x4x16x16xf32> into tensor<4x16x16xf32>
    %collapsed_70 = tensor.collapse_shape %111 [[0, 1, 2], [3], [4]] : tensor<1x2x2x16x64xf32> into tensor<4x16x64xf32>
    %120 = linalg.batch_matmul ins(%collapsed_69, %collapsed_70 : tensor<4x16x16xf32>, tensor<4x16x64xf32>) outs(%68 : tensor<4x16x64xf32>) -> tensor<4x16x64xf32>
    %expanded_71 = tensor.expand_shape %120 [[0, 1], [2], [3]] output_shape [1, 4, 16, 64] : tensor<4x16x64xf32> into tensor<1x4x16x64xf32>
    %transposed_72 = linalg.transpose ins(%expanded_71 : tensor<1x4x16x64xf32>) outs(%70 : tensor<1x16x4x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_73 = linalg.transpose ins(%arg14 : tensor<256x256xf32>) outs(%25 : tensor<256x256xf32>) permutation = [1, 0] 
    %collapsed_74 = tensor.collapse_shape %transposed_72 [[0, 1], [2, 3]] : tensor<1x16x4x64xf32> into tensor<16x256xf32>
    %121 = linalg.matmul ins(%collapsed_74, %transposed_73 : tensor<16x256xf32>, tensor<256x256xf32>) outs(%27 : tensor<16x256xf32>) -> tensor<16x256xf32>
    %expanded_75 = tensor.expand_shape %121 [[0, 1], [2]] output_shape [1, 16, 256] : tensor<16x256xf32> into tensor<1x16x256xf32>
    %122 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%91, %expanded_75 : tensor<1x16x256xf32>, tensor<1x16x256xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %in_87: f32, %out: f32):
      %148 = arith.addf %in, %in_87 : f32
      linalg.yield %148 : f32
    } -> tensor<1x16x256xf32>
    %123 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%122 : tensor<1x16x256xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %out: f32):
      %148 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %148 : f32
    } -> tensor<1x16x256xf32>
    %124 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%123 : tensor<1x16x256xf32>) outs(%18 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %148 = arith.addf %in, %out : f32
      linalg.yield %148 : f32
    } -> tensor<1x16x1xf32>
    %125 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%124 : tensor<1x16x1xf32>) outs(%10 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %148 = arith.divf %in, %cst_6 : f32
      linalg.yield %148 : f32
    } -> tensor<1x16x1xf32>
    %126 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%125 : tensor<1x16x1xf32>) outs(%10 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %148 = arith.truncf %cst_4 : f64 to f32
      %149 = arith.addf %in, %148 : f32
      linalg.yield %149 : f32
    } -> tensor<1x16x1xf32>
    %127 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%126 : tensor<1x16x1xf32>) outs(%10 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %148 = math.rsqrt %in : f32
      linalg.yield %148 : f32
    } -> tensor<1x16x1xf32>
    %128 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%122, %127 : tensor<1x16x256xf32>, tensor<1x16x1xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %in_87: f32, %out: f32):
      %148 = arith.mulf %in, %in_87 : f32
      linalg.yield %148 : f32
    } -> tensor<1x16x256xf32>
    %129 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg19, %128 : tensor<256xf32>, tensor<1x16x256xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %in_87: f32, %out: f32):
      %148 = arith.mulf %in, %in_87 : f32
      linalg.yield %148 : f32
    } -> tensor<1x16x256xf32>
    %transposed_76 = linalg.transpose ins(%arg15 : tensor<512x256xf32>) outs(%80 : tensor<256x512xf32>) permutation = [1, 0] 
    %collapsed_77 = tensor.collapse_shape %129 [[0, 1], [2]] : tensor<1x16x256xf32> into tensor<16x256xf32>
    %130 = linalg.matmul ins(%collapsed_77, %transposed_76 : tensor<16x256xf32>, tensor<256x512xf32>) outs(%82 : tensor<16x512xf32>) -> tensor<16x512xf32>
    %expanded_78 = tensor.expand_shape %130 [[0, 1], [2]] output_shape [1, 16, 512] : tensor<16x512xf32> into tensor<1x16x512xf32>
    %131 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_78 : tensor<1x16x512xf32>) outs(%84 : tensor<1x16x512xf32>) {
    ^bb0(%in: f32, %out: f32):
      %148 = arith.negf %in : f32
      %149 = math.exp %148 : f32
      %150 = arith.addf %149, %cst_1 : f32
      %151 = arith.divf %cst_1, %150 : f32
      linalg.yield %151 : f32
    } -> tensor<1x16x512xf32>
    %132 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_78, %131 : tensor<1x16x512xf32>, tensor<1x16x512xf32>) outs(%84 : tensor<1x16x512xf32>) {
    ^bb0(%in: f32, %in_87: f32, %out: f32):
      %148 = arith.mulf %in, %in_87 : f32
      linalg.yield %148 : f32
    } -> tensor<1x16x512xf32>
    %transposed_79 = linalg.transpose ins(%arg16 : tensor<512x256xf32>) outs(%80 : tensor<256x512xf32>) permutation = [1, 0] 
    %133 = linalg.matmul ins(%collapsed_77, %transposed_79 : tensor<16x256xf32>, tensor<256x512xf32>) outs(%82 : tensor<16x512xf32>) -> tensor<16x512xf32>
    %expanded_80 = tensor.expand_shape %133 [[0, 1], [2]] output_shape [1, 16, 512] : tensor<16x512xf32> into tensor<1x16x512xf32>
    %134 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%132, %expanded_80 : tensor<1x16x512xf32>, tensor<1x16x512xf32>) outs(%84 : tensor<1x16x512xf32>) {
    ^bb0(%in: f32, %in_87: f32, %out: f32):
      %148 = arith.mulf %in, %in_87 : f32
      linalg.yield %148 : f32
    } -> tensor<1x16x512xf32>
    %transposed_81 = linalg.transpose ins(%arg17 : tensor<256x512xf32>) outs(%89 : tensor<512x256xf32>) permutation = [1, 0] 
    %collapsed_82 = tensor.collapse_shape %134 [[0, 1], [2]] : tensor<1x16x512xf32> into tensor<16x512xf32>
    %135 = linalg.matmul ins(%collapsed_82, %transposed_81 : tensor<16x512xf32>, tensor<512x256xf32>) outs(%27 : tensor<16x256xf32>) -> tensor<16x256xf32>
    %expanded_83 = tensor.expand_shape %135 [[0, 1], [2]] output_shape [1, 16, 256] : tensor<16x256xf32> into tensor<1x16x256xf32>
    %136 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%122, %expanded_83 : tensor<1x16x256xf32>, tensor<1x16x256xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %in_87: f32, %out: f32):
      %148 = arith.addf %in, %in_87 : f32
      linalg.yield %148 : f32
    } -> tensor<1x16x256xf32>
    %137 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%136 : tensor<1x16x256xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %out: f32):
      %148 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %148 : f32
    } -> tensor<1x16x256xf32>
    %138 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%137 : tensor<1x16x256xf32>) outs(%18 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %148 = arith.addf %in, %out : f32
      linalg.yield %148 : f32
    } -> tensor<1x16x1xf32>
    %139 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%138 : tensor<1x16x1xf32>) outs(%10 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %148 = arith.divf %in, %cst_6 : f32
      linalg.yield %148 : f32
    } -> tensor<1x16x1xf32>
    %140 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%139 : tensor<1x16x1xf32>) outs(%10 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %148 = arith.truncf %cst_4 : f64 to f32
      %149 = arith.addf %in, %148 : f32
      linalg.yield %149 : f32
    } -> tensor<1x16x1xf32>
    %141 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%140 : tensor<1x16x1xf32>) outs(%10 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %148 = math.rsqrt %in : f32
      linalg.yield %148 : f32
    } -> tensor<1x16x1xf32>
    %142 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%136, %141 : tensor<1x16x256xf32>, tensor<1x16x1xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %in_87: f32, %out: f32):
      %148 = arith.mulf %in, %in_87 : f32
      linalg.yield %148 : f32
    } -> tensor<1x16x256xf32>
    %143 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg20, %142 : tensor<256xf32>, tensor<1x16x256xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %in_87: f32, %out: f32):
      %148 = arith.mulf %in, %in_87 : f32
      linalg.yield %148 : f32
    } -> tensor<1x16x256xf32>
    %144 = tensor.empty() : tensor<256x1024xf32>
    %transposed_84 = linalg.transpose ins(%arg1 : tensor<1024x256xf32>) outs(%144 : tensor<256x1024xf32>) permutation = [1, 0] 
    %collapsed_85 = tensor.collapse_shape %143 [[0, 1], [2]] : tensor<1x16x256xf32> into tensor<16x256xf32>
    %145 = tensor.empty() : tensor<16x1024xf32>
    %146 = linalg.fill ins(%cst : f32) outs(%145 : tensor<16x1024xf32>) -> tensor<16x1024xf32>
    %147 = linalg.matmul ins(%collapsed_85, %transposed_84 : tensor<16x256xf32>, tensor<256x1024xf32>) outs(%146 : tensor<16x1024xf32>) -> tensor<16x1024xf32>
    %expanded_86 = tensor.expand_shape %147 [[0, 1], [2]] output_shape [1, 16, 1024] : tensor<16x1024xf32> into tensor<1x16x1024xf32>
    return %expanded_86 : tensor<1x16x1024xf32>
  }
}

{-#
  dialect_resources: {
    builtin: {
      torch_tensor_32_torch.float32: "0x040000000000803F06A5323FCF53F93EFFFCAD3E23D4723E0974293ED67FEC3D5609A53DC255663D1DBC203DD254E03C978B9C3CF27B5A3C0577183C15CAD43BAE7D943B383E4F3BDB9E103B5CD7C93ADBD98C3A8C94443A022E093AD774BF39A99A853953773A392B1F02391B9BB538D4757D3852DF303896DAF6371D43AC376D6B7037"
    }
  }
#-}

