// Asking a backbone for an attribute: texts, scores of the answers, words it never learnt, a soft prompt that
// finds a planted leak.
#include <QtCore/QRegularExpression>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <cmath>
#include <numeric>
#include <set>

#include "base/random_stream.h"
#include "metrics/auc.h"
#include "pipeline/answer_probe.h"
#include "pipeline/question_texts.h"
#include "pipeline/question_words.h"
#include "pipeline/tensor_batch.h"
#include "support/small_dataset.h"
#include "support/tensor_checks.h"

using namespace up5;
using pipeline::AnswerMethod;

namespace {

constexpr int kUsers = 90;

class NoEvents : public jobs::EventSink {
public:
    void emitEvent(const jobs::JobEvent& event) override {
        const auto* progress = std::get_if<jobs::ProgressEvent>(&event);
        if (progress != nullptr) {
            last = *progress;
        }
    }
    jobs::ProgressEvent last;
};

/// A third of the users are of class F and take items of the first half, the others of the second. The
/// backbone is random: it knows the histories and nothing of the attribute.
class Bench {
public:
    Bench() {
        m_workspace.create();
        RandomStream random(1, "histories");
        std::vector<std::vector<std::int32_t>> histories;
        data::Attribute gender{"gender", {"F", "M"}, {}, {}};
        for (int user = 0; user < kUsers; ++user) {
            gender.values.push_back(user % 3 == 0 ? 0 : 1);
            std::vector<std::int32_t>& history = histories.emplace_back();
            for (int i = 0; i < 8; ++i) {
                history.push_back(gender.values.back() * 4 + static_cast<std::int32_t>(random.below(4)));
            }
        }
        data::DatasetContent content = test::contentOf(histories, 8);
        content.attributes = {gender};
        jobs::BackboneOptions options;
        options.preset = "tiny";
        const pipeline::Protocol protocol(m_workspace, data::writeDataset(content, m_workspace.datasets()),
                                          options);
        torch::manual_seed(9);
        nn::P5Backbone network(nn::T5Config::preset("tiny", protocol.tokenizer().vocabularySize()));
        network->eval();
        for (torch::Tensor& parameter : network->parameters()) {
            parameter.set_requires_grad(false);
        }
        backbone.emplace(pipeline::LoadedBackbone{protocol, network, torch::kCPU, std::nullopt});
        for (std::int32_t user = 0; user < kUsers; ++user) {
            (user < 50 ? train : user < 70 ? validation : test).push_back(user);
        }
    }

    const data::Attribute& attribute() const { return backbone->protocol.dataset().attribute("gender"); }
    data::AnswerSet answers() const { return questions.answers(attribute()); }
    pipeline::AskedUsers users() const { return {train, validation, test}; }
    std::vector<int> labels(const std::vector<std::int32_t>& part) const {
        std::vector<int> result;
        for (const std::int32_t user : part) {
            result.push_back(attribute().values[static_cast<std::size_t>(user)]);
        }
        return result;
    }
    pipeline::JobContext context(CancelToken cancel = {}) {
        return {{}, m_workspace, jobs::RunFolder{m_workspace.run("none")}, sink, cancel};
    }
    pipeline::LoadedBackbone asked() const {
        return pipeline::withWordsOf(*backbone, pipeline::allProbeTexts(questions, answers()));
    }

    std::optional<pipeline::LoadedBackbone> backbone;
    data::ProbeQuestions questions = data::ProbeQuestions::forNoun("movies");
    std::vector<std::int32_t> train, validation, test;
    NoEvents sink;

private:
    QTemporaryDir m_folder;
    jobs::Workspace m_workspace{m_folder.path().toStdString()};
};

/// Raw ids in a text: "user_101" → 101.
std::vector<int> usersIn(const QString& text) {
    std::vector<int> users;
    for (const QString& part : text.split(QStringLiteral("ser_")).mid(1)) {
        QString digits;
        for (const QChar c : part) {
            if (!c.isDigit()) {
                break;
            }
            digits += c;
        }
        users.push_back(digits.toInt());
    }
    return users;
}

} // namespace

class TestAnswerProbe : public QObject {
    Q_OBJECT

    Bench m_bench;

