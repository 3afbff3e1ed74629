//===- AtomicFileTest.cpp - Outputs are whole or absent ---------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is in the folder before, during and after a write, and what is not.
//
//===----------------------------------------------------------------------===//

#include "qblock/Weights/AtomicFile.h"
#include "TestFiles.h"

#include <csignal>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace qblock;
using namespace qblock::weights;
using namespace qblock::weights::test;

namespace {

class AtomicFileTest : public ::testing::Test {
protected:
  std::unique_ptr<AtomicFile> create(const std::string &path) {
    auto file = AtomicFile::create(path);
    EXPECT_TRUE(file) << file.error().message;
    return file ? std::move(*file) : nullptr;
  }
  TemporaryFolder folder;
};

TEST_F(AtomicFileTest, AppearsWhenCommitted) {
  std::string path = folder.file("out");
  auto file = create(path);
  ASSERT_TRUE(file->write("ab", 2));
  ASSERT_TRUE(file->write("c", 1));
  EXPECT_FALSE(std::filesystem::exists(path));
  ASSERT_TRUE(file->commit());
  EXPECT_EQ(readFile(path), "abc");
  file.reset();
  EXPECT_EQ(readFile(path), "abc");
  EXPECT_EQ(folder.numFiles(), 1u);
}

TEST_F(AtomicFileTest, LeavesTheOldFileWithoutCommit) {
  std::string path = folder.write("out", "old");
  auto file = create(path);
  ASSERT_TRUE(file->write("new", 3));
  EXPECT_EQ(readFile(path), "old");
  file.reset();
  EXPECT_EQ(readFile(path), "old");
  EXPECT_EQ(folder.numFiles(), 1u);
  file = create(path);
  ASSERT_TRUE(file->write("new", 3));
  ASSERT_TRUE(file->commit());
  EXPECT_EQ(readFile(path), "new");
  EXPECT_EQ(folder.numFiles(), 1u);
}

TEST_F(AtomicFileTest, HasTheModeOfTheUmask) {
  mode_t oldMask = umask(027);
  auto file = create(folder.file("out"));
  ASSERT_TRUE(file->commit());
  umask(oldMask);
  struct stat status;
  ASSERT_EQ(stat(folder.file("out").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0640u);
}

TEST_F(AtomicFileTest, FollowsLinks) {
  folder.write("real", "old");
  std::string link = folder.file("link");
  std::filesystem::create_symlink("real", link);
  auto file = create(link);
  ASSERT_TRUE(file->write("new", 3));
  ASSERT_TRUE(file->commit());
  EXPECT_TRUE(std::filesystem::is_symlink(link));
  EXPECT_EQ(readFile(folder.file("real")), "new");
}

TEST_F(AtomicFileTest, WritesPipesAndDevicesInPlace) {
  std::string path = folder.file("pipe");
  ASSERT_EQ(mkfifo(path.c_str(), 0600), 0);
  std::string received;
  std::thread reader([&] { received = readFile(path); });
  auto file = create(path);
  ASSERT_TRUE(file->write("abc", 3));
  ASSERT_TRUE(file->commit());
  reader.join();
  EXPECT_EQ(received, "abc");
  EXPECT_TRUE(std::filesystem::is_fifo(path));

  file = create("/dev/null");
  ASSERT_TRUE(file->write("abc", 3));
  EXPECT_TRUE(file->commit());
}

TEST_F(AtomicFileTest, DashIsStandardOutput) {
  ::testing::internal::CaptureStdout();
  auto file = create("-");
  ASSERT_TRUE(file->write("abc", 3));
  EXPECT_TRUE(file->commit());
  EXPECT_EQ(::testing::internal::GetCapturedStdout(), "abc");
}

TEST_F(AtomicFileTest, RefusesFolders) {
  expectError(AtomicFile::create(folder.path), {"is a folder"});
  expectError(AtomicFile::create(folder.file("no/out")),
              {"no/out: cannot create: No such file"});
}

/// A process that is killed while it writes leaves nothing on file systems that
/// have files without names; elsewhere there is nothing to prove.
TEST_F(AtomicFileTest, LeavesNothingWhenKilled) {
  int probe = open(folder.path.c_str(), O_TMPFILE | O_WRONLY, 0600);
  if (probe < 0)
    GTEST_SKIP() << "no O_TMPFILE here";
  close(probe);
  pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    auto file = AtomicFile::create(folder.file("out"));
    if (file && (*file)->write("abc", 3))
      raise(SIGKILL);
    _exit(1);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(folder.numFiles(), 0u);
}

} // namespace
