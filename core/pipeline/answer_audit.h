// Probing by asking, as part of an audit: discrete prompts and the soft probing prompt (paper §4.1, §4.2).
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "data/user_groups.h"
#include "jobs/options/probe_options.h"
#include "pipeline/job_context.h"
#include "pipeline/loaded_backbone.h"
#include "pipeline/probe_figures.h"
#include "train/adversaries/adversary.h"

namespace up5::pipeline {

/// Throws Error{InvalidInput} when the options' answers or verbalisers do not fit one of the attributes, or
/// the backbone's vocabulary cannot spell or tell apart the words of its classes (see answerPieces), and some
/// method asks for them.
void checkQuestions(const Protocol& protocol, const std::vector<std::string>& attributes,
                    const jobs::ProbeOptions& options);

/// Asks for the attribute in the ways that options.methods name, if any. Answers to the classes of the data
/// set go into `figures`; where the set of answers joins classes, their AUC is another quantity and is
/// reported as the attribute "NAME/SET" instead, with figures of its own. Throws Error{InvalidInput} for a
/// file of verbalisers that does not fit.
void attackByAsking(const LoadedBackbone& backbone, const data::Attribute& attribute,
                    const data::UserGroups& groups, const jobs::ProbeOptions& options,
                    const JobContext& context, ProbeFigures& figures);

/// What a soft prompt as adversary of the attribute needs: the backbone with tokens for the words of its
/// classes. Throws as checkQuestions.
std::shared_ptr<const train::AttributeWords> attributeWords(const LoadedBackbone& backbone,
                                                            const data::Attribute& attribute,
                                                            const jobs::ProbeOptions& options);

} // namespace up5::pipeline
