//===- QBlockTypes.td - Block types and attributes ----*- tablegen -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_DIALECT_QBLOCK_IR_QBLOCKTYPES_TD
#define QBLOCK_DIALECT_QBLOCK_IR_QBLOCKTYPES_TD

include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/EnumAttr.td"
include "mlir/IR/BuiltinTypeInterfaces.td"
include "mlir/Interfaces/DataLayoutInterfaces.td"
include "qblock/Dialect/QBlock/IR/QBlockDialect.td"

//===----------------------------------------------------------------------===//
// Attributes
//===----------------------------------------------------------------------===//

def QBlock_PackedAttr : AttrDef<QBlock_Dialect, "Packed"> {
  let mnemonic = "packed";
  let summary = "layout of weights for dot products";
  let description = [{
    Rows are interleaved in tiles of 16, so that one load gives each row of a tile
    its next codes, and the scales of a tile stand before them. The order of bits
    follows from the format's row in the table (see CPU); nothing is added but
    zeros that fill up the last tile.
  }];
}

def QBlock_Activations : I32EnumAttr<"Activations", "arithmetic of activations", [
    I32EnumAttrCase<"Exact", 0, "exact">, I32EnumAttrCase<"Q8", 1, "q8">]> {
  let cppNamespace = "::qblock";
  let genSpecializedAttr = 0;
}

def QBlock_ActivationsAttr
    : EnumAttr<QBlock_Dialect, QBlock_Activations, "activations"> {
  let summary = "how a matmul treats its activations";
  let description = [{
    `exact`: products and sums in binary32. `q8`: activations are rounded to blocks
    of int8, as ggml does, and products are sums of integers within a group of
    elements.
  }];
  let assemblyFormat = "`<` $value `>`";
}

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

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

    A layout says that the bytes are not in ggml's order:
    `!qblock.q5_K<#qblock.packed>`. The elements are the same, so such a matrix
    stands wherever a weight may, but it can only be cut between tiles of rows.
  }];
  // The row of the format table identifies the type: it lives as long as the
  // program, and there is one row a format.
  let parameters = (ins "const ::qblock::format::TypeInfo *":$typeInfo,
                        "::mlir::Attribute":$layout);
  let builders = [
    TypeBuilder<(ins "const ::qblock::format::TypeInfo &":$info), [{
      return $_get($_ctxt, &info, ::mlir::Attribute());
    }]>,
    TypeBuilder<(ins "const ::qblock::format::TypeInfo &":$info,
                     "::mlir::Attribute":$layout), [{
      return $_get($_ctxt, &info, layout);
    }]>];
  let extraClassDeclaration = [{
    const ::qblock::format::TypeInfo &getInfo() const { return *getTypeInfo(); }
    const ::qblock::format::Format &getFormat() const { return *getInfo().row; }
    int64_t getElemsPerBlock() const { return getInfo().elemsPerBlock; }
    /// In ggml's order.
    int64_t getBytesPerBlock() const { return getInfo().bytesPerBlock; }

    bool isPacked() const { return static_cast<bool>(getLayout()); }
    /// Where the bits of a packed weight are; none if it is in ggml's order or
    /// its format has no packed layout.
    std::optional<::qblock::format::PackedLayout> getPackedLayout() const;
    /// The same format in ggml's order.
    BlockType getUnpacked() const;
    /// The same format in the packed layout; null if it has none.
    BlockType getPacked() const;
  }];
}

#endif // QBLOCK_DIALECT_QBLOCK_IR_QBLOCKTYPES_TD
