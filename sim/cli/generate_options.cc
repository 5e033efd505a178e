// SPDX-License-Identifier: Apache-2.0
// The command lines of what makes files to start from: `generate` and `schema`.
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/cli/command_options.h"
#include "sim/cli/option_checks.h"
#include "sim/cli/option_groups.h"
#include "sim/world/topology.h"

namespace cascade::sim::cli {
namespace {

class GenerateOptions final : public CommandOptions {
 public:
  explicit GenerateOptions(CLI::App& program) {
    CLI::App& app =
        add_to(program, "generate", "Generate a world and write its resources as a scenario");
    app.add_option("PRESET", generate_.preset, "The numbers to start from")->option_text(" ");
    app.add_option("--model", generate_.model,
                   "A shipped model, a model file, or random: drawn, too (default: zstack; with "
                   "a random preset: random)")
        ->option_text("MODEL");
    add_set(app, set_, "Replace a number: hosts_per_cluster=4");
    add_seed(app, seed_, "What chance is drawn from (default: 1)");
    app.add_option("-o,--output", generate_.output, "Where to write (default: standard output)")
        ->option_text("FILE");
    std::string presets = "Presets:\n";
    for (const TopologyPreset& preset : topology_presets()) {
      presets += "  " + std::string(preset.name);
      presets.append(preset.name.size() < 12 ? 12 - preset.name.size() : 1, ' ');
      presets += std::string(preset.about) + "\n";
    }
    app.footer(presets +
               "\nExamples:\n"
               "  cascade generate tiny\n"
               "  cascade generate small --set zones=2 --seed 7 -o world.yaml\n"
               "  cascade generate tiny | cascade run -\n"
               "  cascade generate cyclic --set types=6 -o graph.yaml");
  }

  Result<Command> command() override {
    Result<Settings> settings = split_settings(set_);
    if (!settings) return tl::unexpected(std::move(settings).error());
    generate_.settings = *std::move(settings);
    if (!seed_.empty()) generate_.seed = std::stoull(seed_);
    if (generate_.output == "-") generate_.output.clear();
    return generate_;
  }

 private:
  std::vector<std::string> set_;
  std::string seed_;
  GenerateCommand generate_;
};

class SchemaOptions final : public CommandOptions {
 public:
  explicit SchemaOptions(CLI::App& program) {
    CLI::App& app =
        add_to(program, "schema", "Print the JSON Schema of scenario files, for editors");
    app.footer(
        "With the first line below on top of a scenario, editors complete and check it:\n"
        "  # yaml-language-server: $schema=cascade.schema.json\n\n"
        "Examples:\n"
        "  cascade schema > cascade.schema.json");
  }

  Result<Command> command() override { return SchemaCommand{}; }
};

}  // namespace

std::unique_ptr<CommandOptions> generate_options(CLI::App& program) {
  return std::make_unique<GenerateOptions>(program);
}

std::unique_ptr<CommandOptions> schema_options(CLI::App& program) {
  return std::make_unique<SchemaOptions>(program);
}

}  // namespace cascade::sim::cli
