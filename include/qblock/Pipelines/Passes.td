//===- Passes.td - Passes on the way to machine code -*- tablegen -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_PIPELINES_PASSES_TD
#define QBLOCK_PIPELINES_PASSES_TD

include "mlir/Pass/PassBase.td"

def ExportFunctions : Pass<"qblock-export-functions", "::mlir::ModuleOp"> {
  let summary = "make public functions callable from C";
  let description = [{
    Gives public functions the C interface of the LLVM dialect
    (`_mlir_ciface_NAME`, with descriptors of buffers) and forbids bufferization to
    write into their arguments.

    Run it on tensors. Example:

    ```mlir
    func.func @main(%x: tensor<4xf32>) -> tensor<4xf32>
    // becomes
    func.func @main(%x: tensor<4xf32> {bufferization.writable = false}) -> tensor<4xf32>
        attributes {llvm.emit_c_interface}
    ```
  }];
  let dependentDialects = ["::mlir::bufferization::BufferizationDialect",
                           "::mlir::LLVM::LLVMDialect"];
}

def ExpandMath : Pass<"qblock-expand-math"> {
  let summary = "write functions as arithmetic that LLVM vectorizes";
  let description = [{
    Replaces exponentials, logarithms, tanh and erf by upstream's polynomials, in
    binary32, powers with small whole exponents by products, and what LLVM's
    back ends lack (bf16, rounding divisions) by integer arithmetic. Sines and
    cosines stay, as do powers.

    With `all` they do not, for targets without a library of functions: arguments
    of sines and cosines are reduced in binary64, so that large ones, as in rotary
    embeddings, are as exact as small ones.

    Run it before loops become branches. Example:

    ```mlir
    %y = math.powf %x, %two : f32
    // becomes
    %y = arith.mulf %x, %x : f32
    ```
  }];
  let options = [
    Option<"all", "all", "bool", "false",
           "Leave no function that a library would have to supply (default: false)">,
  ];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::LLVM::LLVMDialect",
                           "::mlir::math::MathDialect", "::mlir::vector::VectorDialect"];
}

def FuseCheapProducers : Pass<"qblock-fuse-cheap-producers", "::mlir::ModuleOp"> {
  let summary = "fuse elementwise ops where nothing is computed twice";
  let description = [{
    Fuses an elementwise `linalg.generic` into its consumer if that repeats no
    arithmetic: the producer only moves or casts elements (transposes, broadcasts,
    extensions of a weight), or it has one use and the consumer reads each of its
    elements once. Unlike `linalg-fuse-elementwise-ops` it never moves arithmetic
    into the reduction of a matmul.

    Run it on tensors, after `linalg-generalize-named-ops`. Example:

    ```mlir
    %t = linalg.generic {...} ins(%w : tensor<8x4xf32>) outs(%e : tensor<4x8xf32>) { yield %in }
    %y = linalg.generic {...} ins(%x, %t : tensor<2x4xf32>, tensor<4x8xf32>) ...
    // becomes: the matmul reads %w through the map (m, n, k) -> (n, k)
    ```
  }];
  let dependentDialects = ["::mlir::affine::AffineDialect",
                           "::mlir::linalg::LinalgDialect"];
}

def DropUnitDims : Pass<"qblock-drop-unit-dims", "::mlir::ModuleOp"> {
  let summary = "drop dimensions of one and spell reshapes out";
  let description = [{
    Upstream's `linalg-fold-unit-extent-dims` with two differences: products of
    matrices keep their rows, be there one or many, and a `tensor.reshape` whose
    sizes are known at run time alone becomes `tensor.collapse_shape` and
    `tensor.expand_shape` where it is certain which dimensions belong together.

    Run it on tensors, after `linalg-generalize-named-ops`. Example:

    ```mlir
    %y = linalg.generic {...} ins(%x : tensor<1x8x?xf32>) outs(%e : tensor<1x8x?xf32>)
    // becomes, between a collapse and an expansion of its tensors
    %y = linalg.generic {...} ins(%x : tensor<8x?xf32>) outs(%e : tensor<8x?xf32>)
    ```
  }];
  let dependentDialects = ["::mlir::affine::AffineDialect", "::mlir::arith::ArithDialect",
                           "::mlir::linalg::LinalgDialect",
                           "::mlir::tensor::TensorDialect"];
}

