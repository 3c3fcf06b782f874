// Raw ids of users or items, numbered in order of arrival.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace up5::data {

class IdIndex {
public:
    std::optional<std::int32_t> find(std::string_view id) const {
        const auto found = m_index.find(id);
        return found == m_index.end() ? std::nullopt : std::optional(found->second);
    }

    /// The id's index and whether it is new.
    std::pair<std::int32_t, bool> insert(std::string_view id) {
        if (const auto known = find(id)) {
            return {*known, false};
        }
        const auto index = static_cast<std::int32_t>(m_ids.size());
        m_ids.emplace_back(id);
        m_index.emplace(id, index);
        return {index, true};
    }

    std::size_t size() const { return m_ids.size(); }
    /// Ids by index.
    const std::vector<std::string>& ids() const { return m_ids; }

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    std::unordered_map<std::string, std::int32_t, Hash, std::equal_to<>> m_index;
    std::vector<std::string> m_ids;
};

} // namespace up5::data
