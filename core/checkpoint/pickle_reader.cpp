#include "checkpoint/pickle_reader.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <unordered_map>

#include <fmt/format.h>

#include "base/error.h"
#include "checkpoint/pickle_opcodes.h"

namespace up5::checkpoint {

namespace {

using Kind = PickleValue::Kind;

constexpr std::size_t kMaxValues = 1u << 20; // also of the stack and the memo
constexpr std::size_t kMaxDimensions = 64;

constexpr std::string_view kOrderedDict = "collections OrderedDict";
constexpr std::string_view kRebuildTensor = "torch._utils _rebuild_tensor_v2";
constexpr std::string_view kRebuildParameter = "torch._utils _rebuild_parameter";
constexpr std::string_view kSize = "torch Size";

/// Names a pickle may mention: what torch.save writes of a state dict.
constexpr std::array kAllowedGlobals = {kOrderedDict,
                                        kRebuildTensor,
                                        kRebuildParameter,
                                        kSize,
                                        std::string_view("torch FloatStorage"),
                                        std::string_view("torch DoubleStorage"),
                                        std::string_view("torch HalfStorage"),
                                        std::string_view("torch BFloat16Storage"),
                                        std::string_view("torch LongStorage"),
                                        std::string_view("torch IntStorage"),
                                        std::string_view("torch ByteStorage")};

class PickleMachine {
public:
    PickleMachine(std::string_view bytes, const std::string& where) : m_bytes(bytes), m_where(where) {}

    Pickle run() {
        if (m_bytes.empty() || static_cast<std::uint8_t>(m_bytes[0]) != op::kProto) {
            refuse("this is no pickle of protocol 2 or later.");
        }
        while (!m_pickle.root) {
            m_at = m_next;
            step(number<std::uint8_t>());
        }
        m_pickle.size = m_next;
        return std::move(m_pickle);
    }

private:
    [[noreturn]] void refuse(const std::string& sentence) const {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("{}: {} (Byte {} of the pickle.)", m_where, sentence, m_at));
    }

    std::string_view take(std::uint64_t count) {
        if (count > m_bytes.size() - m_next) {
            refuse(fmt::format("the pickle is cut off: {} bytes are needed, {} are left.", count,
                               m_bytes.size() - m_next));
        }
        const std::string_view part = m_bytes.substr(m_next, static_cast<std::size_t>(count));
        m_next += static_cast<std::size_t>(count);
        return part;
    }
    /// A little-endian number.
    template <class T> T number() {
        T value;
        std::memcpy(&value, take(sizeof value).data(), sizeof value);
        return value;
    }
    std::string line() {
        const std::size_t end = m_bytes.find('\n', m_next);
        if (end == std::string_view::npos) {
            refuse("the pickle is cut off within a name.");
        }
        std::string text(take(end - m_next));
        take(1);
        return text;
    }

    PickleValue& make(Kind kind) {
        if (m_pickle.values.size() >= kMaxValues) {
            refuse(
                fmt::format("the pickle has more than {} values; a checkpoint needs far fewer.", kMaxValues));
        }
        PickleValue& value = m_pickle.values.emplace_back();
        value.kind = kind;
        return value;
    }
    void push(PickleValue& value) {
        if (m_stack.size() >= kMaxValues) {
            refuse("the pickle's stack grows beyond all measure.");
        }
        m_stack.push_back(&value);
    }
    PickleValue& pushNew(Kind kind) {
        PickleValue& value = make(kind);
        push(value);
        return value;
    }
    void pushInteger(std::int64_t integer, Kind kind = Kind::Integer) { pushNew(kind).integer = integer; }
    void pushText(std::string_view text, Kind kind = Kind::Text) { pushNew(kind).text = text; }

    PickleValue& top() {
        if (m_stack.empty() || m_stack.back()->kind == Kind::Mark) {
            refuse("an opcode finds nothing on the stack.");
        }
        return *m_stack.back();
    }
    PickleValue& pop() {
        PickleValue& value = top();
        m_stack.pop_back();
        return value;
    }
    PickleValue& pop(Kind kind, const char* role) {
        PickleValue& value = pop();
        if (value.kind != kind) {
            refuse(fmt::format("{} is {} where {} is needed.", role, toString(value.kind), toString(kind)));
        }
        return value;
    }
    /// The values above the last mark, which goes with them.
    std::vector<const PickleValue*> popToMark() {
        const auto mark = std::find_if(m_stack.rbegin(), m_stack.rend(),
                                       [](const PickleValue* value) { return value->kind == Kind::Mark; });
        if (mark == m_stack.rend()) {
            refuse("an opcode finds no mark on the stack.");
        }
        std::vector<const PickleValue*> items(mark.base(), m_stack.end());
        m_stack.erase(mark.base() - 1, m_stack.end());
        return items;
    }
    void pushTuple(std::size_t count) {
        std::vector<const PickleValue*> items(count);
        for (std::size_t i = count; i-- > 0;) {
            items[i] = &pop();
        }
        pushNew(Kind::Tuple).items = std::move(items);
    }

