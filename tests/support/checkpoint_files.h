// Pickles and files of torch.save written byte by byte, for tests of what reads them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "support/import_files.h"

namespace up5::test {

/// Where tests/golden/checkpoint.py has put its files.
inline std::filesystem::path goldenCheckpoints() {
    return std::filesystem::path(UP5_SOURCE_DIR) / "tests" / "golden" / "checkpoint";
}

/// A number as little-endian bytes.
template <class T> std::string littleEndian(T value) {
    return std::string(reinterpret_cast<const char*>(&value), sizeof value);
}

/// Opcodes of a pickle of protocol 2, as text to be joined.
namespace pickled {
inline std::string text(const std::string& value) {
    return "X" + littleEndian(static_cast<std::uint32_t>(value.size())) + value;
}
inline std::string integer(std::int32_t value) {
    return "J" + littleEndian(value);
}
inline std::string global(const std::string& module, const std::string& name) {
    return "c" + module + "\n" + name + "\n";
}
inline std::string whole(const std::string& body) {
    return "\x80\x02" + body + ".";
}
/// A number of 64 bits.
inline std::string wide(std::int64_t value) {
    return "\x8a\x08" + littleEndian(value);
}
/// A tensor of float32; sizes and strides as pickled tuples.
inline std::string shapedTensor(const std::string& key, std::int32_t elements, std::int32_t offset,
                                const std::string& sizes, const std::string& strides) {
    return global("torch._utils", "_rebuild_tensor_v2") + "((" + text("storage") +
           global("torch", "FloatStorage") + text(key) + text("cpu") + integer(elements) + "tQ" +
           integer(offset) + sizes + strides + "\x89" + global("collections", "OrderedDict") + ")RtR";
}
/// A tensor of float32 with one dimension.
inline std::string tensor(const std::string& key, std::int32_t elements, std::int32_t size,
                          std::int32_t offset = 0, std::int32_t stride = 1) {
    return shapedTensor(key, elements, offset, integer(size) + "\x85", integer(stride) + "\x85");
}
/// A dictionary of one tensor "a".
inline std::string stateDict(const std::string& tensorBody) {
    return whole("}" + text("a") + tensorBody + "s");
}
} // namespace pickled

/// A file of torch.save before 1.6 whose list of storages is `keys`; `storages` are their bytes, each with
/// its number of elements before it.
inline std::filesystem::path writeLegacyTorch(const std::filesystem::path& path, const std::string& pickle,
                                              const std::vector<std::string>& keys,
                                              const std::string& storages) {
    std::string list;
    for (const std::string& key : keys) {
        list += pickled::text(key);
    }
    writeText(path, "\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19." +
                        pickled::whole(pickled::integer(1001)) +
                        pickled::whole("}" + pickled::text("little_endian") + "\x88s") + pickle +
                        pickled::whole("](" + list + "e") + storages);
    return path;
}

/// A zip file of torch.save with one storage.
inline std::filesystem::path writeTorchZip(const std::filesystem::path& path, const std::string& pickle,
                                           const std::string& storage, const std::string& storageName = "0") {
    return writeZip(path, {{"archive/data.pkl", pickle, ""}, {"archive/data/" + storageName, storage, ""}});
}

} // namespace up5::test
