//===- QBlockOps.td - Operations of the qblock dialect ----*- tablegen -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_DIALECT_QBLOCK_IR_QBLOCKOPS_TD
#define QBLOCK_DIALECT_QBLOCK_IR_QBLOCKOPS_TD

include "mlir/IR/OpBase.td"
include "mlir/Interfaces/DestinationStyleOpInterface.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"
include "mlir/Interfaces/TilingInterface.td"
include "qblock/Dialect/QBlock/IR/QBlockDialect.td"
include "qblock/Dialect/QBlock/IR/QBlockTypes.td"

//===----------------------------------------------------------------------===//
// Operand types
//===----------------------------------------------------------------------===//

class RankedTensorOrMemRefOf<list<Type> elementTypes>
    : AnyTypeOf<[RankedTensorOf<elementTypes>, MemRefOf<elementTypes>]>;

def QBlock_Blocks : RankedTensorOrMemRefOf<[QBlock_BlockType]>;
def QBlock_F32s : RankedTensorOrMemRefOf<[F32]>;
def QBlock_Floats : RankedTensorOrMemRefOf<[F32, F16, BF16]>;
def QBlock_Bytes : RankedTensorOrMemRefOf<[I8]>;
def QBlock_Ids : RankedTensorOrMemRefOf<[I32, I64, Index]>;
def QBlock_Indices : RankedTensorOrMemRefOf<[Index]>;
// A weight that a recipe leaves in a float type is read by the same ops.
def QBlock_Weight : RankedTensorOrMemRefOf<[QBlock_BlockType, F32, F16, BF16]>;

//===----------------------------------------------------------------------===//
// Base classes
//===----------------------------------------------------------------------===//

class QBlock_Op<string mnemonic, list<Trait> traits = []>
    : Op<QBlock_Dialect, mnemonic, traits>;

// An op that writes into its one `init` operand: on tensors the result is the
// updated init, on memrefs there is no result.
class QBlock_DestinationOp<string mnemonic, list<Trait> traits = []>
    : QBlock_Op<mnemonic, !listconcat(traits, [
        DestinationStyleOpInterface,
        DeclareOpInterfaceMethods<MemoryEffectsOpInterface>,
        DeclareOpInterfaceMethods<ConditionallySpeculatable>,
        DeclareOpInterfaceMethods<ReifyRankedShapedTypeOpInterface, ["reifyResultShapes"]>,
        DeclareOpInterfaceMethods<TilingInterface, [
          "getLoopIteratorTypes", "getIterationDomain", "getTiledImplementation",
          "getResultTilePosition", "generateResultTileValue",
          "getIterationDomainTileFromResultTile"]>])> {
  let hasVerifier = 1;
  code commonDeclaration = [{
    ::mlir::MutableOperandRange getDpsInitsMutable() { return getInitMutable(); }
    /// For each operand, the loop that runs over each of its dimensions;
    /// `kWholeDim` where every iteration may read the whole dimension. Loops are
    /// numbered as in the iteration domain.
    ::llvm::SmallVector<::llvm::SmallVector<int64_t>> getOperandLoops();
  }];
}

//===----------------------------------------------------------------------===//
// quantize, dequantize
//===----------------------------------------------------------------------===//

def QBlock_QuantizeOp : QBlock_DestinationOp<"quantize"> {
  let summary = "round a float tensor to quantized blocks";
  let description = [{
    result = the blocks that ggml's reference quantizer gives for `input`, without
    importance. Rows (all dimensions but the last) are independent.

    ```mlir
    %w = qblock.quantize ins(%f : tensor<64x256xf32>)
                         outs(%e : tensor<64x256x!qblock.q4_K>)
           -> tensor<64x256x!qblock.q4_K>
    ```

    Constraints:
    * (Q1) `input` and `init` have the same shape.
    * (Q2) the last dimension of `init` is static and a whole number of blocks.
    * (Q3) the result, where there is one, has the type of `init`.
    * (Q4) `init` is in ggml's order.
  }];
  let arguments = (ins QBlock_F32s:$input, QBlock_Blocks:$init);
  let results = (outs Optional<AnyRankedTensor>:$result);
  let assemblyFormat = [{
    attr-dict `ins` `(` $input `:` type($input) `)`
    `outs` `(` $init `:` type($init) `)` (`->` type($result)^)?
  }];
  let extraClassDeclaration = commonDeclaration;
}

