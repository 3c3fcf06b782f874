// Ctrl-C and SIGTERM as a cancel token and as an event.
#pragma once

#include <functional>
#include <memory>

#include "base/cancel_token.h"

class QSocketNotifier;

namespace up5::cli {

/// While it lives, SIGINT and SIGTERM cancel `token` and, once the event loop runs, call `onInterrupt` with
/// how often the user has asked. One at a time.
class Interrupt {
public:
    explicit Interrupt(std::function<void(int times)> onInterrupt = {});
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    const CancelToken& token() const { return m_token; }

private:
    CancelToken m_token;
    int m_times = 0;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace up5::cli
