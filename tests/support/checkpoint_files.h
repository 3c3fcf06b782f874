// Pickles and files of torch.save written byte by byte, for tests of what reads them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

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
/// A tensor of float32 with one dimension.
inline std::string tensor(const std::string& key, std::int32_t elements, std::int32_t size,
                          std::int32_t offset = 0, std::int32_t stride = 1) {
    return global("torch._utils", "_rebuild_tensor_v2") + "((" + text("storage") +
           global("torch", "FloatStorage") + text(key) + text("cpu") + integer(elements) + "tQ" +
           integer(offset) + integer(size) + "\x85" + integer(stride) + "\x85\x89" +
           global("collections", "OrderedDict") + ")RtR";
}
/// A dictionary of one tensor "a".
inline std::string stateDict(const std::string& tensorBody) {
    return whole("}" + text("a") + tensorBody + "s");
}
} // namespace pickled

/// A zip file of torch.save with one storage.
inline std::filesystem::path writeTorchZip(const std::filesystem::path& path, const std::string& pickle,
                                           const std::string& storage, const std::string& storageName = "0") {
    return writeZip(path, {{"archive/data.pkl", pickle, ""}, {"archive/data/" + storageName, storage, ""}});
}

} // namespace up5::test
