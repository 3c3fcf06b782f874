// Checkpoints by the real command line: looked at, refused with every mismatch, taken as a backbone, treated,
// and exported again.
#include <QtCore/QFile>

#include "base/atomic_file.h"
#include "base/content_hash.h"
#include "support/checkpoint_files.h"
#include "support/command_line_fixture.h"

using namespace Qt::Literals::StringLiterals;
using namespace up5::test;

class TestCliCheckpoint : public QObject, private CommandLineFixture {
    Q_OBJECT

    QString m_backbone, m_cfp;

    static QString golden(const char* name) {
        return QString::fromStdString((goldenCheckpoints() / name).string());
    }
    std::filesystem::path file(const QString& name) const { return path(name).toStdString(); }
    QString runOf(const QStringList& command) {
        const Outcome outcome = up5(command + QStringList{u"--wait"_s});
        return outcome.code == 0 ? outcome.output.section(u'\n', 0, 0) : outcome.errors;
    }

private Q_SLOTS:
    void initTestCase() {
        generateSmall();
        // P5's weights with the vocabulary beside them.
        std::filesystem::create_directories(file(u"p5"_s));
        std::filesystem::copy_file(goldenCheckpoints() / "p5.pt", file(u"p5/p5.pt"_s));
        std::filesystem::copy_file(goldenCheckpoints() / "hf" / "spiece.model", file(u"p5/spiece.model"_s));
    }

    void showDescribes() {
        const Outcome good = up5({u"checkpoint"_s, u"show"_s, path(u"p5/p5.pt"_s)});
        QCOMPARE(good.code, 0);
        for (const QString& part :
             {u"torch (zip)"_s, u"d_model 24, d_ff 48, 2 + 2 layers, 4 heads of 6"_s, u"512 rows: a P5"_s,
              u"encoder.whole_word_embeddings.weight"_s, u"F16"_s, u"[320, 24]"_s, u"It can be taken"_s,
              QString::fromStdString(up5::sha256OfFile(file(u"p5/p5.pt"_s)))}) {
            QVERIFY2(good.output.contains(part), qPrintable(part));
        }
        const Outcome mute = up5({u"checkpoint"_s, u"show"_s, golden("p5.pt")});
        QVERIFY(mute.output.contains(u"It cannot be taken"_s) && mute.output.contains(u"no spiece.model"_s));
        const Outcome other = up5({u"checkpoint"_s, u"show"_s, golden("small_legacy.pt")});
        QCOMPARE(other.code, 0);
        QVERIFY(other.output.contains(u"torch (before 1.6)"_s) &&
                other.output.contains(u"no matrix shared.weight"_s));
    }

    void compareNamesWhatDiffers() {
        const Outcome same = up5({u"checkpoint"_s, u"compare"_s, golden("hf"), golden("p5.pt")});
        QCOMPARE(same.code, 0);
        QVERIFY2(same.output.contains(u"encoder.whole_word_embeddings.weight"_s), qPrintable(same.output));
        QVERIFY(same.output.contains(u"only in B"_s));
        QVERIFY(same.output.contains(u"47 tensors are the same"_s));
    }

    void hostileFilesAreRefused() {
        writeTorchZip(file(u"evil.pt"_s),
                      pickled::stateDict(pickled::global("os", "system") + "(" +
                                         pickled::text("touch " + path(u"owned"_s).toStdString()) + "tR"),
                      "");
        for (const QStringList& command : {QStringList{u"checkpoint"_s, u"show"_s, path(u"evil.pt"_s)},
                                           QStringList{u"run"_s, u"backbone"_s, u"--checkpoint"_s,
                                                       path(u"evil.pt"_s), u"--set"_s, u"epochs=0"_s}}) {
            const Outcome outcome = up5(command);
            QCOMPARE(outcome.code, 2);
            QVERIFY2(outcome.errors.contains(u"os.system"_s), qPrintable(outcome.errors));
        }
        QVERIFY(!QFile::exists(path(u"owned"_s)));
    }

