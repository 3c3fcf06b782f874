// Work in another thread whose result comes back to the window's thread; the latest request wins.
#pragma once

#include <functional>

#include <QtCore/QObject>
#include <QtCore/QString>

#include "base/cancel_token.h"

namespace up5::ui {

class BackgroundTask : public QObject {
    Q_OBJECT
public:
    /// What is done with the result, in the window's thread.
    using Deliver = std::function<void()>;
    /// Runs in a thread of the pool: may touch neither widgets nor the window's store.
    using Work = std::function<Deliver(const CancelToken&)>;

    explicit BackgroundTask(QObject* parent = nullptr) : QObject(parent) {}
    /// Cancels; the result is never delivered afterwards.
    ~BackgroundTask() override { cancel(); }

    /// Cancels what still runs and starts `work`. An error is given to `failed` as a sentence, in the
    /// window's thread; a cancelled or overtaken task calls nothing.
    void start(Work work, std::function<void(const QString&)> failed);
    void cancel();
    bool isRunning() const { return m_running; }

private:
    void finish(quint64 request, const Deliver& deliver);

    CancelToken m_cancel;
    quint64 m_request = 0;
    bool m_running = false;
};

} // namespace up5::ui
