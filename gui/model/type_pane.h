// SPDX-License-Identifier: Apache-2.0
// The type graph of a model as a pane of the window: every type once, cycles as they are; how many
// of its resources are left at this position, how its steps stand, and how many resources flowed
// along every edge in the pass that is shown.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/type_graph.h"
#include "gui/model/canvas.h"
#include "gui/model/graph_layout.h"
#include "gui/model/node_face.h"
#include "gui/model/pane_source.h"
#include "gui/model/type_counts.h"
#include "sim/report/tree_view.h"

namespace cascade::gui {

/// What a type shows, ready to be painted.
struct TypeFace {
  std::string name;
  std::string count;             ///< Resources that were there at first: "10,000"
  std::string about;             ///< "130 deleted, 9,870 gone"
  std::string status;            ///< Of its steps, as on nodes of the tree.
  std::array<float, 3> lives{};  ///< Shares by life, in the order of sim::Life.
  NodeFace::Look look = NodeFace::Look::Unplanned;
  std::optional<Outcome> outcome;
  bool affected = false;  ///< The shown pass has acts on it.
  bool root = false;      ///< The shown pass starts at it.
  bool cyclic = false;    ///< It lies on a cycle of types.
};

/// What flowed along an edge in the shown pass.
struct TypeFlow {
  std::uint64_t parents = 0;
  std::uint64_t resources = 0;
  std::uint32_t steps = 0;  ///< Nothing flowed: 0.
};

/// Thread: the UI's; the layout comes from a worker.
class TypePane {
 public:
  TypePane(const std::function<void()>& wake, PlaceGraph place) : layout_(wake, std::move(place)) {}

  /// Before every frame. `model`: what to show without a run; may be null. True: something is
  /// another.
  bool update(const PaneSource& source, const std::shared_ptr<const sim::Model>& model);
  [[nodiscard]] bool busy() const { return layout_.waiting(); }
  void wait() { layout_.wait(); }

  /// Null: no model, or one without a type graph; status() says so.
  [[nodiscard]] const TypeGraph* graph() const { return graph_.get(); }
  [[nodiscard]] const std::string& status() const { return status_; }
  [[nodiscard]] const sim::TreeView& view() const { return view_; }
  [[nodiscard]] const GraphPicture& picture() const { return layout_.picture(); }
  [[nodiscard]] bool better_layout_comes() const { return layout_.waiting(); }
  [[nodiscard]] Canvas& canvas() { return canvas_; }
  [[nodiscard]] TypeId type(std::uint32_t node) const { return types_[node]; }
  [[nodiscard]] const TypeFace& face(std::uint32_t node) const { return faces_[node]; }
  /// By edge of view().
  [[nodiscard]] const TypeFlow& flow(std::uint32_t edge) const { return flows_[edge]; }
  [[nodiscard]] std::optional<std::uint32_t> selected() const;
  [[nodiscard]] std::optional<std::uint32_t> node_at(PicturePoint screen) const;
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view name) const;
  [[nodiscard]] CanvasBox box(std::uint32_t node) const;
  [[nodiscard]] std::uint64_t version() const { return version_; }

  void select(std::uint32_t node, Selection& selection) const;

 private:
  static constexpr const char* kNothing = "Open a scenario to see the types of its model here.";

  void set_model(std::shared_ptr<const sim::Model> model);
  void follow(const PaneSource& source);
  void make_faces(const PaneSource& source, const Plan* plan, const PassState* pass);
  void make_flows(const Plan* plan);

  std::shared_ptr<const sim::Model> model_;
  std::shared_ptr<sim::World> empty_world_;  ///< The graph's extensions look at it.
  std::shared_ptr<const TypeGraph> graph_;
  std::string status_{kNothing};
  sim::TreeView view_;
  std::vector<TypeId> types_;         // by node
  std::vector<std::uint32_t> nodes_;  // by type
  GraphLayout layout_;
  Canvas canvas_{4};
  TypeCounts counts_;
  std::shared_ptr<const History> history_;
  std::shared_ptr<const Snapshot> snapshot_;
  std::shared_ptr<const PassInfo> pass_;
  bool stale_ = true;
  std::vector<TypeFace> faces_;
  std::vector<TypeFlow> flows_;
  std::optional<TypeId> selected_;
  std::uint64_t version_ = 0;
};

}  // namespace cascade::gui
