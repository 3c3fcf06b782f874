#include "ui/widgets/guard.h"

#include <QtCore/QCoreApplication>

#include "base/error.h"

namespace up5::ui {

QString errorSentence(const std::exception& error) {
    if (dynamic_cast<const Error*>(&error)) {
        return QString::fromUtf8(error.what());
    }
    return QCoreApplication::translate("up5::ui::Guard", "Unexpected error: %1")
        .arg(QString::fromUtf8(error.what()));
}

} // namespace up5::ui
