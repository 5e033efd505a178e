// SPDX-License-Identifier: Apache-2.0
// Worlds written as text, one resource a line, and plans and runs over them without a simulation:
//   Vm/a Stopped host=Host/x nets=Net/1,Net/2 platform=Windows restarts=3
// The first words name the resource and, if it begins with a capital, its state.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/act.h"
#include "engine/plan.h"
#include "engine/type_graph.h"
#include "sim/model/model.h"
#include "sim/world/world.h"

namespace cascade::sim::test {

/// Fails the test where the model is wrong.
std::shared_ptr<const Model> model_from(const std::string& text);
/// Fails the test where the text is wrong. Indices are built.
std::unique_ptr<World> world_from(std::shared_ptr<const Model> model, std::string_view text);

/// A world with its type graph.
class ModelWorld {
 public:
  explicit ModelWorld(std::unique_ptr<World> world);
  ModelWorld(const std::string& model_text, std::string_view world_text)
      : ModelWorld(world_from(model_from(model_text), world_text)) {}

  [[nodiscard]] World& world() { return *world_; }
  [[nodiscard]] const TypeGraph& graph() const { return *graph_; }
  [[nodiscard]] Resource resource(std::string_view name) const;
  [[nodiscard]] std::string resource_name(Resource resource) const {
    return world_->name(resource);
  }
  [[nodiscard]] Life life(std::string_view name) const { return world_->life(resource(name)); }
  /// "" where the type has no states.
  [[nodiscard]] std::string state(std::string_view name) const;
  /// Names of the ends of a relation, without the type, in their order, joined by spaces.
  [[nodiscard]] std::string ends(std::string_view name, std::string_view relation) const;

  /// `action`: a name of the model. Fails the test where planning is refused.
  std::shared_ptr<const Plan> plan(std::string_view action, const std::vector<std::string>& roots,
                                   std::string_view argument = {}) const;
  /// "Parent>child:reaction" of every link of the edge's only step, sorted, joined by spaces.
  [[nodiscard]] std::string links(const Plan& plan, std::string_view edge) const;
  /// Performs one act; what it answered.
  ActResult perform(const Plan& plan, StepId step, ActId act);
  /// All acts in plan order, each `times` times in a row; the outcomes of the first times.
  std::vector<Outcome> perform_all(const Plan& plan, int times = 1);
  /// Plans and performs.
  std::vector<Outcome> run(std::string_view action, const std::vector<std::string>& roots,
                           std::string_view argument = {});

 private:
  std::unique_ptr<World> world_;
  std::shared_ptr<const TypeGraph> graph_;
};

}  // namespace cascade::sim::test
