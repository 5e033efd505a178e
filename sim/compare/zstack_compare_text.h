// SPDX-License-Identifier: Apache-2.0
// A comparison with ZStack's rules, for people and for programs.
#pragma once

#include <string>

#include "sim/base/json_writer.h"
#include "sim/compare/compare_text.h"
#include "sim/compare/zstack_compare.h"
#include "sim/scenario/scenario.h"

namespace cascade::sim {

std::string zstack_text(const Scenario& scenario, const ZstackComparison& comparison,
                        const CompareTextOptions& options);

void write_zstack_json(const Scenario& scenario, const ZstackComparison& comparison, TextSink sink);

}  // namespace cascade::sim
