#include "jobs/background_host.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QProcess>

#include "base/error.h"

namespace up5::jobs {

void leaveHostBehind(const Workspace& workspace) {
    const QString root = QString::fromStdString(workspace.root.string());
    const QString log = root + QStringLiteral("/host.log");
    QProcess host;
    host.setProgram(QCoreApplication::applicationDirPath() + QStringLiteral("/up5"));
    host.setArguments({QStringLiteral("host"), QStringLiteral("--workspace"), root});
    host.setStandardInputFile(QProcess::nullDevice());
    host.setStandardOutputFile(log, QIODevice::Append);
    host.setStandardErrorFile(log, QIODevice::Append);
    if (!host.startDetached()) {
        throw Error(ErrorCode::Io, "No background host could be started (" + host.program().toStdString() +
                                       "): what is queued waits until a window is opened or `up5 host` "
                                       "is started.");
    }
}

} // namespace up5::jobs
