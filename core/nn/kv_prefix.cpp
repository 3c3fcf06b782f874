#include "nn/kv_prefix.h"

#include <fmt/format.h>

#include "base/error.h"

namespace up5::nn {

namespace {

/// The prefix with every tensor it has replaced by what `change` makes of it.
template <class Change> KvPrefix changed(const KvPrefix& prefix, const Change& change) {
    KvPrefix result = prefix;
    for (const AttentionKind& kind : kAttentionKinds) {
        for (LayerPrefix& layer : result.*kind.layers) {
            layer = {change(layer.key), change(layer.value)};
        }
    }
    for (torch::Tensor* optional : {&result.visible, &result.encoderInput, &result.decoderInput}) {
        if (optional->defined()) {
            *optional = change(*optional);
        }
    }
    return result;
}

std::vector<LayerPrefix> joined(const std::vector<LayerPrefix>& first,
                                const std::vector<LayerPrefix>& second) {
    if (first.size() != second.size()) {
        throw Error(
            ErrorCode::InvalidInput,
            fmt::format("A prefix for {} layers was to be put behind one for {}; both must be for the "
                        "same backbone.",
                        second.size(), first.size()));
    }
    std::vector<LayerPrefix> layers;
    for (std::size_t i = 0; i < first.size(); ++i) {
        layers.push_back(
            {torch::cat({first[i].key, second[i].key}, 1), torch::cat({first[i].value, second[i].value}, 1)});
    }
    return layers;
}

torch::Tensor visibleColumns(const KvPrefix& prefix) {
    return prefix.visible.defined()
               ? prefix.visible
               : torch::ones({prefix.length()}, prefix.encoderSelf.front().key.options().dtype(torch::kBool));
}

torch::Tensor joinedRows(const torch::Tensor& first, const torch::Tensor& second) {
    return first.defined() && second.defined() ? torch::cat({first, second})
           : first.defined()                   ? first
                                               : second;
}

} // namespace

std::int64_t KvPrefix::numel() const {
    std::int64_t numbers = 0;
    for (const AttentionKind& kind : kAttentionKinds) {
        for (const LayerPrefix& layer : this->*kind.layers) {
            numbers += layer.key.numel() + layer.value.numel();
        }
    }
    for (const torch::Tensor& rows : {encoderInput, decoderInput}) {
        numbers += rows.defined() ? rows.numel() : 0;
    }
    return numbers;
}

KvPrefix KvPrefix::detached() const {
    return changed(*this, [](const torch::Tensor& tensor) { return tensor.detach(); });
}

KvPrefix KvPrefix::to(torch::Device device) const {
    return changed(*this, [device](const torch::Tensor& tensor) { return tensor.to(device); });
}

KvPrefix KvPrefix::copied() const {
    return changed(*this, [](const torch::Tensor& tensor) { return tensor.detach().clone(); });
}

KvPrefix concatenated(const KvPrefix& first, const KvPrefix& second) {
    KvPrefix both = first.length() == 0 ? second : first;
    if (first.length() > 0 && second.length() > 0) {
        both.encoderSelf = joined(first.encoderSelf, second.encoderSelf);
        both.decoderSelf = joined(first.decoderSelf, second.decoderSelf);
        both.cross = joined(first.cross, second.cross);
        if (first.visible.defined() || second.visible.defined()) {
            both.visible = torch::cat({visibleColumns(first), visibleColumns(second)});
        }
    }
    both.encoderInput = joinedRows(first.encoderInput, second.encoderInput);
    both.decoderInput = joinedRows(first.decoderInput, second.decoderInput);
    return both;
}

} // namespace up5::nn