def QBlock_DequantizeOp : QBlock_DestinationOp<"dequantize"> {
  let summary = "decode quantized blocks to floats";
  let description = [{
    result = the elements of `input`, decoded exactly as ggml does, in binary32.

    ```mlir
    %f = qblock.dequantize ins(%w : tensor<64x256x!qblock.q4_K>)
                           outs(%e : tensor<64x256xf32>) -> tensor<64x256xf32>
    ```

    Constraints:
    * (D1) `input` and `init` have the same shape.
    * (D2) the last dimension of `input` is static and a whole number of blocks.
    * (D3) the result, where there is one, has the type of `init`.
  }];
  let arguments = (ins QBlock_Blocks:$input, QBlock_F32s:$init);
  let results = (outs Optional<AnyRankedTensor>:$result);
  let assemblyFormat = [{
    attr-dict `ins` `(` $input `:` type($input) `)`
    `outs` `(` $init `:` type($init) `)` (`->` type($result)^)?
  }];
  let extraClassDeclaration = commonDeclaration;
}

//===----------------------------------------------------------------------===//
// matmul, gather_rows
//===----------------------------------------------------------------------===//

def QBlock_MatmulOp : QBlock_DestinationOp<"matmul"> {
  let summary = "multiply activations by the transpose of a quantized weight";
  let description = [{
    result[..., m, n] = init[..., m, n] + sum over k of x[..., m, k] * w[n, k]

    The meaning is that of `dequantize` followed by a `linalg.matmul` with a
    transposed right-hand side, in binary32; x is extended to binary32 first.
    The order of the sum is not fixed. Any number of dimensions may stand before
    M; all of them and M may be dynamic.

    A weight of f32, f16 or bf16 elements is read as it is: recipes leave some
    weights in such a type.

    `activations<q8>` lets x be rounded to blocks of int8, as ggml does, and
    `activations<exact>` forbids it. Without either, the lowering chooses.

    ```mlir
    %y = qblock.matmul ins(%x, %w : tensor<?x256xf32>, tensor<64x256x!qblock.q4_K>)
                       outs(%zero : tensor<?x64xf32>) -> tensor<?x64xf32>
    ```

    Constraints:
    * (M1) `weight` has rank 2, `x` rank 2 or more, and `init` the rank of `x`.
    * (M2) the last dimension of `x` equals the last dimension of `weight`, K.
    * (M3) K is static and a whole number of blocks.
    * (M4) the last dimension of `init` equals the first one of `weight`, N.
    * (M5) the other dimensions of `init` equal those of `x`.
    * (M6) the result, where there is one, has the type of `init`.
  }];
  let arguments = (ins QBlock_Floats:$x, QBlock_Weight:$weight, QBlock_F32s:$init,
                       OptionalAttr<QBlock_ActivationsAttr>:$activations);
  let results = (outs Optional<AnyRankedTensor>:$result);
  let builders = [OpBuilder<(ins "::mlir::Type":$result, "::mlir::Value":$x,
                                 "::mlir::Value":$weight, "::mlir::Value":$init), [{
    build($_builder, $_state, result, x, weight, init, ActivationsAttr());
  }]>];
  let assemblyFormat = [{
    (`activations` $activations^)? attr-dict `ins` `(` $x `,` $weight `:` type($x) `,` type($weight) `)`
    `outs` `(` $init `:` type($init) `)` (`->` type($result)^)?
  }];
  let extraClassDeclaration = commonDeclaration;
}

