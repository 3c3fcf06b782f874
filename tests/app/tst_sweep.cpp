// `up5 sweep` with the real programs: whatever is killed, no run is repeated and the numbers are those of a
// sweep that nothing disturbed.
#include <csignal>

#include <QtCore/QDirIterator>
#include <QtTest/QtTest>

#include "jobs/launcher.h"
#include "support/command_line_fixture.h"

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;
using up5::test::kLongMs;
using up5::test::Outcome;

class TestSweep : public QObject, private up5::test::CommandLineFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void estimateBeforeAnythingWasRun();
    void killedTwiceItGoesOn();
    void showListsItsRuns();
    void aSweepOfTheSameFindsEverythingDone();
    void searchKeepsToItsRuns();
    void aRecipeStandsBesideThePaper();
    void aTableIsEstimatedBeforeAnythingIsRun();
    void aTableQueuesWhatIsMissing();
    void namedSettingsAreThoseOfATablesPrompts();
    void mistakesInAListAreNamed();
    void aListTakesADeviceAndNoSettings();
    void aGridOfMixtures();

private:
    QStringList sweep(const QStringList& more) const {
        return QStringList{u"sweep"_s, u"cfp"_s, u"--seeds"_s, u"1"_s} + settings() + more;
    }
    QStringList settings() const {
        return {u"--attribute"_s, u"gender"_s,
                u"--device"_s,    u"cpu"_s,
                u"--set"_s,       u"batches=6"_s,
                u"--set"_s,       u"batch_size=16"_s,
                u"--set"_s,       u"warm_start=4"_s,
                u"--set"_s,       u"validate_every=3"_s,
                u"--set"_s,       u"validation_users=60"_s,
                u"--set"_s,       u"probe.method=logistic"_s,
                u"--set"_s,       u"probe.target=user_span"_s,
                u"--set"_s,       u"probe.null_refits=0"_s,
                u"--set"_s,       u"probe.resamples=100"_s};
    }
    QStringList grid(const QStringList& more = {}) const {
        return sweep(QStringList{u"--grid"_s, u"lambda=0,5"_s, u"--grid"_s, u"prefix_length=2,4"_s} + more);
    }

    json children(const QString& run, const QString& workspace) const {
        const json shown = jsonOf({u"show"_s, run, u"--json"_s}, workspace);
        return shown.is_object() ? shown.value("children", json::array()) : json::array();
    }
    static int count(const json& rows, const char* state) {
        return static_cast<int>(std::count_if(rows.begin(), rows.end(),
                                              [&](const json& row) { return row.at("state") == state; }));
    }
    static std::string running(const json& rows) {
        const auto found = std::find_if(rows.begin(), rows.end(),
                                        [](const json& row) { return row.at("state") == "running"; });
        return found == rows.end() ? std::string() : found->at("run").get<std::string>();
    }
    /// What was measured with which settings, a line each.
    QStringList figures(const QString& run, const QString& workspace) const;
    /// How many workers have been started for a run.
    static int starts(const QString& workspace, const std::string& run) {
        QFile events(workspace + u"/runs/"_s + QString::fromStdString(run) + u"/events.jsonl"_s);
        return events.open(QIODevice::ReadOnly) ? static_cast<int>(events.readAll().count("\"hello\"")) : -1;
    }
    void copyWorkspace(const QString& to) const;
    /// A job of a list, as it is written into its file.
    json popularity(const char* id, int seed) const;
    /// The command that queues the list of a file with this text.
    QStringList listOf(const std::string& jobs) const;

    QTemporaryDir m_disturbed;
    QString m_sweep;
};

void TestSweep::initTestCase() {
    const QString demo = QStringLiteral(UP5_SOURCE_DIR "/datasets/demo");
    const Outcome imported = up5({u"import"_s, demo, u"--mapping"_s, demo + u"/mapping.json"_s});
    QVERIFY2(imported.code == 0, qPrintable(imported.errors));
    const Outcome backbone = up5({u"run"_s, u"backbone"_s, u"--set"_s, u"preset=tiny"_s, u"--set"_s,
                                  u"epochs=1"_s, u"--device"_s, u"cpu"_s, u"--wait"_s});
    QVERIFY2(backbone.code == 0, qPrintable(backbone.errors));
}

