#include "pipeline/baselines/adversary_labels.h"

namespace up5::pipeline {

train::AdversaryLabels adversaryLabels(const BaselineSetup& setup, std::size_t index) {
    const data::Attribute& attribute = *setup.attributes[index];
    torch::Tensor classes =
        torch::full({static_cast<std::int64_t>(attribute.values.size())}, -100, torch::kInt64);
    auto at = classes.accessor<std::int64_t, 1>();
    for (const std::int32_t user : setup.groups[index].adversaryTrain) {
        at[user] = attribute.values[static_cast<std::size_t>(user)];
    }
    return {classes, static_cast<std::int64_t>(attribute.classes.size())};
}

} // namespace up5::pipeline
