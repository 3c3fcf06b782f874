#include "ui/runs/seed_list.h"

#include <algorithm>

#include <QtCore/QCoreApplication>
#include <QtCore/QRegularExpression>
#include <QtCore/QStringList>

#include "base/error.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

std::vector<std::uint64_t> parseSeeds(const QString& text) {
    static const QRegularExpression kSeparators(u"[,;\\s]+"_s);
    std::vector<std::uint64_t> seeds;
    for (const QString& part : text.split(kSeparators, Qt::SkipEmptyParts)) {
        bool ok = false;
        const std::uint64_t seed = part.toULongLong(&ok);
        if (!ok) {
            throw Error(ErrorCode::InvalidInput,
                        QCoreApplication::translate("up5::ui::SeedList",
                                                    "“%1” is no seed: seeds are whole numbers from 0 on, "
                                                    "separated by commas.")
                            .arg(part)
                            .toStdString());
        }
        if (std::find(seeds.begin(), seeds.end(), seed) == seeds.end()) {
            seeds.push_back(seed);
        }
    }
    if (seeds.empty()) {
        throw Error(
            ErrorCode::InvalidInput,
            QCoreApplication::translate("up5::ui::SeedList", "Give at least one seed, for example 2022.")
                .toStdString());
    }
    return seeds;
}

} // namespace up5::ui
