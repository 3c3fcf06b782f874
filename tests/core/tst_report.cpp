// The report over a small workspace of plain records: contents, wording and all formats.
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
#include "support/report_records.h"
#include "support/small_dataset.h"

using namespace up5;
using namespace up5::report;
using namespace up5::test;
using namespace Qt::Literals::StringLiterals;

class TestReport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
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
    void htmlIsOneSoundFile();
    void htmlEscapes();
    void neverCallsAnythingFair();
    void figuresAreValidSvg();
    void pdfHasPages();
    void csvHasOneLinePerMetric();
    void jsonHoldsEverything();
    void commandsRepeatRuns();
    void suiteFillsItsSections();
    void baselinesHaveTheirSection();

private:
    ReportData reportOf(const std::vector<std::string>& runs = {}) const {
        return assembleReport(m_records, m_folder.path().toStdString(), {.runs = runs});
    }

    QTemporaryDir m_folder;
    std::vector<RunRecord> m_records;
};

void TestReport::initTestCase() {
    data::DatasetContent content = variedContent(604, 20, 120, true);
    data::Attribute gender{"gender", {"F", "M"}, {}, 0.75};
    data::Attribute age{"age", {"young", "old"}, {}, {}};
    for (int user = 0; user < 604; ++user) {
        gender.values.push_back(user % 3 == 0 ? 0 : 1);
        age.values.push_back(user < 7 ? 0 : 1);
    }
    content.attributes = {gender, age};
    const std::string hash = data::writeDataset(content, m_folder.path().toStdString());

    RunRecord backbone = backboneRecord("20261123-100000-000-base");
    addRanking(backbone, "validation", 0.720);
    addRanking(backbone, "test", 0.713);
    m_records = {backbone, evaluateRecord("20261123-100100-000-eval", "20261123-100000-000-base", 0.713),
                 probeRecord("20261123-100200-000-prob", "20261123-100000-000-base", 0.634, 0.583, 0.686)};
    const auto cfp = [&](const char* id, double lambda, std::uint64_t seed, double auc, double hit) {
        m_records.push_back(
            cfpRecord(id, "20261123-100000-000-base", lambda, seed, auc, auc - 0.05, auc + 0.05, hit));
    };
    cfp("20261123-110000-000-c0s1", 0, 2022, 0.631, 0.711);
    cfp("20261123-110001-000-c0s2", 0, 2023, 0.628, 0.709);
    cfp("20261123-110002-000-c0s3", 0, 2024, 0.626, 0.712);
    cfp("20261123-120000-000-c5s1", 5, 2022, 0.585, 0.702);
    cfp("20261123-130000-000-t1s1", 10, 2022, 0.521, 0.690);
    cfp("20261123-130001-000-t1s2", 10, 2023, 0.548, 0.694);
    cfp("20261123-130002-000-t1s3", 10, 2024, 0.534, 0.688);
    RunRecord failed =
        cfpRecord("20261123-140000-000-fail", "20261123-100000-000-base", 100, 2022, 0.9, 0.8, 1, 0.9);
    failed.run.state = store::RunState::Failed;
    failed.run.errorMessage = "The disk is full.";
    m_records.push_back(failed);
    for (RunRecord& record : m_records) {
        record.run.dataset = hash;
        record.artifacts = {{"checkpoint", "artifacts/checkpoint/model.safetensors", std::string(64, 'a')}};
        record = withSpec(record);
    }
}

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

void TestReport::htmlIsOneSoundFile() {
    const QString html = QString::fromStdString(renderHtml(reportOf()));
    QVERIFY(html.contains("prefers-color-scheme: dark"_L1));
    QVERIFY(html.count("<svg"_L1) == 4);
    QVERIFY(!html.contains("http://www.w3.org/1999/xhtml"_L1) && !html.contains("<script"_L1));
    QVERIFY(!html.contains("src="_L1)); // nothing is loaded from elsewhere
    static const QRegularExpression kLink(u"href=\"#([^\"]+)\""_s);
    int links = 0;
    for (auto match = kLink.globalMatch(html); match.hasNext(); ++links) {
        const QString target = match.next().captured(1);
        QVERIFY2(html.contains(u"id=\"%1\""_s.arg(target)), qPrintable(target));
    }
    QVERIFY(links > 30);
    for (const char* title : {"Findings", "Models side by side", "Protocol", "Not tested", "Provenance"}) {
        QVERIFY(html.contains(u">%1</h2>"_s.arg(QString::fromLatin1(title))));
    }
}