def QBlock_RoutedMatmulOp : QBlock_Op<"routed_matmul", [
    DestinationStyleOpInterface,
    DeclareOpInterfaceMethods<MemoryEffectsOpInterface>,
    DeclareOpInterfaceMethods<ConditionallySpeculatable>,
    DeclareOpInterfaceMethods<ReifyRankedShapedTypeOpInterface, ["reifyResultShapes"]>]> {
  let summary = "multiply rows by the matrices of a stack that numbers choose";
  let description = [{
    result[p, n] = init[p, n] + sum over k of x[p / J, k] * w[ids[p] * N + n, k]

    The layer of experts that a router chose. The weight is a stack of E matrices
    [N, K], one below the other. There are J numbers for each row of x: those of one
    token that has J experts, or J = 1 where each expert has a row of its own. A
    number that is negative or not less than E is an error at run time.

    `x`, `activations` and the sum are as in `matmul`. Lowerings multiply rows of one
    expert together, so each matrix is read once, and those of no row are not.

    ```mlir
    // Two of eight experts for each row.
    %y = qblock.routed_matmul ins(%x, %w, %ids : tensor<4x256xf32>,
             tensor<512x256x!qblock.q4_K>, tensor<8xi64>)
           outs(%zero : tensor<8x64xf32>) -> tensor<8x64xf32>
    ```

    Constraints:
    * (R1) `x`, `weight` and `init` have rank 2, and `ids` rank 1.
    * (R2) the last dimension of `x` equals the last dimension of `weight`, K.
    * (R3) K is static and a whole number of blocks.
    * (R4) the rows of `weight` and the last dimension of `init`, N, are static, and
      the rows are a multiple of N; of a packed weight, N is whole tiles.
    * (R5) the first dimension of `init` equals that of `ids`.
    * (R6) the first dimension of `ids` is a multiple of that of `x`.
    * (R7) the result, where there is one, has the type of `init`.
  }];
  let arguments = (ins QBlock_Floats:$x, QBlock_Weight:$weight, QBlock_Ids:$ids,
                       QBlock_F32s:$init,
                       OptionalAttr<QBlock_ActivationsAttr>:$activations);
  let results = (outs Optional<AnyRankedTensor>:$result);
  let assemblyFormat = [{
    (`activations` $activations^)? attr-dict
    `ins` `(` $x `,` $weight `,` $ids `:` type($x) `,` type($weight) `,` type($ids) `)`
    `outs` `(` $init `:` type($init) `)` (`->` type($result)^)?
  }];
  let hasVerifier = 1;
  let extraClassDeclaration = [{
    ::mlir::MutableOperandRange getDpsInitsMutable() { return getInitMutable(); }
    /// N, the rows of one matrix.
    int64_t getRowsPerExpert() {
      return ::llvm::cast<::mlir::ShapedType>(getInit().getType()).getDimSize(1);
    }
    /// E, the matrices of the stack.
    int64_t getNumExperts() {
      return ::llvm::cast<::mlir::ShapedType>(getWeight().getType()).getDimSize(0) /
             getRowsPerExpert();
    }
  }];
}

def QBlock_GatherRowsOp : QBlock_DestinationOp<"gather_rows"> {
  let summary = "read rows of a quantized table";
  let description = [{
    result[i..., k] = table[ids[i...], k], decoded to binary32.

    The embedding of token numbers. An id that is negative or not less than the
    number of rows is an error at run time.

    ```mlir
    %e = qblock.gather_rows ins(%t, %ids : tensor<512x256x!qblock.q8_0>, tensor<1x16xi64>)
                            outs(%init : tensor<1x16x256xf32>) -> tensor<1x16x256xf32>
    ```

    Constraints:
    * (G1) `table` has rank 2, and the rank of `init` is that of `ids` plus one.
    * (G2) the last dimension of `table`, K, is static and a whole number of blocks.
    * (G3) the last dimension of `init` equals K.
    * (G4) the other dimensions of `init` equal those of `ids`.
    * (G5) the result, where there is one, has the type of `init`.
  }];
  let arguments = (ins QBlock_Weight:$table, QBlock_Ids:$ids, QBlock_F32s:$init);
  let results = (outs Optional<AnyRankedTensor>:$result);
  let assemblyFormat = [{
    attr-dict `ins` `(` $table `,` $ids `:` type($table) `,` type($ids) `)`
    `outs` `(` $init `:` type($init) `)` (`->` type($result)^)?
  }];
  let extraClassDeclaration = commonDeclaration;
}

//===----------------------------------------------------------------------===//
// pack, unpack, packed_matmul
//===----------------------------------------------------------------------===//

