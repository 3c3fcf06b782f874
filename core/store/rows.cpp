#include "store/rows.h"

#include <array>

#include "base/error.h"

namespace up5::store {

namespace {

constexpr std::array kStates = {"queued", "running", "succeeded", "failed", "cancelled", "interrupted"};

} // namespace

const char* toString(RunState state) {
    return kStates.at(static_cast<std::size_t>(state));
}

RunState runStateFromString(const std::string& text) {
    for (std::size_t i = 0; i < kStates.size(); ++i) {
        if (text == kStates[i]) {
            return static_cast<RunState>(i);
        }
    }
    throw Error(ErrorCode::Corrupt, "There is no run state \"" + text + "\".");
}

bool isEnded(RunState state) {
    return state != RunState::Queued && state != RunState::Running;
}

} // namespace up5::store
