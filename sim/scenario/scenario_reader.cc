// SPDX-License-Identifier: Apache-2.0
// Reading in three rounds: the text becomes a tree (a syntax error is reported alone), the tree
// is held against the forms of the language, and what has its form is read and its names are
// looked up. The mistakes of the last two rounds are reported together.
#include "sim/scenario/scenario_reader.h"

#include <fmt/format.h>

#include <charconv>
#include <filesystem>
#include <limits>

#include "sim/base/text_file.h"
#include "sim/reader/model_reader.h"
#include "sim/scenario/scenario_form.h"
#include "sim/scenario/scenario_overrides.h"
#include "sim/scenario/scenario_parts.h"
#include "sim/scenario/scenario_words.h"

namespace cascade::sim {
namespace {

using Kind = Form::Kind;

/// The first line of the comment on top; licence lines do not count.
std::string first_comment(std::string_view text) {
  while (text.starts_with('#')) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    line.remove_prefix(std::min(line.find_first_not_of("# \t"), line.size()));
    while (!line.empty() && (line.back() == ' ' || line.back() == '\r')) line.remove_suffix(1);
    if (!line.empty() && !line.starts_with("SPDX-")) return std::string(line);
  }
  return "";
}

/// Reads one file's tree into a scenario.
class ScenarioReader {
 public:
  ScenarioReader(const YamlNode& root, const ModelLoader& loader, Diagnostics& diagnostics,
                 Scenario& scenario)
      : root_(root), loader_(loader), diagnostics_(diagnostics), scenario_(scenario) {}

  void read() {
    check_form(root_, scenario_form(), diagnostics_);
    if (!root_.is_map()) return;
    read_axes();
    read_numbers();
    scenario_.topology.file = scenario_.file;
    if (const YamlNode* topology = root_.find("topology")) {
      read_topology(*topology, scenario_.topology);
    }
    read_model();
    if (const YamlNode* extend = root_.find("extend"); extend != nullptr && scenario_.model) {
      scenario_.model = extend_model(*scenario_.model, *extend, diagnostics_);
    }
    if (scenario_.model != nullptr) read_compat();
    if (scenario_.model != nullptr) read_names();
  }

 private:
  void read_axes() {
    const auto chosen = [&](std::string_view key, const auto& words, auto& place) {
      if (const auto value = value_of(words, text_in(root_, key, Kind::Text))) place = *value;
    };
    chosen("merge", kMergeWords, scenario_.merge);
    chosen("schedule", kScheduleWords, scenario_.schedule);
    chosen("failure", kFailureWords, scenario_.failure);
  }

  void read_numbers() {
    if (std::string about = text_in(root_, "about", Kind::Text); !about.empty()) {
      scenario_.about = std::move(about);
    }
    if (const auto workers = integer_in(root_, "workers")) {
      scenario_.workers = static_cast<std::uint32_t>(*workers);
    }
    if (const YamlNode* limits = root_.find("limits")) {
      if (const auto nodes = integer_in(*limits, "nodes")) {
        scenario_.nodes_max = static_cast<std::uint32_t>(*nodes);
      }
      if (const auto links = integer_in(*limits, "links")) {
        scenario_.links_max = static_cast<std::uint64_t>(*links);
      }
    }
    if (const YamlNode* seed = scalar_in(root_, "seed", Kind::Seed)) {
      const std::string& text = seed->text();
      std::from_chars(text.data(), text.data() + text.size(), scenario_.seed);
    }
  }

  /// A random model is drawn by the numbers of a random topology.
  bool check_random(const YamlNode& model) {
    const YamlNode* topology = root_.find("topology");
    if (topology == nullptr || model.text() != "random" ||
        scenario_.topology.shape == TopologyShape::Random) {
      return true;
    }
    diagnostics_.error(topology->position(),
                       "model random needs a topology of shape random: { shape: random }");
    return false;
  }

  void read_model() {
    const YamlNode* model = scalar_in(root_, "model", Kind::Text);
    if (model == nullptr || !check_random(*model)) return;
    // Numbers that are wrong in themselves make no model.
    if (model->text() == "random" && !diagnostics_.ok()) return;
    auto loaded = model->text() == "random" ? random_model(scenario_.topology, scenario_.seed)
                  : loader_                 ? loader_(model->text(), scenario_.file)
                                            : load_model(model->text(), scenario_.file);
    if (loaded) {
      scenario_.model = std::move(*loaded);
      return;
    }
    const std::string& what = loaded.error().message;
    const bool named = what.starts_with("no model ");
    diagnostics_.error(
        model->position(),
        named ? what : fmt::format("model {}: {}", sim::in_quotes(model->text()), what));
  }

