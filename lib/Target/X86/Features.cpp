//===- Features.cpp - Asking an x86 processor -------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The instruction `cpuid` tells what the processor has, and `xgetbv` whether
// the operating system saves its registers (Intel's Software Developer's
// Manual, volume 1, chapters 14 and 15). No library is called: an object with
// these kernels links anywhere.
//
//===----------------------------------------------------------------------===//

#include "../Features.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using llvm::StringRef;

namespace {
enum Register { eax, ebx, ecx, edx };

/// Where `cpuid` tells a feature.
struct Feature {
  StringRef name;
  uint32_t leaf, subleaf;
  Register where;
  unsigned bit;
};

class Asker {
public:
  Asker(OpBuilder &builder, Location loc)
      : builder(builder), loc(loc), i32(builder.getI32Type()) {}

  Value constant(uint32_t value) {
    return arith::ConstantIntOp::create(builder, loc, i32, int32_t(value));
  }
  Value both(Value a, Value b) {
    return arith::AndIOp::create(builder, loc, a, b);
  }
  /// All bits of `mask` are set in `value`.
  Value hasBits(Value value, uint32_t mask) {
    Value bits = both(value, constant(mask));
    return arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq, bits,
                                 constant(mask));
  }
  Value cpuid(uint32_t leaf, uint32_t subleaf, Register where);
  Value savesRegisters(uint32_t mask);
  Value whenTrue(Value condition, llvm::function_ref<Value()> then);

private:
  Value inlineAsm(StringRef text, StringRef constraints, unsigned numResults,
                  ValueRange operands, unsigned result);

  OpBuilder &builder;
  Location loc;
  Type i32;
};
} // namespace

static constexpr Feature knownFeatures[] = {
    {"fma", 1, 0, ecx, 12},        {"f16c", 1, 0, ecx, 29},
    {"avx2", 7, 0, ebx, 5},        {"avx512f", 7, 0, ebx, 16},
    {"avx512bw", 7, 0, ebx, 30},   {"avx512vl", 7, 0, ebx, 31},
    {"avx512vnni", 7, 0, ecx, 11}, {"avxvnni", 7, 1, eax, 4},
};

Value Asker::inlineAsm(StringRef text, StringRef constraints,
                       unsigned numResults, ValueRange operands,
                       unsigned result) {
  auto type = LLVM::LLVMStructType::getLiteral(
      builder.getContext(), SmallVector<Type>(numResults, i32));
  auto results = LLVM::InlineAsmOp::create(
      builder, loc, type, operands, text, constraints,
      /*has_side_effects=*/true, /*is_align_stack=*/false,
      LLVM::TailCallKind::None,
      LLVM::AsmDialectAttr::get(builder.getContext(), LLVM::AsmDialect::AD_ATT),
      /*operand_attrs=*/ArrayAttr());
  return LLVM::ExtractValueOp::create(builder, loc, results.getResult(0),
                                      result);
}

Value Asker::cpuid(uint32_t leaf, uint32_t subleaf, Register where) {
  return inlineAsm("cpuid", "={eax},={ebx},={ecx},={edx},{eax},{ecx}", 4,
                   {constant(leaf), constant(subleaf)}, where);
}

/// The operating system saves the registers that XCR0 names so.
Value Asker::savesRegisters(uint32_t mask) {
  return hasBits(inlineAsm("xgetbv", "={eax},={edx},{ecx}", 2, constant(0), 0),
                 mask);
}

/// `then` where `condition` holds, else false.
Value Asker::whenTrue(Value condition, llvm::function_ref<Value()> then) {
  auto yield = [&](Value value) { scf::YieldOp::create(builder, loc, value); };
  auto branch = scf::IfOp::create(
      builder, loc, condition, [&](OpBuilder &, Location) { yield(then()); },
      [&](OpBuilder &, Location) {
        yield(arith::ConstantIntOp::create(builder, loc, false, 1));
      });
  return branch.getResult(0);
}

static const Feature *find(StringRef name) {
  for (const Feature &feature : knownFeatures)
    if (feature.name == name)
      return &feature;
  return nullptr;
}

Value qblock::detail::emitHasX86Features(OpBuilder &builder, Location loc,
                                         ArrayRef<StringRef> names) {
  constexpr uint32_t osSaves = uint32_t(1) << 27; // OSXSAVE
  constexpr uint32_t ymm = 0x06, zmm = 0xe6;      // bits of XCR0
  if (!llvm::all_of(names, find))
    return {};
  bool isWide = llvm::any_of(
      names, [](StringRef name) { return name.starts_with("avx512"); });
  Asker asker(builder, loc);
  uint32_t lastLeaf = 1;
  for (StringRef name : names)
    lastLeaf = std::max(lastLeaf, find(name)->leaf);
  Value hasLeaf =
      arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::uge,
                            asker.cpuid(0, 0, eax), asker.constant(lastLeaf));
  Value saves =
      asker.both(hasLeaf, asker.hasBits(asker.cpuid(1, 0, ecx), osSaves));
  return asker.whenTrue(saves, [&] {
    Value all = asker.savesRegisters(isWide ? zmm : ymm);
    for (StringRef name : names) {
      const Feature &feature = *find(name);
      Value word = asker.cpuid(feature.leaf, feature.subleaf, feature.where);
      all = asker.both(all, asker.hasBits(word, uint32_t(1) << feature.bit));
    }
    return all;
  });
}