void TestSweep::copyWorkspace(const QString& to) const {
    QDirIterator files(m_workspace.path(), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        const QString target = to + file.mid(m_workspace.path().size());
        QVERIFY(QDir().mkpath(QFileInfo(target).path()));
        QVERIFY2(QFile::copy(file, target), qPrintable(file));
    }
}

QStringList TestSweep::figures(const QString& run, const QString& workspace) const {
    QStringList lines;
    for (const json& row : children(run, workspace)) {
        if (!row.at("run").is_string()) {
            continue;
        }
        const QString id = QString::fromStdString(row.at("run").get<std::string>());
        const json shown = jsonOf({u"show"_s, id, u"--json"_s}, workspace);
        lines << QString::fromStdString(row.at("kind").dump() + row.at("settings").dump() +
                                        shown.at("metrics").dump());
    }
    lines.sort();
    return lines;
}

void TestSweep::estimateBeforeAnythingWasRun() {
    const Outcome estimate = up5(grid({u"--estimate-only"_s}));
    QVERIFY2(estimate.code == 0, qPrintable(estimate.errors));
    QVERIFY2(estimate.output.contains(u"Runs: 4, to compare with: 4. No estimate of the time yet"_s),
             qPrintable(estimate.output));
    QCOMPARE(jsonOf({u"runs"_s, u"--json"_s}).size(), std::size_t{2}); // import and backbone
}

void TestSweep::killedTwiceItGoesOn() {
    copyWorkspace(m_disturbed.path());
    const Outcome straight = up5(grid({u"--wait"_s}));
    QVERIFY2(straight.code == 0, qPrintable(straight.errors));
    const QString undisturbed = straight.output.section(u'\n', 0, 0);
    QCOMPARE(count(children(undisturbed, {}), "succeeded"), 8);

    // The program that serves the sweep is killed while its second run is under way.
    QProcess first;
    start(first, grid({u"--wait"_s}), m_disturbed.path());
    QVERIFY(first.waitForReadyRead(kLongMs));
    m_sweep = QString::fromUtf8(first.readLine()).trimmed();
    QTRY_VERIFY_WITH_TIMEOUT(count(children(m_sweep, m_disturbed.path()), "succeeded") >= 1 &&
                                 count(children(m_sweep, m_disturbed.path()), "running") == 1,
                             kLongMs);
    QCOMPARE(::kill(static_cast<pid_t>(first.processId()), SIGKILL), 0);
    QVERIFY(first.waitForFinished(kLongMs));

    // Another host takes it over and is killed, too, and with it the worker of the run under way.
    QProcess second;
    start(second, {u"host"_s}, m_disturbed.path());
    QTRY_VERIFY_WITH_TIMEOUT(count(children(m_sweep, m_disturbed.path()), "succeeded") >= 3 &&
                                 count(children(m_sweep, m_disturbed.path()), "running") == 1,
                             kLongMs);
    QCOMPARE(::kill(static_cast<pid_t>(second.processId()), SIGKILL), 0);
    QVERIFY(second.waitForFinished(kLongMs));
    QCOMPARE(stateOf(m_sweep, m_disturbed.path()), u"running"_s); // nobody has said its end
    const std::string underWay = running(children(m_sweep, m_disturbed.path()));
    const auto worker =
        up5::jobs::LocalLauncher().find(m_disturbed.path().toStdString() + "/runs/" + underWay);
    const bool isKilled = worker && ::kill(static_cast<pid_t>(worker->pid), SIGKILL) == 0;

    const Outcome last = up5({u"host"_s}, m_disturbed.path());
    QVERIFY2(last.code == 0, qPrintable(last.errors));
    QCOMPARE(stateOf(m_sweep, m_disturbed.path()), u"succeeded"_s);

    const json rows = children(m_sweep, m_disturbed.path());
    QCOMPARE(rows.size(), std::size_t{8});
    for (const json& row : rows) {
        // One whose worker was killed goes on from its saved state, unless it had said its end already.
        const auto run = row.at("run").get<std::string>();
        const int begun = starts(m_disturbed.path(), run);
        QVERIFY(begun == 1 || (begun == 2 && isKilled && run == underWay));
    }
    QCOMPARE(jsonOf({u"runs"_s, u"--json"_s}, m_disturbed.path()).size(), std::size_t{2 + 1 + 8});
    const QStringList expected = figures(undisturbed, {});
    QCOMPARE(expected.size(), 8);
    QCOMPARE(figures(m_sweep, m_disturbed.path()), expected);
}

