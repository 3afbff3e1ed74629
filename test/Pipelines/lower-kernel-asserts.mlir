// RUN: quant-opt %s --split-input-file --pass-pipeline='builtin.module(gpu.module(qblock-lower-kernel-asserts))' --verify-diagnostics | FileCheck %s

// CHECK-LABEL: gpu.func @fails
// CHECK-SAME: %[[OK:[^:]*]]: i1, %[[ERRORS:.*]]: !llvm.ptr<1>
// CHECK: cf.cond_br %[[OK]], ^[[NEXT:.*]], ^[[FAIL:.*]]
// CHECK: ^[[NEXT]]:
// CHECK: gpu.return
// CHECK: ^[[FAIL]]:
// CHECK: %[[NUMBER:.*]] = llvm.mlir.constant(2 : i32)
// CHECK: llvm.store %[[NUMBER]], %[[ERRORS]] atomic monotonic
// CHECK: gpu.return
module attributes {gpu.container_module, qblock.kernel_messages = ["first", "second"]} {
  gpu.module @kernels {
    gpu.func @fails(%ok: i1, %errors: !llvm.ptr<1>) kernel {
      cf.assert %ok, "second"
      gpu.return
    }
  }
}

// -----

module attributes {gpu.container_module} {
  gpu.module @kernels {
    gpu.func @fails(%ok: i1, %errors: !llvm.ptr<1>) kernel {
      // expected-error @below {{has no number: expects its message among those of the module}}
      cf.assert %ok, "second"
      gpu.return
    }
  }
}
