// SPDX-License-Identifier: Apache-2.0
#include "tests/support/wide_plan.h"

#include <string>
#include <utility>
#include <vector>

#include "engine/assert.h"
#include "engine/planner.h"
#include "engine/sinks.h"

namespace cascade::test {
namespace {

class WideExtension final : public Extension {
 public:
  WideExtension(std::string type, std::vector<std::string> parents, std::uint32_t children,
                std::function<void(const Act&, Completion)> act)
      : type_(std::move(type)),
        parents_(std::move(parents)),
        children_(children),
        act_(std::move(act)) {}
  const std::string& resource_type() const override { return type_; }
  const std::vector<std::string>& parents() const override { return parents_; }
  const std::vector<Reaction>& reactions() const override {
    static const std::vector<Reaction> kRows{{.name = "delete", .shows_children = true}};
    return kRows;
  }
  void find(const CascadeAction& action, LinkSink& sink) const override {
    for (const ResourceIndex parent : action.parent.resources) {
      for (std::uint32_t i = 0; i < children_; ++i) {
        sink.link(parent, parent * children_ + i, ReactionId{0});
      }
    }
  }
  void cascade(const Act& act, Completion done) override { act_(act, std::move(done)); }

 private:
  std::string type_;
  std::vector<std::string> parents_;
  std::uint32_t children_;
  std::function<void(const Act&, Completion)> act_;
};

}  // namespace

std::shared_ptr<const Plan> wide_plan(std::uint32_t hosts, std::uint32_t machines,
                                      const std::function<void(const Act&, Completion)>& act) {
  using Parents = std::vector<std::string>;
  TypeGraphBuilder builder;
  builder.add(std::make_unique<WideExtension>("z", Parents{}, 1, act), "test");
  builder.add(std::make_unique<WideExtension>("h", Parents{"z"}, hosts, act), "test");
  builder.add(std::make_unique<WideExtension>("v", Parents{"h"}, machines, act), "test");
  CascadeRequest request;
  request.action_code = "delete";
  request.root_type = TypeId{0};
  request.roots = {0};
  auto plan = make_plan(*builder.build(), std::move(request), {});
  CASCADE_ASSERT(plan.has_value(), "three plain types can be planned");
  return *std::move(plan);
}

}  // namespace cascade::test
