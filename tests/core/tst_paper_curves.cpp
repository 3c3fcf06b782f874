// The paper's Figures 5 to 9 from hand-made runs: which runs count, controls beside them, claims, drawing.
#include <QtCore/QTemporaryDir>
#include <QtCore/QXmlStreamReader>
#include <QtGui/QImage>
#include <QtGui/QPainter>
#include <QtTest/QtTest>

#include <array>

#include "report/figures.h"
#include "report/paper_curves.h"
#include "report/renderers.h"
#include "report/sections.h"
#include "support/paper_records.h"
#include "support/sample_report.h"

using namespace up5;
using namespace up5::report;
using namespace up5::test;

namespace {

constexpr std::array kSeeds = {1, 2, 3};

/// Prompts for gender at the paper's λ with three seeds: the AUC falls by 0.03 and hit@1 stays as it is but
/// for the seed. A control and a random prompt of the first seed.
std::vector<RunRecord> sweptRuns() {
    std::vector<RunRecord> records = {backboneRecord("b")};
    for (const int seed : kSeeds) {
        double auc = 0.70;
        for (const double lambda : {0.1, 1.0, 10.0, 100.0}) {
            const double own = auc + 0.002 * seed;
            records.push_back(cfpRecord("cfp " + std::to_string(records.size()), "b", lambda,
                                        static_cast<std::uint64_t>(seed), own, own - 0.04, own + 0.04,
                                        0.60 + 0.01 * ((seed + records.size()) % 3)));
            auc -= 0.03;
        }
    }
    records.push_back(cfpRecord("control", "b", 0, 1, 0.72, 0.68, 0.76, 0.66));
    RunRecord random = cfpRecord("random", "b", 0, 1, 0.69, 0.65, 0.73, 0.44);
    random.options["batches"] = 0;
    records.push_back(random);
    return records;
}

std::vector<PaperCurves> measured(const std::vector<RunRecord>& records) {
    return measuredCurves(records, kDataset, "MovieLens");
}

const RecipeRow& rowAt(const PaperCurves& curves, const std::string& value, Family family) {
    for (const RecipeRow& row : curves.results.rows) {
        if (row.value == value && row.family == family) {
            return row;
        }
    }
    throw Error(ErrorCode::Internal, "There is no row " + value + ".");
}

std::string wordsOf(const std::vector<Block>& blocks) {
    std::string words;
    for (const Block& block : blocks) {
        if (const auto* list = std::get_if<BulletList>(&block)) {
            for (const Sentence& sentence : list->items) {
                words += sentence.text + "\n";
            }
        }
    }
    return words;
}

bool says(const std::vector<Block>& blocks, const char* words) {
    return wordsOf(blocks).find(words) != std::string::npos;
}

} // namespace

