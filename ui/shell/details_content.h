// What the Details dock says about a run or data set: plain text, put together from the store.
#pragma once

#include <string>

#include <QtCore/QList>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include "ui/widgets/app_context.h"

namespace up5::ui {

struct DetailsTable {
    QStringList header;
    QList<QStringList> rows;

    bool operator==(const DetailsTable&) const = default;
};

struct DetailsContent {
    QString title;
    QString subtitle;
    QString problem; ///< why a run failed; empty otherwise
    DetailsTable settings, numbers, provenance;
    QString command; ///< the same job for a shell; empty when there is none
    QString kind;    ///< of a run; empty for a data set

    bool operator==(const DetailsContent&) const = default;
};

/// `subject` is a run id or data set hash. Throws Error{NotFound} when it is neither.
DetailsContent detailsOf(AppContext& context, const std::string& subject);

} // namespace up5::ui