void TestReport::htmlEscapes() {
    const ReportData data =
        assembleReport(m_records, m_folder.path().toStdString(), {.title = "A <b> & \"title\""});
    const std::string html = renderHtml(data);
    QVERIFY(html.find("<b>") == std::string::npos);
    QVERIFY(html.find("A &lt;b&gt; &amp; &quot;title&quot;") != std::string::npos);
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

void TestReport::figuresAreValidSvg() {
    const ReportData data = reportOf();
    const Audit& audit = data.audits.front();
    for (const auto& figure : {leakFigure(audit), tradeOffFigure(audit, 10), tradeOffFigure(audit, 1)}) {
        QVERIFY(figure.has_value());
        const QString svg = QString::fromStdString(svgOf(*figure));
        QXmlStreamReader reader(svg);
        QString text;
        while (!reader.atEnd()) {
            if (reader.readNext() == QXmlStreamReader::Characters) {
                text += reader.text();
            }
        }
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        QVERIFY(text.contains("untreated"_L1));
        QVERIFY(text.contains("best possible"_L1));
        QVERIFY(text.contains(QString::fromStdString(figure->description)));
        QVERIFY(svg.contains("fill=\"#1f2428\""_L1)); // what the style sheet maps to the dark theme
    }
    QVERIFY(!tradeOffFigure(audit, 7));
    QVERIFY(!leakFigure(Audit{}));
}

void TestReport::pdfHasPages() {
    const QByteArray pdf = QByteArray::fromStdString(renderPdf(reportOf()));
    QVERIFY(pdf.startsWith("%PDF-1."));
    QVERIFY(pdf.count("/Type /Page\n") >= 3);
    if (!qEnvironmentVariableIsEmpty("UP5_TEST_OUTPUT")) {
        QFile file(qEnvironmentVariable("UP5_TEST_OUTPUT") + "/report.pdf"_L1);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(pdf);
        QFile html(qEnvironmentVariable("UP5_TEST_OUTPUT") + "/report.html"_L1);
        QVERIFY(html.open(QIODevice::WriteOnly));
        html.write(QByteArray::fromStdString(renderHtml(reportOf())));
    }
}

void TestReport::csvHasOneLinePerMetric() {
    const ReportData data = reportOf();
    std::size_t metrics = 0;
    for (const ReportedRun& run : data.runs) {
        metrics += run.record.metrics.size();
    }
    std::size_t cells = 0; // of the paper's tables
    for (const PaperTable& table : data.paperTables) {
        for (const std::vector<PaperCell>& row : table.cells) {
            cells += static_cast<std::size_t>(std::count_if(
                row.begin(), row.end(), [](const PaperCell& cell) { return cell.ours.has_value(); }));
        }
    }
    QVERIFY(cells > 0);
    const QStringList lines = QString::fromStdString(renderCsv(data)).split(u"\r\n"_s);
    QCOMPARE(lines.size(), qsizetype(metrics + cells) + 2); // header, end
    QVERIFY(lines.first().startsWith("run,kind,model,"_L1));
    QVERIFY(lines.last().isEmpty());
    static const QRegularExpression kField(u"(\"(?:[^\"]|\"\")*\"|[^,]*)(,|$)"_s);
    for (const QString& line : lines.first(lines.size() - 1)) {
        int fields = 0;
        for (auto match = kField.globalMatch(line); match.hasNext();) {
            const auto found = match.next();
            fields += found.capturedLength() > 0 || found.capturedStart() < line.size() ? 1 : 0;
        }
        QVERIFY2(fields == 22 || (fields == 21 && line.endsWith(u',')), qPrintable(line));
    }
    QVERIFY(lines.contains(u"20261123-130000-000-t1s1,cfp,\"CFP λ = 10, n = 5\",Small "
                           u"set,%1,20261123-100000-000-base,2022,cpu,hit@k,"
                           u"test,sequential,,,,10,0,0.69,0.6699999999999999,0.71,600,\"Share of users whose "
                           u"held-out item is among the "
                           u"first k of their candidates, ranked by the model (ties count as the mean rank); "
                           u"a user with several "
                           u"held-out items counts with the mean over them. With one target it equals "
                           u"recall@k.\",artifacts/checkpoint/model.safetensors=%2"_s.arg(
                               QString::fromStdString(data.datasets.front().hash), QString(64, u'a'))));
}

void TestReport::jsonHoldsEverything() {
    const nlohmann::json report = nlohmann::json::parse(renderJson(reportOf()));
    QCOMPARE(report.at("audits").size(), std::size_t{1});
    const nlohmann::json& audit = report.at("audits").at(0);
    QCOMPARE(audit.at("points").size(), std::size_t{8});
    QCOMPARE(audit.at("points").at(0).at("family").get<std::string>(), std::string("untreated"));
    QVERIFY(audit.at("points").at(0).at("lambda").is_null());
    QCOMPARE(audit.at("points").at(0).at("best_possible_auc").get<double>(), 0.75);
    QCOMPARE(audit.at("settings").size(), std::size_t{4});
    QCOMPARE(report.at("runs").size(), std::size_t{10});
    QCOMPARE(report.at("datasets").at(0).at("profile").at("users").get<int>(), 604);
    QCOMPARE(report.at("unfinished").size(), std::size_t{1});
    QVERIFY(report.at("not_tested").size() > 5);
}

void TestReport::commandsRepeatRuns() {
    const ReportData data = reportOf();
    const std::string command = findReported(data, "20261123-120000-000-c5s1")->command;
    QCOMPARE(command,
             "up5 run cfp --dataset " + data.datasets.front().hash +
                 " --backbone 20261123-100000-000-base --attribute gender --set lambda=5 --seed 2022 "
                 "--device cpu");
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
    QVERIFY2(text.find("was fitted 100 times to labels shuffled across users") != std::string::npos,
             text.c_str());
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
        records.push_back(withSpec(record));
    }
    const ReportData data = assembleReport(records, m_folder.path().toStdString(), {});
    const QString html = QString::fromStdString(renderHtml(data));
    const QString section = html.mid(html.indexOf(u"id=\"baselines\""_s)).section(u"<h2"_s, 0, 0);
    for (const QString& part : {u"Popularity"_s, u"PMF"_s, u"C-PMF λ = 1"_s, u"matching"_s, u"counting"_s,
                                u"epochs at most"_s, u"⚠"_s}) { // C-PMF hits less than popularity
        QVERIFY2(section.contains(part), qPrintable(part + section));
    }
    QVERIFY(html.contains(u"user vector"_s));
    QVERIFY(html.contains(u"Table 4 of the paper"_s));
    QVERIFY(!renderPdf(data).empty() && !renderCsv(data).empty());
    QVERIFY(renderJson(data).find("\"c-pmf\"") != std::string::npos);
}

QTEST_MAIN(TestReport)
#include "tst_report.moc"
