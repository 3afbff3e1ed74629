//===- Passes.td - Passes of the qblock dialect ------------*- tablegen -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_DIALECT_QBLOCK_TRANSFORMS_PASSES_TD
#define QBLOCK_DIALECT_QBLOCK_TRANSFORMS_PASSES_TD

include "mlir/Pass/PassBase.td"

def Quantize : Pass<"qblock-quantize", "::mlir::ModuleOp"> {
  let summary = "give every weight matrix the block type of a llama.cpp scheme";
  let description = [{
    Finds the weights of a transformer at the linalg level (function arguments,
    constants and globals that matmuls and embedding lookups read), decides each
    one's type by the rules of the scheme, rewrites the matmuls and lookups to
    `qblock.matmul` and `qblock.gather_rows`, and gives the weights their new
    type: constants and bound weights are quantized, unbound arguments change in
    the function's signature.

    Run it first, before passes that fuse or generalize linalg ops. Products of
    activations, norms, biases, routers, position tables and weights whose
    elements something else needs stay as they are. A module that is quantized
    already is left unchanged.

    Example:

    ```mlir
    func.func @main(%x: tensor<4x256xf32>, %w: tensor<512x256xf32>) -> tensor<4x512xf32>
    // after qblock-quantize{scheme=q4_k_m}:
    func.func @main(%x: tensor<4x256xf32>, %w: tensor<512x256x!qblock.q4_K>) -> tensor<4x512xf32>
    ```
  }];
  let options = [
    Option<"scheme", "scheme", "std::string", "\"\"",
           "The scheme, by llama.cpp's name: q4_k_m, Q8_0, ... (no default)">,
    Option<"recipeFile", "recipe", "std::string", "\"\"",
           "Take the scheme from this file of recipes; without a scheme's name "
           "the only one in it (default: the built-in schemes)">,
    Option<"targetBits", "target-bpw", "std::string", "\"\"",
           "Instead of a scheme: the types of least error that take at most so many "
           "bits per weight, on average">,
    Option<"targetSize", "target-size", "std::string", "\"\"",
           "Instead of a scheme: the types of least error whose bytes are at most so "
           "many together: 3.9GiB, 700MB, ...">,
    Option<"reportFile", "report", "std::string", "\"\"",
           "Write the table of weights to this file: .tsv or .json; '-' for "
           "standard output, for reading (default: no table)">,
    Option<"dryRun", "dry-run", "bool", "false",
           "Decide and report, but leave the module as it is">,
    Option<"weightsFile", "weights", "std::string", "\"\"",
           "GGUF or safetensors file with the weights (default: arguments stay "
           "arguments)">,
    Option<"weightMapFile", "weight-map", "std::string", "\"\"",
           "JSON file that binds arguments, globals and resource keys to stored "
           "tensors">,
    Option<"weightsOutputFile", "weights-output", "std::string", "\"\"",
           "Write the bound weights, quantized, to this GGUF file and leave the "
           "arguments and globals open (default: they become constants)">,
    ListOption<"tensorTypes", "tensor-type", "std::string",
           "PATTERN=TYPE: type of the weights whose name in a GGUF file holds the "
           "pattern, a regular expression; the first that matches counts">,
    Option<"tensorTypeFile", "tensor-type-file", "std::string", "\"\"",
           "Read such pairs from this file, separated by white space">,
    Option<"outputTensorType", "output-tensor-type", "std::string", "\"\"",
           "Type of the output matrix (default: the scheme's)">,
    Option<"tokenEmbeddingType", "token-embedding-type", "std::string", "\"\"",
           "Type of the token embedding (default: the scheme's)">,
    Option<"leaveOutput", "leave-output-tensor", "bool", "false",
           "Keep the output matrix as it is">,
    Option<"pure", "pure", "bool", "false",
           "Give all weights the scheme's default type">,
    Option<"allowRequantize", "allow-requantize", "bool", "false",
           "Convert stored weights that are quantized already to another type">,
    Option<"allowNonFinite", "allow-non-finite", "bool", "false",
           "Let infinite and NaN weights through, as ggml does">,
    Option<"importanceFile", "imatrix", "std::string", "\"\"",
           "Importance data as llama-imatrix writes them (default: none). Weights "
           "that stay open are quantized without when they are bound">,
    ListOption<"includedWeights", "include-weights", "std::string",
           "Use importance only for weights whose name in a GGUF file holds this">,
    ListOption<"excludedWeights", "exclude-weights", "std::string",
           "Use no importance for such weights">,
    Option<"architecture", "architecture", "std::string", "\"\"",
           "The model's family, as general.architecture of GGUF (default: that "
           "of the weights file, else llama)">,
    Option<"heads", "heads", "int64_t", "0",
           "Number of attention heads (default: inferred)">,
    Option<"kvHeads", "kv-heads", "int64_t", "0",
           "Number of key/value heads (default: inferred)">,
    Option<"layers", "layers", "int64_t", "0",
           "Number of layers (default: inferred)">,
    Option<"experts", "experts", "int64_t", "0",
           "Number of experts of a feed-forward (default: inferred)">,
    Option<"keepSignature", "keep-signature", "bool", "false",
           "Leave the arguments of functions as they are and quantize weights on "
           "entry, at each call">,
  ];
  let statistics = [
    Statistic<"numWeights", "weights", "Number of weight matrices found">,
    Statistic<"numQuantized", "quantized", "Number of weights given another type">,
    Statistic<"numMatmuls", "matmuls", "Number of matmuls rewritten">,
    Statistic<"numGathers", "gathers", "Number of row lookups rewritten">,
  ];
  let dependentDialects = ["::mlir::affine::AffineDialect", "::mlir::arith::ArithDialect",
                           "::mlir::cf::ControlFlowDialect", "::mlir::linalg::LinalgDialect",
                           "::mlir::scf::SCFDialect",
                           "::mlir::tensor::TensorDialect", "::qblock::QBlockDialect"];
}

