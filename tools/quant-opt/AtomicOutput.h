//===- AtomicOutput.h - A raw_ostream to an AtomicFile ----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_TOOLS_QUANT_OPT_ATOMICOUTPUT_H
#define QBLOCK_TOOLS_QUANT_OPT_ATOMICOUTPUT_H

#include "qblock/Weights/AtomicFile.h"
#include "llvm/Support/raw_ostream.h"

#include <memory>
#include <optional>

namespace qblock {

/// Lets LLVM's writers write to an AtomicFile. The first error is kept for
/// `commit`.
class AtomicOutput {
public:
  static Expected<std::unique_ptr<AtomicOutput>>
  create(const std::string &path) {
    auto file = weights::AtomicFile::create(path);
    if (!file)
      return makeError(file.error().message);
    return std::unique_ptr<AtomicOutput>(new AtomicOutput(std::move(*file)));
  }

  llvm::raw_ostream &stream() { return os; }

  Expected<void> commit() {
    os.flush();
    if (os.error)
      return makeError(os.error->message);
    return file->commit();
  }

private:
  struct Stream : llvm::raw_ostream {
    explicit Stream(weights::AtomicFile &file) : file(file) {}
    ~Stream() override { flush(); }
    void write_impl(const char *data, size_t numBytes) override {
      if (!error)
        if (auto done = file.write(data, numBytes); !done)
          error = done.error();
      numBytesWritten += numBytes;
    }
    uint64_t current_pos() const override { return numBytesWritten; }

    weights::AtomicFile &file;
    std::optional<Error> error;
    uint64_t numBytesWritten = 0;
  };

  explicit AtomicOutput(std::unique_ptr<weights::AtomicFile> file)
      : file(std::move(file)), os(*this->file) {}

  std::unique_ptr<weights::AtomicFile> file;
  Stream os;
};

} // namespace qblock

#endif // QBLOCK_TOOLS_QUANT_OPT_ATOMICOUTPUT_H
