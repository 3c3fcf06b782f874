#include "train/probes/probe_boosted_trees.h"


#include "base/random_stream.h"
#include "metrics/auc.h"
#include "train/probes/xgboost.h"

namespace up5::train {

namespace {

constexpr int kRounds = 300;
constexpr int kPatience = 30;

XgboostMatrix matrixOf(const ProbeSet& set) {
    const torch::Tensor rows = set.states.detach().to(torch::kFloat32).cpu().contiguous();
    return {rows.data_ptr<float>(), static_cast<std::size_t>(rows.size(0)),
            static_cast<std::size_t>(rows.size(1))};
}

/// XGBoost gives P(class 1) alone for two classes: row-major n × numClasses.
std::vector<double> allClasses(const std::vector<float>& predicted, int numClasses) {
    if (numClasses > 2) {
        return {predicted.begin(), predicted.end()};
    }
    std::vector<double> probabilities;
    for (const float second : predicted) {
        probabilities.insert(probabilities.end(), {1.0 - second, second});
    }
    return probabilities;
}

std::map<std::string, std::string> settings(int numClasses, std::uint64_t seed) {
    std::map<std::string, std::string> result{
        {"tree_method", "hist"},
        {"max_bin", "64"}, // of some thousand users, more bins tell no more apart
        {"max_depth", "4"},
        {"eta", "0.1"},
        {"subsample", "0.8"},
        {"nthread", "1"}, // sums in one order
        {"seed", std::to_string(derivedSeed(seed, "probe boosted_trees") % 1'000'000'007)},
        {"verbosity", "0"},
        {"objective", numClasses == 2 ? "binary:logistic" : "multi:softprob"},
    };
    if (numClasses > 2) {
        result["num_class"] = std::to_string(numClasses);
    }
    return result;
}

class BoostedTreesProbe : public Probe {
public:
    BoostedTreesProbe(const ProbeSet& train, const ProbeSet& validation, int classes, std::uint64_t seed)
        : m_train(matrixOf(train)), m_validation(matrixOf(validation)),
          m_booster({m_train, m_validation}, settings(classes, seed)) {
        name = "boosted_trees";
        numClasses = classes;
        m_train.setLabels(train.labels);
    }
    void fit(const ProbeSet& train, const ProbeSet& validation, const CancelToken& cancel) {
        for (int round = 1, waited = 0; round <= kRounds && waited < kPatience; ++round, ++waited) {
            cancel.throwIfCancelled();
            m_booster.grow(round - 1, m_train);
            const double auc = metrics::probeAucValue(
                validation.labels, allClasses(m_booster.predict(m_validation), numClasses), numClasses);
            if (round == 1 || auc > validationAuc) {
                validationAuc = auc;
                m_rounds = round;
                waited = -1;
            }
        }
        chosen["rounds"] = m_rounds;
        trainingLoss = crossEntropy(train.labels,
                                    allClasses(m_booster.predict(m_train, m_rounds), numClasses), numClasses);
    }

protected:
    torch::Tensor classProbabilities(const ProbeSet& set) const override {
        const std::vector<double> values = allClasses(m_booster.predict(matrixOf(set), m_rounds), numClasses);
        return torch::tensor(values, torch::kFloat64).reshape({-1, numClasses});
    }

private:
    XgboostMatrix m_train, m_validation;
    XgboostBooster m_booster;
    int m_rounds = 0;
};

} // namespace

std::unique_ptr<Probe> fitBoostedTreesProbe(const ProbeSet& train, const ProbeSet& validation, int numClasses,
                                            const ProbeTrainingOptions& options, const CancelToken& cancel) {
    auto probe = std::make_unique<BoostedTreesProbe>(train, validation, numClasses, options.seed);
    probe->fit(train, validation, cancel);
    return probe;
}

} // namespace up5::train
