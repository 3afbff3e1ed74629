//===- Profile.h - Where the time goes --------------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_RUNTIME_PROFILE_H
#define QBLOCK_RUNTIME_PROFILE_H

#include "qblock/Runtime/Executor.h"
#include "llvm/ADT/MapVector.h"

namespace qblock::runtime {

/// Collects what compiled code measures. One at a time is current on a thread.
class Profile {
public:
  /// Makes this the current one while it lives.
  class Scope {
  public:
    explicit Scope(Profile &profile);
    ~Scope();
  };

  /// What compiled code calls (see qblock-profile-calls), on the calling
  /// thread.
  static int64_t now();
  static void add(const char *label, int64_t begin, int64_t weightBytes,
                  int64_t products);

  std::vector<ProfileEntry> take();

private:
  /// By address: a label is one constant of the code.
  llvm::MapVector<const char *, ProfileEntry> entries;
};

} // namespace qblock::runtime

#endif // QBLOCK_RUNTIME_PROFILE_H
