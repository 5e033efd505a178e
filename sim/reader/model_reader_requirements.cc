// SPDX-License-Identifier: Apache-2.0
// Reads what has to hold before and after the operations of a model.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "sim/reader/model_reader_parts.h"
#include "sim/world/world.h"

namespace cascade::sim {
namespace {

constexpr std::array<std::pair<std::string_view, Life>, 3> kLives = {
    {{"live", Life::Live}, {"deleted", Life::Deleted}, {"gone", Life::Gone}}};

class RequirementReader {
 public:
  RequirementReader(const OperationSpec& operation, ReaderContext& context)
      : operation_(operation), context_(context) {}

  /// One, or a list of them.
  std::vector<Requirement> read_all(const YamlNode& node, std::string_view key) {
    what_ = fmt::format("'{}' of operation '{}'", key, operation_.name);
    std::vector<Requirement> requirements;
    if (!node.is_sequence()) {
      requirements.push_back(read(node));
    } else if (node.items().empty()) {
      context_.error(node.position(), what_ + " needs at least one condition");
    }
    for (const YamlNode& item : node.items()) requirements.push_back(read(item));
    return requirements;
  }

 private:
  Requirement read(const YamlNode& node) {
    constexpr std::array<std::string_view, 4> kKeys = {"type", "must", "life", "message"};
    Requirement requirement;
    requirement.line = node.position().line;
    if (!check_map(node, what_, kKeys, context_.diagnostics)) return requirement;
    if (const YamlNode* type = node.find("type")) read_type(*type, requirement);
    if (const YamlNode* life = node.find("life")) requirement.lives = read_lives(*life);
    if (const YamlNode* must = node.find("must")) read_must(*must, requirement);
    if (node.find("must") == nullptr && node.find("life") == nullptr) {
      context_.error(node.position(), what_ +
                                          " needs 'must', a condition of the root resources, or "
                                          "'life': live, deleted or gone");
    }
    const YamlNode* message = node.find("message");
    if (message == nullptr) {
      context_.error(node.position(), what_ + " needs a 'message': why not, in a few words");
    } else {
      requirement.message =
          read_string(*message, "message of " + what_, context_.diagnostics).value_or("");
    }
    return requirement;
  }

  void read_type(const YamlNode& node, Requirement& requirement) {
    const auto type = read_type_name(node, "type of " + what_, context_);
    if (!type) return;
    requirement.type = *type;
    const auto& roots = operation_.roots;
    if (roots.empty() || std::find(roots.begin(), roots.end(), *type) != roots.end()) return;
    context_.error(node.position(), fmt::format("operation '{}' never starts at a {}",
                                                operation_.name, context_.type(*type).name));
  }

  std::uint8_t read_lives(const YamlNode& node) {
    unsigned lives = 0;
    for (const auto& [name, at] : read_names(node, "life of " + what_, context_.diagnostics)) {
      const auto known = std::find_if(kLives.begin(), kLives.end(),
                                      [&, &word = name](const auto& l) { return l.first == word; });
      if (known == kLives.end()) {
        context_.error(at,
                       fmt::format("life is live, deleted or gone, not {}", sim::in_quotes(name)));
        continue;
      }
      lives |= 1U << static_cast<unsigned>(known->second);
    }
    return static_cast<std::uint8_t>(lives);
  }

  /// Whose relations and states it may ask for is said by `type`, or by the only root type.
  void read_must(const YamlNode& node, Requirement& requirement) {
    if (requirement.type == kNoType && operation_.roots.size() == 1) {
      requirement.type = operation_.roots.front();
    }
    if (requirement.type == kNoType) {
      context_.error(node.position(),
                     what_ + " needs a 'type' beside 'must': the root type that it is about");
      return;
    }
    requirement.must = read_condition(node, requirement.type, ConditionPlace::Edge, context_);
  }

  const OperationSpec& operation_;
  ReaderContext& context_;
  std::string what_;
};

}  // namespace

void read_requirements(const YamlNode& operations, ReaderContext& context) {
  for (OperationSpec& operation : context.model.operations) {
    const YamlNode* entry = operations.find(operation.name);
    if (entry == nullptr || !entry->is_map()) continue;
    RequirementReader reader(operation, context);
    if (const YamlNode* before = entry->find("before")) {
      operation.before = reader.read_all(*before, "before");
    }
    if (const YamlNode* after = entry->find("after")) {
      operation.after = reader.read_all(*after, "after");
    }
  }
}

}  // namespace cascade::sim
