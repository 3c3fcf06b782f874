// The runs that stand for a model of the paper's tables, and their figures.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "report/paper_layout.h"
#include "report/paper_table.h"

namespace up5::report {

/// One trained model as it was measured; an untreated one with the seed of its first probe.
struct PaperSample {
    std::uint64_t seed = 0;
    /// Of one attribute, or of each of several. Of an untreated model there may be several of one attribute,
    /// by different probes.
    std::vector<ComparisonPoint> points;
    std::vector<std::string> runs;
    std::string finished;
};

/// The samples of the one setting that stands for a model; none where nothing fits.
struct ChosenSamples {
    std::string setting;                 ///< in words
    std::vector<std::string> attributes; ///< probed or removed ones
    std::vector<PaperSample> samples;
};

/// Finds samples among the runs of one data set and backbone by the rule that samplingRule() states.
class PaperSampler {
public:
    /// `points` are those of the records on test users. All three must outlive it.
    PaperSampler(const std::vector<RunRecord>& records, const std::vector<ComparisonPoint>& points,
                 const PaperRequest& request);

    const std::string& backbone() const { return m_backbone; }
    ChosenSamples find(const PaperModel& model) const;
    /// Probed attributes of whatever was measured on this data set, in alphabetical order.
    std::vector<std::string> attributes() const;
    /// Sets of two and more attributes that were removed together, smaller ones first.
    std::vector<std::vector<std::string>> removedSets() const;
    /// λ and length that prompts should have, and λ of mixtures.
    double lambda() const;
    double mixtureLambda() const;
    int prefixLength() const;

private:
    /// A run that fits a model, with what decides about its setting.
    struct Candidate {
        PaperSample sample;
        const RunRecord* record = nullptr;
        std::string setting, label;
        double lambda = std::numeric_limits<double>::quiet_NaN();
        int prefixLength = 0;
        int away = 0;       ///< options that are not at their defaults
        bool tuned = false; ///< baselines: its settings were chosen from a grid
        bool uncut = true;  ///< baselines: trained as long as by default, without a time limit
    };

    std::vector<Candidate> candidatesFor(const PaperModel& model) const;
    void addUntreated(const PaperModel& model, std::vector<Candidate>& candidates) const;
    void addPrompts(const PaperModel& model, std::vector<Candidate>& candidates) const;
    void addMixtures(const PaperModel& model, std::vector<Candidate>& candidates) const;
    void addBaselines(const PaperModel& model, std::vector<Candidate>& candidates) const;
    void addSizes(const PaperModel& model, std::vector<Candidate>& candidates) const;
    std::vector<Candidate> besideTreated(std::vector<Candidate> candidates, const PaperModel& model) const;
    Candidate candidateOf(const RunRecord& record, std::vector<ComparisonPoint> points) const;
    double paperLambda() const;
    bool standsBeside(const RunRecord& baseline) const;
    bool isAllowed(const Candidate& candidate, const PaperModel& model) const;
    bool hasSettings(const std::string& run) const;

    const std::vector<RunRecord>& m_records;
    const PaperRequest& m_request;
    std::vector<ComparisonPoint> m_points; ///< on test users, of the data set
    std::string m_backbone;
};

/// How runs are chosen, as a sentence.
std::string samplingRule(const PaperSampler& sampler);

/// In how many of the samples each attribute leaks; those in which it was not probed do not count.
std::vector<AttributeLeaks> leaksOf(const ChosenSamples& chosen);

/// The figure of each sample taken together; nullopt when none has it.
std::optional<PaperFigure> figureOf(const ChosenSamples& chosen, const LayoutQuantity& quantity,
                                    const std::string& task, const std::vector<RunRecord>& records);

} // namespace up5::report
