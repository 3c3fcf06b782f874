#include "report/training_budget.h"

#include <algorithm>
#include <cmath>

#include <QtCore/QDateTime>
#include <fmt/format.h>

#include "jobs/baseline_models.h"

namespace up5::report {

namespace {

/// The smallest known number; 0 when neither is.
int leastKnown(int a, int b) {
    return a == 0 || b == 0 ? std::max(a, b) : std::min(a, b);
}

std::string rangeText(int least, int most) {
    return least == most ? fmt::format("{}", least) : fmt::format("{} to {}", least, most);
}

int minutesOf(const store::RunRow& run) {
    const QDateTime started = QDateTime::fromString(QString::fromStdString(run.started), Qt::ISODate);
    const QDateTime finished = QDateTime::fromString(QString::fromStdString(run.finished), Qt::ISODate);
    constexpr double kMinute = 60'000;
    return started.isValid() && finished.isValid()
               ? static_cast<int>(std::lround(static_cast<double>(started.msecsTo(finished)) / kMinute))
               : 0;
}

} // namespace

TrainingBudget trainingBudget(const RunRecord& record) {
    TrainingBudget budget;
    const jobs::BaselineModelInfo& model = jobs::baselineModel(record.options.at("model").get<std::string>());
    budget.isTrained = model.family != jobs::BaselineFamily::Counting;
    budget.settings =
        record.options.value("tune", std::string("no")) == "yes" ? static_cast<int>(model.grid.size()) : 1;
    budget.epochsAllowed = record.options.value("epochs", 0);
    budget.minutesAllowed = record.options.value("max_minutes", 0.0);
    budget.leastEpochs = budget.mostEpochs = record.epochs;
    budget.leastMinutes = budget.mostMinutes = minutesOf(record.run);
    return budget;
}

TrainingBudget together(const TrainingBudget& a, const TrainingBudget& b) {
    TrainingBudget both = a;
    both.leastEpochs = leastKnown(a.leastEpochs, b.leastEpochs);
    both.mostEpochs = std::max(a.mostEpochs, b.mostEpochs);
    both.leastMinutes = leastKnown(a.leastMinutes, b.leastMinutes);
    both.mostMinutes = std::max(a.mostMinutes, b.mostMinutes);
    return both;
}

std::string budgetText(const TrainingBudget& budget) {
    if (!budget.isTrained) {
        return "–";
    }
    std::string text =
        fmt::format("{} of at most {} epochs{}",
                    budget.settings == 1 ? "1 setting" : fmt::format("{} settings", budget.settings),
                    budget.epochsAllowed,
                    budget.minutesAllowed > 0 ? fmt::format(" or {} min", budget.minutesAllowed) : "");
    if (budget.mostEpochs > 0) {
        text += fmt::format("; stopped after {}{}", rangeText(budget.leastEpochs, budget.mostEpochs),
                            budget.settings > 1 ? " in all" : "");
    }
    if (budget.mostMinutes > 0) {
        text += fmt::format("; {} min from its last start to its end, audit included",
                            rangeText(budget.leastMinutes, budget.mostMinutes));
    }
    return text;
}

} // namespace up5::report
