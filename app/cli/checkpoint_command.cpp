// `up5 checkpoint`: what is in a checkpoint made elsewhere, and how two of them differ.
#include <CLI/CLI.hpp>

#include <cmath>
#include <memory>

#include "base/content_hash.h"
#include "base/error.h"
#include "checkpoint/checkpoint_check.h"
#include "checkpoint/starting_point.h"
#include "commands.h"
#include "program.h"
#include "text.h"

namespace up5::cli {

namespace {

struct CheckpointArguments {
    std::string path, other;
    bool all = false;
};

void fact(const QString& name, const QString& value) {
    print(name.leftJustified(20) + value);
}

QString orNone(const std::filesystem::path& path) {
    return path.empty() ? Text::tr("none") : qt(path.string());
}

/// Prints the network's shape and returns what does not fit it.
std::vector<std::string> describeNetwork(const checkpoint::Checkpoint& source) {
    try {
        const checkpoint::T5Config config = source.config();
        fact(Text::tr("Network"), Text::tr("T5: d_model %1, d_ff %2, %3 + %4 layers, %5 heads of %6")
                                      .arg(config.dModel)
                                      .arg(config.dFf)
                                      .arg(config.numLayers)
                                      .arg(config.numDecoderLayers)
                                      .arg(config.numHeads)
                                      .arg(config.dKv));
        fact(Text::tr("Vocabulary"), Text::tr("%1 rows of the embedding").arg(config.vocabSize));
        fact(Text::tr("Whole words"), config.wholeWordVocabSize == 0
                                          ? Text::tr("none: a plain T5")
                                          : Text::tr("%1 rows: a P5").arg(config.wholeWordVocabSize));
        fact(Text::tr("Parameters"), QString::number(checkpoint::parameterCount(config)));
        return checkpoint::problemsOf(source, config);
    } catch (const Error& error) {
        return {error.what()};
    }
}

int showCheckpoint(const CheckpointArguments& arguments) {
    const checkpoint::Checkpoint source = checkpoint::Checkpoint::open(arguments.path);
    fact(Text::tr("Weights"), qt(source.weights().string()));
    fact(Text::tr("Format"), QString::fromLatin1(source.format()));
    fact(Text::tr("SHA-256"), qt(sha256OfFile(source.weights())));
    fact(Text::tr("Configuration"), orNone(source.configFile()));
    fact(Text::tr("Tokenizer"), orNone(source.tokenizerFile()));
    std::vector<std::string> problems = describeNetwork(source);
    if (problems.empty()) {
        try { // what only the tokenizer can be wrong about
            checkpoint::openStartingPoint(arguments.path);
        } catch (const Error& error) {
            problems.push_back(error.what());
        }
    }
    print(QString());
    TextTable table({{Text::tr("Tensor")}, {Text::tr("Type")}, {Text::tr("Shape")}});
    for (const TensorInfo& tensor : source.tensors()) {
        table.add({qt(tensor.name), QString::fromLatin1(toString(tensor.type)),
                   qt(checkpoint::shapeText(tensor.shape))});
    }
    print(table.toString());
    print(QString());
    if (problems.empty()) {
        print(Text::tr("It can be taken as a backbone: up5 run backbone --checkpoint PATH"));
        return 0;
    }
    print(Text::tr("It cannot be taken as a backbone:"));
    for (const std::string& problem : problems) {
        print(QStringLiteral("• ") + qt(problem));
    }
    return 0;
}

QString differenceText(const checkpoint::TensorDifference& difference) {
    if (!difference.inA || !difference.inB) {
        return difference.inA ? Text::tr("only in A") : Text::tr("only in B");
    }
    if (!difference.comparable()) {
        return Text::tr("%1 against %2")
            .arg(qt(checkpoint::shapeText(difference.shapeA)), qt(checkpoint::shapeText(difference.shapeB)));
    }
    return std::isinf(difference.largest) ? Text::tr("not a number")
                                          : QString::number(difference.largest, 'g', 4);
}

int compareFiles(const CheckpointArguments& arguments) {
    const checkpoint::Checkpoint a = checkpoint::Checkpoint::open(arguments.path);
    const checkpoint::Checkpoint b = checkpoint::Checkpoint::open(arguments.other);
    TextTable table({{Text::tr("Tensor")}, {Text::tr("Largest absolute difference")}});
    int same = 0, different = 0;
    for (const checkpoint::TensorDifference& difference : checkpoint::compareCheckpoints(a, b)) {
        (difference.same() ? same : different) += 1;
        if (!difference.same() || arguments.all) {
            table.add({qt(difference.name), differenceText(difference)});
        }
    }
    print(Text::tr("A: %1").arg(qt(a.weights().string())));
    print(Text::tr("B: %1").arg(qt(b.weights().string())));
    if (!table.isEmpty()) {
        print(QString());
        print(table.toString());
    }
    print(QString());
    print(Text::tr("%1 tensors are the same, %2 differ.").arg(same).arg(different));
    return 0;
}

} // namespace

void addCheckpoint(CLI::App& app, Program& program) {
    CLI::App* command = app.add_subcommand(
        "checkpoint",
        utf8(Text::tr("Look at checkpoints made elsewhere: show PATH, compare A B. Nothing in them "
                      "is executed")));
    command->require_subcommand(1);
    const QString path = Text::tr("Weights file (safetensors, .pt, .bin) or a folder with one");
    const auto arguments = std::make_shared<CheckpointArguments>();

    CLI::App* show = command->add_subcommand(
        "show", utf8(Text::tr("Format, shape and tensors, and whether it can be taken as a backbone")));
    show->add_option("path", arguments->path, utf8(path))->required();
    show->callback(
        [&program, arguments] { program.action = [arguments] { return showCheckpoint(*arguments); }; });

    CLI::App* compare = command->add_subcommand(
        "compare", utf8(Text::tr("Two checkpoints tensor by tensor: missing, shape, largest difference")));
    compare->add_option("a", arguments->path, utf8(path))->required();
    compare->add_option("b", arguments->other, utf8(path))->required();
    compare->add_flag("--all", arguments->all, utf8(Text::tr("List tensors that are the same, too")));
    compare->callback(
        [&program, arguments] { program.action = [arguments] { return compareFiles(*arguments); }; });
}

} // namespace up5::cli
