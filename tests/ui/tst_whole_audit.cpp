// The whole path in the real window with the real worker: the demo set is imported, a tiny backbone and one
// prompt are trained, the point appears in Compare, the report is exported.
#include <QtTest/QTest>

#include <QtCore/QFile>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QTableView>
#include <QtWidgets/QTextBrowser>

#include "support/window_fixture.h"
#include "ui/results/comparison_table_model.h"
#include "ui/results/heat_map_view.h"
#include "ui/results/mark_chart.h"
#include "ui/runs/number_box.h"
#include "ui/widgets/page.h"
#include "ui/widgets/status_line.h"

using namespace up5;
using namespace Qt::Literals::StringLiterals;
using up5::test::WindowFixture;

namespace {

constexpr int kJobMs = 120'000; // a busy machine; an idle one takes seconds

/// A widget of one page: pages share the names of their option editors.
template <class T> T* on(WindowFixture& fixture, const char* page, const char* name) {
    T* found = fixture.find<QWidget>(page)->findChild<T*>(QString::fromLatin1(name));
    if (!found) {
        qFatal("there is no object named %s on %s", name, page);
    }
    return found;
}

std::vector<store::RunRow> runs(WindowFixture& fixture, const std::string& kind) {
    return fixture.session->context().store.runs().ofKind(kind);
}

bool allSucceeded(WindowFixture& fixture) {
    const auto all = fixture.session->context().store.runs().all();
    return std::all_of(all.begin(), all.end(),
                       [](const store::RunRow& run) { return run.state == store::RunState::Succeeded; });
}

/// Pictures of every page in the two usual sizes and both themes, for looking at them; only when
/// UP5_PICTURE_DIR names a folder.
void keepPictures(WindowFixture& fixture) {
    const QString folder = qEnvironmentVariable("UP5_PICTURE_DIR");
    if (folder.isEmpty()) {
        return;
    }
    const QStringList pages = {u"data"_s, u"models"_s, u"probe"_s, u"mitigate"_s, u"compare"_s, u"report"_s};
    const QSize before = fixture.window().size();
    for (const auto& [theme, choice] :
         {std::pair(u"light"_s, ui::ThemeChoice::Light), std::pair(u"dark"_s, ui::ThemeChoice::Dark)}) {
        fixture.theme.setChoice(choice);
        for (const QSize size : {QSize(1000, 700), QSize(1600, 1000)}) {
            fixture.window().resize(size);
            for (const QString& page : pages) {
                fixture.window().showPage(page);
                const auto* shown =
                    qobject_cast<ui::Page*>(fixture.find<QStackedWidget>("pages")->currentWidget());
                QTRY_VERIFY(shown && !shown->isLoading());
                if (page == u"report"_s) {
                    QTRY_VERIFY(!fixture.find<QTextBrowser>("reportPreview")->toPlainText().isEmpty());
                }
                QCoreApplication::processEvents(); // charts lay out their axes in an event
                const QString name = u"%1/window_%2_%3_%4.png"_s.arg(folder, page, theme).arg(size.width());
                QVERIFY2(fixture.window().grab().save(name), qPrintable(name));
            }
        }
    }
    fixture.theme.setChoice(ui::ThemeChoice::Light);
    fixture.window().resize(before);
}

/// What went wrong with a run, for the test's output.
QByteArray stateOf(WindowFixture& fixture) {
    std::string text;
    for (const store::RunRow& run : fixture.session->context().store.runs().all()) {
        text += run.kind + " " + store::toString(run.state) + " " + run.errorMessage + "\n";
    }
    return QByteArray::fromStdString(text);
}

} // namespace

