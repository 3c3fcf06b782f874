#include "report/paper_samples.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

#include "jobs/job_kinds.h"
#include "jobs/options/baseline_options.h"
#include "jobs/options/mixture_options.h"
#include "jobs/options/protocol_options.h"
#include "report/baseline_points.h"
#include "report/data_protocol.h"
#include "report/mixture.h"

namespace up5::report {

namespace {

constexpr double kPaperLambda = 10, kPaperLambdaInsurance = 1; // specification K
constexpr int kPaperLength = 5;

bool isProtocolKey(const std::string& key) {
    const std::vector<jobs::OptionInfo>& infos = jobs::ProtocolOptions::table().infos();
    return std::any_of(infos.begin(), infos.end(),
                       [&](const jobs::OptionInfo& info) { return info.key == key; });
}

/// Options that are no setting of the model: λ and length are weighed apart, the data protocol is the
/// backbone's, the audit measures only.
bool countsAsSetting(const std::string& key) {
    return key != "lambda" && key != "prefix_length" && key != "n_out" && key != "model" &&
           !isProtocolKey(key) && !key.starts_with("probe.");
}

/// How long training may go on says nothing about which model it is; it is weighed apart. Nor does tuning.
bool isBudgetKey(const RunRecord& record, const std::string& key) {
    return record.run.kind == kBaselineKind &&
           (key == "tune" || key == "max_minutes" || key == "epochs" || key == "patience");
}

/// Whether it had a time limit, or fewer epochs than by default.
bool cutsTrainingShort(const jobs::BaselineOptions& options) {
    const jobs::BaselineOptions full;
    return options.maxMinutes > 0 || options.epochs < full.epochs || options.patience < full.patience;
}

/// How many options are not at their defaults.
int optionsAway(const RunRecord& record) {
    int away = 0;
    for (const jobs::OptionInfo& info : jobs::jobKind(record.run.kind).options->infos()) {
        const auto value = record.options.find(info.key);
        away += countsAsSetting(info.key) && !isBudgetKey(record, info.key) &&
                value != record.options.end() && *value != info.defaultValue;
    }
    return away;
}

bool succeeded(const RunRecord& record) {
    return record.run.state == store::RunState::Succeeded && record.problem.empty();
}

/// The backbone of the newest run that measures one.
std::string newestMeasuredBackbone(const std::vector<ComparisonPoint>& points) {
    const ComparisonPoint* newest = nullptr;
    for (const ComparisonPoint& point : points) {
        if (!point.baseline && (newest == nullptr || point.finished > newest->finished)) {
            newest = &point;
        }
    }
    return newest == nullptr ? std::string() : newest->backboneRun;
}

std::string joinedSorted(std::vector<std::string> names) {
    std::sort(names.begin(), names.end());
    return fmt::format("{}", fmt::join(names, "+"));
}

/// Equal for runs that differ in seeds alone: options and attributes, and those of the runs they rest on.
std::string settingOf(const std::vector<RunRecord>& records, const RunRecord& record) {
    std::string setting =
        record.options.dump() + "|" + joinedSorted(record.run.attributes) + "|" + record.run.promptRun;
    std::vector<std::string> below = record.run.mixedPrompts;
    below.push_back(record.run.backboneRun);
    for (const std::string& run : below) {
        const RunRecord* other = findRecord(records, run);
        setting +=
            "|" + (other == nullptr ? run : other->options.dump() + joinedSorted(other->run.attributes));
    }
    return setting;
}

bool sameSet(std::vector<std::string> a, std::vector<std::string> b) {
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    return a == b;
}

} // namespace

PaperSampler::PaperSampler(const std::vector<RunRecord>& records, const std::vector<ComparisonPoint>& points,
                           const PaperRequest& request)
    : m_records(records), m_request(request) {
    std::copy_if(points.begin(), points.end(), std::back_inserter(m_points),
                 [&](const ComparisonPoint& point) { return point.dataset == request.dataset; });
    m_backbone = request.backbone.empty() ? newestMeasuredBackbone(m_points) : request.backbone;
}

double PaperSampler::paperLambda() const {
    return m_request.paperDataset == "Insurance" ? kPaperLambdaInsurance : kPaperLambda;
}

double PaperSampler::lambda() const {
    return m_request.lambda.value_or(paperLambda());
}

double PaperSampler::mixtureLambda() const {
    return m_request.mixtureLambda.value_or(paperLambda());
}

/// A recommender beside P5 belongs here only under the data protocol of its backbone.
bool PaperSampler::standsBeside(const RunRecord& baseline) const {
    const RunRecord* backbone = findRecord(m_records, m_backbone);
    return backbone == nullptr || !backbone->problem.empty() || haveSameProtocol(*backbone, baseline);
}

int PaperSampler::prefixLength() const {
    return m_request.prefixLength.value_or(kPaperLength);
}

std::vector<std::string> PaperSampler::attributes() const {
    std::set<std::string> names;
    for (const ComparisonPoint& point : m_points) {
        if (!point.attribute.empty() && (point.baseline || point.backboneRun == m_backbone)) {
            names.insert(point.attribute);
        }
    }
    return {names.begin(), names.end()};
}

std::vector<std::vector<std::string>> PaperSampler::removedSets() const {
    std::vector<std::vector<std::string>> sets;
    for (const RunRecord& record : m_records) {
        const bool isHere =
            record.run.kind == kBaselineKind ? standsBeside(record) : record.run.backboneRun == m_backbone;
        if (!succeeded(record) || record.run.dataset != m_request.dataset || !isHere) {
            continue;
        }
        for (const std::vector<std::string>& removed : measuredSubsets(record, "test")) {
            const bool isKnown = std::any_of(sets.begin(), sets.end(),
                                             [&](const auto& known) { return sameSet(known, removed); });
            if (removed.size() > 1 && !isKnown) {
                sets.push_back(removed);
            }
        }
    }
    std::stable_sort(sets.begin(), sets.end(),
                     [](const auto& a, const auto& b) { return a.size() < b.size(); });
    return sets;
}

PaperSampler::Candidate PaperSampler::candidateOf(const RunRecord& record,
                                                  std::vector<ComparisonPoint> points) const {
    Candidate candidate;
    candidate.record = &record;
    const ComparisonPoint& first = points.front();
    candidate.label = first.label;
    candidate.lambda = first.lambda;
    candidate.prefixLength = first.prefixLength;
    candidate.away = optionsAway(record);
    candidate.sample.seed = record.run.seed;
    candidate.sample.finished = record.run.finished;
    std::set<std::string> runs;
    for (const ComparisonPoint& point : points) {
        candidate.setting += point.setting;
        runs.insert(point.runs.begin(), point.runs.end());
    }
    candidate.sample.runs.assign(runs.begin(), runs.end());
    candidate.sample.points = std::move(points);
    return candidate;
}

/// All probes of the backbone together, whatever their seeds: they look at one model, on the same users.
void PaperSampler::addUntreated(const PaperModel& model, std::vector<Candidate>& candidates) const {
    std::vector<ComparisonPoint> points;
    for (const ComparisonPoint& point : m_points) {
        const bool isAsked =
            std::count(model.attributes.begin(), model.attributes.end(), point.attribute) > 0;
        if (!point.baseline && point.family == Family::Untreated && point.backboneRun == m_backbone &&
            (isAsked || point.attribute.empty()) &&
            std::ranges::all_of(point.runs, [&](const std::string& run) { return hasSettings(run); })) {
            points.push_back(point);
        }
    }
    if (points.empty()) {
        return;
    }
    const RunRecord* record = findRecord(m_records, points.front().run);
    Candidate candidate = candidateOf(*record, std::move(points));
    candidate.setting.clear();
    candidate.label = "untreated";
    candidate.away = 0;
    candidates.push_back(std::move(candidate));
}

void PaperSampler::addPrompts(const PaperModel& model, std::vector<Candidate>& candidates) const {
    const bool isAsked = model.kind == PaperModel::Kind::Asked;
    for (const ComparisonPoint& point : m_points) {
        const bool fits =
            !point.baseline && point.backboneRun == m_backbone && !point.everyLambda &&
            point.treated == model.attributes && point.attribute == model.attributes.front() &&
            point.family == model.treatment &&
            (isAsked ? point.probeFigure("answers", "soft-prompt") != nullptr : !point.probedAgain);
        const RunRecord* record = fits ? findRecord(m_records, point.runs.back()) : nullptr;
        if (record == nullptr || record->run.kind != "cfp" ||
            (!model.reweighter.empty() && record->options.at("reweighter") != model.reweighter)) {
            continue;
        }
        Candidate candidate = candidateOf(*record, {point});
        if (isAsked) { // its point's setting holds the seed of the probe, too
            candidate.setting = settingOf(m_records, *record);
            if (const RunRecord* probe = findRecord(m_records, point.run)) {
                candidate.setting += probe->options.dump();
            }
        }
        candidates.push_back(std::move(candidate));
    }
}

void PaperSampler::addMixtures(const PaperModel& model, std::vector<Candidate>& candidates) const {
    for (const RunRecord& record : m_records) {
        if (record.run.kind != "mixture" || record.run.backboneRun != m_backbone) {
            continue;
        }
        const std::optional<Mixture> mixture = mixtureOf(record);
        if (!mixture || mixture->family != model.treatment) {
            continue;
        }
        for (const MixtureSubset& subset : mixture->subsets) {
            if (!sameSet(subset.removed, model.attributes)) {
                continue;
            }
            std::vector<ComparisonPoint> points;
            std::copy_if(subset.attributes.begin(), subset.attributes.end(), std::back_inserter(points),
                         [&](const ComparisonPoint& point) { return subset.removes(point.attribute); });
            Candidate candidate = candidateOf(record, std::move(points));
            candidate.label = mixture->label;
            const bool isOne = std::all_of(mixture->lambdas.begin(), mixture->lambdas.end(),
                                           [&](double own) { return own == mixture->lambdas.front(); });
            candidate.lambda = isOne ? mixture->lambdas.front() : std::nan("");
            candidate.setting = settingOf(m_records, record);
            candidates.push_back(std::move(candidate));
        }
    }
}

void PaperSampler::addBaselines(const PaperModel& model, std::vector<Candidate>& candidates) const {
    for (const RunRecord& record : m_records) {
        if (!succeeded(record) || record.run.kind != kBaselineKind ||
            record.run.dataset != m_request.dataset || record.options.at("model") != model.baseline ||
            !standsBeside(record) ||
            (model.likeForLike &&
             *model.likeForLike != (shownHistory(m_records, record) == kLikeForLikeHistory))) {
            continue;
        }
        std::vector<ComparisonPoint> points = baselinePoints(record, model.attributes, "test");
        if (points.empty() || points.front().family == Family::Control) {
            continue;
        }
        Candidate candidate = candidateOf(record, std::move(points));
        candidate.setting = settingOf(m_records, record);
        const auto options = jobs::BaselineOptions::table().read(record.options);
        candidate.lambda = options.lambda; // where it is tuned, the default
        candidate.tuned = options.isTuned();
        candidate.uncut = !cutsTrainingShort(options);
        candidates.push_back(std::move(candidate));
    }
}

void PaperSampler::addSizes(const PaperModel& model, std::vector<Candidate>& candidates) const {
    for (const RunRecord& record : m_records) {
        const char* kind = model.prefixLength ? "cfp" : "mixture";
        if (!succeeded(record) || record.run.kind != kind || record.run.backboneRun != m_backbone ||
            (model.prefixLength && record.options.at("prefix_length") != *model.prefixLength)) {
            continue;
        }
        ComparisonPoint point;
        point.label = model.prefixLength ? fmt::format("n = {}", *model.prefixLength)
                                         : fmt::format("n_out = {}", record.options.at("n_out").get<int>());
        point.runs = {record.run.id};
        point.prefixLength = model.prefixLength ? *model.prefixLength : record.options.at("n_out").get<int>();
        Candidate candidate = candidateOf(record, {point});
        candidate.setting = settingOf(m_records, record);
        candidates.push_back(std::move(candidate));
    }
}

std::vector<PaperSampler::Candidate> PaperSampler::candidatesFor(const PaperModel& model) const {
    std::vector<Candidate> candidates;
    switch (model.kind) {
    case PaperModel::Kind::Untreated:
        addUntreated(model, candidates);
        break;
    case PaperModel::Kind::Prompt:
    case PaperModel::Kind::Asked:
        addPrompts(model, candidates);
        break;
    case PaperModel::Kind::Mixture:
        addMixtures(model, candidates);
        break;
    case PaperModel::Kind::Baseline:
        addBaselines(model, candidates);
        break;
    case PaperModel::Kind::Size:
        addSizes(model, candidates);
        break;
    }
    std::erase_if(candidates, [&](const Candidate& candidate) { return !isAllowed(candidate, model); });
    return candidates;
}

} // namespace up5::report
