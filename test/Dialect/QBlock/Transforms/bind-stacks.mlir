// DEFINE: %{bind} = --weights=%S/Inputs/stacks.safetensors --weight-map=%S/Inputs/stacks.map.json
// RUN: quant-opt %s --quantize-scheme=q8_0 %{bind} | FileCheck %s
// RUN: quant-opt %s --quantize-scheme=q8_0 --allow-requantize %{bind} --weights-output=%t.gguf | FileCheck %s --check-prefix=OPEN

// The file holds kernels of three dimensions as the argument has them, of which
// the elements with one (n,h) are equal: rows of the matrix [N,K], which no row
// of the file is.
// OPEN: func.func @main(%{{.*}}: tensor<2x32xf32>, %{{.*}}: tensor<4x32x!qblock.q8_0>
// CHECK: func.func @main(%{{.*}}: tensor<2x32xf32>, %{{.*}}: tensor<2x2x2xf32>)
// CHECK-COUNT-2: dense_resource<{{.*}}> : tensor<4x32x!qblock.q8_0>
// CHECK-COUNT-2: "0x10000000082{{07F[7F]+08247F[7F]+0C267F[7F]+08287F[7F]+}}"
#x = affine_map<(m, n, h, k) -> (m, k)>
#y = affine_map<(m, n, h, k) -> (m, n, h)>
func.func @main(%x: tensor<2x32xf32>, %knh: tensor<32x2x2xf32> {qblock.role = "matrix"},
                %nkh: tensor<2x32x2xf32> {qblock.role = "matrix"}, %init: tensor<2x2x2xf32>)
    -> tensor<2x2x2xf32> {
  %0 = linalg.contract
      indexing_maps = [#x, affine_map<(m, n, h, k) -> (k, n, h)>, #y]
      ins(%x, %knh : tensor<2x32xf32>, tensor<32x2x2xf32>)
      outs(%init : tensor<2x2x2xf32>) -> tensor<2x2x2xf32>
  %1 = linalg.contract
      indexing_maps = [#x, affine_map<(m, n, h, k) -> (n, k, h)>, #y]
      ins(%x, %nkh : tensor<2x32xf32>, tensor<2x32x2xf32>)
      outs(%0 : tensor<2x2x2xf32>) -> tensor<2x2x2xf32>
  return %1 : tensor<2x2x2xf32>
}