    void mismatchesAreNamedBeforeAJobStarts() {
        std::filesystem::copy(goldenCheckpoints() / "hf", file(u"broken"_s));
        auto config = up5::readJsonFile(file(u"broken/config.json"_s));
        config["num_decoder_layers"] = 3;
        up5::writeFileAtomically(file(u"broken/config.json"_s), config.dump());
        const Outcome outcome =
            up5({u"run"_s, u"backbone"_s, u"--checkpoint"_s, path(u"broken"_s), u"--set"_s, u"epochs=0"_s});
        QCOMPARE(outcome.code, 2);
        QVERIFY(
            outcome.errors.contains(u"missing: decoder.block.2.layer.0.SelfAttention.q.weight [24, 24]"_s));
        QVERIFY(jsonOf({u"runs"_s, u"--json"_s}).empty());
        const Outcome preset = up5(
            {u"run"_s, u"backbone"_s, u"--checkpoint"_s, path(u"p5/p5.pt"_s), u"--set"_s, u"preset=desk"_s});
        QCOMPARE(preset.code, 2);
        QVERIFY2(preset.errors.contains(u"preset is desk"_s), qPrintable(preset.errors));
        const Outcome kind = up5(
            {u"run"_s, u"probe"_s, u"--attribute"_s, u"gender"_s, u"--checkpoint"_s, path(u"p5/p5.pt"_s)});
        QVERIFY(kind.code != 0);
    }

    void aCheckpointIsAudited() {
        m_backbone = runOf({u"run"_s, u"backbone"_s, u"--checkpoint"_s, path(u"p5/p5.pt"_s), u"--set"_s,
                            u"epochs=0"_s, u"--set"_s, u"negative_count=20"_s, u"--name"_s, u"theirs"_s});
        QVERIFY2(stateOf(m_backbone) == u"succeeded"_s, qPrintable(m_backbone));
        const QString shown = up5({u"show"_s, m_backbone}).output;
        QVERIFY2(shown.contains(u"starting_point"_s), qPrintable(shown));
        QVERIFY(shown.contains(QString::fromStdString(up5::sha256OfFile(file(u"p5/p5.pt"_s)))));
        QVERIFY(shown.contains(u"--checkpoint "_s + path(u"p5/p5.pt"_s)));
        QVERIFY(shown.contains(u"hit@10"_s));
        m_cfp =
            runOf({u"run"_s, u"cfp"_s, u"--attribute"_s, u"gender"_s, u"--set"_s, u"lambda=5"_s, u"--set"_s,
                   u"batches=4"_s, u"--set"_s, u"batch_size=8"_s, u"--set"_s, u"warm_start=2"_s, u"--set"_s,
                   u"probe.epochs=3"_s, u"--set"_s, u"probe.resamples=100"_s, u"--no-companions"_s});
        QVERIFY2(stateOf(m_cfp) == u"succeeded"_s, qPrintable(m_cfp));
        const QString beam = runOf({u"run"_s, u"evaluate"_s, u"--set"_s, u"score=beam20"_s, u"--set"_s,
                                    u"task=sequential"_s, u"--set"_s, u"resamples=100"_s});
        QVERIFY2(stateOf(beam) == u"succeeded"_s, qPrintable(beam));
        QVERIFY(up5({u"show"_s, beam}).output.contains(u"lost_share"_s));
        const Outcome sum = up5(
            {u"run"_s, u"evaluate"_s, u"--set"_s, u"score=beam20"_s, u"--set"_s, u"norm=sum"_s, u"--wait"_s});
        QVERIFY2(sum.code == 2 && sum.errors.contains(u"norm is sum"_s), qPrintable(sum.errors));
        QVERIFY(sum.output.isEmpty()); // no run was queued
    }

    void theReportSaysWhatItBeganWith() {
        QVERIFY(!m_backbone.isEmpty());
        const Outcome report = up5({u"report"_s, u"--output"_s, path(u"report.html"_s)});
        QVERIFY2(report.code == 0, qPrintable(report.errors));
        const std::string html = up5::readFile(file(u"report.html"_s));
        QVERIFY(html.find("It began with the weights of ") != std::string::npos);
        QVERIFY(html.find("taken as it is; the whole-word embeddings came with them") != std::string::npos);
    }

