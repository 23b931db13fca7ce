# The view batch: loaded with it.

batch-intake = Geben
batch-lead = Viele Fotos, Texte, PDFs, OFDs, eine Tabelle mit einer Spalte Codes (CSV), JSON-Zeilen, ZIP oder TAR oder ein ganzer Ordner: hierher ziehen, wählen oder einfügen.
batch-about = Alles wird auf diesem Gerät geprüft. Wenn Sie nichts aufbewahren lassen, bleibt nach dem Schließen der Seite nichts zurück.
batch-files = Dateien wählen
batch-more-files = Dateien hinzufügen
batch-folder = Ordner wählen
batch-scan = Einzeln scannen
batch-scan-label = Den Cursor hier lassen und mit dem Handscanner scannen; jeder Code endet mit Enter
batch-scan-wait = Wartet auf den ersten Code.
batch-camera = Mit der Kamera scannen
batch-camera-next = Den nächsten mit der Kamera scannen
batch-progress = Fortschritt
batch-state-unpacking = Wird gelesen: { $total } Einträge gefunden
batch-state-running = Wird geprüft: { $done } von { $total }
batch-state-paused = Angehalten: { $done } von { $total }
batch-state-cancelled = Abgebrochen: { $done } von { $total } wurden geprüft
batch-state-done = Fertig: { $done } Einträge
batch-state-failed = Was einen Stapel prüft, konnte nicht geladen werden. Prüfen Sie das Netz und versuchen Sie es noch einmal.
batch-rate = { $rate } je Sekunde, noch etwa { $seconds } Sekunden
batch-full = Ein Stapel fasst höchstens 200.000 Einträge; was danach kam, wurde nicht gelesen. Geben Sie ihn in Teilen oder nehmen Sie die Befehlszeile: slipcheck batch.
batch-pause = Anhalten
batch-cancel = Abbrechen
batch-go-on = Fortsetzen
batch-again = Noch einmal prüfen mit dem, was jetzt gilt
batch-clear = Leeren und neu beginnen
batch-keep = Diesen Stapel auf diesem Gerät aufbewahren
    .detail = Damit er nach einem Neuladen fortgesetzt werden kann. Belege sind personenbezogene Daten: Sie bleiben in diesem Browser, bis Sie das Häkchen entfernen.
batch-keep-refused = Der Browser hat keinen Platz oder speichert nichts: Der Stapel ist nicht aufbewahrt, bleibt aber da, bis die Seite geschlossen wird. Exportieren Sie ihn vorher.
batch-keep-gone = Ein anderer Tab hat diesen Stapel vom Gerät entfernt. Hier bleibt er, bis die Seite geschlossen wird; zum erneuten Behalten das Häkchen wieder setzen.
batch-cleared = Der Stapel wurde geleert.
batch-undo = Rückgängig
batch-kept = Aufbewahrte Stapel
batch-kept-one = { $time }: { $done } von { $total } geprüft
batch-kept-elsewhere = Dieser Stapel ist in einem anderen Tab geöffnet.
batch-forget = Löschen
batch-forget-elsewhere = Ein anderer Tab hat diesen Stapel offen. Wenn Sie ihn entfernen, behält ihn jener Tab nicht mehr.
batch-forget-sure = Trotzdem entfernen
batch-nothing-to-open = In dieser Zeile steht nichts, was sich öffnen lässt: Sie hat kein Feld und keine Spalte mit einem Code („code“).
batch-rows = { $count ->
    [one] { $count } Zeile
   *[other] { $count } Zeilen
}
batch-half = Echt, mit Vorbehalt
batch-passed = Prüfung bestanden
batch-failed = Prüfung nicht bestanden
batch-incomplete = Prüfung unvollständig
batch-contradicted = Widerspruch: Druck und Code weichen ab
batch-message-paid = Nachricht: bezahlt
batch-message-paid-to-other = Nachricht: an einen ANDEREN bezahlt
batch-message-accepted = Nachricht: angenommen, Ergebnis folgt
batch-message-pending = Nachricht: noch OFFEN
batch-message-failed = Nachricht: GESCHEITERT
batch-message-closed = Nachricht: GESCHLOSSEN
batch-message-refunded = Nachricht: ERSTATTET
batch-message-sealed = Nachricht: verschlossen, Ergebnis unbekannt
batch-message-not-a-payment = Nachricht: nicht über eine Zahlung
batch-message-unknown = Nachricht: Ergebnis unklar
batch-message-test = Nachricht: TEST, kein Geld
batch-not-paid = Geprüft heißt nicht bezahlt.
batch-sum-verified = Summe der geprüften, jeder Beleg einmal, Erstattungen abgezogen
batch-sum-half = Summe der echten mit Vorbehalt
batch-sum-test = Summe der Tests: keine echten Verkäufe
batch-sum-other = Summe der übrigen
batch-span = Von – bis
batch-would-now-fit = { $count } frühere Belege würden jetzt passen, zusammen mit späteren. Prüfen Sie noch einmal.
batch-tools = Suchen und exportieren
batch-search = Suchen
batch-group = Gruppieren
batch-group-none = Nicht
batch-group-cause = Ursache
batch-group-terminal = Terminal
batch-group-day = Tag
batch-group-cause-none = Keine Ursache
batch-group-terminal-none = Kein Terminal
batch-group-day-none = Kein Tag
batch-group-all = Alle Gruppen
batch-order = Reihenfolge
batch-order-worst = Probleme zuerst
batch-order-given = Wie gegeben
batch-print = Drucken
batch-terminal = Terminal
batch-shown = { $count } gezeigt
batch-list = Ergebnisse
batch-duplicate = Derselbe Beleg steht schon in diesem Stapel: { $key }
batch-duplicate-tag = doppelt
batch-findings = { $count ->
    [one] { $count } Befund
   *[other] { $count } Befunde
}
batch-line = Zeile { $line }
batch-unread = { $count ->
    [one] { $count } Datei ergab keine Zeile
   *[other] { $count } Dateien ergaben keine Zeile
}
batch-why-not-found = nicht gefunden; wählen Sie sie noch einmal
batch-why-damaged = lässt sich nicht oder nicht ganz lesen, oder entpackt sich zu übermäßig viel; versuchen Sie eine andere Kopie
batch-why-too-deep = steckt in zu vielen Archiven; entpacken Sie sie zuerst
batch-why-key-material = Zertifikate oder Schlüssel, kein Beleg und nicht vertraut; zum Vertrauen unter Zertifikate
batch-paper = { $count } von { $all } Zeilen, Probleme zuerst, { $time }
batch-sheet-summary = Übersicht
batch-sheet-slips = Belege
batch-sheet-findings = Befunde
batch-sheet-count = Anzahl
batch-back = Zurück zum Stapel
