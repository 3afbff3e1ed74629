//===- WeightPlaces.h - Places in a module with weights ---------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_DIALECT_QBLOCK_TRANSFORMS_WEIGHTPLACES_H
#define QBLOCK_LIB_DIALECT_QBLOCK_TRANSFORMS_WEIGHTPLACES_H

#include "WeightBinding.h"
#include "WeightData.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/IR/SymbolTable.h"
#include "qblock/Analysis/WeightAnalysis.h"
#include "qblock/Recipe/Recipe.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringSet.h"

namespace qblock::detail {

/// What becomes of one weight.
struct WeightPlan {
  const Weight *weight = nullptr;
  std::optional<weights::BoundTensor> bound;
  const format::TypeInfo *from =
      nullptr; ///< as stored: in the file, else in the IR
  const format::TypeInfo *to = nullptr;
  std::string why;
  const float *importance = nullptr; ///< of the columns, or null

  /// True if the weight gets another element type in the IR.
  bool changesType() const;
  /// [N,K] with the new element type, or the old type if it does not change.
  mlir::RankedTensorType getNewType() const;
};

/// Gives arguments, constants and globals their new types and bytes. To be used
/// in this order: `plan`, `createNewValues`, `getNewValue` for each use,
/// `finish`.
class WeightPlaces {
public:
  /// With `weightsOutput`, bound tensors go to that file and the places stay
  /// open. With `keepSignature`, arguments that stay open keep their types.
  WeightPlaces(mlir::ModuleOp module, const WeightBinding &binding,
               std::string weightsOutput, bool allowNonFinite,
               bool keepSignature);

  /// One plan a weight, with the stored tensor and its type.
  mlir::FailureOr<llvm::SmallVector<WeightPlan, 0>>
  plan(llvm::ArrayRef<Weight> weights);

  /// The stored tensors that are bound to places which are no matrices (norms,
  /// biases): what they take, for averages over the model. After `plan`.
  mlir::FailureOr<llvm::SmallVector<weights::BoundTensor, 0>> findOtherBound();

  /// Changes types and makes constants, also of bound places that are no
  /// matrices. Uses of weights that change are invalid until they are
  /// rewritten.
  mlir::LogicalResult createNewValues(llvm::ArrayRef<WeightPlan> plans);

  /// What stands for an old value of a weight that changes.
  mlir::Value getNewValue(mlir::Value oldValue) const {
    return newValues.lookup(oldValue);
  }

  /// Drops arguments that became constants and writes the weights' file, if one
  /// is wanted.
  mlir::LogicalResult finish(uint32_t fileType, const recipe::ModelFacts &facts,
                             llvm::ArrayRef<WeightPlan> plans);

private:
  bool embeds() const { return weightsOutput.empty(); }
  void warnOfUnusedEntries();
  mlir::FailureOr<std::optional<weights::BoundTensor>>
  findBound(mlir::Location loc, SourceKind kind, llvm::StringRef symbol,
            mlir::RankedTensorType type, mlir::Value value);

  mlir::LogicalResult changeWeight(const WeightPlan &plan);
  mlir::LogicalResult changeArgument(const WeightPlan &plan);
  /// Quantizes an argument where its function begins.
  mlir::Value quantizeAtEntry(const WeightPlan &plan);
  mlir::LogicalResult changeConstants(const WeightPlan &plan);
  mlir::LogicalResult changeGlobal(const WeightPlan &plan);
  /// A place that could hold a stored tensor and is no weight.
  struct OtherPlace {
    SourceKind kind;
    std::string symbol;
    mlir::RankedTensorType type;
    mlir::Value argument;    ///< null for the others
    mlir::Operation *holder; ///< the constant or global; null for arguments
    mlir::Location loc;
  };
  llvm::SmallVector<OtherPlace, 0> findOtherPlaces();
  mlir::LogicalResult bindOtherPlaces();

  /// The new bytes of a weight: those that are bound, else those of `value`.
  mlir::FailureOr<mlir::DenseResourceElementsAttr>
  createResource(const WeightPlan &plan, mlir::Attribute value) const;
  /// The bytes of the stored tensor that is bound to the place; null if none
  /// is.
  mlir::FailureOr<mlir::DenseResourceElementsAttr>
  createBoundResource(const OtherPlace &place);
  mlir::Value createConstantAtEntry(mlir::BlockArgument argument,
                                    mlir::DenseResourceElementsAttr value);
  mlir::LogicalResult writeWeights(uint32_t fileType,
                                   const recipe::ModelFacts &facts,
                                   llvm::ArrayRef<WeightPlan> plans);

  mlir::ModuleOp module;
  const WeightBinding &binding;
  std::string weightsOutput;
  bool allowNonFinite;
  bool keepSignature;
  /// The function whose arguments a map speaks of.
  mlir::func::FuncOp entry;
  llvm::BitVector argumentsToErase;
  int64_t numBound = 0; ///< places that have a stored tensor
  llvm::DenseMap<mlir::Value, mlir::Value> newValues;
  /// Places that are weights: not to be bound again.
  llvm::DenseSet<mlir::Value> seenValues;
  llvm::StringSet<> seenGlobals;
};

} // namespace qblock::detail

#endif // QBLOCK_LIB_DIALECT_QBLOCK_TRANSFORMS_WEIGHTPLACES_H