class QBlock_LayoutOp<string mnemonic> : QBlock_Op<mnemonic, [
    Pure, DeclareOpInterfaceMethods<ReifyRankedShapedTypeOpInterface, ["reifyResultShapes"]>]> {
  let hasFolder = 1;
  let hasVerifier = 1;
  let arguments = (ins RankedTensorOf<[QBlock_BlockType]>:$source);
  let results = (outs RankedTensorOf<[QBlock_BlockType]>:$result);
  let assemblyFormat = "$source attr-dict `:` type($source) `to` type($result)";
}

def QBlock_PackOp : QBlock_LayoutOp<"pack"> {
  let summary = "bring a weight into the packed layout";
  let description = [{
    The same matrix with its bits in another order, in which the kernels of a
    target read them. `unpack` gives the bytes back.

    ```mlir
    %p = qblock.pack %w : tensor<64x256x!qblock.q4_K>
                       to tensor<64x256x!qblock.q4_K<#qblock.packed>>
    ```

    Constraints:
    * (P1) both are matrices of one static shape and one format.
    * (P2) K is a whole number of blocks.
    * (P3) `source` is in ggml's order and `result` is packed.
  }];
}

def QBlock_UnpackOp : QBlock_LayoutOp<"unpack"> {
  let summary = "bring a packed weight back into ggml's order";
  let description = [{
    The inverse of `pack`, under the same constraints with the two exchanged.

    ```mlir
    %w = qblock.unpack %p : tensor<64x256x!qblock.q4_K<#qblock.packed>>
                         to tensor<64x256x!qblock.q4_K>
    ```
  }];
}

def QBlock_PackedMatmulOp : QBlock_Op<"packed_matmul", [
    DestinationStyleOpInterface, AttrSizedOperandSegments,
    DeclareOpInterfaceMethods<MemoryEffectsOpInterface>,
    DeclareOpInterfaceMethods<ConditionallySpeculatable>,
    DeclareOpInterfaceMethods<ReifyRankedShapedTypeOpInterface, ["reifyResultShapes"]>]> {
  let summary = "matmuls of one x on the bytes of weights";
  let description = [{
    What `matmul` with `activations<q8>` becomes when types are lowered to storage:
    x is rounded to blocks of int8 as ggml does, products are summed exactly within
    a group of elements, and groups in binary32. `formats` say what the bytes are.
    Several weights share the rounding of x, as those of q, k and v do. The products
    are added to `inits`; with `overwrite` they take their place, and what they held
    is not read. The op survives bufferization, after which kernels take its place.
    Weights may be in ggml's order too, which kernels of GPUs read.

    ```mlir
    %y = qblock.packed_matmul [!qblock.q4_K<#qblock.packed>]
           ins(%x, %w : tensor<?x256xf32>, tensor<4x2368xi8>)
           outs(%zero : tensor<?x64xf32>) -> tensor<?x64xf32>
    ```

    With `routed`, weights are stacks of E matrices of N rows, as those of
    `routed_matmul`: rows `order[starts[e]]` to `order[starts[e + 1] - 1]` of the inits
    are those of matrix e. Row p of an init comes from row p / J of x, where there are
    J times as many. The numbers are taken for right.

    ```mlir
    %y = qblock.packed_matmul [!qblock.q4_K<#qblock.packed>]
           ins(%x, %w : tensor<4x256xf32>, tensor<32x2368xi8>)
           routed(%order, %starts : tensor<8xindex>, tensor<9xindex>)
           outs(%zero : tensor<8x64xf32>) -> tensor<8x64xf32>
    ```

    Constraints:
    * (B1) `x`, `weights` and `inits` have rank 2, and `formats` are block types
      that are packed, or could be if rows are not routed; there are as many of
      each, and at least one.
    * (B2) the bytes of a tile, or of a row in ggml's order, are those that K
      elements of the format take.
    * (B3) an init has as many columns as the tiles of a matrix have rows, but for
      the last tile, which may be filled up if there is one matrix; or as a matrix
      in ggml's order has rows.
    * (B4) an init has as many rows as `x`; if routed, as many as `order`, which are
      a multiple of those of `x`.
    * (B5) results, where there are some, have the types of the inits.
    * (B6) `order` and `starts` have rank 1 and are both there or both not; the size
      of `starts` is static, E + 1.
  }];
  let arguments = (ins QBlock_F32s:$x, Variadic<QBlock_Bytes>:$weights,
                       Optional<QBlock_Indices>:$order, Optional<QBlock_Indices>:$starts,
                       Variadic<QBlock_F32s>:$inits,
                       TypedArrayAttrBase<TypeAttrOf<QBlock_BlockType>, "block types">:$formats,
                       UnitAttr:$overwrite);
  let results = (outs Variadic<AnyRankedTensor>:$results);
  let builders = [OpBuilder<(ins "::mlir::TypeRange":$results, "::mlir::Value":$x,
                                 "::mlir::ValueRange":$weights, "::mlir::ValueRange":$inits,
                                 "::mlir::ArrayAttr":$formats, "bool":$overwrite), [{
    build($_builder, $_state, results, x, weights, /*order=*/{}, /*starts=*/{}, inits,
          formats, overwrite);
  }]>];
  let assemblyFormat = [{
    $formats (`overwrite` $overwrite^)? attr-dict
    `ins` `(` $x `,` $weights `:` type($x) `,` type($weights) `)`
    (`routed` `(` $order^ `,` $starts `:` type($order) `,` type($starts) `)`)?
    `outs` `(` $inits `:` type($inits) `)` (`->` type($results)^)?
  }];
  let hasVerifier = 1;
  let extraClassDeclaration = [{
    ::mlir::MutableOperandRange getDpsInitsMutable() { return getInitsMutable(); }
    bool isRouted() { return getOrder() != nullptr; }
    /// E, the matrices of each weight; 1 if it is not routed.
    int64_t getNumExperts() {
      return isRouted() ? ::llvm::cast<::mlir::ShapedType>(getStarts().getType())
                                  .getDimSize(0) - 1
                        : 1;
    }
    ::qblock::BlockType getBlockType(unsigned index) {
      return ::llvm::cast<::qblock::BlockType>(
          ::llvm::cast<::mlir::TypeAttr>(getFormats()[index]).getValue());
    }
  }];
}

