// What keeps a checkpoint from being used as a T5/P5 backbone, tensor by tensor and before anything is
// started.
#pragma once

#include <string>
#include <vector>

#include "base/cancel_token.h"
#include "checkpoint/checkpoint.h"

namespace up5::checkpoint {

/// A sentence for every tensor that is missing, not known, misshaped, not of floating point or holds values
/// that are not finite (as float32), for copies of the embedding that differ from it, and for a whole-word
/// table with fewer rows than words are counted. Reads all values. Empty when the checkpoint fits the
/// network.
std::vector<std::string> problemsOf(const Checkpoint& checkpoint, const T5Config& config);

/// One tensor of two checkpoints.
struct TensorDifference {
    std::string name;
    std::vector<std::int64_t> shapeA, shapeB;
    bool inA = false, inB = false;
    double largest = 0; ///< largest absolute difference; infinite where one is no number and the other is

    bool comparable() const { return inA && inB && shapeA == shapeB; }
    bool same() const { return comparable() && largest == 0; }
};

/// All tensors of either, by name. Throws Error{Cancelled}.
std::vector<TensorDifference> compareCheckpoints(const Checkpoint& a, const Checkpoint& b,
                                                 const CancelToken& cancel = {});

/// "[512, 64]".
std::string shapeText(const std::vector<std::int64_t>& shape);

} // namespace up5::checkpoint
