#include "checkpoint/tensor_store.h"

#include <array>
#include <fstream>

#include "base/error.h"
#include "checkpoint/float_values.h"
#include "checkpoint/torch_file.h"
#include "data/import/archive.h"

namespace up5::checkpoint {

namespace {

class SafetensorsStore : public TensorStore {
public:
    explicit SafetensorsStore(const std::filesystem::path& file) : m_file(file) {
        m_tensors = m_file.tensors();
    }
    const char* format() const override { return "safetensors"; }
    std::vector<float> values(std::size_t index) const override {
        const TensorInfo& info = m_tensors.at(index);
        return floatValues(m_file.bytes(info.name), info.type);
    }

private:
    SafetensorsFile m_file;
};

/// Behind the length of its header a safetensors file has the header itself, a JSON object.
bool looksLikeSafetensors(const std::filesystem::path& file) {
    std::array<char, 9> beginning{};
    std::ifstream stream(file, std::ios::binary);
    return stream.read(beginning.data(), beginning.size()) && beginning.back() == '{';
}

} // namespace

std::unique_ptr<TensorStore> openTensorStore(const std::filesystem::path& file) {
    if (data::looksLikeZip(file)) {
        return openTorchZip(file);
    }
    if (looksLikeLegacyTorch(file)) {
        return openLegacyTorch(file);
    }
    if (!looksLikeSafetensors(file)) {
        throw Error(ErrorCode::InvalidInput,
                    file.string() +
                        " is no checkpoint: it is neither a safetensors file nor one that torch.save "
                        "wrote. Choose a .safetensors, .bin or .pt file, or the folder it lies in.");
    }
    return std::make_unique<SafetensorsStore>(file);
}

} // namespace up5::checkpoint
