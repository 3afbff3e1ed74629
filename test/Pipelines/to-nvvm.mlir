// RUN: quant-opt %s --lower-to=nvvm --target-chip=sm_90 --pack-arguments | FileCheck %s
// RUN: quant-opt %s --lower-to=nvvm --target-chip=sm_90 --raw-weights | FileCheck %s --check-prefix=RAW
// RUN: not quant-opt %s --lower-to=cpu --raw-weights 2>&1 | FileCheck %s --check-prefix=RAWCPU
// RUN: not quant-opt %s --lower-to=nvvm 2>&1 | FileCheck %s --check-prefix=NOCHIP
// RUN: not quant-opt %s --lower-to=nvvm --target-chip=sm_42 2>&1 | FileCheck %s --check-prefix=CHIP
// RUN: not quant-opt %s --lower-to=nvvm --target-chip=sm_90 --target-cpu=generic 2>&1 | FileCheck %s --check-prefix=CPU
// RUN: not quant-opt %s --lower-to=nvvm --target-chip=sm_90 --gpu-format=elf 2>&1 | FileCheck %s --check-prefix=FORMAT
// RUN: not quant-opt %s --lower-to=cpu --gpu-format=ptx 2>&1 | FileCheck %s --check-prefix=USELESS

// NOCHIP: quant-opt: error: --lower-to=nvvm needs --target-chip
// CHIP: error: unknown chip 'sm_42', expects one of sm_75
// CPU: quant-opt: error: --target-cpu has no meaning with --lower-to=nvvm
// FORMAT: quant-opt: error: unknown --gpu-format 'elf', expects 'ptx', 'cubin' or 'fatbin'
// RAWCPU: quant-opt: error: --raw-weights needs --emit=ptx, --emit=cubin or --lower-to=nvvm
// USELESS: quant-opt: error: --gpu-format needs --lower-to=nvvm

// The whole way: only the LLVM dialect is left, with the kernels as text.
// CHECK-NOT: {{(qblock|linalg|arith|memref|func|cf|scf|gpu)\.[a-z_]+[ (]}}
// CHECK-DAG: .target sm_90
// CHECK-DAG: qblock_gemv_q4_K_m1
// CHECK: llvm.func @main(
// CHECK: llvm.call @qblock_device_launch
//
// Who calls it packs the weight once, on the device.
// CHECK: llvm.func @main_pack_weights(
// CHECK: %[[PACK:.*]] = llvm.mlir.addressof @qblock_kernel_qblock_pack_q4_K
// CHECK: llvm.call @_mlir_memref_to_llvm_alloc
// CHECK: llvm.call @qblock_device_launch(%[[PACK]],
// CHECK-NOT: qblock_pack_rows
//
// Rows of experts are sorted and multiplied in groups, and the host reads nothing.
// CHECK: llvm.func @routed
// CHECK-NOT: qblock_device_read
// CHECK: llvm.mlir.addressof @qblock_kernel_qblock_routed_gemm_q4_K_m96
// CHECK-NOT: qblock_device_read
// CHECK: llvm.mlir.addressof @qblock_kernel_qblock_routed_gemv_q4_K_m1
// CHECK-NOT: qblock_device_read
// CHECK: llvm.call @qblock_sort_ids_i64
// CHECK-NOT: qblock_device_read
// CHECK: llvm.func @qblock_sort_ids_i64
// CHECK-NOT: qblock_device_read
// CHECK: llvm.mlir.addressof @qblock_kernel_qblock_sort_rows_i64
//
// Or kernels read it in ggml's order.
// RAW-DAG: qblock_gemv_raw_q4_K_m1
// RAW: llvm.func @main(
// RAW-NOT: @main_pack_weights
// RAW: llvm.func @routed
// RAW: llvm.mlir.addressof @qblock_kernel_qblock_gemv_raw_q4_K_m1
func.func @main(%x: tensor<?x256xf32>, %w: tensor<64x256x!qblock.q4_K>, %i: tensor<?x64xf32>) -> tensor<?x64xf32> {
  %0 = qblock.matmul ins(%x, %w : tensor<?x256xf32>, tensor<64x256x!qblock.q4_K>) outs(%i : tensor<?x64xf32>) -> tensor<?x64xf32>
  return %0 : tensor<?x64xf32>
}

// Without packed weights, rows of experts are matmuls of one row each.
func.func @routed(%x: tensor<?x256xf32>, %w: tensor<64x256x!qblock.q4_K>, %ids: tensor<?xi64>, %i: tensor<?x16xf32>) -> tensor<?x16xf32> {
  %0 = qblock.routed_matmul ins(%x, %w, %ids : tensor<?x256xf32>, tensor<64x256x!qblock.q4_K>, tensor<?xi64>) outs(%i : tensor<?x16xf32>) -> tensor<?x16xf32>
  return %0 : tensor<?x16xf32>
}
