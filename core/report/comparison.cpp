#include "report/comparison.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "base/content_hash.h"
#include "base/error.h"
#include "data/dataset.h"
#include "jobs/attribute_subsets.h"
#include "jobs/options/cfp_options.h"
#include "jobs/options/evaluate_options.h"
#include "jobs/options/mixture_options.h"
#include "report/baseline_points.h"
#include "report/mixture.h"
#include "report/stored_figures.h"

namespace up5::report {

namespace {

bool usable(const RunRecord& record) {
    return record.run.state == store::RunState::Succeeded && record.problem.empty();
}

bool measures(const RunRecord& record, const std::string& kind, const std::string& backbone) {
    return usable(record) && record.run.kind == kind && record.run.promptRun.empty() &&
           record.run.backboneRun == backbone;
}

const std::string kLambda = "lambda";
const std::string kPrefixLength = "prefix_length";

/// Options that decide about a point, those of its backbone included; equal for points that differ in the
/// seed.
using Settings = std::map<std::string, std::string>;

void addSettings(Settings& settings, const std::string& prefix, const RunRecord& record) {
    for (const auto& [key, value] : record.options.items()) {
        settings[prefix + key] = value.dump();
    }
}

Settings settingsOf(const std::vector<RunRecord>& records, const RunRecord& record) {
    Settings settings;
    addSettings(settings, "", record);
    const RunRecord* backbone = findRecord(records, record.run.backboneRun);
    if (backbone != nullptr) {
        addSettings(settings, "backbone ", *backbone);
    } else {
        settings["backbone"] = record.run.backboneRun;
    }
    settings["start"] = record.run.promptRun; // of a prompt that continues another
    settings["mixes"] = fmt::format("{}", fmt::join(record.run.mixedPrompts, ","));
    return settings;
}

/// A point in the making, with the settings its identity and label come from.
struct Draft {
    ComparisonPoint point;
    Settings settings;
    Settings controlSettings; ///< those that it shares with its λ = 0 control, among others; see identify()
    std::string probedWith;   ///< setting of a separate probe of a prompt; empty for the prompt's own audit
};

Draft draftOf(const std::vector<RunRecord>& records, const RunRecord& record, const std::string& attribute,
              const ComparisonFilter& filter) {
    Draft draft;
    ComparisonPoint& point = draft.point;
    point.run = record.run.id;
    point.runs = {record.run.id};
    point.dataset = record.run.dataset;
    point.datasetName = record.datasetName;
    point.backboneRun = point.subject = record.run.backboneRun;
    point.attribute = attribute;
    point.split = filter.split;
    point.seed = record.run.seed;
    point.finished = record.run.finished;
    point.protocol = dataProtocolOf(records, record);
    draft.settings = draft.controlSettings = settingsOf(records, record);
    return draft;
}

/// The run that trained a prompt: another one where a prompt for every λ is only audited; nullptr when it is
/// not there any more.
const RunRecord* trainedRun(const std::vector<RunRecord>& records, const RunRecord& prompt) {
    const jobs::CfpOptions options = jobs::CfpOptions::table().read(prompt.options);
    return options.isConditional() && options.isOnlyAudited() ? findRecord(records, prompt.run.promptRun)
                                                              : &prompt;
}

/// What a prompt's points are told apart by. The control of a prompt for every λ is one of its own training
/// with λ = 0 alone, begun anew; what only audits such a prompt at another λ has the control of that prompt.
void addPromptSettings(const std::vector<RunRecord>& records, const RunRecord& prompt, Draft& draft) {
    if (draft.point.family == Family::Random) {
        for (const std::string& key : jobs::AdversarialOptions::trainingKeys()) {
            draft.settings.erase(key);
            draft.controlSettings.erase(key);
        }
    } else if (draft.point.family == Family::Control) {
        for (const std::string& key : jobs::AdversarialOptions::adversaryKeys()) {
            draft.settings.erase(key);
        }
    }
    if (!draft.point.everyLambda) {
        return;
    }
    if (const RunRecord* trained = trainedRun(records, prompt)) {
        draft.controlSettings = settingsOf(records, *trained);
    }
    draft.controlSettings["start"].clear();
    draft.controlSettings["init"] = nlohmann::json(jobs::CfpOptions().init).dump();
}

/// `remove`: which of its attributes the mixture was told to remove, as the option says.
void describeMixture(ComparisonPoint& point, const RunRecord& mixture, const std::string& remove) {
    const auto options = jobs::MixtureOptions::table().read(mixture.options);
    point.promptSettings = mixture.options.dump();
    point.family = familyOf(options);
    point.lambda = point.family == Family::Random ? metrics::kNan : lambdaOf(options, point.attribute);
    point.prefixLength = options.outputLength;
    point.treated = jobs::chosenSubset(mixture.run.attributes, remove);
    point.label = fmt::format("{}, {}", mixtureLabel(options), removedTitle(jobs::subsetKey(point.treated)));
}

void describePrompt(const std::vector<RunRecord>& records, const RunRecord& prompt, ComparisonPoint& point) {
    point.promptSettings = otherPromptSettings(prompt.options);
    const jobs::CfpOptions options = jobs::CfpOptions::table().read(prompt.options);
    const RunRecord* trained = trainedRun(records, prompt);
    nlohmann::json training = trained != nullptr && usable(*trained) ? trained->options : prompt.options;
    if (options
            .isConditional()) { // its λ is but the audited one: at 0, too, it was trained against adversaries
        training["lambda"] = jobs::CfpOptions().lambda;
    }
    point.trainedSettings = otherPromptSettings(training);
    point.everyLambda = options.isConditional();
    point.family = options.isUntrained()                       ? Family::Random
                   : options.lambda == 0 && !point.everyLambda ? Family::Control
                                                               : Family::Cfp;
    point.lambda = point.family == Family::Random ? metrics::kNan : options.lambda;
    point.prefixLength = options.prefixLength;
    point.treated = prompt.run.attributes;
    point.label = point.family == Family::Random ? fmt::format("random prompt, n = {}", options.prefixLength)
                  : point.family == Family::Control
                      ? fmt::format("λ = 0 control, n = {}", options.prefixLength)
                      : fmt::format("CFP λ = {}, n = {}", options.lambda, options.prefixLength);
    if (point.everyLambda) {
        point.label += ", one prompt for every λ";
    }
    if (point.treated != std::vector{point.attribute}) {
        point.label += fmt::format(", hides {}", fmt::join(point.treated, " and "));
    }
}

bool ranksEveryUser(const RunRecord& evaluate) {
    const jobs::EvaluateOptions options = jobs::EvaluateOptions::table().read(evaluate.options);
    const jobs::EvaluateOptions full;
    return options.users == full.users && options.candidates == full.candidates &&
           options.norm == full.norm && options.score == full.score;
}

/// The run whose ranking figures stand beside an untreated probe: an `evaluate` run, else the backbone's own
/// figures; nullptr when there are none.
const RunRecord* rankedBeside(const std::vector<RunRecord>& records, const std::string& backbone,
                              std::uint64_t seed, const std::string& split) {
    const RunRecord* best = nullptr;
    const auto rank = [&](const RunRecord& record) {
        return std::make_tuple(record.options.value("task", "both") == "both", record.run.seed == seed,
                               record.run.created);
    };
    for (const RunRecord& record : records) {
        // Some users only, or other candidates, are another measurement than the prompts' figures.
        if (measures(record, "evaluate", backbone) && ranksEveryUser(record) &&
            !rankingFigures(record, split).empty() && (best == nullptr || rank(record) > rank(*best))) {
            best = &record;
        }
    }
    if (best == nullptr) {
        const RunRecord* own = findRecord(records, backbone);
        best = own != nullptr && usable(*own) && !rankingFigures(*own, split).empty() ? own : nullptr;
    }
    return best;
}

Draft untreatedDraft(const std::vector<RunRecord>& records, const RunRecord& probe,
                     const std::string& attribute, const ComparisonFilter& filter) {
    Draft draft = draftOf(records, probe, attribute, filter);
    draft.point.label = "untreated";
    readProbeFigures(probe, attribute, filter.split, draft.point);
    if (const RunRecord* ranked =
            rankedBeside(records, probe.run.backboneRun, probe.run.seed, filter.split)) {
        draft.point.runs.push_back(ranked->run.id);
        draft.point.ranking = rankingFigures(*ranked, filter.split);
    }
    return draft;
}

/// A probe fitted on its own on a trained prompt, perhaps for another attribute than the prompt hides.
Draft probedPromptDraft(const std::vector<RunRecord>& records, const RunRecord& probe,
                        const RunRecord& prompt, const std::string& attribute,
                        const ComparisonFilter& filter) {
    Draft draft = draftOf(records, prompt, attribute, filter);
    const bool isMixture = prompt.run.kind == "mixture";
    if (isMixture) {
        describeMixture(draft.point, prompt, probe.options.value("remove", std::string()));
        draft.point.ranking =
            rankingFigures(onlySubset(prompt, jobs::subsetKey(draft.point.treated)), filter.split);
    } else {
        describePrompt(records, prompt, draft.point);
        draft.point.ranking = rankingFigures(prompt, filter.split);
    }
    addPromptSettings(records, prompt, draft);
    draft.point.run = probe.run.id;
    draft.point.runs = {probe.run.id, prompt.run.id};
    draft.point.finished = probe.run.finished;
    draft.point.label += ", probed again";
    draft.point.probedAgain = true;
    draft.probedWith = probe.options.dump() + std::to_string(probe.run.seed);
    readProbeFigures(probe, attribute, filter.split, draft.point);
    return draft;
}

void addDraftsOf(const std::vector<RunRecord>& records, const RunRecord& record,
                 const ComparisonFilter& filter, std::vector<Draft>& drafts) {
    std::set<std::string> attributes = probedAttributes(record, filter.split);
    if (record.run.kind == "cfp") {
        attributes.insert(record.run.attributes.begin(), record.run.attributes.end());
        for (const std::string& attribute : attributes) {
            Draft draft = draftOf(records, record, attribute, filter);
            describePrompt(records, record, draft.point);
            addPromptSettings(records, record, draft);
            readProbeFigures(record, attribute, filter.split, draft.point);
            draft.point.ranking = rankingFigures(record, filter.split);
            drafts.push_back(std::move(draft));
        }
    } else if (record.run.kind == kBaselineKind) {
        for (const BaselineMeasurement& measurement : baselineMeasurements(record, filter.split)) {
            Draft draft = draftOf(records, record, measurement.attribute, filter);
            describeBaseline(record, measurement, filter.split, draft.point);
            draft.point.history = shownHistory(records, record);
            drafts.push_back(std::move(draft));
        }
    } else if (record.run.kind == "probe") {
        const RunRecord* prompt = findRecord(records, record.run.promptRun);
        for (const std::string& attribute : attributes) {
            if (record.run.promptRun.empty()) {
                drafts.push_back(untreatedDraft(records, record, attribute, filter));
            } else if (prompt != nullptr && usable(*prompt)) {
                drafts.push_back(probedPromptDraft(records, record, *prompt, attribute, filter));
            }
        }
    }
}

/// Backbones that were never probed still show what they recommend.
void addUnprobed(const std::vector<RunRecord>& records, const ComparisonFilter& filter,
                 std::vector<Draft>& drafts) {
    std::set<std::string> seen;
    for (const Draft& draft : drafts) {
        if (draft.point.family == Family::Untreated) {
            seen.insert(draft.point.backboneRun);
        }
    }
    for (const RunRecord& backbone : records) {
        if (backbone.run.kind != "backbone" || !usable(backbone) || seen.count(backbone.run.id)) {
            continue;
        }
        const RunRecord* ranked = rankedBeside(records, backbone.run.id, backbone.run.seed, filter.split);
        if (ranked != nullptr) {
            Draft draft = draftOf(records, *ranked, "", filter);
            draft.point.label = "untreated";
            draft.point.backboneRun = draft.point.subject = backbone.run.id;
            draft.point.protocol = dataProtocolOf(backbone);
            draft.point.ranking = rankingFigures(*ranked, filter.split);
            drafts.push_back(std::move(draft));
        }
    }
}

/// Points of one label but different settings get the settings that tell them apart.
void distinguishLabels(std::vector<Draft>& drafts) {
    std::map<std::tuple<std::string, std::string, std::string>, std::map<std::string, std::set<std::string>>>
        values;
    const auto groupOf = [](const Draft& draft) {
        return std::make_tuple(draft.point.dataset, draft.point.attribute, draft.point.label);
    };
    for (const Draft& draft : drafts) {
        for (const auto& [key, value] : draft.settings) {
            values[groupOf(draft)][key].insert(value);
        }
    }
    std::vector<std::string> labels;
    for (const Draft& draft : drafts) {
        std::string label = draft.point.label;
        for (const auto& [key, value] : draft.settings) {
            if (values.at(groupOf(draft)).at(key).size() > 1) {
                label += fmt::format(", {} = {}", key, value);
            }
        }
        labels.push_back(std::move(label));
    }
    for (std::size_t i = 0; i < drafts.size(); ++i) {
        drafts[i].point.label = labels[i];
    }
}

void identify(Draft& draft) {
    ComparisonPoint& point = draft.point;
    const std::string subject = fmt::format("{}|{}|{}|{}", point.dataset, point.attribute,
                                            fmt::join(point.treated, "+"), draft.probedWith);
    std::string setting = toString(point.family) + ("|" + subject), control = subject;
    for (const auto& [key, value] : draft.settings) {
        setting += "|" + key + "=" + value;
    }
    static const std::set<std::string> notOfControls = {kLambda, "condition", "lambda_min", "lambda_max",
                                                        "lambda_zero_share"};
    for (const auto& [key, value] : draft.controlSettings) {
        if (!notOfControls.contains(key) && !jobs::AdversarialOptions::adversaryKeys().contains(key)) {
            control += "|" + key + "=" + value;
        }
    }
    point.setting = sha256(setting).substr(0, 16);
    point.control = point.family == Family::Untreated ? "" : sha256(control).substr(0, 16);
    point.key = fmt::format("{}/{}", fmt::join(point.runs, "+"), point.attribute);
}

bool wanted(const ComparisonPoint& point, const ComparisonFilter& filter) {
    const bool rests =
        filter.runs.empty() || std::any_of(point.runs.begin(), point.runs.end(), [&](const std::string& run) {
            return std::find(filter.runs.begin(), filter.runs.end(), run) != filter.runs.end();
        });
    return rests && (filter.dataset.empty() || point.dataset == filter.dataset) &&
           (filter.attribute.empty() || point.attribute == filter.attribute);
}

auto orderOf(const ComparisonPoint& point) {
    const double lambda = std::isnan(point.lambda) ? -1 : point.lambda;
    return std::make_tuple(std::cref(point.datasetName), std::cref(point.dataset), std::cref(point.attribute),
                           point.family, lambda, point.prefixLength, std::cref(point.setting), point.seed,
                           std::cref(point.finished));
}

} // namespace

std::map<std::string, std::set<std::string>> protocolsBesideP5(const std::vector<ComparisonPoint>& points) {
    std::map<std::string, std::set<std::string>> differences;
    for (const ComparisonPoint& baseline : points) {
        for (const ComparisonPoint& p5 : points) {
            if (baseline.baseline && !p5.baseline && !haveSameProtocol(baseline.protocol, p5.protocol)) {
                differences[protocolDifference(baseline.protocol, p5.protocol)].insert(
                    {baseline.run, p5.backboneRun});
            }
        }
    }
    return differences;
}

std::string otherPromptSettings(const nlohmann::json& options) {
    nlohmann::json others = jobs::CfpOptions::table().check(options);
    if (jobs::CfpOptions::table().read(others).isUntrained()) {
        others = jobs::AdversarialOptions::withoutTraining(std::move(others));
    } else if (others.at(kLambda).get<double>() == 0) {
        others = jobs::AdversarialOptions::withoutAdversary(std::move(others));
    }
    others.erase(kLambda);
    others.erase(kPrefixLength);
    return others.dump();
}

std::vector<ComparisonPoint> comparisonPoints(const std::vector<RunRecord>& records,
                                              const ComparisonFilter& filter) {
    std::vector<Draft> drafts;
    for (const RunRecord& record : records) {
        if (usable(record)) {
            addDraftsOf(records, record, filter, drafts);
        }
    }
    addUnprobed(records, filter, drafts);
    distinguishLabels(drafts);
    std::vector<ComparisonPoint> points;
    for (Draft& draft : drafts) {
        identify(draft);
        if (wanted(draft.point, filter)) {
            points.push_back(std::move(draft.point));
        }
    }
    std::sort(points.begin(), points.end(),
              [](const ComparisonPoint& a, const ComparisonPoint& b) { return orderOf(a) < orderOf(b); });
    return points;
}

std::string userSpanTitle(const std::vector<ComparisonPoint>& points) {
    const bool anyBaseline =
        std::ranges::any_of(points, [](const ComparisonPoint& point) { return point.baseline.has_value(); });
    return anyBaseline ? "user span (baselines: user vector)" : "user span";
}

std::vector<std::string> addBestPossible(std::vector<ComparisonPoint>& points,
                                         const std::filesystem::path& datasets) {
    std::vector<std::string> problems;
    std::map<std::string, std::optional<data::Dataset>> opened;
    const auto open = [&](const std::string& hash) -> std::optional<data::Dataset> {
        try {
            return data::Dataset::open(datasets, hash);
        } catch (const Error& error) {
            if (error.code() != ErrorCode::NotFound) {
                problems.push_back(error.what());
            }
            return std::nullopt;
        }
    };
    for (ComparisonPoint& point : points) {
        if (!opened.count(point.dataset)) {
            opened[point.dataset] = open(point.dataset);
        }
        const std::optional<data::Dataset>& dataset = opened.at(point.dataset);
        if (!dataset) {
            continue;
        }
        // Answers may be asked of an attribute cut anew ("age/binary55"), which the data set does not have.
        const auto found = std::ranges::find(dataset->attributes(), point.attribute, &data::Attribute::name);
        if (found != dataset->attributes().end()) {
            point.bestPossibleAuc = found->bestPossibleAuc;
        }
    }
    return problems;
}

} // namespace up5::report
