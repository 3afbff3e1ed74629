//===- EmulatedMatmulTest.cpp - Kernels of other machines -------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Kernels that no machine at hand can run are compiled to objects, as quant-opt
// does it, and run by an emulator of that machine. One program computes all
// matmuls of a format, because starting is what takes time.
//
//===----------------------------------------------------------------------===//

#include "MatmulReference.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassManager.h"
#include "qblock/CodeGen/MachineCode.h"
#include "qblock/Dialect/QBlock/IR/QBlockDialect.h"
#include "qblock/Pipelines/Pipelines.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"

#include <algorithm>
#include <deque>
#include <gtest/gtest.h>
#include <ostream>
#include <string>
#include <tuple>

using namespace qblock;
using namespace qblock::format;
using llvm::StringRef;
using qblock::test::MatmulReference;

namespace {

constexpr unsigned seed = 20261126;
constexpr int64_t numElems = 512;

/// A CPU that code is made for, and one that the emulator knows and that has
/// the same instructions or more.
struct EmulatedCpu {
  const char *name, *target, *emulated;
};
void PrintTo(const EmulatedCpu &cpu, std::ostream *os) { *os << cpu.name; }

constexpr EmulatedCpu cpus[] = {
    {"neoverse-n1", "neon-dotprod", "neoverse-n1"},
    {"neoverse-v1", "neon-i8mm", "max"},
};

//===----------------------------------------------------------------------===//
// The kernels of a format as an object
//===----------------------------------------------------------------------===//

std::string makeModule(const Format &row) {
  std::string text;
  llvm::raw_string_ostream os(text);
  for (int64_t n : {1, 7, 31, 256})
    os << llvm::formatv(R"(
func.func @matmul_{0}(%x: tensor<?x{1}xf32>,
    %w: tensor<{0}x{1}x!qblock.{2}<#qblock.packed>>, %y: tensor<?x{0}xf32>)
    -> tensor<?x{0}xf32> {{
  %z = qblock.matmul activations<q8>
    ins(%x, %w : tensor<?x{1}xf32>, tensor<{0}x{1}x!qblock.{2}<#qblock.packed>>)
    outs(%y : tensor<?x{0}xf32>) -> tensor<?x{0}xf32>
  return %z : tensor<?x{0}xf32>
})",
                        n, numElems, StringRef(row.name));
  return text;
}

bool compile(const Format &row, StringRef cpu,
             llvm::SmallVectorImpl<char> &object) {
  mlir::DialectRegistry registry;
  mlir::registerAllDialects(registry);
  mlir::registerAllExtensions(registry);
  registry.insert<QBlockDialect>();
  mlir::MLIRContext context(registry, mlir::MLIRContext::Threading::DISABLED);
  auto module =
      mlir::parseSourceString<mlir::ModuleOp>(makeModule(row), &context);
  if (!module)
    return false;
  mlir::PassManager passes(&context);
  LowerToCpuOptions options;
  options.targetCpu = cpu.str();
  buildLowerToCpuPipeline(passes, options);
  if (failed(passes.run(*module)))
    return false;
  llvm::Expected<Machine> machine = findMachine(cpu);
  if (!machine) {
    llvm::errs() << llvm::toString(machine.takeError()) << "\n";
    return false;
  }
  return succeeded(
      emitCode(*module, *machine, qblock::CodeKind::Object, object));
}

//===----------------------------------------------------------------------===//
// Programs
//===----------------------------------------------------------------------===//

/// A folder that lives as long as this.
class Folder {
public:
  Folder() {
    EXPECT_FALSE(llvm::sys::fs::createUniqueDirectory("qblock-emulated", path));
  }
  ~Folder() { llvm::sys::fs::remove_directories(path); }
  std::string file(StringRef name) const {
    llvm::SmallString<128> result = path;
    llvm::sys::path::append(result, name);
    return result.str().str();
  }

private:
  llvm::SmallString<128> path;
};

std::string findProgram(llvm::ArrayRef<StringRef> names) {
  for (StringRef name : names)
    if (auto path = llvm::sys::findProgramByName(name))
      return *path;
  return "";
}

void writeFile(const std::string &path, StringRef content) {
  std::error_code error;
  llvm::raw_fd_ostream(path, error) << content;
  ASSERT_FALSE(error) << error.message();
}

void execute(llvm::ArrayRef<std::string> command, StringRef input = "",
             StringRef output = "") {
  std::vector<StringRef> arguments(command.begin(), command.end());
  std::optional<StringRef> redirects[] = {input, std::nullopt, std::nullopt};
  if (!output.empty())
    redirects[1] = output;
  std::string message;
  constexpr unsigned secondsToWait = 120;
  int status = llvm::sys::ExecuteAndWait(command[0], arguments, std::nullopt,
                                         redirects, secondsToWait, 0, &message);
  ASSERT_EQ(status, 0) << command[0] << ": " << message;
}

using Case = std::tuple<const Format *, EmulatedCpu>;

class EmulatedMatmulTest : public testing::TestWithParam<Case> {
protected:
  /// What the kernels are linked with is the same for all.
  static void SetUpTestSuite() {
    emulator = findProgram({"qemu-aarch64", "qemu-aarch64-static"});
    linker = findProgram({"ld.lld-22", "ld.lld"});
    std::string compiler = findProgram({"clang-22", "clang"});
    missing = emulator.empty()   ? "qemu-aarch64 (Debian: qemu-user)"
              : compiler.empty() ? "clang, which compiles for other machines"
              : linker.empty()   ? "lld, which links for other machines"
                                 : "";
    if (!missing.empty())
      return;
    folder.emplace();
    execute({compiler, "--target=aarch64-linux-gnu", "-O1", "-ffreestanding",
             "-fno-builtin", "-c", QBLOCK_EMULATED_MAIN, "-o",
             folder->file("main.o")});
  }
  static void TearDownTestSuite() { folder.reset(); }

  void SetUp() override {
    RecordProperty("seed", int(seed));
    if (!missing.empty())
      GTEST_SKIP() << "needs " << missing;
  }

  /// Adds a matmul to those that the program is to compute.
  void add(int64_t m, const MatmulReference &weight, std::vector<float> x) {
    int64_t n = weight.getN(), numTiles = PackedLayout::numTiles(n);
    const std::vector<uint8_t> &packed = weight.getPacked();
    int64_t header[] = {m, n, numElems, numTiles,
                        int64_t(packed.size()) / numTiles};
    auto append = [&](const auto *data, size_t count) {
      input.append(reinterpret_cast<const char *>(data), count * sizeof(*data));
    };
    append(header, std::size(header));
    append(x.data(), x.size());
    append(packed.data(), packed.size());
    append(std::vector<float>(m * n, 1.0f).data(), m * n);
    numResults += m * n;
    products.push_back({&weight, std::move(x)});
  }

  void addAllShapes() {
    for (int64_t n : {1, 7, 31, 256}) {
      addWeight(n, [&] { return uint8_t(random()); });
      for (int64_t m : {1, 2, 3, 5, 8, 17, 64, 130})
        if (m * n < 64 * 256)
          add(m, weights.back(), test::randomFloats(m * numElems, random));
    }
  }

  /// All bits set or none, against activations at both ends.
  void addExtremeCodes() {
    constexpr int64_t m = 5, n = 31;
    for (uint8_t byte : {0x00, 0xff, 0x80, 0x7f}) {
      addWeight(n, [&] { return byte; });
      for (float sign : {1.0f, -1.0f})
        add(m, weights.back(), std::vector<float>(m * numElems, sign));
    }
  }

  void addWeight(int64_t n, const std::function<uint8_t()> &fill) {
    weights.emplace_back(*PackedLayout::get(*std::get<0>(GetParam())), n,
                         numElems, fill, random);
  }

  /// Runs the program and compares what it wrote.
  void run() {
    auto [row, cpu] = GetParam();
    llvm::SmallVector<char, 0> object;
    ASSERT_TRUE(compile(*row, cpu.name, object));
    writeFile(folder->file("kernels.o"), {object.data(), object.size()});
    writeFile(folder->file("input"), input);
    execute({linker, "-static", folder->file("main.o"),
             folder->file("kernels.o"), "-o", folder->file("program")});
    execute({emulator, "-cpu", cpu.emulated, folder->file("program")},
            folder->file("input"), folder->file("output"));
    if (HasFatalFailure())
      return;
    auto output = llvm::MemoryBuffer::getFile(folder->file("output"));
    ASSERT_TRUE(bool(output)) << output.getError().message();
    ASSERT_EQ((*output)->getBufferSize(), numResults * sizeof(float));
    std::vector<float> y(numResults);
    std::copy_n((*output)->getBufferStart(), (*output)->getBufferSize(),
                reinterpret_cast<char *>(y.data()));
    const float *next = y.data();
    for (const auto &[weight, x] : products) {
      weight->expectProduct(next, x);
      if (HasFatalFailure())
        return;
      next += int64_t(x.size()) / numElems * weight->getN();
    }
  }

  static inline std::string linker, emulator, missing;
  static inline std::optional<Folder> folder;

  std::mt19937 random{seed};
  std::string input;
  std::deque<MatmulReference> weights; ///< at fixed addresses
  std::vector<std::pair<const MatmulReference *, std::vector<float>>> products;
  int64_t numResults = 0;
};

TEST_P(EmulatedMatmulTest, EqualsTheReference) {
  addAllShapes();
  addExtremeCodes();
  run();
}

TEST(EmulatedMatmul, TargetsAreThoseOfTheMachines) {
  for (const EmulatedCpu &cpu : cpus) {
    llvm::Expected<const CpuTarget *> target = resolveCpuTarget(cpu.name);
    ASSERT_TRUE(bool(target));
    EXPECT_EQ((*target)->getName(), StringRef(cpu.target)) << cpu.name;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Kernels, EmulatedMatmulTest,
    testing::Combine(testing::ValuesIn(test::getWeightFormats()),
                     testing::ValuesIn(cpus)),
    [](const auto &info) {
      std::string name = std::string(std::get<0>(info.param)->name) + "_" +
                         std::get<1>(info.param).target;
      std::replace(name.begin(), name.end(), '-', '_');
      return name;
    });

} // namespace