def ExpandRoutedMatmuls : Pass<"qblock-expand-routed-matmuls", "::mlir::ModuleOp"> {
  let summary = "make a loop of matmuls of each routed matmul";
  let description = [{
    For targets whose kernels for routed rows read packed weights alone: a loop over
    the numbers, each step of which multiplies one row by one matrix, which it reads in
    place. Such a loop reads a matrix as often as it is chosen. Ops on packed weights
    that round activations are left alone, so this comes after packing.

    Example:

    ```mlir
    %y = qblock.routed_matmul ins(%x, %w, %ids : ...) outs(%zero : ...) -> ...
    // becomes
    %y = scf.for %p = %c0 to %numIds step %c1 iter_args(%out = %zero) -> ... {
      %id = tensor.extract %ids[%p] : tensor<8xi64>
      ...
      %rows = tensor.extract_slice %w[%first, 0] [64, 256] [1, 1] : ...
      %row = qblock.matmul ins(%xRow, %rows : ...) outs(%outRow : ...) -> ...
    ```
  }];
  let statistics = [
    Statistic<"numExpanded", "expanded", "Number of ops replaced">,
  ];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::cf::ControlFlowDialect",
                           "::mlir::scf::SCFDialect", "::mlir::tensor::TensorDialect",
                           "::qblock::QBlockDialect"];
}

def PackWeights : Pass<"qblock-pack-weights", "::mlir::ModuleOp"> {
  let summary = "bring weights into the layout that kernels read";
  let description = [{
    Puts a `qblock.pack` behind each weight that matmuls with `activations<q8>`
    read, and lets all its readers read the packed weight. `qblock-fold-constants`
    then packs constants; what is no constant is packed at run time.

    A weight stays in ggml's order if something reads it in that order (a slice
    that cuts a tile, for one), since nothing is kept twice, or if it comes out of
    a loop or into a private function. Its matmuls decode it then.

    Who calls a function whose arguments are packed packs weights once, when it
    loads them. With `export-packers` a function of the module does that, where the
    module runs: for `@main` it is `@main_pack_weights`, whose arguments are those of
    `@main` that are packed, in ggml's order, and whose results take their places.

    Example:

    ```mlir
    %y = qblock.matmul ins(%x, %w : tensor<4x256xf32>, tensor<64x256x!qblock.q4_K>) ...
    // becomes
    %p = qblock.pack %w : tensor<64x256x!qblock.q4_K>
                       to tensor<64x256x!qblock.q4_K<#qblock.packed>>
    %y = qblock.matmul activations <q8> ins(%x, %p : ...) ...
    ```
  }];
  let options = [
    Option<"activations", "activations", "std::string", "\"q8\"",
           "For matmuls that do not say it: 'q8' rounds activations to int8 as ggml "
           "does, 'exact' keeps them (default: q8)">,
    Option<"packArguments", "pack-arguments", "bool", "false",
           "Let arguments of public functions be packed by the caller: their types "
           "change (default: they are packed at each call)">,
    Option<"exportPackers", "export-packers", "bool", "false",
           "With pack-arguments, add to each such function `@f` a public function "
           "`@f_pack_weights`, from the weights in ggml's order to packed ones">,
    Option<"keepOrder", "keep-order", "bool", "false",
           "Pack nothing: kernels read weights in ggml's order">,
    Option<"remarks", "remarks", "bool", "false",
           "Tell for each matmul what its weight's layout is, and why">,
  ];
  let statistics = [
    Statistic<"numPacked", "packed", "Number of weights packed">,
    Statistic<"numKept", "kept", "Number of weights left in ggml's order">,
  ];
  let dependentDialects = ["::qblock::QBlockDialect"];
}

def FoldConstants : Pass<"qblock-fold-constants", "::mlir::ModuleOp"> {
  let summary = "quantize and pack constants at compile time";
  let description = [{
    Replaces `qblock.quantize`, `qblock.pack` and `qblock.unpack` of a constant, or
    of a global that never changes, by a constant that holds the blocks in a
    resource. Equal constants share one. Works on all cores, and the
    resources' names do not depend on which core was first; this is why it is a
    pass and no folder.

    Example:

    ```mlir
    %w = qblock.quantize ins(%c : tensor<1x32xf32>) outs(%e : tensor<1x32x!qblock.q8_0>) -> ...
    // becomes
    %w = arith.constant dense_resource<qblock_0> : tensor<1x32x!qblock.q8_0>
    ```
  }];
  let statistics = [
    Statistic<"numFolded", "folded", "Number of ops replaced">,
  ];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::qblock::QBlockDialect"];
}

#endif // QBLOCK_DIALECT_QBLOCK_TRANSFORMS_PASSES_TD
