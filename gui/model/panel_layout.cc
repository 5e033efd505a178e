// SPDX-License-Identifier: Apache-2.0
#include "gui/model/panel_layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <numeric>
#include <utility>

namespace cascade::gui {
namespace {

using PlaceKind = PanelPlace::Kind;

constexpr std::size_t kDepthMax = 16;

PanelPlace tabs(std::vector<std::string> panels) {
  PanelPlace place;
  place.panels = std::move(panels);
  return place;
}

PanelPlace divided(PlaceKind kind, int share, PanelPlace first, PanelPlace second) {
  PanelPlace place;
  place.kind = kind;
  place.share = share;
  place.places.push_back(std::move(first));
  place.places.push_back(std::move(second));
  return place;
}

bool has(std::span<const std::string_view> panels, std::string_view id) {
  return std::find(panels.begin(), panels.end(), id) != panels.end();
}

template <class Place, class Visit>
void for_each_tabs(Place& place, const Visit& visit) {
  if (place.kind == PlaceKind::Tabs) visit(place);
  for (auto& child : place.places) for_each_tabs(child, visit);
}

std::optional<std::size_t> index_in(const PanelPlace& place, std::string_view panel) {
  const auto found = std::find(place.panels.begin(), place.panels.end(), panel);
  if (found == place.panels.end()) return std::nullopt;
  return static_cast<std::size_t>(found - place.panels.begin());
}

PanelPlace* find_tabs(PanelPlace& root, std::string_view panel) {
  PanelPlace* result = nullptr;
  for_each_tabs(root, [&](PanelPlace& place) {
    if (index_in(place, panel)) result = &place;
  });
  return result;
}

/// Removes what is not known or stands twice.
void keep_only(PanelPlace& root, std::span<const std::string_view> panels) {
  std::vector<std::string> seen;
  for_each_tabs(root, [&](PanelPlace& place) {
    std::vector<std::string> kept;
    std::size_t active = 0;
    for (std::size_t i = 0; i < place.panels.size(); ++i) {
      const std::string& id = place.panels[i];
      if (!has(panels, id) || std::find(seen.begin(), seen.end(), id) != seen.end()) continue;
      if (i == place.active) active = kept.size();
      seen.push_back(id);
      kept.push_back(id);
    }
    place.panels = std::move(kept);
    place.active = active;
  });
}

/// Places without panels give theirs to the neighbour.
void drop_empty(PanelPlace& place) {
  for (PanelPlace& child : place.places) drop_empty(child);
  for (std::size_t i = 0; i < place.places.size(); ++i) {
    const PanelPlace& child = place.places[i];
    if (child.kind != PlaceKind::Tabs || !child.panels.empty()) continue;
    PanelPlace other = std::move(place.places[1 - i]);
    place = std::move(other);
    return;
  }
}

PanelPlace standard_places() {
  return divided(PlaceKind::Row, 2300, tabs({"scenario", "preview"}),
                 divided(PlaceKind::Row, 6750,
                         divided(PlaceKind::Column, 6200, tabs({"tree", "graph", "map", "compare"}),
                                 tabs({"timeline"})),
                         divided(PlaceKind::Column, 5500, tabs({"inspector"}),
                                 tabs({"events", "audit", "breakpoints"}))));
}

/// Reads "row 2300 (tabs 0 a b) (tabs 1 c d)".
class LayoutReader {
 public:
  explicit LayoutReader(std::string_view text) : rest_(text) {}

  std::optional<PanelPlace> read_all() {
    PanelPlace place;
    if (!read(place, 0) || !word().empty()) return std::nullopt;
    return place;
  }

 private:
  std::string_view word() {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(' '), rest_.size()));
    if (rest_.empty()) return {};
    const bool bracket = rest_[0] == '(' || rest_[0] == ')';
    const std::size_t end = bracket ? 1 : std::min(rest_.find_first_of(" ()"), rest_.size());
    const std::string_view result = rest_.substr(0, end);
    rest_.remove_prefix(end);
    return result;
  }

  bool number(int& value) {
    const std::string_view text = word();
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size();
  }

