#include "data/import/movielens_ratings.h"

#include <algorithm>

#include <fmt/format.h>

#include "data/import/interaction_table.h"
#include "data/import/numbers.h"

namespace up5::data {

namespace {

/// Reads one row; a sentence if it breaks a rule.
std::string readRating(const DelimitedReader& rows, const IdIndex& users, const IdIndex& movies,
                       Interaction& row) {
    const auto user = users.find(rows.field(0));
    if (!user) {
        return fmt::format("user \"{}\" is not in the file of users.", rows.text(0));
    }
    const auto movie = movies.find(rows.field(1));
    if (!movie) {
        return fmt::format("movie \"{}\" is not in the file of movies.", rows.text(1));
    }
    const auto rating = parseInteger(rows.field(2));
    if (!rating || *rating < 1 || *rating > 5) {
        return fmt::format("the rating is \"{}\"; a whole number from 1 to 5 is expected.", rows.text(2));
    }
    const auto time = parseInteger(rows.field(3));
    if (!time || *time < 0) {
        return fmt::format("the time is \"{}\"; seconds since 1970 are expected.", rows.text(3));
    }
    row = {*user, *movie, *time, static_cast<float>(*rating)};
    return {};
}

} // namespace

std::string MovieCatalogue::add(std::string_view id, std::string title, std::string genre) {
    if (std::string fault = movielensIdFault(id, "movie"); !fault.empty()) {
        return fault;
    }
    if (title.empty()) {
        return "the movie has no title.";
    }
    if (!ids.insert(id).second) {
        return fmt::format("movie {} was listed before; each may appear once.", id);
    }
    titles.push_back(std::move(title));
    genres.push_back(std::move(genre));
    return {};
}

std::string movielensIdFault(std::string_view text, const char* what) {
    const auto id = parseInteger(text);
    return id && *id > 0
               ? std::string()
               : fmt::format("the {} is not numbered; a positive whole number is expected as id.", what);
}

void readMovielensRatings(const SourceFile& file, const std::string& separator, const IdIndex& users,
                          MovieCatalogue& movies, ImportSession& session, DatasetContent& content) {
    RowFormat format;
    format.dialect = {.separator = separator, .header = false, .encoding = Encoding::Latin1};
    format.fields = 4;
    format.shape = "user, movie, rating, time";
    DelimitedReader rows(file, format, session);
    InteractionTable table({.time = true, .rating = true});
    Interaction row;
    while (rows.next()) {
        if (const std::string fault = readRating(rows, users, movies.ids, row); !fault.empty()) {
            rows.reject(fault);
        } else {
            table.add(row, rows.line());
        }
    }
    if (table.size() == 0) {
        session.refuseUnusable(file, "rows of " + format.shape + " separated by " + separatorName(separator) +
                                         " are");
    }
    table.finish(users, movies.ids, file, session, content);
    content.userIds = users.ids();
    content.itemIds = movies.ids.ids();
    content.itemTitles = std::move(movies.titles);
    content.itemGenres = std::move(movies.genres);
}

bool looksLikeRating(const std::string& line, const std::string& separator) {
    FieldSplitter splitter({.separator = separator});
    splitter.split(line);
    return splitter.fields().size() == 4 &&
           std::all_of(splitter.fields().begin(), splitter.fields().end(),
                       [](std::string_view field) { return parseInteger(field).has_value(); });
}

} // namespace up5::data
