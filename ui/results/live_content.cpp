#include "ui/results/live_content.h"

#include <algorithm>
#include <cmath>

#include <QtCore/QCoreApplication>
#include <QtCore/QStringList>

#include "jobs/option_text.h"
#include "jobs/options/cfp_options.h"
#include "ui/results/estimate_text.h"
#include "ui/widgets/guard.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct LiveText {
    Q_DECLARE_TR_FUNCTIONS(up5::ui::Live)
};

constexpr int kLiveColor = 4; // reddish purple: no family of prompts has it

/// Name of the chosen figure in an answer.
std::string liveName(const report::FigureChoice& figure) {
    return (figure.name == "ndcg@k" ? "ndcg@" : "hit@") + std::to_string(figure.k);
}

/// The figure and the AUC of an answer as drawn; the interval is left out where there is none.
struct Drawn {
    metrics::Estimate auc, figure;
};

std::optional<Drawn> liveFigures(const jobs::LiveAnswer& answer, const report::FigureChoice& choice) {
    const auto auc = answer.figures.find("auc"), figure = answer.figures.find(liveName(choice));
    if (auc == answer.figures.end() || figure == answer.figures.end()) {
        return std::nullopt;
    }
    const auto estimate = [](const jobs::LiveFigure& found, auto&& shown) {
        return metrics::Estimate{shown(found.value), shown(found.low), shown(found.high), found.n};
    };
    return Drawn{estimate(auc->second, [](double value) { return value; }),
                 estimate(figure->second, [&](double value) { return shownFigure(choice, value); })};
}

QString lambdaShown(double lambda) {
    return QString::number(lambda, 'g', 4);
}

int liveDecimals(const report::FigureChoice& choice) {
    return choice.name == "hit@k" ? 1 : 3;
}

std::optional<Interval> drawnInterval(const metrics::Estimate& estimate) {
    return std::isfinite(estimate.low) && std::isfinite(estimate.high)
               ? std::optional(Interval{estimate.low, estimate.high})
               : std::nullopt;
}

/// "+0.020", over several seeds "+0.020 ± 0.004 [+0.010, +0.030]".
template <class Shown> QString seedDifference(const report::SeedSpread& spread, const Shown& shown) {
    if (spread.seeds < 2) {
        return shown(spread.mean);
    }
    // The spread is a length and has no sign.
    return u"%1 ± %2 [%3, %4]"_s.arg(shown(spread.mean), shown(spread.deviation).mid(1), shown(spread.low),
                                     shown(spread.high));
}

/// Names of options with other values, besides λ and the prefix length.
std::vector<std::string> otherThan(const nlohmann::json& options, const nlohmann::json& others) {
    std::vector<std::string> keys = report::differingOptions(options, others);
    std::erase_if(keys, [](const std::string& key) { return key == "lambda" || key == "prefix_length"; });
    return keys;
}

} // namespace

std::vector<report::ComparisonPoint> withLogisticProbe(std::vector<report::ComparisonPoint> points) {
    for (report::ComparisonPoint& point : points) {
        const report::ProbeFigure* logistic = point.probeFigure("user_span", "logistic");
        point.aucStrongest.reset();
        point.aucAllTokens.reset();
        point.auc.reset();
        if (logistic != nullptr) {
            point.auc = logistic->estimate;
            point.collapsed = logistic->collapsed;
        }
    }
    return points;
}

void addLiveMarks(ChartContent& content, const std::map<double, jobs::LiveAnswer>& answers, double shown,
                  const TradeOffChoice& choice, int prefixLength) {
    content.x.title = LiveText::tr("Logistic probe AUC, user span, validation (0.5 = no leak)");
    ChartPath path;
    path.color = kLiveColor;
    for (const auto& [lambda, answer] : answers) {
        const auto found = liveFigures(answer, choice.figure);
        if (!found) {
            continue;
        }
        path.points.emplace_back(found->auc.value, found->figure.value);
        ChartMark mark;
        mark.key = u"live:%1"_s.arg(lambda, 0, 'g', 17);
        mark.x = found->auc.value;
        mark.y = found->figure.value;
        mark.color = kLiveColor;
        mark.shape = MarkShape::Diamond;
        mark.dimmed = lambda != shown;
        mark.description = liveSentence(answer, choice, prefixLength);
        if (!mark.dimmed) {
            mark.xInterval = drawnInterval(found->auc);
            mark.yInterval = drawnInterval(found->figure);
            mark.label = LiveText::tr("live λ %1, n %2").arg(lambdaShown(lambda)).arg(prefixLength);
        }
        content.marks.push_back(std::move(mark));
    }
    if (path.points.empty()) {
        return;
    }
    content.paths.push_back(std::move(path));
    content.legend.push_back({LiveText::tr("one prompt for every λ, measured live"), kLiveColor,
                              MarkShape::Diamond, false, false, false});
    fitAxes(content, choice.figure);
}

