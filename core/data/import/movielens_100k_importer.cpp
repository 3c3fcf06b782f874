// MovieLens-100K: u.data (tab), u.user and u.item ("|", Latin-1), u.genre, u.occupation (README of
// GroupLens).
#include <algorithm>

#include <fmt/format.h>

#include "base/error.h"
#include "data/import/attribute_columns.h"
#include "data/import/builtin_importers.h"
#include "data/import/movielens_ratings.h"
#include "data/import/numbers.h"
#include "data/import/settings.h"

namespace up5::data {

namespace {

const std::string kMovieLens100kFormat = "movielens-100k";
constexpr std::size_t kFirstGenre = 5; ///< column of u.item
const char* const kUserShape = "user, age, gender, occupation, zip code";

/// The age bands of MovieLens-1M, so that both sets compare.
const std::vector<double> kAgeEdges = {18, 25, 35, 45, 50, 56};
const std::vector<std::string> kAgeBands = {"under 18", "18–24", "25–34", "35–44", "45–49", "50–55", "56+"};

RowFormat rowFormat(std::size_t fields, std::string shape) {
    return {.dialect = {.separator = "|", .header = false, .encoding = Encoding::Latin1},
            .fields = fields,
            .shape = std::move(shape)};
}

/// Names of the genres by number: "Action|1".
std::vector<std::string> readGenres(const SourceFile& file, ImportSession& session) {
    DelimitedReader rows(file, rowFormat(2, "genre, number"), session);
    std::vector<std::string> genres;
    while (rows.next()) {
        // A missing genre would shift the columns of u.item, so this file is never read with gaps.
        if (parseInteger(rows.field(1)) != static_cast<std::int64_t>(genres.size())) {
            throw Error(ErrorCode::InvalidInput,
                        fmt::format("{}, line {}: genre \"{}\" has number \"{}\"; {} is expected.",
                                    file.display, rows.line(), rows.text(0), rows.text(1), genres.size()));
        }
        genres.push_back(rows.text(0));
    }
    if (genres.empty()) {
        session.refuseUnusable(file, "rows of genre, number are");
    }
    return genres;
}

/// The genres whose flag is set, "Action|Drama"; false if a field is no flag.
bool joinGenres(const DelimitedReader& rows, const std::vector<std::string>& genres, std::string& joined) {
    joined.clear();
    for (std::size_t genre = 0; genre < genres.size(); ++genre) {
        const std::string_view flag = rows.field(kFirstGenre + genre);
        if (flag == "1") {
            joined += (joined.empty() ? "" : "|") + genres[genre];
        } else if (flag != "0") {
            return false;
        }
    }
    return true;
}

MovieCatalogue readMovies(const SourceFile& file, const std::vector<std::string>& genres,
                          ImportSession& session) {
    const std::string shape = fmt::format("movie, title, 2 dates, address and {} genre flags", genres.size());
    DelimitedReader rows(file, rowFormat(kFirstGenre + genres.size(), shape), session);
    MovieCatalogue movies;
    std::string joined;
    while (rows.next()) {
        const std::string fault = joinGenres(rows, genres, joined)
                                      ? movies.add(rows.field(0), rows.text(1), joined)
                                      : "a genre flag is neither 0 nor 1.";
        if (!fault.empty()) {
            rows.reject(fault);
        }
    }
    if (movies.ids.size() == 0) {
        session.refuseUnusable(file, "rows of " + shape + " separated by \"|\" are");
    }
    return movies;
}

/// The occupations that u.occupation lists, alone or numbered ("artist|2", both are around); empty without
/// the file.
IdIndex readOccupations(const SourceFile* file, ImportSession& session) {
    IdIndex occupations;
    if (file) {
        DelimitedReader rows(*file, rowFormat(0, "occupation"), session);
        while (rows.next()) {
            occupations.insert(rows.text(0));
        }
    }
    return occupations;
}

struct Users {
    IdIndex ids;
    BinnedAttribute age{"age", kAgeEdges, kAgeBands};
    CodedAttribute gender{"gender", {{"F", "F"}, {"M", "M"}}};
    DiscoveredAttribute occupation{"occupation"};
};

/// A sentence if the current row breaks a rule; otherwise the user is added.
std::string addUser(const DelimitedReader& rows, const IdIndex& occupations, Users& users) {
    if (std::string fault = movielensIdFault(rows.field(0), "user"); !fault.empty()) {
        return fault;
    }
    const auto age = parseInteger(rows.field(1));
    if (!age || *age < 0 || *age > 130) {
        return fmt::format("the age is \"{}\"; whole years from 0 to 130 are expected.", rows.text(1));
    }
    if (!users.gender.allows(rows.field(2))) {
        return fmt::format("{}, not \"{}\".", users.gender.rule(), rows.text(2));
    }
    const std::string occupation = rows.text(3);
    if (occupation.empty() || (occupations.size() > 0 && !occupations.find(occupation))) {
        return fmt::format("occupation \"{}\" is not in u.occupation.", occupation);
    }
    if (!users.ids.insert(rows.field(0)).second) {
        return fmt::format("user {} was listed before; each may appear once.", rows.text(0));
    }
    users.age.append(static_cast<double>(*age));
    users.gender.append(rows.field(2));
    users.occupation.append(occupation);
    return {};
}

Users readUsers(const SourceFile& file, const IdIndex& occupations, ImportSession& session) {
    DelimitedReader rows(file, rowFormat(5, kUserShape), session);
    Users users;
    while (rows.next()) {
        if (const std::string fault = addUser(rows, occupations, users); !fault.empty()) {
            rows.reject(fault);
        }
    }
    if (users.ids.size() == 0) {
        session.refuseUnusable(file, fmt::format("rows of {} separated by \"|\" are", kUserShape));
    }
    return users;
}

class Movielens100kImporter : public Importer {
public:
    std::string format() const override { return kMovieLens100kFormat; }
    std::string description() const override {
        return "MovieLens-100K: u.data, u.user, u.item and u.genre, in a folder or zip file";
    }

