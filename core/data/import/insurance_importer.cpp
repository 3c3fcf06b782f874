// Insurance: Train.csv of Zimnat, a customer per row with a 0/1 column per product (spec A2).
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/error.h"
#include "data/import/attribute_columns.h"
#include "data/import/builtin_importers.h"
#include "data/import/delimited_reader.h"
#include "data/import/numbers.h"
#include "data/import/settings.h"

namespace up5::data {

namespace {

const std::string kInsuranceFormat = "insurance";

const std::array<std::string, 8> kCustomerColumns = {"ID",
                                                     "join_date",
                                                     "sex",
                                                     "marital_status",
                                                     "birth_year",
                                                     "branch_code",
                                                     "occupation_code",
                                                     "occupation_category_code"};

const std::array<std::string, 21> kProducts = {"P5DA", "RIBP", "8NN1", "7POT", "66FJ", "GYSR", "SOP4",
                                               "RVSZ", "PYUQ", "LJR9", "N2MW", "AHXO", "BSTQ", "FM3X",
                                               "K6QO", "QBOL", "JWFN", "JZ9D", "J9JW", "GHYX", "ECY3"};

const std::vector<ImporterSetting>& insuranceSettings() {
    static const std::vector<ImporterSetting> settings = {
        {"marital_classes", "3: U, S, M, others count as missing; all: also W, D, R, P", {"3", "all"}, "3"},
        {"occupation_classes",
         "3: T4MS, 90QI, 56SI, others count as missing; all: also L44T, JD7X, AHH5",
         {"3", "all"},
         "3"}};
    return settings;
}

/// The first three codes are classes 0..2 always, the rest only if `all`.
std::vector<AttributeCode> threeOrAll(const std::vector<std::string>& codes, bool all) {
    std::vector<AttributeCode> result;
    for (std::size_t index = 0; index < codes.size(); ++index) {
        result.push_back({codes[index], codes[index], all || index < 3});
    }
    return result;
}

/// Attributes of the customers while they are read.
struct Customers {
    explicit Customers(const nlohmann::json& settings)
        : marital("marital", maritalCodes(chosenSetting(insuranceSettings()[0], settings) == "all")),
          occupation("occupation", threeOrAll({"T4MS", "90QI", "56SI", "L44T", "JD7X", "AHH5"},
                                              chosenSetting(insuranceSettings()[1], settings) == "all")) {}

    static std::vector<AttributeCode> maritalCodes(bool all) {
        std::vector<AttributeCode> codes = threeOrAll({"U", "S", "M", "W", "D", "R", "P"}, all);
        codes.push_back({"f", "f", false}); // one stray value in the file
        return codes;
    }

    IdIndex ids;
    CodedAttribute gender{"gender", {{"F", "F"}, {"M", "M"}}};
    CodedAttribute marital;
    CodedAttribute occupation;
    BinnedAttribute age{
        "age",
        {1960, 1970, 1980, 1990},
        {"born before 1960", "born 1960–1969", "born 1970–1979", "born 1980–1989", "born 1990 or later"}};
};

/// Positions of the columns in the file at hand.
struct Columns {
    explicit Columns(const DelimitedReader& rows)
        : id(rows.column("ID")), sex(rows.column("sex")), marital(rows.column("marital_status")),
          birthYear(rows.column("birth_year")), occupation(rows.column("occupation_category_code")) {
        for (const std::string& product : kProducts) {
            products.push_back(rows.column(product));
        }
        for (const std::string& name : rows.columns()) {
            const auto isKnown = [&name](const auto& names) {
                return std::find(names.begin(), names.end(), name) != names.end();
            };
            if (!isKnown(kCustomerColumns) && !isKnown(kProducts)) {
                throw Error(
                    ErrorCode::InvalidInput,
                    fmt::format("{}, line 1: column \"{}\" does not belong to the Insurance set; its columns "
                                "are {} and {}.",
                                rows.file().display, name, fmt::join(kCustomerColumns, ", "),
                                fmt::join(kProducts, ", ")));
            }
        }
    }

