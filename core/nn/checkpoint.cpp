#include "nn/checkpoint.h"

#include <cstring>

#include <fmt/ranges.h>

#include "base/atomic_file.h"
#include "base/content_hash.h"
#include "base/error.h"
#include "base/safetensors.h"

namespace up5::nn {

namespace {

struct TypePair {
    TensorType ours;
    torch::ScalarType torch;
};

constexpr TypePair kTypes[] = {{TensorType::F32, torch::kFloat32},
                               {TensorType::F64, torch::kFloat64},
                               {TensorType::I32, torch::kInt32},
                               {TensorType::I64, torch::kInt64},
                               {TensorType::U8, torch::kUInt8}};

torch::ScalarType torchType(TensorType type) {
    for (const TypePair& pair : kTypes) {
        if (pair.ours == type) {
            return pair.torch;
        }
    }
    throw Error(ErrorCode::Unsupported, std::string("Tensors of type ") + toString(type) +
                                            " are not among those this program writes.");
}

TensorType ourType(const std::string& name, torch::ScalarType type) {
    for (const TypePair& pair : kTypes) {
        if (pair.torch == type) {
            return pair.ours;
        }
    }
    throw Error(ErrorCode::Unsupported, "Tensor " + name + " has an element type that cannot be stored.");
}

std::map<std::string, torch::Tensor> tensorsOf(const torch::nn::Module& module) {
    std::map<std::string, torch::Tensor> tensors;
    for (const auto& item : module.named_parameters()) {
        tensors[item.key()] = item.value();
    }
    for (const auto& item : module.named_buffers()) {
        tensors[item.key()] = item.value();
    }
    return tensors;
}

/// Restores the state of torch's default generator, so that loading weights moves no random stream.
class KeepGenerator {
public:
    KeepGenerator() : m_generator(at::detail::getDefaultCPUGenerator()), m_state(m_generator.get_state()) {}
    ~KeepGenerator() { m_generator.set_state(m_state); }
    KeepGenerator(const KeepGenerator&) = delete;
    KeepGenerator& operator=(const KeepGenerator&) = delete;

private:
    at::Generator m_generator; // a handle on the default one
    torch::Tensor m_state;
};

} // namespace

void saveTensors(const std::map<std::string, torch::Tensor>& tensors, const std::filesystem::path& file,
                 const std::map<std::string, std::string>& metadata) {
    std::vector<TensorInfo> infos;
    for (const auto& [name, tensor] : tensors) {
        infos.push_back({name, ourType(name, tensor.scalar_type()), tensor.sizes().vec()});
    }
    SafetensorsWriter writer(file, infos, metadata);
    for (const TensorInfo& info : infos) {
        const torch::Tensor tensor = tensors.at(info.name).detach().cpu().contiguous();
        writer.writeBytes(
            info.name, info.type,
            {static_cast<const std::byte*>(tensor.data_ptr()), static_cast<std::size_t>(tensor.nbytes())}, 0);
    }
    writer.commit();
}

std::map<std::string, torch::Tensor> loadTensors(const std::filesystem::path& file) {
    const SafetensorsFile container(file);
    std::map<std::string, torch::Tensor> tensors;
    for (const TensorInfo& info : container.tensors()) {
        const auto bytes = container.bytes(info.name);
        torch::Tensor tensor = torch::empty(info.shape, torchType(info.type));
        std::memcpy(tensor.data_ptr(), bytes.data(), bytes.size()); // which may lie at any offset
        tensors[info.name] = tensor;
    }
    return tensors;
}

void saveModule(const torch::nn::Module& module, const std::filesystem::path& file,
                const std::map<std::string, std::string>& metadata) {
    saveTensors(tensorsOf(module), file, metadata);
}

void loadModule(torch::nn::Module& module, const std::filesystem::path& file) {
    const torch::NoGradGuard noGradients;
    const std::map<std::string, torch::Tensor> stored = loadTensors(file);
    std::map<std::string, torch::Tensor> wanted = tensorsOf(module);
    std::string problems;
    for (const auto& [name, tensor] : wanted) {
        const auto found = stored.find(name);
        if (found == stored.end()) {
            problems += "\n  missing: " + name;
        } else if (found->second.sizes() != tensor.sizes()) {
            problems += fmt::format("\n  {}: found [{}], needed [{}]", name,
                                    fmt::join(found->second.sizes(), ", "), fmt::join(tensor.sizes(), ", "));
        } else if (found->second.scalar_type() != tensor.scalar_type()) {
            problems += fmt::format("\n  {}: found {}, needed {}", name,
                                    toString(ourType(name, found->second.scalar_type())),
                                    toString(ourType(name, tensor.scalar_type())));
        }
    }
    for (const auto& [name, tensor] : stored) {
        if (checkpoint::isEmbeddingCopy(name) && wanted.contains("shared.weight") &&
            stored.contains("shared.weight")) {
            if (!torch::equal(tensor, stored.at("shared.weight"))) {
                problems += "\n  " + name + ": differs from shared.weight, but the embedding is tied here";
            }
        } else if (!wanted.contains(name) && !checkpoint::isUnusedTensor(name)) {
            problems += "\n  not known here: " + name;
        }
    }
    if (!problems.empty()) {
        throw Error(ErrorCode::Corrupt, file.string() + " does not fit the network:" + problems);
    }
    for (auto& [name, tensor] : wanted) {
        tensor.copy_(stored.at(name));
    }
}

void copyWeights(const checkpoint::Checkpoint& source, P5Backbone& backbone) {
    const torch::NoGradGuard noGradients;
    for (auto& item : backbone->named_parameters()) {
        const TensorInfo* found = source.find(item.key());
        if (!found && item.key() == checkpoint::kWholeWordTable) {
            continue;
        }
        if (!found || torch::IntArrayRef(found->shape) != item.value().sizes()) {
            throw Error(ErrorCode::Corrupt, source.weights().string() + " has no tensor " + item.key() +
                                                " of the network's shape.");
        }
        std::vector<float> values = source.values(item.key());
        item.value().copy_(torch::from_blob(values.data(), found->shape));
    }
}

std::string saveBackbone(const P5Backbone& backbone, const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        throw Error(ErrorCode::Io,
                    "Cannot create the folder " + folder.string() + ": " + error.message() + ".");
    }
    const std::filesystem::path weights = folder / "model.safetensors";
    saveModule(*backbone, weights, {{"format", "pt"}});
    writeFileAtomically(folder / "config.json", backbone->config().toJson().dump(2));
    return sha256OfFile(weights);
}

P5Backbone loadBackbone(const std::filesystem::path& folder, torch::Device device) {
    const KeepGenerator keepGenerator;
    P5Backbone backbone(T5Config::fromJson(readJsonFile(folder / "config.json")));
    loadModule(*backbone, folder / "model.safetensors");
    backbone->to(device);
    backbone->eval();
    return backbone;
}

} // namespace up5::nn