    QString textOf(const pipeline::LoadedBackbone& asked, const text::EncodedText& text) {
        return QString::fromStdString(asked.protocol.tokenizer().decode(text.tokens));
    }

private Q_SLOTS:
    void questionsReadAsWritten() {
        const auto asked = m_bench.asked();
        const auto answers = m_bench.answers();
        const pipeline::QuestionTexts texts(asked.protocol, m_bench.questions, answers, m_bench.train, 1);
        QCOMPARE(textOf(asked, texts.question(data::kQuestionModes[1], 80)),
                 QStringLiteral("What is the gender for user_181?"));
        const QString withHistory = textOf(asked, texts.question(data::kQuestionModes[0], 80));
        QVERIFY2(withHistory.startsWith(QStringLiteral("User_181 has watched movies ")) &&
                     withHistory.endsWith(QStringLiteral(". What is the gender of user_181?")),
                 qPrintable(withHistory));
        QVERIFY(textOf(asked, texts.statement(80)).startsWith(QStringLiteral("User user_181 has watched")));
        QVERIFY(!withHistory.contains(QStringLiteral("unk")));
    }

    void contextHoldsOnlyTrainingUsersWithTheirAnswers() {
        const auto asked = m_bench.asked();
        const auto answers = m_bench.answers();
        const pipeline::QuestionTexts texts(asked.protocol, m_bench.questions, answers, m_bench.train, 1);
        const text::TokenId eos = text::kEosId;
        for (const data::QuestionMode& mode : data::kQuestionModes) {
            if (!mode.inContext) {
                continue;
            }
            for (const std::int32_t user : {80, 3}) { // 3 is one of the examples' users himself
                const text::EncodedText text = texts.question(mode, user);
                QVERIFY(text.tokens.size() <= 512 && text.tokens.size() > 400);
                QCOMPARE(std::ranges::count(text.tokens, eos), 1);
                QCOMPARE(text.tokens.back(), eos);
                QCOMPARE(text.wholeWordIds.back(), 0);
                QVERIFY(std::is_sorted(text.wholeWordIds.begin(), text.wholeWordIds.end() - 1));
                // The span is the mention of the user asked about.
                const auto spanned = std::span(text.tokens)
                                         .subspan(static_cast<std::size_t>(text.spanBegin),
                                                  static_cast<std::size_t>(text.spanEnd - text.spanBegin));
                const QString mention =
                    QString::fromStdString(asked.protocol.tokenizer().decode(spanned)).toLower();
                QVERIFY2(mention.startsWith(QStringLiteral("user_%1").arg(101 + user)), qPrintable(mention));

                const QString whole = textOf(asked, text);
                QStringList parts = whole.split(QRegularExpression(QStringLiteral("(?<=male\\.) ")));
                std::set<int> seen;
                int females = 0;
                for (const QString& part : parts.mid(0, parts.size() - 1)) {
                    const int other = usersIn(part).back() - 101;
                    QVERIFY(other != user && seen.insert(other).second);
                    QVERIFY(std::ranges::find(m_bench.train, other) != m_bench.train.end());
                    const bool female = m_bench.attribute().values[static_cast<std::size_t>(other)] == 0;
                    females += female ? 1 : 0;
                    QVERIFY2(part.endsWith(female ? QStringLiteral("? female.") : QStringLiteral("? male.")),
                             qPrintable(part));
                }
                QCOMPARE(usersIn(parts.back()).back(), 101 + user);
                // Classes as among the 50 example users (17 F), to within one at any number of examples.
                const auto count = static_cast<double>(seen.size());
                QVERIFY2(count >= 8, qPrintable(whole));
                QVERIFY(std::abs(females - count * 17 / 50) < 1.0);
            }
        }
        const auto other =
            pipeline::QuestionTexts(asked.protocol, m_bench.questions, answers, m_bench.train, 2);
        const data::QuestionMode& inContext = data::kQuestionModes[3];
        QVERIFY(texts.question(inContext, 80).tokens == texts.question(inContext, 80).tokens);
        QVERIFY(texts.question(inContext, 80).tokens != other.question(inContext, 80).tokens);
    }

