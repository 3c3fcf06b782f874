#include "base/resources.h"

#include <QtCore/QDir>
#include <QtCore/QFile>

#include "base/error.h"

// A static library's resources are only registered when asked for, and the macro must stand outside
// namespaces.
static void registerCoreResources() {
    Q_INIT_RESOURCE(up5_core_resources);
}

namespace up5 {

namespace {

QString resourcePath(const std::string& name) {
    static const bool registered = (registerCoreResources(), true);
    static_cast<void>(registered);
    return QStringLiteral(":/up5/") + QString::fromStdString(name);
}

} // namespace

std::string readResource(const std::string& name) {
    QFile file(resourcePath(name));
    if (!file.open(QIODevice::ReadOnly)) {
        throw Error(ErrorCode::NotFound, "This program contains no resource " + name + ".");
    }
    return file.readAll().toStdString();
}

std::vector<std::string> resourceNames(const std::string& folder) {
    std::vector<std::string> names;
    const QStringList found = QDir(resourcePath(folder)).entryList(QDir::Files, QDir::Name);
    for (const QString& name : found) {
        names.push_back(name.toStdString());
    }
    return names;
}

} // namespace up5
