// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/figures.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

namespace cascade::bench {
namespace {

using Row = std::map<std::int64_t, double>;  // by number of VMs

std::map<std::string, Row>& figures() {
  static std::map<std::string, Row> all;
  return all;
}

/// One line of the table.
struct Line {
  enum class Aim : std::uint8_t { AtMost, AtLeast, None };

  std::string_view letter;  ///< Of the aim.
  std::string_view name;    ///< Of the figure.
  std::string_view what;
  Aim aim = Aim::None;
  double limit = 0;

  [[nodiscard]] bool met(double figure) const {
    return aim == Aim::AtMost ? figure <= limit : figure >= limit;
  }
};

constexpr auto kAtMost = Line::Aim::AtMost;
constexpr auto kAtLeast = Line::Aim::AtLeast;

constexpr std::array kLines{
    Line{"", "push.natural", "typed push, natural ids: ns per resource"},
    Line{"", "push.permuted", "typed push, permuted ids: ns per resource"},
    Line{"", "phase1.natural", "phase 1, natural: times typed push"},
    Line{"", "phase2.natural", "phase 2, natural: times typed push"},
    Line{"", "phase1.permuted", "phase 1, permuted: times typed push"},
    Line{"", "phase2.permuted", "phase 2, permuted: times typed push"},
    Line{"a", "both.natural", "both phases, natural: times typed push", kAtMost, 8},
    Line{"a", "both.permuted", "both phases, permuted: times typed push", kAtMost, 8},
    Line{"a", "recorded.natural", "recorded, natural: times typed push", kAtMost, 15},
    Line{"a", "recorded.permuted", "recorded, permuted: times typed push", kAtMost, 15},
    Line{"", "sqlite", "SQLite ON DELETE CASCADE: us per row"},
    Line{"b", "faster", "both phases: times faster than SQLite", kAtLeast, 20},
    Line{"", "time.natural", "both phases, natural: ns per resource"},
    Line{"", "time.permuted", "both phases, permuted: ns per resource"},
    Line{"c", "growth.natural", "growth from the fewest VMs, natural", kAtMost, 1.5},
    Line{"c", "growth.permuted", "growth from the fewest VMs, permuted", kAtMost, 1.5},
    Line{"d", "world", "world: bytes per resource", kAtMost, 48},
    Line{"d", "plan", "plan: bytes per link", kAtMost, 16},
    Line{"d", "run", "run state: bytes per act", kAtMost, 24},
    Line{"e", "generate", "generating: times typed push", kAtMost, 15},
    Line{"", "union_by_resource.natural", "union, by_resource, natural: ns per act"},
    Line{"", "union_by_resource.permuted", "union, by_resource, permuted: ns per act"},
    Line{"", "union_by_step.natural", "union, by_step, natural: ns per act"},
    Line{"", "union_by_step.permuted", "union, by_step, permuted: ns per act"},
    Line{"", "per_path_sequential.natural", "per_path, sequential, natural: ns per act"},
    Line{"", "per_path_sequential.permuted", "per_path, sequential, permuted: ns per act"},
    Line{"", "per_path_by_resource.natural", "per_path, by_resource, natural: ns per act"},
    Line{"", "per_path_by_resource.permuted", "per_path, by_resource, permuted: ns per act"},
    Line{"f", "union200", "planning 200 types with union: ms", kAtMost, 1000},
    Line{"f", "refuse200", "refusing 200 types with per_path: ms", kAtMost, 1000},
};

/// The times of a row as multiples of its first one.
void add_growth(const std::string& ids) {
  const auto times = figures().find("time." + ids);
  if (times == figures().end()) return;
  const double first = times->second.begin()->second;
  for (const auto& [vms, time] : times->second) {
    if (time != first) keep_figure("growth." + ids, vms, time / first);
  }
}

std::string verdict(const Line& line, const Row& row) {
  if (line.aim == Line::Aim::None) return "";
  const bool met =
      std::all_of(row.begin(), row.end(), [&](const auto& cell) { return line.met(cell.second); });
  return met ? "met" : "NOT MET";
}

std::string aim_text(const Line& line) {
  if (line.aim == Line::Aim::None) return "";
  return fmt::format("{} {}", line.aim == kAtMost ? "<=" : ">=", line.limit);
}

std::string cell(const Row& row, std::int64_t vms) {
  const auto found = row.find(vms);
  return found == row.end() ? "" : fmt::format("{:.3g}", found->second);
}

}  // namespace

void keep_figure(const std::string& name, std::int64_t vms, double figure) {
  figures()[name][vms] = figure;
}

void print_figures() {
  if (figures().empty()) return;
  for (const char* ids : {"natural", "permuted"}) add_growth(ids);
  // Figures that no number of VMs belongs to stand in the last column.
  constexpr std::array<std::int64_t, 3> kColumns{10'000, 100'000, 1'000'000};
  constexpr std::string_view kLayout = "{:2} {:44} {:>7} {:>9} {:>9} {:>9}  {}\n";
  fmt::print("\n");
  fmt::print(fmt::runtime(kLayout), "", "union, sequential; CLOUD(N), N =", "aim", "10,000",
             "100,000", "1,000,000", "");
  for (const Line& line : kLines) {
    const auto found = figures().find(std::string(line.name));
    if (found == figures().end()) continue;
    const Row& row = found->second;
    fmt::print(fmt::runtime(kLayout), line.letter, line.what, aim_text(line),
               cell(row, kColumns[0]), cell(row, kColumns[1]), cell(row, kColumns[2]),
               verdict(line, row));
  }
}

}  // namespace cascade::bench
