// SPDX-License-Identifier: Apache-2.0
// Integers in which a product of two 64-bit ones has room.
#pragma once

namespace cascade::sim {

__extension__ using WideInt = __int128;
__extension__ using WideUint = unsigned __int128;

}  // namespace cascade::sim
