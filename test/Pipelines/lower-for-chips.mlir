// Host code and kernels of several chips in one module; what does not depend on the chip
// is there once.
//
// RUN: quant-opt %s --lower-to=nvvm --target-chip=sm_80,sm_90 | FileCheck %s
// RUN: quant-opt %s --pass-pipeline='builtin.module(qblock-to-nvvm{target-chip=sm_80,sm_90})' | FileCheck %s
// RUN: not quant-opt %s --lower-to=nvvm --target-chip=sm_80,sm_42 2>&1 | FileCheck %s --check-prefix=CHIP
// RUN: not quant-opt %s --lower-to=nvvm --target-chip=sm_80,sm_80 2>&1 | FileCheck %s --check-prefix=TWICE
// RUN: not quant-opt %s --pass-pipeline='builtin.module(qblock-to-nvvm)' 2>&1 | FileCheck %s --check-prefix=NONE
// RUN: not quant-opt %s --emit=ptx --target-chip=sm_80,sm_90 2>&1 | FileCheck %s --check-prefix=EMIT

// CHIP: error: unknown chip 'sm_42', expects one of sm_75
// TWICE: error: chip 'sm_80' is named twice
// NONE: error: expects the name of a chip to lower to
// EMIT: quant-opt: error: --emit=ptx and --emit=cubin write the kernels of one chip, but got several: emit a file for each

// CHECK-DAG: llvm.mlir.global internal constant @qblock_device_variants(dense<[80, 0, {{[0-9]+}}, 90, 0, {{[0-9]+}}]> : tensor<6xi32>)
// CHECK-DAG: llvm.mlir.global internal constant @qblock_image_qblock_kernels({{.*}}.target sm_80
// CHECK-DAG: llvm.mlir.global internal constant @qblock_image_qblock_kernels_sm_90({{.*}}.target sm_90
// CHECK-DAG: llvm.mlir.global internal constant @qblock_name_qblock_gemm_q4_K_m32("qblock_gemm_q4_K_m32\00")
// CHECK-DAG: llvm.mlir.global internal constant @qblock_kernel_qblock_gemm_q4_K_m32()
// CHECK-DAG: llvm.mlir.global internal constant @qblock_kernel_qblock_gemm_q4_K_m32_sm_90()
// CHECK-DAG: llvm.mlir.global private constant @{{.*}}(dense_resource<[[WEIGHT:.*]]> :
// CHECK-NOT: (dense_resource<
// CHECK: llvm.func @main(
// CHECK: %[[CHOICE:.*]] = llvm.call @qblock_device_choose(
// CHECK: llvm.switch %[[CHOICE]] : i64, ^[[FIRST:.*]] [
// CHECK-NEXT: 1: ^[[SECOND:.*]]
// CHECK: ^[[FIRST]]:
// CHECK: llvm.call @main_sm_80(
// CHECK: ^[[SECOND]]:
// CHECK: llvm.call @main_sm_90(
// CHECK: llvm.func @_mlir_ciface_main(
// CHECK: llvm.func {{.*}}@main_sm_80(
// CHECK: llvm.mlir.addressof @qblock_kernel_qblock_gemm_q4_K_m32 :
// CHECK: llvm.func {{.*}}@main_sm_90(
// CHECK: llvm.mlir.addressof @qblock_kernel_qblock_gemm_q4_K_m32_sm_90 :
// CHECK-NOT: _mlir_ciface_main_
func.func @main(%x: tensor<16x256xf32>, %i: tensor<16x16xf32>) -> tensor<16x16xf32> {
  %f = arith.constant dense<0.25> : tensor<16x256xf32>
  %e = tensor.empty() : tensor<16x256x!qblock.q4_K>
  %w = qblock.quantize ins(%f : tensor<16x256xf32>) outs(%e : tensor<16x256x!qblock.q4_K>) -> tensor<16x256x!qblock.q4_K>
  %0 = qblock.matmul ins(%x, %w : tensor<16x256xf32>, tensor<16x256x!qblock.q4_K>) outs(%i : tensor<16x16xf32>) -> tensor<16x16xf32>
  return %0 : tensor<16x16xf32>
}
