// The shape of a network under the networks' namespace; it is defined where checkpoints are checked without
// libtorch.
#pragma once

#include "checkpoint/t5_config.h"

namespace up5::nn {

using checkpoint::parameterCount;
using checkpoint::requireInRange;
using checkpoint::T5Config;
using checkpoint::untiedParameterCount;

} // namespace up5::nn
