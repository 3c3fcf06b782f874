// The report over a small workspace of plain records: contents and wording.
#include <QtCore/QTemporaryDir>
#include <QtCore/QXmlStreamReader>
#include <QtTest/QtTest>

#include <set>

#include "report/figures.h"
#include "report/renderers.h"
#include "report/sections.h"
#include "report/sentences.h"
#include "support/expect_error.h"
#include "support/probe_suite.h"
#include "support/sample_report.h"

using namespace up5;
using namespace up5::report;
using namespace up5::test;
using namespace Qt::Literals::StringLiterals;

class TestReport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_records = sampleReportRecords(m_folder.path().toStdString()); }
    void companionsStandBesideAskedRuns();
    void aSweepStandsForItsRuns();
    void unknownAndEmptyRequests();
    void failedRunsAreListedNotCounted();
    void summaryHasMeanAndEverySeed();
    void findingsCarryNumbersAndVerdicts();
    void collapsedProbeIsInconclusiveUpToOneHalf();
    void validationTableHasHits();
    void differencesOfProtocolAreSaid();
    void whatCannotBeReadIsNamed();
    void protocolFollowsTheSpecs();
    void notTestedWritesItself();
    void neverCallsAnythingFair();
    void suiteFillsItsSections();
    void baselinesHaveTheirSection();

private:
    ReportData reportOf(const std::vector<std::string>& runs = {}) const {
        return assembleReport(m_records, m_folder.path().toStdString(), {.runs = runs});
    }

    QTemporaryDir m_folder;
    std::vector<RunRecord> m_records;
};

void TestReport::companionsStandBesideAskedRuns() {
    const ReportData data = reportOf({"20261123-130000-000-t1s1"});
    QCOMPARE(data.audits.size(), std::size_t{1});
    std::set<std::string> shown;
    for (const ComparisonPoint& point : data.audits.front().points) {
        shown.insert(point.run);
    }
    QCOMPARE(shown, (std::set<std::string>{"20261123-100200-000-prob", "20261123-110000-000-c0s1",
                                           "20261123-110001-000-c0s2", "20261123-110002-000-c0s3",
                                           "20261123-130000-000-t1s1"}));
    QVERIFY(!findReported(data, "20261123-130000-000-t1s1")->added);
    QVERIFY(findReported(data, "20261123-100200-000-prob")->added);
    QVERIFY(findReported(data, "20261123-100000-000-base")->added);
    QVERIFY(findReported(data, "20261123-120000-000-c5s1") == nullptr);
}

void TestReport::aSweepStandsForItsRuns() {
    std::vector<RunRecord> records = m_records;
    RunRecord sweep = runRecord("20261123-105900-000-swee", "sweep", "", nlohmann::json::object());
    sweep.run.dataset = records.front().run.dataset;
    records.push_back(sweep);
    for (RunRecord& record : records) {
        if (record.run.id.ends_with("t1s1") || record.run.id.ends_with("c5s1") ||
            record.run.id.ends_with("fail")) {
            record.run.sweeps = {sweep.run.id};
        }
    }
    const ReportData data = assembleReport(records, m_folder.path().toStdString(), {.runs = {sweep.run.id}});
    const auto isAsked = [&](const char* run) {
        const ReportedRun* found = findReported(data, run);
        return found && !found->added;
    };
    QVERIFY(isAsked("20261123-130000-000-t1s1") && isAsked("20261123-120000-000-c5s1"));
    QVERIFY(!isAsked("20261123-130001-000-t1s2"));
    QVERIFY(!findReported(data, "20261123-140000-000-fail"));
    QVERIFY(!findReported(data, sweep.run.id)); // it has no figures of its own
    const ReportData all = assembleReport(records, m_folder.path().toStdString(), {});
    QVERIFY(!findReported(all, sweep.run.id));
    UP5_EXPECT_ERROR(assembleReport({sweep}, m_folder.path().toStdString(), {}), ErrorCode::InvalidInput,
                     "nothing to report");
}

void TestReport::unknownAndEmptyRequests() {
    UP5_EXPECT_ERROR(reportOf({"nothing"}), ErrorCode::NotFound, "nothing");
    UP5_EXPECT_ERROR(assembleReport({}, m_folder.path().toStdString(), {}), ErrorCode::InvalidInput,
                     "no run of this workspace has succeeded");
}