void TestSweep::showListsItsRuns() {
    const QString text = up5({u"show"_s, m_sweep}, m_disturbed.path()).output;
    QVERIFY2(text.contains(QRegularExpression(u"\\n[\\w-]+ +cfp +5 +4 +1 +0\\.\\d{3} \\(.*succeeded\\n"_s)),
             qPrintable(text));
    QVERIFY2(text.contains(u"up5 sweep cfp "_s) &&
                 text.contains(u"--grid lambda=0,5 --grid prefix_length=2,4"_s),
             qPrintable(text));
    const json rows = children(m_sweep, m_disturbed.path());
    const std::string child = rows[5].at("run").get<std::string>();
    QVERIFY(up5({u"show"_s, QString::fromStdString(child)}, m_disturbed.path())
                .output.contains(QRegularExpression(u"Sweep +"_s + m_sweep)));
    const QString end = m_sweep.section(u'-', -1);
    QCOMPARE(up5({u"runs"_s}, m_disturbed.path()).output.count(u"  "_s + end + u"  "_s), 8);
}

void TestSweep::aSweepOfTheSameFindsEverythingDone() {
    const Outcome estimate = up5(grid({u"--estimate-only"_s}), m_disturbed.path());
    QVERIFY2(estimate.output.contains(u"already there: 8. Nothing is left to run."_s),
             qPrintable(estimate.output));
    const Outcome longer = up5(
        sweep({u"--grid"_s, u"lambda=0,5,6"_s, u"--grid"_s, u"prefix_length=2,4"_s, u"--estimate-only"_s}),
        m_disturbed.path());
    QVERIFY2(longer.output.contains(QRegularExpression(u"Runs: 6, .*already there: 8\\. About \\d+ "_s)),
             qPrintable(longer.output));
    const Outcome again = up5(grid({u"--wait"_s}), m_disturbed.path());
    QVERIFY2(again.code == 0, qPrintable(again.errors));
    QCOMPARE(jsonOf({u"runs"_s, u"--json"_s}, m_disturbed.path()).size(), std::size_t{2 + 1 + 8 + 1});
}

void TestSweep::searchKeepsToItsRuns() {
    const QStringList search =
        sweep({u"--search"_s, u"lambda=0.1:100:log"_s, u"--search"_s, u"prefix_length=1:4"_s, u"--runs"_s,
               u"16"_s, u"--hits-at"_s, u"10"_s, u"--no-companions"_s});
    const Outcome estimate = up5(search + QStringList{u"--estimate-only"_s});
    QVERIFY2(estimate.output.contains(u"At most 16 runs. About "_s), qPrintable(estimate.output));
    const Outcome done = up5(search + QStringList{u"--wait"_s});
    QVERIFY2(done.code == 0, qPrintable(done.errors));
    const json rows = children(done.output.section(u'\n', 0, 0), {});
    QVERIFY(rows.size() >= 8 && rows.size() <= 16);
    QCOMPARE(count(rows, "succeeded"), static_cast<int>(rows.size()));
    // The same search finds all of its runs there: it is the same search.
    const auto runs = jsonOf({u"runs"_s, u"--json"_s}).size();
    const Outcome again = up5(search + QStringList{u"--wait"_s});
    QCOMPARE(again.code, 0);
    const json same = children(again.output.section(u'\n', 0, 0), {});
    QCOMPARE(same.size(), rows.size());
    QCOMPARE(jsonOf({u"runs"_s, u"--json"_s}).size(), runs + 1);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        QCOMPARE(same[i].at("run").get<std::string>(), rows[i].at("run").get<std::string>());
    }
}

