// Whether the desktop asks for light or dark, by the settings portal of freedesktop.org; Qt 6.4 does not
// tell.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QVariant>

class QDBusPendingCallWatcher;
class QDBusVariant;

namespace up5::ui {

class SystemColorScheme : public QObject {
    Q_OBJECT
public:
    /// Asks without waiting; says nothing where there is no session bus or portal.
    explicit SystemColorScheme(QObject* parent = nullptr);

    /// The portal's value: 1 = dark, 2 = light, 0 = no wish.
    enum class Wish { None = 0, Dark = 1, Light = 2 };
    /// Unwraps the (possibly nested) variant of the portal; anything unexpected is None.
    static Wish wishOf(QVariant value);

Q_SIGNALS:
    void wishChanged(up5::ui::SystemColorScheme::Wish wish);

private Q_SLOTS:
    void answered(QDBusPendingCallWatcher* call);
    void settingChanged(const QString& group, const QString& key, const QDBusVariant& value);
};

} // namespace up5::ui
