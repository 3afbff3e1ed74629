// RUN: quant-opt %s --split-input-file --qblock-lower-launches --verify-diagnostics | FileCheck %s

// CHECK-DAG: llvm.mlir.global internal constant @qblock_image_kernels("text\00")
// CHECK-DAG: llvm.mlir.global internal constant @qblock_name_k("k\00")
// CHECK-DAG: llvm.mlir.global internal constant @qblock_label_k("exp -> 4xf32\00")
// CHECK-DAG: llvm.mlir.global internal constant @qblock_kernel_k() {{.*}}: !llvm.array<3 x ptr>
// CHECK-DAG: llvm.mlir.global internal constant @qblock_kernel_messages()
// CHECK-LABEL: func.func @launches
// CHECK-SAME: %[[X:[^:]*]]: memref<?xf32>, %[[N:[^:]*]]: index
// CHECK: %[[VALUES:.*]] = llvm.alloca %{{.*}} x i64
// CHECK: %[[POINTERS:.*]] = llvm.alloca %{{.*}} x !llvm.ptr
// CHECK: %[[SHAPE:.*]] = llvm.alloca %{{.*}} x i64
// CHECK: %[[START:.*]] = memref.extract_aligned_pointer_as_index %[[X]]
// CHECK: llvm.store
// CHECK: %[[KERNEL:.*]] = llvm.mlir.addressof @qblock_kernel_k
// CHECK: llvm.call @qblock_device_launch(%[[KERNEL]], %[[SHAPE]], %[[POINTERS]])
// CHECK: %[[MESSAGES:.*]] = llvm.mlir.addressof @qblock_kernel_messages
// CHECK: llvm.call @qblock_device_check(%[[MESSAGES]], %{{.*}})
// CHECK: return
// CHECK-NOT: gpu.binary
module attributes {gpu.container_module, qblock.kernel_messages = ["wrong"]} {
  func.func @launches(%x: memref<?xf32>, %n: index) {
    %c1 = arith.constant 1 : index
    gpu.launch_func @kernels::@k blocks in (%n, %c1, %c1) threads in (%n, %c1, %c1) args(%x : memref<?xf32>, %n : index) {label = "exp -> 4xf32"}
    return
  }
  gpu.binary @kernels [#gpu.object<#nvvm.target, assembly = "text">]
}

// -----

// What a product reads and multiplies is told with its launch.
// CHECK-LABEL: func.func @counts_products
// CHECK-SAME: %[[M:[^:]*]]: i32, %[[N:[^:]*]]: i32, %[[K:[^:]*]]: i32
// CHECK-DAG: %[[M64:.*]] = arith.extui %[[M]]
// CHECK-DAG: %[[N64:.*]] = arith.extui %[[N]]
// CHECK-DAG: %[[K64:.*]] = arith.extui %[[K]]
// CHECK-DAG: %[[WEIGHT:.*]] = arith.muli %[[N64]], %[[K64]]
// CHECK-DAG: %[[BLOCKS:.*]] = arith.divui %[[WEIGHT]], %{{.*}}
// CHECK-DAG: %[[BYTES:.*]] = arith.muli %[[BLOCKS]], %{{.*}}
// CHECK-DAG: %[[PRODUCTS:.*]] = arith.muli %[[M64]], %[[WEIGHT]]
// CHECK: llvm.store %[[BYTES]]
// CHECK: llvm.store %[[PRODUCTS]]
// CHECK: llvm.call @qblock_device_launch
module attributes {gpu.container_module} {
  func.func @counts_products(%m: i32, %n: i32, %k: i32) {
    %c1 = arith.constant 1 : index
    gpu.launch_func @kernels::@k blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
      args(%m : i32, %n : i32, %k : i32) {product = array<i64: 0, 1, 2, 256, 144>}
    return
  }
  gpu.binary @kernels [#gpu.object<#nvvm.target, assembly = "text">]
}

// -----

// Single numbers, copies and constants.
// CHECK-LABEL: func.func @host_code
// CHECK: %[[ELEMENT:.*]] = llvm.alloca %{{.*}} x i64
// CHECK: llvm.call @qblock_device_read(%[[WORD:.*]], %{{.*}}, %{{.*}}) : (!llvm.ptr, !llvm.ptr, i64) -> ()
// CHECK: llvm.load %[[WORD]] : !llvm.ptr -> f32
// CHECK: llvm.call @qblock_device_write(%{{.*}}, %[[WORD]], %{{.*}})
// CHECK: %[[HOST:.*]] = memref.get_global @c
// CHECK: %[[DEVICE:.*]] = llvm.call @qblock_device_constant(%{{.*}}, %{{.*}}) : (!llvm.ptr, i64) -> !llvm.ptr
// CHECK: llvm.insertvalue %[[DEVICE]]
// CHECK: llvm.call @qblock_device_copy(
// CHECK-NOT: memref.{{load|store|copy}}
memref.global constant @c : memref<4xf32> = dense<1.0>
func.func @host_code(%x: memref<4xf32>, %i: index) {
  %e = memref.load %x[%i] : memref<4xf32>
  memref.store %e, %x[%i] : memref<4xf32>
  %c = memref.get_global @c : memref<4xf32>
  memref.copy %c, %x : memref<4xf32> to memref<4xf32>
  return
}

// -----

func.func private @of_the_host(memref<4xf32>)
func.func @calls_the_host(%x: memref<4xf32>) {
  // expected-error @below {{cannot run on a GPU: '@of_the_host' is a function of the host}}
  call @of_the_host(%x) : (memref<4xf32>) -> ()
  return
}
