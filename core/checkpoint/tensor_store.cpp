#include "checkpoint/tensor_store.h"

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

} // namespace

std::unique_ptr<TensorStore> openTensorStore(const std::filesystem::path& file) {
    if (data::looksLikeZip(file)) {
        return openTorchZip(file);
    }
    if (looksLikeLegacyTorch(file)) {
        return openLegacyTorch(file);
    }
    return std::make_unique<SafetensorsStore>(file);
}

} // namespace up5::checkpoint
