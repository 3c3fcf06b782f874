#include "train/permuted_regressions.h"

#include <deque>

namespace up5::train {

namespace {

constexpr int kMaxSteps = 200;
constexpr std::size_t kHistory = 8;
constexpr int kMaxHalvings = 30;

/// Weights, gradients and steps of R regressions are [d + 1, R, C]; one number each is [R].
torch::Tensor products(const torch::Tensor& a, const torch::Tensor& b) {
    return (a * b).sum(at::IntArrayRef{0, 2});
}
torch::Tensor scaled(const torch::Tensor& factors, const torch::Tensor& a) {
    return factors.unsqueeze(1) * a;
}

/// The objectives at some weights and what follows from them.
struct Point {
    torch::Tensor weights, gradients, objectives;
};

/// The objectives of all regressions and their gradients.
class Objectives {
public:
    Objectives(torch::Tensor inputs, torch::Tensor decay, torch::Tensor labels)
        : m_inputs(std::move(inputs)), m_decay(decay.reshape({-1, 1, 1})), m_labels(labels.unsqueeze(2)) {}

    Point at(const torch::Tensor& weights) const {
        const std::int64_t n = m_inputs.size(0);
        const torch::Tensor logits =
            m_inputs.matmul(weights.flatten(1)).reshape({n, weights.size(1), weights.size(2)});
        torch::Tensor residuals = logits.log_softmax(2);
        const torch::Tensor losses = residuals.gather(2, m_labels).squeeze(2).mean(0).neg();
        residuals = residuals.exp_();
        residuals.scatter_add_(2, m_labels, torch::full_like(m_labels, -1, residuals.options()));
        const torch::Tensor decayed = m_decay * weights;
        const torch::Tensor slopes =
            m_inputs.t().matmul(residuals.flatten(1)).div_(static_cast<double>(n)).reshape(weights.sizes());
        return {weights, slopes + decayed, losses + 0.5 * products(decayed, weights)};
    }

private:
    torch::Tensor m_inputs, m_decay, m_labels;
};

/// The inverse of the Hessian at zero weights and the class shares as bias, (diag p − p pᵀ) ⊗ variances +
/// decay: [d + 1, R, C] → the same.
class InverseAtShares {
public:
    InverseAtShares(const torch::Tensor& shares, const torch::Tensor& variances, const torch::Tensor& decay) {
        const auto [values, vectors] = torch::linalg_eigh(shares.diag() - shares.outer(shares));
        m_vectors = vectors;
        const torch::Tensor curvature =
            variances.unsqueeze(1) * values.clamp_min(0).unsqueeze(0) + decay.unsqueeze(1); // [d + 1, C]
        // Raising the bias of all classes alike changes nothing, and has no curvature.
        m_inverse = torch::where(curvature > 1e-12, curvature.reciprocal(), torch::zeros_like(curvature));
        m_inverse = m_inverse.unsqueeze(1); // [d + 1, 1, C]
    }
    torch::Tensor operator()(const torch::Tensor& gradients) const {
        return (gradients.matmul(m_vectors) * m_inverse).matmul(m_vectors.t());
    }

private:
    torch::Tensor m_vectors, m_inverse;
};

/// The last steps taken and what they changed in the gradients (L-BFGS).
class History {
public:
    void add(const torch::Tensor& step, const torch::Tensor& change) {
        const torch::Tensor curvature = products(step, change);
        // A regression that no longer moves learns nothing from its step.
        const torch::Tensor weight =
            torch::where(curvature > 0, curvature.reciprocal(), torch::zeros_like(curvature));
        m_pairs.push_back({step, change, weight});
        if (m_pairs.size() > kHistory) {
            m_pairs.pop_front();
        }
    }
    torch::Tensor direction(const torch::Tensor& gradients, const InverseAtShares& inverse) const {
        torch::Tensor result = gradients;
        std::deque<torch::Tensor> factors;
        for (auto pair = m_pairs.rbegin(); pair != m_pairs.rend(); ++pair) {
            factors.push_front(pair->weight * products(pair->step, result));
            result = result - scaled(factors.front(), pair->change);
        }
        result = inverse(result);
        for (std::size_t i = 0; i < m_pairs.size(); ++i) {
            const torch::Tensor back = m_pairs[i].weight * products(m_pairs[i].change, result);
            result = result + scaled(factors[i] - back, m_pairs[i].step);
        }
        return result.neg();
    }

private:
    struct Pair {
        torch::Tensor step, change, weight;
    };
    std::deque<Pair> m_pairs;
};

/// The first of the points at 1, ½, ¼ … of the way that lowers each regression's objective enough.
Point lowerPoint(const Objectives& objectives, const Point& from, const torch::Tensor& direction) {
    constexpr double kEnough = 1e-4, kRounding = 1e-13;
    const torch::Tensor slope = products(from.gradients, direction);
    torch::Tensor lengths = torch::ones_like(slope);
    Point point = objectives.at(from.weights + direction);
    for (int halving = 0; halving < kMaxHalvings; ++halving) {
        const torch::Tensor tooHigh =
            point.objectives > from.objectives + kEnough * lengths * slope + kRounding;
        if (!tooHigh.any().item<bool>()) {
            break;
        }
        lengths = torch::where(tooHigh, 0.5 * lengths, lengths);
        point = objectives.at(from.weights + scaled(lengths, direction));
    }
    return point;
}

} // namespace

PermutedRegressions::PermutedRegressions(const torch::Tensor& states, double penalty) {
    const torch::NoGradGuard noGradients;
    const torch::Tensor rows = states.detach().to(torch::kFloat64);
    m_mean = rows.mean(0, true);
    const torch::Tensor centred = rows - m_mean;
    const auto [variances, axes] =
        torch::linalg_eigh(centred.t().matmul(centred) / static_cast<double>(rows.size(0)));
    const torch::Tensor one = torch::ones({1}, rows.options());
    m_axes = axes;
    m_variances = torch::cat({variances.clamp_min(0), one});
    m_inputs = torch::cat({centred.matmul(axes), torch::ones({rows.size(0), 1}, rows.options())}, 1);
    m_decay = torch::cat({torch::full({rows.size(1)}, penalty, rows.options()), 0 * one});
}

torch::Tensor PermutedRegressions::fit(const torch::Tensor& labels, int numClasses, double tolerance,
                                       const CancelToken& cancel) const {
    const torch::NoGradGuard noGradients;
    const Objectives objectives(m_inputs, m_decay, labels);
    const torch::Tensor shares = torch::one_hot(labels.select(1, 0), numClasses)
                                     .to(torch::kFloat64)
                                     .mean(0); // the same in all columns
    const InverseAtShares inverse(shares, m_variances, m_decay);
    torch::Tensor start = torch::zeros({m_inputs.size(1), labels.size(1), numClasses}, m_inputs.options());
    start.select(0, -1).copy_(shares.clamp_min(1e-12).log());
    Point point = objectives.at(start);
    History history;
    for (int step = 0; step < kMaxSteps; ++step) {
        cancel.throwIfCancelled();
        const torch::Tensor excess = 0.5 * products(point.gradients, inverse(point.gradients));
        if (excess.max().item<double>() < tolerance) {
            break;
        }
        const Point next = lowerPoint(objectives, point, history.direction(point.gradients, inverse));
        history.add(next.weights - point.weights, next.gradients - point.gradients);
        point = next;
    }
    const std::int64_t d = m_axes.size(0);
    const torch::Tensor weights = point.weights.permute({1, 2, 0}); // [R, C, d + 1]
    const torch::Tensor turnedBack = weights.narrow(2, 0, d).matmul(m_axes.t());
    const torch::Tensor bias = weights.narrow(2, d, 1) - turnedBack.matmul(m_mean.t());
    return torch::cat({turnedBack, bias}, 2);
}

torch::Tensor PermutedRegressions::logits(const torch::Tensor& weights, const torch::Tensor& states) {
    const std::int64_t d = states.size(1);
    const torch::Tensor slopes = weights.narrow(2, 0, d), bias = weights.narrow(2, d, 1);
    return states.to(torch::kFloat64).matmul(slopes.transpose(1, 2)) + bias.transpose(1, 2);
}

} // namespace up5::train