//===----------------------------------------------------------------------===//
// from_storage, to_storage
//===----------------------------------------------------------------------===//

class QBlock_StorageOp<string mnemonic> : QBlock_Op<mnemonic, [
    Pure, DeclareOpInterfaceMethods<ReifyRankedShapedTypeOpInterface, ["reifyResultShapes"]>]> {
  let hasFolder = 1;
  let hasVerifier = 1;
}

def QBlock_FromStorageOp : QBlock_StorageOp<"from_storage"> {
  let summary = "see bytes as quantized blocks";
  let description = [{
    Reinterprets bytes as blocks; nothing is computed. For the boundary to code
    that knows nothing of block types.

    ```mlir
    %w = qblock.from_storage %b : tensor<64x144xi8> to tensor<64x256x!qblock.q4_K>
    ```

    Constraints:
    * (S1) both have the same rank, and equal dimensions but for the last.
    * (S2) the last dimension of the blocks is static and a whole number of blocks.
    * (S3) the last dimension of the bytes is what those blocks take.

    The bytes of a packed matrix are [tiles, bytes of a tile].
  }];
  let arguments = (ins RankedTensorOf<[I8]>:$storage);
  let results = (outs RankedTensorOf<[QBlock_BlockType]>:$blocks);
  let assemblyFormat = "$storage attr-dict `:` type($storage) `to` type($blocks)";
}

def QBlock_ToStorageOp : QBlock_StorageOp<"to_storage"> {
  let summary = "see quantized blocks as bytes";
  let description = [{
    The inverse of `from_storage`, under the same constraints S1 to S3.

    ```mlir
    %b = qblock.to_storage %w : tensor<64x256x!qblock.q4_K> to tensor<64x144xi8>
    ```
  }];
  let arguments = (ins RankedTensorOf<[QBlock_BlockType]>:$blocks);
  let results = (outs RankedTensorOf<[I8]>:$storage);
  let assemblyFormat = "$blocks attr-dict `:` type($blocks) `to` type($storage)";
}

#endif // QBLOCK_DIALECT_QBLOCK_IR_QBLOCKOPS_TD