void TestSweep::aRecipeStandsBesideThePaper() {
    const QStringList recipe = QStringList{u"reproduce"_s, u"fig7"_s, u"--seeds"_s, u"1"_s} + settings();
    const Outcome estimate = up5(recipe + QStringList{u"--estimate-only"_s});
    QVERIFY2(estimate.code == 0 && estimate.output.contains(u"Runs: 4, to compare with: 4"_s),
             qPrintable(estimate.output + estimate.errors));
    QVERIFY(estimate.errors.contains(u"The paper's Figure 7"_s));
    const Outcome done = up5(recipe + QStringList{u"--wait"_s});
    QVERIFY2(done.code == 0, qPrintable(done.errors));
    for (const QString& lambda : {u"0\\.1"_s, u"1"_s, u"10"_s, u"100"_s}) {
        QVERIFY2(done.output.contains(
                     QRegularExpression(u"\ngender +"_s + lambda + u" +CFP +0\\.\\d{3} .* 1\n"_s)),
                 qPrintable(done.output));
    }
    QVERIFY2(done.output.contains(u"The paper: A larger weight is fairer: the AUC falls with λ."_s),
             qPrintable(done.output));
    QVERIFY(done.output.contains(u"fewer than two seeds"_s)); // nothing is claimed from one
    QVERIFY(done.output.contains(u"Data set: Demo; the paper: MovieLens."_s));
    QVERIFY(done.output.contains(u"batches: 6; the paper: 10000."_s));
    const Outcome varied = up5(recipe + QStringList{u"--set"_s, u"lambda=5"_s});
    QVERIFY2(varied.code == 2 && varied.errors.contains(u"lambda=5 says nothing"_s),
             qPrintable(varied.errors));
    QVERIFY(up5(recipe + QStringList{u"--prompt"_s, u"x"_s}).errors.contains(u"--prompt"_s));
    // Asked for again, it is the same sweep.
    const auto runs = jsonOf({u"runs"_s, u"--json"_s}).size();
    const Outcome again = up5(recipe + QStringList{u"--wait"_s});
    QCOMPARE(again.output, done.output);
    QCOMPARE(jsonOf({u"runs"_s, u"--json"_s}).size(), runs);
}

void TestSweep::aTableIsEstimatedBeforeAnythingIsRun() {
    const auto runs = jsonOf({u"runs"_s, u"--json"_s}).size();
    const Outcome estimate = up5({u"reproduce"_s, u"table4"_s, u"--seeds"_s, u"1,2"_s, u"--attribute"_s,
                                  u"gender"_s, u"--device"_s, u"cpu"_s, u"--estimate-only"_s});
    QVERIFY2(estimate.code == 0, qPrintable(estimate.errors));
    // Of two seeds CFP, C-PMF, C-SX and their plain models, SimpleX's with 20 items, too; popularity once.
    QVERIFY2(estimate.output.startsWith(u"Runs: 15, to compare with: "_s), qPrintable(estimate.output));
    QVERIFY2(estimate.errors.contains(u"The paper's Table 4"_s), qPrintable(estimate.errors));
    QVERIFY2(estimate.output.contains(u"Table 4 of the paper, Demo"_s) &&
                 estimate.output.contains(u"not measured"_s) &&
                 estimate.output.contains(u"Not measured yet:"_s),
             qPrintable(estimate.output));
    QCOMPARE(jsonOf({u"runs"_s, u"--json"_s}).size(), runs);
    const Outcome unclear =
        up5({u"reproduce"_s, u"table4"_s, u"--set"_s, u"batches=6"_s, u"--estimate-only"_s});
    QVERIFY2(unclear.code != 0 && unclear.errors.contains(u"cfp.batches=6"_s), qPrintable(unclear.errors));
    const QStringList marked = {u"reproduce"_s, u"table4"_s, u"--attribute"_s, u"gender"_s, u"--reference"_s};
    const Outcome nobody = up5(marked + QStringList{u"nobody"_s, u"--wait"_s});
    QVERIFY2(nobody.code == 2 && nobody.errors.contains(u"no model \"nobody\""_s) &&
                 nobody.errors.contains(u"C-PMF"_s),
             qPrintable(nobody.errors));
    QCOMPARE(jsonOf({u"runs"_s, u"--json"_s}).size(), runs); // nothing was queued
    const Outcome known = up5(marked + QStringList{u"C-PMF"_s, u"--estimate-only"_s});
    QVERIFY2(known.code == 0, qPrintable(known.errors));
    const Outcome other = up5({u"reproduce"_s, u"table9"_s, u"--estimate-only"_s});
    QVERIFY2(other.code != 0 && other.errors.contains(u"Table 9 is of Insurance"_s),
             qPrintable(other.errors));
}

