// SPDX-License-Identifier: Apache-2.0
// A comparison with ZStack's rules, for people and for programs.
#pragma once

#include <string>

#include "sim/compare_text.h"
#include "sim/json_writer.h"
#include "sim/scenario.h"
#include "sim/zstack_compare.h"

namespace cascade::sim {

std::string zstack_text(const Scenario& scenario, const ZstackComparison& comparison,
                        const CompareTextOptions& options);

void write_zstack_json(const Scenario& scenario, const ZstackComparison& comparison, TextSink sink);

}  // namespace cascade::sim
