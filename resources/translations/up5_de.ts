<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>up5::app::Arguments</name>
    <message>
        <source>Audits recommenders for leaks of sensitive attributes.</source>
        <translation>Prüft Empfehlungssysteme auf Lecks sensibler Attribute.</translation>
    </message>
    <message>
        <source>Workspace folder; created when new.</source>
        <translation>Ordner des Arbeitsbereichs; wird angelegt, wenn er neu ist.</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Page to show: data, models, probe, mitigate, compare, report.</source>
        <translation>Anzuzeigende Seite: data, models, probe, mitigate, compare, report.</translation>
    </message>
    <message>
        <source>page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>system, light or dark.</source>
        <translation>system, light oder dark.</translation>
    </message>
    <message>
        <source>theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>Run or data set to show in the Details dock.</source>
        <translation>Lauf oder Datensatz, der unter „Details“ gezeigt wird.</translation>
    </message>
    <message>
        <source>id</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>Size of the window, for example 1240x800.</source>
        <translation>Größe des Fensters, zum Beispiel 1240x800.</translation>
    </message>
    <message>
        <source>size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Write a picture of the window to this file (PNG) and quit; settings stay untouched.</source>
        <translation>Ein Bild des Fensters in diese Datei (PNG) schreiben und beenden; Einstellungen bleiben unberührt.</translation>
    </message>
    <message>
        <source>file</source>
        <translation>Datei</translation>
    </message>
</context>
<context>
    <name>up5::app::Program</name>
    <message>
        <source>Open workspace</source>
        <translation>Arbeitsbereich öffnen</translation>
    </message>
</context>
<context>
    <name>up5::cli::Text</name>
    <message>
        <source>Stop a waiting or running run; it can be resumed</source>
        <translation>Einen wartenden oder laufenden Lauf anhalten; er kann fortgesetzt werden</translation>
    </message>
    <message>
        <source>Run id, or an unambiguous beginning or end of it</source>
        <translation>Kennung des Laufs oder ein eindeutiger Anfang oder Schluss davon</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>Hash</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>Nutzer</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>Items</translation>
    </message>
    <message>
        <source>Interactions</source>
        <translation>Interaktionen</translation>
    </message>
    <message>
        <source>Attributes (classes)</source>
        <translation>Attribute (Klassen)</translation>
    </message>
    <message>
        <source>cannot be used: %1</source>
        <translation>nicht verwendbar: %1</translation>
    </message>
    <message>
        <source>This workspace holds no data set yet; `up5 import` brings one in.</source>
        <translation>Dieser Arbeitsbereich enthält noch keinen Datensatz; `up5 import` holt einen herein.</translation>
    </message>
    <message>
        <source>List the data sets of the workspace</source>
        <translation>Die Datensätze des Arbeitsbereichs auflisten</translation>
    </message>
    <message>
        <source>As JSON, for scripts</source>
        <translation>Als JSON, für Skripte</translation>
    </message>
    <message>
        <source>%1 is back.</source>
        <translation>%1 ist wiederhergestellt.</translation>
    </message>
    <message>
        <source>%1 is gone.</source>
        <translation>%1 ist endgültig entfernt.</translation>
    </message>
    <message>
        <source>%1 is in the bin; `up5 delete --undo %1` brings it back.</source>
        <translation>%1 liegt im Papierkorb; `up5 delete --undo %1` holt ihn zurück.</translation>
    </message>
    <message>
        <source>Move a run to the bin, or remove it for good</source>
        <translation>Einen Lauf in den Papierkorb legen oder endgültig entfernen</translation>
    </message>
    <message>
        <source>Run id, or an unambiguous beginning or end of it; for --undo the whole id</source>
        <translation>Kennung des Laufs oder ein eindeutiger Anfang oder Schluss davon; bei --undo die ganze Kennung</translation>
    </message>
    <message>
        <source>Remove figures and files; cannot be undone</source>
        <translation>Kennzahlen und Dateien entfernen; lässt sich nicht rückgängig machen</translation>
    </message>
    <message>
        <source>Bring it back from the bin</source>
        <translation>Aus dem Papierkorb zurückholen</translation>
    </message>
    <message>
        <source>, probe collapsed</source>
        <translation>, Probe kollabiert</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>λ</source>
        <translation>λ</translation>
    </message>
    <message>
        <source>hit@1 %</source>
        <translation>hit@1 %</translation>
    </message>
    <message>
        <source>hit@10 %</source>
        <translation>hit@10 %</translation>
    </message>
    <message>
        <source>AUC, user span</source>
        <translation>AUC, Nutzer-Erwähnung</translation>
    </message>
    <message>
        <source>AUC, all tokens</source>
        <translation>AUC, alle Token</translation>
    </message>
    <message>
        <source>Best possible AUC</source>
        <translation>Bestmögliche AUC</translation>
    </message>
    <message>
        <source>untreated</source>
        <translation>unbehandelt</translation>
    </message>
    <message>
        <source>control</source>
        <translation>Kontrolle</translation>
    </message>
    <message>
        <source>CFP</source>
        <translation>CFP</translation>
    </message>
    <message>
        <source>Report: %1</source>
        <translation>Bericht: %1</translation>
    </message>
    <message>
        <source>Workspace: %1</source>
        <translation>Arbeitsbereich: %1</translation>
    </message>
    <message>
        <source>Leak of %1 and quality of the recommendations (test users, sequential task, 95 % intervals):</source>
        <translation>Leck von %1 und Güte der Empfehlungen (Testnutzer, sequenzielle Aufgabe, 95-%-Intervalle):</translation>
    </message>
    <message>
        <source>Audit the demonstration data: import, backbone, probes, CFP at three λ, table and report (less than five minutes on two cores)</source>
        <translation>Die Demonstrationsdaten prüfen: Import, Backbone, Proben, CFP mit drei λ, Tabelle und Bericht (unter fünf Minuten auf zwei Kernen)</translation>
    </message>
    <message>
        <source>generate</source>
        <translation>Erzeugen</translation>
    </message>
    <message>
        <source>%1: %2 users, %3 items, %4 interactions.</source>
        <translation>%1: %2 Nutzer, %3 Items, %4 Interaktionen.</translation>
    </message>
    <message>
        <source>Best possible AUC of %1 given a whole history: %2</source>
        <translation>Bestmögliche AUC von %1 bei Kenntnis der ganzen Historie: %2</translation>
    </message>
    <message>
        <source>not defined</source>
        <translation>nicht definiert</translation>
    </message>
    <message>
        <source>Generate a population whose leak is known exactly; prints the hash of the data set</source>
        <translation>Eine Population erzeugen, deren Leck genau bekannt ist; gibt den Hash des Datensatzes aus</translation>
    </message>
    <message>
        <source>Items in the catalogue</source>
        <translation>Items im Katalog</translation>
    </message>
    <message>
        <source>Genres the items fall into</source>
        <translation>Genres, auf die sich die Items verteilen</translation>
    </message>
    <message>
        <source>Shortest history</source>
        <translation>Kürzeste Historie</translation>
    </message>
    <message>
        <source>Longest history</source>
        <translation>Längste Historie</translation>
    </message>
    <message>
        <source>Seed: equal settings and seed give equal data</source>
        <translation>Seed: gleiche Einstellungen und gleicher Seed ergeben gleiche Daten</translation>
    </message>
    <message>
        <source>Name of the data set</source>
        <translation>Name des Datensatzes</translation>
    </message>
    <message>
        <source>NAME:CLASSES:STRENGTH; strength 0 is no leak, 1 a strong one; may be repeated (default gender:2:1)</source>
        <translation>NAME:KLASSEN:STÄRKE; Stärke 0 ist kein Leck, 1 ein starkes; darf wiederholt werden (Vorgabe gender:2:1)</translation>
    </message>
    <message>
        <source>JSON file with settings, as in a generated set&apos;s provenance; options given beside it go before</source>
        <translation>JSON-Datei mit Einstellungen wie in der Herkunft eines erzeugten Datensatzes; daneben angegebene Optionen haben Vorrang</translation>
    </message>
    <message>
        <source>Also write CSV files and their mapping into this folder</source>
        <translation>Zusätzlich CSV-Dateien und ihre Spaltenzuordnung in diesen Ordner schreiben</translation>
    </message>
    <message>
        <source>Write the data set into this folder instead of the workspace</source>
        <translation>Den Datensatz in diesen Ordner statt in den Arbeitsbereich schreiben</translation>
    </message>
    <message>
        <source>Serve the queue until nothing is waiting or running; started by `up5 run` on its own</source>
        <translation>Die Warteschlange bedienen, bis nichts mehr wartet oder läuft; wird von `up5 run` selbst gestartet</translation>
    </message>
    <message>
        <source>%1 of %2 rows were left out; the full list is in %3, one a line.</source>
        <translation>%1 von %2 Zeilen wurden ausgelassen; die vollständige Liste steht in %3, ein Eintrag je Zeile.</translation>
    </message>
    <message>
        <source>  …</source>
        <translation>  …</translation>
    </message>
    <message>
        <source>  %1, line %2: %3</source>
        <translation>  %1, Zeile %2: %3</translation>
    </message>
    <message>
        <source>%1 (%2): %3 users, %4 items, %5 interactions.</source>
        <translation>%1 (%2): %3 Nutzer, %4 Items, %5 Interaktionen.</translation>
    </message>
    <message>
        <source>Read data files into a data set (MovieLens-1M and -100K, Insurance, RecBole, CSV/TSV); prints its hash</source>
        <translation>Dateien in einen Datensatz einlesen (MovieLens-1M und -100K, Insurance, RecBole, CSV/TSV); gibt seinen Hash aus</translation>
    </message>
    <message>
        <source>Files, folders or zip archives as downloaded</source>
        <translation>Dateien, Ordner oder Zip-Archive, wie heruntergeladen</translation>
    </message>
    <message>
        <source>JSON file that says what the columns of CSV files mean</source>
        <translation>JSON-Datei, die sagt, was die Spalten der CSV-Dateien bedeuten</translation>
    </message>
    <message>
        <source>JSON file with settings of the importer</source>
        <translation>JSON-Datei mit Einstellungen des Imports</translation>
    </message>
    <message>
        <source>strict refuses bad rows, skip leaves them out and lists them</source>
        <translation>strict weist fehlerhafte Zeilen zurück, skip lässt sie aus und listet sie auf</translation>
    </message>
    <message>
        <source>UP5 Workbench %1: audits recommenders for leaks of sensitive attributes.</source>
        <translation>UP5 Workbench %1: prüft Empfehlungssysteme auf Lecks sensibler Attribute.</translation>
    </message>
    <message>
        <source>Folder of data sets, runs and figures; created when new. Default: %1</source>
        <translation>Ordner der Datensätze, Läufe und Kennzahlen; wird angelegt, wenn er neu ist. Vorgabe: %1</translation>
    </message>
    <message>
        <source>Exit codes: 0 done; 2 wrong input or option; 3 not found; 4 conflict with what is there; 5 not possible here;
6 reading or writing refused; 7 a file of ours is broken; 8 worker protocol; 70 our own mistake; 130 cancelled.</source>
        <translation>Rückgabewerte: 0 erledigt; 2 falsche Eingabe oder Option; 3 nicht gefunden; 4 Konflikt mit Vorhandenem; 5 hier nicht
