#include "ui/widgets/system_color_scheme.h"

#include <QtDBus/QDBusConnection>
#include <QtDBus/QDBusMessage>
#include <QtDBus/QDBusPendingCallWatcher>
#include <QtDBus/QDBusPendingReply>
#include <QtDBus/QDBusVariant>

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kService = u"org.freedesktop.portal.Desktop"_s;
const QString kPath = u"/org/freedesktop/portal/desktop"_s;
const QString kInterface = u"org.freedesktop.portal.Settings"_s;
const QString kGroup = u"org.freedesktop.appearance"_s;
const QString kKey = u"color-scheme"_s;

} // namespace

SystemColorScheme::SystemColorScheme(QObject* parent) : QObject(parent) {
    // Without its address the bus library would try to start one.
    if (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS")) {
        return;
    }
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) {
        return;
    }
    bus.connect(kService, kPath, kInterface, u"SettingChanged"_s, this,
                SLOT(settingChanged(QString, QString, QDBusVariant)));
    QDBusMessage question = QDBusMessage::createMethodCall(kService, kPath, kInterface, u"Read"_s);
    question << kGroup << kKey;
    auto* call = new QDBusPendingCallWatcher(bus.asyncCall(question), this);
    connect(call, &QDBusPendingCallWatcher::finished, this, &SystemColorScheme::answered);
}

SystemColorScheme::Wish SystemColorScheme::wishOf(QVariant value) {
    while (value.canConvert<QDBusVariant>()) {
        value = value.value<QDBusVariant>().variant();
    }
    bool isNumber = false;
    const uint number = value.toUInt(&isNumber);
    return isNumber && number == 1 ? Wish::Dark : isNumber && number == 2 ? Wish::Light : Wish::None;
}

void SystemColorScheme::answered(QDBusPendingCallWatcher* call) {
    const QDBusPendingReply<QVariant> reply = *call;
    if (!reply.isError()) {
        Q_EMIT wishChanged(wishOf(reply.value()));
    }
    call->deleteLater();
}

void SystemColorScheme::settingChanged(const QString& group, const QString& key, const QDBusVariant& value) {
    if (group == kGroup && key == kKey) {
        Q_EMIT wishChanged(wishOf(value.variant()));
    }
}

} // namespace up5::ui
