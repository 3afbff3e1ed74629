#map = affine_map<(d0) -> (d0)>
#map1 = affine_map<(d0, d1) -> ()>
#map2 = affine_map<(d0, d1) -> (d0, d1)>
#map3 = affine_map<(d0, d1) -> (0, d1)>
#map4 = affine_map<(d0, d1) -> (d0, 0)>
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
  func.func @main(%arg0: tensor<1x?xi64>, %arg1: tensor<49152x576xf32>, %arg2: tensor<576x576xf32>, %arg3: tensor<192x576xf32>, %arg4: tensor<192x576xf32>, %arg5: tensor<576x576xf32>, %arg6: tensor<1536x576xf32>, %arg7: tensor<1536x576xf32>, %arg8: tensor<576x1536xf32>, %arg9: tensor<576xf32>, %arg10: tensor<576xf32>, %arg11: tensor<576x576xf32>, %arg12: tensor<192x576xf32>, %arg13: tensor<192x576xf32>, %arg14: tensor<576x576xf32>, %arg15: tensor<1536x576xf32>, %arg16: tensor<1536x576xf32>, %arg17: tensor<576x1536xf32>, %arg18: tensor<576xf32>, %arg19: tensor<576xf32>, %arg20: tensor<576x576xf32>, %arg21: tensor<192x576xf32>, %arg22: tensor<192x576xf32>, %arg23: tensor<576x576xf32>, %arg24: tensor<1536x576xf32>, %arg25: tensor<1536x576xf32>, %arg26: tensor<576x1536xf32>, %arg27: tensor<576xf32>, %arg28: tensor<576xf32>, %arg29: tensor<576x576xf32>, %arg30: tensor<192x576xf32>, %arg31: tensor<192x576xf32>, %arg32: tensor<576x576xf32>, %arg33: tensor<1536x576xf32>, %arg34: tensor<1536x576xf32>, %arg35: tensor<576x1536xf32>, %arg36: tensor<576xf32>, %arg37: tensor<576xf32>, %arg38: tensor<576x576xf32>, %arg39: tensor<192x576xf32>, %arg40: tensor<192x576xf32>, %arg41: tensor<576x576xf32>, %arg42: tensor<1536x576xf32>, %arg43: tensor<1536x576xf32>, %arg44: tensor<576x1536xf32>, %arg45: tensor<576xf32>, %arg46: tensor<576xf32>, %arg47: tensor<576x576xf32>, %arg48: tensor<192x576xf32>, %arg49: tensor<192x576xf32>, %arg50: tensor<576x576xf32>, %arg51: tensor<1536x576xf32>, %arg52: tensor<1536x576xf32>, %arg53: tensor<576x1536xf32>, %arg54: tensor<576xf32>, %arg55: tensor<576xf32>, %arg56: tensor<576x576xf32>, %arg57: tensor<192x576xf32>, %arg58: tensor<192x576xf32>, %arg59: tensor<576x576xf32>, %arg60: tensor<1536x576xf32>, %arg61: tensor<1536x576xf32>, %arg62: tensor<576x1536xf32>, %arg63: tensor<576xf32>, %arg64: tensor<576xf32>, %arg65: tensor<576x576xf32>, %arg66: tensor<192x576xf32>, %arg67: tensor<192x576xf32>, %arg68: tensor<576x576xf32>, %arg69: tensor<1536x576xf32>, %arg70: tensor<1536x576xf32>, %arg71: tensor<576x1536xf32>, %arg72: tensor<576xf32>, %arg73: tensor<576xf32>, %arg74: tensor<576x576xf32>, %arg75: tensor<192x576xf32>, %arg76: tensor<192x576xf32>, %arg77: tensor<576x576xf32>, %arg78: tensor<1536x576xf32>, %arg79: tensor<1536x576xf32>, %arg80: tensor<576x1536xf32>, %arg81: tensor<576xf32>, %arg82: tensor<576xf32>, %arg83: tensor<576x576xf32>, %arg84: tensor<192x576xf32>, %arg85: tensor<192x576xf32>, %arg86: tensor<576x576xf32>, %arg87: tensor<1536x576xf32>, %arg88: tensor<1536x576xf32>, %arg89: tensor<576x1536xf32>, %arg90: tensor<576xf32>, %arg91: tensor<576xf32>, %arg92: tensor<576x576xf32>, %arg93: tensor<192x576xf32>, %arg94: tensor<192x576xf32>, %arg95: tensor<576x576xf32>, %arg96: tensor<1536x576xf32>, %arg97: tensor<1536x576xf32>, %arg98: tensor<576x1536xf32>, %arg99: tensor<576xf32>, %arg100: tensor<576xf32>, %arg101: tensor<576x576xf32>, %arg102: tensor<192x576xf32>, %arg103: tensor<192x576xf32>, %arg104: tensor<576x576xf32>, %arg105: tensor<1536x576xf32>, %arg106: tensor<1536x576xf32>, %arg107: tensor<576x1536xf32>, %arg108: tensor<576xf32>, %arg109: tensor<576xf32>, %arg110: tensor<576x576xf32>, %arg111: tensor<192x576xf32>, %arg112: tensor<192x576xf32>, %arg113: tensor<576x576xf32>, %arg114: tensor<1536x576xf32>, %arg115: tensor<1536x576xf32>, %arg116: tensor<576x1536xf32>, %arg117: tensor<576xf32>, %arg118: tensor<576xf32>, %arg119: tensor<576x576xf32>, %arg120: tensor<192x576xf32>, %arg121: tensor<192x576xf32>, %arg122: tensor<576x576xf32>, %arg123: tensor<1536x576xf32>, %arg124: tensor<1536x576xf32>, %arg125: tensor<576x1536xf32>, %arg126: tensor<576xf32>, %arg127: tensor<576xf32>, %arg128: tensor<576x576xf32>, %arg129: tensor<192x576xf32>, %arg130: tensor<192x576xf32>, %arg131: tensor<576x576xf32>, %arg132: tensor<1536x576xf32>, %arg133: tensor<1536x576xf32>, %arg134: tensor<576x1536xf32>, %arg135: tensor<576xf32>, %arg136: tensor<576xf32>, %arg137: tensor<576x576xf32>, %arg138: tensor<192x576xf32>, %arg139: tensor<192x576xf32>, %arg140: tensor<576x576xf32>, %arg141: tensor<1536x576xf32>, %arg142: tensor<1536x576xf32>, %arg143: tensor<576x1536xf32>, %arg144: tensor<576xf32>, %arg145: tensor<576xf32>, %arg146: tensor<576x576xf32>, %arg147: tensor<192x576xf32>, %arg148: tensor<192x576xf32>, %arg149: tensor<576x576xf32>, %arg150: tensor<1536x576xf32>, %arg151: tensor<1536x576xf32>, %arg152: tensor<576x1536xf32>, %arg153: tensor<576xf32>, %arg154: tensor<576xf32>, %arg155: tensor<576x576xf32>, %arg156: tensor<192x576xf32>, %arg157: tensor<192x576xf32>, %arg158: tensor<576x576xf32>, %arg159: tensor<1536x576xf32>, %arg160: tensor<1536x576xf32>, %arg161: tensor<576x1536xf32>, %arg162: tensor<576xf32>, %arg163: tensor<576xf32>, %arg164: tensor<576x576xf32>, %arg165: tensor<192x576xf32>, %arg166: tensor<192x576xf32>, %arg167: tensor<576x576xf32>, %arg168: tensor<1536x576xf32>, %arg169: tensor<1536x576xf32>, %arg170: tensor<576x1536xf32>, %arg171: tensor<576xf32>, %arg172: tensor<576xf32>, %arg173: tensor<576x576xf32>, %arg174: tensor<192x576xf32>, %arg175: tensor<192x576xf32>, %arg176: tensor<576x576xf32>, %arg177: tensor<1536x576xf32>, %arg178: tensor<1536x576xf32>, %arg179: tensor<576x1536xf32>, %arg180: tensor<576xf32>, %arg181: tensor<576xf32>, %arg182: tensor<576x576xf32>, %arg183: tensor<192x576xf32>, %arg184: tensor<192x576xf32>, %arg185: tensor<576x576xf32>, %arg186: tensor<1536x576xf32>, %arg187: tensor<1536x576xf32>, %arg188: tensor<576x1536xf32>, %arg189: tensor<576xf32>, %arg190: tensor<576xf32>, %arg191: tensor<576x576xf32>, %arg192: tensor<192x576xf32>, %arg193: tensor<192x576xf32>, %arg194: tensor<576x576xf32>, %arg195: tensor<1536x576xf32>, %arg196: tensor<1536x576xf32>, %arg197: tensor<576x1536xf32>, %arg198: tensor<576xf32>, %arg199: tensor<576xf32>, %arg200: tensor<576x576xf32>, %arg201: tensor<192x576xf32>, %arg202: tensor<192x576xf32>, %arg203: tensor<576x576xf32>, %arg204: tensor<1536x576xf32>, %arg205: tensor<1536x576xf32>, %arg206: tensor<576x1536xf32>, %arg207: tensor<576xf32>, %arg208: tensor<576xf32>, %arg209: tensor<576x576xf32>, %arg210: tensor<192x576xf32>, %arg211: tensor<192x576xf32>, %arg212: tensor<576x576xf32>, %arg213: tensor<1536x576xf32>, %arg214: tensor<1536x576xf32>, %arg215: tensor<576x1536xf32>, %arg216: tensor<576xf32>, %arg217: tensor<576xf32>, %arg218: tensor<576x576xf32>, %arg219: tensor<192x576xf32>, %arg220: tensor<192x576xf32>, %arg221: tensor<576x576xf32>, %arg222: tensor<1536x576xf32>, %arg223: tensor<1536x576xf32>, %arg224: tensor<576x1536xf32>, %arg225: tensor<576xf32>, %arg226: tensor<576xf32>, %arg227: tensor<576x576xf32>, %arg228: tensor<192x576xf32>, %arg229: tensor<192x576xf32>, %arg230: tensor<576x576xf32>, %arg231: tensor<1536x576xf32>, %arg232: tensor<1536x576xf32>, %arg233: tensor<576x1536xf32>, %arg234: tensor<576xf32>, %arg235: tensor<576xf32>, %arg236: tensor<576x576xf32>, %arg237: tensor<192x576xf32>, %arg238: tensor<192x576xf32>, %arg239: tensor<576x576xf32>, %arg240: tensor<1536x576xf32>, %arg241: tensor<1536x576xf32>, %arg242: tensor<576x1536xf32>, %arg243: tensor<576xf32>, %arg244: tensor<576xf32>, %arg245: tensor<576x576xf32>, %arg246: tensor<192x576xf32>, %arg247: tensor<192x576xf32>, %arg248: tensor<576x576xf32>, %arg249: tensor<1536x576xf32>, %arg250: tensor<1536x576xf32>, %arg251: tensor<576x1536xf32>, %arg252: tensor<576xf32>, %arg253: tensor<576xf32>, %arg254: tensor<576x576xf32>, %arg255: tensor<192x576xf32>, %arg256: tensor<192x576xf32>, %arg257: tensor<576x576xf32>, %arg258: tensor<1536x576xf32>, %arg259: tensor<1536x576xf32>, %arg260: tensor<576x1536xf32>, %arg261: tensor<576xf32>, %arg262: tensor<576xf32>, %arg263: tensor<576x576xf32>, %arg264: tensor<192x576xf32>, %arg265: tensor<192x576xf32>, %arg266: tensor<576x576xf32>, %arg267: tensor<1536x576xf32>, %arg268: tensor<1536x576xf32>, %arg269: tensor<576x1536xf32>, %arg270: tensor<576xf32>, %arg271: tensor<576xf32>, %arg272: tensor<576xf32>) -> tensor<1x?x49152xf32> {
    %c2_i64 = arith.constant 2 : i64
    %c0_i64 = arith.constant 0 : i64
    %c1_i64 = arith.constant 1 : i64
    %c1 = arith.constant 1 : index
    %c49152 = arith.constant 49152 : index
    %cst = arith.constant 0.000000e+00 : f32
    %c64_i64 = arith.constant 64 : i64
    %c9_i64 = arith.constant 9 : i64
    %cst_0 = arith.constant 0xFF800000 : f32
    %cst_1 = arith.constant 1.000000e+00 : f32
    %cst_2 = arith.constant dense<0.000000e+00> : tensor<f32>
    %cst_3 = arith.constant dense<-3.40282347E+38> : tensor<f32>
    %cst_4 = arith.constant 1.000000e-05 : f64
    %cst_5 = arith.constant dense_resource<torch_tensor_32_torch.float32> : tensor<32xf32>
    %cst_6 = arith.constant 5.760000e+02 : f32
    %c576_i64 = arith.constant 576 : i64
    %c192_i64 = arith.constant 192 : i64
    %cst_7 = arith.constant 1.250000e-01 : f32
    %c2 = arith.constant 2 : index
    %dim = tensor.dim %arg0, %c1 : tensor<1x?xi64>
    %0 = arith.index_cast %dim : index to i64
    %1 = tensor.empty(%dim) : tensor<?xi64>
    %2 = linalg.generic {indexing_maps = [#map], iterator_types = ["parallel"]} outs(%1 : tensor<?xi64>) {
    ^bb0(%out: i64):
      %1625 = linalg.index 0 : index
      %1626 = arith.index_cast %1625 : index to i64
      linalg.yield %1626 : i64
    } -> tensor<?xi64>
    %3 = tensor.empty(%dim, %dim) : tensor<?x?xf32>
    %4 = linalg.generic {indexing_maps = [#map1, #map2], iterator_types = ["parallel", "parallel"]} ins(%cst_3 : tensor<f32>) outs(%3 : tensor<?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<?x?xf32>
    %expanded = tensor.expand_shape %2 [[0, 1]] output_shape [1, %dim] : tensor<?xi64> into tensor<1x?xi64>
    %expanded_8 = tensor.expand_shape %2 [[0, 1]] output_shape [%dim, 1] : tensor<?xi64> into tensor<?x1xi64>
    %5 = tensor.empty(%dim, %dim) : tensor<?x?xi64>
    %6 = linalg.generic {indexing_maps = [#map3, #map4, #map2], iterator_types = ["parallel", "parallel"]} ins(%expanded, %expanded_8 : tensor<1x?xi64>, tensor<?x1xi64>) outs(%5 : tensor<?x?xi64>) {
    ^bb0(%in: i64, %in_1307: i64, %out: i64):
      %1625 = arith.subi %in, %in_1307 : i64
      linalg.yield %1625 : i64
    } -> tensor<?x?xi64>
    %7 = tensor.empty(%dim, %dim) : tensor<?x?xi1>
    %8 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel"]} ins(%6 : tensor<?x?xi64>) outs(%7 : tensor<?x?xi1>) {
    ^bb0(%in: i64, %out: i1):
      %1625 = arith.cmpi sge, %in, %c1_i64 : i64
      linalg.yield %1625 : i1
    } -> tensor<?x?xi1>
    %9 = tensor.empty(%dim, %dim) : tensor<?x?xf32>
    %10 = linalg.generic {indexing_maps = [#map2, #map2, #map1, #map2], iterator_types = ["parallel", "parallel"]} ins(%8, %4, %cst_2 : tensor<?x?xi1>, tensor<?x?xf32>, tensor<f32>) outs(%9 : tensor<?x?xf32>) {
    ^bb0(%in: i1, %in_1307: f32, %in_1308: f32, %out: f32):
      %1625 = arith.select %in, %in_1307, %in_1308 : f32
      linalg.yield %1625 : f32
    } -> tensor<?x?xf32>
    %expanded_9 = tensor.expand_shape %10 [[0, 1, 2], [3]] output_shape [1, 1, %dim, %dim] : tensor<?x?xf32> into tensor<1x1x?x?xf32>
    %11 = tensor.empty(%dim) : tensor<1x?x576xf32>
    %12 = linalg.generic {indexing_maps = [#map5, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg0 : tensor<1x?xi64>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: i64, %out: f32):
      %1625 = arith.index_cast %in : i64 to index
      %1626 = linalg.index 2 : index
      %1627 = arith.cmpi slt, %1625, %c49152 : index
      cf.assert %1627, "index must be smaller than dim size"
      %1628 = arith.cmpi sge, %in, %c0_i64 : i64
      cf.assert %1628, "index must be larger or equal to 0"
      %extracted = tensor.extract %arg1[%1625, %1626] : tensor<49152x576xf32>
      linalg.yield %extracted : f32
    } -> tensor<1x?x576xf32>
    %expanded_10 = tensor.expand_shape %2 [[0, 1, 2]] output_shape [1, %dim, 1] : tensor<?xi64> into tensor<1x?x1xi64>
    %13 = tensor.empty(%dim) : tensor<1x?x1xf32>
    %14 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_10 : tensor<1x?x1xi64>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: i64, %out: f32):
      %1625 = arith.sitofp %in : i64 to f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %15 = tensor.empty(%dim) : tensor<1x?x32xf32>
    %16 = linalg.generic {indexing_maps = [#map7, #map8, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%14, %cst_5 : tensor<1x?x1xf32>, tensor<32xf32>) outs(%15 : tensor<1x?x32xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x32xf32>
    %concat = tensor.concat dim(2) %16, %16 : (tensor<1x?x32xf32>, tensor<1x?x32xf32>) -> tensor<1x?x64xf32>
    %dim_11 = tensor.dim %16, %c1 : tensor<1x?x32xf32>
    %17 = tensor.empty(%dim_11) : tensor<1x?x64xf32>
    %18 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%concat : tensor<1x?x64xf32>) outs(%17 : tensor<1x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.cos %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x64xf32>
    %19 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%concat : tensor<1x?x64xf32>) outs(%17 : tensor<1x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.sin %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x64xf32>
    %20 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%12 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %21 = linalg.fill ins(%cst : f32) outs(%13 : tensor<1x?x1xf32>) -> tensor<1x?x1xf32>
    %22 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%20 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %23 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%22 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %24 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%23 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %25 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%24 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %26 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%12, %25 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %27 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg9, %26 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %28 = tensor.empty() : tensor<576x576xf32>
    %transposed = linalg.transpose ins(%arg2 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed = tensor.collapse_shape %27 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %29 = tensor.empty(%dim) : tensor<?x576xf32>
    %30 = linalg.fill ins(%cst : f32) outs(%29 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %31 = linalg.matmul ins(%collapsed, %transposed : tensor<?x576xf32>, tensor<576x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_12 = tensor.expand_shape %31 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %32 = arith.muli %0, %c64_i64 : i64
    %33 = arith.muli %0, %c576_i64 : i64
    %34 = arith.divui %33, %32 : i64
    %from_elements = tensor.from_elements %c1_i64, %0, %34, %c64_i64 : tensor<4xi64>
    %reshape = tensor.reshape %expanded_12(%from_elements) : (tensor<1x?x576xf32>, tensor<4xi64>) -> tensor<1x?x9x64xf32>
    %35 = tensor.empty(%dim) : tensor<1x9x?x64xf32>
    %transposed_13 = linalg.transpose ins(%reshape : tensor<1x?x9x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) permutation = [0, 2, 1, 3] 
    %36 = tensor.empty() : tensor<576x192xf32>
    %transposed_14 = linalg.transpose ins(%arg3 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %37 = tensor.empty(%dim) : tensor<?x192xf32>
    %38 = linalg.fill ins(%cst : f32) outs(%37 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %39 = linalg.matmul ins(%collapsed, %transposed_14 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_15 = tensor.expand_shape %39 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %40 = arith.muli %0, %c192_i64 : i64
    %41 = arith.divui %40, %32 : i64
    %from_elements_16 = tensor.from_elements %c1_i64, %0, %41, %c64_i64 : tensor<4xi64>
    %reshape_17 = tensor.reshape %expanded_15(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %42 = tensor.empty(%dim) : tensor<1x3x?x64xf32>
    %transposed_18 = linalg.transpose ins(%reshape_17 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_19 = linalg.transpose ins(%arg4 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %43 = linalg.matmul ins(%collapsed, %transposed_19 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_20 = tensor.expand_shape %43 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_21 = tensor.reshape %expanded_20(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_22 = linalg.transpose ins(%reshape_21 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %expanded_23 = tensor.expand_shape %18 [[0], [1, 2], [3]] output_shape [1, 1, %dim_11, 64] : tensor<1x?x64xf32> into tensor<1x1x?x64xf32>
    %expanded_24 = tensor.expand_shape %19 [[0], [1, 2], [3]] output_shape [1, 1, %dim_11, 64] : tensor<1x?x64xf32> into tensor<1x1x?x64xf32>
    %44 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_13, %expanded_23 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %extracted_slice = tensor.extract_slice %transposed_13[0, 0, 0, 0] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %extracted_slice_25 = tensor.extract_slice %transposed_13[0, 0, 0, 32] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %45 = tensor.empty(%dim) : tensor<1x9x?x32xf32>
    %46 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_25 : tensor<1x9x?x32xf32>) outs(%45 : tensor<1x9x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x32xf32>
    %concat_26 = tensor.concat dim(3) %46, %extracted_slice : (tensor<1x9x?x32xf32>, tensor<1x9x?x32xf32>) -> tensor<1x9x?x64xf32>
    %dim_27 = tensor.dim %46, %c2 : tensor<1x9x?x32xf32>
    %47 = tensor.empty(%dim_27) : tensor<1x9x?x64xf32>
    %48 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_26, %expanded_24 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%47 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %49 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%44, %48 : tensor<1x9x?x64xf32>, tensor<1x9x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %50 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_18, %expanded_23 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %extracted_slice_28 = tensor.extract_slice %transposed_18[0, 0, 0, 0] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %extracted_slice_29 = tensor.extract_slice %transposed_18[0, 0, 0, 32] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %51 = tensor.empty(%dim) : tensor<1x3x?x32xf32>
    %52 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_29 : tensor<1x3x?x32xf32>) outs(%51 : tensor<1x3x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x32xf32>
    %concat_30 = tensor.concat dim(3) %52, %extracted_slice_28 : (tensor<1x3x?x32xf32>, tensor<1x3x?x32xf32>) -> tensor<1x3x?x64xf32>
    %dim_31 = tensor.dim %52, %c2 : tensor<1x3x?x32xf32>
    %53 = tensor.empty(%dim_31) : tensor<1x3x?x64xf32>
    %54 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_30, %expanded_24 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%53 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %55 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%50, %54 : tensor<1x3x?x64xf32>, tensor<1x3x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %56 = tensor.empty(%dim) : tensor<1x3x3x?x64xf32>
    %57 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%55 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %collapsed_32 = tensor.collapse_shape %57 [[0], [1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<1x9x?x64xf32>
    %58 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_22 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %59 = tensor.empty(%dim) : tensor<1x9x64x?xf32>
    %transposed_33 = linalg.transpose ins(%collapsed_32 : tensor<1x9x?x64xf32>) outs(%59 : tensor<1x9x64x?xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_34 = tensor.collapse_shape %49 [[0, 1], [2], [3]] : tensor<1x9x?x64xf32> into tensor<9x?x64xf32>
    %collapsed_35 = tensor.collapse_shape %transposed_33 [[0, 1], [2], [3]] : tensor<1x9x64x?xf32> into tensor<9x64x?xf32>
    %60 = tensor.empty(%dim, %dim) : tensor<9x?x?xf32>
    %61 = linalg.fill ins(%cst : f32) outs(%60 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %62 = linalg.batch_matmul ins(%collapsed_34, %collapsed_35 : tensor<9x?x64xf32>, tensor<9x64x?xf32>) outs(%61 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %from_elements_36 = tensor.from_elements %c1_i64, %c9_i64, %0, %0 : tensor<4xi64>
    %reshape_37 = tensor.reshape %62(%from_elements_36) : (tensor<9x?x?xf32>, tensor<4xi64>) -> tensor<1x9x?x?xf32>
    %63 = tensor.empty(%dim, %dim) : tensor<1x9x?x?xf32>
    %64 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape_37 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.mulf %in, %cst_7 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %65 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%64, %expanded_9 : tensor<1x9x?x?xf32>, tensor<1x1x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %66 = tensor.empty(%dim) : tensor<1x9x?xi64>
    %67 = linalg.fill ins(%c0_i64 : i64) outs(%66 : tensor<1x9x?xi64>) -> tensor<1x9x?xi64>
    %68 = tensor.empty(%dim) : tensor<1x9x?xf32>
    %69 = linalg.fill ins(%cst_0 : f32) outs(%68 : tensor<1x9x?xf32>) -> tensor<1x9x?xf32>
    %70:2 = linalg.generic {indexing_maps = [#map9, #map13, #map13], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%65 : tensor<1x9x?x?xf32>) outs(%69, %67 : tensor<1x9x?xf32>, tensor<1x9x?xi64>) {
    ^bb0(%in: f32, %out: f32, %out_1307: i64):
      %1625 = linalg.index 3 : index
      %1626 = arith.index_cast %1625 : index to i64
      %1627 = arith.maximumf %in, %out : f32
      %1628 = arith.cmpf ogt, %in, %out : f32
      %1629 = arith.select %1628, %1626, %out_1307 : i64
      linalg.yield %1627, %1629 : f32, i64
    } -> (tensor<1x9x?xf32>, tensor<1x9x?xi64>)
    %expanded_38 = tensor.expand_shape %70#0 [[0], [1], [2, 3]] output_shape [1, 9, %dim, 1] : tensor<1x9x?xf32> into tensor<1x9x?x1xf32>
    %71 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%65, %expanded_38 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.subf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %72 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%71 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.exp %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %73 = tensor.empty(%dim) : tensor<1x9x?x1xf32>
    %74 = linalg.fill ins(%cst : f32) outs(%73 : tensor<1x9x?x1xf32>) -> tensor<1x9x?x1xf32>
    %75 = linalg.generic {indexing_maps = [#map9, #map14], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%72 : tensor<1x9x?x?xf32>) outs(%74 : tensor<1x9x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x1xf32>
    %76 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%72, %75 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.divf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %from_elements_39 = tensor.from_elements %c9_i64, %0, %0 : tensor<3xi64>
    %reshape_40 = tensor.reshape %76(%from_elements_39) : (tensor<1x9x?x?xf32>, tensor<3xi64>) -> tensor<9x?x?xf32>
    %collapsed_41 = tensor.collapse_shape %58 [[0, 1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<9x?x64xf32>
    %77 = tensor.empty(%dim) : tensor<9x?x64xf32>
    %78 = linalg.fill ins(%cst : f32) outs(%77 : tensor<9x?x64xf32>) -> tensor<9x?x64xf32>
    %79 = linalg.batch_matmul ins(%reshape_40, %collapsed_41 : tensor<9x?x?xf32>, tensor<9x?x64xf32>) outs(%78 : tensor<9x?x64xf32>) -> tensor<9x?x64xf32>
    %expanded_42 = tensor.expand_shape %79 [[0, 1], [2], [3]] output_shape [1, 9, %dim, 64] : tensor<9x?x64xf32> into tensor<1x9x?x64xf32>
    %80 = tensor.empty(%dim) : tensor<1x?x9x64xf32>
    %transposed_43 = linalg.transpose ins(%expanded_42 : tensor<1x9x?x64xf32>) outs(%80 : tensor<1x?x9x64xf32>) permutation = [0, 2, 1, 3] 
    %81 = arith.muli %0, %c576_i64 : i64
    %82 = arith.divui %81, %0 : i64
    %from_elements_44 = tensor.from_elements %c1_i64, %0, %82 : tensor<3xi64>
    %reshape_45 = tensor.reshape %transposed_43(%from_elements_44) : (tensor<1x?x9x64xf32>, tensor<3xi64>) -> tensor<1x?x576xf32>
    %transposed_46 = linalg.transpose ins(%arg5 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_47 = tensor.collapse_shape %reshape_45 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %83 = tensor.empty(%dim) : tensor<?x576xf32>
    %84 = linalg.fill ins(%cst : f32) outs(%83 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %85 = linalg.matmul ins(%collapsed_47, %transposed_46 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%84 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_48 = tensor.expand_shape %85 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %86 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%12, %expanded_48 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %87 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%86 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %88 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%87 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %89 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%88 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %90 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%89 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %91 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%90 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %92 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%86, %91 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %93 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg10, %92 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %94 = tensor.empty() : tensor<576x1536xf32>
    %transposed_49 = linalg.transpose ins(%arg6 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %collapsed_50 = tensor.collapse_shape %93 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %95 = tensor.empty(%dim) : tensor<?x1536xf32>
    %96 = linalg.fill ins(%cst : f32) outs(%95 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %97 = linalg.matmul ins(%collapsed_50, %transposed_49 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_51 = tensor.expand_shape %97 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %98 = tensor.empty(%dim) : tensor<1x?x1536xf32>
    %99 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_51 : tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      %1626 = math.exp %1625 : f32
      %1627 = arith.addf %1626, %cst_1 : f32
      %1628 = arith.divf %cst_1, %1627 : f32
      linalg.yield %1628 : f32
    } -> tensor<1x?x1536xf32>
    %100 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_51, %99 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_52 = linalg.transpose ins(%arg7 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %101 = linalg.matmul ins(%collapsed_50, %transposed_52 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_53 = tensor.expand_shape %101 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %102 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%100, %expanded_53 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %103 = tensor.empty() : tensor<1536x576xf32>
    %transposed_54 = linalg.transpose ins(%arg8 : tensor<576x1536xf32>) outs(%103 : tensor<1536x576xf32>) permutation = [1, 0] 
    %collapsed_55 = tensor.collapse_shape %102 [[0, 1], [2]] : tensor<1x?x1536xf32> into tensor<?x1536xf32>
    %104 = linalg.matmul ins(%collapsed_55, %transposed_54 : tensor<?x1536xf32>, tensor<1536x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_56 = tensor.expand_shape %104 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %105 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%86, %expanded_56 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %106 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%105 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %107 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%106 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %108 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%107 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %109 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%108 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %110 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%109 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %111 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%105, %110 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %112 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg18, %111 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_57 = linalg.transpose ins(%arg11 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_58 = tensor.collapse_shape %112 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %113 = linalg.matmul ins(%collapsed_58, %transposed_57 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_59 = tensor.expand_shape %113 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %reshape_60 = tensor.reshape %expanded_59(%from_elements) : (tensor<1x?x576xf32>, tensor<4xi64>) -> tensor<1x?x9x64xf32>
    %transposed_61 = linalg.transpose ins(%reshape_60 : tensor<1x?x9x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_62 = linalg.transpose ins(%arg12 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %114 = linalg.matmul ins(%collapsed_58, %transposed_62 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_63 = tensor.expand_shape %114 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_64 = tensor.reshape %expanded_63(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_65 = linalg.transpose ins(%reshape_64 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_66 = linalg.transpose ins(%arg13 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %115 = linalg.matmul ins(%collapsed_58, %transposed_66 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_67 = tensor.expand_shape %115 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_68 = tensor.reshape %expanded_67(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_69 = linalg.transpose ins(%reshape_68 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %116 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_61, %expanded_23 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %extracted_slice_70 = tensor.extract_slice %transposed_61[0, 0, 0, 0] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %extracted_slice_71 = tensor.extract_slice %transposed_61[0, 0, 0, 32] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %117 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_71 : tensor<1x9x?x32xf32>) outs(%45 : tensor<1x9x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x32xf32>
    %concat_72 = tensor.concat dim(3) %117, %extracted_slice_70 : (tensor<1x9x?x32xf32>, tensor<1x9x?x32xf32>) -> tensor<1x9x?x64xf32>
    %dim_73 = tensor.dim %117, %c2 : tensor<1x9x?x32xf32>
    %118 = tensor.empty(%dim_73) : tensor<1x9x?x64xf32>
    %119 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_72, %expanded_24 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%118 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %120 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%116, %119 : tensor<1x9x?x64xf32>, tensor<1x9x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %121 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_65, %expanded_23 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %extracted_slice_74 = tensor.extract_slice %transposed_65[0, 0, 0, 0] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %extracted_slice_75 = tensor.extract_slice %transposed_65[0, 0, 0, 32] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %122 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_75 : tensor<1x3x?x32xf32>) outs(%51 : tensor<1x3x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x32xf32>
    %concat_76 = tensor.concat dim(3) %122, %extracted_slice_74 : (tensor<1x3x?x32xf32>, tensor<1x3x?x32xf32>) -> tensor<1x3x?x64xf32>
    %dim_77 = tensor.dim %122, %c2 : tensor<1x3x?x32xf32>
    %123 = tensor.empty(%dim_77) : tensor<1x3x?x64xf32>
    %124 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_76, %expanded_24 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%123 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %125 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%121, %124 : tensor<1x3x?x64xf32>, tensor<1x3x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %126 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%125 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %collapsed_78 = tensor.collapse_shape %126 [[0], [1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<1x9x?x64xf32>
    %127 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_69 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %128 = tensor.empty(%dim) : tensor<1x9x64x?xf32>
    %transposed_79 = linalg.transpose ins(%collapsed_78 : tensor<1x9x?x64xf32>) outs(%128 : tensor<1x9x64x?xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_80 = tensor.collapse_shape %120 [[0, 1], [2], [3]] : tensor<1x9x?x64xf32> into tensor<9x?x64xf32>
    %collapsed_81 = tensor.collapse_shape %transposed_79 [[0, 1], [2], [3]] : tensor<1x9x64x?xf32> into tensor<9x64x?xf32>
    %129 = tensor.empty(%dim, %dim) : tensor<9x?x?xf32>
    %130 = linalg.fill ins(%cst : f32) outs(%129 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %131 = linalg.batch_matmul ins(%collapsed_80, %collapsed_81 : tensor<9x?x64xf32>, tensor<9x64x?xf32>) outs(%130 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %reshape_82 = tensor.reshape %131(%from_elements_36) : (tensor<9x?x?xf32>, tensor<4xi64>) -> tensor<1x9x?x?xf32>
    %132 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape_82 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.mulf %in, %cst_7 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %133 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%132, %expanded_9 : tensor<1x9x?x?xf32>, tensor<1x1x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %134:2 = linalg.generic {indexing_maps = [#map9, #map13, #map13], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%133 : tensor<1x9x?x?xf32>) outs(%69, %67 : tensor<1x9x?xf32>, tensor<1x9x?xi64>) {
    ^bb0(%in: f32, %out: f32, %out_1307: i64):
      %1625 = linalg.index 3 : index
      %1626 = arith.index_cast %1625 : index to i64
      %1627 = arith.maximumf %in, %out : f32
      %1628 = arith.cmpf ogt, %in, %out : f32
      %1629 = arith.select %1628, %1626, %out_1307 : i64
      linalg.yield %1627, %1629 : f32, i64
    } -> (tensor<1x9x?xf32>, tensor<1x9x?xi64>)
    %expanded_83 = tensor.expand_shape %134#0 [[0], [1], [2, 3]] output_shape [1, 9, %dim, 1] : tensor<1x9x?xf32> into tensor<1x9x?x1xf32>
    %135 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%133, %expanded_83 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.subf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %136 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%135 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.exp %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %137 = linalg.generic {indexing_maps = [#map9, #map14], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%136 : tensor<1x9x?x?xf32>) outs(%74 : tensor<1x9x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x1xf32>
    %138 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%136, %137 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.divf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %reshape_84 = tensor.reshape %138(%from_elements_39) : (tensor<1x9x?x?xf32>, tensor<3xi64>) -> tensor<9x?x?xf32>
    %collapsed_85 = tensor.collapse_shape %127 [[0, 1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<9x?x64xf32>
    %139 = linalg.batch_matmul ins(%reshape_84, %collapsed_85 : tensor<9x?x?xf32>, tensor<9x?x64xf32>) outs(%78 : tensor<9x?x64xf32>) -> tensor<9x?x64xf32>
    %expanded_86 = tensor.expand_shape %139 [[0, 1], [2], [3]] output_shape [1, 9, %dim, 64] : tensor<9x?x64xf32> into tensor<1x9x?x64xf32>
    %transposed_87 = linalg.transpose ins(%expanded_86 : tensor<1x9x?x64xf32>) outs(%80 : tensor<1x?x9x64xf32>) permutation = [0, 2, 1, 3] 
    %reshape_88 = tensor.reshape %transposed_87(%from_elements_44) : (tensor<1x?x9x64xf32>, tensor<3xi64>) -> tensor<1x?x576xf32>
    %transposed_89 = linalg.transpose ins(%arg14 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_90 = tensor.collapse_shape %reshape_88 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %140 = tensor.empty(%dim) : tensor<?x576xf32>
    %141 = linalg.fill ins(%cst : f32) outs(%140 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %142 = linalg.matmul ins(%collapsed_90, %transposed_89 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%141 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_91 = tensor.expand_shape %142 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %143 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%105, %expanded_91 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %144 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%143 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %145 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%144 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %146 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%145 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %147 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%146 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %148 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%147 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %149 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%143, %148 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %150 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg19, %149 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_92 = linalg.transpose ins(%arg15 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %collapsed_93 = tensor.collapse_shape %150 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %151 = linalg.matmul ins(%collapsed_93, %transposed_92 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_94 = tensor.expand_shape %151 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %152 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_94 : tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      %1626 = math.exp %1625 : f32
      %1627 = arith.addf %1626, %cst_1 : f32
      %1628 = arith.divf %cst_1, %1627 : f32
      linalg.yield %1628 : f32
    } -> tensor<1x?x1536xf32>
    %153 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_94, %152 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_95 = linalg.transpose ins(%arg16 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %154 = linalg.matmul ins(%collapsed_93, %transposed_95 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_96 = tensor.expand_shape %154 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %155 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%153, %expanded_96 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_97 = linalg.transpose ins(%arg17 : tensor<576x1536xf32>) outs(%103 : tensor<1536x576xf32>) permutation = [1, 0] 
    %collapsed_98 = tensor.collapse_shape %155 [[0, 1], [2]] : tensor<1x?x1536xf32> into tensor<?x1536xf32>
    %156 = linalg.matmul ins(%collapsed_98, %transposed_97 : tensor<?x1536xf32>, tensor<1536x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_99 = tensor.expand_shape %156 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %157 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%143, %expanded_99 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %158 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%157 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %159 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%158 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %160 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%159 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %161 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%160 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %162 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%161 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %163 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%157, %162 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %164 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg27, %163 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_100 = linalg.transpose ins(%arg20 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_101 = tensor.collapse_shape %164 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %165 = linalg.matmul ins(%collapsed_101, %transposed_100 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_102 = tensor.expand_shape %165 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %reshape_103 = tensor.reshape %expanded_102(%from_elements) : (tensor<1x?x576xf32>, tensor<4xi64>) -> tensor<1x?x9x64xf32>
    %transposed_104 = linalg.transpose ins(%reshape_103 : tensor<1x?x9x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_105 = linalg.transpose ins(%arg21 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %166 = linalg.matmul ins(%collapsed_101, %transposed_105 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_106 = tensor.expand_shape %166 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_107 = tensor.reshape %expanded_106(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_108 = linalg.transpose ins(%reshape_107 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_109 = linalg.transpose ins(%arg22 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %167 = linalg.matmul ins(%collapsed_101, %transposed_109 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_110 = tensor.expand_shape %167 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_111 = tensor.reshape %expanded_110(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_112 = linalg.transpose ins(%reshape_111 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %168 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_104, %expanded_23 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %extracted_slice_113 = tensor.extract_slice %transposed_104[0, 0, 0, 0] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %extracted_slice_114 = tensor.extract_slice %transposed_104[0, 0, 0, 32] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %169 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_114 : tensor<1x9x?x32xf32>) outs(%45 : tensor<1x9x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x32xf32>
    %concat_115 = tensor.concat dim(3) %169, %extracted_slice_113 : (tensor<1x9x?x32xf32>, tensor<1x9x?x32xf32>) -> tensor<1x9x?x64xf32>
    %dim_116 = tensor.dim %169, %c2 : tensor<1x9x?x32xf32>
    %170 = tensor.empty(%dim_116) : tensor<1x9x?x64xf32>
    %171 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_115, %expanded_24 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%170 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %172 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%168, %171 : tensor<1x9x?x64xf32>, tensor<1x9x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %173 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_108, %expanded_23 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %extracted_slice_117 = tensor.extract_slice %transposed_108[0, 0, 0, 0] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %extracted_slice_118 = tensor.extract_slice %transposed_108[0, 0, 0, 32] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %174 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_118 : tensor<1x3x?x32xf32>) outs(%51 : tensor<1x3x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x32xf32>
    %concat_119 = tensor.concat dim(3) %174, %extracted_slice_117 : (tensor<1x3x?x32xf32>, tensor<1x3x?x32xf32>) -> tensor<1x3x?x64xf32>
    %dim_120 = tensor.dim %174, %c2 : tensor<1x3x?x32xf32>
    %175 = tensor.empty(%dim_120) : tensor<1x3x?x64xf32>
    %176 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_119, %expanded_24 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%175 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %177 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%173, %176 : tensor<1x3x?x64xf32>, tensor<1x3x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %178 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%177 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %collapsed_121 = tensor.collapse_shape %178 [[0], [1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<1x9x?x64xf32>
    %179 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_112 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %180 = tensor.empty(%dim) : tensor<1x9x64x?xf32>
    %transposed_122 = linalg.transpose ins(%collapsed_121 : tensor<1x9x?x64xf32>) outs(%180 : tensor<1x9x64x?xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_123 = tensor.collapse_shape %172 [[0, 1], [2], [3]] : tensor<1x9x?x64xf32> into tensor<9x?x64xf32>
    %collapsed_124 = tensor.collapse_shape %transposed_122 [[0, 1], [2], [3]] : tensor<1x9x64x?xf32> into tensor<9x64x?xf32>
    %181 = tensor.empty(%dim, %dim) : tensor<9x?x?xf32>
    %182 = linalg.fill ins(%cst : f32) outs(%181 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %183 = linalg.batch_matmul ins(%collapsed_123, %collapsed_124 : tensor<9x?x64xf32>, tensor<9x64x?xf32>) outs(%182 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %reshape_125 = tensor.reshape %183(%from_elements_36) : (tensor<9x?x?xf32>, tensor<4xi64>) -> tensor<1x9x?x?xf32>
    %184 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape_125 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.mulf %in, %cst_7 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %185 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%184, %expanded_9 : tensor<1x9x?x?xf32>, tensor<1x1x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %186:2 = linalg.generic {indexing_maps = [#map9, #map13, #map13], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%185 : tensor<1x9x?x?xf32>) outs(%69, %67 : tensor<1x9x?xf32>, tensor<1x9x?xi64>) {
    ^bb0(%in: f32, %out: f32, %out_1307: i64):
      %1625 = linalg.index 3 : index
      %1626 = arith.index_cast %1625 : index to i64
      %1627 = arith.maximumf %in, %out : f32
      %1628 = arith.cmpf ogt, %in, %out : f32
      %1629 = arith.select %1628, %1626, %out_1307 : i64
      linalg.yield %1627, %1629 : f32, i64
    } -> (tensor<1x9x?xf32>, tensor<1x9x?xi64>)
    %expanded_126 = tensor.expand_shape %186#0 [[0], [1], [2, 3]] output_shape [1, 9, %dim, 1] : tensor<1x9x?xf32> into tensor<1x9x?x1xf32>
    %187 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%185, %expanded_126 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.subf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %188 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%187 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.exp %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %189 = linalg.generic {indexing_maps = [#map9, #map14], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%188 : tensor<1x9x?x?xf32>) outs(%74 : tensor<1x9x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x1xf32>
    %190 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%188, %189 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.divf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %reshape_127 = tensor.reshape %190(%from_elements_39) : (tensor<1x9x?x?xf32>, tensor<3xi64>) -> tensor<9x?x?xf32>
    %collapsed_128 = tensor.collapse_shape %179 [[0, 1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<9x?x64xf32>
    %191 = linalg.batch_matmul ins(%reshape_127, %collapsed_128 : tensor<9x?x?xf32>, tensor<9x?x64xf32>) outs(%78 : tensor<9x?x64xf32>) -> tensor<9x?x64xf32>
    %expanded_129 = tensor.expand_shape %191 [[0, 1], [2], [3]] output_shape [1, 9, %dim, 64] : tensor<9x?x64xf32> into tensor<1x9x?x64xf32>
    %transposed_130 = linalg.transpose ins(%expanded_129 : tensor<1x9x?x64xf32>) outs(%80 : tensor<1x?x9x64xf32>) permutation = [0, 2, 1, 3] 
    %reshape_131 = tensor.reshape %transposed_130(%from_elements_44) : (tensor<1x?x9x64xf32>, tensor<3xi64>) -> tensor<1x?x576xf32>
    %transposed_132 = linalg.transpose ins(%arg23 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_133 = tensor.collapse_shape %reshape_131 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %192 = tensor.empty(%dim) : tensor<?x576xf32>
    %193 = linalg.fill ins(%cst : f32) outs(%192 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %194 = linalg.matmul ins(%collapsed_133, %transposed_132 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%193 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_134 = tensor.expand_shape %194 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %195 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%157, %expanded_134 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %196 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%195 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %197 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%196 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %198 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%197 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %199 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%198 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %200 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%199 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %201 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%195, %200 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %202 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg28, %201 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_135 = linalg.transpose ins(%arg24 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %collapsed_136 = tensor.collapse_shape %202 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %203 = linalg.matmul ins(%collapsed_136, %transposed_135 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_137 = tensor.expand_shape %203 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %204 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_137 : tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      %1626 = math.exp %1625 : f32
      %1627 = arith.addf %1626, %cst_1 : f32
      %1628 = arith.divf %cst_1, %1627 : f32
      linalg.yield %1628 : f32
    } -> tensor<1x?x1536xf32>
    %205 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_137, %204 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_138 = linalg.transpose ins(%arg25 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %206 = linalg.matmul ins(%collapsed_136, %transposed_138 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_139 = tensor.expand_shape %206 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %207 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%205, %expanded_139 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_140 = linalg.transpose ins(%arg26 : tensor<576x1536xf32>) outs(%103 : tensor<1536x576xf32>) permutation = [1, 0] 
    %collapsed_141 = tensor.collapse_shape %207 [[0, 1], [2]] : tensor<1x?x1536xf32> into tensor<?x1536xf32>
    %208 = linalg.matmul ins(%collapsed_141, %transposed_140 : tensor<?x1536xf32>, tensor<1536x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_142 = tensor.expand_shape %208 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %209 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%195, %expanded_142 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %210 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%209 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %211 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%210 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %212 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%211 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %213 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%212 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %214 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%213 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %215 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%209, %214 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %216 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg36, %215 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_143 = linalg.transpose ins(%arg29 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_144 = tensor.collapse_shape %216 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %217 = linalg.matmul ins(%collapsed_144, %transposed_143 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_145 = tensor.expand_shape %217 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %reshape_146 = tensor.reshape %expanded_145(%from_elements) : (tensor<1x?x576xf32>, tensor<4xi64>) -> tensor<1x?x9x64xf32>
    %transposed_147 = linalg.transpose ins(%reshape_146 : tensor<1x?x9x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_148 = linalg.transpose ins(%arg30 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %218 = linalg.matmul ins(%collapsed_144, %transposed_148 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_149 = tensor.expand_shape %218 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_150 = tensor.reshape %expanded_149(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_151 = linalg.transpose ins(%reshape_150 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_152 = linalg.transpose ins(%arg31 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %219 = linalg.matmul ins(%collapsed_144, %transposed_152 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_153 = tensor.expand_shape %219 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_154 = tensor.reshape %expanded_153(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_155 = linalg.transpose ins(%reshape_154 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %220 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_147, %expanded_23 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %extracted_slice_156 = tensor.extract_slice %transposed_147[0, 0, 0, 0] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %extracted_slice_157 = tensor.extract_slice %transposed_147[0, 0, 0, 32] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %221 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_157 : tensor<1x9x?x32xf32>) outs(%45 : tensor<1x9x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x32xf32>
    %concat_158 = tensor.concat dim(3) %221, %extracted_slice_156 : (tensor<1x9x?x32xf32>, tensor<1x9x?x32xf32>) -> tensor<1x9x?x64xf32>
    %dim_159 = tensor.dim %221, %c2 : tensor<1x9x?x32xf32>
    %222 = tensor.empty(%dim_159) : tensor<1x9x?x64xf32>
    %223 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_158, %expanded_24 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%222 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %224 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%220, %223 : tensor<1x9x?x64xf32>, tensor<1x9x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %225 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_151, %expanded_23 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %extracted_slice_160 = tensor.extract_slice %transposed_151[0, 0, 0, 0] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %extracted_slice_161 = tensor.extract_slice %transposed_151[0, 0, 0, 32] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %226 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_161 : tensor<1x3x?x32xf32>) outs(%51 : tensor<1x3x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x32xf32>
    %concat_162 = tensor.concat dim(3) %226, %extracted_slice_160 : (tensor<1x3x?x32xf32>, tensor<1x3x?x32xf32>) -> tensor<1x3x?x64xf32>
    %dim_163 = tensor.dim %226, %c2 : tensor<1x3x?x32xf32>
    %227 = tensor.empty(%dim_163) : tensor<1x3x?x64xf32>
    %228 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_162, %expanded_24 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%227 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %229 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%225, %228 : tensor<1x3x?x64xf32>, tensor<1x3x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %230 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%229 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %collapsed_164 = tensor.collapse_shape %230 [[0], [1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<1x9x?x64xf32>
    %231 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_155 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %232 = tensor.empty(%dim) : tensor<1x9x64x?xf32>
    %transposed_165 = linalg.transpose ins(%collapsed_164 : tensor<1x9x?x64xf32>) outs(%232 : tensor<1x9x64x?xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_166 = tensor.collapse_shape %224 [[0, 1], [2], [3]] : tensor<1x9x?x64xf32> into tensor<9x?x64xf32>
    %collapsed_167 = tensor.collapse_shape %transposed_165 [[0, 1], [2], [3]] : tensor<1x9x64x?xf32> into tensor<9x64x?xf32>
    %233 = tensor.empty(%dim, %dim) : tensor<9x?x?xf32>
    %234 = linalg.fill ins(%cst : f32) outs(%233 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %235 = linalg.batch_matmul ins(%collapsed_166, %collapsed_167 : tensor<9x?x64xf32>, tensor<9x64x?xf32>) outs(%234 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %reshape_168 = tensor.reshape %235(%from_elements_36) : (tensor<9x?x?xf32>, tensor<4xi64>) -> tensor<1x9x?x?xf32>
    %236 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape_168 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.mulf %in, %cst_7 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %237 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%236, %expanded_9 : tensor<1x9x?x?xf32>, tensor<1x1x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %238:2 = linalg.generic {indexing_maps = [#map9, #map13, #map13], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%237 : tensor<1x9x?x?xf32>) outs(%69, %67 : tensor<1x9x?xf32>, tensor<1x9x?xi64>) {
    ^bb0(%in: f32, %out: f32, %out_1307: i64):
      %1625 = linalg.index 3 : index
      %1626 = arith.index_cast %1625 : index to i64
      %1627 = arith.maximumf %in, %out : f32
      %1628 = arith.cmpf ogt, %in, %out : f32
      %1629 = arith.select %1628, %1626, %out_1307 : i64
      linalg.yield %1627, %1629 : f32, i64
    } -> (tensor<1x9x?xf32>, tensor<1x9x?xi64>)
    %expanded_169 = tensor.expand_shape %238#0 [[0], [1], [2, 3]] output_shape [1, 9, %dim, 1] : tensor<1x9x?xf32> into tensor<1x9x?x1xf32>
    %239 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%237, %expanded_169 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.subf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %240 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%239 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.exp %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %241 = linalg.generic {indexing_maps = [#map9, #map14], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%240 : tensor<1x9x?x?xf32>) outs(%74 : tensor<1x9x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x1xf32>
    %242 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%240, %241 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.divf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %reshape_170 = tensor.reshape %242(%from_elements_39) : (tensor<1x9x?x?xf32>, tensor<3xi64>) -> tensor<9x?x?xf32>
    %collapsed_171 = tensor.collapse_shape %231 [[0, 1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<9x?x64xf32>
    %243 = linalg.batch_matmul ins(%reshape_170, %collapsed_171 : tensor<9x?x?xf32>, tensor<9x?x64xf32>) outs(%78 : tensor<9x?x64xf32>) -> tensor<9x?x64xf32>
    %expanded_172 = tensor.expand_shape %243 [[0, 1], [2], [3]] output_shape [1, 9, %dim, 64] : tensor<9x?x64xf32> into tensor<1x9x?x64xf32>
    %transposed_173 = linalg.transpose ins(%expanded_172 : tensor<1x9x?x64xf32>) outs(%80 : tensor<1x?x9x64xf32>) permutation = [0, 2, 1, 3] 
    %reshape_174 = tensor.reshape %transposed_173(%from_elements_44) : (tensor<1x?x9x64xf32>, tensor<3xi64>) -> tensor<1x?x576xf32>
    %transposed_175 = linalg.transpose ins(%arg32 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_176 = tensor.collapse_shape %reshape_174 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %244 = tensor.empty(%dim) : tensor<?x576xf32>
    %245 = linalg.fill ins(%cst : f32) outs(%244 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %246 = linalg.matmul ins(%collapsed_176, %transposed_175 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%245 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_177 = tensor.expand_shape %246 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %247 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%209, %expanded_177 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %248 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%247 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %249 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%248 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %250 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%249 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %251 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%250 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %252 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%251 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %253 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%247, %252 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %254 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg37, %253 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_178 = linalg.transpose ins(%arg33 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %collapsed_179 = tensor.collapse_shape %254 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %255 = linalg.matmul ins(%collapsed_179, %transposed_178 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_180 = tensor.expand_shape %255 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %256 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_180 : tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      %1626 = math.exp %1625 : f32
      %1627 = arith.addf %1626, %cst_1 : f32
      %1628 = arith.divf %cst_1, %1627 : f32
      linalg.yield %1628 : f32
    } -> tensor<1x?x1536xf32>
    %257 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_180, %256 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_181 = linalg.transpose ins(%arg34 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %258 = linalg.matmul ins(%collapsed_179, %transposed_181 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_182 = tensor.expand_shape %258 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %259 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%257, %expanded_182 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_183 = linalg.transpose ins(%arg35 : tensor<576x1536xf32>) outs(%103 : tensor<1536x576xf32>) permutation = [1, 0] 
    %collapsed_184 = tensor.collapse_shape %259 [[0, 1], [2]] : tensor<1x?x1536xf32> into tensor<?x1536xf32>
    %260 = linalg.matmul ins(%collapsed_184, %transposed_183 : tensor<?x1536xf32>, tensor<1536x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_185 = tensor.expand_shape %260 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %261 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%247, %expanded_185 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %262 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%261 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %263 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%262 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %264 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%263 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %265 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%264 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %266 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%265 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %267 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%261, %266 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %268 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg45, %267 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_186 = linalg.transpose ins(%arg38 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_187 = tensor.collapse_shape %268 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %269 = linalg.matmul ins(%collapsed_187, %transposed_186 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_188 = tensor.expand_shape %269 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %reshape_189 = tensor.reshape %expanded_188(%from_elements) : (tensor<1x?x576xf32>, tensor<4xi64>) -> tensor<1x?x9x64xf32>
    %transposed_190 = linalg.transpose ins(%reshape_189 : tensor<1x?x9x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_191 = linalg.transpose ins(%arg39 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %270 = linalg.matmul ins(%collapsed_187, %transposed_191 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_192 = tensor.expand_shape %270 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_193 = tensor.reshape %expanded_192(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_194 = linalg.transpose ins(%reshape_193 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_195 = linalg.transpose ins(%arg40 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %271 = linalg.matmul ins(%collapsed_187, %transposed_195 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_196 = tensor.expand_shape %271 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_197 = tensor.reshape %expanded_196(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_198 = linalg.transpose ins(%reshape_197 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %272 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_190, %expanded_23 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %extracted_slice_199 = tensor.extract_slice %transposed_190[0, 0, 0, 0] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %extracted_slice_200 = tensor.extract_slice %transposed_190[0, 0, 0, 32] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %273 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_200 : tensor<1x9x?x32xf32>) outs(%45 : tensor<1x9x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x32xf32>
    %concat_201 = tensor.concat dim(3) %273, %extracted_slice_199 : (tensor<1x9x?x32xf32>, tensor<1x9x?x32xf32>) -> tensor<1x9x?x64xf32>
    %dim_202 = tensor.dim %273, %c2 : tensor<1x9x?x32xf32>
    %274 = tensor.empty(%dim_202) : tensor<1x9x?x64xf32>
    %275 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_201, %expanded_24 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%274 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %276 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%272, %275 : tensor<1x9x?x64xf32>, tensor<1x9x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %277 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_194, %expanded_23 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %extracted_slice_203 = tensor.extract_slice %transposed_194[0, 0, 0, 0] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %extracted_slice_204 = tensor.extract_slice %transposed_194[0, 0, 0, 32] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %278 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_204 : tensor<1x3x?x32xf32>) outs(%51 : tensor<1x3x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x32xf32>
    %concat_205 = tensor.concat dim(3) %278, %extracted_slice_203 : (tensor<1x3x?x32xf32>, tensor<1x3x?x32xf32>) -> tensor<1x3x?x64xf32>
    %dim_206 = tensor.dim %278, %c2 : tensor<1x3x?x32xf32>
    %279 = tensor.empty(%dim_206) : tensor<1x3x?x64xf32>
    %280 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_205, %expanded_24 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%279 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %281 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%277, %280 : tensor<1x3x?x64xf32>, tensor<1x3x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %282 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%281 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %collapsed_207 = tensor.collapse_shape %282 [[0], [1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<1x9x?x64xf32>
    %283 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_198 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %284 = tensor.empty(%dim) : tensor<1x9x64x?xf32>
    %transposed_208 = linalg.transpose ins(%collapsed_207 : tensor<1x9x?x64xf32>) outs(%284 : tensor<1x9x64x?xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_209 = tensor.collapse_shape %276 [[0, 1], [2], [3]] : tensor<1x9x?x64xf32> into tensor<9x?x64xf32>
    %collapsed_210 = tensor.collapse_shape %transposed_208 [[0, 1], [2], [3]] : tensor<1x9x64x?xf32> into tensor<9x64x?xf32>
    %285 = tensor.empty(%dim, %dim) : tensor<9x?x?xf32>
    %286 = linalg.fill ins(%cst : f32) outs(%285 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %287 = linalg.batch_matmul ins(%collapsed_209, %collapsed_210 : tensor<9x?x64xf32>, tensor<9x64x?xf32>) outs(%286 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %reshape_211 = tensor.reshape %287(%from_elements_36) : (tensor<9x?x?xf32>, tensor<4xi64>) -> tensor<1x9x?x?xf32>
    %288 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape_211 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.mulf %in, %cst_7 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %289 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%288, %expanded_9 : tensor<1x9x?x?xf32>, tensor<1x1x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %290:2 = linalg.generic {indexing_maps = [#map9, #map13, #map13], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%289 : tensor<1x9x?x?xf32>) outs(%69, %67 : tensor<1x9x?xf32>, tensor<1x9x?xi64>) {
    ^bb0(%in: f32, %out: f32, %out_1307: i64):
      %1625 = linalg.index 3 : index
      %1626 = arith.index_cast %1625 : index to i64
      %1627 = arith.maximumf %in, %out : f32
      %1628 = arith.cmpf ogt, %in, %out : f32
      %1629 = arith.select %1628, %1626, %out_1307 : i64
      linalg.yield %1627, %1629 : f32, i64
    } -> (tensor<1x9x?xf32>, tensor<1x9x?xi64>)
    %expanded_212 = tensor.expand_shape %290#0 [[0], [1], [2, 3]] output_shape [1, 9, %dim, 1] : tensor<1x9x?xf32> into tensor<1x9x?x1xf32>
    %291 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%289, %expanded_212 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.subf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %292 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%291 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.exp %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %293 = linalg.generic {indexing_maps = [#map9, #map14], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%292 : tensor<1x9x?x?xf32>) outs(%74 : tensor<1x9x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x1xf32>
    %294 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%292, %293 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.divf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %reshape_213 = tensor.reshape %294(%from_elements_39) : (tensor<1x9x?x?xf32>, tensor<3xi64>) -> tensor<9x?x?xf32>
    %collapsed_214 = tensor.collapse_shape %283 [[0, 1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<9x?x64xf32>
    %295 = linalg.batch_matmul ins(%reshape_213, %collapsed_214 : tensor<9x?x?xf32>, tensor<9x?x64xf32>) outs(%78 : tensor<9x?x64xf32>) -> tensor<9x?x64xf32>
    %expanded_215 = tensor.expand_shape %295 [[0, 1], [2], [3]] output_shape [1, 9, %dim, 64] : tensor<9x?x64xf32> into tensor<1x9x?x64xf32>
    %transposed_216 = linalg.transpose ins(%expanded_215 : tensor<1x9x?x64xf32>) outs(%80 : tensor<1x?x9x64xf32>) permutation = [0, 2, 1, 3] 
    %reshape_217 = tensor.reshape %transposed_216(%from_elements_44) : (tensor<1x?x9x64xf32>, tensor<3xi64>) -> tensor<1x?x576xf32>
    %transposed_218 = linalg.transpose ins(%arg41 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_219 = tensor.collapse_shape %reshape_217 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %296 = tensor.empty(%dim) : tensor<?x576xf32>
    %297 = linalg.fill ins(%cst : f32) outs(%296 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %298 = linalg.matmul ins(%collapsed_219, %transposed_218 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%297 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_220 = tensor.expand_shape %298 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %299 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%261, %expanded_220 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %300 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%299 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %301 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%300 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %302 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%301 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %303 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%302 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %304 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%303 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %305 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%299, %304 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %306 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg46, %305 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_221 = linalg.transpose ins(%arg42 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %collapsed_222 = tensor.collapse_shape %306 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %307 = linalg.matmul ins(%collapsed_222, %transposed_221 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_223 = tensor.expand_shape %307 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %308 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_223 : tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      %1626 = math.exp %1625 : f32
      %1627 = arith.addf %1626, %cst_1 : f32
      %1628 = arith.divf %cst_1, %1627 : f32
      linalg.yield %1628 : f32
    } -> tensor<1x?x1536xf32>
    %309 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_223, %308 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_224 = linalg.transpose ins(%arg43 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %310 = linalg.matmul ins(%collapsed_222, %transposed_224 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_225 = tensor.expand_shape %310 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %311 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%309, %expanded_225 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_226 = linalg.transpose ins(%arg44 : tensor<576x1536xf32>) outs(%103 : tensor<1536x576xf32>) permutation = [1, 0] 
    %collapsed_227 = tensor.collapse_shape %311 [[0, 1], [2]] : tensor<1x?x1536xf32> into tensor<?x1536xf32>
    %312 = linalg.matmul ins(%collapsed_227, %transposed_226 : tensor<?x1536xf32>, tensor<1536x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_228 = tensor.expand_shape %312 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %313 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%299, %expanded_228 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %314 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%313 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %315 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%314 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %316 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%315 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %317 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%316 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %318 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%317 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %319 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%313, %318 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %320 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg54, %319 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_229 = linalg.transpose ins(%arg47 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_230 = tensor.collapse_shape %320 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %321 = linalg.matmul ins(%collapsed_230, %transposed_229 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_231 = tensor.expand_shape %321 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %reshape_232 = tensor.reshape %expanded_231(%from_elements) : (tensor<1x?x576xf32>, tensor<4xi64>) -> tensor<1x?x9x64xf32>
    %transposed_233 = linalg.transpose ins(%reshape_232 : tensor<1x?x9x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_234 = linalg.transpose ins(%arg48 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %322 = linalg.matmul ins(%collapsed_230, %transposed_234 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_235 = tensor.expand_shape %322 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_236 = tensor.reshape %expanded_235(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_237 = linalg.transpose ins(%reshape_236 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_238 = linalg.transpose ins(%arg49 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %323 = linalg.matmul ins(%collapsed_230, %transposed_238 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_239 = tensor.expand_shape %323 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_240 = tensor.reshape %expanded_239(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_241 = linalg.transpose ins(%reshape_240 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %324 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_233, %expanded_23 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %extracted_slice_242 = tensor.extract_slice %transposed_233[0, 0, 0, 0] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %extracted_slice_243 = tensor.extract_slice %transposed_233[0, 0, 0, 32] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %325 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_243 : tensor<1x9x?x32xf32>) outs(%45 : tensor<1x9x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x32xf32>
    %concat_244 = tensor.concat dim(3) %325, %extracted_slice_242 : (tensor<1x9x?x32xf32>, tensor<1x9x?x32xf32>) -> tensor<1x9x?x64xf32>
    %dim_245 = tensor.dim %325, %c2 : tensor<1x9x?x32xf32>
    %326 = tensor.empty(%dim_245) : tensor<1x9x?x64xf32>
    %327 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_244, %expanded_24 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%326 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %328 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%324, %327 : tensor<1x9x?x64xf32>, tensor<1x9x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %329 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_237, %expanded_23 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %extracted_slice_246 = tensor.extract_slice %transposed_237[0, 0, 0, 0] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %extracted_slice_247 = tensor.extract_slice %transposed_237[0, 0, 0, 32] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %330 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_247 : tensor<1x3x?x32xf32>) outs(%51 : tensor<1x3x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x32xf32>
    %concat_248 = tensor.concat dim(3) %330, %extracted_slice_246 : (tensor<1x3x?x32xf32>, tensor<1x3x?x32xf32>) -> tensor<1x3x?x64xf32>
    %dim_249 = tensor.dim %330, %c2 : tensor<1x3x?x32xf32>
    %331 = tensor.empty(%dim_249) : tensor<1x3x?x64xf32>
    %332 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_248, %expanded_24 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%331 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %333 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%329, %332 : tensor<1x3x?x64xf32>, tensor<1x3x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %334 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%333 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %collapsed_250 = tensor.collapse_shape %334 [[0], [1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<1x9x?x64xf32>
    %335 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_241 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %336 = tensor.empty(%dim) : tensor<1x9x64x?xf32>
    %transposed_251 = linalg.transpose ins(%collapsed_250 : tensor<1x9x?x64xf32>) outs(%336 : tensor<1x9x64x?xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_252 = tensor.collapse_shape %328 [[0, 1], [2], [3]] : tensor<1x9x?x64xf32> into tensor<9x?x64xf32>
    %collapsed_253 = tensor.collapse_shape %transposed_251 [[0, 1], [2], [3]] : tensor<1x9x64x?xf32> into tensor<9x64x?xf32>
    %337 = tensor.empty(%dim, %dim) : tensor<9x?x?xf32>
    %338 = linalg.fill ins(%cst : f32) outs(%337 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %339 = linalg.batch_matmul ins(%collapsed_252, %collapsed_253 : tensor<9x?x64xf32>, tensor<9x64x?xf32>) outs(%338 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %reshape_254 = tensor.reshape %339(%from_elements_36) : (tensor<9x?x?xf32>, tensor<4xi64>) -> tensor<1x9x?x?xf32>
    %340 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape_254 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.mulf %in, %cst_7 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %341 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%340, %expanded_9 : tensor<1x9x?x?xf32>, tensor<1x1x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %342:2 = linalg.generic {indexing_maps = [#map9, #map13, #map13], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%341 : tensor<1x9x?x?xf32>) outs(%69, %67 : tensor<1x9x?xf32>, tensor<1x9x?xi64>) {
    ^bb0(%in: f32, %out: f32, %out_1307: i64):
      %1625 = linalg.index 3 : index
      %1626 = arith.index_cast %1625 : index to i64
      %1627 = arith.maximumf %in, %out : f32
      %1628 = arith.cmpf ogt, %in, %out : f32
      %1629 = arith.select %1628, %1626, %out_1307 : i64
      linalg.yield %1627, %1629 : f32, i64
    } -> (tensor<1x9x?xf32>, tensor<1x9x?xi64>)
    %expanded_255 = tensor.expand_shape %342#0 [[0], [1], [2, 3]] output_shape [1, 9, %dim, 1] : tensor<1x9x?xf32> into tensor<1x9x?x1xf32>
    %343 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%341, %expanded_255 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.subf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %344 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%343 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.exp %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %345 = linalg.generic {indexing_maps = [#map9, #map14], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%344 : tensor<1x9x?x?xf32>) outs(%74 : tensor<1x9x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x1xf32>
    %346 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%344, %345 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.divf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %reshape_256 = tensor.reshape %346(%from_elements_39) : (tensor<1x9x?x?xf32>, tensor<3xi64>) -> tensor<9x?x?xf32>
    %collapsed_257 = tensor.collapse_shape %335 [[0, 1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<9x?x64xf32>
    %347 = linalg.batch_matmul ins(%reshape_256, %collapsed_257 : tensor<9x?x?xf32>, tensor<9x?x64xf32>) outs(%78 : tensor<9x?x64xf32>) -> tensor<9x?x64xf32>
    %expanded_258 = tensor.expand_shape %347 [[0, 1], [2], [3]] output_shape [1, 9, %dim, 64] : tensor<9x?x64xf32> into tensor<1x9x?x64xf32>
    %transposed_259 = linalg.transpose ins(%expanded_258 : tensor<1x9x?x64xf32>) outs(%80 : tensor<1x?x9x64xf32>) permutation = [0, 2, 1, 3] 
    %reshape_260 = tensor.reshape %transposed_259(%from_elements_44) : (tensor<1x?x9x64xf32>, tensor<3xi64>) -> tensor<1x?x576xf32>
    %transposed_261 = linalg.transpose ins(%arg50 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_262 = tensor.collapse_shape %reshape_260 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %348 = tensor.empty(%dim) : tensor<?x576xf32>
    %349 = linalg.fill ins(%cst : f32) outs(%348 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %350 = linalg.matmul ins(%collapsed_262, %transposed_261 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%349 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_263 = tensor.expand_shape %350 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %351 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%313, %expanded_263 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %352 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%351 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %353 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%352 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %354 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%353 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %355 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%354 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %356 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%355 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %357 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%351, %356 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %358 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg55, %357 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_264 = linalg.transpose ins(%arg51 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %collapsed_265 = tensor.collapse_shape %358 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %359 = linalg.matmul ins(%collapsed_265, %transposed_264 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_266 = tensor.expand_shape %359 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %360 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_266 : tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      %1626 = math.exp %1625 : f32
      %1627 = arith.addf %1626, %cst_1 : f32
      %1628 = arith.divf %cst_1, %1627 : f32
      linalg.yield %1628 : f32
    } -> tensor<1x?x1536xf32>
    %361 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_266, %360 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_267 = linalg.transpose ins(%arg52 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %362 = linalg.matmul ins(%collapsed_265, %transposed_267 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_268 = tensor.expand_shape %362 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %363 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%361, %expanded_268 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_269 = linalg.transpose ins(%arg53 : tensor<576x1536xf32>) outs(%103 : tensor<1536x576xf32>) permutation = [1, 0] 
    %collapsed_270 = tensor.collapse_shape %363 [[0, 1], [2]] : tensor<1x?x1536xf32> into tensor<?x1536xf32>
    %364 = linalg.matmul ins(%collapsed_270, %transposed_269 : tensor<?x1536xf32>, tensor<1536x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_271 = tensor.expand_shape %364 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %365 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%351, %expanded_271 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %366 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%365 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %367 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%366 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %368 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%367 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %369 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%368 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %370 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%369 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %371 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%365, %370 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %372 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg63, %371 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_272 = linalg.transpose ins(%arg56 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_273 = tensor.collapse_shape %372 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %373 = linalg.matmul ins(%collapsed_273, %transposed_272 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_274 = tensor.expand_shape %373 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %reshape_275 = tensor.reshape %expanded_274(%from_elements) : (tensor<1x?x576xf32>, tensor<4xi64>) -> tensor<1x?x9x64xf32>
    %transposed_276 = linalg.transpose ins(%reshape_275 : tensor<1x?x9x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_277 = linalg.transpose ins(%arg57 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %374 = linalg.matmul ins(%collapsed_273, %transposed_277 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_278 = tensor.expand_shape %374 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_279 = tensor.reshape %expanded_278(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_280 = linalg.transpose ins(%reshape_279 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_281 = linalg.transpose ins(%arg58 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %375 = linalg.matmul ins(%collapsed_273, %transposed_281 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_282 = tensor.expand_shape %375 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_283 = tensor.reshape %expanded_282(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_284 = linalg.transpose ins(%reshape_283 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %376 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_276, %expanded_23 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %extracted_slice_285 = tensor.extract_slice %transposed_276[0, 0, 0, 0] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %extracted_slice_286 = tensor.extract_slice %transposed_276[0, 0, 0, 32] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %377 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_286 : tensor<1x9x?x32xf32>) outs(%45 : tensor<1x9x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x32xf32>
    %concat_287 = tensor.concat dim(3) %377, %extracted_slice_285 : (tensor<1x9x?x32xf32>, tensor<1x9x?x32xf32>) -> tensor<1x9x?x64xf32>
    %dim_288 = tensor.dim %377, %c2 : tensor<1x9x?x32xf32>
    %378 = tensor.empty(%dim_288) : tensor<1x9x?x64xf32>
    %379 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_287, %expanded_24 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%378 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %380 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%376, %379 : tensor<1x9x?x64xf32>, tensor<1x9x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %381 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_280, %expanded_23 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %extracted_slice_289 = tensor.extract_slice %transposed_280[0, 0, 0, 0] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %extracted_slice_290 = tensor.extract_slice %transposed_280[0, 0, 0, 32] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %382 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_290 : tensor<1x3x?x32xf32>) outs(%51 : tensor<1x3x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x32xf32>
    %concat_291 = tensor.concat dim(3) %382, %extracted_slice_289 : (tensor<1x3x?x32xf32>, tensor<1x3x?x32xf32>) -> tensor<1x3x?x64xf32>
    %dim_292 = tensor.dim %382, %c2 : tensor<1x3x?x32xf32>
    %383 = tensor.empty(%dim_292) : tensor<1x3x?x64xf32>
    %384 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_291, %expanded_24 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%383 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %385 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%381, %384 : tensor<1x3x?x64xf32>, tensor<1x3x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %386 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%385 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %collapsed_293 = tensor.collapse_shape %386 [[0], [1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<1x9x?x64xf32>
    %387 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_284 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %388 = tensor.empty(%dim) : tensor<1x9x64x?xf32>
    %transposed_294 = linalg.transpose ins(%collapsed_293 : tensor<1x9x?x64xf32>) outs(%388 : tensor<1x9x64x?xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_295 = tensor.collapse_shape %380 [[0, 1], [2], [3]] : tensor<1x9x?x64xf32> into tensor<9x?x64xf32>
    %collapsed_296 = tensor.collapse_shape %transposed_294 [[0, 1], [2], [3]] : tensor<1x9x64x?xf32> into tensor<9x64x?xf32>
    %389 = tensor.empty(%dim, %dim) : tensor<9x?x?xf32>
    %390 = linalg.fill ins(%cst : f32) outs(%389 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %391 = linalg.batch_matmul ins(%collapsed_295, %collapsed_296 : tensor<9x?x64xf32>, tensor<9x64x?xf32>) outs(%390 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %reshape_297 = tensor.reshape %391(%from_elements_36) : (tensor<9x?x?xf32>, tensor<4xi64>) -> tensor<1x9x?x?xf32>
    %392 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape_297 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.mulf %in, %cst_7 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %393 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%392, %expanded_9 : tensor<1x9x?x?xf32>, tensor<1x1x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %394:2 = linalg.generic {indexing_maps = [#map9, #map13, #map13], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%393 : tensor<1x9x?x?xf32>) outs(%69, %67 : tensor<1x9x?xf32>, tensor<1x9x?xi64>) {
    ^bb0(%in: f32, %out: f32, %out_1307: i64):
      %1625 = linalg.index 3 : index
      %1626 = arith.index_cast %1625 : index to i64
      %1627 = arith.maximumf %in, %out : f32
      %1628 = arith.cmpf ogt, %in, %out : f32
      %1629 = arith.select %1628, %1626, %out_1307 : i64
      linalg.yield %1627, %1629 : f32, i64
    } -> (tensor<1x9x?xf32>, tensor<1x9x?xi64>)
    %expanded_298 = tensor.expand_shape %394#0 [[0], [1], [2, 3]] output_shape [1, 9, %dim, 1] : tensor<1x9x?xf32> into tensor<1x9x?x1xf32>
    %395 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%393, %expanded_298 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.subf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %396 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%395 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.exp %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %397 = linalg.generic {indexing_maps = [#map9, #map14], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%396 : tensor<1x9x?x?xf32>) outs(%74 : tensor<1x9x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x1xf32>
    %398 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%396, %397 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.divf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %reshape_299 = tensor.reshape %398(%from_elements_39) : (tensor<1x9x?x?xf32>, tensor<3xi64>) -> tensor<9x?x?xf32>
    %collapsed_300 = tensor.collapse_shape %387 [[0, 1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<9x?x64xf32>
    %399 = linalg.batch_matmul ins(%reshape_299, %collapsed_300 : tensor<9x?x?xf32>, tensor<9x?x64xf32>) outs(%78 : tensor<9x?x64xf32>) -> tensor<9x?x64xf32>
    %expanded_301 = tensor.expand_shape %399 [[0, 1], [2], [3]] output_shape [1, 9, %dim, 64] : tensor<9x?x64xf32> into tensor<1x9x?x64xf32>
    %transposed_302 = linalg.transpose ins(%expanded_301 : tensor<1x9x?x64xf32>) outs(%80 : tensor<1x?x9x64xf32>) permutation = [0, 2, 1, 3] 
    %reshape_303 = tensor.reshape %transposed_302(%from_elements_44) : (tensor<1x?x9x64xf32>, tensor<3xi64>) -> tensor<1x?x576xf32>
    %transposed_304 = linalg.transpose ins(%arg59 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_305 = tensor.collapse_shape %reshape_303 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %400 = tensor.empty(%dim) : tensor<?x576xf32>
    %401 = linalg.fill ins(%cst : f32) outs(%400 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %402 = linalg.matmul ins(%collapsed_305, %transposed_304 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%401 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_306 = tensor.expand_shape %402 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %403 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%365, %expanded_306 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %404 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%403 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %405 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%404 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %406 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%405 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %407 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%406 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %408 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%407 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %409 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%403, %408 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %410 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg64, %409 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_307 = linalg.transpose ins(%arg60 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %collapsed_308 = tensor.collapse_shape %410 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %411 = linalg.matmul ins(%collapsed_308, %transposed_307 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_309 = tensor.expand_shape %411 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %412 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_309 : tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      %1626 = math.exp %1625 : f32
      %1627 = arith.addf %1626, %cst_1 : f32
      %1628 = arith.divf %cst_1, %1627 : f32
      linalg.yield %1628 : f32
    } -> tensor<1x?x1536xf32>
    %413 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_309, %412 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_310 = linalg.transpose ins(%arg61 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %414 = linalg.matmul ins(%collapsed_308, %transposed_310 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_311 = tensor.expand_shape %414 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %415 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%413, %expanded_311 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_312 = linalg.transpose ins(%arg62 : tensor<576x1536xf32>) outs(%103 : tensor<1536x576xf32>) permutation = [1, 0] 
    %collapsed_313 = tensor.collapse_shape %415 [[0, 1], [2]] : tensor<1x?x1536xf32> into tensor<?x1536xf32>
    %416 = linalg.matmul ins(%collapsed_313, %transposed_312 : tensor<?x1536xf32>, tensor<1536x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_314 = tensor.expand_shape %416 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %417 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%403, %expanded_314 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %418 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%417 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %419 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%418 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %420 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%419 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %421 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%420 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %422 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%421 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %423 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%417, %422 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %424 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg72, %423 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_315 = linalg.transpose ins(%arg65 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_316 = tensor.collapse_shape %424 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %425 = linalg.matmul ins(%collapsed_316, %transposed_315 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_317 = tensor.expand_shape %425 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %reshape_318 = tensor.reshape %expanded_317(%from_elements) : (tensor<1x?x576xf32>, tensor<4xi64>) -> tensor<1x?x9x64xf32>
    %transposed_319 = linalg.transpose ins(%reshape_318 : tensor<1x?x9x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_320 = linalg.transpose ins(%arg66 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %426 = linalg.matmul ins(%collapsed_316, %transposed_320 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_321 = tensor.expand_shape %426 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_322 = tensor.reshape %expanded_321(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_323 = linalg.transpose ins(%reshape_322 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_324 = linalg.transpose ins(%arg67 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %427 = linalg.matmul ins(%collapsed_316, %transposed_324 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_325 = tensor.expand_shape %427 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_326 = tensor.reshape %expanded_325(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_327 = linalg.transpose ins(%reshape_326 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %428 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_319, %expanded_23 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %extracted_slice_328 = tensor.extract_slice %transposed_319[0, 0, 0, 0] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %extracted_slice_329 = tensor.extract_slice %transposed_319[0, 0, 0, 32] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %429 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_329 : tensor<1x9x?x32xf32>) outs(%45 : tensor<1x9x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x32xf32>
    %concat_330 = tensor.concat dim(3) %429, %extracted_slice_328 : (tensor<1x9x?x32xf32>, tensor<1x9x?x32xf32>) -> tensor<1x9x?x64xf32>
    %dim_331 = tensor.dim %429, %c2 : tensor<1x9x?x32xf32>
    %430 = tensor.empty(%dim_331) : tensor<1x9x?x64xf32>
    %431 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_330, %expanded_24 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%430 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %432 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%428, %431 : tensor<1x9x?x64xf32>, tensor<1x9x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %433 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_323, %expanded_23 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %extracted_slice_332 = tensor.extract_slice %transposed_323[0, 0, 0, 0] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %extracted_slice_333 = tensor.extract_slice %transposed_323[0, 0, 0, 32] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %434 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_333 : tensor<1x3x?x32xf32>) outs(%51 : tensor<1x3x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x32xf32>
    %concat_334 = tensor.concat dim(3) %434, %extracted_slice_332 : (tensor<1x3x?x32xf32>, tensor<1x3x?x32xf32>) -> tensor<1x3x?x64xf32>
    %dim_335 = tensor.dim %434, %c2 : tensor<1x3x?x32xf32>
    %435 = tensor.empty(%dim_335) : tensor<1x3x?x64xf32>
    %436 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_334, %expanded_24 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%435 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %437 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%433, %436 : tensor<1x3x?x64xf32>, tensor<1x3x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %438 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%437 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %collapsed_336 = tensor.collapse_shape %438 [[0], [1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<1x9x?x64xf32>
    %439 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_327 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %440 = tensor.empty(%dim) : tensor<1x9x64x?xf32>
    %transposed_337 = linalg.transpose ins(%collapsed_336 : tensor<1x9x?x64xf32>) outs(%440 : tensor<1x9x64x?xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_338 = tensor.collapse_shape %432 [[0, 1], [2], [3]] : tensor<1x9x?x64xf32> into tensor<9x?x64xf32>
    %collapsed_339 = tensor.collapse_shape %transposed_337 [[0, 1], [2], [3]] : tensor<1x9x64x?xf32> into tensor<9x64x?xf32>
    %441 = tensor.empty(%dim, %dim) : tensor<9x?x?xf32>
    %442 = linalg.fill ins(%cst : f32) outs(%441 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %443 = linalg.batch_matmul ins(%collapsed_338, %collapsed_339 : tensor<9x?x64xf32>, tensor<9x64x?xf32>) outs(%442 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %reshape_340 = tensor.reshape %443(%from_elements_36) : (tensor<9x?x?xf32>, tensor<4xi64>) -> tensor<1x9x?x?xf32>
    %444 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape_340 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.mulf %in, %cst_7 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %445 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%444, %expanded_9 : tensor<1x9x?x?xf32>, tensor<1x1x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %446:2 = linalg.generic {indexing_maps = [#map9, #map13, #map13], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%445 : tensor<1x9x?x?xf32>) outs(%69, %67 : tensor<1x9x?xf32>, tensor<1x9x?xi64>) {
    ^bb0(%in: f32, %out: f32, %out_1307: i64):
      %1625 = linalg.index 3 : index
      %1626 = arith.index_cast %1625 : index to i64
      %1627 = arith.maximumf %in, %out : f32
      %1628 = arith.cmpf ogt, %in, %out : f32
      %1629 = arith.select %1628, %1626, %out_1307 : i64
      linalg.yield %1627, %1629 : f32, i64
    } -> (tensor<1x9x?xf32>, tensor<1x9x?xi64>)
    %expanded_341 = tensor.expand_shape %446#0 [[0], [1], [2, 3]] output_shape [1, 9, %dim, 1] : tensor<1x9x?xf32> into tensor<1x9x?x1xf32>
    %447 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%445, %expanded_341 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.subf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %448 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%447 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.exp %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %449 = linalg.generic {indexing_maps = [#map9, #map14], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%448 : tensor<1x9x?x?xf32>) outs(%74 : tensor<1x9x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x1xf32>
    %450 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%448, %449 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.divf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %reshape_342 = tensor.reshape %450(%from_elements_39) : (tensor<1x9x?x?xf32>, tensor<3xi64>) -> tensor<9x?x?xf32>
    %collapsed_343 = tensor.collapse_shape %439 [[0, 1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<9x?x64xf32>
    %451 = linalg.batch_matmul ins(%reshape_342, %collapsed_343 : tensor<9x?x?xf32>, tensor<9x?x64xf32>) outs(%78 : tensor<9x?x64xf32>) -> tensor<9x?x64xf32>
    %expanded_344 = tensor.expand_shape %451 [[0, 1], [2], [3]] output_shape [1, 9, %dim, 64] : tensor<9x?x64xf32> into tensor<1x9x?x64xf32>
    %transposed_345 = linalg.transpose ins(%expanded_344 : tensor<1x9x?x64xf32>) outs(%80 : tensor<1x?x9x64xf32>) permutation = [0, 2, 1, 3] 
    %reshape_346 = tensor.reshape %transposed_345(%from_elements_44) : (tensor<1x?x9x64xf32>, tensor<3xi64>) -> tensor<1x?x576xf32>
    %transposed_347 = linalg.transpose ins(%arg68 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_348 = tensor.collapse_shape %reshape_346 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %452 = tensor.empty(%dim) : tensor<?x576xf32>
    %453 = linalg.fill ins(%cst : f32) outs(%452 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %454 = linalg.matmul ins(%collapsed_348, %transposed_347 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%453 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_349 = tensor.expand_shape %454 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %455 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%417, %expanded_349 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %456 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%455 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %457 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%456 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %458 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%457 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %459 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%458 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %460 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%459 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %461 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%455, %460 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %462 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg73, %461 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_350 = linalg.transpose ins(%arg69 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %collapsed_351 = tensor.collapse_shape %462 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %463 = linalg.matmul ins(%collapsed_351, %transposed_350 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_352 = tensor.expand_shape %463 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %464 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_352 : tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      %1626 = math.exp %1625 : f32
      %1627 = arith.addf %1626, %cst_1 : f32
      %1628 = arith.divf %cst_1, %1627 : f32
      linalg.yield %1628 : f32
    } -> tensor<1x?x1536xf32>
    %465 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_352, %464 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_353 = linalg.transpose ins(%arg70 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %466 = linalg.matmul ins(%collapsed_351, %transposed_353 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_354 = tensor.expand_shape %466 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %467 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%465, %expanded_354 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_355 = linalg.transpose ins(%arg71 : tensor<576x1536xf32>) outs(%103 : tensor<1536x576xf32>) permutation = [1, 0] 
    %collapsed_356 = tensor.collapse_shape %467 [[0, 1], [2]] : tensor<1x?x1536xf32> into tensor<?x1536xf32>
    %468 = linalg.matmul ins(%collapsed_356, %transposed_355 : tensor<?x1536xf32>, tensor<1536x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_357 = tensor.expand_shape %468 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %469 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%455, %expanded_357 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %470 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%469 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %471 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%470 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %472 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%471 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %473 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%472 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %474 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%473 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %475 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%469, %474 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %476 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg81, %475 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_358 = linalg.transpose ins(%arg74 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_359 = tensor.collapse_shape %476 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %477 = linalg.matmul ins(%collapsed_359, %transposed_358 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_360 = tensor.expand_shape %477 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %reshape_361 = tensor.reshape %expanded_360(%from_elements) : (tensor<1x?x576xf32>, tensor<4xi64>) -> tensor<1x?x9x64xf32>
    %transposed_362 = linalg.transpose ins(%reshape_361 : tensor<1x?x9x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_363 = linalg.transpose ins(%arg75 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %478 = linalg.matmul ins(%collapsed_359, %transposed_363 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_364 = tensor.expand_shape %478 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_365 = tensor.reshape %expanded_364(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_366 = linalg.transpose ins(%reshape_365 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_367 = linalg.transpose ins(%arg76 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %479 = linalg.matmul ins(%collapsed_359, %transposed_367 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_368 = tensor.expand_shape %479 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_369 = tensor.reshape %expanded_368(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_370 = linalg.transpose ins(%reshape_369 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %480 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_362, %expanded_23 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %extracted_slice_371 = tensor.extract_slice %transposed_362[0, 0, 0, 0] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %extracted_slice_372 = tensor.extract_slice %transposed_362[0, 0, 0, 32] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %481 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_372 : tensor<1x9x?x32xf32>) outs(%45 : tensor<1x9x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x32xf32>
    %concat_373 = tensor.concat dim(3) %481, %extracted_slice_371 : (tensor<1x9x?x32xf32>, tensor<1x9x?x32xf32>) -> tensor<1x9x?x64xf32>
    %dim_374 = tensor.dim %481, %c2 : tensor<1x9x?x32xf32>
    %482 = tensor.empty(%dim_374) : tensor<1x9x?x64xf32>
    %483 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_373, %expanded_24 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%482 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %484 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%480, %483 : tensor<1x9x?x64xf32>, tensor<1x9x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %485 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_366, %expanded_23 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %extracted_slice_375 = tensor.extract_slice %transposed_366[0, 0, 0, 0] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %extracted_slice_376 = tensor.extract_slice %transposed_366[0, 0, 0, 32] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %486 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_376 : tensor<1x3x?x32xf32>) outs(%51 : tensor<1x3x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x32xf32>
    %concat_377 = tensor.concat dim(3) %486, %extracted_slice_375 : (tensor<1x3x?x32xf32>, tensor<1x3x?x32xf32>) -> tensor<1x3x?x64xf32>
    %dim_378 = tensor.dim %486, %c2 : tensor<1x3x?x32xf32>
    %487 = tensor.empty(%dim_378) : tensor<1x3x?x64xf32>
    %488 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_377, %expanded_24 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%487 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %489 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%485, %488 : tensor<1x3x?x64xf32>, tensor<1x3x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %490 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%489 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %collapsed_379 = tensor.collapse_shape %490 [[0], [1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<1x9x?x64xf32>
    %491 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_370 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %492 = tensor.empty(%dim) : tensor<1x9x64x?xf32>
    %transposed_380 = linalg.transpose ins(%collapsed_379 : tensor<1x9x?x64xf32>) outs(%492 : tensor<1x9x64x?xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_381 = tensor.collapse_shape %484 [[0, 1], [2], [3]] : tensor<1x9x?x64xf32> into tensor<9x?x64xf32>
    %collapsed_382 = tensor.collapse_shape %transposed_380 [[0, 1], [2], [3]] : tensor<1x9x64x?xf32> into tensor<9x64x?xf32>
    %493 = tensor.empty(%dim, %dim) : tensor<9x?x?xf32>
    %494 = linalg.fill ins(%cst : f32) outs(%493 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %495 = linalg.batch_matmul ins(%collapsed_381, %collapsed_382 : tensor<9x?x64xf32>, tensor<9x64x?xf32>) outs(%494 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %reshape_383 = tensor.reshape %495(%from_elements_36) : (tensor<9x?x?xf32>, tensor<4xi64>) -> tensor<1x9x?x?xf32>
    %496 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape_383 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.mulf %in, %cst_7 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %497 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%496, %expanded_9 : tensor<1x9x?x?xf32>, tensor<1x1x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %498:2 = linalg.generic {indexing_maps = [#map9, #map13, #map13], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%497 : tensor<1x9x?x?xf32>) outs(%69, %67 : tensor<1x9x?xf32>, tensor<1x9x?xi64>) {
    ^bb0(%in: f32, %out: f32, %out_1307: i64):
      %1625 = linalg.index 3 : index
      %1626 = arith.index_cast %1625 : index to i64
      %1627 = arith.maximumf %in, %out : f32
      %1628 = arith.cmpf ogt, %in, %out : f32
      %1629 = arith.select %1628, %1626, %out_1307 : i64
      linalg.yield %1627, %1629 : f32, i64
    } -> (tensor<1x9x?xf32>, tensor<1x9x?xi64>)
    %expanded_384 = tensor.expand_shape %498#0 [[0], [1], [2, 3]] output_shape [1, 9, %dim, 1] : tensor<1x9x?xf32> into tensor<1x9x?x1xf32>
    %499 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%497, %expanded_384 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.subf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %500 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%499 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.exp %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %501 = linalg.generic {indexing_maps = [#map9, #map14], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%500 : tensor<1x9x?x?xf32>) outs(%74 : tensor<1x9x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x1xf32>
    %502 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%500, %501 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.divf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %reshape_385 = tensor.reshape %502(%from_elements_39) : (tensor<1x9x?x?xf32>, tensor<3xi64>) -> tensor<9x?x?xf32>
    %collapsed_386 = tensor.collapse_shape %491 [[0, 1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<9x?x64xf32>
    %503 = linalg.batch_matmul ins(%reshape_385, %collapsed_386 : tensor<9x?x?xf32>, tensor<9x?x64xf32>) outs(%78 : tensor<9x?x64xf32>) -> tensor<9x?x64xf32>
    %expanded_387 = tensor.expand_shape %503 [[0, 1], [2], [3]] output_shape [1, 9, %dim, 64] : tensor<9x?x64xf32> into tensor<1x9x?x64xf32>
    %transposed_388 = linalg.transpose ins(%expanded_387 : tensor<1x9x?x64xf32>) outs(%80 : tensor<1x?x9x64xf32>) permutation = [0, 2, 1, 3] 
    %reshape_389 = tensor.reshape %transposed_388(%from_elements_44) : (tensor<1x?x9x64xf32>, tensor<3xi64>) -> tensor<1x?x576xf32>
    %transposed_390 = linalg.transpose ins(%arg77 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_391 = tensor.collapse_shape %reshape_389 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %504 = tensor.empty(%dim) : tensor<?x576xf32>
    %505 = linalg.fill ins(%cst : f32) outs(%504 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %506 = linalg.matmul ins(%collapsed_391, %transposed_390 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%505 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_392 = tensor.expand_shape %506 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %507 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%469, %expanded_392 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %508 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%507 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %509 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%508 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %510 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%509 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %511 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%510 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %512 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%511 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %513 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%507, %512 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %514 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg82, %513 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_393 = linalg.transpose ins(%arg78 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %collapsed_394 = tensor.collapse_shape %514 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %515 = linalg.matmul ins(%collapsed_394, %transposed_393 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_395 = tensor.expand_shape %515 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %516 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_395 : tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      %1626 = math.exp %1625 : f32
      %1627 = arith.addf %1626, %cst_1 : f32
      %1628 = arith.divf %cst_1, %1627 : f32
      linalg.yield %1628 : f32
    } -> tensor<1x?x1536xf32>
    %517 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_395, %516 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_396 = linalg.transpose ins(%arg79 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %518 = linalg.matmul ins(%collapsed_394, %transposed_396 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_397 = tensor.expand_shape %518 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %519 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%517, %expanded_397 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_398 = linalg.transpose ins(%arg80 : tensor<576x1536xf32>) outs(%103 : tensor<1536x576xf32>) permutation = [1, 0] 
    %collapsed_399 = tensor.collapse_shape %519 [[0, 1], [2]] : tensor<1x?x1536xf32> into tensor<?x1536xf32>
    %520 = linalg.matmul ins(%collapsed_399, %transposed_398 : tensor<?x1536xf32>, tensor<1536x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_400 = tensor.expand_shape %520 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %521 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%507, %expanded_400 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %522 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%521 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %523 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%522 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %524 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%523 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %525 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%524 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %526 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%525 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %527 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%521, %526 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %528 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg90, %527 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_401 = linalg.transpose ins(%arg83 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_402 = tensor.collapse_shape %528 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %529 = linalg.matmul ins(%collapsed_402, %transposed_401 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_403 = tensor.expand_shape %529 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %reshape_404 = tensor.reshape %expanded_403(%from_elements) : (tensor<1x?x576xf32>, tensor<4xi64>) -> tensor<1x?x9x64xf32>
    %transposed_405 = linalg.transpose ins(%reshape_404 : tensor<1x?x9x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_406 = linalg.transpose ins(%arg84 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %530 = linalg.matmul ins(%collapsed_402, %transposed_406 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_407 = tensor.expand_shape %530 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_408 = tensor.reshape %expanded_407(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_409 = linalg.transpose ins(%reshape_408 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_410 = linalg.transpose ins(%arg85 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %531 = linalg.matmul ins(%collapsed_402, %transposed_410 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_411 = tensor.expand_shape %531 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_412 = tensor.reshape %expanded_411(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_413 = linalg.transpose ins(%reshape_412 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %532 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_405, %expanded_23 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %extracted_slice_414 = tensor.extract_slice %transposed_405[0, 0, 0, 0] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %extracted_slice_415 = tensor.extract_slice %transposed_405[0, 0, 0, 32] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %533 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_415 : tensor<1x9x?x32xf32>) outs(%45 : tensor<1x9x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x32xf32>
    %concat_416 = tensor.concat dim(3) %533, %extracted_slice_414 : (tensor<1x9x?x32xf32>, tensor<1x9x?x32xf32>) -> tensor<1x9x?x64xf32>
    %dim_417 = tensor.dim %533, %c2 : tensor<1x9x?x32xf32>
    %534 = tensor.empty(%dim_417) : tensor<1x9x?x64xf32>
    %535 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_416, %expanded_24 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%534 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %536 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%532, %535 : tensor<1x9x?x64xf32>, tensor<1x9x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %537 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_409, %expanded_23 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %extracted_slice_418 = tensor.extract_slice %transposed_409[0, 0, 0, 0] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %extracted_slice_419 = tensor.extract_slice %transposed_409[0, 0, 0, 32] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %538 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_419 : tensor<1x3x?x32xf32>) outs(%51 : tensor<1x3x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x32xf32>
    %concat_420 = tensor.concat dim(3) %538, %extracted_slice_418 : (tensor<1x3x?x32xf32>, tensor<1x3x?x32xf32>) -> tensor<1x3x?x64xf32>
    %dim_421 = tensor.dim %538, %c2 : tensor<1x3x?x32xf32>
    %539 = tensor.empty(%dim_421) : tensor<1x3x?x64xf32>
    %540 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_420, %expanded_24 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%539 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %541 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%537, %540 : tensor<1x3x?x64xf32>, tensor<1x3x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %542 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%541 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %collapsed_422 = tensor.collapse_shape %542 [[0], [1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<1x9x?x64xf32>
    %543 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_413 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %544 = tensor.empty(%dim) : tensor<1x9x64x?xf32>
    %transposed_423 = linalg.transpose ins(%collapsed_422 : tensor<1x9x?x64xf32>) outs(%544 : tensor<1x9x64x?xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_424 = tensor.collapse_shape %536 [[0, 1], [2], [3]] : tensor<1x9x?x64xf32> into tensor<9x?x64xf32>
    %collapsed_425 = tensor.collapse_shape %transposed_423 [[0, 1], [2], [3]] : tensor<1x9x64x?xf32> into tensor<9x64x?xf32>
    %545 = tensor.empty(%dim, %dim) : tensor<9x?x?xf32>
    %546 = linalg.fill ins(%cst : f32) outs(%545 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %547 = linalg.batch_matmul ins(%collapsed_424, %collapsed_425 : tensor<9x?x64xf32>, tensor<9x64x?xf32>) outs(%546 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %reshape_426 = tensor.reshape %547(%from_elements_36) : (tensor<9x?x?xf32>, tensor<4xi64>) -> tensor<1x9x?x?xf32>
    %548 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape_426 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.mulf %in, %cst_7 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %549 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%548, %expanded_9 : tensor<1x9x?x?xf32>, tensor<1x1x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %550:2 = linalg.generic {indexing_maps = [#map9, #map13, #map13], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%549 : tensor<1x9x?x?xf32>) outs(%69, %67 : tensor<1x9x?xf32>, tensor<1x9x?xi64>) {
    ^bb0(%in: f32, %out: f32, %out_1307: i64):
      %1625 = linalg.index 3 : index
      %1626 = arith.index_cast %1625 : index to i64
      %1627 = arith.maximumf %in, %out : f32
      %1628 = arith.cmpf ogt, %in, %out : f32
      %1629 = arith.select %1628, %1626, %out_1307 : i64
      linalg.yield %1627, %1629 : f32, i64
    } -> (tensor<1x9x?xf32>, tensor<1x9x?xi64>)
    %expanded_427 = tensor.expand_shape %550#0 [[0], [1], [2, 3]] output_shape [1, 9, %dim, 1] : tensor<1x9x?xf32> into tensor<1x9x?x1xf32>
    %551 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%549, %expanded_427 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.subf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %552 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%551 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.exp %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %553 = linalg.generic {indexing_maps = [#map9, #map14], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%552 : tensor<1x9x?x?xf32>) outs(%74 : tensor<1x9x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x1xf32>
    %554 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%552, %553 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.divf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %reshape_428 = tensor.reshape %554(%from_elements_39) : (tensor<1x9x?x?xf32>, tensor<3xi64>) -> tensor<9x?x?xf32>
    %collapsed_429 = tensor.collapse_shape %543 [[0, 1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<9x?x64xf32>
    %555 = linalg.batch_matmul ins(%reshape_428, %collapsed_429 : tensor<9x?x?xf32>, tensor<9x?x64xf32>) outs(%78 : tensor<9x?x64xf32>) -> tensor<9x?x64xf32>
    %expanded_430 = tensor.expand_shape %555 [[0, 1], [2], [3]] output_shape [1, 9, %dim, 64] : tensor<9x?x64xf32> into tensor<1x9x?x64xf32>
    %transposed_431 = linalg.transpose ins(%expanded_430 : tensor<1x9x?x64xf32>) outs(%80 : tensor<1x?x9x64xf32>) permutation = [0, 2, 1, 3] 
    %reshape_432 = tensor.reshape %transposed_431(%from_elements_44) : (tensor<1x?x9x64xf32>, tensor<3xi64>) -> tensor<1x?x576xf32>
    %transposed_433 = linalg.transpose ins(%arg86 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_434 = tensor.collapse_shape %reshape_432 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %556 = tensor.empty(%dim) : tensor<?x576xf32>
    %557 = linalg.fill ins(%cst : f32) outs(%556 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %558 = linalg.matmul ins(%collapsed_434, %transposed_433 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%557 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_435 = tensor.expand_shape %558 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %559 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%521, %expanded_435 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %560 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%559 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %561 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%560 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %562 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%561 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %563 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%562 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %564 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%563 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %565 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%559, %564 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %566 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg91, %565 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_436 = linalg.transpose ins(%arg87 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %collapsed_437 = tensor.collapse_shape %566 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %567 = linalg.matmul ins(%collapsed_437, %transposed_436 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_438 = tensor.expand_shape %567 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %568 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_438 : tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      %1626 = math.exp %1625 : f32
      %1627 = arith.addf %1626, %cst_1 : f32
      %1628 = arith.divf %cst_1, %1627 : f32
      linalg.yield %1628 : f32
    } -> tensor<1x?x1536xf32>
    %569 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_438, %568 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_439 = linalg.transpose ins(%arg88 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %570 = linalg.matmul ins(%collapsed_437, %transposed_439 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_440 = tensor.expand_shape %570 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %571 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%569, %expanded_440 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_441 = linalg.transpose ins(%arg89 : tensor<576x1536xf32>) outs(%103 : tensor<1536x576xf32>) permutation = [1, 0] 
    %collapsed_442 = tensor.collapse_shape %571 [[0, 1], [2]] : tensor<1x?x1536xf32> into tensor<?x1536xf32>
    %572 = linalg.matmul ins(%collapsed_442, %transposed_441 : tensor<?x1536xf32>, tensor<1536x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_443 = tensor.expand_shape %572 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %573 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%559, %expanded_443 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %574 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%573 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %575 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%574 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %576 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%575 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %577 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%576 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %578 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%577 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %579 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%573, %578 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %580 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg99, %579 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_444 = linalg.transpose ins(%arg92 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_445 = tensor.collapse_shape %580 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %581 = linalg.matmul ins(%collapsed_445, %transposed_444 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_446 = tensor.expand_shape %581 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %reshape_447 = tensor.reshape %expanded_446(%from_elements) : (tensor<1x?x576xf32>, tensor<4xi64>) -> tensor<1x?x9x64xf32>
    %transposed_448 = linalg.transpose ins(%reshape_447 : tensor<1x?x9x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_449 = linalg.transpose ins(%arg93 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %582 = linalg.matmul ins(%collapsed_445, %transposed_449 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_450 = tensor.expand_shape %582 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_451 = tensor.reshape %expanded_450(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_452 = linalg.transpose ins(%reshape_451 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_453 = linalg.transpose ins(%arg94 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %583 = linalg.matmul ins(%collapsed_445, %transposed_453 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_454 = tensor.expand_shape %583 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_455 = tensor.reshape %expanded_454(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_456 = linalg.transpose ins(%reshape_455 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %584 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_448, %expanded_23 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %extracted_slice_457 = tensor.extract_slice %transposed_448[0, 0, 0, 0] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %extracted_slice_458 = tensor.extract_slice %transposed_448[0, 0, 0, 32] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %585 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_458 : tensor<1x9x?x32xf32>) outs(%45 : tensor<1x9x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x32xf32>
    %concat_459 = tensor.concat dim(3) %585, %extracted_slice_457 : (tensor<1x9x?x32xf32>, tensor<1x9x?x32xf32>) -> tensor<1x9x?x64xf32>
    %dim_460 = tensor.dim %585, %c2 : tensor<1x9x?x32xf32>
    %586 = tensor.empty(%dim_460) : tensor<1x9x?x64xf32>
    %587 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_459, %expanded_24 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%586 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %588 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%584, %587 : tensor<1x9x?x64xf32>, tensor<1x9x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %589 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_452, %expanded_23 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %extracted_slice_461 = tensor.extract_slice %transposed_452[0, 0, 0, 0] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %extracted_slice_462 = tensor.extract_slice %transposed_452[0, 0, 0, 32] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %590 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_462 : tensor<1x3x?x32xf32>) outs(%51 : tensor<1x3x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x32xf32>
    %concat_463 = tensor.concat dim(3) %590, %extracted_slice_461 : (tensor<1x3x?x32xf32>, tensor<1x3x?x32xf32>) -> tensor<1x3x?x64xf32>
    %dim_464 = tensor.dim %590, %c2 : tensor<1x3x?x32xf32>
    %591 = tensor.empty(%dim_464) : tensor<1x3x?x64xf32>
    %592 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_463, %expanded_24 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%591 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %593 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%589, %592 : tensor<1x3x?x64xf32>, tensor<1x3x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %594 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%593 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %collapsed_465 = tensor.collapse_shape %594 [[0], [1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<1x9x?x64xf32>
    %595 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_456 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %596 = tensor.empty(%dim) : tensor<1x9x64x?xf32>
    %transposed_466 = linalg.transpose ins(%collapsed_465 : tensor<1x9x?x64xf32>) outs(%596 : tensor<1x9x64x?xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_467 = tensor.collapse_shape %588 [[0, 1], [2], [3]] : tensor<1x9x?x64xf32> into tensor<9x?x64xf32>
    %collapsed_468 = tensor.collapse_shape %transposed_466 [[0, 1], [2], [3]] : tensor<1x9x64x?xf32> into tensor<9x64x?xf32>
    %597 = tensor.empty(%dim, %dim) : tensor<9x?x?xf32>
    %598 = linalg.fill ins(%cst : f32) outs(%597 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %599 = linalg.batch_matmul ins(%collapsed_467, %collapsed_468 : tensor<9x?x64xf32>, tensor<9x64x?xf32>) outs(%598 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %reshape_469 = tensor.reshape %599(%from_elements_36) : (tensor<9x?x?xf32>, tensor<4xi64>) -> tensor<1x9x?x?xf32>
    %600 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape_469 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.mulf %in, %cst_7 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %601 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%600, %expanded_9 : tensor<1x9x?x?xf32>, tensor<1x1x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %602:2 = linalg.generic {indexing_maps = [#map9, #map13, #map13], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%601 : tensor<1x9x?x?xf32>) outs(%69, %67 : tensor<1x9x?xf32>, tensor<1x9x?xi64>) {
    ^bb0(%in: f32, %out: f32, %out_1307: i64):
      %1625 = linalg.index 3 : index
      %1626 = arith.index_cast %1625 : index to i64
      %1627 = arith.maximumf %in, %out : f32
      %1628 = arith.cmpf ogt, %in, %out : f32
      %1629 = arith.select %1628, %1626, %out_1307 : i64
      linalg.yield %1627, %1629 : f32, i64
    } -> (tensor<1x9x?xf32>, tensor<1x9x?xi64>)
    %expanded_470 = tensor.expand_shape %602#0 [[0], [1], [2, 3]] output_shape [1, 9, %dim, 1] : tensor<1x9x?xf32> into tensor<1x9x?x1xf32>
    %603 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%601, %expanded_470 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.subf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %604 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%603 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.exp %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %605 = linalg.generic {indexing_maps = [#map9, #map14], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%604 : tensor<1x9x?x?xf32>) outs(%74 : tensor<1x9x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x1xf32>
    %606 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%604, %605 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.divf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %reshape_471 = tensor.reshape %606(%from_elements_39) : (tensor<1x9x?x?xf32>, tensor<3xi64>) -> tensor<9x?x?xf32>
    %collapsed_472 = tensor.collapse_shape %595 [[0, 1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<9x?x64xf32>
    %607 = linalg.batch_matmul ins(%reshape_471, %collapsed_472 : tensor<9x?x?xf32>, tensor<9x?x64xf32>) outs(%78 : tensor<9x?x64xf32>) -> tensor<9x?x64xf32>
    %expanded_473 = tensor.expand_shape %607 [[0, 1], [2], [3]] output_shape [1, 9, %dim, 64] : tensor<9x?x64xf32> into tensor<1x9x?x64xf32>
    %transposed_474 = linalg.transpose ins(%expanded_473 : tensor<1x9x?x64xf32>) outs(%80 : tensor<1x?x9x64xf32>) permutation = [0, 2, 1, 3] 
    %reshape_475 = tensor.reshape %transposed_474(%from_elements_44) : (tensor<1x?x9x64xf32>, tensor<3xi64>) -> tensor<1x?x576xf32>
    %transposed_476 = linalg.transpose ins(%arg95 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_477 = tensor.collapse_shape %reshape_475 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %608 = tensor.empty(%dim) : tensor<?x576xf32>
    %609 = linalg.fill ins(%cst : f32) outs(%608 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %610 = linalg.matmul ins(%collapsed_477, %transposed_476 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%609 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_478 = tensor.expand_shape %610 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %611 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%573, %expanded_478 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %612 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%611 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %613 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%612 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %614 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%613 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %615 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%614 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %616 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%615 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %617 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%611, %616 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %618 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg100, %617 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_479 = linalg.transpose ins(%arg96 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %collapsed_480 = tensor.collapse_shape %618 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %619 = linalg.matmul ins(%collapsed_480, %transposed_479 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_481 = tensor.expand_shape %619 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %620 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_481 : tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      %1626 = math.exp %1625 : f32
      %1627 = arith.addf %1626, %cst_1 : f32
      %1628 = arith.divf %cst_1, %1627 : f32
      linalg.yield %1628 : f32
    } -> tensor<1x?x1536xf32>
    %621 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_481, %620 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_482 = linalg.transpose ins(%arg97 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %622 = linalg.matmul ins(%collapsed_480, %transposed_482 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_483 = tensor.expand_shape %622 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %623 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%621, %expanded_483 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_484 = linalg.transpose ins(%arg98 : tensor<576x1536xf32>) outs(%103 : tensor<1536x576xf32>) permutation = [1, 0] 
    %collapsed_485 = tensor.collapse_shape %623 [[0, 1], [2]] : tensor<1x?x1536xf32> into tensor<?x1536xf32>
    %624 = linalg.matmul ins(%collapsed_485, %transposed_484 : tensor<?x1536xf32>, tensor<1536x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_486 = tensor.expand_shape %624 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %625 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%611, %expanded_486 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %626 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%625 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %627 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%626 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %628 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%627 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %629 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%628 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %630 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%629 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %631 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%625, %630 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %632 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg108, %631 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_487 = linalg.transpose ins(%arg101 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_488 = tensor.collapse_shape %632 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %633 = linalg.matmul ins(%collapsed_488, %transposed_487 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_489 = tensor.expand_shape %633 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %reshape_490 = tensor.reshape %expanded_489(%from_elements) : (tensor<1x?x576xf32>, tensor<4xi64>) -> tensor<1x?x9x64xf32>
    %transposed_491 = linalg.transpose ins(%reshape_490 : tensor<1x?x9x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_492 = linalg.transpose ins(%arg102 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %634 = linalg.matmul ins(%collapsed_488, %transposed_492 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_493 = tensor.expand_shape %634 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_494 = tensor.reshape %expanded_493(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_495 = linalg.transpose ins(%reshape_494 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_496 = linalg.transpose ins(%arg103 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %635 = linalg.matmul ins(%collapsed_488, %transposed_496 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_497 = tensor.expand_shape %635 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_498 = tensor.reshape %expanded_497(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_499 = linalg.transpose ins(%reshape_498 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %636 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_491, %expanded_23 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %extracted_slice_500 = tensor.extract_slice %transposed_491[0, 0, 0, 0] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %extracted_slice_501 = tensor.extract_slice %transposed_491[0, 0, 0, 32] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %637 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_501 : tensor<1x9x?x32xf32>) outs(%45 : tensor<1x9x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x32xf32>
    %concat_502 = tensor.concat dim(3) %637, %extracted_slice_500 : (tensor<1x9x?x32xf32>, tensor<1x9x?x32xf32>) -> tensor<1x9x?x64xf32>
    %dim_503 = tensor.dim %637, %c2 : tensor<1x9x?x32xf32>
    %638 = tensor.empty(%dim_503) : tensor<1x9x?x64xf32>
    %639 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_502, %expanded_24 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%638 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %640 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%636, %639 : tensor<1x9x?x64xf32>, tensor<1x9x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %641 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_495, %expanded_23 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %extracted_slice_504 = tensor.extract_slice %transposed_495[0, 0, 0, 0] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %extracted_slice_505 = tensor.extract_slice %transposed_495[0, 0, 0, 32] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %642 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_505 : tensor<1x3x?x32xf32>) outs(%51 : tensor<1x3x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x32xf32>
    %concat_506 = tensor.concat dim(3) %642, %extracted_slice_504 : (tensor<1x3x?x32xf32>, tensor<1x3x?x32xf32>) -> tensor<1x3x?x64xf32>
    %dim_507 = tensor.dim %642, %c2 : tensor<1x3x?x32xf32>
    %643 = tensor.empty(%dim_507) : tensor<1x3x?x64xf32>
    %644 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_506, %expanded_24 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%643 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %645 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%641, %644 : tensor<1x3x?x64xf32>, tensor<1x3x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %646 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%645 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %collapsed_508 = tensor.collapse_shape %646 [[0], [1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<1x9x?x64xf32>
    %647 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_499 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %648 = tensor.empty(%dim) : tensor<1x9x64x?xf32>
    %transposed_509 = linalg.transpose ins(%collapsed_508 : tensor<1x9x?x64xf32>) outs(%648 : tensor<1x9x64x?xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_510 = tensor.collapse_shape %640 [[0, 1], [2], [3]] : tensor<1x9x?x64xf32> into tensor<9x?x64xf32>
    %collapsed_511 = tensor.collapse_shape %transposed_509 [[0, 1], [2], [3]] : tensor<1x9x64x?xf32> into tensor<9x64x?xf32>
    %649 = tensor.empty(%dim, %dim) : tensor<9x?x?xf32>
    %650 = linalg.fill ins(%cst : f32) outs(%649 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %651 = linalg.batch_matmul ins(%collapsed_510, %collapsed_511 : tensor<9x?x64xf32>, tensor<9x64x?xf32>) outs(%650 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %reshape_512 = tensor.reshape %651(%from_elements_36) : (tensor<9x?x?xf32>, tensor<4xi64>) -> tensor<1x9x?x?xf32>
    %652 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape_512 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.mulf %in, %cst_7 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %653 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%652, %expanded_9 : tensor<1x9x?x?xf32>, tensor<1x1x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %654:2 = linalg.generic {indexing_maps = [#map9, #map13, #map13], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%653 : tensor<1x9x?x?xf32>) outs(%69, %67 : tensor<1x9x?xf32>, tensor<1x9x?xi64>) {
    ^bb0(%in: f32, %out: f32, %out_1307: i64):
      %1625 = linalg.index 3 : index
      %1626 = arith.index_cast %1625 : index to i64
      %1627 = arith.maximumf %in, %out : f32
      %1628 = arith.cmpf ogt, %in, %out : f32
      %1629 = arith.select %1628, %1626, %out_1307 : i64
      linalg.yield %1627, %1629 : f32, i64
    } -> (tensor<1x9x?xf32>, tensor<1x9x?xi64>)
    %expanded_513 = tensor.expand_shape %654#0 [[0], [1], [2, 3]] output_shape [1, 9, %dim, 1] : tensor<1x9x?xf32> into tensor<1x9x?x1xf32>
    %655 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%653, %expanded_513 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.subf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %656 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%655 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.exp %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %657 = linalg.generic {indexing_maps = [#map9, #map14], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%656 : tensor<1x9x?x?xf32>) outs(%74 : tensor<1x9x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x1xf32>
    %658 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%656, %657 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.divf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %reshape_514 = tensor.reshape %658(%from_elements_39) : (tensor<1x9x?x?xf32>, tensor<3xi64>) -> tensor<9x?x?xf32>
    %collapsed_515 = tensor.collapse_shape %647 [[0, 1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<9x?x64xf32>
    %659 = linalg.batch_matmul ins(%reshape_514, %collapsed_515 : tensor<9x?x?xf32>, tensor<9x?x64xf32>) outs(%78 : tensor<9x?x64xf32>) -> tensor<9x?x64xf32>
    %expanded_516 = tensor.expand_shape %659 [[0, 1], [2], [3]] output_shape [1, 9, %dim, 64] : tensor<9x?x64xf32> into tensor<1x9x?x64xf32>
    %transposed_517 = linalg.transpose ins(%expanded_516 : tensor<1x9x?x64xf32>) outs(%80 : tensor<1x?x9x64xf32>) permutation = [0, 2, 1, 3] 
    %reshape_518 = tensor.reshape %transposed_517(%from_elements_44) : (tensor<1x?x9x64xf32>, tensor<3xi64>) -> tensor<1x?x576xf32>
    %transposed_519 = linalg.transpose ins(%arg104 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_520 = tensor.collapse_shape %reshape_518 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %660 = tensor.empty(%dim) : tensor<?x576xf32>
    %661 = linalg.fill ins(%cst : f32) outs(%660 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %662 = linalg.matmul ins(%collapsed_520, %transposed_519 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%661 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_521 = tensor.expand_shape %662 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %663 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%625, %expanded_521 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %664 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%663 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %665 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%664 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %666 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%665 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %667 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%666 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %668 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%667 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %669 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%663, %668 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %670 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg109, %669 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_522 = linalg.transpose ins(%arg105 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %collapsed_523 = tensor.collapse_shape %670 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %671 = linalg.matmul ins(%collapsed_523, %transposed_522 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_524 = tensor.expand_shape %671 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %672 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_524 : tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      %1626 = math.exp %1625 : f32
      %1627 = arith.addf %1626, %cst_1 : f32
      %1628 = arith.divf %cst_1, %1627 : f32
      linalg.yield %1628 : f32
    } -> tensor<1x?x1536xf32>
    %673 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_524, %672 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_525 = linalg.transpose ins(%arg106 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %674 = linalg.matmul ins(%collapsed_523, %transposed_525 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_526 = tensor.expand_shape %674 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %675 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%673, %expanded_526 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_527 = linalg.transpose ins(%arg107 : tensor<576x1536xf32>) outs(%103 : tensor<1536x576xf32>) permutation = [1, 0] 
    %collapsed_528 = tensor.collapse_shape %675 [[0, 1], [2]] : tensor<1x?x1536xf32> into tensor<?x1536xf32>
    %676 = linalg.matmul ins(%collapsed_528, %transposed_527 : tensor<?x1536xf32>, tensor<1536x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_529 = tensor.expand_shape %676 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %677 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%663, %expanded_529 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %678 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%677 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %679 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%678 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %680 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%679 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %681 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%680 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %682 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%681 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %683 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%677, %682 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %684 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg117, %683 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_530 = linalg.transpose ins(%arg110 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_531 = tensor.collapse_shape %684 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %685 = linalg.matmul ins(%collapsed_531, %transposed_530 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_532 = tensor.expand_shape %685 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %reshape_533 = tensor.reshape %expanded_532(%from_elements) : (tensor<1x?x576xf32>, tensor<4xi64>) -> tensor<1x?x9x64xf32>
    %transposed_534 = linalg.transpose ins(%reshape_533 : tensor<1x?x9x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_535 = linalg.transpose ins(%arg111 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %686 = linalg.matmul ins(%collapsed_531, %transposed_535 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_536 = tensor.expand_shape %686 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_537 = tensor.reshape %expanded_536(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_538 = linalg.transpose ins(%reshape_537 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_539 = linalg.transpose ins(%arg112 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %687 = linalg.matmul ins(%collapsed_531, %transposed_539 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_540 = tensor.expand_shape %687 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_541 = tensor.reshape %expanded_540(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_542 = linalg.transpose ins(%reshape_541 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %688 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_534, %expanded_23 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %extracted_slice_543 = tensor.extract_slice %transposed_534[0, 0, 0, 0] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %extracted_slice_544 = tensor.extract_slice %transposed_534[0, 0, 0, 32] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %689 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_544 : tensor<1x9x?x32xf32>) outs(%45 : tensor<1x9x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x32xf32>
    %concat_545 = tensor.concat dim(3) %689, %extracted_slice_543 : (tensor<1x9x?x32xf32>, tensor<1x9x?x32xf32>) -> tensor<1x9x?x64xf32>
    %dim_546 = tensor.dim %689, %c2 : tensor<1x9x?x32xf32>
    %690 = tensor.empty(%dim_546) : tensor<1x9x?x64xf32>
    %691 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_545, %expanded_24 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%690 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %692 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%688, %691 : tensor<1x9x?x64xf32>, tensor<1x9x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %693 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_538, %expanded_23 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %extracted_slice_547 = tensor.extract_slice %transposed_538[0, 0, 0, 0] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %extracted_slice_548 = tensor.extract_slice %transposed_538[0, 0, 0, 32] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %694 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_548 : tensor<1x3x?x32xf32>) outs(%51 : tensor<1x3x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x32xf32>
    %concat_549 = tensor.concat dim(3) %694, %extracted_slice_547 : (tensor<1x3x?x32xf32>, tensor<1x3x?x32xf32>) -> tensor<1x3x?x64xf32>
    %dim_550 = tensor.dim %694, %c2 : tensor<1x3x?x32xf32>
    %695 = tensor.empty(%dim_550) : tensor<1x3x?x64xf32>
    %696 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_549, %expanded_24 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%695 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %697 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%693, %696 : tensor<1x3x?x64xf32>, tensor<1x3x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %698 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%697 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %collapsed_551 = tensor.collapse_shape %698 [[0], [1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<1x9x?x64xf32>
    %699 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_542 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %700 = tensor.empty(%dim) : tensor<1x9x64x?xf32>
    %transposed_552 = linalg.transpose ins(%collapsed_551 : tensor<1x9x?x64xf32>) outs(%700 : tensor<1x9x64x?xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_553 = tensor.collapse_shape %692 [[0, 1], [2], [3]] : tensor<1x9x?x64xf32> into tensor<9x?x64xf32>
    %collapsed_554 = tensor.collapse_shape %transposed_552 [[0, 1], [2], [3]] : tensor<1x9x64x?xf32> into tensor<9x64x?xf32>
    %701 = tensor.empty(%dim, %dim) : tensor<9x?x?xf32>
    %702 = linalg.fill ins(%cst : f32) outs(%701 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %703 = linalg.batch_matmul ins(%collapsed_553, %collapsed_554 : tensor<9x?x64xf32>, tensor<9x64x?xf32>) outs(%702 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %reshape_555 = tensor.reshape %703(%from_elements_36) : (tensor<9x?x?xf32>, tensor<4xi64>) -> tensor<1x9x?x?xf32>
    %704 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape_555 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.mulf %in, %cst_7 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %705 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%704, %expanded_9 : tensor<1x9x?x?xf32>, tensor<1x1x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %706:2 = linalg.generic {indexing_maps = [#map9, #map13, #map13], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%705 : tensor<1x9x?x?xf32>) outs(%69, %67 : tensor<1x9x?xf32>, tensor<1x9x?xi64>) {
    ^bb0(%in: f32, %out: f32, %out_1307: i64):
      %1625 = linalg.index 3 : index
      %1626 = arith.index_cast %1625 : index to i64
      %1627 = arith.maximumf %in, %out : f32
      %1628 = arith.cmpf ogt, %in, %out : f32
      %1629 = arith.select %1628, %1626, %out_1307 : i64
      linalg.yield %1627, %1629 : f32, i64
    } -> (tensor<1x9x?xf32>, tensor<1x9x?xi64>)
    %expanded_556 = tensor.expand_shape %706#0 [[0], [1], [2, 3]] output_shape [1, 9, %dim, 1] : tensor<1x9x?xf32> into tensor<1x9x?x1xf32>
    %707 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%705, %expanded_556 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.subf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %708 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%707 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.exp %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %709 = linalg.generic {indexing_maps = [#map9, #map14], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%708 : tensor<1x9x?x?xf32>) outs(%74 : tensor<1x9x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x1xf32>
    %710 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%708, %709 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.divf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %reshape_557 = tensor.reshape %710(%from_elements_39) : (tensor<1x9x?x?xf32>, tensor<3xi64>) -> tensor<9x?x?xf32>
    %collapsed_558 = tensor.collapse_shape %699 [[0, 1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<9x?x64xf32>
    %711 = linalg.batch_matmul ins(%reshape_557, %collapsed_558 : tensor<9x?x?xf32>, tensor<9x?x64xf32>) outs(%78 : tensor<9x?x64xf32>) -> tensor<9x?x64xf32>
    %expanded_559 = tensor.expand_shape %711 [[0, 1], [2], [3]] output_shape [1, 9, %dim, 64] : tensor<9x?x64xf32> into tensor<1x9x?x64xf32>
    %transposed_560 = linalg.transpose ins(%expanded_559 : tensor<1x9x?x64xf32>) outs(%80 : tensor<1x?x9x64xf32>) permutation = [0, 2, 1, 3] 
    %reshape_561 = tensor.reshape %transposed_560(%from_elements_44) : (tensor<1x?x9x64xf32>, tensor<3xi64>) -> tensor<1x?x576xf32>
    %transposed_562 = linalg.transpose ins(%arg113 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_563 = tensor.collapse_shape %reshape_561 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %712 = tensor.empty(%dim) : tensor<?x576xf32>
    %713 = linalg.fill ins(%cst : f32) outs(%712 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %714 = linalg.matmul ins(%collapsed_563, %transposed_562 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%713 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_564 = tensor.expand_shape %714 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %715 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%677, %expanded_564 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %716 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%715 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %717 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%716 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %718 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%717 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %719 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%718 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %720 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%719 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %721 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%715, %720 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %722 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg118, %721 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_565 = linalg.transpose ins(%arg114 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %collapsed_566 = tensor.collapse_shape %722 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %723 = linalg.matmul ins(%collapsed_566, %transposed_565 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_567 = tensor.expand_shape %723 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %724 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_567 : tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      %1626 = math.exp %1625 : f32
      %1627 = arith.addf %1626, %cst_1 : f32
      %1628 = arith.divf %cst_1, %1627 : f32
      linalg.yield %1628 : f32
    } -> tensor<1x?x1536xf32>
    %725 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_567, %724 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_568 = linalg.transpose ins(%arg115 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %726 = linalg.matmul ins(%collapsed_566, %transposed_568 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_569 = tensor.expand_shape %726 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %727 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%725, %expanded_569 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_570 = linalg.transpose ins(%arg116 : tensor<576x1536xf32>) outs(%103 : tensor<1536x576xf32>) permutation = [1, 0] 
    %collapsed_571 = tensor.collapse_shape %727 [[0, 1], [2]] : tensor<1x?x1536xf32> into tensor<?x1536xf32>
    %728 = linalg.matmul ins(%collapsed_571, %transposed_570 : tensor<?x1536xf32>, tensor<1536x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_572 = tensor.expand_shape %728 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %729 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%715, %expanded_572 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %730 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%729 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %731 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%730 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %732 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%731 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %733 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%732 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %734 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%733 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %735 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%729, %734 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %736 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg126, %735 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_573 = linalg.transpose ins(%arg119 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_574 = tensor.collapse_shape %736 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %737 = linalg.matmul ins(%collapsed_574, %transposed_573 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_575 = tensor.expand_shape %737 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %reshape_576 = tensor.reshape %expanded_575(%from_elements) : (tensor<1x?x576xf32>, tensor<4xi64>) -> tensor<1x?x9x64xf32>
    %transposed_577 = linalg.transpose ins(%reshape_576 : tensor<1x?x9x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_578 = linalg.transpose ins(%arg120 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %738 = linalg.matmul ins(%collapsed_574, %transposed_578 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_579 = tensor.expand_shape %738 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_580 = tensor.reshape %expanded_579(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_581 = linalg.transpose ins(%reshape_580 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_582 = linalg.transpose ins(%arg121 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %739 = linalg.matmul ins(%collapsed_574, %transposed_582 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_583 = tensor.expand_shape %739 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_584 = tensor.reshape %expanded_583(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_585 = linalg.transpose ins(%reshape_584 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %740 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_577, %expanded_23 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %extracted_slice_586 = tensor.extract_slice %transposed_577[0, 0, 0, 0] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %extracted_slice_587 = tensor.extract_slice %transposed_577[0, 0, 0, 32] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %741 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_587 : tensor<1x9x?x32xf32>) outs(%45 : tensor<1x9x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x32xf32>
    %concat_588 = tensor.concat dim(3) %741, %extracted_slice_586 : (tensor<1x9x?x32xf32>, tensor<1x9x?x32xf32>) -> tensor<1x9x?x64xf32>
    %dim_589 = tensor.dim %741, %c2 : tensor<1x9x?x32xf32>
    %742 = tensor.empty(%dim_589) : tensor<1x9x?x64xf32>
    %743 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_588, %expanded_24 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%742 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %744 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%740, %743 : tensor<1x9x?x64xf32>, tensor<1x9x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %745 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_581, %expanded_23 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %extracted_slice_590 = tensor.extract_slice %transposed_581[0, 0, 0, 0] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %extracted_slice_591 = tensor.extract_slice %transposed_581[0, 0, 0, 32] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %746 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_591 : tensor<1x3x?x32xf32>) outs(%51 : tensor<1x3x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x32xf32>
    %concat_592 = tensor.concat dim(3) %746, %extracted_slice_590 : (tensor<1x3x?x32xf32>, tensor<1x3x?x32xf32>) -> tensor<1x3x?x64xf32>
    %dim_593 = tensor.dim %746, %c2 : tensor<1x3x?x32xf32>
    %747 = tensor.empty(%dim_593) : tensor<1x3x?x64xf32>
    %748 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_592, %expanded_24 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%747 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %749 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%745, %748 : tensor<1x3x?x64xf32>, tensor<1x3x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %750 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%749 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %collapsed_594 = tensor.collapse_shape %750 [[0], [1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<1x9x?x64xf32>
    %751 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_585 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %752 = tensor.empty(%dim) : tensor<1x9x64x?xf32>
    %transposed_595 = linalg.transpose ins(%collapsed_594 : tensor<1x9x?x64xf32>) outs(%752 : tensor<1x9x64x?xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_596 = tensor.collapse_shape %744 [[0, 1], [2], [3]] : tensor<1x9x?x64xf32> into tensor<9x?x64xf32>
    %collapsed_597 = tensor.collapse_shape %transposed_595 [[0, 1], [2], [3]] : tensor<1x9x64x?xf32> into tensor<9x64x?xf32>
    %753 = tensor.empty(%dim, %dim) : tensor<9x?x?xf32>
    %754 = linalg.fill ins(%cst : f32) outs(%753 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %755 = linalg.batch_matmul ins(%collapsed_596, %collapsed_597 : tensor<9x?x64xf32>, tensor<9x64x?xf32>) outs(%754 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %reshape_598 = tensor.reshape %755(%from_elements_36) : (tensor<9x?x?xf32>, tensor<4xi64>) -> tensor<1x9x?x?xf32>
    %756 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape_598 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.mulf %in, %cst_7 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %757 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%756, %expanded_9 : tensor<1x9x?x?xf32>, tensor<1x1x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %758:2 = linalg.generic {indexing_maps = [#map9, #map13, #map13], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%757 : tensor<1x9x?x?xf32>) outs(%69, %67 : tensor<1x9x?xf32>, tensor<1x9x?xi64>) {
    ^bb0(%in: f32, %out: f32, %out_1307: i64):
      %1625 = linalg.index 3 : index
      %1626 = arith.index_cast %1625 : index to i64
      %1627 = arith.maximumf %in, %out : f32
      %1628 = arith.cmpf ogt, %in, %out : f32
      %1629 = arith.select %1628, %1626, %out_1307 : i64
      linalg.yield %1627, %1629 : f32, i64
    } -> (tensor<1x9x?xf32>, tensor<1x9x?xi64>)
    %expanded_599 = tensor.expand_shape %758#0 [[0], [1], [2, 3]] output_shape [1, 9, %dim, 1] : tensor<1x9x?xf32> into tensor<1x9x?x1xf32>
    %759 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%757, %expanded_599 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.subf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %760 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%759 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.exp %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %761 = linalg.generic {indexing_maps = [#map9, #map14], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%760 : tensor<1x9x?x?xf32>) outs(%74 : tensor<1x9x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x1xf32>
    %762 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%760, %761 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.divf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %reshape_600 = tensor.reshape %762(%from_elements_39) : (tensor<1x9x?x?xf32>, tensor<3xi64>) -> tensor<9x?x?xf32>
    %collapsed_601 = tensor.collapse_shape %751 [[0, 1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<9x?x64xf32>
    %763 = linalg.batch_matmul ins(%reshape_600, %collapsed_601 : tensor<9x?x?xf32>, tensor<9x?x64xf32>) outs(%78 : tensor<9x?x64xf32>) -> tensor<9x?x64xf32>
    %expanded_602 = tensor.expand_shape %763 [[0, 1], [2], [3]] output_shape [1, 9, %dim, 64] : tensor<9x?x64xf32> into tensor<1x9x?x64xf32>
    %transposed_603 = linalg.transpose ins(%expanded_602 : tensor<1x9x?x64xf32>) outs(%80 : tensor<1x?x9x64xf32>) permutation = [0, 2, 1, 3] 
    %reshape_604 = tensor.reshape %transposed_603(%from_elements_44) : (tensor<1x?x9x64xf32>, tensor<3xi64>) -> tensor<1x?x576xf32>
    %transposed_605 = linalg.transpose ins(%arg122 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_606 = tensor.collapse_shape %reshape_604 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %764 = tensor.empty(%dim) : tensor<?x576xf32>
    %765 = linalg.fill ins(%cst : f32) outs(%764 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %766 = linalg.matmul ins(%collapsed_606, %transposed_605 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%765 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_607 = tensor.expand_shape %766 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %767 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%729, %expanded_607 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %768 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%767 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %769 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%768 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %770 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%769 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %771 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%770 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %772 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%771 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %773 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%767, %772 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %774 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg127, %773 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_608 = linalg.transpose ins(%arg123 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %collapsed_609 = tensor.collapse_shape %774 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %775 = linalg.matmul ins(%collapsed_609, %transposed_608 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_610 = tensor.expand_shape %775 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %776 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_610 : tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      %1626 = math.exp %1625 : f32
      %1627 = arith.addf %1626, %cst_1 : f32
      %1628 = arith.divf %cst_1, %1627 : f32
      linalg.yield %1628 : f32
    } -> tensor<1x?x1536xf32>
    %777 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_610, %776 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_611 = linalg.transpose ins(%arg124 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %778 = linalg.matmul ins(%collapsed_609, %transposed_611 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_612 = tensor.expand_shape %778 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %779 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%777, %expanded_612 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_613 = linalg.transpose ins(%arg125 : tensor<576x1536xf32>) outs(%103 : tensor<1536x576xf32>) permutation = [1, 0] 
    %collapsed_614 = tensor.collapse_shape %779 [[0, 1], [2]] : tensor<1x?x1536xf32> into tensor<?x1536xf32>
    %780 = linalg.matmul ins(%collapsed_614, %transposed_613 : tensor<?x1536xf32>, tensor<1536x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_615 = tensor.expand_shape %780 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %781 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%767, %expanded_615 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %782 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%781 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %783 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%782 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %784 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%783 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %785 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%784 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %786 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%785 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %787 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%781, %786 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %788 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg135, %787 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_616 = linalg.transpose ins(%arg128 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_617 = tensor.collapse_shape %788 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %789 = linalg.matmul ins(%collapsed_617, %transposed_616 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_618 = tensor.expand_shape %789 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %reshape_619 = tensor.reshape %expanded_618(%from_elements) : (tensor<1x?x576xf32>, tensor<4xi64>) -> tensor<1x?x9x64xf32>
    %transposed_620 = linalg.transpose ins(%reshape_619 : tensor<1x?x9x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_621 = linalg.transpose ins(%arg129 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %790 = linalg.matmul ins(%collapsed_617, %transposed_621 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_622 = tensor.expand_shape %790 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_623 = tensor.reshape %expanded_622(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_624 = linalg.transpose ins(%reshape_623 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_625 = linalg.transpose ins(%arg130 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %791 = linalg.matmul ins(%collapsed_617, %transposed_625 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_626 = tensor.expand_shape %791 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_627 = tensor.reshape %expanded_626(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_628 = linalg.transpose ins(%reshape_627 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %792 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_620, %expanded_23 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %extracted_slice_629 = tensor.extract_slice %transposed_620[0, 0, 0, 0] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %extracted_slice_630 = tensor.extract_slice %transposed_620[0, 0, 0, 32] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %793 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_630 : tensor<1x9x?x32xf32>) outs(%45 : tensor<1x9x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x32xf32>
    %concat_631 = tensor.concat dim(3) %793, %extracted_slice_629 : (tensor<1x9x?x32xf32>, tensor<1x9x?x32xf32>) -> tensor<1x9x?x64xf32>
    %dim_632 = tensor.dim %793, %c2 : tensor<1x9x?x32xf32>
    %794 = tensor.empty(%dim_632) : tensor<1x9x?x64xf32>
    %795 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_631, %expanded_24 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%794 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %796 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%792, %795 : tensor<1x9x?x64xf32>, tensor<1x9x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %797 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_624, %expanded_23 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %extracted_slice_633 = tensor.extract_slice %transposed_624[0, 0, 0, 0] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %extracted_slice_634 = tensor.extract_slice %transposed_624[0, 0, 0, 32] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %798 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_634 : tensor<1x3x?x32xf32>) outs(%51 : tensor<1x3x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x32xf32>
    %concat_635 = tensor.concat dim(3) %798, %extracted_slice_633 : (tensor<1x3x?x32xf32>, tensor<1x3x?x32xf32>) -> tensor<1x3x?x64xf32>
    %dim_636 = tensor.dim %798, %c2 : tensor<1x3x?x32xf32>
    %799 = tensor.empty(%dim_636) : tensor<1x3x?x64xf32>
    %800 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_635, %expanded_24 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%799 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %801 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%797, %800 : tensor<1x3x?x64xf32>, tensor<1x3x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %802 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%801 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %collapsed_637 = tensor.collapse_shape %802 [[0], [1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<1x9x?x64xf32>
    %803 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_628 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %804 = tensor.empty(%dim) : tensor<1x9x64x?xf32>
    %transposed_638 = linalg.transpose ins(%collapsed_637 : tensor<1x9x?x64xf32>) outs(%804 : tensor<1x9x64x?xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_639 = tensor.collapse_shape %796 [[0, 1], [2], [3]] : tensor<1x9x?x64xf32> into tensor<9x?x64xf32>
    %collapsed_640 = tensor.collapse_shape %transposed_638 [[0, 1], [2], [3]] : tensor<1x9x64x?xf32> into tensor<9x64x?xf32>
    %805 = tensor.empty(%dim, %dim) : tensor<9x?x?xf32>
    %806 = linalg.fill ins(%cst : f32) outs(%805 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %807 = linalg.batch_matmul ins(%collapsed_639, %collapsed_640 : tensor<9x?x64xf32>, tensor<9x64x?xf32>) outs(%806 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %reshape_641 = tensor.reshape %807(%from_elements_36) : (tensor<9x?x?xf32>, tensor<4xi64>) -> tensor<1x9x?x?xf32>
    %808 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape_641 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.mulf %in, %cst_7 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %809 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%808, %expanded_9 : tensor<1x9x?x?xf32>, tensor<1x1x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %810:2 = linalg.generic {indexing_maps = [#map9, #map13, #map13], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%809 : tensor<1x9x?x?xf32>) outs(%69, %67 : tensor<1x9x?xf32>, tensor<1x9x?xi64>) {
    ^bb0(%in: f32, %out: f32, %out_1307: i64):
      %1625 = linalg.index 3 : index
      %1626 = arith.index_cast %1625 : index to i64
      %1627 = arith.maximumf %in, %out : f32
      %1628 = arith.cmpf ogt, %in, %out : f32
      %1629 = arith.select %1628, %1626, %out_1307 : i64
      linalg.yield %1627, %1629 : f32, i64
    } -> (tensor<1x9x?xf32>, tensor<1x9x?xi64>)
    %expanded_642 = tensor.expand_shape %810#0 [[0], [1], [2, 3]] output_shape [1, 9, %dim, 1] : tensor<1x9x?xf32> into tensor<1x9x?x1xf32>
    %811 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%809, %expanded_642 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.subf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %812 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%811 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.exp %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %813 = linalg.generic {indexing_maps = [#map9, #map14], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%812 : tensor<1x9x?x?xf32>) outs(%74 : tensor<1x9x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x1xf32>
    %814 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%812, %813 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.divf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %reshape_643 = tensor.reshape %814(%from_elements_39) : (tensor<1x9x?x?xf32>, tensor<3xi64>) -> tensor<9x?x?xf32>
    %collapsed_644 = tensor.collapse_shape %803 [[0, 1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<9x?x64xf32>
    %815 = linalg.batch_matmul ins(%reshape_643, %collapsed_644 : tensor<9x?x?xf32>, tensor<9x?x64xf32>) outs(%78 : tensor<9x?x64xf32>) -> tensor<9x?x64xf32>
    %expanded_645 = tensor.expand_shape %815 [[0, 1], [2], [3]] output_shape [1, 9, %dim, 64] : tensor<9x?x64xf32> into tensor<1x9x?x64xf32>
    %transposed_646 = linalg.transpose ins(%expanded_645 : tensor<1x9x?x64xf32>) outs(%80 : tensor<1x?x9x64xf32>) permutation = [0, 2, 1, 3] 
    %reshape_647 = tensor.reshape %transposed_646(%from_elements_44) : (tensor<1x?x9x64xf32>, tensor<3xi64>) -> tensor<1x?x576xf32>
    %transposed_648 = linalg.transpose ins(%arg131 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_649 = tensor.collapse_shape %reshape_647 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %816 = tensor.empty(%dim) : tensor<?x576xf32>
    %817 = linalg.fill ins(%cst : f32) outs(%816 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %818 = linalg.matmul ins(%collapsed_649, %transposed_648 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%817 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_650 = tensor.expand_shape %818 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %819 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%781, %expanded_650 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %820 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%819 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %821 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%820 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %822 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%821 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %823 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%822 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %824 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%823 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %825 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%819, %824 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %826 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg136, %825 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_651 = linalg.transpose ins(%arg132 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %collapsed_652 = tensor.collapse_shape %826 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %827 = linalg.matmul ins(%collapsed_652, %transposed_651 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_653 = tensor.expand_shape %827 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %828 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_653 : tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      %1626 = math.exp %1625 : f32
      %1627 = arith.addf %1626, %cst_1 : f32
      %1628 = arith.divf %cst_1, %1627 : f32
      linalg.yield %1628 : f32
    } -> tensor<1x?x1536xf32>
    %829 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_653, %828 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_654 = linalg.transpose ins(%arg133 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %830 = linalg.matmul ins(%collapsed_652, %transposed_654 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_655 = tensor.expand_shape %830 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %831 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%829, %expanded_655 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_656 = linalg.transpose ins(%arg134 : tensor<576x1536xf32>) outs(%103 : tensor<1536x576xf32>) permutation = [1, 0] 
    %collapsed_657 = tensor.collapse_shape %831 [[0, 1], [2]] : tensor<1x?x1536xf32> into tensor<?x1536xf32>
    %832 = linalg.matmul ins(%collapsed_657, %transposed_656 : tensor<?x1536xf32>, tensor<1536x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_658 = tensor.expand_shape %832 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %833 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%819, %expanded_658 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %834 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%833 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %835 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%834 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %836 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%835 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %837 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%836 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %838 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%837 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %839 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%833, %838 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %840 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg144, %839 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_659 = linalg.transpose ins(%arg137 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_660 = tensor.collapse_shape %840 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %841 = linalg.matmul ins(%collapsed_660, %transposed_659 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_661 = tensor.expand_shape %841 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %reshape_662 = tensor.reshape %expanded_661(%from_elements) : (tensor<1x?x576xf32>, tensor<4xi64>) -> tensor<1x?x9x64xf32>
    %transposed_663 = linalg.transpose ins(%reshape_662 : tensor<1x?x9x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_664 = linalg.transpose ins(%arg138 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %842 = linalg.matmul ins(%collapsed_660, %transposed_664 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_665 = tensor.expand_shape %842 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_666 = tensor.reshape %expanded_665(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_667 = linalg.transpose ins(%reshape_666 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_668 = linalg.transpose ins(%arg139 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %843 = linalg.matmul ins(%collapsed_660, %transposed_668 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_669 = tensor.expand_shape %843 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_670 = tensor.reshape %expanded_669(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_671 = linalg.transpose ins(%reshape_670 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %844 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_663, %expanded_23 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %extracted_slice_672 = tensor.extract_slice %transposed_663[0, 0, 0, 0] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %extracted_slice_673 = tensor.extract_slice %transposed_663[0, 0, 0, 32] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %845 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_673 : tensor<1x9x?x32xf32>) outs(%45 : tensor<1x9x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x32xf32>
    %concat_674 = tensor.concat dim(3) %845, %extracted_slice_672 : (tensor<1x9x?x32xf32>, tensor<1x9x?x32xf32>) -> tensor<1x9x?x64xf32>
    %dim_675 = tensor.dim %845, %c2 : tensor<1x9x?x32xf32>
    %846 = tensor.empty(%dim_675) : tensor<1x9x?x64xf32>
    %847 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_674, %expanded_24 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%846 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %848 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%844, %847 : tensor<1x9x?x64xf32>, tensor<1x9x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %849 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_667, %expanded_23 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %extracted_slice_676 = tensor.extract_slice %transposed_667[0, 0, 0, 0] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %extracted_slice_677 = tensor.extract_slice %transposed_667[0, 0, 0, 32] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %850 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_677 : tensor<1x3x?x32xf32>) outs(%51 : tensor<1x3x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x32xf32>
    %concat_678 = tensor.concat dim(3) %850, %extracted_slice_676 : (tensor<1x3x?x32xf32>, tensor<1x3x?x32xf32>) -> tensor<1x3x?x64xf32>
    %dim_679 = tensor.dim %850, %c2 : tensor<1x3x?x32xf32>
    %851 = tensor.empty(%dim_679) : tensor<1x3x?x64xf32>
    %852 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_678, %expanded_24 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%851 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %853 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%849, %852 : tensor<1x3x?x64xf32>, tensor<1x3x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %854 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%853 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %collapsed_680 = tensor.collapse_shape %854 [[0], [1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<1x9x?x64xf32>
    %855 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_671 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %856 = tensor.empty(%dim) : tensor<1x9x64x?xf32>
    %transposed_681 = linalg.transpose ins(%collapsed_680 : tensor<1x9x?x64xf32>) outs(%856 : tensor<1x9x64x?xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_682 = tensor.collapse_shape %848 [[0, 1], [2], [3]] : tensor<1x9x?x64xf32> into tensor<9x?x64xf32>
    %collapsed_683 = tensor.collapse_shape %transposed_681 [[0, 1], [2], [3]] : tensor<1x9x64x?xf32> into tensor<9x64x?xf32>
    %857 = tensor.empty(%dim, %dim) : tensor<9x?x?xf32>
    %858 = linalg.fill ins(%cst : f32) outs(%857 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %859 = linalg.batch_matmul ins(%collapsed_682, %collapsed_683 : tensor<9x?x64xf32>, tensor<9x64x?xf32>) outs(%858 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %reshape_684 = tensor.reshape %859(%from_elements_36) : (tensor<9x?x?xf32>, tensor<4xi64>) -> tensor<1x9x?x?xf32>
    %860 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape_684 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.mulf %in, %cst_7 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %861 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%860, %expanded_9 : tensor<1x9x?x?xf32>, tensor<1x1x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %862:2 = linalg.generic {indexing_maps = [#map9, #map13, #map13], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%861 : tensor<1x9x?x?xf32>) outs(%69, %67 : tensor<1x9x?xf32>, tensor<1x9x?xi64>) {
    ^bb0(%in: f32, %out: f32, %out_1307: i64):
      %1625 = linalg.index 3 : index
      %1626 = arith.index_cast %1625 : index to i64
      %1627 = arith.maximumf %in, %out : f32
      %1628 = arith.cmpf ogt, %in, %out : f32
      %1629 = arith.select %1628, %1626, %out_1307 : i64
      linalg.yield %1627, %1629 : f32, i64
    } -> (tensor<1x9x?xf32>, tensor<1x9x?xi64>)
    %expanded_685 = tensor.expand_shape %862#0 [[0], [1], [2, 3]] output_shape [1, 9, %dim, 1] : tensor<1x9x?xf32> into tensor<1x9x?x1xf32>
    %863 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%861, %expanded_685 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.subf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %864 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%863 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.exp %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %865 = linalg.generic {indexing_maps = [#map9, #map14], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%864 : tensor<1x9x?x?xf32>) outs(%74 : tensor<1x9x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x1xf32>
    %866 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%864, %865 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.divf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %reshape_686 = tensor.reshape %866(%from_elements_39) : (tensor<1x9x?x?xf32>, tensor<3xi64>) -> tensor<9x?x?xf32>
    %collapsed_687 = tensor.collapse_shape %855 [[0, 1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<9x?x64xf32>
    %867 = linalg.batch_matmul ins(%reshape_686, %collapsed_687 : tensor<9x?x?xf32>, tensor<9x?x64xf32>) outs(%78 : tensor<9x?x64xf32>) -> tensor<9x?x64xf32>
    %expanded_688 = tensor.expand_shape %867 [[0, 1], [2], [3]] output_shape [1, 9, %dim, 64] : tensor<9x?x64xf32> into tensor<1x9x?x64xf32>
    %transposed_689 = linalg.transpose ins(%expanded_688 : tensor<1x9x?x64xf32>) outs(%80 : tensor<1x?x9x64xf32>) permutation = [0, 2, 1, 3] 
    %reshape_690 = tensor.reshape %transposed_689(%from_elements_44) : (tensor<1x?x9x64xf32>, tensor<3xi64>) -> tensor<1x?x576xf32>
    %transposed_691 = linalg.transpose ins(%arg140 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_692 = tensor.collapse_shape %reshape_690 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %868 = tensor.empty(%dim) : tensor<?x576xf32>
    %869 = linalg.fill ins(%cst : f32) outs(%868 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %870 = linalg.matmul ins(%collapsed_692, %transposed_691 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%869 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_693 = tensor.expand_shape %870 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %871 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%833, %expanded_693 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %872 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%871 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %873 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%872 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %874 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%873 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %875 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%874 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %876 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%875 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %877 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%871, %876 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %878 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg145, %877 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_694 = linalg.transpose ins(%arg141 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %collapsed_695 = tensor.collapse_shape %878 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %879 = linalg.matmul ins(%collapsed_695, %transposed_694 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_696 = tensor.expand_shape %879 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %880 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_696 : tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      %1626 = math.exp %1625 : f32
      %1627 = arith.addf %1626, %cst_1 : f32
      %1628 = arith.divf %cst_1, %1627 : f32
      linalg.yield %1628 : f32
    } -> tensor<1x?x1536xf32>
    %881 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_696, %880 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_697 = linalg.transpose ins(%arg142 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %882 = linalg.matmul ins(%collapsed_695, %transposed_697 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_698 = tensor.expand_shape %882 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %883 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%881, %expanded_698 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_699 = linalg.transpose ins(%arg143 : tensor<576x1536xf32>) outs(%103 : tensor<1536x576xf32>) permutation = [1, 0] 
    %collapsed_700 = tensor.collapse_shape %883 [[0, 1], [2]] : tensor<1x?x1536xf32> into tensor<?x1536xf32>
    %884 = linalg.matmul ins(%collapsed_700, %transposed_699 : tensor<?x1536xf32>, tensor<1536x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_701 = tensor.expand_shape %884 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %885 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%871, %expanded_701 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %886 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%885 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %887 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%886 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %888 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%887 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %889 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%888 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %890 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%889 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %891 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%885, %890 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %892 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg153, %891 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_702 = linalg.transpose ins(%arg146 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_703 = tensor.collapse_shape %892 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %893 = linalg.matmul ins(%collapsed_703, %transposed_702 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_704 = tensor.expand_shape %893 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %reshape_705 = tensor.reshape %expanded_704(%from_elements) : (tensor<1x?x576xf32>, tensor<4xi64>) -> tensor<1x?x9x64xf32>
    %transposed_706 = linalg.transpose ins(%reshape_705 : tensor<1x?x9x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_707 = linalg.transpose ins(%arg147 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %894 = linalg.matmul ins(%collapsed_703, %transposed_707 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_708 = tensor.expand_shape %894 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_709 = tensor.reshape %expanded_708(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_710 = linalg.transpose ins(%reshape_709 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_711 = linalg.transpose ins(%arg148 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %895 = linalg.matmul ins(%collapsed_703, %transposed_711 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_712 = tensor.expand_shape %895 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_713 = tensor.reshape %expanded_712(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_714 = linalg.transpose ins(%reshape_713 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %896 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_706, %expanded_23 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %extracted_slice_715 = tensor.extract_slice %transposed_706[0, 0, 0, 0] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %extracted_slice_716 = tensor.extract_slice %transposed_706[0, 0, 0, 32] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %897 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_716 : tensor<1x9x?x32xf32>) outs(%45 : tensor<1x9x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x32xf32>
    %concat_717 = tensor.concat dim(3) %897, %extracted_slice_715 : (tensor<1x9x?x32xf32>, tensor<1x9x?x32xf32>) -> tensor<1x9x?x64xf32>
    %dim_718 = tensor.dim %897, %c2 : tensor<1x9x?x32xf32>
    %898 = tensor.empty(%dim_718) : tensor<1x9x?x64xf32>
    %899 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_717, %expanded_24 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%898 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %900 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%896, %899 : tensor<1x9x?x64xf32>, tensor<1x9x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %901 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_710, %expanded_23 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %extracted_slice_719 = tensor.extract_slice %transposed_710[0, 0, 0, 0] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %extracted_slice_720 = tensor.extract_slice %transposed_710[0, 0, 0, 32] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %902 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_720 : tensor<1x3x?x32xf32>) outs(%51 : tensor<1x3x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x32xf32>
    %concat_721 = tensor.concat dim(3) %902, %extracted_slice_719 : (tensor<1x3x?x32xf32>, tensor<1x3x?x32xf32>) -> tensor<1x3x?x64xf32>
    %dim_722 = tensor.dim %902, %c2 : tensor<1x3x?x32xf32>
    %903 = tensor.empty(%dim_722) : tensor<1x3x?x64xf32>
    %904 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_721, %expanded_24 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%903 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %905 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%901, %904 : tensor<1x3x?x64xf32>, tensor<1x3x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %906 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%905 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %collapsed_723 = tensor.collapse_shape %906 [[0], [1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<1x9x?x64xf32>
    %907 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_714 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %908 = tensor.empty(%dim) : tensor<1x9x64x?xf32>
    %transposed_724 = linalg.transpose ins(%collapsed_723 : tensor<1x9x?x64xf32>) outs(%908 : tensor<1x9x64x?xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_725 = tensor.collapse_shape %900 [[0, 1], [2], [3]] : tensor<1x9x?x64xf32> into tensor<9x?x64xf32>
    %collapsed_726 = tensor.collapse_shape %transposed_724 [[0, 1], [2], [3]] : tensor<1x9x64x?xf32> into tensor<9x64x?xf32>
    %909 = tensor.empty(%dim, %dim) : tensor<9x?x?xf32>
    %910 = linalg.fill ins(%cst : f32) outs(%909 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %911 = linalg.batch_matmul ins(%collapsed_725, %collapsed_726 : tensor<9x?x64xf32>, tensor<9x64x?xf32>) outs(%910 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %reshape_727 = tensor.reshape %911(%from_elements_36) : (tensor<9x?x?xf32>, tensor<4xi64>) -> tensor<1x9x?x?xf32>
    %912 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape_727 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.mulf %in, %cst_7 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %913 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%912, %expanded_9 : tensor<1x9x?x?xf32>, tensor<1x1x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %914:2 = linalg.generic {indexing_maps = [#map9, #map13, #map13], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%913 : tensor<1x9x?x?xf32>) outs(%69, %67 : tensor<1x9x?xf32>, tensor<1x9x?xi64>) {
    ^bb0(%in: f32, %out: f32, %out_1307: i64):
      %1625 = linalg.index 3 : index
      %1626 = arith.index_cast %1625 : index to i64
      %1627 = arith.maximumf %in, %out : f32
      %1628 = arith.cmpf ogt, %in, %out : f32
      %1629 = arith.select %1628, %1626, %out_1307 : i64
      linalg.yield %1627, %1629 : f32, i64
    } -> (tensor<1x9x?xf32>, tensor<1x9x?xi64>)
    %expanded_728 = tensor.expand_shape %914#0 [[0], [1], [2, 3]] output_shape [1, 9, %dim, 1] : tensor<1x9x?xf32> into tensor<1x9x?x1xf32>
    %915 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%913, %expanded_728 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.subf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %916 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%915 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.exp %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %917 = linalg.generic {indexing_maps = [#map9, #map14], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%916 : tensor<1x9x?x?xf32>) outs(%74 : tensor<1x9x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x1xf32>
    %918 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%916, %917 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.divf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %reshape_729 = tensor.reshape %918(%from_elements_39) : (tensor<1x9x?x?xf32>, tensor<3xi64>) -> tensor<9x?x?xf32>
    %collapsed_730 = tensor.collapse_shape %907 [[0, 1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<9x?x64xf32>
    %919 = linalg.batch_matmul ins(%reshape_729, %collapsed_730 : tensor<9x?x?xf32>, tensor<9x?x64xf32>) outs(%78 : tensor<9x?x64xf32>) -> tensor<9x?x64xf32>
    %expanded_731 = tensor.expand_shape %919 [[0, 1], [2], [3]] output_shape [1, 9, %dim, 64] : tensor<9x?x64xf32> into tensor<1x9x?x64xf32>
    %transposed_732 = linalg.transpose ins(%expanded_731 : tensor<1x9x?x64xf32>) outs(%80 : tensor<1x?x9x64xf32>) permutation = [0, 2, 1, 3] 
    %reshape_733 = tensor.reshape %transposed_732(%from_elements_44) : (tensor<1x?x9x64xf32>, tensor<3xi64>) -> tensor<1x?x576xf32>
    %transposed_734 = linalg.transpose ins(%arg149 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_735 = tensor.collapse_shape %reshape_733 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %920 = tensor.empty(%dim) : tensor<?x576xf32>
    %921 = linalg.fill ins(%cst : f32) outs(%920 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %922 = linalg.matmul ins(%collapsed_735, %transposed_734 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%921 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_736 = tensor.expand_shape %922 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %923 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%885, %expanded_736 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %924 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%923 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %925 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%924 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %926 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%925 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %927 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%926 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %928 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%927 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %929 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%923, %928 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %930 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg154, %929 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_737 = linalg.transpose ins(%arg150 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %collapsed_738 = tensor.collapse_shape %930 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %931 = linalg.matmul ins(%collapsed_738, %transposed_737 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_739 = tensor.expand_shape %931 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %932 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_739 : tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      %1626 = math.exp %1625 : f32
      %1627 = arith.addf %1626, %cst_1 : f32
      %1628 = arith.divf %cst_1, %1627 : f32
      linalg.yield %1628 : f32
    } -> tensor<1x?x1536xf32>
    %933 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_739, %932 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_740 = linalg.transpose ins(%arg151 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %934 = linalg.matmul ins(%collapsed_738, %transposed_740 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_741 = tensor.expand_shape %934 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %935 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%933, %expanded_741 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_742 = linalg.transpose ins(%arg152 : tensor<576x1536xf32>) outs(%103 : tensor<1536x576xf32>) permutation = [1, 0] 
    %collapsed_743 = tensor.collapse_shape %935 [[0, 1], [2]] : tensor<1x?x1536xf32> into tensor<?x1536xf32>
    %936 = linalg.matmul ins(%collapsed_743, %transposed_742 : tensor<?x1536xf32>, tensor<1536x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_744 = tensor.expand_shape %936 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %937 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%923, %expanded_744 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %938 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%937 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %939 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%938 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %940 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%939 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %941 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%940 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %942 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%941 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %943 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%937, %942 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %944 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg162, %943 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_745 = linalg.transpose ins(%arg155 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_746 = tensor.collapse_shape %944 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %945 = linalg.matmul ins(%collapsed_746, %transposed_745 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_747 = tensor.expand_shape %945 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %reshape_748 = tensor.reshape %expanded_747(%from_elements) : (tensor<1x?x576xf32>, tensor<4xi64>) -> tensor<1x?x9x64xf32>
    %transposed_749 = linalg.transpose ins(%reshape_748 : tensor<1x?x9x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_750 = linalg.transpose ins(%arg156 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %946 = linalg.matmul ins(%collapsed_746, %transposed_750 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_751 = tensor.expand_shape %946 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_752 = tensor.reshape %expanded_751(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_753 = linalg.transpose ins(%reshape_752 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_754 = linalg.transpose ins(%arg157 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %947 = linalg.matmul ins(%collapsed_746, %transposed_754 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_755 = tensor.expand_shape %947 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_756 = tensor.reshape %expanded_755(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_757 = linalg.transpose ins(%reshape_756 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %948 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_749, %expanded_23 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %extracted_slice_758 = tensor.extract_slice %transposed_749[0, 0, 0, 0] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %extracted_slice_759 = tensor.extract_slice %transposed_749[0, 0, 0, 32] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %949 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_759 : tensor<1x9x?x32xf32>) outs(%45 : tensor<1x9x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x32xf32>
    %concat_760 = tensor.concat dim(3) %949, %extracted_slice_758 : (tensor<1x9x?x32xf32>, tensor<1x9x?x32xf32>) -> tensor<1x9x?x64xf32>
    %dim_761 = tensor.dim %949, %c2 : tensor<1x9x?x32xf32>
    %950 = tensor.empty(%dim_761) : tensor<1x9x?x64xf32>
    %951 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_760, %expanded_24 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%950 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %952 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%948, %951 : tensor<1x9x?x64xf32>, tensor<1x9x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %953 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_753, %expanded_23 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %extracted_slice_762 = tensor.extract_slice %transposed_753[0, 0, 0, 0] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %extracted_slice_763 = tensor.extract_slice %transposed_753[0, 0, 0, 32] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %954 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_763 : tensor<1x3x?x32xf32>) outs(%51 : tensor<1x3x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x32xf32>
    %concat_764 = tensor.concat dim(3) %954, %extracted_slice_762 : (tensor<1x3x?x32xf32>, tensor<1x3x?x32xf32>) -> tensor<1x3x?x64xf32>
    %dim_765 = tensor.dim %954, %c2 : tensor<1x3x?x32xf32>
    %955 = tensor.empty(%dim_765) : tensor<1x3x?x64xf32>
    %956 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_764, %expanded_24 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%955 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %957 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%953, %956 : tensor<1x3x?x64xf32>, tensor<1x3x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %958 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%957 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %collapsed_766 = tensor.collapse_shape %958 [[0], [1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<1x9x?x64xf32>
    %959 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_757 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %960 = tensor.empty(%dim) : tensor<1x9x64x?xf32>
    %transposed_767 = linalg.transpose ins(%collapsed_766 : tensor<1x9x?x64xf32>) outs(%960 : tensor<1x9x64x?xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_768 = tensor.collapse_shape %952 [[0, 1], [2], [3]] : tensor<1x9x?x64xf32> into tensor<9x?x64xf32>
    %collapsed_769 = tensor.collapse_shape %transposed_767 [[0, 1], [2], [3]] : tensor<1x9x64x?xf32> into tensor<9x64x?xf32>
    %961 = tensor.empty(%dim, %dim) : tensor<9x?x?xf32>
    %962 = linalg.fill ins(%cst : f32) outs(%961 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %963 = linalg.batch_matmul ins(%collapsed_768, %collapsed_769 : tensor<9x?x64xf32>, tensor<9x64x?xf32>) outs(%962 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %reshape_770 = tensor.reshape %963(%from_elements_36) : (tensor<9x?x?xf32>, tensor<4xi64>) -> tensor<1x9x?x?xf32>
    %964 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape_770 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.mulf %in, %cst_7 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %965 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%964, %expanded_9 : tensor<1x9x?x?xf32>, tensor<1x1x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %966:2 = linalg.generic {indexing_maps = [#map9, #map13, #map13], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%965 : tensor<1x9x?x?xf32>) outs(%69, %67 : tensor<1x9x?xf32>, tensor<1x9x?xi64>) {
    ^bb0(%in: f32, %out: f32, %out_1307: i64):
      %1625 = linalg.index 3 : index
      %1626 = arith.index_cast %1625 : index to i64
      %1627 = arith.maximumf %in, %out : f32
      %1628 = arith.cmpf ogt, %in, %out : f32
      %1629 = arith.select %1628, %1626, %out_1307 : i64
      linalg.yield %1627, %1629 : f32, i64
    } -> (tensor<1x9x?xf32>, tensor<1x9x?xi64>)
    %expanded_771 = tensor.expand_shape %966#0 [[0], [1], [2, 3]] output_shape [1, 9, %dim, 1] : tensor<1x9x?xf32> into tensor<1x9x?x1xf32>
    %967 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%965, %expanded_771 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.subf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %968 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%967 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.exp %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %969 = linalg.generic {indexing_maps = [#map9, #map14], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%968 : tensor<1x9x?x?xf32>) outs(%74 : tensor<1x9x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x1xf32>
    %970 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%968, %969 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.divf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %reshape_772 = tensor.reshape %970(%from_elements_39) : (tensor<1x9x?x?xf32>, tensor<3xi64>) -> tensor<9x?x?xf32>
    %collapsed_773 = tensor.collapse_shape %959 [[0, 1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<9x?x64xf32>
    %971 = linalg.batch_matmul ins(%reshape_772, %collapsed_773 : tensor<9x?x?xf32>, tensor<9x?x64xf32>) outs(%78 : tensor<9x?x64xf32>) -> tensor<9x?x64xf32>
    %expanded_774 = tensor.expand_shape %971 [[0, 1], [2], [3]] output_shape [1, 9, %dim, 64] : tensor<9x?x64xf32> into tensor<1x9x?x64xf32>
    %transposed_775 = linalg.transpose ins(%expanded_774 : tensor<1x9x?x64xf32>) outs(%80 : tensor<1x?x9x64xf32>) permutation = [0, 2, 1, 3] 
    %reshape_776 = tensor.reshape %transposed_775(%from_elements_44) : (tensor<1x?x9x64xf32>, tensor<3xi64>) -> tensor<1x?x576xf32>
    %transposed_777 = linalg.transpose ins(%arg158 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_778 = tensor.collapse_shape %reshape_776 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %972 = tensor.empty(%dim) : tensor<?x576xf32>
    %973 = linalg.fill ins(%cst : f32) outs(%972 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %974 = linalg.matmul ins(%collapsed_778, %transposed_777 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%973 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_779 = tensor.expand_shape %974 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %975 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%937, %expanded_779 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %976 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%975 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %977 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%976 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %978 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%977 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %979 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%978 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %980 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%979 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %981 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%975, %980 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %982 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg163, %981 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_780 = linalg.transpose ins(%arg159 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %collapsed_781 = tensor.collapse_shape %982 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %983 = linalg.matmul ins(%collapsed_781, %transposed_780 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_782 = tensor.expand_shape %983 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %984 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_782 : tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      %1626 = math.exp %1625 : f32
      %1627 = arith.addf %1626, %cst_1 : f32
      %1628 = arith.divf %cst_1, %1627 : f32
      linalg.yield %1628 : f32
    } -> tensor<1x?x1536xf32>
    %985 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_782, %984 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_783 = linalg.transpose ins(%arg160 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %986 = linalg.matmul ins(%collapsed_781, %transposed_783 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_784 = tensor.expand_shape %986 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %987 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%985, %expanded_784 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_785 = linalg.transpose ins(%arg161 : tensor<576x1536xf32>) outs(%103 : tensor<1536x576xf32>) permutation = [1, 0] 
    %collapsed_786 = tensor.collapse_shape %987 [[0, 1], [2]] : tensor<1x?x1536xf32> into tensor<?x1536xf32>
    %988 = linalg.matmul ins(%collapsed_786, %transposed_785 : tensor<?x1536xf32>, tensor<1536x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_787 = tensor.expand_shape %988 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %989 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%975, %expanded_787 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %990 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%989 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %991 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%990 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %992 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%991 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %993 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%992 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %994 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%993 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %995 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%989, %994 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %996 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg171, %995 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_788 = linalg.transpose ins(%arg164 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_789 = tensor.collapse_shape %996 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %997 = linalg.matmul ins(%collapsed_789, %transposed_788 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_790 = tensor.expand_shape %997 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %reshape_791 = tensor.reshape %expanded_790(%from_elements) : (tensor<1x?x576xf32>, tensor<4xi64>) -> tensor<1x?x9x64xf32>
    %transposed_792 = linalg.transpose ins(%reshape_791 : tensor<1x?x9x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_793 = linalg.transpose ins(%arg165 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %998 = linalg.matmul ins(%collapsed_789, %transposed_793 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_794 = tensor.expand_shape %998 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_795 = tensor.reshape %expanded_794(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_796 = linalg.transpose ins(%reshape_795 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_797 = linalg.transpose ins(%arg166 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %999 = linalg.matmul ins(%collapsed_789, %transposed_797 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_798 = tensor.expand_shape %999 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_799 = tensor.reshape %expanded_798(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_800 = linalg.transpose ins(%reshape_799 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %1000 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_792, %expanded_23 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %extracted_slice_801 = tensor.extract_slice %transposed_792[0, 0, 0, 0] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %extracted_slice_802 = tensor.extract_slice %transposed_792[0, 0, 0, 32] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %1001 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_802 : tensor<1x9x?x32xf32>) outs(%45 : tensor<1x9x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x32xf32>
    %concat_803 = tensor.concat dim(3) %1001, %extracted_slice_801 : (tensor<1x9x?x32xf32>, tensor<1x9x?x32xf32>) -> tensor<1x9x?x64xf32>
    %dim_804 = tensor.dim %1001, %c2 : tensor<1x9x?x32xf32>
    %1002 = tensor.empty(%dim_804) : tensor<1x9x?x64xf32>
    %1003 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_803, %expanded_24 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%1002 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %1004 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1000, %1003 : tensor<1x9x?x64xf32>, tensor<1x9x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %1005 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_796, %expanded_23 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %extracted_slice_805 = tensor.extract_slice %transposed_796[0, 0, 0, 0] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %extracted_slice_806 = tensor.extract_slice %transposed_796[0, 0, 0, 32] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %1006 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_806 : tensor<1x3x?x32xf32>) outs(%51 : tensor<1x3x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x32xf32>
    %concat_807 = tensor.concat dim(3) %1006, %extracted_slice_805 : (tensor<1x3x?x32xf32>, tensor<1x3x?x32xf32>) -> tensor<1x3x?x64xf32>
    %dim_808 = tensor.dim %1006, %c2 : tensor<1x3x?x32xf32>
    %1007 = tensor.empty(%dim_808) : tensor<1x3x?x64xf32>
    %1008 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_807, %expanded_24 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%1007 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %1009 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1005, %1008 : tensor<1x3x?x64xf32>, tensor<1x3x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %1010 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%1009 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %collapsed_809 = tensor.collapse_shape %1010 [[0], [1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<1x9x?x64xf32>
    %1011 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_800 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %1012 = tensor.empty(%dim) : tensor<1x9x64x?xf32>
    %transposed_810 = linalg.transpose ins(%collapsed_809 : tensor<1x9x?x64xf32>) outs(%1012 : tensor<1x9x64x?xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_811 = tensor.collapse_shape %1004 [[0, 1], [2], [3]] : tensor<1x9x?x64xf32> into tensor<9x?x64xf32>
    %collapsed_812 = tensor.collapse_shape %transposed_810 [[0, 1], [2], [3]] : tensor<1x9x64x?xf32> into tensor<9x64x?xf32>
    %1013 = tensor.empty(%dim, %dim) : tensor<9x?x?xf32>
    %1014 = linalg.fill ins(%cst : f32) outs(%1013 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %1015 = linalg.batch_matmul ins(%collapsed_811, %collapsed_812 : tensor<9x?x64xf32>, tensor<9x64x?xf32>) outs(%1014 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %reshape_813 = tensor.reshape %1015(%from_elements_36) : (tensor<9x?x?xf32>, tensor<4xi64>) -> tensor<1x9x?x?xf32>
    %1016 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape_813 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.mulf %in, %cst_7 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1017 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1016, %expanded_9 : tensor<1x9x?x?xf32>, tensor<1x1x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1018:2 = linalg.generic {indexing_maps = [#map9, #map13, #map13], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%1017 : tensor<1x9x?x?xf32>) outs(%69, %67 : tensor<1x9x?xf32>, tensor<1x9x?xi64>) {
    ^bb0(%in: f32, %out: f32, %out_1307: i64):
      %1625 = linalg.index 3 : index
      %1626 = arith.index_cast %1625 : index to i64
      %1627 = arith.maximumf %in, %out : f32
      %1628 = arith.cmpf ogt, %in, %out : f32
      %1629 = arith.select %1628, %1626, %out_1307 : i64
      linalg.yield %1627, %1629 : f32, i64
    } -> (tensor<1x9x?xf32>, tensor<1x9x?xi64>)
    %expanded_814 = tensor.expand_shape %1018#0 [[0], [1], [2, 3]] output_shape [1, 9, %dim, 1] : tensor<1x9x?xf32> into tensor<1x9x?x1xf32>
    %1019 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1017, %expanded_814 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.subf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1020 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1019 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.exp %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1021 = linalg.generic {indexing_maps = [#map9, #map14], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%1020 : tensor<1x9x?x?xf32>) outs(%74 : tensor<1x9x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x1xf32>
    %1022 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1020, %1021 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.divf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %reshape_815 = tensor.reshape %1022(%from_elements_39) : (tensor<1x9x?x?xf32>, tensor<3xi64>) -> tensor<9x?x?xf32>
    %collapsed_816 = tensor.collapse_shape %1011 [[0, 1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<9x?x64xf32>
    %1023 = linalg.batch_matmul ins(%reshape_815, %collapsed_816 : tensor<9x?x?xf32>, tensor<9x?x64xf32>) outs(%78 : tensor<9x?x64xf32>) -> tensor<9x?x64xf32>
    %expanded_817 = tensor.expand_shape %1023 [[0, 1], [2], [3]] output_shape [1, 9, %dim, 64] : tensor<9x?x64xf32> into tensor<1x9x?x64xf32>
    %transposed_818 = linalg.transpose ins(%expanded_817 : tensor<1x9x?x64xf32>) outs(%80 : tensor<1x?x9x64xf32>) permutation = [0, 2, 1, 3] 
    %reshape_819 = tensor.reshape %transposed_818(%from_elements_44) : (tensor<1x?x9x64xf32>, tensor<3xi64>) -> tensor<1x?x576xf32>
    %transposed_820 = linalg.transpose ins(%arg167 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_821 = tensor.collapse_shape %reshape_819 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %1024 = tensor.empty(%dim) : tensor<?x576xf32>
    %1025 = linalg.fill ins(%cst : f32) outs(%1024 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %1026 = linalg.matmul ins(%collapsed_821, %transposed_820 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%1025 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_822 = tensor.expand_shape %1026 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %1027 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%989, %expanded_822 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1028 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1027 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1029 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%1028 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1030 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1029 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1031 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1030 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %1032 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1031 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1033 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1027, %1032 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1034 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg172, %1033 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_823 = linalg.transpose ins(%arg168 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %collapsed_824 = tensor.collapse_shape %1034 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %1035 = linalg.matmul ins(%collapsed_824, %transposed_823 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_825 = tensor.expand_shape %1035 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %1036 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_825 : tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      %1626 = math.exp %1625 : f32
      %1627 = arith.addf %1626, %cst_1 : f32
      %1628 = arith.divf %cst_1, %1627 : f32
      linalg.yield %1628 : f32
    } -> tensor<1x?x1536xf32>
    %1037 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_825, %1036 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_826 = linalg.transpose ins(%arg169 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %1038 = linalg.matmul ins(%collapsed_824, %transposed_826 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_827 = tensor.expand_shape %1038 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %1039 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1037, %expanded_827 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_828 = linalg.transpose ins(%arg170 : tensor<576x1536xf32>) outs(%103 : tensor<1536x576xf32>) permutation = [1, 0] 
    %collapsed_829 = tensor.collapse_shape %1039 [[0, 1], [2]] : tensor<1x?x1536xf32> into tensor<?x1536xf32>
    %1040 = linalg.matmul ins(%collapsed_829, %transposed_828 : tensor<?x1536xf32>, tensor<1536x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_830 = tensor.expand_shape %1040 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %1041 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1027, %expanded_830 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1042 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1041 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1043 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%1042 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1044 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1043 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1045 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1044 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %1046 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1045 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1047 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1041, %1046 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1048 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg180, %1047 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_831 = linalg.transpose ins(%arg173 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_832 = tensor.collapse_shape %1048 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %1049 = linalg.matmul ins(%collapsed_832, %transposed_831 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_833 = tensor.expand_shape %1049 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %reshape_834 = tensor.reshape %expanded_833(%from_elements) : (tensor<1x?x576xf32>, tensor<4xi64>) -> tensor<1x?x9x64xf32>
    %transposed_835 = linalg.transpose ins(%reshape_834 : tensor<1x?x9x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_836 = linalg.transpose ins(%arg174 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %1050 = linalg.matmul ins(%collapsed_832, %transposed_836 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_837 = tensor.expand_shape %1050 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_838 = tensor.reshape %expanded_837(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_839 = linalg.transpose ins(%reshape_838 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_840 = linalg.transpose ins(%arg175 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %1051 = linalg.matmul ins(%collapsed_832, %transposed_840 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_841 = tensor.expand_shape %1051 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_842 = tensor.reshape %expanded_841(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_843 = linalg.transpose ins(%reshape_842 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %1052 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_835, %expanded_23 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %extracted_slice_844 = tensor.extract_slice %transposed_835[0, 0, 0, 0] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %extracted_slice_845 = tensor.extract_slice %transposed_835[0, 0, 0, 32] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %1053 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_845 : tensor<1x9x?x32xf32>) outs(%45 : tensor<1x9x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x32xf32>
    %concat_846 = tensor.concat dim(3) %1053, %extracted_slice_844 : (tensor<1x9x?x32xf32>, tensor<1x9x?x32xf32>) -> tensor<1x9x?x64xf32>
    %dim_847 = tensor.dim %1053, %c2 : tensor<1x9x?x32xf32>
    %1054 = tensor.empty(%dim_847) : tensor<1x9x?x64xf32>
    %1055 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_846, %expanded_24 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%1054 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %1056 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1052, %1055 : tensor<1x9x?x64xf32>, tensor<1x9x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %1057 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_839, %expanded_23 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %extracted_slice_848 = tensor.extract_slice %transposed_839[0, 0, 0, 0] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %extracted_slice_849 = tensor.extract_slice %transposed_839[0, 0, 0, 32] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %1058 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_849 : tensor<1x3x?x32xf32>) outs(%51 : tensor<1x3x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x32xf32>
    %concat_850 = tensor.concat dim(3) %1058, %extracted_slice_848 : (tensor<1x3x?x32xf32>, tensor<1x3x?x32xf32>) -> tensor<1x3x?x64xf32>
    %dim_851 = tensor.dim %1058, %c2 : tensor<1x3x?x32xf32>
    %1059 = tensor.empty(%dim_851) : tensor<1x3x?x64xf32>
    %1060 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_850, %expanded_24 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%1059 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %1061 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1057, %1060 : tensor<1x3x?x64xf32>, tensor<1x3x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %1062 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%1061 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %collapsed_852 = tensor.collapse_shape %1062 [[0], [1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<1x9x?x64xf32>
    %1063 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_843 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %1064 = tensor.empty(%dim) : tensor<1x9x64x?xf32>
    %transposed_853 = linalg.transpose ins(%collapsed_852 : tensor<1x9x?x64xf32>) outs(%1064 : tensor<1x9x64x?xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_854 = tensor.collapse_shape %1056 [[0, 1], [2], [3]] : tensor<1x9x?x64xf32> into tensor<9x?x64xf32>
    %collapsed_855 = tensor.collapse_shape %transposed_853 [[0, 1], [2], [3]] : tensor<1x9x64x?xf32> into tensor<9x64x?xf32>
    %1065 = tensor.empty(%dim, %dim) : tensor<9x?x?xf32>
    %1066 = linalg.fill ins(%cst : f32) outs(%1065 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %1067 = linalg.batch_matmul ins(%collapsed_854, %collapsed_855 : tensor<9x?x64xf32>, tensor<9x64x?xf32>) outs(%1066 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %reshape_856 = tensor.reshape %1067(%from_elements_36) : (tensor<9x?x?xf32>, tensor<4xi64>) -> tensor<1x9x?x?xf32>
    %1068 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape_856 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.mulf %in, %cst_7 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1069 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1068, %expanded_9 : tensor<1x9x?x?xf32>, tensor<1x1x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1070:2 = linalg.generic {indexing_maps = [#map9, #map13, #map13], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%1069 : tensor<1x9x?x?xf32>) outs(%69, %67 : tensor<1x9x?xf32>, tensor<1x9x?xi64>) {
    ^bb0(%in: f32, %out: f32, %out_1307: i64):
      %1625 = linalg.index 3 : index
      %1626 = arith.index_cast %1625 : index to i64
      %1627 = arith.maximumf %in, %out : f32
      %1628 = arith.cmpf ogt, %in, %out : f32
      %1629 = arith.select %1628, %1626, %out_1307 : i64
      linalg.yield %1627, %1629 : f32, i64
    } -> (tensor<1x9x?xf32>, tensor<1x9x?xi64>)
    %expanded_857 = tensor.expand_shape %1070#0 [[0], [1], [2, 3]] output_shape [1, 9, %dim, 1] : tensor<1x9x?xf32> into tensor<1x9x?x1xf32>
    %1071 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1069, %expanded_857 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.subf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1072 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1071 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.exp %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1073 = linalg.generic {indexing_maps = [#map9, #map14], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%1072 : tensor<1x9x?x?xf32>) outs(%74 : tensor<1x9x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x1xf32>
    %1074 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1072, %1073 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.divf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %reshape_858 = tensor.reshape %1074(%from_elements_39) : (tensor<1x9x?x?xf32>, tensor<3xi64>) -> tensor<9x?x?xf32>
    %collapsed_859 = tensor.collapse_shape %1063 [[0, 1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<9x?x64xf32>
    %1075 = linalg.batch_matmul ins(%reshape_858, %collapsed_859 : tensor<9x?x?xf32>, tensor<9x?x64xf32>) outs(%78 : tensor<9x?x64xf32>) -> tensor<9x?x64xf32>
    %expanded_860 = tensor.expand_shape %1075 [[0, 1], [2], [3]] output_shape [1, 9, %dim, 64] : tensor<9x?x64xf32> into tensor<1x9x?x64xf32>
    %transposed_861 = linalg.transpose ins(%expanded_860 : tensor<1x9x?x64xf32>) outs(%80 : tensor<1x?x9x64xf32>) permutation = [0, 2, 1, 3] 
    %reshape_862 = tensor.reshape %transposed_861(%from_elements_44) : (tensor<1x?x9x64xf32>, tensor<3xi64>) -> tensor<1x?x576xf32>
    %transposed_863 = linalg.transpose ins(%arg176 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_864 = tensor.collapse_shape %reshape_862 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %1076 = tensor.empty(%dim) : tensor<?x576xf32>
    %1077 = linalg.fill ins(%cst : f32) outs(%1076 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %1078 = linalg.matmul ins(%collapsed_864, %transposed_863 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%1077 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_865 = tensor.expand_shape %1078 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %1079 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1041, %expanded_865 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1080 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1079 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1081 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%1080 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1082 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1081 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1083 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1082 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %1084 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1083 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1085 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1079, %1084 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1086 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg181, %1085 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_866 = linalg.transpose ins(%arg177 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %collapsed_867 = tensor.collapse_shape %1086 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %1087 = linalg.matmul ins(%collapsed_867, %transposed_866 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_868 = tensor.expand_shape %1087 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %1088 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_868 : tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      %1626 = math.exp %1625 : f32
      %1627 = arith.addf %1626, %cst_1 : f32
      %1628 = arith.divf %cst_1, %1627 : f32
      linalg.yield %1628 : f32
    } -> tensor<1x?x1536xf32>
    %1089 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_868, %1088 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_869 = linalg.transpose ins(%arg178 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %1090 = linalg.matmul ins(%collapsed_867, %transposed_869 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_870 = tensor.expand_shape %1090 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %1091 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1089, %expanded_870 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_871 = linalg.transpose ins(%arg179 : tensor<576x1536xf32>) outs(%103 : tensor<1536x576xf32>) permutation = [1, 0] 
    %collapsed_872 = tensor.collapse_shape %1091 [[0, 1], [2]] : tensor<1x?x1536xf32> into tensor<?x1536xf32>
    %1092 = linalg.matmul ins(%collapsed_872, %transposed_871 : tensor<?x1536xf32>, tensor<1536x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_873 = tensor.expand_shape %1092 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %1093 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1079, %expanded_873 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1094 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1093 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1095 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%1094 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1096 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1095 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1097 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1096 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %1098 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1097 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1099 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1093, %1098 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1100 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg189, %1099 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_874 = linalg.transpose ins(%arg182 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_875 = tensor.collapse_shape %1100 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %1101 = linalg.matmul ins(%collapsed_875, %transposed_874 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_876 = tensor.expand_shape %1101 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %reshape_877 = tensor.reshape %expanded_876(%from_elements) : (tensor<1x?x576xf32>, tensor<4xi64>) -> tensor<1x?x9x64xf32>
    %transposed_878 = linalg.transpose ins(%reshape_877 : tensor<1x?x9x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_879 = linalg.transpose ins(%arg183 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %1102 = linalg.matmul ins(%collapsed_875, %transposed_879 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_880 = tensor.expand_shape %1102 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_881 = tensor.reshape %expanded_880(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_882 = linalg.transpose ins(%reshape_881 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_883 = linalg.transpose ins(%arg184 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %1103 = linalg.matmul ins(%collapsed_875, %transposed_883 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_884 = tensor.expand_shape %1103 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_885 = tensor.reshape %expanded_884(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_886 = linalg.transpose ins(%reshape_885 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %1104 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_878, %expanded_23 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %extracted_slice_887 = tensor.extract_slice %transposed_878[0, 0, 0, 0] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %extracted_slice_888 = tensor.extract_slice %transposed_878[0, 0, 0, 32] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %1105 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_888 : tensor<1x9x?x32xf32>) outs(%45 : tensor<1x9x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x32xf32>
    %concat_889 = tensor.concat dim(3) %1105, %extracted_slice_887 : (tensor<1x9x?x32xf32>, tensor<1x9x?x32xf32>) -> tensor<1x9x?x64xf32>
    %dim_890 = tensor.dim %1105, %c2 : tensor<1x9x?x32xf32>
    %1106 = tensor.empty(%dim_890) : tensor<1x9x?x64xf32>
    %1107 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_889, %expanded_24 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%1106 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %1108 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1104, %1107 : tensor<1x9x?x64xf32>, tensor<1x9x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %1109 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_882, %expanded_23 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %extracted_slice_891 = tensor.extract_slice %transposed_882[0, 0, 0, 0] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %extracted_slice_892 = tensor.extract_slice %transposed_882[0, 0, 0, 32] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %1110 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_892 : tensor<1x3x?x32xf32>) outs(%51 : tensor<1x3x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x32xf32>
    %concat_893 = tensor.concat dim(3) %1110, %extracted_slice_891 : (tensor<1x3x?x32xf32>, tensor<1x3x?x32xf32>) -> tensor<1x3x?x64xf32>
    %dim_894 = tensor.dim %1110, %c2 : tensor<1x3x?x32xf32>
    %1111 = tensor.empty(%dim_894) : tensor<1x3x?x64xf32>
    %1112 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_893, %expanded_24 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%1111 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %1113 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1109, %1112 : tensor<1x3x?x64xf32>, tensor<1x3x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %1114 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%1113 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %collapsed_895 = tensor.collapse_shape %1114 [[0], [1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<1x9x?x64xf32>
    %1115 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_886 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %1116 = tensor.empty(%dim) : tensor<1x9x64x?xf32>
    %transposed_896 = linalg.transpose ins(%collapsed_895 : tensor<1x9x?x64xf32>) outs(%1116 : tensor<1x9x64x?xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_897 = tensor.collapse_shape %1108 [[0, 1], [2], [3]] : tensor<1x9x?x64xf32> into tensor<9x?x64xf32>
    %collapsed_898 = tensor.collapse_shape %transposed_896 [[0, 1], [2], [3]] : tensor<1x9x64x?xf32> into tensor<9x64x?xf32>
    %1117 = tensor.empty(%dim, %dim) : tensor<9x?x?xf32>
    %1118 = linalg.fill ins(%cst : f32) outs(%1117 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %1119 = linalg.batch_matmul ins(%collapsed_897, %collapsed_898 : tensor<9x?x64xf32>, tensor<9x64x?xf32>) outs(%1118 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %reshape_899 = tensor.reshape %1119(%from_elements_36) : (tensor<9x?x?xf32>, tensor<4xi64>) -> tensor<1x9x?x?xf32>
    %1120 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape_899 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.mulf %in, %cst_7 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1121 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1120, %expanded_9 : tensor<1x9x?x?xf32>, tensor<1x1x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1122:2 = linalg.generic {indexing_maps = [#map9, #map13, #map13], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%1121 : tensor<1x9x?x?xf32>) outs(%69, %67 : tensor<1x9x?xf32>, tensor<1x9x?xi64>) {
    ^bb0(%in: f32, %out: f32, %out_1307: i64):
      %1625 = linalg.index 3 : index
      %1626 = arith.index_cast %1625 : index to i64
      %1627 = arith.maximumf %in, %out : f32
      %1628 = arith.cmpf ogt, %in, %out : f32
      %1629 = arith.select %1628, %1626, %out_1307 : i64
      linalg.yield %1627, %1629 : f32, i64
    } -> (tensor<1x9x?xf32>, tensor<1x9x?xi64>)
    %expanded_900 = tensor.expand_shape %1122#0 [[0], [1], [2, 3]] output_shape [1, 9, %dim, 1] : tensor<1x9x?xf32> into tensor<1x9x?x1xf32>
    %1123 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1121, %expanded_900 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.subf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1124 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1123 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.exp %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1125 = linalg.generic {indexing_maps = [#map9, #map14], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%1124 : tensor<1x9x?x?xf32>) outs(%74 : tensor<1x9x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x1xf32>
    %1126 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1124, %1125 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.divf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %reshape_901 = tensor.reshape %1126(%from_elements_39) : (tensor<1x9x?x?xf32>, tensor<3xi64>) -> tensor<9x?x?xf32>
    %collapsed_902 = tensor.collapse_shape %1115 [[0, 1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<9x?x64xf32>
    %1127 = linalg.batch_matmul ins(%reshape_901, %collapsed_902 : tensor<9x?x?xf32>, tensor<9x?x64xf32>) outs(%78 : tensor<9x?x64xf32>) -> tensor<9x?x64xf32>
    %expanded_903 = tensor.expand_shape %1127 [[0, 1], [2], [3]] output_shape [1, 9, %dim, 64] : tensor<9x?x64xf32> into tensor<1x9x?x64xf32>
    %transposed_904 = linalg.transpose ins(%expanded_903 : tensor<1x9x?x64xf32>) outs(%80 : tensor<1x?x9x64xf32>) permutation = [0, 2, 1, 3] 
    %reshape_905 = tensor.reshape %transposed_904(%from_elements_44) : (tensor<1x?x9x64xf32>, tensor<3xi64>) -> tensor<1x?x576xf32>
    %transposed_906 = linalg.transpose ins(%arg185 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_907 = tensor.collapse_shape %reshape_905 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %1128 = tensor.empty(%dim) : tensor<?x576xf32>
    %1129 = linalg.fill ins(%cst : f32) outs(%1128 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %1130 = linalg.matmul ins(%collapsed_907, %transposed_906 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%1129 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_908 = tensor.expand_shape %1130 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %1131 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1093, %expanded_908 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1132 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1131 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1133 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%1132 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1134 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1133 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1135 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1134 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %1136 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1135 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1137 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1131, %1136 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1138 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg190, %1137 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_909 = linalg.transpose ins(%arg186 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %collapsed_910 = tensor.collapse_shape %1138 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %1139 = linalg.matmul ins(%collapsed_910, %transposed_909 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_911 = tensor.expand_shape %1139 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %1140 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_911 : tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      %1626 = math.exp %1625 : f32
      %1627 = arith.addf %1626, %cst_1 : f32
      %1628 = arith.divf %cst_1, %1627 : f32
      linalg.yield %1628 : f32
    } -> tensor<1x?x1536xf32>
    %1141 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_911, %1140 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_912 = linalg.transpose ins(%arg187 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %1142 = linalg.matmul ins(%collapsed_910, %transposed_912 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_913 = tensor.expand_shape %1142 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %1143 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1141, %expanded_913 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_914 = linalg.transpose ins(%arg188 : tensor<576x1536xf32>) outs(%103 : tensor<1536x576xf32>) permutation = [1, 0] 
    %collapsed_915 = tensor.collapse_shape %1143 [[0, 1], [2]] : tensor<1x?x1536xf32> into tensor<?x1536xf32>
    %1144 = linalg.matmul ins(%collapsed_915, %transposed_914 : tensor<?x1536xf32>, tensor<1536x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_916 = tensor.expand_shape %1144 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %1145 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1131, %expanded_916 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1146 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1145 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1147 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%1146 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1148 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1147 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1149 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1148 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %1150 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1149 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1151 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1145, %1150 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1152 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg198, %1151 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_917 = linalg.transpose ins(%arg191 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_918 = tensor.collapse_shape %1152 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %1153 = linalg.matmul ins(%collapsed_918, %transposed_917 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_919 = tensor.expand_shape %1153 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %reshape_920 = tensor.reshape %expanded_919(%from_elements) : (tensor<1x?x576xf32>, tensor<4xi64>) -> tensor<1x?x9x64xf32>
    %transposed_921 = linalg.transpose ins(%reshape_920 : tensor<1x?x9x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_922 = linalg.transpose ins(%arg192 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %1154 = linalg.matmul ins(%collapsed_918, %transposed_922 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_923 = tensor.expand_shape %1154 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_924 = tensor.reshape %expanded_923(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_925 = linalg.transpose ins(%reshape_924 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_926 = linalg.transpose ins(%arg193 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %1155 = linalg.matmul ins(%collapsed_918, %transposed_926 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_927 = tensor.expand_shape %1155 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_928 = tensor.reshape %expanded_927(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_929 = linalg.transpose ins(%reshape_928 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %1156 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_921, %expanded_23 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %extracted_slice_930 = tensor.extract_slice %transposed_921[0, 0, 0, 0] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %extracted_slice_931 = tensor.extract_slice %transposed_921[0, 0, 0, 32] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %1157 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_931 : tensor<1x9x?x32xf32>) outs(%45 : tensor<1x9x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x32xf32>
    %concat_932 = tensor.concat dim(3) %1157, %extracted_slice_930 : (tensor<1x9x?x32xf32>, tensor<1x9x?x32xf32>) -> tensor<1x9x?x64xf32>
    %dim_933 = tensor.dim %1157, %c2 : tensor<1x9x?x32xf32>
    %1158 = tensor.empty(%dim_933) : tensor<1x9x?x64xf32>
    %1159 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_932, %expanded_24 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%1158 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %1160 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1156, %1159 : tensor<1x9x?x64xf32>, tensor<1x9x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %1161 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_925, %expanded_23 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %extracted_slice_934 = tensor.extract_slice %transposed_925[0, 0, 0, 0] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %extracted_slice_935 = tensor.extract_slice %transposed_925[0, 0, 0, 32] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %1162 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_935 : tensor<1x3x?x32xf32>) outs(%51 : tensor<1x3x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x32xf32>
    %concat_936 = tensor.concat dim(3) %1162, %extracted_slice_934 : (tensor<1x3x?x32xf32>, tensor<1x3x?x32xf32>) -> tensor<1x3x?x64xf32>
    %dim_937 = tensor.dim %1162, %c2 : tensor<1x3x?x32xf32>
    %1163 = tensor.empty(%dim_937) : tensor<1x3x?x64xf32>
    %1164 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_936, %expanded_24 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%1163 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %1165 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1161, %1164 : tensor<1x3x?x64xf32>, tensor<1x3x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %1166 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%1165 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %collapsed_938 = tensor.collapse_shape %1166 [[0], [1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<1x9x?x64xf32>
    %1167 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_929 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %1168 = tensor.empty(%dim) : tensor<1x9x64x?xf32>
    %transposed_939 = linalg.transpose ins(%collapsed_938 : tensor<1x9x?x64xf32>) outs(%1168 : tensor<1x9x64x?xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_940 = tensor.collapse_shape %1160 [[0, 1], [2], [3]] : tensor<1x9x?x64xf32> into tensor<9x?x64xf32>
    %collapsed_941 = tensor.collapse_shape %transposed_939 [[0, 1], [2], [3]] : tensor<1x9x64x?xf32> into tensor<9x64x?xf32>
    %1169 = tensor.empty(%dim, %dim) : tensor<9x?x?xf32>
    %1170 = linalg.fill ins(%cst : f32) outs(%1169 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %1171 = linalg.batch_matmul ins(%collapsed_940, %collapsed_941 : tensor<9x?x64xf32>, tensor<9x64x?xf32>) outs(%1170 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %reshape_942 = tensor.reshape %1171(%from_elements_36) : (tensor<9x?x?xf32>, tensor<4xi64>) -> tensor<1x9x?x?xf32>
    %1172 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape_942 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.mulf %in, %cst_7 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1173 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1172, %expanded_9 : tensor<1x9x?x?xf32>, tensor<1x1x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1174:2 = linalg.generic {indexing_maps = [#map9, #map13, #map13], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%1173 : tensor<1x9x?x?xf32>) outs(%69, %67 : tensor<1x9x?xf32>, tensor<1x9x?xi64>) {
    ^bb0(%in: f32, %out: f32, %out_1307: i64):
      %1625 = linalg.index 3 : index
      %1626 = arith.index_cast %1625 : index to i64
      %1627 = arith.maximumf %in, %out : f32
      %1628 = arith.cmpf ogt, %in, %out : f32
      %1629 = arith.select %1628, %1626, %out_1307 : i64
      linalg.yield %1627, %1629 : f32, i64
    } -> (tensor<1x9x?xf32>, tensor<1x9x?xi64>)
    %expanded_943 = tensor.expand_shape %1174#0 [[0], [1], [2, 3]] output_shape [1, 9, %dim, 1] : tensor<1x9x?xf32> into tensor<1x9x?x1xf32>
    %1175 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1173, %expanded_943 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.subf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1176 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1175 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.exp %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1177 = linalg.generic {indexing_maps = [#map9, #map14], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%1176 : tensor<1x9x?x?xf32>) outs(%74 : tensor<1x9x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x1xf32>
    %1178 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1176, %1177 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.divf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %reshape_944 = tensor.reshape %1178(%from_elements_39) : (tensor<1x9x?x?xf32>, tensor<3xi64>) -> tensor<9x?x?xf32>
    %collapsed_945 = tensor.collapse_shape %1167 [[0, 1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<9x?x64xf32>
    %1179 = linalg.batch_matmul ins(%reshape_944, %collapsed_945 : tensor<9x?x?xf32>, tensor<9x?x64xf32>) outs(%78 : tensor<9x?x64xf32>) -> tensor<9x?x64xf32>
    %expanded_946 = tensor.expand_shape %1179 [[0, 1], [2], [3]] output_shape [1, 9, %dim, 64] : tensor<9x?x64xf32> into tensor<1x9x?x64xf32>
    %transposed_947 = linalg.transpose ins(%expanded_946 : tensor<1x9x?x64xf32>) outs(%80 : tensor<1x?x9x64xf32>) permutation = [0, 2, 1, 3] 
    %reshape_948 = tensor.reshape %transposed_947(%from_elements_44) : (tensor<1x?x9x64xf32>, tensor<3xi64>) -> tensor<1x?x576xf32>
    %transposed_949 = linalg.transpose ins(%arg194 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_950 = tensor.collapse_shape %reshape_948 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %1180 = tensor.empty(%dim) : tensor<?x576xf32>
    %1181 = linalg.fill ins(%cst : f32) outs(%1180 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %1182 = linalg.matmul ins(%collapsed_950, %transposed_949 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%1181 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_951 = tensor.expand_shape %1182 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %1183 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1145, %expanded_951 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1184 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1183 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1185 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%1184 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1186 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1185 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1187 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1186 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %1188 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1187 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1189 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1183, %1188 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1190 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg199, %1189 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_952 = linalg.transpose ins(%arg195 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %collapsed_953 = tensor.collapse_shape %1190 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %1191 = linalg.matmul ins(%collapsed_953, %transposed_952 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_954 = tensor.expand_shape %1191 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %1192 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_954 : tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      %1626 = math.exp %1625 : f32
      %1627 = arith.addf %1626, %cst_1 : f32
      %1628 = arith.divf %cst_1, %1627 : f32
      linalg.yield %1628 : f32
    } -> tensor<1x?x1536xf32>
    %1193 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_954, %1192 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_955 = linalg.transpose ins(%arg196 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %1194 = linalg.matmul ins(%collapsed_953, %transposed_955 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_956 = tensor.expand_shape %1194 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %1195 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1193, %expanded_956 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_957 = linalg.transpose ins(%arg197 : tensor<576x1536xf32>) outs(%103 : tensor<1536x576xf32>) permutation = [1, 0] 
    %collapsed_958 = tensor.collapse_shape %1195 [[0, 1], [2]] : tensor<1x?x1536xf32> into tensor<?x1536xf32>
    %1196 = linalg.matmul ins(%collapsed_958, %transposed_957 : tensor<?x1536xf32>, tensor<1536x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_959 = tensor.expand_shape %1196 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %1197 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1183, %expanded_959 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1198 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1197 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1199 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%1198 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1200 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1199 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1201 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1200 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %1202 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1201 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1203 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1197, %1202 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1204 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg207, %1203 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_960 = linalg.transpose ins(%arg200 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_961 = tensor.collapse_shape %1204 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %1205 = linalg.matmul ins(%collapsed_961, %transposed_960 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_962 = tensor.expand_shape %1205 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %reshape_963 = tensor.reshape %expanded_962(%from_elements) : (tensor<1x?x576xf32>, tensor<4xi64>) -> tensor<1x?x9x64xf32>
    %transposed_964 = linalg.transpose ins(%reshape_963 : tensor<1x?x9x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_965 = linalg.transpose ins(%arg201 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %1206 = linalg.matmul ins(%collapsed_961, %transposed_965 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_966 = tensor.expand_shape %1206 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_967 = tensor.reshape %expanded_966(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_968 = linalg.transpose ins(%reshape_967 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_969 = linalg.transpose ins(%arg202 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %1207 = linalg.matmul ins(%collapsed_961, %transposed_969 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_970 = tensor.expand_shape %1207 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_971 = tensor.reshape %expanded_970(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_972 = linalg.transpose ins(%reshape_971 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %1208 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_964, %expanded_23 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %extracted_slice_973 = tensor.extract_slice %transposed_964[0, 0, 0, 0] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %extracted_slice_974 = tensor.extract_slice %transposed_964[0, 0, 0, 32] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %1209 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_974 : tensor<1x9x?x32xf32>) outs(%45 : tensor<1x9x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x32xf32>
    %concat_975 = tensor.concat dim(3) %1209, %extracted_slice_973 : (tensor<1x9x?x32xf32>, tensor<1x9x?x32xf32>) -> tensor<1x9x?x64xf32>
    %dim_976 = tensor.dim %1209, %c2 : tensor<1x9x?x32xf32>
    %1210 = tensor.empty(%dim_976) : tensor<1x9x?x64xf32>
    %1211 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_975, %expanded_24 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%1210 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %1212 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1208, %1211 : tensor<1x9x?x64xf32>, tensor<1x9x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %1213 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_968, %expanded_23 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %extracted_slice_977 = tensor.extract_slice %transposed_968[0, 0, 0, 0] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %extracted_slice_978 = tensor.extract_slice %transposed_968[0, 0, 0, 32] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %1214 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_978 : tensor<1x3x?x32xf32>) outs(%51 : tensor<1x3x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x32xf32>
    %concat_979 = tensor.concat dim(3) %1214, %extracted_slice_977 : (tensor<1x3x?x32xf32>, tensor<1x3x?x32xf32>) -> tensor<1x3x?x64xf32>
    %dim_980 = tensor.dim %1214, %c2 : tensor<1x3x?x32xf32>
    %1215 = tensor.empty(%dim_980) : tensor<1x3x?x64xf32>
    %1216 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_979, %expanded_24 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%1215 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %1217 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1213, %1216 : tensor<1x3x?x64xf32>, tensor<1x3x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %1218 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%1217 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %collapsed_981 = tensor.collapse_shape %1218 [[0], [1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<1x9x?x64xf32>
    %1219 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_972 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %1220 = tensor.empty(%dim) : tensor<1x9x64x?xf32>
    %transposed_982 = linalg.transpose ins(%collapsed_981 : tensor<1x9x?x64xf32>) outs(%1220 : tensor<1x9x64x?xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_983 = tensor.collapse_shape %1212 [[0, 1], [2], [3]] : tensor<1x9x?x64xf32> into tensor<9x?x64xf32>
    %collapsed_984 = tensor.collapse_shape %transposed_982 [[0, 1], [2], [3]] : tensor<1x9x64x?xf32> into tensor<9x64x?xf32>
    %1221 = tensor.empty(%dim, %dim) : tensor<9x?x?xf32>
    %1222 = linalg.fill ins(%cst : f32) outs(%1221 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %1223 = linalg.batch_matmul ins(%collapsed_983, %collapsed_984 : tensor<9x?x64xf32>, tensor<9x64x?xf32>) outs(%1222 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %reshape_985 = tensor.reshape %1223(%from_elements_36) : (tensor<9x?x?xf32>, tensor<4xi64>) -> tensor<1x9x?x?xf32>
    %1224 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape_985 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.mulf %in, %cst_7 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1225 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1224, %expanded_9 : tensor<1x9x?x?xf32>, tensor<1x1x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1226:2 = linalg.generic {indexing_maps = [#map9, #map13, #map13], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%1225 : tensor<1x9x?x?xf32>) outs(%69, %67 : tensor<1x9x?xf32>, tensor<1x9x?xi64>) {
    ^bb0(%in: f32, %out: f32, %out_1307: i64):
      %1625 = linalg.index 3 : index
      %1626 = arith.index_cast %1625 : index to i64
      %1627 = arith.maximumf %in, %out : f32
      %1628 = arith.cmpf ogt, %in, %out : f32
      %1629 = arith.select %1628, %1626, %out_1307 : i64
      linalg.yield %1627, %1629 : f32, i64
    } -> (tensor<1x9x?xf32>, tensor<1x9x?xi64>)
    %expanded_986 = tensor.expand_shape %1226#0 [[0], [1], [2, 3]] output_shape [1, 9, %dim, 1] : tensor<1x9x?xf32> into tensor<1x9x?x1xf32>
    %1227 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1225, %expanded_986 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.subf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1228 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1227 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.exp %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1229 = linalg.generic {indexing_maps = [#map9, #map14], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%1228 : tensor<1x9x?x?xf32>) outs(%74 : tensor<1x9x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x1xf32>
    %1230 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1228, %1229 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.divf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %reshape_987 = tensor.reshape %1230(%from_elements_39) : (tensor<1x9x?x?xf32>, tensor<3xi64>) -> tensor<9x?x?xf32>
    %collapsed_988 = tensor.collapse_shape %1219 [[0, 1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<9x?x64xf32>
    %1231 = linalg.batch_matmul ins(%reshape_987, %collapsed_988 : tensor<9x?x?xf32>, tensor<9x?x64xf32>) outs(%78 : tensor<9x?x64xf32>) -> tensor<9x?x64xf32>
    %expanded_989 = tensor.expand_shape %1231 [[0, 1], [2], [3]] output_shape [1, 9, %dim, 64] : tensor<9x?x64xf32> into tensor<1x9x?x64xf32>
    %transposed_990 = linalg.transpose ins(%expanded_989 : tensor<1x9x?x64xf32>) outs(%80 : tensor<1x?x9x64xf32>) permutation = [0, 2, 1, 3] 
    %reshape_991 = tensor.reshape %transposed_990(%from_elements_44) : (tensor<1x?x9x64xf32>, tensor<3xi64>) -> tensor<1x?x576xf32>
    %transposed_992 = linalg.transpose ins(%arg203 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_993 = tensor.collapse_shape %reshape_991 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %1232 = tensor.empty(%dim) : tensor<?x576xf32>
    %1233 = linalg.fill ins(%cst : f32) outs(%1232 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %1234 = linalg.matmul ins(%collapsed_993, %transposed_992 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%1233 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_994 = tensor.expand_shape %1234 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %1235 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1197, %expanded_994 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1236 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1235 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1237 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%1236 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1238 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1237 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1239 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1238 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %1240 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1239 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1241 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1235, %1240 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1242 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg208, %1241 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_995 = linalg.transpose ins(%arg204 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %collapsed_996 = tensor.collapse_shape %1242 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %1243 = linalg.matmul ins(%collapsed_996, %transposed_995 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_997 = tensor.expand_shape %1243 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %1244 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_997 : tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      %1626 = math.exp %1625 : f32
      %1627 = arith.addf %1626, %cst_1 : f32
      %1628 = arith.divf %cst_1, %1627 : f32
      linalg.yield %1628 : f32
    } -> tensor<1x?x1536xf32>
    %1245 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_997, %1244 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_998 = linalg.transpose ins(%arg205 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %1246 = linalg.matmul ins(%collapsed_996, %transposed_998 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_999 = tensor.expand_shape %1246 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %1247 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1245, %expanded_999 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_1000 = linalg.transpose ins(%arg206 : tensor<576x1536xf32>) outs(%103 : tensor<1536x576xf32>) permutation = [1, 0] 
    %collapsed_1001 = tensor.collapse_shape %1247 [[0, 1], [2]] : tensor<1x?x1536xf32> into tensor<?x1536xf32>
    %1248 = linalg.matmul ins(%collapsed_1001, %transposed_1000 : tensor<?x1536xf32>, tensor<1536x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_1002 = tensor.expand_shape %1248 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %1249 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1235, %expanded_1002 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1250 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1249 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1251 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%1250 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1252 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1251 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1253 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1252 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %1254 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1253 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1255 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1249, %1254 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1256 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg216, %1255 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_1003 = linalg.transpose ins(%arg209 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_1004 = tensor.collapse_shape %1256 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %1257 = linalg.matmul ins(%collapsed_1004, %transposed_1003 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_1005 = tensor.expand_shape %1257 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %reshape_1006 = tensor.reshape %expanded_1005(%from_elements) : (tensor<1x?x576xf32>, tensor<4xi64>) -> tensor<1x?x9x64xf32>
    %transposed_1007 = linalg.transpose ins(%reshape_1006 : tensor<1x?x9x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_1008 = linalg.transpose ins(%arg210 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %1258 = linalg.matmul ins(%collapsed_1004, %transposed_1008 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_1009 = tensor.expand_shape %1258 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_1010 = tensor.reshape %expanded_1009(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_1011 = linalg.transpose ins(%reshape_1010 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_1012 = linalg.transpose ins(%arg211 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %1259 = linalg.matmul ins(%collapsed_1004, %transposed_1012 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_1013 = tensor.expand_shape %1259 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_1014 = tensor.reshape %expanded_1013(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_1015 = linalg.transpose ins(%reshape_1014 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %1260 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_1007, %expanded_23 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %extracted_slice_1016 = tensor.extract_slice %transposed_1007[0, 0, 0, 0] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %extracted_slice_1017 = tensor.extract_slice %transposed_1007[0, 0, 0, 32] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %1261 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_1017 : tensor<1x9x?x32xf32>) outs(%45 : tensor<1x9x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x32xf32>
    %concat_1018 = tensor.concat dim(3) %1261, %extracted_slice_1016 : (tensor<1x9x?x32xf32>, tensor<1x9x?x32xf32>) -> tensor<1x9x?x64xf32>
    %dim_1019 = tensor.dim %1261, %c2 : tensor<1x9x?x32xf32>
    %1262 = tensor.empty(%dim_1019) : tensor<1x9x?x64xf32>
    %1263 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_1018, %expanded_24 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%1262 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %1264 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1260, %1263 : tensor<1x9x?x64xf32>, tensor<1x9x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %1265 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_1011, %expanded_23 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %extracted_slice_1020 = tensor.extract_slice %transposed_1011[0, 0, 0, 0] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %extracted_slice_1021 = tensor.extract_slice %transposed_1011[0, 0, 0, 32] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %1266 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_1021 : tensor<1x3x?x32xf32>) outs(%51 : tensor<1x3x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x32xf32>
    %concat_1022 = tensor.concat dim(3) %1266, %extracted_slice_1020 : (tensor<1x3x?x32xf32>, tensor<1x3x?x32xf32>) -> tensor<1x3x?x64xf32>
    %dim_1023 = tensor.dim %1266, %c2 : tensor<1x3x?x32xf32>
    %1267 = tensor.empty(%dim_1023) : tensor<1x3x?x64xf32>
    %1268 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_1022, %expanded_24 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%1267 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %1269 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1265, %1268 : tensor<1x3x?x64xf32>, tensor<1x3x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %1270 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%1269 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %collapsed_1024 = tensor.collapse_shape %1270 [[0], [1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<1x9x?x64xf32>
    %1271 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_1015 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %1272 = tensor.empty(%dim) : tensor<1x9x64x?xf32>
    %transposed_1025 = linalg.transpose ins(%collapsed_1024 : tensor<1x9x?x64xf32>) outs(%1272 : tensor<1x9x64x?xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_1026 = tensor.collapse_shape %1264 [[0, 1], [2], [3]] : tensor<1x9x?x64xf32> into tensor<9x?x64xf32>
    %collapsed_1027 = tensor.collapse_shape %transposed_1025 [[0, 1], [2], [3]] : tensor<1x9x64x?xf32> into tensor<9x64x?xf32>
    %1273 = tensor.empty(%dim, %dim) : tensor<9x?x?xf32>
    %1274 = linalg.fill ins(%cst : f32) outs(%1273 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %1275 = linalg.batch_matmul ins(%collapsed_1026, %collapsed_1027 : tensor<9x?x64xf32>, tensor<9x64x?xf32>) outs(%1274 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %reshape_1028 = tensor.reshape %1275(%from_elements_36) : (tensor<9x?x?xf32>, tensor<4xi64>) -> tensor<1x9x?x?xf32>
    %1276 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape_1028 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.mulf %in, %cst_7 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1277 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1276, %expanded_9 : tensor<1x9x?x?xf32>, tensor<1x1x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1278:2 = linalg.generic {indexing_maps = [#map9, #map13, #map13], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%1277 : tensor<1x9x?x?xf32>) outs(%69, %67 : tensor<1x9x?xf32>, tensor<1x9x?xi64>) {
    ^bb0(%in: f32, %out: f32, %out_1307: i64):
      %1625 = linalg.index 3 : index
      %1626 = arith.index_cast %1625 : index to i64
      %1627 = arith.maximumf %in, %out : f32
      %1628 = arith.cmpf ogt, %in, %out : f32
      %1629 = arith.select %1628, %1626, %out_1307 : i64
      linalg.yield %1627, %1629 : f32, i64
    } -> (tensor<1x9x?xf32>, tensor<1x9x?xi64>)
    %expanded_1029 = tensor.expand_shape %1278#0 [[0], [1], [2, 3]] output_shape [1, 9, %dim, 1] : tensor<1x9x?xf32> into tensor<1x9x?x1xf32>
    %1279 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1277, %expanded_1029 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.subf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1280 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1279 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.exp %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1281 = linalg.generic {indexing_maps = [#map9, #map14], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%1280 : tensor<1x9x?x?xf32>) outs(%74 : tensor<1x9x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x1xf32>
    %1282 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1280, %1281 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.divf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %reshape_1030 = tensor.reshape %1282(%from_elements_39) : (tensor<1x9x?x?xf32>, tensor<3xi64>) -> tensor<9x?x?xf32>
    %collapsed_1031 = tensor.collapse_shape %1271 [[0, 1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<9x?x64xf32>
    %1283 = linalg.batch_matmul ins(%reshape_1030, %collapsed_1031 : tensor<9x?x?xf32>, tensor<9x?x64xf32>) outs(%78 : tensor<9x?x64xf32>) -> tensor<9x?x64xf32>
    %expanded_1032 = tensor.expand_shape %1283 [[0, 1], [2], [3]] output_shape [1, 9, %dim, 64] : tensor<9x?x64xf32> into tensor<1x9x?x64xf32>
    %transposed_1033 = linalg.transpose ins(%expanded_1032 : tensor<1x9x?x64xf32>) outs(%80 : tensor<1x?x9x64xf32>) permutation = [0, 2, 1, 3] 
    %reshape_1034 = tensor.reshape %transposed_1033(%from_elements_44) : (tensor<1x?x9x64xf32>, tensor<3xi64>) -> tensor<1x?x576xf32>
    %transposed_1035 = linalg.transpose ins(%arg212 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_1036 = tensor.collapse_shape %reshape_1034 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %1284 = tensor.empty(%dim) : tensor<?x576xf32>
    %1285 = linalg.fill ins(%cst : f32) outs(%1284 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %1286 = linalg.matmul ins(%collapsed_1036, %transposed_1035 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%1285 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_1037 = tensor.expand_shape %1286 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %1287 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1249, %expanded_1037 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1288 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1287 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1289 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%1288 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1290 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1289 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1291 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1290 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %1292 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1291 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1293 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1287, %1292 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1294 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg217, %1293 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_1038 = linalg.transpose ins(%arg213 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %collapsed_1039 = tensor.collapse_shape %1294 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %1295 = linalg.matmul ins(%collapsed_1039, %transposed_1038 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_1040 = tensor.expand_shape %1295 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %1296 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_1040 : tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      %1626 = math.exp %1625 : f32
      %1627 = arith.addf %1626, %cst_1 : f32
      %1628 = arith.divf %cst_1, %1627 : f32
      linalg.yield %1628 : f32
    } -> tensor<1x?x1536xf32>
    %1297 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_1040, %1296 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_1041 = linalg.transpose ins(%arg214 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %1298 = linalg.matmul ins(%collapsed_1039, %transposed_1041 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_1042 = tensor.expand_shape %1298 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %1299 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1297, %expanded_1042 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_1043 = linalg.transpose ins(%arg215 : tensor<576x1536xf32>) outs(%103 : tensor<1536x576xf32>) permutation = [1, 0] 
    %collapsed_1044 = tensor.collapse_shape %1299 [[0, 1], [2]] : tensor<1x?x1536xf32> into tensor<?x1536xf32>
    %1300 = linalg.matmul ins(%collapsed_1044, %transposed_1043 : tensor<?x1536xf32>, tensor<1536x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_1045 = tensor.expand_shape %1300 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %1301 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1287, %expanded_1045 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1302 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1301 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1303 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%1302 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1304 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1303 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1305 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1304 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %1306 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1305 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1307 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1301, %1306 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1308 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg225, %1307 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_1046 = linalg.transpose ins(%arg218 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_1047 = tensor.collapse_shape %1308 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %1309 = linalg.matmul ins(%collapsed_1047, %transposed_1046 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_1048 = tensor.expand_shape %1309 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %reshape_1049 = tensor.reshape %expanded_1048(%from_elements) : (tensor<1x?x576xf32>, tensor<4xi64>) -> tensor<1x?x9x64xf32>
    %transposed_1050 = linalg.transpose ins(%reshape_1049 : tensor<1x?x9x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_1051 = linalg.transpose ins(%arg219 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %1310 = linalg.matmul ins(%collapsed_1047, %transposed_1051 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_1052 = tensor.expand_shape %1310 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_1053 = tensor.reshape %expanded_1052(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_1054 = linalg.transpose ins(%reshape_1053 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_1055 = linalg.transpose ins(%arg220 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %1311 = linalg.matmul ins(%collapsed_1047, %transposed_1055 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_1056 = tensor.expand_shape %1311 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_1057 = tensor.reshape %expanded_1056(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_1058 = linalg.transpose ins(%reshape_1057 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %1312 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_1050, %expanded_23 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %extracted_slice_1059 = tensor.extract_slice %transposed_1050[0, 0, 0, 0] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %extracted_slice_1060 = tensor.extract_slice %transposed_1050[0, 0, 0, 32] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %1313 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_1060 : tensor<1x9x?x32xf32>) outs(%45 : tensor<1x9x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x32xf32>
    %concat_1061 = tensor.concat dim(3) %1313, %extracted_slice_1059 : (tensor<1x9x?x32xf32>, tensor<1x9x?x32xf32>) -> tensor<1x9x?x64xf32>
    %dim_1062 = tensor.dim %1313, %c2 : tensor<1x9x?x32xf32>
    %1314 = tensor.empty(%dim_1062) : tensor<1x9x?x64xf32>
    %1315 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_1061, %expanded_24 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%1314 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %1316 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1312, %1315 : tensor<1x9x?x64xf32>, tensor<1x9x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %1317 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_1054, %expanded_23 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %extracted_slice_1063 = tensor.extract_slice %transposed_1054[0, 0, 0, 0] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %extracted_slice_1064 = tensor.extract_slice %transposed_1054[0, 0, 0, 32] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %1318 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_1064 : tensor<1x3x?x32xf32>) outs(%51 : tensor<1x3x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x32xf32>
    %concat_1065 = tensor.concat dim(3) %1318, %extracted_slice_1063 : (tensor<1x3x?x32xf32>, tensor<1x3x?x32xf32>) -> tensor<1x3x?x64xf32>
    %dim_1066 = tensor.dim %1318, %c2 : tensor<1x3x?x32xf32>
    %1319 = tensor.empty(%dim_1066) : tensor<1x3x?x64xf32>
    %1320 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_1065, %expanded_24 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%1319 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %1321 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1317, %1320 : tensor<1x3x?x64xf32>, tensor<1x3x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %1322 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%1321 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %collapsed_1067 = tensor.collapse_shape %1322 [[0], [1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<1x9x?x64xf32>
    %1323 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_1058 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %1324 = tensor.empty(%dim) : tensor<1x9x64x?xf32>
    %transposed_1068 = linalg.transpose ins(%collapsed_1067 : tensor<1x9x?x64xf32>) outs(%1324 : tensor<1x9x64x?xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_1069 = tensor.collapse_shape %1316 [[0, 1], [2], [3]] : tensor<1x9x?x64xf32> into tensor<9x?x64xf32>
    %collapsed_1070 = tensor.collapse_shape %transposed_1068 [[0, 1], [2], [3]] : tensor<1x9x64x?xf32> into tensor<9x64x?xf32>
    %1325 = tensor.empty(%dim, %dim) : tensor<9x?x?xf32>
    %1326 = linalg.fill ins(%cst : f32) outs(%1325 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %1327 = linalg.batch_matmul ins(%collapsed_1069, %collapsed_1070 : tensor<9x?x64xf32>, tensor<9x64x?xf32>) outs(%1326 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %reshape_1071 = tensor.reshape %1327(%from_elements_36) : (tensor<9x?x?xf32>, tensor<4xi64>) -> tensor<1x9x?x?xf32>
    %1328 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape_1071 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.mulf %in, %cst_7 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1329 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1328, %expanded_9 : tensor<1x9x?x?xf32>, tensor<1x1x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1330:2 = linalg.generic {indexing_maps = [#map9, #map13, #map13], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%1329 : tensor<1x9x?x?xf32>) outs(%69, %67 : tensor<1x9x?xf32>, tensor<1x9x?xi64>) {
    ^bb0(%in: f32, %out: f32, %out_1307: i64):
      %1625 = linalg.index 3 : index
      %1626 = arith.index_cast %1625 : index to i64
      %1627 = arith.maximumf %in, %out : f32
      %1628 = arith.cmpf ogt, %in, %out : f32
      %1629 = arith.select %1628, %1626, %out_1307 : i64
      linalg.yield %1627, %1629 : f32, i64
    } -> (tensor<1x9x?xf32>, tensor<1x9x?xi64>)
    %expanded_1072 = tensor.expand_shape %1330#0 [[0], [1], [2, 3]] output_shape [1, 9, %dim, 1] : tensor<1x9x?xf32> into tensor<1x9x?x1xf32>
    %1331 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1329, %expanded_1072 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.subf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1332 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1331 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.exp %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1333 = linalg.generic {indexing_maps = [#map9, #map14], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%1332 : tensor<1x9x?x?xf32>) outs(%74 : tensor<1x9x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x1xf32>
    %1334 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1332, %1333 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.divf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %reshape_1073 = tensor.reshape %1334(%from_elements_39) : (tensor<1x9x?x?xf32>, tensor<3xi64>) -> tensor<9x?x?xf32>
    %collapsed_1074 = tensor.collapse_shape %1323 [[0, 1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<9x?x64xf32>
    %1335 = linalg.batch_matmul ins(%reshape_1073, %collapsed_1074 : tensor<9x?x?xf32>, tensor<9x?x64xf32>) outs(%78 : tensor<9x?x64xf32>) -> tensor<9x?x64xf32>
    %expanded_1075 = tensor.expand_shape %1335 [[0, 1], [2], [3]] output_shape [1, 9, %dim, 64] : tensor<9x?x64xf32> into tensor<1x9x?x64xf32>
    %transposed_1076 = linalg.transpose ins(%expanded_1075 : tensor<1x9x?x64xf32>) outs(%80 : tensor<1x?x9x64xf32>) permutation = [0, 2, 1, 3] 
    %reshape_1077 = tensor.reshape %transposed_1076(%from_elements_44) : (tensor<1x?x9x64xf32>, tensor<3xi64>) -> tensor<1x?x576xf32>
    %transposed_1078 = linalg.transpose ins(%arg221 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_1079 = tensor.collapse_shape %reshape_1077 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %1336 = tensor.empty(%dim) : tensor<?x576xf32>
    %1337 = linalg.fill ins(%cst : f32) outs(%1336 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %1338 = linalg.matmul ins(%collapsed_1079, %transposed_1078 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%1337 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_1080 = tensor.expand_shape %1338 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %1339 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1301, %expanded_1080 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1340 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1339 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1341 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%1340 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1342 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1341 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1343 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1342 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %1344 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1343 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1345 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1339, %1344 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1346 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg226, %1345 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_1081 = linalg.transpose ins(%arg222 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %collapsed_1082 = tensor.collapse_shape %1346 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %1347 = linalg.matmul ins(%collapsed_1082, %transposed_1081 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_1083 = tensor.expand_shape %1347 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %1348 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_1083 : tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      %1626 = math.exp %1625 : f32
      %1627 = arith.addf %1626, %cst_1 : f32
      %1628 = arith.divf %cst_1, %1627 : f32
      linalg.yield %1628 : f32
    } -> tensor<1x?x1536xf32>
    %1349 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_1083, %1348 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_1084 = linalg.transpose ins(%arg223 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %1350 = linalg.matmul ins(%collapsed_1082, %transposed_1084 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_1085 = tensor.expand_shape %1350 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %1351 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1349, %expanded_1085 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_1086 = linalg.transpose ins(%arg224 : tensor<576x1536xf32>) outs(%103 : tensor<1536x576xf32>) permutation = [1, 0] 
    %collapsed_1087 = tensor.collapse_shape %1351 [[0, 1], [2]] : tensor<1x?x1536xf32> into tensor<?x1536xf32>
    %1352 = linalg.matmul ins(%collapsed_1087, %transposed_1086 : tensor<?x1536xf32>, tensor<1536x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_1088 = tensor.expand_shape %1352 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %1353 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1339, %expanded_1088 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1354 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1353 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1355 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%1354 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1356 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1355 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1357 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1356 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %1358 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1357 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1359 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1353, %1358 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1360 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg234, %1359 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_1089 = linalg.transpose ins(%arg227 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_1090 = tensor.collapse_shape %1360 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %1361 = linalg.matmul ins(%collapsed_1090, %transposed_1089 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_1091 = tensor.expand_shape %1361 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %reshape_1092 = tensor.reshape %expanded_1091(%from_elements) : (tensor<1x?x576xf32>, tensor<4xi64>) -> tensor<1x?x9x64xf32>
    %transposed_1093 = linalg.transpose ins(%reshape_1092 : tensor<1x?x9x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_1094 = linalg.transpose ins(%arg228 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %1362 = linalg.matmul ins(%collapsed_1090, %transposed_1094 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_1095 = tensor.expand_shape %1362 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_1096 = tensor.reshape %expanded_1095(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_1097 = linalg.transpose ins(%reshape_1096 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_1098 = linalg.transpose ins(%arg229 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %1363 = linalg.matmul ins(%collapsed_1090, %transposed_1098 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_1099 = tensor.expand_shape %1363 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_1100 = tensor.reshape %expanded_1099(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_1101 = linalg.transpose ins(%reshape_1100 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %1364 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_1093, %expanded_23 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %extracted_slice_1102 = tensor.extract_slice %transposed_1093[0, 0, 0, 0] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %extracted_slice_1103 = tensor.extract_slice %transposed_1093[0, 0, 0, 32] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %1365 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_1103 : tensor<1x9x?x32xf32>) outs(%45 : tensor<1x9x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x32xf32>
    %concat_1104 = tensor.concat dim(3) %1365, %extracted_slice_1102 : (tensor<1x9x?x32xf32>, tensor<1x9x?x32xf32>) -> tensor<1x9x?x64xf32>
    %dim_1105 = tensor.dim %1365, %c2 : tensor<1x9x?x32xf32>
    %1366 = tensor.empty(%dim_1105) : tensor<1x9x?x64xf32>
    %1367 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_1104, %expanded_24 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%1366 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %1368 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1364, %1367 : tensor<1x9x?x64xf32>, tensor<1x9x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %1369 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_1097, %expanded_23 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %extracted_slice_1106 = tensor.extract_slice %transposed_1097[0, 0, 0, 0] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %extracted_slice_1107 = tensor.extract_slice %transposed_1097[0, 0, 0, 32] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %1370 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_1107 : tensor<1x3x?x32xf32>) outs(%51 : tensor<1x3x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x32xf32>
    %concat_1108 = tensor.concat dim(3) %1370, %extracted_slice_1106 : (tensor<1x3x?x32xf32>, tensor<1x3x?x32xf32>) -> tensor<1x3x?x64xf32>
    %dim_1109 = tensor.dim %1370, %c2 : tensor<1x3x?x32xf32>
    %1371 = tensor.empty(%dim_1109) : tensor<1x3x?x64xf32>
    %1372 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_1108, %expanded_24 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%1371 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %1373 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1369, %1372 : tensor<1x3x?x64xf32>, tensor<1x3x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %1374 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%1373 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %collapsed_1110 = tensor.collapse_shape %1374 [[0], [1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<1x9x?x64xf32>
    %1375 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_1101 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %1376 = tensor.empty(%dim) : tensor<1x9x64x?xf32>
    %transposed_1111 = linalg.transpose ins(%collapsed_1110 : tensor<1x9x?x64xf32>) outs(%1376 : tensor<1x9x64x?xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_1112 = tensor.collapse_shape %1368 [[0, 1], [2], [3]] : tensor<1x9x?x64xf32> into tensor<9x?x64xf32>
    %collapsed_1113 = tensor.collapse_shape %transposed_1111 [[0, 1], [2], [3]] : tensor<1x9x64x?xf32> into tensor<9x64x?xf32>
    %1377 = tensor.empty(%dim, %dim) : tensor<9x?x?xf32>
    %1378 = linalg.fill ins(%cst : f32) outs(%1377 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %1379 = linalg.batch_matmul ins(%collapsed_1112, %collapsed_1113 : tensor<9x?x64xf32>, tensor<9x64x?xf32>) outs(%1378 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %reshape_1114 = tensor.reshape %1379(%from_elements_36) : (tensor<9x?x?xf32>, tensor<4xi64>) -> tensor<1x9x?x?xf32>
    %1380 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape_1114 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.mulf %in, %cst_7 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1381 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1380, %expanded_9 : tensor<1x9x?x?xf32>, tensor<1x1x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1382:2 = linalg.generic {indexing_maps = [#map9, #map13, #map13], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%1381 : tensor<1x9x?x?xf32>) outs(%69, %67 : tensor<1x9x?xf32>, tensor<1x9x?xi64>) {
    ^bb0(%in: f32, %out: f32, %out_1307: i64):
      %1625 = linalg.index 3 : index
      %1626 = arith.index_cast %1625 : index to i64
      %1627 = arith.maximumf %in, %out : f32
      %1628 = arith.cmpf ogt, %in, %out : f32
      %1629 = arith.select %1628, %1626, %out_1307 : i64
      linalg.yield %1627, %1629 : f32, i64
    } -> (tensor<1x9x?xf32>, tensor<1x9x?xi64>)
    %expanded_1115 = tensor.expand_shape %1382#0 [[0], [1], [2, 3]] output_shape [1, 9, %dim, 1] : tensor<1x9x?xf32> into tensor<1x9x?x1xf32>
    %1383 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1381, %expanded_1115 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.subf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1384 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1383 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.exp %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1385 = linalg.generic {indexing_maps = [#map9, #map14], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%1384 : tensor<1x9x?x?xf32>) outs(%74 : tensor<1x9x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x1xf32>
    %1386 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1384, %1385 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.divf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %reshape_1116 = tensor.reshape %1386(%from_elements_39) : (tensor<1x9x?x?xf32>, tensor<3xi64>) -> tensor<9x?x?xf32>
    %collapsed_1117 = tensor.collapse_shape %1375 [[0, 1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<9x?x64xf32>
    %1387 = linalg.batch_matmul ins(%reshape_1116, %collapsed_1117 : tensor<9x?x?xf32>, tensor<9x?x64xf32>) outs(%78 : tensor<9x?x64xf32>) -> tensor<9x?x64xf32>
    %expanded_1118 = tensor.expand_shape %1387 [[0, 1], [2], [3]] output_shape [1, 9, %dim, 64] : tensor<9x?x64xf32> into tensor<1x9x?x64xf32>
    %transposed_1119 = linalg.transpose ins(%expanded_1118 : tensor<1x9x?x64xf32>) outs(%80 : tensor<1x?x9x64xf32>) permutation = [0, 2, 1, 3] 
    %reshape_1120 = tensor.reshape %transposed_1119(%from_elements_44) : (tensor<1x?x9x64xf32>, tensor<3xi64>) -> tensor<1x?x576xf32>
    %transposed_1121 = linalg.transpose ins(%arg230 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_1122 = tensor.collapse_shape %reshape_1120 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %1388 = tensor.empty(%dim) : tensor<?x576xf32>
    %1389 = linalg.fill ins(%cst : f32) outs(%1388 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %1390 = linalg.matmul ins(%collapsed_1122, %transposed_1121 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%1389 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_1123 = tensor.expand_shape %1390 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %1391 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1353, %expanded_1123 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1392 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1391 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1393 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%1392 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1394 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1393 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1395 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1394 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %1396 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1395 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1397 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1391, %1396 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1398 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg235, %1397 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_1124 = linalg.transpose ins(%arg231 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %collapsed_1125 = tensor.collapse_shape %1398 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %1399 = linalg.matmul ins(%collapsed_1125, %transposed_1124 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_1126 = tensor.expand_shape %1399 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %1400 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_1126 : tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      %1626 = math.exp %1625 : f32
      %1627 = arith.addf %1626, %cst_1 : f32
      %1628 = arith.divf %cst_1, %1627 : f32
      linalg.yield %1628 : f32
    } -> tensor<1x?x1536xf32>
    %1401 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_1126, %1400 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_1127 = linalg.transpose ins(%arg232 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %1402 = linalg.matmul ins(%collapsed_1125, %transposed_1127 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_1128 = tensor.expand_shape %1402 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %1403 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1401, %expanded_1128 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_1129 = linalg.transpose ins(%arg233 : tensor<576x1536xf32>) outs(%103 : tensor<1536x576xf32>) permutation = [1, 0] 
    %collapsed_1130 = tensor.collapse_shape %1403 [[0, 1], [2]] : tensor<1x?x1536xf32> into tensor<?x1536xf32>
    %1404 = linalg.matmul ins(%collapsed_1130, %transposed_1129 : tensor<?x1536xf32>, tensor<1536x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_1131 = tensor.expand_shape %1404 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %1405 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1391, %expanded_1131 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1406 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1405 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1407 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%1406 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1408 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1407 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1409 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1408 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %1410 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1409 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1411 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1405, %1410 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1412 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg243, %1411 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_1132 = linalg.transpose ins(%arg236 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_1133 = tensor.collapse_shape %1412 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %1413 = linalg.matmul ins(%collapsed_1133, %transposed_1132 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_1134 = tensor.expand_shape %1413 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %reshape_1135 = tensor.reshape %expanded_1134(%from_elements) : (tensor<1x?x576xf32>, tensor<4xi64>) -> tensor<1x?x9x64xf32>
    %transposed_1136 = linalg.transpose ins(%reshape_1135 : tensor<1x?x9x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_1137 = linalg.transpose ins(%arg237 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %1414 = linalg.matmul ins(%collapsed_1133, %transposed_1137 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_1138 = tensor.expand_shape %1414 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_1139 = tensor.reshape %expanded_1138(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_1140 = linalg.transpose ins(%reshape_1139 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_1141 = linalg.transpose ins(%arg238 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %1415 = linalg.matmul ins(%collapsed_1133, %transposed_1141 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_1142 = tensor.expand_shape %1415 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_1143 = tensor.reshape %expanded_1142(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_1144 = linalg.transpose ins(%reshape_1143 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %1416 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_1136, %expanded_23 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %extracted_slice_1145 = tensor.extract_slice %transposed_1136[0, 0, 0, 0] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %extracted_slice_1146 = tensor.extract_slice %transposed_1136[0, 0, 0, 32] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %1417 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_1146 : tensor<1x9x?x32xf32>) outs(%45 : tensor<1x9x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x32xf32>
    %concat_1147 = tensor.concat dim(3) %1417, %extracted_slice_1145 : (tensor<1x9x?x32xf32>, tensor<1x9x?x32xf32>) -> tensor<1x9x?x64xf32>
    %dim_1148 = tensor.dim %1417, %c2 : tensor<1x9x?x32xf32>
    %1418 = tensor.empty(%dim_1148) : tensor<1x9x?x64xf32>
    %1419 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_1147, %expanded_24 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%1418 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %1420 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1416, %1419 : tensor<1x9x?x64xf32>, tensor<1x9x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %1421 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_1140, %expanded_23 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %extracted_slice_1149 = tensor.extract_slice %transposed_1140[0, 0, 0, 0] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %extracted_slice_1150 = tensor.extract_slice %transposed_1140[0, 0, 0, 32] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %1422 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_1150 : tensor<1x3x?x32xf32>) outs(%51 : tensor<1x3x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x32xf32>
    %concat_1151 = tensor.concat dim(3) %1422, %extracted_slice_1149 : (tensor<1x3x?x32xf32>, tensor<1x3x?x32xf32>) -> tensor<1x3x?x64xf32>
    %dim_1152 = tensor.dim %1422, %c2 : tensor<1x3x?x32xf32>
    %1423 = tensor.empty(%dim_1152) : tensor<1x3x?x64xf32>
    %1424 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_1151, %expanded_24 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%1423 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %1425 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1421, %1424 : tensor<1x3x?x64xf32>, tensor<1x3x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %1426 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%1425 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %collapsed_1153 = tensor.collapse_shape %1426 [[0], [1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<1x9x?x64xf32>
    %1427 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_1144 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %1428 = tensor.empty(%dim) : tensor<1x9x64x?xf32>
    %transposed_1154 = linalg.transpose ins(%collapsed_1153 : tensor<1x9x?x64xf32>) outs(%1428 : tensor<1x9x64x?xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_1155 = tensor.collapse_shape %1420 [[0, 1], [2], [3]] : tensor<1x9x?x64xf32> into tensor<9x?x64xf32>
    %collapsed_1156 = tensor.collapse_shape %transposed_1154 [[0, 1], [2], [3]] : tensor<1x9x64x?xf32> into tensor<9x64x?xf32>
    %1429 = tensor.empty(%dim, %dim) : tensor<9x?x?xf32>
    %1430 = linalg.fill ins(%cst : f32) outs(%1429 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %1431 = linalg.batch_matmul ins(%collapsed_1155, %collapsed_1156 : tensor<9x?x64xf32>, tensor<9x64x?xf32>) outs(%1430 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %reshape_1157 = tensor.reshape %1431(%from_elements_36) : (tensor<9x?x?xf32>, tensor<4xi64>) -> tensor<1x9x?x?xf32>
    %1432 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape_1157 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.mulf %in, %cst_7 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1433 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1432, %expanded_9 : tensor<1x9x?x?xf32>, tensor<1x1x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1434:2 = linalg.generic {indexing_maps = [#map9, #map13, #map13], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%1433 : tensor<1x9x?x?xf32>) outs(%69, %67 : tensor<1x9x?xf32>, tensor<1x9x?xi64>) {
    ^bb0(%in: f32, %out: f32, %out_1307: i64):
      %1625 = linalg.index 3 : index
      %1626 = arith.index_cast %1625 : index to i64
      %1627 = arith.maximumf %in, %out : f32
      %1628 = arith.cmpf ogt, %in, %out : f32
      %1629 = arith.select %1628, %1626, %out_1307 : i64
      linalg.yield %1627, %1629 : f32, i64
    } -> (tensor<1x9x?xf32>, tensor<1x9x?xi64>)
    %expanded_1158 = tensor.expand_shape %1434#0 [[0], [1], [2, 3]] output_shape [1, 9, %dim, 1] : tensor<1x9x?xf32> into tensor<1x9x?x1xf32>
    %1435 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1433, %expanded_1158 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.subf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1436 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1435 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.exp %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1437 = linalg.generic {indexing_maps = [#map9, #map14], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%1436 : tensor<1x9x?x?xf32>) outs(%74 : tensor<1x9x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x1xf32>
    %1438 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1436, %1437 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.divf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %reshape_1159 = tensor.reshape %1438(%from_elements_39) : (tensor<1x9x?x?xf32>, tensor<3xi64>) -> tensor<9x?x?xf32>
    %collapsed_1160 = tensor.collapse_shape %1427 [[0, 1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<9x?x64xf32>
    %1439 = linalg.batch_matmul ins(%reshape_1159, %collapsed_1160 : tensor<9x?x?xf32>, tensor<9x?x64xf32>) outs(%78 : tensor<9x?x64xf32>) -> tensor<9x?x64xf32>
    %expanded_1161 = tensor.expand_shape %1439 [[0, 1], [2], [3]] output_shape [1, 9, %dim, 64] : tensor<9x?x64xf32> into tensor<1x9x?x64xf32>
    %transposed_1162 = linalg.transpose ins(%expanded_1161 : tensor<1x9x?x64xf32>) outs(%80 : tensor<1x?x9x64xf32>) permutation = [0, 2, 1, 3] 
    %reshape_1163 = tensor.reshape %transposed_1162(%from_elements_44) : (tensor<1x?x9x64xf32>, tensor<3xi64>) -> tensor<1x?x576xf32>
    %transposed_1164 = linalg.transpose ins(%arg239 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_1165 = tensor.collapse_shape %reshape_1163 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %1440 = tensor.empty(%dim) : tensor<?x576xf32>
    %1441 = linalg.fill ins(%cst : f32) outs(%1440 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %1442 = linalg.matmul ins(%collapsed_1165, %transposed_1164 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%1441 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_1166 = tensor.expand_shape %1442 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %1443 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1405, %expanded_1166 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1444 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1443 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1445 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%1444 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1446 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1445 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1447 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1446 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %1448 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1447 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1449 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1443, %1448 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1450 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg244, %1449 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_1167 = linalg.transpose ins(%arg240 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %collapsed_1168 = tensor.collapse_shape %1450 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %1451 = linalg.matmul ins(%collapsed_1168, %transposed_1167 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_1169 = tensor.expand_shape %1451 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %1452 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_1169 : tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      %1626 = math.exp %1625 : f32
      %1627 = arith.addf %1626, %cst_1 : f32
      %1628 = arith.divf %cst_1, %1627 : f32
      linalg.yield %1628 : f32
    } -> tensor<1x?x1536xf32>
    %1453 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_1169, %1452 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_1170 = linalg.transpose ins(%arg241 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %1454 = linalg.matmul ins(%collapsed_1168, %transposed_1170 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_1171 = tensor.expand_shape %1454 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %1455 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1453, %expanded_1171 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_1172 = linalg.transpose ins(%arg242 : tensor<576x1536xf32>) outs(%103 : tensor<1536x576xf32>) permutation = [1, 0] 
    %collapsed_1173 = tensor.collapse_shape %1455 [[0, 1], [2]] : tensor<1x?x1536xf32> into tensor<?x1536xf32>
    %1456 = linalg.matmul ins(%collapsed_1173, %transposed_1172 : tensor<?x1536xf32>, tensor<1536x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_1174 = tensor.expand_shape %1456 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %1457 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1443, %expanded_1174 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1458 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1457 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1459 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%1458 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1460 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1459 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1461 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1460 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %1462 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1461 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1463 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1457, %1462 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1464 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg252, %1463 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_1175 = linalg.transpose ins(%arg245 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_1176 = tensor.collapse_shape %1464 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %1465 = linalg.matmul ins(%collapsed_1176, %transposed_1175 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_1177 = tensor.expand_shape %1465 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %reshape_1178 = tensor.reshape %expanded_1177(%from_elements) : (tensor<1x?x576xf32>, tensor<4xi64>) -> tensor<1x?x9x64xf32>
    %transposed_1179 = linalg.transpose ins(%reshape_1178 : tensor<1x?x9x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_1180 = linalg.transpose ins(%arg246 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %1466 = linalg.matmul ins(%collapsed_1176, %transposed_1180 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_1181 = tensor.expand_shape %1466 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_1182 = tensor.reshape %expanded_1181(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_1183 = linalg.transpose ins(%reshape_1182 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_1184 = linalg.transpose ins(%arg247 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %1467 = linalg.matmul ins(%collapsed_1176, %transposed_1184 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_1185 = tensor.expand_shape %1467 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_1186 = tensor.reshape %expanded_1185(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_1187 = linalg.transpose ins(%reshape_1186 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %1468 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_1179, %expanded_23 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %extracted_slice_1188 = tensor.extract_slice %transposed_1179[0, 0, 0, 0] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %extracted_slice_1189 = tensor.extract_slice %transposed_1179[0, 0, 0, 32] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %1469 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_1189 : tensor<1x9x?x32xf32>) outs(%45 : tensor<1x9x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x32xf32>
    %concat_1190 = tensor.concat dim(3) %1469, %extracted_slice_1188 : (tensor<1x9x?x32xf32>, tensor<1x9x?x32xf32>) -> tensor<1x9x?x64xf32>
    %dim_1191 = tensor.dim %1469, %c2 : tensor<1x9x?x32xf32>
    %1470 = tensor.empty(%dim_1191) : tensor<1x9x?x64xf32>
    %1471 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_1190, %expanded_24 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%1470 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %1472 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1468, %1471 : tensor<1x9x?x64xf32>, tensor<1x9x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %1473 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_1183, %expanded_23 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %extracted_slice_1192 = tensor.extract_slice %transposed_1183[0, 0, 0, 0] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %extracted_slice_1193 = tensor.extract_slice %transposed_1183[0, 0, 0, 32] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %1474 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_1193 : tensor<1x3x?x32xf32>) outs(%51 : tensor<1x3x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x32xf32>
    %concat_1194 = tensor.concat dim(3) %1474, %extracted_slice_1192 : (tensor<1x3x?x32xf32>, tensor<1x3x?x32xf32>) -> tensor<1x3x?x64xf32>
    %dim_1195 = tensor.dim %1474, %c2 : tensor<1x3x?x32xf32>
    %1475 = tensor.empty(%dim_1195) : tensor<1x3x?x64xf32>
    %1476 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_1194, %expanded_24 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%1475 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %1477 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1473, %1476 : tensor<1x3x?x64xf32>, tensor<1x3x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %1478 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%1477 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %collapsed_1196 = tensor.collapse_shape %1478 [[0], [1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<1x9x?x64xf32>
    %1479 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_1187 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %1480 = tensor.empty(%dim) : tensor<1x9x64x?xf32>
    %transposed_1197 = linalg.transpose ins(%collapsed_1196 : tensor<1x9x?x64xf32>) outs(%1480 : tensor<1x9x64x?xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_1198 = tensor.collapse_shape %1472 [[0, 1], [2], [3]] : tensor<1x9x?x64xf32> into tensor<9x?x64xf32>
    %collapsed_1199 = tensor.collapse_shape %transposed_1197 [[0, 1], [2], [3]] : tensor<1x9x64x?xf32> into tensor<9x64x?xf32>
    %1481 = tensor.empty(%dim, %dim) : tensor<9x?x?xf32>
    %1482 = linalg.fill ins(%cst : f32) outs(%1481 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %1483 = linalg.batch_matmul ins(%collapsed_1198, %collapsed_1199 : tensor<9x?x64xf32>, tensor<9x64x?xf32>) outs(%1482 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %reshape_1200 = tensor.reshape %1483(%from_elements_36) : (tensor<9x?x?xf32>, tensor<4xi64>) -> tensor<1x9x?x?xf32>
    %1484 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape_1200 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.mulf %in, %cst_7 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1485 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1484, %expanded_9 : tensor<1x9x?x?xf32>, tensor<1x1x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1486:2 = linalg.generic {indexing_maps = [#map9, #map13, #map13], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%1485 : tensor<1x9x?x?xf32>) outs(%69, %67 : tensor<1x9x?xf32>, tensor<1x9x?xi64>) {
    ^bb0(%in: f32, %out: f32, %out_1307: i64):
      %1625 = linalg.index 3 : index
      %1626 = arith.index_cast %1625 : index to i64
      %1627 = arith.maximumf %in, %out : f32
      %1628 = arith.cmpf ogt, %in, %out : f32
      %1629 = arith.select %1628, %1626, %out_1307 : i64
      linalg.yield %1627, %1629 : f32, i64
    } -> (tensor<1x9x?xf32>, tensor<1x9x?xi64>)
    %expanded_1201 = tensor.expand_shape %1486#0 [[0], [1], [2, 3]] output_shape [1, 9, %dim, 1] : tensor<1x9x?xf32> into tensor<1x9x?x1xf32>
    %1487 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1485, %expanded_1201 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.subf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1488 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1487 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.exp %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1489 = linalg.generic {indexing_maps = [#map9, #map14], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%1488 : tensor<1x9x?x?xf32>) outs(%74 : tensor<1x9x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x1xf32>
    %1490 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1488, %1489 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.divf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %reshape_1202 = tensor.reshape %1490(%from_elements_39) : (tensor<1x9x?x?xf32>, tensor<3xi64>) -> tensor<9x?x?xf32>
    %collapsed_1203 = tensor.collapse_shape %1479 [[0, 1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<9x?x64xf32>
    %1491 = linalg.batch_matmul ins(%reshape_1202, %collapsed_1203 : tensor<9x?x?xf32>, tensor<9x?x64xf32>) outs(%78 : tensor<9x?x64xf32>) -> tensor<9x?x64xf32>
    %expanded_1204 = tensor.expand_shape %1491 [[0, 1], [2], [3]] output_shape [1, 9, %dim, 64] : tensor<9x?x64xf32> into tensor<1x9x?x64xf32>
    %transposed_1205 = linalg.transpose ins(%expanded_1204 : tensor<1x9x?x64xf32>) outs(%80 : tensor<1x?x9x64xf32>) permutation = [0, 2, 1, 3] 
    %reshape_1206 = tensor.reshape %transposed_1205(%from_elements_44) : (tensor<1x?x9x64xf32>, tensor<3xi64>) -> tensor<1x?x576xf32>
    %transposed_1207 = linalg.transpose ins(%arg248 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_1208 = tensor.collapse_shape %reshape_1206 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %1492 = tensor.empty(%dim) : tensor<?x576xf32>
    %1493 = linalg.fill ins(%cst : f32) outs(%1492 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %1494 = linalg.matmul ins(%collapsed_1208, %transposed_1207 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%1493 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_1209 = tensor.expand_shape %1494 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %1495 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1457, %expanded_1209 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1496 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1495 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1497 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%1496 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1498 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1497 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1499 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1498 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %1500 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1499 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1501 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1495, %1500 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1502 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg253, %1501 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_1210 = linalg.transpose ins(%arg249 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %collapsed_1211 = tensor.collapse_shape %1502 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %1503 = linalg.matmul ins(%collapsed_1211, %transposed_1210 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_1212 = tensor.expand_shape %1503 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %1504 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_1212 : tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      %1626 = math.exp %1625 : f32
      %1627 = arith.addf %1626, %cst_1 : f32
      %1628 = arith.divf %cst_1, %1627 : f32
      linalg.yield %1628 : f32
    } -> tensor<1x?x1536xf32>
    %1505 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_1212, %1504 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_1213 = linalg.transpose ins(%arg250 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %1506 = linalg.matmul ins(%collapsed_1211, %transposed_1213 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_1214 = tensor.expand_shape %1506 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %1507 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1505, %expanded_1214 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_1215 = linalg.transpose ins(%arg251 : tensor<576x1536xf32>) outs(%103 : tensor<1536x576xf32>) permutation = [1, 0] 
    %collapsed_1216 = tensor.collapse_shape %1507 [[0, 1], [2]] : tensor<1x?x1536xf32> into tensor<?x1536xf32>
    %1508 = linalg.matmul ins(%collapsed_1216, %transposed_1215 : tensor<?x1536xf32>, tensor<1536x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_1217 = tensor.expand_shape %1508 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %1509 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1495, %expanded_1217 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1510 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1509 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1511 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%1510 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1512 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1511 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1513 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1512 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %1514 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1513 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1515 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1509, %1514 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1516 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg261, %1515 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_1218 = linalg.transpose ins(%arg254 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_1219 = tensor.collapse_shape %1516 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %1517 = linalg.matmul ins(%collapsed_1219, %transposed_1218 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_1220 = tensor.expand_shape %1517 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %reshape_1221 = tensor.reshape %expanded_1220(%from_elements) : (tensor<1x?x576xf32>, tensor<4xi64>) -> tensor<1x?x9x64xf32>
    %transposed_1222 = linalg.transpose ins(%reshape_1221 : tensor<1x?x9x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_1223 = linalg.transpose ins(%arg255 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %1518 = linalg.matmul ins(%collapsed_1219, %transposed_1223 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_1224 = tensor.expand_shape %1518 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_1225 = tensor.reshape %expanded_1224(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_1226 = linalg.transpose ins(%reshape_1225 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_1227 = linalg.transpose ins(%arg256 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %1519 = linalg.matmul ins(%collapsed_1219, %transposed_1227 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_1228 = tensor.expand_shape %1519 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_1229 = tensor.reshape %expanded_1228(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_1230 = linalg.transpose ins(%reshape_1229 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %1520 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_1222, %expanded_23 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %extracted_slice_1231 = tensor.extract_slice %transposed_1222[0, 0, 0, 0] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %extracted_slice_1232 = tensor.extract_slice %transposed_1222[0, 0, 0, 32] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %1521 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_1232 : tensor<1x9x?x32xf32>) outs(%45 : tensor<1x9x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x32xf32>
    %concat_1233 = tensor.concat dim(3) %1521, %extracted_slice_1231 : (tensor<1x9x?x32xf32>, tensor<1x9x?x32xf32>) -> tensor<1x9x?x64xf32>
    %dim_1234 = tensor.dim %1521, %c2 : tensor<1x9x?x32xf32>
    %1522 = tensor.empty(%dim_1234) : tensor<1x9x?x64xf32>
    %1523 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_1233, %expanded_24 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%1522 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %1524 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1520, %1523 : tensor<1x9x?x64xf32>, tensor<1x9x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %1525 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_1226, %expanded_23 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %extracted_slice_1235 = tensor.extract_slice %transposed_1226[0, 0, 0, 0] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %extracted_slice_1236 = tensor.extract_slice %transposed_1226[0, 0, 0, 32] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %1526 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_1236 : tensor<1x3x?x32xf32>) outs(%51 : tensor<1x3x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x32xf32>
    %concat_1237 = tensor.concat dim(3) %1526, %extracted_slice_1235 : (tensor<1x3x?x32xf32>, tensor<1x3x?x32xf32>) -> tensor<1x3x?x64xf32>
    %dim_1238 = tensor.dim %1526, %c2 : tensor<1x3x?x32xf32>
    %1527 = tensor.empty(%dim_1238) : tensor<1x3x?x64xf32>
    %1528 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_1237, %expanded_24 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%1527 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %1529 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1525, %1528 : tensor<1x3x?x64xf32>, tensor<1x3x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %1530 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%1529 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %collapsed_1239 = tensor.collapse_shape %1530 [[0], [1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<1x9x?x64xf32>
    %1531 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_1230 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %1532 = tensor.empty(%dim) : tensor<1x9x64x?xf32>
    %transposed_1240 = linalg.transpose ins(%collapsed_1239 : tensor<1x9x?x64xf32>) outs(%1532 : tensor<1x9x64x?xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_1241 = tensor.collapse_shape %1524 [[0, 1], [2], [3]] : tensor<1x9x?x64xf32> into tensor<9x?x64xf32>
    %collapsed_1242 = tensor.collapse_shape %transposed_1240 [[0, 1], [2], [3]] : tensor<1x9x64x?xf32> into tensor<9x64x?xf32>
    %1533 = tensor.empty(%dim, %dim) : tensor<9x?x?xf32>
    %1534 = linalg.fill ins(%cst : f32) outs(%1533 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %1535 = linalg.batch_matmul ins(%collapsed_1241, %collapsed_1242 : tensor<9x?x64xf32>, tensor<9x64x?xf32>) outs(%1534 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %reshape_1243 = tensor.reshape %1535(%from_elements_36) : (tensor<9x?x?xf32>, tensor<4xi64>) -> tensor<1x9x?x?xf32>
    %1536 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape_1243 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.mulf %in, %cst_7 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1537 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1536, %expanded_9 : tensor<1x9x?x?xf32>, tensor<1x1x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1538:2 = linalg.generic {indexing_maps = [#map9, #map13, #map13], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%1537 : tensor<1x9x?x?xf32>) outs(%69, %67 : tensor<1x9x?xf32>, tensor<1x9x?xi64>) {
    ^bb0(%in: f32, %out: f32, %out_1307: i64):
      %1625 = linalg.index 3 : index
      %1626 = arith.index_cast %1625 : index to i64
      %1627 = arith.maximumf %in, %out : f32
      %1628 = arith.cmpf ogt, %in, %out : f32
      %1629 = arith.select %1628, %1626, %out_1307 : i64
      linalg.yield %1627, %1629 : f32, i64
    } -> (tensor<1x9x?xf32>, tensor<1x9x?xi64>)
    %expanded_1244 = tensor.expand_shape %1538#0 [[0], [1], [2, 3]] output_shape [1, 9, %dim, 1] : tensor<1x9x?xf32> into tensor<1x9x?x1xf32>
    %1539 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1537, %expanded_1244 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.subf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1540 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1539 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.exp %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1541 = linalg.generic {indexing_maps = [#map9, #map14], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%1540 : tensor<1x9x?x?xf32>) outs(%74 : tensor<1x9x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x1xf32>
    %1542 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1540, %1541 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.divf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %reshape_1245 = tensor.reshape %1542(%from_elements_39) : (tensor<1x9x?x?xf32>, tensor<3xi64>) -> tensor<9x?x?xf32>
    %collapsed_1246 = tensor.collapse_shape %1531 [[0, 1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<9x?x64xf32>
    %1543 = linalg.batch_matmul ins(%reshape_1245, %collapsed_1246 : tensor<9x?x?xf32>, tensor<9x?x64xf32>) outs(%78 : tensor<9x?x64xf32>) -> tensor<9x?x64xf32>
    %expanded_1247 = tensor.expand_shape %1543 [[0, 1], [2], [3]] output_shape [1, 9, %dim, 64] : tensor<9x?x64xf32> into tensor<1x9x?x64xf32>
    %transposed_1248 = linalg.transpose ins(%expanded_1247 : tensor<1x9x?x64xf32>) outs(%80 : tensor<1x?x9x64xf32>) permutation = [0, 2, 1, 3] 
    %reshape_1249 = tensor.reshape %transposed_1248(%from_elements_44) : (tensor<1x?x9x64xf32>, tensor<3xi64>) -> tensor<1x?x576xf32>
    %transposed_1250 = linalg.transpose ins(%arg257 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_1251 = tensor.collapse_shape %reshape_1249 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %1544 = tensor.empty(%dim) : tensor<?x576xf32>
    %1545 = linalg.fill ins(%cst : f32) outs(%1544 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %1546 = linalg.matmul ins(%collapsed_1251, %transposed_1250 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%1545 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_1252 = tensor.expand_shape %1546 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %1547 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1509, %expanded_1252 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1548 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1547 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1549 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%1548 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1550 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1549 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1551 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1550 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %1552 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1551 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1553 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1547, %1552 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1554 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg262, %1553 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_1253 = linalg.transpose ins(%arg258 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %collapsed_1254 = tensor.collapse_shape %1554 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %1555 = linalg.matmul ins(%collapsed_1254, %transposed_1253 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_1255 = tensor.expand_shape %1555 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %1556 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_1255 : tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      %1626 = math.exp %1625 : f32
      %1627 = arith.addf %1626, %cst_1 : f32
      %1628 = arith.divf %cst_1, %1627 : f32
      linalg.yield %1628 : f32
    } -> tensor<1x?x1536xf32>
    %1557 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_1255, %1556 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_1256 = linalg.transpose ins(%arg259 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %1558 = linalg.matmul ins(%collapsed_1254, %transposed_1256 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_1257 = tensor.expand_shape %1558 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %1559 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1557, %expanded_1257 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_1258 = linalg.transpose ins(%arg260 : tensor<576x1536xf32>) outs(%103 : tensor<1536x576xf32>) permutation = [1, 0] 
    %collapsed_1259 = tensor.collapse_shape %1559 [[0, 1], [2]] : tensor<1x?x1536xf32> into tensor<?x1536xf32>
    %1560 = linalg.matmul ins(%collapsed_1259, %transposed_1258 : tensor<?x1536xf32>, tensor<1536x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_1260 = tensor.expand_shape %1560 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %1561 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1547, %expanded_1260 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1562 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1561 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1563 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%1562 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1564 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1563 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1565 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1564 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %1566 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1565 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1567 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1561, %1566 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1568 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg270, %1567 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_1261 = linalg.transpose ins(%arg263 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_1262 = tensor.collapse_shape %1568 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %1569 = linalg.matmul ins(%collapsed_1262, %transposed_1261 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_1263 = tensor.expand_shape %1569 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %reshape_1264 = tensor.reshape %expanded_1263(%from_elements) : (tensor<1x?x576xf32>, tensor<4xi64>) -> tensor<1x?x9x64xf32>
    %transposed_1265 = linalg.transpose ins(%reshape_1264 : tensor<1x?x9x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_1266 = linalg.transpose ins(%arg264 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %1570 = linalg.matmul ins(%collapsed_1262, %transposed_1266 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_1267 = tensor.expand_shape %1570 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_1268 = tensor.reshape %expanded_1267(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_1269 = linalg.transpose ins(%reshape_1268 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %transposed_1270 = linalg.transpose ins(%arg265 : tensor<192x576xf32>) outs(%36 : tensor<576x192xf32>) permutation = [1, 0] 
    %1571 = linalg.matmul ins(%collapsed_1262, %transposed_1270 : tensor<?x576xf32>, tensor<576x192xf32>) outs(%38 : tensor<?x192xf32>) -> tensor<?x192xf32>
    %expanded_1271 = tensor.expand_shape %1571 [[0, 1], [2]] output_shape [1, %dim, 192] : tensor<?x192xf32> into tensor<1x?x192xf32>
    %reshape_1272 = tensor.reshape %expanded_1271(%from_elements_16) : (tensor<1x?x192xf32>, tensor<4xi64>) -> tensor<1x?x3x64xf32>
    %transposed_1273 = linalg.transpose ins(%reshape_1272 : tensor<1x?x3x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) permutation = [0, 2, 1, 3] 
    %1572 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_1265, %expanded_23 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %extracted_slice_1274 = tensor.extract_slice %transposed_1265[0, 0, 0, 0] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %extracted_slice_1275 = tensor.extract_slice %transposed_1265[0, 0, 0, 32] [1, 9, %dim, 32] [1, 1, 1, 1] : tensor<1x9x?x64xf32> to tensor<1x9x?x32xf32>
    %1573 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_1275 : tensor<1x9x?x32xf32>) outs(%45 : tensor<1x9x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x32xf32>
    %concat_1276 = tensor.concat dim(3) %1573, %extracted_slice_1274 : (tensor<1x9x?x32xf32>, tensor<1x9x?x32xf32>) -> tensor<1x9x?x64xf32>
    %dim_1277 = tensor.dim %1573, %c2 : tensor<1x9x?x32xf32>
    %1574 = tensor.empty(%dim_1277) : tensor<1x9x?x64xf32>
    %1575 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_1276, %expanded_24 : tensor<1x9x?x64xf32>, tensor<1x1x?x64xf32>) outs(%1574 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %1576 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1572, %1575 : tensor<1x9x?x64xf32>, tensor<1x9x?x64xf32>) outs(%35 : tensor<1x9x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x64xf32>
    %1577 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_1269, %expanded_23 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %extracted_slice_1278 = tensor.extract_slice %transposed_1269[0, 0, 0, 0] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %extracted_slice_1279 = tensor.extract_slice %transposed_1269[0, 0, 0, 32] [1, 3, %dim, 32] [1, 1, 1, 1] : tensor<1x3x?x64xf32> to tensor<1x3x?x32xf32>
    %1578 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_1279 : tensor<1x3x?x32xf32>) outs(%51 : tensor<1x3x?x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x32xf32>
    %concat_1280 = tensor.concat dim(3) %1578, %extracted_slice_1278 : (tensor<1x3x?x32xf32>, tensor<1x3x?x32xf32>) -> tensor<1x3x?x64xf32>
    %dim_1281 = tensor.dim %1578, %c2 : tensor<1x3x?x32xf32>
    %1579 = tensor.empty(%dim_1281) : tensor<1x3x?x64xf32>
    %1580 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_1280, %expanded_24 : tensor<1x3x?x64xf32>, tensor<1x1x?x64xf32>) outs(%1579 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %1581 = linalg.generic {indexing_maps = [#map9, #map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1577, %1580 : tensor<1x3x?x64xf32>, tensor<1x3x?x64xf32>) outs(%42 : tensor<1x3x?x64xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x3x?x64xf32>
    %1582 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%1581 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %collapsed_1282 = tensor.collapse_shape %1582 [[0], [1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<1x9x?x64xf32>
    %1583 = linalg.generic {indexing_maps = [#map11, #map12], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed_1273 : tensor<1x3x?x64xf32>) outs(%56 : tensor<1x3x3x?x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<1x3x3x?x64xf32>
    %1584 = tensor.empty(%dim) : tensor<1x9x64x?xf32>
    %transposed_1283 = linalg.transpose ins(%collapsed_1282 : tensor<1x9x?x64xf32>) outs(%1584 : tensor<1x9x64x?xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_1284 = tensor.collapse_shape %1576 [[0, 1], [2], [3]] : tensor<1x9x?x64xf32> into tensor<9x?x64xf32>
    %collapsed_1285 = tensor.collapse_shape %transposed_1283 [[0, 1], [2], [3]] : tensor<1x9x64x?xf32> into tensor<9x64x?xf32>
    %1585 = tensor.empty(%dim, %dim) : tensor<9x?x?xf32>
    %1586 = linalg.fill ins(%cst : f32) outs(%1585 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %1587 = linalg.batch_matmul ins(%collapsed_1284, %collapsed_1285 : tensor<9x?x64xf32>, tensor<9x64x?xf32>) outs(%1586 : tensor<9x?x?xf32>) -> tensor<9x?x?xf32>
    %reshape_1286 = tensor.reshape %1587(%from_elements_36) : (tensor<9x?x?xf32>, tensor<4xi64>) -> tensor<1x9x?x?xf32>
    %1588 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%reshape_1286 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.mulf %in, %cst_7 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1589 = linalg.generic {indexing_maps = [#map9, #map10, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1588, %expanded_9 : tensor<1x9x?x?xf32>, tensor<1x1x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1590:2 = linalg.generic {indexing_maps = [#map9, #map13, #map13], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%1589 : tensor<1x9x?x?xf32>) outs(%69, %67 : tensor<1x9x?xf32>, tensor<1x9x?xi64>) {
    ^bb0(%in: f32, %out: f32, %out_1307: i64):
      %1625 = linalg.index 3 : index
      %1626 = arith.index_cast %1625 : index to i64
      %1627 = arith.maximumf %in, %out : f32
      %1628 = arith.cmpf ogt, %in, %out : f32
      %1629 = arith.select %1628, %1626, %out_1307 : i64
      linalg.yield %1627, %1629 : f32, i64
    } -> (tensor<1x9x?xf32>, tensor<1x9x?xi64>)
    %expanded_1287 = tensor.expand_shape %1590#0 [[0], [1], [2, 3]] output_shape [1, 9, %dim, 1] : tensor<1x9x?xf32> into tensor<1x9x?x1xf32>
    %1591 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1589, %expanded_1287 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.subf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1592 = linalg.generic {indexing_maps = [#map9, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1591 : tensor<1x9x?x?xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.exp %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %1593 = linalg.generic {indexing_maps = [#map9, #map14], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%1592 : tensor<1x9x?x?xf32>) outs(%74 : tensor<1x9x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x1xf32>
    %1594 = linalg.generic {indexing_maps = [#map9, #map14, #map9], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1592, %1593 : tensor<1x9x?x?xf32>, tensor<1x9x?x1xf32>) outs(%63 : tensor<1x9x?x?xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.divf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x9x?x?xf32>
    %reshape_1288 = tensor.reshape %1594(%from_elements_39) : (tensor<1x9x?x?xf32>, tensor<3xi64>) -> tensor<9x?x?xf32>
    %collapsed_1289 = tensor.collapse_shape %1583 [[0, 1, 2], [3], [4]] : tensor<1x3x3x?x64xf32> into tensor<9x?x64xf32>
    %1595 = linalg.batch_matmul ins(%reshape_1288, %collapsed_1289 : tensor<9x?x?xf32>, tensor<9x?x64xf32>) outs(%78 : tensor<9x?x64xf32>) -> tensor<9x?x64xf32>
    %expanded_1290 = tensor.expand_shape %1595 [[0, 1], [2], [3]] output_shape [1, 9, %dim, 64] : tensor<9x?x64xf32> into tensor<1x9x?x64xf32>
    %transposed_1291 = linalg.transpose ins(%expanded_1290 : tensor<1x9x?x64xf32>) outs(%80 : tensor<1x?x9x64xf32>) permutation = [0, 2, 1, 3] 
    %reshape_1292 = tensor.reshape %transposed_1291(%from_elements_44) : (tensor<1x?x9x64xf32>, tensor<3xi64>) -> tensor<1x?x576xf32>
    %transposed_1293 = linalg.transpose ins(%arg266 : tensor<576x576xf32>) outs(%28 : tensor<576x576xf32>) permutation = [1, 0] 
    %collapsed_1294 = tensor.collapse_shape %reshape_1292 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %1596 = tensor.empty(%dim) : tensor<?x576xf32>
    %1597 = linalg.fill ins(%cst : f32) outs(%1596 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %1598 = linalg.matmul ins(%collapsed_1294, %transposed_1293 : tensor<?x576xf32>, tensor<576x576xf32>) outs(%1597 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_1295 = tensor.expand_shape %1598 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %1599 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1561, %expanded_1295 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1600 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1599 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1601 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%1600 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1602 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1601 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1603 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1602 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %1604 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1603 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1605 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1599, %1604 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1606 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg271, %1605 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %transposed_1296 = linalg.transpose ins(%arg267 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %collapsed_1297 = tensor.collapse_shape %1606 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %1607 = linalg.matmul ins(%collapsed_1297, %transposed_1296 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_1298 = tensor.expand_shape %1607 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %1608 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_1298 : tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.negf %in : f32
      %1626 = math.exp %1625 : f32
      %1627 = arith.addf %1626, %cst_1 : f32
      %1628 = arith.divf %cst_1, %1627 : f32
      linalg.yield %1628 : f32
    } -> tensor<1x?x1536xf32>
    %1609 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%expanded_1298, %1608 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_1299 = linalg.transpose ins(%arg268 : tensor<1536x576xf32>) outs(%94 : tensor<576x1536xf32>) permutation = [1, 0] 
    %1610 = linalg.matmul ins(%collapsed_1297, %transposed_1299 : tensor<?x576xf32>, tensor<576x1536xf32>) outs(%96 : tensor<?x1536xf32>) -> tensor<?x1536xf32>
    %expanded_1300 = tensor.expand_shape %1610 [[0, 1], [2]] output_shape [1, %dim, 1536] : tensor<?x1536xf32> into tensor<1x?x1536xf32>
    %1611 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1609, %expanded_1300 : tensor<1x?x1536xf32>, tensor<1x?x1536xf32>) outs(%98 : tensor<1x?x1536xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1536xf32>
    %transposed_1301 = linalg.transpose ins(%arg269 : tensor<576x1536xf32>) outs(%103 : tensor<1536x576xf32>) permutation = [1, 0] 
    %collapsed_1302 = tensor.collapse_shape %1611 [[0, 1], [2]] : tensor<1x?x1536xf32> into tensor<?x1536xf32>
    %1612 = linalg.matmul ins(%collapsed_1302, %transposed_1301 : tensor<?x1536xf32>, tensor<1536x576xf32>) outs(%30 : tensor<?x576xf32>) -> tensor<?x576xf32>
    %expanded_1303 = tensor.expand_shape %1612 [[0, 1], [2]] output_shape [1, %dim, 576] : tensor<?x576xf32> into tensor<1x?x576xf32>
    %1613 = linalg.generic {indexing_maps = [#map6, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1599, %expanded_1303 : tensor<1x?x576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.addf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1614 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1613 : tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1615 = linalg.generic {indexing_maps = [#map6, #map7], iterator_types = ["parallel", "parallel", "reduction"]} ins(%1614 : tensor<1x?x576xf32>) outs(%21 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.addf %in, %out : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1616 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1615 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.divf %in, %cst_6 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1617 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1616 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = arith.truncf %cst_4 : f64 to f32
      %1626 = arith.addf %in, %1625 : f32
      linalg.yield %1626 : f32
    } -> tensor<1x?x1xf32>
    %1618 = linalg.generic {indexing_maps = [#map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1617 : tensor<1x?x1xf32>) outs(%13 : tensor<1x?x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %1625 = math.rsqrt %in : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x1xf32>
    %1619 = linalg.generic {indexing_maps = [#map6, #map7, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%1613, %1618 : tensor<1x?x576xf32>, tensor<1x?x1xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1620 = linalg.generic {indexing_maps = [#map8, #map6, #map6], iterator_types = ["parallel", "parallel", "parallel"]} ins(%arg272, %1619 : tensor<576xf32>, tensor<1x?x576xf32>) outs(%11 : tensor<1x?x576xf32>) {
    ^bb0(%in: f32, %in_1307: f32, %out: f32):
      %1625 = arith.mulf %in, %in_1307 : f32
      linalg.yield %1625 : f32
    } -> tensor<1x?x576xf32>
    %1621 = tensor.empty() : tensor<576x49152xf32>
    %transposed_1304 = linalg.transpose ins(%arg1 : tensor<49152x576xf32>) outs(%1621 : tensor<576x49152xf32>) permutation = [1, 0] 
    %collapsed_1305 = tensor.collapse_shape %1620 [[0, 1], [2]] : tensor<1x?x576xf32> into tensor<?x576xf32>
    %1622 = tensor.empty(%dim) : tensor<?x49152xf32>
    %1623 = linalg.fill ins(%cst : f32) outs(%1622 : tensor<?x49152xf32>) -> tensor<?x49152xf32>
    %1624 = linalg.matmul ins(%collapsed_1305, %transposed_1304 : tensor<?x576xf32>, tensor<576x49152xf32>) outs(%1623 : tensor<?x49152xf32>) -> tensor<?x49152xf32>
    %expanded_1306 = tensor.expand_shape %1624 [[0, 1], [2]] output_shape [1, %dim, 49152] : tensor<?x49152xf32> into tensor<1x?x49152xf32>
    return %expanded_1306 : tensor<1x?x49152xf32>
  }
}

{-#
  dialect_resources: {
    builtin: {
      torch_tensor_32_torch.float32: "0x040000000000803F06A5323FCF53F93EFFFCAD3E23D4723E0974293ED67FEC3D5609A53DC255663D1DBC203DD254E03C978B9C3CF27B5A3C0577183C15CAD43BAE7D943B383E4F3BDB9E103B5CD7C93ADBD98C3A8C94443A022E093AD774BF39A99A853953773A392B1F02391B9BB538D4757D3852DF303896DAF6371D43AC376D6B7037"
    }
  }
#-}