    bool recognises(const std::vector<std::filesystem::path>& paths, const ImportOptions&) const override {
        const FileSet files(paths);
        const auto& all = files.files();
        return std::count_if(all.begin(), all.end(), [](const SourceFile& file) {
                   return file.baseName == "u.data" || file.baseName == "u.user" || file.baseName == "u.item";
               }) >= 1;
    }

    DatasetContent read(const std::vector<std::filesystem::path>& paths, const ImportOptions& options,
                        ImportReport& report, const ImportProgress& progress,
                        const CancelToken& cancel) const override {
        checkSettingNames(settings(), options.settings);
        ImportSession session(options, report, progress, cancel);
        const FileSet files(paths);
        const SourceFile& ratingFile = files.require("u.data", "MovieLens-100K");
        const SourceFile& userFile = files.require("u.user", "MovieLens-100K");
        const SourceFile& movieFile = files.require("u.item", "MovieLens-100K");
        const SourceFile& genreFile = files.require("u.genre", "MovieLens-100K");
        const SourceFile* occupationFile = files.find("u.occupation");
        for (const SourceFile* file : {&genreFile, &movieFile, occupationFile, &userFile, &ratingFile}) {
            if (file) {
                session.expect(*file);
            }
        }
        DatasetContent content;
        content.name = options.name.empty() ? "MovieLens-100K" : options.name;
        content.format = kMovieLens100kFormat;
        content.noun = "movies";
        MovieCatalogue movies = readMovies(movieFile, readGenres(genreFile, session), session);
        Users users = readUsers(userFile, readOccupations(occupationFile, session), session);
        readMovielensRatings(ratingFile, "\t", users.ids, movies, session, content);
        nlohmann::json leftOut;
        content.attributes = {users.gender.finish(leftOut), users.age.finish(), users.occupation.finish()};
        content.provenance = session.provenance(kMovieLens100kFormat);
        session.finish();
        return content;
    }
};

} // namespace

std::unique_ptr<Importer> makeMovielens100kImporter() {
    return std::make_unique<Movielens100kImporter>();
}

} // namespace up5::data
