#include "checkpoint/checkpoint_check.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include <fmt/ranges.h>

#include "checkpoint/t5_tensors.h"
#include "text/tokenizer.h"

namespace up5::checkpoint {

namespace {

constexpr std::int64_t kWholeWordRows = text::Tokenizer::kMaxWholeWordId + 1;

bool isFloating(TensorType type) {
    return type == TensorType::F32 || type == TensorType::F64 || type == TensorType::F16 ||
           type == TensorType::BF16;
}

double largestDifference(const std::vector<float>& a, const std::vector<float>& b) {
    double largest = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (std::isnan(a[i]) != std::isnan(b[i])) {
            return std::numeric_limits<double>::infinity();
        }
        if (a[i] != b[i] && !std::isnan(a[i])) {
            largest = std::max(largest, std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i])));
        }
    }
    return largest;
}

/// Values that fit are read: one that is no finite number would turn every score into none.
std::string problemOf(const Checkpoint& checkpoint, const TensorInfo& needed) {
    const TensorInfo* found = checkpoint.find(needed.name);
    if (!found) {
        return fmt::format("missing: {} {}", needed.name, shapeText(needed.shape));
    }
    if (found->shape != needed.shape) {
        return fmt::format("{}: found {}, needed {}", needed.name, shapeText(found->shape),
                           shapeText(needed.shape));
    }
    if (!isFloating(found->type)) {
        return fmt::format("{}: found numbers of type {}, needed F32, F64, F16 or BF16", needed.name,
                           toString(found->type));
    }
    const std::vector<float> values = checkpoint.values(needed.name);
    const auto broken = std::ranges::count_if(values, [](float value) { return !std::isfinite(value); });
    if (broken > 0) {
        return fmt::format("{}: {} of {} values are not finite numbers", needed.name, broken, values.size());
    }
    return {};
}

} // namespace

std::string shapeText(const std::vector<std::int64_t>& shape) {
    return fmt::format("[{}]", fmt::join(shape, ", "));
}

std::vector<std::string> problemsOf(const Checkpoint& checkpoint, const T5Config& config) {
    std::vector<std::string> problems;
    std::map<std::string, TensorInfo> needed;
    for (const TensorInfo& tensor : tensorsOf(config)) {
        needed[tensor.name] = tensor;
        if (std::string problem = problemOf(checkpoint, tensor); !problem.empty()) {
            problems.push_back(std::move(problem));
        }
    }
    if (config.wholeWordVocabSize > 0 && config.wholeWordVocabSize < kWholeWordRows) {
        problems.push_back(fmt::format("{}: found {} rows, at least {} are needed", kWholeWordTable,
                                       config.wholeWordVocabSize, kWholeWordRows));
    }
    const TensorInfo* shared = checkpoint.find("shared.weight");
    std::vector<float> sharedValues; // read once, when the first copy turns up
    for (const TensorInfo& tensor : checkpoint.tensors()) {
        if (isEmbeddingCopy(tensor.name)) {
            if (shared && sharedValues.empty()) {
                sharedValues = checkpoint.values(shared->name);
            }
            if (shared && (tensor.shape != shared->shape ||
                           largestDifference(checkpoint.values(tensor.name), sharedValues) != 0)) {
                problems.push_back(tensor.name +
                                   ": differs from shared.weight, but the embedding is tied here");
            }
        } else if (!needed.contains(tensor.name) && !isUnusedTensor(tensor.name)) {
            problems.push_back(fmt::format("not known here: {} {}", tensor.name, shapeText(tensor.shape)));
        }
    }
    return problems;
}

std::vector<TensorDifference> compareCheckpoints(const Checkpoint& a, const Checkpoint& b,
                                                 const CancelToken& cancel) {
    std::map<std::string, TensorDifference> all;
    for (const TensorInfo& tensor : a.tensors()) {
        TensorDifference& entry = all[tensor.name];
        entry.inA = true;
        entry.shapeA = tensor.shape;
    }
    for (const TensorInfo& tensor : b.tensors()) {
        TensorDifference& entry = all[tensor.name];
        entry.inB = true;
        entry.shapeB = tensor.shape;
    }
    std::vector<TensorDifference> differences;
    for (auto& [name, entry] : all) {
        cancel.throwIfCancelled();
        entry.name = name;
        if (entry.comparable()) {
            entry.largest = largestDifference(a.values(name), b.values(name));
        }
        differences.push_back(std::move(entry));
    }
    return differences;
}

} // namespace up5::checkpoint
