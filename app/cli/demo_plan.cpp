#include "demo_plan.h"

#include <fmt/format.h>

#include "jobs/job_kinds.h"

namespace up5::cli {

namespace {

constexpr const char* kAttribute = "gender";
constexpr double kLambdas[] = {0, 2, 20};

jobs::JobSpec specOf(const std::string& kind, const std::string& name, const std::string& dataset,
                     const std::map<std::string, std::string>& settings) {
    jobs::JobSpec spec;
    spec.kind = kind;
    spec.name = name;
    spec.dataset = dataset;
    if (jobs::jobKind(kind).needsAttribute) {
        spec.attributes = {kAttribute};
    }
    spec.options = jobs::jobKind(kind).options->resolve(settings);
    return spec;
}

} // namespace

DemoPlan demoPlan(const std::string& dataset) {
    DemoPlan plan;
    plan.attribute = kAttribute;
    plan.backbone = specOf("backbone", "demo", dataset,
                           {{"epochs", "8"}, {"batch_tokens", "2048"}, {"following_items", "20"}});
    plan.audit = {specOf("evaluate", "demo untreated", dataset, {}),
                  specOf("probe", "demo untreated", dataset, {})};
    for (const double lambda : kLambdas) {
        plan.audit.push_back(specOf("cfp", fmt::format("demo λ = {}", lambda), dataset,
                                    {{"lambda", fmt::format("{}", lambda)},
                                     {"batches", "80"},
                                     {"batch_size", "64"},
                                     {"warm_start", "50"},
                                     {"output_scale", "1"},
                                     {"validate_every", "40"}}));
    }
    return plan;
}

} // namespace up5::cli