void TestReport::failedRunsAreListedNotCounted() {
    const ReportData data = reportOf();
    QVERIFY(findReported(data, "20261123-140000-000-fail") == nullptr);
    QCOMPARE(data.unfinished.size(), std::size_t{1});
    const auto sentences = notTestedSentences(data);
    QVERIFY(std::any_of(sentences.begin(), sentences.end(), [](const Sentence& sentence) {
        return sentence.text.find("The disk is full.") != std::string::npos;
    }));
}

void TestReport::summaryHasMeanAndEverySeed() {
    const ReportData data = reportOf();
    const Section section = comparisonSection(data);
    const Table& table = std::get<Table>(section.blocks.front());
    QCOMPARE(table.rows.size(), std::size_t{10}); // untreated, mean + 3 controls, λ 5, mean + 3 of λ 10
    const TableRow& mean = table.rows.at(6);
    QVERIFY(mean.summary);
    QCOMPARE(mean.cells.at(0).text, std::string("CFP λ = 10, n = 5"));
    QCOMPARE(mean.cells.at(1).text, std::string("mean of 3"));
    QCOMPARE(mean.cells.at(3).text, std::string("69.1"));
    QCOMPARE(mean.cells.at(4).text, std::string("0.534"));
    const TableRow& seed = table.rows.at(7);
    QCOMPARE(seed.cells.at(4).text, std::string("0.521"));
    QCOMPARE(seed.cells.at(4).detail, std::string("0.471–0.571"));
    QCOMPARE(seed.cells.at(6).text, std::string("0.750"));
    for (const TableRow& row : table.rows) {
        QCOMPARE(row.cells.size(), table.columns.size());
    }
}

void TestReport::findingsCarryNumbersAndVerdicts() {
    const auto sentences = findingSentences(reportOf().audits.front());
    QCOMPARE(
        sentences.front().text,
        std::string(
            "untreated: user span AUC 0.634 (0.583–0.686, 604 users), leak found (interval above 0.5); all "
            "tokens AUC 0.644 (0.593–0.696, 604 users), leak found (interval above 0.5)."));
    QCOMPARE(
        sentences.at(3).text,
        std::string(
            "CFP λ = 10, n = 5: user span mean AUC 0.534 (0.521 to 0.548), leak found with 0 of 3 seeds; all "
            "tokens mean AUC 0.544 (0.531 to 0.558), leak found with 1 of 3 seeds."));
    const Sentence& change = sentences.at(5);
    QCOMPARE(change.text,
             std::string("CFP λ = 10, n = 5 (mean of 3 seeds) against its λ = 0 control (mean "
                         "of 3 seeds): AUC on the user span 0.628 → 0.534 (−0.094), on all tokens 0.638 → "
                         "0.544 (−0.094), hit@10 71.1 % → 69.1 % (−2.0 points)."));
    QCOMPARE(change.runs.size(), std::size_t{6});
    QVERIFY(sentences.back().text.find("better than AUC 0.750") != std::string::npos);
}

void TestReport::collapsedProbeIsInconclusiveUpToOneHalf() {
    std::vector<RunRecord> records = m_records;
    for (store::MetricRow& row : records.at(2).metrics) {
        if (row.name == "probe_collapsed") {
            row.value = 1;
        }
    }
    const ReportData data = assembleReport(records, m_folder.path().toStdString(), {});
    std::string text = findingSentences(data.audits.front()).front().text;
    QVERIFY2(text.find("leak found (interval above 0.5, although the probe counts as collapsed") !=
                 std::string::npos,
             text.c_str());
    for (store::MetricRow& row : records.at(2).metrics) {
        if (row.name == "probe_auc") {
            row.low = 0.49;
        }
    }
    const ReportData weaker = assembleReport(records, m_folder.path().toStdString(), {});
    text = findingSentences(weaker.audits.front()).front().text;
    QVERIFY2(text.find("inconclusive (probe collapsed)") != std::string::npos, text.c_str());
    const std::string svg = svgOf(*tradeOffFigure(weaker.audits.front(), 10));
    QVERIFY(svg.find("hollow: probe collapsed") != std::string::npos);
    QVERIFY(svgOf(*leakFigure(weaker.audits.front())).find("hollow: probe collapsed") != std::string::npos);
}

void TestReport::validationTableHasHits() {
    const Section section = validationSection(reportOf());
    const Table& table = std::get<Table>(section.blocks.at(1));
    QCOMPARE(table.rows.front().cells.at(0).text, std::string("untreated"));
    QCOMPARE(table.rows.front().cells.at(3).text, std::string("72.0")); // the backbone's own
    QCOMPARE(table.rows.front().cells.at(4).text, std::string("0.639"));
    QCOMPARE(table.rows.at(7).cells.at(3).text, std::string("70.0"));
}

