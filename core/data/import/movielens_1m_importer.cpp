// MovieLens-1M: users.dat, movies.dat, ratings.dat with "::" and Latin-1 (spec A1; README of GroupLens).
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "data/import/attribute_columns.h"
#include "data/import/builtin_importers.h"
#include "data/import/movielens_ratings.h"
#include "data/import/settings.h"

namespace up5::data {

namespace {

const std::string kMovieLens1mFormat = "movielens-1m";

RowFormat rowFormat(std::size_t fields, const char* shape) {
    return {.dialect = {.separator = "::", .header = false, .encoding = Encoding::Latin1},
            .fields = fields,
            .shape = shape};
}

const ImporterSetting& occupationSetting() {
    static const ImporterSetting setting = {
        "occupation_classes",
        "all: the paper's 21 occupations; top15: the 15 with at least 142 users, others count as missing",
        {"all", "top15"},
        "all"};
    return setting;
}

/// Names of the README, by code.
std::vector<AttributeCode> occupationCodes(bool isTop15) {
    static const std::array<const char*, 21> names = {"other",
                                                      "academic/educator",
                                                      "artist",
                                                      "clerical/admin",
                                                      "college/grad student",
                                                      "customer service",
                                                      "doctor/health care",
                                                      "executive/managerial",
                                                      "farmer",
                                                      "homemaker",
                                                      "K-12 student",
                                                      "lawyer",
                                                      "programmer",
                                                      "retired",
                                                      "sales/marketing",
                                                      "scientist",
                                                      "self-employed",
                                                      "technician/engineer",
                                                      "tradesman/craftsman",
                                                      "unemployed",
                                                      "writer"};
    static const std::array<int, 6> rare = {5, 8, 9, 11, 18, 19}; // spec A1
    std::vector<AttributeCode> codes;
    for (int code = 0; code < static_cast<int>(names.size()); ++code) {
        const bool isRare = std::find(rare.begin(), rare.end(), code) != rare.end();
        codes.push_back({std::to_string(code), names[static_cast<std::size_t>(code)], !(isTop15 && isRare)});
    }
    return codes;
}

std::vector<CodedAttribute> makeAttributes(bool isTop15) {
    return {{"gender", {{"F", "F"}, {"M", "M"}}},
            {"age",
             {{"1", "under 18"},
              {"18", "18–24"},
              {"25", "25–34"},
              {"35", "35–44"},
              {"45", "45–49"},
              {"50", "50–55"},
              {"56", "56+"}}},
            {"occupation", occupationCodes(isTop15)}};
}

IdIndex readUsers(const SourceFile& file, std::vector<CodedAttribute>& attributes, ImportSession& session) {
    DelimitedReader rows(file, rowFormat(5, "user, gender, age, occupation, zip code"), session);
    IdIndex users;
    while (rows.next()) {
        std::string fault = movielensIdFault(rows.field(0), "user");
        for (std::size_t index = 0; fault.empty() && index < attributes.size(); ++index) {
            if (!attributes[index].allows(rows.field(index + 1))) {
                fault = fmt::format("{}, not \"{}\".", attributes[index].rule(), rows.text(index + 1));
            }
        }
        if (fault.empty() && !users.insert(rows.field(0)).second) {
            fault = fmt::format("user {} was listed before; each may appear once.", rows.text(0));
        }
        if (!fault.empty()) {
            rows.reject(fault);
            continue;
        }
        for (std::size_t index = 0; index < attributes.size(); ++index) {
            attributes[index].append(rows.field(index + 1));
        }
    }
    if (users.size() == 0) {
        session.refuseUnusable(file,
                               "rows of user, gender, age, occupation, zip code separated by \"::\" are");
    }
    return users;
}

MovieCatalogue readMovies(const SourceFile& file, ImportSession& session) {
    DelimitedReader rows(file, rowFormat(3, "movie, title, genres"), session);
    MovieCatalogue movies;
    while (rows.next()) {
        if (const std::string fault = movies.add(rows.field(0), rows.text(1), rows.text(2)); !fault.empty()) {
            rows.reject(fault);
        }
    }
    if (movies.ids.size() == 0) {
        session.refuseUnusable(file, "rows of movie, title, genres separated by \"::\" are");
    }
    return movies;
}

class Movielens1mImporter : public Importer {
public:
    std::string format() const override { return kMovieLens1mFormat; }
    std::string description() const override {
        return "MovieLens-1M: users.dat, movies.dat and ratings.dat, in a folder or zip file";
    }
    std::vector<ImporterSetting> settings() const override { return {occupationSetting()}; }

    bool recognises(const std::vector<std::filesystem::path>& paths, const ImportOptions&) const override {
        const FileSet files(paths);
        const SourceFile* ratings = files.find("ratings.dat");
        if (!ratings) {
            return files.find("users.dat") && files.find("movies.dat");
        }
        if (files.find("users.dat") || files.find("movies.dat")) {
            return true;
        }
        const auto lines = firstLines(*ratings, 1);
        return !lines.empty() && looksLikeRating(lines.front(), "::");
    }

    DatasetContent read(const std::vector<std::filesystem::path>& paths, const ImportOptions& options,
                        ImportReport& report, const ImportProgress& progress,
                        const CancelToken& cancel) const override {
        checkSettingNames(settings(), options.settings);
        ImportSession session(options, report, progress, cancel);
        const FileSet files(paths);
        const SourceFile& movieFile = files.require("movies.dat", "MovieLens-1M");
        const SourceFile& userFile = files.require("users.dat", "MovieLens-1M");
        const SourceFile& ratingFile = files.require("ratings.dat", "MovieLens-1M");
        for (const SourceFile* file : {&movieFile, &userFile, &ratingFile}) {
            session.expect(*file);
        }
        DatasetContent content;
        content.name = options.name.empty() ? "MovieLens-1M" : options.name;
        content.format = kMovieLens1mFormat;
        content.noun = "movies";
        MovieCatalogue movies = readMovies(movieFile, session);
        auto attributes = makeAttributes(chosenSetting(occupationSetting(), options.settings) == "top15");
        const IdIndex users = readUsers(userFile, attributes, session);
        readMovielensRatings(ratingFile, "::", users, movies, session, content);
        nlohmann::json leftOut = nlohmann::json::object();
        for (CodedAttribute& attribute : attributes) {
            content.attributes.push_back(attribute.finish(leftOut));
        }
        content.provenance = session.provenance(kMovieLens1mFormat);
        content.provenance["missing_values"] = leftOut;
        session.finish();
        return content;
    }
};

} // namespace

std::unique_ptr<Importer> makeMovielens1mImporter() {
    return std::make_unique<Movielens1mImporter>();
}

} // namespace up5::data
