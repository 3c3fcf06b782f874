#include "interrupt.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <initializer_list>
#include <unistd.h>

#include <QtCore/QSocketNotifier>

namespace up5::cli {

namespace {

// A signal handler may use nothing but these.
int g_pipe[2] = {-1, -1};
const CancelToken* g_token = nullptr;

void onSignal(int signal) {
    const int saved = errno;
    if (g_token != nullptr && signal != SIGHUP) {
        g_token->cancel();
    }
    const char byte = static_cast<char>(signal);
    static_cast<void>(!::write(g_pipe[1], &byte, 1));
    errno = saved;
}

bool isIgnored(int signal) {
    struct sigaction action;
    return ::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

void setHandler(void (*handler)(int), std::initializer_list<int> signals) {
    struct sigaction action;
    std::memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    for (const int signal : signals) {
        ::sigaction(signal, &action, nullptr);
    }
}

} // namespace

Interrupt::Interrupt(std::function<void(int)> onInterrupt, std::function<void()> onHangUp)
    : m_onInterrupt(std::move(onInterrupt)) {
    if (::pipe(g_pipe) != 0) {
        throw Error(ErrorCode::Io,
                    std::string("No pipe for signals could be made: ") + std::strerror(errno) + ".");
    }
    g_token = &m_token;
    m_notifier = std::make_unique<QSocketNotifier>(g_pipe[0], QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(),
                     [this] { onActivated(); });
    setHandler(onSignal, {SIGINT, SIGTERM});
    if (onHangUp && !isIgnored(SIGHUP)) {
        m_onHangUp = std::move(onHangUp);
        setHandler(onSignal, {SIGHUP});
    }
}

void Interrupt::onActivated() {
    char signal = 0;
    static_cast<void>(!::read(g_pipe[0], &signal, 1));
    if (signal == SIGHUP) {
        m_isHungUp = true;
        m_onHangUp();
        return;
    }
    ++m_times;
    if (m_onInterrupt) {
        m_onInterrupt(m_times);
    }
}

Interrupt::~Interrupt() {
    setHandler(SIG_DFL, {SIGINT, SIGTERM});
    if (m_onHangUp) { // a closed terminal may say so more than once
        setHandler(m_isHungUp ? SIG_IGN : SIG_DFL, {SIGHUP});
    }
    g_token = nullptr;
    m_notifier.reset();
    ::close(g_pipe[0]);
    ::close(g_pipe[1]);
}

} // namespace up5::cli
