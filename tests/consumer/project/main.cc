// SPDX-License-Identifier: Apache-2.0
// The least that proves an installed engine usable: its headers compile and its library links.
#include <engine/assert.h>
#include <engine/ids.h>
#include <engine/plan.h>

int main() {
  const cascade::Resource none;
  CASCADE_ASSERT(none.type == cascade::kNoType, "a fresh resource names none");
}
