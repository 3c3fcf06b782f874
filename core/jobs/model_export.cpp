#include "jobs/model_export.h"

#include <algorithm>
#include <deque>
#include <map>

#include <fmt/format.h>

#include "base/atomic_file.h"
#include "base/content_hash.h"
#include "base/error.h"
#include "base/safetensors.h"
#include "jobs/attribute_subsets.h"
#include "jobs/job_event.h"
#include "jobs/options/mixture_options.h"
#include "jobs/run_plan.h"
#include "store/run_repository.h"
#include "store/store.h"
#include "text/sentencepiece_model.h"
#include "text/tokenizer.h"

namespace up5::jobs {

namespace {

constexpr const char* kWeightsName = "model.safetensors";

/// What a reader of an exported backbone must do besides loading it as a T5.
constexpr const char* kWholeWordNote =
    "Add row min(n, 511) of encoder.whole_word_embeddings.weight to the encoder's embedding of each token of "
    "the n-th word (n from 1; 0 for </s> and padding). transformers' T5ForConditionalGeneration drops this "
    "table; without it the numbers differ.";
constexpr const char* kNoWholeWordNote = "none: a plain T5";
constexpr const char* kSentencePieceNote = "spiece.model, as T5Tokenizer reads it";
constexpr const char* kOwnVocabularyNote = "up5-tokenizer.json, the program's own: words, signs and items or "
                                           "users as whole tokens; transformers has "
                                           "no reader for it";

/// Files by name, written at the end and all or none, so that a clash or a full disk leaves the folder as it
/// was and a second try finds nothing in its way. Texts, the cards last, come after what they describe.
class ExportFolder {
public:
    explicit ExportFolder(std::filesystem::path folder) : m_folder(std::move(folder)) {}

    void copy(const std::filesystem::path& source, const std::string& name) {
        m_copies.emplace_back(name, source);
    }
    void text(const std::string& name, std::string content) {
        m_texts.emplace_back(name, std::move(content));
    }

    std::vector<std::filesystem::path> write() const {
        std::vector<std::filesystem::path> written;
        for (const auto& [name, source] : m_copies) {
            written.push_back(m_folder / name);
        }
        for (const auto& [name, content] : m_texts) {
            written.push_back(m_folder / name);
        }
        for (const std::filesystem::path& file : written) {
            if (std::filesystem::exists(file)) {
                throw Error(ErrorCode::Conflict,
                            file.string() + " is there already; choose an empty or a new folder.");
            }
        }
        std::error_code problem;
        std::filesystem::create_directories(m_folder, problem);
        std::deque<AtomicFile> files;
        for (const auto& [name, source] : m_copies) {
            const AtomicFile& target = files.emplace_back(m_folder / name);
            if (!problem) {
                std::filesystem::copy_file(source, target.temporaryPath(), problem);
            }
            if (problem) {
                throw Error(ErrorCode::Io,
                            "Cannot write " + (m_folder / name).string() + ": " + problem.message() + ".");
            }
        }
        for (const auto& [name, content] : m_texts) {
            files.emplace_back(m_folder / name).write(content);
        }
        commitAll(files);
        return written;
    }

private:
    static void commitAll(std::deque<AtomicFile>& files) {
        try {
            for (AtomicFile& file : files) {
                file.commit();
            }
        } catch (const Error&) {
            for (AtomicFile& file : files) {
                file.withdraw();
            }
            throw;
        }
    }

