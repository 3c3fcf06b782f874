// Rows and columns of the paper's tables.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/comparison.h"

namespace up5::report {

/// Which models of ours stand for one of the paper's.
struct PaperModel {
    enum class Kind {
        Untreated, ///< P5
        Prompt,    ///< CFP for one attribute
        Asked,     ///< the same, with a soft probing prompt in front
        Mixture,   ///< CFP for several
        Baseline,  ///< `baseline` for one attribute, or untreated with all
        Size       ///< a prompt of any attribute, or a mixture: how many numbers it has
    };
    Kind kind = Kind::Untreated;
    std::string baseline;                ///< id
    std::vector<std::string> attributes; ///< probed or removed ones
    Family treatment = Family::Cfp;      ///< of prompts: as printed, or Control or Random instead
    std::optional<int> prefixLength;
    std::string reweighter; ///< empty: any
    /// Of sequential baselines: the like-for-like column has those that are shown as many items as P5, the
    /// other one the rest; empty: any.
    std::optional<bool> likeForLike = {};
};

/// Items of a history that P5 is shown.
constexpr int kLikeForLikeHistory = 20;

struct LayoutSubject {
    std::string group, title;
    PaperModel model;
    std::string publishedModel, publishedAttribute, publishedTask; ///< as in PublishedRow; part of the task
    bool extra = false, reference = false;
    /// Of its hits, where the quantity names none and the paper does not name the subject's.
    std::string task = {};
};

struct LayoutQuantity {
    enum class What { Hits, Auc, StrongestAuc, Probe, AnsweredWords, Size, SizeTied };
    std::string title, publishedMetric; ///< metric empty: the paper has no such figure
    What what = What::Hits;
    int k = 0;
    std::string task;           ///< of hits; empty: the subject's
    std::string attribute;      ///< empty: the mean over the subject's
    std::string target, method; ///< of one probe
    std::string publishedTask;  ///< part of the printed task, where it tells rows apart
};

/// The task of a subject's figure; empty where it has none.
const std::string& taskOf(const LayoutSubject& subject, const LayoutQuantity& quantity);

struct PaperLayout {
    std::string title;
    std::vector<LayoutSubject> subjects;
    std::vector<LayoutQuantity> quantities;
    bool subjectsAreRows = false;
};

/// `attributes`: those to be shown; `sets`: sets of several that were removed together (Tables 8 and 9).
PaperLayout paperLayout(int table, const std::string& paperDataset,
                        const std::vector<std::string>& attributes,
                        const std::vector<std::vector<std::string>>& sets);

/// "GAO": how the paper names a set of attributes.
std::string attributeInitials(const std::vector<std::string>& attributes);

} // namespace up5::report
