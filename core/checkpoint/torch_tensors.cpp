#include "checkpoint/torch_tensors.h"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/error.h"
#include "checkpoint/float_values.h"

namespace up5::checkpoint {

namespace {

using Kind = PickleValue::Kind;

constexpr std::pair<const char*, TensorType> kStorages[] = {
    {"torch FloatStorage", TensorType::F32}, {"torch DoubleStorage", TensorType::F64},
    {"torch HalfStorage", TensorType::F16},  {"torch BFloat16Storage", TensorType::BF16},
    {"torch LongStorage", TensorType::I64},  {"torch IntStorage", TensorType::I32},
    {"torch ByteStorage", TensorType::U8},
};

class TensorReader {
public:
    TensorReader(std::string name, const std::string& where) : m_where(where + ": tensor " + name) {
        m_tensor.info.name = std::move(name);
    }

    TorchTensor read(const PickleValue& value) {
        // _rebuild_tensor_v2(storage, offset, size, stride, requires_grad, hooks[, metadata])
        const std::vector<const PickleValue*>& arguments = value.items.front()->items;
        require(arguments.size() >= 4, "has too few arguments");
        readStorage(*arguments[0]);
        m_tensor.offset = integer(*arguments[1]);
        m_tensor.info.shape = integers(*arguments[2]);
        m_tensor.strides = integers(*arguments[3]);
        require(m_tensor.strides.size() == m_tensor.info.shape.size(),
                "has a stride of another length than its size");
        checkBounds();
        return std::move(m_tensor);
    }

private:
    void require(bool holds, const char* problem) const {
        if (!holds) {
            throw Error(ErrorCode::InvalidInput,
                        m_where + " " + problem + ". The file is damaged or forged.");
        }
    }
    std::int64_t integer(const PickleValue& value) const {
        require(value.kind == Kind::Integer && value.integer >= 0,
                "has something else where a number of at least 0 must be");
        return value.integer;
    }
    std::vector<std::int64_t> integers(const PickleValue& value) const {
        require(value.kind == Kind::Tuple && value.items.size() <= 8,
                "has a size or stride that is no short list");
        std::vector<std::int64_t> numbers;
        for (const PickleValue* item : value.items) {
            numbers.push_back(integer(*item));
        }
        return numbers;
    }
    void readStorage(const PickleValue& value) {
        require(value.kind == Kind::Persistent, "has no storage");
        // ("storage", type, key, device, number of elements[, view])
        const std::vector<const PickleValue*>& id = value.items.front()->items;
        require(id.size() >= 5 && id[0]->kind == Kind::Text && id[0]->text == "storage" &&
                    id[1]->kind == Kind::Global && id[2]->kind == Kind::Text,
                "has a storage that is described as none");
        require(id.size() == 5 || id[5]->kind == Kind::None, "lies in a view of another storage");
        const auto* const type = std::ranges::find(
            kStorages, id[1]->text, [](const auto& entry) { return std::string_view(entry.first); });
        require(type != std::end(kStorages), "has a storage of no type known here");
        m_tensor.info.type = type->second;
        m_tensor.storage = id[2]->text;
        m_tensor.storageElements = integer(*id[4]);
    }
    /// There must be no more elements than the storage holds (which torch's expanded tensors have), and the
    /// last must lie in it. The stride of a dimension of one element moves nothing, whatever it says.
    void checkBounds() {
        const std::int64_t count = m_tensor.info.elementCount();
        require(count <= m_tensor.storageElements, "claims more numbers than its storage holds");
        if (count == 0) {
            return;
        }
        std::int64_t last = m_tensor.offset;
        for (std::size_t i = 0; i < m_tensor.strides.size(); ++i) {
            if (m_tensor.info.shape[i] == 1) {
                m_tensor.strides[i] = 0;
            }
            std::int64_t step = 0;
            require(!__builtin_mul_overflow(m_tensor.info.shape[i] - 1, m_tensor.strides[i], &step) &&
                        !__builtin_add_overflow(last, step, &last),
                    "has an impossible stride");
        }
        require(last < m_tensor.storageElements, "reaches beyond its storage");
    }

    std::string m_where;
    TorchTensor m_tensor;
};

/// The dictionary that holds the tensors.
const PickleValue& tensorsIn(const PickleValue& root, const std::string& where) {
    if (root.kind != Kind::Dict) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("{} holds {}, not a dictionary of tensors. Save the model's state_dict().",
                                where, toString(root.kind)));
    }
    for (const char* key : {"state_dict", "model_state_dict", "model"}) {
        if (const PickleValue* nested = root.find(key); nested && nested->kind == Kind::Dict) {
            return *nested;
        }
    }
    return root;
}

} // namespace

std::vector<TorchTensor> stateDict(const PickleValue& root, const std::string& where) {
    const PickleValue& dictionary = tensorsIn(root, where);
    std::vector<TorchTensor> tensors;
    std::set<std::string> names;
    for (std::size_t i = 0; i + 1 < dictionary.items.size(); i += 2) {
        const PickleValue& key = *dictionary.items[i];
        const PickleValue& value = *dictionary.items[i + 1];
        if (key.kind != Kind::Text) {
            throw Error(ErrorCode::InvalidInput,
                        fmt::format("{} has {} as the name of a tensor.", where, toString(key.kind)));
        }
        if (value.kind != Kind::Tensor) {
            throw Error(
                ErrorCode::InvalidInput,
                fmt::format("{}: \"{}\" is {}, not a tensor. Save the model's state_dict() and nothing "
                            "else.",
                            where, key.text, toString(value.kind)));
        }
        if (!names.insert(key.text).second) {
            throw Error(ErrorCode::InvalidInput,
                        fmt::format("{}: tensor {} is listed twice.", where, key.text));
        }
        tensors.push_back(TensorReader(key.text, where).read(value));
    }
    return tensors;
}

std::vector<float> gatherValues(const TorchTensor& tensor, std::span<const std::byte> storage) {
    const std::vector<std::int64_t>& shape = tensor.info.shape;
    const std::size_t size = sizeOf(tensor.info.type);
    const auto count = static_cast<std::size_t>(tensor.info.elementCount());
    if (count == 0) {
        return {}; // its other dimensions may be of any size
    }
    std::int64_t dense = 1;
    bool isDense = true;
    for (std::size_t i = shape.size(); i-- > 0;) {
        isDense = isDense && (shape[i] == 1 || tensor.strides[i] == dense);
        dense *= shape[i];
    }
    const auto offset = static_cast<std::size_t>(tensor.offset);
    if (isDense) {
        return floatValues(storage.subspan(offset * size, count * size), tensor.info.type);
    }
    std::vector<std::byte> gathered;
    gathered.reserve(count * size);
    std::vector<std::int64_t> index(shape.size(), 0);
    std::int64_t position = tensor.offset;
    while (gathered.size() < count * size) {
        const auto element = storage.subspan(static_cast<std::size_t>(position) * size, size);
        gathered.insert(gathered.end(), element.begin(), element.end());
        for (std::size_t i = shape.size(); i-- > 0;) { // the next index, the last dimension fastest
            position += tensor.strides[i];
            if (++index[i] < shape[i]) {
                break;
            }
            position -= tensor.strides[i] * shape[i];
            index[i] = 0;
        }
    }
    return floatValues(gathered, tensor.info.type);
}

} // namespace up5::checkpoint
