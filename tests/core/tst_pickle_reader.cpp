// Pickles are read without executing anything: what torch.save writes is understood, all else refused by
// name.
#include <QtTest>

#include "checkpoint/pickle_reader.h"
#include "support/checkpoint_files.h"
#include "support/expect_error.h"

using namespace up5;
using namespace up5::checkpoint;
using namespace up5::test;
using Kind = PickleValue::Kind;

class TestPickleReader : public QObject {
    Q_OBJECT

    static void refused(const std::string& body, const char* text) {
        UP5_EXPECT_ERROR(readPickle(pickled::whole(body), "evil.pt"), ErrorCode::InvalidInput, text);
        UP5_EXPECT_ERROR(readPickle(pickled::whole(body), "evil.pt"), ErrorCode::InvalidInput, "evil.pt");
    }

private Q_SLOTS:
    void plainValues() {
        const Pickle pickle =
            readPickle(pickled::whole("}(" + pickled::text("a") + pickled::integer(-7) + pickled::text("b") +
                                      "(K\x05M\x01\x02\x88Nt" + pickled::text("c") + "](G?\xf8" +
                                      std::string(6, '\0') + "eu"),
                       "good");
        const PickleValue& root = *pickle.root;
        QVERIFY(root.kind == Kind::Dict);
        QCOMPARE(root.find("a")->integer, -7);
        const PickleValue& tuple = *root.find("b");
        QVERIFY(tuple.kind == Kind::Tuple);
        QCOMPARE(tuple.items.size(), std::size_t{4});
        QCOMPARE(tuple.items[1]->integer, 0x201);
        QVERIFY(tuple.items[2]->kind == Kind::Bool && tuple.items[3]->kind == Kind::None);
        QCOMPARE(root.find("c")->items.front()->real, 1.5);
        QVERIFY(root.find("d") == nullptr);
    }

    void longNumbers() {
        const Pickle small = readPickle(pickled::whole("\x8a\x02\xff\xfe"), "n");
        QCOMPARE(small.root->integer, -257);
        QCOMPARE(readPickle(pickled::whole(std::string("\x8a\x00", 2)), "n").root->integer, 0);
        QVERIFY(readPickle(pickled::whole("\x8a\x09" + std::string(9, '\x01')), "n").root->kind ==
                Kind::LongInteger);
    }

    void namesOfTorchOnly() {
        refused(pickled::global("os", "system") + "(" + pickled::text("rm -rf /") + "tR", "os.system");
        refused(pickled::global("builtins", "eval"), "builtins.eval");
        refused(pickled::global("torch", "load"), "torch.load");
        refused(pickled::global("torch.storage", "_load_from_bytes"), "torch.storage._load_from_bytes");
        refused(pickled::text("posix") + pickled::text("system") + "\x93", "posix.system");
    }

    void callsThatTorchDoesNotMake() {
        refused(pickled::global("torch", "FloatStorage") + ")R", "torch FloatStorage is called");
        refused(pickled::global("collections", "OrderedDict") + "(" + pickled::integer(1) + "tR",
                "OrderedDict");
        refused(pickled::text("os") + ")R", "what is called is text");
    }

    void objectsAreNotBuilt() {
        refused(")}b", "BUILD"); // the state of a tuple
        refused(pickled::global("collections", "OrderedDict") + ")R" + pickled::text("__setstate__") + "b",
                "BUILD");
        refused(pickled::global("collections", "OrderedDict") + ")\x81", "NEWOBJ");
        refused("(" + pickled::global("collections", "OrderedDict") + "o", "OBJ");
        refused("(ios\nsystem\n", "INST");
        refused("\x82\x01", "EXT1");
        refused("P123\n", "PERSID");
        refused("\x97", "NEXT_BUFFER");
        refused("\xff", "0xff");
    }

