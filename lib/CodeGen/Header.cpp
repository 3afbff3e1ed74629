//===- Header.cpp - C declarations of a module's functions ------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A tensor is passed as MLIR's descriptor of a buffer. The header gives each
// kind of descriptor a name and says in a comment what the function is in terms
// of tensors, because C types no longer tell.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "qblock/CodeGen/MachineCode.h"
#include "qblock/Dialect/QBlock/IR/QBlockDialect.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace qblock;

/// The C type of an element, and its name in that of a descriptor.
static std::pair<StringRef, StringRef> getElementNames(Type type) {
  if (isa<BlockType>(type) || type.isInteger(8))
    return {"uint8_t", "i8"};
  if (type.isF32())
    return {"float", "f32"};
  if (type.isF64())
    return {"double", "f64"};
  if (type.isF16())
    return {"uint16_t", "f16"};
  if (type.isBF16())
    return {"uint16_t", "bf16"};
  if (type.isInteger(1))
    return {"uint8_t", "i1"};
  if (type.isInteger(16))
    return {"int16_t", "i16"};
  if (type.isInteger(32))
    return {"int32_t", "i32"};
  if (type.isInteger(64))
    return {"int64_t", "i64"};
  if (type.isIndex())
    return {"int64_t", "index"};
  return {};
}

namespace {
class HeaderWriter {
public:
  explicit HeaderWriter(bool isForDevice) : isForDevice(isForDevice) {}
  LogicalResult addFunction(func::FuncOp function);
  void write(raw_ostream &os) const;

private:
  /// The name of the descriptor of a tensor; empty if C cannot pass it.
  std::string getDescriptor(Type type);

  bool isForDevice;
  llvm::SetVector<std::pair<Type, int64_t>> descriptors;
  std::string declarations;
};
} // namespace

static std::string getDescriptorName(Type element, int64_t rank) {
  return ("qblock_" + getElementNames(element).second + "_" + Twine(rank) + "d")
      .str();
}

std::string HeaderWriter::getDescriptor(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  if (!tensor || getElementNames(tensor.getElementType()).first.empty())
    return {};
  Type element = tensor.getElementType();
  if (isa<BlockType>(element))
    element = IntegerType::get(type.getContext(), 8);
  descriptors.insert({element, tensor.getRank()});
  return getDescriptorName(element, tensor.getRank());
}

LogicalResult HeaderWriter::addFunction(func::FuncOp function) {
  std::string text;
  llvm::raw_string_ostream os(text);
  auto addType = [&](StringRef what, Type type) -> FailureOr<std::string> {
    std::string name = getDescriptor(type);
    if (name.empty())
      return function.emitError("has no C interface: expects a tensor of "
                                "numbers for ")
             << what << ", but got " << type;
    os << "   " << what << ": " << type;
    auto tensor = cast<RankedTensorType>(type);
    if (isa<BlockType>(tensor.getElementType()))
      if (FailureOr<RankedTensorType> stored = getStorageType(tensor);
          succeeded(stored))
        os << ", its bytes as " << *stored;
    os << "\n";
    return name;
  };
  os << "/* @" << function.getSymName() << "\n";
  SmallVector<std::string> arguments, results;
  for (auto [index, type] : llvm::enumerate(function.getArgumentTypes())) {
    auto name = addType(("argument " + Twine(index)).str(), type);
    if (failed(name))
      return failure();
    arguments.push_back("const " + *name + " *arg" + std::to_string(index));
  }
  for (auto [index, type] : llvm::enumerate(function.getResultTypes())) {
    auto name = addType(("result " + Twine(index)).str(), type);
    if (failed(name))
      return failure();
    results.push_back(*name);
  }
  os << "   The caller "
     << (isForDevice ? "gives `allocated` of each result to qblock_device_free"
                     : "frees `allocated` of each result")
     << ". */\n";
  std::string symbol = function.getSymName().str();
  // Several results come as one struct, as MLIR returns them.
  if (results.size() > 1) {
    os << "typedef struct {\n";
    for (auto [index, name] : llvm::enumerate(results))
      os << "  " << name << " result" << index << ";\n";
    os << "} qblock_" << symbol << "_results;\n";
    arguments.insert(arguments.begin(),
                     "qblock_" + symbol + "_results *results");
  } else if (results.size() == 1) {
    arguments.insert(arguments.begin(), results[0] + " *result0");
  }
  os << "void _mlir_ciface_" << symbol << "("
     << (arguments.empty() ? "void" : llvm::join(arguments, ",\n    "))
     << ");\n\n";
  declarations += text;
  return success();
}

void HeaderWriter::write(raw_ostream &os) const {
  os << "/* Functions compiled by quant-opt. A descriptor's elements are those "
        "of "
        "`aligned`\n   from `offset` on; sizes and strides count elements. A "
        "failed assertion calls\n   qblock_runtime_fail, which prints its "
        "argument and aborts unless the program\n   defines another one."
     << (isForDevice ? " Arrays are in the memory of the device that\n   "
                       "qblock-c/Device.h opens. */\n\n"
                     : " */\n\n")
     << "#pragma once\n\n#include <stdint.h>\n\n#ifdef __cplusplus\n"
        "extern \"C\" {\n#endif\n\n";
  for (auto [element, rank] : descriptors) {
    StringRef type = getElementNames(element).first;
    os << "typedef struct {\n  " << type << " *allocated, *aligned;\n"
       << "  int64_t offset;\n";
    if (rank)
      os << "  int64_t sizes[" << rank << "], strides[" << rank << "];\n";
    os << "} " << getDescriptorName(element, rank) << ";\n\n";
  }
  os << declarations
     << "void qblock_runtime_fail(const char *message);\n\n"
        "#ifdef __cplusplus\n}\n#endif\n";
}

LogicalResult qblock::emitHeader(ModuleOp module, bool isForDevice,
                                 raw_ostream &os) {
  HeaderWriter writer(isForDevice);
  for (auto function : module.getOps<func::FuncOp>())
    if (function.isPublic() && !function.isDeclaration() &&
        failed(writer.addFunction(function)))
      return failure();
  writer.write(os);
  return success();
}