QString liveSentence(const jobs::LiveAnswer& answer, const TradeOffChoice& choice, int prefixLength) {
    const auto found = liveFigures(answer, choice.figure);
    if (!found) {
        return {};
    }
    return LiveText::tr(
               "λ = %1, n = %2, measured live: %3 %4 on %5 validation users; AUC %6 of a logistic probe "
               "fitted to %7 users, on %8 validation users (%9 s).")
        .arg(lambdaShown(answer.lambda))
        .arg(prefixLength)
        .arg(figureTitle(choice.figure), estimateText(found->figure, liveDecimals(choice.figure)))
        .arg(found->figure.n)
        .arg(estimateText(found->auc))
        .arg(answer.fittedTo)
        .arg(found->auc.n)
        .arg(answer.seconds, 0, 'f', 1);
}

QString curveSentence(const nlohmann::json& separate, const nlohmann::json& form) {
    const auto& table = jobs::CfpOptions::table();
    QStringList settings{u"n = %1"_s.arg(separate.at("prefix_length").get<int>())};
    for (const std::string& key : otherThan(separate, table.check(nlohmann::json::object()))) {
        settings << u"%1 = %2"_s.arg(QString::fromStdString(key),
                                     QString::fromStdString(jobs::valueText(separate.at(key))));
    }
    QString sentence =
        LiveText::tr("The curve beside it: prompts trained for one λ each with its settings (%1).")
            .arg(settings.join(u", "_s));
    guarded(
        [&] {
            QStringList differing;
            const nlohmann::json asked = table.check(report::withoutCondition(form));
            if (asked.at("prefix_length") != separate.at("prefix_length")) {
                differing << u"n"_s;
            }
            for (const std::string& key : otherThan(asked, separate)) {
                differing << QString::fromStdString(key);
            }
            if (!differing.isEmpty()) {
                sentence += u' ' + LiveText::tr("The form differs in %1.").arg(differing.join(u", "_s));
            }
        },
        [](const QString&) {}); // the plan says what is wrong with the form's options
    return sentence;
}

QString distanceSentence(const std::vector<report::ConditionDistance>& distances,
                         const report::FigureChoice& figure) {
    if (distances.empty()) {
        return LiveText::tr(
            "How far this prompt lies from prompts trained for one λ each has not been measured: "
            "that takes audits of both at the same λ.");
    }
    // "hit@10" of "hit@10 (%), sequential"
    const QString name = figureTitle(figure).section(u',', 0, 0).section(u' ', 0, 0);
    QStringList parts;
    for (const report::ConditionDistance& distance : distances) {
        const QString lambda = lambdaShown(distance.lambda);
        if (!distance.isComparable()) {
            QStringList options;
            for (const std::string& key : distance.differing) {
                options << QString::fromStdString(key);
            }
            parts << LiveText::tr("λ = %1: not compared, since they differ in %2")
                         .arg(lambda, options.join(u", "_s));
            continue;
        }
        const auto area = [](double value) { return decimalText(value, 3, true); };
        const auto quality = [&](double value) {
            return decimalText(shownFigure(figure, value), liveDecimals(figure), true);
        };
        const QString strongest =
            distance.aucStrongest
                ? LiveText::tr(", %1 (strongest probe)").arg(seedDifference(*distance.aucStrongest, area))
                : QString();
        parts << LiveText::tr("λ = %1: AUC %2 (user span)%3, %4 %5 (%6)")
                     .arg(lambda, seedDifference(distance.auc, area), strongest, name,
                          seedDifference(distance.figure, quality),
                          distance.auc.seeds == 1 ? LiveText::tr("one seed")
                                                  : LiveText::tr("%1 seeds").arg(distance.auc.seeds));
    }
    const bool hasSpread =
        std::any_of(distances.begin(), distances.end(),
                    [](const report::ConditionDistance& distance) { return distance.auc.seeds > 1; });
    return (hasSpread
                ? LiveText::tr("Against prompts trained for one λ each, on the same validation users; mean "
                               "± spread over seeds [95 % interval of the mean]: %1.")
                : LiveText::tr("Against prompts trained for one λ each, on the same validation users: %1."))
        .arg(parts.join(u"; "_s));
}

} // namespace up5::ui
