// Typed settings of the window, remembered per user and per workspace.
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QSettings>
#include <QtCore/QString>
#include <QtCore/QVariant>

namespace up5::ui {

/// A key with its default; the only way to reach QSettings.
template <class T> struct SettingValue {
    const char* key;
    T defaultValue;
};

class Settings {
public:
    /// `file` empty = the user's own settings file; tests pass a temporary one.
    explicit Settings(const QString& file = {});

    template <class T> T get(const SettingValue<T>& setting) const {
        return m_settings.value(QLatin1String(setting.key), QVariant::fromValue(setting.defaultValue)).template value<T>();
    }
    template <class T> void set(const SettingValue<T>& setting, const T& value) {
        m_settings.setValue(QLatin1String(setting.key), QVariant::fromValue(value));
    }

private:
    QSettings m_settings;
};

} // namespace up5::ui
