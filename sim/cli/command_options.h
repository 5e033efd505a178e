// SPDX-License-Identifier: Apache-2.0
// One command of the command line: its options, its help, and what they come to. Only the files
// *_options.cc, option_groups, option_checks and options.cc know the library that parses.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>

#include "engine/result.h"
#include "sim/cli/options.h"

namespace cascade::sim::cli {

/// Holds what the library fills while it parses; lives until then.
class CommandOptions {
 public:
  CommandOptions() = default;
  CommandOptions(const CommandOptions&) = delete;
  CommandOptions& operator=(const CommandOptions&) = delete;
  virtual ~CommandOptions() = default;

  /// This command was named.
  [[nodiscard]] bool parsed() const { return app_->parsed(); }
  /// What was asked for, after parsing. Errors: what the library could not check.
  virtual Result<Command> command() = 0;

 protected:
  /// Adds the command to `program`, which owns it.
  CLI::App& add_to(CLI::App& program, const char* name, const char* about) {
    app_ = program.add_subcommand(name, about);
    app_->group("Commands");
    return *app_;
  }

 private:
  CLI::App* app_ = nullptr;
};

// Each adds itself to `program`.
std::unique_ptr<CommandOptions> run_options(CLI::App& program);       // run_options.cc
std::unique_ptr<CommandOptions> preview_options(CLI::App& program);   // preview_options.cc
std::unique_ptr<CommandOptions> tree_options(CLI::App& program);      // tree_options.cc
std::unique_ptr<CommandOptions> generate_options(CLI::App& program);  // generate_options.cc
std::unique_ptr<CommandOptions> compare_options(CLI::App& program);   // compare_options.cc
std::unique_ptr<CommandOptions> replay_options(CLI::App& program);    // recording_options.cc
std::unique_ptr<CommandOptions> why_options(CLI::App& program);       // recording_options.cc
std::unique_ptr<CommandOptions> resume_options(CLI::App& program);    // recording_options.cc
std::unique_ptr<CommandOptions> schema_options(CLI::App& program);    // generate_options.cc

}  // namespace cascade::sim::cli
