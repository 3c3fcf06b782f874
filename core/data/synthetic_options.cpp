#include <cmath>
#include <numeric>
#include <set>

#include <fmt/format.h>

#include "base/error.h"
#include "data/synthetic.h"

namespace up5::data {

namespace {

void require(bool holds, const std::string& sentence) {
    if (!holds) {
        throw Error(ErrorCode::InvalidInput, sentence);
    }
}

void checkAttribute(const SyntheticAttribute& attribute) {
    const std::string who = "Attribute " + attribute.name;
    require(!attribute.name.empty(), "An attribute of a generated population needs a name.");
    require(attribute.classes >= 2,
            fmt::format("{} has {} classes; at least 2 are needed.", who, attribute.classes));
    require(attribute.strength >= 0.0 && attribute.strength <= 5.0,
            fmt::format("{} has strength {}; allowed are 0 (no leak) to 5.", who, attribute.strength));
    const auto classes = static_cast<std::size_t>(attribute.classes);
    require(attribute.classNames.empty() || attribute.classNames.size() == classes,
            fmt::format("{} has {} classes but {} class names.", who, classes, attribute.classNames.size()));
    require(std::set(attribute.classNames.begin(), attribute.classNames.end()).size() ==
                attribute.classNames.size(),
            who + " has two classes of the same name.");
    if (!attribute.shares.empty()) {
        double sum = 0.0;
        for (const double share : attribute.shares) {
            require(share > 0.0, fmt::format("{} has a class share of {}; shares are positive.", who, share));
            sum += share;
        }
        require(attribute.shares.size() == classes && std::abs(sum - 1.0) < 1e-9,
                fmt::format(
                    "{} has {} classes and {} class shares that add up to {}; needed is one for each, adding "
                    "up to 1.",
                    who, classes, attribute.shares.size(), sum));
    }
}

/// The members of one JSON object, each asked for once; those never asked for are unknown.
class Members {
public:
    Members(const nlohmann::json& json, std::string what) : m_json(json), m_what(std::move(what)) {
        require(json.is_object(), m_what + " must be a JSON object.");
    }
    template <class T> void read(const char* key, T& value) {
        m_known.insert(key);
        if (m_json.contains(key)) {
            try {
                m_json.at(key).get_to(value);
            } catch (const nlohmann::json::exception&) {
                throw Error(ErrorCode::InvalidInput,
                            fmt::format("{}: {} has the value {}, which is of the wrong kind.", m_what, key,
                                        m_json.at(key).dump()));
            }
        }
    }
    const nlohmann::json* member(const char* key) {
        m_known.insert(key);
        return m_json.contains(key) ? &m_json.at(key) : nullptr;
    }
    void requireAllKnown() const {
        for (const auto& [key, value] : m_json.items()) {
            require(m_known.contains(key), fmt::format("{}: {} is not a setting; there are {}.", m_what, key,
                                                       fmt::join(m_known, ", ")));
        }
    }

private:
    const nlohmann::json& m_json;
    std::string m_what;
    std::set<std::string> m_known;
};

SyntheticAttribute attributeFromJson(const nlohmann::json& json) {
    SyntheticAttribute attribute;
    Members members(json, "An attribute of the population's settings");
    members.read("name", attribute.name);
    members.read("classes", attribute.classes);
    members.read("strength", attribute.strength);
    members.read("class_names", attribute.classNames);
    members.read("shares", attribute.shares);
    members.requireAllKnown();
    return attribute;
}

} // namespace

void checkSyntheticOptions(const SyntheticOptions& o) {
    require(o.users >= 1,
            fmt::format("A population of {} users cannot be generated; at least 1 is needed.", o.users));
    require(o.genres >= 3, fmt::format("{} genres were asked for; at least 3 are needed.", o.genres));
    require(
        o.minHistory >= 1 && o.minHistory <= o.maxHistory,
        fmt::format(
            "Histories of {} to {} interactions were asked for; the shortest has at least 1 and the longest "
            "no fewer than the shortest.",
            o.minHistory, o.maxHistory));
    require(o.items / o.genres >= o.minHistory,
            fmt::format(
                "{} items in {} genres leave {} items a genre; there must be as many as the shortest history "
                "has interactions, {}.",
                o.items, o.genres, o.items / o.genres, o.minHistory));
    require(o.tasteConcentration >= 0.01 && o.tasteConcentration <= 1e6,
            fmt::format("The taste concentration is {}; allowed are 0.01 to 1000000.", o.tasteConcentration));
    require(o.chain >= 0.0 && o.chain <= 1.0,
            fmt::format("The chain chance is {}; allowed are 0 to 1.", o.chain));
    require(o.popularityExponent >= 0.0 && o.popularityExponent <= 5.0,
            fmt::format("The popularity exponent is {}; allowed are 0 to 5.", o.popularityExponent));
    require(!o.attributes.empty(), "A generated population needs at least one attribute.");
    const int most = 2 * ((o.genres - 1) / 2);
    require(static_cast<int>(o.attributes.size()) <= most,
            fmt::format("{} attributes were asked for; {} genres can carry {}.", o.attributes.size(),
                        o.genres, most));
    std::set<std::string> names;
    for (const SyntheticAttribute& attribute : o.attributes) {
        checkAttribute(attribute);
        require(names.insert(attribute.name).second, "Two attributes are called " + attribute.name + ".");
    }
}

nlohmann::json syntheticOptionsToJson(const SyntheticOptions& o) {
    nlohmann::json attributes = nlohmann::json::array();
    for (const SyntheticAttribute& a : o.attributes) {
        attributes.push_back({{"name", a.name},
                              {"classes", a.classes},
                              {"strength", a.strength},
                              {"class_names", a.classNames},
                              {"shares", a.shares}});
    }
    return {{"users", o.users},
            {"items", o.items},
            {"genres", o.genres},
            {"min_history", o.minHistory},
            {"max_history", o.maxHistory},
            {"attributes", std::move(attributes)},
            {"taste_concentration", o.tasteConcentration},
            {"chain", o.chain},
            {"popularity_exponent", o.popularityExponent},
            {"seed", o.seed},
            {"name", o.name}};
}

SyntheticOptions syntheticOptionsFromJson(const nlohmann::json& json) {
    SyntheticOptions o;
    Members members(json, "The population's settings");
    members.read("users", o.users);
    members.read("items", o.items);
    members.read("genres", o.genres);
    members.read("min_history", o.minHistory);
    members.read("max_history", o.maxHistory);
    members.read("taste_concentration", o.tasteConcentration);
    members.read("chain", o.chain);
    members.read("popularity_exponent", o.popularityExponent);
    members.read("seed", o.seed);
    members.read("name", o.name);
    if (const nlohmann::json* attributes = members.member("attributes")) {
        require(attributes->is_array(), "The population's settings: attributes must be a list.");
        o.attributes.clear();
        for (const nlohmann::json& attribute : *attributes) {
            o.attributes.push_back(attributeFromJson(attribute));
        }
    }
    members.requireAllKnown();
    checkSyntheticOptions(o);
    return o;
}

} // namespace up5::data