void TestReport::differencesOfProtocolAreSaid() {
    QVERIFY(differenceSentences(reportOf(), reportOf().audits.front()).empty());
    std::vector<RunRecord> records = m_records;
    records.at(6).options["probe.user_seed"] = 7;
    records.at(6).options["probe.epochs"] = 5;
    const ReportData data = assembleReport(records, m_folder.path().toStdString(), {});
    std::string text;
    for (const Sentence& sentence : protocolSentences(data, data.audits.front())) {
        text += sentence.text + "\n";
    }
    QVERIFY2(text.find("not all of the same users") != std::string::npos, text.c_str());
    QVERIFY2(text.find("user_seed is 2022 (7 runs) or 7 (1 run)") != std::string::npos, text.c_str());
    QVERIFY2(text.find("epochs is 5 (1 run) or 60 (7 runs)") != std::string::npos, text.c_str());
}

void TestReport::whatCannotBeReadIsNamed() {
    std::vector<RunRecord> records = m_records;
    records.at(7).options["schedule"] = "spiral";
    checkSettings(records.at(7));
    const QTemporaryDir folder;
    const std::string name = records.front().run.dataset + ".json";
    QVERIFY(QFile::copy(m_folder.filePath(QString::fromStdString(name)),
                        folder.filePath(QString::fromStdString(name))));
    QFile broken(folder.filePath(QString::fromStdString(records.front().run.dataset) + u".safetensors"_s));
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("no tensors");
    broken.close();
    const ReportData data = assembleReport(records, folder.path().toStdString(),
                                           {.runs = {records.at(6).run.id, records.at(7).run.id}});
    QVERIFY(findReported(data, records.at(6).run.id) && !findReported(data, records.at(7).run.id));
    std::string text;
    for (const Sentence& sentence : notTestedSentences(data)) {
        text += sentence.text + "\n";
    }
    QVERIFY2(text.find("Run 20261123-130000-000-t1s1 (cfp) is left out") != std::string::npos, text.c_str());
    QVERIFY2(text.find("cannot be read, its profile is missing") != std::string::npos, text.c_str());
    QVERIFY(!renderHtml(data).empty());
}

void TestReport::protocolFollowsTheSpecs() {
    std::vector<RunRecord> records = m_records;
    const auto textOf = [&] {
        std::string text;
        const ReportData data = assembleReport(records, m_folder.path().toStdString(), {});
        for (const Sentence& sentence : protocolSentences(data, data.audits.front())) {
            text += sentence.text + "\n";
        }
        return text;
    };
    std::string text = textOf();
    QVERIFY2(text.find("The last item of every user is the test target") != std::string::npos, text.c_str());
    QVERIFY(text.find("among 100 items drawn from the rated catalogue") != std::string::npos);
    QVERIFY(text.find("10.0 % test probes, 10.0 % choose them, 40.0 % train them") != std::string::npos);
    QVERIFY(text.find("(1,000 resamples)") != std::string::npos);
    QVERIFY(text.find("logistic and mlp7") != std::string::npos);
    records.front().options["split"] = "code-8-1-1";
    records.front().options["negatives"] = "all";
    text = textOf();
    QVERIFY2(text.find("Users are cut 80/10/10 at random (seed 2022)") != std::string::npos, text.c_str());
    QVERIFY(text.find("among all items the user is not known to have") != std::string::npos);
    QVERIFY(text.find("Kept is the last state of the prompt.") != std::string::npos);
    QVERIFY(text.find("no validated state") == std::string::npos);
    for (RunRecord& record : records) {
        if (record.run.kind == "cfp") {
            record.options.update({{"selection", "hit_below_tau"}, {"tau", 0.52}});
            store::MetricRow kept;
            kept.name = "selected_auc";
            kept.value = 0.53;
            record.metrics.push_back(kept);
        }
    }
    text = textOf();
    QVERIFY2(text.find("of the prompt with the best hit@10 among those whose strongest logistic probe has an "
                       "AUC of at most 0.520") != std::string::npos,
             text.c_str());
    QVERIFY(
        text.find("seed 2022: no validated state has an AUC of at most 0.520 on validation users; kept is "
                  "that with the lowest, 0.530.") != std::string::npos);
}

