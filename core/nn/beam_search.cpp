#include "nn/beam_search.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>

namespace up5::nn {

namespace {

constexpr std::int32_t kEndToken = 1;

struct BeamNode {
    std::map<std::int32_t, std::size_t> children;
    float step = 0;                  ///< log-probability of the node's token behind its parent
    float end = 0;                   ///< log-probability of eos behind the node
    std::vector<std::size_t> ending; ///< candidates that end here
};

std::vector<BeamNode> beamTrie(const std::vector<std::span<const std::int32_t>>& candidates,
                               const std::vector<std::vector<float>>& steps) {
    std::vector<BeamNode> nodes(1);
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        std::size_t node = 0;
        for (std::size_t piece = 0; piece < candidates[i].size(); ++piece) {
            const auto [child, isNew] = nodes[node].children.try_emplace(candidates[i][piece], nodes.size());
            node = child->second;
            if (isNew) {
                nodes.emplace_back().step = steps[i][piece];
            }
        }
        nodes[node].end = steps[i].back();
        nodes[node].ending.push_back(i);
    }
    return nodes;
}

struct LiveBeam {
    std::size_t node = 0;
    float score = 0;
};

/// One way to go on: to a child, or to the end at the node.
struct Continuation {
    LiveBeam beam;
    std::size_t from = 0; ///< which live beam
    std::int32_t token = 0;
};

std::vector<Continuation> bestContinuations(const std::vector<BeamNode>& nodes,
                                            const std::vector<LiveBeam>& live, std::size_t count) {
    std::vector<Continuation> all;
    for (std::size_t from = 0; from < live.size(); ++from) {
        const BeamNode& node = nodes[live[from].node];
        if (!node.ending.empty()) {
            all.push_back({{live[from].node, live[from].score + node.end}, from, kEndToken});
        }
        for (const auto& [token, child] : node.children) {
            all.push_back({{child, live[from].score + nodes[child].step}, from, token});
        }
    }
    std::ranges::sort(all, [](const Continuation& a, const Continuation& b) {
        return std::tuple(-a.beam.score, a.from, a.token) < std::tuple(-b.beam.score, b.from, b.token);
    });
    all.resize(std::min(all.size(), count));
    return all;
}

/// The finished beams, at most as many as there are beams.
class Hypotheses {
public:
    explicit Hypotheses(std::size_t limit) : m_limit(limit) {}

    void add(std::size_t node, double score) {
        if (m_kept.size() >= m_limit && score <= worst()) {
            return;
        }
        m_kept.emplace_back(score, node);
        if (m_kept.size() > m_limit) {
            m_kept.erase(std::ranges::min_element(m_kept));
        }
    }
    /// Whether nothing of this score could enter any more.
    bool excludes(double score) const { return m_kept.size() >= m_limit && worst() >= score; }
    const std::vector<std::pair<double, std::size_t>>& kept() const { return m_kept; }

private:
    double worst() const { return std::ranges::min_element(m_kept)->first; }

    std::size_t m_limit;
    std::vector<std::pair<double, std::size_t>> m_kept; ///< score, node
};

} // namespace

std::vector<float> beamScores(const std::vector<std::span<const std::int32_t>>& candidates,
                              const std::vector<std::vector<float>>& steps, int beams) {
    const std::vector<BeamNode> nodes = beamTrie(candidates, steps);
    const auto width = static_cast<std::size_t>(beams);
    Hypotheses hypotheses(width);
    std::vector<LiveBeam> live(1);
    // Tokens so far, the start token among them: what a sum is divided by when it ends here.
    for (int length = 1; !live.empty(); ++length) {
        const std::vector<Continuation> best = bestContinuations(nodes, live, 2 * width);
        if (best.empty()) {
            break;
        }
        live.clear();
        for (std::size_t rank = 0; rank < best.size() && live.size() < width; ++rank) {
            const LiveBeam& beam = best[rank].beam;
            if (best[rank].token != kEndToken) {
                live.push_back(beam);
            } else if (rank < width) {
                hypotheses.add(beam.node, static_cast<double>(beam.score) / length);
            }
        }
        if (hypotheses.excludes(static_cast<double>(best.front().beam.score) / length)) {
            break;
        }
    }
    std::vector<float> scores(candidates.size(), -std::numeric_limits<float>::infinity());
    for (const auto& [score, node] : hypotheses.kept()) {
        for (const std::size_t candidate : nodes[node].ending) {
            scores[candidate] = static_cast<float>(score);
        }
    }
    return scores;
}

} // namespace up5::nn
