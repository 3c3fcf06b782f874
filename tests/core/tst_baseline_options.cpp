// The baselines' table and options: complete, and wrong combinations are refused by name.
#include <QtTest/QTest>

#include <algorithm>
#include <set>

#include "base/error.h"
#include "jobs/baseline_models.h"
#include "jobs/job_kinds.h"
#include "jobs/options/baseline_options.h"
#include "jobs/probe_targets.h"
#include "report/probe_names.h"
#include "support/expect_error.h"

using namespace up5;
using namespace up5::jobs;

namespace {

JobSpec specOf(const std::string& model, std::vector<std::string> attributes = {},
               nlohmann::json options = nlohmann::json::object()) {
    JobSpec spec;
    spec.kind = "baseline";
    spec.dataset = "d";
    spec.attributes = std::move(attributes);
    spec.options = std::move(options);
    spec.options["model"] = model;
    return spec;
}

/// A value that the option allows and that is not its default.
nlohmann::json otherValue(const OptionInfo& option) {
    if (!option.choices.empty()) {
        return option.defaultValue == option.choices.front() ? option.choices.back() : option.choices.front();
    }
    if (option.defaultValue.is_boolean()) {
        return !option.defaultValue.get<bool>();
    }
    if (option.defaultValue.is_string()) {
        return "x";
    }
    const double value = option.defaultValue.get<double>();
    const double other = option.max && value + 1 > *option.max ? (value + *option.max) / 2 : value + 1;
    if (option.defaultValue.is_number_integer()) {
        return static_cast<std::int64_t>(other);
    }
    return other == value ? nlohmann::json(value / 2) : nlohmann::json(other);
}

} // namespace

