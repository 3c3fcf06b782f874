// Typed settings of the window, remembered per user or per workspace.
#pragma once

#include <filesystem>

#include <QtCore/QByteArray>
#include <QtCore/QSettings>
#include <QtCore/QString>
#include <QtCore/QVariant>

namespace up5::ui {

enum class SettingScope {
    User,     ///< the same in every workspace (theme, font size)
    Workspace ///< one value for each workspace (geometry, page, filters)
};

/// A key with its default; the only way to reach QSettings.
template <class T> struct SettingValue {
    const char* key;
    T defaultValue;
    SettingScope scope = SettingScope::User;
};

class Settings {
public:
    /// `file` empty = the user's own settings file; tests pass a temporary one.
    explicit Settings(const QString& file = {});

    /// The settings of `user` as seen from a workspace: SettingScope::Workspace means its values. Several may
    /// be open at once, each sees at once what the others set.
    Settings(const Settings& user, const std::filesystem::path& workspace);

    template <class T> T get(const SettingValue<T>& setting) const {
        return m_settings
            .value(fullKey(setting.key, setting.scope), QVariant::fromValue(setting.defaultValue))
            .template value<T>();
    }
    template <class T> void set(const SettingValue<T>& setting, const T& value) {
        m_settings.setValue(fullKey(setting.key, setting.scope), QVariant::fromValue(value));
    }

    /// Writes to disk now instead of at the next opportunity.
    void sync() { m_settings.sync(); }

private:
    QString fullKey(const char* key, SettingScope scope) const;

    QSettings m_settings;
    QString m_workspacePrefix;
};

} // namespace up5::ui