void TestSweep::aTableQueuesWhatIsMissing() {
    const QStringList recipe = {u"reproduce"_s,   u"table6"_s,
                                u"--seeds"_s,     u"1"_s,
                                u"--attribute"_s, u"gender"_s,
                                u"--device"_s,    u"cpu"_s,
                                u"--set"_s,       u"baseline.epochs=2"_s,
                                u"--set"_s,       u"baseline.probe.method=logistic"_s,
                                u"--set"_s,       u"baseline.probe.null_refits=0"_s,
                                u"--set"_s,       u"baseline.probe.resamples=100"_s,
                                u"--set"_s,       u"probe.method=logistic"_s,
                                u"--set"_s,       u"probe.target=user_span"_s,
                                u"--set"_s,       u"probe.null_refits=0"_s,
                                u"--set"_s,       u"probe.resamples=100"_s};
    const Outcome done = up5(recipe + QStringList{u"--wait"_s});
    QVERIFY2(done.code == 0, qPrintable(done.errors));
    const json rows = children(done.output.section(u'\n', 0, 0), {});
    QCOMPARE(rows.size(),
             std::size_t{8}); // evaluate, probe, PMF, SimpleX, with 20 items, too, three that count
    QCOMPARE(count(rows, "succeeded"), 8);
    for (const QString& model : {u"PMF"_s, u"SimpleX"_s, u"P5"_s, u"Popularity"_s}) {
        QVERIFY2(done.output.contains(model), qPrintable(done.output));
    }
    QVERIFY2(!done.output.contains(u"Not measured yet:"_s), qPrintable(done.output));
    const Outcome again = up5(recipe + QStringList{u"--estimate-only"_s});
    QVERIFY2(again.output.contains(u"Nothing is left to run."_s), qPrintable(again.output));
}

void TestSweep::namedSettingsAreThoseOfATablesPrompts() {
    // Of Table 4 the prompt with λ = 10 and its control are there, from the figure.
    const auto reproduce = [&](const QStringList& more) {
        QStringList words = {u"reproduce"_s, u"table4"_s, u"--seeds"_s, u"1"_s, u"--estimate-only"_s};
        for (const QString& word : settings()) {
            words << (word.contains(u'=') ? u"cfp."_s + word : word);
        }
        return up5(words + more);
    };
    const auto present = [](const Outcome& outcome) {
        static const QRegularExpression kPresent(u"already there: (\\d+)"_s);
        return kPresent.match(outcome.output).captured(1).toInt();
    };
    const int own = present(reproduce({}));
    QVERIFY(own >= 2);
    const QStringList named = {u"--settings"_s, u"paper"_s};
    const Outcome published = reproduce(named);
    QVERIFY2(published.code == 0 && present(published) < own, qPrintable(published.output));
    QStringList back = named; // what is set goes on from the named settings
    for (const QString& setting :
         {u"schedule=balanced"_s, u"lr_prefix=0.004"_s, u"lr_decay=linear"_s, u"lr_classifier=0.001"_s,
          u"output_scale=0.3"_s, u"adversary=mlp7,logistic"_s, u"adversary_input=standardised"_s}) {
        back << u"--set"_s << u"cfp."_s + setting;
    }
    QCOMPARE(present(reproduce(back)), own);
    const Outcome none =
        up5({u"reproduce"_s, u"table6"_s, u"--settings"_s, u"paper"_s, u"--estimate-only"_s});
    QVERIFY2(none.code != 0 && none.errors.contains(u"no job of kind cfp"_s), qPrintable(none.errors));
    const Outcome unknown = reproduce({u"--settings"_s, u"nobody's"_s});
    QVERIFY2(unknown.code != 0 && unknown.errors.contains(u"nobody's"_s), qPrintable(unknown.errors));
}

