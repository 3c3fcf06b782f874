// Reads Python pickles without executing anything: plain containers and numbers, and of classes only those
// that torch.save writes around tensors, which stay descriptions. Every other opcode or class is refused by
// name.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace up5::checkpoint {

struct PickleValue {
    enum class Kind {
        Mark, ///< only on the stack while reading
        None,
        Bool,
        Integer,
        LongInteger, ///< beyond 64 bits: little-endian two's complement in `text`
        Real,
        Text,
        Bytes,
        Tuple,
        List,
        Dict,       ///< also an OrderedDict; keys and values alternate in `items`
        Global,     ///< an allowed name "module name" in `text`
        Persistent, ///< what a persistent id names, its tuple in `items[0]`: a storage
        Tensor      ///< the tuple of arguments of torch's _rebuild_tensor_v2 in `items[0]`
    };
    Kind kind = Kind::None;
    std::int64_t integer = 0; ///< also a Bool's
    double real = 0;
    std::string text;
    std::vector<const PickleValue*> items;

    /// The value of a Dict's text key; null when there is none.
    const PickleValue* find(std::string_view key) const;
};

/// "a tuple", "text", … as sentences name a value.
const char* toString(PickleValue::Kind kind);

/// A pickle's values; all of them live as long as this does.
struct Pickle {
    std::deque<PickleValue> values;
    const PickleValue* root = nullptr;
    std::size_t size = 0; ///< bytes up to and with the opcode STOP
};

/// At most this many bytes are read as a pickle; the largest T5's takes a tenth of a megabyte.
constexpr std::size_t kMaxPickleBytes = 16u << 20;

/// Protocols 2 to 5, as torch.save writes them. `where` begins every sentence. Takes memory in proportion to
/// `bytes`, whatever lengths they claim. Throws Error{InvalidInput}: cut off, an opcode or class that is not
/// allowed, too many values.
Pickle readPickle(std::string_view bytes, const std::string& where);

} // namespace up5::checkpoint
