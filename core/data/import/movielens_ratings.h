// What MovieLens-1M and -100K have in common: the rows of ratings and the catalogue of movies.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "data/import/delimited_reader.h"
#include "data/import/id_index.h"

namespace up5::data {

/// Movies by index.
struct MovieCatalogue {
    IdIndex ids;
    std::vector<std::string> titles, genres;

    /// Adds a movie; a sentence if the row breaks a rule.
    std::string add(std::string_view id, std::string title, std::string genre);
};

/// A sentence if the text is no id (a positive whole number), else empty.
std::string movielensIdFault(std::string_view text, const char* what);

/// Reads user, movie, rating (1–5) and time into `content`, every row counting as an interaction whatever its
/// stars (spec A1), and takes over users and movies.
void readMovielensRatings(const SourceFile& file, const std::string& separator, const IdIndex& users,
                          MovieCatalogue& movies, ImportSession& session, DatasetContent& content);

/// Whether the line is four whole numbers.
bool looksLikeRating(const std::string& line, const std::string& separator);

} // namespace up5::data
