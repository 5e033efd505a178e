// SPDX-License-Identifier: Apache-2.0
// POSIX: fork, exec, pipes, a pseudo terminal.
#include "tests/cli/program/program.h"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace cascade::test {
namespace {

struct Ends {
  int read = -1;
  int write = -1;
};

Ends make_pipe() {
  std::array<int, 2> both{};
  REQUIRE(pipe2(both.data(), O_CLOEXEC) == 0);
  return {both[0], both[1]};
}

Ends make_terminal() {
  const int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  REQUIRE(master >= 0);
  REQUIRE(grantpt(master) == 0);
  REQUIRE(unlockpt(master) == 0);
  std::array<char, 128> name{};
  REQUIRE(ptsname_r(master, name.data(), name.size()) == 0);
  const int slave = open(name.data(), O_RDWR | O_NOCTTY | O_CLOEXEC);
  REQUIRE(slave >= 0);
  return {master, slave};
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (std::string& text : texts) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

/// What is there to read. False: no more will come.
bool read_some(int file, std::string& text) {
  std::array<char, 65536> buffer{};
  const ssize_t got = read(file, buffer.data(), buffer.size());
  if (got > 0) text.append(buffer.data(), static_cast<std::size_t>(got));
  // A terminal whose program has gone says EIO.
  return got > 0 || (got < 0 && errno == EINTR);
}

}  // namespace

Program::Program(const std::vector<std::string>& arguments, const ProgramOptions& options) {
  std::vector<std::string> words{options.program.empty() ? CASCADE_PROGRAM : options.program};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<std::string> environment{"PATH=/usr/bin:/bin", "LANG=C.UTF-8", "TERM=xterm"};
  // What is known of leaks in libraries.
  if (const char* known = std::getenv("LSAN_OPTIONS")) {
    environment.push_back(std::string("LSAN_OPTIONS=") + known);
  }
  environment.insert(environment.end(), options.environment.begin(), options.environment.end());
  std::vector<char*> argv = pointers(words);
  std::vector<char*> envp = pointers(environment);

  const Ends in = make_pipe();
  const Ends out = options.terminal ? make_terminal() : make_pipe();
  const Ends err = options.terminal ? Ends{} : make_pipe();
  REQUIRE(write(in.write, options.input.data(), options.input.size()) ==
          static_cast<ssize_t>(options.input.size()));
  close(in.write);
  pid_ = fork();
  REQUIRE(pid_ >= 0);
  if (pid_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    dup2(in.read, STDIN_FILENO);
    dup2(out.write, STDOUT_FILENO);
    dup2(options.terminal ? out.write : err.write, STDERR_FILENO);
    if (options.closed_out) close(out.read);
    const bool there = options.folder.empty() || chdir(options.folder.c_str()) == 0;
    if (there) execve(argv[0], argv.data(), envp.data());
    _exit(127);
  }
  close(in.read);
  close(out.write);
  if (err.write >= 0) close(err.write);
  out_ = out.read;
  err_ = err.read;
  if (options.closed_out) close(std::exchange(out_, -1));
}

Program::~Program() {
  if (pid_ > 0) {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  for (const int file : {out_, err_}) {
    if (file >= 0) close(file);
  }
}

void Program::signal(int number) const {
  REQUIRE(kill(pid_, number) == 0);
}

void Program::wait_until_not_caught(int number) const {
  const std::string status = "/proc/" + std::to_string(pid_) + "/status";
  for (bool caught = true; caught;) {
    const std::string text = content_of(status);
    const std::size_t mask = text.find("SigCgt:");
    REQUIRE(mask != std::string::npos);
    const std::uint64_t bits = std::stoull(text.substr(mask + 7), nullptr, 16);
    caught = (bits >> static_cast<unsigned>(number - 1) & 1U) != 0;
    sched_yield();
  }
}

std::optional<std::string> Program::read_line() {
  constexpr int kHangs = 120'000;  // milliseconds
  for (std::size_t end = read_.find('\n');; end = read_.find('\n')) {
    if (end != std::string::npos) {
      std::string line = read_.substr(0, end);
      read_.erase(0, end + 1);
      return line;
    }
    pollfd open{out_, POLLIN, 0};
    if (poll(&open, 1, kHangs) <= 0 || !read_some(out_, read_)) return std::nullopt;
  }
}

Ended Program::wait() {
  Ended ended;
  ended.out = std::move(read_);
  std::array<pollfd, 2> open{{{out_, POLLIN, 0}, {err_, POLLIN, 0}}};
  while (open[0].fd >= 0 || open[1].fd >= 0) {
    if (poll(open.data(), open.size(), -1) < 0) continue;
    if (open[0].revents != 0 && !read_some(out_, ended.out)) open[0].fd = -1;
    if (open[1].revents != 0 && !read_some(err_, ended.err)) open[1].fd = -1;
  }
  int status = 0;
  REQUIRE(waitpid(pid_, &status, 0) == pid_);
  pid_ = -1;
  if (WIFEXITED(status)) ended.code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) ended.signal = WTERMSIG(status);
  return ended;
}

NamedPipe::NamedPipe(const std::string& file) : file_(file) {
  REQUIRE(mkfifo(file.c_str(), 0600) == 0);
}

NamedPipe::~NamedPipe() {
  if (end_ >= 0) close(end_);
}

void NamedPipe::open() {
  end_ = ::open(file_.c_str(), O_RDONLY | O_CLOEXEC);
  REQUIRE(end_ >= 0);
  REQUIRE(fcntl(end_, F_SETPIPE_SZ, 1) > 0);
}

void NamedPipe::serve(const std::string& file, std::string_view text,
                      const std::function<void()>& then) {
  const int end = ::open(file.c_str(), O_WRONLY | O_CLOEXEC);
  REQUIRE(end >= 0);
  then();
  REQUIRE(write(end, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
  close(end);
}

std::string NamedPipe::read() const {
  std::string text;
  read_some(end_, text);
  return text;
}

std::string NamedPipe::read_all() const {
  std::string text;
  while (read_some(end_, text)) {
  }
  return text;
}

bool has_terminals() {
  const int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (master >= 0) close(master);
  return master >= 0;
}

Ended run_cascade(const std::vector<std::string>& arguments, const ProgramOptions& options) {
  return Program(arguments, options).wait();
}

std::string content_of(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  INFO(file);
  REQUIRE(stream.good());
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

std::string shipped(std::string_view name) {
  return std::string(CASCADE_SCENARIOS) + "/" + std::string(name) + ".yaml";
}

}  // namespace cascade::test
