#include "train/adam_w.h"

#include <cmath>

#include "base/error.h"

namespace up5::train {

AdamW::AdamW(const std::vector<torch::Tensor>& parameters, const AdamWOptions& options) : m_options(options) {
    for (const torch::Tensor& parameter : parameters) {
        if (parameter.requires_grad()) {
            m_parameters.push_back(parameter);
            m_firstMoment.push_back(torch::zeros_like(parameter, torch::MemoryFormat::Contiguous));
            m_secondMoment.push_back(torch::zeros_like(parameter, torch::MemoryFormat::Contiguous));
        }
    }
}

void AdamW::step(bool isClipped) {
    const torch::NoGradGuard noGradients;
    ++m_steps;
    std::vector<torch::Tensor> gradients;
    gradients.reserve(m_parameters.size());
    for (const torch::Tensor& parameter : m_parameters) {
        gradients.push_back(parameter.grad().defined() ? parameter.grad() : torch::zeros_like(parameter));
    }
    if (m_options.l2 > 0) {
        for (std::size_t i = 0; i < m_parameters.size(); ++i) {
            gradients[i] = gradients[i].add(m_parameters[i], m_options.l2);
        }
    }
    if (isClipped && m_options.clipNorm > 0) {
        std::vector<torch::Tensor> squares;
        squares.reserve(gradients.size());
        for (const torch::Tensor& gradient : gradients) {
            squares.push_back(gradient.square().sum());
        }
        // Kept as a tensor: reading the norm here would wait for the device in every step.
        const torch::Tensor norm = torch::stack(squares).sum().sqrt();
        const torch::Tensor factor = (m_options.clipNorm / (norm + 1e-6)).clamp_max(1.0);
        for (torch::Tensor& gradient : gradients) {
            gradient.mul_(factor);
        }
    }
    const double correction1 = 1.0 - std::pow(m_options.beta1, static_cast<double>(m_steps));
    const double correction2 = 1.0 - std::pow(m_options.beta2, static_cast<double>(m_steps));
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        torch::Tensor& m = m_firstMoment[i];
        torch::Tensor& v = m_secondMoment[i];
        m.mul_(m_options.beta1).add_(gradients[i], 1.0 - m_options.beta1);
        v.mul_(m_options.beta2).addcmul_(gradients[i], gradients[i], 1.0 - m_options.beta2);
        const torch::Tensor denominator = v.sqrt().div_(std::sqrt(correction2)).add_(m_options.epsilon);
        if (m_options.weightDecay > 0) {
            m_parameters[i].mul_(1.0 - m_options.learningRate * m_options.weightDecay);
        }
        m_parameters[i].addcdiv_(m, denominator, -m_options.learningRate / correction1);
    }
    zeroGradients();
}

void AdamW::zeroGradients() {
    for (torch::Tensor& parameter : m_parameters) {
        parameter.mutable_grad() = torch::Tensor();
    }
}

void AdamW::save(const std::string& prefix, std::map<std::string, torch::Tensor>& tensors) const {
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        tensors[prefix + "m." + std::to_string(i)] = m_firstMoment[i];
        tensors[prefix + "v." + std::to_string(i)] = m_secondMoment[i];
    }
    tensors[prefix + "steps"] = torch::tensor({m_steps}, torch::kInt64);
}

void AdamW::restore(const std::string& prefix, const std::map<std::string, torch::Tensor>& tensors) {
    const torch::NoGradGuard noGradients;
    const auto find = [&](const std::string& name) -> const torch::Tensor& {
        const auto found = tensors.find(prefix + name);
        if (found == tensors.end()) {
            throw Error(ErrorCode::Corrupt, "The saved training state has no tensor " + prefix + name + ".");
        }
        return found->second;
    };
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        for (auto [moment, name] :
             {std::pair{&m_firstMoment[i], "m."}, std::pair{&m_secondMoment[i], "v."}}) {
            const torch::Tensor& stored = find(name + std::to_string(i));
            if (stored.sizes() != moment->sizes()) {
                throw Error(ErrorCode::Corrupt,
                            "The saved training state does not fit this network: " + prefix + name +
                                std::to_string(i) + " has another shape.");
            }
            moment->copy_(stored);
        }
    }
    m_steps = find("steps").item<std::int64_t>();
}

} // namespace up5::train
