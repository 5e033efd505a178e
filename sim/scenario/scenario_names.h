// SPDX-License-Identifier: Apache-2.0
// Looks up the names of a scenario in its model and, where resources are written out, in its
// topology; reports what does not exist with the nearest that does.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/yaml_document.h"
#include "sim/model/model.h"

namespace cascade::sim {

class ScenarioNames {
 public:
  /// Both are not owned and outlive this.
  ScenarioNames(const Model& model, Diagnostics& diagnostics)
      : model_(model), diagnostics_(diagnostics) {}

  [[nodiscard]] const Model& model() const { return model_; }

  /// The topology is written out: resources that are not declared are mistakes. Otherwise it is
  /// the simulation that finds out.
  void expect_declared() { all_declared_ = true; }
  /// Makes "Type/name" known. False: it was already.
  bool declare(const std::string& resource);

  // Each reports what it does not find. Resources and edges must have their form.
  std::optional<TypeId> type(std::string_view name, Position at);
  /// "Type/name"; the type is answered also where only the name is unknown.
  std::optional<TypeId> resource(std::string_view text, Position at);
  /// A state of the type, or "deleted" or "gone".
  void state(TypeId id, std::string_view state, Position at);
  /// "Parent->Child", or "Root->Root" for the root's own step.
  void edge(std::string_view text, Position at);
  /// A reaction of the type; nothing: of any type.
  void reaction(std::optional<TypeId> id, std::string_view name, Position at);
  const OperationSpec* operation(std::string_view name, Position at);

  /// " (did you mean 'x'?)", or "; there is a, b, c", or nothing.
  std::string advice(std::string_view word, std::span<const std::string_view> known);

 private:
  const Model& model_;
  Diagnostics& diagnostics_;
  std::set<std::string, std::less<>> resources_;
  bool all_declared_ = false;
  int advices_ = 0;
};

/// Of "Type/name".
inline std::string_view type_part(std::string_view resource) {
  return resource.substr(0, resource.find('/'));
}

}  // namespace cascade::sim