    std::filesystem::path m_folder;
    std::vector<std::pair<std::string, std::filesystem::path>> m_copies;
    std::vector<std::pair<std::string, std::string>> m_texts;
};

std::filesystem::path requireFile(const std::filesystem::path& file, const store::RunRow& run) {
    if (!std::filesystem::exists(file)) {
        throw Error(ErrorCode::NotFound,
                    fmt::format("Run {} is {} and has no {}; only a finished model can be "
                                "exported.",
                                run.id, store::toString(run.state), file.filename().string()));
    }
    return file;
}

std::filesystem::path checkpointOf(const Workspace& workspace, const std::string& run) {
    return RunFolder{workspace.run(run)}.artifacts() / "checkpoint";
}

nlohmann::json cardOf(const store::RunRow& run, const char* what) {
    return {{"what", what},
            {"run", run.id},
            {"name", run.name},
            {"dataset", run.dataset},
            {"seed", run.seed},
            {"finished", run.finished},
            {"program", "UP5 Workbench " + run.programVersion},
            {"options", jobSpecFromJson(nlohmann::json::parse(run.spec)).options}};
}

void addBackbone(ExportFolder& files, store::Store& store, const Workspace& workspace,
                 const store::RunRow& run) {
    const std::filesystem::path source = checkpointOf(workspace, run.id);
    const std::filesystem::path weights = requireFile(source / kWeightsName, run);
    files.copy(weights, kWeightsName);
    nlohmann::json config = readJsonFile(source / "config.json");
    config["architectures"] = {"T5ForConditionalGeneration"};
    config["torch_dtype"] = "float32";
    files.text("config.json", config.dump(2) + "\n");
    const nlohmann::json tokenizer = readJsonFile(source / "tokenizer.json");
    const text::Tokenizer read = text::Tokenizer::fromJson(tokenizer);
    nlohmann::json card = cardOf(run, "P5 backbone");
    card["reading"] = {
        {"vocabulary", read.sentencePieces() ? kSentencePieceNote : kOwnVocabularyNote},
        {"whole_words", config.value("whole_word_vocab_size", 0) > 0 ? kWholeWordNote : kNoWholeWordNote}};
    if (const text::SentencePieceModel* model = read.sentencePieces()) {
        files.text("spiece.model", model->bytes());
    } else {
        files.text("up5-tokenizer.json", tokenizer.dump() + "\n");
    }
    card["sha256"] = sha256OfFile(weights);
    card["started_from"] = nullptr; // random weights
    for (const store::ArtifactRow& artifact : store.runs().artifacts(run.id)) {
        if (artifact.kind == kStartingPointArtifact) {
            card["started_from"] = {{"file", artifact.path}, {"sha256", artifact.sha256}};
        }
    }
    files.text("up5-model.json", card.dump(2) + "\n");
}

/// What a prompt file holds, and of which backbone's prompt it is.
void describePrompt(nlohmann::json& card, const std::filesystem::path& file, const Workspace& workspace,
                    const store::RunRow& run) {
    card["sha256"] = sha256OfFile(file);
    const std::filesystem::path weights = checkpointOf(workspace, run.backboneRun) / kWeightsName;
    card["backbone"] = {{"run", run.backboneRun},
                        {"sha256", std::filesystem::exists(weights) ? nlohmann::json(sha256OfFile(weights))
                                                                    : nlohmann::json(nullptr)}};
    const SafetensorsFile tensors(file);
    for (const TensorInfo& tensor : tensors.tensors()) {
        card["tensors"][tensor.name] = {{"dtype", toString(tensor.type)}, {"shape", tensor.shape}};
    }
}

void addPrompt(ExportFolder& files, const Workspace& workspace, const store::RunRow& run) {
    const std::filesystem::path source =
        requireFile(RunFolder{workspace.run(run.id)}.artifacts() / promptFileName(), run);
    files.copy(source, source.filename().string());
    const bool isInput = nlohmann::json::parse(run.spec).at("options").value("injection", "kv") == "input";
    nlohmann::json card = cardOf(
        run, isInput
                 ? "counterfactually fair prompt: embeddings put before the inputs of a frozen backbone's "
                   "encoder and decoder"
                 : "counterfactually fair prompt: keys and values put before those of every attention layer "
                   "of a frozen backbone");
    card["attribute"] = run.attributes.front();
    card["lambda"] = card["options"].at("lambda");
    card["length"] = card["options"].at("prefix_length");
    describePrompt(card, source, workspace, run);
    files.text("prompt.json", card.dump(2) + "\n");
}

/// The prompt that a mixture stored for a subset.
std::filesystem::path mixedPrompt(const Workspace& workspace, const store::RunRow& run,
                                  const std::vector<std::string>& subset) {
    const std::string key = subsetKey(subset);
    const std::filesystem::path file =
        requireFile(RunFolder{workspace.run(run.id)}.artifacts() / promptFileName(key), run);
    const SafetensorsFile prompt(file);
    const auto removed = prompt.metadata().find("removed");
    if (removed == prompt.metadata().end() || removed->second != key) {
        throw Error(ErrorCode::Corrupt, file.string() + " does not say that it removes " + key + ".");
    }
    return file;
}

void addMixture(ExportFolder& files, store::Store& store, const Workspace& workspace,
                const store::RunRow& run, const std::string& removed) {
    const JobSpec spec = specOf(store, run.id);
    const std::vector<double> lambdas = MixtureOptions::table().read(spec.options).lambdasOf(run.attributes);
    std::vector<std::vector<std::string>> subsets = attributeSubsets(run.attributes);
    if (!removed.empty()) {
        subsets = {chosenSubset(run.attributes, removed)};
    }
    for (const std::vector<std::string>& subset : subsets) {
        const std::filesystem::path source = mixedPrompt(workspace, run, subset);
        nlohmann::json card = cardOf(
            run,
            subset.size() > 1
                ? "mixture of counterfactually fair prompts: keys and values put before those of every "
                  "attention layer of a frozen backbone"
                : "counterfactually fair prompt of one attribute, as a mixture takes it: keys and values "
                  "put before those of every attention layer of a frozen backbone");
        card["removed"] = subset;
        for (std::size_t i = 0; i < run.attributes.size(); ++i) {
            const std::string& attribute = run.attributes[i];
            if (std::find(subset.begin(), subset.end(), attribute) != subset.end()) {
                // A single attribute's prompt is the mixed one itself (paper §5.2).
                card["lambda"][attribute] = subset.size() > 1
                                                ? nlohmann::json(lambdas.at(i))
                                                : specOf(store, spec.mixedPrompts.at(i)).options.at("lambda");
                card["prompts"].push_back({{"attribute", attribute}, {"run", spec.mixedPrompts.at(i)}});
            }
        }
        describePrompt(card, source, workspace, run);
        const std::filesystem::path name = source.filename();
        files.copy(source, name.string());
        files.text(name.stem().string() + ".json", card.dump(2) + "\n");
    }
}

} // namespace

std::vector<std::filesystem::path> exportModel(store::Store& store, const Workspace& workspace,
                                               const std::string& run, const std::filesystem::path& folder,
                                               const std::string& removed) {
    const store::RunRow row = store.runs().resolve(run);
    if (!removed.empty() && row.kind != "mixture") {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("Attributes to be removed, {}, are chosen of a mixture, but the run {} is of "
                                "kind {}. Leave them out.",
                                removed, row.id, row.kind));
    }
    ExportFolder files(folder);
    if (row.kind == "backbone") {
        addBackbone(files, store, workspace, row);
    } else if (row.kind == "cfp") {
        addPrompt(files, workspace, row);
    } else if (row.kind == "mixture") {
        addMixture(files, store, workspace, row, removed);
    } else {
        throw Error(ErrorCode::InvalidInput,
                    "Run " + row.id + " is of kind " + row.kind +
                        "; a backbone, a cfp run or a mixture has a model to export.");
    }
    return files.write();
}

} // namespace up5::jobs
