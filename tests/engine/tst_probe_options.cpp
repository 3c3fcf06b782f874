// The methods that options offer are those the engine has.
#include <QtTest/QTest>

#include <set>

#include "data/probe_questions.h"
#include "jobs/options/probe_options.h"
#include "train/probes/probe_methods.h"

using namespace up5;

class TestProbeOptions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyMethodIsOfferedAndKnown() {
        std::set<std::string> known = {"suite", "discrete", "soft-prompt"};
        for (const train::ProbeMethod& method : train::probeMethods()) {
            known.insert(method.name);
        }
        for (const data::QuestionMode& mode : data::kQuestionModes) {
            known.insert(mode.name);
        }
        const auto& infos = jobs::ProbeOptions::table().infos();
        const auto found = std::find_if(infos.begin(), infos.end(),
                                        [](const jobs::OptionInfo& info) { return info.key == "method"; });
        QCOMPARE(std::set<std::string>(found->choices.begin(), found->choices.end()), known);
        jobs::ProbeOptions options;
        options.methods = "suite,discrete";
        for (const std::string& name : options.methodNames()) {
            QVERIFY2(known.contains(name), name.c_str());
        }
    }
};

QTEST_GUILESS_MAIN(TestProbeOptions)
#include "tst_probe_options.moc"