  bool read_tabs(PanelPlace& place) {
    int active = 0;
    if (!number(active) || active < 0) return false;
    while (!rest_.empty() && !rest_.starts_with(')')) {
      const std::string_view id = word();
      if (id == "(" || id == ")") return false;
      if (!id.empty()) place.panels.emplace_back(id);
    }
    place.active = static_cast<std::size_t>(active);
    return place.active == 0 || place.active < place.panels.size();
  }

  bool read(PanelPlace& place, std::size_t depth) {
    if (depth > kDepthMax) return false;
    const std::string_view kind = word();
    if (kind == "tabs") return read_tabs(place);
    if (kind != "row" && kind != "column") return false;
    place.kind = kind == "row" ? PlaceKind::Row : PlaceKind::Column;
    if (!number(place.share) || place.share < PanelPlace::kShareMin ||
        place.share > PanelPlace::kWhole - PanelPlace::kShareMin) {
      return false;
    }
    place.places.resize(2);
    return std::all_of(place.places.begin(), place.places.end(), [&](PanelPlace& child) {
      return word() == "(" && read(child, depth + 1) && word() == ")";
    });
  }

  std::string_view rest_;
};

std::string text_of(const PanelPlace& place) {
  if (place.kind == PlaceKind::Tabs) {
    std::string text = fmt::format("tabs {}", place.active);
    for (const std::string& id : place.panels) text += " " + id;
    return text;
  }
  return fmt::format("{} {} ({}) ({})", place.kind == PlaceKind::Row ? "row" : "column",
                     place.share, text_of(place.places[0]), text_of(place.places[1]));
}

void arrange_into(PanelPlace& place, const Box& box, int gap,
                  PanelLayout::Arrangement& arrangement) {
  if (place.kind == PlaceKind::Tabs) {
    arrangement.tabs.push_back({&place, box});
    return;
  }
  const bool row = place.kind == PlaceKind::Row;
  const int whole = row ? box.width : box.height;
  const int room = std::max(0, whole - gap);
  const int first = static_cast<int>(std::int64_t{room} * place.share / PanelPlace::kWhole);
  Box a = box;
  Box b = box;
  Box splitter = box;
  if (row) {
    a.width = first;
    splitter.x = box.x + first;
    splitter.width = gap;
    b.x = splitter.x + gap;
    b.width = room - first;
  } else {
    a.height = first;
    splitter.y = box.y + first;
    splitter.height = gap;
    b.y = splitter.y + gap;
    b.height = room - first;
  }
  arrangement.splitters.push_back({&place, splitter, box});
  arrange_into(place.places[0], a, gap, arrangement);
  arrange_into(place.places[1], b, gap, arrangement);
}

}  // namespace

PanelLayout PanelLayout::standard(std::span<const std::string_view> panels) {
  PanelLayout layout;
  layout.root_ = standard_places();
  keep_only(layout.root_, panels);
  drop_empty(layout.root_);
  for (const std::string_view id : panels) {
    if (layout.contains(id)) continue;
    PanelPlace* first = nullptr;
    for_each_tabs(layout.root_, [&](PanelPlace& place) {
      if (first == nullptr) first = &place;
    });
    first->panels.emplace_back(id);
  }
  return layout;
}

std::optional<PanelLayout> PanelLayout::parse(std::string_view text,
                                              std::span<const std::string_view> panels) {
  std::optional<PanelPlace> root = LayoutReader(text).read_all();
  if (!root) return std::nullopt;
  PanelLayout layout;
  layout.root_ = *std::move(root);
  keep_only(layout.root_, panels);
  drop_empty(layout.root_);
  if (layout.root_.kind == PlaceKind::Tabs && layout.root_.panels.empty()) return std::nullopt;
  return layout;
}

std::string PanelLayout::to_text() const {
  return text_of(root_);
}

bool PanelLayout::contains(std::string_view panel) const {
  bool found = false;
  for_each_tabs(root_, [&](const PanelPlace& place) {
    if (index_in(place, panel)) found = true;
  });
  return found;
}

bool PanelLayout::visible(std::string_view panel) const {
  bool found = false;
  for_each_tabs(root_, [&](const PanelPlace& place) {
    if (index_in(place, panel) == place.active && !place.panels.empty()) found = true;
  });
  return found;
}