def MergeMatmuls : Pass<"qblock-merge-matmuls", "::mlir::ModuleOp"> {
  let summary = "let packed matmuls share the rounding of x and add to residuals";
  let description = [{
    Packed matmuls of one block that read the same x become one op with several
    weights, at the place of the first one. A sum of a packed matmul and something
    else, as at the end of a layer, becomes a matmul that adds to it.

    Run it on tensors, after `convert-qblock-to-linalg`. Example:

    ```mlir
    %q = qblock.packed_matmul [!qblock.q4_K<#qblock.packed>] overwrite ins(%x, %wq : ...) ...
    %v = qblock.packed_matmul [!qblock.q6_K<#qblock.packed>] overwrite ins(%x, %wv : ...) ...
    // becomes
    %qv:2 = qblock.packed_matmul [!qblock.q4_K<#qblock.packed>, !qblock.q6_K<#qblock.packed>]
              overwrite ins(%x, %wq, %wv : ...) ...
    ```
  }];
  let dependentDialects = ["::mlir::tensor::TensorDialect"];
  let statistics = [
    Statistic<"numMerged", "num-merged", "packed matmuls that became one with others">
  ];
}

def TileAttention : Pass<"qblock-tile-attention", "::mlir::ModuleOp"> {
  let summary = "compute two products and what is between them a tile at a time";
  let description = [{
    Finds a product of matrices of which one factor comes, over elementwise ops and
    at least one reduction, from another product: attention and its like. Its rows
    are tiled, a few at a time, and a batch one by one, and all ops back to the
    first product are fused into the loop. An op is left out if it, or something
    after it, would be computed for several tiles.

    Where what is between the products is a softmax whose scores are masked, by a
    number that is added or chosen instead, a tile has the columns from the first to
    the last one that some of its rows does not mask, in multiples of 32. A column is
    masked in a row if its mask is lower than another one of the row by 1e30: its
    exponential is zero then, unless scores are as large themselves. What masks is
    looked for once for all heads, at run time; so causal models, windows and padding
    are alike. Infinities and NaNs in a column that no row needs are not seen.

    Run it on tensors, after `qblock-drop-unit-dims`. Example:

    ```mlir
    %s = linalg.generic {...} ins(%q, %k : ...) outs(... : tensor<9x?x?xf32>) // products
    ...                                                                      // softmax
    %y = linalg.generic {...} ins(%p, %v : ...) outs(... : tensor<9x?x64xf32>)
    // becomes
    %y = scf.forall (%head, %row) ... { /* the same for tensor<1x?x?xf32> */ }
    ```
  }];
  let dependentDialects = ["::mlir::affine::AffineDialect", "::mlir::arith::ArithDialect",
                           "::mlir::linalg::LinalgDialect", "::mlir::scf::SCFDialect",
                           "::mlir::tensor::TensorDialect"];
  let statistics = [
    Statistic<"numTiled", "num-tiled", "products that were tiled with what they read">,
    Statistic<"numRestricted", "num-restricted", "of those, with the columns that are needed">
  ];
}

def OrderLoops : Pass<"qblock-order-loops", "::mlir::ModuleOp"> {
  let summary = "choose the loop order of reductions";
  let description = [{
    Interchanges the loops of each `linalg.generic` that has a reduction: innermost
    comes the loop along which most operands are contiguous or constant, so that
    LLVM can vectorize it, outermost those that walk the largest operand, so that
    a weight is read from memory once. Reduction loops keep their order among each
    other.

    With `reassociate`, sums within reductions may be added in any order. Without,
    a sum whose innermost loop is the reduction runs one element at a time.
  }];
  let options = [
    Option<"reassociate", "reassociate", "bool", "true",
           "Let sums of reductions be added in any order (default: true)">,
  ];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::linalg::LinalgDialect"];
}

def OutlineKernels : Pass<"qblock-outline-kernels", "::mlir::ModuleOp"> {
  let summary = "move linalg ops on buffers into functions they share";
  let description = [{
    Moves each linalg op that stands directly in a function's body, together with
    the scalar constants it reads, into a private function; equal ones become one
    function. The layers of a transformer thereby share their kernels, and the time
    that LLVM takes does not grow with the number of layers.

    Buffers that the op writes and that cannot overlap another operand are listed
    in the function's attribute `no_alias`: the positions that the pointers to
    their elements will have among the arguments of the lowered function.
    `memref.copy` between strided buffers becomes a linalg op first.

    Run it after bufferization and deallocation.
  }];
  let statistics = [
    Statistic<"numOps", "ops", "Number of linalg ops moved">,
    Statistic<"numKernels", "kernels", "Number of functions they share">,
  ];
  let dependentDialects = ["::mlir::func::FuncDialect", "::mlir::linalg::LinalgDialect"];
}

