#include "ui/widgets/settings.h"

#include "base/content_hash.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QString userFile() {
    const QSettings probe(QSettings::IniFormat, QSettings::UserScope, u"up5-workbench"_s, u"up5-workbench"_s);
    return probe.fileName();
}

} // namespace

Settings::Settings(const QString& file)
    : m_settings(file.isEmpty() ? userFile() : file, QSettings::IniFormat) {}

Settings::Settings(const Settings& user, const std::filesystem::path& workspace)
    : m_settings(user.m_settings.fileName(), QSettings::IniFormat) {
    // The hash keeps separators of the path out of the key.
    const std::string canonical = std::filesystem::weakly_canonical(workspace).string();
    m_workspacePrefix = u"workspace-"_s + QString::fromStdString(sha256(canonical)).left(16) + u'/';
}

QString Settings::fullKey(const char* key, SettingScope scope) const {
    return scope == SettingScope::Workspace ? m_workspacePrefix + QLatin1String(key)
                                            : QString(QLatin1String(key));
}

} // namespace up5::ui
