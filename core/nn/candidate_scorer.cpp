#include "nn/candidate_scorer.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

#include "base/error.h"
#include "nn/beam_search.h"
#include "nn/vocabulary_loss.h"

namespace up5::nn {

namespace {

constexpr std::int64_t kEosId = 1;

/// Candidates of one user merged by common beginnings. Node 0 is the start token; parents come before
/// children.
struct Trie {
    std::vector<std::int64_t> token{0}, parent{-1}, depth{0};
    std::vector<std::int64_t> leaf; ///< node at which each candidate ends

    std::int64_t size() const { return static_cast<std::int64_t>(token.size()); }
};

Trie buildTrie(std::span<const std::span<const std::int32_t>> candidates) {
    Trie trie;
    std::map<std::pair<std::int64_t, std::int32_t>, std::int64_t> children;
    for (const auto& pieces : candidates) {
        std::int64_t node = 0;
        for (const std::int32_t piece : pieces) {
            const auto [found, isNew] = children.try_emplace({node, piece}, trie.size());
            if (isNew) {
                trie.token.push_back(piece);
                trie.parent.push_back(node);
                trie.depth.push_back(trie.depth[static_cast<std::size_t>(node)] + 1);
            }
            node = found->second;
        }
        trie.leaf.push_back(node);
    }
    return trie;
}

/// Some users' tries as padded tensors on the CPU; padding nodes see only themselves.
struct TrieBatch {
    torch::Tensor tokens, depth, parent, ancestor;

