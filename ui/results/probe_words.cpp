#include "ui/results/probe_words.h"

#include <array>

#include <QtCore/QCoreApplication>
#include <QtCore/QMap>

#include "ui/results/estimate_text.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;
using report::Doubt;
using report::LeakVerdict;
using report::Verdict;

namespace {

struct ProbeText {
    Q_DECLARE_TR_FUNCTIONS(up5::ui::Probe)
};

struct Words {
    QString name, meaning;
};

QMap<std::string, Words> targetWords() {
    return {
        {"user_span",
         {ProbeText::tr("user span"),
          ProbeText::tr("Mean of the encoder's states over the user's own tokens.")}},
        {"all_tokens",
         {ProbeText::tr("all tokens"), ProbeText::tr("Mean of the encoder's states over all tokens.")}},
        {"history_tokens",
         {ProbeText::tr("history tokens"),
          ProbeText::tr("Mean of the encoder's states over the tokens of the history.")}},
        {"decoder_start",
         {ProbeText::tr("decoder start"),
          ProbeText::tr("State of the decoder before it writes its first token.")}},
        {"item_scores",
         {ProbeText::tr("item scores"), ProbeText::tr("Scores the model gives to the items.")}},
        {"recommended_list",
         {ProbeText::tr("recommended list"),
          ProbeText::tr("The items the model recommends, as anyone sees them.")}},
        {"answers",
         {ProbeText::tr("answers"),
          ProbeText::tr("Scores the model gives to the attribute's values when it is asked.")}},
        {"raw_history",
         {ProbeText::tr("raw history"),
          ProbeText::tr("The items of the history themselves, without any model: what no "
                        "treatment of the model can take away.")}},
    };
}

QMap<std::string, QString> methodWords() {
    return {
        {"logistic", ProbeText::tr("logistic")},
        {"knn", ProbeText::tr("nearest neighbours")},
        {"boosted_trees", ProbeText::tr("boosted trees")},
        {"mlp9-code", ProbeText::tr("mlp9 of the published code")},
        {"attention_pool", ProbeText::tr("attention pooling")},
        {"zero-shot-without-history", ProbeText::tr("asked without history")},
        {"zero-shot-with-history", ProbeText::tr("asked with history")},
        {"in-context-without-history", ProbeText::tr("asked with examples, without history")},
        {"in-context-with-history", ProbeText::tr("asked with examples and history")},
        {"soft-prompt", ProbeText::tr("soft prompt")},
    };
}

QString threeDecimals(double value) {
    return QString::number(value, 'f', 3);
}

QString probeText(const LeakVerdict& verdict) {
    return verdict.method.empty() ? targetName(verdict.target)
                                  : ProbeText::tr("%1 on: %2", "probe method, what it reads")
                                        .arg(methodName(verdict.method), targetName(verdict.target));
}

/// What the AUC is held against.
QString chanceText(const LeakVerdict& verdict) {
    if (!verdict.null) {
        return ProbeText::tr("guessing gives 0.5");
    }
    const QString band = ProbeText::tr("shuffled labels give %1 to %2")
                             .arg(threeDecimals(verdict.null->low), threeDecimals(verdict.null->high));
    return verdict.pValue
               ? ProbeText::tr("%1 (p = %2)").arg(band, QString::number(verdict.pValue->value, 'g', 2))
               : band;
}

QString figuresText(const LeakVerdict& verdict) {
    return ProbeText::tr("the strongest probe (%1) reads %2 with AUC %3; %4")
        .arg(probeText(verdict), QString::fromStdString(verdict.attribute), estimateText(*verdict.auc),
             chanceText(verdict));
}

QString doubtText(const LeakVerdict& verdict) {
    switch (verdict.doubt) {
    case Doubt::Collapsed:
        return ProbeText::tr(
            "Inconclusive, because the probe collapsed, which is no sign that nothing leaks");
    case Doubt::NoInterval:
        return ProbeText::tr("Inconclusive, because the AUC has no interval");
    case Doubt::NotMeasured:
    case Doubt::None:
        break;
    }
    return ProbeText::tr("Inconclusive, because not everything was measured");
}

QString sentenceWithoutRemarks(const LeakVerdict& verdict) {
    if (verdict.verdict == Verdict::LeakFound) {
        return ProbeText::tr("Leak found: %1.").arg(figuresText(verdict));
    }
    if (verdict.verdict == Verdict::Inconclusive) {
        return verdict.auc ? ProbeText::tr("%1: %2.").arg(doubtText(verdict), figuresText(verdict))
                           : doubtText(verdict) + u'.';
    }
    if (verdict.detectable) {
        return ProbeText::tr("No leak found by these probes (smallest detectable AUC %1): %2.")
            .arg(threeDecimals(*verdict.detectable), figuresText(verdict));
    }
    return ProbeText::tr(
               "No leak found by these probes: %1. Up to %2 cannot be ruled out with %3 test users.")
        .arg(figuresText(verdict), threeDecimals(verdict.auc->high), QString::number(verdict.auc->n));
}

} // namespace

QString targetName(const std::string& target) {
    return targetWords().value(target, {QString::fromStdString(target), {}}).name;
}

QString targetMeaning(const std::string& target) {
    return targetWords().value(target).meaning;
}

QString methodName(const std::string& method) {
    return methodWords().value(method, QString::fromStdString(method));
}

QString layerName(int layer, int layers) {
    if (layer == 0) {
        return ProbeText::tr("embeddings");
    }
    return layer == layers - 1 ? ProbeText::tr("layer %1, final").arg(layer)
                               : ProbeText::tr("layer %1").arg(layer);
}

QString verdictSentence(const report::ComparisonPoint& point) {
    const LeakVerdict verdict = report::leakVerdict(point);
    QString sentence = sentenceWithoutRemarks(verdict);
    if (verdict.verdict == Verdict::LeakFound && verdict.collapsed) {
        sentence += u' ' + ProbeText::tr("The probe counts as collapsed, yet the order of its scores tells "
                                         "users apart.");
    }
    for (const report::ProbeFigure& figure : verdict.reversed) {
        sentence +=
            u' ' + ProbeText::tr(
                       "The probe “%1” orders users the wrong way round (AUC %2), which "
                       "may tell them apart as well; it is one of several questions, and not corrected for "
                       "their number.")
                       .arg(methodName(figure.probe), estimateText(figure.estimate));
    }
    if (verdict.overlap) {
        sentence += u' ' + ProbeText::tr("The prompt's adversary had seen %n of these users, so the leak may "
                                         "be larger.",
                                         nullptr, point.adversaryOverlap);
    }
    return sentence;
}

} // namespace up5::ui
