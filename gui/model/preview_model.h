// SPDX-License-Identifier: Apache-2.0
// What an operation would do, made ready to be shown: counts per type and state, counts of
// everything below, who refuses, how long it would take, and every single resource. Immutable.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/ids.h"
#include "engine/result.h"
#include "engine/time.h"
#include "gui/model/progress.h"
#include "sim/run/critical_stretches.h"
#include "sim/run/preview.h"
#include "sim/scenario/scenario.h"
#include "sim/world/world.h"

namespace cascade::gui {

/// The resources of one type that one reaction would be done to.
struct PreviewGroup {
  TypeId type = kNoType;
  std::string reaction;
  std::vector<ResourceIndex> resources;  ///< Ascending, each once.
};

/// One line of the counts.
struct PreviewCount {
  std::string state;  ///< Empty: the type has none.
  std::string reaction;
  std::uint64_t resources = 0;
};

struct PreviewType {
  TypeId type = kNoType;
  std::string name;
  std::uint64_t affected = 0;  ///< Distinct resources.
  std::uint64_t live = 0;      ///< In the world now.
  /// Distinct resources of any type that are affected below those, along every path.
  std::uint64_t below = 0;
  std::vector<PreviewCount> counts;
};

/// Somebody refuses: by a veto, because it is protected, or since a condition does not hold.
struct PreviewVeto {
  Resource resource;
  std::string name;
  std::string words;
  /// Who refuses, and why; the name is told once.
  [[nodiscard]] std::string text() const;
};

struct PreviewOperation {
  std::shared_ptr<const sim::World> world;  ///< What it would begin in. Never null.
  std::string title;                        ///< "permissive Zone/1"
  std::optional<std::string> refusal;       ///< Planning was refused: why; nothing else is known.
  std::vector<PreviewVeto> vetoes;
  std::vector<PreviewVeto> unmet;     ///< Conditions of the operation that do not hold.
  std::vector<PreviewVeto> breaches;  ///< Protected resources that would be changed.
  /// What is to be kept, what that needs, what is then impossible, a line each; it is refused for
  /// them. Mostly empty.
  std::vector<std::string> keep;
  Schedule schedule = Schedule::ByResource;  ///< The scenario's own.
  Duration predicted{};
  std::vector<sim::Preview::OperationPreview::Prediction> predictions;  ///< Per schedule.
  std::vector<sim::CriticalLine> critical_path;                         ///< First to last.
  std::string confirmation;  ///< What the one who runs it agrees to; see sim/report/preview_text.h.
  std::vector<PreviewType> types;    ///< By name.
  std::vector<PreviewGroup> groups;  ///< By type's name, then reaction.
  std::uint64_t affected = 0;        ///< Distinct resources of all types.
  std::uint64_t acts = 0;

  /// It would be refused, with nothing changed.
  [[nodiscard]] bool refused() const {
    return !vetoes.empty() || !unmet.empty() || !breaches.empty() || !keep.empty();
  }
};

/// "Running", "deleted", or "" for types without states; when the operation would begin.
std::string state_of(const PreviewOperation& operation, Resource resource);

/// Thread: any may read.
class PreviewModel {
 public:
  /// `world`: what the preview of `scenario` was made of.
  PreviewModel(const sim::Scenario& scenario, const sim::Preview& preview,
               std::shared_ptr<const sim::World> world);

  [[nodiscard]] const std::vector<PreviewOperation>& operations() const { return operations_; }
  [[nodiscard]] const sim::World& world() const { return *world_; }

 private:
  std::shared_ptr<const sim::World> world_;
  std::vector<PreviewOperation> operations_;
};

/// Generates the scenario's world and looks ahead in it: what a job does. Errors: what
/// sim::make_preview() says, among them that it was stopped.
Result<std::shared_ptr<const PreviewModel>> preview_of(const sim::Scenario& scenario,
                                                       Progress& progress,
                                                       const std::stop_token& stop);

/// The affected resources of one operation that fit a filter, found a piece at a time, so that a
/// frame never waits for a million names. Thread: one.
class PreviewInstances {
 public:
  struct Filter {
    std::optional<TypeId> type;
    std::string state;     ///< Empty: any.
    std::string reaction;  ///< Empty: any.
    std::string words;     ///< Somewhere in the name, any case.
    friend bool operator==(const Filter&, const Filter&) = default;
  };
  struct Row {
    Resource resource;
    std::uint32_t group = 0;  ///< Of PreviewOperation::groups.
  };

  /// Starts anew where anything differs from before.
  void set(std::shared_ptr<const PreviewModel> model, std::size_t operation, Filter filter);
  /// Looks at up to `count` further resources. True: there are more.
  bool advance(std::size_t count);
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
  [[nodiscard]] bool complete() const { return group_ >= group_count(); }
  [[nodiscard]] const Filter& filter() const { return filter_; }

 private:
  [[nodiscard]] std::size_t group_count() const;
  [[nodiscard]] bool fits(const PreviewGroup& group) const;
  [[nodiscard]] bool fits(Resource resource) const;

  std::shared_ptr<const PreviewModel> model_;
  std::size_t operation_ = 0;
  Filter filter_;
  std::vector<Row> rows_;
  std::size_t group_ = 0;  ///< Where it goes on.
  std::size_t at_ = 0;
};

}  // namespace cascade::gui