void PanelLayout::show(std::string_view panel) {
  PanelPlace* place = find_tabs(root_, panel);
  if (place == nullptr) {
    // Beside a panel that stands next to it at first; otherwise behind the first tabs.
    PanelPlace usual = standard_places();
    const PanelPlace* const home = find_tabs(usual, panel);
    for (const std::string& neighbour :
         home == nullptr ? std::vector<std::string>{} : home->panels) {
      if (place == nullptr) place = find_tabs(root_, neighbour);
    }
    for_each_tabs(root_, [&](PanelPlace& first) {
      if (place == nullptr) place = &first;
    });
    place->panels.emplace_back(panel);
  }
  place->active = *index_in(*place, panel);
}

void PanelLayout::hide(std::string_view panel) {
  PanelPlace* const place = find_tabs(root_, panel);
  if (place == nullptr || (place == &root_ && place->panels.size() == 1)) return;
  const std::size_t index = *index_in(*place, panel);
  place->panels.erase(place->panels.begin() + static_cast<std::ptrdiff_t>(index));
  if (place->active > index || place->active >= place->panels.size()) {
    place->active = place->active == 0 ? 0 : place->active - 1;
  }
  drop_empty(root_);
}

void PanelLayout::move(std::string_view panel, std::string_view target, PanelSide side) {
  if (panel == target || !contains(panel) || !contains(target)) {
    // Onto its own place: only a new one beside its neighbours makes a difference.
    const PanelPlace* const own = find_tabs(root_, panel);
    if (own == nullptr || panel != target || side == PanelSide::Tabs || own->panels.size() < 2) {
      return;
    }
    const std::string neighbour = own->panels[own->panels[0] == panel ? 1 : 0];
    move(panel, neighbour, side);
    return;
  }
  const std::string id(panel);
  hide(id);
  PanelPlace& place = *find_tabs(root_, target);
  if (side == PanelSide::Tabs) {
    place.panels.push_back(id);
    place.active = place.panels.size() - 1;
    return;
  }
  const PlaceKind kind =
      side == PanelSide::Left || side == PanelSide::Right ? PlaceKind::Row : PlaceKind::Column;
  const bool first = side == PanelSide::Left || side == PanelSide::Top;
  PanelPlace old = std::move(place);
  PanelPlace fresh = tabs({id});
  place = first ? divided(kind, PanelPlace::kWhole / 2, std::move(fresh), std::move(old))
                : divided(kind, PanelPlace::kWhole / 2, std::move(old), std::move(fresh));
}

PanelLayout::Arrangement PanelLayout::arrange(const Box& box, int gap) {
  Arrangement arrangement;
  arrange_into(root_, box, gap, arrangement);
  return arrangement;
}

void PanelLayout::drag(const Splitter& splitter, int at) {
  const bool row = splitter.place->kind == PlaceKind::Row;
  const int gap = row ? splitter.box.width : splitter.box.height;
  const int begin = row ? splitter.whole.x : splitter.whole.y;
  const int room = (row ? splitter.whole.width : splitter.whole.height) - gap;
  if (room <= 0) return;
  const std::int64_t first = at - gap / 2 - begin;
  const std::int64_t share = first * PanelPlace::kWhole / room;
  splitter.place->share = static_cast<int>(std::clamp<std::int64_t>(
      share, PanelPlace::kShareMin, PanelPlace::kWhole - PanelPlace::kShareMin));
}

void fit_tabs(std::vector<float>& widths, std::size_t active, float room, float spare) {
  if (active >= widths.size()) return;
  const float sum = std::accumulate(widths.begin(), widths.end(), 0.0F);
  if (sum <= room) return;
  const float less = std::min(spare, (sum - room) / static_cast<float>(widths.size()));
  for (float& width : widths) width -= less;
  widths[active] = std::min(widths[active], room);
  // The others share the rest; those that need less than their share leave it to the wider ones.
  std::vector<std::size_t> others;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    if (i != active) others.push_back(i);
  }
  std::sort(others.begin(), others.end(),
            [&](std::size_t a, std::size_t b) { return widths[a] < widths[b]; });
  float rest = room - widths[active];
  auto left = static_cast<float>(others.size());
  for (const std::size_t i : others) {
    widths[i] = std::min(widths[i], rest / left);
    rest -= widths[i];
    left -= 1;
  }
}

}  // namespace cascade::gui