json TestSweep::popularity(const char* id, int seed) const {
    const json known = jsonOf({u"datasets"_s, u"--json"_s});
    return {{"id", id},
            {"job",
             {{"protocol", 1},
              {"kind", "baseline"},
              {"name", ""},
              {"dataset", known.at(0).at("hash")},
              {"backbone_run", ""},
              {"prompt_run", ""},
              {"attributes", json::array()},
              {"paths", json::array()},
              {"seed", seed},
              {"device", "auto"},
              {"options", {{"model", "popularity"}}}}},
            {"once", false}};
}

QStringList TestSweep::listOf(const std::string& jobs) const {
    const QString file = m_workspace.filePath(u"jobs.json"_s);
    QFile written(file);
    if (!written.open(QIODevice::WriteOnly) ||
        written.write(QByteArray::fromStdString(jobs)) != static_cast<qint64>(jobs.size())) {
        return {};
    }
    return {u"sweep"_s, u"list"_s, u"--jobs"_s, file};
}

void TestSweep::mistakesInAListAreNamed() {
    const auto refused = [this](const std::string& jobs, const QStringList& words) {
        const Outcome outcome = up5(listOf(jobs));
        QCOMPARE(outcome.code, 2);
        for (const QString& word : words) {
            QVERIFY2(outcome.errors.contains(word), qPrintable(outcome.errors));
        }
    };
    refused("[{\"id\": \"a\",]", {u"jobs.json is not valid JSON"_s, u"line 1, column 13"_s});
    refused("{}", {u"jobs.json: The jobs of a sweep must be a list."_s});
    json job = popularity("a", 1);
    job["job"].erase("seed");
    refused(json::array({job}).dump(), {u"jobs.json: The job specification"_s, u"seed"_s});
    job = popularity("a", 1);
    job["job"]["options"]["model"] = 5;
    refused(json::array({job}).dump(), {u"model"_s});
    refused(json::array({popularity("a", 1), popularity("b", 2)}).dump(),
            {u"the job a has the seed 1, the job b the seed 2"_s, u"--seeds"_s});
}

void TestSweep::aListTakesADeviceAndNoSettings() {
    const QStringList list = listOf(json::array({popularity("popularity", 77)}).dump());
    for (const QStringList& more : QList<QStringList>{{u"--set"_s, u"epochs=1"_s},
                                                      {u"--settings"_s, u"paper"_s},
                                                      {u"--grid"_s, u"epochs=1,2"_s},
                                                      {u"--point"_s, u"epochs=1"_s},
                                                      {u"--search"_s, u"lambda=1:2"_s},
                                                      {u"--stop-dominated"_s},
                                                      {u"--attribute"_s, u"gender"_s},
                                                      {u"--backbone"_s, u"b"_s},
                                                      {u"--dataset"_s, u"demo"_s}}) {
        const Outcome refused = up5(list + more);
        QVERIFY2(refused.code != 0 && refused.errors.contains(u"takes no "_s + more.front()),
                 qPrintable(more.join(u' ') + refused.errors));
    }
    const Outcome done = up5(list + QStringList{u"--device"_s, u"cpu"_s, u"--wait"_s});
    QVERIFY2(done.code == 0, qPrintable(done.errors));
    const json rows = children(done.output.section(u'\n', 0, 0), {});
    QCOMPARE(rows.size(), std::size_t{1});
    QFile spec(m_workspace.path() + u"/runs/"_s +
               QString::fromStdString(rows[0].at("run").get<std::string>()) + u"/spec.json"_s);
    QVERIFY(spec.open(QIODevice::ReadOnly));
    const json run = json::parse(spec.readAll().toStdString());
    QCOMPARE(run.at("device").get<std::string>(), std::string("cpu"));
    QCOMPARE(run.at("seed").get<int>(), 77);
    const Outcome seeds = up5(list + QStringList{u"--seeds"_s, u"77,78"_s, u"--estimate-only"_s});
    QVERIFY2(seeds.output.startsWith(u"Runs: 2"_s), qPrintable(seeds.output + seeds.errors));
}

