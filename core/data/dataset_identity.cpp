#include "data/dataset_identity.h"

namespace up5::data {

nlohmann::json identityOf(const DatasetContent& labels) {
    nlohmann::json attributes = nlohmann::json::array();
    for (const Attribute& attribute : labels.attributes) {
        attributes.push_back({{"name", attribute.name}, {"classes", attribute.classes}});
    }
    return {{"noun", labels.noun},
            {"ordered", labels.ordered},
            {"users", labels.userIds},
            {"items", labels.itemIds},
            {"titles", labels.itemTitles},
            {"genres", labels.itemGenres},
            {"attributes", std::move(attributes)}};
}

std::string hashOf(const DatasetContent& labels, const nlohmann::json& columnHashes) {
    const nlohmann::json identity = {
        {"version", kDatasetFormatVersion}, {"labels", identityOf(labels)}, {"columns", columnHashes}};
    return sha256(identity.dump());
}

std::string attributeColumn(const std::string& name) {
    return "attribute." + name;
}

} // namespace up5::data