möglich; 6 Lesen oder Schreiben verweigert; 7 eine eigene Datei ist beschädigt; 8 Protokoll des Arbeitsprozesses;
70 eigener Programmfehler; 130 abgebrochen.</translation>
    </message>
    <message>
        <source>There is no command %1; `up5 --help` lists them.</source>
        <translation>Es gibt keinen Befehl %1; `up5 --help` listet alle auf.</translation>
    </message>
    <message>
        <source> (`up5 --help` and `up5 COMMAND --help` say more)</source>
        <translation> (`up5 --help` und `up5 BEFEHL --help` sagen mehr)</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Kennzahl</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Attribute</source>
        <translation>Attribut</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95-%-Intervall</translation>
    </message>
    <message>
        <source>n</source>
        <translation>n</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>mindestens %1</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>Was sie tut</translation>
    </message>
    <message>
        <source>, %1 left</source>
        <translation>, noch %1</translation>
    </message>
    <message>
        <source> %1 %</source>
        <translation> %1 %</translation>
    </message>
    <message>
        <source>Write a report over runs (all that succeeded, if none is named)</source>
        <translation>Einen Bericht über Läufe schreiben (alle erfolgreichen, wenn keiner genannt ist)</translation>
    </message>
    <message>
        <source>Run ids, or unambiguous beginnings or ends of them</source>
        <translation>Kennungen von Läufen oder eindeutige Anfänge oder Schlüsse davon</translation>
    </message>
    <message>
        <source>html (one file), pdf, csv or json; else by the file&apos;s name</source>
        <translation>html (eine Datei), pdf, csv oder json; sonst nach dem Dateinamen</translation>
    </message>
    <message>
        <source>File to write</source>
        <translation>Zu schreibende Datei</translation>
    </message>
    <message>
        <source>Title of the report</source>
        <translation>Titel des Berichts</translation>
    </message>
    <message>
        <source>Go on with a run that was cancelled, interrupted or failed</source>
        <translation>Einen abgebrochenen, unterbrochenen oder fehlgeschlagenen Lauf fortsetzen</translation>
    </message>
    <message>
        <source>Wait for its end</source>
        <translation>Auf sein Ende warten</translation>
    </message>
    <message>
        <source>Queued for comparison: %1 %2</source>
        <translation>Zum Vergleich eingereiht: %1 %2</translation>
    </message>
    <message>
        <source>Name, hash or beginning of the hash; may be left out where only one is possible</source>
        <translation>Name, Hash oder Anfang des Hashs; kann entfallen, wenn nur einer infrage kommt</translation>
    </message>
    <message>
        <source>Run of the backbone (default: the newest finished one of the data set)</source>
        <translation>Lauf des Backbones (Vorgabe: der neueste abgeschlossene des Datensatzes)</translation>
    </message>
    <message>
        <source>Sensitive attribute; may be repeated</source>
        <translation>Sensibles Attribut; darf wiederholt werden</translation>
    </message>
    <message>
        <source>key=value; may be repeated; `up5 options KIND` lists the keys</source>
        <translation>Schlüssel=Wert; darf wiederholt werden; `up5 options ART` listet die Schlüssel auf</translation>
    </message>
    <message>
        <source>Seed of everything random in the run</source>
        <translation>Seed für alles Zufällige im Lauf</translation>
    </message>
    <message>
        <source>auto, cpu, cuda or cuda:N</source>
        <translation>auto, cpu, cuda oder cuda:N</translation>
    </message>
    <message>
        <source>Name shown to people</source>
        <translation>Angezeigter Name</translation>
    </message>
    <message>
        <source>Wait for its end and print its figures</source>
        <translation>Auf sein Ende warten und seine Kennzahlen ausgeben</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>This workspace holds no run yet.</source>
        <translation>Dieser Arbeitsbereich enthält noch keinen Lauf.</translation>
    </message>
    <message>
        <source>List the runs of the workspace, newest first</source>
        <translation>Die Läufe des Arbeitsbereichs auflisten, die neuesten zuerst</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation>Backbone</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Show one run: settings, figures, files</source>
        <translation>Einen Lauf zeigen: Einstellungen, Kennzahlen, Dateien</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>preparing</source>
        <translation>Vorbereiten</translation>
    </message>
    <message>
        <source>training</source>
        <translation>Trainieren</translation>
    </message>
    <message>
        <source>validating</source>
        <translation>Validieren</translation>
    </message>
    <message>
        <source>evaluating</source>
        <translation>Auswerten</translation>
    </message>
    <message>
        <source>probing</source>
        <translation>Proben anpassen</translation>
    </message>
    <message>
        <source>writing</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Run %1 was deleted before it ended.</source>
        <translation>Lauf %1 wurde gelöscht, bevor er endete.</translation>
    </message>
    <message>
        <source>Run %1 failed: %2</source>
        <translation>Lauf %1 ist fehlgeschlagen: %2</translation>
    </message>
    <message>
        <source>Run %1 was cancelled; `up5 resume %1` goes on from where it stopped.</source>
        <translation>Lauf %1 wurde abgebrochen; `up5 resume %1` setzt ihn dort fort, wo er aufgehört hat.</translation>
    </message>
    <message>
        <source>Run %1 was interrupted: %2 `up5 resume %1` goes on from where it stopped.</source>
        <translation>Lauf %1 wurde unterbrochen: %2 `up5 resume %1` setzt ihn dort fort, wo er aufgehört hat.</translation>
    </message>
    <message>
        <source>%1 waits for run %2 (%3) to end.</source>
        <translation>%1 wartet auf das Ende des Laufs %2 (%3).</translation>
    </message>
    <message>
        <source>Cancelling; press Ctrl-C again to leave without waiting.</source>
        <translation>Wird abgebrochen; drücken Sie noch einmal Strg-C, um ohne Warten zu beenden.</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>Aufruf</translation>
    </message>
    <message>
        <source>OPTIONS</source>
        <translation>OPTIONEN</translation>
    </message>
    <message>
        <source>COMMAND</source>
        <translation>BEFEHL</translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation>Argumente</translation>
    </message>
    <message>
        <source>REQUIRED</source>
        <translation>ERFORDERLICH</translation>
    </message>
    <message>
        <source>variable</source>
        <translation>Variable</translation>
    </message>
    <message>
        <source>Excludes</source>
        <translation>Schließt aus</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>Print this help and exit</source>
        <translation>Diese Hilfe ausgeben und beenden</translation>
    </message>
    <message>
        <source>Print the version and exit</source>
        <translation>Die Version ausgeben und beenden</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>A: %1</source>
        <translation>A: %1</translation>
    </message>
    <message>
        <source>B: %1</source>
        <translation>B: %1</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>B − A</source>
        <translation>B − A</translation>
    </message>
    <message>
        <source>p</source>
        <translation>p</translation>
    </message>
    <message>
        <source>p, Holm</source>
        <translation>p, Holm</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Test</translation>
    </message>
    <message numerus="yes">
        <source>p-values are corrected by Holm for %n comparison(s).</source>
        <translation>
            <numerusform>p-Werte sind nach Holm für %n Vergleich korrigiert.</numerusform>
            <numerusform>p-Werte sind nach Holm für %n Vergleiche korrigiert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Compare two runs user by user: differences, tests, and what may be claimed</source>
        <translation>Zwei Läufe Nutzer für Nutzer vergleichen: Unterschiede, Tests und was sich sagen lässt</translation>
    </message>
    <message>
        <source>Compare these figures only (hit@10, ndcg@10, mrr, probe_auc, …); choose them before looking, since p-values are corrected for their number</source>
        <translation>Nur diese Zahlen vergleichen (hit@10, ndcg@10, mrr, probe_auc, …); vor dem Hinsehen wählen, denn die p-Werte werden für ihre Anzahl korrigiert</translation>
    </message>
    <message>
        <source>Permutations of a test</source>
        <translation>Vertauschungen eines Tests</translation>
    </message>
    <message>
        <source>Bootstrap resamples of an interval</source>
        <translation>Bootstrap-Ziehungen eines Intervalls</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Differenz</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>Verhältnis</translation>
    </message>
    <message>
        <source>p (Holm)</source>
        <translation>p (Holm)</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Anmerkung</translation>
    </message>
    <message>
        <source>fewer than %1 users</source>
        <translation>weniger als %1 Nutzer</translation>
    </message>
    <message>
        <source>reference</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>Largest gap: %1 above %2 by %3 (95 % interval %4, p of no gap %5).</source>
        <translation>Größter Abstand: %1 über %2 um %3 (95-%-Intervall %4, p für keinen Abstand %5).</translation>
    </message>
    <message>
        <source>No gap: fewer than two groups have %1 users.</source>
        <translation>Kein Abstand: Weniger als zwei Gruppen haben %1 Nutzer.</translation>
    </message>
    <message>
        <source>Comparisons: %1. Users without a known group, left out: %2.</source>
        <translation>Vergleiche: %1. Nutzer ohne bekannte Gruppe, weggelassen: %2.</translation>
    </message>
    <message>
        <source>Compare a run&apos;s recommendation quality between groups of users</source>
        <translation>Die Empfehlungsgüte eines Laufs zwischen Gruppen von Nutzern vergleichen</translation>
    </message>
    <message>
        <source>Run that ranked users&apos; items (backbone, evaluate or cfp)</source>
        <translation>Lauf, der Artikel der Nutzer gerankt hat (backbone, evaluate oder cfp)</translation>
    </message>
    <message>
        <source>Sensitive attribute; given twice, the groups are those of both at once</source>
        <translation>Sensibles Attribut; zweimal angegeben sind die Gruppen die beider zugleich</translation>
    </message>
    <message>
        <source>hit@1, hit@3, hit@5, hit@10, NDCG@1 … NDCG@10 or MRR</source>
        <translation>hit@1, hit@3, hit@5, hit@10, NDCG@1 … NDCG@10 oder MRR</translation>
    </message>
    <message>
        <source>sequential or direct</source>
        <translation>sequential oder direct</translation>
    </message>
    <message>
        <source>Group the others are compared with (default: the largest)</source>
        <translation>Gruppe, mit der die anderen verglichen werden (Vorgabe: die größte)</translation>
    </message>
    <message>
        <source>Untreated run of the same users: adds each group&apos;s change, treated minus untreated</source>
        <translation>Unbehandelter Lauf derselben Nutzer: fügt die Änderung jeder Gruppe hinzu, behandelt minus unbehandelt</translation>
    </message>
    <message>
        <source>As JSON: groups, gap, comparisons and change with intervals</source>
        <translation>Als JSON: Gruppen, Abstand, Vergleiche und Änderung mit Intervallen</translation>
    </message>
    <message>
        <source>list of </source>
        <translation>Liste aus </translation>
    </message>
    <message>
        <source>AUC, strongest probe</source>
        <translation>AUC, stärkste Probe</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>Entfernt</translation>
    </message>
    <message>
        <source>AUC, %1</source>
        <translation>AUC, %1</translation>
    </message>
    <message>
        <source>avg. AUC, user span</source>
        <translation>mittlere AUC, Nutzer-Erwähnung</translation>
    </message>
    <message>
        <source>avg. AUC, strongest</source>
        <translation>mittlere AUC, stärkste</translation>
    </message>
    <message>
        <source>What the strongest fresh probe still reads of every attribute; * = it was removed:</source>
        <translation>Was die stärkste frische Probe von jedem Merkmal noch liest; * = es wurde entfernt:</translation>
    </message>
    <message>
        <source>What a fresh probe of the user span still reads of every attribute; * = it was removed:</source>
        <translation>Was eine frische Probe der Nutzer-Erwähnung von jedem Merkmal noch liest; * = es wurde entfernt:</translation>
    </message>
    <message>
        <source>All figures of the subsets: up5 show %1 --json</source>
        <translation>Alle Kennzahlen der Teilmengen: up5 show %1 --json</translation>
    </message>
    <message>
        <source>cfp, mixture: do not queue the untreated figures, the λ = 0 control and the random prompt it is compared with, where they are missing</source>
        <translation>cfp, mixture: die unbehandelten Kennzahlen, die Kontrolle mit λ = 0 und den zufälligen Prompt, mit denen verglichen wird, nicht einreihen, wo sie fehlen</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>T5: d_model %1, d_ff %2, %3 + %4 layers, %5 heads of %6</source>
        <translation>T5: d_model %1, d_ff %2, %3 + %4 Schichten, %5 Köpfe zu %6</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>Vokabular</translation>
    </message>
    <message>
        <source>%1 rows of the embedding</source>
        <translation>%1 Zeilen der Einbettung</translation>
    </message>
    <message>
        <source>Whole words</source>
        <translation>Ganze Wörter</translation>
    </message>
    <message>
        <source>none: a plain T5</source>
        <translation>keine: ein reines T5</translation>
    </message>
    <message>
        <source>%1 rows: a P5</source>
        <translation>%1 Zeilen: ein P5</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>Konfiguration</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>Tokenizer</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>Tensor</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>It can be taken as a backbone: up5 run backbone --checkpoint PATH</source>
        <translation>Er kann als Backbone übernommen werden: up5 run backbone --checkpoint PFAD</translation>
    </message>
    <message>
        <source>It cannot be taken as a backbone:</source>
        <translation>Er kann nicht als Backbone übernommen werden:</translation>
    </message>
    <message>
        <source>only in A</source>
        <translation>nur in A</translation>
    </message>
    <message>
        <source>only in B</source>
        <translation>nur in B</translation>
    </message>
    <message>
        <source>%1 against %2</source>
        <translation>%1 gegen %2</translation>
    </message>
    <message>
        <source>not a number</source>
        <translation>keine Zahl</translation>
    </message>
    <message>
        <source>Largest absolute difference</source>
        <translation>Größter absoluter Unterschied</translation>
    </message>
    <message>
        <source>%1 tensors are the same, %2 differ.</source>
        <translation>%1 Tensoren sind gleich, %2 unterscheiden sich.</translation>
    </message>
    <message>
        <source>Look at checkpoints made elsewhere: show PATH, compare A B. Nothing in them is executed</source>
        <translation>Anderswo erzeugte Checkpoints ansehen: show PFAD, compare A B. Nichts darin wird ausgeführt</translation>
    </message>
    <message>
        <source>Weights file (safetensors, .pt, .bin) or a folder with one</source>
        <translation>Gewichtsdatei (safetensors, .pt, .bin) oder ein Ordner mit einer solchen</translation>
    </message>
    <message>
        <source>Format, shape and tensors, and whether it can be taken as a backbone</source>
        <translation>Format, Form und Tensoren, und ob er als Backbone übernommen werden kann</translation>
    </message>
    <message>
        <source>Two checkpoints tensor by tensor: missing, shape, largest difference</source>
        <translation>Zwei Checkpoints Tensor für Tensor: fehlende, Form, größter Unterschied</translation>
    </message>
    <message>
        <source>List tensors that are the same, too</source>
        <translation>Auch gleiche Tensoren auflisten</translation>
    </message>
    <message>
        <source>Folder to write to; created when new</source>
        <translation>Zielordner; wird angelegt, wenn er neu ist</translation>
    </message>
    <message>
        <source>backbone: weights file or folder made elsewhere to start from (with --set epochs=0: taken as it is)</source>
        <translation>backbone: anderswo erzeugte Gewichtsdatei oder Ordner, mit der begonnen wird (mit --set epochs=0: unverändert übernommen)</translation>
    </message>
    <message>
        <source>ours agrees</source>
        <translation>unsere Werte stimmen überein</translation>
    </message>
    <message>
        <source>ours goes the other way</source>
        <translation>unsere Werte gehen in die andere Richtung</translation>
    </message>
    <message>
        <source>ours shows no direction beyond its interval</source>
        <translation>unsere Werte zeigen über ihr Intervall hinaus keine Richtung</translation>
    </message>
    <message>
        <source>not known: fewer than two seeds with all values</source>
        <translation>nicht bekannt: weniger als zwei Seeds mit allen Werten</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>Seeds</translation>
    </message>
    <message>
        <source>Means over the seeds, in brackets their 95 % interval; test users, sequential task.</source>
        <translation>Mittel über die Seeds, in Klammern ihr 95-%-Intervall; Testnutzer, sequenzielle Aufgabe.</translation>
    </message>
    <message>
        <source>The paper: %1</source>
        <translation>Der Artikel: %1</translation>
    </message>
    <message>
        <source>  %1: change from one value to the next %2; %3</source>
        <translation>  %1: Änderung von einem Wert zum nächsten %2; %3</translation>
    </message>
    <message>
        <source>A different protocol than the paper&apos;s; figures do not compare one to one:</source>
        <translation>Ein anderes Protokoll als im Artikel; die Kennzahlen sind nicht unmittelbar vergleichbar:</translation>
    </message>
    <message>
        <source>Run one of the paper&apos;s experiments and compare with what it claims</source>
        <translation>Eines der Experimente des Artikels ausführen und mit dessen Aussagen vergleichen</translation>
    </message>
    <message>
        <source>One run a seed at every setting: 1,2,3</source>
        <translation>Bei jeder Einstellung ein Lauf je Seed: 1,2,3</translation>
    </message>
    <message>
        <source>One run a seed at every setting: 1,2,3; of a list, in place of the seed of its jobs</source>
        <translation>Bei jeder Einstellung ein Lauf je Seed: 1,2,3; bei einer Liste anstelle des Seeds ihrer Aufträge</translation>
    </message>
    <message>
        <source>Say how many runs it takes and how long, and queue nothing</source>
        <translation>Sagen, wie viele Läufe es sind und wie lange sie dauern, und nichts einreihen</translation>
    </message>
    <message>
        <source>%1 (%2 of %3)</source>
        <translation>%1 (%2 von %3)</translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation>Versuchsreihe</translation>
    </message>
    <message>
        <source>As an array of {id, kind, state, dataset, name, sweeps, seed, device, created, started, finished}</source>
        <translation>Als Liste von {id, kind, state, dataset, name, sweeps, seed, device, created, started, finished}</translation>
    </message>
    <message>
        <source>As JSON: that of `up5 runs` with spec, metrics, artifacts and error; of a sweep, its children with settings, state and figures</source>
        <translation>Als JSON: das von `up5 runs` mit spec, metrics, artifacts und error; bei einer Versuchsreihe deren Läufe mit Einstellungen, Zustand und Kennzahlen</translation>
    </message>
    <message>
        <source>key=value,value,…; repeated ones are multiplied (&quot;;&quot; between values that are lists or free text)</source>
        <translation>Schlüssel=Wert,Wert,…; mehrere werden miteinander kombiniert („;“ zwischen Werten, die Listen oder freier Text sind)</translation>
    </message>
    <message>
        <source>&quot;key=value key=value …&quot;: one place of a list; may be repeated</source>
        <translation>„Schlüssel=Wert Schlüssel=Wert …“: eine Stelle einer Liste; darf wiederholt werden</translation>
    </message>
    <message>
        <source>key=from:to[:log]: searches for less leak and more hits on validation users (NSGA-II); may be repeated</source>
        <translation>Schlüssel=von:bis[:log]: sucht nach weniger Leck und mehr Treffern bei Validierungsnutzern (NSGA-II); darf wiederholt werden</translation>
    </message>
    <message>
        <source>Search: at most so many runs of the job</source>
        <translation>Suche: höchstens so viele Läufe des Auftrags</translation>
    </message>
    <message>
        <source>Search: settings of a generation, a multiple of 4</source>
        <translation>Suche: Einstellungen einer Generation, ein Vielfaches von 4</translation>
    </message>
    <message>
        <source>Search: k of hit@k: 1, 3, 5 or 10</source>
        <translation>Suche: k von hit@k: 1, 3, 5 oder 10</translation>
    </message>
    <message>
        <source>Run of the backbone; may be repeated, also for other data sets (default: the newest finished one of the data set)</source>
        <translation>Lauf des Backbones; darf wiederholt werden, auch für andere Datensätze (Vorgabe: der neueste abgeschlossene des Datensatzes)</translation>
    </message>
    <message>
        <source>Name of the sweep, shown to people</source>
        <translation>Name der Versuchsreihe, der Menschen gezeigt wird</translation>
    </message>
    <message>
        <source>Wait for its end and print its runs</source>
        <translation>Auf das Ende warten und die Läufe ausgeben</translation>
    </message>
    <message>
        <source>Queue a job with many settings and seeds; runs that are there already are not repeated</source>
        <translation>Einen Auftrag mit vielen Einstellungen und Seeds einreihen; Läufe, die schon da sind, werden nicht wiederholt</translation>
    </message>
    <message>
        <source>not run</source>
        <translation>nicht ausgeführt</translation>
    </message>
    <message>
        <source>At most %1 runs</source>
        <translation>Höchstens %1 Läufe</translation>
    </message>
    <message>
        <source>Runs: %1</source>
        <translation>Läufe: %1</translation>
    </message>
    <message>
        <source>, to compare with: %1</source>
        <translation>, zum Vergleich: %1</translation>
    </message>
    <message>
        <source>, of these already there: %1</source>
        <translation>, davon schon da: %1</translation>
    </message>
    <message>
        <source>Nothing is left to run.</source>
        <translation>Es bleibt nichts auszuführen.</translation>
    </message>
    <message>
        <source>No estimate of the time yet: no run with like options has finished here.</source>
        <translation>Noch keine Schätzung der Zeit: Hier ist noch kein Lauf mit ähnlichen Optionen abgeschlossen.</translation>
    </message>
    <message>
        <source>About %1</source>
        <translation>Etwa %1</translation>
    </message>
    <message>
        <source> for %1 of the %2 to run; for the others there is no estimate yet</source>
        <translation> für %1 der %2 auszuführenden; für die übrigen gibt es noch keine Schätzung</translation>
    </message>
    <message>
        <source>%1, control</source>
        <translation>%1, Kontrolle</translation>
    </message>
    <message>
        <source>runs of the sweep</source>
        <translation>Läufe der Versuchsreihe</translation>
    </message>
    <message>
        <source>cfp run or mixture whose prompt is evaluated, probed or compared; mixture: cfp run whose prompt is mixed, repeated for each; cfp with init=prompt: cfp run that it starts from</source>
        <translation>cfp-Lauf oder Mischung, deren Prompt ausgewertet, geprüft oder verglichen wird; mixture: cfp-Lauf, dessen Prompt gemischt wird, für jeden wiederholt; cfp mit init=prompt: cfp-Lauf, bei dem begonnen wird</translation>
    </message>
    <message>
        <source>A job kind; without it the kinds are listed</source>
        <translation>Eine Auftragsart; ohne sie werden die Arten aufgezählt</translation>
    </message>
    <message>
        <source>Name of a set of settings that `up5 options KIND` lists, such as paper; --set goes on from it</source>
        <translation>Name eines Satzes von Einstellungen, die `up5 options ART` auflistet, etwa paper; --set ändert sie weiter</translation>
    </message>
    <message>
        <source>List the --set keys of a job kind with default, range, meaning and source, and its named settings</source>
        <translation>Die --set-Schlüssel einer Auftragsart mit Vorgabe, Bereich, Bedeutung und Quelle auflisten, dazu ihre benannten Einstellungen</translation>
    </message>
    <message>
        <source>Not measured yet:</source>
        <translation>Noch nicht gemessen:</translation>
    </message>
    <message>
        <source>AUC, classifier</source>
        <translation>AUC, Klassifikator</translation>
    </message>
    <message>
        <source>AUC, soft prompt</source>
        <translation>AUC, gelernte Frage</translation>
    </message>
    <message>
        <source>The paper&apos;s table or figure: %1</source>
        <translation>Tabelle oder Abbildung der Arbeit: %1</translation>
    </message>
    <message>
        <source>Table: mark the others as above or below this model, e.g. &quot;C-PMF&quot; (default: the paper&apos;s own)</source>
        <translation>Tabelle: die anderen als über oder unter diesem Modell kennzeichnen, z. B. „C-PMF“ (Vorgabe: das der Arbeit)</translation>
    </message>
    <message>
        <source>Wait for its end and print ours beside the paper&apos;s figures or claims</source>
        <translation>Auf das Ende warten und unsere Zahlen neben denen oder den Aussagen der Arbeit ausgeben</translation>
    </message>
    <message>
        <source>Queue a job: backbone, evaluate, probe, cfp, mixture, stability or baseline; prints the id of its run</source>
        <translation>Auftrag einreihen: backbone, evaluate, probe, cfp, mixture, stability oder baseline; gibt die Kennung seines Laufs aus</translation>
    </message>
    <message>
        <source>backbone, evaluate, probe, cfp, mixture, stability or baseline</source>
        <translation>backbone, evaluate, probe, cfp, mixture, stability oder baseline</translation>
    </message>
    <message>
        <source>Run of the backbone (default: the newest finished one of the data set); baseline with model=s-sas or s-bert: the run of sasrec or bert4rec that it treats</source>
        <translation>Lauf des Backbones (Vorgabe: der neueste fertige des Datensatzes); baseline mit model=s-sas oder s-bert: der Lauf von sasrec oder bert4rec, den es behandelt</translation>
    </message>
    <message>
        <source>list: a file with a JSON list of {id, job, once}; &quot;@id&quot; in place of a run is that of an earlier job</source>
        <translation>list: eine Datei mit einer JSON-Liste aus {id, job, once}; „@id“ anstelle eines Laufs ist der eines früheren Auftrags</translation>
    </message>
    <message>
        <source>This data set has no attribute %1: left out.</source>
        <translation>Dieser Datensatz hat kein Attribut %1: ausgelassen.</translation>
    </message>
    <message>
        <source>random prompt</source>
        <translation>zufälliger Prompt</translation>
    </message>
    <message>
        <source>cfp, mixture, backbone, baseline, evaluate, probe or stability; list: different jobs</source>
        <translation>cfp, mixture, backbone, baseline, evaluate, probe oder stability; list: verschiedene Aufträge</translation>
    </message>
    <message>
        <source>cfp, mixture: no further seeds of settings that leak more and hit less on validation users than another one, beyond its intervals</source>
        <translation>cfp, mixture: keine weiteren Seeds von Einstellungen, die bei Validierungsnutzern über die Intervalle hinaus mehr verraten und weniger treffen als eine andere</translation>
    </message>
    <message>
        <source>cfp, mixture: without the untreated figures, λ = 0 controls and random prompts to compare with</source>
        <translation>cfp, mixture: ohne die unbehandelten Kennzahlen, die Kontrollen mit λ = 0 und die zufälligen Prompts zum Vergleich</translation>
    </message>
    <message>
        <source>%1, untrained</source>
        <translation>%1, untrainiert</translation>
    </message>
    <message>
        <source>Figures of a mixture are those with all its attributes removed; its AUC is the mean over them, and so is that of the untreated probe.</source>
        <translation>Die Kennzahlen einer Mischung sind die mit allen ihren Merkmalen entfernt; ihre AUC ist das Mittel über diese, ebenso die der unbehandelten Probe.</translation>
    </message>
    <message>
        <source>As JSON: a, b, correction, comparisons, level, differences, notes, leaks</source>
        <translation>Als JSON: a, b, correction, comparisons, level, differences, notes, leaks</translation>
    </message>
    <message>
        <source>Write a backbone (under Hugging Face&apos;s names), a cfp run&apos;s prompt or a mixture&apos;s prompts to a folder</source>
        <translation>Ein Backbone (unter den Namen von Hugging Face), den Prompt eines cfp-Laufs oder die Prompts einer Mischung in einen Ordner schreiben</translation>
    </message>
    <message>
        <source>Mixture: the attributes that are removed, with commas between them (default: every subset)</source>
        <translation>Mischung: die Merkmale, die entfernt werden, mit Kommas dazwischen (sonst jede Teilmenge)</translation>
    </message>
    <message>
        <source>Settings over their seeds: mean ± standard deviation, and the seeds that leak</source>
        <translation>Einstellungen über ihre Seeds: Mittel ± Standardabweichung, und welche Seeds verraten</translation>
    </message>
    <message>
        <source>Leak</source>
        <translation>Leck</translation>
    </message>
    <message>
        <source>λ = 0 control</source>
        <translation>Kontrolle λ = 0</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>Say how many runs it takes and how long, show what is measured already, and queue nothing</source>
        <translation>Sagt, wie viele Läufe es braucht und wie lange, zeigt, was schon gemessen ist, und reiht nichts ein</translation>
    </message>
