// One function per job kind.
#pragma once

#include "pipeline/job_context.h"

namespace up5::pipeline {

/// Files → data set in the workspace.
void importDataset(JobContext& context);
/// Data set → trained backbone, checkpoint and validation/test ranks.
void trainBackbone(JobContext& context);
/// Backbone, with or without a prompt → hit@k, NDCG@10, MRR and per-user ranks.
void evaluate(JobContext& context);
/// Backbone, with or without a prompt → leak of attributes by fresh probes.
void probe(JobContext& context);
/// Backbone → counterfactually-fair prompt, then hit@k and fresh probes with it.
void trainCfp(JobContext& context);
/// Trained prompts of one backbone → module that mixes any of them, then hit@k and fresh probes of every
/// attribute for every subset.
void trainMixture(JobContext& context);
/// Backbone, with or without a prompt → how much recommended lists change with the prompt, and between users
/// matched on history who differ in an attribute (paper Definition 2.1).
void stability(JobContext& context);

/// Data set, or the frozen model of another run → another recommender, plain or with attributes removed, then
/// hit@k and fresh probes on the same users.
void trainBaselineModel(JobContext& context);

/// Runs the pipeline of context.spec.kind. Throws what the pipeline throws, Error{Unsupported} for an unknown
/// kind.
void runJob(JobContext& context);

} // namespace up5::pipeline