    explicit TrieBatch(const std::vector<Trie>& tries) {
        std::int64_t nodes = 1;
        for (const Trie& trie : tries) {
            nodes = std::max(nodes, trie.size());
        }
        const auto rows = static_cast<std::int64_t>(tries.size());
        tokens = torch::zeros({rows, nodes}, torch::kInt64);
        depth = torch::zeros_like(tokens);
        parent = torch::zeros_like(tokens);
        ancestor = torch::eye(nodes, torch::kBool).repeat({rows, 1, 1});
        auto tokenAt = tokens.accessor<std::int64_t, 2>();
        auto depthAt = depth.accessor<std::int64_t, 2>();
        auto parentAt = parent.accessor<std::int64_t, 2>();
        auto ancestorAt = ancestor.accessor<bool, 3>();
        for (std::int64_t row = 0; row < rows; ++row) {
            const Trie& trie = tries[static_cast<std::size_t>(row)];
            for (std::int64_t node = 0; node < trie.size(); ++node) {
                const auto index = static_cast<std::size_t>(node);
                tokenAt[row][node] = trie.token[index];
                depthAt[row][node] = trie.depth[index];
                parentAt[row][node] = std::max<std::int64_t>(0, trie.parent[index]);
                for (std::int64_t up = trie.parent[index]; up >= 0;
                     up = trie.parent[static_cast<std::size_t>(up)]) {
                    ancestorAt[row][node][up] = true;
                }
            }
        }
    }
};

/// log Σ exp over the vocabulary for each row of hidden [N, d].
torch::Tensor logNormaliser(P5Backbone& backbone, const torch::Tensor& hidden) {
    const std::int64_t rows = logitRowsPerBlock(hidden, backbone->config().vocabSize);
    std::vector<torch::Tensor> parts;
    for (std::int64_t begin = 0; begin < hidden.size(0); begin += rows) {
        const std::int64_t count = std::min(rows, hidden.size(0) - begin);
        parts.push_back(logSumExpInPlace(backbone->logits(hidden.narrow(0, begin, count))));
    }
    return torch::cat(parts);
}

/// Takes the log-probabilities of a candidate's pieces and of eos: row of the pass, index in the row.
using TakeSteps = std::function<void(std::size_t, std::size_t, std::span<const float>)>;

/// Steps of the candidates of some users whose tries fit into one pass.
void scorePass(P5Backbone& backbone, const torch::Tensor& encoderOutput, const torch::Tensor& attentionMask,
               const std::vector<Trie>& tries, const KvPrefix* prefix, const TakeSteps& take) {
    const torch::Device device = encoderOutput.device();
    const TrieBatch batch(tries);
    const torch::Tensor tokens = batch.tokens.to(device);
    const torch::Tensor hidden = backbone->decodeTree(
        tokens, batch.depth.to(device), batch.ancestor.to(device), encoderOutput, attentionMask, prefix);
    // log p(node | parent) needs the logit of one token at the parent, not the whole row.
    const torch::Tensor& embeddings = backbone->embedding();
    const double scale = std::pow(static_cast<double>(hidden.size(2)), -0.5);
    const torch::Tensor normaliser = logNormaliser(backbone, hidden.flatten(0, 1)).view(tokens.sizes());
    const torch::Tensor parent = batch.parent.to(device);
    const torch::Tensor parentHidden = hidden.gather(1, parent.unsqueeze(-1).expand_as(hidden));
    const torch::Tensor stepLogProbability =
        (parentHidden * torch::embedding(embeddings, tokens)).sum(-1) * scale - normaliser.gather(1, parent);
    const torch::Tensor eosLogProbability = hidden.matmul(embeddings[kEosId]) * scale - normaliser;

    const torch::Tensor steps = stepLogProbability.to(torch::kCPU, torch::kFloat32).contiguous();
    const torch::Tensor eos = eosLogProbability.to(torch::kCPU, torch::kFloat32).contiguous();
    const auto stepAt = steps.accessor<float, 2>();
    const auto eosAt = eos.accessor<float, 2>();
    std::vector<float> path;
    for (std::size_t row = 0; row < tries.size(); ++row) {
        const Trie& trie = tries[row];
        const auto r = static_cast<std::int64_t>(row);
        for (std::size_t i = 0; i < trie.leaf.size(); ++i) {
            const auto leaf = static_cast<std::size_t>(trie.leaf[i]);
            path.resize(static_cast<std::size_t>(trie.depth[leaf]) + 1);
            path.back() = eosAt[r][trie.leaf[i]];
            for (std::int64_t node = trie.leaf[i]; node > 0;
                 node = trie.parent[static_cast<std::size_t>(node)]) {
                path[static_cast<std::size_t>(trie.depth[static_cast<std::size_t>(node)]) - 1] =
                    stepAt[r][node];
            }
            take(row, i, path);
        }
    }
}

/// (Σ steps) / their number, or the sum.
float exactScore(std::span<const float> steps, ScoreNorm norm) {
    double sum = 0;
    for (const float step : steps) {
        sum += step;
    }
    return static_cast<float>(norm == ScoreNorm::Length ? sum / static_cast<double>(steps.size()) : sum);
}

/// Evaluation mode for a while: dropout must not reach scores.
class EvaluationMode {
public:
    explicit EvaluationMode(P5Backbone& backbone)
        : m_backbone(backbone), m_wasTraining(backbone->is_training()) {
        m_backbone->eval();
    }
    ~EvaluationMode() { m_backbone->train(m_wasTraining); }
    EvaluationMode(const EvaluationMode&) = delete;
    EvaluationMode& operator=(const EvaluationMode&) = delete;

private:
    P5Backbone& m_backbone;
    bool m_wasTraining;
};

/// Some of one user's candidates.
struct Chunk {
    std::size_t row, first;
    Trie trie;
};

std::vector<Chunk> makeChunks(const std::vector<CandidatePieces>& candidates, std::int64_t maxNodes) {
    std::vector<Chunk> chunks;
    for (std::size_t row = 0; row < candidates.size(); ++row) {
        const std::span<const std::span<const std::int32_t>> all(candidates[row]);
        std::size_t first = 0;
        while (first < all.size()) {
            std::int64_t nodes = 1;
            std::size_t count = 0;
            while (first + count < all.size()) {
                const auto pieces = static_cast<std::int64_t>(all[first + count].size());
                if (count > 0 && nodes + pieces > maxNodes) {
                    break;
                }
                nodes += pieces;
                ++count;
            }
            chunks.push_back({row, first, buildTrie(all.subspan(first, count))});
            first += count;
        }
    }
    return chunks;
}

} // namespace

std::vector<std::vector<float>> scoreCandidates(P5Backbone& backbone, const torch::Tensor& encoderOutput,
                                                const torch::Tensor& attentionMask,
                                                const std::vector<CandidatePieces>& candidates,
                                                const ScorerOptions& options, const KvPrefix* prefix) {
    const c10::InferenceMode inferenceMode;
    const EvaluationMode evaluationMode(backbone);
    // Attention within a trie grows with the square of its nodes, so large candidate lists are cut.
    constexpr std::int64_t kNodesPerTrie = 512;
    const std::vector<Chunk> chunks = makeChunks(candidates, std::min(options.maxNodes, kNodesPerTrie));
    std::vector<std::vector<float>> result(candidates.size());
    std::vector<std::vector<std::vector<float>>> steps(options.beams > 0 ? candidates.size() : 0);
    for (std::size_t row = 0; row < candidates.size(); ++row) {
        result[row].resize(candidates[row].size());
        if (options.beams > 0) {
            steps[row].resize(candidates[row].size());
        }
    }
    for (std::size_t begin = 0; begin < chunks.size();) {
        std::int64_t widest = 0;
        std::size_t end = begin;
        std::vector<Trie> tries;
        std::vector<std::int64_t> rows;
        while (end < chunks.size()) {
            widest = std::max(widest, chunks[end].trie.size());
            if (end > begin && widest * static_cast<std::int64_t>(tries.size() + 1) > options.maxNodes) {
                break;
            }
            tries.push_back(chunks[end].trie);
            rows.push_back(static_cast<std::int64_t>(chunks[end].row));
            ++end;
        }
        const torch::Tensor index = torch::tensor(rows, torch::kInt64).to(encoderOutput.device());
        scorePass(backbone, encoderOutput.index_select(0, index), attentionMask.index_select(0, index), tries,
                  prefix, [&](std::size_t chunk, std::size_t i, std::span<const float> found) {
                      const std::size_t row = chunks[begin + chunk].row;
                      const std::size_t position = chunks[begin + chunk].first + i;
                      if (options.beams > 0) {
                          steps[row][position].assign(found.begin(), found.end());
                      } else {
                          result[row][position] = exactScore(found, options.norm);
                      }
                  });
        begin = end;
    }
    for (std::size_t row = 0; row < steps.size(); ++row) {
        result[row] = beamScores(candidates[row], steps[row], options.beams);
    }
    return result;
}

} // namespace up5::nn
