#include "data/dataset_check.h"

#include <algorithm>
#include <limits>
#include <string_view>
#include <unordered_set>

#include <fmt/format.h>

#include "base/error.h"
#include "data/utf8.h"

namespace up5::data {

namespace {

[[noreturn]] void refuse(const std::string& where, const std::string& what) {
    throw Error(ErrorCode::Corrupt, where + ": " + what);
}

void checkTexts(const std::vector<std::string>& texts, const char* what, const std::string& where) {
    for (std::size_t index = 0; index < texts.size(); ++index) {
        if (!isUtf8(texts[index])) {
            refuse(where, fmt::format("the {} at position {} is not valid UTF-8.", what, index));
        }
    }
}

void checkIds(const std::vector<std::string>& ids, const char* what, const std::string& where) {
    if (ids.empty()) {
        refuse(where, fmt::format("there is no {}; at least one is needed.", what));
    }
    if (ids.size() > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max())) {
        refuse(where, fmt::format("{} {}s are more than can be numbered.", ids.size(), what));
    }
    checkTexts(ids, what, where);
    std::unordered_set<std::string_view> seen;
    seen.reserve(ids.size());
    for (const std::string& id : ids) {
        if (!seen.insert(id).second) {
            refuse(where, fmt::format("the {} id \"{}\" appears twice; ids must be unique.", what, id));
        }
    }
}

void checkAttribute(const Attribute& attribute, std::size_t numUsers, const std::string& where) {
    if (attribute.name.empty()) {
        refuse(where, "an attribute has no name.");
    }
    if (attribute.classes.empty()) {
        refuse(where, fmt::format("attribute {} has no classes.", attribute.name));
    }
    checkTexts({attribute.name}, "attribute name", where);
    checkTexts(attribute.classes, "class name", where);
    if (attribute.values.size() != numUsers) {
        refuse(where, fmt::format("attribute {} has {} values for {} users.", attribute.name,
                                  attribute.values.size(), numUsers));
    }
    const auto end = static_cast<std::int32_t>(attribute.classes.size());
    for (std::size_t user = 0; user < numUsers; ++user) {
        if (attribute.values[user] < -1 || attribute.values[user] >= end) {
            refuse(where, fmt::format("attribute {} of user {} is class {}; -1 (missing) to {} is allowed.",
                                      attribute.name, user, attribute.values[user], end - 1));
        }
    }
}

} // namespace

void checkLabels(const DatasetContent& labels, std::span<const std::int64_t> userOffsets,
                 const std::string& where) {
    checkIds(labels.userIds, "user", where);
    checkIds(labels.itemIds, "item", where);
    checkTexts(labels.itemTitles, "item title", where);
    checkTexts(labels.itemGenres, "item genre", where);
    checkTexts({labels.name, labels.format, labels.noun}, "name, format or noun", where);
    if (labels.noun.empty()) {
        refuse(where, "the noun for items is empty.");
    }
    for (const auto* texts : {&labels.itemTitles, &labels.itemGenres}) {
        if (!texts->empty() && texts->size() != labels.itemIds.size()) {
            refuse(where, fmt::format("there are {} titles or genres for {} items.", texts->size(),
                                      labels.itemIds.size()));
        }
    }
    if (userOffsets.size() != labels.userIds.size() + 1 || userOffsets.front() != 0) {
        refuse(where, fmt::format("{} user offsets for {} users; one more than users, from 0, is needed.",
                                  userOffsets.size(), labels.userIds.size()));
    }
    if (!std::is_sorted(userOffsets.begin(), userOffsets.end())) {
        refuse(where, "the user offsets are not ascending.");
    }
    if (userOffsets.back() == 0) {
        refuse(where, "there are no interactions.");
    }
    std::unordered_set<std::string_view> names;
    for (const Attribute& attribute : labels.attributes) {
        checkAttribute(attribute, labels.userIds.size(), where);
        if (!names.insert(attribute.name).second) {
            refuse(where, fmt::format("there are two attributes named {}.", attribute.name));
        }
    }
}

void checkItems(std::span<const std::int32_t> items, std::size_t numItems, std::int64_t first,
                const std::string& where) {
    const auto end = static_cast<std::int32_t>(numItems);
    const auto bad = std::find_if(items.begin(), items.end(),
                                  [end](std::int32_t item) { return item < 0 || item >= end; });
    if (bad != items.end()) {
        refuse(where, fmt::format("interaction {} has item index {}; 0 to {} is allowed.",
                                  first + (bad - items.begin()), *bad, end - 1));
    }
}

} // namespace up5::data