    std::size_t id, sex, marital, birthYear, occupation;
    std::vector<std::size_t> products;
};

/// A sentence if the current row breaks a rule; otherwise customer and products are added.
std::string addCustomer(const DelimitedReader& rows, const Columns& columns, Customers& customers,
                        std::vector<std::int32_t>& basket) {
    const std::string_view id = rows.field(columns.id);
    if (id.empty()) {
        return "the customer has no ID.";
    }
    const std::array<std::pair<CodedAttribute*, std::size_t>, 3> coded = {
        std::pair{&customers.gender, columns.sex},
        {&customers.marital, columns.marital},
        {&customers.occupation, columns.occupation}};
    for (const auto& [attribute, column] : coded) {
        if (!attribute->allows(rows.field(column))) {
            return fmt::format("{}, not \"{}\".", attribute->rule(), rows.text(column));
        }
    }
    const auto birthYear = parseInteger(rows.field(columns.birthYear));
    if (!birthYear || *birthYear < 1850 || *birthYear > 2100) {
        return fmt::format("birth_year is \"{}\"; a year from 1850 to 2100 is expected.",
                           rows.text(columns.birthYear));
    }
    basket.clear();
    for (std::size_t product = 0; product < columns.products.size(); ++product) {
        const std::string_view flag = rows.field(columns.products[product]);
        if (flag == "1") {
            basket.push_back(static_cast<std::int32_t>(product));
        } else if (flag != "0") {
            return fmt::format("product {} is \"{}\"; 0 or 1 is expected.", kProducts[product],
                               rows.text(columns.products[product]));
        }
    }
    if (!customers.ids.insert(id).second) {
        return fmt::format("customer {} was listed before; each may appear once.", id);
    }
    for (const auto& [attribute, column] : coded) {
        attribute->append(rows.field(column));
    }
    customers.age.append(static_cast<double>(*birthYear));
    return {};
}

class InsuranceImporter : public Importer {
public:
    std::string format() const override { return kInsuranceFormat; }
    std::string description() const override {
        return "Insurance: Train.csv of Zimnat (Kaggle \"insurance-recommendation\")";
    }
    std::vector<ImporterSetting> settings() const override { return insuranceSettings(); }

    bool recognises(const std::vector<std::filesystem::path>& paths, const ImportOptions&) const override {
        return !candidates(FileSet(paths)).empty();
    }

    DatasetContent read(const std::vector<std::filesystem::path>& paths, const ImportOptions& options,
                        ImportReport& report, const ImportProgress& progress,
                        const CancelToken& cancel) const override {
        checkSettingNames(settings(), options.settings);
        ImportSession session(options, report, progress, cancel);
        const FileSet files(paths);
        const SourceFile& file = choose(files);
        session.expect(file);
        DelimitedReader rows(file, {.dialect = {.quotes = true}}, session);
        const Columns columns(rows);
        Customers customers(options.settings);
        DatasetContent content;
        content.userOffsets = {0};
        std::vector<std::int32_t> basket;
        while (rows.next()) {
            if (const std::string fault = addCustomer(rows, columns, customers, basket); !fault.empty()) {
                rows.reject(fault);
                continue;
            }
            content.item.insert(content.item.end(), basket.begin(), basket.end());
            content.userOffsets.push_back(static_cast<std::int64_t>(content.item.size()));
        }
        if (content.item.empty()) {
            session.refuseUnusable(file, "rows of customers with their products are");
        }
        content.name = options.name.empty() ? "Insurance" : options.name;
        content.format = kInsuranceFormat;
        content.noun = "insurance";
        content.ordered = false;
        content.userIds = customers.ids.ids();
        content.itemIds.assign(kProducts.begin(), kProducts.end());
        nlohmann::json leftOut = nlohmann::json::object();
        content.attributes = {customers.gender.finish(leftOut), customers.marital.finish(leftOut),
                              customers.occupation.finish(leftOut), customers.age.finish()};
        content.provenance = session.provenance(kInsuranceFormat);
        content.provenance["missing_values"] = leftOut;
        session.finish();
        return content;
    }

private:
    /// Customers or products: a file that lacks one of them is still meant as this set, and the missing
    /// column is then named.
    static bool isHeader(const std::string& line) {
        const auto named =
            std::count_if(kProducts.begin(), kProducts.end(),
                          [&line](const std::string& code) { return line.find(code) != std::string::npos; });
        return line.find("occupation_category_code") != std::string::npos ||
               2 * static_cast<std::size_t>(named) > kProducts.size();
    }

    /// All files with such a header: the archive also holds Test.csv, whose customers lack a product each.
    static std::vector<const SourceFile*> candidates(const FileSet& files) {
        std::vector<const SourceFile*> found;
        for (const SourceFile& file : files.files()) {
            const auto lines = firstLines(file, 1);
            if (!lines.empty() && isHeader(lines.front())) {
                found.push_back(&file);
            }
        }
        return found;
    }

    /// The only candidate, or Train.csv among several.
    static const SourceFile& choose(const FileSet& files) {
        const std::vector<const SourceFile*> found = candidates(files);
        if (found.empty()) {
            throw Error(ErrorCode::InvalidInput, "No table of the Insurance set was found in " +
                                                     files.names() + "; Train.csv is expected.");
        }
        const auto isTrain = [](const SourceFile* file) { return file->baseName == "Train.csv"; };
        if (found.size() > 1 && std::count_if(found.begin(), found.end(), isTrain) != 1) {
            std::vector<std::string> names;
            for (const SourceFile* file : found) {
                names.push_back(file->display);
            }
            throw Error(ErrorCode::InvalidInput,
                        fmt::format("Several tables of the Insurance set were found and not one of them "
                                    "alone is called Train.csv: {}. Give only the one that is meant.",
                                    fmt::join(names, ", ")));
        }
        return found.size() == 1 ? *found.front() : **std::find_if(found.begin(), found.end(), isTrain);
    }
};

} // namespace

std::unique_ptr<Importer> makeInsuranceImporter() {
    return std::make_unique<InsuranceImporter>();
}

} // namespace up5::data
