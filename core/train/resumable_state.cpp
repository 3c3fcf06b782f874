#include "train/resumable_state.h"

#include "base/error.h"
#include "base/safetensors.h"
#include "nn/checkpoint.h"

namespace up5::train {

namespace {

std::filesystem::path stateFile(const std::filesystem::path& folder) {
    return folder / "state.safetensors";
}

template <class Visit> void visitTensors(const torch::nn::Module& module, Visit visit) {
    for (const auto& item : module.named_parameters()) {
        visit(item.key(), item.value());
    }
    for (const auto& item : module.named_buffers()) {
        visit(item.key(), item.value());
    }
}

} // namespace

void ResumableState::addModule(const std::string& prefix, const torch::nn::Module& module) {
    visitTensors(module, [&](const std::string& name, const torch::Tensor& tensor) {
        // A copy: the module trains on while a snapshot (of the best step, say) is kept.
        tensors[prefix + name] = tensor.detach().clone();
    });
}

void ResumableState::restoreModule(const std::string& prefix, torch::nn::Module& module) const {
    const torch::NoGradGuard noGradients;
    visitTensors(module, [&](const std::string& name, torch::Tensor tensor) {
        const auto found = tensors.find(prefix + name);
        if (found == tensors.end() || found->second.sizes() != tensor.sizes()) {
            throw Error(ErrorCode::Corrupt, "The saved training state does not fit this network: tensor " +
                                                prefix + name + " is missing or has another shape.");
        }
        tensor.copy_(found->second);
    });
}

void ResumableState::save(const std::filesystem::path& folder) const {
    std::error_code ignored; // writing says what is wrong
    std::filesystem::create_directories(folder, ignored);
    nn::saveTensors(tensors, stateFile(folder), {{"values", values.dump()}});
}

std::optional<ResumableState> ResumableState::load(const std::filesystem::path& folder) {
    const std::filesystem::path file = stateFile(folder);
    if (!std::filesystem::exists(file)) {
        return std::nullopt;
    }
    ResumableState state;
    state.tensors = nn::loadTensors(file);
    try {
        state.values = nlohmann::json::parse(SafetensorsFile(file).metadata().at("values"));
    } catch (const std::exception& error) {
        throw Error(ErrorCode::Corrupt, file.string() + " is no training state: " + error.what() + ".");
    }
    return state;
}

} // namespace up5::train
