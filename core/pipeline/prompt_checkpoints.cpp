#include "pipeline/prompt_checkpoints.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/atomic_file.h"
#include "nn/checkpoint.h"

namespace up5::pipeline {

namespace {

/// Every rule prefers `other` to `one`, whatever tau, and `one` is not on the front of the knee either.
bool isBeaten(const metrics::CheckpointFigures& one, const metrics::CheckpointFigures& other) {
    return other.hit > one.hit && other.auc < one.auc;
}

auto placeOf(const PromptCheckpoints::Entry& entry) {
    return std::pair(entry.restart, entry.batch);
}

} // namespace

PromptCheckpoints::PromptCheckpoints(std::filesystem::path folder, metrics::ChoiceRule rule)
    : m_folder(std::move(folder)), m_rule(rule) {
    std::filesystem::create_directories(m_folder);
    if (std::filesystem::exists(listFile())) {
        for (const auto& item : readJsonFile(listFile())) {
            m_entries.push_back({item.at("restart"), item.at("batch"), {item.at("hit"), item.at("auc")}});
        }
    }
}

void PromptCheckpoints::add(const Entry& entry, const nn::PromptSource& prompt) {
    std::erase_if(m_entries, [&](const Entry& known) {
        return known.restart == entry.restart && known.batch >= entry.batch;
    });
    m_entries.push_back(entry);
    // Also behind an interruption in a later restart, which validates the earlier ones' last states again.
    std::ranges::sort(m_entries, {}, placeOf);
    nn::saveModule(prompt, fileOf(entry));
    const std::vector<Entry> known = m_entries;
    std::erase_if(m_entries, [&](const Entry& one) {
        return m_rule == metrics::ChoiceRule::Last ? placeOf(one) != placeOf(known.back())
                                                   : std::ranges::any_of(known, [&](const Entry& other) {
                                                         return isBeaten(one.figures, other.figures);
                                                     });
    });
    nlohmann::json list = nlohmann::json::array();
    for (const Entry& kept : m_entries) {
        list.push_back({{"restart", kept.restart},
                        {"batch", kept.batch},
                        {"hit", kept.figures.hit},
                        {"auc", kept.figures.auc}});
    }
    writeFileAtomically(listFile(), list.dump());
    deleteOthers();
}

const PromptCheckpoints::Entry& PromptCheckpoints::chosen(double tau) const {
    std::vector<metrics::CheckpointFigures> figures;
    for (const Entry& entry : m_entries) {
        figures.push_back(entry.figures);
    }
    return m_entries[metrics::chosenCheckpoint(figures, m_rule, tau)];
}

std::filesystem::path PromptCheckpoints::fileOf(const Entry& entry) const {
    return m_folder / fmt::format("{}-{}.safetensors", entry.restart, entry.batch);
}

void PromptCheckpoints::deleteOthers() const {
    std::vector<std::filesystem::path> files;
    for (const auto& file : std::filesystem::directory_iterator(m_folder)) {
        const bool isKept =
            std::ranges::any_of(m_entries, [&](const Entry& entry) { return fileOf(entry) == file.path(); });
        if (file.path().extension() == ".safetensors" && !isKept) {
            files.push_back(file.path());
        }
    }
    std::ranges::for_each(files, [](const auto& file) { std::filesystem::remove(file); });
}

} // namespace up5::pipeline