</context>
<context>
    <name>up5::jobs::Options</name>
    <message>
        <source>reads a data file into a data set</source>
        <translation>liest eine Datendatei in einen Datensatz ein</translation>
    </message>
    <message>
        <source>ranks candidates with a backbone, untreated or with a prompt</source>
        <translation>ordnet Kandidaten mit einem Backbone, unbehandelt oder mit einem Prompt</translation>
    </message>
    <message>
        <source>measures how well sensitive attributes can be read out of a backbone&apos;s representations</source>
        <translation>misst, wie gut sich sensible Attribute aus den Repräsentationen eines Backbones auslesen lassen</translation>
    </message>
    <message>
        <source>trains a counterfactually-fair prompt for one attribute and audits it</source>
        <translation>trainiert einen kontrafaktisch fairen Prompt für ein Attribut und prüft ihn</translation>
    </message>
    <message>
        <source>How users and items become tokens: atomic (one token each), atomic-items (one per item, users in chunks of two characters) or pieces (both in chunks). A user&apos;s own token learns the user&apos;s taste, and no prompt can take it out again.</source>
        <translation>Wie Nutzer und Items zu Token werden: atomic (je ein Token), atomic-items (eines je Item, Nutzer in Stücken von zwei Zeichen) oder pieces (beide in Stücken). Ein eigenes Token lernt den Geschmack des Nutzers, und kein Prompt kann ihn wieder entfernen.</translation>
    </message>
    <message>
        <source>Protocol: loo (leave one out), code-8-1-1 (users cut 80/10/10, for the direct task (user, item) pairs) or auto (loo for histories in time order, code-8-1-1 for unordered baskets, where leaving two of two to three items out leaves nothing to learn from).</source>
        <translation>Protokoll: loo (leave one out), code-8-1-1 (Nutzer 80/10/10 geteilt, bei der direkten Aufgabe Paare aus Nutzer und Item) oder auto (loo für zeitlich geordnete Historien, code-8-1-1 für ungeordnete Warenkörbe, in denen nach dem Auslassen von zwei von zwei bis drei Items nichts zum Lernen bliebe).</translation>
    </message>
    <message>
        <source>Users with fewer interactions neither train nor are evaluated nor probed (min_basket of baskets); 1 = all users.</source>
        <translation>Nutzer mit weniger Interaktionen werden weder zum Trainieren noch zum Auswerten noch für Proben verwendet (min_basket bei Warenkörben); 1 = alle Nutzer.</translation>
    </message>
    <message>
        <source>Whether the test history holds the validation item: include_val (standard) or code (left out).</source>
        <translation>Ob die Testhistorie das Validierungs-Item enthält: include_val (üblich) oder code (ausgelassen).</translation>
    </message>
    <message>
        <source>What a target is ranked against: catalogue (items the user has not), all (every item not in the history), ids0_6039 (ids as the published code draws them) or auto (all for catalogues of at most 100 items, else catalogue).</source>
        <translation>Wogegen ein Ziel-Item geordnet wird: catalogue (Items, die der Nutzer nicht hat), all (jedes Item außerhalb der Historie), ids0_6039 (Kennungen, wie der veröffentlichte Code sie zieht) oder auto (all bei Katalogen mit höchstens 100 Items, sonst catalogue).</translation>
    </message>
    <message>
        <source>Negatives per target (not for all).</source>
        <translation>Negative je Ziel (nicht bei all).</translation>
    </message>
    <message>
        <source>Seed of split and candidates; apart from the run&apos;s seed, so that seeds share both.</source>
        <translation>Seed für Aufteilung und Kandidaten; getrennt vom Seed des Laufs, damit alle Seeds beide gemeinsam haben.</translation>
    </message>
    <message>
        <source>Items of a history that are shown to the model.</source>
        <translation>Items einer Historie, die dem Modell gezeigt werden.</translation>
    </message>
    <message>
        <source>Time limit of training in minutes; the learning rate decays towards it. 0 = none. A run ended by the clock cannot be repeated bit for bit.</source>
        <translation>Zeitgrenze des Trainings in Minuten; die Lernrate fällt bis dahin. 0 = keine. Ein durch die Uhr beendeter Lauf lässt sich nicht Bit für Bit wiederholen.</translation>
    </message>
    <message>
        <source>Peak learning rate of AdamW.</source>
        <translation>Höchste Lernrate von AdamW.</translation>
    </message>
    <message>
        <source>Share of the steps with rising learning rate.</source>
        <translation>Anteil der Schritte mit steigender Lernrate.</translation>
    </message>
    <message>
        <source>Decoupled weight decay.</source>
        <translation>Entkoppelter Gewichtsabbau (weight decay).</translation>
    </message>
    <message>
        <source>Gradient norm is clipped to this; 0 = never.</source>
        <translation>Die Gradientennorm wird hierauf begrenzt; 0 = nie.</translation>
    </message>
    <message>
        <source>Dropout rate while training; any makes a small network trained from scratch learn much slower. A checkpoint&apos;s own unless given.</source>
        <translation>Dropout-Rate im Training; jede lässt ein kleines, von Grund auf trainiertes Netz viel langsamer lernen. Ohne Angabe die des Checkpoints.</translation>
    </message>
    <message>
        <source>Standard deviation of fresh token embeddings.</source>
        <translation>Standardabweichung neuer Token-Embeddings.</translation>
    </message>
    <message>
        <source>Encoder tokens of a training step.</source>
        <translation>Encoder-Token je Trainingsschritt.</translation>
    </message>
    <message>
        <source>Examples per user and epoch, each cut from the history at a random place.</source>
        <translation>Beispiele je Nutzer und Epoche, jedes an zufälliger Stelle aus der Historie geschnitten.</translation>
    </message>
    <message>
        <source>Share of next-item examples.</source>
        <translation>Anteil der Beispiele „nächstes Item“.</translation>
    </message>
    <message>
        <source>Share of following-items examples.</source>
        <translation>Anteil der Beispiele „folgende Items“.</translation>
    </message>
    <message>
        <source>Share of choose-one examples (direct task).</source>
        <translation>Anteil der Auswahlbeispiele (direkte Aufgabe).</translation>
    </message>
    <message>
        <source>Share of yes/no examples.</source>
        <translation>Anteil der Ja/Nein-Beispiele.</translation>
    </message>
    <message>
        <source>Items predicted by a following-items example.</source>
        <translation>Items, die ein Beispiel „folgende Items“ vorhersagt.</translation>
    </message>
    <message>
        <source>Users sampled for validation; 0 = all.</source>
        <translation>Zur Validierung gezogene Nutzer; 0 = alle.</translation>
    </message>
    <message>
        <source>Training stops after this many epochs without a better validation score.</source>
        <translation>Das Training endet nach so vielen Epochen ohne besseren Validierungswert.</translation>
    </message>
    <message>
        <source>Weight λ of the adversarial loss; 0 is the control that trains on recommendation alone.</source>
        <translation>Gewicht λ des gegnerischen Verlusts; 0 ist die Kontrolle, die allein auf die Empfehlung trainiert.</translation>
    </message>
    <message>
        <source>Prefix tokens n in every attention.</source>
        <translation>Präfix-Token n in jeder Attention.</translation>
    </message>
    <message>
        <source>Start of the learned factor on the prompt&apos;s tokens.</source>
        <translation>Anfangswert des gelernten Faktors auf den Token des Prompts.</translation>
    </message>
    <message>
        <source>Dropout on the prompt while training.</source>
        <translation>Dropout auf dem Prompt im Training.</translation>
    </message>
    <message>
        <source>Sentences per batch.</source>
        <translation>Sätze je Batch.</translation>
    </message>
    <message>
        <source>Classifier steps before the first prompt step.</source>
        <translation>Klassifikatorschritte vor dem ersten Promptschritt.</translation>
    </message>
    <message>
        <source>Share of batches made of direct-task sentences.</source>
        <translation>Anteil der Batches aus Sätzen der direkten Aufgabe.</translation>
    </message>
    <message>
        <source>Learning rate of the prompt.</source>
        <translation>Lernrate des Prompts.</translation>
    </message>
    <message>
        <source>The prompt&apos;s learning rate over the batches: linear (down to 0, so that the adversary catches up with the prompt) or constant.</source>
        <translation>Lernrate des Prompts über die Batches: linear (bis auf 0, damit der Gegenspieler den Prompt einholt) oder constant.</translation>
    </message>
    <message>
        <source>Learning rate of the classifier.</source>
        <translation>Lernrate des Klassifikators.</translation>
    </message>
    <message>
        <source>What the adversary sees: standardised (every batch&apos;s user states per dimension, so that shifting or shrinking all users alike does not fool it) or raw.</source>
        <translation>Was der Gegenspieler sieht: standardised (die Nutzerzustände jedes Batches je Dimension standardisiert, sodass gleichmäßiges Verschieben oder Schrumpfen aller Nutzer ihn nicht täuscht) oder raw.</translation>
    </message>
    <message>
        <source>Batches between validations.</source>
        <translation>Batches zwischen den Validierungen.</translation>
    </message>
    <message>
        <source>sequential (next item from a history), direct (choice from a candidate list) or both.</source>
        <translation>sequential (nächstes Item aus einer Historie), direct (Auswahl aus einer Kandidatenliste) oder both (beide).</translation>
    </message>
    <message>
        <source>Which held-out items are the targets.</source>
        <translation>Welche zurückgehaltenen Items die Ziele sind.</translation>
    </message>
    <message>
        <source>stored (the candidate sets all models share) or catalogue (every rated item not in the history).</source>
        <translation>stored (die Kandidatenmengen, die alle Modelle gemeinsam haben) oder catalogue (jedes bewertete Item außerhalb der Historie).</translation>
    </message>
    <message>
        <source>Score of a candidate: length (log-likelihood per token) or sum.</source>
        <translation>Wert eines Kandidaten: length (Log-Likelihood je Token) oder sum (Summe).</translation>
    </message>
    <message>
        <source>Users to evaluate, the first of a seeded order; 0 = all.</source>
        <translation>Auszuwertende Nutzer, die ersten einer vom Seed bestimmten Reihenfolge; 0 = alle.</translation>
    </message>
    <message>
        <source>Bootstrap resamples of users for the intervals.</source>
        <translation>Bootstrap-Stichproben der Nutzer für die Intervalle.</translation>
    </message>
    <message>
        <source>Column mapping of CSV or TSV files, as JSON text.</source>
        <translation>Spaltenzuordnung von CSV- oder TSV-Dateien, als JSON-Text.</translation>
    </message>
    <message>
        <source>strict refuses the import at the first bad row; skip leaves bad rows out, counts and lists them.</source>
        <translation>strict weist den Import bei der ersten fehlerhaften Zeile zurück; skip lässt fehlerhafte Zeilen aus, zählt sie und listet sie auf.</translation>
    </message>
    <message>
        <source>Settings of the importer, as JSON text.</source>
        <translation>Einstellungen des Imports, als JSON-Text.</translation>
    </message>
    <message>
        <source>Share of users the probes are tested on.</source>
        <translation>Anteil der Nutzer, an denen die Proben getestet werden.</translation>
    </message>
    <message>
        <source>Share of users that stop and choose probes.</source>
        <translation>Anteil der Nutzer, nach denen Proben beendet und ausgewählt werden.</translation>
    </message>
    <message>
        <source>Share of the remaining users that only adversaries may see; the others train probes.</source>
        <translation>Anteil der übrigen Nutzer, die nur Gegenspieler sehen dürfen; die anderen trainieren Proben.</translation>
    </message>
    <message>
        <source>Seed of the user groups; apart from the run&apos;s seed, so that runs test on the same users.</source>
        <translation>Seed der Nutzergruppen; getrennt vom Seed des Laufs, damit alle Läufe an denselben Nutzern testen.</translation>
    </message>
    <message>
        <source>Epochs of mlp7 at most.</source>
        <translation>Höchstzahl der Epochen von mlp7.</translation>
    </message>
    <message>
        <source>mlp7 stops after this many epochs without a better validation AUC.</source>
        <translation>mlp7 endet nach so vielen Epochen ohne bessere Validierungs-AUC.</translation>
    </message>
    <message>
        <source>Users per step of mlp7.</source>
        <translation>Nutzer je Schritt von mlp7.</translation>
    </message>
    <message>
        <source>Learning rate of mlp7.</source>
        <translation>Lernrate von mlp7.</translation>
    </message>
    <message>
        <source>Weight decay of mlp7.</source>
        <translation>Gewichtsabbau (weight decay) von mlp7.</translation>
    </message>
    <message>
        <source>balanced: batches the adversary reads at each prompt step, one classifier step each. The more, the clearer a weak leak; time and memory grow with it.</source>
        <translation>balanced: Batches, die der Gegenspieler bei jedem Promptschritt liest, je mit einem Klassifikatorschritt. Je mehr, desto klarer ein schwaches Leck; Zeit und Speicher wachsen mit.</translation>
    </message>
    <message>
        <source>measures whether recommended lists stay the same with a prompt, and between like users who differ in an attribute</source>
        <translation>misst, ob empfohlene Listen mit einem Prompt dieselben bleiben und ob sie es zwischen ähnlichen Nutzern sind, die sich in einem Attribut unterscheiden</translation>
    </message>
    <message>
        <source>Test users whose lists are compared, the first of a seeded order; 0 = all.</source>
        <translation>Testnutzer, deren Listen verglichen werden, die ersten einer Reihenfolge nach Seed; 0 = alle.</translation>
    </message>
    <message>
        <source>Length of the recommended lists.</source>
        <translation>Länge der empfohlenen Listen.</translation>
    </message>
    <message>
        <source>Persistence of rank-biased overlap: how far down a list counts; its mean depth is 1/(1 − p).</source>
        <translation>Beharrlichkeit der Rank-biased Overlap: wie weit hinab eine Liste zählt; ihre mittlere Tiefe ist 1/(1 − p).</translation>
    </message>
    <message>
        <source>Users are matched only when the Jaccard similarity of their histories is at least this.</source>
        <translation>Nutzer werden nur gepaart, wenn die Jaccard-Ähnlichkeit ihrer Verläufe mindestens so groß ist.</translation>
    </message>
    <message>
        <source>Probe users whom the prompt&apos;s adversary has seen, too, instead of refusing; every figure is then marked.</source>
        <translation>Auch Nutzer sondieren, die der Gegner des Prompts gesehen hat, statt abzulehnen; jede Zahl wird dann gekennzeichnet.</translation>
    </message>
    <message>
        <source>Probes to fit: &quot;suite&quot; stands for logistic, knn, boosted_trees, mlp7 and attention_pool, &quot;discrete&quot; for the four ways of asking in words.</source>
        <translation>Anzupassende Proben: „suite“ steht für logistic, knn, boosted_trees, mlp7 und attention_pool, „discrete“ für die vier Arten, in Worten zu fragen.</translation>
    </message>
    <message>
        <source>States that the classifiers read.</source>
        <translation>Zustände, die die Klassifikatoren lesen.</translation>
    </message>
    <message>
        <source>Probe the bare history, too: what any model could know of the items.</source>
        <translation>Auch den bloßen Verlauf sondieren: was irgendein Modell von den Artikeln wissen könnte.</translation>
    </message>
    <message>
        <source>Fit logistic regression at every encoder layer and position.</source>
        <translation>Logistische Regression an jeder Encoder-Schicht und Stelle anpassen.</translation>
    </message>
    <message>
        <source>Refits on shuffled labels for the null band and p; 0 = none, then the verdict compares with 0.5.</source>
        <translation>Neuanpassungen an vertauschte Klassen für Nullband und p; 0 = keine, dann vergleicht das Urteil mit 0,5.</translation>
    </message>
    <message>
        <source>Answers offered where the model is asked: the words of every class, or for age the paper&apos;s above or below 55.</source>
        <translation>Antworten, wo das Modell gefragt wird: die Wörter jeder Klasse, oder beim Alter das „über oder unter 55“ der Arbeit.</translation>
    </message>
    <message>
        <source>JSON file {&quot;attribute&quot;: {&quot;class&quot;: &quot;words&quot;}} with answers of your own (full path); empty = the shipped ones.</source>
        <translation>JSON-Datei {&quot;attribute&quot;: {&quot;class&quot;: &quot;words&quot;}} mit eigenen Antworten (voller Pfad); leer = die mitgelieferten.</translation>
    </message>
    <message>
        <source>How the log-likelihoods of an answer&apos;s tokens become its score.</source>
        <translation>Wie aus den Log-Likelihoods der Token einer Antwort ihr Wert wird.</translation>
    </message>
    <message>
        <source>Tokens of the soft probing prompt.</source>
        <translation>Token des weichen Sondier-Prompts.</translation>
    </message>
    <message>
        <source>Where the soft probing prompt stands: keys and values of every attention, or embeddings before the input.</source>
        <translation>Wo der weiche Sondier-Prompt steht: Schlüssel und Werte jeder Attention, oder Einbettungen vor der Eingabe.</translation>
    </message>
    <message>
        <source>Steps of the soft probing prompt at most.</source>
        <translation>Schritte des weichen Sondier-Prompts, höchstens.</translation>
    </message>
    <message>
        <source>Users per step of the soft probing prompt.</source>
        <translation>Nutzer je Schritt des weichen Sondier-Prompts.</translation>
    </message>
    <message>
        <source>The soft probing prompt stops after this many validations (one every 100 steps) without a better AUC.</source>
        <translation>Der weiche Sondier-Prompt endet nach so vielen Validierungen (eine alle 100 Schritte) ohne bessere AUC.</translation>
    </message>
    <message>
        <source>Learning rate of the soft probing prompt; 0 = 0.003, or 0.03 for embeddings before the input.</source>
        <translation>Lernrate des weichen Sondier-Prompts; 0 = 0,003, oder 0,03 für Einbettungen vor der Eingabe.</translation>
    </message>
    <message>
        <source>λ over the batches: constant, warmup (from 0 over the first fifth) or sqrt (with the square root of the batch).</source>
        <translation>λ über die Batches: constant (gleichbleibend), warmup (von 0 an über das erste Fünftel steigend) oder sqrt (mit der Wurzel der Batchnummer).</translation>
    </message>
    <message>
        <source>balanced (classifier steps on fresh batches before every prompt step), paper (Algorithm 1) or code (as published: steps on the recommendation loss and of the classifier in turns).</source>
        <translation>balanced (Schritte des Klassifikators auf frischen Batches vor jedem Schritt des Prompts), paper (Algorithmus 1) oder code (wie veröffentlicht: Schritte auf dem Empfehlungsverlust und des Klassifikators im Wechsel).</translation>
    </message>
    <message>
        <source>T: paper, code: steps of each kind on a batch.</source>
        <translation>T: paper, code: Schritte jeder Art je Batch.</translation>
    </message>
    <message>
        <source>R: paper, code: batches between the steps on the recommendation loss alone and of the classifier.</source>
        <translation>R: paper, code: Batches zwischen den Schritten allein auf dem Empfehlungsverlust und denen des Klassifikators.</translation>
    </message>
    <message>
        <source>code: classifier steps alone after the steps in turns.</source>
        <translation>code: Schritte des Klassifikators allein nach denen im Wechsel.</translation>
    </message>
    <message>
        <source>Who attacks while training: mlp7 (the paper&apos;s) and mlp9-code (the published code&apos;s), one step a batch; logistic (logistic regressions fitted anew to the batches of every prompt step); soft-prompt (a probing prompt of probe.soft_length tokens that asks in words, one step a batch).</source>
        <translation>Wer beim Training angreift: mlp7 (wie in der Arbeit) und mlp9-code (wie im veröffentlichten Code), ein Schritt je Batch; logistic (logistische Regressionen, bei jedem Schritt des Prompts an dessen Batches neu angepasst); soft-prompt (ein Abfrage-Prompt aus probe.soft_length Token, der in Worten fragt, ein Schritt je Batch).</translation>
    </message>
    <message>
        <source>What the adversaries attack; each one of them attacks each of these.</source>
        <translation>Was die Gegner angreifen; jeder von ihnen greift jedes hiervon an.</translation>
    </message>
    <message>
        <source>What the prompt wants of the adversaries: cross_entropy (that they are wrong) or prior (that they say of everybody what the shares of the classes say).</source>
        <translation>Was der Prompt von den Gegnern will: cross_entropy (dass sie sich irren) oder prior (dass sie über jeden nur sagen, was die Anteile der Klassen sagen).</translation>
    </message>
    <message>
        <source>What mlp7 and mlp9-code normalise by while the prompt takes its step: the batch or their running statistics.</source>
        <translation>Wonach mlp7 und mlp9-code normieren, während der Prompt seinen Schritt macht: nach dem Batch (batch) oder ihrer laufenden Statistik (running).</translation>
    </message>
    <message>
        <source>Which validated state of the prompt is kept, by validation users alone: last; hit_below_tau (the best hit@10 among those whose strongest logistic probe has an AUC of at most tau, or the lowest AUC); knee (of the trade-off between both).</source>
        <translation>Welcher validierte Stand des Prompts behalten wird, allein nach Validierungspersonen: last (der letzte); hit_below_tau (der mit dem besten hit@10 unter denen, deren stärkste logistische Probe eine AUC von höchstens tau hat, oder der mit der niedrigsten AUC); knee (das Knie des Zielkonflikts zwischen beiden).</translation>
    </message>
    <message>
        <source>hit_below_tau: the AUC allowed.</source>
        <translation>hit_below_tau: die erlaubte AUC.</translation>
    </message>
    <message>
        <source>Prompts trained from different starts, of which selection keeps one state.</source>
        <translation>Von verschiedenen Anfängen trainierte Prompts, von denen selection einen Stand behält.</translation>
    </message>
    <message>
        <source>trains a mixture of prompts that removes any subset of their attributes, and audits every subset</source>
        <translation>trainiert eine Mischung von Prompts, die jede Teilmenge ihrer Merkmale entfernt, und prüft jede Teilmenge</translation>
    </message>
    <message>
        <source>Which attributes a mixture removes, with commas between them; empty = all that it can. For prompts of kind mixture only.</source>
        <translation>Welche Merkmale eine Mischung entfernt, mit Kommas dazwischen; leer = alle, die sie kann. Nur für Prompts der Art mixture.</translation>
    </message>
    <message>
        <source>Prefix tokens of the mixed prompt in every attention.</source>
        <translation>Präfix-Token des gemischten Prompts in jeder Attention.</translation>
    </message>
    <message>
        <source>Start of the mixture: identity (about the mean of the prompts&apos; tokens) or normal (random projections).</source>
        <translation>Anfang der Mischung: identity (etwa das Mittel der Token der Prompts) oder normal (zufällige Projektionen).</translation>
    </message>
    <message>
        <source>Weight, in λ, with which attributes that are not to be removed are kept readable; 0 leaves them alone.</source>
        <translation>Gewicht, in λ, mit dem Merkmale, die nicht entfernt werden sollen, lesbar gehalten werden; 0 lässt sie in Ruhe.</translation>
    </message>
    <message>
        <source>trains a P5 backbone on a data set, from random weights or from a checkpoint, or takes one as it is</source>
        <translation>trainiert ein P5-Backbone auf einem Datensatz, von zufälligen Gewichten oder einem Checkpoint aus, oder übernimmt einen unverändert</translation>
    </message>
    <message>
        <source>Shape of the network: tiny (tests), desk (two CPU cores), t5-small or t5-base (GPU), or checkpoint (that of the checkpoint it starts from).</source>
        <translation>Form des Netzes: tiny (Tests), desk (zwei CPU-Kerne), t5-small oder t5-base (GPU), oder checkpoint (die des Checkpoints, mit dem begonnen wird).</translation>
    </message>
    <message>
        <source>Epochs at most; 0 takes a checkpoint&apos;s weights as they are.</source>
        <translation>Höchstzahl der Epochen; 0 übernimmt die Gewichte eines Checkpoints unverändert.</translation>
    </message>
    <message>
        <source>exact (every candidate is scored) or beam20 (a beam search with 20 beams, as the published code has it: a candidate it loses is ranked behind those it finds).</source>
        <translation>exact (jeder Kandidat wird bewertet) oder beam20 (eine Strahlsuche mit 20 Strahlen wie im veröffentlichten Code: ein Kandidat, den sie verliert, steht hinter denen, die sie findet).</translation>
    </message>
    <message>
        <source>runs a job with many settings and seeds, each as a run of its own</source>
        <translation>führt einen Auftrag mit vielen Einstellungen und Seeds aus, jeweils als eigenen Lauf</translation>
    </message>
    <message>
        <source>What is run with which settings and seeds, as JSON text; `up5 sweep` writes it.</source>
        <translation>Was mit welchen Einstellungen und Seeds ausgeführt wird, als JSON-Text; `up5 sweep` schreibt ihn.</translation>
    </message>
    <message>
        <source>cfp, mixture: the untreated figures, the λ = 0 controls and the random prompts are part of the sweep, once.</source>
        <translation>cfp, mixture: Die unbehandelten Kennzahlen, die Kontrollen mit λ = 0 und die zufälligen Prompts gehören zur Versuchsreihe, einmal.</translation>
    </message>
    <message>
        <source>none (a prompt for the one λ) or lambda (one prompt for every λ: λ is drawn anew for each batch and told to the generator; lambda is the one that is audited).</source>
        <translation>none (ein Prompt für das eine λ) oder lambda (ein Prompt für jedes λ: λ wird für jeden Batch neu gezogen und dem Generator mitgeteilt; lambda ist das, bei dem geprüft wird).</translation>
    </message>
    <message>
        <source>condition=lambda: smallest λ drawn, besides 0.</source>
        <translation>condition=lambda: kleinstes gezogenes λ außer 0.</translation>
    </message>
    <message>
        <source>condition=lambda: largest λ drawn.</source>
        <translation>condition=lambda: größtes gezogenes λ.</translation>
    </message>
    <message>
        <source>condition=lambda: share of the batches trained with λ = 0.</source>
        <translation>condition=lambda: Anteil der Batches, die mit λ = 0 trainiert werden.</translation>
    </message>
    <message>
        <source>Where the prompt enters: kv (keys and values of every attention) or input (embeddings before the input of encoder and decoder).</source>
        <translation>Wo der Prompt eintritt: kv (Schlüssel und Werte jeder Attention) oder input (Einbettungen vor der Eingabe von Encoder und Decoder).</translation>
    </message>
    <message>
        <source>What makes the prompt&apos;s tokens: linear (one linear map for each kind of attention), mlp (perceptrons with two maps in the encoder, three in the decoder), or table (nothing: the tokens themselves are trained).</source>
        <translation>Was die Token des Prompts erzeugt: linear (eine lineare Abbildung je Art der Attention), mlp (Perzeptrons mit zwei Abbildungen im Encoder, drei im Decoder) oder table (nichts: die Token selbst werden trainiert).</translation>
    </message>
    <message>
        <source>Prompt token reweighter: attention (over all tokens), encoder_only (over the encoder&apos;s), ff (a feed-forward network 1.4 times as large), or none.</source>
        <translation>Neugewichtung der Prompt-Token: attention (über alle Token), encoder_only (über die des Encoders), ff (ein 1,4-mal so großes vorwärtsgerichtetes Netz) oder none (keine).</translation>
    </message>
    <message>
        <source>Start of the prompt: normal, small, zero (all prefix tokens then stay alike) or prompt (the trained prompt of another run).</source>
        <translation>Anfang des Prompts: normal, small (klein), zero (null; alle Präfix-Token bleiben dann gleich) oder prompt (der trainierte Prompt eines anderen Laufs).</translation>
    </message>
    <message>
        <source>Batches to train on; 0 audits the prompt as its training begins, random (lambda=0), or, cfp, the prompt of another run, trained for every λ, at another λ (init=prompt, condition=lambda).</source>
        <translation>Batches, auf denen trainiert wird; 0 prüft den Prompt, wie sein Training beginnt, zufällig (lambda=0), oder, cfp, den für jedes λ trainierten Prompt eines anderen Laufs bei einem anderen λ (init=prompt, condition=lambda).</translation>
    </message>
    <message>
        <source>Uneven classes: none, median (cfp: classes cut to the median size) or weights (users weigh inversely to their class&apos;s size in the adversaries&apos; losses).</source>
        <translation>Ungleiche Klassen: none, median (cfp: Klassen auf die mittlere Größe gekürzt) oder weights (Personen zählen in den Verlusten der Gegner umgekehrt zur Größe ihrer Klasse).</translation>
    </message>
    <message>
        <source>trains another recommender, plain or with attributes removed, ranks the same candidates with it and audits it</source>
        <translation>trainiert ein anderes Empfehlungssystem, unverändert oder mit entfernten Merkmalen, ordnet dieselben Kandidaten und prüft es</translation>
    </message>
    <message>
        <source>As published</source>
        <translation>Wie veröffentlicht</translation>
    </message>
    <message>
        <source>Algorithm 1 with the sizes and learning rates of the paper and its code: one MLP on the user span, 10,000 batches of 16. Meant for a GPU.</source>
        <translation>Algorithmus 1 mit den Größen und Lernraten der Veröffentlichung und ihres Programms: ein MLP auf der Nutzerspanne, 10.000 Stapel zu 16. Für eine GPU gedacht.</translation>
    </message>
    <message>
        <source>Against every token</source>
        <translation>Gegen alle Token</translation>
    </message>
    <message>
        <source>The recommender: popularity, cooccurrence and exact_basket count and are not trained; pmf and simplex match users with items (direct task), sasrec and bert4rec read histories in order (sequential task); c-pmf, c-sx, s-sas and s-bert are these with sensitive attributes removed, s-sas and s-bert from a finished sasrec or bert4rec run (--backbone).</source>
        <translation>Das Empfehlungssystem: popularity, cooccurrence und exact_basket zählen und werden nicht trainiert; pmf und simplex ordnen Nutzern Artikel zu (direkte Aufgabe), sasrec und bert4rec lesen Verläufe der Reihe nach (sequenzielle Aufgabe); c-pmf, c-sx, s-sas und s-bert sind dieselben mit entfernten sensiblen Merkmalen, s-sas und s-bert ausgehend von einem fertigen sasrec- oder bert4rec-Lauf (--backbone).</translation>
    </message>
    <message>
        <source>Numbers in the vector of a user and of an item.</source>
        <translation>Zahlen im Vektor eines Nutzers und eines Artikels.</translation>
    </message>
    <message>
        <source>c-pmf, c-sx, s-sas, s-bert: weight λ of the adversarial loss; 0 is the control that trains on recommendation alone.</source>
        <translation>c-pmf, c-sx, s-sas, s-bert: Gewicht λ des gegnerischen Verlusts; 0 ist die Kontrolle, die nur auf die Empfehlung trainiert.</translation>
    </message>
    <message>
        <source>L2 penalty in the gradient, for pmf its Gaussian prior; -1 = the model&apos;s own: pmf, simplex 0.00001, sasrec, bert4rec 0, s-sas, s-bert 0.000001.</source>
        <translation>L2-Strafe im Gradienten, bei pmf dessen gaußsche A-priori-Verteilung; -1 = wie beim Modell üblich: pmf, simplex 0.00001, sasrec, bert4rec 0, s-sas, s-bert 0.000001.</translation>
    </message>
    <message>
        <source>Dropout rate while training; -1 = the model&apos;s own: simplex 0.1, sasrec, bert4rec 0.2.</source>
        <translation>Dropout-Rate beim Training; -1 = wie beim Modell üblich: simplex 0.1, sasrec, bert4rec 0.2.</translation>
    </message>
    <message>
        <source>Time limit of training in minutes, of each setting when tuning; 0 = none. A run ended by the clock cannot be repeated bit for bit.</source>
        <translation>Zeitgrenze des Trainings in Minuten, beim Abstimmen je Einstellung; 0 = keine. Ein von der Uhr beendeter Lauf lässt sich nicht Bit für Bit wiederholen.</translation>
    </message>
    <message>
        <source>What the classifiers read: the model&apos;s vector of a user (which counting models have not), the scores of all items, or the recommended list.</source>
        <translation>Was die Klassifikatoren lesen: den Vektor des Modells für einen Nutzer (den zählende Modelle nicht haben), die Werte aller Artikel oder die empfohlene Liste.</translation>
    </message>
    <message>
        <source>pmf, c-pmf: bpr (a user&apos;s items before others) or mse (1 for items a user has, 0 for sampled others).</source>
        <translation>pmf, c-pmf: bpr (die Artikel eines Nutzers vor anderen) oder mse (1 für Artikel, die ein Nutzer hat, 0 für gezogene andere).</translation>
    </message>
    <message>
        <source>simplex, c-sx: how the items of a history become one vector: mean, user_attention or self_attention.</source>
        <translation>simplex, c-sx: wie die Artikel eines Verlaufs zu einem Vektor werden: mean, user_attention oder self_attention.</translation>
    </message>
    <message>
        <source>simplex, c-sx: weight of the user&apos;s own vector against the history&apos;s.</source>
        <translation>simplex, c-sx: Gewicht des eigenen Vektors des Nutzers gegenüber dem des Verlaufs.</translation>
    </message>
    <message>
        <source>Sampled items per item learnt from; 0 = the model&apos;s own: pmf 1, simplex 100, or all the user has not in catalogues of at most 100 items.</source>
        <translation>Gezogene Artikel je gelerntem Artikel; 0 = wie beim Modell üblich: pmf 1, simplex 100, oder in Katalogen von höchstens 100 Artikeln alle, die der Nutzer nicht hat.</translation>
    </message>
    <message>
        <source>simplex, c-sx: cosine up to which items that the user has not cost nothing; -1 = 0.5, or 0.2 in catalogues of at most 100 items.</source>
        <translation>simplex, c-sx: Kosinus, bis zu dem Artikel, die der Nutzer nicht hat, nichts kosten; -1 = 0.5, in Katalogen von höchstens 100 Artikeln 0.2.</translation>
    </message>
    <message>
        <source>simplex, c-sx: weight of the items the user has not in the loss.</source>
        <translation>simplex, c-sx: Gewicht der Artikel, die der Nutzer nicht hat, im Verlust.</translation>
    </message>
    <message>
        <source>c-pmf, c-sx: combine (a filter per attribute, several are averaged) or separate (a filter per set of attributes).</source>
        <translation>c-pmf, c-sx: combine (ein Filter je Merkmal, mehrere werden gemittelt) oder separate (ein Filter je Menge von Merkmalen).</translation>
    </message>
    <message>
        <source>c-pmf, c-sx: users a step&apos;s discriminators read, drawn from those set aside for adversaries.</source>
        <translation>c-pmf, c-sx: Nutzer, die die Diskriminatoren eines Schritts lesen, gezogen aus denen, die für Gegner vorgesehen sind.</translation>
    </message>
    <message>
        <source>c-pmf, c-sx, s-sas, s-bert: learning rate of the discriminators.</source>
        <translation>c-pmf, c-sx, s-sas, s-bert: Lernrate der Diskriminatoren.</translation>
    </message>
    <message>
        <source>sasrec, bert4rec: layers of the transformer.</source>
        <translation>sasrec, bert4rec: Schichten des Transformers.</translation>
    </message>
    <message>
        <source>sasrec, bert4rec: attention heads, of which dim must be a multiple; 0 = the model&apos;s own: sasrec 1, bert4rec 2.</source>
        <translation>sasrec, bert4rec: Köpfe der Aufmerksamkeit, durch deren Zahl dim teilbar sein muss; 0 = wie beim Modell üblich: sasrec 1, bert4rec 2.</translation>
    </message>
    <message>
        <source>sasrec: bce (the next item against one random item the user has not) or ce (against all items).</source>
        <translation>sasrec: bce (der nächste Artikel gegen einen zufälligen, den der Nutzer nicht hat) oder ce (gegen alle Artikel).</translation>
    </message>
    <message>
        <source>bert4rec: share of a window&apos;s items that are masked, at most 40.</source>
        <translation>bert4rec: Anteil der Artikel eines Fensters, die verdeckt werden, höchstens 40.</translation>
    </message>
    <message>
        <source>s-sas, s-bert: learnt vectors in front of the items, others in each layer.</source>
        <translation>s-sas, s-bert: gelernte Vektoren vor den Artikeln, in jeder Schicht andere.</translation>
    </message>
    <message>
        <source>s-sas, s-bert: whether the frozen model&apos;s layer normalisations are trained with the prompt.</source>
        <translation>s-sas, s-bert: ob die Schichtnormalisierungen des eingefrorenen Modells mit dem Prompt trainiert werden.</translation>
    </message>
    <message>
        <source>s-sas, s-bert: whether the prompt also holds a vector for the user&apos;s own value of each attribute. It then needs these values of everyone it recommends to, and feeding them in is itself a disclosure.</source>
        <translation>s-sas, s-bert: ob der Prompt auch einen Vektor für den eigenen Wert des Nutzers in jedem Merkmal enthält. Er braucht dann diese Werte von allen, denen er etwas empfiehlt, und sie einzugeben ist selbst eine Preisgabe.</translation>
    </message>
    <message>
        <source>s-sas, s-bert: steps of the discriminators before each step of the prompt. Both take Adam&apos;s steps, not RMSprop&apos;s, the discriminators read users&apos; full training histories, and their probabilities are not clamped to 0.1 to 0.9 as in the published code.</source>
        <translation>s-sas, s-bert: Schritte der Diskriminatoren vor jedem Schritt des Prompts. Beide machen Schritte von Adam, nicht von RMSprop, die Diskriminatoren lesen die vollen Trainingsverläufe der Nutzer, und ihre Wahrscheinlichkeiten werden nicht wie im veröffentlichten Code auf 0.1 bis 0.9 beschränkt.</translation>
    </message>
    <message>
        <source>s-sas, s-bert: training steps, of discriminators and prompt, between two validations. All epochs are trained; the last state is kept.</source>
        <translation>s-sas, s-bert: Trainingsschritte, der Diskriminatoren und des Prompts, zwischen zwei Validierungen. Alle Epochen werden trainiert; der letzte Stand wird behalten.</translation>
    </message>
    <message>
        <source>Probe the bare history, too: what any model could know of the items. Not for c-pmf, c-sx, s-sas and s-bert: the run of the plain model shows it.</source>
        <translation>Auch den bloßen Verlauf prüfen: was jedes Modell über die Artikel wissen könnte. Nicht bei c-pmf, c-sx, s-sas und s-bert: Das zeigt der Lauf des unveränderten Modells.</translation>
    </message>
    <message>
        <source>The adversaries read the mean of all tokens, which the decoder reads too, instead of the user mention alone. Takes more from there than the defaults and costs more hits; whether the strongest probe still reads the attribute, the audit tells.</source>
        <translation>Die Gegner lesen das Mittel aller Token, die auch der Decoder liest, statt der Nutzernennung allein. Nimmt dort mehr weg als die Vorgaben und kostet mehr Treffer; ob die stärkste Probe das Attribut noch liest, sagt die Prüfung.</translation>
    </message>
    <message>
        <source>Users sampled for validation hit@k; 0 = all. While training, selection=last ranks at most 200 of them.</source>
        <translation>Für hit@k der Validierung gezogene Nutzer; 0 = alle. Während des Trainings werden bei selection=last höchstens 200 davon bewertet.</translation>
    </message>
    <message>
        <source>Weights λ of single attributes, as a list like gender=10,age=30; attributes that are not listed take lambda.</source>
        <translation>Gewichte λ einzelner Merkmale, als Liste wie gender=10,age=30; für nicht genannte Merkmale gilt lambda.</translation>
    </message>
    <message>
        <source>cfp, mixture: no further seeds of settings that are worse in leak and hits on validation users than another setting.</source>
        <translation>cfp, mixture: Keine weiteren Seeds von Einstellungen, die bei Validierungsnutzern in Leck und Treffern schlechter sind als eine andere Einstellung.</translation>
    </message>
    <message>
        <source>Several targets: mean of all adversaries&apos; losses, or strongest (of each kind of adversary the one on the target where it is right most at this step, and the mean of these over the kinds).</source>
        <translation>Mehrere Ziele: Mittel der Verluste aller Gegner (mean) oder strongest (von jeder Art Gegner der auf dem Ziel, auf dem er bei diesem Schritt am meisten recht hat, und davon das Mittel über die Arten).</translation>
    </message>
    <message>
        <source>Latest items of a history that the model is shown; 0 = the model&apos;s own: simplex, sasrec and bert4rec 50, cooccurrence and exact_basket 200, s-sas and s-bert those of the frozen run; 20 = as many as P5.</source>
        <translation>Neueste Artikel eines Verlaufs, die das Modell sieht; 0 = wie beim Modell üblich: simplex, sasrec und bert4rec 50, cooccurrence und exact_basket 200, s-sas und s-bert die des eingefrorenen Laufs; 20 = so viele wie P5.</translation>
    </message>
    <message>
        <source>Learning rate of Adam; 0 = the model&apos;s own, 0.001. That of bert4rec rises over the first hundredth of the steps and falls linearly to 0 over all epochs.</source>
        <translation>Lernrate von Adam; 0 = wie beim Modell üblich, 0.001. Die von bert4rec steigt über das erste Hundertstel der Schritte und fällt über alle Epochen linear auf 0.</translation>
    </message>
    <message>
        <source>Examples of a training step; 0 = the model&apos;s own: pmf, simplex 1024 interactions, sasrec 128 windows, bert4rec 256, s-sas, s-bert 256 users.</source>
        <translation>Beispiele je Trainingsschritt; 0 = wie beim Modell üblich: pmf, simplex 1024 Interaktionen, sasrec 128 Fenster, bert4rec 256, s-sas, s-bert 256 Nutzer.</translation>
    </message>
    <message>
        <source>Epochs at most; s-sas and s-bert are trained for all of them.</source>
        <translation>Epochen höchstens; s-sas und s-bert werden alle Epochen lang trainiert.</translation>
    </message>
    <message>
        <source>Training stops after this many epochs without a better validation NDCG@10; 0 = the model&apos;s own: pmf, simplex, c-pmf, c-sx 5, sasrec 10, bert4rec 20. It counts from a quarter of the epochs on for bert4rec, whose learning rate is high until then, and from epoch 20 on for c-pmf and c-sx, of which the last state is kept: the one that recommends best is the least treated.</source>
        <translation>Das Training endet nach so vielen Epochen ohne besseres NDCG@10 der Validierung; 0 = wie beim Modell üblich: pmf, simplex, c-pmf, c-sx 5, sasrec 10, bert4rec 20. Gezählt wird bei bert4rec ab einem Viertel der Epochen, da seine Lernrate bis dahin hoch ist, und bei c-pmf und c-sx ab Epoche 20; bei diesen wird der letzte Stand behalten: Der am besten empfehlende ist der am wenigsten behandelte.</translation>
    </message>
    <message>
        <source>Whether settings are chosen on validation users from a grid of four, the same number for every trained model: pmf, simplex lr 0.001 with l2 0.000001, 0.00001 or 0.0001, and lr 0.003 with l2 0.00001; sasrec, bert4rec lr 0.001 with dropout 0.1, 0.2 or 0.5, and lr 0.003 with dropout 0.2; c-pmf, c-sx, s-sas, s-bert lr 0.001 with lambda 0.1, 1 or 10, and lr 0.003 with lambda 1. Plain models take the best NDCG@10; fair ones, whose best would be the least treated, the knee of the trade-off between NDCG@10 and the highest AUC of a logistic probe, or the lowest AUC where there is no knee.</source>
        <translation>Ob Einstellungen nach Validierungsnutzern aus einem Raster von vier gewählt werden, gleich vielen für jedes trainierte Modell: pmf, simplex lr 0.001 mit l2 0.000001, 0.00001 oder 0.0001, und lr 0.003 mit l2 0.00001; sasrec, bert4rec lr 0.001 mit dropout 0.1, 0.2 oder 0.5, und lr 0.003 mit dropout 0.2; c-pmf, c-sx, s-sas, s-bert lr 0.001 mit lambda 0.1, 1 oder 10, und lr 0.003 mit lambda 1. Unveränderte Modelle nehmen das beste NDCG@10; faire, deren bestes das am wenigsten behandelte wäre, das Knie des Zielkonflikts zwischen NDCG@10 und der höchsten AUC einer logistischen Probe, oder die niedrigste AUC, wo es kein Knie gibt.</translation>
    </message>
    <message>
        <source>c-pmf, c-sx: steps of the discriminators after each of the model. A discriminator is the network of the probe mlp7 with torch&apos;s own start, not the published one of seven linear layers with dropout 0.2, no batch normalisation and a normal start of deviation 0.01.</source>
        <translation>c-pmf, c-sx: Schritte der Diskriminatoren nach jedem des Modells. Ein Diskriminator ist das Netz der Probe mlp7 mit Torchs eigenen Anfangswerten, nicht das veröffentlichte aus sieben linearen Schichten mit Dropout 0.2, ohne Batch-Normalisierung und mit normalverteilten Anfangswerten der Abweichung 0.01.</translation>
    </message>
    <message>
        <source>sasrec, bert4rec: all (training reads long histories window by window, those of bert4rec overlapping by half) or last (their last items only).</source>
        <translation>sasrec, bert4rec: all (das Training liest lange Verläufe Fenster für Fenster, die von bert4rec zur Hälfte überlappend) oder last (nur ihre letzten Artikel).</translation>
    </message>
    <message>
        <source>bert4rec: random maskings of every window in an epoch, drawn anew in each. An epoch also has each user&apos;s last window once with only its last item masked.</source>
        <translation>bert4rec: zufällige Verdeckungen jedes Fensters in einer Epoche, in jeder neu gezogen. Zu einer Epoche gehört auch einmal das letzte Fenster jedes Nutzers, in dem nur der letzte Artikel verdeckt ist.</translation>
    </message>
    <message>
        <source>Algorithm 1 with the sizes and learning rates of the paper and its code: one MLP an attribute on the user span, random projections at the start, 10,000 batches of 16. Meant for a GPU.</source>
        <translation>Algorithmus 1 mit den Größen und Lernraten der Veröffentlichung und ihres Programms: ein MLP je Attribut auf der Nutzerspanne, zufällige Projektionen am Anfang, 10.000 Stapel zu 16. Für eine GPU gedacht.</translation>
    </message>
    <message>
        <source>The adversaries read the mean of all tokens, which the decoder reads too, instead of the user mention alone; for prompts that were trained so. Whether the strongest probe still reads the attributes, the audit of every subset tells.</source>
        <translation>Die Gegner lesen das Mittel aller Token, die auch der Decoder liest, statt der Nutzernennung allein; für Prompts, die so trainiert wurden. Ob die stärkste Probe die Attribute noch liest, sagt die Prüfung jeder Teilmenge.</translation>
    </message>
