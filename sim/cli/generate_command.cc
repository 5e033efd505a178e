// SPDX-License-Identifier: Apache-2.0
// `cascade generate`: a world from a preset, numbers and a seed, written out as a scenario.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/text.h"
#include "sim/cli/commands.h"
#include "sim/cli/files.h"
#include "sim/cli/progress.h"
#include "sim/cli/terminal.h"
#include "sim/reader/model_reader.h"
#include "sim/scenario/scenario_reader.h"
#include "sim/world/topology_writer.h"

namespace cascade::sim::cli {
namespace {

constexpr std::uint64_t kReadable = 1'000'000;

// The first type that joins and is nobody's child.
std::optional<TypeId> root_type(const Model& model) {
  for (std::size_t i = 0; i < model.types.size(); ++i) {
    const TypeId id{static_cast<std::uint16_t>(i)};
    const std::vector<EdgeSpec>& edges = model.types[i].edges;
    const bool is_child = std::any_of(edges.begin(), edges.end(),
                                      [id](const EdgeSpec& edge) { return edge.parent != id; });
    if (!edges.empty() && !is_child) return id;
  }
  return std::nullopt;
}

std::string comment_of(const GenerateCommand& command) {
  std::string text = "cascade generate";
  if (!command.preset.empty()) text += " " + command.preset;
  text += " --model " + command.model;
  for (const auto& [key, value] : command.settings) text += fmt::format(" --set {}={}", key, value);
  return text + fmt::format(" --seed {}", command.seed);
}

// The scenario reader checks presets and numbers, and says what would be right.
Result<Scenario> read(const GenerateCommand& command) {
  Settings settings{{"topology", command.preset.empty() ? "{}" : json_quoted(command.preset)}};
  // A preset with further numbers is a map.
  if (!command.settings.empty() && !command.preset.empty()) {
    settings.front().second = fmt::format("{{ preset: {} }}", json_quoted(command.preset));
  }
  settings.insert(settings.end(), command.settings.begin(), command.settings.end());
  settings.emplace_back("seed", fmt::format("{}", command.seed));
  const auto model = load_model(command.model, "");
  if (!model) return tl::unexpected(model.error());
  const std::optional<TypeId> root = root_type(**model);
  if (!root) return input_error("every type of the model is somebody's child: nowhere to start");
  const std::string text =
      fmt::format("model: {}\noperations: [{{ delete: {} }}]\ntopology: {{}}\n",
                  json_quoted(command.model), json_quoted((*model)->type(*root).name + "/1"));
  return parse_scenario(text, "generate", settings);
}

// To standard output where no file is named. Interrupted, it leaves no half of a file.
Result<void> write_world(const World& world, const TopologyWriterOptions& options,
                         const std::string& file) {
  if (file.empty()) {
    write_topology(world, options, [](std::string_view text) {
      if (!interrupted()) print(text);
    });
    return {};
  }
  Result<OutputFile> out = OutputFile::create(file);
  if (!out) return tl::unexpected(std::move(out).error());
  write_topology(world, options, [&out](std::string_view text) {
    if (!interrupted()) out->write(text);
  });
  Result<void> finished = out->finish();
  if (interrupted()) remove_output(file);
  return finished;
}

}  // namespace

int generate(const GenerateCommand& command) {
  const Result<Scenario> scenario = read(command);
  if (!scenario) {
    print_mistakes(scenario.error().message);
    return exit_code(Verdict::BadInput);
  }
  Progress progress(command.preset.empty() ? command.model : command.preset);
  const auto world =
      generate_world(scenario->model, scenario->topology, scenario->seed, progress.watch());
  if (interrupted()) return end_interrupted();
  if (!world) {
    print_mistakes(world.error().message);
    return exit_code(Verdict::BadInput);
  }
  if ((*world)->resource_count() > kReadable) {
    print_error(
        fmt::format("note: {} written out make a very large file; a scenario that names "
                    "the preset generates the same world",
                    counted((*world)->resource_count(), "resource")));
  }
  const TopologyWriterOptions options{
      comment_of(command), command.model,
      fmt::format("{{ delete: {} }}", json_quoted(scenario->operations.front().roots.front()))};
  progress.phase("writing");
  const Result<void> written = write_world(**world, options, command.output);
  if (interrupted()) return end_interrupted();
  if (written) return 0;
  print_error(written.error().message);
  return exit_code(Verdict::BadInput);
}

}  // namespace cascade::sim::cli