    void modelsAreExported() {
        QVERIFY(!m_cfp.isEmpty());
        const Outcome backbone = up5({u"export"_s, m_backbone, path(u"out"_s)});
        QVERIFY2(backbone.code == 0, qPrintable(backbone.errors));
        QCOMPARE(up5::readFile(file(u"out/spiece.model"_s)), up5::readFile(file(u"p5/spiece.model"_s)));
        const auto card = up5::readJsonFile(file(u"out/up5-model.json"_s));
        QCOMPARE(card.at("started_from").at("sha256").get<std::string>(),
                 up5::sha256OfFile(file(u"p5/p5.pt"_s)));
        QCOMPARE(card.at("reading").at("vocabulary").get<std::string>().substr(0, 12),
                 std::string("spiece.model"));
        QVERIFY(card.at("reading").at("whole_words").get<std::string>().find("whole_word_embeddings") !=
                std::string::npos);
        const auto config = up5::readJsonFile(file(u"out/config.json"_s));
        QCOMPARE(config.at("architectures")[0].get<std::string>(), std::string("T5ForConditionalGeneration"));
        const Outcome same = up5({u"checkpoint"_s, u"compare"_s, path(u"out"_s), path(u"p5/p5.pt"_s)});
        QVERIFY2(same.output.contains(u"48 tensors are the same"_s), qPrintable(same.output));
        QCOMPARE(up5({u"export"_s, m_backbone, path(u"out"_s)}).code, 4);

        const Outcome prompt = up5({u"export"_s, m_cfp, path(u"prompt"_s)});
        QVERIFY2(prompt.code == 0, qPrintable(prompt.errors));
        const auto promptCard = up5::readJsonFile(file(u"prompt/prompt.json"_s));
        QCOMPARE(promptCard.at("attribute").get<std::string>(), std::string("gender"));
        QCOMPARE(promptCard.at("lambda").get<double>(), 5.0);
        QCOMPARE(promptCard.at("backbone").at("sha256").get<std::string>(),
                 card.at("sha256").get<std::string>());
        QVERIFY(promptCard.at("tensors").contains("encoder_self.0.key"));
        QCOMPARE(up5({u"export"_s, u"nothing"_s, path(u"x"_s)}).code, 3);
    }

    /// What goes out comes in again: one with SentencePiece, one with the built-in vocabulary.
    void exportedBackbonesAreImported() {
        const QString again = runOf({u"run"_s, u"backbone"_s, u"--checkpoint"_s, path(u"out"_s), u"--set"_s,
                                     u"epochs=0"_s, u"--set"_s, u"negative_count=20"_s});
        QVERIFY2(stateOf(again) == u"succeeded"_s, qPrintable(again));
        const QString own =
            runOf({u"run"_s, u"backbone"_s, u"--set"_s, u"preset=tiny"_s, u"--set"_s, u"epochs=1"_s});
        QVERIFY2(stateOf(own) == u"succeeded"_s, qPrintable(own));
        QCOMPARE(up5({u"export"_s, own, path(u"own"_s)}).code, 0);
        QVERIFY(std::filesystem::exists(file(u"own/up5-tokenizer.json"_s)));
        const QString back =
            runOf({u"run"_s, u"backbone"_s, u"--checkpoint"_s, path(u"own"_s), u"--set"_s, u"epochs=0"_s});
        QVERIFY2(stateOf(back) == u"succeeded"_s, qPrintable(back));
        const auto hit = [&](const QString& run) {
            const nlohmann::json shown = jsonOf({u"show"_s, run, u"--json"_s});
            for (const auto& metric : shown.at("metrics")) {
                if (metric.at("name") == "hit@k" && metric.at("k") == 10 && metric.at("split") == "test" &&
                    metric.at("task") == "sequential") {
                    return metric.at("value").get<double>();
                }
            }
            return -1.0;
        };
        QVERIFY(hit(own) >= 0 && hit(m_backbone) >= 0);
        QCOMPARE(hit(back), hit(own));
        QCOMPARE(hit(again), hit(m_backbone));
    }
};

QTEST_GUILESS_MAIN(TestCliCheckpoint)
#include "tst_cli_checkpoint.moc"