class TestWholeAudit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        const QString worker = QStringLiteral(UP5_BIN_DIR "/up5-worker");
        QVERIFY2(QFile::exists(worker), qPrintable(worker));
        qputenv("UP5_WORKER", worker.toUtf8());
        m_fixture.open();
        m_fixture.window().resize(1300, 800);
    }

    void demoIsImported() {
        m_fixture.find<QPushButton>("openDemo")->click();
        auto* sets = m_fixture.find<QTableView>("datasetTable");
        QTRY_VERIFY_WITH_TIMEOUT(sets->isVisible() && sets->model()->rowCount() == 1, kJobMs);
    }

    void backboneIsTrained() {
        m_fixture.window().showPage(u"models"_s);
        auto* first = m_fixture.find<QPushButton>("modelsTrainFirst");
        QTRY_VERIFY(first->isVisible());
        first->click();
        on<QComboBox>(m_fixture, "modelsPage", "option_preset")->setCurrentText(u"tiny"_s);
        for (const auto& [option, value] :
             {std::pair("option_epochs", 1), {"option_cuts_per_user", 1}, {"option_validation_users", 100}}) {
            on<ui::NumberBox>(m_fixture, "modelsPage", option)->setValue(value);
        }
        on<QLineEdit>(m_fixture, "modelsPage", "backboneName")->setText(u"tiny model"_s);
        m_fixture.find<QPushButton>("backboneStart")->click();
        auto* models = m_fixture.find<QTableView>("modelsTable");
        QTRY_VERIFY2_WITH_TIMEOUT(models->isVisible() && models->model()->rowCount() == 1,
                                  stateOf(m_fixture).constData(), kJobMs);
        QCOMPARE(models->model()->index(0, 0).data().toString(), u"tiny model"_s);
    }

    void pointIsTrained() {
        m_fixture.window().showPage(u"mitigate"_s);
        auto* start = m_fixture.find<QPushButton>("mitigateStart");
        QTRY_VERIFY(start->isVisible());
        on<QComboBox>(m_fixture, "mitigatePage", "mitigateAttribute")->setCurrentText(u"gender"_s);
        m_fixture.find<ui::NumberBox>("lambdaBox")->setValue(5);
        m_fixture.find<ui::NumberBox>("prefixLengthBox")->setValue(2);
        for (const auto& [option, value] : {std::pair("batches", 4),
                                            {"batch_size", 32},
                                            {"warm_start", 4},
                                            {"validate_every", 4},
                                            {"validation_users", 100},
                                            {"probe.epochs", 2},
                                            {"probe.resamples", 100}}) {
            on<ui::NumberBox>(m_fixture, "mitigatePage", (std::string("option_") + option).c_str())
                ->setValue(value);
        }
        auto* plan = m_fixture.find<QLabel>("mitigatePlan");
        QTRY_VERIFY2(plan->text().startsWith(u"5 runs will be queued"_s), qPrintable(plan->text()));
        start->click();
        QTRY_VERIFY2_WITH_TIMEOUT(runs(m_fixture, "cfp").size() == 3 && allSucceeded(m_fixture),
                                  stateOf(m_fixture).constData(), kJobMs);
    }

    void pointAppearsInCompare() {
        m_fixture.window().showPage(u"compare"_s);
        auto* table = m_fixture.find<QTableView>("compareTable");
        QTRY_COMPARE(table->model()->rowCount(), 4); // untreated, random prompt, control, CFP
        const auto text = [&](int row, int column) {
            return table->model()->index(row, column).data().toString();
        };
        QCOMPARE(text(3, ui::ComparisonTableModel::Model), u"CFP λ = 5, n = 2"_s);
        QCOMPARE(text(3, ui::ComparisonTableModel::Attribute), u"gender"_s);
        QVERIFY(text(3, ui::ComparisonTableModel::Auc).contains(u'['));
        QVERIFY(text(3, ui::ComparisonTableModel::AucToControl) != u"–"_s);
        QVERIFY(text(3, ui::ComparisonTableModel::FigureToUntreated) != u"–"_s);
        QCOMPARE(m_fixture.find<ui::MarkChart>("tradeOffChart")->content().marks.size(), std::size_t{4});
    }

    void mitigateShowsItByValidationFigures() {
        m_fixture.window().showPage(u"mitigate"_s);
        const auto* chart = m_fixture.find<ui::MarkChart>("mitigateChart");
        QTRY_COMPARE(chart->content().marks.size(), std::size_t{4});
    }

    /// A second prompt, then a mixture of both: every subset is measured and shown.
    void mixtureIsTrained() {
        on<QComboBox>(m_fixture, "mitigatePage", "mitigateAttribute")->setCurrentText(u"age"_s);
        m_fixture.find<QCheckBox>("mitigateCompanions")->setChecked(false);
        auto* plan = m_fixture.find<QLabel>("mitigatePlan");
        QTRY_VERIFY2(plan->text().startsWith(u"1 run will be queued"_s), qPrintable(plan->text()));
        m_fixture.find<QPushButton>("mitigateStart")->click();
        QTRY_VERIFY2_WITH_TIMEOUT(runs(m_fixture, "cfp").size() == 4 && allSucceeded(m_fixture),
                                  stateOf(m_fixture).constData(), kJobMs);

        m_fixture.find<QTabWidget>("mitigateTabs")->setCurrentIndex(1);
        for (const store::RunRow& run : runs(m_fixture, "cfp")) {
            if (run.attributes.front() == "age" || run.spec.find("\"lambda\":5") != std::string::npos) {
                // The list is filled when the figures are read, in the background.
                const QString name = u"mixturePrompt_"_s + QString::fromStdString(run.id);
                QTRY_VERIFY_WITH_TIMEOUT(m_fixture.window().findChild<QCheckBox*>(name), kJobMs);
                auto* box = m_fixture.find<QCheckBox>(name.toLatin1().constData());
                QTRY_VERIFY(box->isVisible());
                box->click();
            }
        }
        m_fixture.find<ui::NumberBox>("mixtureLambdaBox")->setValue(3);
        m_fixture.find<ui::NumberBox>("mixtureLengthBox")->setValue(2);
        for (const auto& [option, value] : {std::pair("batches", 4),
                                            {"batch_size", 32},
                                            {"warm_start", 4},
                                            {"validate_every", 4},
                                            {"validation_users", 100},
                                            {"probe.epochs", 2},
                                            {"probe.resamples", 100}}) {
            m_fixture.find<ui::NumberBox>((std::string("mixtureOption_") + option).c_str())->setValue(value);
        }
        m_fixture.find<QCheckBox>("mixtureCompanions")->setChecked(false);
        auto* start = m_fixture.find<QPushButton>("mixtureStart");
        QTRY_VERIFY2(start->isEnabled(), qPrintable(m_fixture.find<QLabel>("mixturePlan")->text()));
        start->click();
        QTRY_VERIFY2_WITH_TIMEOUT(runs(m_fixture, "mixture").size() == 1 && allSucceeded(m_fixture),
                                  stateOf(m_fixture).constData(), kJobMs);
        const auto* matrix = m_fixture.find<ui::HeatMapView>("mixtureMatrix");
        QTRY_VERIFY(matrix->content().has_value());
        // Untreated (of gender alone), age, gender, both.
        QCOMPARE(matrix->content()->map.rows.size(), std::size_t{4});
        QVERIFY(matrix->content()->map.sides.front().cells[3][0].marked);
        QVERIFY(!m_fixture.session->context()
                     .store.runs()
                     .subsetMetrics(runs(m_fixture, "mixture").front().id)
                     .empty());
        m_fixture.find<QTabWidget>("mitigateTabs")->setCurrentIndex(0);
        on<QComboBox>(m_fixture, "mitigatePage", "mitigateAttribute")->setCurrentText(u"gender"_s);
    }

    void reportIsExported() {
        m_fixture.window().showPage(u"report"_s);
        auto* preview = m_fixture.find<QTextBrowser>("reportPreview");
        QTRY_VERIFY_WITH_TIMEOUT(preview->toPlainText().contains(u"CFP λ = 5, n = 2"_s), kJobMs);
        const QString path = m_fixture.folder.filePath(u"audit.html"_s);
        m_fixture.dialogs.nextSaveFile.enqueue(path);
        m_fixture.find<QPushButton>("reportExport")->click();
        auto* status = m_fixture.find<ui::StatusLine>("statusStrip");
        QTRY_VERIFY_WITH_TIMEOUT(status->text().contains(u"audit.html"_s), kJobMs);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString html = QString::fromUtf8(file.readAll());
        QVERIFY(html.contains(u"CFP λ = 5, n = 2"_s) && html.contains(u"<svg"_s));
        QVERIFY(html.contains(u"--set lambda=5"_s)); // the command that repeats the point
        QVERIFY(html.contains(u"Prompt mixture"_s) && html.contains(u"age, gender removed"_s));
        keepPictures(m_fixture);
    }

private:
    WindowFixture m_fixture;
};

QTEST_MAIN(TestWholeAudit)
#include "tst_whole_audit.moc"