  /// What the profile says of the run holds unless the file has the key itself.
  void read_compat() {
    const YamlNode* node = scalar_in(root_, "compat", Kind::Text);
    if (node == nullptr || node->text() == "none") return;
    const Model& model = *scenario_.model;
    const CompatProfile* profile = model.find_compat(node->text());
    if (profile == nullptr) {
      std::vector<std::string_view> known;
      for (const CompatProfile& other : model.compat) known.emplace_back(other.name);
      diagnostics_.error(
          node->position(),
          fmt::format("model {} has no compatibility profile {}{}", sim::in_quotes(model.name),
                      sim::in_quotes(node->text()),
                      known.empty() ? "" : fmt::format("; there is {}", fmt::join(known, ", "))));
      return;
    }
    const auto take = [&](std::string_view key, const auto& value, auto& place) {
      if (value && root_.find(key) == nullptr) place = *value;
    };
    take("merge", profile->merge, scenario_.merge);
    take("schedule", profile->schedule, scenario_.schedule);
    take("failure", profile->failure, scenario_.failure);
    scenario_.compat = profile->name;
    scenario_.model = with_compat(model, *profile);
  }

  void read_names() {
    ScenarioNames names(*scenario_.model, diagnostics_);
    if (const YamlNode* topology = root_.find("topology")) {
      read_written(*topology, names, diagnostics_, scenario_.topology.written);
    }
    if (const YamlNode* operations = root_.find("operations")) {
      read_operations(*operations, names, diagnostics_, scenario_.operations);
    }
    if (const YamlNode* faults = root_.find("faults")) {
      read_faults(*faults, names, diagnostics_, scenario_.faults);
    }
    std::vector<RetryRule> retries;
    if (const YamlNode* node = root_.find("retries")) {
      read_retries(*node, names, retries);
    }
    read_resources("protect", names, scenario_.protect);
    read_resources("keep", names, scenario_.keep);
    for (const YamlNode* type : scalars(root_.find("known"), Kind::Text)) {
      names.type(type->text(), type->position());
      scenario_.known.emplace_back(type->text(), type->position());
    }
    if (const YamlNode* expect = root_.find("expect")) {
      read_expectations(*expect, names, diagnostics_, scenario_.expect);
    }
    // Last, since the names are looked up in the model as it was.
    if (!retries.empty()) scenario_.model = with_retries(*scenario_.model, retries);
  }

  void read_resources(std::string_view key, ScenarioNames& names,
                      std::vector<std::pair<std::string, Position>>& resources) {
    for (const YamlNode* resource : scalars(root_.find(key), Kind::Resource)) {
      names.resource(resource->text(), resource->position());
      resources.emplace_back(resource->text(), resource->position());
    }
  }

  const YamlNode& root_;
  const ModelLoader& loader_;
  Diagnostics& diagnostics_;
  Scenario& scenario_;
};

}  // namespace

std::vector<const YamlNode*> scalars(const YamlNode* node, Form::Kind kind) {
  std::vector<const YamlNode*> found;
  if (node == nullptr) return found;
  if (has_kind(*node, kind)) found.push_back(node);
  for (const YamlNode& item : node->items()) {
    if (has_kind(item, kind)) found.push_back(&item);
  }
  return found;
}

const YamlNode* scalar_in(const YamlNode& map, std::string_view key, Form::Kind kind) {
  const YamlNode* node = map.find(key);
  return node != nullptr && has_kind(*node, kind) ? node : nullptr;
}

std::string text_in(const YamlNode& map, std::string_view key, Form::Kind kind) {
  const YamlNode* node = scalar_in(map, key, kind);
  return node == nullptr ? "" : node->text();
}

std::optional<std::int64_t> to_integer(const YamlNode& node) {
  // Whatever is wrong with it was reported when its form was checked.
  Diagnostics reported_before("");
  return read_integer(node, "", std::numeric_limits<std::int64_t>::min(),
                      std::numeric_limits<std::int64_t>::max(), reported_before);
}

std::optional<std::int64_t> integer_in(const YamlNode& map, std::string_view key) {
  const YamlNode* node = map.find(key);
  return node == nullptr ? std::nullopt : to_integer(*node);
}

Scenario read_scenario(const YamlNode& root, std::string_view text, const std::string& file,
                       const ModelLoader& loader, Diagnostics& diagnostics) {
  Scenario scenario;
  scenario.name = std::filesystem::path(file).stem().string();
  scenario.about = first_comment(text);
  scenario.file = file;
  scenario.text = text;
  ScenarioReader(root, loader, diagnostics, scenario).read();
  return scenario;
}

Result<Scenario> parse_scenario(std::string_view text, const std::string& file, Overrides overrides,
                                const ModelLoader& loader) {
  auto root = parse_yaml(text, file);
  if (!root) return tl::unexpected(std::move(root).error());
  if (const YamlNode* types = root->find("types"); types != nullptr && !root->find("topology")) {
    return input_error(fmt::format(
        "{}:{}:{}: this is a model, not a scenario: a scenario names its model, and the "
        "topology and the operations to try on it",
        file, types->position().line, types->position().column));
  }
  Diagnostics diagnostics(file);
  apply_overrides(*root, overrides, diagnostics);
  Scenario scenario = read_scenario(*root, text, file, loader, diagnostics);
  for (const auto& override : overrides) {
    scenario.sources.push_back(fmt::format("--set {}", override.first));
  }
  if (!diagnostics.ok()) return tl::unexpected(diagnostics.to_error());
  return scenario;
}

Result<Scenario> load_scenario(const std::string& file, Overrides overrides) {
  const auto text = read_text_file(file);
  if (!text) return tl::unexpected(text.error());
  return parse_scenario(*text, file, overrides);
}

}  // namespace cascade::sim
