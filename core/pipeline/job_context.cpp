#include "pipeline/job_context.h"

#include <algorithm>
#include <map>

#include "base/content_hash.h"
#include "base/safetensors.h"

namespace up5::pipeline {

void JobContext::artifact(const std::string& kind, const std::string& path) const {
    sink.emitEvent(jobs::ArtifactEvent{kind, path, sha256OfFile(folder.root / path)});
}

void JobContext::userValues(const std::string& kind, const std::string& name, const std::string& split,
                            const std::string& task, const std::string& attribute,
                            const std::vector<std::int32_t>& users, const std::vector<double>& values) const {
    std::string file = name + "_" + split + (task.empty() ? "" : "_" + task) +
                       (attribute.empty() ? "" : "_" + attribute) +
                       (removed.empty() ? "" : "_removed_" + removed);
    std::replace(file.begin(), file.end(), '/', '_');
    const std::string path = "artifacts/" + file + ".safetensors";
    const auto count = static_cast<std::int64_t>(users.size());
    std::map<std::string, std::string> metadata = {
        {"name", name}, {"split", split}, {"task", task}, {"attribute", attribute}};
    if (!removed.empty()) {
        metadata["removed"] = removed;
    }
    SafetensorsWriter writer(folder.root / path,
                             {{"users", TensorType::I32, {count}}, {"values", TensorType::F64, {count}}},
                             metadata);
    writer.write<std::int32_t>("users", users);
    writer.write<double>("values", values);
    writer.commit();
    artifact(kind, path);
}

} // namespace up5::pipeline
