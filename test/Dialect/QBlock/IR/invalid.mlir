// RUN: quant-opt %s --split-input-file --verify-diagnostics

// expected-error @below {{unknown block type 'q9_9', expects one of q4_0, q4_1, q5_0, q5_1, q8_0, q2_K, q3_K, q4_K, q5_K, q6_K, iq4_nl, iq4_xs, tq2_0, mxfp4, nvfp4, q1_0, q2_0}}
func.func private @unknown_type(tensor<32x!qblock.q9_9>)

// -----

// expected-error @below {{unknown block type 'q4_k'}}
func.func private @type_in_another_case(tensor<32x!qblock.q4_k>)

// -----

// expected-error @below {{unknown block type 'q8_K'}}
func.func private @activation_format_is_no_weight_type(tensor<256x!qblock.q8_K>)

// -----

func.func @Q1(%f: tensor<2x64xf32>, %e: tensor<2x32x!qblock.q8_0>) {
  // expected-error @below {{(Q1) expects input and init to have the same shape}}
  %0 = qblock.quantize ins(%f : tensor<2x64xf32>) outs(%e : tensor<2x32x!qblock.q8_0>) -> tensor<2x32x!qblock.q8_0>
  return
}

// -----

func.func @Q2(%f: tensor<2x576xf32>, %e: tensor<2x576x!qblock.q4_K>) {
  // expected-error @below {{(Q2) expects the last dimension to be divisible by 256 (elements per block), but got 576}}
  %0 = qblock.quantize ins(%f : tensor<2x576xf32>) outs(%e : tensor<2x576x!qblock.q4_K>) -> tensor<2x576x!qblock.q4_K>
  return
}

// -----

func.func @Q3(%f: tensor<2x32xf32>, %e: tensor<2x32x!qblock.q8_0>) {
  // expected-error @below {{(Q3) expects the result to have the type of the init 'tensor<2x32x!qblock.q8_0>', but got 'tensor<2x32x!qblock.q4_0>'}}
  %0 = qblock.quantize ins(%f : tensor<2x32xf32>) outs(%e : tensor<2x32x!qblock.q8_0>) -> tensor<2x32x!qblock.q4_0>
  return
}

// -----

func.func @D1(%w: tensor<2x32x!qblock.q8_0>, %e: tensor<3x32xf32>) {
  // expected-error @below {{(D1) expects input and init to have the same shape}}
  %0 = qblock.dequantize ins(%w : tensor<2x32x!qblock.q8_0>) outs(%e : tensor<3x32xf32>) -> tensor<3x32xf32>
  return
}

// -----

func.func @D2(%w: tensor<2x?x!qblock.q8_0>, %e: tensor<2x?xf32>) {
  // expected-error @below {{(D2) expects the last dimension of 'tensor<2x?x!qblock.q8_0>' to be static}}
  %0 = qblock.dequantize ins(%w : tensor<2x?x!qblock.q8_0>) outs(%e : tensor<2x?xf32>) -> tensor<2x?xf32>
  return
}

// -----

func.func @D3(%w: tensor<2x32x!qblock.q8_0>, %e: tensor<2x32xf32>) {
  // expected-error @below {{expects a result on tensors}}
  qblock.dequantize ins(%w : tensor<2x32x!qblock.q8_0>) outs(%e : tensor<2x32xf32>)
  return
}

// -----

func.func @M1(%x: tensor<32xf32>, %w: tensor<8x32x!qblock.q8_0>, %y: tensor<8xf32>) {
  // expected-error @below {{(M1) expects a weight of rank 2 and x and init of one rank, 2 or more, but got ranks 2, 1 and 1}}
  %0 = qblock.matmul ins(%x, %w : tensor<32xf32>, tensor<8x32x!qblock.q8_0>) outs(%y : tensor<8xf32>) -> tensor<8xf32>
  return
}

// -----