class TestPaperCurves : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void runsMadeByHandMakeAFigure() {
        const std::vector<PaperCurves> found = measured(sweptRuns());
        QCOMPARE(found.size(), std::size_t{1}); // of lengths there is but one
        const PaperCurves& curves = found.front();
        QCOMPARE(curves.recipe.name, std::string("fig7"));
        QCOMPARE(curves.backbone, std::string("b"));
        QCOMPARE(curves.runs.size(), std::size_t{14});
        const RecipeRow& ten = rowAt(curves, "10", Family::Cfp);
        QCOMPARE(ten.attribute, std::string("gender"));
        QCOMPARE(ten.figures[0].seeds, 3);
        // The paper's classifier reads the user span; the strongest probe and hit@1 stand beside it.
        QVERIFY(near(ten.figures[1].mean, 0.64 + 0.004));
        QVERIFY(near(rowAt(curves, "", Family::Control).figures[1].mean, 0.72));
        QVERIFY(near(rowAt(curves, "", Family::Control).figures[2].mean, 0.33)); // half of hit@10
        QVERIFY(near(rowAt(curves, "", Family::Random).figures[1].mean, 0.69));
        QVERIFY(curves.results.trends[0].verdict == ClaimVerdict::Agrees);
        QVERIFY(curves.results.trends[1].verdict == ClaimVerdict::NotDistinguishable);
    }

    void controlsOfAFigureOverLengthsStandAtTheirLength() {
        std::vector<RunRecord> records = {backboneRecord("b")};
        for (const int length : {5, 30}) {
            for (const double lambda : {0.0, 10.0}) {
                records.push_back(
                    withOption("prefix_length", length,
                               cfpRecord("cfp " + std::to_string(records.size()), "b", lambda, 1,
                                         0.6 + 0.001 * length - 0.01 * lambda, 0.4, 0.8, 0.6)));
            }
        }
        const std::vector<PaperCurves> found = measured(records);
        QCOMPARE(found.size(), std::size_t{1});
        QCOMPARE(found.front().recipe.name, std::string("fig5"));
        QVERIFY(near(rowAt(found.front(), "30", Family::Cfp).figures[0].mean, 0.53));
        QVERIFY(near(rowAt(found.front(), "30", Family::Control).figures[0].mean, 0.63));
        QVERIFY(near(rowAt(found.front(), "5", Family::Control).figures[0].mean, 0.605));
        const std::vector<Block> blocks = curveBlocks(found.front());
        QVERIFY(says(blocks, "Not measured yet: gender, CFP: prefix_length = 10, 15."));
        QVERIFY(says(blocks, "Not measured yet: gender, λ = 0 control: prefix_length = 10, 15."));
        QVERIFY(says(blocks, "Not measured yet: gender, random prompt: prefix_length = 5, 10, 15, 30."));
    }

    void onlyPromptsOfOneSettingMakeALine() {
        std::vector<RunRecord> records = {backboneRecord("b")};
        for (const double lambda : {1.0, 10.0}) { // otherwise different
            records.push_back(withOption(
                "batches", lambda == 1 ? 50 : 60,
                cfpRecord("short " + std::to_string(records.size()), "b", lambda, 1, 0.6, 0.5, 0.7, 0.6)));
        }
        QVERIFY(measured(records).empty());
        for (RunRecord& record : sweptRuns()) {
            records.push_back(record);
        }
        const std::vector<PaperCurves> found = measured(records);
        QCOMPARE(found.size(), std::size_t{1});
        QVERIFY(std::ranges::none_of(found.front().runs,
                                     [](const std::string& run) { return run.starts_with("short"); }));
        QVERIFY(measuredCurves(records, "other", "MovieLens").empty());
        QVERIFY(measured({}).empty());
    }

    /// Figures 6 and 9 vary the same option; prompts against a soft probing prompt are of Figure 9 alone.
    void aFigureThatFixesMoreHasItsRunsForItself() {
        const auto figuresOf = [](const char* adversary) {
            std::vector<RunRecord> records = {backboneRecord("b")};
            for (const int length : {5, 10}) {
                records.push_back(withOption(
                    "prefix_length", length,
                    withOption("adversary", adversary,
                               cfpRecord("n " + std::to_string(length), "b", 10, 1, 0.6, 0.5, 0.7, 0.5))));
            }
            std::vector<std::string> figures;
            for (const PaperCurves& curves : measuredCurves(records, kDataset, "Insurance")) {
                figures.push_back(curves.recipe.figure);
            }
            return figures;
        };
        QCOMPARE(figuresOf("soft-prompt"), std::vector<std::string>{"9"});
        QCOMPARE(figuresOf("mlp7"), std::vector<std::string>{"6"});
    }

    void blocksSayWhatOursSayOfTheClaims() {
        const PaperCurves curves = measured(sweptRuns()).front();
        const std::vector<Block> blocks = curveBlocks(curves);
        QVERIFY(std::holds_alternative<Figure>(blocks[0]) && std::holds_alternative<Table>(blocks[1]));
        QVERIFY2(says(blocks, "A larger weight is fairer: the AUC falls with λ. The paper's claim; ours for "
                              "gender: agrees; from one value to the next −0.0300"),
                 wordsOf(blocks).c_str());
        QVERIFY(says(blocks, "Different protocol. preset: desk; the paper: t5-small."));
        QVERIFY(says(blocks, "Different protocol. schedule: balanced; the paper: paper."));
        const Table& table = std::get<Table>(blocks[1]);
        QCOMPARE(table.rows.size(), std::size_t{6});
        QCOMPARE(table.rows[4].cells[1].text, std::string("all"));
        QCOMPARE(table.rows[4].cells[2].text, std::string("λ = 0 control"));
        QCOMPARE(table.rows[5].cells[2].text, std::string("random prompt"));
        const nlohmann::json json = toJson(curves);
        QCOMPARE(json.at("rows").size(), std::size_t{6});
        QCOMPARE(json.at("claims").at(0).at("verdict").get<std::string>(), std::string("agrees"));
        PaperCurves none = curves;
        none.runs.clear();
        QCOMPARE(curveBlocks(none).size(), std::size_t{1});
    }

    void aReportHasTheFigure() {
        const QTemporaryDir folder;
        std::vector<RunRecord> records = sampleReportRecords(folder.path().toStdString());
        RunRecord weak =
            cfpRecord("20261123-150000-000-t2s1", records.front().run.id, 1, 2022, 0.61, 0.56, 0.66, 0.705);
        weak.run.dataset = records.front().run.dataset;
        records.push_back(withSpec(weak));
        const ReportData data = assembleReport(records, folder.path().toStdString(), {});
        QCOMPARE(data.paperFigures.size(), std::size_t{1});
        const Section section = paperFiguresSection(data);
        QCOMPARE(section.title, std::string("Figures of the paper"));
        const QString html = QString::fromStdString(renderHtml(data));
        for (const char* words : {"Figures of the paper",
                                  "Figure 7 of the paper, Small set: Weight of the adversary on MovieLens",
                                  "λ = 0 control", "The paper's claim; ours for gender: too few seeds"}) {
            QVERIFY2(html.contains(QString::fromUtf8(words)), words);
        }
        QCOMPARE(nlohmann::json::parse(renderJson(data)).at("paper_figures").size(), std::size_t{1});
        QVERIFY(paperFiguresSection(ReportData{}).blocks.empty());
    }

    void theDrawingIsValidSvg() {
        const auto figure = curvesFigure(measured(sweptRuns()).front());
        QVERIFY(figure.has_value());
        const QString svg = QString::fromStdString(svgOf(*figure));
        QXmlStreamReader reader(svg);
        while (!reader.atEnd()) {
            reader.readNext();
        }
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        QVERIFY(svg.contains(QStringLiteral("gender, lambda = 10: AUC, strongest probe 0.644")));
        if (!qEnvironmentVariableIsEmpty("UP5_TEST_OUTPUT")) {
            QImage image(2 * figure->width, 2 * figure->height, QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            painter.scale(2, 2);
            figure->paint(painter);
            painter.end();
            QVERIFY(image.save(qEnvironmentVariable("UP5_TEST_OUTPUT") + QStringLiteral("/curves.png")));
        }
    }
};

QTEST_MAIN(TestPaperCurves)
#include "tst_paper_curves.moc"
