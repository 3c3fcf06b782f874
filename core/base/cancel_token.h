// A flag that asks a running operation to stop at its next step.
#pragma once

#include <atomic>
#include <memory>

#include "base/error.h"

namespace up5 {

/// Copies share one flag. cancel() may be called from any thread and from a signal handler.
class CancelToken {
public:
    CancelToken() : m_flag(std::make_shared<std::atomic<bool>>(false)) {}

    void cancel() const { m_flag->store(true, std::memory_order_relaxed); }
    bool isCancelled() const { return m_flag->load(std::memory_order_relaxed); }

    /// Throws Error{Cancelled} once cancel() was called.
    void throwIfCancelled() const {
        if (isCancelled()) {
            throw Error(ErrorCode::Cancelled, "The operation was cancelled.");
        }
    }

private:
    std::shared_ptr<std::atomic<bool>> m_flag;
};

} // namespace up5