void TestSweep::aGridOfMixtures() {
    const QStringList common = settings().mid(2); // without the attribute
    QStringList mixtures = {u"sweep"_s, u"mixture"_s, u"--grid"_s, u"lambda=0,5"_s, u"--seeds"_s, u"1"_s};
    for (const QString& attribute : {u"gender"_s, u"age"_s}) {
        const Outcome prompt = up5(QStringList{u"run"_s, u"cfp"_s, u"--no-companions"_s, u"--seed"_s, u"1"_s,
                                               u"--attribute"_s, attribute, u"--wait"_s} +
                                   common);
        QVERIFY2(prompt.code == 0, qPrintable(prompt.errors));
        mixtures << u"--prompt"_s << prompt.output.section(u'\n', 0, 0);
    }
    mixtures += common;
    const Outcome estimate = up5(mixtures + QStringList{u"--estimate-only"_s});
    QVERIFY2(estimate.output.startsWith(u"Runs: 2, to compare with: 3"_s),
             qPrintable(estimate.output + estimate.errors));
    const Outcome done = up5(mixtures + QStringList{u"--wait"_s});
    QVERIFY2(done.code == 0, qPrintable(done.errors));
    const QString sweep = done.output.section(u'\n', 0, 0);
    const json rows = children(sweep, {});
    QCOMPARE(rows.size(), std::size_t{5});
    QCOMPARE(count(rows, "succeeded"), 5);
    int measured = 0;
    for (const json& row : rows) {
        if (row.at("kind") == "mixture") {
            ++measured;
            QVERIFY(row.at("auc").is_object() && row.at("hit@1").is_object() && row.at("hit@10").is_object());
        }
    }
    QCOMPARE(measured, 3); // with the untrained one
    const auto last =
        std::find_if(rows.rbegin(), rows.rend(), [](const json& row) { return row.at("kind") == "mixture"; });
    const QString mixture = QString::fromStdString(last->at("run").get<std::string>());
    const QString folder = m_workspace.filePath(u"exported"_s);
    const Outcome exported = up5({u"export"_s, mixture, folder});
    QVERIFY2(exported.code == 0, qPrintable(exported.errors));
    QCOMPARE(QDir(folder).entryList(QDir::Files).size(), 2 * 3); // each subset and its card
    QFile card(folder + u"/prompt_removing_gender+age.json"_s);
    QVERIFY(card.open(QIODevice::ReadOnly));
    const json read = json::parse(card.readAll().toStdString());
    QCOMPARE(read.at("prompts").size(), std::size_t{2});
    QVERIFY(read.at("tensors").contains("encoder_self.0.key"));
    const Outcome unknown = up5({u"export"_s, mixture, folder, u"--remove"_s, u"marital"_s});
    QVERIFY2(unknown.code == 2 && unknown.errors.contains(u"marital"_s), qPrintable(unknown.errors));
    const QString text = up5({u"show"_s, sweep}).output;
    QVERIFY2(
        text.contains(u"up5 sweep mixture "_s) &&
            text.contains(QRegularExpression(u"\\n[\\w-]+ +mixture +5 +1 +0\\.\\d{3} .*succeeded\\n"_s)) &&
            text.contains(u"with all its attributes removed"_s),
        qPrintable(text));
    const Outcome again = up5(mixtures + QStringList{u"--estimate-only"_s});
    QVERIFY2(again.output.contains(u"already there: 5. Nothing is left to run."_s), qPrintable(again.output));
}

QTEST_GUILESS_MAIN(TestSweep)
#include "tst_sweep.moc"
