// SPDX-License-Identifier: Apache-2.0
// Files and folders: which scenarios are meant, where results go, writing them whole.
#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "engine/result.h"

namespace cascade::sim::cli {

/// Every file as given and, for a folder, the *.yaml and *.yml in it by name (not in folders
/// below: models live there). Errors: what is not there, a folder without scenarios.
Result<std::vector<std::string>> find_scenarios(const std::vector<std::string>& arguments);

/// The file for one result. `given` is the option's value; where `in_folder`, that is a folder,
/// which is made if needed, and the file in it is called `name` + `ending`.
Result<std::string> output_file(const std::string& given, bool in_folder, const std::string& name,
                                std::string_view ending);

/// "a.svg", 2 -> "a.2.svg"
std::string numbered_file(const std::string& file, std::size_t number);

/// A file that is written piece by piece; errors are kept and told by finish().
class OutputFile {
 public:
  static Result<OutputFile> create(const std::string& file);
  void write(std::string_view text);
  Result<void> finish();

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  explicit OutputFile(std::string file) : name_(std::move(file)) {}
  std::string name_;
  std::unique_ptr<std::FILE, Close> stream_;
  std::error_code error_;
};

Result<void> write_file(const std::string& file, std::string_view content);

/// The first `bytes` of a file, or all. Errors: it cannot be read.
Result<std::string> read_start(const std::string& file, std::size_t bytes);

}  // namespace cascade::sim::cli
