// RUN: quant-opt %s --convert-qblock-to-gpu=target-chip=sm_80 --verify-diagnostics

func.func @tensors(%x: tensor<4x256xf32>, %w: tensor<1x2368xi8>, %y: tensor<4x16xf32>) -> tensor<4x16xf32> {
  // expected-error @below {{cannot become a kernel on tensors: expects buffers, which bufferization makes}}
  %0 = qblock.packed_matmul [!qblock.q4_K<#qblock.packed>] ins(%x, %w : tensor<4x256xf32>, tensor<1x2368xi8>) outs(%y : tensor<4x16xf32>) -> tensor<4x16xf32>
  return %0 : tensor<4x16xf32>
}
