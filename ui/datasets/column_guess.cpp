#include "ui/datasets/column_guess.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <span>
#include <string_view>

namespace up5::ui {

namespace {

/// Lower-case letters and digits of a column name: "User_ID" → "userid".
std::string bareName(const std::string& name) {
    std::string bare;
    for (const unsigned char c : name.substr(0, name.find(':'))) { // RecBole writes "user_id:token"
        if (std::isalnum(c)) {
            bare += static_cast<char>(std::tolower(c));
        }
    }
    return bare;
}

std::span<const std::string_view> knownNames(ColumnRole role) {
    static constexpr std::array<std::string_view, 8> users = {
        "userid", "user", "uid", "customerid", "customer", "clientid", "memberid", "visitorid"};
    static constexpr std::array<std::string_view, 8> items = {"itemid",  "item",      "iid",       "movieid",
                                                              "product", "productid", "articleid", "sku"};
    static constexpr std::array<std::string_view, 5> times = {"timestamp", "time", "date", "datetime",
                                                              "unixtime"};
    static constexpr std::array<std::string_view, 4> ratings = {"rating", "score", "stars", "value"};
    switch (role) {
    case ColumnRole::User:
        return users;
    case ColumnRole::Item:
        return items;
    case ColumnRole::Time:
        return times;
    case ColumnRole::Rating:
        return ratings;
    }
    return {};
}

bool isNumber(const std::string& text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size();
}

std::string cellOf(const std::vector<std::string>& row, int column) {
    return column >= 0 && column < static_cast<int>(row.size()) ? row[static_cast<std::size_t>(column)]
                                                                : std::string();
}

} // namespace

int guessColumn(const std::vector<std::string>& columns, ColumnRole role) {
    for (const std::string_view name : knownNames(role)) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (bareName(columns[i]) == name) {
                return static_cast<int>(i);
            }
        }
    }
    return -1;
}

int guessInteractionsFile(const std::vector<data::FilePreview>& files) {
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (guessColumn(files[i].columns, ColumnRole::User) >= 0 &&
            guessColumn(files[i].columns, ColumnRole::Item) >= 0) {
            return static_cast<int>(i);
        }
    }
    return -1;
}

int guessUsersFile(const std::vector<data::FilePreview>& files, int interactionsFile) {
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (static_cast<int>(i) != interactionsFile && guessColumn(files[i].columns, ColumnRole::User) >= 0) {
            return static_cast<int>(i);
        }
    }
    return -1;
}

bool looksNumeric(const data::FilePreview& file, int column) {
    bool any = false;
    for (const auto& row : file.rows) {
        const std::string cell = cellOf(row, column);
        if (!cell.empty() && !isNumber(cell)) {
            return false;
        }
        any = any || !cell.empty();
    }
    return any;
}

bool looksLikeAttribute(const data::FilePreview& file, int column) {
    std::set<std::string> distinct;
    for (const auto& row : file.rows) {
        distinct.insert(cellOf(row, column));
    }
    // A column whose shown values are all different is more likely a name, a code or an address.
    return looksNumeric(file, column) || file.rows.size() < 3 || distinct.size() < file.rows.size();
}

} // namespace up5::ui