    void aNewWordHasOneRowInEveryRun() {
        const std::vector<std::string> one = {"gender female"}, two = {"female marital gender ?"};
        const auto first = pipeline::withWordsOf(*m_bench.backbone, one),
                   second = pipeline::withWordsOf(*m_bench.backbone, two);
        const auto row = [](const pipeline::LoadedBackbone& asked, const char* word) {
            return asked.network->embedding()[asked.protocol.tokenizer().wordPieces(word).front()];
        };
        for (const char* word : {"gender", "female"}) {
            UP5_COMPARE_TENSORS(row(first, word), row(second, word), 0.0);
        }
        QVERIFY(test::maxDifference(row(first, "gender"), row(first, "female")) > 0.1);
        // Rows look like those of the words there are.
        std::vector<std::string> many;
        for (int i = 0; i < 400; ++i) {
            many.push_back("word" + std::to_string(i));
        }
        const auto wide = pipeline::withWordsOf(*m_bench.backbone, many);
        const auto [begin, end] = m_bench.backbone->protocol.tokenizer().wordTokens();
        const torch::Tensor words = m_bench.backbone->network->embedding().narrow(0, begin, end - begin);
        const int old = m_bench.backbone->protocol.tokenizer().vocabularySize();
        const torch::Tensor added = wide.network->embedding().narrow(0, old, 400);
        UP5_COMPARE_TENSORS(added.mean(0), words.mean(0), 0.25); // five standard errors of 400 draws
        UP5_COMPARE_TENSORS(added.std(0), words.std(0, false), 0.25);
        QCOMPARE(m_bench.backbone->network->config().vocabSize, old);
        const std::vector<std::string> none = {"User_{user} has watched movies"};
        QCOMPARE(pipeline::withWordsOf(*m_bench.backbone, none).network->config().vocabSize, old);
    }

    void untrainedWordsAreNamed() {
        const auto words = pipeline::untrainedWords(*m_bench.backbone, m_bench.questions, m_bench.answers());
        for (const char* word : {"▁gender", "▁female", "▁male"}) {
            QVERIFY2(std::ranges::find(words, word) != words.end(), word);
        }
        QVERIFY(std::ranges::find(words, "▁movies") == words.end());
    }

    void softScoresEqualBruteForce_data() {
        QTest::addColumn<bool>("length");
        QTest::addColumn<bool>("prefix");
        QTest::newRow("sum") << false << false;
        QTest::newRow("length") << true << false;
        QTest::newRow("sum behind a prefix") << false << true;
    }
    void softScoresEqualBruteForce() {
        QFETCH(bool, length);
        QFETCH(bool, prefix);
        const torch::NoGradGuard noGradients;
        auto asked = m_bench.asked();
        const nn::KvPrefix keys = test::randomPrefix(asked.network->config(), 3);
        const nn::KvPrefix* used = prefix ? &keys : nullptr;
        // Answers with common beginnings and of unequal length.
        const std::vector<std::string> words = {"female", "male", "male male", "has watched movies next"};
        const auto answers = m_bench.answers();
        const pipeline::QuestionTexts texts(asked.protocol, m_bench.questions, answers, m_bench.train, 1);
        std::vector<text::EncodedText> questions;
        for (const std::int32_t user : {81, 70, 75}) {
            questions.push_back(texts.question(data::kQuestionModes[user % 2 == 0 ? 0 : 1], user));
        }
        const auto scores = pipeline::scoreAnswers(asked, used, questions, words,
                                                   length ? nn::ScoreNorm::Length : nn::ScoreNorm::Sum, {});
        QCOMPARE(scores.soft.size(), 12u);
        for (std::size_t row = 0; row < questions.size(); ++row) {
            const text::EncodedText* alone = &questions[row];
            const auto inputs = pipeline::encoderInputs(text::makeTokenBatch({&alone, 1}), torch::kCPU);
            const torch::Tensor encoded =
                asked.network->encode(inputs.tokens, inputs.wholeWordIds, inputs.attentionMask, used);
            std::vector<double> sums, soft;
            for (const std::string& word : words) {
                const auto pieces = asked.protocol.tokenizer().wordPieces(word);
                std::vector<std::int64_t> start{0}, labels(pieces.begin(), pieces.end());
                start.insert(start.end(), pieces.begin(), pieces.end());
                labels.push_back(text::kEosId);
                const torch::Tensor logs = torch::log_softmax(
                    asked.network
                        ->logits(asked.network->decode(torch::tensor(start).unsqueeze(0), encoded,
                                                       inputs.attentionMask, used))
                        .to(torch::kFloat64)[0],
                    1);
                double sum = 0;
                for (std::size_t i = 0; i < labels.size(); ++i) {
                    sum += logs[static_cast<std::int64_t>(i)][labels[i]].item<double>();
                }
                sums.push_back(sum);
                soft.push_back(std::exp(length ? sum / static_cast<double>(labels.size()) : sum));
            }
            const double total = std::accumulate(soft.begin(), soft.end(), 0.0);
            const auto best = std::ranges::max_element(sums) - sums.begin();
            for (std::size_t i = 0; i < words.size(); ++i) {
                const double found = scores.soft[4 * row + i], expected = soft[i] / total;
                QVERIFY2(std::abs(found - expected) < 1e-5,
                         fmt::format("row {} answer {}: {} for {}", row, i, found, expected).c_str());
                QCOMPARE(scores.hard[4 * row + i], static_cast<std::ptrdiff_t>(i) == best ? 1.0 : 0.0);
            }
        }
    }

