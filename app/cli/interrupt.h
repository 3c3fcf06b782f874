// Ctrl-C, SIGTERM and the end of the terminal as a cancel token and as events.
#pragma once

#include <functional>
#include <memory>

#include "base/cancel_token.h"

class QSocketNotifier;

namespace up5::cli {

/// While it lives, SIGINT and SIGTERM cancel `token` and, once the event loop runs, call `onInterrupt` with
/// how often the user has asked. SIGHUP, when the terminal is closed, cancels nothing: it calls `onHangUp`
/// once the event loop runs; without that function, or where it was ignored before (nohup), it does what it
/// did before. One at a time.
class Interrupt {
public:
    explicit Interrupt(std::function<void(int times)> onInterrupt = {}, std::function<void()> onHangUp = {});
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    const CancelToken& token() const { return m_token; }

private:
    void onActivated();

    std::function<void(int)> m_onInterrupt;
    std::function<void()> m_onHangUp;
    CancelToken m_token;
    int m_times = 0;
    bool m_isHungUp = false;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace up5::cli
