#include "pipeline/ranking.h"

#include "pipeline/tensor_batch.h"

namespace up5::pipeline {

PreparedRanking::PreparedRanking(const Protocol& protocol, const RankingRequest& request)
    : m_request(request), m_targets(protocol, request.targets) {
    const data::Split& split = protocol.split(task());
    std::vector<int> lengths;
    for (std::size_t index = 0; index < m_targets.size(); ++index) {
        const int user = m_targets.user(index);
        m_texts.push_back(
            protocol.evaluationText(task(), user, split.historyFor(part(), user), m_targets.stored(index)));
        lengths.push_back(static_cast<int>(m_texts.back().tokens.size()));
    }
    m_buckets = text::bucketByLength(lengths, kTokensPerPass);
}

Ranks PreparedRanking::rank(LoadedBackbone& backbone, const JobContext& context) const {
    const torch::NoGradGuard noGradients;
    const Protocol& protocol = backbone.protocol;
    RankCollector collector(m_targets);
    std::int64_t done = 0;
    for (const std::vector<int>& bucket : m_buckets) {
        context.cancel.throwIfCancelled();
        std::vector<const text::EncodedText*> rows;
        std::vector<std::vector<std::int32_t>> items;
        std::vector<nn::CandidatePieces> pieces;
        for (const int index : bucket) {
            rows.push_back(&m_texts[static_cast<std::size_t>(index)]);
            items.push_back(m_targets.candidates(static_cast<std::size_t>(index)));
            nn::CandidatePieces& row = pieces.emplace_back();
            for (const std::int32_t item : items.back()) {
                row.push_back(protocol.tokenizer().itemPieces(item));
            }
        }
        const EncoderInputs inputs = encoderInputs(text::makeTokenBatch(rows), backbone.device);
        const torch::Tensor encoded = backbone.network->encode(inputs.tokens, inputs.wholeWordIds,
                                                               inputs.attentionMask, backbone.prefixOrNull());
        const auto scores =
            nn::scoreCandidates(backbone.network, encoded, inputs.attentionMask, pieces,
                                {.norm = m_request.norm, .beams = m_request.beams}, backbone.prefixOrNull());
        for (std::size_t row = 0; row < bucket.size(); ++row) {
            collector.put(static_cast<std::size_t>(bucket[row]), items[row], scores[row]);
        }
        done += static_cast<std::int64_t>(bucket.size());
        context.progress("evaluating", done, static_cast<std::int64_t>(m_targets.size()));
    }
    Ranks result = collector.finish();
    result.beamSearch = m_request.beams > 0;
    return result;
}

Ranks rankTargets(LoadedBackbone& backbone, const RankingRequest& request, const JobContext& context) {
    return PreparedRanking(backbone.protocol, request).rank(backbone, context);
}

std::vector<PreparedRanking> prepareAllRankings(const Protocol& protocol, int validationUsers) {
    std::vector<PreparedRanking> rankings;
    for (const data::SplitPart part : {data::SplitPart::Validation, data::SplitPart::Test}) {
        const int maxUsers = part == data::SplitPart::Validation ? validationUsers : 0;
        for (const Task task : {Task::Sequential, Task::Direct}) {
            rankings.emplace_back(protocol,
                                  RankingRequest{{.task = task, .part = part, .maxUsers = maxUsers}});
        }
    }
    return rankings;
}

void reportAllRanks(LoadedBackbone& backbone, const std::vector<PreparedRanking>& rankings,
                    const metrics::BootstrapOptions& bootstrap, const JobContext& context) {
    for (const PreparedRanking& ranking : rankings) {
        reportRanks(ranking.rank(backbone, context), ranking.task(), ranking.part(), bootstrap, context);
    }
}

void reportAllRanks(LoadedBackbone& backbone, int validationUsers, const metrics::BootstrapOptions& bootstrap,
                    const JobContext& context) {
    reportAllRanks(backbone, prepareAllRankings(backbone.protocol, validationUsers), bootstrap, context);
}

} // namespace up5::pipeline