</context>
<context>
    <name>up5::ui::ActivityPanel</name>
    <message>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter jobs by text</source>
        <translation>Aufträge nach Text filtern</translation>
    </message>
    <message>
        <source>Filter jobs by state</source>
        <translation>Aufträge nach Zustand filtern</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktive</translation>
    </message>
    <message>
        <source>Succeeded</source>
        <translation>Erfolgreich</translation>
    </message>
    <message>
        <source>Not finished</source>
        <translation>Nicht beendet</translation>
    </message>
    <message>
        <source>%1 running, %2 queued</source>
        <translation>%1 laufen, %2 warten</translation>
    </message>
    <message>
        <source>No jobs yet: imports, training and probes appear here.</source>
        <translation>Noch keine Aufträge: Importe, Trainings und Proben erscheinen hier.</translation>
    </message>
    <message>
        <source>1 job</source>
        <translation>1 Auftrag</translation>
    </message>
    <message>
        <source>%1 jobs</source>
        <translation>%1 Aufträge</translation>
    </message>
    <message>
        <source>%1 of %2 jobs</source>
        <translation>%1 von %2 Aufträgen</translation>
    </message>
    <message>
        <source>%1 of %2 runs moved to the bin; the rest stays: %3</source>
        <translation>%1 von %2 Läufen in den Papierkorb gelegt; der Rest bleibt: %3</translation>
    </message>
    <message>
        <source>1 run moved to the bin. Edit ▸ Undo brings it back.</source>
        <translation>1 Lauf in den Papierkorb gelegt. Bearbeiten ▸ Rückgängig holt ihn zurück.</translation>
    </message>
    <message>
        <source>%1 runs moved to the bin. Edit ▸ Undo brings them back.</source>
        <translation>%1 Läufe in den Papierkorb gelegt. Bearbeiten ▸ Rückgängig holt sie zurück.</translation>
    </message>
    <message>
        <source>Runs of this sweep</source>
        <translation>Läufe dieser Reihe</translation>
    </message>
    <message>
        <source>Runs of sweeps</source>
        <translation>Läufe von Reihen</translation>
    </message>
    <message>
        <source>Show the runs of sweeps in rows of their own.</source>
        <translation>Die Läufe von Versuchsreihen in eigenen Zeilen zeigen.</translation>
    </message>
</context>
<context>
    <name>up5::ui::AlsoVaryField</name>
    <message>
        <source>Also vary</source>
        <translation>Außerdem variieren</translation>
    </message>
    <message>
        <source>key=from:to; key=from:to:log</source>
        <translation>Option=von:bis; Option=von:bis:log</translation>
    </message>
    <message>
        <source>key=value,value; key=value,value</source>
        <translation>Option=Wert,Wert; Option=Wert,Wert</translation>
    </message>
</context>
<context>
    <name>up5::ui::AttributeColumns</name>
    <message>
        <source>Sensitive columns</source>
        <translation>Sensible Spalten</translation>
    </message>
    <message>
        <source>Sensitive column</source>
        <translation>Sensible Spalte</translation>
    </message>
    <message>
        <source>First values</source>
        <translation>Erste Werte</translation>
    </message>
    <message>
        <source>Cut numbers at</source>
        <translation>Zahlen teilen bei</translation>
    </message>
    <message>
        <source>Edges of the classes of %1</source>
        <translation>Klassengrenzen von %1</translation>
    </message>
    <message>
        <source>e.g. 18, 25, 35; empty: each value is a class</source>
        <translation>z. B. 18, 25, 35; leer: jeder Wert ist eine Klasse</translation>
    </message>
</context>
<context>
    <name>up5::ui::AttributeList</name>
    <message>
        <source>Attribute %1</source>
        <translation>Attribut %1</translation>
    </message>
</context>
<context>
    <name>up5::ui::Attributes</name>
    <message>
        <source>AUC %1</source>
        <translation>AUC %1</translation>
    </message>
    <message>
        <source>printed in Table %1 of the paper</source>
        <translation>gedruckt in Tabelle %1 der Arbeit</translation>
    </message>
    <message>
        <source>same protocol</source>
        <translation>gleiches Protokoll</translation>
    </message>
    <message>
        <source>different protocol: %1</source>
        <translation>anderes Protokoll: %1</translation>
    </message>
    <message>
        <source>%1 test users</source>
        <translation>%1 Testnutzer</translation>
    </message>
    <message>
        <source>The untreated model was not probed yet.</source>
        <translation>Das unbehandelte Modell wurde noch nicht geprobt.</translation>
    </message>
    <message>
        <source>Untreated model, attributes probed: %1. It gives most away of %2 (AUC %3).</source>
        <translation>Unbehandeltes Modell, geprobte Attribute: %1. Am meisten verrät es über %2 (AUC %3).</translation>
    </message>
    <message>
        <source>strongest probe</source>
        <translation>stärkste Probe</translation>
    </message>
    <message>
        <source>user span</source>
        <translation>Nutzer-Erwähnung</translation>
    </message>
    <message>
        <source>all tokens</source>
        <translation>alle Token</translation>
    </message>
    <message>
        <source>classifier</source>
        <translation>Klassifikator</translation>
    </message>
    <message>
        <source>soft prompt</source>
        <translation>Soft-Prompt</translation>
    </message>
    <message>
        <source>asked with history</source>
        <translation>gefragt mit Verlauf</translation>
    </message>
    <message>
        <source>asked without history</source>
        <translation>gefragt ohne Verlauf</translation>
    </message>
    <message>
        <source>%1, paper</source>
        <translation>%1, Arbeit</translation>
    </message>
    <message>
        <source>guessing</source>
        <translation>Raten</translation>
    </message>
    <message>
        <source>AUC of the untreated model</source>
        <translation>AUC des unbehandelten Modells</translation>
    </message>
    <message>
        <source>measured here</source>
        <translation>hier gemessen</translation>
    </message>
    <message>
        <source>printed in the paper</source>
        <translation>in der Arbeit gedruckt</translation>
    </message>
    <message>
        <source>paper, different protocol</source>
        <translation>Arbeit, anderes Protokoll</translation>
    </message>
</context>
<context>
    <name>up5::ui::Audit</name>
    <message numerus="yes">
        <source>%n more cannot be read either; a report names them all.</source>
        <translation>
            <numerusform>%n weiterer lässt sich auch nicht lesen; ein Bericht nennt alle.</numerusform>
            <numerusform>%n weitere lassen sich auch nicht lesen; ein Bericht nennt alle.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>up5::ui::ChartPanel</name>
    <message>
        <source>Show the numbers as a table</source>
        <translation>Die Zahlen als Tabelle zeigen</translation>
    </message>
    <message>
        <source>%1, as a table</source>
        <translation>%1, als Tabelle</translation>
    </message>
</context>
<context>
    <name>up5::ui::CheckpointComparison</name>
    <message>
        <source>B: compared with</source>
        <translation>B: verglichen mit</translation>
    </message>
    <message>
        <source>Only what differs</source>
        <translation>Nur Unterschiede</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Compare checkpoints</source>
        <translation>Checkpoints vergleichen</translation>
    </message>
    <message>
        <source>A: %1</source>
        <translation>A: %1</translation>
    </message>
    <message>
        <source>File…</source>
        <translation>Datei…</translation>
    </message>
    <message>
        <source>Weights to compare with</source>
        <translation>Gewichte zum Vergleichen</translation>
    </message>
    <message>
        <source>Weights (*.safetensors *.pt *.pth *.bin);;All files (*)</source>
        <translation>Gewichte (*.safetensors *.pt *.pth *.bin);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>Ordner…</translation>
    </message>
    <message>
        <source>Checkpoint to compare with</source>
        <translation>Checkpoint zum Vergleichen</translation>
    </message>
    <message>
        <source>Tensors of both checkpoints</source>
        <translation>Tensoren beider Checkpoints</translation>
    </message>
    <message>
        <source>The table as shown, as CSV with full precision</source>
        <translation>Die Tabelle wie gezeigt, als CSV mit voller Genauigkeit</translation>
    </message>
    <message>
        <source>There is no other model here. Choose a file or a folder to compare with.</source>
        <translation>Hier gibt es kein anderes Modell. Wählen Sie eine Datei oder einen Ordner zum Vergleichen.</translation>
    </message>
    <message>
        <source>Reading both checkpoints…</source>
        <translation>Beide Checkpoints werden gelesen…</translation>
    </message>
    <message>
        <source>%1 tensors are the same, %2 differ.</source>
        <translation>%1 Tensoren sind gleich, %2 unterscheiden sich.</translation>
    </message>
</context>
<context>
    <name>up5::ui::CheckpointField</name>
    <message>
        <source>Random</source>
        <translation>Zufällig</translation>
    </message>
    <message>
        <source>File…</source>
        <translation>Datei …</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>Ordner …</translation>
    </message>
    <message>
        <source>Begin with random weights</source>
        <translation>Mit zufälligen Gewichten beginnen</translation>
    </message>
    <message>
        <source>Weights to start from</source>
        <translation>Anfangsgewichte</translation>
    </message>
    <message>
        <source>Choose a checkpoint</source>
        <translation>Checkpoint auswählen</translation>
    </message>
    <message>
        <source>Checkpoints (*.safetensors *.pt *.pth *.bin);;All files (*)</source>
        <translation>Checkpoints (*.safetensors *.pt *.pth *.bin);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Choose a model&apos;s folder</source>
        <translation>Ordner eines Modells auswählen</translation>
    </message>
    <message>
        <source>Random, after T5&apos;s rule</source>
        <translation>Zufällig, nach der Regel von T5</translation>
    </message>
    <message>
        <source>Choose a checkpoint: 0 epochs, and the preset “checkpoint”, need one.</source>
        <translation>Bitte einen Checkpoint auswählen: 0 Epochen und die Voreinstellung „checkpoint“ brauchen einen.</translation>
    </message>
    <message>
        <source>Reading the checkpoint…</source>
        <translation>Der Checkpoint wird gelesen …</translation>
    </message>
    <message>
        <source>It brings whole-word embeddings, as P5 has.</source>
        <translation>Er bringt Einbettungen ganzer Wörter mit, wie P5 sie hat.</translation>
    </message>
    <message>
        <source>It has no whole-word embeddings; training adds new ones.</source>
        <translation>Er hat keine Einbettungen ganzer Wörter; beim Training kommen neue hinzu.</translation>
    </message>
    <message>
        <source>It fits: d_model %1, %2 + %3 layers, %4 heads, %5 tokens. %6</source>
        <translation>Er passt: d_model %1, %2 + %3 Schichten, %4 Köpfe, %5 Tokens. %6</translation>
    </message>
</context>
<context>
    <name>up5::ui::ComparePage</name>
    <message>
        <source>Nothing to compare yet</source>
        <translation>Noch nichts zu vergleichen</translation>
    </message>
    <message>
        <source>Compare shows recommendation quality against the leak of an attribute. It needs a trained backbone that was evaluated and probed, best with a prompt beside it.</source>
        <translation>Der Vergleich stellt die Empfehlungsgüte dem Leck eines Attributs gegenüber. Er braucht ein trainiertes Backbone, das ausgewertet und mit Proben gemessen wurde, am besten mit einem Prompt daneben.</translation>
    </message>
    <message>
        <source>Train a point…</source>
        <translation>Punkt trainieren …</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation>Backbone</translation>
    </message>
    <message>
        <source>Attribute</source>
        <translation>Attribut</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Güte</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Leak</source>
        <translation>Leck (AUC)</translation>
    </message>
    <message>
        <source>sequential</source>
        <translation>sequenziell</translation>
    </message>
    <message>
        <source>direct</source>
        <translation>direkt</translation>
    </message>
    <message>
        <source>AUC, user span</source>
        <translation>Nutzer-Erwähnung</translation>
    </message>
    <message>
        <source>AUC, all tokens</source>
        <translation>alle Token</translation>
    </message>
    <message>
        <source>Figures of</source>
        <translation>Kennzahlen von</translation>
    </message>
    <message>
        <source>test users</source>
        <translation>Testnutzer</translation>
    </message>
    <message>
        <source>validation users</source>
        <translation>Validierungsnutzer</translation>
    </message>
    <message>
        <source>Choose settings by the figures of validation users and validation targets; those of test users and test targets are for reporting what was chosen.</source>
        <translation>Wählen Sie Einstellungen nach den Kennzahlen der Validierungsnutzer und Validierungsziele; die der Testnutzer und Testziele dienen dem Bericht über das Gewählte.</translation>
    </message>
    <message>
        <source>Mean over seeds</source>
        <translation>Mittel über Seeds</translation>
    </message>
    <message>
        <source>One mark per setting; whiskers run from the lowest lower to the highest upper bound of its seeds&apos; 95 % intervals.</source>
        <translation>Ein Punkt je Einstellung; die Balken reichen von der kleinsten unteren bis zur größten oberen Grenze der 95-%-Intervalle ihrer Seeds.</translation>
    </message>
    <message>
        <source>Trade-off chart</source>
        <translation>Zielkonflikt-Diagramm</translation>
    </message>
    <message>
        <source>Compared models</source>
        <translation>Verglichene Modelle</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>AUC, strongest</source>
        <translation>AUC, stärkste</translation>
    </message>
    <message>
        <source>Which AUC is on the axis: they are different measurements and never share one. Models that were not attacked by the whole suite have no strongest probe.</source>
        <translation>Welche AUC auf der Achse steht: Es sind verschiedene Messungen, die sich nie eine teilen. Modelle, die nicht mit allen Proben angegriffen wurden, haben keine stärkste.</translation>
    </message>
    <message>
        <source>Trade-off</source>
        <translation>Zielkonflikt</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Reproduce</source>
        <translation>Nachvollziehen</translation>
    </message>
    <message numerus="yes">
        <source>%n baseline(s) under other splits or candidates are not shown.</source>
        <translation>
            <numerusform>%n Baseline mit anderer Aufteilung oder anderen Kandidaten wird nicht gezeigt.</numerusform>
            <numerusform>%n Baselines mit anderer Aufteilung oder anderen Kandidaten werden nicht gezeigt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Beside %n of these models no run of popularity ranks the same items for the same users, so nothing says whether their hits are above that floor. “Run what is missing” of a table under Reproduce measures it, or this command: %1</source>
        <translation>
            <numerusform>Neben %n dieser Modelle ordnet kein Lauf von popularity dieselben Artikel für dieselben Nutzer; nichts sagt also, ob seine Treffer über dieser Untergrenze liegen. „Fehlendes ausführen“ einer Tabelle unter Nachvollziehen misst sie, oder dieser Befehl: %1</numerusform>
            <numerusform>Neben %n dieser Modelle ordnet kein Lauf von popularity dieselben Artikel für dieselben Nutzer; nichts sagt also, ob ihre Treffer über dieser Untergrenze liegen. „Fehlendes ausführen“ einer Tabelle unter Nachvollziehen misst sie, oder dieser Befehl: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Not all of these models rank the same items for the same users, so their hits do not compare; choose a backbone.</source>
        <translation>Nicht alle diese Modelle ordnen dieselben Artikel für dieselben Nutzer, ihre Treffer sind daher nicht vergleichbar; wählen Sie ein Backbone.</translation>
    </message>