void TestReport::notTestedWritesItself() {
    std::string text;
    for (const Sentence& sentence : notTestedSentences(reportOf())) {
        text += sentence.text + "\n";
    }
    for (const char* part :
         {"Only these probes attacked: logistic, mlp7; on user span, all tokens.",
          "Not attacked: history tokens, decoder start, item scores, recommended list, answers, raw history.",
          "Probes of the suite that were not run: nearest neighbours, boosted trees", "soft prompt",
          "All figures come from one data set (Small)", "the attribute age was not probed",
          "the group age = young has 7 users", "one trained backbone",
          "one seed only, so that the spread between seeds is hardly known: CFP λ = 5, n = 5 (gender)",
          "No ranking of the full catalogue", "with 604 test users a leak below AUC"}) {
        QVERIFY2(text.find(part) != std::string::npos, (part + ("\nnot in:\n" + text)).c_str());
    }
    QVERIFY(text.find("no λ = 0 control") == std::string::npos);
    const ReportData lonely =
        assembleReport({m_records.at(0), m_records.at(6)}, m_folder.path().toStdString(), {});
    text.clear();
    for (const Sentence& sentence : notTestedSentences(lonely)) {
        text += sentence.text + "\n";
    }
    QVERIFY2(text.find("no λ = 0 control with otherwise equal settings stands beside CFP λ = 5, n = 5") !=
                 std::string::npos,
             text.c_str());
    const std::string finding = findingSentences(lonely.audits.back()).at(1).text;
    QVERIFY2(finding.find("no matching λ = 0 control") != std::string::npos, finding.c_str());
    QVERIFY(text.find("the untreated model was not probed") != std::string::npos);
}

void TestReport::neverCallsAnythingFair() {
    const ReportData data = reportOf();
    static const QRegularExpression kFair(u"\\b(un)?fair"_s, QRegularExpression::CaseInsensitiveOption);
    for (const std::string& text : {renderHtml(data), renderCsv(data), renderJson(data)}) {
        const auto match = kFair.match(QString::fromStdString(text));
        QVERIFY2(!match.hasMatch(),
                 qPrintable(QString::fromStdString(text).mid(match.capturedStart() - 60, 120)));
    }
}

void TestReport::suiteFillsItsSections() {
    std::vector<RunRecord> records = m_records;
    for (RunRecord& record : records) {
        const bool prompt = record.run.id == "20261123-130000-000-t1s1";
        if (record.run.kind == "probe" || prompt) {
            std::erase_if(record.metrics,
                          [](const store::MetricRow& row) { return row.name.starts_with("probe_"); });
            const auto rows = suiteRows({.auc = prompt ? 0.51 : 0.63, .multiClass = true});
            record.metrics.insert(record.metrics.end(), rows.begin(), rows.end());
        }
    }
    const ReportData data = assembleReport(records, m_folder.path().toStdString(), {});
    std::set<std::string> titles;
    for (const Section& section : documentOf(data).sections) {
        for (const Block& block : section.blocks) {
            if (const Figure* figure = std::get_if<Figure>(&block)) {
                titles.insert(figure->title);
                QXmlStreamReader xml(QByteArray::fromStdString(svgOf(*figure)));
                while (!xml.atEnd()) {
                    xml.readNext();
                }
                QVERIFY2(!xml.hasError(), figure->title.c_str());
            }
        }
    }
    for (const char* title : {"Every probe of gender: untreated, seed 2022",
                              "Every probe of gender: CFP λ = 10, n = 5, seed 2022",
                              "Where gender can be read: AUC by layer and position",
                              "What untreated models give away, by attribute"}) {
        QVERIFY2(titles.count(title) == 1, title);
    }
    const Section probes = probesSection(data);
    QCOMPARE(probes.blocks.size(), std::size_t{4}); // states, answers, chance, other definitions
    for (const Block& block : probes.blocks) {
        for (const TableRow& row : std::get<Table>(block).rows) {
            QCOMPARE(row.cells.size(), std::get<Table>(block).columns.size());
        }
    }
    std::string text;
    for (const Sentence& sentence : protocolSentences(data, data.audits.front())) {
        text += sentence.text + "\n";
    }
    QVERIFY2(text.find("Labels were shuffled across users 100 times") != std::string::npos, text.c_str());
    QVERIFY2(
        text.find("Permutation test of untreated, seed 2022: p = 0.0099, after Holm's correction for the 2 "
                  "headlines of this report 0.02.") != std::string::npos,
        text.c_str());
    text.clear();
    for (const Sentence& sentence : notTestedSentences(data)) {
        text += sentence.text + "\n";
    }
    QVERIFY2(
        text.find("Not attacked") == std::string::npos &&
            text.find("Probes of the suite that were not run: asked without history, asked with examples") !=
                std::string::npos,
        text.c_str());
    const auto findings = findingSentences(data.audits.front());
    QVERIFY2(findings.front().text.find("untreated: Leak found: the strongest probe (mlp7 on user span)") ==
                 0,
             findings.front().text.c_str());
    const nlohmann::json json = nlohmann::json::parse(renderJson(data));
    const nlohmann::json& point = json["audits"][0]["points"][0];
    QCOMPARE(point["auc_strongest"]["probe"].get<std::string>(), std::string("mlp7"));
    QCOMPARE(point["targets"].size(), std::size_t{8});
    QCOMPARE(point["leak_map"].size(), std::size_t{15});
    const std::string csv = renderCsv(data);
    QVERIFY(csv.find("probe_auc_ovo_weighted,test") != std::string::npos);
    QVERIFY(csv.find("weighted with the users in them") != std::string::npos); // its own definition beside it
}

