//===- Interpreter.cpp - The process that runs kernels --------------------===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Kernels run in a process of their own: a crash or an endless loop of the
// interpreter is then no crash of the host program, and the library needs no
// Python in its process. Device memory is a file that both processes map, so
// that copies are made here.
//
//===----------------------------------------------------------------------===//

#include "Interpreter.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sstream>

#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

using namespace mock;

/// CUDA_ERROR_LAUNCH_FAILED
constexpr int launchFailed = 719;

void mock::say(const std::string &message) {
  std::fprintf(stderr, "mock cuda: %s\n", message.c_str());
}

bool Interpreter::start(uint64_t numBytes, unsigned chip) {
  memoryBytes = numBytes;
  int fd = memfd_create("mock-cuda", 0);
  if (fd < 0 || ftruncate(fd, static_cast<off_t>(numBytes)) != 0) {
    say("cannot make a device memory of " + std::to_string(numBytes) +
        " bytes");
    return false;
  }
  void *mapping =
      mmap(nullptr, numBytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  bool started = mapping != MAP_FAILED && spawn(fd, chip);
  close(fd);
  if (!started)
    return false;
  memory = static_cast<uint8_t *>(mapping);
  std::string line;
  if (readLine(line) && line == "ok")
    return true;
  say("the PTX interpreter does not start (it needs Python with numpy)");
  stop();
  return false;
}

void Interpreter::stop() {
  // The child ends when its standard input does.
  if (socket >= 0)
    close(socket);
  socket = -1;
  if (child > 0)
    waitpid(child, nullptr, 0);
  child = 0;
  if (memory)
    munmap(memory, memoryBytes);
  memory = nullptr;
}

Answer Interpreter::ask(const std::string &command, const void *bytes,
                        size_t numBytes) {
  std::string request = command + "\n";
  Answer answer = {launchFailed, {}, "the interpreter has ended"};
  std::string line;
  if (!send(request.data(), request.size()) || !send(bytes, numBytes) ||
      !readLine(line))
    return answer;
  std::istringstream words(line);
  std::string first;
  words >> first;
  if (first == "ok") {
    answer.code = 0;
    for (uint64_t value; words >> value;)
      answer.values.push_back(value);
    return answer;
  }
  answer.code = std::atoi(first.c_str());
  answer.message =
      line.size() > first.size() ? line.substr(first.size() + 1) : "";
  return answer;
}

/// Runs server.py with a socket as its standard input and output.
bool Interpreter::spawn(int memoryFd, unsigned chip) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    return false;
  const char *given = std::getenv("QBLOCK_MOCK_PYTHON");
  std::string python = given ? given : QBLOCK_MOCK_PYTHON;
  std::string arguments[] = {python,
                             "-B",
                             QBLOCK_MOCK_SERVER,
                             std::to_string(memoryFd),
                             std::to_string(memoryBytes),
                             std::to_string(chip)};
  std::vector<char *> argv;
  for (std::string &each : arguments)
    argv.push_back(each.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  int failed = posix_spawnp(&child, python.c_str(), &actions, nullptr,
                            argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  socket = ends[0];
  if (failed) {
    child = 0;
    say("cannot run " + python + ": " + std::strerror(failed));
  }
  return !failed;
}

/// False if the child has ended; without the signal that a pipe would raise.
bool Interpreter::send(const void *bytes, size_t numBytes) {
  auto *next = static_cast<const char *>(bytes);
  while (numBytes) {
    ssize_t sent = ::send(socket, next, numBytes, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR)
      continue;
    if (sent <= 0)
      return false;
    next += sent;
    numBytes -= static_cast<size_t>(sent);
  }
  return true;
}

/// Reads one line; the child sends no more than one at a time.
bool Interpreter::readLine(std::string &line) {
  line.clear();
  while (line.empty() || line.back() != '\n') {
    char buffer[4096];
    ssize_t received = recv(socket, buffer, sizeof(buffer), 0);
    if (received < 0 && errno == EINTR)
      continue;
    if (received <= 0)
      return false;
    line.append(buffer, static_cast<size_t>(received));
  }
  line.pop_back();
  return true;
}