</context>
<context>
    <name>up5::ui::ComparisonTableModel</name>
    <message>
        <source>%1, low</source>
        <translation>%1, untere Grenze</translation>
    </message>
    <message>
        <source>%1, high</source>
        <translation>%1, obere Grenze</translation>
    </message>
    <message>
        <source>%1, remark</source>
        <translation>%1, Bemerkung</translation>
    </message>
    <message>
        <source>%1 seeds</source>
        <translation>%1 Seeds</translation>
    </message>
    <message>
        <source> collapsed</source>
        <translation> kollabiert</translation>
    </message>
    <message>
        <source>collapsed</source>
        <translation>kollabiert</translation>
    </message>
    <message>
        <source>%1: difference to the λ = 0 control of otherwise equal settings</source>
        <translation>%1: Differenz zur Kontrolle mit λ = 0 bei sonst gleichen Einstellungen</translation>
    </message>
    <message>
        <source>Probe chosen on validation users, with 95 % interval over users</source>
        <translation>Auf Validierungsnutzern gewählte Probe, mit 95-%-Intervall über Nutzer</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Attribute</source>
        <translation>Attribut</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>hit@1 %</source>
        <translation>hit@1 %</translation>
    </message>
    <message>
        <source>hit@3 %</source>
        <translation>hit@3 %</translation>
    </message>
    <message>
        <source>hit@5 %</source>
        <translation>hit@5 %</translation>
    </message>
    <message>
        <source>hit@10 %</source>
        <translation>hit@10 %</translation>
    </message>
    <message>
        <source>AUC, user span</source>
        <translation>AUC, Nutzer-Erwähnung</translation>
    </message>
    <message>
        <source>AUC, all tokens</source>
        <translation>AUC, alle Token</translation>
    </message>
    <message>
        <source>ΔAUC to λ = 0</source>
        <translation>ΔAUC zu λ = 0</translation>
    </message>
    <message>
        <source>ΔAUC to untreated</source>
        <translation>ΔAUC zu unbehandelt</translation>
    </message>
    <message>
        <source>Δ%1 to λ = 0</source>
        <translation>Δ%1 zu λ = 0</translation>
    </message>
    <message>
        <source>Δ%1 to untreated</source>
        <translation>Δ%1 zu unbehandelt</translation>
    </message>
    <message>
        <source>Strongest probe over everything attacked, chosen on validation users, with 95 % interval over users; † where the prompt&apos;s adversary had seen some of them</source>
        <translation>Stärkste Probe über alles Angegriffene, auf Validierungsnutzern gewählt, mit 95-%-Intervall über Nutzer; † wo der Gegner des Prompts einige von ihnen gesehen hatte</translation>
    </message>
    <message>
        <source>AUC, strongest</source>
        <translation>AUC, stärkste</translation>
    </message>
    <message>
        <source>%1: difference to the untreated model</source>
        <translation>%1: Unterschied zum unbehandelten Modell</translation>
    </message>
    <message>
        <source>In how many of the seeds the strongest probe still finds the leak: above what shuffled labels give or, without these, with its whole interval above 0.5</source>
        <translation>Bei wie vielen Seeds die stärkste Probe das Leck noch findet: über dem, was vertauschte Klassen ergeben, oder ohne diese mit dem ganzen Intervall über 0,5</translation>
    </message>
    <message>
        <source>Seeds that leak</source>
        <translation>Seeds mit Leck</translation>
    </message>
</context>
<context>
    <name>up5::ui::CurvePlot</name>
    <message>
        <source>%1: now %2 at step %3, lowest %4, highest %5</source>
        <translation>%1: jetzt %2 bei Schritt %3, kleinster Wert %4, größter %5</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>Schritt %1</translation>
    </message>
</context>
<context>
    <name>up5::ui::DatasetTableModel</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Share of user–item pairs without an interaction, over the whole catalogue</source>
        <translation>Anteil der Nutzer-Item-Paare ohne Interaktion, über den ganzen Katalog</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>Nutzer</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>Items</translation>
    </message>
    <message>
        <source>Interactions</source>
        <translation>Interaktionen</translation>
    </message>
    <message>
        <source>Sparsity</source>
        <translation>Dünnbesetztheit</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>Importiert</translation>
    </message>
</context>
<context>
    <name>up5::ui::DatasetsPage</name>
    <message>
        <source>No data sets yet</source>
        <translation>Noch keine Datensätze</translation>
    </message>
    <message>
        <source>Open the generated demonstration set to look around, or import MovieLens, the Insurance set, RecBole files or a CSV of your own. You can also drop files or a folder anywhere on this window.</source>
        <translation>Öffnen Sie den erzeugten Demonstrationsdatensatz, um sich umzusehen, oder importieren Sie MovieLens, den Insurance-Datensatz, RecBole-Dateien oder eine eigene CSV-Datei. Sie können Dateien oder einen Ordner auch irgendwo auf dieses Fenster ziehen.</translation>
    </message>
    <message>
        <source>Open the demo</source>
        <translation>Demo öffnen</translation>
    </message>
    <message>
        <source>Import data…</source>
        <translation>Daten importieren …</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Data sets</source>
        <translation>Datensätze</translation>
    </message>
    <message>
        <source>Remove data set</source>
        <translation>Datensatz entfernen</translation>
    </message>
    <message>
        <source>Remove %1 from this workspace? The runs that imported it and its runs in the bin go with it for good. Its source files stay where they are.</source>
        <translation>%1 aus diesem Arbeitsbereich entfernen? Die Läufe, die ihn importiert haben, und seine Läufe im Papierkorb werden mit ihm endgültig gelöscht. Die Quelldateien bleiben, wo sie sind.</translation>
    </message>
</context>
<context>
    <name>up5::ui::DeleteRunsCommand</name>
    <message>
        <source>deletion of runs</source>
        <translation>Löschen von Läufen</translation>
    </message>
</context>
<context>
    <name>up5::ui::DetailsContent</name>
    <message>
        <source>%1 removed</source>
        <translation>%1 entfernt</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation>Backbone</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>Attributes</source>
        <translation>Attribute</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Kennzahl</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95-%-Intervall</translation>
    </message>
    <message>
        <source>n</source>
        <translation>n</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Data set hash</source>
        <translation>Hash des Datensatzes</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Device used</source>
        <translation>Verwendetes Gerät</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>libtorch</source>
        <translation>libtorch</translation>
    </message>
    <message>
        <source>Data set · %1</source>
        <translation>Datensatz · %1</translation>
    </message>
    <message>
        <source>Property</source>
        <translation>Eigenschaft</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>Nutzer</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>Items</translation>
    </message>
    <message>
        <source>Interactions</source>
        <translation>Interaktionen</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>Importiert</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>Hash</translation>
    </message>
    <message>
        <source>Varies</source>
        <translation>Verändert</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Auftrag</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation>Versuchsreihe</translation>
    </message>
    <message>
        <source>Starts from</source>
        <translation>Beginnt bei</translation>
    </message>
</context>
<context>
    <name>up5::ui::DetailsPanel</name>
    <message>
        <source>Select a data set or a job to see its settings, numbers and notes here.</source>
        <translation>Wählen Sie einen Datensatz oder einen Auftrag, um hier Einstellungen, Zahlen und Notizen zu sehen.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>Provenance</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Show as command</source>
        <translation>Als Befehl zeigen</translation>
    </message>
    <message>
        <source>Copy settings</source>
        <translation>Einstellungen übernehmen</translation>
    </message>
    <message>
        <source>Fill the form for a new run with these settings</source>
        <translation>Das Formular für einen neuen Lauf mit diesen Einstellungen füllen</translation>
    </message>
    <message>
        <source>The command that does the same</source>
        <translation>Der Befehl, der dasselbe tut</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Notes: stored with the workspace and printed in the report.</source>
        <translation>Notizen: werden im Arbeitsbereich gespeichert und im Bericht abgedruckt.</translation>
    </message>
</context>
<context>
    <name>up5::ui::DropHint</name>
    <message>
        <source>Drop to import</source>
        <translation>Zum Importieren ablegen</translation>
    </message>
</context>
<context>
    <name>up5::ui::EditNoteCommand</name>
    <message>
        <source>edit of a note</source>
        <translation>Bearbeiten einer Notiz</translation>
    </message>
</context>
<context>
    <name>up5::ui::GroupModels</name>
    <message>
        <source>%1, seed %2</source>
        <translation>%1, Seed %2</translation>
    </message>
</context>
<context>
    <name>up5::ui::GroupQualityModel</name>
    <message>
        <source>too few users to compare</source>
        <translation>zu wenige Nutzer für einen Vergleich</translation>
    </message>
    <message>
        <source>reference</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>Group minus reference group, with 95 % interval</source>
        <translation>Gruppe minus Referenzgruppe, mit 95-%-Intervall</translation>
    </message>
    <message>
        <source>Group divided by reference group, with 95 % interval</source>
        <translation>Gruppe geteilt durch Referenzgruppe, mit 95-%-Intervall</translation>
    </message>
    <message>
        <source>Of no difference to the reference group: permutation of users between the two, adjusted for the number of comparisons (Holm)</source>
        <translation>Für keinen Unterschied zur Referenzgruppe: Permutation der Nutzer zwischen beiden, berichtigt nach der Zahl der Vergleiche (Holm)</translation>
    </message>
    <message>
        <source>Under the prompt minus untreated, of the same users, with 95 % interval</source>
        <translation>Unter dem Prompt minus unbehandelt, derselben Nutzer, mit 95-%-Intervall</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>Nutzer</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Differenz</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>Verhältnis</translation>
    </message>
    <message>
        <source>p (Holm)</source>
        <translation>p (Holm)</translation>
    </message>
    <message>
        <source>Change to untreated</source>
        <translation>Änderung zu unbehandelt</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Anmerkung</translation>
    </message>
</context>
<context>
    <name>up5::ui::GroupTableModel</name>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>Nutzer</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Detectable AUC</source>
        <translation>Nachweisbare AUC</translation>
    </message>
    <message>
        <source>Smallest AUC of this group against the others that a probe tested on %1 % of the users shows with a chance of 80 % (95 % interval, Hanley and McNeil)</source>
        <translation>Kleinste AUC dieser Gruppe gegen die übrigen, die eine an %1 % der Nutzer getestete Probe mit einer Wahrscheinlichkeit von 80 % zeigt (95-%-Intervall, Hanley und McNeil)</translation>
    </message>
    <message>
        <source>%1 users</source>
        <translation>%1 Nutzer</translation>
    </message>
    <message>
        <source>%1 without a value</source>
        <translation>%1 ohne Wert</translation>
    </message>
    <message>
        <source>best possible AUC %1</source>
        <translation>bestmögliche AUC %1</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>too small</source>
        <translation>zu klein</translation>
    </message>
    <message>
        <source>%1 of at least %2 users</source>
        <translation>%1 von mindestens %2 Nutzern</translation>
    </message>
</context>
<context>
    <name>up5::ui::Groups</name>
    <message>
        <source>Change of %1</source>
        <translation>Änderung von %1</translation>
    </message>
    <message>
        <source>reference group</source>
        <translation>Referenzgruppe</translation>
    </message>
    <message>
        <source>fewer than %1 users: in no gap and no comparison</source>
        <translation>weniger als %1 Nutzer: in keinem Abstand und keinem Vergleich</translation>
    </message>
    <message>
        <source>No gap can be told: fewer than two groups have %1 users.</source>
        <translation>Ein Abstand lässt sich nicht nennen: Weniger als zwei Gruppen haben %1 Nutzer.</translation>
    </message>
    <message>
        <source>%1 is lowest for %2 and highest for %3, a gap of %4</source>
        <translation>%1 ist am niedrigsten für %2 und am höchsten für %3, ein Abstand von %4</translation>
    </message>
    <message>
        <source>%1: more than chance gives (p %2).</source>
        <translation>%1: mehr, als der Zufall gibt (p %2).</translation>
    </message>
    <message>
        <source>%1: no more than chance may give between groups as these (p %2).</source>
        <translation>%1: nicht mehr, als der Zufall zwischen solchen Gruppen geben kann (p %2).</translation>
    </message>
    <message>
        <source>Who pays cannot be told: fewer than two groups have %1 users.</source>
        <translation>Wer zahlt, lässt sich nicht sagen: Weniger als zwei Gruppen haben %1 Nutzer.</translation>
    </message>
    <message>
        <source>Against the untreated model %1 changes least favourably for %2 and most favourably for %3</source>
        <translation>Gegenüber dem unbehandelten Modell ändert sich %1 am ungünstigsten für %2 und am günstigsten für %3</translation>
    </message>
    <message>
        <source>%1: the groups do not pay alike (p %2).</source>
        <translation>%1: Die Gruppen zahlen nicht gleich (p %2).</translation>
    </message>
    <message>
        <source>%1: that all pay alike is not ruled out (p %2).</source>
        <translation>%1: Dass alle gleich zahlen, ist nicht ausgeschlossen (p %2).</translation>
    </message>
    <message>
        <source>There is no change to show: this is the untreated model, or none was evaluated beside it.</source>
        <translation>Es gibt keine Änderung zu zeigen: Dies ist das unbehandelte Modell, oder keines wurde daneben ausgewertet.</translation>
    </message>
    <message>
        <source>No user of this run has a known value.</source>
        <translation>Kein Nutzer dieses Laufs hat einen bekannten Wert.</translation>
    </message>
    <message>
        <source>no change</source>
        <translation>keine Änderung</translation>
    </message>
    <message>
        <source>all users</source>
        <translation>alle Nutzer</translation>
    </message>
    <message>
        <source>, points</source>
        <translation>, Punkte</translation>
    </message>
    <message>
        <source>group, with 95 % interval</source>
        <translation>Gruppe, mit 95-%-Intervall</translation>
    </message>
    <message>
        <source>fewer than %1 users</source>
        <translation>weniger als %1 Nutzer</translation>
    </message>
    <message>
        <source>users: %1</source>
        <translation>Nutzer: %1</translation>
    </message>
    <message>
        <source>Comparisons with the reference group: %1; p is adjusted for all (Holm).</source>
        <translation>Vergleiche mit der Referenzgruppe: %1; p ist für alle berichtigt (Holm).</translation>
    </message>
    <message>
        <source>Users without a known value, left out: %1.</source>
        <translation>Nutzer ohne bekannten Wert, weggelassen: %1.</translation>
    </message>
</context>
<context>
    <name>up5::ui::GroupsPanel</name>
    <message>
        <source>Data set</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Attribute</source>
        <translation>Attribut</translation>
    </message>
    <message>
        <source>and</source>
        <translation>und</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Güte</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>A second attribute: the groups are then those of both at once.</source>
        <translation>Ein zweites Attribut: Die Gruppen sind dann die beider zugleich.</translation>
    </message>
    <message>
        <source>The group the others are compared with.</source>
        <translation>Die Gruppe, mit der die anderen verglichen werden.</translation>
    </message>
    <message>
        <source>sequential</source>
        <translation>sequenziell</translation>
    </message>
    <message>
        <source>direct</source>
        <translation>direkt</translation>
    </message>
    <message>
        <source>quality</source>
        <translation>Güte</translation>
    </message>
    <message>
        <source>change to untreated</source>
        <translation>Änderung zu unbehandelt</translation>
    </message>
    <message>
        <source>largest group</source>
        <translation>größte Gruppe</translation>
    </message>
    <message>
        <source>Groups of users</source>
        <translation>Gruppen von Nutzern</translation>
    </message>
    <message>
        <source>No ranks of this model are stored for this task. Evaluate it, then its groups can be compared.</source>
        <translation>Von diesem Modell sind für diese Aufgabe keine Ränge gespeichert. Werten Sie es aus, dann lassen sich seine Gruppen vergleichen.</translation>
    </message>
    <message>
        <source>Groups are compared by what a model recommends to them. It needs a trained backbone that was evaluated, best with a prompt beside it.</source>
        <translation>Gruppen werden danach verglichen, was ein Modell ihnen empfiehlt. Dazu braucht es ein trainiertes Backbone, das ausgewertet wurde, am besten mit einem Prompt daneben.</translation>
    </message>
    <message>
        <source>list overlap</source>
        <translation>Listenübereinstimmung</translation>
    </message>
    <message>
        <source>Quality: what each group gets. Change to untreated: who pays for a prompt. List overlap: whether lists depend on the attribute, however good they are.</source>
        <translation>Güte: was jede Gruppe bekommt. Änderung zu unbehandelt: wer für einen Prompt bezahlt. Listenübereinstimmung: ob Listen vom Attribut abhängen, wie gut sie auch sind.</translation>
    </message>
    <message>
        <source>Numbers behind the chart</source>
        <translation>Zahlen hinter dem Diagramm</translation>
    </message>
    <message>
        <source>The measurement was queued. Its figures appear here when it is done.</source>
        <translation>Die Messung wurde eingereiht. Ihre Kennzahlen erscheinen hier, sobald sie fertig ist.</translation>
    </message>
    <message>
        <source>A newer run is queued or running.</source>
        <translation>Ein neuerer Lauf ist eingereiht oder läuft.</translation>
    </message>
</context>
<context>
    <name>up5::ui::Guard</name>
    <message>
        <source>Unexpected error: %1</source>
        <translation>Unerwarteter Fehler: %1</translation>
    </message>
</context>
<context>
    <name>up5::ui::HeatMapView</name>
    <message>
        <source>%1: AUC %2</source>
        <translation>%1: AUC %2</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
    <message>
        <source>AUC 0.50 or less</source>
        <translation>AUC bis 0,50</translation>
    </message>
</context>
<context>
    <name>up5::ui::ImportFilesPage</name>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>MovieLens (zip or folder), Insurance, RecBole files, or tables as CSV or TSV.</source>
        <translation>MovieLens (Zip oder Ordner), Insurance, RecBole-Dateien oder Tabellen als CSV oder TSV.</translation>
    </message>
    <message>
        <source>That of the format</source>
        <translation>Der des Formats</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Files to import</source>
        <translation>Zu importierende Dateien</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>Dateien hinzufügen …</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>Ordner hinzufügen …</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Data (*.zip *.csv *.tsv *.dat *.inter *.user *.item *.data *.txt);;All files (*)</source>
        <translation>Daten (*.zip *.csv *.tsv *.dat *.inter *.user *.item *.data *.txt);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Folder to import</source>
        <translation>Zu importierender Ordner</translation>
    </message>
    <message>
        <source>Looking at the files…</source>
        <translation>Dateien werden untersucht …</translation>
    </message>
    <message>
        <source>Tables of your own: the next step asks what the columns mean.</source>
        <translation>Eigene Tabellen: Der nächste Schritt fragt, was die Spalten bedeuten.</translation>
    </message>
    <message>
        <source>Recognised: %1</source>
        <translation>Erkannt: %1</translation>
    </message>
</context>
<context>
    <name>up5::ui::ImportMappingPage</name>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Say what the columns mean. Guesses are made from their names.</source>
        <translation>Geben Sie an, was die Spalten bedeuten. Vermutet wird nach ihren Namen.</translation>
    </message>
    <message>
        <source>File of the interactions</source>
        <translation>Datei der Interaktionen</translation>
    </message>
    <message>
        <source>Column of the user</source>
        <translation>Spalte des Nutzers</translation>
    </message>
    <message>
        <source>Column of the item</source>
        <translation>Spalte des Items</translation>
    </message>
    <message>
        <source>Column of the time</source>
        <translation>Spalte der Zeit</translation>
    </message>
    <message>
        <source>Column of the rating</source>
        <translation>Spalte der Bewertung</translation>
    </message>
    <message>
        <source>Interactions</source>
        <translation>Interaktionen</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Nutzer</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>Item</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>File of the users</source>
        <translation>Datei der Nutzer</translation>
    </message>
    <message>
        <source>Column of the user in the file of the users</source>
        <translation>Spalte des Nutzers in der Datei der Nutzer</translation>
    </message>
    <message>
        <source>Users and their sensitive attributes</source>
        <translation>Nutzer und ihre sensiblen Attribute</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Auswählen …</translation>
    </message>
</context>
<context>
    <name>up5::ui::ImportPreview</name>
    <message>
        <source>First rows of %1</source>
        <translation>Erste Zeilen von %1</translation>
    </message>
</context>
<context>
    <name>up5::ui::ImportReviewPage</name>
    <message>
        <source>%1 users, %2 items, %3 interactions.</source>
        <translation>%1 Nutzer, %2 Items, %3 Interaktionen.</translation>
    </message>
    <message>
        <source>No sensitive attributes: there is nothing to audit in this set.</source>
        <translation>Keine sensiblen Attribute: In diesem Datensatz gibt es nichts zu prüfen.</translation>
    </message>
    <message>
        <source>Sensitive attributes: %1.</source>
        <translation>Sensible Attribute: %1.</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>A trial run reads the files without storing anything.</source>
        <translation>Ein Probedurchgang liest die Dateien, ohne etwas zu speichern.</translation>
    </message>
    <message>
        <source>Progress of the trial run</source>
        <translation>Fortschritt des Probedurchgangs</translation>
    </message>
    <message>
        <source>Skip the check</source>
        <translation>Prüfung überspringen</translation>
    </message>
    <message>
        <source>Rows that break a rule</source>
        <translation>Zeilen, die eine Regel verletzen</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Was falsch ist</translation>
    </message>
    <message>
        <source>Refuse the import when a row breaks a rule</source>
        <translation>Import zurückweisen, wenn eine Zeile eine Regel verletzt</translation>
    </message>
    <message>
        <source>Leave such rows out, and list them with the run</source>
        <translation>Solche Zeilen auslassen und beim Lauf auflisten</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen …</translation>
    </message>
    <message>
        <source>Not checked: the import itself will say what it finds.</source>
        <translation>Nicht geprüft: Der Import selbst wird melden, was er findet.</translation>
    </message>
    <message>
        <source>%1 rows read. %2</source>
        <translation>%1 Zeilen gelesen. %2</translation>
    </message>
    <message>
        <source>Every row keeps the rules: nothing will be dropped.</source>
        <translation>Jede Zeile hält die Regeln ein: Nichts wird ausgelassen.</translation>
    </message>
    <message>
        <source>%1 rows will be left out; the first of them:</source>
        <translation>%1 Zeilen werden ausgelassen; die ersten davon:</translation>
    </message>
    <message>
        <source>%1 rows break a rule, so the import would be refused. Correct the files, or leave the rows out:</source>
        <translation>%1 Zeilen verletzen eine Regel; der Import würde zurückgewiesen. Korrigieren Sie die Dateien oder lassen Sie die Zeilen aus:</translation>
    </message>
</context>
<context>
    <name>up5::ui::ImportWizard</name>
    <message>
        <source>Import data</source>
        <translation>Daten importieren</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
</context>
<context>
    <name>up5::ui::LambdaField</name>
    <message>
        <source>Weight λ of the adversary, logarithmic</source>
        <translation>Gewicht λ des Gegenspielers, logarithmisch</translation>
    </message>
    <message>
        <source>Weight λ of the adversary</source>
        <translation>Gewicht λ des Gegenspielers</translation>
    </message>
</context>
<context>
    <name>up5::ui::Leak</name>
    <message>
        <source>AUC %1</source>
        <translation>AUC %1</translation>
    </message>
    <message>
        <source>%1 test users</source>
        <translation>%1 Testnutzer</translation>
    </message>
    <message>
        <source>guessing</source>
        <translation>Raten</translation>
    </message>
    <message>
        <source>Probe AUC of %1</source>
        <translation>Proben-AUC von %1</translation>
    </message>
    <message>
        <source>other probe</source>
        <translation>andere Probe</translation>
    </message>
    <message>
        <source>probe collapsed</source>
        <translation>Probe kollabiert</translation>
    </message>
    <message>
        <source>Not probed yet.</source>
        <translation>Noch nicht mit Proben gemessen.</translation>
    </message>
    <message>
        <source>%1 probe on: %2</source>
        <translation>Probe %1 auf: %2</translation>
    </message>
    <message>
        <source>AUC of the answered words alone: %1</source>
        <translation>AUC der genannten Wörter allein: %1</translation>
    </message>
    <message>
        <source>headline: strongest of all, chosen on validation users</source>
        <translation>Hauptzahl: stärkste von allen, auf Validierungsnutzern gewählt</translation>
    </message>
    <message>
        <source>strongest on this target, chosen on validation users</source>
        <translation>stärkste auf diesem Ziel, auf Validierungsnutzern gewählt</translation>
    </message>
    <message>
        <source>shuffled labels: %1</source>
        <translation>vertauschte Klassen: %1</translation>
    </message>
    <message>
        <source>p = %1 (%2 shuffles of the labels)</source>
        <translation>p = %1 (%2 Vertauschungen der Klassen)</translation>
    </message>
    <message>
        <source>smallest detectable AUC: %1</source>
        <translation>kleinste erkennbare AUC: %1</translation>
    </message>
    <message>
        <source>collapsed: its scores hardly differ or it never beat the class shares; a low AUC says nothing</source>
        <translation>kollabiert: Ihre Werte unterscheiden sich kaum, oder sie war nie besser als die Klassenanteile; eine niedrige AUC sagt nichts</translation>
    </message>
    <message>
        <source>Enter or double click shows or hides the other probes</source>
        <translation>Eingabetaste oder Doppelklick zeigt oder verbirgt die anderen Proben</translation>
    </message>
    <message>
        <source>raw history %1</source>
        <translation>roher Verlauf %1</translation>
    </message>
    <message>
        <source>strongest of all</source>
        <translation>stärkste von allen</translation>
    </message>
    <message>
        <source>strongest on its target</source>
        <translation>stärkste auf ihrem Ziel</translation>
    </message>
    <message>
        <source>shuffled labels, 95 %</source>
        <translation>vertauschte Klassen, 95 %</translation>
    </message>
    <message>
        <source>best possible %1</source>
        <translation>bestmöglich %1</translation>
    </message>
