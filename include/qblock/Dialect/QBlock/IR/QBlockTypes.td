//===- QBlockTypes.td - Block types ----*- tablegen -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_DIALECT_QBLOCK_IR_QBLOCKTYPES_TD
#define QBLOCK_DIALECT_QBLOCK_IR_QBLOCKTYPES_TD

include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/BuiltinTypeInterfaces.td"
include "mlir/Interfaces/DataLayoutInterfaces.td"
include "qblock/Dialect/QBlock/IR/QBlockDialect.td"

def QBlock_BlockType : TypeDef<QBlock_Dialect, "Block", [
    MemRefElementTypeInterface,
    DeclareTypeInterfaceMethods<DataLayoutTypeInterface,
        ["getTypeSizeInBits", "getABIAlignment", "getPreferredAlignment"]>]> {
  let typeName = "qblock.block";
  let summary = "element of a tensor stored in quantized blocks";
  let description = [{
    Stands for one element of a tensor whose last dimension is cut into blocks of
    the format's `elemsPerBlock` elements, stored in `bytesPerBlock` bytes each.
    Written `!qblock.` followed by ggml's name of the format, e.g. `!qblock.q5_K`.
  }];
  // The row of the format table identifies the type: it lives as long as the
  // program, and there is one row a format.
  let parameters = (ins "const ::qblock::format::TypeInfo *":$typeInfo);
  let builders = [TypeBuilder<(ins "const ::qblock::format::TypeInfo &":$info), [{
    return $_get($_ctxt, &info);
  }]>];
  let extraClassDeclaration = [{
    const ::qblock::format::TypeInfo &getInfo() const { return *getTypeInfo(); }
    const ::qblock::format::Format &getFormat() const { return *getInfo().row; }
    int64_t getElemsPerBlock() const { return getInfo().elemsPerBlock; }
    int64_t getBytesPerBlock() const { return getInfo().bytesPerBlock; }
  }];
}

#endif // QBLOCK_DIALECT_QBLOCK_IR_QBLOCKTYPES_TD
