// SPDX-License-Identifier: Apache-2.0
// The `operations` and `faults` of a scenario.
#include <fmt/format.h>

#include "sim/scenario/scenario_parts.h"
#include "sim/scenario/scenario_words.h"

namespace cascade::sim {
namespace {

using Kind = Form::Kind;

/// Reads one entry of `operations`.
class OperationReader {
 public:
  OperationReader(const YamlNode& node, ScenarioNames& names, Diagnostics& diagnostics)
      : node_(node), names_(names), diagnostics_(diagnostics) {}

  std::optional<Operation> read() {
    if (node_.find("delete") != nullptr) return read_delete();
    if (node_.find("detach") != nullptr) return read_detach();
    if (node_.find("run") != nullptr) return read_run();
    return std::nullopt;
  }

 private:
  std::optional<Operation> read_delete() {
    const bool has_roots = read_roots("delete");
    const OperationSpec* spec = nullptr;
    if (const YamlNode* mode = node_.find("mode")) {
      if (!has_kind(*mode, Kind::Text)) return std::nullopt;
      spec = names_.operation(mode->text(), mode->position());
    } else if (!names_.model().operations.empty()) {
      spec = &names_.model().operations.front();
    }
    if (spec == nullptr || !has_roots) return std::nullopt;
    if (spec->argument != kNoType) {
      const std::string& argument = names_.model().type(spec->argument).name;
      error(operation_.position,
            fmt::format("operation '{}' takes a {} as well: {{ run: {}, on: {}, with: {}/... }}",
                        spec->name, argument, spec->name, operation_.roots.front(), argument));
      return std::nullopt;
    }
    return finish(*spec);
  }

  std::optional<Operation> read_detach() {
    const bool has_roots = read_roots("detach");
    const YamlNode* from = read_argument("from");
    if (!has_roots || from == nullptr || !argument_type_) return std::nullopt;
    const Model& model = names_.model();
    if (const OperationSpec* spec = model.find_detaching(*type_, *argument_type_)) {
      return finish(*spec);
    }
    std::vector<std::string> known;
    for (const OperationSpec& spec : model.operations) {
      if (model.detaches(spec)) known.push_back(describe(spec));
    }
    error(node_.position(),
          fmt::format("model {} has no operation that detaches a {} from a {}; {}",
                      in_quotes(model.name), model.type(*type_).name,
                      model.type(*argument_type_).name,
                      known.empty() ? "none detaches anything"
                                    : fmt::format("there is {}", fmt::join(known, ", "))));
    return std::nullopt;
  }

  std::optional<Operation> read_run() {
    const YamlNode* name = scalar_in(node_, "run", Kind::Text);
    const OperationSpec* spec =
        name == nullptr ? nullptr : names_.operation(name->text(), name->position());
    const bool has_roots = read_roots("on");
    const YamlNode* with = read_argument("with");
    if (spec == nullptr || !has_roots) return std::nullopt;
    const Model& model = names_.model();
    if (spec->argument == kNoType && with != nullptr) {
      error(with->position(), fmt::format("operation '{}' takes no second resource", spec->name));
      return std::nullopt;
    }
    if (spec->argument != kNoType && node_.find("with") == nullptr) {
      error(node_.position(), fmt::format("operation '{}' needs the key 'with': a {}", spec->name,
                                          model.type(spec->argument).name));
      return std::nullopt;
    }
    if (spec->argument != kNoType && argument_type_ && *argument_type_ != spec->argument) {
      error(with->position(),
            fmt::format("operation '{}' takes a {}, not {}", spec->name,
                        model.type(spec->argument).name, in_quotes(with->text())));
      return std::nullopt;
    }
    return finish(*spec);
  }

  /// False: nothing usable, and reported.
  bool read_roots(std::string_view key) {
    const YamlNode* node = node_.find(key);
    const auto roots = scalars(node, Kind::Resource);
    if (roots.empty()) return false;
    operation_.position = node->position();
    for (const YamlNode* root : roots) {
      const auto type = names_.resource(root->text(), root->position());
      if (!type) continue;
      if (!type_) type_ = type;
      if (*type != *type_) {
        error(root->position(),
              fmt::format("{} is no {}; one operation starts at one type", in_quotes(root->text()),
                          names_.model().type(*type_).name));
        return false;
      }
      operation_.roots.push_back(root->text());
    }
    if (!type_) return false;
    if (names_.model().type(*type_).edges.empty()) {
      error(roots.front()->position(),
            fmt::format("type {} does not join the cascade of model {}; nothing can start there",
                        names_.model().type(*type_).name, in_quotes(names_.model().name)));
      return false;
    }
    return true;
  }

