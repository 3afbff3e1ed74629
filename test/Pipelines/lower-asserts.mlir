// RUN: quant-opt %s --qblock-lower-asserts | FileCheck %s

// CHECK-DAG: llvm.mlir.global {{.*}}@[[MESSAGE:.*]]("index must be smaller than dim size\00")
// CHECK-DAG: llvm.func @qblock_runtime_fail(!llvm.ptr)

// CHECK-LABEL: func.func @main
// CHECK-SAME: %[[OK:.*]]: i1
// CHECK: cf.cond_br %[[OK]], ^[[NEXT:.*]], ^[[FAIL:.*]]
// CHECK: ^[[NEXT]]:
// CHECK: return
// CHECK: ^[[FAIL]]:
// CHECK: %[[POINTER:.*]] = llvm.mlir.addressof @[[MESSAGE]]
// CHECK: llvm.call @qblock_runtime_fail(%[[POINTER]])
// CHECK: llvm.unreachable
func.func @main(%ok: i1) {
  cf.assert %ok, "index must be smaller than dim size"
  return
}
