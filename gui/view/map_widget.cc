// SPDX-License-Identifier: Apache-2.0
#include "gui/view/map_widget.h"

#include <algorithm>
#include <utility>

#include "gui/view/outcome_icon.h"
#include "sim/base/text.h"

namespace cascade::gui {
namespace {

constexpr float kBoxNameText = 12;

/// The outcome that a tone tells of; nothing: another.
std::optional<Outcome> outcome_of_tone(MapTone tone) {
  switch (tone) {
    case MapTone::NotRun:
      return Outcome::NotRun;
    case MapTone::Cancelled:
      return Outcome::Cancelled;
    case MapTone::Vetoed:
      return Outcome::Vetoed;
    case MapTone::Blocked:
      return Outcome::Blocked;
    case MapTone::TimedOut:
      return Outcome::TimedOut;
    case MapTone::Failed:
      return Outcome::Failed;
    case MapTone::Done:
      return Outcome::Done;
    default:
      return std::nullopt;
  }
}

Colour colour_of(const Theme& theme, MapTone tone) {
  if (const auto outcome = outcome_of_tone(tone)) return look_of(theme, outcome).border;
  switch (tone) {
    case MapTone::Nothing:
      return theme.canvas;
    case MapTone::Inside:
      return mixed(theme.canvas, theme.text, 0.05F);
    case MapTone::Absent:
      return mixed(theme.canvas, theme.accent, 0.3F);
    case MapTone::Gone:
      return mixed(theme.canvas, theme.text, theme.dark ? 0.2F : 0.16F);
    case MapTone::Deleted:
      return mixed(look_of(theme, Outcome::Done).border, theme.canvas, 0.55F);
    case MapTone::Skipped:
      return mixed(look_of(theme, Outcome::Skipped).border, theme.canvas, 0.3F);
    case MapTone::Other:
      return mixed(theme.canvas, theme.faint_text, 0.3F);
    case MapTone::Live:
      return mixed(theme.canvas, theme.faint_text, 0.55F);
    case MapTone::Waiting:
      return look_of(theme, std::nullopt).border;
    default:
      return theme.text;  // in flight: what stands out most
  }
}

/// Of a box whose inside is empty space. Pale tones get stronger, or nobody would see the line.
Colour border_of(const Theme& theme, MapTone tone, Colour colour) {
  if (tone == MapTone::Deleted) return look_of(theme, Outcome::Done).border;
  if (tone == MapTone::Gone) return mixed(theme.canvas, theme.text, 0.35F);
  return mixed(colour, theme.canvas, 0.3F);
}

}  // namespace

MapPalette map_palette(const Theme& theme) {
  MapPalette palette{};
  for (std::size_t pixel = 0; pixel < palette.size(); ++pixel) {
    const std::size_t tone = pixel & MapImage::kToneMask;
    Colour colour = colour_of(theme, static_cast<MapTone>(std::min(tone, kMapToneCount - 1)));
    if ((pixel & MapImage::kBorder) != 0) {
      colour = border_of(theme, static_cast<MapTone>(tone), colour);
    }
    if ((pixel & MapImage::kDimmed) != 0) colour = mixed(colour, theme.canvas, 0.75F);
    palette[pixel] = colour;
  }
  return palette;
}

void MapWidget::draw(MapPane& pane, const PaneSource& source, const PaneLook& look) {
  ImGui::PushID("map");
  if (!palette_made_ || palette_dark_ != look.theme.dark) {
    palette_ = map_palette(look.theme);
    palette_dark_ = look.theme.dark;
    palette_made_ = true;
  }
  take_requests(pane, source, look);
  if (pane.map()) draw_search(pane, source, look);
  draw_canvas(pane, source, look);
  ImGui::PopID();
}

void MapWidget::take_requests(MapPane& pane, const PaneSource& source, const PaneLook& look) {
  for (const ViewRequest request : look.requests) {
    if (apply(pane.canvas(), request)) continue;
    if (request == ViewRequest::Focus && source.selection.resource) {
      pane.show(*source.selection.resource);
    }
    if (request == ViewRequest::Find) to_search_ = true;
  }
}

void MapWidget::draw_search(MapPane& pane, const PaneSource& source, const PaneLook& look) {
  draw_legend(pane, look);
  const float room = ImGui::GetContentRegionMax().x;
  ImGui::SameLine(std::max(room - kSearchWidth * look.scale, ImGui::GetCursorPosX()));
  ImGui::SetNextItemWidth(kSearchWidth * look.scale);
  if (to_search_) ImGui::SetKeyboardFocusHere();
  to_search_ = false;
  if (query_failed_) ImGui::PushStyleColor(ImGuiCol_Text, look.theme.mistake);
  const bool entered = ImGui::InputTextWithHint(
      "##find", "Go to Type/name", query_.data(), query_.size(),
      ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
  if (query_failed_) ImGui::PopStyleColor();
  if (ImGui::IsItemEdited()) query_failed_ = false;
  if (!entered) return;
  const auto found = pane.find(query_.data());
  query_failed_ = !found;
  if (!found) return;
  pane.select(*found, source.selection);
  pane.show(*found);
}

// What is there, as far as there is room.
void MapWidget::draw_legend(const MapPane& pane, const PaneLook& look) {
  ImGui::AlignTextToFramePadding();
  ImGui::Dummy({1, ImGui::GetTextLineHeight()});
  if (!pane.frame() || !pane.frame()->tones) return;
  const auto& counts = pane.frame()->tones->counts;
  const float end =
      ImGui::GetWindowPos().x + ImGui::GetContentRegionMax().x - (kSearchWidth + 12) * look.scale;
  const float swatch = ImGui::GetTextLineHeight() * 0.62F;
  for (std::size_t tone = kMapToneCount; tone-- > 0;) {
    if (counts[tone] == 0) continue;
    const std::string text =
        std::string(to_string(static_cast<MapTone>(tone))) + " " + sim::grouped(counts[tone]);
    ImGui::SameLine(0, 10 * look.scale);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = swatch + 5 * look.scale + ImGui::CalcTextSize(text.c_str()).x;
    if (at.x + width > end) break;
    const float top = at.y + (ImGui::GetFrameHeight() - swatch) / 2;
    ImGui::GetWindowDrawList()->AddRectFilled({at.x, top}, {at.x + swatch, top + swatch},
                                              palette_[tone], 2 * look.scale);
    ImGui::Dummy({swatch, swatch});
    ImGui::SameLine(0, 5 * look.scale);
    ImGui::TextUnformatted(text.c_str());
  }
}

void MapWidget::draw_canvas(MapPane& pane, const PaneSource& source, const PaneLook& look) {
  canvas_.begin(pane.canvas(), look.theme, look.scale);
  const CanvasActs acts = canvas_.handle(pane.canvas());
  const MapPane::Place place{static_cast<int>(canvas_.size().x), static_cast<int>(canvas_.size().y),
                             (kBoxNameText + 2) * look.scale, &palette_, look.theme.dark ? 1U : 2U};
  pane.update(source, place);
  if (!pane.map()) {
    canvas_.say(pane.status());
    canvas_.end();
    return;
  }
  if (acts.click) {
    if (const auto found = pane.resource_at(*acts.click)) {
      pane.select(*found, source.selection);
    } else {
      const auto pass = source.selection.pass;
      source.selection = {};
      source.selection.pass = pass;
    }
  }
  if (acts.double_click) {
    const auto found = pane.resource_at(*acts.double_click);
    found ? pane.show(*found) : static_cast<void>(pane.canvas().back());
  }
  upload(pane);
  paint_picture(pane);
  paint_names(pane, look);
  if (const auto rect = pane.selected_rect()) {
    paint_outline(pane, *rect, look.theme.accent, 2.5F * look.scale);
  }
  const auto hovered = canvas_.hovered() && !acts.dragging && !acts.area
                           ? pane.resource_at(canvas_.mouse())
                           : std::nullopt;
  if (hovered) {
    paint_outline(pane, *pane.map()->rect_of(*hovered), look.theme.text, look.scale);
    tell(pane, *hovered, look);
  }
  canvas_.minimap(pane.canvas(), [&](ImVec2 corner, ImVec2 size) {
    if (overview_ == ImTextureID{}) return;
    const CanvasBox frame = minimap_frame(pane.canvas().content(), size.x, size.y);
    canvas_.list().AddImage(
        overview_,
        {corner.x + static_cast<float>(frame.left), corner.y + static_cast<float>(frame.top)},
        {corner.x + static_cast<float>(frame.right), corner.y + static_cast<float>(frame.bottom)});
  });
  canvas_.end();
}

void MapWidget::upload(const MapPane& pane) {
  if (!pane.frame() || pane.version() == uploaded_) return;
  uploaded_ = pane.version();
  const MapFrame& frame = *pane.frame();
  picture_ = upload_(kPictureSlot, frame.image->width, frame.image->height, frame.colours.data());
  overview_ = upload_(kOverviewSlot, frame.overview->width, frame.overview->height,
                      frame.overview_colours.data());
}

void MapWidget::paint_picture(MapPane& pane) {
  if (!pane.frame()) return;
  const auto put = [&](ImTextureID texture, const CanvasBox& where) {
    const CanvasBox box = pane.canvas().to_screen(where);
    if (texture == ImTextureID{} || box.empty()) return;
    canvas_.list().AddImage(
        texture, canvas_.on_screen({static_cast<float>(box.left), static_cast<float>(box.top)}),
        canvas_.on_screen({static_cast<float>(box.right), static_cast<float>(box.bottom)}));
  };
  const CanvasBox& seen = pane.frame()->image->seen;
  // Where the camera has gone and the picture has not: the small one, larger.
  if (!(seen == pane.canvas().visible())) put(overview_, pane.frame()->overview->seen);
  put(picture_, seen);
}

void MapWidget::paint_names(MapPane& pane, const PaneLook& look) {
  if (!pane.frame()) return;
  for (const MapImage::Label& label : pane.frame()->image->labels) {
    if (label.box.touches(pane.canvas().visible())) paint_name(pane, label, look);
  }
}

void MapWidget::paint_name(MapPane& pane, const MapImage::Label& label, const PaneLook& look) {
  const CanvasBox box = pane.canvas().to_screen(label.box);
  const Pen pen{label.caption ? nullptr : look.bold, kBoxNameText * look.scale,
                label.caption ? look.theme.faint_text : look.theme.text};
  // Names of boxes that begin outside stay in sight.
  const auto left = static_cast<float>(std::max(box.left, 0.0)) + 4 * look.scale;
  const float room = static_cast<float>(box.right) - left - 4 * look.scale;
  const float top = static_cast<float>(box.top) + (label.caption ? 0 : 1.5F) * look.scale;
  if (room < 20 * look.scale) return;
  const bool cell = !label.caption && !pane.map()->has_box(label.resource.type);
  Pen words = pen;
  if (cell) {
    // On the colour of the cell itself.
    const Colour behind =
        palette_[static_cast<std::size_t>(pane.frame()->tones->of(label.resource))];
    const auto bright =
        (behind & 0xFFU) * 3 + ((behind >> 8U) & 0xFFU) * 6 + ((behind >> 16U) & 0xFFU);
    words.colour = bright > 1250 ? 0xFF000000U : 0xFFFFFFFFU;
  }
  // Where the whole name does not fit, its own part says more than the type's beginning.
  const std::size_t slash = label.text.find('/');
  const bool whole =
      label.caption || label.alone || slash == std::string::npos || words.width(label.text) <= room;
  const float used = draw_text(canvas_.list(), words, canvas_.on_screen({left, top}),
                               whole ? label.text : label.text.substr(slash + 1), room);
  if (label.caption) return;
  const auto outcome = outcome_of_tone(pane.frame()->tones->of(label.resource));
  if (outcome && *outcome < Outcome::Done && room - used > 16 * look.scale) {
    draw_outcome_icon(canvas_.list(),
                      canvas_.on_screen({left + used + 9 * look.scale, top + words.size / 2}),
                      4.5F * look.scale, look_of(look.theme, outcome));
  }
}

void MapWidget::paint_outline(MapPane& pane, const MapRect& rect, Colour colour, float width) {
  const CanvasBox box = pane.canvas().to_screen(rect.box()).grown(width / 2);
  canvas_.list().AddRect(
      canvas_.on_screen({static_cast<float>(box.left), static_cast<float>(box.top)}),
      canvas_.on_screen({static_cast<float>(std::max(box.right, box.left + 3)),
                         static_cast<float>(std::max(box.bottom, box.top + 3))}),
      colour, 0, 0, width);
}

void MapWidget::tell(const MapPane& pane, Resource resource, const PaneLook& look) {
  ImGui::BeginTooltip();
  bool first = true;
  for (const std::string& line : pane.about(resource)) {
    if (first) ImGui::PushFont(look.bold);
    ImGui::TextUnformatted(line.c_str());
    if (first) ImGui::PopFont();
    first = false;
  }
  ImGui::EndTooltip();
}

}  // namespace cascade::gui
