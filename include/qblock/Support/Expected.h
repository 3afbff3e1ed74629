//===- Expected.h - A value or a message for the user -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_SUPPORT_EXPECTED_H
#define QBLOCK_SUPPORT_EXPECTED_H

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace qblock {

/// What went wrong, in one line that is fit for the user: lower case, no full
/// stop, naming the file or field, what was expected and what was found.
struct Error {
  std::string message;
};

/// A value, or the reason why there is none. Used by the libraries that link
/// neither LLVM nor MLIR.
template <typename T>
using Expected = tl::expected<T, Error>;

/// The failing alternative of an `Expected`.
inline tl::unexpected<Error> makeError(std::string message) {
  return tl::unexpected<Error>(Error{std::move(message)});
}

} // namespace qblock

#endif // QBLOCK_SUPPORT_EXPECTED_H
