// Machine code for two chips, and text of the older one for all others.
//
// REQUIRES: ptxas
// RUN: quant-opt %s --lower-to=nvvm --gpu-format=cubin --target-chip=sm_90,sm_80 | FileCheck %s
// RUN: quant-opt %s --lower-to=nvvm --gpu-format=fatbin --target-chip=sm_80,sm_90 | FileCheck %s --check-prefix=FATBIN

// CHECK-DAG: @qblock_device_variants(dense<[90, 1, 0, 80, 1, 0, 80, 0, 0]>
// CHECK-DAG: @qblock_image_qblock_kernels("\7FELF
// CHECK-DAG: @qblock_image_qblock_kernels_sm_80_cubin("\7FELF
// CHECK-DAG: @qblock_image_qblock_kernels_sm_80({{.*}}.target sm_80
// CHECK: llvm.func @main(
// CHECK-DAG: llvm.func @main_sm_90_cubin(
// CHECK-DAG: llvm.func @main_sm_80_cubin(
// CHECK-DAG: llvm.func @main_sm_80(

// FATBIN-DAG: @qblock_device_variants(dense<[80, 0, 0, 90, 0, 0]>
// FATBIN-DAG: @qblock_image_qblock_kernels("P\EDU\BA
// FATBIN-DAG: @qblock_image_qblock_kernels_sm_90("P\EDU\BA
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %e = tensor.empty() : tensor<4xf32>
  %y = linalg.exp ins(%x : tensor<4xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}
