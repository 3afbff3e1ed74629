//===- QBlockDialect.td - The qblock dialect ----*- tablegen -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_DIALECT_QBLOCK_IR_QBLOCKDIALECT_TD
#define QBLOCK_DIALECT_QBLOCK_IR_QBLOCKDIALECT_TD

include "mlir/IR/OpBase.td"

def QBlock_Dialect : Dialect {
  let name = "qblock";
  let cppNamespace = "::qblock";
  let summary = "Linear algebra on block-quantized weights";
  let description = [{
    A tensor whose element type is a *block type*, as in
    `tensor<4096x4096x!qblock.q4_K>`, is a matrix stored in the exact block bytes
    of ggml: rows lie one after the other, and each row is a sequence of blocks
    along the last dimension. The shape stays logical, in elements, so that
    tiling, slicing at block borders and shape inference work as for any tensor.

    Block types are spelled like ggml's types: `!qblock.q8_0`, `!qblock.q4_K`,
    `!qblock.iq4_xs`. Which exist, how many bytes they take and what their bits
    mean is stated by the format table (see Formats).

    Constants hold their bytes in a resource:

    ```mlir
    %w = arith.constant dense_resource<wq> : tensor<4096x4096x!qblock.q4_K>
    ```

    The discardable attributes `qblock.role` (a string: `attn_q`, `ffn_down`, ...)
    and `qblock.layer` (an integer) say what a weight or a matmul does in the
    model. They may stand on function arguments, on globals and on ops.
  }];

  let dependentDialects = ["::mlir::arith::ArithDialect"];
  let useDefaultAttributePrinterParser = 1;
  let hasConstantMaterializer = 1;
  let hasOperationAttrVerify = 1;
  let hasRegionArgAttrVerify = 1;
  let extraClassDeclaration = [{
    /// Names of the discardable attributes.
    static constexpr llvm::StringLiteral kRoleAttrName = "qblock.role";
    static constexpr llvm::StringLiteral kLayerAttrName = "qblock.layer";
    /// On an argument whose value is the transpose of the model's own tensor.
    static constexpr llvm::StringLiteral kTransposedAttrName =
        "qblock.transposed";
    /// On a loop whose iterations may run at once.
    static constexpr llvm::StringLiteral kIndependentAttrName =
        "qblock.independent";
    /// On a function that sorts rows by the matrix that they are routed to: of
    /// (ids, order, starts), the last two are its results.
    static constexpr llvm::StringLiteral kSortsRowsAttrName =
        "qblock.sorts_rows";
    /// On a module: the messages of assertions in its kernels for GPUs.
    static constexpr llvm::StringLiteral kKernelMessagesAttrName =
        "qblock.kernel_messages";

    ::mlir::Type parseType(::mlir::DialectAsmParser &parser) const override;
    void printType(::mlir::Type type,
                   ::mlir::DialectAsmPrinter &printer) const override;

    void registerTypes();
    void registerAttributes();
  }];
}

#endif // QBLOCK_DIALECT_QBLOCK_IR_QBLOCKDIALECT_TD