def ProfileCalls : Pass<"qblock-profile-calls", "::mlir::ModuleOp"> {
  let summary = "measure the time of kernels";
  let description = [{
    Puts each call of a kernel in a public function between
    `i64 qblock_profile_now()`, a clock, and `void qblock_profile_add(const char
    *label, i64 begin, i64 weight_bytes, i64 products)`, which the runtime has.
    Labels tell the format and shape of a weight, or what other kernels compute.

    Run it after `qblock-outline-kernels`. Example:

    ```mlir
    call @qblock_kernel(%x) : (memref<4xf32>) -> ()
    // becomes
    %begin = llvm.call @qblock_profile_now() : () -> i64
    call @qblock_kernel(%x) : (memref<4xf32>) -> ()
    llvm.call @qblock_profile_add(%label, %begin, %c0, %c0) : (!llvm.ptr, i64, i64, i64) -> ()
    ```
  }];
  let statistics = [
    Statistic<"numCalls", "calls", "Number of calls measured">,
  ];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::LLVM::LLVMDialect",
                           "::mlir::memref::MemRefDialect"];
}

def ReuseBuffers : Pass<"qblock-reuse-buffers"> {
  let summary = "let a buffer that is done with serve later allocations";
  let description = [{
    Replaces a `memref.alloc` by an earlier one of the same type, sizes and
    alignment in the same block that was deallocated before it, and moves the
    deallocation to the end of the later use.

    Run it after deallocation. Example:

    ```mlir
    %a = memref.alloc() : memref<64xf32>
    "use"(%a) : (memref<64xf32>) -> ()
    memref.dealloc %a : memref<64xf32>
    %b = memref.alloc() : memref<64xf32>
    "use"(%b) : (memref<64xf32>) -> ()
    memref.dealloc %b : memref<64xf32>
    // becomes
    %a = memref.alloc() : memref<64xf32>
    "use"(%a) : (memref<64xf32>) -> ()
    "use"(%a) : (memref<64xf32>) -> ()
    memref.dealloc %a : memref<64xf32>
    ```
  }];
  let statistics = [
    Statistic<"numReused", "reused", "Number of allocations replaced">,
  ];
  let dependentDialects = ["::mlir::memref::MemRefDialect"];
}

def MarkNoAlias : Pass<"qblock-mark-no-alias", "::mlir::ModuleOp"> {
  let summary = "turn no_alias into llvm.noalias";
  let description = [{
    Puts `llvm.noalias` on the arguments that `qblock-outline-kernels` listed.
    (Attributes on a memref argument are lost when it is expanded.)

    Run it on the LLVM dialect.
  }];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect"];
}