  const YamlNode* read_argument(std::string_view key) {
    const YamlNode* node = scalar_in(node_, key, Kind::Resource);
    if (node == nullptr) return nullptr;
    argument_type_ = names_.resource(node->text(), node->position());
    operation_.argument = node->text();
    return node;
  }

  /// "detach_storage (PrimaryStorage from Cluster)".
  [[nodiscard]] std::string describe(const OperationSpec& spec) const {
    return fmt::format("{} ({} from {})", spec.name, root_names(spec),
                       names_.model().type(spec.argument).name);
  }

  [[nodiscard]] std::string root_names(const OperationSpec& spec) const {
    if (spec.roots.empty()) return "any type";
    std::vector<std::string_view> roots;
    for (const TypeId root : spec.roots) roots.push_back(names_.model().type(root).name);
    return fmt::format("{}", fmt::join(roots, " or "));
  }

  std::optional<Operation> finish(const OperationSpec& spec) {
    if (!spec.may_start_at(*type_)) {
      error(operation_.position,
            fmt::format("operation '{}' starts at {}, not at {}", spec.name, root_names(spec),
                        in_quotes(operation_.roots.front())));
      return std::nullopt;
    }
    operation_.operation = spec.name;
    return operation_;
  }

  void error(Position at, std::string message) { diagnostics_.error(at, std::move(message)); }