void TestReport::baselinesHaveTheirSection() {
    std::vector<RunRecord> records = m_records;
    for (RunRecord record :
         {baselineRecord("20261123-150000-000-popu", "popularity", {}, 0, 0.60),
          baselineRecord("20261123-150001-000-pmf0", "pmf", {"gender"}, 0.70, 0.65),
          baselineRecord("20261123-150002-000-cpmf", "c-pmf", {"gender", "age"}, 0.58, 0.55)}) {
        record.run.dataset = m_records.front().run.dataset;
        record.epochs = 37;
        record.run.started = "2026-11-23T15:00:00Z";
        record.run.finished = "2026-11-23T15:02:10Z";
        records.push_back(withSpec(record));
    }
    const ReportData data = assembleReport(records, m_folder.path().toStdString(), {});
    const QString html = QString::fromStdString(renderHtml(data));
    const QString section = html.mid(html.indexOf(u"id=\"baselines\""_s)).section(u"<h2"_s, 0, 0);
    for (const QString& part : {u"Popularity"_s, u"PMF"_s, u"C-PMF λ = 1"_s, u"matching"_s, u"counting"_s,
                                u"1 setting of at most 100 epochs; stopped after 37; 2 min"_s,
                                u"⚠"_s}) { // C-PMF hits less than popularity
        QVERIFY2(section.contains(part), qPrintable(part + section));
    }
    QVERIFY(section.contains(u"on the same targets and candidates as P5"_s));
    QVERIFY(html.contains(u"Baselines share the split, the targets"_s));
    QVERIFY(html.contains(u"hit@10, direct task"_s) && html.contains(u"ring: treated baseline"_s));
    const auto gender = std::find_if(data.audits.begin(), data.audits.end(),
                                     [](const Audit& audit) { return audit.attribute == "gender"; });
    const std::string direct = svgOf(*tradeOffFigure(*gender, 10, "direct"));
    QVERIFY(direct.find("PMF") != std::string::npos && direct.find("Pareto front") != std::string::npos);
    QVERIFY(svgOf(*tradeOffFigure(*gender, 10, "sequential")).find("PMF") == std::string::npos);
    QVERIFY(html.contains(u"user vector"_s));
    QVERIFY(html.contains(u"Table 4 of the paper"_s));
    QVERIFY(!renderPdf(data).empty() && !renderCsv(data).empty());
    QVERIFY(renderJson(data).find("\"c-pmf\"") != std::string::npos);
    // Of another data protocol than P5: said, and not called the same.
    for (RunRecord& record : records) {
        if (record.run.kind == "baseline") {
            record.options["min_interactions"] = 10;
            record = withSpec(record);
        }
    }
    const QString other =
        QString::fromStdString(renderHtml(assembleReport(records, m_folder.path().toStdString(), {})));
    QVERIFY(!other.contains(u"on the same targets and candidates as P5"_s));
    QVERIFY(!other.contains(u"Baselines share the split, the targets"_s));
    QVERIFY(other.contains(u"Some baselines rank other targets or candidates than P5"_s));
    QVERIFY(other.contains(u"some baselines do not share targets and candidates"_s));
    QVERIFY(other.contains(u"min_interactions is 10 and 1"_s));
}

QTEST_MAIN(TestReport)
#include "tst_report.moc"
