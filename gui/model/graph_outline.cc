// SPDX-License-Identifier: Apache-2.0
#include "gui/model/graph_outline.h"

#include <algorithm>
#include <span>

#include "engine/digest.h"
#include "sim/report/tidy_tree.h"

namespace cascade::gui {
namespace {

using sim::kNoNode;

std::vector<std::uint32_t> depths_of(const GraphOutline& outline) {
  std::vector<std::uint32_t> depths(outline.nodes.size(), 0);
  for (std::size_t i = 0; i < depths.size(); ++i) {
    if (const std::uint32_t parent = outline.parents[i]; parent != kNoNode) {
      depths[i] = depths[parent] + 1;
    }
  }
  return depths;
}

// The left edge of every column, and the right edge of the last one behind them.
std::vector<std::int32_t> columns_of(const GraphOutline& outline,
                                     const std::vector<std::uint32_t>& depths) {
  std::vector<std::int32_t> widths;
  for (std::size_t i = 0; i < depths.size(); ++i) {
    if (widths.size() <= depths[i]) widths.resize(depths[i] + 1, 0);
    widths[depths[i]] = std::max(widths[depths[i]], outline.nodes[i].width);
  }
  std::vector<std::int32_t> lefts{0};
  for (const std::int32_t width : widths) {
    lefts.push_back(lefts.back() + width + outline.rank_gap);
  }
  lefts.back() -= widths.empty() ? 0 : outline.rank_gap;
  return lefts;
}

// From the right side of one box to the left side of the other; backwards in a wide bow.
GraphPicture::Edge line_between(const GraphPicture& picture, std::uint32_t from, std::uint32_t to) {
  constexpr float kBow = 60;
  const GraphPicture::Node& a = picture.nodes[from];
  const GraphPicture::Node& b = picture.nodes[to];
  const PicturePoint start{a.centre.x + a.width / 2, a.centre.y};
  const PicturePoint end{b.centre.x - b.width / 2, b.centre.y};
  const float reach = end.x > start.x ? (end.x - start.x) / 2 : kBow;
  GraphPicture::Edge edge;
  edge.from = from;
  edge.to = to;
  edge.bezier = true;
  edge.points = {start, {start.x + reach, start.y}, {end.x - reach, end.y}, end};
  return edge;
}

}  // namespace

std::uint64_t GraphOutline::key() const {
  Digest digest;
  digest.add(nodes.size());
  for (const Node& node : nodes) {
    digest.add(static_cast<std::uint64_t>(node.width));
    digest.add(static_cast<std::uint64_t>(node.height));
  }
  digest.add(edges.size());
  for (const Edge& edge : edges) {
    digest.add(std::uint64_t{edge.from} << 32U | edge.to);
    digest.add(std::uint64_t{edge.ranks ? 1U : 0U});
  }
  digest.add(std::span<const std::uint32_t>(parents));
  digest.add(static_cast<std::uint64_t>(rank_gap));
  digest.add(static_cast<std::uint64_t>(node_gap));
  return digest.number();
}

GraphPicture tidy_picture(const GraphOutline& outline) {
  GraphPicture picture;
  const std::vector<std::uint32_t> depths = depths_of(outline);
  const std::vector<std::int32_t> columns = columns_of(outline, depths);
  std::vector<std::int32_t> heights;
  for (const GraphOutline::Node& node : outline.nodes) heights.push_back(node.height);
  const std::vector<std::int64_t> centres =
      sim::tidy_tree(outline.parents, heights, outline.node_gap);
  for (std::size_t i = 0; i < outline.nodes.size(); ++i) {
    GraphPicture::Node node;
    node.width = static_cast<float>(outline.nodes[i].width);
    node.height = static_cast<float>(outline.nodes[i].height);
    node.centre = {static_cast<float>(columns[depths[i]]) + node.width / 2,
                   static_cast<float>(centres[i])};
    picture.height = std::max(picture.height, node.centre.y + node.height / 2);
    picture.nodes.push_back(node);
  }
  picture.width = static_cast<float>(columns.back());
  for (const GraphOutline::Edge& edge : outline.edges) {
    picture.edges.push_back(line_between(picture, edge.from, edge.to));
  }
  return picture;
}

}  // namespace cascade::gui