    void allFourModesAreAsked() {
        const auto methods = pipeline::askQuestions(*m_bench.backbone, m_bench.questions, m_bench.answers(),
                                                    m_bench.users(), {}, m_bench.context());
        QCOMPARE(methods.size(), 4u);
        std::set<std::string> names;
        for (const AnswerMethod& method : methods) {
            names.insert(method.name);
            QCOMPARE(method.validation.soft.size(), 2 * m_bench.validation.size());
            QCOMPARE(method.test.soft.size(), 2 * m_bench.test.size());
            QVERIFY(!method.trainingLoss);
            for (std::size_t row = 0; row < m_bench.test.size(); ++row) {
                QVERIFY(std::abs(method.test.soft[2 * row] + method.test.soft[2 * row + 1] - 1) < 1e-9);
                QCOMPARE(method.test.hard[2 * row] + method.test.hard[2 * row + 1], 1.0);
                QCOMPARE(method.test.hard[2 * row] > 0.5,
                         method.test.soft[2 * row] >= method.test.soft[2 * row + 1]);
            }
        }
        QCOMPARE(names, (std::set<std::string>{"zero-shot-with-history", "zero-shot-without-history",
                                               "in-context-with-history", "in-context-without-history"}));
        QCOMPARE(m_bench.sink.last.done, m_bench.sink.last.total);
        QCOMPARE(m_bench.sink.last.total, 4 * 40);
        // The same again is the same.
        const auto again = pipeline::askQuestions(*m_bench.backbone, m_bench.questions, m_bench.answers(),
                                                  m_bench.users(), {}, m_bench.context());
        QCOMPARE(again[2].test.soft, methods[2].test.soft);
    }

    void softPromptFindsAPlantedLeak_data() {
        QTest::addColumn<bool>("input");
        QTest::addColumn<bool>("prefix");
        QTest::newRow("keys and values") << false << false;
        QTest::newRow("input embeddings") << true << false;
        QTest::newRow("behind another prompt") << false << true;
    }
    void softPromptFindsAPlantedLeak() {
        QFETCH(bool, input);
        QFETCH(bool, prefix);
        std::vector<torch::Tensor> before;
        for (const torch::Tensor& parameter : m_bench.backbone->network->parameters()) {
            before.push_back(parameter.clone());
        }
        if (prefix) {
            m_bench.backbone->prefix = test::randomPrefix(m_bench.backbone->network->config(), 2);
        }
        pipeline::SoftPromptOptions options{.steps = input ? 300 : 150, .validateEvery = 25, .patience = 12};
        options.prompt.length = 5;
        options.prompt.injection = input ? nn::PromptInjection::Input : nn::PromptInjection::KeysAndValues;
        options.learningRate = input ? 0.03 : 3e-3;
        const AnswerMethod method =
            pipeline::askWithSoftPrompt(*m_bench.backbone, m_bench.questions, m_bench.answers(),
                                        m_bench.users(), options, m_bench.context());
        m_bench.backbone->prefix.reset();
        const double auc = metrics::probeAucValue(m_bench.labels(m_bench.test), method.test.soft, 2);
        QVERIFY2(auc > 0.95, fmt::format("AUC {} loss {}", auc, *method.trainingLoss).c_str());
        const double hardAuc = metrics::probeAucValue(m_bench.labels(m_bench.test), method.test.hard, 2);
        QVERIFY2(hardAuc > 0.8, fmt::format("hard AUC {}", hardAuc).c_str());
        QVERIFY(*method.trainingLoss < 0.6365); // the entropy of 17 and 33 of 50
        const auto after = m_bench.backbone->network->parameters();
        QCOMPARE(after.size(), before.size());
        for (std::size_t i = 0; i < before.size(); ++i) {
            QVERIFY(torch::equal(before[i], after[i]));
        }
    }

    void cancelEnds() {
        CancelToken cancel;
        cancel.cancel();
        QVERIFY_EXCEPTION_THROWN(pipeline::askQuestions(*m_bench.backbone, m_bench.questions,
                                                        m_bench.answers(), m_bench.users(), {},
                                                        m_bench.context(cancel)),
                                 Error);
        QVERIFY_EXCEPTION_THROWN(pipeline::askWithSoftPrompt(*m_bench.backbone, m_bench.questions,
                                                             m_bench.answers(), m_bench.users(), {},
                                                             m_bench.context(cancel)),
                                 Error);
    }
};

QTEST_GUILESS_MAIN(TestAnswerProbe)
#include "tst_answer_probe.moc"
