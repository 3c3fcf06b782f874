#include "store/run_repository.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/clock.h"
#include "store/sql.h"

namespace up5::store {

namespace {

// The attributes come as one text with a separator that no name contains.
#define UP5_RUN_QUERY                                                                                        \
    "SELECT id, kind, state, name, dataset, backbone_run, prompt_run, seed, device, spec, created, "         \
    "started, "                                                                                              \
    "finished, program_version, libtorch_version, error_code, error_message, stage, done, total, deleted, "  \
    "(SELECT group_concat(attribute, char(31)) FROM "                                                        \
    "(SELECT attribute FROM run_attributes WHERE run = runs.id ORDER BY position)), "                        \
    "(SELECT group_concat(sweep, char(31)) FROM "                                                            \
    "(SELECT sweep FROM sweep_children WHERE run = runs.id ORDER BY sweep DESC)), "                          \
    "(SELECT group_concat(prompt, char(31)) FROM "                                                           \
    "(SELECT prompt FROM run_prompts WHERE run = runs.id ORDER BY position)) FROM runs "

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts;
    std::size_t begin = 0;
    while (!text.empty() && begin <= text.size()) {
        const std::size_t end = std::min(text.find(separator, begin), text.size());
        parts.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

RunRow rowToRun(const Query& query) {
    RunRow run;
    run.id = query.text(0);
    run.kind = query.text(1);
    run.state = runStateFromString(query.text(2));
    run.name = query.text(3);
    run.dataset = query.text(4);
    run.backboneRun = query.text(5);
    run.promptRun = query.text(6);
    run.seed = static_cast<std::uint64_t>(query.integer(7));
    run.device = query.text(8);
    run.spec = query.text(9);
    run.created = query.text(10);
    run.started = query.text(11);
    run.finished = query.text(12);
    run.programVersion = query.text(13);
    run.libtorchVersion = query.text(14);
    run.errorCode = query.text(15);
    run.errorMessage = query.text(16);
    run.stage = query.text(17);
    run.done = query.integer(18);
    run.total = query.integer(19);
    run.deleted = query.integer(20) != 0;
    run.attributes = split(query.text(21), '\x1f');
    run.sweeps = split(query.text(22), '\x1f');
    run.mixedPrompts = split(query.text(23), '\x1f');
    return run;
}

RunRow requireRun(const RunRepository& runs, const std::string& id) {
    if (auto run = runs.find(id)) {
        return *run;
    }
    throw Error(ErrorCode::NotFound, "There is no run " + id + ".");
}

bool isAllowed(RunState from, RunState to) {
    switch (from) {
    case RunState::Queued:
        return to == RunState::Running || to == RunState::Cancelled;
    case RunState::Running:
        return isEnded(to);
    case RunState::Succeeded:
        return false;
    default:
        return to == RunState::Queued;
    }
}

void refuseWhenUsed(SQLite::Database& database, const std::string& id, bool countDeleted) {
    Query users(database,
                "SELECT count(*), min(id) FROM runs WHERE (backbone_run = ?1 OR prompt_run = ?1 OR "
                "id IN (SELECT run FROM run_prompts WHERE prompt = ?1)) AND deleted <= ?2",
                id, countDeleted ? 1 : 0);
    users.step();
    if (users.integer(0) > 0) {
        throw Error(ErrorCode::Conflict,
                    fmt::format("{} run(s) build on the run {}, for example {}. Remove them first.",
                                users.integer(0), id, users.text(1)));
    }
}

} // namespace

void RunRepository::insert(const RunRow& run, const std::string& queueDevice, const std::string& sweep) {
    WriteTransaction transaction(m_database);
    Query(m_database,
          "INSERT INTO runs (id, kind, state, name, dataset, backbone_run, prompt_run, seed, device, spec, "
          "created, "
          "queue_device, queue_order) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
          "(SELECT coalesce(max(queue_order), 0) + 1 FROM runs))",
          run.id, run.kind, toString(run.state), run.name, nullIfEmpty(run.dataset),
          nullIfEmpty(run.backboneRun), nullIfEmpty(run.promptRun), run.seed, run.device, run.spec,
          run.created.empty() ? nowIso8601() : run.created, queueDevice)
        .run();
    for (std::size_t i = 0; i < run.attributes.size(); ++i) {
        Query(m_database, "INSERT INTO run_attributes (run, position, attribute) VALUES (?, ?, ?)", run.id, i,
              run.attributes[i])
            .run();
    }
    if (!sweep.empty()) {
        Query(m_database,
              "INSERT INTO sweep_children (sweep, position, run, own, tries) VALUES (?1, "
              "(SELECT coalesce(max(position), 0) + 1 FROM sweep_children WHERE sweep = ?1), ?2, 1, 1)",
              sweep, run.id)
            .run();
    }
    for (std::size_t i = 0; i < run.mixedPrompts.size(); ++i) {
        Query(m_database, "INSERT INTO run_prompts (run, position, prompt) VALUES (?, ?, ?)", run.id, i,
              run.mixedPrompts[i])
            .run();
    }
    transaction.commit();
}

std::optional<RunRow> RunRepository::find(const std::string& id) const {
    Query query(m_database, UP5_RUN_QUERY "WHERE id = ?", id);
    return query.step() ? std::optional(rowToRun(query)) : std::nullopt;
}

RunRow RunRepository::resolve(const std::string& idOrName) const {
    if (auto exact = find(idOrName)) {
        return *exact;
    }
    std::vector<RunRow> found;
    if (!idOrName.empty()) {
        found =
            readAll(Query(m_database,
                          UP5_RUN_QUERY "WHERE deleted = 0 AND (name = ?1 OR substr(id, 1, length(?1)) = ?1 "
                                        "OR substr(id, -length(?1)) = ?1) ORDER BY id DESC",
                          idOrName),
                    rowToRun);
    }
    if (found.size() == 1) {
        return found.front();
    }
    std::vector<std::string> candidates;
    for (const RunRow& run : found.empty() ? all() : found) {
        candidates.push_back(
            fmt::format("{} ({}{}{})", run.id, run.kind, run.name.empty() ? "" : ", ", run.name));
    }
    const bool shortened = candidates.size() > 8;
    candidates.resize(std::min<std::size_t>(candidates.size(), 8));
    const std::string listed = fmt::format("{}{}", fmt::join(candidates, ", "), shortened ? ", ..." : "");
    if (found.empty()) {
        throw Error(ErrorCode::NotFound, fmt::format("There is no run \"{}\". {}", idOrName,
                                                     candidates.empty() ? "The workspace has no runs yet."
                                                                        : "Runs are: " + listed + "."));
    }
    throw Error(ErrorCode::InvalidInput,
                fmt::format("\"{}\" means more than one run: {}. Give more of the id.", idOrName, listed));
}

std::vector<RunRow> RunRepository::all() const {
    return readAll(Query(m_database, UP5_RUN_QUERY "WHERE deleted = 0 ORDER BY created DESC, id DESC"),
                   rowToRun);
}

std::vector<RunRow> RunRepository::ofKind(const std::string& kind) const {
    return readAll(Query(m_database,
                         UP5_RUN_QUERY "WHERE deleted = 0 AND kind = ? ORDER BY created DESC, id DESC", kind),
                   rowToRun);
}

std::vector<RunRow> RunRepository::deleted() const {
    return readAll(Query(m_database, UP5_RUN_QUERY "WHERE deleted = 1 ORDER BY created DESC, id DESC"),
                   rowToRun);
}

void RunRepository::setState(const std::string& id, RunState state) {
    WriteTransaction transaction(m_database);
    const RunState present = requireRun(*this, id).state;
    if (!isAllowed(present, state)) {
        throw Error(ErrorCode::Conflict, fmt::format("The run {} is {} and cannot become {}.", id,
                                                     toString(present), toString(state)));
    }
    Query(m_database,
          "UPDATE runs SET state = ?1, started = CASE WHEN ?1 = 'running' THEN ?2 ELSE started END, "
          "finished = CASE WHEN ?1 IN ('queued', 'running') THEN NULL ELSE ?2 END WHERE id = ?3",
          toString(state), nowIso8601(), id)
        .run();
    transaction.commit();
}

void RunRepository::rename(const std::string& id, const std::string& name) {
    requireRun(*this, id);
    Query(m_database, "UPDATE runs SET name = ? WHERE id = ?", name, id).run();
}

void RunRepository::remove(const std::string& id, bool forever) {
    WriteTransaction transaction(m_database);
    const RunState state = requireRun(*this, id).state;
    if (!isEnded(state)) {
        throw Error(ErrorCode::Conflict,
                    fmt::format("The run {} is {}. Cancel it first.", id, toString(state)));
    }
    refuseWhenUsed(m_database, id, forever);
    if (forever) {
        Query(m_database, "DELETE FROM notes WHERE subject = ?", id).run();
        Query(m_database, "DELETE FROM runs WHERE id = ?", id).run();
    } else {
        Query(m_database, "UPDATE runs SET deleted = 1 WHERE id = ?", id).run();
    }
    transaction.commit();
}

void RunRepository::restore(const std::string& id) {
    requireRun(*this, id);
    Query(m_database, "UPDATE runs SET deleted = 0 WHERE id = ?", id).run();
}

} // namespace up5::store
