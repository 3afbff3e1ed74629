// RUN: quant-opt %s --qblock-mark-no-alias | FileCheck %s

// CHECK-LABEL: llvm.func @kernel(%{{[^ ]*}}: !llvm.ptr, %{{[^ ]*}}: !llvm.ptr {llvm.noalias})
llvm.func @kernel(%a: !llvm.ptr, %b: !llvm.ptr) attributes {no_alias = array<i64: 1>} {
  llvm.return
}