class TestBaselineOptions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void modelsFormPairs() {
        std::set<std::string> ids;
        for (const BaselineModelInfo& model : baselineModels()) {
            QVERIFY(ids.insert(model.id).second);
            QVERIFY(model.ranksDirect || model.ranksSequential);
            QCOMPARE(model.isFair, !model.plain.empty());
            if (model.isFair) {
                QVERIFY(baselineModel(model.plain).family == model.family);
            }
            for (const nlohmann::json& settings : model.grid) {
                BaselineOptions::table().check(settings);
            }
        }
        UP5_EXPECT_ERROR(baselineModel("pfm"), ErrorCode::InvalidInput, "pmf");
    }

    void dataSetOrFrozenRun() {
        QCOMPARE(completed(specOf("pmf")).options.at("dim"), 64);
        JobSpec spec = specOf("pmf");
        spec.backboneRun = "b";
        UP5_EXPECT_ERROR(completed(spec), ErrorCode::InvalidInput, "takes no backbone run");
        spec = specOf("s-sas", {"gender"});
        UP5_EXPECT_ERROR(completed(spec), ErrorCode::InvalidInput, "needs the run of the plain model");
        spec.backboneRun = "b";
        spec.dataset.clear();
        QCOMPARE(completed(spec).backboneRun, std::string("b"));
        spec = specOf("pmf");
        spec.dataset.clear();
        UP5_EXPECT_ERROR(completed(spec), ErrorCode::InvalidInput, "needs a data set");
        JobSpec plain = specOf("bert4rec");
        UP5_EXPECT_ERROR(BaselineOptions::requirePlainRun(specOf("s-sas", {"gender"}), plain),
                         ErrorCode::InvalidInput, "a run of sasrec");
    }

    void frozenRunsShareTheDataProtocol() {
        const JobSpec plain = specOf("sasrec", {}, {{"negative_count", 50}, {"dim", 32}});
        UP5_EXPECT_ERROR(BaselineOptions::requirePlainRun(specOf("s-sas", {"gender"}), plain),
                         ErrorCode::InvalidInput, "Give negative_count=50");
        BaselineOptions::requirePlainRun(specOf("s-sas", {"gender"}, {{"negative_count", 50}}), plain);
    }

    void wrongCombinationsAreRefused() {
        UP5_EXPECT_ERROR(completed(specOf("c-pmf")), ErrorCode::InvalidInput, "none is given");
        UP5_EXPECT_ERROR(completed(specOf("c-pmf", {"a", "b", "c", "d", "e", "f", "g"})),
                         ErrorCode::InvalidInput, "of at most 6");
        UP5_EXPECT_ERROR(completed(specOf("c-pmf", {"gender"}, {{"probe.adversary_share", 0}})),
                         ErrorCode::InvalidInput, "adversary_share=0");
        UP5_EXPECT_ERROR(completedNew(specOf("pmf", {}, {{"tune", "yes"}, {"lr", 0.01}})),
                         ErrorCode::InvalidInput, "tune=yes chooses it");
        JobSpec frozen = specOf("s-sas", {"gender"}, {{"history", 20}});
        frozen.backboneRun = "b";
        UP5_EXPECT_ERROR(completedNew(frozen), ErrorCode::InvalidInput,
                         "a frozen sasrec run, whose setting that is");
        UP5_EXPECT_ERROR(
            BaselineOptions::requireEffect(specOf("s-bert", {"gender"}, {{"tune", "yes"}, {"lambda", 3}})),
            ErrorCode::InvalidInput, "tune=yes chooses it");
        UP5_EXPECT_ERROR(
            BaselineOptions::check(specOf("s-sas", {"gender"}, {{"epochs", 2}, {"prompt_d_steps", 200}})),
            ErrorCode::InvalidInput, "none would train the prompt");
        UP5_EXPECT_ERROR(completed(specOf("pmf", {"gender"}, {{"probe.method", "logistic,soft-prompt"}})),
                         ErrorCode::InvalidInput, "soft-prompt");
        UP5_EXPECT_ERROR(completed(specOf("popularity", {"gender"}, {{"probe.target", "user_vector"}})),
                         ErrorCode::InvalidInput, "no vector");
        UP5_EXPECT_ERROR(completed(specOf("pmf", {}, {{"probe.target", "user_span"}})),
                         ErrorCode::InvalidInput, "user_vector");
        UP5_EXPECT_ERROR(completed(specOf("pmf", {}, {{"lamda", 1}})), ErrorCode::InvalidInput, "lambda");
        UP5_EXPECT_ERROR(completed(specOf("svd")), ErrorCode::InvalidInput, "simplex");
        JobSpec number = specOf("pmf");
        number.options["model"] = 5;
        UP5_EXPECT_ERROR(completed(number), ErrorCode::InvalidInput, "model");
    }

    void optionsAModelDoesNotTakeAreRefused_data() {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QStringList>("refused"); // some of them, written out
        const auto row = [](const char* model, const char* refused) {
            QTest::newRow(model) << QString::fromLatin1(model)
                                 << QString::fromLatin1(refused).split(QLatin1Char(' '), Qt::SkipEmptyParts);
        };
        row("popularity", "history epochs lr lambda tune dim max_minutes patience");
        row("cooccurrence", "epochs lr l2 batch_size dropout tune");
        row("exact_basket", "epochs lr lambda heads tune");
        row("pmf", "heads layers mask_share history dropout lambda filters d_steps windows");
        row("simplex", "heads mask_copies pmf_loss lambda lr_discriminator");
        row("sasrec", "mask_copies mask_share pmf_loss prefix_length gamma lambda");
        row("bert4rec", "sequential_loss train_negatives steps_per_epoch lambda");
        row("c-pmf", "mask_share history dropout gamma steps_per_epoch probe.ceiling");
        row("c-sx", "mask_share pmf_loss prompt_d_steps train_layernorm");
        row("s-sas", "d_steps gamma filters discriminator_users patience dim history dropout");
        row("s-bert", "mask_share mask_copies heads windows pmf_loss probe.ceiling");
        QCOMPARE(baselineModels().size(), std::size_t{11});
    }
    void optionsAModelDoesNotTakeAreRefused() {
        QFETCH(QString, model);
        QFETCH(QStringList, refused);
        const BaselineModelInfo& info = baselineModel(model.toStdString());
        for (const OptionInfo& option : BaselineOptions::table().infos()) {
            if (option.key == "model") {
                continue;
            }
            // As the command line asks: with every option written out.
            const auto requireEffect = [](const nlohmann::json& asked) {
                JobSpec spec;
                spec.kind = "baseline";
                spec.options = BaselineOptions::table().check(asked);
                BaselineOptions::requireEffect(spec);
            };
            nlohmann::json asked = {{"model", info.id}, {option.key, otherValue(option)}};
            std::string said;
            try {
                requireEffect(asked);
            } catch (const Error& error) {
                said = error.what();
            }
            const bool isRefused = said.starts_with("Option " + option.key + " is ");
            QVERIFY2(isRefused != info.takes(option.key), (option.key + ": " + said).c_str());
            asked[option.key] = option.defaultValue;
            requireEffect(asked);
            QVERIFY(!isRefused || said.find(info.id) != std::string::npos);
        }
        for (const QString& key : refused) {
            BaselineOptions::table().info(key.toStdString()); // there is one of this name
            QVERIFY2(!info.takes(key.toStdString()), qPrintable(key));
        }
        for (const nlohmann::json& settings : info.grid) {
            for (const auto& [key, value] : settings.items()) {
                QVERIFY(info.takes(key));
            }
        }
    }

    /// What a treatment weighs is chosen for every fair model alike (spec E5).
    void fairModelsAreTunedOverTheirWeight() {
        for (const BaselineModelInfo& model : baselineModels()) {
            std::multiset<double> weights;
            for (const nlohmann::json& settings : model.grid) {
                if (settings.contains("lambda")) {
                    weights.insert(settings.at("lambda").get<double>());
                }
            }
            QCOMPARE(weights,
                     model.isFair ? (std::multiset<double>{0.1, 1, 1, 10}) : std::multiset<double>{});
        }
        const JobSpec chosen = specOf("c-pmf", {"gender"}, {{"tune", "yes"}, {"lambda", 0}});
        UP5_EXPECT_ERROR(completedNew(chosen), ErrorCode::InvalidInput,
                         "Option lambda is 0, but tune=yes chooses it");
        completed(chosen); // as older versions stored it
    }

    void everyOptionIsTakenBySomeModel() {
        for (const OptionInfo& option : BaselineOptions::table().infos()) {
            QVERIFY2(std::ranges::any_of(baselineModels(),
                                         [&](const auto& model) { return model.takes(option.key); }),
                     option.key.c_str());
        }
        for (const BaselineModelInfo& model : baselineModels()) {
            for (const std::string& key : model.options) {
                BaselineOptions::table().info(key); // throws for none
            }
            QCOMPARE(model.grid.size(), std::size_t{model.takes("tune") ? 4U : 0U});
        }
    }

    /// Stored specs hold every option: with former defaults, and with what earlier versions took for nothing.
    void storedSpecsStayAsTheyAre() {
        JobSpec spec = completed(specOf("popularity"));
        spec.options.update({{"patience", 5}, {"mask_copies", 1}, {"epochs", 2}, {"heads", 4}});
        QVERIFY(completed(spec).options == spec.options);
        spec = specOf("popularity", {}, {{"epochs", 2}});
        UP5_EXPECT_ERROR(completedNew(completed(spec)), ErrorCode::InvalidInput,
                         "Option epochs is 2, but popularity does not take it (it is of pmf, simplex");
        spec = completed(specOf("popularity"));
        spec.options["tune"] = "yes"; // which earlier versions refused, too
        UP5_EXPECT_ERROR(completed(spec), ErrorCode::InvalidInput, "none to choose from");
    }

    void trainingStopsAsTheModelNeeds() {
        const auto before = [](const char* model) { return baselineModel(model).epochsBeforeStop(100); };
        QCOMPARE(before("pmf"), 0);
        QCOMPARE(before("bert4rec"), 25);
        QCOMPARE(before("c-pmf"), 20);
        QCOMPARE(before("s-bert"), 100);
        QCOMPARE(baselineModel("bert4rec").epochsBeforeStop(2), 1);
        QCOMPARE(BaselineOptions().patienceOr(baselineModel("sasrec").patience), 10);
        QCOMPARE(baselineModel("simplex").patience, 5);
        QCOMPARE(baselineModel("bert4rec").patience, 20);
        QCOMPARE(BaselineOptions::table().read({{"patience", 3}}).patienceOr(20), 3);
    }

    void targetsOfBaselinesHaveNames() {
        QCOMPARE(baselineProbeTargets().front().suffix, std::string());
        QCOMPARE(probeTarget("user_vector").title, std::string("user vector"));
        QCOMPARE(report::parseProbeName("probe_auc/logistic", true)->target, std::string("user_vector"));
        QCOMPARE(report::parseProbeName("probe_auc/logistic")->target, std::string("user_span"));
        QCOMPARE(report::parseProbeName("probe_auc_item_scores", true)->target, std::string("item_scores"));
        QCOMPARE(report::parseProbeName("probe_auc_strongest/user_vector/knn", true)->target,
                 std::string("user_vector"));
    }
};

QTEST_GUILESS_MAIN(TestBaselineOptions)
#include "tst_baseline_options.moc"
