#include "data/candidate_set.h"

#include <charconv>

#include <fmt/format.h>

#include "base/content_hash.h"
#include "base/error.h"

namespace up5::data {

namespace {

constexpr const char* kCandidatesFormat = "up5-candidates-2";

std::filesystem::path pathOf(const Split& split, SplitPart part, const CandidateOptions& options,
                             const std::filesystem::path& folder) {
    const bool drawn = options.source != NegativeSource::AllUnowned;
    return folder / (sha256(fmt::format("{}\n{}\n{} source {} count {} seed {}", kCandidatesFormat,
                                        split.hash(), toString(part), static_cast<int>(options.source),
                                        drawn ? options.count : 0, options.seed)) +
                     ".safetensors");
}

void store(const CandidateSet& set, const std::filesystem::path& path) {
    const auto length = [](const auto& values) {
        return std::vector{static_cast<std::int64_t>(values.size())};
    };
    std::filesystem::create_directories(path.parent_path());
    SafetensorsWriter writer(path,
                             {{"users", TensorType::I32, length(set.users)},
                              {"targets", TensorType::I32, length(set.targets)},
                              {"offsets", TensorType::I64, length(set.offsets)},
                              {"items", TensorType::I32, length(set.items)}},
                             {{"format", kCandidatesFormat},
                              {"hash", set.hash},
                              {"impossible", std::to_string(set.impossible)},
                              {"short_users", std::to_string(set.shortUsers)}});
    writer.write<std::int32_t>("users", set.users);
    writer.write<std::int32_t>("targets", set.targets);
    writer.write<std::int64_t>("offsets", set.offsets);
    writer.write<std::int32_t>("items", set.items);
    writer.commit();
}

template <class T> std::vector<T> column(const SafetensorsFile& file, const std::string& name) {
    const auto values = file.values<T>(name);
    return {values.begin(), values.end()};
}

CandidateSet load(const std::filesystem::path& path, const Split& split, SplitPart part,
                  NegativeSource source) {
    const SafetensorsFile file(path);
    const auto entry = [&](const std::string& name) {
        const auto found = file.metadata().find(name);
        return found == file.metadata().end() ? std::string() : found->second;
    };
    const auto number = [&](const std::string& name) {
        const std::string text = entry(name);
        std::int64_t value = -1;
        std::from_chars(text.data(), text.data() + text.size(), value);
        return value;
    };
    CandidateSet set;
    set.part = part;
    set.source = source;
    set.users = column<std::int32_t>(file, "users");
    set.targets = column<std::int32_t>(file, "targets");
    set.offsets = column<std::int64_t>(file, "offsets");
    set.items = column<std::int32_t>(file, "items");
    set.impossible = number("impossible");
    set.shortUsers = number("short_users");
    set.hash = candidateHash(set, split);
    if (entry("format") != kCandidatesFormat || entry("hash") != set.hash || set.impossible < 0 ||
        set.shortUsers < 0) {
        throw Error(ErrorCode::Corrupt,
                    "The stored candidates in " + path.string() +
                        " were changed: their content does not have the hash written with "
                        "it. Delete the file to have them drawn again.");
    }
    return set;
}

} // namespace

CandidateSet storedCandidates(const Dataset& dataset, const Split& split, SplitPart part,
                              const CandidateOptions& options, const std::filesystem::path& folder) {
    const std::filesystem::path path = pathOf(split, part, options, folder);
    if (!std::filesystem::exists(path)) {
        store(drawCandidates(dataset, split, part, options), path);
    }
    CandidateSet set = load(path, split, part, options.source);
    checkCandidates(set, dataset, split);
    return set;
}

} // namespace up5::data
