// SPDX-License-Identifier: Apache-2.0
// `cascade generate`: a world from a preset, numbers and a seed, written out as a scenario. A
// random model is drawn along with its world: the scenario names the numbers that both come from.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/base/text.h"
#include "sim/base/yaml_document.h"
#include "sim/cli/commands.h"
#include "sim/cli/files.h"
#include "sim/cli/progress.h"
#include "sim/cli/terminal.h"
#include "sim/reader/model_reader.h"
#include "sim/scenario/scenario_reader.h"
#include "sim/world/topology.h"
#include "sim/world/topology_writer.h"

namespace cascade::sim::cli {
namespace {

constexpr std::uint64_t kReadable = 1'000'000;
constexpr std::string_view kRandom = "random";

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

// Presets at random say more of a type graph than of a world: unless told otherwise, both are
// drawn.
std::string model_name(const GenerateCommand& command) {
  if (!command.model.empty()) return command.model;
  const TopologyPreset* const preset = find_topology_preset(command.preset);
  const bool random = preset != nullptr && preset->shape == TopologyShape::Random;
  return std::string(random ? kRandom : "zstack");
}

Result<void> check_preset(const std::string& preset) {
  if (preset.empty() || find_topology_preset(preset) != nullptr) return {};
  std::vector<std::string_view> known;
  for (const TopologyPreset& other : topology_presets()) known.push_back(other.name);
  return input_error(fmt::format("cascade: no preset {}{}; there are {}", in_quotes(preset),
                                 did_you_mean(preset, known), fmt::join(known, ", ")));
}

std::string comment_of(const GenerateCommand& command) {
  std::string text = "cascade generate";
  if (!command.preset.empty()) text += " " + command.preset;
  text += " --model " + model_name(command);
  for (const auto& [key, value] : command.settings) text += fmt::format(" --set {}={}", key, value);
  return text + fmt::format(" --seed {}", command.seed);
}

// The scenario reader checks presets and numbers, and says what would be right.
Result<Scenario> read(const GenerateCommand& command) {
  if (Result<void> checked = check_preset(command.preset); !checked) {
    return tl::unexpected(std::move(checked).error());
  }
  Settings settings{{"topology", command.preset.empty() ? "{}" : json_quoted(command.preset)}};
  // A preset with further numbers is a map.
  if (!command.settings.empty() && !command.preset.empty()) {
    settings.front().second = fmt::format("{{ preset: {} }}", json_quoted(command.preset));
  }
  settings.insert(settings.end(), command.settings.begin(), command.settings.end());
  settings.emplace_back("seed", fmt::format("{}", command.seed));
  const std::string name = model_name(command);
  if (name == kRandom) {
    return parse_scenario("model: random\noperations: [{ delete: T0/1 }]\ntopology: {}\n",
                          "generate", settings);
  }
  const auto model = load_model(name, "");
  if (!model) return tl::unexpected(model.error());
  const std::optional<TypeId> root = root_type(**model);
  if (!root) return input_error("every type of the model is somebody's child: nowhere to start");
  const std::string text =
      fmt::format("model: {}\noperations: [{{ delete: {} }}]\ntopology: {{}}\n", json_quoted(name),
                  json_quoted((*model)->type(*root).name + "/1"));
  return parse_scenario(text, "generate", settings);
}

// The scenario that draws the same model and the same world.
std::string numbers_of(const GenerateCommand& command, const Scenario& scenario) {
  const Topology& topology = scenario.topology;
  std::string text = topology.preset.empty() ? "shape: random" : "preset: " + topology.preset;
  for (const auto& [name, value] : topology.numbers) text += fmt::format(", {}: {}", name, value);
  return fmt::format(
      "# {}\nmodel: random\ntopology: {{ {} }}\noperations: [{{ delete: {} }}]\nseed: {}\n",
      printable(comment_of(command)), text, scenario.operations.front().roots.front(),
      command.seed);
}

int write_numbers(const GenerateCommand& command, const Scenario& scenario) {
  const std::string text = numbers_of(command, scenario);
  if (command.output.empty()) {
    print(text);
    return 0;
  }
  const Result<void> written = write_file(command.output, text);
  if (written) return 0;
  print_error(written.error().message);
  return exit_code(Verdict::BadInput);
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
  const std::string model = model_name(command);
  Progress progress(command.preset.empty() ? model : command.preset);
  const auto world =
      generate_world(scenario->model, scenario->topology, scenario->seed, progress.watch());
  if (interrupted()) return end_interrupted();
  if (!world) {
    print_mistakes(world.error().message);
    return exit_code(Verdict::BadInput);
  }
  if (model == kRandom) return write_numbers(command, *scenario);
  if ((*world)->resource_count() > kReadable) {
    print_error(
        fmt::format("note: {} written out make a very large file; a scenario that names "
                    "the preset generates the same world",
                    counted((*world)->resource_count(), "resource")));
  }
  const TopologyWriterOptions options{
      comment_of(command), model,
      fmt::format("{{ delete: {} }}", json_quoted(scenario->operations.front().roots.front()))};
  progress.phase("writing");
  const Result<void> written = write_world(**world, options, command.output);
  if (interrupted()) return end_interrupted();
  if (written) return 0;
  print_error(written.error().message);
  return exit_code(Verdict::BadInput);
}

}  // namespace cascade::sim::cli
