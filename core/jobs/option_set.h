// Typed options of a job kind: one table binds key, member, range, help and source; parsing, JSON and the
// help texts all come from it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <type_traits>
#include <vector>

#include <nlohmann/json.hpp>

namespace up5::jobs {

/// What `up5 options KIND` and the window's forms show of one option.
struct OptionInfo {
    std::string key;
    nlohmann::json defaultValue;      ///< bool, integer, number or string
    std::optional<double> min, max;   ///< inclusive
    std::vector<std::string> choices; ///< allowed texts; empty when free
    bool list = false;                ///< a text of one or more choices with commas between them
    std::string help;
    std::string source; ///< paper section, specification, or "ours"
};

/// Range, help and source of an option.
struct OptionText {
    std::string help;
    std::string source;
    std::optional<double> min = {}, max = {};
    std::vector<std::string> choices = {};
    bool list = false;
};

/// The parts of the value of a list option, in the order given.
std::vector<std::string> listParts(const std::string& value);

/// Reads one text as the type of `info.defaultValue` and checks range and choices. Throws Error{InvalidInput}
/// naming key, value and what is allowed.
nlohmann::json parseOption(const OptionInfo& info, const std::string& text);
/// The same checks for a value that is JSON already.
nlohmann::json checkOption(const OptionInfo& info, const nlohmann::json& value);
/// Throws Error{InvalidInput} naming the unknown key and the nearest known one.
[[noreturn]] void refuseUnknownOption(const std::string& key, const std::vector<OptionInfo>& known);

/// The untyped face of an option table: what command line, window and store need.
class OptionTable {
public:
    const std::vector<OptionInfo>& infos() const { return m_infos; }
    /// `settings` as JSON and nothing else. Throws Error{InvalidInput}.
    nlohmann::json parse(const std::map<std::string, std::string>& settings) const;
    /// All options with defaults written out, `settings` applied over them. Throws Error{InvalidInput}.
    nlohmann::json resolve(const std::map<std::string, std::string>& settings) const;
    /// Checks a JSON object of options: unknown keys and bad values are refused, missing ones get defaults.
    nlohmann::json check(const nlohmann::json& values) const;
    /// The option with this key. Throws Error{InvalidInput} naming the nearest one when there is none.
    const OptionInfo& info(const std::string& key) const;

protected:
    std::vector<OptionInfo> m_infos;
};

/// Binds options to the members of O, whose default-constructed values are the defaults.
template <class O> class OptionSet : public OptionTable {
public:
    template <class T> OptionSet& add(std::string key, T O::*member, OptionText text) {
        m_infos.push_back({key, nlohmann::json(O{}.*member), text.min, text.max, std::move(text.choices),
                           text.list, std::move(text.help), std::move(text.source)});
        m_readers.push_back([key, member](O& options, const nlohmann::json& values) {
            options.*member = values.at(key).template get<T>();
        });
        return *this;
    }

    /// Binds a member that has an option table of its own; its keys get the prefix ("probe."). Keys in
    /// `without` are no options here and keep the nested table's defaults.
    template <class P>
    OptionSet& addNested(const std::string& prefix, P O::*member, const OptionSet<P>& nested,
                         const std::set<std::string>& without = {}) {
        for (OptionInfo info : nested.infos()) {
            if (!without.contains(info.key)) {
                info.key = prefix + info.key;
                m_infos.push_back(std::move(info));
            }
        }
        m_readers.push_back([prefix, member, &nested, without](O& options, const nlohmann::json& values) {
            nlohmann::json own = nlohmann::json::object();
            for (const OptionInfo& info : nested.infos()) {
                if (!without.contains(info.key)) {
                    own[info.key] = values.at(prefix + info.key);
                }
            }
            options.*member = nested.read(own);
        });
        return *this;
    }

    /// Takes over the options of a base of O under their own keys.
    template <class B>
    requires std::is_base_of_v<B, O> OptionSet& addInherited(const OptionSet<B>& base) {
        m_infos.insert(m_infos.end(), base.infos().begin(), base.infos().end());
        m_readers.push_back([&base](O& options, const nlohmann::json& values) {
            nlohmann::json own = nlohmann::json::object();
            for (const OptionInfo& info : base.infos()) {
                own[info.key] = values.at(info.key);
            }
            static_cast<B&>(options) = base.read(own);
        });
        return *this;
    }

    /// Typed options from a (possibly partial) JSON object. Throws Error{InvalidInput}.
    O read(const nlohmann::json& values) const {
        const nlohmann::json complete = check(values);
        O options;
        for (const auto& reader : m_readers) {
            reader(options, complete);
        }
        return options;
    }

private:
    std::vector<std::function<void(O&, const nlohmann::json&)>> m_readers;
};

} // namespace up5::jobs
