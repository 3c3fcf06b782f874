// A job whose worker is killed at any moment and that is resumed gives what an undisturbed one gives: the
// same files, byte for byte, and the same figures.
#include <csignal>

#include <QtCore/QElapsedTimer>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

#include "base/random_stream.h"
#include "data/synthetic.h"
#include "support/real_jobs.h"

using namespace up5;

namespace {

constexpr int kLongMs = test::RealJobs::kLongMs;
constexpr int kKills = 3;

/// Everything a run has to show, a line each, in a fixed order.
QStringList resultsOf(store::Store& store, const std::string& run) {
    QStringList lines;
    const auto number = [](double value) { return QString::number(value, 'g', 17); };
    for (const store::MetricRow& metric : store.runs().metrics(run)) {
        lines << QString::fromStdString(metric.name + "|" + metric.split + "|" + metric.task + "|" +
                                        metric.attribute + "|" + metric.group) +
                     QStringLiteral("|%1|%2|%3|%4|%5|%6")
                         .arg(metric.k)
                         .arg(metric.step)
                         .arg(number(metric.value), number(metric.low.value_or(-1)),
                              number(metric.high.value_or(-1)))
                         .arg(metric.n);
    }
    for (const store::SeriesRow& point : store.runs().series(run)) {
        lines << QStringLiteral("%1|%2|%3")
                     .arg(QString::fromStdString(point.name))
                     .arg(point.step)
                     .arg(number(point.value));
    }
    for (const store::ArtifactRow& artifact : store.runs().artifacts(run)) {
        lines << QString::fromStdString(artifact.kind + "|" + artifact.path + "|" + artifact.sha256);
    }
    lines.sort();
    return lines;
}

} // namespace

class TestResume : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        data::SyntheticOptions options;
        options.users = 120;
        options.items = 96;
        options.genres = 6;
        options.maxHistory = 16;
        m_dataset = data::generateDataset(options, m_jobs.workspace.datasets(), {}, {});
        m_jobs.add(data::Dataset::open(m_jobs.workspace.datasets(), m_dataset));
    }

    void backbone() {
        compare("backbone", {{"preset", "tiny"}, {"epochs", 4}, {"patience", 100}, {"batch_tokens", 256}},
                m_backbone);
    }

    void cfp() {
        QVERIFY(!m_backbone.empty());
        std::string prompt;
        compare("cfp",
                {{"lambda", 5},
                 {"batches", 120},
                 {"batch_size", 8},
                 {"warm_start", 20},
                 {"validate_every", 40},
                 {"probe.epochs", 3},
                 {"probe.resamples", 100}},
                prompt);
    }

private:
    bool hasTrained(const std::string& run) const {
        QFile events(QString::fromStdString((m_jobs.workspace.run(run) / "events.jsonl").string()));
        return events.open(QIODevice::ReadOnly) && events.readAll().contains("\"training\"");
    }

    /// Runs the job once undisturbed and once with killed workers; `straight` is the undisturbed run.
    void compare(const std::string& kind, const nlohmann::json& options, std::string& straight) {
        jobs::JobSpec spec = test::RealJobs::spec(kind, m_dataset, options);
        if (kind != "backbone") {
            spec.backboneRun = m_backbone;
            spec.attributes = {"gender"};
        }
        QElapsedTimer timer;
        timer.start();
        const std::string undisturbed = m_jobs.host.submit(spec);
        QTRY_COMPARE_WITH_TIMEOUT(m_jobs.stateOf(undisturbed), store::RunState::Succeeded, kLongMs);
        const qint64 duration = timer.elapsed();

        const std::string killed = m_jobs.host.submit(spec);
        RandomStream random(7, "moments to kill " + kind);
        int kills = 0;
        for (int i = 0; i < kKills; ++i) {
            // The first kill comes as soon as it trains, so that there is one however fast the machine is.
            const auto moment =
                i == 0 ? 0 : static_cast<qint64>(random.uniform() * static_cast<double>(duration));
            timer.restart();
            QTRY_VERIFY_WITH_TIMEOUT(
                (timer.elapsed() >= moment && hasTrained(killed)) || m_jobs.hasEnded(killed), kLongMs);
            const auto worker = jobs::LocalLauncher().find(m_jobs.workspace.run(killed));
            if (m_jobs.hasEnded(killed) || !worker) {
                break; // an attempt that goes on from a late state is done before its moment
            }
            QCOMPARE(::kill(static_cast<pid_t>(worker->pid), SIGKILL), 0);
            QTRY_VERIFY_WITH_TIMEOUT(m_jobs.hasEnded(killed), kLongMs);
            if (m_jobs.stateOf(killed) == store::RunState::Succeeded) {
                break; // it had said its end already
            }
            QCOMPARE(m_jobs.stateOf(killed), store::RunState::Interrupted);
            ++kills;
            m_jobs.host.resume(killed);
        }
        QVERIFY(kills > 0);
        QTRY_COMPARE_WITH_TIMEOUT(m_jobs.stateOf(killed), store::RunState::Succeeded, kLongMs);
        const QStringList expected = resultsOf(m_jobs.store, undisturbed);
        QVERIFY(expected.size() > 10);
        QCOMPARE(resultsOf(m_jobs.store, killed), expected);
        // What it went on from is of no use any more.
        QTRY_VERIFY_WITH_TIMEOUT(
            !std::filesystem::exists(jobs::RunFolder{m_jobs.workspace.run(killed)}.state()), kLongMs);
        straight = undisturbed;
    }

    test::RealJobs m_jobs;
    std::string m_dataset, m_backbone;
};

QTEST_GUILESS_MAIN(TestResume)
#include "tst_resume.moc"