def VerifyShapes : Pass<"qblock-verify-shapes", "::mlir::ModuleOp"> {
  let summary = "compare dynamic sizes before linalg ops";
  let description = [{
    Puts a `cf.assert` before each linalg op with dynamic shapes for each size that
    must equal another one, so that inputs whose shapes do not fit together are an
    error and no reading past the end of a buffer. Ops with static shapes get
    nothing.

    Run it while linalg ops exist and before `qblock-lower-asserts`. Example:

    ```mlir
    linalg.copy ins(%a : memref<?xf32>) outs(%b : memref<4xf32>)
    // becomes
    %size = memref.dim %a, %c0 : memref<?xf32>
    %ok = arith.cmpi eq, %size, %c4 : index
    cf.assert %ok, "expects equal sizes of two operands of 'linalg.copy', ..."
    linalg.copy ins(%a : memref<?xf32>) outs(%b : memref<4xf32>)
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::cf::ControlFlowDialect",
                           "::mlir::memref::MemRefDialect", "::mlir::tensor::TensorDialect"];
}

def VectorizeContractions : Pass<"qblock-vectorize-contractions", "::mlir::ModuleOp"> {
  let summary = "keep the sums of matrix products in vector registers";
  let description = [{
    Replaces each `linalg.generic` on buffers of f32 that adds products over one
    dimension, with the result's last dimension the last one of a factor, by loops
    over tiles of the result whose sums are vectors. The sums of an element keep
    their order; multiplications and additions must be allowed to fuse (`contract`).

    Run it before linalg becomes loops. Products of weights in blocks have kernels
    of their own; what is left for this pass are products of activations.

    Example: for vectors of 16 floats,

    ```mlir
    linalg.generic {y[m, n] += a[m, k] * b[k, n]} ...
    // becomes
    scf.for n by 32 { scf.for m by 4 {
      %sums:8 = scf.for k iter_args(...) -> (vector<16xf32>, ...) { ... vector.fma ... }
    } }
    ```
  }];
  let options = [
    Option<"target", "target", "std::string", "\"generic\"",
           "Whose vectors are used, as in convert-qblock-to-vector (default: generic)">,
  ];
  let statistics = [
    Statistic<"numVectorized", "vectorized", "Number of ops replaced">,
  ];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::memref::MemRefDialect",
                           "::mlir::scf::SCFDialect", "::mlir::vector::VectorDialect"];
}

def LowerPacks : Pass<"qblock-lower-packs", "::mlir::func::FuncOp"> {
  let summary = "lower linalg.pack and linalg.unpack";
  let description = [{
    Rewrites the two ops, which cannot be bufferized, to pads, reshapes, transposes
    and slices of tensors. Example:

    ```mlir
    %p = linalg.pack %x inner_dims_pos = [0, 1] inner_tiles = [16, 8] into %e
        : tensor<64x96xf32> -> tensor<4x12x16x8xf32>
    // becomes
    %s = tensor.expand_shape %x [[0, 1], [2, 3]] output_shape [4, 16, 12, 8]
        : tensor<64x96xf32> into tensor<4x16x12x8xf32>
    %p = linalg.transpose ins(%s : tensor<4x16x12x8xf32>)
                          outs(%e : tensor<4x12x16x8xf32>) permutation = [0, 2, 1, 3]
    ```

    Ops that cannot be lowered (tiles of dynamic size) stay and are reported by
    bufferization.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::linalg::LinalgDialect",
                           "::mlir::tensor::TensorDialect"];
}

def LowerAsserts : Pass<"qblock-lower-asserts", "::mlir::ModuleOp"> {
  let summary = "make failed assertions call the runtime";
  let description = [{
    `cf.assert` becomes a branch to a call of `qblock_runtime_fail` with the
    message as a C string. The function must not return. (Upstream's lowering calls
    abort(), which would take the host program along.)

    Run it after control flow has become branches. Example:

    ```mlir
    cf.assert %ok, "index must be smaller than dim size"
    // becomes
    cf.cond_br %ok, ^next, ^fail
    ^fail:
      %m = llvm.mlir.addressof @qblock_message_0 : !llvm.ptr
      llvm.call @qblock_runtime_fail(%m) : (!llvm.ptr) -> ()
      llvm.unreachable
    ```
  }];
  let dependentDialects = ["::mlir::cf::ControlFlowDialect", "::mlir::LLVM::LLVMDialect"];
}

def LaunchLoops : Pass<"qblock-launch-loops", "::mlir::ModuleOp"> {
  let summary = "make GPU kernels of linalg ops and independent loops";
  let description = [{
    Each linalg op on buffers becomes a kernel in `gpu.module @qblock_kernels` and
    its launch: a thread computes one element of the result, its reductions are
    loops. A warp shares an element if all operands lie along its reduction. So do loops that `qblock.independent` marks, with the loops in them. Equal
    kernels become one. Kernels that can fail (`cf.assert`) get one argument more,
    the word that `qblock_device_errors` gives, and the module the messages.

    Elements of a public function's arguments that nothing writes, or of constants, what
    follows from them, views whose place depends on them, and assertions on them are repeated in the
    kernels that need them. So the host does not read a position or an id: launches are the
    same for all of them.

    Buffers are taken to be in the device's memory. Run it after bufferization and
    deallocation. Example:

    ```mlir
    linalg.generic {iterator_types = ["parallel"], ...} outs(%y : memref<64xf32>) { ... }
    // becomes
    gpu.launch_func @qblock_kernels::@qblock_loops_0 blocks in (%c1, %c1, %c1)
      threads in (%c128, %c1, %c1) args(%y : memref<64xf32>)
    ```
  }];
  let statistics = [
    Statistic<"numOps", "ops", "Number of ops and loops moved">,
    Statistic<"numKernels", "kernels", "Number of kernels they share">,
  ];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::arith::ArithDialect",
    "::mlir::gpu::GPUDialect", "::mlir::linalg::LinalgDialect",
    "::mlir::LLVM::LLVMDialect", "::mlir::memref::MemRefDialect",
    "::mlir::scf::SCFDialect"];
}

def LowerKernelAsserts : Pass<"qblock-lower-kernel-asserts", "::mlir::gpu::GPUModuleOp"> {
  let summary = "make failed assertions of kernels write their number";
  let description = [{
    A thread whose `cf.assert` fails writes the number of the message, from 1 on, to
    the word that the kernel's last argument points to, and ends. The messages are
    those that `qblock-launch-loops` put on the module.

    Run it after control flow has become branches. Example:

    ```mlir
    cf.assert %ok, "index must be smaller than dim size"
    // becomes
    cf.cond_br %ok, ^next, ^fail
    ^fail:
      llvm.store %c1, %errors : i32, !llvm.ptr<1>
      gpu.return
    ```
  }];
  let dependentDialects = ["::mlir::cf::ControlFlowDialect", "::mlir::gpu::GPUDialect",
                           "::mlir::LLVM::LLVMDialect"];
}

def VerifyKernels : Pass<"qblock-verify-kernels", "::mlir::ModuleOp"> {
  let summary = "compile kernels for a chip, or report what it cannot run";
  let description = [{
    Names the chip that each `gpu.module` is for. After lowering (`lowered`), it
    reports ops that the chip lacks and functions that nothing defines: LLVM would
    end the process, or leave them to the driver.
  }];
  let options = [
    Option<"chip", "target-chip", "std::string", "",
           "The GPU that kernels are for, as its vendor's tools name it">,
    Option<"lowered", "lowered", "bool", "false",
           "Check lowered kernels, instead of naming their chip (default: false)">,
  ];
  let dependentDialects = ["::mlir::gpu::GPUDialect", "::mlir::NVVM::NVVMDialect"];
}

def LowerForChips : Pass<"qblock-lower-for-chips", "::mlir::ModuleOp"> {
  let summary = "make kernels for several chips, and host code for each";
  let description = [{
    Runs the passes of `qblock-to-nvvm` from `convert-qblock-to-gpu` to
    `qblock-lower-launches` on a copy of the module for each chip and joins the
    results: a public function asks the runtime which chip's code the device runs
    best and calls that. Constants that are equal become one, so weights are there
    once.

    PTX runs on its chip and later ones that have the shared memory it asks for; a
    device gets the latest. A cubin runs
    on its own chip only, so with `format=cubin` there is PTX of the oldest one as well.
    Example:

    ```mlir
    func.func @main(%x: memref<16xf32>) {
      %i = llvm.call @qblock_device_choose(%table, %c2) : (!llvm.ptr, i64) -> i64
      cf.switch %i : i64, [default: ^bb1, 1: ^bb2]
    ^bb1:
      call @main_sm_80(%x) : (memref<16xf32>) -> ()
      return
    ^bb2:
      call @main_sm_90(%x) : (memref<16xf32>) -> ()
      return
    }
    ```
  }];
  let options = [
    ListOption<"chips", "target-chips", "std::string",
               "The GPUs that kernels are for">,
    Option<"format", "format", "std::string", "\"ptx\"",
           "What kernels become: 'ptx', 'cubin' or 'fatbin' (default: ptx)">,
    Option<"gemm", "gemm", "std::string", "\"int8\"",
           "Arithmetic of products of many rows, as convert-qblock-to-gpu takes it">,
  ];
  let statistics = [
    Statistic<"numVariants", "variants", "Number of copies of host code">,
  ];
  let dependentDialects = [
    "::mlir::cf::ControlFlowDialect", "::mlir::func::FuncDialect",
    "::mlir::LLVM::LLVMDialect"];
}

def LowerLaunches : Pass<"qblock-lower-launches", "::mlir::ModuleOp"> {
  let summary = "make host code call the runtime of GPUs";
  let description = [{
    Buffers are in the device's memory, whose addresses the host does not read. So
    launches, copies, and loads and stores of single elements become calls of the
    functions in qblock/Runtime/DeviceFunctions.h, and constants are copied to the
    device when they are first used. Of each `gpu.binary`, whose code becomes a
    constant, the first object is taken.

    Run it after `gpu-module-to-binary` and before buffers become LLVM's. Example:

    ```mlir
    memref.copy %a, %b : memref<64xf32> to memref<64xf32>
    // becomes
    llvm.call @qblock_device_copy(%pb, %pa, %c256) : (!llvm.ptr, !llvm.ptr, i64) -> ()
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::LLVM::LLVMDialect",
                           "::mlir::memref::MemRefDialect"];
}

#endif // QBLOCK_PIPELINES_PASSES_TD