  const YamlNode& node_;
  ScenarioNames& names_;
  Diagnostics& diagnostics_;
  Operation operation_;
  std::optional<TypeId> type_;
  std::optional<TypeId> argument_type_;
};

std::optional<Ratio> read_ratio(const YamlNode& node, Diagnostics& diagnostics) {
  if (!node.is_sequence() || node.items().size() != 2) return std::nullopt;
  const auto numerator = to_integer(node.items()[0]);
  const auto denominator = to_integer(node.items()[1]);
  if (!numerator || !denominator || *numerator < 0 || *denominator < 0) return std::nullopt;
  if (*denominator == 0 || *numerator > *denominator) {
    diagnostics.error(node.position(),
                      fmt::format("'ratio' must be at most 1, such as [1, 1000], not [{}, {}]",
                                  *numerator, *denominator));
    return std::nullopt;
  }
  return Ratio{static_cast<std::uint64_t>(*numerator), static_cast<std::uint64_t>(*denominator)};
}

/// Whom a fault is meant for. Nothing: any type.
std::optional<TypeId> read_target(const YamlNode& node, ScenarioNames& names,
                                  Diagnostics& diagnostics, Fault& fault) {
  std::optional<TypeId> type;
  if (const YamlNode* name = scalar_in(node, "type", Kind::Text)) {
    fault.type = name->text();
    type = names.type(name->text(), name->position());
  }
  if (const YamlNode* name = scalar_in(node, "resource", Kind::Resource)) {
    fault.resource = name->text();
    const auto of_resource = names.resource(name->text(), name->position());
    if (type && of_resource && *type != *of_resource) {
      diagnostics.error(name->position(),
                        fmt::format("{} is no {}; 'type' is not needed beside 'resource'",
                                    in_quotes(name->text()), in_quotes(fault.type)));
    }
    if (!type) type = of_resource;
  }
  if (const YamlNode* step = scalar_in(node, "step", Kind::Edge)) {
    fault.step = step->text();
    names.edge(step->text(), step->position());
    const auto child = names.model().find_type(step->text().substr(step->text().find("->") + 2));
    if (type && child && *type != *child) {
      diagnostics.error(
          step->position(),
          fmt::format("the acts of {} are those of a {}, not of a {}", in_quotes(step->text()),
                      names.model().type(*child).name, names.model().type(*type).name));
    }
    if (!type) type = child;
  }
  return type;
}

std::optional<Fault> read_fault(const YamlNode& node, ScenarioNames& names,
                                Diagnostics& diagnostics) {
  if (!node.is_map()) return std::nullopt;
  Fault fault;
  fault.position = node.position();
  const auto kind = value_of(kFaultWords, text_in(node, "kind", Kind::Text));
  if (kind) fault.kind = *kind;
  const auto type = read_target(node, names, diagnostics, fault);
  if (const YamlNode* action = scalar_in(node, "action", Kind::Text)) {
    fault.action = action->text();
    const bool known_type = type || (fault.type.empty() && fault.resource.empty());
    if (known_type) names.reaction(type, action->text(), action->position());
  }
  if (const YamlNode* ratio = node.find("ratio")) fault.ratio = read_ratio(*ratio, diagnostics);
  if (const auto attempt = integer_in(node, "attempt")) {
    fault.attempt = static_cast<std::uint32_t>(*attempt);
  }
  if (const auto factor = integer_in(node, "factor")) {
    fault.factor = static_cast<std::uint32_t>(*factor);
    if (kind && *kind != Fault::Kind::Slow) {
      diagnostics.error(
          node.find("factor")->position(),
          fmt::format("'factor' belongs to kind slow, not to {}", word_of(kFaultWords, *kind)));
    }
  }
  const YamlNode* const appears = scalar_in(node, "appears", Kind::Resource);
  if (appears != nullptr) {
    fault.appears = appears->text();
    names.resource(appears->text(), appears->position());
  }
  if (kind && (*kind == Fault::Kind::Appear) != (node.find("appears") != nullptr)) {
    diagnostics.error(node.position(),
                      *kind == Fault::Kind::Appear
                          ? "a fault of kind appear needs 'appears', such as VmInstance/9"
                          : fmt::format("'appears' belongs to kind appear, not to {}",
                                        word_of(kFaultWords, *kind)));
  }
  return fault;
}

RetryRule read_retry_rule(const YamlNode& node, ScenarioNames& names) {
  RetryRule rule;
  rule.retry = kRetryDefaults;
  if (const YamlNode* name = scalar_in(node, "type", Kind::Text)) {
    rule.type = names.type(name->text(), name->position());
  }
  if (const YamlNode* action = scalar_in(node, "action", Kind::Text)) {
    rule.action = action->text();
    const bool known_type = rule.type || node.find("type") == nullptr;
    if (known_type) names.reaction(rule.type, action->text(), action->position());
  }
  rule.retry.limit = static_cast<std::uint32_t>(integer_in(node, "limit").value_or(0));
  if (const YamlNode* backoff = node.find("backoff")) {
    Diagnostics reported_before("");
    rule.retry.backoff = read_duration(*backoff, "", reported_before).value_or(rule.retry.backoff);
  }
  if (const auto factor = integer_in(node, "factor")) {
    rule.retry.factor = static_cast<std::uint32_t>(*factor);
  }
  return rule;
}

}  // namespace

void read_operations(const YamlNode& node, ScenarioNames& names, Diagnostics& diagnostics,
                     std::vector<Operation>& operations) {
  const auto read = [&](const YamlNode& item, bool with_previous) {
    auto operation = OperationReader(item, names, diagnostics).read();
    if (!operation) return;
    operation->with_previous = with_previous;
    operations.push_back(std::move(*operation));
  };
  for (const YamlNode& item : node.items()) {
    const YamlNode* const together = item.find("together");
    if (together == nullptr) {
      read(item, false);
      continue;
    }
    for (const YamlNode& part : together->items()) read(part, &part != &together->items().front());
  }
}

void read_retries(const YamlNode& node, ScenarioNames& names, std::vector<RetryRule>& retries) {
  for (const YamlNode& item : node.items()) {
    if (item.is_map()) retries.push_back(read_retry_rule(item, names));
  }
}

void read_faults(const YamlNode& node, ScenarioNames& names, Diagnostics& diagnostics,
                 std::vector<Fault>& faults) {
  for (const YamlNode& item : node.items()) {
    auto fault = read_fault(item, names, diagnostics);
    if (fault) faults.push_back(std::move(*fault));
  }
}

}  // namespace cascade::sim
