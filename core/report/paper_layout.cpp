#include "report/paper_layout.h"

#include <array>
#include <cctype>

#include <fmt/format.h>

#include "jobs/baseline_models.h"

namespace up5::report {

namespace {

using Kind = PaperModel::Kind;
using What = LayoutQuantity::What;
using Names = std::vector<std::string>;

constexpr std::array kPaperHits = {1, 3, 5, 10};
const std::string kDirect = "direct", kSequential = "sequential", kCfp = "CFP";

/// A baseline as the paper's tables call it.
struct NamedBaseline {
    const char* id;
    const char* published;
};

void addHits(const std::string& task, PaperLayout& layout) {
    for (const int k : kPaperHits) {
        const std::string name = fmt::format("hit@{}", k);
        layout.quantities.push_back({name, name, What::Hits, k, task});
    }
}

void addAucs(const std::string& title, PaperLayout& layout) {
    layout.quantities.push_back({title, title, What::Auc});
    layout.quantities.push_back({title + ", strongest probe", "", What::StrongestAuc});
}

/// The model with λ = 0, and as its training begins; `name`: how the model is called, `task` as in
/// LayoutSubject::publishedTask.
void addControls(const std::string& group, const std::string& name, PaperModel model, const std::string& task,
                 PaperLayout& layout) {
    // A mixture begins about the mean of trained prompts.
    const char* start = model.kind == Kind::Mixture ? "untrained" : "random";
    for (const auto& [treatment, what] :
         {std::pair{Family::Control, "λ = 0"}, std::pair{Family::Random, start}}) {
        model.treatment = treatment;
        layout.subjects.push_back({group, fmt::format("{}, {}", name, what), model, {}, {}, task, true});
    }
}

/// Tables 1 to 3: what different questions read of P5.
PaperLayout probingLayout(int table, const Names& attributes) {
    PaperLayout layout;
    for (const std::string& attribute : attributes) {
        layout.subjects.push_back({attribute, "P5", {Kind::Untreated, {}, {attribute}}, "P5", attribute});
    }
    const auto ask = [&](const char* title, const char* method, const char* published) {
        layout.quantities.push_back(
            {title, *published ? "AUC" : "", What::AnsweredWords, 0, {}, {}, "answers", method, published});
        layout.quantities.push_back(
            {fmt::format("{}, scores of the words", title), "", What::Probe, 0, {}, {}, "answers", method});
    };
    if (table == 1) {
        layout.title = "Manually designed prompts: AUC";
        ask("w/ interaction", "zero-shot-with-history", "w/ interaction");
        ask("w/o interaction", "zero-shot-without-history", "w/o interaction");
        ask("w/ interaction, in context", "in-context-with-history", "");
        ask("w/o interaction, in context", "in-context-without-history", "");
    } else if (table == 2) {
        layout.title = "Soft probing prompt tuning: AUC";
        ask("soft prompt", "soft-prompt", "soft probing prompt");
    } else {
        layout.title = "Multi-class classifier: AUC";
        layout.quantities = {{"classifier", "AUC", What::Probe, 0, {}, {}, "user_span", "mlp9-code"},
                             {"best classifier of the user span", "", What::Auc},
                             {"strongest probe", "", What::StrongestAuc}};
    }
    return layout;
}

/// Adds a baseline, and after a fair one its plain model, which the paper does not show there: what leaks
/// without the treatment. Those that read histories stand twice: as the paper has them, and shown as many
/// items as P5.
void addBaseline(const LayoutSubject& subject, PaperLayout& layout) {
    std::vector<LayoutSubject> subjects = {subject};
    if (const std::string& plain = jobs::baselineModel(subject.model.baseline).plain; !plain.empty()) {
        PaperModel model = subject.model;
        model.baseline = plain;
        subjects.push_back({subject.group, jobs::baselineModel(plain).title, model, {}, {}, {}, true});
    }
    const bool readsHistories = jobs::baselineModel(subjects.back().model.baseline).takes("history");
    for (LayoutSubject& own : subjects) {
        if (!readsHistories) {
            layout.subjects.push_back(std::move(own));
            continue;
        }
        LayoutSubject alike{
            own.group, fmt::format("{}, {} items", own.title, kLikeForLikeHistory), own.model, {}, {}, {},
            true};
        own.model.likeForLike = false;
        alike.model.likeForLike = true;
        layout.subjects.push_back(std::move(own));
        layout.subjects.push_back(std::move(alike));
    }
}

/// Tables 4 and 5: one attribute removed.
PaperLayout singleLayout(const std::string& task, const std::vector<NamedBaseline>& baselines,
                         const Names& attributes) {
    PaperLayout layout;
    layout.title =
        fmt::format("One attribute removed: {} models", task == kDirect ? "matching" : "sequential");
    for (const std::string& attribute : attributes) {
        for (const NamedBaseline& baseline : baselines) {
            addBaseline({attribute,
                         baseline.published,
                         {Kind::Baseline, baseline.id, {attribute}},
                         baseline.published,
                         attribute},
                        layout);
        }
        layout.subjects.push_back(
            {attribute, "CFP", {Kind::Prompt, {}, {attribute}}, "CFP", attribute, {}, false, true});
        addControls(attribute, kCfp, {Kind::Prompt, {}, {attribute}}, {}, layout);
        layout.subjects.push_back({attribute, "P5", {Kind::Untreated, {}, {attribute}}, {}, {}, {}, true});
    }
    addHits(task, layout);
    addAucs("AUC", layout);
    return layout;
}

/// Tables 6 and 7: nothing removed.
PaperLayout untreatedLayout(const std::string& task, const std::vector<NamedBaseline>& baselines,
                            const Names& attributes) {
    PaperLayout layout;
    layout.title =
        fmt::format("{} recommendation without treatment", task == kDirect ? "Matching-based" : "Sequential");
    for (const NamedBaseline& baseline : baselines) {
        addBaseline(
            {"", baseline.published, {Kind::Baseline, baseline.id, attributes}, baseline.published, "none"},
            layout);
    }
    layout.subjects.push_back({"", "P5", {Kind::Untreated, {}, attributes}, "P5", "none", {}, false, true});
    for (const NamedBaseline& counting : {NamedBaseline{"popularity", "Popularity"},
                                          {"cooccurrence", "Co-occurrence"},
                                          {"exact_basket", "Exact basket"}}) {
        layout.subjects.push_back(
            {"", counting.published, {Kind::Baseline, counting.id, attributes}, {}, {}, {}, true});
    }
    addHits(task, layout);
    for (const std::string& attribute : attributes) {
        const std::string title = fmt::format("AUC ({})", attributeInitials({attribute}));
        layout.quantities.push_back({title, "AUC", What::Auc, 0, {}, attribute});
        layout.quantities.push_back({title + ", strongest probe", "", What::StrongestAuc, 0, {}, attribute});
    }
    return layout;
}

/// Tables 8 and 9: several attributes removed together. Where P5 is measured on the sequential task, the
/// matching models still rank the direct one, which is all they do.
PaperLayout setLayout(const std::string& task, const std::vector<Names>& sets) {
    PaperLayout layout;
    layout.title = fmt::format("Several attributes removed together, {} task", task);
    const bool isOfTwoTasks = task != kDirect;
    for (const Names& set : sets) {
        const std::string name = attributeInitials(set);
        const std::size_t first = layout.subjects.size();
        for (const NamedBaseline& baseline : {NamedBaseline{"c-pmf", "C-PMF"}, {"c-sx", "C-SX"}}) {
            addBaseline(
                {name, baseline.published, {Kind::Baseline, baseline.id, set}, baseline.published, name},
                layout);
        }
        const std::size_t ofP5 = layout.subjects.size();
        layout.subjects.push_back({name, "CFP", {Kind::Mixture, {}, set}, "CFP", name, {}, false, true});
        addControls(name, kCfp, {Kind::Mixture, {}, set}, {}, layout);
        layout.subjects.push_back({name, "P5", {Kind::Untreated, {}, set}, {}, {}, {}, true});
        for (std::size_t i = first; isOfTwoTasks && i < layout.subjects.size(); ++i) {
            layout.subjects[i].task = i < ofP5 ? kDirect : task;
        }
    }
    addHits(isOfTwoTasks ? std::string() : task, layout);
    addAucs("avg. AUC", layout);
    return layout;
}

/// Table 10: the soft probing prompt after the treatment.
PaperLayout askedLayout(const std::string& paperDataset, const Names& attributes) {
    PaperLayout layout;
    layout.title = "Soft probing prompt after the treatment: AUC";
    for (const std::string& attribute : attributes) {
        layout.subjects.push_back({attribute, "CFP", {Kind::Asked, {}, {attribute}}, "CFP", attribute});
        addControls(attribute, kCfp, {Kind::Asked, {}, {attribute}}, {}, layout);
        layout.subjects.push_back({attribute, "P5", {Kind::Untreated, {}, {attribute}}, {}, {}, {}, true});
    }
    const auto row = [&](const char* title, const char* part) {
        layout.quantities.push_back(
            {title, "AUC", What::AnsweredWords, 0, {}, {}, "answers", "soft-prompt", part});
    };
    if (paperDataset == "Insurance") {
        row("sequential", "sequential");
        row("direct", "direct");
    } else {
        row("soft prompt", "");
    }
    layout.quantities.push_back(
        {"scores of the words", "", What::Probe, 0, {}, {}, "answers", "soft-prompt"});
    return layout;
}

/// Table 11: how many numbers a prompt has.
PaperLayout sizeLayout() {
    PaperLayout layout;
    layout.title = "Parameters compared with the backbone's";
    for (const int length : {5, 15, 30}) {
        PaperModel model{Kind::Size};
        model.prefixLength = length;
        const std::string title = fmt::format("Prompt ({})", length);
        layout.subjects.push_back({"", title, model, title, "n/a"});
    }
    layout.subjects.push_back({"", "PM", {Kind::Size}, "PM", "n/a"});
    layout.quantities = {{"Parameters", "percent of backbone parameters", What::Size},
                         {"of the backbone with its token table counted once", "", What::SizeTied}};
    return layout;
}

/// Table 12: the prompt token reweighter.
PaperLayout reweighterLayout(const std::string& paperDataset, const Names& attributes) {
    PaperLayout layout;
    layout.title = "Prompt token reweighter";
    layout.subjectsAreRows = true;
    struct Block {
        const std::string* task;
        std::string attribute;
    };
    std::vector<Block> blocks;
    for (const std::string& attribute : attributes) {
        blocks.push_back({&kSequential, attribute});
        if (paperDataset != "Insurance" || attribute == "marital") {
            blocks.push_back({&kDirect, attribute});
        }
    }
    struct Variant {
        const char* sign;
        const char* reweighter;
        const char* published;
    };
    for (const Block& block : blocks) {
        const std::string group = fmt::format("{}-{}", *block.task == kDirect ? "D" : "S", block.attribute);
        for (const Variant& variant : {Variant{"-", "none", "CFP - (no reweighter)"},
                                       {"+A", "attention", "CFP +A (attention reweighter)"},
                                       {"+F", "ff", "CFP +F (feed-forward reweighter)"}}) {
            PaperModel model{Kind::Prompt, {}, {block.attribute}};
            model.reweighter = variant.reweighter;
            layout.subjects.push_back({group, variant.sign, model, variant.published, block.attribute,
                                       *block.task, false, *variant.sign == '+' && variant.sign[1] == 'A'});
            addControls(group, variant.sign, model, *block.task, layout);
        }
    }
    addHits("", layout);
    addAucs("AUC", layout);
    return layout;
}

} // namespace

const std::string& taskOf(const LayoutSubject& subject, const LayoutQuantity& quantity) {
    return !quantity.task.empty() ? quantity.task
           : subject.task.empty() ? subject.publishedTask
                                  : subject.task;
}

std::string attributeInitials(const std::vector<std::string>& attributes) {
    std::string letters;
    for (const std::string& attribute : attributes) {
        letters += static_cast<char>(std::toupper(static_cast<unsigned char>(attribute.front())));
    }
    return letters;
}

PaperLayout paperLayout(int table, const std::string& paperDataset,
                        const std::vector<std::string>& attributes,
                        const std::vector<std::vector<std::string>>& sets) {
    switch (table) {
    case 4:
        return singleLayout(kDirect, {{"c-pmf", "C-PMF"}, {"c-sx", "C-SX"}}, attributes);
    case 5:
        return singleLayout(kSequential, {{"s-sas", "S-SAS"}, {"s-bert", "S-BERT"}}, attributes);
    case 6:
        return untreatedLayout(kDirect, {{"pmf", "PMF"}, {"simplex", "SimpleX"}}, attributes);
    case 7:
        return untreatedLayout(kSequential, {{"sasrec", "SASRec"}, {"bert4rec", "BERT4rec"}}, attributes);
    case 8: // neither names its task: the values match the direct one,
        return setLayout(kDirect, sets);
    case 9: // and the published script loads the sequential backbone
        return setLayout(kSequential, sets);
    case 10:
        return askedLayout(paperDataset, attributes);
    case 11:
        return sizeLayout();
    case 12:
        return reweighterLayout(paperDataset, attributes);
    default:
        return probingLayout(table, attributes);
    }
}

} // namespace up5::report
