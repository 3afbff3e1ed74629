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
#map12 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d3, d4)>
#map13 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>
#map14 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>
#map15 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>
module {
  func.func @main(%arg0: tensor<1x16xi64>, %arg1: tensor<512x256xf32>, %arg2: tensor<256x256xf32>, %arg3: tensor<256xf32>, %arg4: tensor<128x256xf32>, %arg5: tensor<128xf32>, %arg6: tensor<128x256xf32>, %arg7: tensor<128xf32>, %arg8: tensor<256x256xf32>, %arg9: tensor<512x256xf32>, %arg10: tensor<512x256xf32>, %arg11: tensor<256x512xf32>, %arg12: tensor<256xf32>, %arg13: tensor<256xf32>, %arg14: tensor<256xf32>, %arg15: tensor<512x256xf32>) -> tensor<1x16x512xf32> {
    %c2_i64 = arith.constant 2 : i64
    %c0_i64 = arith.constant 0 : i64
    %c1_i64 = arith.constant 1 : i64
    %c512 = arith.constant 512 : index
    %cst = arith.constant 0.000000e+00 : f32
    %cst_0 = arith.constant 0xFF800000 : f32
    %cst_1 = arith.constant 1.000000e+00 : f32
    %cst_2 = arith.constant dense<0.000000e+00> : tensor<f32>
    %cst_3 = arith.constant dense<-3.40282347E+38> : tensor<16x16xf32>
    %cst_4 = arith.constant 9.9999999999999995E-7 : f64
    %cst_5 = arith.constant dense_resource<torch_tensor_32_torch.float32> : tensor<32xf32>
    %cst_6 = arith.constant 2.560000e+02 : f32
    %cst_7 = arith.constant 1.250000e-01 : f32
    %0 = tensor.empty() : tensor<16xi64>
    %1 = linalg.generic {indexing_maps = [#map], iterator_types = ["parallel"]} outs(%0 : tensor<16xi64>) {
    ^bb0(%out: i64):
      %106 = linalg.index 0 : index
      %107 = arith.index_cast %106 : index to i64
      linalg.yield %107 : i64
    } -> tensor<16xi64>
    %expanded = tensor.expand_shape %1 [[0, 1]] output_shape [1, 16] : tensor<16xi64> into tensor<1x16xi64>
    %expanded_8 = tensor.expand_shape %1 [[0, 1]] output_shape [16, 1] : tensor<16xi64> into tensor<16x1xi64>
    %2 = tensor.empty() : tensor<16x16xi64>
    %3 = linalg.generic {indexing_maps = [#map1, #map2, #map3], iterator_types = ["parallel", "parallel"]} ins(%expanded, %expanded_8 : tensor<1x16xi64>, tensor<16x1xi64>) outs(%2 : tensor<16x16xi64>) {
    ^bb0(%in: i64, %in_50: i64, %out: i64):
      %106 = arith.subi %in, %in_50 : i64
      linalg.yield %106 : i64
    } -> tensor<16x16xi64>
    %4 = tensor.empty() : tensor<16x16xi1>
    %5 = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel", "parallel"]} ins(%3 : tensor<16x16xi64>) outs(%4 : tensor<16x16xi1>) {
    ^bb0(%in: i64, %out: i1):
      %106 = arith.cmpi sge, %in, %c1_i64 : i64
      linalg.yield %106 : i1
    } -> tensor<16x16xi1>
    %6 = tensor.empty() : tensor<16x16xf32>
    %7 = linalg.generic {indexing_maps = [#map3, #map3, #map4, #map3], iterator_types = ["parallel", "parallel"]} ins(%5, %cst_3, %cst_2 : tensor<16x16xi1>, tensor<16x16xf32>, tensor<f32>) outs(%6 : tensor<16x16xf32>) {
    ^bb0(%in: i1, %in_50: f32, %in_51: f32, %out: f32):
      %106 = arith.select %in, %in_50, %in_51 : f32
      linalg.yield %106 : f32
    } -> tensor<16x16xf32>
    %expanded_9 = tensor.expand_shape %7 [[0, 1, 2], [3]] output_shape [1, 1, 16, 16] : tensor<16x16xf32> into tensor<1x1x16x16xf32>
    %8 = tensor.empty() : tensor<1x16x256xf32>
    %9 = linalg.generic {indexing_maps = [#map5, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg0 : tensor<1x16xi64>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: i64, %out: f32):
      %106 = arith.index_cast %in : i64 to index
      %107 = linalg.index 2 : index
      %108 = arith.cmpi slt, %106, %c512 : index
      cf.assert %108, "index must be smaller than dim size"
      %109 = arith.cmpi sge, %in, %c0_i64 : i64
      cf.assert %109, "index must be larger or equal to 0"
      %extracted = tensor.extract %arg1[%106, %107] : tensor<512x256xf32>
      linalg.yield %extracted : f32
    } -> tensor<1x16x256xf32>
    %expanded_10 = tensor.expand_shape %1 [[0, 1, 2]] output_shape [1, 16, 1] : tensor<16xi64> into tensor<1x16x1xi64>
    %10 = tensor.empty() : tensor<1x16x1xf32>
    %11 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_10 : tensor<1x16x1xi64>) outs(%10 : tensor<1x16x1xf32>) {
    ^bb0(%in: i64, %out: f32):
      %106 = arith.sitofp %in : i64 to f32
      linalg.yield %106 : f32
    } -> tensor<1x16x1xf32>
    %12 = tensor.empty() : tensor<1x16x32xf32>
    %13 = linalg.generic {indexing_maps = [#map7, #map8, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%11, %cst_5 : tensor<1x16x1xf32>, tensor<32xf32>) outs(%12 : tensor<1x16x32xf32>) {
    ^bb0(%in: f32, %in_50: f32, %out: f32):
      %106 = arith.mulf %in, %in_50 : f32
      linalg.yield %106 : f32
    } -> tensor<1x16x32xf32>
    %concat = tensor.concat dim(2) %13, %13 : (tensor<1x16x32xf32>, tensor<1x16x32xf32>) -> tensor<1x16x64xf32>
    %14 = tensor.empty() : tensor<1x16x64xf32>
    %15 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%concat : tensor<1x16x64xf32>) outs(%14 : tensor<1x16x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      %106 = math.cos %in : f32
      linalg.yield %106 : f32
    } -> tensor<1x16x64xf32>
    %16 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%concat : tensor<1x16x64xf32>) outs(%14 : tensor<1x16x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      %106 = math.sin %in : f32
      linalg.yield %106 : f32
    } -> tensor<1x16x64xf32>
    %17 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%9 : tensor<1x16x256xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %out: f32):
      %106 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %106 : f32
    } -> tensor<1x16x256xf32>
    %18 = linalg.fill ins(%cst : f32) outs(%10 : tensor<1x16x1xf32>) -> tensor<1x16x1xf32>
    %19 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%17 : tensor<1x16x256xf32>) outs(%18 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %106 = arith.addf %in, %out : f32
      linalg.yield %106 : f32
    } -> tensor<1x16x1xf32>
    %20 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%19 : tensor<1x16x1xf32>) outs(%10 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %106 = arith.divf %in, %cst_6 : f32
      linalg.yield %106 : f32
    } -> tensor<1x16x1xf32>
    %21 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%20 : tensor<1x16x1xf32>) outs(%10 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %106 = arith.truncf %cst_4 : f64 to f32
      %107 = arith.addf %in, %106 : f32
      linalg.yield %107 : f32
    } -> tensor<1x16x1xf32>
    %22 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%21 : tensor<1x16x1xf32>) outs(%10 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %106 = math.rsqrt %in : f32
      linalg.yield %106 : f32
    } -> tensor<1x16x1xf32>
    %23 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%9, %22 : tensor<1x16x256xf32>, tensor<1x16x1xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %in_50: f32, %out: f32):
      %106 = arith.mulf %in, %in_50 : f32
      linalg.yield %106 : f32
    } -> tensor<1x16x256xf32>
    %24 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg12, %23 : tensor<256xf32>, tensor<1x16x256xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %in_50: f32, %out: f32):
      %106 = arith.mulf %in, %in_50 : f32
      linalg.yield %106 : f32
    } -> tensor<1x16x256xf32>
    %collapsed = tensor.collapse_shape %24 [[0, 1], [2]] : tensor<1x16x256xf32> into tensor<16x256xf32>
    %25 = tensor.empty() : tensor<256x256xf32>
    %transposed = linalg.transpose ins(%arg2 : tensor<256x256xf32>) outs(%25 : tensor<256x256xf32>) permutation = [1, 0] 
    %26 = tensor.empty() : tensor<16x256xf32>
    %27 = linalg.fill ins(%cst : f32) outs(%26 : tensor<16x256xf32>) -> tensor<16x256xf32>
    %28 = linalg.matmul ins(%collapsed, %transposed : tensor<16x256xf32>, tensor<256x256xf32>) outs(%27 : tensor<16x256xf32>) -> tensor<16x256xf32>
    %29 = linalg.generic {indexing_maps = [#map9, #map3], iterator_types = ["parallel", "parallel"]} ins(%arg3 : tensor<256xf32>) outs(%26 : tensor<16x256xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<16x256xf32>
    %30 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel"]} ins(%28, %29 : tensor<16x256xf32>, tensor<16x256xf32>) outs(%26 : tensor<16x256xf32>) {
    ^bb0(%in: f32, %in_50: f32, %out: f32):
      %106 = arith.addf %in, %in_50 : f32
      linalg.yield %106 : f32
    } -> tensor<16x256xf32>
    %expanded_11 = tensor.expand_shape %30 [[0, 1], [2, 3]] output_shape [1, 16, 4, 64] : tensor<16x256xf32> into tensor<1x16x4x64xf32>
    %31 = tensor.empty() : tensor<1x4x16x64xf32>
    %transposed_12 = linalg.transpose ins(%expanded_11 : tensor<1x16x4x64xf32>) outs(%31 : tensor<1x4x16x64xf32>) permutation = [0, 2, 1, 3] 
    %32 = tensor.empty() : tensor<256x128xf32>
    %transposed_13 = linalg.transpose ins(%arg4 : tensor<128x256xf32>) outs(%32 : tensor<256x128xf32>) permutation = [1, 0] 
    %33 = tensor.empty() : tensor<16x128xf32>
    %34 = linalg.fill ins(%cst : f32) outs(%33 : tensor<16x128xf32>) -> tensor<16x128xf32>
    %35 = linalg.matmul ins(%collapsed, %transposed_13 : tensor<16x256xf32>, tensor<256x128xf32>) outs(%34 : tensor<16x128xf32>) -> tensor<16x128xf32>
    %36 = linalg.generic {indexing_maps = [#map9, #map3], iterator_types = ["parallel", "parallel"]} ins(%arg5 : tensor<128xf32>) outs(%33 : tensor<16x128xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<16x128xf32>
    %37 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel"]} ins(%35, %36 : tensor<16x128xf32>, tensor<16x128xf32>) outs(%33 : tensor<16x128xf32>) {
    ^bb0(%in: f32, %in_50: f32, %out: f32):
      %106 = arith.addf %in, %in_50 : f32
      linalg.yield %106 : f32
    } -> tensor<16x128xf32>
    %expanded_14 = tensor.expand_shape %37 [[0, 1], [2, 3]] output_shape [1, 16, 2, 64] : tensor<16x128xf32> into tensor<1x16x2x64xf32>
    %38 = tensor.empty() : tensor<1x2x16x64xf32>
    %transposed_15 = linalg.transpose ins(%expanded_14 : tensor<1x16x2x64xf32>) outs(%38 : tensor<1x2x16x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_16 = linalg.transpose ins(%arg6 : tensor<128x256xf32>) outs(%32 : tensor<256x128xf32>) permutation = [1, 0] 
    %39 = linalg.matmul ins(%collapsed, %transposed_16 : tensor<16x256xf32>, tensor<256x128xf32>) outs(%34 : tensor<16x128xf32>) -> tensor<16x128xf32>
    %40 = linalg.generic {indexing_maps = [#map9, #map3], iterator_types = ["parallel", "parallel"]} ins(%arg7 : tensor<128xf32>) outs(%33 : tensor<16x128xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<16x128xf32>
    %41 = linalg.generic {indexing_maps = [#map3, #map3, #map3], iterator_types = ["parallel", "parallel"]} ins(%39, %40 : tensor<16x128xf32>, tensor<16x128xf32>) outs(%33 : tensor<16x128xf32>) {
    ^bb0(%in: f32, %in_50: f32, %out: f32):
      %106 = arith.addf %in, %in_50 : f32
      linalg.yield %106 : f32
    } -> tensor<16x128xf32>
    %expanded_17 = tensor.expand_shape %41 [[0, 1], [2, 3]] output_shape [1, 16, 2, 64] : tensor<16x128xf32> into tensor<1x16x2x64xf32>
    %transposed_18 = linalg.transpose ins(%expanded_17 : tensor<1x16x2x64xf32>) outs(%38 : tensor<1x2x16x64xf32>) permutation = [0, 2, 1, 3] 
    %expanded_19 = tensor.expand_shape %15 [[0], [1, 2], [3]] output_shape [1, 1, 16, 64] : tensor<1x16x64xf32> into tensor<1x1x16x64xf32>
    %expanded_20 = tensor.expand_shape %16 [[0], [1, 2], [3]] output_shape [1, 1, 16, 64] : tensor<1x16x64xf32> into tensor<1x1x16x64xf32>
    %42 = linalg.generic {indexing_maps = [#map10, #map11, #map10], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_12, %expanded_19 : tensor<1x4x16x64xf32>, tensor<1x1x16x64xf32>) outs(%31 : tensor<1x4x16x64xf32>) {
    ^bb0(%in: f32, %in_50: f32, %out: f32):
      %106 = arith.mulf %in, %in_50 : f32
      linalg.yield %106 : f32
    } -> tensor<1x4x16x64xf32>
    %extracted_slice = tensor.extract_slice %transposed_12[0, 0, 0, 0] [1, 4, 16, 32] [1, 1, 1, 1] : tensor<1x4x16x64xf32> to tensor<1x4x16x32xf32>
    %extracted_slice_21 = tensor.extract_slice %transposed_12[0, 0, 0, 32] [1, 4, 16, 32] [1, 1, 1, 1] : tensor<1x4x16x64xf32> to tensor<1x4x16x32xf32>
    %43 = tensor.empty() : tensor<1x4x16x32xf32>
    %44 = linalg.generic {indexing_maps = [#map10, #map10], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_21 : tensor<1x4x16x32xf32>) outs(%43 : tensor<1x4x16x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %106 = arith.negf %in : f32
      linalg.yield %106 : f32
    } -> tensor<1x4x16x32xf32>
    %concat_22 = tensor.concat dim(3) %44, %extracted_slice : (tensor<1x4x16x32xf32>, tensor<1x4x16x32xf32>) -> tensor<1x4x16x64xf32>
    %45 = linalg.generic {indexing_maps = [#map10, #map11, #map10], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_22, %expanded_20 : tensor<1x4x16x64xf32>, tensor<1x1x16x64xf32>) outs(%31 : tensor<1x4x16x64xf32>) {
    ^bb0(%in: f32, %in_50: f32, %out: f32):
      %106 = arith.mulf %in, %in_50 : f32
      linalg.yield %106 : f32
    } -> tensor<1x4x16x64xf32>
    %46 = linalg.generic {indexing_maps = [#map10, #map10, #map10], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%42, %45 : tensor<1x4x16x64xf32>, tensor<1x4x16x64xf32>) outs(%31 : tensor<1x4x16x64xf32>) {
    ^bb0(%in: f32, %in_50: f32, %out: f32):
      %106 = arith.addf %in, %in_50 : f32
      linalg.yield %106 : f32
    } -> tensor<1x4x16x64xf32>
    %47 = linalg.generic {indexing_maps = [#map10, #map11, #map10], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_15, %expanded_19 : tensor<1x2x16x64xf32>, tensor<1x1x16x64xf32>) outs(%38 : tensor<1x2x16x64xf32>) {
    ^bb0(%in: f32, %in_50: f32, %out: f32):
      %106 = arith.mulf %in, %in_50 : f32
      linalg.yield %106 : f32
    } -> tensor<1x2x16x64xf32>
    %extracted_slice_23 = tensor.extract_slice %transposed_15[0, 0, 0, 0] [1, 2, 16, 32] [1, 1, 1, 1] : tensor<1x2x16x64xf32> to tensor<1x2x16x32xf32>
    %extracted_slice_24 = tensor.extract_slice %transposed_15[0, 0, 0, 32] [1, 2, 16, 32] [1, 1, 1, 1] : tensor<1x2x16x64xf32> to tensor<1x2x16x32xf32>
    %48 = tensor.empty() : tensor<1x2x16x32xf32>
    %49 = linalg.generic {indexing_maps = [#map10, #map10], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_24 : tensor<1x2x16x32xf32>) outs(%48 : tensor<1x2x16x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %106 = arith.negf %in : f32
      linalg.yield %106 : f32
    } -> tensor<1x2x16x32xf32>
    %concat_25 = tensor.concat dim(3) %49, %extracted_slice_23 : (tensor<1x2x16x32xf32>, tensor<1x2x16x32xf32>) -> tensor<1x2x16x64xf32>
    %50 = linalg.generic {indexing_maps = [#map10, #map11, #map10], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_25, %expanded_20 : tensor<1x2x16x64xf32>, tensor<1x1x16x64xf32>) outs(%38 : tensor<1x2x16x64xf32>) {
    ^bb0(%in: f32, %in_50: f32, %out: f32):
      %106 = arith.mulf %in, %in_50 : f32
      linalg.yield %106 : f32
    } -> tensor<1x2x16x64xf32>
    %51 = linalg.generic {indexing_maps = [#map10, #map10, #map10], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%47, %50 : tensor<1x2x16x64xf32>, tensor<1x2x16x64xf32>) outs(%38 : tensor<1x2x16x64xf32>) {
    ^bb0(%in: f32, %in_50: f32, %out: f32):
      %106 = arith.addf %in, %in_50 : f32
      linalg.yield %106 : f32
    } -> tensor<1x2x16x64xf32>
    %52 = tensor.empty() : tensor<1x2x2x16x64xf32>
    %53 = linalg.generic {indexing_maps = [#map12, #map13], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%51 : tensor<1x2x16x64xf32>) outs(%52 : tensor<1x2x2x16x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x2x2x16x64xf32>
    %collapsed_26 = tensor.collapse_shape %53 [[0], [1, 2], [3], [4]] : tensor<1x2x2x16x64xf32> into tensor<1x4x16x64xf32>
    %54 = linalg.generic {indexing_maps = [#map12, #map13], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_18 : tensor<1x2x16x64xf32>) outs(%52 : tensor<1x2x2x16x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x2x2x16x64xf32>
    %55 = tensor.empty() : tensor<1x4x64x16xf32>
    %transposed_27 = linalg.transpose ins(%collapsed_26 : tensor<1x4x16x64xf32>) outs(%55 : tensor<1x4x64x16xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_28 = tensor.collapse_shape %46 [[0, 1], [2], [3]] : tensor<1x4x16x64xf32> into tensor<4x16x64xf32>
    %collapsed_29 = tensor.collapse_shape %transposed_27 [[0, 1], [2], [3]] : tensor<1x4x64x16xf32> into tensor<4x64x16xf32>
    %56 = tensor.empty() : tensor<4x16x16xf32>
    %57 = linalg.fill ins(%cst : f32) outs(%56 : tensor<4x16x16xf32>) -> tensor<4x16x16xf32>
    %58 = linalg.batch_matmul ins(%collapsed_28, %collapsed_29 : tensor<4x16x64xf32>, tensor<4x64x16xf32>) outs(%57 : tensor<4x16x16xf32>) -> tensor<4x16x16xf32>
    %expanded_30 = tensor.expand_shape %58 [[0, 1], [2], [3]] output_shape [1, 4, 16, 16] : tensor<4x16x16xf32> into tensor<1x4x16x16xf32>
    %59 = tensor.empty() : tensor<1x4x16x16xf32>
    %60 = linalg.generic {indexing_maps = [#map10, #map10], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_30 : tensor<1x4x16x16xf32>) outs(%59 : tensor<1x4x16x16xf32>) {
    ^bb0(%in: f32, %out: f32):
      %106 = arith.mulf %in, %cst_7 : f32
      linalg.yield %106 : f32
    } -> tensor<1x4x16x16xf32>
    %61 = linalg.generic {indexing_maps = [#map10, #map11, #map10], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%60, %expanded_9 : tensor<1x4x16x16xf32>, tensor<1x1x16x16xf32>) outs(%59 : tensor<1x4x16x16xf32>) {
    ^bb0(%in: f32, %in_50: f32, %out: f32):
      %106 = arith.addf %in, %in_50 : f32
      linalg.yield %106 : f32
    } -> tensor<1x4x16x16xf32>
    %62 = tensor.empty() : tensor<1x4x16xi64>
    %63 = linalg.fill ins(%c0_i64 : i64) outs(%62 : tensor<1x4x16xi64>) -> tensor<1x4x16xi64>
    %64 = tensor.empty() : tensor<1x4x16xf32>
    %65 = linalg.fill ins(%cst_0 : f32) outs(%64 : tensor<1x4x16xf32>) -> tensor<1x4x16xf32>
    %66:2 = linalg.generic {indexing_maps = [#map10, #map14, #map14], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%61 : tensor<1x4x16x16xf32>) outs(%65, %63 : tensor<1x4x16xf32>, tensor<1x4x16xi64>) {
    ^bb0(%in: f32, %out: f32, %out_50: i64):
      %106 = linalg.index 3 : index
      %107 = arith.index_cast %106 : index to i64
      %108 = arith.maximumf %in, %out : f32
      %109 = arith.cmpf ogt, %in, %out : f32
      %110 = arith.select %109, %107, %out_50 : i64
      linalg.yield %108, %110 : f32, i64
    } -> (tensor<1x4x16xf32>, tensor<1x4x16xi64>)
    %expanded_31 = tensor.expand_shape %66#0 [[0], [1], [2, 3]] output_shape [1, 4, 16, 1] : tensor<1x4x16xf32> into tensor<1x4x16x1xf32>
    %67 = linalg.generic {indexing_maps = [#map10, #map15, #map10], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%61, %expanded_31 : tensor<1x4x16x16xf32>, tensor<1x4x16x1xf32>) outs(%59 : tensor<1x4x16x16xf32>) {
    ^bb0(%in: f32, %in_50: f32, %out: f32):
      %106 = arith.subf %in, %in_50 : f32
      linalg.yield %106 : f32
    } -> tensor<1x4x16x16xf32>
    %68 = linalg.generic {indexing_maps = [#map10, #map10], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%67 : tensor<1x4x16x16xf32>) outs(%59 : tensor<1x4x16x16xf32>) {
    ^bb0(%in: f32, %out: f32):
      %106 = math.exp %in : f32
      linalg.yield %106 : f32
    } -> tensor<1x4x16x16xf32>
    %69 = tensor.empty() : tensor<1x4x16x1xf32>
    %70 = linalg.fill ins(%cst : f32) outs(%69 : tensor<1x4x16x1xf32>) -> tensor<1x4x16x1xf32>
    %71 = linalg.generic {indexing_maps = [#map10, #map15], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%68 : tensor<1x4x16x16xf32>) outs(%70 : tensor<1x4x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %106 = arith.addf %in, %out : f32
      linalg.yield %106 : f32
    } -> tensor<1x4x16x1xf32>
    %72 = linalg.generic {indexing_maps = [#map10, #map15, #map10], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%68, %71 : tensor<1x4x16x16xf32>, tensor<1x4x16x1xf32>) outs(%59 : tensor<1x4x16x16xf32>) {
    ^bb0(%in: f32, %in_50: f32, %out: f32):
      %106 = arith.divf %in, %in_50 : f32
      linalg.yield %106 : f32
    } -> tensor<1x4x16x16xf32>
    %collapsed_32 = tensor.collapse_shape %72 [[0, 1], [2], [3]] : tensor<1x4x16x16xf32> into tensor<4x16x16xf32>
    %collapsed_33 = tensor.collapse_shape %54 [[0, 1, 2], [3], [4]] : tensor<1x2x2x16x64xf32> into tensor<4x16x64xf32>
    %73 = tensor.empty() : tensor<4x16x64xf32>
    %74 = linalg.fill ins(%cst : f32) outs(%73 : tensor<4x16x64xf32>) -> tensor<4x16x64xf32>
    %75 = linalg.batch_matmul ins(%collapsed_32, %collapsed_33 : tensor<4x16x16xf32>, tensor<4x16x64xf32>) outs(%74 : tensor<4x16x64xf32>) -> tensor<4x16x64xf32>
    %expanded_34 = tensor.expand_shape %75 [[0, 1], [2], [3]] output_shape [1, 4, 16, 64] : tensor<4x16x64xf32> into tensor<1x4x16x64xf32>
    %76 = tensor.empty() : tensor<1x16x4x64xf32>
    %transposed_35 = linalg.transpose ins(%expanded_34 : tensor<1x4x16x64xf32>) outs(%76 : tensor<1x16x4x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_36 = linalg.transpose ins(%arg8 : tensor<256x256xf32>) outs(%25 : tensor<256x256xf32>) permutation = [1, 0] 
    %collapsed_37 = tensor.collapse_shape %transposed_35 [[0, 1], [2, 3]] : tensor<1x16x4x64xf32> into tensor<16x256xf32>
    %77 = linalg.matmul ins(%collapsed_37, %transposed_36 : tensor<16x256xf32>, tensor<256x256xf32>) outs(%27 : tensor<16x256xf32>) -> tensor<16x256xf32>
    %expanded_38 = tensor.expand_shape %77 [[0, 1], [2]] output_shape [1, 16, 256] : tensor<16x256xf32> into tensor<1x16x256xf32>
    %78 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%9, %expanded_38 : tensor<1x16x256xf32>, tensor<1x16x256xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %in_50: f32, %out: f32):
      %106 = arith.addf %in, %in_50 : f32
      linalg.yield %106 : f32
    } -> tensor<1x16x256xf32>
    %79 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%78 : tensor<1x16x256xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %out: f32):
      %106 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %106 : f32
    } -> tensor<1x16x256xf32>
    %80 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%79 : tensor<1x16x256xf32>) outs(%18 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %106 = arith.addf %in, %out : f32
      linalg.yield %106 : f32
    } -> tensor<1x16x1xf32>
    %81 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%80 : tensor<1x16x1xf32>) outs(%10 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %106 = arith.divf %in, %cst_6 : f32
      linalg.yield %106 : f32
    } -> tensor<1x16x1xf32>
    %82 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%81 : tensor<1x16x1xf32>) outs(%10 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %106 = arith.truncf %cst_4 : f64 to f32
      %107 = arith.addf %in, %106 : f32
      linalg.yield %107 : f32
    } -> tensor<1x16x1xf32>
    %83 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%82 : tensor<1x16x1xf32>) outs(%10 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %106 = math.rsqrt %in : f32
      linalg.yield %106 : f32
    } -> tensor<1x16x1xf32>
    %84 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%78, %83 : tensor<1x16x256xf32>, tensor<1x16x1xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %in_50: f32, %out: f32):
      %106 = arith.mulf %in, %in_50 : f32
      linalg.yield %106 : f32
    } -> tensor<1x16x256xf32>
    %85 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg13, %84 : tensor<256xf32>, tensor<1x16x256xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %in_50: f32, %out: f32):
      %106 = arith.mulf %in, %in_50 : f32
      linalg.yield %106 : f32
    } -> tensor<1x16x256xf32>
    %86 = tensor.empty() : tensor<256x512xf32>
    %transposed_39 = linalg.transpose ins(%arg9 : tensor<512x256xf32>) outs(%86 : tensor<256x512xf32>) permutation = [1, 0] 
    %collapsed_40 = tensor.collapse_shape %85 [[0, 1], [2]] : tensor<1x16x256xf32> into tensor<16x256xf32>
    %87 = tensor.empty() : tensor<16x512xf32>
    %88 = linalg.fill ins(%cst : f32) outs(%87 : tensor<16x512xf32>) -> tensor<16x512xf32>
    %89 = linalg.matmul ins(%collapsed_40, %transposed_39 : tensor<16x256xf32>, tensor<256x512xf32>) outs(%88 : tensor<16x512xf32>) -> tensor<16x512xf32>
    %expanded_41 = tensor.expand_shape %89 [[0, 1], [2]] output_shape [1, 16, 512] : tensor<16x512xf32> into tensor<1x16x512xf32>
    %90 = tensor.empty() : tensor<1x16x512xf32>
    %91 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_41 : tensor<1x16x512xf32>) outs(%90 : tensor<1x16x512xf32>) {
    ^bb0(%in: f32, %out: f32):
      %106 = arith.negf %in : f32
      %107 = math.exp %106 : f32
      %108 = arith.addf %107, %cst_1 : f32
      %109 = arith.divf %cst_1, %108 : f32
      linalg.yield %109 : f32
    } -> tensor<1x16x512xf32>
    %92 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_41, %91 : tensor<1x16x512xf32>, tensor<1x16x512xf32>) outs(%90 : tensor<1x16x512xf32>) {
    ^bb0(%in: f32, %in_50: f32, %out: f32):
      %106 = arith.mulf %in, %in_50 : f32
      linalg.yield %106 : f32
    } -> tensor<1x16x512xf32>
    %transposed_42 = linalg.transpose ins(%arg10 : tensor<512x256xf32>) outs(%86 : tensor<256x512xf32>) permutation = [1, 0] 
    %93 = linalg.matmul ins(%collapsed_40, %transposed_42 : tensor<16x256xf32>, tensor<256x512xf32>) outs(%88 : tensor<16x512xf32>) -> tensor<16x512xf32>
    %expanded_43 = tensor.expand_shape %93 [[0, 1], [2]] output_shape [1, 16, 512] : tensor<16x512xf32> into tensor<1x16x512xf32>
    %94 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%92, %expanded_43 : tensor<1x16x512xf32>, tensor<1x16x512xf32>) outs(%90 : tensor<1x16x512xf32>) {
    ^bb0(%in: f32, %in_50: f32, %out: f32):
      %106 = arith.mulf %in, %in_50 : f32
      linalg.yield %106 : f32
    } -> tensor<1x16x512xf32>
    %95 = tensor.empty() : tensor<512x256xf32>
    %transposed_44 = linalg.transpose ins(%arg11 : tensor<256x512xf32>) outs(%95 : tensor<512x256xf32>) permutation = [1, 0] 
    %collapsed_45 = tensor.collapse_shape %94 [[0, 1], [2]] : tensor<1x16x512xf32> into tensor<16x512xf32>
    %96 = linalg.matmul ins(%collapsed_45, %transposed_44 : tensor<16x512xf32>, tensor<512x256xf32>) outs(%27 : tensor<16x256xf32>) -> tensor<16x256xf32>
    %expanded_46 = tensor.expand_shape %96 [[0, 1], [2]] output_shape [1, 16, 256] : tensor<16x256xf32> into tensor<1x16x256xf32>
    %97 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%78, %expanded_46 : tensor<1x16x256xf32>, tensor<1x16x256xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %in_50: f32, %out: f32):
      %106 = arith.addf %in, %in_50 : f32
      linalg.yield %106 : f32
    } -> tensor<1x16x256xf32>
    %98 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%97 : tensor<1x16x256xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %out: f32):
      %106 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %106 : f32
    } -> tensor<1x16x256xf32>
    %99 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%98 : tensor<1x16x256xf32>) outs(%18 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %106 = arith.addf %in, %out : f32
      linalg.yield %106 : f32
    } -> tensor<1x16x1xf32>
    %100 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%99 : tensor<1x16x1xf32>) outs(%10 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %106 = arith.divf %in, %cst_6 : f32
      linalg.yield %106 : f32
    } -> tensor<1x16x1xf32>
    %101 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%100 : tensor<1x16x1xf32>) outs(%10 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %106 = arith.truncf %cst_4 : f64 to f32
      %107 = arith.addf %in, %106 : f32
      linalg.yield %107 : f32
    } -> tensor<1x16x1xf32>
    %102 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%101 : tensor<1x16x1xf32>) outs(%10 : tensor<1x16x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %106 = math.rsqrt %in : f32
      linalg.yield %106 : f32
    } -> tensor<1x16x1xf32>
    %103 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%97, %102 : tensor<1x16x256xf32>, tensor<1x16x1xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %in_50: f32, %out: f32):
      %106 = arith.mulf %in, %in_50 : f32
      linalg.yield %106 : f32
    } -> tensor<1x16x256xf32>
    %104 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg14, %103 : tensor<256xf32>, tensor<1x16x256xf32>) outs(%8 : tensor<1x16x256xf32>) {
    ^bb0(%in: f32, %in_50: f32, %out: f32):
      %106 = arith.mulf %in, %in_50 : f32
      linalg.yield %106 : f32
    } -> tensor<1x16x256xf32>
    %transposed_47 = linalg.transpose ins(%arg15 : tensor<512x256xf32>) outs(%86 : tensor<256x512xf32>) permutation = [1, 0] 
    %collapsed_48 = tensor.collapse_shape %104 [[0, 1], [2]] : tensor<1x16x256xf32> into tensor<16x256xf32>
    %105 = linalg.matmul ins(%collapsed_48, %transposed_47 : tensor<16x256xf32>, tensor<256x512xf32>) outs(%88 : tensor<16x512xf32>) -> tensor<16x512xf32>
    %expanded_49 = tensor.expand_shape %105 [[0, 1], [2]] output_shape [1, 16, 512] : tensor<16x512xf32> into tensor<1x16x512xf32>
    return %expanded_49 : tensor<1x16x512xf32>
  }
}

{-#
  dialect_resources: {
    builtin: {
      torch_tensor_32_torch.float32: "0x040000000000803F11F93F3F9AF50F3F9BE8D73E9BE8A13E23D4723E8718363E778D083ECDCCCC3D0D94993DC255663D15BA2C3DE386013D4F43C23C39AD913CF27B5A3C0AD7233CB0B9F53B9C44B83B772E8A3B383E4F3B0D691B3B2815E93A8EC9AE3A6F12833A8C94443A166A133A2517DD3960CBA53915A8783953773A3972D40B39"
    }
  }
#-}

