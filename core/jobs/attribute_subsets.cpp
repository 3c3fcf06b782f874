#include "jobs/attribute_subsets.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.h"
#include "jobs/option_set.h"

namespace up5::jobs {

std::vector<std::vector<std::string>> attributeSubsets(const std::vector<std::string>& attributes) {
    std::vector<std::vector<std::string>> subsets;
    std::vector<bool> isMember(attributes.size());
    for (std::size_t size = 1; size <= attributes.size(); ++size) {
        // From the first `size` attributes to the last: prev_permutation walks in the order of positions.
        std::fill(isMember.begin(), isMember.end(), false);
        std::fill_n(isMember.begin(), size, true);
        do {
            std::vector<std::string>& subset = subsets.emplace_back();
            for (std::size_t i = 0; i < attributes.size(); ++i) {
                if (isMember[i]) {
                    subset.push_back(attributes[i]);
                }
            }
        } while (std::prev_permutation(isMember.begin(), isMember.end()));
    }
    return subsets;
}

std::string subsetKey(const std::vector<std::string>& subset) {
    return fmt::format("{}", fmt::join(subset, "+"));
}

std::vector<std::string> chosenSubset(const std::vector<std::string>& attributes, const std::string& text) {
    if (text.empty()) {
        return attributes;
    }
    const std::vector<std::string> wanted = listParts(text);
    for (const std::string& name : wanted) {
        if (std::count(attributes.begin(), attributes.end(), name) == 0 ||
            std::count(wanted.begin(), wanted.end(), name) > 1) {
            throw Error(
                ErrorCode::InvalidInput,
                fmt::format("Option remove is \"{}\", but must name one or more of the attributes that "
                            "the mixture removes, each once, with commas between them: {}.",
                            text, fmt::join(attributes, ", ")));
        }
    }
    std::vector<std::string> subset;
    std::copy_if(
        attributes.begin(), attributes.end(), std::back_inserter(subset),
        [&](const std::string& name) { return std::count(wanted.begin(), wanted.end(), name) == 1; });
    return subset;
}

std::string promptFileName(const std::string& removed) {
    std::string name = removed.empty() ? "prompt" : "prompt_removing_" + removed;
    std::replace(name.begin(), name.end(), '/', '_');
    return name + ".safetensors";
}

} // namespace up5::jobs