</context>
<context>
    <name>up5::ui::LeakMap</name>
    <message>
        <source>Columns: encoder layers, 0 = embeddings</source>
        <translation>Spalten: Encoder-Schichten, 0 = Einbettungen</translation>
    </message>
    <message>
        <source>%1: read best from %2, %3 (AUC %4).</source>
        <translation>%1: am besten auszulesen aus %2, %3 (AUC %4).</translation>
    </message>
</context>
<context>
    <name>up5::ui::LeakPanel</name>
    <message>
        <source>What the probes read</source>
        <translation>Was die Proben auslesen</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>probes</source>
        <translation>Proben</translation>
    </message>
    <message>
        <source>layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>attributes</source>
        <translation>Attribute</translation>
    </message>
    <message>
        <source>Probes: every probe of this model on one axis. Layers: where in the encoder the attribute can be read, before and after a prompt. Attributes: what the untreated model gives away, beside the paper&apos;s figures.</source>
        <translation>Proben: alle Proben dieses Modells auf einer Achse. Schichten: wo im Encoder das Attribut auszulesen ist, vor und nach einem Prompt. Attribute: was das unbehandelte Modell verrät, neben den Zahlen der Arbeit.</translation>
    </message>
    <message>
        <source>AUC per attribute</source>
        <translation>AUC je Attribut</translation>
    </message>
    <message>
        <source>Numbers behind the chart</source>
        <translation>Zahlen hinter dem Diagramm</translation>
    </message>
    <message>
        <source>Leak panel</source>
        <translation>Leck-Diagramm</translation>
    </message>
    <message>
        <source>Every probe</source>
        <translation>Alle Proben</translation>
    </message>
    <message>
        <source>Shows all probes of every target, not only the one chosen on validation users. Enter or a double click on a row does so for its target.</source>
        <translation>Zeigt alle Proben jedes Ziels, nicht nur die auf Validierungsnutzern gewählte. Eingabetaste oder Doppelklick auf eine Zeile tut es für deren Ziel.</translation>
    </message>
    <message>
        <source>Show the numbers as a table</source>
        <translation>Die Zahlen als Tabelle zeigen</translation>
    </message>
    <message>
        <source>No run measured where in the network this attribute can be read: a probe with the leak map does.</source>
        <translation>Kein Lauf hat gemessen, wo im Netz dieses Attribut auszulesen ist; eine Probe mit Leck-Karte tut es.</translation>
    </message>
    <message>
        <source>Leak by layer and position</source>
        <translation>Leck nach Schicht und Stelle</translation>
    </message>
</context>
<context>
    <name>up5::ui::LeakTable</name>
    <message>
        <source>Read from</source>
        <translation>Ausgelesen aus</translation>
    </message>
    <message>
        <source>Probe</source>
        <translation>Probe</translation>
    </message>
    <message>
        <source>AUC</source>
        <translation>AUC</translation>
    </message>
    <message>
        <source>low</source>
        <translation>unten</translation>
    </message>
    <message>
        <source>high</source>
        <translation>oben</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>Nutzer</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>Gewählt</translation>
    </message>
    <message>
        <source>Shuffled labels</source>
        <translation>Vertauschte Klassen</translation>
    </message>
    <message>
        <source>p</source>
        <translation>p</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Bemerkung</translation>
    </message>
    <message>
        <source>strongest of all</source>
        <translation>stärkste von allen</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>collapsed</source>
        <translation>kollabiert</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Attribute</source>
        <translation>Attribut</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>measured here</source>
        <translation>hier gemessen</translation>
    </message>
    <message>
        <source>agrees</source>
        <translation>stimmt überein</translation>
    </message>
</context>
<context>
    <name>up5::ui::Live</name>
    <message>
        <source>Logistic probe AUC, user span, validation (0.5 = no leak)</source>
        <translation>AUC der logistischen Probe, Nutzer-Erwähnung, Validierung (0.5 = kein Leck)</translation>
    </message>
    <message>
        <source>one prompt for every λ, measured live</source>
        <translation>ein Prompt für jedes λ, live gemessen</translation>
    </message>
    <message>
        <source>How far this prompt lies from prompts trained for one λ each has not been measured: that takes audits of both at the same λ.</source>
        <translation>Wie weit dieser Prompt von einzeln für ein λ trainierten Prompts entfernt liegt, ist nicht gemessen: Dazu müssen beide beim selben λ geprüft sein.</translation>
    </message>
    <message>
        <source>, %1 (strongest probe)</source>
        <translation>, %1 (stärkste Probe)</translation>
    </message>
    <message>
        <source>λ = %1: not compared, since they differ in %2</source>
        <translation>λ = %1: nicht verglichen, da sie sich unterscheiden in %2</translation>
    </message>
    <message>
        <source>λ = %1: AUC %2 (user span)%3, %4 %5 (%6)</source>
        <translation>λ = %1: AUC %2 (Nutzer-Erwähnung)%3, %4 %5 (%6)</translation>
    </message>
    <message>
        <source>one seed</source>
        <translation>ein Seed</translation>
    </message>
    <message>
        <source>%1 seeds</source>
        <translation>%1 Seeds</translation>
    </message>
    <message>
        <source>Against prompts trained for one λ each, on the same validation users; mean ± spread over seeds [95 % interval of the mean]: %1.</source>
        <translation>Gegen Prompts, die je für ein λ trainiert wurden, bei denselben Validierungsnutzern; Mittel ± Streuung über die Seeds [95-%-Intervall des Mittels]: %1.</translation>
    </message>
    <message>
        <source>Against prompts trained for one λ each, on the same validation users: %1.</source>
        <translation>Gegen Prompts, die je für ein λ trainiert wurden, bei denselben Validierungsnutzern: %1.</translation>
    </message>
    <message>
        <source>live λ %1, n %2</source>
        <translation>live λ %1, n %2</translation>
    </message>
    <message>
        <source>λ = %1, n = %2, measured live: %3 %4 on %5 validation users; AUC %6 of a logistic probe fitted to %7 users, on %8 validation users (%9 s).</source>
        <translation>λ = %1, n = %2, live gemessen: %3 %4 an %5 Validierungsnutzern; AUC %6 einer an %7 Nutzern angepassten logistischen Probe an %8 Validierungsnutzern (%9 s).</translation>
    </message>
    <message>
        <source>The curve beside it: prompts trained for one λ each with its settings (%1).</source>
        <translation>Die Kurve daneben: Prompts, die mit seinen Einstellungen (%1) je für ein λ trainiert wurden.</translation>
    </message>
    <message>
        <source>The form differs in %1.</source>
        <translation>Das Formular weicht ab in %1.</translation>
    </message>
</context>
<context>
    <name>up5::ui::LiveCurves</name>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
</context>
<context>
    <name>up5::ui::LivePanel</name>
    <message>
        <source>Measure while λ moves</source>
        <translation>Messen, während sich λ bewegt</translation>
    </message>
    <message>
        <source>Audit at this λ</source>
        <translation>Bei diesem λ prüfen</translation>
    </message>
    <message>
        <source>A prompt for every λ was trained for this backbone and attribute. A worker holds it and measures it on validation users at the λ of the slider.</source>
        <translation>Für dieses Backbone und Attribut wurde ein Prompt für jedes λ trainiert. Ein Arbeitsprozess hält ihn bereit und misst ihn an Validierungsnutzern beim λ des Schiebereglers.</translation>
    </message>
    <message>
        <source>Queues a full audit of the prompt for every λ at this λ, on test users.</source>
        <translation>Reiht eine vollständige Prüfung des Prompts für jedes λ bei diesem λ ein, an Testnutzern.</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>Wird gemessen …</translation>
    </message>
    <message>
        <source>Loading the prompt…</source>
        <translation>Der Prompt wird geladen …</translation>
    </message>
</context>
<context>
    <name>up5::ui::LiveWorker</name>
    <message>
        <source>The worker that measures the prompt has ended: %1</source>
        <translation>Der Arbeitsprozess, der den Prompt misst, wurde beendet: %1</translation>
    </message>
    <message>
        <source>The worker that measures the prompt cannot be started: %1</source>
        <translation>Der Arbeitsprozess, der den Prompt misst, kann nicht gestartet werden: %1</translation>
    </message>
</context>
<context>
    <name>up5::ui::LogViewer</name>
    <message>
        <source>Log of %1</source>
        <translation>Protokoll von %1</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>The worker has not written anything yet.</source>
        <translation>Der Arbeitsprozess hat noch nichts geschrieben.</translation>
    </message>
    <message>
        <source>The last %1 KiB of %2</source>
        <translation>Die letzten %1 KiB von %2</translation>
    </message>
</context>
<context>
    <name>up5::ui::MainWindow</name>
    <message>
        <source>%1 – UP5 Workbench</source>
        <translation>%1 – UP5 Workbench</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>%1 (Ctrl+%2)</source>
        <translation>%1 (Strg+%2)</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Aktivität</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>An import is repeated with File ▸ Import…, or with the command shown in the details.</source>
        <translation>Ein Import wird mit Datei ▸ Importieren … wiederholt oder mit dem in den Details gezeigten Befehl.</translation>
    </message>
    <message>
        <source>%1 failed: %2</source>
        <translation>%1 ist fehlgeschlagen: %2</translation>
    </message>
    <message>
        <source>%1 is imported. The next step is a backbone: Models ▸ Train.</source>
        <translation>%1 ist importiert. Der nächste Schritt ist ein Backbone: Modelle ▸ Backbone trainieren.</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Open workspace…</source>
        <translation>Arbeitsbereich ö&amp;ffnen …</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>&amp;Importieren …</translation>
    </message>
    <message>
        <source>Open the &amp;demo</source>
        <translation>&amp;Demo öffnen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farbschema</translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation>&amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>L&amp;arger text</source>
        <translation>Text &amp;größer</translation>
    </message>
    <message>
        <source>S&amp;maller text</source>
        <translation>Text &amp;kleiner</translation>
    </message>
    <message>
        <source>Text size of the s&amp;ystem</source>
        <translation>Textgröße des S&amp;ystems</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;About UP5 Workbench</source>
        <translation>&amp;Über UP5 Workbench</translation>
    </message>
    <message>
        <source>Open or create a workspace folder</source>
        <translation>Ordner eines Arbeitsbereichs öffnen oder anlegen</translation>
    </message>
    <message>
        <source>About UP5 Workbench</source>
        <translation>Über UP5 Workbench</translation>
    </message>
    <message>
        <source>&lt;b&gt;UP5 Workbench %1&lt;/b&gt;</source>
        <translation>&lt;b&gt;UP5 Workbench %1&lt;/b&gt;</translation>
    </message>
    <message>
        <source>Finds out what a recommender gives away about its users, and what it costs to stop it.

Everything stays on this computer: nothing is sent anywhere.

Qt %1</source>
        <translation>Findet heraus, was ein Empfehlungssystem über seine Nutzer preisgibt und was es kostet, das zu unterbinden.

Alles bleibt auf diesem Rechner: Nichts wird irgendwohin gesendet.

Qt %1</translation>
    </message>
    <message>
        <source>A sweep is repeated, or changed, with the command shown in the details.</source>
        <translation>Eine Versuchsreihe wird mit dem in den Details gezeigten Befehl wiederholt oder verändert.</translation>
    </message>
    <message>
        <source>No page has a form for this kind of run (%1); it is repeated, or changed, with the command shown in the details.</source>
        <translation>Keine Seite hat ein Formular für diese Art von Lauf (%1); er wird mit dem in den Details gezeigten Befehl wiederholt oder verändert.</translation>
    </message>
</context>
<context>
    <name>up5::ui::MarkChart</name>
    <message>
        <source>Selected: %1</source>
        <translation>Ausgewählt: %1</translation>
    </message>
</context>
<context>
    <name>up5::ui::Mitigate</name>
    <message>
        <source>λ = %1, n = %2</source>
        <translation>λ = %1, n = %2</translation>
    </message>
    <message>
        <source>%1: not measured with these settings, and there is no estimate, because λ does not lie between two values measured with them at this prefix length.</source>
        <translation>%1: mit diesen Einstellungen nicht gemessen; eine Schätzung gibt es nicht, weil λ nicht zwischen zwei Werten liegt, die mit ihnen bei dieser Präfixlänge gemessen sind.</translation>
    </message>
    <message>
        <source>AUC %1 [%2, %3], %4 %5 [%6, %7]</source>
        <translation>AUC %1 [%2, %3], %4 %5 [%6, %7]</translation>
    </message>
    <message>
        <source>%1: measured on %2, %3.</source>
        <translation>%1: gemessen (%2): %3.</translation>
    </message>
    <message>
        <source>%1: estimate for %2, %3, interpolated between λ = %4 and λ = %5.</source>
        <translation>%1: Schätzung (%2): %3, interpoliert zwischen λ = %4 und λ = %5.</translation>
    </message>
    <message>
        <source>A probe collapsed: a low AUC says nothing about the leak.</source>
        <translation>Eine Probe ist kollabiert: Eine niedrige AUC besagt nichts über das Leck.</translation>
    </message>
    <message>
        <source>other settings or length</source>
        <translation>andere Einstellungen oder Länge</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>gemessen</translation>
    </message>
    <message>
        <source>estimate</source>
        <translation>Schätzung</translation>
    </message>
    <message>
        <source>Nothing measured for this backbone and attribute yet. Train a point: the untreated model, the λ = 0 control and a random prompt are measured with it.</source>
        <translation>Für dieses Backbone und Attribut ist noch nichts gemessen. Trainieren Sie einen Punkt: Das unbehandelte Modell, die Kontrolle mit λ = 0 und ein zufälliger Prompt werden mitgemessen.</translation>
    </message>
    <message>
        <source>The runs of this backbone and attribute hold no %1 of validation users, by which settings are to be chosen. Compare shows their test figures.</source>
        <translation>Die Läufe dieses Backbones und Attributs enthalten kein %1 von Validierungsnutzern, nach dem Einstellungen zu wählen sind. Der Vergleich zeigt ihre Testkennzahlen.</translation>
    </message>
    <message>
        <source>Sweep of %1 points: λ from %2 to %3, n from %4 to %5. Measured: %6, estimated: %7.</source>
        <translation>Versuchsreihe über %1 Punkte: λ von %2 bis %3, n von %4 bis %5. Gemessen: %6, geschätzt: %7.</translation>
    </message>
    <message>
        <source>range of the sweep</source>
        <translation>Bereich der Versuchsreihe</translation>
    </message>
    <message>
        <source>Search within λ from %1 to %2, n from %3 to %4.</source>
        <translation>Suche innerhalb von λ von %1 bis %2, n von %3 bis %4.</translation>
    </message>
</context>
<context>
    <name>up5::ui::MitigateForm</name>
    <message>
        <source>Train a counterfactually-fair prompt</source>
        <translation>Kontrafaktisch fairen Prompt trainieren</translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation>Backbone</translation>
    </message>
    <message>
        <source>Attribute to hide</source>
        <translation>Zu verbergendes Attribut</translation>
    </message>
    <message>
        <source>Measure what it is compared with</source>
        <translation>Vergleichswerte mitmessen</translation>
    </message>
    <message>
        <source>Train this point</source>
        <translation>Diesen Punkt trainieren</translation>
    </message>
    <message>
        <source>Weight λ of the adversary</source>
        <translation>Gewicht λ des Gegenspielers</translation>
    </message>
    <message>
        <source>Larger hides more and costs more hits; 0 is the control. Bold ticks: values the paper used.</source>
        <translation>Größer verbirgt mehr und kostet mehr Treffer; 0 ist die Kontrolle. Fette Striche: Werte aus dem Artikel.</translation>
    </message>
    <message>
        <source>Prefix length n</source>
        <translation>Präfixlänge n</translation>
    </message>
    <message>
        <source>Learned vectors in front of every attention. Bold ticks: values the paper used.</source>
        <translation>Gelernte Vektoren vor jeder Attention. Fette Striche: Werte aus dem Artikel.</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>Seeds</translation>
    </message>
    <message>
        <source>One run a seed, for example 2022, 2023, 2024: training varies with the seed.</source>
        <translation>Ein Lauf je Seed, zum Beispiel 2022, 2023, 2024: Das Training schwankt mit dem Seed.</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Queues the untreated evaluation and probe, the λ = 0 control and the random prompt where they are missing; without them the prompt&apos;s figures stand alone.</source>
        <translation>Reiht die unbehandelte Auswertung und Probe, die Kontrolle mit λ = 0 und den zufälligen Prompt ein, wo sie fehlen; ohne sie stehen die Kennzahlen des Prompts allein.</translation>
    </message>
    <message>
        <source>Run sweep</source>
        <translation>Versuchsreihe starten</translation>
    </message>
    <message>
        <source>Prompt to start from</source>
        <translation>Prompt, bei dem begonnen wird</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Defaults</source>
        <translation>Vorgaben</translation>
    </message>
    <message>
        <source>Own settings</source>
        <translation>Eigene Einstellungen</translation>
    </message>
    <message>
        <source>Defaults, or settings for a purpose; every option below can still be changed.</source>
        <translation>Vorgaben oder Einstellungen für einen Zweck; jede Option darunter lässt sich weiter ändern.</translation>
    </message>
    <message>
        <source>Also vary</source>
        <translation>Außerdem variieren</translation>
    </message>
    <message>
        <source>Further options as axes of a sweep, for example reweighter=attention,none; lr_prefix=0.002,0.004; attribute=gender,age; in a search as ranges: lr_prefix=0.001:0.01:log.</source>
        <translation>Weitere Optionen als Achsen der Versuchsreihe, zum Beispiel reweighter=attention,none; lr_prefix=0.002,0.004; attribute=gender,age; in einer Suche als Bereiche: lr_prefix=0.001:0.01:log.</translation>
    </message>
    <message>
        <source>Run search</source>
        <translation>Suche starten</translation>
    </message>
</context>
<context>
    <name>up5::ui::MitigatePage</name>
    <message>
        <source>untreated %1</source>
        <translation>unbehandelt: %1</translation>
    </message>
    <message>
        <source>λ = 0 control</source>
        <translation>Kontrolle λ = 0</translation>
    </message>
    <message>
        <source>CFP λ = %1</source>
        <translation>CFP λ = %1</translation>
    </message>
    <message>
        <source>%1 (seed %2)</source>
        <translation>%1 (Seed %2)</translation>
    </message>
    <message>
        <source>No backbone to treat yet</source>
        <translation>Noch kein Backbone zu behandeln</translation>
    </message>
    <message>
        <source>A counterfactually-fair prompt is trained in front of a frozen backbone. Train a backbone first.</source>
        <translation>Ein kontrafaktisch fairer Prompt wird vor einem eingefrorenen Backbone trainiert. Trainieren Sie zuerst ein Backbone.</translation>
    </message>
    <message>
        <source>Go to Models</source>
        <translation>Zu den Modellen</translation>
    </message>
    <message>
        <source>Measured so far, on validation users</source>
        <translation>Bisher gemessen, an Validierungsnutzern</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Güte</translation>
    </message>
    <message>
        <source>Measured trade-off</source>
        <translation>Gemessener Zielkonflikt</translation>
    </message>
    <message>
        <source>Reading what is measured…</source>
        <translation>Messungen werden gelesen …</translation>
    </message>
    <message>
        <source>This data set has no sensitive attribute to hide.</source>
        <translation>Dieser Datensatz hat kein sensibles Attribut, das zu verbergen wäre.</translation>
    </message>
    <message>
        <source>1 run will be queued: %1.</source>
        <translation>1 Lauf wird eingereiht: %1.</translation>
    </message>
    <message>
        <source>%1 runs will be queued: %2.</source>
        <translation>%1 Läufe werden eingereiht: %2.</translation>
    </message>
    <message>
        <source>The curves of the running training appear here.</source>
        <translation>Hier erscheinen die Kurven des laufenden Trainings.</translation>
    </message>
    <message>
        <source>Queued: %1. Activity shows how far each is.</source>
        <translation>Eingereiht: %1. „Aktivität“ zeigt, wie weit jeder ist.</translation>
    </message>
    <message>
        <source>One attribute</source>
        <translation>Ein Merkmal</translation>
    </message>
    <message>
        <source>Mixture</source>
        <translation>Mischung</translation>
    </message>
    <message>
        <source>Queued: an audit at this λ. Activity shows how far it is.</source>
        <translation>Eingereiht: eine Prüfung bei diesem λ. „Aktivität“ zeigt, wie weit sie ist.</translation>
    </message>
    <message>
        <source>The sweep is queued. Activity shows how far it is.</source>
        <translation>Die Versuchsreihe ist eingereiht. „Aktivität“ zeigt, wie weit sie ist.</translation>
    </message>
    <message>
        <source>random prompt</source>
        <translation>zufälliger Prompt</translation>
    </message>
</context>
<context>
    <name>up5::ui::Mixture</name>
    <message>
        <source>untreated</source>
        <translation>unbehandelt</translation>
    </message>
    <message>
        <source>%1 removed</source>
        <translation>%1 entfernt</translation>
    </message>
    <message>
        <source>%1 · hit@10 %2 %</source>
        <translation>%1 · hit@10 %2 %</translation>
    </message>
    <message>
        <source>No removed attribute was probed.</source>
        <translation>Kein entferntes Merkmal wurde sondiert.</translation>
    </message>
    <message>
        <source>Of what is removed, %1 is still read best: AUC %2 with %3 removed. Test users, %4.</source>
        <translation>Vom Entfernten ist %1 noch am besten lesbar: AUC %2, wenn %3 entfernt ist. Testnutzer, %4.</translation>
    </message>
    <message>
        <source>strongest fresh probe</source>
        <translation>stärkste frische Probe</translation>
    </message>
    <message>
        <source>fresh probe of the user span</source>
        <translation>frische Probe der Nutzer-Erwähnung</translation>
    </message>
    <message>
        <source>Columns: probed attribute. Outlined: it was removed.</source>
        <translation>Spalten: sondiertes Merkmal. Umrandet: Es wurde entfernt.</translation>
    </message>
    <message>
        <source>Mean over %1 seeds: of what is removed, %2 is still read best: AUC %3 with %4 removed; seeds that leak it: %5. Test users, %6.</source>
        <translation>Mittel über %1 Seeds: Vom Entfernten ist %2 noch am besten lesbar: AUC %3, wenn %4 entfernt ist; Seeds mit diesem Leck: %5. Testnutzer, %6.</translation>
    </message>
    <message>
        <source>Columns: probed attribute. Outlined: it was removed. Intervals: for other seeds and other users together; of the untreated model for other users.</source>
        <translation>Spalten: sondiertes Merkmal. Umrandet: Es wurde entfernt. Intervalle: für andere Seeds und andere Nutzer zusammen; beim unbehandelten Modell für andere Nutzer.</translation>
    </message>
</context>
<context>
    <name>up5::ui::MixtureExport</name>
    <message>
        <source>Every subset of its attributes: %1 prompts</source>
        <translation>Jede Teilmenge ihrer Attribute: %1 Prompts</translation>
    </message>
    <message>
        <source>The one that removes:</source>
        <translation>Nur den, der entfernt:</translation>
    </message>
    <message>
        <source>Choose folder…</source>
        <translation>Ordner wählen…</translation>
    </message>
    <message>
        <source>Export a mixture</source>
        <translation>Mischung exportieren</translation>
    </message>
    <message>
        <source>Prompts of %1 to export</source>
        <translation>Zu exportierende Prompts von %1</translation>
    </message>
