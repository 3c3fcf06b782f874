#include "interrupt.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <unistd.h>

#include <QtCore/QSocketNotifier>

namespace up5::cli {

namespace {

// A signal handler may use nothing but these.
int g_pipe[2] = {-1, -1};
const CancelToken* g_token = nullptr;

void onSignal(int) {
    const int saved = errno;
    if (g_token != nullptr) {
        g_token->cancel();
    }
    const char byte = 1;
    static_cast<void>(!::write(g_pipe[1], &byte, 1));
    errno = saved;
}

void setHandler(void (*handler)(int)) {
    struct sigaction action;
    std::memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
}

} // namespace

Interrupt::Interrupt(std::function<void(int)> onInterrupt) {
    if (::pipe(g_pipe) != 0) {
        throw Error(ErrorCode::Io,
                    std::string("No pipe for signals could be made: ") + std::strerror(errno) + ".");
    }
    g_token = &m_token;
    m_notifier = std::make_unique<QSocketNotifier>(g_pipe[0], QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(),
                     [this, callback = std::move(onInterrupt)] {
                         char byte = 0;
                         static_cast<void>(!::read(g_pipe[0], &byte, 1));
                         ++m_times;
                         if (callback) {
                             callback(m_times);
                         }
                     });
    setHandler(onSignal);
}

Interrupt::~Interrupt() {
    setHandler(SIG_DFL);
    g_token = nullptr;
    m_notifier.reset();
    ::close(g_pipe[0]);
    ::close(g_pipe[1]);
}

} // namespace up5::cli