    void append(Kind kind, const std::vector<const PickleValue*>& items) {
        PickleValue& container = top();
        if (container.kind != kind || (kind == Kind::Dict && items.size() % 2 != 0)) {
            refuse(fmt::format("{} values are added to {}.", items.size(), toString(container.kind)));
        }
        container.items.insert(container.items.end(), items.begin(), items.end());
    }
    void setItem() {
        const PickleValue* value = &pop();
        const PickleValue* key = &pop();
        append(Kind::Dict, {key, value});
    }

    void pushGlobal(const std::string& module, const std::string& name) {
        const std::string full = module + " " + name;
        if (std::ranges::find(kAllowedGlobals, full) == kAllowedGlobals.end()) {
            refuse(
                fmt::format("the pickle asks for {}.{}, which is no part of a plain state dict. Nothing of "
                            "it is executed here; save the model's state_dict() and nothing else.",
                            module, name));
        }
        pushText(full, Kind::Global);
    }

    /// A call of one of the allowed names becomes a description of its result.
    void reduce() {
        const PickleValue& arguments = pop(Kind::Tuple, "what a class is called with");
        const PickleValue& callable = pop(Kind::Global, "what is called");
        const std::vector<const PickleValue*>& items = arguments.items;
        if (callable.text == kOrderedDict && items.empty()) {
            pushNew(Kind::Dict);
        } else if (callable.text == kRebuildTensor) {
            pushNew(Kind::Tensor).items = {&arguments}; // not a copy: a pickle may ask for it a million times
        } else if (callable.text == kRebuildParameter && !items.empty() &&
                   items.front()->kind == Kind::Tensor) {
            pushNew(Kind::Tensor).items = items.front()->items;
        } else if (callable.text == kSize && items.size() == 1 && items.front()->kind == Kind::Tuple &&
                   items.front()->items.size() <= kMaxDimensions) {
            pushNew(Kind::Tuple).items = items.front()->items;
        } else {
            refuse(fmt::format("{} is called with {} arguments, which torch.save does not do.", callable.text,
                               items.size()));
        }
    }

    /// State of an object. An OrderedDict's (torch's version numbers of modules) is plain and of no use here.
    void build() {
        const PickleValue& state = pop();
        if (top().kind != Kind::Dict || state.kind != Kind::Dict) {
            refuse(
                fmt::format("the opcode BUILD sets {} as the state of {}; only an OrderedDict may have one.",
                            toString(state.kind), toString(top().kind)));
        }
    }

    void remember(std::uint32_t index) {
        if (m_memo.size() >= kMaxValues) {
            refuse("the pickle's memo grows beyond all measure.");
        }
        m_memo[index] = &top();
    }
    void recall(std::uint32_t index) {
        const auto found = m_memo.find(index);
        if (found == m_memo.end()) {
            refuse(fmt::format("the pickle's memo has no entry {}.", index));
        }
        push(*found->second);
    }

    void pushLong(std::size_t bytes) {
        const std::string_view digits = take(bytes);
        if (bytes > 8) {
            pushText(digits, Kind::LongInteger);
            return;
        }
        const bool negative = bytes > 0 && (static_cast<std::uint8_t>(digits.back()) & 0x80) != 0;
        std::int64_t value = negative ? -1 : 0;
        std::memcpy(&value, digits.data(), bytes);
        pushInteger(value);
    }

