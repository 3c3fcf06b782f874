#include "ui/widgets/background_task.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QPointer>
#include <QtCore/QThreadPool>

#include "ui/widgets/guard.h"

namespace up5::ui {

void BackgroundTask::start(Work work, std::function<void(const QString&)> failed) {
    cancel();
    m_cancel = CancelToken();
    m_running = true;
    QThreadPool::globalInstance()->start([work = std::move(work), failed = std::move(failed),
                                          token = m_cancel, request = m_request,
                                          receiver = QPointer<BackgroundTask>(this)] {
        Deliver deliver;
        guarded([&] { deliver = work(token); },
                [&](const QString& sentence) { deliver = [failed, sentence] { failed(sentence); }; });
        // The application object outlives every widget: only in its thread may the receiver be looked at.
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [receiver, request, deliver] {
                if (receiver) {
                    receiver->finish(request, deliver);
                }
            },
            Qt::QueuedConnection);
    });
}

void BackgroundTask::cancel() {
    m_cancel.cancel();
    ++m_request;
    m_running = false;
}

void BackgroundTask::finish(quint64 request, const Deliver& deliver) {
    if (request == m_request) {
        m_running = false;
        deliver();
    }
}

} // namespace up5::ui
