#include "train/adversaries/adversary.h"

#include <algorithm>

#include <fmt/ranges.h>

#include "base/error.h"
#include "train/adversaries/classifier_adversary.h"
#include "train/adversaries/logistic_adversary.h"
#include "train/adversaries/soft_prompt_adversary.h"

namespace up5::train {

torch::Tensor knownCrossEntropy(const torch::Tensor& logProbabilities, const torch::Tensor& labels,
                                const torch::Tensor& classWeights) {
    namespace F = torch::nn::functional;
    const torch::Tensor known = labels.ge(0);
    const torch::Tensor weights = classWeights.defined()
                                      ? classWeights.index_select(0, labels.clamp_min(0)) * known
                                      : known.to(logProbabilities.scalar_type());
    constexpr double kNobody = 1e-8; // no real weight is as small
    return F::nll_loss(logProbabilities, labels,
                       F::NLLLossFuncOptions()
                           .weight(classWeights)
                           .reduction(torch::kSum)
                           .ignore_index(kUnknownLabel)) /
           weights.sum().clamp_min(kNobody);
}

const std::vector<AdversaryArchitecture>& adversaryArchitectures() {
    const auto classifier = [](const std::string& name) {
        return AdversaryArchitecture{name, [name](std::int64_t width, const AttackedAttribute& attribute) {
                                         return makeClassifierAdversary(name, width, attribute.numClasses);
                                     }};
    };
    static const std::vector<AdversaryArchitecture> table = {
        classifier("mlp7"),
        classifier("mlp9-code"),
        {"logistic",
         [](std::int64_t, const AttackedAttribute& attribute) { return makeLogisticAdversary(attribute); }},
        {"soft-prompt",
         [](std::int64_t, const AttackedAttribute& attribute) { return makeSoftPromptAdversary(attribute); }},
    };
    return table;
}

const AdversaryArchitecture& adversaryArchitecture(const std::string& name) {
    std::vector<std::string> names;
    for (const AdversaryArchitecture& architecture : adversaryArchitectures()) {
        if (architecture.name == name) {
            return architecture;
        }
        names.push_back(architecture.name);
    }
    throw Error(ErrorCode::InvalidInput,
                fmt::format("There is no adversary {}; there are {}.", name, fmt::join(names, ", ")));
}

} // namespace up5::train