    void step(std::uint8_t opcode) {
        switch (opcode) {
        case op::kProto:
            if (const int protocol = number<std::uint8_t>(); protocol < 2 || protocol > 5) {
                refuse(fmt::format("the pickle has protocol {}; 2 to 5 can be read.", protocol));
            }
            break;
        case op::kFrame:
            take(8); // a hint for readers of streams
            break;
        case op::kStop:
            m_pickle.root = &pop();
            break;
        case op::kMark:
            pushNew(Kind::Mark);
            break;
        case op::kNone:
            pushNew(Kind::None);
            break;
        case op::kNewTrue:
        case op::kNewFalse:
            pushInteger(opcode == op::kNewTrue ? 1 : 0, Kind::Bool);
            break;
        case op::kBinInt:
            pushInteger(number<std::int32_t>());
            break;
        case op::kBinInt1:
            pushInteger(number<std::uint8_t>());
            break;
        case op::kBinInt2:
            pushInteger(number<std::uint16_t>());
            break;
        case op::kLong1:
            pushLong(number<std::uint8_t>());
            break;
        case op::kBinFloat: { // the one big-endian number
            std::uint64_t bits = __builtin_bswap64(number<std::uint64_t>());
            pushNew(Kind::Real).real = std::bit_cast<double>(bits);
            break;
        }
        case op::kShortBinUnicode:
        case op::kShortBinString:
            pushText(take(number<std::uint8_t>()));
            break;
        case op::kBinUnicode:
        case op::kBinString:
            pushText(take(number<std::uint32_t>()));
            break;
        case op::kBinUnicode8:
            pushText(take(number<std::uint64_t>()));
            break;
        case op::kShortBinBytes:
            pushText(take(number<std::uint8_t>()), Kind::Bytes);
            break;
        case op::kBinBytes:
            pushText(take(number<std::uint32_t>()), Kind::Bytes);
            break;
        case op::kEmptyTuple:
            pushNew(Kind::Tuple);
            break;
        case op::kTuple1:
        case op::kTuple2:
        case op::kTuple3:
            pushTuple(static_cast<std::size_t>(opcode - op::kTuple1) + 1);
            break;
        case op::kTuple: {
            std::vector<const PickleValue*> items = popToMark();
            pushNew(Kind::Tuple).items = std::move(items);
            break;
        }
        case op::kEmptyList:
            pushNew(Kind::List);
            break;
        case op::kEmptyDict:
            pushNew(Kind::Dict);
            break;
        case op::kAppend: {
            const PickleValue* item = &pop();
            append(Kind::List, {item});
            break;
        }
        case op::kAppends:
            append(Kind::List, popToMark());
            break;
        case op::kSetItem:
            setItem();
            break;
        case op::kSetItems:
            append(Kind::Dict, popToMark());
            break;
        case op::kBinPut:
            remember(number<std::uint8_t>());
            break;
        case op::kLongBinPut:
            remember(number<std::uint32_t>());
            break;
        case op::kMemoize:
            remember(static_cast<std::uint32_t>(m_memo.size()));
            break;
        case op::kBinGet:
            recall(number<std::uint8_t>());
            break;
        case op::kLongBinGet:
            recall(number<std::uint32_t>());
            break;
        case op::kGlobal: {
            const std::string module = line();
            pushGlobal(module, line());
            break;
        }
        case op::kStackGlobal: {
            const std::string name = pop(Kind::Text, "a class's name").text;
            pushGlobal(pop(Kind::Text, "a class's module").text, name);
            break;
        }
        case op::kReduce:
            reduce();
            break;
        case op::kBuild:
            build();
            break;
        case op::kBinPersId: {
            const PickleValue* id = &pop(Kind::Tuple, "a persistent id");
            pushNew(Kind::Persistent).items = {id};
            break;
        }
        default:
            refuse(
                fmt::format("the pickle has the opcode {}, which torch.save does not write for a state dict.",
                            opcodeName(opcode)));
        }
    }

    std::string_view m_bytes;
    const std::string& m_where;
    Pickle m_pickle;
    std::vector<PickleValue*> m_stack;
    std::unordered_map<std::uint32_t, PickleValue*> m_memo;
    std::size_t m_at = 0, m_next = 0;
};

} // namespace

const PickleValue* PickleValue::find(std::string_view key) const {
    for (std::size_t i = 0; kind == Kind::Dict && i + 1 < items.size(); i += 2) {
        if (items[i]->kind == Kind::Text && items[i]->text == key) {
            return items[i + 1];
        }
    }
    return nullptr;
}

const char* toString(PickleValue::Kind kind) {
    switch (kind) {
    case Kind::Mark:
        return "a mark";
    case Kind::None:
        return "None";
    case Kind::Bool:
        return "a truth value";
    case Kind::Integer:
    case Kind::LongInteger:
        return "a whole number";
    case Kind::Real:
        return "a number";
    case Kind::Text:
        return "text";
    case Kind::Bytes:
        return "bytes";
    case Kind::Tuple:
        return "a tuple";
    case Kind::List:
        return "a list";
    case Kind::Dict:
        return "a dictionary";
    case Kind::Global:
        return "a class or function";
    case Kind::Persistent:
        return "a storage";
    case Kind::Tensor:
        return "a tensor";
    }
    return "?";
}

Pickle readPickle(std::string_view bytes, const std::string& where) {
    return PickleMachine(bytes.substr(0, kMaxPickleBytes), where).run();
}

} // namespace up5::checkpoint
