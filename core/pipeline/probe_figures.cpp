#include "pipeline/probe_figures.h"

#include <algorithm>
#include <cmath>

#include "base/random_stream.h"
#include "metrics/auc.h"
#include "metrics/null_band.h"
#include "train/probes/probe.h"

namespace up5::pipeline {

namespace {

/// Shuffles of the test labels where no probe is refitted: they cost next to nothing.
constexpr int kLabelShuffles = 1000;

std::vector<int> decisions(const std::vector<double>& probabilities, std::size_t classes) {
    std::vector<int> decided;
    for (auto row = probabilities.begin(); row != probabilities.end();
         row += static_cast<std::ptrdiff_t>(classes)) {
        decided.push_back(
            static_cast<int>(std::max_element(row, row + static_cast<std::ptrdiff_t>(classes)) - row));
    }
    return decided;
}

NullAucs shuffledLabels(std::vector<int> labels, const std::vector<double>& scores, int numClasses,
                        std::uint64_t seed) {
    RandomStream random(seed, "shuffled test labels");
    NullAucs aucs;
    for (int shuffle = 0; shuffle < kLabelShuffles; ++shuffle) {
        random.shuffle(std::span(labels));
        aucs.push_back(metrics::probeAucValue(labels, scores, numClasses));
    }
    return aucs;
}

bool hasDiverged(const ProbeScores& scores) {
    const auto isNan = [](double value) { return std::isnan(value); };
    return std::any_of(scores.validation.begin(), scores.validation.end(), isNan) ||
           std::any_of(scores.test.begin(), scores.test.end(), isNan);
}

const ProbeScores& strongest(const std::vector<ProbeScores>& methods) {
    return *std::max_element(methods.begin(), methods.end(), [](const ProbeScores& a, const ProbeScores& b) {
        return a.validationAuc < b.validationAuc;
    });
}

} // namespace

ProbeFigures::ProbeFigures(const data::Attribute& attribute, const ProbeUsers& users,
                           const jobs::ProbeOptions& options, const JobContext& context)
    : m_attribute(attribute), m_users(users), m_options(options), m_context(context),
      m_numClasses(static_cast<int>(attribute.classes.size())) {}

void ProbeFigures::report(const std::string& target, std::vector<ProbeScores> methods, const NullAucs& null) {
    const std::string suffix = jobs::probeTarget(target).suffix;
    // A probe that diverged has no AUC; that it did is its only figure.
    std::erase_if(methods, [&](const ProbeScores& scores) {
        if (hasDiverged(scores)) {
            emitCollapse(suffix + "/" + scores.method, scores);
            return true;
        }
        return false;
    });
    if (methods.empty()) {
        return;
    }
    for (const ProbeScores& scores : methods) {
        emitAucs("probe_auc" + suffix + "/" + scores.method, scores);
        emitCollapse(suffix + "/" + scores.method, scores);
        storeScores("probe_auc" + suffix + "/" + scores.method, scores, false);
    }
    const ProbeScores& headline = strongest(methods);
    emitAucs("probe_auc" + suffix, headline);
    emitCollapse(suffix, headline);
    storeScores("probe_auc" + suffix, headline, true);
    emitDecisions(suffix, headline);
    emitOtherDefinitions(suffix, headline);
    if (target != jobs::kRawHistory) {
        emitNull(suffix, headline, null);
        m_headlines.push_back({target, headline});
    }
}

void ProbeFigures::reportHard(const std::string& target, const std::vector<ProbeScores>& methods) {
    const std::string suffix = jobs::probeTarget(target).suffix + "_hard";
    for (const ProbeScores& hard : methods) {
        emitAucs("probe_auc" + suffix + "/" + hard.method, hard);
        emitCollapse(suffix + "/" + hard.method, hard);
    }
}

void ProbeFigures::finish() const {
    const std::vector<int>& labels = m_users.test.labels;
    std::vector<std::int64_t> counts(static_cast<std::size_t>(m_numClasses));
    for (const int label : labels) {
        ++counts[static_cast<std::size_t>(label)];
    }
    const auto n = static_cast<std::int64_t>(labels.size());
    emitValue("probe_majority_share",
              static_cast<double>(*std::max_element(counts.begin(), counts.end())) / static_cast<double>(n),
              n);
    const auto found =
        std::max_element(m_headlines.begin(), m_headlines.end(), [](const Headline& a, const Headline& b) {
            return a.scores.validationAuc < b.scores.validationAuc;
        });
    if (found != m_headlines.end()) {
        emitAucs("probe_auc_strongest/" + found->target + "/" + found->scores.method, found->scores);
    }
}

void ProbeFigures::emitAucs(const std::string& name, const ProbeScores& scores) const {
    const metrics::BootstrapOptions bootstrap{.resamples = m_options.resamples,
                                              .seed = static_cast<std::uint64_t>(m_options.userSeed)};
    jobs::MetricEvent event{.name = name, .split = "validation", .attribute = m_attribute.name};
    m_context.metric(
        event, metrics::probeAuc(m_users.validation.labels, scores.validation, m_numClasses, bootstrap));
    event.split = "test";
    m_context.metric(event, metrics::probeAuc(m_users.test.labels, scores.test, m_numClasses, bootstrap));
}

void ProbeFigures::emitCollapse(const std::string& suffix, const ProbeScores& scores) const {
    const metrics::CollapseCheck collapse =
        metrics::checkCollapse(scores.test, m_numClasses, scores.trainingLoss,
                               train::priorEntropy(m_users.train.labels, m_numClasses));
    emitValue("probe_collapsed" + suffix, collapse.collapsed ? 1 : 0,
              static_cast<std::int64_t>(m_users.test.labels.size()));
}

void ProbeFigures::emitNull(const std::string& suffix, const ProbeScores& headline,
                            const NullAucs& null) const {
    if (m_options.nullRefits == 0) {
        return;
    }
    NullAucs values = null.empty() ? shuffledLabels(m_users.test.labels, headline.test, m_numClasses,
                                                    static_cast<std::uint64_t>(m_options.userSeed))
                                   : null;
    std::erase_if(values, [](double value) { return std::isnan(value); });
    const metrics::NullBand band = metrics::nullBand(values);
    m_context.metric({.name = "probe_null" + suffix, .split = "test", .attribute = m_attribute.name},
                     band.band);
    const double observed = metrics::probeAucValue(m_users.test.labels, headline.test, m_numClasses);
    emitValue("probe_p" + suffix, metrics::nullPValue(values, observed),
              static_cast<std::int64_t>(values.size()));
    emitValue("probe_detectable" + suffix, metrics::smallestDetectable(band),
              static_cast<std::int64_t>(m_users.test.labels.size()));
}

void ProbeFigures::emitDecisions(const std::string& suffix, const ProbeScores& headline) const {
    const std::vector<int>& labels = m_users.test.labels;
    const std::vector<int> decided = decisions(headline.test, static_cast<std::size_t>(m_numClasses));
    const auto n = static_cast<std::int64_t>(labels.size());
    emitValue("probe_f1_macro" + suffix, metrics::macroF1(labels, decided, m_numClasses), n);
    emitValue("probe_f1_micro" + suffix, metrics::microF1(labels, decided), n);
}

void ProbeFigures::emitOtherDefinitions(const std::string& suffix, const ProbeScores& headline) const {
    if (m_numClasses == 2) {
        return;
    }
    const std::vector<int>& labels = m_users.test.labels;
    const auto n = static_cast<std::int64_t>(labels.size());
    emitValue("probe_auc_ovo_weighted" + suffix,
              metrics::oneVsOneWeightedAuc(labels, headline.test, m_numClasses), n);
    emitValue("probe_auc_ovr_macro" + suffix, metrics::oneVsRestMacroAuc(labels, headline.test, m_numClasses),
              n);
    emitValue("probe_auc_ovr_weighted" + suffix,
              metrics::oneVsRestWeightedAuc(labels, headline.test, m_numClasses), n);
}

void ProbeFigures::storeScores(const std::string& name, const ProbeScores& scores, bool headline) const {
    const auto classes = static_cast<std::size_t>(m_numClasses);
    const auto store = [&](const std::string& stored, std::size_t c) {
        std::vector<double> values;
        for (std::size_t i = c; i < scores.test.size(); i += classes) {
            values.push_back(scores.test[i]);
        }
        m_context.userValues("probe_scores", stored, "test", "", m_attribute.name,
                             m_users.usersOf(m_users.test), values);
    };
    if (m_numClasses == 2) {
        store(name, 1);
    } else if (headline) {
        for (std::size_t c = 0; c < classes; ++c) {
            store(name + "#" + std::to_string(c), c);
        }
    }
}

void ProbeFigures::emitValue(const std::string& name, double value, std::int64_t n) const {
    m_context.metric({.name = name, .split = "test", .attribute = m_attribute.name, .value = value, .n = n});
}

} // namespace up5::pipeline
