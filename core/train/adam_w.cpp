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
    m_idle.resize(m_parameters.size(), 0);
}

void AdamW::step(bool isClipped) {
    const torch::NoGradGuard noGradients;
    ++m_steps;
    std::vector<std::size_t> active; // positions of the parameters to be updated
    std::vector<torch::Tensor> gradients;
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        const torch::Tensor& gradient = m_parameters[i].grad();
        if (!gradient.defined() && m_options.skipsIdle) {
            ++m_idle[i];
            continue;
        }
        active.push_back(i);
        gradients.push_back(gradient.defined() ? gradient : torch::zeros_like(m_parameters[i]));
    }
    if (m_options.l2 > 0) {
        for (std::size_t k = 0; k < active.size(); ++k) {
            gradients[k] = gradients[k].add(m_parameters[active[k]], m_options.l2);
        }
    }
    if (isClipped && m_options.clipNorm > 0 && !active.empty()) {
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
    for (std::size_t k = 0; k < active.size(); ++k) {
        const std::size_t i = active[k];
        const auto taken = static_cast<double>(m_steps - m_idle[i]);
        const double correction1 = 1.0 - std::pow(m_options.beta1, taken);
        const double correction2 = 1.0 - std::pow(m_options.beta2, taken);
        torch::Tensor& m = m_firstMoment[i];
        torch::Tensor& v = m_secondMoment[i];
        m.mul_(m_options.beta1).add_(gradients[k], 1.0 - m_options.beta1);
        v.mul_(m_options.beta2).addcmul_(gradients[k], gradients[k], 1.0 - m_options.beta2);
        const torch::Tensor denominator = v.sqrt().div_(std::sqrt(correction2)).add_(m_options.epsilon);
        if (m_options.weightDecay > 0 && (!m_options.decaysMatricesOnly || m_parameters[i].dim() > 1)) {
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
    if (m_options.skipsIdle) {
        tensors[prefix + "idle"] = torch::tensor(m_idle, torch::kInt64);
    }
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
    if (m_options.skipsIdle) {
        const torch::Tensor idle = find("idle").to(torch::kCPU).contiguous();
        if (idle.numel() != static_cast<std::int64_t>(m_idle.size())) {
            throw Error(ErrorCode::Corrupt, "The saved training state does not fit this network: " + prefix +
                                                "idle has another length.");
        }
        m_idle.assign(idle.data_ptr<std::int64_t>(), idle.data_ptr<std::int64_t>() + idle.numel());
    }
}

} // namespace up5::train