</context>
<context>
    <name>up5::ui::MixtureForm</name>
    <message>
        <source>Train a mixture of prompts</source>
        <translation>Eine Mischung von Prompts trainieren</translation>
    </message>
    <message>
        <source>One module that removes any subset of the attributes of trained prompts at once.</source>
        <translation>Ein Modul, das jede Teilmenge der Merkmale trainierter Prompts auf einmal entfernt.</translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation>Backbone</translation>
    </message>
    <message>
        <source>Measure what it is compared with</source>
        <translation>Vergleichswerte mitmessen</translation>
    </message>
    <message>
        <source>Train mixture</source>
        <translation>Mischung trainieren</translation>
    </message>
    <message>
        <source>Prompts to mix</source>
        <translation>Prompts zum Mischen</translation>
    </message>
    <message>
        <source>Two or more of different attributes. Figures are those of validation users.</source>
        <translation>Zwei oder mehr verschiedener Merkmale. Die Kennzahlen sind die der Validierungsnutzer.</translation>
    </message>
    <message>
        <source>Weight λ of the adversaries</source>
        <translation>Gewicht λ der Gegenspieler</translation>
    </message>
    <message>
        <source>Length of the mixed prompt</source>
        <translation>Länge des gemischten Prompts</translation>
    </message>
    <message>
        <source>Learned vectors in front of every attention, whatever the lengths of the prompts.</source>
        <translation>Gelernte Vektoren vor jeder Attention, gleich wie lang die Prompts sind.</translation>
    </message>
    <message>
        <source>Queues the untreated evaluation and probes, the λ = 0 control and the random start of the mixture where they are missing; without them its figures stand alone.</source>
        <translation>Reiht die unbehandelte Auswertung, die unbehandelten Proben, die Kontrolle der Mischung mit λ = 0 und ihren zufälligen Anfang ein, wo sie fehlen; ohne sie stehen ihre Kennzahlen allein.</translation>
    </message>
    <message>
        <source>Run sweep</source>
        <translation>Versuchsreihe starten</translation>
    </message>
    <message>
        <source>For every attribute that is removed, unless lambdas below gives it one of its own; 0 is the control.</source>
        <translation>Für jedes Merkmal, das entfernt wird, sofern lambdas unten ihm kein eigenes gibt; 0 ist die Kontrolle.</translation>
    </message>
    <message>
        <source>Also vary</source>
        <translation>Außerdem variieren</translation>
    </message>
    <message>
        <source>Further options as axes of a sweep, for example upward=0,1; batches=500,1000; in a search as ranges: batches=200:1000.</source>
        <translation>Weitere Optionen als Achsen der Versuchsreihe, zum Beispiel upward=0,1; batches=500,1000; in einer Suche als Bereiche: batches=200:1000.</translation>
    </message>
    <message>
        <source>Run search</source>
        <translation>Suche starten</translation>
    </message>
</context>
<context>
    <name>up5::ui::MixturePanel</name>
    <message>
        <source>untreated %1</source>
        <translation>unbehandelt: %1</translation>
    </message>
    <message>
        <source>λ = 0 control</source>
        <translation>Kontrolle λ = 0</translation>
    </message>
    <message>
        <source>mixture λ = %1</source>
        <translation>Mischung λ = %1</translation>
    </message>
    <message>
        <source>What is still read of every attribute</source>
        <translation>Was von jedem Merkmal noch lesbar ist</translation>
    </message>
    <message>
        <source>Mixture</source>
        <translation>Mischung</translation>
    </message>
    <message>
        <source>AUC by removed attributes and probed attribute</source>
        <translation>AUC nach entfernten Merkmalen und sondiertem Merkmal</translation>
    </message>
    <message>
        <source>Reading what is measured…</source>
        <translation>Messungen werden gelesen …</translation>
    </message>
    <message>
        <source>No mixture of this backbone&apos;s prompts has been trained yet. Tick two or more prompts of different attributes and train one: every subset of their attributes is then measured.</source>
        <translation>Für die Prompts dieses Backbones wurde noch keine Mischung trainiert. Wählen Sie zwei oder mehr Prompts verschiedener Merkmale und trainieren Sie eine: Jede Teilmenge ihrer Merkmale wird dann gemessen.</translation>
    </message>
    <message>
        <source>Tick two or more prompts of different attributes.</source>
        <translation>Wählen Sie zwei oder mehr Prompts verschiedener Merkmale.</translation>
    </message>
    <message>
        <source>Will be queued: %1.</source>
        <translation>Eingereiht wird: %1.</translation>
    </message>
    <message>
        <source>Queued: %1. Activity shows how far each is.</source>
        <translation>Eingereiht: %1. „Aktivität“ zeigt, wie weit jeder ist.</translation>
    </message>
    <message>
        <source>untrained mixture</source>
        <translation>untrainierte Mischung</translation>
    </message>
    <message>
        <source>The sweep is queued. Activity shows how far it is.</source>
        <translation>Die Versuchsreihe ist eingereiht. „Aktivität“ zeigt, wie weit sie ist.</translation>
    </message>
    <message>
        <source>%1 (seed %2)</source>
        <translation>%1 (Seed %2)</translation>
    </message>
    <message>
        <source>Mean over %1 seeds · %2</source>
        <translation>Mittel über %1 Seeds · %2</translation>
    </message>
    <message>
        <source>Seed %1 · %2</source>
        <translation>Seed %1 · %2</translation>
    </message>
</context>
<context>
    <name>up5::ui::MixturePrompts</name>
    <message>
        <source>%1: λ = %2, n = %3</source>
        <translation>%1: λ = %2, n = %3</translation>
    </message>
    <message>
        <source>hit@10 %1, AUC %2, seed %3</source>
        <translation>hit@10 %1, AUC %2, Seed %3</translation>
    </message>
</context>
<context>
    <name>up5::ui::ModelTableModel</name>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation>Backbone</translation>
    </message>
    <message>
        <source>Sequential task, validation part</source>
        <translation>Sequenzielle Aufgabe, Validierungsteil</translation>
    </message>
    <message>
        <source>Sequential task, test part</source>
        <translation>Sequenzielle Aufgabe, Testteil</translation>
    </message>
    <message>
        <source>SHA-256 of the weights file</source>
        <translation>SHA-256 der Gewichtsdatei</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Attribute</source>
        <translation>Attribut</translation>
    </message>
    <message>
        <source>Val. hit@10 %</source>
        <translation>Val. hit@10 %</translation>
    </message>
    <message>
        <source>Test hit@1 %</source>
        <translation>Test hit@1 %</translation>
    </message>
    <message>
        <source>Test hit@10 %</source>
        <translation>Test hit@10 %</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>Hash</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>%1 % of the backbone&apos;s weights; %2 % where the embedding counts four times, as in the paper</source>
        <translation>%1 % der Gewichte des Backbones; %2 %, wenn die Einbettung viermal zählt wie in der Arbeit</translation>
    </message>
    <message>
        <source>Mixture of %1</source>
        <translation>Mischung aus %1</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>Baseline</translation>
    </message>
    <message>
        <source>Baseline, counting</source>
        <translation>Baseline, zählend</translation>
    </message>
    <message>
        <source>Baseline, matching</source>
        <translation>Baseline, zuordnend</translation>
    </message>
    <message>
        <source>Baseline, sequential</source>
        <translation>Baseline, sequenziell</translation>
    </message>
    <message>
        <source>Mixes %1</source>
        <translation>Mischt %1</translation>
    </message>
    <message>
        <source>With all its attributes removed</source>
        <translation>Wenn alle ihre Attribute entfernt sind</translation>
    </message>
    <message>
        <source>Of the mixing layers. Each of its stored prompts, one a subset of its attributes, has %1 numbers: %2 % of the backbone&apos;s weights; %3 % where the embedding counts four times, as in the paper</source>
        <translation>Der mischenden Schichten. Jeder ihrer gespeicherten Prompts, je einer für eine Teilmenge ihrer Attribute, hat %1 Zahlen: %2 % der Gewichte des Backbones; %3 %, wenn die Einbettung vierfach zählt wie in der Arbeit</translation>
    </message>
    <message>
        <source>Weights; of a prompt its stored numbers</source>
        <translation>Gewichte; bei einem Prompt seine gespeicherten Zahlen</translation>
    </message>
</context>
<context>
    <name>up5::ui::ModelsPage</name>
    <message>
        <source>No data set yet</source>
        <translation>Noch kein Datensatz</translation>
    </message>
    <message>
        <source>A model is trained on a data set. Import one, or open the demo set, on the Data page first.</source>
        <translation>Ein Modell wird auf einem Datensatz trainiert. Importieren Sie zuerst auf der Seite „Daten“ einen oder öffnen Sie dort die Demo.</translation>
    </message>
    <message>
        <source>Go to Data</source>
        <translation>Zu den Daten</translation>
    </message>
    <message>
        <source>No model yet</source>
        <translation>Noch kein Modell</translation>
    </message>
    <message>
        <source>Train a P5 backbone on one of your data sets. It runs in the background; the preset for two CPU cores takes minutes.</source>
        <translation>Trainieren Sie ein P5-Backbone auf einem Ihrer Datensätze. Das läuft im Hintergrund; die Voreinstellung für zwei CPU-Kerne braucht Minuten.</translation>
    </message>
    <message>
        <source>Train a backbone…</source>
        <translation>Trainieren …</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>The training of a backbone was queued. Activity shows how far it is; the model appears here when it is done.</source>
        <translation>Das Training eines Backbones wurde eingereiht. „Aktivität“ zeigt den Stand; das Modell erscheint hier, sobald es fertig ist.</translation>
    </message>
    <message>
        <source>Import checkpoint…</source>
        <translation>Importieren …</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Export the model to a folder</source>
        <translation>Modell in einen Ordner exportieren</translation>
    </message>
    <message>
        <source>Exported to %1: %2.</source>
        <translation>Exportiert nach %1: %2.</translation>
    </message>
    <message>
        <source>The import of a backbone was queued. Activity shows how far it is; the model appears here when it is done.</source>
        <translation>Der Import eines Backbones wurde eingereiht. „Aktivität“ zeigt den Stand; das Modell erscheint hier, sobald er fertig ist.</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>Vergleichen …</translation>
    </message>
    <message>
        <source>The selected model&apos;s weights against another checkpoint, tensor by tensor</source>
        <translation>Die Gewichte des gewählten Modells gegen einen anderen Checkpoint, Tensor für Tensor</translation>
    </message>
    <message>
        <source>This run has left no weights to compare.</source>
        <translation>Dieser Lauf hat keine Gewichte hinterlassen, die sich vergleichen ließen.</translation>
    </message>
    <message>
        <source>Write the selected backbone (under Hugging Face&apos;s names), prompt or mixture to a folder</source>
        <translation>Das gewählte Backbone (mit den Namen von Hugging Face), den Prompt oder die Mischung in einen Ordner schreiben</translation>
    </message>
</context>
<context>
    <name>up5::ui::OptionForm</name>
    <message>
        <source>Default: %1.</source>
        <translation>Vorgabe: %1.</translation>
    </message>
    <message>
        <source>From %1 to %2.</source>
        <translation>Von %1 bis %2.</translation>
    </message>
    <message>
        <source>At least %1.</source>
        <translation>Mindestens %1.</translation>
    </message>
    <message>
        <source>Source: %1.</source>
        <translation>Quelle: %1.</translation>
    </message>
    <message>
        <source>All options</source>
        <translation>Alle Optionen</translation>
    </message>
    <message>
        <source>Changed from default: %1</source>
        <translation>Von der Vorgabe abweichend: %1</translation>
    </message>
    <message>
        <source>One or more of these, with commas: %1.</source>
        <translation>Eines oder mehrere davon, mit Kommas: %1.</translation>
    </message>
</context>
<context>
    <name>up5::ui::Overlap</name>
    <message>
        <source>, untreated</source>
        <translation>, unbehandelt</translation>
    </message>
    <message>
        <source>, with prompt</source>
        <translation>, mit Prompt</translation>
    </message>
    <message>
        <source>similarity of the histories: %1</source>
        <translation>Ähnlichkeit der Historien: %1</translation>
    </message>
    <message>
        <source>match in another class</source>
        <translation>Partner in anderer Klasse</translation>
    </message>
    <message>
        <source>Mean overlap of the first %1 items between a user and the user
of another class whose history has the most in common
(Jaccard similarity of the item sets).</source>
        <translation>Mittlere Übereinstimmung der ersten %1 Items zwischen einem Nutzer
und dem Nutzer einer anderen Klasse, dessen Historie am meisten
mit seiner gemeinsam hat (Jaccard-Ähnlichkeit der Itemmengen).</translation>
    </message>
    <message>
        <source>match in the same class</source>
        <translation>Partner in gleicher Klasse</translation>
    </message>
    <message>
        <source>The baseline: the same with the user of the same class
whose history is, as nearly as there is one, just as similar.</source>
        <translation>Die Vergleichsbasis: dasselbe mit dem Nutzer der gleichen Klasse,
dessen Historie möglichst genauso ähnlich ist.</translation>
    </message>
    <message>
        <source>with against without prompt</source>
        <translation>mit gegen ohne Prompt</translation>
    </message>
    <message>
        <source>Mean share of the first %1 recommended items that stay
when the prompt is put before the model.</source>
        <translation>Mittlerer Anteil der ersten %1 empfohlenen Items, die bleiben,
wenn der Prompt vor das Modell gesetzt wird.</translation>
    </message>
    <message>
        <source>the same, rank-biased</source>
        <translation>dasselbe, ranggewichtet</translation>
    </message>
    <message>
        <source>Rank-biased overlap: the order counts,
and an item the less the lower it stands.</source>
        <translation>Rank-biased Overlap: Die Reihenfolge zählt,
und ein Item umso weniger, je tiefer es steht.</translation>
    </message>
    <message>
        <source>overlap %1</source>
        <translation>Übereinstimmung %1</translation>
    </message>
    <message>
        <source>users: %1</source>
        <translation>Nutzer: %1</translation>
    </message>
    <message>
        <source>%1: lists depend on the attribute, or on what histories do not show, beyond this baseline.</source>
        <translation>%1: Die Listen hängen über diese Vergleichsbasis hinaus vom Attribut ab oder von etwas, das Historien nicht zeigen.</translation>
    </message>
    <message>
        <source>%1: lists of like users of different classes are even more alike than the baseline.</source>
        <translation>%1: Listen ähnlicher Nutzer verschiedener Klassen gleichen sich sogar mehr als die Vergleichsbasis.</translation>
    </message>
    <message>
        <source>%1: no dependence on the attribute shows beyond this baseline.</source>
        <translation>%1: Über diese Vergleichsbasis hinaus zeigt sich keine Abhängigkeit vom Attribut.</translation>
    </message>
    <message>
        <source>Like users were not compared: no user drawn has one with a similar enough history both in the same and in another class of %1.</source>
        <translation>Ähnliche Nutzer wurden nicht verglichen: Zu keinem der gezogenen Nutzer gibt es sowohl in der gleichen als auch in einer anderen Klasse von %1 einen mit genügend ähnlicher Historie.</translation>
    </message>
    <message>
        <source>Users matched on history share %1 of their first %2 items across classes of %3 and %4 within; the difference is %5</source>
        <translation>Nach Historie gepaarte Nutzer teilen %1 ihrer ersten %2 Items über Klassen von %3 hinweg und %4 innerhalb; der Unterschied ist %5</translation>
    </message>
    <message>
        <source>With the prompt %1 of the first %2 items stay.</source>
        <translation>Mit dem Prompt bleiben %1 der ersten %2 Items.</translation>
    </message>
    <message>
        <source>Overlap of the first %1 items, with 95 % interval</source>
        <translation>Übereinstimmung der ersten %1 Items, 95-%-Intervall</translation>
    </message>
    <message>
        <source>Compared lists</source>
        <translation>Verglichene Listen</translation>
    </message>
    <message>
        <source>Overlap</source>
        <translation>Übereinstimmung</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>Nutzer</translation>
    </message>
    <message>
        <source>minus that in another class: %1</source>
        <translation>minus der in anderer Klasse: %1</translation>
    </message>
</context>
<context>
    <name>up5::ui::OverlapPlaceholder</name>
    <message>
        <source>A run that measures it is queued; its figures appear here.</source>
        <translation>Ein Lauf, der sie misst, ist eingereiht; seine Kennzahlen erscheinen hier.</translation>
    </message>
    <message>
        <source>It is being measured: %1, %2 %. The figures appear here.</source>
        <translation>Sie wird gemessen: %1, %2 %. Die Kennzahlen erscheinen hier.</translation>
    </message>
    <message>
        <source>It is being measured. The figures appear here.</source>
        <translation>Sie wird gemessen. Die Kennzahlen erscheinen hier.</translation>
    </message>
    <message>
        <source>The last run failed: %1</source>
        <translation>Der letzte Lauf ist fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>The last run was cancelled.</source>
        <translation>Der letzte Lauf wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The last run was interrupted; Activity can resume it.</source>
        <translation>Der letzte Lauf wurde unterbrochen; „Aktivität“ kann ihn fortsetzen.</translation>
    </message>
    <message>
        <source>No list overlap measured yet</source>
        <translation>Noch keine Listenübereinstimmung gemessen</translation>
    </message>
    <message>
        <source>List overlap is measured of a backbone, alone or under a prompt, and not of baselines. Choose such a model to see it.</source>
        <translation>Listenübereinstimmung wird von einem Backbone gemessen, allein oder mit einem Prompt, nicht von Baselines. Wählen Sie ein solches Modell, um sie zu sehen.</translation>
    </message>
    <message>
        <source>Measure list overlap</source>
        <translation>Listenübereinstimmung messen</translation>
    </message>
    <message>
        <source>List overlap tells whether users of like histories who differ in %1 are recommended less alike than those who do not. A run of its own measures it.</source>
        <translation>Die Listenübereinstimmung sagt, ob Nutzern mit ähnlicher Historie, die sich in %1 unterscheiden, weniger Gleiches empfohlen wird als solchen, die sich darin nicht unterscheiden. Ein eigener Lauf misst sie.</translation>
    </message>
    <message>
        <source>List overlap tells how many recommended items stay under this prompt, and whether users of like histories who differ in %1 are recommended less alike than those who do not. A run of its own measures it.</source>
        <translation>Die Listenübereinstimmung sagt, wie viele empfohlene Items unter diesem Prompt bleiben und ob Nutzern mit ähnlicher Historie, die sich in %1 unterscheiden, weniger Gleiches empfohlen wird als solchen, die sich darin nicht unterscheiden. Ein eigener Lauf misst sie.</translation>
    </message>
</context>
<context>
    <name>up5::ui::PageRegistry</name>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Probe</source>
        <translation>Probe</translation>
    </message>
    <message>
        <source>Mitigate</source>
        <translation>Minderung</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
</context>
<context>
    <name>up5::ui::PrefixLengthField</name>
    <message>
        <source>Prefix length n</source>
        <translation>Präfixlänge n</translation>
    </message>
</context>
<context>
    <name>up5::ui::Probe</name>
    <message>
        <source>user span</source>
        <translation>Nutzer-Erwähnung</translation>
    </message>
    <message>
        <source>Mean of the encoder&apos;s states over the user&apos;s own tokens.</source>
        <translation>Mittel der Encoder-Zustände über die eigenen Token des Nutzers.</translation>
    </message>
    <message>
        <source>all tokens</source>
        <translation>alle Token</translation>
    </message>
    <message>
        <source>Mean of the encoder&apos;s states over all tokens.</source>
        <translation>Mittel der Encoder-Zustände über alle Token.</translation>
    </message>
    <message>
        <source>history tokens</source>
        <translation>Verlaufs-Token</translation>
    </message>
    <message>
        <source>Mean of the encoder&apos;s states over the tokens of the history.</source>
        <translation>Mittel der Encoder-Zustände über die Token des Verlaufs.</translation>
    </message>
    <message>
        <source>decoder start</source>
        <translation>Decoder-Start</translation>
    </message>
    <message>
        <source>State of the decoder before it writes its first token.</source>
        <translation>Zustand des Decoders, bevor er sein erstes Token schreibt.</translation>
    </message>
    <message>
        <source>item scores</source>
        <translation>Item-Werte</translation>
    </message>
    <message>
        <source>Scores the model gives to the items.</source>
        <translation>Werte, die das Modell den Items gibt.</translation>
    </message>
    <message>
        <source>recommended list</source>
        <translation>empfohlene Liste</translation>
    </message>
    <message>
        <source>The items the model recommends, as anyone sees them.</source>
        <translation>Die Items, die das Modell empfiehlt, wie jeder sie sieht.</translation>
    </message>
    <message>
        <source>answers</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Scores the model gives to the attribute&apos;s values when it is asked.</source>
        <translation>Werte, die das Modell den Ausprägungen des Attributs gibt, wenn es gefragt wird.</translation>
    </message>
    <message>
        <source>raw history</source>
        <translation>roher Verlauf</translation>
    </message>
    <message>
        <source>The items of the history themselves, without any model: what no treatment of the model can take away.</source>
        <translation>Die Items des Verlaufs selbst, ohne jedes Modell: was keine Behandlung des Modells nehmen kann.</translation>
    </message>
    <message>
        <source>logistic</source>
        <translation>logistisch</translation>
    </message>
    <message>
        <source>nearest neighbours</source>
        <translation>nächste Nachbarn</translation>
    </message>
    <message>
        <source>boosted trees</source>
        <translation>verstärkte Bäume</translation>
    </message>
    <message>
        <source>mlp9 of the published code</source>
        <translation>mlp9 des veröffentlichten Codes</translation>
    </message>
    <message>
        <source>attention pooling</source>
        <translation>Attention-Mittelung</translation>
    </message>
    <message>
        <source>asked without history</source>
        <translation>gefragt ohne Verlauf</translation>
    </message>
    <message>
        <source>asked with history</source>
        <translation>gefragt mit Verlauf</translation>
    </message>
    <message>
        <source>asked with examples, without history</source>
        <translation>gefragt mit Beispielen, ohne Verlauf</translation>
    </message>
    <message>
        <source>asked with examples and history</source>
        <translation>gefragt mit Beispielen und Verlauf</translation>
    </message>
    <message>
        <source>soft prompt</source>
        <translation>Soft-Prompt</translation>
    </message>
    <message>
        <source>%1 on: %2</source>
        <comment>probe method, what it reads</comment>
        <translation>%1 auf: %2</translation>
    </message>
    <message>
        <source>guessing gives 0.5</source>
        <translation>Raten ergibt 0,5</translation>
    </message>
    <message>
        <source>shuffled labels give %1 to %2</source>
        <translation>vertauschte Klassen ergeben %1 bis %2</translation>
    </message>
    <message>
        <source>%1 (p = %2)</source>
        <translation>%1 (p = %2)</translation>
    </message>
    <message>
        <source>the strongest probe (%1) reads %2 with AUC %3; %4</source>
        <translation>die stärkste Probe (%1) liest %2 mit AUC %3 aus; %4</translation>
    </message>
    <message>
        <source>Inconclusive, because the probe collapsed, which is no sign that nothing leaks</source>
        <translation>Nicht entscheidbar, weil die Probe kollabiert ist, was kein Zeichen dafür ist, dass nichts durchsickert</translation>
    </message>
    <message>
        <source>Inconclusive, because the AUC has no interval</source>
        <translation>Nicht entscheidbar, weil die AUC kein Intervall hat</translation>
    </message>
    <message>
        <source>Inconclusive, because not everything was measured</source>
        <translation>Nicht entscheidbar, weil nicht alles gemessen wurde</translation>
    </message>
    <message>
        <source>Leak found: %1.</source>
        <translation>Leck gefunden: %1.</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1: %2.</translation>
    </message>
    <message>
        <source>No leak found by these probes (smallest detectable AUC %1): %2.</source>
        <translation>Kein Leck durch diese Proben gefunden (kleinste erkennbare AUC %1): %2.</translation>
    </message>
    <message>
        <source>No leak found by these probes: %1. Up to %2 cannot be ruled out with %3 test users.</source>
        <translation>Kein Leck durch diese Proben gefunden: %1. Bis %2 lässt sich mit %3 Testnutzern nicht ausschließen.</translation>
    </message>
    <message>
        <source>embeddings</source>
        <translation>Einbettungen</translation>
    </message>
    <message>
        <source>layer %1, final</source>
        <translation>Schicht %1, letzte</translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation>Schicht %1</translation>
    </message>
    <message>
        <source>The probe counts as collapsed, yet the order of its scores tells users apart.</source>
        <translation>Die Probe gilt als kollabiert, doch die Reihenfolge ihrer Werte unterscheidet Nutzer.</translation>
    </message>
    <message numerus="yes">
        <source>The prompt&apos;s adversary had seen %n of these users, so the leak may be larger.</source>
        <translation>
            <numerusform>Der Gegner des Prompts hatte %n dieser Nutzer gesehen, das Leck mag also größer sein.</numerusform>
            <numerusform>Der Gegner des Prompts hatte %n dieser Nutzer gesehen, das Leck mag also größer sein.</numerusform>
        </translation>
    </message>
    <message>
        <source>The probe “%1” orders users the wrong way round (AUC %2), which may tell them apart as well; it is one of several questions, and not corrected for their number.</source>
        <translation>Die Probe „%1“ ordnet Nutzer verkehrt herum (AUC %2), was sie ebenso unterscheiden kann; sie ist eine von mehreren Fragen und nicht für deren Zahl korrigiert.</translation>
    </message>
