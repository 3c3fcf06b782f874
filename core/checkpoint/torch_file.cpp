#include "checkpoint/torch_file.h"

#include <algorithm>
#include <array>
#include <bit>
#include <fstream>
#include <map>

#include <fmt/format.h>

#include "base/error.h"
#include "checkpoint/pickle_reader.h"
#include "checkpoint/torch_tensors.h"
#include "data/import/archive.h"

namespace up5::checkpoint {

namespace {

/// "\x80\x02\x8a\x0a" and torch's magic number 0x1950a86a20f9469cfc6c, little-endian, as pickled.
constexpr std::string_view kLegacyMagic = "\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.";
constexpr std::int64_t kLegacyVersion = 1001;
/// torch.save stores without compressing: what unpacks to twice the file's size is something else.
constexpr data::ArchiveLimits kTorchLimits{
    .maxMembers = 20000, .maxTotalBytes = std::int64_t(64) << 30, .maxRatio = 1, .ratioFreeBytes = 1 << 20};

/// Reads up to `size` bytes.
std::string readBytes(data::ByteSource& source, std::size_t size) {
    std::string bytes(size, '\0');
    std::size_t done = 0;
    while (done < size) {
        const std::size_t count = source.read(std::span(bytes).subspan(done));
        if (count == 0) {
            break;
        }
        done += count;
    }
    bytes.resize(done);
    return bytes;
}

/// Tensors that lie in storages; a storage that several of them share is read once if they follow each other.
class TorchStore : public TensorStore {
public:
    std::vector<float> values(std::size_t index) const override {
        const TorchTensor& tensor = m_torchTensors.at(index);
        const std::size_t size = static_cast<std::size_t>(tensor.storageElements) * sizeOf(tensor.info.type);
        if (m_cachedKey != tensor.storage || m_cached.size() != size) {
            m_cached = storage(tensor.storage, size);
            m_cachedKey = tensor.storage;
        }
        return gatherValues(tensor, std::as_bytes(std::span(m_cached)));
    }

protected:
    /// `size` bytes of a storage.
    virtual std::string storage(const std::string& key, std::size_t size) const = 0;
    void setTensors(std::vector<TorchTensor> tensors) {
        m_torchTensors = std::move(tensors);
        for (const TorchTensor& tensor : m_torchTensors) {
            m_tensors.push_back(tensor.info);
        }
    }
    const std::vector<TorchTensor>& torchTensors() const { return m_torchTensors; }
    [[noreturn]] static void refuseStorage(const std::filesystem::path& path, const std::string& key,
                                           std::uint64_t found, std::uint64_t claimed) {
        throw Error(
            ErrorCode::InvalidInput,
            fmt::format("{}: storage {} has {} bytes, but its description says {}. The file is damaged "
                        "or forged.",
                        path.string(), key, found, claimed));
    }

private:
    std::vector<TorchTensor> m_torchTensors;
    mutable std::string m_cachedKey, m_cached;
};

class TorchZip : public TorchStore {
public:
    explicit TorchZip(const std::filesystem::path& path) : m_path(path) {
        for (const data::ArchiveMember& member : data::listZip(path, kTorchLimits)) {
            m_members[member.name] = member.size;
        }
        const std::string folder = folderOfPickle();
        m_storages = folder + "data/";
        if (m_members.contains(folder + "byteorder") && member(folder + "byteorder", 16) != "little") {
            throw Error(ErrorCode::Unsupported, path.string() + " was saved on a big-endian machine.");
        }
        const Pickle pickle = readPickle(member(folder + "data.pkl", kMaxPickleBytes), path.string());
        setTensors(stateDict(*pickle.root, path.string()));
        for (const TorchTensor& tensor : torchTensors()) {
            const auto found = m_members.find(m_storages + tensor.storage);
            const auto claimed = static_cast<std::uint64_t>(tensor.storageElements);
            const std::uint64_t held =
                found == m_members.end() ? 0 : static_cast<std::uint64_t>(found->second);
            if (claimed > held || claimed * sizeOf(tensor.info.type) != held) {
                refuseStorage(path, tensor.storage, held, claimed * sizeOf(tensor.info.type));
            }
        }
    }
    const char* format() const override { return "torch (zip)"; }

protected:
    std::string storage(const std::string& key, std::size_t size) const override {
        std::string bytes = member(m_storages + key, size);
        if (bytes.size() != size) {
            refuseStorage(m_path, key, bytes.size(), size);
        }
        return bytes;
    }

private:
    /// "archive/" or whatever the file was called when it was saved.
    std::string folderOfPickle() const {
        constexpr std::string_view name = "data.pkl";
        std::vector<std::string> folders;
        for (const auto& [path, size] : m_members) {
            if (path == name || path.ends_with("/data.pkl")) {
                folders.push_back(path.substr(0, path.size() - name.size()));
            }
        }
        if (folders.size() != 1) {
            throw Error(
                ErrorCode::InvalidInput,
                fmt::format("{} is a zip file with {} members named data.pkl; a file of torch.save has "
                            "one.",
                            m_path.string(), folders.size()));
        }
        return folders.front();
    }
    std::string member(const std::string& name, std::size_t limit) const {
        const auto size = static_cast<std::size_t>(m_members.at(name));
        if (size > limit) {
            throw Error(ErrorCode::InvalidInput,
                        fmt::format("{}: member {} has {} bytes; at most {} are expected.", m_path.string(),
                                    name, size, limit));
        }
        return readBytes(*data::openZipMember(m_path, name), size);
    }