    void stateOfAnOrderedDictIsPlain() {
        const Pickle pickle = readPickle(pickled::whole(pickled::global("collections", "OrderedDict") +
                                                        ")R}" + pickled::text("_metadata") + "}sb"),
                                         "good");
        QVERIFY(pickle.root->kind == Kind::Dict && pickle.root->items.empty());
    }

    void brokenStacks() {
        refused("", "nothing on the stack");
        refused("s", "nothing on the stack");
        refused("t", "no mark");
        refused("(s", "nothing on the stack"); // a mark is no value
        refused("h\x07", "no entry 7");
        refused("](" + pickled::integer(1) + "u", "added to a list");
        refused("}(" + pickled::integer(1) + "u", "added to a dictionary");
        refused(pickled::integer(1) + "Q", "persistent id");
    }

    void claimsBeyondTheFile() {
        refused("X\xff\xff\xff\x7f", "cut off");
        refused("\x8d\xff\xff\xff\xff\xff\xff\xff\xff", "cut off");
        refused("cos", "cut off");
        const std::string good = pickled::stateDict(pickled::tensor("0", 4, 4));
        for (std::size_t length = 0; length < good.size(); ++length) {
            bool thrown = false;
            try {
                readPickle(good.substr(0, length), "cut.pt");
            } catch (const Error& error) {
                thrown = error.code() == ErrorCode::InvalidInput;
            }
            QVERIFY2(thrown, std::to_string(length).c_str());
        }
        QCOMPARE(readPickle(good + "more", "whole.pt").size, good.size());
    }

    void otherProtocols() {
        UP5_EXPECT_ERROR(readPickle("(lp0\n.", "old"), ErrorCode::InvalidInput, "no pickle of protocol 2");
        UP5_EXPECT_ERROR(readPickle("\x80\x09N.", "new"), ErrorCode::InvalidInput, "protocol 9");
    }

    /// Each list holds the one before twice: 2^40 values for who walks through them, 41 lists here.
    void memoBomb() {
        std::string body = "]q" + std::string(1, '\0');
        for (char level = 1; level <= 40; ++level) {
            body += std::string("](h") + static_cast<char>(level - 1) + "h" + static_cast<char>(level - 1) +
                    "eq" + level;
        }
        const Pickle pickle = readPickle(pickled::whole(body), "bomb");
        QCOMPARE(pickle.root->items.size(), std::size_t{2});
        QVERIFY(pickle.values.size() < 200);
    }

    /// A long tuple handed to a million calls is stored once.
    void argumentsAreNotCopied() {
        std::string body = "(";
        for (int i = 0; i < 50000; ++i) {
            body += "N";
        }
        body += "tq\x01"
                "0";
        refused(body, "POP"); // popping is nothing torch.save writes
        body = "(";
        for (int i = 0; i < 50000; ++i) {
            body += "N";
        }
        body += "tq\x01";
        const std::string call = pickled::global("torch._utils", "_rebuild_tensor_v2");
        body += "](" + call + "q\x02h\x01R";
        for (int i = 0; i < 100000; ++i) {
            body += "h\x02h\x01R";
        }
        const Pickle pickle = readPickle(pickled::whole(body + "e"), "calls");
        QCOMPARE(pickle.root->items.size(), std::size_t{100001});
        QCOMPARE(pickle.root->items.back()->items.size(), std::size_t{1});
    }

    void deepNestingEndsWithoutRecursion() {
        const Pickle pickle = readPickle(pickled::whole(")" + std::string(500000, '\x85')), "deep");
        QVERIFY(pickle.root->kind == Kind::Tuple);
        // A list within itself.
        QVERIFY(readPickle(pickled::whole("]q\x01h\x01"
                                          "a"),
                           "cycle")
                    .root->kind == Kind::List);
    }

    void tooManyValues() { refused("(" + std::string(1u << 21, 'N') + "t", "more than"); }
};

QTEST_APPLESS_MAIN(TestPickleReader)
#include "tst_pickle_reader.moc"
