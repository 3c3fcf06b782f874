#include "data/import/table_reader.h"

#include <fmt/format.h>

#include "data/import/delimited_reader.h"
#include "data/import/interaction_table.h"
#include "data/import/numbers.h"
#include "data/import/table_users.h"

namespace up5::data {

namespace {

struct ItemTable {
    IdIndex ids;
    std::vector<std::string> titles, genres;
};

std::optional<std::size_t> optionalColumn(const DelimitedReader& rows,
                                          const std::optional<std::string>& name) {
    return name ? std::optional(rows.column(*name)) : std::nullopt;
}

std::string withBars(std::string text, const std::string& separator) {
    for (std::size_t at = text.find(separator); at != std::string::npos; at = text.find(separator, at + 1)) {
        text.replace(at, separator.size(), "|");
    }
    return text;
}

ItemTable readItems(const TableMapping& mapping, ImportSession& session) {
    DelimitedReader rows(*mapping.items->file, {.dialect = mapping.items->dialect}, session);
    const std::size_t id = rows.column(mapping.itemId);
    const auto title = optionalColumn(rows, mapping.title), genres = optionalColumn(rows, mapping.genres);
    ItemTable items;
    while (rows.next()) {
        const std::string itemId = rows.text(id);
        if (itemId.empty() || !items.ids.insert(itemId).second) {
            rows.reject(itemId.empty()
                            ? "the item's id is empty."
                            : fmt::format("item {} was listed before; each may appear once.", itemId));
            continue;
        }
        if (title) {
            items.titles.push_back(rows.text(*title));
        }
        if (genres) {
            items.genres.push_back(withBars(rows.text(*genres), mapping.genreSeparator));
        }
    }
    if (items.ids.size() == 0) {
        session.refuseUnusable(*mapping.items->file, "rows of items are");
    }
    return items;
}

/// A sentence if an id cannot stand in a row: empty, or not in a closed list.
std::string faultOf(const std::string& id, const IdIndex& ids, bool isClosed, const char* what) {
    if (id.empty()) {
        return fmt::format("the {}'s id is empty.", what);
    }
    return isClosed && !ids.find(id) ? fmt::format("{} \"{}\" is not in the file of {}s.", what, id, what)
                                     : std::string();
}

/// Reads the rows of interactions; adds users and items where no table lists them.
class InteractionReader {
public:
    InteractionReader(const TableMapping& mapping, ImportSession& session, IdIndex& users, IdIndex& items)
        : m_mapping(mapping),
          m_rows(*mapping.interactions.file, {.dialect = mapping.interactions.dialect}, session),
          m_users(users), m_items(items), m_user(m_rows.column(mapping.user)),
          m_item(m_rows.column(mapping.item)), m_time(optionalColumn(m_rows, mapping.time)),
          m_rating(optionalColumn(m_rows, mapping.rating)) {}

    InteractionTable read() {
        InteractionTable table({.time = m_time.has_value(), .rating = m_rating.has_value()});
        Interaction row;
        while (m_rows.next()) {
            if (const std::string fault = readRow(row); !fault.empty()) {
                m_rows.reject(fault);
            } else {
                table.add(row, m_rows.line());
            }
        }
        return table;
    }

private:
    std::string readRow(Interaction& row) {
        // All of it is looked at first: a bad row must not add a user or an item.
        if (m_rating) {
            const auto rating = parseNumber(m_rows.field(*m_rating));
            if (!rating) {
                return fmt::format("the rating is \"{}\"; a number is expected.", m_rows.text(*m_rating));
            }
            row.rating = static_cast<float>(*rating);
        }
        if (m_time) {
            const auto time = parseTime(m_rows.field(*m_time));
            if (!time) {
                return fmt::format(
                    "the time is \"{}\"; seconds since 1970 or a date like 2003-02-28 17:49:50 are "
                    "expected.",
                    m_rows.text(*m_time));
            }
            row.time = *time;
        }
        const std::string user = m_rows.text(m_user), item = m_rows.text(m_item);
        std::string fault = faultOf(user, m_users, m_mapping.users.has_value(), "user");
        if (fault.empty()) {
            fault = faultOf(item, m_items, m_mapping.items.has_value(), "item");
        }
        if (fault.empty()) {
            row.user = m_users.insert(user).first;
            row.item = m_items.insert(item).first;
        }
        return fault;
    }

    const TableMapping& m_mapping;
    DelimitedReader m_rows;
    IdIndex &m_users, &m_items;
    std::size_t m_user, m_item;
    std::optional<std::size_t> m_time, m_rating;
};

} // namespace

DatasetContent readTables(const TableMapping& mapping, ImportSession& session) {
    session.expect(*mapping.interactions.file);
    for (const auto& table : {mapping.items, mapping.users}) {
        if (table) {
            session.expect(*table->file);
        }
    }
    DatasetContent content;
    ItemTable items = mapping.items ? readItems(mapping, session) : ItemTable();
    TableUsers users = mapping.users ? readTableUsers(mapping, session) : TableUsers();
    InteractionTable table = InteractionReader(mapping, session, users.ids, items.ids).read();
    if (table.size() == 0) {
        session.refuseUnusable(*mapping.interactions.file, "rows of interactions are");
    }
    table.finish(users.ids, items.ids, *mapping.interactions.file, session, content);
    content.ordered = mapping.time.has_value();
    content.userIds = users.ids.ids();
    content.itemIds = items.ids.ids();
    content.itemTitles = std::move(items.titles);
    content.itemGenres = std::move(items.genres);
    content.attributes = std::move(users.attributes);
    content.provenance = std::move(users.provenance);
    return content;
}

} // namespace up5::data
