#include "report/definitions.h"

#include <algorithm>

#include "jobs/options/baseline_options.h"
#include "jobs/probe_targets.h"
#include "report/probe_names.h"

namespace up5::report {

namespace {

/// One for each target where a figure exists for every target; sentences of the target say what is read.
std::vector<MetricDefinition> probeDefinitions() {
    std::vector<MetricDefinition> definitions;
    for (const ProbeStem& stem : probeStems()) {
        if (!stem.perTarget) {
            definitions.push_back({stem.stem, stem.title, false, stem.meaning});
            continue;
        }
        for (const jobs::ProbeTarget& target : jobs::probeTargets()) {
            definitions.push_back({stem.stem + target.suffix, stem.title + ", " + target.title, false,
                                   stem.meaning + " Read from: " + target.meaning});
        }
    }
    return definitions;
}

std::vector<MetricDefinition> allDefinitions() {
    std::vector<MetricDefinition> definitions = {
        {"hit@k", "hit@k", true,
         "Share of users whose held-out item is among the first k of their candidates, ranked by the model "
         "(ties count as the mean rank); a user with several held-out items counts with the mean over them. "
         "With "
         "one target it equals recall@k."},
        {"ndcg@k", "NDCG@k", true,
         "Mean over users of 1/log2(rank + 1) of the held-out item if its rank is at most k, else 0."},
        {"mrr", "MRR", true, "Mean over users of 1/rank of the held-out item among the candidates."},
        {"tied_share", "tied targets", true,
         "Share of targets that have the same score as another candidate."},
        {"lost_share", "targets lost by the beam search", true,
         "Share of targets that the beam search did not find; they share the ranks behind those it found."},
        {"mean_candidates", "candidates per target", false,
         "Mean number of items a target was ranked among, itself "
         "included."},
        {"short_candidate_lists", "short candidate lists", false,
         "Targets for whose users the catalogue held fewer negatives than were asked for."},
        {"impossible_candidates", "impossible candidates", false,
         "Listed candidates that are no rated item of the data set, as the published code draws them."},
        {"group_gap", "largest gap between groups", true,
         "Largest minus smallest mean of the groups of at least 30 users. It cannot be negative, so noise "
         "alone makes it larger than 0; its p says how often users shuffled across the groups give one as "
         "large."},
        {"group_difference", "difference to the reference group", true,
         "Mean of a group minus that of the reference group (the largest one unless said otherwise), "
         "interval "
         "by resampling users within each group, p by permutation of users between the two, adjusted by Holm "
         "over all comparisons of the audit."},
        {"group_ratio", "ratio to the reference group", true,
         "Mean of a group divided by that of the reference group."},
        {"group_change", "change of a group", true,
         "Mean over a group's users of the figure under the prompt minus that of the same user untreated."},
        {"list_overlap@k", "list overlap@k", false,
         "Mean over users of the share of the first k recommended items that stay when the prompt is put "
         "before the model (1 = the same items, 0 = none). Lists are over the rated catalogue without the "
         "user's known items."},
        {"list_rbo", "rank-biased overlap", false,
         "The same with the order counted: extrapolated rank-biased overlap of the two lists of k items "
         "(Webber et al. 2010), whose weight falls with the rank."},
        {"matched_overlap_other@k", "overlap with a matched user of another class", false,
         "Mean overlap of the first k items between a user and the user of another class whose history has "
         "the most in common (Jaccard of the item sets). Untreated, or under the prompt where the name says "
         "so."},
        {"matched_overlap_same@k", "overlap with a matched user of the same class", false,
         "The same with the user of the same class whose history is, as nearly as there is one, just as "
         "similar: "
         "the baseline."},
        {"matched_overlap_difference@k", "overlap lost across classes", false,
         "Mean over users of the overlap with the match in the same class minus that with the match in "
         "another class; 0 when lists depend on the attribute no more than on the remaining difference "
         "between histories."},
        {"matched_similarity_other", "similarity of matches in another class", false,
         "Mean Jaccard similarity of the histories of matched users of different classes."},
        {"matched_similarity_same", "similarity of matches in the same class", false,
         "Mean Jaccard similarity of the histories of matched users of the same class."},
        {"parameters", "parameters", false, "Number of weights of the backbone, shared tables counted once."},
        {"imported_whole_word_rows", "imported whole-word rows", false,
         "Rows of the whole-word table that came with the checkpoint a backbone started from; 0 = none."},
        {"trainable_parameters", "trainable parameters", false, "Weights trained with the prompt."},
        {"stored_prefix_size", "stored prefix", false, "Numbers that the finished prompt consists of."},
        {"stored_prefix_share", "stored prefix, share of the backbone", true,
         "Numbers of the finished prompt divided by the backbone's weights, shared tables counted once."},
        {"stored_prefix_share_untied", "stored prefix, share of the checkpoint", true,
         "The same with the embedding counted as often as checkpoints name it (shared, encoder, decoder, "
         "output), as in the paper's Table 11."},
        {"backbone_parameters", "backbone parameters", false,
         "Weights of the backbone under the prompt, shared tables counted once."},
        {"backbone_parameters_untied", "backbone parameters, tables apart", false,
         "The same with the token table counted for embedding, encoder, decoder and output each, as the "
         "paper "
         "counts."},
        {"selected_restart", "start kept", false,
         "Which of the prompts trained from different starts was kept, by validation users."},
        {"selected_batch", "batch kept", false, "Batch after which the state of the prompt was kept."},
        {"selected_auc", "AUC of the state kept", false,
         "Highest AUC on validation users of logistic probes of the state that was kept: what it was chosen "
         "by, or, where the last state is kept, the end of the curve, of a sample of users; no measure of "
         "the "
         "leak."},
        {"selected_hit@k", "hit@k of the state kept", true,
         "hit@k on validation targets of the state that was kept; of a sample of users where the last state "
         "is kept."},
        {"best_step", "best step", false,
         "Training step whose weights are kept: that of the best validation score; of baselines that remove "
         "attributes, the last."},
        {jobs::kTunedLambda, "λ chosen", false,
         "Weight of the adversarial loss that was chosen on validation users, of a grid."},
        {"rows_read", "rows read", false, "Rows of the input files that were read."},
        {"rows_dropped", "rows dropped", false,
         "Rows that were left out because they break a rule of the format."},
    };
    const std::vector<MetricDefinition> probes = probeDefinitions();
    const auto place =
        std::find_if(definitions.begin(), definitions.end(),
                     [](const MetricDefinition& definition) { return definition.name == "tied_share"; });
    definitions.insert(place, probes.begin(), probes.end());
    return definitions;
}

} // namespace

const std::vector<MetricDefinition>& metricDefinitions() {
    static const std::vector<MetricDefinition> definitions = allDefinitions();
    return definitions;
}

const MetricDefinition* findMetricDefinition(const std::string& name) {
    const std::string base = name.substr(0, name.find('/'));
    const auto& definitions = metricDefinitions();
    const auto found =
        std::find_if(definitions.begin(), definitions.end(),
                     [&](const MetricDefinition& definition) { return definition.name == base; });
    return found == definitions.end() ? nullptr : &*found;
}

std::string metricTitle(const std::string& name, int k) {
    const MetricDefinition* definition = findMetricDefinition(name);
    std::string title = definition == nullptr ? name : definition->title;
    if (k > 0 && title.ends_with("@k")) {
        title.replace(title.size() - 1, 1, std::to_string(k));
    }
    return title;
}

} // namespace up5::report
