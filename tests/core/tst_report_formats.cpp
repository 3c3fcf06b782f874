// The report's formats over the same records: HTML, figures, PDF, CSV, JSON, and the commands that repeat a
// run.
#include <QtCore/QTemporaryDir>
#include <QtCore/QXmlStreamReader>
#include <QtTest/QtTest>

#include "report/figures.h"
#include "report/renderers.h"
#include "support/sample_report.h"

using namespace up5;
using namespace up5::report;
using namespace up5::test;
using namespace Qt::Literals::StringLiterals;

class TestReportFormats : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_records = sampleReportRecords(m_folder.path().toStdString()); }
    void htmlIsOneSoundFile();
    void htmlEscapes();
    void figuresAreValidSvg();
    void pdfHasPages();
    void csvHasOneLinePerMetric();
    void jsonHoldsEverything();
    void commandsRepeatRuns();

private:
    ReportData reportOf(const std::vector<std::string>& runs = {}) const {
        return assembleReport(m_records, m_folder.path().toStdString(), {.runs = runs});
    }

    QTemporaryDir m_folder;
    std::vector<RunRecord> m_records;
};

void TestReportFormats::htmlIsOneSoundFile() {
    const QString html = QString::fromStdString(renderHtml(reportOf()));
    QVERIFY(html.contains("prefers-color-scheme: dark"_L1));
    QVERIFY(html.count("<svg"_L1) == 6); // the trade-off with hit@10 and hit@1 of both tasks, two others
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

void TestReportFormats::htmlEscapes() {
    const ReportData data =
        assembleReport(m_records, m_folder.path().toStdString(), {.title = "A <b> & \"title\""});
    const std::string html = renderHtml(data);
    QVERIFY(html.find("<b>") == std::string::npos);
    QVERIFY(html.find("A &lt;b&gt; &amp; &quot;title&quot;") != std::string::npos);
}

void TestReportFormats::figuresAreValidSvg() {
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

void TestReportFormats::pdfHasPages() {
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

void TestReportFormats::csvHasOneLinePerMetric() {
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

void TestReportFormats::jsonHoldsEverything() {
    const nlohmann::json report = nlohmann::json::parse(renderJson(reportOf()));
    QCOMPARE(report.at("audits").size(), std::size_t{1});
    const nlohmann::json& audit = report.at("audits").at(0);
    QCOMPARE(audit.at("points").size(), std::size_t{8});
    QCOMPARE(audit.at("points").at(0).at("family").get<std::string>(), std::string("untreated"));
    QVERIFY(audit.at("points").at(0).at("lambda").is_null());
    QCOMPARE(audit.at("points").at(0).at("best_possible_auc").get<double>(), 0.75);
    QCOMPARE(audit.at("settings").size(), std::size_t{4});
    for (const auto& setting : audit.at("settings")) {
        QVERIFY(setting.at("leaks").at("leaking") <= setting.at("leaks").at("models"));
        QVERIFY(setting.at("leaks").at("models") <= setting.at("models"));
    }
    QCOMPARE(report.at("runs").size(), std::size_t{10});
    QCOMPARE(report.at("datasets").at(0).at("profile").at("users").get<int>(), 604);
    QCOMPARE(report.at("unfinished").size(), std::size_t{1});
    QVERIFY(report.at("not_tested").size() > 5);
}

void TestReportFormats::commandsRepeatRuns() {
    const ReportData data = reportOf();
    const std::string command = findReported(data, "20261123-120000-000-c5s1")->command;
    QCOMPARE(command,
             "up5 run cfp --dataset " + data.datasets.front().hash +
                 " --backbone 20261123-100000-000-base --attribute gender --set lambda=5 --seed 2022 "
                 "--device cpu");
}

QTEST_MAIN(TestReportFormats)
#include "tst_report_formats.moc"
