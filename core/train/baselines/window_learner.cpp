#include "train/baselines/window_learner.h"

#include "base/random_stream.h"
#include "train/schedule.h"

namespace up5::train {

torch::Tensor seededOrder(std::int64_t n, std::uint64_t seed, const std::string& purpose,
                          torch::Device device) {
    return torch::randperm(n, at::detail::createCPUGenerator(derivedSeed(seed, purpose)), torch::kInt64)
        .to(device);
}

torch::Tensor evenPart(const torch::Tensor& rows, std::int64_t part, std::int64_t parts) {
    const std::int64_t begin = rows.size(0) * part / parts, end = rows.size(0) * (part + 1) / parts;
    return rows.narrow(0, begin, end - begin);
}

WindowLearner::WindowLearner(const std::vector<torch::Tensor>& parameters,
                             std::shared_ptr<const ItemSequences> sequences,
                             const WindowTrainingOptions& options)
    : m_options(options), m_source(std::move(sequences)), m_sequences(m_source),
      m_optimiser(parameters, options.optimiser) {}

int WindowLearner::beginEpoch(int epoch) {
    if (!m_options.isOrdered) {
        m_sequences = std::make_shared<ItemSequences>(
            m_source->shuffled(m_options.seed, "items of epoch " + std::to_string(epoch)));
    }
    m_order = seededOrder(m_numWindows, m_options.seed, "windows of epoch " + std::to_string(epoch),
                          m_source->device());
    m_steps = (m_numWindows + m_options.batch - 1) / m_options.batch;
    return static_cast<int>(m_steps);
}

std::map<std::string, torch::Tensor> WindowLearner::takeStep(const EpochStep& step) {
    if (m_options.decay) {
        m_optimiser.setLearningRate(m_options.optimiser.learningRate *
                                    linearWarmupDecay(step.scheduleStep(), step.total, m_options.warmup));
    }
    const torch::Tensor loss = stepLoss(evenPart(m_order, step.index, m_steps), step.index, m_steps);
    loss.backward();
    m_optimiser.step();
    return {{"loss", loss.detach()}};
}

void WindowLearner::save(std::map<std::string, torch::Tensor>& tensors) const {
    m_optimiser.save("optimiser.", tensors);
}

void WindowLearner::restore(const std::map<std::string, torch::Tensor>& tensors) {
    m_optimiser.restore("optimiser.", tensors);
}

} // namespace up5::train