    std::filesystem::path m_path;
    std::string m_storages;
    std::map<std::string, std::int64_t> m_members;
};

class LegacyTorch : public TorchStore {
public:
    explicit LegacyTorch(const std::filesystem::path& path) : m_path(path) {
        const std::string head = readBytes(*data::openFile(path), kMaxPickleBytes);
        std::string_view rest = head;
        const auto next = [&] {
            Pickle pickle = readPickle(rest, path.string());
            rest.remove_prefix(pickle.size);
            return pickle;
        };
        next(); // the magic number
        if (const Pickle version = next(); version.root->integer != kLegacyVersion) {
            throw Error(ErrorCode::Unsupported,
                        path.string() + " has a format of torch.save that is not known.");
        }
        const Pickle system = next();
        const PickleValue* little = system.root->find("little_endian");
        if (!little || little->integer == 0) {
            throw Error(ErrorCode::Unsupported, path.string() + " was saved on a big-endian machine.");
        }
        const Pickle tensors = next();
        setTensors(stateDict(*tensors.root, path.string()));
        const Pickle keys = next();
        placeStorages(*keys.root, head.size() - rest.size());
    }
    const char* format() const override { return "torch (before 1.6)"; }

protected:
    std::string storage(const std::string& key, std::size_t size) const override {
        std::string bytes(size, '\0');
        const std::size_t read = readAt(m_offsets.at(key), bytes);
        if (read != size) {
            refuseStorage(m_path, key, read, size);
        }
        return bytes;
    }

private:
    struct Claim {
        std::int64_t elements = 0;
        TensorType type = TensorType::F32;
        std::uint64_t bytes = 0;
    };

    [[noreturn]] void refuse(const std::string& key, const char* problem) const {
        throw Error(ErrorCode::InvalidInput, m_path.string() + ": storage " + key + " " + problem +
                                                 ". The file is damaged or forged.");
    }
    /// Fills the front of `buffer` from `offset` on and returns how many bytes.
    std::size_t readAt(std::uint64_t offset, std::span<char> buffer) const {
        std::ifstream file(m_path, std::ios::binary);
        file.seekg(static_cast<std::streamoff>(offset));
        file.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        return static_cast<std::size_t>(file.gcount());
    }
    /// What the tensors say of each storage; all that share one must say the same.
    std::map<std::string, Claim> claims() const {
        std::map<std::string, Claim> claims;
        for (const TorchTensor& tensor : torchTensors()) {
            Claim claim{tensor.storageElements, tensor.info.type};
            if (__builtin_mul_overflow(static_cast<std::uint64_t>(claim.elements), sizeOf(claim.type),
                                       &claim.bytes)) {
                refuse(tensor.storage, "is said to be larger than any file");
            }
            const Claim& first = claims.try_emplace(tensor.storage, claim).first->second;
            if (first.elements != claim.elements || first.type != claim.type) {
                refuse(tensor.storage, "is described differently by two tensors");
            }
        }
        return claims;
    }
    /// Each storage is its number of elements (int64), then the elements, in the order of the keys.
    void placeStorages(const PickleValue& keys, std::uint64_t begin) {
        const std::map<std::string, Claim> all = claims();
        const std::uint64_t end = std::filesystem::file_size(m_path);
        std::uint64_t offset = begin;
        for (const PickleValue* key : keys.items) {
            const auto claim = all.find(key->text);
            if (claim == all.end()) {
                throw Error(ErrorCode::InvalidInput, m_path.string() + ": storage " + key->text +
                                                         " belongs to no tensor of the state dict.");
            }
            const auto& [elements, type, bytes] = claim->second;
            std::array<char, sizeof(std::int64_t)> stored{};
            const bool isThere = readAt(offset, stored) == stored.size();
            offset += stored.size();
            if (!isThere || bytes > end - offset) {
                refuseStorage(m_path, key->text, isThere ? end - offset : 0, bytes);
            }
            if (std::bit_cast<std::int64_t>(stored) != elements) {
                refuse(key->text, "holds another number of elements than its tensors say");
            }
            if (!m_offsets.emplace(key->text, offset).second) {
                refuse(key->text, "is listed twice");
            }
            offset += bytes;
        }
        for (const auto& [key, claim] : all) {
            if (!m_offsets.contains(key)) {
                refuseStorage(m_path, key, 0, claim.bytes);
            }
        }
    }

    std::filesystem::path m_path;
    std::map<std::string, std::uint64_t> m_offsets;
};

} // namespace

std::unique_ptr<TensorStore> openTorchZip(const std::filesystem::path& file) {
    return std::make_unique<TorchZip>(file);
}

bool looksLikeLegacyTorch(const std::filesystem::path& file) {
    return readBytes(*data::openFile(file), kLegacyMagic.size()) == kLegacyMagic;
}

std::unique_ptr<TensorStore> openLegacyTorch(const std::filesystem::path& file) {
    return std::make_unique<LegacyTorch>(file);
}

} // namespace up5::checkpoint