</context>
<context>
    <name>up5::ui::ProbePage</name>
    <message>
        <source>No backbone to probe yet</source>
        <translation>Noch kein Backbone zu prüfen</translation>
    </message>
    <message>
        <source>A probe tries to read a sensitive attribute out of a trained model. Train a backbone first.</source>
        <translation>Eine Probe ist ein Klassifikator, der ein sensibles Attribut aus einem trainierten Modell auszulesen versucht. Trainieren Sie zuerst ein Backbone.</translation>
    </message>
    <message>
        <source>Go to Models</source>
        <translation>Zu den Modellen</translation>
    </message>
    <message>
        <source>Probe a model</source>
        <translation>Modell mit Proben messen</translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation>Backbone</translation>
    </message>
    <message>
        <source>Prompt in front of it</source>
        <translation>Prompt davor</translation>
    </message>
    <message>
        <source>Start probing</source>
        <translation>Messung starten</translation>
    </message>
    <message>
        <source>Attributes</source>
        <translation>Attribute</translation>
    </message>
    <message>
        <source>Attribute</source>
        <translation>Attribut</translation>
    </message>
    <message>
        <source>none (untreated)</source>
        <translation>keiner (unbehandelt)</translation>
    </message>
    <message>
        <source>Reading what is measured…</source>
        <translation>Messungen werden gelesen …</translation>
    </message>
    <message>
        <source>The subsets of this mixture&apos;s attributes were probed by its own run: their figures stand in the matrix under Mitigate ▸ Mixture. To probe it once more, choose attributes on the left and start.</source>
        <translation>Die Teilmengen der Attribute dieser Mischung wurden von ihrem eigenen Lauf mit Proben gemessen: Ihre Kennzahlen stehen in der Matrix unter Minderung ▸ Mischung. Um sie noch einmal zu messen, wählen Sie links Attribute und starten Sie.</translation>
    </message>
    <message>
        <source>This model was not probed yet. Choose attributes on the left and start.</source>
        <translation>Dieses Modell wurde noch nicht mit Proben gemessen. Wählen Sie links Attribute und starten Sie.</translation>
    </message>
    <message>
        <source>The probe was queued. Its result appears here when it is done.</source>
        <translation>Die Messung wurde eingereiht. Ihr Ergebnis erscheint hier, sobald sie fertig ist.</translation>
    </message>
    <message>
        <source>Fresh classifiers try to read an attribute from what the model computes.</source>
        <translation>Frische Klassifikatoren versuchen, ein Attribut aus dem auszulesen, was das Modell berechnet.</translation>
    </message>
    <message>
        <source>Probe runs of this model for %1: %2. Shown is the one that read most on validation users; Compare and reports list them all.</source>
        <translation>Probenläufe dieses Modells für %1: %2. Gezeigt ist der, der auf Validierungsnutzern am meisten las; Vergleich und Berichte führen alle auf.</translation>
    </message>
</context>
<context>
    <name>up5::ui::ProfileView</name>
    <message>
        <source>Users by number of interactions</source>
        <translation>Nutzer nach Zahl der Interaktionen</translation>
    </message>
    <message>
        <source>users</source>
        <translation>Nutzer</translation>
    </message>
    <message>
        <source>items</source>
        <translation>Items</translation>
    </message>
    <message>
        <source>interactions</source>
        <translation>Interaktionen</translation>
    </message>
    <message>
        <source>sparsity</source>
        <translation>Dünnbesetztheit</translation>
    </message>
    <message>
        <source>per user, median</source>
        <translation>je Nutzer, Median</translation>
    </message>
    <message>
        <source>Sensitive attributes</source>
        <translation>Sensible Attribute</translation>
    </message>
    <message>
        <source>Group sizes of the sensitive attributes</source>
        <translation>Gruppengrößen der sensiblen Attribute</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>items used of %1</source>
        <translation>genutzte Items von %1</translation>
    </message>
    <message>
        <source>Share of user–item pairs without an interaction, over the items that have one</source>
        <translation>Anteil der Nutzer-Item-Paare ohne Interaktion, über die Items, die eine haben</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Fewer than %1 users, too small to audit: %2</source>
        <translation>Weniger als %1 Nutzer, zu klein für eine Prüfung: %2</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>Nutzer</translation>
    </message>
    <message>
        <source>Interactions</source>
        <translation>Interaktionen</translation>
    </message>
    <message>
        <source>Half of the users have at least %1 interactions; the shortest history has %2, the longest %3.</source>
        <translation>Die Hälfte der Nutzer hat mindestens %1 Interaktionen; die kürzeste Historie hat %2, die längste %3.</translation>
    </message>
    <message>
        <source>interactions, from</source>
        <translation>Interaktionen, ab</translation>
    </message>
</context>
<context>
    <name>up5::ui::RangeRow</name>
    <message>
        <source>Sweep to</source>
        <translation>Reihe bis</translation>
    </message>
    <message>
        <source>points</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>Sweep a range of %1</source>
        <translation>Versuchsreihe über einen Bereich: %1</translation>
    </message>
    <message>
        <source>Two handles make a range: one run at each of its points.</source>
        <translation>Zwei Griffe ergeben einen Bereich: ein Lauf an jedem seiner Punkte.</translation>
    </message>
    <message>
        <source>Upper end of %1</source>
        <translation>Oberes Ende: %1</translation>
    </message>
    <message>
        <source>Points of %1</source>
        <translation>Punkte: %1</translation>
    </message>
</context>
<context>
    <name>up5::ui::ReportPage</name>
    <message>
        <source>Nothing to report yet</source>
        <translation>Noch nichts zu berichten</translation>
    </message>
    <message>
        <source>A report covers finished runs: backbones, probes and prompts. Start with a backbone.</source>
        <translation>Ein Bericht umfasst beendete Läufe: Backbones, Proben und Prompts. Beginnen Sie mit einem Backbone.</translation>
    </message>
    <message>
        <source>Go to Models</source>
        <translation>Zu den Modellen</translation>
    </message>
    <message>
        <source>Saved the report as %1.</source>
        <translation>Bericht als %1 gespeichert.</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Runs in the report</source>
        <translation>Läufe im Bericht</translation>
    </message>
    <message>
        <source>All finished runs</source>
        <translation>Alle beendeten Läufe</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>HTML, one file</source>
        <translation>HTML, eine Datei</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>CSV, all figures</source>
        <translation>CSV, alle Kennzahlen</translation>
    </message>
    <message>
        <source>JSON, all figures</source>
        <translation>JSON, alle Kennzahlen</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Preview of the report</source>
        <translation>Vorschau des Berichts</translation>
    </message>
    <message>
        <source>%1 of %2 runs chosen</source>
        <translation>%1 von %2 Läufen gewählt</translation>
    </message>
    <message>
        <source>Export the report</source>
        <translation>Bericht exportieren</translation>
    </message>
    <message>
        <source>Choose the runs to report on.</source>
        <translation>Wählen Sie die Läufe, über die berichtet werden soll.</translation>
    </message>
    <message>
        <source>Writing the preview…</source>
        <translation>Die Vorschau wird geschrieben…</translation>
    </message>
</context>
<context>
    <name>up5::ui::ReproducePanel</name>
    <message>
        <source>Ours beside the paper</source>
        <translation>Unsere Zahlen neben der Arbeit</translation>
    </message>
    <message>
        <source>Of the paper</source>
        <translation>Aus der Arbeit</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation>Backbone</translation>
    </message>
    <message>
        <source>Table %1: %2</source>
        <translation>Tabelle %1: %2</translation>
    </message>
    <message>
        <source>Figure %1: %2</source>
        <translation>Abbildung %1: %2</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>Seeds</translation>
    </message>
    <message>
        <source>Every run is repeated with each of these seeds: 1, 2, 3</source>
        <translation>Jeder Lauf wird mit jedem dieser Seeds wiederholt: 1, 2, 3</translation>
    </message>
    <message>
        <source>Run what is missing</source>
        <translation>Fehlendes ausführen</translation>
    </message>
    <message>
        <source>It takes a data set with a trained backbone: train one on the Models page.</source>
        <translation>Es braucht einen Datensatz mit einem trainierten Backbone: Trainieren Sie einen auf der Seite Modelle.</translation>
    </message>
    <message>
        <source>The runs were queued; the figures appear here as they are measured.</source>
        <translation>Die Läufe wurden eingereiht; die Zahlen erscheinen hier, sobald sie gemessen sind.</translation>
    </message>
    <message>
        <source>as the paper or the defaults say</source>
        <translation>wie die Arbeit oder die Vorgaben sagen</translation>
    </message>
    <message>
        <source>Options of the runs as on the command line, parted by blanks. Of a table with the kind of run in front: cfp.lambda=10 baseline.max_minutes=5; of a figure without: batches=200</source>
        <translation>Optionen der Läufe wie auf der Befehlszeile, durch Leerzeichen getrennt. Bei einer Tabelle mit der Art des Laufs davor: cfp.lambda=10 baseline.max_minutes=5; bei einer Abbildung ohne: batches=200</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Marks against</source>
        <translation>Zeichen gegen</translation>
    </message>
    <message>
        <source>∧ and ∨ in a table: significantly above and below this model. Of the paper: the one it compares the others with.</source>
        <translation>∧ und ∨ in einer Tabelle: signifikant über und unter diesem Modell. Das der Arbeit: jenes, mit dem sie die anderen vergleicht.</translation>
    </message>
    <message>
        <source>that of the paper</source>
        <translation>das der Arbeit</translation>
    </message>
</context>
<context>
    <name>up5::ui::ResultView</name>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Saves the chart or the table as shown</source>
        <translation>Speichert Diagramm oder Tabelle wie angezeigt</translation>
    </message>
    <message>
        <source>Table as CSV…</source>
        <translation>Tabelle als CSV …</translation>
    </message>
    <message>
        <source>Chart as PNG…</source>
        <translation>Diagramm als PNG …</translation>
    </message>
    <message>
        <source>Chart as SVG…</source>
        <translation>Diagramm als SVG …</translation>
    </message>
    <message>
        <source>Saved %1.</source>
        <translation>%1 gespeichert.</translation>
    </message>
</context>
<context>
    <name>up5::ui::RunBasics</name>
    <message>
        <source>made from the settings</source>
        <translation>aus den Einstellungen gebildet</translation>
    </message>
    <message>
        <source>auto takes a GPU when there is one; cuda:1 names the second</source>
        <translation>auto nimmt eine GPU, wenn es eine gibt; cuda:1 bezeichnet die zweite</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Name of the run</source>
        <translation>Name des Laufs</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>Seeds</translation>
    </message>
    <message>
        <source>One run a seed, for example 2022, 2023, 2024: training varies with the seed.</source>
        <translation>Ein Lauf je Seed, zum Beispiel 2022, 2023, 2024: Das Training schwankt mit dem Seed.</translation>
    </message>
</context>
<context>
    <name>up5::ui::RunTableModel</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>≈ %1</source>
        <translation>≈ %1</translation>
    </message>
    <message>
        <source>Of the present stage, at its rate so far</source>
        <translation>Für den jetzigen Abschnitt, bei seinem bisherigen Tempo</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>Abschnitt</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Restzeit</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>up5::ui::RunWords</name>
    <message>
        <source>λ %1, n %2</source>
        <translation>λ %1, n %2</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation>Backbone</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>Auswertung</translation>
    </message>
    <message>
        <source>Probe</source>
        <translation>Probe</translation>
    </message>
    <message>
        <source>CFP</source>
        <translation>CFP</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Laufend</translation>
    </message>
    <message>
        <source>Succeeded</source>
        <translation>Erfolgreich</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Unterbrochen</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>Vorbereiten</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Validating</source>
        <translation>Validieren</translation>
    </message>
    <message>
        <source>Evaluating</source>
        <translation>Auswerten</translation>
    </message>
    <message>
        <source>Probing</source>
        <translation>Proben anpassen</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Import of %1</source>
        <translation>Import von %1</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>Stability</source>
        <translation>Stabilität</translation>
    </message>
    <message>
        <source>Mixture</source>
        <translation>Mischung</translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation>Versuchsreihe</translation>
    </message>
    <message>
        <source>Runs of the sweep</source>
        <translation>Läufe der Versuchsreihe</translation>
    </message>
    <message>
        <source>Sweep: %1</source>
        <translation>Versuchsreihe: %1</translation>
    </message>
    <message>
        <source>λ %1 ·</source>
        <translation>λ %1 ·</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>Baseline</translation>
    </message>
    <message>
        <source>untrained, n %1</source>
        <translation>untrainiert, n %1</translation>
    </message>
</context>
<context>
    <name>up5::ui::SeedList</name>
    <message>
        <source>“%1” is no seed: seeds are whole numbers from 0 on, separated by commas.</source>
        <translation>„%1“ ist kein Seed: Seeds sind ganze Zahlen ab 0, durch Kommas getrennt.</translation>
    </message>
    <message>
        <source>Give at least one seed, for example 2022.</source>
        <translation>Geben Sie mindestens einen Seed an, zum Beispiel 2022.</translation>
    </message>
</context>
<context>
    <name>up5::ui::StatusLine</name>
    <message>
        <source>Dismiss the message</source>
        <translation>Meldung schließen</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Problem: %1</source>
        <translation>Problem: %1</translation>
    </message>
</context>
<context>
    <name>up5::ui::SweepDetails</name>
    <message>
        <source>%1, untrained</source>
        <translation>%1, untrainiert</translation>
    </message>
    <message>
        <source>%1, control</source>
        <translation>%1, Kontrolle</translation>
    </message>
    <message>
        <source>Setting or run</source>
        <translation>Einstellung oder Lauf</translation>
    </message>
    <message>
        <source>AUC, strongest</source>
        <translation>AUC, stärkste</translation>
    </message>
    <message>
        <source>hit@10 %</source>
        <translation>hit@10 %</translation>
    </message>
    <message>
        <source>Seeds that leak</source>
        <translation>Seeds mit Leck</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>mean ± standard deviation</source>
        <translation>Mittel ± Standardabweichung</translation>
    </message>
</context>
<context>
    <name>up5::ui::SweepWay</name>
    <message>
        <source>at most</source>
        <translation>höchstens</translation>
    </message>
    <message>
        <source>runs, by leak and</source>
        <translation>Läufe, nach Leck und</translation>
    </message>
    <message>
        <source>Stop early what is dominated</source>
        <translation>Dominiertes früh abbrechen</translation>
    </message>
    <message>
        <source>How the ranges are swept</source>
        <translation>Wie die Bereiche abgetastet werden</translation>
    </message>
    <message>
        <source>Every combination</source>
        <translation>Jede Kombination</translation>
    </message>
    <message>
        <source>A run at each point of a range with each point of the other.</source>
        <translation>Ein Lauf an jedem Punkt des einen Bereichs mit jedem Punkt des anderen.</translation>
    </message>
    <message>
        <source>Search within the ranges</source>
        <translation>Innerhalb der Bereiche suchen</translation>
    </message>
    <message>
        <source>NSGA-II looks between the handles for settings that leak less and hit more on validation users; each generation learns from those before it. λ is searched logarithmically, or linearly where its range begins at 0.</source>
        <translation>NSGA-II sucht zwischen den Griffen nach Einstellungen, die bei den Validierungsnutzern weniger verraten und öfter treffen; jede Generation lernt aus den vorigen. λ wird logarithmisch durchsucht, linear dort, wo der Bereich bei 0 beginnt.</translation>
    </message>
    <message>
        <source>Runs of the search, at most</source>
        <translation>Läufe der Suche, höchstens</translation>
    </message>
    <message>
        <source>All seeds counted; a generation has %1 settings.</source>
        <translation>Alle Seeds mitgezählt; eine Generation hat %1 Einstellungen.</translation>
    </message>
    <message>
        <source>Hits that the search weighs against the leak</source>
        <translation>Treffer, die die Suche gegen das Leck abwägt</translation>
    </message>
    <message>
        <source>No further seeds of settings that leak more and hit less on validation users than another one, beyond its intervals; needs several seeds.</source>
        <translation>Keine weiteren Seeds von Einstellungen, die bei den Validierungsnutzern mehr verraten und seltener treffen als eine andere, über deren Intervalle hinaus; braucht mehrere Seeds.</translation>
    </message>
</context>
<context>
    <name>up5::ui::SweepWords</name>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>search over %1</source>
        <translation>Suche über %1</translation>
    </message>
    <message>
        <source>%1 seeds</source>
        <translation>%1 Seeds</translation>
    </message>
    <message>
        <source>Sweep of %1 runs</source>
        <translation>Versuchsreihe mit %1 Läufen</translation>
    </message>
    <message>
        <source>Sweep of %1 runs (%2 settings with %3 seeds)</source>
        <translation>Versuchsreihe mit %1 Läufen (%2 Einstellungen mit %3 Seeds)</translation>
    </message>
    <message>
        <source> and %1 to compare with</source>
        <translation> und %1 zum Vergleich</translation>
    </message>
    <message>
        <source>; %1 of these are there already</source>
        <translation>; %1 davon sind schon da</translation>
    </message>
    <message>
        <source>Nothing is left to run.</source>
        <translation>Es bleibt nichts auszuführen.</translation>
    </message>
    <message>
        <source>No estimate of the time yet: no run with like settings has finished here.</source>
        <translation>Noch keine Schätzung der Zeit: Hier ist noch kein Lauf mit ähnlichen Einstellungen abgeschlossen.</translation>
    </message>
    <message>
        <source>It will take about %1.</source>
        <translation>Sie wird etwa %1 dauern.</translation>
    </message>
    <message>
        <source>About %1 for %2 of the %3 to run; for the others there is no estimate yet.</source>
        <translation>Etwa %1 für %2 der %3 auszuführenden; für die übrigen gibt es noch keine Schätzung.</translation>
    </message>
    <message numerus="yes">
        <source>%n different job(s)</source>
        <translation>
            <numerusform>%n Auftrag</numerusform>
            <numerusform>%n verschiedene Aufträge</numerusform>
        </translation>
    </message>
    <message>
        <source>Search of at most %1 runs</source>
        <translation>Suche mit höchstens %1 Läufen</translation>
    </message>
</context>
<context>
    <name>up5::ui::TensorDifferenceModel</name>
    <message>
        <source>%1 against %2</source>
        <translation>%1 gegen %2</translation>
    </message>
    <message>
        <source>only in A</source>
        <translation>nur in A</translation>
    </message>
    <message>
        <source>only in B</source>
        <translation>nur in B</translation>
    </message>
    <message>
        <source>other shape</source>
        <translation>andere Form</translation>
    </message>
    <message>
        <source>same</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>not a number in one of them</source>
        <translation>in einem keine Zahl</translation>
    </message>
    <message>
        <source>different</source>
        <translation>verschieden</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>Tensor</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Largest absolute difference</source>
        <translation>Größter absoluter Unterschied</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
</context>
<context>
    <name>up5::ui::TradeOff</name>
    <message>
        <source>, hides %1</source>
        <translation>, verbirgt %1</translation>
    </message>
    <message>
        <source>Pareto front</source>
        <translation>Pareto-Front</translation>
    </message>
    <message>
        <source>dominated</source>
        <translation>dominiert</translation>
    </message>
    <message>
        <source>probe collapsed</source>
        <translation>Probe kollabiert</translation>
    </message>
    <message>
        <source>No measured model matches the filters.</source>
        <translation>Kein gemessenes Modell passt zu den Filtern.</translation>
    </message>
    <message>
        <source>%1 (AUC %2, %3 %4)</source>
        <translation>%1 (AUC %2, %3 %4)</translation>
    </message>
    <message>
        <source>Figures of %1. Models compared: %2, on the Pareto front: %3; least leak: %4; best recommendations: %5.</source>
        <translation>Kennzahlen: %1. Verglichene Modelle: %2, auf der Pareto-Front: %3; geringstes Leck: %4; beste Empfehlungen: %5.</translation>
    </message>
    <message>
        <source>Models whose probe collapsed count neither for the front nor for the least leak.</source>
        <translation>Modelle, deren Probe kollabiert ist, zählen weder für die Front noch für das geringste Leck.</translation>
    </message>
    <message>
        <source>not known, every probe collapsed</source>
        <translation>unbekannt, jede Probe ist kollabiert</translation>
    </message>
    <message>
        <source>direct</source>
        <translation>direkt</translation>
    </message>
    <message>
        <source>sequential</source>
        <translation>sequenziell</translation>
    </message>
    <message>
        <source>hit@%1 (%), %2</source>
        <translation>hit@%1 (%), %2</translation>
    </message>
    <message>
        <source>NDCG@%1, %2</source>
        <translation>NDCG@%1, %2</translation>
    </message>
    <message>
        <source>MRR, %1</source>
        <translation>MRR, %1</translation>
    </message>
    <message>
        <source>Probe AUC, all tokens, %1 (0.5 = no leak)</source>
        <translation>Proben-AUC, alle Token, %1 (0.5 = kein Leck)</translation>
    </message>
    <message>
        <source>Probe AUC, user span, %1 (0.5 = no leak)</source>
        <translation>Proben-AUC, Nutzer-Erwähnung, %1 (0.5 = kein Leck)</translation>
    </message>
    <message>
        <source>validation users</source>
        <translation>Validierungsnutzer</translation>
    </message>
    <message>
        <source>test users</source>
        <translation>Testnutzer</translation>
    </message>
    <message>
        <source>untreated</source>
        <translation>unbehandelt</translation>
    </message>
    <message>
        <source>λ = 0 control</source>
        <translation>Kontrolle λ = 0</translation>
    </message>
    <message>
        <source>CFP</source>
        <translation>CFP</translation>
    </message>
    <message>
        <source>attribute: %1</source>
        <translation>Attribut: %1</translation>
    </message>
    <message>
        <source>AUC, user span: %1</source>
        <translation>AUC, Nutzer-Erwähnung: %1</translation>
    </message>
    <message>
        <source>AUC, all tokens: %1</source>
        <translation>AUC, alle Token: %1</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>Seed %1</translation>
    </message>
    <message>
        <source>mean of %1 seeds</source>
        <translation>Mittel aus %1 Seeds</translation>
    </message>
    <message>
        <source>mean of %1 models, seeds: %2</source>
        <translation>Mittel aus %1 Modellen, Seeds: %2</translation>
    </message>
    <message>
        <source>a probe collapsed: a low AUC says nothing about the leak</source>
        <translation>eine Probe ist kollabiert: eine niedrige AUC besagt nichts über das Leck</translation>
    </message>
    <message>
        <source>not distinguishable from the Pareto front</source>
        <translation>nicht von der Pareto-Front unterscheidbar</translation>
    </message>
    <message>
        <source>guessing</source>
        <translation>Raten</translation>
    </message>
    <message>
        <source>Nothing measured here yet: train a point on the Mitigate page, or choose other filters.</source>
        <translation>Hier ist noch nichts gemessen: Trainieren Sie auf der Seite „Minderung“ einen Punkt oder wählen Sie andere Filter.</translation>
    </message>
    <message>
        <source>AUC, strongest probe, %1 (0.5 = no leak)</source>
        <translation>AUC, stärkste Probe, %1 (0,5 = kein Leck)</translation>
    </message>
    <message>
        <source>AUC, strongest probe: %1</source>
        <translation>AUC, stärkste Probe: %1</translation>
    </message>
    <message>
        <source>the prompt&apos;s adversary had seen %1 of these users</source>
        <translation>der Gegner des Prompts hatte %1 dieser Nutzer gesehen</translation>
    </message>
    <message>
        <source>matching baseline</source>
        <translation>zuordnende Baseline</translation>
    </message>
    <message>
        <source>sequential baseline</source>
        <translation>sequenzielle Baseline</translation>
    </message>
    <message>
        <source>counting baseline</source>
        <translation>zählende Baseline</translation>
    </message>
    <message>
        <source>AUC, user vector: %1</source>
        <translation>AUC, Nutzervektor: %1</translation>
    </message>
    <message>
        <source>Probe AUC, user span or vector, %1 (0.5 = no leak)</source>
        <translation>Proben-AUC, Nutzer-Erwähnung oder -Vektor, %1 (0.5 = kein Leck)</translation>
    </message>
    <message>
        <source>random prompt</source>
        <translation>zufälliger Prompt</translation>
    </message>
    <message>
        <source>random</source>
        <translation>zufällig</translation>
    </message>
    <message>
        <source>treated baseline</source>
        <translation>behandelte Baseline</translation>
    </message>
    <message>
        <source>training: %1</source>
        <translation>Training: %1</translation>
    </message>
    <message>
        <source>%1 of %2; %3 inconclusive</source>
        <translation>%1 von %2; %3 ohne Ergebnis</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>up5::ui::TrainBackbonePanel</name>
    <message>
        <source>Train a backbone</source>
        <translation>Backbone trainieren</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>Training starten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>A P5 recommender from scratch or from your checkpoint: the model that is audited and stays frozen afterwards.</source>
        <translation>Ein P5-Empfehler, von Grund auf oder aus Ihrem Checkpoint: das Modell, das geprüft wird und danach eingefroren bleibt.</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
</context>
<context>
    <name>up5::ui::TrainingCurves</name>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Recommendation loss</source>
        <translation>Verlust der Empfehlung</translation>
    </message>
    <message>
        <source>Adversary&apos;s loss</source>
        <translation>Verlust des Gegenspielers</translation>
    </message>
    <message>
        <source>Validation AUC (logistic probe, user span)</source>
        <translation>Validierungs-AUC (logistische Probe, Nutzer-Erwähnung)</translation>
    </message>
    <message>
        <source>Validation hit@1 (%)</source>
        <translation>Validierungs-hit@1 (%)</translation>
    </message>
    <message>
        <source>Adversary&apos;s accuracy (%)</source>
        <translation>Genauigkeit des Gegenspielers (%)</translation>
    </message>
    <message>
        <source>Validation AUC (logistic probe, all tokens)</source>
        <translation>Validierungs-AUC (logistische Probe, alle Token)</translation>
    </message>
</context>
</TS>
