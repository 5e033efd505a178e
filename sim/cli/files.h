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
/// below: models live there); "-" is standard input; a shipped scenario by its name. Errors: what
/// is not there, a folder without scenarios.
Result<std::vector<std::string>> find_scenarios(const std::vector<std::string>& arguments);

/// The file for one result. `given` is the option's value; where `in_folder`, where it ends in a
/// slash and where it is one, that is a folder, which is made if needed, and the file in it is
/// called `name` + `ending`.
Result<std::string> output_file(const std::string& given, bool in_folder, const std::string& name,
                                std::string_view ending);

/// What the results of each scenario are called in a folder: the file's name without its ending,
/// and a number where several files have the same.
std::vector<std::string> output_names(const std::vector<std::string>& files);

/// "a.svg", 2 -> "a.2.svg"
std::string numbered_file(const std::string& file, std::size_t number);

/// Whether both names mean one file, which need not be there. Devices and pipes are never the same:
/// whatever is written there replaces nothing.
bool same_file(const std::string& one, const std::string& other);

/// Whether the file could be written. Leaves what is in it alone.
Result<void> probe_file(const std::string& file);

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

/// Removes what was begun, if it is a file and no device.
void remove_output(const std::string& file);

Result<void> write_file(const std::string& file, std::string_view content);

}  // namespace cascade::sim::cli
