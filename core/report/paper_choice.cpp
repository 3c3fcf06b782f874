// Which of the runs that fit a model stands for it in a paper table.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "jobs/companions.h"
#include "jobs/job_kinds.h"
#include "jobs/options/mixture_options.h"
#include "report/baseline_points.h"
#include "report/paper_samples.h"

namespace up5::report {

namespace {

/// λ = 0 controls and random prompts differ from what was asked for, and follow the prompts they belong to.
bool isControl(const PaperModel& model) {
    return model.treatment != Family::Cfp;
}

/// How many of the attributes a probe read.
int probedAmong(const std::vector<std::string>& attributes, const std::vector<ComparisonPoint>& points) {
    return static_cast<int>(
        std::count_if(attributes.begin(), attributes.end(), [&](const std::string& attribute) {
            return std::any_of(points.begin(), points.end(), [&](const ComparisonPoint& point) {
                return point.attribute == attribute && (point.auc || point.aucStrongest);
            });
        }));
}

} // namespace

/// Settings that were asked for by name leave no choice.
bool PaperSampler::isAllowed(const Candidate& candidate, const PaperModel& model) const {
    const bool isPrompt = model.kind == PaperModel::Kind::Prompt || model.kind == PaperModel::Kind::Asked;
    const std::optional<double> lambda = isPrompt                                  ? m_request.lambda
                                         : model.kind == PaperModel::Kind::Mixture ? m_request.mixtureLambda
                                                                                   : std::nullopt;
    return !(lambda && model.treatment == Family::Cfp && candidate.lambda != *lambda) &&
           !(isPrompt && m_request.prefixLength && candidate.prefixLength != *m_request.prefixLength) &&
           (isControl(model) || std::ranges::all_of(candidate.sample.runs, [&](const std::string& run) {
                return hasSettings(run);
            }));
}

/// A run and what it builds on, each against what was asked of its kind.
bool PaperSampler::hasSettings(const std::string& run) const {
    const RunRecord* known = findRecord(m_records, run);
    if (known == nullptr) {
        return true;
    }
    const RunRecord& record = *known;
    if (const auto asked = m_request.settings.find(record.run.kind); asked != m_request.settings.end()) {
        const bool isBaseline = record.run.kind == kBaselineKind;
        for (const auto& [key, value] : asked->second.items()) {
            const bool counts =
                !isBaseline || jobs::baselineModel(record.options.at("model").get<std::string>()).takes(key);
            if (counts && record.options.value(key, nlohmann::json()) != value) {
                return false;
            }
        }
    }
    std::vector<std::string> below = record.run.mixedPrompts;
    below.push_back(record.run.promptRun);
    below.push_back(record.run.backboneRun); // of a frozen baseline: the plain one
    return std::ranges::all_of(below, [&](const std::string& id) { return hasSettings(id); });
}

/// Of controls and random prompts those that belong to the prompts which stand beside them; where there are
/// none, all, unless settings leave no choice.
std::vector<PaperSampler::Candidate> PaperSampler::besideTreated(std::vector<Candidate> candidates,
                                                                 const PaperModel& model) const {
    if (!isControl(model) || candidates.empty()) {
        return candidates;
    }
    PaperModel treated = model;
    treated.treatment = Family::Cfp;
    std::vector<jobs::JobSpec> prompts;
    for (const PaperSample& sample : find(treated).samples) {
        for (const std::string& run : sample.runs) {
            const RunRecord* record = findRecord(m_records, run);
            if (record != nullptr && jobs::hasCompanions(record->run.kind)) {
                prompts.push_back(jobSpecOf(*record));
            }
        }
    }
    if (prompts.empty()) {
        return m_request.settings.empty() ? candidates : std::vector<Candidate>{};
    }
    const std::vector<jobs::JobSpec> companions = jobs::companionsOf(prompts);
    std::erase_if(candidates, [&](const Candidate& candidate) {
        const jobs::JobSpec spec = jobSpecOf(*candidate.record);
        return std::none_of(companions.begin(), companions.end(),
                            [&](const jobs::JobSpec& companion) { return jobs::servesAs(spec, companion); });
    });
    return candidates;
}

ChosenSamples PaperSampler::find(const PaperModel& model) const {
    struct Group {
        std::vector<Candidate> members;
        std::set<std::uint64_t> seeds;
        std::string newest;
    };
    std::map<std::string, Group> groups;
    for (Candidate& candidate : besideTreated(candidatesFor(model), model)) {
        Group& group = groups[candidate.setting];
        group.seeds.insert(candidate.sample.seed);
        group.newest = std::max(group.newest, candidate.sample.finished);
        group.members.push_back(std::move(candidate));
    }
    const double wantedLambda =
        model.kind == PaperModel::Kind::Baseline
            ? jobs::jobKind(kBaselineKind).options->info("lambda").defaultValue.get<double>()
        : model.kind == PaperModel::Kind::Mixture ? mixtureLambda()
                                                  : lambda();
    const bool isAsked = model.kind == PaperModel::Kind::Asked; // has its figure, whatever else was probed
    const bool isMixture = model.kind == PaperModel::Kind::Mixture ||
                           (model.kind == PaperModel::Kind::Size && !model.prefixLength);
    const int wantedLength = isMixture ? jobs::MixtureOptions().outputLength : prefixLength();
    const auto rank = [&](const Group& group) {
        const Candidate& first = group.members.front();
        return std::tuple<int, bool, bool, int, bool, bool, std::size_t, const std::string&>(
            isAsked ? 0 : probedAmong(model.attributes, first.sample.points), first.lambda == wantedLambda,
            first.prefixLength == wantedLength, -first.away, first.tuned, first.uncut, group.seeds.size(),
            group.newest);
    };
    const auto best = std::max_element(groups.begin(), groups.end(), [&](const auto& a, const auto& b) {
        return rank(a.second) < rank(b.second);
    });
    ChosenSamples chosen;
    chosen.attributes = model.attributes;
    if (best == groups.end()) {
        return chosen;
    }
    chosen.setting = best->second.members.front().label;
    for (Candidate& candidate : best->second.members) { // the newest of each seed
        const auto known =
            std::find_if(chosen.samples.begin(), chosen.samples.end(),
                         [&](const PaperSample& sample) { return sample.seed == candidate.sample.seed; });
        if (known == chosen.samples.end()) {
            chosen.samples.push_back(std::move(candidate.sample));
        } else if (candidate.sample.finished >= known->finished) {
            *known = std::move(candidate.sample);
        }
    }
    std::sort(chosen.samples.begin(), chosen.samples.end(),
              [](const PaperSample& a, const PaperSample& b) { return a.seed < b.seed; });
    return chosen;
}

std::string samplingRule(const PaperSampler& sampler) {
    return fmt::format(
        "Where runs of several settings fit, those count that probed the most of the attributes, and of "
        "these that with λ = {} ({}baselines: their default λ, or one chosen on validation users) and n = {} "
        "(mixtures: n_out = {}) stands "
        "here; of several such, or where there is none, the one with the fewest options away from their "
        "defaults (of baselines, how long they train and whether they are tuned does not count), then a "
        "tuned "
        "one, then one that was not cut short, then with the most seeds, then the newest. Settings that were "
        "asked for leave no choice. λ = 0 controls and random prompts are those of the prompts that stand "
        "beside them. Baselines under another data protocol than the backbone's are left out. No figure on "
        "test users takes part in the choice.",
        sampler.lambda(),
        sampler.mixtureLambda() == sampler.lambda() ? std::string()
                                                    : fmt::format("mixtures: {}, ", sampler.mixtureLambda()),
        sampler.prefixLength(), jobs::MixtureOptions().outputLength);
}

} // namespace up5::report
