// SPDX-License-Identifier: Apache-2.0
#include "gui/model/map_pane.h"

#include <algorithm>
#include <utility>

#include "gui/model/appearing.h"
#include "sim/base/text.h"

namespace cascade::gui {
namespace {

constexpr int kOverviewWidth = 220;
// A map is made for the size of its panel; until that has changed by one part of so many it stays.
constexpr int kSlack = 4;

std::vector<std::uint32_t> coloured(const MapImage& image, const MapPalette& palette) {
  std::vector<std::uint32_t> colours(image.pixels.size());
  std::transform(image.pixels.begin(), image.pixels.end(), colours.begin(),
                 [&](std::uint8_t pixel) { return palette[pixel]; });
  return colours;
}

MapView overview_of(const CloudMap& map) {
  MapView view;
  const MapRect rect = map.rect();
  view.seen = rect.box();
  view.width = kOverviewWidth;
  view.height = static_cast<int>(kOverviewWidth * rect.height / rect.width);
  view.label_height = 1e6F;  // none
  return view;
}

}  // namespace

bool MapPane::Wish::same_tones(const Wish& other) const {
  return map == other.map && snapshot == other.snapshot && pass == other.pass &&
         palette_key == other.palette_key;
}

bool MapPane::Wish::same(const Wish& other) const {
  return same_tones(other) && spotlight_key == other.spotlight_key &&
         view.seen == other.view.seen && view.width == other.view.width &&
         view.height == other.view.height && view.label_height == other.view.label_height;
}

void MapPane::wait() {
  maps_.wait();
  frames_.wait();
}

bool MapPane::update(const PaneSource& source, const Place& place) {
  const std::uint64_t before = version_;
  canvas_.resize(place.width, place.height);
  take_map(source, place);
  if (map_) {
    follow_selection(source);
    snapshot_ = source.snapshot;
    Wish next = wish(source, place);
    if (place.palette != nullptr && place.width > 0 && place.height > 0 && !next.same(asked_)) {
      ask(std::move(next), *place.palette);
    }
  }
  if (auto frame = frames_.take(); frame && *frame) {
    frame_ = *std::move(frame);
    ++version_;
  }
  return version_ != before;
}

void MapPane::take_map(const PaneSource& source, const Place& place) {
  if (source.history != history_) {
    // Another run over the same world keeps its map.
    const bool same = history_ && source.history && map_ &&
                      history_->scenario().text == source.history->scenario().text;
    history_ = source.history;
    ++version_;
    if (!same) {
      maps_.cancel();
      map_ = nullptr;
      frame_ = nullptr;
      asked_ = {};
      map_width_ = 0;
    }
  }
  if (history_ && place.width > 0 && place.height > 0) {
    const auto near = [](int a, int b) { return a <= b + b / kSlack && b <= a + a / kSlack; };
    if (!near(place.width, map_width_) || !near(place.height, map_height_)) {
      map_width_ = place.width;
      map_height_ = place.height;
      const auto unit = static_cast<float>(1 / canvas_.natural());
      const float width = static_cast<float>(place.width) * unit;
      const float height = static_cast<float>(place.height) * unit;
      // The world lives as long as its history.
      const std::shared_ptr<const sim::World> world(history_, &history_->world());
      maps_.ask_instead([world, width, height, history = history_](const std::stop_token& stop) {
        return CloudMap::make(world, width, height, stop, appearing_in(*history));
      });
    }
  }
  if (auto made = maps_.take(); made && *made) {
    map_ = *std::move(made);
    canvas_.set_content(map_->rect().box());
    ++version_;
  }
}

MapPane::Wish MapPane::wish(const PaneSource& source, const Place& place) {
  Wish next;
  next.map = map_;
  next.snapshot = source.snapshot;
  const PassState* const current = source.snapshot ? source.snapshot->current() : nullptr;
  if (current != nullptr) {
    next.pass = current->info;
    next.state = source.snapshot->passes.back();
    next.rehearsal = is_rehearsal(history_->model(), *current->info);
  }
  next.view.seen = canvas_.visible();
  next.view.width = place.width;
  next.view.height = place.height;
  next.view.label_height = place.label_height;
  next.view.spotlight = spotlight_;
  next.palette_key = place.palette_key;
  next.spotlight_key = spotlight_key_;
  return next;
}

void MapPane::ask(Wish next, const MapPalette& palette) {
  const bool same_tones = next.same_tones(asked_) && frame_;
  asked_ = next;
  frames_.ask(
      [wish = std::move(next), palette, history = history_, known = same_tones ? frame_ : nullptr](
          const std::stop_token& stop) -> std::shared_ptr<const MapFrame> {
        auto frame = std::make_shared<MapFrame>();
        if (known) {
          frame->tones = known->tones;
          frame->overview = known->overview;
          frame->overview_colours = known->overview_colours;
        } else {
          MapMoment moment{wish.snapshot.get(), wish.pass ? wish.pass->plan.get() : nullptr,
                           wish.state.get(), wish.rehearsal, wish.map->appearing()};
          moment.absent =
              wish.snapshot ? not_there_yet(*history, *wish.snapshot) : wish.map->appearing();
          frame->tones = make_map_tones(wish.map->world(), moment, stop);
          if (!frame->tones) return nullptr;
          frame->overview = make_map_image(*wish.map, *frame->tones, overview_of(*wish.map), stop);
          if (!frame->overview) return nullptr;
          frame->overview_colours = coloured(*frame->overview, palette);
        }
        frame->image = make_map_image(*wish.map, *frame->tones, wish.view, stop);
        if (!frame->image) return nullptr;
        frame->colours = coloured(*frame->image, palette);
        return frame;
      });
}

void MapPane::follow_selection(const PaneSource& source) {
  const auto pass = shown_pass(source);
  Selection selection = source.selection;
  selection.position.reset();
  selection.edge = false;
  if (selection == selection_ && pass == spotlight_pass_ && spotlight_key_ != 0) return;
  selection_ = selection;
  spotlight_pass_ = pass;
  ++spotlight_key_;
  ++version_;
  spotlight_ = {};
  if (selection_.resource) return;  // its outline is enough
  if (selection_.type) spotlight_.type = *selection_.type;
  if (!selection_.step || !pass || !pass->plan) return;
  const Plan& plan = *pass->plan;
  if (value(*selection_.step) >= plan.steps().size()) return;
  const Step& step = plan.step(*selection_.step);
  std::vector<std::uint8_t> chosen(map_->world().count(step.type), 0);
  for (const ResourceIndex index : plan.resources().subspan(step.acts_begin, step.act_count())) {
    chosen[index] = 1;
  }
  spotlight_.type = step.type;
  spotlight_.chosen = std::make_shared<const std::vector<std::uint8_t>>(std::move(chosen));
}

std::string MapPane::status() const {
  if (map_) return "";
  return history_ ? "Drawing the map…" : "Run the scenario to see its cloud here.";
}

std::optional<Resource> MapPane::resource_at(PicturePoint screen) const {
  constexpr double kSmallest = MapImage::kLookInside;  // pixels: what is drawn with its inside
  if (!map_) return std::nullopt;
  const PicturePoint at = canvas_.to_picture(screen);
  return map_->resource_at(at.x, at.y, static_cast<float>(kSmallest / canvas_.scale()));
}

std::vector<std::string> MapPane::about(Resource resource) const {
  std::vector<std::string> lines;
  const sim::World& world = map_->world();
  const sim::TypeSpec& type = world.model().type(resource.type);
  std::string head = sim::printable(world.name(resource));
  const bool known = snapshot_ && snapshot_->types.size() > value(resource.type);
  const std::uint8_t state =
      known ? snapshot_->types[value(resource.type)].states[resource.index] : world.state(resource);
  const auto tone = frame_ && frame_->tones ? std::optional(frame_->tones->of(resource))
                                            : std::optional<MapTone>();
  const bool has_state = state < type.states.size() && tone != MapTone::Absent;
  if (has_state) head += ", " + sim::printable(type.states[state]);
  lines.push_back(std::move(head));
  if (tone) lines.emplace_back(to_string(*tone));
  std::string around;
  for (const Resource outer : map_->chain_of(resource)) {
    if (outer == resource) break;
    around += (around.empty() ? "in " : " / ") + sim::printable(world.name(outer));
  }
  if (!around.empty()) lines.push_back(std::move(around));
  if (const std::uint64_t weight = map_->weight(resource); weight > 1) {
    lines.push_back("holds " + sim::counted(weight - 1, "resource"));
  }
  return lines;
}

std::optional<MapRect> MapPane::selected_rect() const {
  if (!map_ || !selection_.resource) return std::nullopt;
  return map_->rect_of(*selection_.resource);
}

void MapPane::select(Resource resource, Selection& selection) const {
  const auto pass = selection.pass;
  selection = {};
  selection.pass = pass;
  selection.resource = resource;
  selection.type = resource.type;
}

void MapPane::show(Resource resource) {
  if (!map_) return;
  if (const auto rect = map_->rect_of(resource)) {
    const CanvasBox box = rect->box();
    // With something of what is around it.
    canvas_.show(box.grown(std::max(box.width(), box.height())), 4000);
  }
}

std::optional<Resource> MapPane::find(std::string_view name) const {
  if (!map_) return std::nullopt;
  return map_->world().find(name);
}

}  // namespace cascade::gui
