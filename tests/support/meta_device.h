// Modules on the meta device (shapes without data): a step that makes a tensor on the CPU clashes there and
// throws, as it would on a GPU.
#pragma once

#include <tuple>

#include <ATen/ExpandUtils.h>
#include <torch/library.h>
#include <torch/torch.h>
#include <torch/version.h>

namespace up5::test {

/// Makes every tensor of a module a meta tensor (shapes without data), so that any tensor a step creates on
/// the CPU clashes and throws. Module::to(kMeta) does not: libtorch 1.13 refuses to exchange the data of CPU
/// and meta tensors.
inline void moveToMeta(torch::nn::Module& module) {
    const auto replace = [](const torch::Tensor& tensor) {
        const auto meta =
            torch::empty(tensor.sizes(), tensor.options().device(torch::kMeta).requires_grad(false));
        tensor.unsafeGetTensorImpl()->shallow_copy_from(meta.getIntrusivePtr());
    };
    for (const auto& parameter : module.parameters()) {
        replace(parameter);
    }
    for (const auto& buffer : module.buffers()) {
        replace(buffer);
    }
}

#if TORCH_VERSION_MAJOR < 2
// Shapes of the operations that libtorch 1.13 knows in Python only.
namespace meta {

inline torch::Tensor indexSelect(const torch::Tensor& self, std::int64_t dimension,
                                 const torch::Tensor& index) {
    TORCH_CHECK(index.is_meta(), "index_select: the index is not on the meta device");
    auto shape = self.sizes().vec();
    shape[static_cast<std::size_t>(c10::maybe_wrap_dim(dimension, self.dim()))] = index.numel();
    return self.new_empty(shape);
}

inline torch::Tensor where(const torch::Tensor& condition, const torch::Tensor& one,
                           const torch::Tensor& other) {
    TORCH_CHECK(condition.is_meta() && one.is_meta() && other.is_meta(),
                "where: its tensors are not on the meta device");
    return (one + other)
        .new_empty(at::infer_size(condition.sizes(), at::infer_size(one.sizes(), other.sizes())));
}

inline torch::Tensor embeddingBackward(const torch::Tensor& gradient, const torch::Tensor&, std::int64_t rows,
                                       std::int64_t, bool) {
    return gradient.new_empty({rows, gradient.size(-1)});
}

inline torch::Tensor searchSorted(const torch::Tensor& sorted, const torch::Tensor& self, bool, bool,
                                  c10::optional<c10::string_view>, const c10::optional<torch::Tensor>&) {
    TORCH_CHECK(sorted.is_meta() && self.is_meta(), "searchsorted: its tensors are not on the meta device");
    return self.new_empty(self.sizes(), self.options().dtype(torch::kInt64));
}

inline torch::Tensor take(const torch::Tensor& self, const torch::Tensor& index) {
    TORCH_CHECK(index.is_meta(), "take: the index is not on the meta device");
    return self.new_empty(index.sizes());
}

using Norms = std::tuple<torch::Tensor, torch::Tensor, torch::Tensor>;

inline Norms batchNorm(const torch::Tensor& input, const c10::optional<torch::Tensor>& weight,
                       const c10::optional<torch::Tensor>&, const c10::optional<torch::Tensor>& mean,
                       const c10::optional<torch::Tensor>&, bool, double, double) {
    // Layer normalisation comes here without any of its own.
    const auto isElsewhere = [](const c10::optional<torch::Tensor>& tensor) {
        return tensor.has_value() && tensor->defined() && !tensor->is_meta();
    };
    TORCH_CHECK(!isElsewhere(weight) && !isElsewhere(mean),
                "native_batch_norm: its tensors are not on the meta device");
    return {torch::empty_like(input), input.new_empty({input.size(1)}), input.new_empty({input.size(1)})};
}

inline Norms batchNormBackward(const torch::Tensor& gradient, const torch::Tensor& input,
                               const c10::optional<torch::Tensor>&, const c10::optional<torch::Tensor>&,
                               const c10::optional<torch::Tensor>&, const c10::optional<torch::Tensor>&,
                               const c10::optional<torch::Tensor>&, bool, double, std::array<bool, 3>) {
    TORCH_CHECK(gradient.is_meta(), "native_batch_norm_backward: the gradient is not on the meta device");
    return {torch::empty_like(input), input.new_empty({input.size(1)}), input.new_empty({input.size(1)})};
}

inline Norms layerNormBackward(const torch::Tensor& gradient, const torch::Tensor& input,
                               at::IntArrayRef shape, const torch::Tensor&, const torch::Tensor&,
                               const c10::optional<torch::Tensor>&, const c10::optional<torch::Tensor>&,
                               std::array<bool, 3>) {
    TORCH_CHECK(gradient.is_meta(), "native_layer_norm_backward: the gradient is not on the meta device");
    return {torch::empty_like(input), input.new_empty(shape), input.new_empty(shape)};
}

} // namespace meta

TORCH_LIBRARY_IMPL(aten, Meta, library) {
    // Plain function pointers: TORCH_FN does not compile under UBSan with GCC.
    library.impl("index_select", &meta::indexSelect);
    library.impl("where.self", &meta::where);
    library.impl("embedding_dense_backward", &meta::embeddingBackward);
    library.impl("searchsorted.Tensor", &meta::searchSorted);
    library.impl("take", &meta::take);
    library.impl("native_batch_norm", &meta::batchNorm);
    library.impl("native_batch_norm_backward", &meta::batchNormBackward);
    library.impl("native_layer_norm_backward", &meta::layerNormBackward);
}
#endif

} // namespace up5::test
