#include "pipeline/class_balance.h"

#include <algorithm>
#include <span>

#include "base/random_stream.h"

namespace up5::pipeline {

namespace {

std::vector<std::vector<std::int32_t>> byClass(const data::Attribute& attribute,
                                               const std::vector<std::int32_t>& users) {
    std::vector<std::vector<std::int32_t>> classes(attribute.classes.size());
    for (const std::int32_t user : users) {
        if (const auto value = attribute.values[static_cast<std::size_t>(user)]; value >= 0) {
            classes[static_cast<std::size_t>(value)].push_back(user);
        }
    }
    return classes;
}

} // namespace

std::vector<std::int32_t> medianCapped(const data::Attribute& attribute,
                                       const std::vector<std::int32_t>& users, std::uint64_t seed) {
    std::vector<std::vector<std::int32_t>> classes = byClass(attribute, users);
    std::erase_if(classes, [](const auto& members) { return members.empty(); });
    std::vector<std::size_t> sizes;
    for (const auto& members : classes) {
        sizes.push_back(members.size());
    }
    std::ranges::sort(sizes);
    const std::size_t median =
        sizes.empty() ? 0 : (sizes[(sizes.size() - 1) / 2] + sizes[sizes.size() / 2]) / 2;
    RandomStream random(seed, "class balance of " + attribute.name);
    std::vector<std::int32_t> kept;
    for (auto& members : classes) {
        random.shuffle(std::span(members));
        const std::size_t count = std::min(members.size(), median);
        kept.insert(kept.end(), members.begin(), members.begin() + static_cast<std::ptrdiff_t>(count));
    }
    std::ranges::sort(kept);
    return kept;
}

torch::Tensor inverseFrequencies(const data::Attribute& attribute, const std::vector<std::int32_t>& users) {
    const std::vector<std::vector<std::int32_t>> classes = byClass(attribute, users);
    double total = 0;
    for (const auto& members : classes) {
        total += static_cast<double>(members.size());
    }
    const auto present = static_cast<double>(
        std::ranges::count_if(classes, [](const auto& members) { return !members.empty(); }));
    torch::Tensor weights = torch::ones({static_cast<std::int64_t>(classes.size())});
    for (std::size_t i = 0; i < classes.size(); ++i) {
        if (!classes[i].empty()) {
            weights[static_cast<std::int64_t>(i)] =
                total / (present * static_cast<double>(classes[i].size()));
        }
    }
    return weights;
}

} // namespace up5::pipeline