func.func @M2(%x: tensor<4x64xf32>, %w: tensor<8x32x!qblock.q8_0>, %y: tensor<4x8xf32>) {
  // expected-error @below {{(M2) last dimension of x against that of the weight: expects 32, but got 64}}
  %0 = qblock.matmul ins(%x, %w : tensor<4x64xf32>, tensor<8x32x!qblock.q8_0>) outs(%y : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

func.func @M3(%x: tensor<4x40xf32>, %w: tensor<8x40x!qblock.q8_0>, %y: tensor<4x8xf32>) {
  // expected-error @below {{(M3) expects the last dimension to be divisible by 32 (elements per block), but got 40}}
  %0 = qblock.matmul ins(%x, %w : tensor<4x40xf32>, tensor<8x40x!qblock.q8_0>) outs(%y : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

func.func @M4(%x: tensor<4x32xf32>, %w: tensor<8x32x!qblock.q8_0>, %y: tensor<4x9xf32>) {
  // expected-error @below {{(M4) last dimension of the init against the rows of the weight: expects 8, but got 9}}
  %0 = qblock.matmul ins(%x, %w : tensor<4x32xf32>, tensor<8x32x!qblock.q8_0>) outs(%y : tensor<4x9xf32>) -> tensor<4x9xf32>
  return
}

// -----

func.func @M5(%x: tensor<2x4x32xf32>, %w: tensor<8x32x!qblock.q8_0>, %y: tensor<2x5x8xf32>) {
  // expected-error @below {{(M5) dimension 1 of the init against x: expects 4, but got 5}}
  %0 = qblock.matmul ins(%x, %w : tensor<2x4x32xf32>, tensor<8x32x!qblock.q8_0>) outs(%y : tensor<2x5x8xf32>) -> tensor<2x5x8xf32>
  return
}

// -----

func.func @M6(%x: memref<4x32xf32>, %w: tensor<8x32x!qblock.q8_0>, %y: tensor<4x8xf32>) {
  // expected-error @below {{expects all operands to be tensors or all to be memrefs}}
  %0 = qblock.matmul ins(%x, %w : memref<4x32xf32>, tensor<8x32x!qblock.q8_0>) outs(%y : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

func.func @G1(%t: tensor<9x32x!qblock.q8_0>, %ids: tensor<3xi64>, %e: tensor<32xf32>) {
  // expected-error @below {{(G1) expects a table of rank 2 and an init of one rank more than the ids, but got ranks 2, 1 and 1}}
  %0 = qblock.gather_rows ins(%t, %ids : tensor<9x32x!qblock.q8_0>, tensor<3xi64>) outs(%e : tensor<32xf32>) -> tensor<32xf32>
  return
}

// -----

func.func @G2(%t: tensor<9x33x!qblock.q8_0>, %ids: tensor<3xi64>, %e: tensor<3x33xf32>) {
  // expected-error @below {{(G2) expects the last dimension to be divisible by 32 (elements per block), but got 33}}
  %0 = qblock.gather_rows ins(%t, %ids : tensor<9x33x!qblock.q8_0>, tensor<3xi64>) outs(%e : tensor<3x33xf32>) -> tensor<3x33xf32>
  return
}

// -----

func.func @G3(%t: tensor<9x32x!qblock.q8_0>, %ids: tensor<3xi64>, %e: tensor<3x64xf32>) {
  // expected-error @below {{(G3) last dimension of the init against that of the table: expects 32, but got 64}}
  %0 = qblock.gather_rows ins(%t, %ids : tensor<9x32x!qblock.q8_0>, tensor<3xi64>) outs(%e : tensor<3x64xf32>) -> tensor<3x64xf32>
  return
}

// -----

func.func @G4(%t: tensor<9x32x!qblock.q8_0>, %ids: tensor<3xi64>, %e: tensor<4x32xf32>) {
  // expected-error @below {{(G4) dimension 0 of the init against the ids: expects 3, but got 4}}
  %0 = qblock.gather_rows ins(%t, %ids : tensor<9x32x!qblock.q8_0>, tensor<3xi64>) outs(%e : tensor<4x32xf32>) -> tensor<4x32xf32>
  return
}

// -----

func.func @S1(%b: tensor<64x144xi8>) {
  // expected-error @below {{(S1) expects equal dimensions but for the last}}
  %w = qblock.from_storage %b : tensor<64x144xi8> to tensor<32x256x!qblock.q4_K>
  return
}

// -----

func.func @S2(%b: tensor<64x144xi8>) {
  // expected-error @below {{(S2) expects the last dimension to be divisible by 256 (elements per block), but got 100}}
  %w = qblock.from_storage %b : tensor<64x144xi8> to tensor<64x100x!qblock.q4_K>
  return
}

// -----

func.func @S3(%b: tensor<64x145xi8>) {
  // expected-error @below {{(S3) last dimension of the storage, in bytes: expects 144, but got 145}}
  %w = qblock.from_storage %b : tensor<64x145xi8> to tensor<64x256x!qblock.q4_K>
  return
}

// -----

// expected-error @below {{'qblock.role' expects the name of a role, got "attn_x"}}
func.func private @role(tensor<2x32xf32> {qblock.role = "attn_x"})

// -----

// expected-error @below {{'qblock.layer' expects a layer number, got -1}}
func.func private @layer(tensor<2x32xf32> {qblock.layer = -1 : i64})

// -----

// expected-error @below {{unknown attribute 'qblock.rolle'}}
func.func private @misspelt() attributes {qblock.rolle = "attn_q"}

// -----

func.func @Q4(%f: tensor<16x32xf32>, %e: tensor<16x32x!qblock.q8_0<#qblock.packed>>) {
  // expected-error @below {{(Q4) expects an init in ggml's order, but got 'tensor<16x32x!qblock.q8_0<#qblock.packed>>'}}
  %w = qblock.quantize ins(%f : tensor<16x32xf32>) outs(%e : tensor<16x32x!qblock.q8_0<#qblock.packed>>) -> tensor<16x32x!qblock.q8_0<#qblock.packed>>
  return
}

// -----

func.func @P1_shape(%w: tensor<16x32x!qblock.q8_0>) {
  // expected-error @below {{(P1) expects two matrices of one static shape and one format}}
  %p = qblock.pack %w : tensor<16x32x!qblock.q8_0> to tensor<32x32x!qblock.q8_0<#qblock.packed>>
  return
}

// -----

func.func @P1_format(%w: tensor<16x32x!qblock.q8_0>) {
  // expected-error @below {{(P1) expects two matrices of one static shape and one format}}
  %p = qblock.pack %w : tensor<16x32x!qblock.q8_0> to tensor<16x32x!qblock.q4_0<#qblock.packed>>
  return
}

// -----

func.func @P1_dynamic(%w: tensor<?x32x!qblock.q8_0>) {
  // expected-error @below {{(P1) expects two matrices of one static shape and one format}}
  %p = qblock.pack %w : tensor<?x32x!qblock.q8_0> to tensor<?x32x!qblock.q8_0<#qblock.packed>>
  return
}

// -----

func.func @P2(%w: tensor<16x48x!qblock.q8_0>) {
  // expected-error @below {{(P2) expects the last dimension to be divisible by 32 (elements per block), but got 48}}
  %p = qblock.pack %w : tensor<16x48x!qblock.q8_0> to tensor<16x48x!qblock.q8_0<#qblock.packed>>
  return
}

// -----

func.func @P3(%w: tensor<16x32x!qblock.q8_0>) {
  // expected-error @below {{(P3) expects one type in ggml's order and one packed}}
  %p = qblock.unpack %w : tensor<16x32x!qblock.q8_0> to tensor<16x32x!qblock.q8_0>
  return
}

// -----

func.func @R1(%x: tensor<4x32xf32>, %w: tensor<64x32x!qblock.q8_0>, %ids: tensor<4x2xi64>, %y: tensor<8x16xf32>) {
  // expected-error @below {{(R1) expects x, weight and init of rank 2 and ids of rank 1, but got ranks 2, 2, 2 and 2}}
  %0 = qblock.routed_matmul ins(%x, %w, %ids : tensor<4x32xf32>, tensor<64x32x!qblock.q8_0>, tensor<4x2xi64>) outs(%y : tensor<8x16xf32>) -> tensor<8x16xf32>
  return
}

// -----

func.func @R2(%x: tensor<4x64xf32>, %w: tensor<64x32x!qblock.q8_0>, %ids: tensor<8xi64>, %y: tensor<8x16xf32>) {
  // expected-error @below {{(R2) last dimension of x against that of the weight: expects 32, but got 64}}
  %0 = qblock.routed_matmul ins(%x, %w, %ids : tensor<4x64xf32>, tensor<64x32x!qblock.q8_0>, tensor<8xi64>) outs(%y : tensor<8x16xf32>) -> tensor<8x16xf32>
  return
}

// -----

func.func @R3(%x: tensor<4x48xf32>, %w: tensor<64x48x!qblock.q8_0>, %ids: tensor<8xi64>, %y: tensor<8x16xf32>) {
  // expected-error @below {{(R3) expects the last dimension to be divisible by 32 (elements per block), but got 48}}
  %0 = qblock.routed_matmul ins(%x, %w, %ids : tensor<4x48xf32>, tensor<64x48x!qblock.q8_0>, tensor<8xi64>) outs(%y : tensor<8x16xf32>) -> tensor<8x16xf32>
  return
}

// -----

func.func @R4(%x: tensor<4x32xf32>, %w: tensor<60x32x!qblock.q8_0>, %ids: tensor<8xi64>, %y: tensor<8x16xf32>) {
  // expected-error @below {{(R4) expects the rows of the weight to be a static multiple of the columns of the init, but got 'tensor<60x32x!qblock.q8_0>' and 'tensor<8x16xf32>'}}
  %0 = qblock.routed_matmul ins(%x, %w, %ids : tensor<4x32xf32>, tensor<60x32x!qblock.q8_0>, tensor<8xi64>) outs(%y : tensor<8x16xf32>) -> tensor<8x16xf32>
  return
}

// -----

func.func @R4_dynamic(%x: tensor<4x32xf32>, %w: tensor<64x32x!qblock.q8_0>, %ids: tensor<8xi64>, %y: tensor<8x?xf32>) {
  // expected-error @below {{(R4) expects the rows of the weight to be a static multiple of the columns of the init, but got 'tensor<64x32x!qblock.q8_0>' and 'tensor<8x?xf32>'}}
  %0 = qblock.routed_matmul ins(%x, %w, %ids : tensor<4x32xf32>, tensor<64x32x!qblock.q8_0>, tensor<8xi64>) outs(%y : tensor<8x?xf32>) -> tensor<8x?xf32>
  return
}

// -----

func.func @R4_packed(%x: tensor<4x32xf32>, %w: tensor<64x32x!qblock.q8_0<#qblock.packed>>, %ids: tensor<8xi64>, %y: tensor<8x8xf32>) {
  // expected-error @below {{(R4) expects the rows of a matrix of a packed weight to be divisible by 16 (rows of a packed tile), but got 8}}
  %0 = qblock.routed_matmul ins(%x, %w, %ids : tensor<4x32xf32>, tensor<64x32x!qblock.q8_0<#qblock.packed>>, tensor<8xi64>) outs(%y : tensor<8x8xf32>) -> tensor<8x8xf32>
  return
}

// -----

func.func @R5(%x: tensor<4x32xf32>, %w: tensor<64x32x!qblock.q8_0>, %ids: tensor<8xi64>, %y: tensor<9x16xf32>) {
  // expected-error @below {{(R5) rows of the init against the ids: expects 8, but got 9}}
  %0 = qblock.routed_matmul ins(%x, %w, %ids : tensor<4x32xf32>, tensor<64x32x!qblock.q8_0>, tensor<8xi64>) outs(%y : tensor<9x16xf32>) -> tensor<9x16xf32>
  return
}

// -----

func.func @R6(%x: tensor<3x32xf32>, %w: tensor<64x32x!qblock.q8_0>, %ids: tensor<8xi64>, %y: tensor<8x16xf32>) {
  // expected-error @below {{(R6) expects the number of ids to be a multiple of the rows of x, but got 8 and 3}}
  %0 = qblock.routed_matmul ins(%x, %w, %ids : tensor<3x32xf32>, tensor<64x32x!qblock.q8_0>, tensor<8xi64>) outs(%y : tensor<8x16xf32>) -> tensor<8x16xf32>
  return
}

// -----

func.func @R7(%x: tensor<4x32xf32>, %w: tensor<64x32x!qblock.q8_0>, %ids: tensor<8xi64>, %y: tensor<8x16xf32>) {
  // expected-error @below {{(R7) expects the result to have the type of the init}}
  %0 = qblock.routed_matmul ins(%x, %w, %ids : tensor<4x32xf32>, tensor<64x32x!qblock.q8_0>, tensor<8xi64>) outs(%y : tensor<8x16xf32>) -> tensor<?x16xf32>
  return
}

// -----

func.func @B3_routed(%x: tensor<4x32xf32>, %w: tensor<7x544xi8>, %order: tensor<8xindex>, %starts: tensor<5xindex>, %y: tensor<8x32xf32>) {
  // expected-error @below {{(B3) tiles of the weight: expects 8, but got 7}}
  %0 = qblock.packed_matmul [!qblock.q8_0<#qblock.packed>] ins(%x, %w : tensor<4x32xf32>, tensor<7x544xi8>) routed(%order, %starts : tensor<8xindex>, tensor<5xindex>) outs(%y : tensor<8x32xf32>) -> tensor<8x32xf32>
  return
}

// -----

func.func @B3_part_of_a_tile(%x: tensor<4x32xf32>, %w: tensor<8x544xi8>, %order: tensor<8xindex>, %starts: tensor<5xindex>, %y: tensor<8x20xf32>) {
  // expected-error @below {{(B3) expects the columns of a routed init to be static and divisible by 16 (rows of a packed tile), but got 'tensor<8x20xf32>'}}
  %0 = qblock.packed_matmul [!qblock.q8_0<#qblock.packed>] ins(%x, %w : tensor<4x32xf32>, tensor<8x544xi8>) routed(%order, %starts : tensor<8xindex>, tensor<5xindex>) outs(%y : tensor<8x20xf32>) -> tensor<8x20xf32>
  return
}

// -----

func.func @B4_routed(%x: tensor<4x32xf32>, %w: tensor<8x544xi8>, %order: tensor<8xindex>, %starts: tensor<5xindex>, %y: tensor<4x32xf32>) {
  // expected-error @below {{(B4) rows of the init against order: expects 8, but got 4}}
  %0 = qblock.packed_matmul [!qblock.q8_0<#qblock.packed>] ins(%x, %w : tensor<4x32xf32>, tensor<8x544xi8>) routed(%order, %starts : tensor<8xindex>, tensor<5xindex>) outs(%y : tensor<4x32xf32>) -> tensor<4x32xf32>
  return
}

// -----

func.func @B4_order(%x: tensor<4x32xf32>, %w: tensor<8x544xi8>, %order: tensor<6xindex>, %starts: tensor<5xindex>, %y: tensor<6x32xf32>) {
  // expected-error @below {{(B4) expects the size of order to be a multiple of the rows of x, but got 6 and 4}}
  %0 = qblock.packed_matmul [!qblock.q8_0<#qblock.packed>] ins(%x, %w : tensor<4x32xf32>, tensor<8x544xi8>) routed(%order, %starts : tensor<6xindex>, tensor<5xindex>) outs(%y : tensor<6x32xf32>) -> tensor<6x32xf32>
  return
}

// -----

func.func @B6(%x: tensor<4x32xf32>, %w: tensor<8x544xi8>, %order: tensor<8xindex>, %starts: tensor<?xindex>, %y: tensor<8x32xf32>) {
  // expected-error @below {{(B6) expects order and starts of rank 1, starts static and of two elements or more, but got 'tensor<8xindex>' and 'tensor<?xindex>'}}
  %0 = qblock.packed_matmul [!qblock.q8_0<#qblock.packed>] ins(%x, %w : tensor<4x32xf32>, tensor<8x544xi8>) routed(%order, %starts : tensor<8xindex>, tensor<?xindex>) outs(%y : tensor<8x32xf32>) -> tensor<8x32xf32>
  return
}

// -----

func.func @B1(%x: tensor<1x4x32xf32>, %w: tensor<1x544xi8>, %y: tensor<4x16xf32>) {
  // expected-error @below {{(B1) expects a format that can be packed and operands of rank 2}}
  %0 = qblock.packed_matmul [!qblock.q8_0<#qblock.packed>] ins(%x, %w : tensor<1x4x32xf32>, tensor<1x544xi8>) outs(%y : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

func.func @B2_raw(%x: tensor<4x32xf32>, %w: tensor<16x33xi8>, %y: tensor<4x16xf32>) {
  // expected-error @below {{(B2) bytes of a row of the weight: expects 34, but got 33}}
  %0 = qblock.packed_matmul [!qblock.q8_0] ins(%x, %w : tensor<4x32xf32>, tensor<16x33xi8>) outs(%y : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

func.func @B3_raw(%x: tensor<4x32xf32>, %w: tensor<15x34xi8>, %y: tensor<4x16xf32>) {
  // expected-error @below {{(B3) rows of the weight: expects 16, but got 15}}
  %0 = qblock.packed_matmul [!qblock.q8_0] ins(%x, %w : tensor<4x32xf32>, tensor<15x34xi8>) outs(%y : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

func.func @B1_counts(%x: tensor<4x32xf32>, %w: tensor<1x544xi8>, %y: tensor<4x16xf32>) {
  // expected-error @below {{(B1) expects as many formats as weights and inits, and at least one, but got 2, 1 and 1}}
  %0 = qblock.packed_matmul [!qblock.q8_0<#qblock.packed>, !qblock.q8_0<#qblock.packed>] ins(%x, %w : tensor<4x32xf32>, tensor<1x544xi8>) outs(%y : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

func.func @B3_second(%x: tensor<4x32xf32>, %w: tensor<1x544xi8>, %y: tensor<4x16xf32>, %z: tensor<4x17xf32>) {
  // expected-error @below {{(B3) tiles of the weight: expects 2, but got 1}}
  %0:2 = qblock.packed_matmul [!qblock.q8_0<#qblock.packed>, !qblock.q8_0<#qblock.packed>] ins(%x, %w, %w : tensor<4x32xf32>, tensor<1x544xi8>, tensor<1x544xi8>) outs(%y, %z : tensor<4x16xf32>, tensor<4x17xf32>) -> tensor<4x16xf32>, tensor<4x17xf32>
  return
}

// -----

func.func @B2(%x: tensor<4x32xf32>, %w: tensor<1x545xi8>, %y: tensor<4x16xf32>) {
  // expected-error @below {{(B2) bytes of a tile of the weight: expects 544, but got 545}}
  %0 = qblock.packed_matmul [!qblock.q8_0<#qblock.packed>] ins(%x, %w : tensor<4x32xf32>, tensor<1x545xi8>) outs(%y : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

func.func @B2_blocks(%x: tensor<4x48xf32>, %w: tensor<1x544xi8>, %y: tensor<4x16xf32>) {
  // expected-error @below {{(B2) expects the columns of x to be divisible by 32 (elements per block), but got 48}}
  %0 = qblock.packed_matmul [!qblock.q8_0<#qblock.packed>] ins(%x, %w : tensor<4x48xf32>, tensor<1x544xi8>) outs(%y : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

func.func @B3(%x: tensor<4x32xf32>, %w: tensor<1x544xi8>, %y: tensor<4x17xf32>) {
  // expected-error @below {{(B3) tiles of the weight: expects 2, but got 1}}
  %0 = qblock.packed_matmul [!qblock.q8_0<#qblock.packed>] ins(%x, %w : tensor<4x32xf32>, tensor<1x544xi8>) outs(%y : tensor<4x17xf32>) -> tensor<4x17xf32>
  return
}

// -----

func.func @B4(%x: tensor<4x32xf32>, %w: tensor<1x544xi8>, %y: tensor<5x16xf32>) {
  // expected-error @below {{(B4) rows of the init against x: expects 4, but got 5}}
  %0 = qblock.packed_matmul [!qblock.q8_0<#qblock.packed>] ins(%x, %w : tensor<4x32xf32>, tensor<1x544xi8>) outs(%y : tensor<5x16xf32>) -> tensor<5x16xf32>
  return
}

// -----

func.func @B5(%x: tensor<4x32xf32>, %w: tensor<1x544xi8>, %y: tensor<4x16xf32>) {
  // expected-error @below {{(B5) expects the result to have the type of the init 'tensor<4x16xf32>'}}
  %0 = qblock.packed_matmul [!qblock.q8_0<#qblock.packed>] ins(%x, %w : tensor<4x32xf32>, tensor<1x544xi8>) outs(%y : tensor<4x16xf32>) -> tensor<?x16xf32>
  return
}

// -----

func.func @packed_S3(%b: tensor<16x34xi8>) {
  // expected-error @below {{(S3) expects the bytes of 'tensor<16x32x!qblock.q8_0<#qblock.packed>>' to be 'tensor<1x544xi8>'}}
  %w = qblock.from_storage %b : tensor<16x34xi8> to tensor<16x32x!qblock.q8_0<#qblock.packed>>
  return
}
