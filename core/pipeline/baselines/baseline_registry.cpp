#include "pipeline/baselines/baseline_registry.h"

#include "base/error.h"
#include "pipeline/baselines/counting_models.h"
#include "pipeline/baselines/matching_models.h"
#include "pipeline/baselines/sequential_models.h"

namespace up5::pipeline {

const std::vector<BaselineBuilder>& baselineBuilders() {
    static const std::vector<BaselineBuilder> builders = {
        {"popularity", popularityModel},
        {"cooccurrence", cooccurrenceModel},
        {"exact_basket", exactBasketModel},
        {"pmf", pmfModel},
        {"simplex", simplexModel},
        {"sasrec", sasrecModel},
        {"bert4rec", bert4recModel},
        {"c-pmf", pmfModel}, // with attributes to remove: behind filters
        {"c-sx", simplexModel},
        {"s-sas", promptedModel}, // of the frozen run
        {"s-bert", promptedModel},
    };
    return builders;
}

std::unique_ptr<BaselineModel> makeBaseline(const BaselineSetup& setup) {
    for (const BaselineBuilder& builder : baselineBuilders()) {
        if (builder.model == setup.options.model) {
            return builder.make(setup);
        }
    }
    throw Error(ErrorCode::Unsupported, "This worker knows no baseline model " + setup.options.model + ".");
}

} // namespace up5::pipeline
