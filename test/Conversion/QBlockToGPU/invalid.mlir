// RUN: quant-opt %s --convert-qblock-to-gpu=target-chip=sm_80 --verify-diagnostics

func.func @routed(%x: memref<4x256xf32>, %w: memref<4x2368xi8>, %order: memref<4xindex>, %starts: memref<5xindex>, %y: memref<4x16xf32>) {
  // expected-error @below {{has no kernel for routed rows: expects qblock-expand-routed-matmuls to have run}}
  qblock.packed_matmul [!qblock.q4_K<#qblock.packed>] ins(%x, %w : memref<4x256xf32>, memref<4x2368xi8>) routed(%order, %starts : memref<4xindex>, memref<5xindex>) outs(%y : memref<4x16xf32>)
  return
}
