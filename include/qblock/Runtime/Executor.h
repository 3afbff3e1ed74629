//===- Executor.h - Running a model in this process -------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_RUNTIME_EXECUTOR_H
#define QBLOCK_RUNTIME_EXECUTOR_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/BuiltinTypes.h"
#include "qblock/Runtime/Device.h"
#include "qblock/Support/Expected.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace qblock::runtime {

/// A dense, row-major array. Elements are little-endian; an i1 takes a byte, an
/// index eight.
struct HostArray {
  mlir::Type elementType;
  llvm::SmallVector<int64_t> shape;
  std::vector<uint8_t> data;
};

/// Bytes of one weight. `owner` keeps them alive; null if they outlive the
/// executor anyway.
struct WeightBytes {
  const uint8_t *data = nullptr;
  uint64_t numBytes = 0;
  std::shared_ptr<const void> owner;
};

/// A value that may come from a weights file.
struct WeightRequest {
  enum class Kind { Argument, Global, Resource } kind;
  /// `arg3`, the symbol, or the resource's key.
  std::string name;
  /// For arguments whose location has a name: that name, else empty.
  std::string locationName;
  /// Static shape; elements are blocks, floats or integers.
  mlir::RankedTensorType type;
  /// The value is the transpose of the model's own tensor.
  bool isTransposed = false;
  mlir::Location loc;
};

/// Answers a request: bytes, no value (there is no such weight), or a failure
/// that has been reported.
using WeightBinder = std::function<mlir::FailureOr<std::optional<WeightBytes>>(
    const WeightRequest &)>;

/// Kernels with one label: all their calls so far.
struct ProfileEntry {
  std::string label;
  uint64_t numCalls = 0;
  double seconds = 0;
  uint64_t weightBytes = 0; ///< read, in ggml's order; 0: no weight in blocks
  uint64_t products = 0;    ///< M * N * K
};

/// Whether calls on a device are repeated as a graph.
struct CaptureState {
  bool isWanted = false;
  size_t numNodes = 0; ///< of the last graph; 0 if there is none
  std::string failure; ///< why there is none; empty if nothing went wrong
};

struct ExecutorOptions {
  std::string entry = "main";
  /// Asked for each argument of the entry, each external global and each
  /// resource without data. Null: nothing is bound.
  WeightBinder bindWeight;
  /// Called before each long step with what it does (`compiling`).
  std::function<void(llvm::StringRef)> onStep;
  /// Called with the types of inputs and results before the module is compiled;
  /// a failure, which it reports, ends the creation.
  std::function<mlir::LogicalResult(llvm::ArrayRef<mlir::RankedTensorType>,
                                    llvm::ArrayRef<mlir::RankedTensorType>)>
      onSignature;
  /// For matmuls that do not say it: `q8` rounds activations to int8 as ggml
  /// does, `exact` keeps them.
  std::string activations = "q8";
  /// Whose instructions kernels use: one of this machine's CPU or less.
  std::string targetCpu = "host";
  /// Threads for large matmuls; 0: as many as OpenMP has.
  unsigned numThreads = 1;
  /// Measure kernels; see `Executor::takeProfile`. On a device, calls are then
  /// not captured.
  bool profile = false;
  /// Let sums be added in any order.
  bool reassociate = true;
  /// The GPU to run on, which must live as long as the executor; null: the CPU.
  /// CPU and threads have no meaning with it.
  Device *device = nullptr;
  /// Capture a call on the device that is like the one before it, and repeat
  /// what was captured.
  bool capture = true;
  /// The chips that kernels are compiled for; empty: that of `device`.
  std::vector<std::string> targetChips;
  /// Let kernels of the GPU read weights in ggml's order; else they are packed
  /// when they are bound.
  bool rawWeights = false;
  /// How the GPU multiplies many rows: `int8`, `bf16` or `fastest`.
  std::string gpuGemm = "int8";
};

/// A function of a module, compiled for this machine or for a GPU. Weights are
/// not part of the code: it reads constants, resources and bound weights where
/// they lie, so the module's context must live as long as the executor.
class Executor {
public:
  /// Binds, lowers and compiles. The module is lowered in place. Errors are
  /// reported at their location.
  static mlir::FailureOr<std::unique_ptr<Executor>>
  create(mlir::ModuleOp module, const ExecutorOptions &options);
  ~Executor();

  /// Types of the arguments that are not bound, and of the results.
  llvm::ArrayRef<mlir::RankedTensorType> inputTypes() const;
  llvm::ArrayRef<mlir::RankedTensorType> resultTypes() const;

  /// Runs the function on inputs of the types above. An error says what the
  /// model found wrong with its data, or which input does not fit. Not
  /// reentrant on one thread; large matmuls use other threads as well.
  Expected<std::vector<HostArray>> run(llvm::ArrayRef<HostArray> inputs);

  /// What became of capturing calls so far.
  const CaptureState &getCaptureState() const;

  /// If asked for: where the time of all runs since the last call of this went,
  /// longest first.
  Expected<std::vector<ProfileEntry>> takeProfile();

private:
  struct Impl;
  explicit Executor(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl;
};

/// Lets freed memory stay with the whole program: by default of some C
/// libraries, each run would get its large buffers from the kernel anew, page
/// by page. A host that has other plans for its memory does not call it.
void keepFreedMemory();

/// Bytes that one element takes in a HostArray; 0 for types that have none.
unsigned getBytesPerElem(mlir::Type elementType);

} // namespace qblock::runtime

#endif // QBLOCK_RUNTIME_EXECUTOR_H
